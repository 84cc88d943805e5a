package recognize_test

import "testing"

func TestSecondaryDamage(t *testing.T) {
	inLetter(t, "secondary_damage", []phrase{
		{"none confirmed", "現時点において、二次被害は確認されておりません。", "none-confirmed"},
		{"no misuse confirmed", "本件に関する個人情報の不正利用等の事実は確認されておりません。", "none-confirmed"},
		{"no report of damage", "現在のところ、本件による被害のご報告はいただいておりません。", "none-confirmed"},
		{"no misuse, plainly", "流出した情報が悪用された事実は確認されていません。", "none-confirmed"},
		{"digits", "2次被害の発生は確認されておりません。", "none-confirmed"},
		{"misuse", "一部のお客様のクレジットカードが不正利用されたことを確認しております。", "confirmed"},
		{"points spent", "不正ログインにより、120名のお客様のポイントが不正に利用されました。", "confirmed"},
		{"mails sent with the data", "流出したメールアドレス宛てに、当社をかたる不審なメールが送信されていることを確認しております。", "confirmed"},
		{"private calls", "当該従業員が、お客様の電話番号を用いて私的な架電を行っていたことが判明しました。", "confirmed"},
		{"possible only", "クレジットカード情報が不正利用された可能性がございます。", "unstated"},
		{"to be prevented", "二次被害の防止に努めてまいります。", "unstated"},
		{"a warning", "不審なメールや電話には十分ご注意くださいますようお願いいたします。", "unstated"},
		{"what to do if", "万が一、不正利用が確認された場合には、カード会社へご連絡ください。", "unstated"},
		{"watched for", "カード会社と連携し、不正利用の防止に向けたモニタリングを継続しております。", "unstated"},
		{"no word about it", "お客様の個人情報が漏えいした可能性がございます。", "unstated"},
		{"no leakage is not no misuse", "現時点において、情報の流出は確認されておりません。", "unstated"},
	})
	inEnglish(t, "secondary_damage", []phrase{
		{"English", "We have not confirmed any misuse of the personal information.", "none-confirmed"},
	})
}

// TestSecondaryDamageAround are misuse, its denial and its fear in other words.
func TestSecondaryDamageAround(t *testing.T) {
	inLetter(t, "secondary_damage", []phrase{
		{"no damage known so far", "現在までに、本件に起因する被害の発生は確認されておりません。", "none-confirmed"},
		{"no misuse reported", "現時点で、個人情報が不正に利用されたとの報告は受けておりません。", "none-confirmed"},
		{"bought in others' names", "第三者がお客様になりすまして商品を購入していたことを確認いたしました。", "confirmed"},
		{"in part", "一部のお客様のカード情報が不正利用された可能性があることを確認いたしました。", "unstated"},
		{"will pay if", "不正利用による被害が生じた場合は、カード会社が補償いたします。", "unstated"},
		{"asked to look", "不正利用の有無をご確認くださいますようお願い申し上げます。", "unstated"},
		{"to keep it from growing", "被害拡大防止のため、カード会社に不正利用の監視を依頼しております。", "unstated"},
	})
}
