package recognize_test

import "testing"

func TestTypes(t *testing.T) {
	inLetter(t, "types", []phrase{
		{"plain intrusion", "弊社のサーバーが第三者による不正アクセスを受けました。", "unauthorized-access"},
		{"skimming with its hole", "弊社サイトのシステムの一部の脆弱性をついた第三者の不正アクセスにより、ペイメントアプリケーションの改ざんが行われました。", "vulnerability-exploit, web-skimming"},
		{"skimming", "決済画面が改ざんされ、入力されたクレジットカード情報が外部に送信されていました。", "web-skimming"},
		{"stuffing", "他社サービスから流出したIDとパスワードを用いた、リスト型攻撃による不正ログインが確認されました。", "credential-stuffing"},
		{"account on a network taken over", "弊社の公式X（旧Twitter）アカウントが第三者に乗っ取られました。", "account-takeover"},
		{"ransomware", "弊社のサーバーがランサムウェアに感染し、ファイルが暗号化されました。", "ransomware"},
		{"ransomware in other words", "身代金要求型ウイルスによる攻撃を受け、サーバー内のデータが暗号化されました。", "ransomware"},
		{"malware", "弊社の従業員のパソコンがマルウェア「Emotet」に感染しました。", "malware"},
		{"SQL injection", "弊社サイトに対するSQLインジェクション攻撃により、個人情報が窃取されました。", "vulnerability-exploit"},
		{"lured", "職員がフィッシングメールに記載されたURLにアクセスし、IDとパスワードを入力してしまいました。", "phishing"},
		{"false support", "職員がサポート詐欺の電話番号に連絡し、パソコンを遠隔操作されました。", "support-scam"},
		{"settings", "クラウドサービスのアクセス権限の設定に誤りがあり、個人情報が外部から閲覧可能な状態になっていました。", "misconfiguration"},
		{"insider", "元従業員が顧客情報を不正に持ち出し、転職先で利用していました。", "insider-misuse"},
		{"mail astray", "電子メールの宛先をBCCとすべきところ、誤ってTOに入力して送信いたしました。", "mis-sending"},
		{"paper astray", "請求書を誤って別のお客様に送付いたしました。", "mis-sending"},
		{"published by mistake", "ホームページに、個人情報を含むファイルを誤って掲載いたしました。", "mis-publication"},
		{"lost", "お客様の個人情報が記載された書類を紛失いたしました。", "loss"},
		{"thrown away by mistake", "保存期間内の書類を誤って廃棄いたしました。", "loss"},
		{"stolen", "従業員が車上荒らしに遭い、書類の入った鞄を盗まれました。", "theft"},
		{"flooded", "弊社サイトがDDoS攻撃を受け、つながりにくい状態となりました。", "dos"},
		{"defaced", "弊社ホームページのトップページが改ざんされ、別のサイトへ転送される状態となっていました。", "defacement"},
		{"through a supplier", "業務委託先である株式会社海辺データのサーバーが不正アクセスを受け、当社のお客様の個人情報が漏えいした可能性があります。", "supplier-breach, unauthorized-access"},
		{"ransomware at a supplier", "当社が業務を委託している株式会社海辺データがランサムウェアによる攻撃を受けました。", "ransomware, supplier-breach"},
		{"advice against phishing", "フィッシングメールや詐欺にご注意ください。", ""},
		{"prevention of loss", "今後は書類の紛失防止に努めてまいります。", ""},
		{"not an attack", "なお、本件はサイバー攻撃によるものではございません。", ""},
		{"no intrusion found", "不正アクセスの痕跡は確認されておりません。", ""},
		{"training about attacks", "標的型攻撃メール訓練を定期的に実施してまいります。", ""},
		{"somebody else's ransomware", "他社で発生したランサムウェア被害とは関係ございません。", ""},
	})
	inEnglish(t, "types", []phrase{
		{"English", "Our servers were encrypted in a ransomware attack.", "ransomware"},
	})
	whole(t, "types", []phrase{
		{"impersonation", "2024年6月14日\n株式会社みなと通販\n\n弊社を装った不審なメールにご注意ください\n\n弊社の社員を装った不審なメールが複数の方に送信されていることを確認いたしました。弊社とは一切関係がございませんので、開封せず削除いただきますようお願いいたします。", "impersonation"},
		{"a false shop", "2024年6月14日\n株式会社みなと通販\n\n弊社を騙る偽サイトに関するお知らせとお詫び\n\n弊社の公式サイトになりすました偽サイトの存在を確認いたしました。お客様にはご迷惑をおかけし、お詫び申し上げます。偽サイトでのご購入はなさらないようご注意ください。", "impersonation"},
	})
}

// TestTypesAround are kinds in the words of real notices.
func TestTypesAround(t *testing.T) {
	inLetter(t, "types", []phrase{
		{"guessed mail password", "職員のメールアカウントのパスワードが第三者に推測され、不正にログインされました。", "account-takeover"},
		{"account used for spam", "弊社社員のメールアカウントが第三者に乗っ取られ、迷惑メールの送信に悪用されました。", "account-takeover"},
		{"through the VPN's hole", "VPN機器の脆弱性を悪用され、社内ネットワークに侵入されたうえ、ランサムウェアによりデータが暗号化されました。", "ransomware, vulnerability-exploit"},
		{"form open to all", "アンケートフォームの設定不備により、回答者の個人情報が他の回答者から閲覧できる状態となっていました。", "misconfiguration"},
		{"enclosed another's paper", "封入作業の誤りにより、別の方の通知書を同封して発送いたしました。", "mis-sending"},
		{"fax to a wrong number", "FAXの番号を誤り、患者様の情報を別の医療機関へ送信いたしました。", "mis-sending"},
		{"black bars that did not hide", "公表資料の黒塗り部分が、操作により読み取れる状態でホームページに掲載されていました。", "mis-publication"},
		{"stolen from a car", "従業員の車両から業務用パソコンが盗難に遭いました。", "theft"},
		{"looked at without need", "元職員が業務外の目的で市民の個人情報を不正に閲覧していたことが判明しました。", "insider-misuse"},
		{"remote control after a warning", "パソコンに偽の警告画面が表示され、表示された電話番号に連絡したところ、遠隔操作ソフトをインストールさせられました。", "support-scam"},
		{"two at once", "委託先の担当者が、お客様の情報が入ったUSBメモリを紛失いたしました。", "loss, supplier-breach"},
		{"measures name what did not happen", "今後は、ランサムウェア対策およびメール誤送信防止システムの導入を進めます。", ""},
		{"it was not a leak by hackers but we say what it was", "本件は外部からの不正アクセスによるものではなく、従業員の操作ミスにより書類を誤って廃棄したものです。", "loss"},
	})
	inEnglish(t, "types", []phrase{
		{"stuffing", "An unauthorized party used credentials obtained from other services to log in to customer accounts (a credential stuffing attack).", "credential-stuffing"},
		{"astray", "An e-mail containing personal information was sent to the wrong recipient by mistake.", "mis-sending"},
		{"open bucket", "Due to a misconfiguration of our cloud storage, the files were publicly accessible.", "misconfiguration"},
		{"no type", "We will continue to improve our security measures.", ""},
	})
}

// TestTypesNothing are words of attacks that say of no incident what it is.
func TestTypesNothing(t *testing.T) {
	inLetter(t, "types", []phrase{
		{"unknown cause", "漏えいの原因につきましては、現在調査中です。", ""},
		{"training on phishing", "全社員を対象に、フィッシングメールへの対応訓練を実施いたします。", ""},
		{"a tool against viruses", "全端末のウイルス対策ソフトを最新の状態に更新いたしました。", ""},
		{"vulnerability checks to come", "今後は定期的に脆弱性診断を実施いたします。", ""},
		{"what others should beware of", "お客様の情報を悪用したなりすましメールにご注意ください。", ""},
		{"a certificate of security", "情報セキュリティマネジメントシステムの認証を取得しております。", ""},
		{"insurance against theft", "カード会社の盗難保険が適用されます。", ""},
		{"no infection", "他の端末を確認したところ、ウイルス感染は認められませんでした。", ""},
		{"rules on carrying out", "USBメモリの使用および社外への持ち出しを禁止いたします。", ""},
		{"prevention of sending astray", "メール誤送信防止ツールを導入いたします。", ""},
	})
}

// TestTypesVaried say the same kinds once more in other words.
func TestTypesVaried(t *testing.T) {
	inLetter(t, "types", []phrase{
		{"wrong attachment", "別のお客様の見積書ファイルを添付したまま、電子メールを送信してしまいました。", "mis-sending"},
		{"certificate for another", "窓口で、別人の課税証明書をお渡ししてしまいました。", "mis-sending"},
		{"shared with anyone who has the link", "ファイル共有サービスの公開範囲が「リンクを知っている全員」となっており、外部から閲覧できる状態でした。", "misconfiguration"},
		{"left on a train", "社員が電車内に鞄を置き忘れ、顧客名簿の所在が分からなくなっております。", "loss"},
		{"burglary", "事務所に何者かが侵入し、書類を保管していた金庫が盗まれました。", "theft"},
		{"data sold", "派遣社員が顧客情報を不正に取得し、名簿業者に売却していたことが判明しました。", "insider-misuse"},
		{"web shell", "サイトの脆弱性を突かれて不正なファイルを設置され、顧客データベースの情報を窃取されました。", "vulnerability-exploit"},
		{"payment form replaced", "決済フォームに不正なスクリプトが埋め込まれ、お客様が入力したカード情報が抜き取られていました。", "web-skimming"},
		{"LINE account", "当店のLINE公式アカウントが乗っ取られ、身に覚えのないメッセージが送信されました。", "account-takeover"},
		{"reused passwords", "外部から入手したとみられるID・パスワードを使い、本人になりすまして会員ページへログインする攻撃を受けました。", "credential-stuffing"},
	})
}

// An unauthorized party had access; the one who was entrusted with it was hit.
func TestTypesOfAccess(t *testing.T) {
	inEnglish(t, "types", []phrase{
		{"a party", "On May 20, 2024, we discovered that an unauthorized party had accessed our online store.", "unauthorized-access"},
		{"a party gained", "An unauthorized third party gained access to our network.", "unauthorized-access"},
		{"nobody", "No unauthorized party had access to our network.", ""},
	})
	inLetter(t, "types", []phrase{
		{"a company entrusted", "弊社がメールの配信を委託している会社のサーバーに対し不正アクセスがあり、会員様のメールアドレスが流出した可能性があります。", "supplier-breach, unauthorized-access"},
	})
}

// TestTypesForms are kinds of incidents told without their usual names.
func TestTypesForms(t *testing.T) {
	inLetter(t, "types", []phrase{
		{"の設定を誤り、個人情報が外から見られる状態でした", "ウェブサーバの設定を誤り、個人情報が外から見られる状態でした。", "misconfiguration"},
		{"突かれ、カード情報入力ページを書き換えられました", "画像投稿機能に存在した弱点を突かれ、カード情報入力ページを書き換えられました。", "vulnerability-exploit, web-skimming"},
		{"不正なファイル（WebShell）が置かれました", "脆弱性を通じて、不正なファイル（WebShell）が置かれました。", "vulnerability-exploit"},
		{"ルアカウントに第三者が不正にアクセスしていました", "偽のログイン画面に誘導され、IDとパスワードを入力しました。その結果、従業員のメールアカウントに第三者が不正にアクセスしていました。", "account-takeover, phishing"},
		{"取引先への見積書を別の会社に送ってしまいました", "取引先への見積書を別の会社に送ってしまいました。", "mis-sending"},
		{"した案内に、別のご家庭あての用紙が入っていました", "郵送した案内に、別のご家庭あての用紙が入っていました。", "mis-sending"},
		{"帰宅途中に書類の入った鞄を電車に置き忘れました", "帰宅途中に書類の入った鞄を電車に置き忘れました。", "loss"},
		{"自宅に持ち帰る途中、USBメモリーをなくしました", "自宅に持ち帰る途中、USBメモリーをなくしました。", "loss"},
		{"車の窓が割られ、手提げ袋が持ち去られていました", "車の窓が割られ、手提げ袋が持ち去られていました。", "theft"},
		{"職員が知人の情報を業務と関係なく調べていました", "職員が知人の情報を業務と関係なく調べていました。", "insider-misuse"},
		{"会員名簿を誰でも見られるフォルダに置いていました", "会員名簿を誰でも見られるフォルダに置いていました。", "misconfiguration"},
		{"信を送りつけられ、サイトが閲覧しづらくなりました", "大量の通信を送りつけられ、サイトが閲覧しづらくなりました。", "dos"},
		{"をかけたところ遠隔操作ソフトを入れさせられました", "パソコンに偽の警告画面が表示され、電話をかけたところ遠隔操作ソフトを入れさせられました。", "support-scam"},
		{"宛先を全員に見える形でメールを送りました", "宛先を全員に見える形でメールを送りました。", "mis-sending"},
		{"なくなり、身代金を要求する文書が残されていました", "ファイルサーバーのデータが開けなくなり、身代金を要求する文書が残されていました。", "ransomware"},
		{"当社の公式インスタグラムが乗っ取られました", "当社の公式インスタグラムが乗っ取られました。", "account-takeover"},
		{"古紙とともに誤って捨ててしまいました", "古紙とともに誤って捨ててしまいました。", "loss"},
		{"当社をかたる偽の通販サイトが見つかりました", "当社をかたる偽の通販サイトが見つかりました。", "impersonation"},
	})
}

// TestTypesMore were written to try the mends, and led to some more.
func TestTypesMore(t *testing.T) {
	inLetter(t, "types", []phrase{
		{"徒の答案を入れた袋を、帰りのバスに置き忘れました", "生徒の答案を入れた袋を、帰りのバスに置き忘れました。", "loss"},
		{"所に何者かが侵入し、ノートパソコンが盗まれました", "事務所に何者かが侵入し、ノートパソコンが盗まれました。", "theft"},
		{"封筒に別の方の通知書を入れて送っていました", "封筒に別の方の通知書を入れて送っていました。", "mis-sending"},
		{"を知っていれば誰でも見られる設定になっていました", "クラウドの共有フォルダが、URLを知っていれば誰でも見られる設定になっていました。", "misconfiguration"},
		{"が私用のために住民の情報を端末で検索していました", "職員が私用のために住民の情報を端末で検索していました。", "insider-misuse"},
		{"開けなくなり、身代金を求める文書が表示されました", "サーバー内のファイルが開けなくなり、身代金を求める文書が表示されました。", "ransomware"},
		{"SNSアカウントが作られていることが分かりました", "当社名を騙る偽のSNSアカウントが作られていることが分かりました。", "impersonation"},
		{"ク先でIDを入力し、アカウントを乗っ取られました", "宅配会社を装うSMSのリンク先でIDを入力し、アカウントを乗っ取られました。", "account-takeover, phishing"},
		{"、消したはずの氏名が読み取れる形で残っていました", "ホームページの会議資料に、消したはずの氏名が読み取れる形で残っていました。", "mis-publication"},
	})
}

// TestTypesShapes are kinds by the shape of the sentence.
func TestTypesShapes(t *testing.T) {
	inLetter(t, "types", []phrase{
		{"others' answers in a form", "参加申込フォームにおいて、設定を誤り、申込みをした方が、ほかの申込者の入力内容を見ることができる状態になっていました。", "misconfiguration"},
		{"others' data on the screen", "予約サイトの設定の誤りにより、ログインした方の画面に他の方の予約内容が表示される状態でした。", "misconfiguration"},
		{"sham pages", "ウェブサーバーが外部から侵入を受け、不正なプログラムを設置され、ウェブページの改ざんが行われました。", "defacement"},
		{"lost on the way home", "医師は私物のUSBメモリーに患者のデータを写し、許可を得ずに持ち出し、帰宅する途中で紛失した。", "loss"},
		{"list sent to all the makers", "代理店が、契約者の一覧表をメールに添付して、取引のある全ての会社の担当者に一斉に送信していました。", "mis-sending"},
		{"wrong pages in the envelope", "封入作業中に、他の方宛の書面を封入し発送する事故を起こしました。", "mis-sending"},
		{"given to another patient", "退院される方に、別の患者様の書類をお渡しする事案がございました。", "mis-sending"},
		{"in the wrong letterbox", "配達員が隣家の郵便受けに検針票を投函していました。", "mis-sending"},
		{"mailbox entered", "当社社員のMicrosoft 365のアカウントに、海外から第三者がサインインし、不正に操作していたことが分かりました。", "account-takeover"},
		{"mail system signed into", "職員1名のメールのアカウントに何者かがログインし、大量のメールを送信していました。", "account-takeover"},
		{"lured into a sham site", "当社を装った偽サイトに誘導され、ログインIDとパスワードを入力させられた利用者の口座に不正にログインされました。", "phishing"},
		{"curious", "看護師が、担当外の患者の診療録を業務上の必要がないのに閲覧していました。", "insider-misuse"},
		{"wiped", "ごみとして出してしまった可能性が高い申込書が11名分ございます。", "loss"},
	})
}

// TestTypesOtherWords are kinds as notices of all kinds put them.
func TestTypesOtherWords(t *testing.T) {
	inLetter(t, "types", []phrase{
		{"封筒の中に別の方の納付書が混入していました", "封筒の中に別の方の納付書が混入していました。", "mis-sending"},
		{"ご本人分に加え、他の方の明細が同封されておりました", "ご本人分に加え、他の方の明細が同封されておりました。", "mis-sending"},
		{"FAX番号を1桁押し間違え、個人のお宅に届いてしまいました", "FAX番号を1桁押し間違え、個人のお宅に届いてしまいました。", "mis-sending"},
		{"窓口で同姓同名の方の証明書を発行してしまいました", "窓口で同姓同名の方の証明書を発行してしまいました。", "mis-sending"},
		{"保存期限前の診療録を、誤って溶解処分の箱に入れていました", "保存期限前の診療録を、誤って溶解処分の箱に入れていました。", "loss"},
		{"の検索機能の欠陥から、データベースの内容を抜き出されました", "ウェブサイトの検索機能の欠陥から、データベースの内容を抜き出されました。", "vulnerability-exploit"},
		{"が第三者に使われ、海外から迷惑メールが大量に送信されました", "問い合わせ用のメールアドレスが第三者に使われ、海外から迷惑メールが大量に送信されました。", "account-takeover"},
		{"従業員の端末が情報を盗むウイルスに感染しました", "従業員の端末が情報を盗むウイルスに感染しました。", "malware"},
		{"社員がタクシーに業務用スマートフォンを置き忘れました", "社員がタクシーに業務用スマートフォンを置き忘れました。", "loss"},
		{"配送中の申込書が入った箱の行方が分からなくなりました", "配送中の申込書が入った箱の行方が分からなくなりました。", "loss"},
		{"一斉配信する際、宛先欄に全員のアドレスを入れて送信しました", "メールを一斉配信する際、宛先欄に全員のアドレスを入れて送信しました。", "mis-sending"},
		{"になっており、URLを知っていれば誰でも見られる状態でした", "クラウドストレージのアクセス設定が「公開」になっており、URLを知っていれば誰でも見られる状態でした。", "misconfiguration"},
		{"性を悪用して侵入され、サーバー内のデータが暗号化されました", "VPN機器の脆弱性を悪用して侵入され、サーバー内のデータが暗号化されました。", "ransomware, vulnerability-exploit"},
		{"事録のPDFで、黒塗りした部分の文字が読み取れる状態でした", "市のホームページで公開した議事録のPDFで、黒塗りした部分の文字が読み取れる状態でした。", "mis-publication"},
		{"職員が住民の情報を知人に頼まれて検索し、伝えていました", "職員が住民の情報を知人に頼まれて検索し、伝えていました。", "insider-misuse"},
		{"宅配便の伝票を貼り間違え、別のお客様の商品をお届けしました", "宅配便の伝票を貼り間違え、別のお客様の商品をお届けしました。", "mis-sending"},
		{"販サイトを開設し、代金をだまし取っていることを確認しました", "弊社を名乗る者が、偽の通販サイトを開設し、代金をだまし取っていることを確認しました。", "impersonation"},
		{"事務所に何者かが侵入し、ノートパソコン2台が盗まれました", "事務所に何者かが侵入し、ノートパソコン2台が盗まれました。", "theft"},
		{"番号に電話し、遠隔操作ソフトをインストールしてしまいました", "偽のセキュリティ警告画面に表示された番号に電話し、遠隔操作ソフトをインストールしてしまいました。", "support-scam"},
		{"ログインできなくなり、第三者によって投稿が行われていました", "公式Instagramアカウントにログインできなくなり、第三者によって投稿が行われていました。", "account-takeover"},
		{"顧客リストを私物の記憶媒体に複製し、競合先に渡していました", "元従業員が退職時に顧客リストを私物の記憶媒体に複製し、競合先に渡していました。", "insider-misuse"},
		{"み合わせを機械的に試したとみられるログインが確認されました", "他のサービスで使われていたID・パスワードの組み合わせを機械的に試したとみられるログインが確認されました。", "credential-stuffing"},
	})
}
