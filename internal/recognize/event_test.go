package recognize_test

import "testing"

// page is a page of numbered entries that begins with one of another kind.
func page(entry string) string {
	const post = "\n\n\nこのたび、弊社のお客様の個人情報が漏えいした可能性があることが判明いたしました。深くお詫び申し上げます。\n"
	return "うみべの覚え書き\n\n\n\n" + entry +
		"\n\n\n\n【セキュリティ事件簿#2024-102】株式会社みなと通販 個人情報漏えいに関するお詫びとお知らせ 2024年6月14日" + post +
		"\n\n\n【セキュリティ事件簿#2024-101】うみべ工房株式会社 書類の紛失に関するお詫び 2024年6月12日" + post
}

func TestKind(t *testing.T) {
	whole(t, "kind", []phrase{
		{"a notice", letter("お客様の個人情報が漏えいした可能性があります。"), "incident"},
		{"a numbered entry", page("【セキュリティ事件簿#2024-103】うみべ工房株式会社 不正アクセスについて 2024年6月20日\n\n\n弊社サイトが不正アクセスを受けました。"), "incident"},
		{"an event", page("[イベント] うみべセキュリティ会議2024 (2024/7/6-7)\n\n\nうみべセキュリティ会議を開催します。\n日時：2024年7月6日(土)～7日(日)\n会場：うみべ市民会館\n参加申込：https://conf.example.jp/2024/"), "event"},
	})
}

func TestEvent(t *testing.T) {
	whole(t, "event", []phrase{
		{"two days", page("[イベント] うみべセキュリティ会議2024 (2024/7/6-7)\n\n\nうみべセキュリティ会議2024を開催します。\n日時：2024年7月6日(土)～7日(日)\n会場：うみべ市民会館\nhttps://conf.example.jp/2024/"), "うみべセキュリティ会議2024, 2024-07-06..2024-07-07, https://conf.example.jp/2024/"},
		{"one day", page("[イベント] しおかぜ勉強会 (2024/7/6)\n\n\nしおかぜ勉強会を開催します。\n日時：2024年7月6日(土) 13:00～17:00\n会場：しおかぜ市民会館\nhttps://study.example.jp/"), "しおかぜ勉強会, 2024-07-06..2024-07-06, https://study.example.jp/"},
		{"an incident carries none", letter("2024年6月20日に保護者説明会を開催いたします。"), ""},
	})
}

func TestRules(t *testing.T) {
	whole(t, "rules", []phrase{
		{"forbidden", page("ランサムウェアグループの攻撃対象ルール\n\n\nランサムウェアグループが、アフィリエイト向けに攻撃対象のルールを公開している。\nIt is illegal to encrypt files in critical infrastructure, such as nuclear power plants.\n"), "critical-infrastructure: encrypt forbidden, steal unstated"},
		{"an incident carries none", letter("It is illegal to attack hospitals."), ""},
	})
}

// TestEventNothing are notices that only speak of gatherings and attackers.
func TestEventNothing(t *testing.T) {
	whole(t, "kind", []phrase{
		{"a meeting in a notice", letter("2024年6月20日19時より、体育館にて保護者説明会を開催いたします。"), "incident"},
		{"a group named in a notice", letter("ランサムウェアグループが、窃取した情報を公開すると主張しております。"), "incident"},
		{"a seminar's list of participants", letter("弊社主催のセミナーの参加者名簿を紛失いたしました。"), "incident"},
	})
	whole(t, "event", []phrase{
		{"a seminar that is over", letter("2024年4月20日に開催した弊社主催セミナーの参加者名簿を紛失いたしました。"), ""},
	})
}
