package recognize_test

import "testing"

// TestNoise are notices with what pages, scanners and printers add to them.
func TestNoise(t *testing.T) {
	inLetter(t, "affected", []phrase{
		{"a count broken over lines", "弊社が運営するオンラインショップにおいて、お客様の個人情報1,234\n件が漏えいした可能性があります。", "1234件 exact total"},
		{"spaced digits of a scan", "漏えいした可能性のある個人情報は 1, 234 件です。", "1234件 exact total"},
		{"a page number between", "漏えいした可能性のある個人情報は、\n\n- 1 -\n\n1,234件です。", "1234件 exact total"},
		{"rows of a footer", "本件の詳細は下記のとおりです。\n\nページ 1/3　閲覧数 12,345　いいね 120", ""},
		{"share buttons and rankings", "アクセスランキング\n1. 新商品のお知らせ（3,210件）\n2. 採用情報（1,020件）", ""},
		{"other news beside it", "関連記事\n別会社で10万件流出か（2023年5月1日）", ""},
	})
	inLetter(t, "items", []phrase{
		{"letters of a scan", "漏えいした可能性のある情報は、氏名、佳所、電話番号です。", "address, name, phone"},
		{"spaces between letters", "漏えいした可能性のある情報は、氏 名、住 所、電 話 番 号です。", "address, name, phone"},
		{"radicals", "漏えいした可能性のある情報は、⽒名、⽣年⽉⽇です。", "birth-date, name"},
		{"a cookie banner", "当サイトでは、お客様の利便性向上のためCookieを使用し、IPアドレスや位置情報を取得しています。", ""},
		{"a form at the end", "お問い合わせフォーム\nお名前（必須）\nメールアドレス（必須）\nお問い合わせ内容（必須）\n送信する", ""},
		{"a link of the footer", "プライバシーポリシー｜個人情報の取扱いについて｜パスワードをお忘れの方", ""},
	})
	inLetter(t, "timeline", []phrase{
		{"zero and O", "2O24年5月1O日、不正アクセスを検知しました。", "2024-05-10 discovered"},
		{"earlier news beside it", "過去のお知らせ\n2023.12.25　年末年始休業のお知らせ\n2023.11.01　サーバーメンテナンスのお知らせ", ""},
		{"update of the page", "最終更新日：2024年6月20日", ""},
		{"copyright", "Copyright 2010-2024 Minato Co., Ltd.", ""},
	})
	inLetter(t, "types", []phrase{
		{"a large letter for a small one", "弊社のサーバーがランサムウエアに感染しました。", "ransomware"},
		{"a navigation of a security page", "フィッシング対策｜ランサムウェア対策｜不正ログイン対策", ""},
	})
	whole(t, "organization", []phrase{
		{"a scan's letters", "2024年6月14日\n\nお客様各位\n\n株式会杜みなと通販\n\n個人情報漏えいに関するお詫びとお知らせ" + told, "株式会杜みなと通販"},
		{"maker of the page in the footer", "2024年6月14日\n株式会社みなと通販\n\n個人情報漏えいに関するお詫びとお知らせ" + told + "\nPowered by 株式会社ウェブづくり\n", "株式会社みなと通販"},
	})
}

// TestLetterhead reads a letter that says above its title whom to ask: what
// follows the title is told all the same.
func TestLetterhead(t *testing.T) {
	head := "2024年6月14日\n会 社 名 株式会社みなと通販\n問合せ先 総務部長 浦野 汐里\n(TEL 000-000-3105)\n\n不正アクセスに関する調査結果について（最終報）\n\n"
	whole(t, "timeline", []phrase{
		{"the first paragraph", head + "2024年4月6日付「不正アクセスの発生について」にて公表いたしました件につきまして、4月20日に調査を完了いたしました。\n", "2024-04-06 published, 2024-04-20 investigation-completed"},
		{"no paragraph", head, ""},
	})
	whole(t, "contacts", []phrase{{"the number above", head + "当社のサーバーが不正アクセスを受け、お客様の個人情報が流出いたしました。\n", "000-000-3105"}})
}

const article = "みなと通販に不正アクセス、顧客情報流出か\n2024年6月14日 15:00\n\n通信販売の株式会社みなと通販（うみべ市）は14日、運営する通販サイト「みなとマルシェ」のサーバーが不正アクセスを受け、顧客1,234人分の個人情報が流出した可能性があると発表した。\n" +
	"同社によると、5月10日に取引先からの連絡で発覚し、翌11日にサイトを停止した。流出した可能性があるのは氏名、住所、電話番号で、クレジットカード情報は含まれないという。13日に個人情報保護委員会に報告し、県警に相談した。二次被害は確認されていない。\n"

// TestArticle reads a news article, in the third person and the plain style.
func TestArticle(t *testing.T) {
	for _, tc := range []struct{ field, want string }{
		{"kind", "incident"},
		{"organization", "株式会社みなと通販"},
		{"title", "みなと通販に不正アクセス、顧客情報流出か"},
		{"published", "2024-06-14"},
		{"stage", "only"},
		{"types", "unauthorized-access"},
		{"leak", "possible"},
		{"affected", "1234人 exact total"},
		{"items", "address, name, phone"},
		{"items_excluded", "card"},
		{"services", "みなとマルシェ"},
		{"discovered_by", "customer"},
		{"secondary_damage", "none-confirmed"},
		{"responses", "service-stopped"},
		{"suppliers", ""},
		{"contacts", ""},
		{"windows", ""},
	} {
		whole(t, tc.field, []phrase{{tc.field, article, tc.want}})
	}
}

const faq = "2024年6月14日\n株式会社みなと通販\n\n不正アクセスに関するよくあるご質問\n\nこのたびの不正アクセスにつきまして、お客様にご心配をおかけし深くお詫び申し上げます。お問い合わせの多いご質問についてお答えいたします。\n\n" +
	"Q1．何が起きたのですか。\nA1．弊社サイトが第三者による不正アクセスを受け、お客様の個人情報が漏えいした可能性があります。\n\n" +
	"Q2．対象は何名ですか。\nA2．2024年3月1日から2024年5月10日までに弊社サイトで会員登録をされた3,210名のお客様です。\n\n" +
	"Q3．どのような情報が対象ですか。\nA3．氏名、住所、メールアドレスです。クレジットカード情報は含まれておりません。\n\n" +
	"Q4．パスワードは変更した方がよいですか。\nA4．念のため、変更をお願いいたします。\n\n" +
	"Q5．被害は出ていますか。\nA5．現時点で二次被害は確認されておりません。\n\n" +
	"Q6．どこに問い合わせればよいですか。\nA6．専用窓口（0120-000-123）を設置しております。\n"

// TestFAQ reads a page of questions and answers.
func TestFAQ(t *testing.T) {
	for _, tc := range []struct{ field, want string }{
		{"organization", "株式会社みなと通販"},
		{"title", "不正アクセスに関するよくあるご質問"},
		{"types", "unauthorized-access"},
		{"leak", "possible"},
		{"affected", "3210名 exact total"},
		{"items", "address, email, name"},
		{"items_excluded", "card"},
		{"secondary_damage", "none-confirmed"},
		{"responses", "hotline"},
		{"contacts", "0120-000-123"},
		{"discovered_by", "unstated"},
		{"timeline", ""},
	} {
		whole(t, tc.field, []phrase{{tc.field, faq, tc.want}})
	}
}

const english = "June 14, 2024\n\nMinato Trading Co., Ltd.\n\nNotice Regarding Unauthorized Access to Our Online Store\n\n" +
	"We have confirmed that our online store \"Minato Marche\" was accessed by an unauthorized third party and that the personal information of up to 3,210 customers may have been leaked. We sincerely apologize to our customers for the trouble and concern this has caused.\n\n" +
	"1. Overview\nOn May 10, 2024, a customer informed us of a suspicious e-mail. On May 11, 2024, we suspended the online store. On May 31, 2024, an investigation by an outside forensic firm was completed.\n\n" +
	"2. Information that may have been leaked\nNames, addresses and e-mail addresses. Credit card information was not included.\n\n" +
	"3. Our response\nOn May 13, 2024, we reported this matter to the Personal Information Protection Commission and consulted with the police. We have not confirmed any misuse of the information. We are notifying the affected customers individually by e-mail.\n\n" +
	"4. Contact\nCustomer Support: 0120-000-123 / support@minato.example.jp\n"

// TestEnglish reads a whole notice in English.
func TestEnglish(t *testing.T) {
	for _, tc := range []struct{ field, want string }{
		{"organization", "Minato Trading Co., Ltd."},
		{"title", "Notice Regarding Unauthorized Access to Our Online Store"},
		{"published", "2024-06-14"},
		{"types", "unauthorized-access"},
		{"leak", "possible"},
		{"affected", "3210customers max total"},
		{"items", "address, email, name"},
		{"items_excluded", "card"},
		{"timeline", "2024-05-10 discovered, 2024-05-11 contained, 2024-05-13 reported, 2024-05-31 investigation-completed"},
		{"reports", "police 2024-05-13, ppc 2024-05-13"},
		{"services", "Minato Marche"},
		{"discovered_by", "customer"},
		{"secondary_damage", "none-confirmed"},
		{"responses", "forensics, individual-notice, service-stopped"},
		{"contacts", "0120-000-123, support@minato.example.jp"},
		{"windows", ""},
		{"suppliers", ""},
	} {
		whole(t, tc.field, []phrase{{tc.field, english, tc.want}})
	}
}
