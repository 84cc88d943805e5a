package recognize_test

import "testing"

func TestCountsOfOthers(t *testing.T) {
	inLetter(t, "affected", []phrase{
		{"offices", "■流出した情報\n会員名簿　1,906事業所\n事業所名、代表者氏名、所在地、電話番号", "1906事業所 exact total"},
		{"offices 2", "漏えいした情報は、会員企業の214事業所分です。", "214事業所 exact total"},
		{"clients of a bank", "■流出した可能性のある情報\nお取引先の口座情報　1,284先", "1284先 exact total"},
		{"clients of a bank in a sentence", "紛失した帳票には、お客さま96先の情報が記載されておりました。", "96先 exact total"},
		{"subset with a clause", "対象件数は3,972件です。3,972件のうち、今回新たに対象に加わったものは632件です。", "3972件 exact total, 632件 exact subset"},
		{"a step in the next sentence", "閲覧の対象となった市民は214人です。また、このうち3人の転居先の住所を知人に伝えていました。", "214人 exact total, 3人 exact subset"},
		{"note item", "■流出した情報\n名簿　2学年生徒　187人分\n氏名、出席番号、健康上の配慮を要する事項\n※健康上の配慮を要する事項の記入があるもの　44人", "187人 exact total, 44人 exact subset"},
		{"retrieved and rest", "誤封入の対象は168通です。7月6日現在、161通を回収済みで、残る7通はご不在につき継続中です。", "168通 exact total, 161通 exact part, 7通 exact part"},
		{"forms of first visitors", "午前中に受付をされた初診の方11名分の問診票が見当たらないことが分かりました。", "11名 exact total"},
		{"heading bracket", "◆ お渡しした書類（2名様分）\n・診療情報提供書　氏名・性別・生年月日\n・看護サマリー　氏名・年齢", "2名 exact total"},
		{"real number behind gross", "■個人情報\n研究集会の参加登録者\n延べ3,872名（重複を除く実人数2,604名）\n氏名、所属機関、職名、住所", "3872名 exact total, 2604名 exact total"},
		{"agents in brackets", "■漏えいした情報\n契約者名、証券番号が記載されたもの　約41,700件（代理店 9社）", "41700件 about total"},
		{"training", "営業社員約2,800名に対し、個人情報保護法に関する研修を行います。", ""},
		{"passwords of staff", "■対応\n・職員24名全員のパスワードを変更しました。", ""},
		{"parents meeting", "〈経過〉\n5月23日　2学年の緊急保護者会（参加150人）", ""},
		{"viewers", "5月21日　操作履歴を確認。生徒12人の端末から資料が開かれ、うち2人は画面を撮影していたことを聴取", ""},
		{"breakdown slash", "漏えいした個人情報は合計1,200名分（顧客1,000名／従業員200名）です。", "1200名 exact total, 1000名 exact part, 200名 exact part"},
		{"a breakdown in brackets", "対象者数：5,300名（内訳：個人会員4,900名、法人会員400名）", "5300名 exact total, 4900名 exact part, 400名 exact part"},
		{"among them those with", "対象となるお客様は8,120名で、そのうちメールアドレスのみの方が3,055名です。", "8120名 exact total, 3055名 exact subset"},
		{"of which misused", "情報が流出した可能性のあるカードは1,364件です。このうち38件につきましては、不正に利用されたと連絡を受けております。", "1364件 exact total, 38件 exact subset"},
		{"teachers and pupils", "紛失したUSBメモリには、全校児童312名および教職員28名の氏名が保存されていました。", "312名 exact total, 28名 exact total"},
		{"those who answered", "アンケートに回答された37名の氏名とメールアドレスが閲覧可能な状態でした。", "37名 exact total"},
		{"sheets sent to another", "同封先を誤り、別のお客様の明細書5通を送付いたしました。", "5通 exact total"},
		{"applications seen", "閲覧された応募者情報は83件でした。", "83件 exact total"},
		{"people and companies", "個人のお客様12,345名、法人のお客様678社の情報が流出したおそれがあります。", "12345名 exact total, 678社 exact total"},
		{"total behind", "顧客情報9,800件、取引先情報1,450件、計11,250件の情報が流出した可能性があります。", "9800件 exact part, 1450件 exact part, 11250件 exact total"},
		{"shop count", "全国の直営店26店舗でのカードのご利用は対象外です。流出したカード情報は512件です。", "512件 exact total"},
		{"shareholders", "株主様 2,310名の氏名、住所および所有株式数が記載された株主名簿の写しを紛失しました。", "2310名 exact total"},
		{"vehicles", "流出した可能性のある車両情報は約3万台分です。", ""},
		{"exam takers", "受験生1,024名の受験番号と氏名が、約2時間インターネット上で閲覧できる状態でした。", "1024名 exact total"},
		{"staff and those who left", "対象者は現職員512名に加え、退職者1,033名です。", "512名 exact total, 1033名 exact total"},
		{"of which cards", "登録会員様45,000名のうち、クレジットカード情報を登録されていた2,130名が対象です。", "2130名 exact total"},
		{"of those who took a course", "受講者480名のうち32名に、他の受講者の成績が記載されたメールを送信しました。", ""},
		{"documents", "個人情報を含む申請書類一式（18名分）が入ったかばんを電車内に置き忘れました。", "18名 exact total"},
		{"pages", "誤って掲載したPDFファイルには、委員15名の住所と口座番号が含まれていました。", "15名 exact total"},
		{"cases in table", "対象情報　　　件数\n個人のお客様　　10,200件\n法人のお客様　　　　320件\n合計　　　　　　10,520件", "10200件 exact part, 320件 exact part, 10520件 exact total"},
	})
	inLetter(t, "affected", []phrase{
		{"who sell it", "対象の商品は、代理店9社を通じて販売しております。", ""},
		{"one by one", "書類を1通ずつ確認し、別の方の書類が入っていないことを確かめます。", ""},
		{"some dozens", "数十名のお客様から問い合わせがありました。", ""},
		{"a case years ago", "当院では2020年にも、看護師が患者2人分の書類を落とす事案がありました。", ""},
		{"behind 数", "漏えいした会員情報の件数12,340件", "12340件 exact total"},
		{"rest that adds up to nothing", "書類20通を回収し、残る3通の所在を確認しております。", ""},
	})
}

func TestItemsOfOthers(t *testing.T) {
	inLetter(t, "items", []phrase{
		{"family register", "■流出した情報\n氏名、続柄、本籍地、転入年月日", "family, name, other"},
		{"a firm", "■流出した可能性のある情報\n事業所名、代表者氏名、所在地、電話番号、FAX番号", "address, company, fax, name, phone"},
		{"accounts of a firm", "■漏えいした情報\n・決算書類\n・確定申告書の控え", "other"},
		{"an account", "閲覧された可能性がある情報は、アカウント名、メールアドレス、最終ログイン日時です。", "email, login-id, other"},
		{"a first visit", "問診票には、お名前、生年月日、現在の症状、これまでにかかった病気をご記入いただいておりました。", "birth-date, medical, name"},
		{"marks and remarks", "書類には、氏名、評点、通知表の所見が記載されていました。", "name, student"},
		{"an entrance test", "■流出した可能性のある情報\n受験番号、出身校、志望学科、合否結果", "student"},
		{"a loan", "漏えいした情報：氏名、年収、勤続年数、借入残高", "name, other, salary"},
		{"numbered lines", "漏えいした項目\n1 患者ID\n2 氏名\n3 検査結果\n4 処方内容", "medical, member-number, name"},
		{"of a pupil and the parents", "メールには、参加者の氏名（漢字・ふりがな）、学年、保護者の携帯電話番号が記載されていました。", "family, name, name-kana, phone, student"},
		{"papers of a foreigner", "流出した可能性のある情報は、パスポートの写し、在留カード番号、国籍です。", "other, passport"},
		{"a device", "漏えいした情報は、端末のシリアル番号、OSの種類、接続元IPアドレスです。", "device-id, ip-address, other"},
		{"pay and appraisal", "漏えいした情報は、社員番号、所属部署、賞与額、人事評価の結果です。", "job-title, member-number, other, salary"},
		{"where pay is sent", "紛失した書類には、振込先の金融機関名、支店名、口座番号、口座名義人が記載されています。", "bank-account"},
		{"in an article", "名簿に載っていたのは氏名、性別、電話番号、それに応募の理由など。", "name, other, phone, sex"},
		{"faq excluded", "■よくあるご質問\nQ パスワードも流出したのですか。\nA いいえ。パスワードは別のサーバーで管理しており、流出しておりません。", ""},
		{"punishment", "■処分の内容\n氏名 非公表\n年齢 38歳\n所属 市民部市民課\n処分内容 減給", ""},
		{"advice", "当社から口座番号や暗証番号をお聞きすることはありません。", ""},
	})
	inLetter(t, "items_excluded", []phrase{
		{"not on the screen", "マイナンバーは画面に表示されません。", "my-number"},
		{"not written, plain", "住所、生年月日及び口座情報は、課税明細書には記載していない。", "address, bank-account, birth-date"},
		{"not in scope", "クレジットカード番号及びネット注文のパスワードは、対象に含まれておりません。", "card-number, password"},
		{"no field for it", "保険証の番号は記入欄がなく、含まれておりません。", "insurance"},
		{"nor a mention", "口座番号の記載もありません。", "bank-account"},
		{"under a heading", "◇含まれていない情報\n会費の引落口座（金融機関の専用回線で処理しており、サーバーには保存していません）", "bank-account"},
		{"not kept", "なお、クレジットカード情報は決済代行会社が管理しており、弊社では保有しておりません。", "card"},
		{"not in it", "※電話番号、口座番号は入っていません。", "bank-account, phone"},
		{"does not pass", "カード情報については、当社システムを通過しないため影響を受けません。", "card"},
		{"no leak", "パスワードの流出はありません。", "password"},
		{"nothing of it", "流出した情報に、銀行口座、マイナンバー等は一切含まれておりませんのでご安心ください。", "bank-account, my-number"},
		{"not written, several", "センシティブ情報（健康状態等）、お支払いに使われる口座およびクレジットカードの情報は記載されていません。", "bank-account, card, medical"},
		{"not written, article", "住所や電話番号は書かれていなかった。", "address, phone"},
		{"no record", "本ファイルに要配慮個人情報、クレジットカード番号の記録はございません。", "card-number"},
		{"not stored", "クレジットカード番号は当社では保存しておらず、漏えいしていません。", "card-number"},
		{"passed elsewhere", "決済は外部のサービスで行われるため、クレジットカード番号は本サーバを通過していません。", "card-number"},
		{"a line without a verb", "※住所・電話番号の記載なし", "address, phone"},
		{"a label", "含まれない情報：生年月日、電話番号、口座番号", "bank-account, birth-date, phone"},
		{"kept elsewhere", "個人番号（マイナンバー）は別のシステムで管理しているため、影響はない。", "my-number"},
		{"not in scope, encrypted", "パスワードはすべて暗号化されており、流出の対象ではありません。", "password"},
		{"not on the server", "口座番号とカード番号は、収納を代行する会社が保管しており、攻撃を受けたサーバーにはありません。", "bank-account, card-number"},
		{"did not leak", "なお、お客様のパスワードおよび決済情報が漏れた事実はございません。", "card, password"},
	})
	inLetter(t, "items", []phrase{
		{"pay account is no pay", "■流出した可能性のある情報\n氏名、所属、職員番号、給与の振込口座", "bank-account, company, member-number, name"},
		{"name of a cardholder", "■流出した情報\nカード番号、有効期限、カード名義人さまのお名前", "card-expiry, card-holder, card-number"},
		{"place of a house", "■誤って送付した書類に記載されていた情報\n納税義務者の氏名、物件の所在地、評価額", "name, other"},
		{"bracket denies another", "漏えいした情報は、氏名、電話番号（住所は掲載されていません）です。", "name, phone"},
	})
	inLetter(t, "items_excluded", []phrase{
		{"not changed is not unleaked", "口座番号が変更された事実はございません。", ""},
		{"no password on it", "紛失したUSBメモリにパスワードはかけられていませんでした。", ""},
		{"some digits", "漏えいした情報は、カード番号の下4桁です。カード番号の全桁は表示されません。", ""},
	})
}

func TestPartiesOfOthers(t *testing.T) {
	inLetter(t, "services", []phrase{
		{"stopped too", "お客さまが使用量を確認できる「きたしおマイページ」も停止いたしました。", "きたしおマイページ"},
		{"under a heading", "【対象のサーバ】\n「みなと国際会議ポータル」（conf.minato.example）\n当社が構築し、運用していたもの。", "みなと国際会議ポータル"},
		{"an account of a product", "当該社員のMicrosoft 365のアカウントに、海外から第三者がサインインしていました。", "Microsoft 365"},
		{"a class", "教員がGoogle Classroomに課題を配信するクラスを作成した際、資料の共有範囲を誤りました。", "Google Classroom"},
		{"a form", "申込フォームに使用していたGoogleフォームの設定を誤り、他の回答者の内容が閲覧できました。", "Googleフォーム"},
		{"a system in brackets", "顧客管理システム「MIYABI-CRM」のデータが大量に出力されていました。", "MIYABI-CRM"},
		{"a system to come", "委託先とのやり取りは、専用システム「みなとリンク」に一本化し、メールへの添付を禁止します。", ""},
		{"a shop", "オンラインショップ「Lumiera Online」（以下、本ショップ）の購入画面に不正なプログラムが埋め込まれました。", "Lumiera Online"},
		{"a chat", "職員が利用するビジネスチャット「コトツナ」のアカウントが乗っ取られました。", "コトツナ"},
		{"a storage", "Dropboxに保存した顧客名簿が、誰でも閲覧できる状態になっていました。", "Dropbox"},
		{"registered at", "「みなと健康ナビ」に登録された方の情報が、第三者に閲覧されたおそれがあります。", "みなと健康ナビ"},
		{"no name in brackets", "会員サイト みなとクラブにおいて、他の会員の情報が表示される不具合がありました。", ""},
		{"records of patients", "電子カルテ「MediKarte」のデータが暗号化されました。", "MediKarte"},
	})
	inLetter(t, "suppliers", []phrase{
		{"commissioned, in brackets", "応募フォームは、当社から業務を委託された「株式会社オフィス・ミナト」が作成しました。", "株式会社オフィス・ミナト"},
		{"commissions", "当社が発送業務を委託している株式会社ヤマセ印刷において、封入を誤りました。", "株式会社ヤマセ印刷"},
		{"the contractor", "当社の業務委託先であるアオイ・データ株式会社のサーバーが不正アクセスを受けました。", "アオイ・データ株式会社"},
		{"a label", "委託先：株式会社北斗システム", "株式会社北斗システム"},
		{"provides", "本システムは株式会社クモノスが提供するクラウドサービスを利用しており、同社のサーバーに不正アクセスがありました。", "株式会社クモノス"},
		{"who investigated", "調査は株式会社フォレンジック総研に依頼しました。", ""},
		{"a contractor defined", "印刷及び封入封緘業務の受託者である株式会社三洋フォーム（以下「受託者」）が、別の方の通知書を封入しました。", "株式会社三洋フォーム"},
		{"has taken on", "配送業務を請け負う有限会社こまどり運輸の従業員が、伝票を紛失しました。", "有限会社こまどり運輸"},
	})
	inLetter(t, "contacts", []phrase{
		{"a star for the sign", "■お問い合わせ先\n総務課 TEL 0000-22-5501　内線 31　E-mail soumu★minato.example（★を@に）", "0000-22-5501, soumu@minato.example"},
		{"at in square brackets", "■お問い合わせ先\nメール：info[at]minato.example", "info@minato.example"},
		{"at in kana", "■お問い合わせ先\nメール：info(アットマーク)minato.example", "info@minato.example"},
		{"a square for the sign", "■お問い合わせ先\nメール：info■minato.example（■を@に置き換えてください）", "info@minato.example"},
		{"the house beside the desk", "■お問い合わせ先\n電話（0120）000-639　受付9時～17時\n会社住所：〒000-0088 岩代市山ノ手4-2　TEL（000）000-6300　FAX（000）000-6301", "0120-000-639"},
		{"area code and brackets", "問い合わせは病院の相談窓口、電話0000（24）7110（平日午前9時～午後4時）。", "0000-24-7110"},
		{"full width", "■お問い合わせ先\n直通　０００－０００－３１６８　／　ｑａ＠ｍｉｎａｔｏ．ｅｘａｍｐｌｅ", "000-000-3168, qa@minato.example"},
		{"two desks", "（問合せ）処分に関すること　人事課　００００－６６－３００８", "0000-66-3008"},
		{"for the press", "〈本件に関する照会先〉　千歳橋生命　広報部　００-００００-３３９０", "00-0000-3390"},
		{"an extension", "■連絡先　電話：03(0000)1234（代表） 内線2345", "03-0000-1234"},
		{"a low line for the sign", "■お問い合わせ先\nメール：info＿minato.example（＿を@に変えて送信してください）", "info@minato.example"},
	})
	whole(t, "organization", []phrase{
		{"signed behind the date", "来院された皆さまへ\n\n問診票の紛失について\n\n8月27日に書類を整理していたところ、問診票が見当たらないことが分かりました。\n\n11名の方にはお詫びいたしました。\n\n2024年8月30日　　はなみずき耳鼻咽喉科医院　院長　蓮池　亮\n（電話 0000-71-3387）", "はなみずき耳鼻咽喉科医院"},
		{"school and university", "平素よりご理解を賜り、御礼申し上げます。\n\n2022年9月30日\n学校法人青垣学園　青垣工科大学\nサイバーセキュリティ対策室\n\nウェブサーバへの侵入に関するお知らせ\n\n本学のウェブサーバが侵入を受けました。", "学校法人青垣学園　青垣工科大学"},
		{"the mayor signs", "令和6年12月24日\n総務部人事課\n\n職員の懲戒処分について\n\n本市職員が、システムを利用して市民の個人情報を閲覧していたことが明らかになりました。深くお詫び申し上げます。\n\n＜市長コメント＞\n深くお詫び申し上げます。\n　　　　葦津市長　　猪又　さおり\n\n（問合せ）人事課　0000-66-3008", "葦津市"},
		{"clinic of a person", "個人情報の紛失について（お詫び）\n\n当院において、患者様の情報が記載された書類を紛失いたしました。深くお詫び申し上げます。\n\n令和5年3月1日\n医療法人社団 青空会 みどりクリニック\n院長 山田 太郎", "医療法人社団 青空会 みどりクリニック"},
		{"nursery of a person", "書類紛失に関するご報告\n\n2023年5月1日\n\nこのたび、当園において児童票を紛失する事案が発生しました。お詫び申し上げます。\n\n社会福祉法人ひかり福祉会　ひかり保育園　園長　田中花子", "社会福祉法人ひかり福祉会　ひかり保育園"},
		{"law office", "【お詫び】メールの誤送信について\n\n2023年5月1日\n\n当事務所からお送りしたメールで、他の方のアドレスが見える状態となっておりました。お詫び申し上げます。\n\n山田総合法律事務所\n代表弁護士　山田太郎", "山田総合法律事務所"},
		{"in the title and below", "かもめ動物病院からのお知らせ\n\n2023年5月1日\n\n個人情報の紛失について\n\n当院でカルテの写しを紛失いたしました。お詫び申し上げます。\n\nかもめ動物病院　院長", "かもめ動物病院"},
	})
}
