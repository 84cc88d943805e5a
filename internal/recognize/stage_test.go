package recognize_test

import "testing"

func TestStage(t *testing.T) {
	stage := func(title, opening string) string { return titled(title, opening) }
	whole(t, "stage", []phrase{
		{"first", stage("不正アクセスに関するお知らせ（第一報）", "弊社のサーバーが不正アクセスを受けました。"), "first"},
		{"first, in digits", stage("不正アクセスに関するお知らせ（第1報）", "弊社のサーバーが不正アクセスを受けました。"), "first"},
		{"first, in full width", stage("不正アクセスに関するお知らせ（第１報）", "弊社のサーバーが不正アクセスを受けました。"), "first"},
		{"second", stage("不正アクセスに関するお知らせ（第二報）", "弊社のサーバーが不正アクセスを受けました。"), "update"},
		{"fourth", stage("不正アクセスに関するお知らせ（第4報）", "弊社のサーバーが不正アクセスを受けました。"), "update"},
		{"continued", stage("不正アクセスに関するお知らせ（続報）", "弊社のサーバーが不正アクセスを受けました。"), "update"},
		{"last", stage("不正アクセスに関するお知らせ（最終報）", "弊社のサーバーが不正アクセスを受けました。"), "final"},
		{"result after an earlier one", stage("不正アクセスに関する調査結果のご報告", "2024年5月15日に公表いたしました不正アクセスにつきまして、調査が完了しましたのでご報告いたします。"), "final"},
		{"English", "June 14, 2024\nMinato Trading Co., Ltd.\n\nNotice of Unauthorized Access (Second Report)\n\nWe have confirmed that our server was accessed by an unauthorized third party. We apologize to our customers.\n", "update"},
		{"it does not say", stage("不正アクセスに関するお知らせ", "弊社のサーバーが不正アクセスを受けました。"), "only"},
		{"a promise of more", stage("不正アクセスに関するお知らせ", "弊社のサーバーが不正アクセスを受けました。詳細が判明次第、続報をお知らせいたします。"), "only"},
		{"a report to an authority", stage("不正アクセスに関するお知らせ", "個人情報保護委員会へ速報および確報を提出いたしました。"), "only"},
		{"a result of no earlier one", stage("不正アクセスに関する調査結果のお知らせ", "弊社のサーバーが不正アクセスを受け、調査を行いました。"), "only"},
		{"a final report received", stage("不正アクセスに関するお知らせ", "2024年5月31日、調査会社より最終報告書を受領いたしました。"), "only"},
	})
}

// TestStageAround are places among notices told outside the title.
func TestStageAround(t *testing.T) {
	whole(t, "stage", []phrase{
		{"first, told in the first sentence", titled("不正アクセスに関するお知らせ", "現時点で判明している内容を、第一報としてお知らせいたします。"), "first"},
		{"update of an earlier one, by its number", titled("不正アクセスに関するお知らせ（第３報）", "引き続き調査を進めております。"), "update"},
		{"the title says it goes on", titled("【続報】不正アクセスに関するお知らせ", "引き続き調査を進めております。"), "update"},
		{"last and result", titled("不正アクセスに関するお知らせ（最終報告）", "第一報および第二報でお知らせした件につきまして、調査が完了いたしました。"), "final"},
		{"an earlier one is only mentioned", titled("不正アクセスに関するお知らせ", "2024年5月15日に公表した第一報の内容に変更はございません。"), "only"},
	})
}

// TestStageNothing are notices that do not place themselves.
func TestStageNothing(t *testing.T) {
	whole(t, "stage", []phrase{
		{"results to come", titled("個人情報漏えいに関するお知らせ", "調査結果がまとまり次第、改めてご報告いたします。"), "only"},
		{"a report number of a document", titled("個人情報漏えいに関するお知らせ", "本件は社内報第3号でも周知いたしました。"), "only"},
		{"the supplier's report", titled("個人情報漏えいに関するお知らせ", "委託先より第一報を受けたのは2024年5月10日です。"), "only"},
		{"news of recovery", titled("オンラインショップ再開のお知らせ", "停止しておりましたオンラインショップを再開いたしました。"), "only"},
	})
}
