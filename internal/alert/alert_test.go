package alert

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"jikenbo"
	"jikenbo/internal/casebook"
)

// news is a case that the watchlists of the tests are asked about.
func news() casebook.News {
	return casebook.News{
		What: casebook.PageAdded, At: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), URL: "https://www.example.jp/news/1",
		Change: casebook.Added, Number: jikenbo.Number{Year: 2026, Seq: 7},
		Case: jikenbo.Case{
			Kind: jikenbo.Incident, Organization: "株式会社ミホン・ストア", Title: "見本病院向けシステムへの不正アクセスについて",
			Types: []jikenbo.Type{"unauthorized-access"}, Items: []jikenbo.Item{"name", "card-number"},
			Suppliers: []string{"㈱見本データ"}, Services: []string{"ＭＩＨＯＮ　オンライン"},
			Affected: []jikenbo.Affected{{Count: 12000, Unit: "件", Bound: jikenbo.Max, Role: jikenbo.Total}},
		},
		Text: "決済代行会社からの連絡により判明しました。",
	}
}

func TestMatch(t *testing.T) {
	for _, test := range []struct {
		name string
		list Watchlist
		want bool
	}{
		{"everything", Watchlist{}, true},
		{"an organization without its form", Watchlist{Organizations: []string{"ミホンストア"}}, true},
		{"in hiragana, half width, with another form", Watchlist{Organizations: []string{"みほん ｽﾄｱ（株）"}}, true},
		{"with a form before it", Watchlist{Organizations: []string{"有限会社ミホンストア"}}, true},
		{"a part of it", Watchlist{Organizations: []string{"ミホン"}}, true},
		{"one of two", Watchlist{Organizations: []string{"別の会社", "ミホンストア"}}, true},
		{"another one", Watchlist{Organizations: []string{"別の会社"}}, false},
		{"a longer one", Watchlist{Organizations: []string{"ミホンストア東京"}}, false},
		{"a supplier is no organization", Watchlist{Organizations: []string{"見本データ"}}, false},
		{"a supplier", Watchlist{Suppliers: []string{"株式会社見本データ"}}, true},
		{"another supplier", Watchlist{Suppliers: []string{"ミホンストア"}}, false},
		{"a service", Watchlist{Services: []string{"mihonオンライン"}}, true},
		{"a sector in the title", Watchlist{Sectors: []string{"病院"}}, true},
		{"a sector nowhere", Watchlist{Sectors: []string{"銀行"}}, false},
		{"a sector in the text only", Watchlist{Sectors: []string{"決済代行"}}, false},
		{"a word of the text", Watchlist{Text: []string{"決済 代行"}}, true},
		{"a type by its code", Watchlist{Types: []string{"unauthorized-access"}}, true},
		{"a type by its label", Watchlist{Types: []string{"不正アクセス"}}, true},
		{"another type", Watchlist{Types: []string{"ransomware"}}, false},
		{"an item", Watchlist{Items: []string{"カード番号"}}, true},
		{"another item", Watchlist{Items: []string{"card-cvv"}}, false},
		{"above", Watchlist{Above: 11999}, true},
		{"not above", Watchlist{Above: 12000}, false},
		{"all of two fields", Watchlist{Sectors: []string{"病院"}, Above: 100}, true},
		{"one of two fields", Watchlist{Sectors: []string{"銀行"}, Above: 100}, false},
		{"new ones", Watchlist{On: []Kind{New}}, true},
		{"changed ones", Watchlist{On: []Kind{Changed, Gone}}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.list.Name = "w"
			r, err := NewRules([]Watchlist{test.list}, []string{"a", "b"})
			if err != nil {
				t.Fatal(err)
			}
			alerts := r.Alerts(news(), []string{"- x"})
			if (len(alerts) == 2) != test.want || len(alerts) == 1 {
				t.Fatalf("%d alerts, want %v on two channels", len(alerts), test.want)
			}
			for _, a := range alerts {
				var m Message
				if err := json.Unmarshal(a.Body, &m); err != nil || m.ID != a.ID || m.Kind != New || m.Number.String() != "2026-007" || m.Diff[0] != "- x" {
					t.Errorf("message %+v, %v", m, err)
				}
			}
			if len(alerts) == 2 && alerts[0].ID == alerts[1].ID {
				t.Error("two messages with one ID")
			}
		})
	}
}

func TestKinds(t *testing.T) {
	for _, test := range []struct {
		what   casebook.What
		change casebook.Change
		want   Kind
	}{
		{casebook.PageAdded, casebook.Added, New},
		{casebook.PageAdded, casebook.Revised, Changed},
		{casebook.PageAdded, casebook.Joined, Changed},
		{casebook.PageEdited, casebook.Joined, Changed},
		{casebook.PageEdited, casebook.Added, New},
		{casebook.PageGone, casebook.Unchanged, Gone},
		{casebook.PageReturned, casebook.Revised, Returned},
	} {
		if got := kindOf(casebook.News{What: test.what, Change: test.change}); got != test.want {
			t.Errorf("%s, %s: %s, want %s", test.what, test.change, got, test.want)
		}
	}
}

func TestFold(t *testing.T) {
	for _, test := range []struct{ a, b string }{
		{"㈱見本", "(株) 見　本"}, {"ミホン", "ﾐﾎﾝ"}, {"ｻｰﾋﾞｽ", "さーびす"}, {"Mihon", "ｍｉｈｏｎ"}, {"ヴィラ", "ゔぃら"}, {"見本・例", "見本例"},
	} {
		if fold(test.a) != fold(test.b) {
			t.Errorf("%q folds to %q, %q to %q", test.a, fold(test.a), test.b, fold(test.b))
		}
	}
	for _, test := range []struct{ a, b string }{{"見本", "見木"}, {"Co-op", "op"}, {"ハート", "ハト"}, {"か", "が"}, {"一般", "一"}} {
		if fold(test.a) == fold(test.b) {
			t.Errorf("%q and %q both fold to %q", test.a, test.b, fold(test.a))
		}
	}
}

func TestRulesRefuse(t *testing.T) {
	for _, test := range []struct {
		list Watchlist
		want string
	}{
		{Watchlist{}, "a name of its own"},
		{Watchlist{Name: "w", Types: []string{"virus"}}, `"virus" is unknown; write one of unauthorized-access`},
		{Watchlist{Name: "w", Items: []string{"x"}}, "items"},
		{Watchlist{Name: "w", Organizations: []string{"株式会社"}}, "has nothing to look for"},
		{Watchlist{Name: "w", Text: []string{"・"}}, "has nothing to look for"},
		{Watchlist{Name: "w", Above: -1}, "above"},
		{Watchlist{Name: "w", On: []Kind{"newer"}}, `"newer" is unknown`},
		{Watchlist{Name: "w", Channels: []string{"b"}}, `no channel "b"`},
	} {
		if _, err := NewRules([]Watchlist{test.list}, []string{"a"}); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%+v: error %v, want %q", test.list, err, test.want)
		}
	}
}

func TestCheckChannels(t *testing.T) {
	secret := Secret{Env: "S"}
	good := Mail{Server: "smtp.example.jp:587", From: "a@example.jp", To: []string{"b@example.jp"}}
	mail := func(change func(*Mail)) Channel {
		m := good
		change(&m)
		return Channel{Name: "c", Mail: &m}
	}
	for _, test := range []struct {
		channel Channel
		want    string // "" for none
	}{
		{Channel{Name: "c", Webhook: &Webhook{URL: "https://example.jp/", Secret: secret, Allow: []string{"10.0.0.1:8080"}}}, ""},
		{mail(func(*Mail) {}), ""},
		{Channel{Name: "c", Feed: &Feed{Path: "x"}}, ""},
		{Channel{Feed: &Feed{Path: "x"}}, "name"},
		{Channel{Name: "c"}, "one of webhook, mail and feed"},
		{Channel{Name: "c", Feed: &Feed{Path: "x"}, Mail: &good}, "one of webhook, mail and feed"},
		{Channel{Name: "c", Feed: &Feed{}}, "path"},
		{Channel{Name: "c", Webhook: &Webhook{URL: "ftp://example.jp/", Secret: secret}}, "url"},
		{Channel{Name: "c", Webhook: &Webhook{URL: "https://u:p@example.jp/", Secret: secret}}, "password"},
		{Channel{Name: "c", Webhook: &Webhook{URL: "https://example.jp/"}}, "secret"},
		{Channel{Name: "c", Webhook: &Webhook{URL: "https://example.jp/", Secret: Secret{"E", "F"}}}, "secret"},
		{Channel{Name: "c", Webhook: &Webhook{URL: "https://example.jp/", Secret: secret, Allow: []string{"x:y"}}}, "allow"},
		{mail(func(m *Mail) { m.Server = "smtp.example.jp" }), "HOST:PORT"},
		{mail(func(m *Mail) { m.Server = "smtp.example.jp:0" }), "port"},
		{mail(func(m *Mail) { m.TLS = "ssl" }), "starttls, implicit or none"},
		{mail(func(m *Mail) { m.TLS, m.User = "none", "u" }), "not sent without encryption"},
		{mail(func(m *Mail) { m.User = "u" }), "password"},
		{mail(func(m *Mail) { m.From = "nobody" }), "from"},
		{mail(func(m *Mail) { m.From = "a@example.jp\r\nBcc: x@example.jp" }), "from"},
		{mail(func(m *Mail) { m.To = nil }), "to"},
		{mail(func(m *Mail) { m.To = []string{"b@example.jp", "x"} }), "to"},
	} {
		err := CheckChannels([]Channel{test.channel})
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%+v: error %v, want %q", test.channel, err, test.want)
		}
	}
	twice := []Channel{{Name: "c", Feed: &Feed{Path: "x"}}, {Name: "c", Feed: &Feed{Path: "y"}}}
	if err := CheckChannels(twice); err == nil || !strings.Contains(err.Error(), "two of this name") {
		t.Errorf("error %v", err)
	}
}

func TestDelay(t *testing.T) {
	var got []time.Duration
	for _, attempts := range []int{0, 1, 2, 3, 9, 10, 1000} {
		got = append(got, delay(attempts))
	}
	want := []time.Duration{time.Minute, time.Minute, 2 * time.Minute, 4 * time.Minute, 256 * time.Minute, 6 * time.Hour, 6 * time.Hour}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestNaming(t *testing.T) {
	r, err := NewRules([]Watchlist{
		{Name: "customers", Organizations: []string{"見本ストア", "みほん市"}},
		{Name: "suppliers", Suppliers: []string{"見本データ"}, Organizations: []string{"株式会社見本ストア"}},
		{Name: "all"},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name                   string
		organization, supplier []string
	}{
		{"（株）見本ストア", []string{"customers", "suppliers"}, nil},
		{"ミホン市", []string{"customers"}, nil},
		{"見本データ㈱", nil, []string{"suppliers"}},
		{"別の会社", nil, nil},
		{"", nil, nil},
	} {
		if got := r.Organization(test.name); !slices.Equal(got, test.organization) {
			t.Errorf("organization %q is on %q, want %q", test.name, got, test.organization)
		}
		if got := r.Supplier(test.name); !slices.Equal(got, test.supplier) {
			t.Errorf("supplier %q is on %q, want %q", test.name, got, test.supplier)
		}
	}
}
