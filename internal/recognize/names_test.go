package recognize_test

import "testing"

const found = "\n\nこのたび、個人情報が記載された書類を別の方へ誤って送付する事案が発生しました。関係の皆様に深くお詫び申し上げます。\n\n1 経緯\n5月10日、送付先の方からの連絡により判明しました。対象は3名です。\n"

// TestOrganizationByPlace are organizations without a legal form.
func TestOrganizationByPlace(t *testing.T) {
	whole(t, "organization", []phrase{
		{"a bureau that is a body of its own", "令和5年5月12日\nしおかぜ市消防局 警防部 救急課\n電話:0000-55-0119\n\n書類の誤送付について" + found, "しおかぜ市消防局"},
		{"a department of a prefecture", "資料提供\n令和5年5月12日\nうしお県土木部 住宅課\n\n書類の誤送付について" + found, "うしお県"},
		{"a department in the first sentence", "ホーム > くらし > 書類の誤送付について\n\n書類の誤送付について\n更新日:2024年6月21日\n\nしおかぜ市税務課が6月14日に発送した通知書について、他の方の通知書を同封して送付していたことが判明しました。深くお詫び申し上げます。\n", "しおかぜ市"},
		{"behind the words it opens with", "書類の誤送付について\n掲載日:2024年6月21日\n\nこのたび、しおかぜ町が発注した業務において、受託者が書類を紛失する事案が発生しました。町では再発防止を指示しました。\n", "しおかぜ町"},
		{"a court, and who signs for it", "トップ > 各地の裁判所 > うしお家庭裁判所 > お知らせ\n\n書類の誤送付について" + found + "\n(うしお家庭裁判所長 磯部 太郎)\n", "うしお家庭裁判所"},
		{"an office of a ministry below 照会先", "Press Release\n令和5年5月12日\n【照会先】\n厚生労働省うしお労働局 職業安定部\n電話 000-222-8609\n\n書類の誤送付について" + found, "厚生労働省うしお労働局"},
		{"the line above the one who signs", "書類の誤送付について" + found + "\n令和5年5月12日\nしおさい商店街の会\n会長 磯部 太郎\n", "しおさい商店街の会"},
		{"the person behind the body, over two lines", "書類の誤送付について" + found + "\n令和5年5月12日\n医療法人社団なぎさ会\nなぎさ記念病院\n院長 磯部 太郎\n", "医療法人社団なぎさ会 なぎさ記念病院"},
		{"the fuller form below", "うしお大学\n受験生の方 在学生の方\nHOME > ニュース\n\n書類の誤送付について\n2024.06.21\n\n本学の学生の個人情報が外部から閲覧可能な状態となっていたことが判明いたしました。深くお詫び申し上げます。\n\n学校法人うしお学園 うしお大学\n", "学校法人うしお学園 うしお大学"},
		{"the whole name of a hospital trust", "Fernhill University Hospitals NHS Trust\n\nPatient letters sent to wrong addresses\n14 February 2023\n\nWe are sorry to say that 64 letters were sent to the wrong addresses last month because of an error made by our printing supplier.\n", "Fernhill University Hospitals NHS Trust"},
		{"the subject of the first sentence in English", "Data breach: statement\n8 June 2023\n\nMEADOW, Ohio – The Meadow Chamber of Commerce has confirmed that personal data of 312 members was visible to other users for a short time.\n", "Meadow Chamber of Commerce"},
		{"in plain letters rather than capitals", "HALDEN OUTDOOR JAPAN G.K.\n\nAbout the security incident at our email provider\nPosted 14 September 2023\n\nWe use a cloud service to send our newsletter, and an outsider downloaded our mailing list from it in August.\n\nHalden Outdoor Japan G.K. | Yokohama\n", "Halden Outdoor Japan G.K."},
		{"its public company", "CYBER INCIDENT: UPDATE FOR CUSTOMERS\n\nLast updated 14 May 2025\n\nAs you may have read, Brackley & Rowe Group plc has been managing a cyber incident. We first told you about it on 22 April.\n", "Brackley & Rowe Group plc"},
		{"a department alone is none", "令和5年5月12日\n総務部 人事課\n\n書類の誤送付について" + found, ""},
		{"a word with 市 in it is none", "令和5年5月12日\n都市整備部 市民課\n\n書類の誤送付について" + found, ""},
		{"nor whom it is addressed to", "令和5年5月12日\nしおかぜ市政記者クラブ 各位\n\n書類の誤送付について" + found, ""},
		{"nor the police it was told to", "書類の誤送付について\n令和5年5月12日" + found + "5月11日、しおかぜ警察署に相談しました。\n", ""},
	})
}

// TestOrganizationOfArticle are victims that articles name without a legal form.
func TestOrganizationOfArticle(t *testing.T) {
	whole(t, "organization", []phrase{
		{"announced, with its place", "電力大手に不正アクセス、1万人の情報流出か\n2023年8月4日\n\n　うしお電気（しおかぜ市）は３日、会員向けサイトが不正アクセスを受け、約１万人分の氏名が流出した可能性があると発表した。\n　同社によると、７月２８日に異常を検知した。うしお電気は調査を続けている。\n", "うしお電気"},
		{"behind what it does", "通販サイトからカード情報流出か\n2024/04/11 15:20\n\n　食品製造のカネミツ食品（しおかぜ市）は11日、運営する通販サイトが改ざんされ、顧客のカード情報1,204件が流出した可能性があると明らかにした。カネミツ食品は決済を停止した。\n", "カネミツ食品"},
		{"a hospital", "電子カルテに障害、外来を制限＝サイバー攻撃か―しおかぜ市\n\n　しおかぜ市の公立なぎさ総合病院（４１２床）は２日、院内のサーバーがランサムウエアに感染し、電子カルテが使えなくなったと発表した。病院によると、１日に気付いた。（2022/11/02-18:47）\n", "公立なぎさ総合病院"},
		{"with its form where the article has it", "ソラノネ、委託先がランサムウェア被害\n2025年3月3日 12:00\n\n音楽教室を展開するソラノネは、会員管理の委託先がランサムウェアによる攻撃を受け、会員情報が影響を受けた可能性があることを明らかにした。株式会社ソラノネの会員約3,000人の情報が保存されていた。\n", "株式会社ソラノネ"},
		{"the verb before it is no part", "配車アプリで不正ログイン\n2023/08/09\n\nタクシー事業を手がけるノルデ交通株式会社は、配車アプリに不正ログインが発生したことを明らかにした。\n", "ノルデ交通株式会社"},
		{"not who is only suspected", "顧客名簿を持ち出し\n2023/08/09\n\n　県警は13日、勤務先の名簿を不正に持ち出したとして元社員の男を逮捕したと発表した。\n", ""},
	})
}

func TestSuppliersAround(t *testing.T) {
	inLetter(t, "suppliers", []phrase{
		{"that has taken it on", "事務局の業務を受託している株式会社海辺データの従業員が、書類を紛失しました。", "株式会社海辺データ"},
		{"that is in charge", "アプリの開発を担当する株式会社海辺データがサーバーの設定を誤ったことが原因です。", "株式会社海辺データ"},
		{"in the brackets behind the service", "カート「カゴレール」（提供 株式会社海辺データ）の画面が改ざんされました。", "株式会社海辺データ"},
		{"in brackets of its own, with its place", "システムの開発と保守を委託している「海辺データ」（しおかぜ市）の元社員が、情報を持ち出していました。", "海辺データ"},
		{"called 〜社", "サイトの保守を委託しているウミベデザイン社の作業端末から認証情報が盗まれました。", "ウミベデザイン社"},
		{"with its form from elsewhere", "会員管理の委託先であるウミベデータがランサムウェアによる攻撃を受けました。株式会社ウミベデータでは2月20日に障害が発生しました。", "株式会社ウミベデータ"},
		{"not a system that is used", "本校が出願に利用している「まなびゲート出願」（提供元は調査中）に不具合がありました。", ""},
		{"not what a supplier has", "委託先のコールセンターの職員が誤って送信しました。", ""},
		{"not the investigators asked", "調査は株式会社いそべフォレンジックに依頼しました。", ""},
	})
	inEnglish(t, "suppliers", []phrase{
		{"a vendor, with its short name", "The information was involved in an incident at Meadow Ledger Services, Inc. (\"MLS\"), a vendor we use to send records.", "Meadow Ledger Services, Inc."},
		{"its provider", "Details of employees were stolen in an attack on PayStream plc, its payroll provider.", "PayStream plc"},
		{"which does something for us", "An unauthorized person used the login of an employee of Brolga Freight Pty Ltd, which delivers our orders.", "Brolga Freight Pty Ltd"},
		{"not who was only told", "We have informed Meadow Holdings, Inc. of the incident.", ""},
	})
}

func TestServicesAround(t *testing.T) {
	inLetter(t, "services", []phrase{
		{"stopped and opened again", "6月16日 「みなとポータル」の停止\n7月7日 「みなとポータル」を再開", "みなとポータル"},
		{"a page of members", "弊社の会員ページ「マイみなと」において、他のお客様の情報が表示されました。", "マイみなと"},
		{"in brackets behind its kind", "クラウド型メールサービス(Minato Mail 365)に不正なログインがありました。", "Minato Mail 365"},
		{"a form that needs no brackets", "応募者の情報を集めたGoogleフォームの設定に誤りがありました。", "Googleフォーム"},
		{"in a list of what is concerned", "■対象となるサービス\n・みなとマルシェ\n・うみべ会員証", "うみべ会員証, みなとマルシェ"},
		{"not a shop in a street", "平素よりドラッグストア「みなとの薬」をご利用いただき、誠にありがとうございます。", ""},
		{"not what is apart", "ファンクラブサイト「みなと倶楽部」はSNSとは別の仕組みで運営しており、影響はございません。", ""},
		{"not a document", "当会がお送りした「払込証明書」（以下「証明書」といいます。）に誤りがありました。", ""},
		{"not an explanation in brackets", "フィッシングサイト（偽サイト）へ誘導するメッセージが配信されました。", ""},
	})
	inEnglish(t, "services", []phrase{
		{"called so", "We use a cloud service called Postlark Mail to send our newsletter, and a list was downloaded from it.", "Postlark Mail"},
		{"what it is behind it", "An attacker gained access to CoolTrack, our order management system, on May 9.", "CoolTrack"},
		{"what it is before it", "Some accounts of our loyalty programme, OrchidRewards, were logged into by others.", "OrchidRewards"},
		{"with what it is", "Data of residents was visible to other users of the MyMeadow portal.", "MyMeadow"},
		{"not a definition", "We operate an e-commerce website (the \"Site\"), which was tampered with.", ""},
		{"not one that is not involved", "The CoolTrack app was not affected.", ""},
	})
}

func TestTitleOfArticle(t *testing.T) {
	const body = "\n\n　通信販売の株式会社みなと通販は14日、同社のサーバーが不正アクセスを受け、顧客1,234人分の個人情報が流出した可能性があると発表した。\n"
	whole(t, "title", []phrase{
		{"of several phrases", "うしお新聞　2024年6月14日　朝刊　社会面\n\n顧客になりすまし２億円引き出しか　委託先の元社員　証券口座から" + body, "顧客になりすまし２億円引き出しか　委託先の元社員　証券口座から"},
		{"below the name of the page and a byline", "TECH＆BIZ　2024年6月14日 12時15分　公開\n［磯部太郎，TECH＆BIZ］\n\n購入者ら2.8万人の情報が流出　提供会社にSQLインジェクション攻撃\n\n印刷する｜共有 34" + body, "購入者ら2.8万人の情報が流出　提供会社にSQLインジェクション攻撃"},
		{"below bars of links", "SCAN WATCH │ 脆弱性と脅威 │ インシデント・事故 │ 調査 │ 研修・カンファレンス\nトップページ ＞ 記事\n\nフォームの設定で応募者情報が閲覧可能に、申込者の8割に影響\n2024.6.14(金) 8:05" + body, "フォームの設定で応募者情報が閲覧可能に、申込者の8割に影響"},
		{"below a label", "【重要】\n弊社公式アカウント乗っ取りに関するお知らせ\n2024年6月14日\n\n株式会社みなと通販です。弊社の公式アカウントが第三者に乗っ取られ、不適切な投稿が行われたことを確認いたしました。\n", "弊社公式アカウント乗っ取りに関するお知らせ"},
		{"broken in a word", "2024年6月14日\n株式会社みなと通販\n「みなとマルシェ」への不正アクセスによるクレジットカード情報の漏えいにつ\nいて" + apologized, "「みなとマルシェ」への不正アクセスによるクレジットカード情報の漏えいについて"},
		{"not the byline", "Valley Courier\nMeadow School District hit by ransomware; 4,200 student records exposed\n\nBy Dana Whitfield\nOctober 3, 2024\n\nMeadow School District said on Wednesday that hackers stole records of about 4,200 students in a ransomware attack last month.\n", "Meadow School District hit by ransomware; 4,200 student records exposed"},
	})
}

func TestContactsOfRows(t *testing.T) {
	inLetter(t, "contacts", []phrase{
		{"its hours tell", "ご相談は下記で承ります\n塩屋 通販部　0599-00-0321（8:30～16:30／日祝休）", "0599-00-0321"},
		{"its extension tells", "担当 監察課　000-410-0110（内線2663）", "000-410-0110"},
		{"below one for enquiries", "■お問い合わせ先\n専用ダイヤル　0120-000-123\n海外から　+81-3-0000-6127", "+81-3-0000-6127, 0120-000-123"},
		{"the house, on a line for enquiries", "■お問い合わせ先\n電話　03-0000-2040（代表）", "03-0000-2040"},
		{"with (at)", "■お問い合わせ先\nE-mail：isec(at)minato.example.jp", "isec@minato.example.jp"},
		{"questions to a person", "本件についての御質問は、教頭（電話 0999-41-2306）までお願いいたします。", "0999-41-2306"},
		{"orders are none", "■お問い合わせ先\n専用ダイヤル　0120-000-123\n商品の発送についてのご連絡　0599-00-0300", "0120-000-123"},
		{"the house in the foot is none", "〒000-0000 しおかぜ市1-2-3　代表 0898-00-1234", ""},
	})
	inEnglish(t, "contacts", []phrase{
		{"with spaces", "We have set up a team who can help on 0800 000 0525, 8am to 8pm every day.", "0800-000-0525"},
		{"a number of a town, with spaces", "Ask for Bernadette on 01945 000 276 or email data@carers.example.", "01945-000-276, data@carers.example"},
		{"call our line", "If you have questions, please call our dedicated assistance line at 1-844-555-0119, Monday through Friday.", "1-844-555-0119"},
		{"of Australia", "We have set up a dedicated support line on 1800 000 462 (Monday to Friday).", "1800-000-462"},
		{"not the authorities", "You may also contact the Federal Trade Commission at 1-877-555-0138.", ""},
		{"not the fraud", "The warning told her to call 050-0000-1177.", ""},
	})
}
