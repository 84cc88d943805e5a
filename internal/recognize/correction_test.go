package recognize_test

import "testing"

// A figure that the notice takes back is none; what is right instead is.
func TestCorrectedFigures(t *testing.T) {
	inLetter(t, "affected", []phrase{
		{"said and right", "対象となるお客様を230名と記載しておりましたが、正しくは203名でした。", "203名 exact total"},
		{"quoted", "5月10日に公表した第一報のうち、「約31,000件」は「約13,000件」の誤りでした。", "13000件 about total"},
		{"not this but that", "調査の結果、流出した可能性のあるお客様は5,320名ではなく5,118名でした。", "5118名 exact total"},
		{"in labels", "訂正箇所　漏えいした可能性のある件数\n（誤）2,310名\n（正）2,130名", "2130名 exact total"},
		{"in labels with sentences", "【誤】対象は会員様1,240名の氏名および住所です。\n【正】対象は会員様1,420名の氏名および住所です。", "1420名 exact total"},
		{"in a table", "項目 | 誤 | 正\n対象者数 | 230名 | 203名", "203名 exact total"},
		{"before and after", "訂正前：漏えいした個人情報　650名分\n訂正後：漏えいした個人情報　560名分", "560名 exact total"},
		{"from and to", "漏えいの対象件数を5,000件から4,872件へ変更いたします。", "4872件 exact total"},
		{"several of each", "当初、流出した可能性のある情報を27社、214,600件と公表しておりましたが、29社、209,850件に訂正いたします。", "29社 exact total, 209850件 exact total"},
		{"settled", "流出の可能性がある情報は、27社、214,600件とお知らせしておりましたが、29社、209,850件と確定いたしました。", "29社 exact total, 209850件 exact total"},
		{"the wrong one behind", "漏えいした可能性のあるお客様は、正しくは4,312名です。4,132名との記載は誤りでした。", "4312名 exact total"},
		{"the wrong one again", "漏えいしたお客様は、5,320名ではなく5,118名でした。5,320名とした集計には重複がありました。", "5118名 exact total"},
		{"what is mended besides", "漏えいの可能性がある件数を最大5,800件から5,214件に修正いたします。今後、設定の誤りを修正します。", "5214件 exact total"},
		{"an arrow", "漏えいした会員情報の件数の訂正：2,310件→2,130件", "2130件 exact total"},
	})
	inEnglish(t, "affected", []phrase{
		{"not that many", "The number of affected customers is 19,384, not approximately 21,000.", "19384customers exact total"},
		{"rather than", "The personal information of 7,916 customers, rather than 8,500, was exposed.", "7916customers exact total"},
		{"a number of them", "The number of affected customers is 412.", "412customers exact total"},
	})
}

// What sounds like a correction and is none.
func TestCorrectedNothing(t *testing.T) {
	inLetter(t, "affected", []phrase{
		{"one person and another", "本件は、お客様1名の過失ではなく、弊社の過失によるものです。漏えいした情報は412名分です。", "412名 exact total"},
		{"a cause", "外部からの攻撃ではなく、設定の誤りにより、会員様3,100名の氏名が閲覧可能な状態となっておりました。", "3100名 exact total"},
		{"sent by mistake", "お客様48名の氏名を記載した書類を、誤って別のお客様2名に送付いたしました。", "48名 exact total"},
		{"members", "当社の会員数は2万人ではなく3万人です。", ""},
		{"money", "お支払い額は3,000円ではなく5,000円です。", ""},
		{"hours", "受付時間は9時からではなく10時からとなります。", ""},
	})
	inLetter(t, "leak", []phrase{
		{"a figure denied", "流出した可能性のあるお客様は5,320名ではなく5,118名でした。", "possible"},
		{"another figure denied", "漏えいした会員情報は5,320件ではなく5,118件でした。", "confirmed"},
	})
	inLetter(t, "responses", []phrase{
		{"a figure is put right", "漏えいの可能性がある件数を最大5,800件から5,214件に修正いたします。", ""},
	})
}

// A wrong date is no happening, the right one is what the wrong one was.
func TestCorrectedDates(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"named", "判明した日を6月6日と記載しておりましたが、正しくは6月7日です。", "2024-06-07 discovered"},
		{"told", "6月2日に不正アクセスを検知したと記載しておりましたが、正しくは6月1日です。", "2024-06-01 discovered"},
		{"labelled", "訂正箇所　発覚日\n（誤）2024年6月3日\n（正）2024年6月2日", "2024-06-02 discovered"},
		{"in a table", "項目 | 誤 | 正\n判明日 | 6月6日 | 6月7日", "2024-06-07 discovered"},
		{"a date of something else", "営業再開の日を6月6日と記載しておりましたが、正しくは6月7日です。", ""},
	})
	inEnglish(t, "timeline", []phrase{
		{"stated", "We stated that the attack was discovered on May 20, 2024; the correct date is May 19, 2024.", "2024-05-19 discovered"},
	})
	inLetter(t, "windows", []phrase{
		{"a window", "不正アクセスの期間を2024年2月1日から2024年2月10日までとしておりましたが、正しくは2024年1月28日から2024年2月10日まででした。", "2024-01-28..2024-02-10"},
	})
}
