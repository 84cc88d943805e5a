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
