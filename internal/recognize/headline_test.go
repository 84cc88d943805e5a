package recognize_test

import "testing"

const apologized = "\n\nこのたび、弊社のお客様の個人情報が漏えいした可能性があることが判明いたしました。深くお詫び申し上げます。\n"

func TestTitle(t *testing.T) {
	whole(t, "title", []phrase{
		{"below the letterhead", "2024年6月14日\n\n株式会社みなと通販\n\n個人情報漏えいに関するお詫びとお知らせ" + apologized, "個人情報漏えいに関するお詫びとお知らせ"},
		{"above it", "不正アクセスによる個人情報漏えいに関するお詫びとお知らせ\n\n2024年6月14日\n株式会社みなと通販" + apologized, "不正アクセスによる個人情報漏えいに関するお詫びとお知らせ"},
		{"label kept", "2024年6月14日\n株式会社みなと通販\n\n【重要】個人情報漏えいに関するお知らせ" + apologized, "【重要】個人情報漏えいに関するお知らせ"},
		{"stage kept", "2024年6月14日\n株式会社みなと通販\n\n弊社サーバーへの不正アクセスについて（第一報）" + apologized, "弊社サーバーへの不正アクセスについて（第一報）"},
		{"broken over two lines", "2024年6月14日\n株式会社みなと通販\n\n弊社が運営するオンラインショップへの不正アクセスによる\n個人情報漏えいに関するお詫びとお知らせ" + apologized, "弊社が運営するオンラインショップへの不正アクセスによる個人情報漏えいに関するお詫びとお知らせ"},
		{"misprint kept", "2024年6月14日\n株式会社みなと通販\n\n個人情報漏えいに関するお詫びとお知らさせ\n個人情報漏えいに関するお詫び" + apologized, "個人情報漏えいに関するお詫び"},
		{"beside the navigation", "ホーム > お知らせ > 2024年\n2024.06.14\n個人情報の紛失について（お詫び）\n\n株式会社みなと通販" + apologized, "個人情報の紛失について（お詫び）"},
		{"below a cookie banner", "当サイトではCookieを使用しています。　同意する\nメニュー｜検索｜お問い合わせ\n\n2024年6月14日\n株式会社みなと通販\nメール誤送信に関するお詫び" + apologized, "メール誤送信に関するお詫び"},
		{"of a numbered entry", "【セキュリティ事件簿#2024-101】株式会社みなと通販 個人情報漏えいに関するお詫びとお知らせ 2024年6月14日\n\n" + apologized, "個人情報漏えいに関するお詫びとお知らせ"},
		{"English", "June 14, 2024\nMinato Trading Co., Ltd.\n\nNotice Regarding Unauthorized Access to Our Servers\n\nWe have confirmed that our server was accessed by an unauthorized third party. We apologize to our customers.\n", "Notice Regarding Unauthorized Access to Our Servers"},
		{"none", "お客様各位" + apologized, ""},
	})
}

func TestNumber(t *testing.T) {
	whole(t, "number", []phrase{
		{"printed", "【セキュリティ事件簿#2024-101】株式会社みなと通販 個人情報漏えいに関するお詫びとお知らせ 2024年6月14日\n\n" + apologized, "2024-101"},
		{"a document's own number is none", "広報第2024-101号\n2024年6月14日\n株式会社みなと通販\n個人情報漏えいに関するお詫びとお知らせ" + apologized, ""},
		{"a vulnerability's number is none", "2024年6月14日\n株式会社みなと通販\n脆弱性（CVE-2024-1011）による不正アクセスについて" + apologized, ""},
	})
}

func TestPublished(t *testing.T) {
	whole(t, "published", []phrase{
		{"above", "2024年6月14日\n株式会社みなと通販\n個人情報漏えいに関するお詫びとお知らせ" + apologized, "2024-06-14"},
		{"below", "個人情報漏えいに関するお詫びとお知らせ" + apologized + "\n2024年6月14日\n株式会社みなと通販\n", "2024-06-14"},
		{"era, spaced", "令和 6 年 6 月 14 日\n株式会社みなと通販\n個人情報漏えいに関するお詫びとお知らせ" + apologized, "2024-06-14"},
		{"dots beside the kind of news", "2024.06.14　お知らせ\n個人情報漏えいに関するお詫びとお知らせ\n株式会社みなと通販" + apologized, "2024-06-14"},
		{"labelled", "個人情報漏えいに関するお詫びとお知らせ\n掲載日：2024年6月14日\n株式会社みなと通販" + apologized, "2024-06-14"},
		{"an update of the page beside a letter's own date", "個人情報漏えいに関するお詫びとお知らせ\n更新日：2025年2月3日\n2024年6月14日\n株式会社みなと通販" + apologized, "2024-06-14"},
		{"an update of the page, the letter's date below", "個人情報漏えいに関するお詫びとお知らせ\n最終更新日：2025年2月3日\n株式会社みなと通販" + apologized + "\n2024年6月14日\n株式会社みなと通販\n", "2024-06-14"},
		{"an update of the page alone", "個人情報漏えいに関するお詫びとお知らせ\n更新日：2024年6月14日\n株式会社みなと通販" + apologized, "2024-06-14"},
		{"posted and updated", "個人情報漏えいに関するお詫びとお知らせ\n掲載日：2024年6月14日　更新日：2025年2月3日\n株式会社みなと通販" + apologized, "2024-06-14"},
		{"with weekday", "2024年6月14日（金）\n株式会社みなと通販\n個人情報漏えいに関するお詫びとお知らせ" + apologized, "2024-06-14"},
		{"of a numbered entry", "【セキュリティ事件簿#2024-101】株式会社みなと通販 個人情報漏えいに関するお詫びとお知らせ 2024年6月14日\n\n" + apologized, "2024-06-14"},
		{"English", "Minato Trading Co., Ltd.\nJune 14, 2024\n\nNotice Regarding Unauthorized Access\n\nWe have confirmed that our server was accessed by an unauthorized third party. We apologize to our customers.\n", "2024-06-14"},
		{"a date of the story is none", "個人情報漏えいに関するお詫びとお知らせ\n株式会社みなと通販\n\n2024年5月10日、弊社のサーバーが第三者による不正アクセスを受けたことを確認いたしました。深くお詫び申し上げます。\n", ""},
		{"none", "個人情報漏えいに関するお詫びとお知らせ\n株式会社みなと通販" + apologized, ""},
	})
}

// TestTitleAround are titles of other shapes.
func TestTitleAround(t *testing.T) {
	whole(t, "title", []phrase{
		{"with a colon", "2024年6月14日\n株式会社みなと通販\n\n件名：個人情報漏えいに関するお詫び" + apologized, "個人情報漏えいに関するお詫び"},
		{"in brackets of its own", "2024年6月14日\n株式会社みなと通販\n\n「みなとマルシェ」への不正アクセスによる個人情報流出について" + apologized, "「みなとマルシェ」への不正アクセスによる個人情報流出について"},
		{"of a news article", "みなと通販に不正アクセス、顧客情報1234人分が流出か\n2024年6月14日 15:00\n\n通信販売の株式会社みなと通販は14日、同社のサーバーが不正アクセスを受け、顧客1,234人分の個人情報が流出した可能性があると発表した。\n", "みなと通販に不正アクセス、顧客情報1234人分が流出か"},
		{"of a city, with its page number", "更新日：2024年6月14日　ページ番号：0012345\n個人情報を含む書類の誤送付について\n\nしおかぜ市\n\nこのたび、本市において、市民の個人情報を含む書類を誤って別の方へ送付する事案が発生しました。深くお詫び申し上げます。\n", "個人情報を含む書類の誤送付について"},
	})
}

// TestHeadNothing are pages whose head does not tell what is asked for.
func TestHeadNothing(t *testing.T) {
	whole(t, "published", []phrase{
		{"a month alone", "2024年6月\n株式会社みなと通販\n個人情報漏えいに関するお詫びとお知らせ" + apologized, ""},
		{"a copyright", "個人情報漏えいに関するお詫びとお知らせ\n株式会社みなと通販" + apologized + "\nCopyright 2024 Minato\n", ""},
		{"the founding in the footer", "個人情報漏えいに関するお詫びとお知らせ\n株式会社みなと通販" + apologized + "\n会社概要　設立：1998年4月1日　資本金：1,000万円\n", ""},
	})
	whole(t, "organization", []phrase{
		{"only a department", "2024年6月14日\nお客様各位\n管理部\n\n個人情報漏えいに関するお詫びとお知らせ" + told, ""},
		{"only the addressee", "2024年6月14日\n\nお取引先各位\n\n個人情報漏えいに関するお詫びとお知らせ" + told, ""},
	})
	whole(t, "number", []phrase{
		{"a telephone number", "個人情報漏えいに関するお詫びとお知らせ" + apologized + "電話：2024-101-000\n", ""},
		{"a year and a number in the text", "個人情報漏えいに関するお詫びとお知らせ" + apologized + "管理番号 2024-101\n", ""},
	})
}
