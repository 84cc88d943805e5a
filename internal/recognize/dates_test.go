package recognize_test

import "testing"

func TestDateForms(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"year month day", "2024年5月10日、不正アクセスを検知しました。", "2024-05-10 discovered"},
		{"full width", "２０２４年５月１０日、不正アクセスを検知しました。", "2024-05-10 discovered"},
		{"spaces between digits and units", "2024 年 5 月 10 日、不正アクセスを検知しました。", "2024-05-10 discovered"},
		{"spaces in full width", "２０２４　年　５　月　１０　日、不正アクセスを検知しました。", "2024-05-10 discovered"},
		{"weekday in brackets", "2024年5月10日(金)、不正アクセスを検知しました。", "2024-05-10 discovered"},
		{"weekday in wide brackets", "2024年5月10日（金曜日）に不正アクセスを検知しました。", "2024-05-10 discovered"},
		{"era", "令和6年5月10日、不正アクセスを検知しました。", "2024-05-10 discovered"},
		{"first year of an era", "令和元年5月10日、不正アクセスを検知しました。", "2019-05-10 discovered"},
		{"last year of an era", "平成31年3月1日、不正アクセスを検知しました。", "2019-03-01 discovered"},
		{"era by its letter", "R6.5.10　不正アクセスを検知", "2024-05-10 discovered"},
		{"kanji numerals of an era", "令和六年五月十日、不正アクセスを検知しました。", "2024-05-10 discovered"},
		{"kanji digits", "二〇二四年五月十日、不正アクセスを検知しました。", "2024-05-10 discovered"},
		{"slashes", "2024/5/10　不正アクセスを検知", "2024-05-10 discovered"},
		{"hyphens", "2024-05-10　不正アクセスを検知", "2024-05-10 discovered"},
		{"dots", "2024.5.10　不正アクセスを検知", "2024-05-10 discovered"},
		{"year and era side by side", "2024年（令和6年）5月10日、不正アクセスを検知しました。", "2024-05-10 discovered"},
		{"radicals left by extraction", "2024年5⽉10⽇、不正アクセスを検知しました。", "2024-05-10 discovered"},
		{"month day of the year of the letter", "5月10日、不正アクセスを検知しました。", "2024-05-10 discovered"},
		{"month day, last year's by the date of the letter", "昨年12月9日、不正アクセスを検知しました。", "2023-12-09 discovered"},
		{"this year", "本年5月10日、不正アクセスを検知しました。", "2024-05-10 discovered"},
		{"with hour and minute", "2024年5月10日14時30分頃、不正アクセスを検知しました。", "2024-05-10 discovered"},
		{"with half of the day", "2024年5月10日午前9時ごろ、不正アクセスを検知しました。", "2024-05-10 discovered"},
		{"with clock", "2024年5月10日 23:15　不正アクセスを検知", "2024-05-10 discovered"},
		{"at night", "2024年5月10日夜、不正アクセスを検知しました。", "2024-05-10 discovered"},
		{"before dawn", "2024年5月10日未明、不正アクセスを検知しました。", "2024-05-10 discovered"},
		{"month only", "2024年5月、不正アクセスを検知しました。", "2024-05 discovered"},
		{"early in the month", "2024年5月上旬、不正アクセスを検知しました。", "2024-05 discovered"},
		{"about the month", "2024年5月頃、不正アクセスを検知しました。", "2024-05 discovered"},
		{"a day that does not exist", "2024年2月30日、不正アクセスを検知しました。", ""},
		{"a month that does not exist", "2024年13月10日、不正アクセスを検知しました。", ""},
	})
	inEnglish(t, "timeline", []phrase{
		{"English, month first", "On May 10, 2024, we detected unauthorized access to our server.", "2024-05-10 discovered"},
		{"English, day first", "We detected unauthorized access to our server on 10 May 2024.", "2024-05-10 discovered"},
	})
}

func TestDateWords(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"the same day", "2024年5月10日、不正アクセスを検知しました。同日、サーバーをネットワークから遮断しました。", "2024-05-10 contained, 2024-05-10 discovered"},
		{"the next day", "2024年5月10日、不正アクセスを検知しました。翌日、サーバーをネットワークから遮断しました。", "2024-05-10 discovered, 2024-05-11 contained"},
		{"the next day, with its number", "2024年5月10日、不正アクセスを検知し、翌11日にサーバーをネットワークから遮断しました。", "2024-05-10 discovered, 2024-05-11 contained"},
		{"the next day, over the end of a month", "2024年4月30日、不正アクセスを検知しました。翌日、サーバーをネットワークから遮断しました。", "2024-04-30 discovered, 2024-05-01 contained"},
		{"a day of the same month", "2024年5月10日、不正アクセスを検知しました。同月28日、第三者調査機関による調査が完了しました。", "2024-05-10 discovered, 2024-05-28 investigation-completed"},
		{"a day without its month", "2024年5月10日、不正アクセスを検知しました。同13日、所轄警察署に相談しました。", "2024-05-10 discovered, 2024-05-13 reported"},
		{"a month of the same year", "2023年5月10日、不正アクセスを検知しました。同年8月2日、第三者調査機関による調査が完了しました。", "2023-05-10 discovered, 2023-08-02 investigation-completed"},
		{"a day of the month behind", "2024年4月30日、不正アクセスを検知しました。翌月2日、所轄警察署に相談しました。", "2024-04-30 discovered, 2024-05-02 reported"},
		{"a day of the year behind", "2023年12月20日、不正アクセスを検知しました。翌年1月15日、第三者調査機関による調査が完了しました。", "2023-12-20 discovered, 2024-01-15 investigation-completed"},
		{"today", "本日、対象となるお客様へ電子メールにて個別にご連絡いたしました。", "2024-06-14 notified"},
		{"a year left out goes on with the year before it", "2023年10月3日、不正アクセスを検知しました。10月5日、サーバーをネットワークから遮断しました。", "2023-10-03 discovered, 2023-10-05 contained"},
		{"a year left out is carried over the end of the year", "2023年12月28日、不正アクセスを検知しました。1月5日、所轄警察署に相談しました。", "2023-12-28 discovered, 2024-01-05 reported"},
		{"rows below a year", "2023年\n12月28日　不正アクセスを検知\n12月29日　サーバーをネットワークから遮断", "2023-12-28 discovered, 2023-12-29 contained"},
		{"rows with the year in the first one only", "・2023年12月28日　不正アクセスを検知\n・12月29日　サーバーをネットワークから遮断\n・1月9日　所轄警察署に相談", "2023-12-28 discovered, 2023-12-29 contained, 2024-01-09 reported"},
	})
}

// TestDatesOfOtherThings are dates that date nothing that happened.
func TestDatesOfOtherThings(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"a law", "個人情報の保護に関する法律（平成15年5月30日法律第57号）に基づき、適切に対応いたします。", ""},
		{"a law coming into force", "令和4年4月1日施行の改正個人情報保護法に従い、必要な手続きを進めております。", ""},
		{"the founding", "当社は1998年4月1日に設立され、通信販売事業を営んでおります。", ""},
		{"a meeting to come", "2024年6月28日開催予定の定時株主総会は、予定どおり開催いたします。", ""},
		{"a planned reopening", "オンラインショップの再開は2024年7月1日を予定しております。", ""},
		{"a reopening not yet decided", "サービスの再開日につきましては、2024年7月中に改めてお知らせいたします。", ""},
		{"the introduction of the system", "当該システムは2019年4月に導入したものです。", ""},
		{"the vulnerability's own age", "2022年3月に公表された当該ソフトウェアの脆弱性については、修正プログラムが提供されていました。", ""},
		{"registration", "対象は、2021年4月1日以降に会員登録をされたお客様です。", ""},
		{"state of knowledge", "2024年6月13日現在、情報の不正利用は確認されておりません。", ""},
		{"a deadline for readers", "2024年6月30日までにパスワードを変更していただきますようお願いいたします。", ""},
		{"a briefing to come", "2024年6月20日に保護者説明会を開催いたします。", ""},
		{"a fiscal year", "2024年度の業績に与える影響は軽微です。", ""},
		{"a month's invoices", "2024年5月分の請求書の発送が遅れております。", ""},
		{"round the clock", "24時間365日の監視体制を構築いたします。", ""},
		{"a version", "ソフトウェアをVer.2024.5.1に更新する予定です。", ""},
		{"a contract", "当社は2018年10月1日付で同社と業務委託契約を締結しております。", ""},
		{"a report to come", "調査の結果は、2024年7月31日までに改めてご報告いたします。", ""},
		{"training to come", "2024年7月より全従業員を対象とした研修を実施いたします。", ""},
	})
}

// TestDateRanges are spans in rows and sentences with every mark between.
func TestDateRanges(t *testing.T) {
	inLetter(t, "windows", []phrase{
		{"wave dash", "閲覧可能であった期間：2024年3月1日〜3月5日", "2024-03-01..2024-03-05"},
		{"full-width tilde", "閲覧可能であった期間：2024年3月1日～3月5日", "2024-03-01..2024-03-05"},
		{"tilde", "閲覧可能であった期間：2024年3月1日~3月5日", "2024-03-01..2024-03-05"},
		{"hyphen with spaces", "閲覧可能であった期間：2024年3月1日 - 3月5日", "2024-03-01..2024-03-05"},
		{"minus", "閲覧可能であった期間：2024年3月1日−3月5日", "2024-03-01..2024-03-05"},
		{"em dash", "閲覧可能であった期間：2024年3月1日—2024年3月5日", "2024-03-01..2024-03-05"},
		{"prolonged sound mark misread for a dash", "閲覧可能であった期間：2024年3月1日ー3月5日", "2024-03-01..2024-03-05"},
		{"arrowless days", "閲覧可能であった期間：2024年3月1～5日", "2024-03-01..2024-03-05"},
		{"weekdays and hours on both sides", "閲覧可能であった期間：2024年3月1日（金）18時30分頃～2024年3月5日（火）9時頃", "2024-03-01..2024-03-05"},
		{"broken over two lines", "閲覧可能であった期間：2024年3月1日（金）～\n2024年3月5日（火）", "2024-03-01..2024-03-05"},
		{"from … until before noon", "2024年3月1日から同月5日の午前中まで、個人情報が外部から閲覧可能な状態となっていました。", "2024-03-01..2024-03-05"},
		{"until the day behind", "2024年3月1日から翌2日までの間、個人情報が外部から閲覧可能な状態となっていました。", "2024-03-01..2024-03-02"},
		{"months of two years", "閲覧可能であった期間：2022年12月～2024年3月", "2022-12..2024-03"},
		{"eras, the second year left out", "閲覧可能であった期間：令和6年3月1日～3月5日", "2024-03-01..2024-03-05"},
		{"from an early part of a month", "2024年3月上旬から4月中旬にかけて、個人情報が外部から閲覧可能な状態となっていました。", "2024-03..2024-04"},
	})
}
