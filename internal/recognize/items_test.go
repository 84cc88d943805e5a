package recognize_test

import "testing"

func TestItems(t *testing.T) {
	inLetter(t, "items", []phrase{
		{"in one sentence", "漏えいした可能性のある情報は、氏名、住所、電話番号およびメールアドレスです。", "address, email, name, phone"},
		{"as a list", "■漏えいした可能性のある情報\n・氏名\n・郵便番号\n・住所\n・電話番号", "address, name, phone, postal-code"},
		{"with middle dots", "流出した個人情報：氏名・性別・生年月日・年齢", "age, birth-date, name, sex"},
		{"names and their reading", "漏えいした可能性のある情報は、お名前、フリガナ、FAX番号です。", "fax, name, name-kana"},
		{"reading in brackets", "漏えいした可能性のある情報は、氏名（漢字・カナ）です。", "name, name-kana"},
		{"card details", "流出した可能性のあるクレジットカード情報\n・カード名義人名\n・クレジットカード番号\n・有効期限\n・セキュリティコード", "card-cvv, card-expiry, card-holder, card-number"},
		{"card without details", "お客様のクレジットカード情報が流出した可能性がございます。", "card"},
		{"login and password", "漏えいした可能性のある情報は、ログインIDおよびパスワードです。", "login-id, password"},
		{"hashed password", "漏えいした可能性のある情報は、メールアドレスおよびハッシュ化されたパスワードです。", "email, password-hash"},
		{"member number", "漏えいした可能性のある情報は、会員番号および保有ポイント数です。", "member-number, points"},
		{"member ID is a login", "漏えいした可能性のある情報は、会員IDです。", "login-id"},
		{"patient number", "紛失した書類には、患者番号、氏名、病名、診療内容が記載されていました。", "medical, member-number, name"},
		{"purchases and delivery", "漏えいした可能性のある情報は、購入履歴およびお届け先情報です。", "delivery, purchase-history"},
		{"enquiries", "漏えいした可能性のある情報は、氏名、メールアドレス、お問い合わせ内容です。", "email, inquiry, name"},
		{"workplace", "漏えいした可能性のある情報は、会社名、部署名、役職、氏名です。", "company, job-title, name"},
		{"bank account", "漏えいした可能性のある情報は、氏名、銀行口座番号です。", "bank-account, name"},
		{"official numbers", "漏えいした可能性のある情報は、マイナンバー、運転免許証の画像、パスポート番号です。", "driver-license, my-number, passport"},
		{"school", "紛失したUSBメモリには、生徒の氏名、学籍番号、成績が保存されていました。", "name, student"},
		{"family", "紛失した名簿には、児童の氏名、保護者氏名、緊急連絡先が記載されていました。", "family, name"},
		{"pay", "漏えいした可能性のある情報は、従業員の氏名、給与情報、社員番号です。", "member-number, name, salary"},
		{"device and address on the net", "漏えいした可能性のある情報は、端末識別番号、IPアドレスです。", "device-id, ip-address"},
		{"insurance", "紛失した書類には、氏名、保険者番号、被保険者証の記号番号が記載されていました。", "insurance, name"},
		{"policy", "漏えいした可能性のある情報は、証券番号、契約内容です。", "contract"},
		{"photo and résumé", "漏えいした可能性のある情報は、履歴書および顔写真です。", "photo, resume"},
		{"position", "漏えいした可能性のある情報は、位置情報です。", "location"},
		{"a nickname", "漏えいした可能性のある情報は、ニックネームです。", "other"},
		{"a word broken by the end of the line", "■漏えいした可能性のある情報\n氏名、住所、生年月日、電話番号、メールアド\nレス", "address, birth-date, email, name, phone"},
		{"misread letters", "漏えいした可能性のある情報は、メールアドレス、バスワード、力ード番号です。", "card-number, email, password"},
		{"half-width kana", "漏えいした可能性のある情報は、ﾒｰﾙｱﾄﾞﾚｽ、ﾊﾟｽﾜｰﾄﾞです。", "email, password"},
	})
	inEnglish(t, "items", []phrase{
		{"English", "The information that may have been leaked includes names, addresses, telephone numbers and e-mail addresses.", "address, email, name, phone"},
	})
	inLetter(t, "items", []phrase{
		{"what an enquirer is asked for", "お問い合わせの際は、お名前とお電話番号をお知らせください。", ""},
		{"advice to change passwords", "念のため、パスワードの変更をお願いいたします。", ""},
		{"advice on statements", "クレジットカードのご利用明細に身に覚えのない請求がないかご確認をお願いいたします。", ""},
		{"what nobody will ask for", "弊社から電話やメールでカード番号や暗証番号をお尋ねすることはございません。", ""},
		{"where to write", "メールアドレス：info@minato.example.jp", ""},
		{"only what is not affected", "クレジットカード情報は含まれておりません。", ""},
		{"how the notice is sent", "対象のお客様には、ご登録のメールアドレスまたは住所宛てにご連絡いたします。", ""},
		{"measures", "パスワードの管理を強化し、IPアドレスによるアクセス制限を実施いたします。", ""},
	})
}

func TestItemsExcluded(t *testing.T) {
	inLetter(t, "items_excluded", []phrase{
		{"not contained", "クレジットカード情報は含まれておりません。", "card"},
		{"not contained, behind what is", "漏えいした可能性のある情報は氏名、住所です。なお、クレジットカード番号および銀行口座番号は含まれておりません。", "bank-account, card-number"},
		{"both in one sentence", "漏えいした可能性のある情報は氏名と住所であり、電話番号は含まれておりません。", "phone"},
		{"not kept at all", "当社ではクレジットカード番号を保有していないため、漏えいの対象ではございません。", "card-number"},
		{"no leak of it", "マイナンバーの漏えいはございません。", "my-number"},
		{"as a remark", "※パスワードは含まれません。", "password"},
		{"everything else has no name", "上記以外の個人情報は含まれておりません。", ""},
		{"what is contained", "漏えいした可能性のある情報には、クレジットカード番号が含まれております。", ""},
		{"data that leaked", "氏名および住所が漏えいいたしました。", ""},
		{"no misuse is not no leak", "クレジットカードの不正利用は確認されておりません。", ""},
		{"what nobody will ask for", "弊社からカード番号をお尋ねすることはございません。", ""},
	})
	inLetter(t, "items", []phrase{
		{"denied ones are not leaked", "漏えいした可能性のある情報は氏名と住所であり、電話番号は含まれておりません。", "address, name"},
		{"denied ones in the next sentence", "漏えいした可能性のある情報は氏名、住所です。なお、クレジットカード番号は含まれておりません。", "address, name"},
		{"denied ones in brackets", "漏えいした可能性のある情報は、氏名、メールアドレス（パスワードは含まれません）です。", "email, name"},
	})
}

// TestItemsAround are lists of data as notices set them.
func TestItemsAround(t *testing.T) {
	inLetter(t, "items", []phrase{
		{"in a table", "■漏えいした可能性のある情報\n項目　　　　内容\n必須項目　　氏名、メールアドレス、電話番号\n任意項目　　性別、生年月日", "birth-date, email, name, phone, sex"},
		{"some only for some", "漏えいした可能性のある情報は、氏名、住所のほか、一部の方については電話番号も含まれます。", "address, name, phone"},
		{"in brackets behind 個人情報", "お客様の個人情報（氏名、電話番号、メールアドレス）が漏えいした可能性があります。", "email, name, phone"},
		{"what a lost thing held", "紛失したUSBメモリには、卒業生の氏名、生年月日が保存されていました。", "birth-date, name"},
		{"found again, still listed", "紛失した書類には顧客の氏名および口座番号が記載されておりましたが、翌日発見され、情報の流出は確認されておりません。", "bank-account, name"},
		{"a mail to all", "他の受信者のメールアドレスが表示される状態で送信いたしました。", "email"},
		{"numbers of one's own", "流出した可能性のある情報は、お客様番号、ご契約内容、ご使用量です。", "contract, member-number, other"},
		{"staff", "漏えいした可能性のある情報は、当社従業員の氏名、所属部署、社用メールアドレスです。", "email, job-title, name"},
		{"ordered goods", "漏えいした可能性のある情報は、ご注文者の氏名、ご住所、ご注文内容です。", "address, name, purchase-history"},
		{"driver's licence and insurance", "漏えいした可能性のある情報は、健康保険証および運転免許証の写しです。", "driver-license, insurance"},
	})
	inEnglish(t, "items", []phrase{
		{"full list", "The affected information may include names, dates of birth, passport numbers, home addresses and phone numbers.", "address, birth-date, name, passport, phone"},
		{"hashed", "The exposed data consisted of e-mail addresses and hashed passwords.", "email, password-hash"},
		{"denied", "No credit card information was affected.", ""},
		{"advice", "We recommend that you change your password.", ""},
	})
	inEnglish(t, "items_excluded", []phrase{
		{"denied, so excluded", "No credit card information was affected.", "card"},
		{"does not include", "The exposed data does not include passwords or bank account numbers.", "bank-account, password"},
		{"leaked", "The exposed data consisted of e-mail addresses.", ""},
	})
	inLetter(t, "items_excluded", []phrase{
		{"list of what is not affected", "■漏えいしていない情報\n・クレジットカード番号\n・パスワード", "card-number, password"},
		{"denied before what is meant", "クレジットカード情報につきましては、当社では保持しておりませんので、流出の可能性はございません。", "card"},
		{"stored elsewhere", "クレジットカード番号は決済代行会社で管理されており、本件による漏えいはございません。", "card-number"},
		{"unless", "パスワードはハッシュ化されて保存されておりました。", ""},
		{"advice to look", "クレジットカードのご利用明細をご確認ください。", ""},
	})
}

// TestItemsNothing are data that nobody lost.
func TestItemsNothing(t *testing.T) {
	inLetter(t, "items", []phrase{
		{"a report's heads", "個人情報保護委員会への報告には、発生日および件数を記載しております。", ""},
		{"how callers are checked", "お電話の際は、ご本人確認のため、お名前と生年月日をお伺いいたします。", ""},
		{"an address of the firm", "本社所在地：神奈川県うみべ市1-2-3", ""},
		{"what a phisher asks", "偽サイトではカード番号や暗証番号の入力を求められる場合がございます。", ""},
		{"what is kept elsewhere", "当社ではマイナンバーを取り扱っておりません。", ""},
		{"rules on passwords", "パスワードは12文字以上とするよう規程を改定いたします。", ""},
		{"access by place", "IPアドレスによる接続元の制限を実施いたします。", ""},
		{"a new card", "クレジットカードの差し替えをご希望のお客様は、カード裏面の電話番号へご連絡ください。", ""},
		{"pay cut", "役員報酬の一部を自主返上いたします。", ""},
	})
	inLetter(t, "items_excluded", []phrase{
		{"no calls on it", "当社からお電話でパスワードをお伺いすることはありません。", ""},
		{"not yet known", "クレジットカード情報が含まれていたかどうかは確認中です。", ""},
		{"no misuse of points", "ポイントの不正利用は確認されておりません。", ""},
		{"no names are given", "個人情報保護の観点から、詳細の公表は差し控えさせていただきます。", ""},
		{"unchanged address", "お客様にお手続きいただく必要はございません。", ""},
	})
}

// TestItemsVaried name data once more in other words.
func TestItemsVaried(t *testing.T) {
	inLetter(t, "items", []phrase{
		{"class list", "紛失した書類には、生徒の名前、成績、保護者の電話番号が記載されておりました。", "family, name, phone, student"},
		{"payroll", "源泉徴収票（氏名、住所、給与額、マイナンバー）を誤って送付いたしました。", "address, my-number, name, salary"},
		{"check-up", "健診結果（氏名、年齢、性別、検査値）が閲覧可能な状態でした。", "age, medical, name, sex"},
		{"job seekers", "応募者の履歴書、職務経歴書、顔写真が流出した可能性があります。", "photo, resume"},
		{"hotel guests", "宿泊者の氏名、国籍、パスポート番号、予約内容が流出した可能性があります。", "name, other, passport, purchase-history"},
		{"pay by account", "口座振替依頼書（氏名、金融機関名、口座番号、届出印の印影）を紛失いたしました。", "bank-account, name, other"},
		{"loyalty", "会員様のカード会員番号、ポイント残高、購入履歴が閲覧された可能性があります。", "member-number, points, purchase-history"},
		{"what we protect", "個人情報（氏名、住所等）の保護管理を徹底してまいります。", ""},
		{"what to prepare", "再発行のお手続きには、運転免許証などの本人確認書類が必要です。", ""},
	})
	inLetter(t, "items_excluded", []phrase{
		{"not among them", "なお、金融機関の口座情報やマイナンバーは対象に含まれておりません。", "bank-account, my-number"},
		{"kept apart", "カード情報は別システムで管理しており、影響はございません。", "card"},
		{"cannot be used", "パスワードは暗号化されているため、解読されるおそれは低いと考えております。", ""},
	})
}

// A list of numbered items under a short line, and answers to questions, say
// what leaked as headings do.
func TestItemsUnderShortLines(t *testing.T) {
	inLetter(t, "items", []phrase{
		{"numbered", "流出した個人情報\n公開講座へ申し込まれた方　4,058名分\n1. 氏名、ふりがな\n2. 郵便番号・住所\n3. 電話番号\n受講料の支払いは窓口のみです。", "address, name, name-kana, phone, postal-code"},
		{"in brackets whom to call", "2. 流出が確認された個人情報\n①ご利用者様　約1,840名\n　氏名、住所\n②ご家族様（緊急連絡先）　約1,200名\n　氏名、続柄、電話番号", "address, family, name, phone"},
	})
	whole(t, "items", []phrase{
		{"questions", "カード情報の流出についてのお詫びとQ&A\n\n2019年2月6日　株式会社みなと通販\n\n当社ネットショップで、お客さまのカード情報が流出いたしました。誠に申し訳ございません。\n\nQ1　何が起きたのですか。\nA1　何者かがネットショップの注文画面を書き換えていました。\n\nQ2　流出したのは何件ですか。\nA2　437件です。\n\nQ3　どんな情報ですか。\nA3　カード番号、有効期限、セキュリティコードです。会員パスワードは流出していません。\n", "card-cvv, card-expiry, card-number"},
	})
	whole(t, "affected", []phrase{
		{"a question of how many", "カード情報の流出についてのお詫びとQ&A\n\n2019年2月6日　株式会社みなと通販\n\n当社ネットショップで、お客さまのカード情報が流出いたしました。誠に申し訳ございません。\n\nQ1　何が起きたのですか。\nA1　何者かがネットショップの注文画面を書き換えていました。\n\nQ2　流出したのは何件ですか。\nA2　437件です。\n", "437件 exact total"},
	})
}

// TestItemsOfLists are the members of lists that no lexicon has: they are data by
// where they stand, of the kind that their names tell.
func TestItemsOfLists(t *testing.T) {
	inLetter(t, "items", []phrase{
		{"goods delivered", "漏えいした可能性のある情報は、氏名、住所、当日お届けした商品です。", "address, name, purchase-history"},
		{"meters", "■対象となる情報\n　お客様番号、氏名、設置場所の住所、前回及び今回の指針", "address, member-number, name, other"},
		{"a bullet of its own", "■流出した可能性のある情報\n① 氏名、フリガナ\n② 郵便番号・住所\n③ お買い上げの履歴", "address, name, name-kana, postal-code, purchase-history"},
		{"what to heed", "紛失した調査票には、児童の氏名、生年月日、健康面で配慮を要する事項が記載されていました。", "birth-date, medical, name"},
		{"an enquiry", "漏えいしたおそれのある情報は、氏名、電話番号、問合せの内容です。", "inquiry, name, phone"},
		{"care", "USBメモリには、利用者の氏名、介護記録、ケアプランが保存されていました。", "medical, name"},
		{"in emergencies", "流出した情報：氏名、年齢、体温、既往症、服薬の状況、緊急時の連絡先", "age, family, medical, name"},
		{"a stay", "漏えいした情報は、宿泊者のお名前、チェックイン日、部屋番号、同伴者数です。", "name, other, purchase-history"},
		{"where one lives", "お名前とお住まいの市区町村が閲覧できる状態でした。", "address, name"},
		{"the name of a child", "漏えいした情報は、会員の氏名、電話番号、お子さんの名前です。", "family, name, phone"},
		{"of the person and of kin", "紛失した名簿には、世帯主及び家族の氏名、続柄、生年月日が記載されていました。", "birth-date, family, name"},
		{"points", "流出した情報：氏名、住所、くらしポイントの残高", "address, name, points"},
		{"pay is whose account", "流出した情報は、従業員の氏名、給与の振込先口座です。", "bank-account, name"},
		{"a secret question", "画面には、氏名、ログインID、秘密の質問と答えが表示されていました。", "login-id, name, other"},
		{"what follows is no data", "氏名、住所等、お客様の情報が外部に流出し、警察、監督官庁に届け出ました。", "address, name"},
		{"a list in general words", "氏名、生年月日、電話番号、メールアドレス等の個人情報が漏えいした可能性があります。", "birth-date, email, name, phone"},
		{"to whom", "氏名、電話番号が、取引先、委託先、関係者に送信されました。", "name, phone"},
		{"whose", "漏えいしたのは、会員、退会者、応募者の氏名とメールアドレスです。", "email, name"},
		{"documents are none", "申込書、契約書、名簿を保管する棚から、氏名、住所が記載された書類を紛失しました。", "address, name"},
		{"how many", "漏えいした情報は、氏名、住所、電話番号、計1,204件です。", "address, name, phone"},
	})
	inLetter(t, "items", []phrase{
		{"defined", "■漏えいしたおそれのある情報\n項目はいずれも、氏名（漢字・ローマ字）、学籍番号または職員番号、大学が付与したメールアドレス、ログイン用のパスワード（不可逆な方式で暗号化したもの）です。", "email, member-number, name, password-hash, student"},
		{"hashed before", "漏えいした情報は、メールアドレスとハッシュ化されたログイン用のパスワードです。", "email, password-hash"},
		{"these alone", "流出した情報は氏名、メールアドレスのみであり、住所、電話番号、その他の個人情報の流出はありません。", "email, name"},
		{"a label of what was held", "USBメモリに保存していた情報：町内会員の氏名、住所、会費の納入状況", "address, name, other"},
		{"nobody knows them", "流出したのは、従業員の顔写真、入退室記録、勤務シフト、緊急連絡網です。", "family, other, photo"},
		{"not hashed", "漏えいした情報は、メールアドレスとパスワード（暗号化されていません）です。", "email, password"},
	})
	inLetter(t, "items_excluded", []phrase{
		{"a label", "３ 影響\n（２）表示された情報　氏名、住所\n（３）表示されなかった情報　メールアドレス、口座番号、クレジットカード番号", "bank-account, card-number, email"},
		{"a label in brackets", "【含まれていない情報】パスワード、クレジットカード番号", "card-number, password"},
		{"data of something", "会員番号やポイントに関する情報は含まれておりません。", "member-number, points"},
		{"a card among others", "運転免許証、クレジットカード、お電話番号の情報は含まれておりません。", "card, driver-license, phone"},
		{"a card before an account", "クレジットカードや銀行口座の情報は、当該サーバーには保存しておりません。", "bank-account, card"},
		{"exempted", "漏えいした情報：氏名、住所（電話番号、メールアドレスを除く）", "email, phone"},
		{"in brackets behind the full list", "漏えいした情報は、注文者氏名、電話番号、支払方法です（クレジットカード番号は含まれません）。", "card-number"},
		{"what has no name", "氏名は漏えいしましたが、それ以外の項目、資料は含まれておりません。", ""},
		{"persons exempted", "流出した情報は氏名と住所（お届け先をご登録の方を除く）です。", ""},
	})
}
