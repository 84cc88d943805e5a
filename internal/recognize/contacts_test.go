package recognize_test

import "testing"

func TestContacts(t *testing.T) {
	inLetter(t, "contacts", []phrase{
		{"free dial", "■お問い合わせ先\nお客様相談窓口　フリーダイヤル：0120-000-123", "0120-000-123"},
		{"full width", "■お問い合わせ先\n電話番号：０１２０－０００－１２３", "0120-000-123"},
		{"area code in brackets", "■お問い合わせ先\n電話：（03）1234-5678", "03-1234-5678"},
		{"brackets in the middle", "■お問い合わせ先\n電話：045(123)4567", "045-123-4567"},
		{"mail", "■お問い合わせ先\nE-mail：privacy@minato.example.jp", "privacy@minato.example.jp"},
		{"both", "■お問い合わせ先\nTEL：03-1234-5678　Mail：info@minato.example.jp", "03-1234-5678, info@minato.example.jp"},
		{"two numbers", "■お問い合わせ先\n（報道関係）03-1234-5678\n（お客様）0120-000-123", "0120-000-123, 03-1234-5678"},
		{"extension dropped", "■お問い合わせ先\n総務課　045-123-4567（内線2345）", "045-123-4567"},
		{"in a sentence", "本件に関するお問い合わせは、0570-000-123（平日9時～17時）までお願いいたします。", "0570-000-123"},
		{"long dashes", "■お問い合わせ先\n電話：03ー1234ー5678", "03-1234-5678"},
		{"dots of a mobile", "■お問い合わせ先\n携帯：090-1234-5678", "090-1234-5678"},
		{"fax is none", "■お問い合わせ先\nTEL：03-1234-5678　FAX：03-1234-5679", "03-1234-5678"},
		{"fax alone", "FAX：03-1234-5679", ""},
		{"a postal code", "〒231-0001　神奈川県横浜市中区", ""},
		{"opening hours", "受付時間：9:00-17:00（土日祝日を除く）", ""},
		{"a number shown by a scam", "偽の警告画面に表示された電話番号「050-1234-5678」へ架電してしまいました。", ""},
		{"dates with hyphens", "2024-05-10　不正アクセスを検知", ""},
		{"no number given", "お問い合わせは、お問い合わせフォームよりお願いいたします。", ""},
		{"the attacker's address", "攻撃者は attacker@evil.example から社内の職員宛てにメールを送信していました。", ""},
	})
	inEnglish(t, "contacts", []phrase{
		{"international", "For enquiries, please contact us at +81-3-1234-5678.", "+81-3-1234-5678"},
	})
}

// TestContactsAround are numbers of all kinds at the end of a notice.
func TestContactsAround(t *testing.T) {
	whole(t, "contacts", []phrase{
		{"a footer's number is none", letter("■お問い合わせ先\n専用ダイヤル：0120-000-123") + "\n株式会社みなと通販　〒231-0001　神奈川県うみべ市1-2-3　代表電話 045-000-0000\nCopyright (C) Minato All Rights Reserved.\n", "0120-000-123"},
		{"a disclosure's contact", "2024年6月14日\n各　位\n会社名　株式会社みなとホールディングス\n代表者名　代表取締役社長　港　一郎\n問合せ先　取締役管理本部長　海野　花子\n（TEL．03-1234-5678）\n\n当社サーバーへの不正アクセスに関するお知らせ\n\n当社は、当社サーバーが第三者による不正アクセスを受けたことを確認いたしました。関係者の皆様に深くお詫び申し上げます。\n", "03-1234-5678"},
	})
	inLetter(t, "contacts", []phrase{
		{"at sign in full width", "■お問い合わせ先\nメール：info＠minato.example.jp", "info@minato.example.jp"},
		{"number with its hours", "■お問い合わせ先\n電話　0120-000-123（受付時間　9：00～18：00）", "0120-000-123"},
		{"told twice", "■お問い合わせ先\n電話　0120-000-123\n※お電話は0120-000-123におかけください。", "0120-000-123"},
		{"card numbers are none", "お客様の会員番号（例：1234-5678-9012）をご用意ください。", ""},
		{"the number of a case", "管理番号：2024-0001-0002", ""},
	})
}
