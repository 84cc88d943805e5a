package recognize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// readParties reads the other companies through which it happened and the
// sites, products and systems affected.
func (e *Entry) readParties() {
	e.readSuppliers()
	e.readServices()
}

// supplierBehind are the words behind a name that make it a supplier, and
// supplierBefore those before it.
var (
	supplierBehind = []string{"に委託", "へ委託", "が提供する", "が提供し", "の提供する", "(以下「委託先", "(以下、「委託先", "(以下、委託先", "(以下「受託", "(以下、「受託", "(以下、受託", "が運営する", "のサーバー", "のサーバ", "が受託", "に業務委託", "に業務を委託", "提供)", "が開発", "が保守", "に再委託", "へ再委託", "に依頼", "が管理する", " told us", " informed us", " notified us", ", the company that", ", a company that", ", which hosts", ", which provides", ", which operates", ", which runs", ", to which", ", our ", ", a vendor", ", a supplier", ", a provider", ", a third-party", ", a third party", ", a service provider", ", a contractor", ", one of our", ", the provider of", ", the vendor", ", the supplier", ", the maker of", ` (the "Contractor")`, ` (the "Vendor")`, ` (the "Supplier")`, ` ("the Contractor")`, "のシステムが", "のサーバが", "に対する"}
	supplierBefore = []string{"委託している", "委託しております", "委託する", "委託した", "委託していた", "委託しておりました", "委託先である", "委託先の", "委託先、", "委託先(", "再委託先である", "再委託先の", "業務委託先である", "業務委託先の", "利用している", "利用しております", "当社が利用する", "弊社が利用する", "当法人が利用する", "本学が利用する", "当院が利用する", "が利用いたしております", "指定管理者:", "指定管理者である", "利用していた", "導入していた", "導入している", "提供:", "提供元である", "提供元の", "提供元:", "受託者である", "開発元の", "運営会社である", "を提供する", "を提供している", "を運営する", "提供会社である", "提供会社の", "開発会社である", "制作会社である", "制作会社の", "保守会社である", "保守会社の", "事業者である", "業者である", "ベンダーである", "ベンダーの", "提供事業者である", "管理会社である", "運営を委託", "管理を委託", "保守を委託", "provided by ", "operated by ", "supplier, ", "vendor, ", "contractor, ", "our supplier ", "our vendor ", "our contractor ", "our provider ", "provider, ", "provider ", "hosted by ", "outsourced to ", "entrusted to ", "subcontractor, ", "subcontractor ", "processor, ", "software from ", "made by ", "supplied by ", "supplier ", "vendor ", "contractor ", "developed by ", "run by ", "managed by ", "attack on "}
)

func (e *Entry) readSuppliers() {
	type found struct {
		name
		rank int
	}
	var out []found
	seen := map[string]bool{}
	publisher := squeeze(e.org)
	for i, st := range e.sentences() {
		if e.zones[i] == footZone || e.zones[i] == headZone || e.zones[i] == appendZone {
			continue
		}
		for _, h := range e.having(i, legalClass) {
			if h.class() != legalClass || h.code() != "form" && h.code() != "after" {
				continue
			}
			n, ok := e.orgNameAt(h, st.Start, st.End)
			if !ok {
				continue
			}
			words := squeeze(e.str(n.start, n.end))
			if publisher != "" && (strings.Contains(words, publisher) || strings.Contains(publisher, words)) || seen[words] {
				continue
			}
			before := strings.TrimRight(e.str(st.Start, n.start), " 、(")
			if b := e.str(st.Start, n.start); strings.HasSuffix(b, "(") {
				before = strings.TrimSuffix(strings.TrimRight(b, " "), "(") // 「ラクカゴ」(株式会社カートベース・ラボ提供
			}
			behind := e.str(n.end, st.End)
			if startsAny(behind, "をはじめ", "による調査", "の調査", "へ調査", "に調査", "調査") || endsAny(before, "調査機関である", "調査会社である", "調査機関の", "専門会社である", "専門会社の", "フォレンジック", "調査機関", "security firm,", "investigator,") {
				continue
			}
			if endsAny(before, "子会社である", "子会社の", "グループ会社である", "グループ会社の", "関連会社である", "孫会社である", "subsidiary,", "subsidiary") || startsAny(behind, "(当社の子会社", "(当社の連結子会社", "(連結子会社") {
				continue // the publisher's own
			}
			rank := 0
			for _, w := range supplierBefore {
				if strings.HasSuffix(strings.TrimSuffix(before, "、"), strings.TrimRight(w, " ")) {
					rank = 2
				}
			}
			for _, w := range supplierBehind {
				if strings.HasPrefix(behind, w) {
					rank = 2
				}
			}
			if startsAny(behind, "(以下") && e.partnerAlias(behind) {
				rank = 2
			}
			tail := before
			if len(tail) > 60 {
				tail = tail[len(tail)-60:]
			}
			if rank == 0 && e.has(tail, "委託しております", "委託している", "委託する", "委託した", "委託していた", "利用している", "利用しております", "導入していた", "提供を受け", "使用している", "使用しております") {
				rank = 1
			}
			if rank == 0 && e.has(behind[:min(len(behind), 60)], "提供する", "提供している", "に委託", "が提供", "へ委託") {
				rank = 1
			}
			if rank > 0 && !endsAny(before, "カード", "クレジットカード会社の") && !hasAny(words, "カード株式会社", "損害保険") {
				seen[words] = true
				out = append(out, found{n, rank})
			}
		}
	}
	for _, f := range out {
		e.add("suppliers", e.original(f.start, f.end), 0, e.span("supplier", f.start, f.end))
		e.supplierAt = append(e.supplierAt, f.name)
	}
	e.supplied = len(out) > 0
}

// partnerAlias reports whether a definition names somebody else than the
// publisher: (以下「委託先」…), (以下、「ショーケース社」…).
func (e *Entry) partnerAlias(behind string) bool {
	end := strings.IndexByte(behind, ')')
	if end < 0 || end > 90 {
		return false
	}
	d := behind[:end]
	return e.has(d, "委託", "受託", "社」", "業者", "先」", "同社") && !e.has(d, "当社", "弊社", "本社」", "貴社")
}

// squeeze gives s without white space.
func squeeze(s string) string {
	if !strings.ContainsFunc(s, unicode.IsSpace) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// serviceWords behind a quoted name make it a service; noService words do not.
var (
	serviceBehind = []string{"(以下", "(以下、", "(http", "におきまして", "において", "におい", "への不正", "へのサイバー", "のサイト", "の会員", "をご利用", "を利用", "のご利用", "に不正", "が第三者", "が不正", "のアカウント", "のマイページ", "にご登録", "のサーバ", "のシステム", "の公式", "にて", "のいずれか", "(個人", "(法人", "の通販サイト", "のWeb", "のログイン", "および「", "及び「", "又は「", "または「", "と「", "、「", "の利用を", "のみをご利用", "を開", "(提供", "の検索", "のデータ", "の会社説明会", "に対し", "の運営", "から", "の公式大会", "がつながり", "をお楽しみ", "をご愛顧", "が改ざん", "が外部", "を改ざん", "に保存", "のデータベース", "のお客", "の利用者", "の加盟店", "の登録", "にアクセス", "へアクセス", "が停止", "を停止", "を運営", "に接続"}
	serviceBefore = []string{"サイト", "サービス", "システム", "アプリ", "ショップ", "ストア", "プログラム", "ツール", "ソフト", "ゲーム", "ポータル", "メルマガ", "マガジン", "オンライン", "運営する", "提供する", "運営している", "提供している", "クラウド", "カタログ", "フォーム", "使用した", "使用している", "利用した", "アカウント", "通販", "ナビ", "弊社の", "当社の", "対象サービス", "サービス名:", "サイト名:", "ホームページ", "サーバー", "サーバ", "ソフトウェア", "プラットフォーム", "採用サイト"}
)

// readServices reads the names in 「 」 that are those of sites, products and
// systems, and the handles of accounts taken over.
func (e *Entry) readServices() {
	seen := map[string]bool{}
	give := func(start, end int, rule string) {
		words := e.original(start, end)
		key := squeeze(strings.ToLower(e.str(start, end)))
		if seen[key] || key == "" {
			return
		}
		seen[key] = true
		e.add("services", words, 0, e.span(rule, start, end))
	}
	s := e.text.Norm
	handles := e.isHandleCase()
	visit := func(i, start, end int) {
		if handles {
			for at := start; at < end; {
				k := strings.IndexByte(part(s, at, end), '@')
				if k < 0 {
					break
				}
				k += at
				j := k + 1
				for j < end && (isAlnum(rune(s[j])) || s[j] == '_' || s[j] == '.') {
					j++
				}
				if j-k >= 4 && (k == start || !isAlnum(rune(s[k-1])) && s[k-1] != '.') {
					for s[j-1] == '.' {
						j--
					}
					give(k, j, "service-handle")
				}
				at = max(j, k+1)
			}
		}
		if (i < 0 || e.shows(i, inchMark)) && english(part(s, start, end)) {
			for at := start; at < end; {
				k := strings.IndexByte(s[at:end], '"')
				if k < 0 {
					break
				}
				k += at
				c := strings.IndexByte(s[k+1:end], '"')
				if c < 0 {
					break
				}
				from, to := k+1, k+1+c
				at = to + 1
				around := strings.ToLower(part(s, max(start, k-24), k) + " " + part(s, to+1, min(end, to+24)))
				if c > 1 && c < 40 && s[from] >= 'A' && s[from] <= 'Z' && e.has(around, "app", "site", "service", "system", "platform", "course", "shop", "program", "store", "portal") && !e.has(around, "the \"", "announce", "notice") && s[to-1] != '.' {
					give(from, to, "service-name")
				}
			}
		}
		accepted := 0 // where the last name accepted in this range ended
		for at := start; at < end; {
			k := index(s[at:end], "「")
			if k < 0 {
				break
			}
			k += at
			from := k + len("「")
			c := index(part(s, from, end), "」")
			if c < 0 {
				break
			}
			to := from + c
			at = to + len("」")
			if b := index(s[from:to], "("); b > 0 && startsAny(s[from+b+1:to], "以下", "既に", "旧", "現") {
				if e.isService(i, start, from, from+b, end) || e.isService(i, start, from, to, end) || accepted > 0 {
					give(from, from+b, "service-name")
					continue
				}
			}
			joined := accepted > 0 && e.has("|"+strings.TrimSpace(s[accepted:k])+"|", "|」および|", "|」及び|", "|」、|", "|」と|", "|」または|", "|」又は|", "|」ならびに|", "|」並びに|", "|」|", "|」・|", "|」、および|", "|」や|")
			if e.isService(i, start, from, to, end) || joined && !e.notService(s[from:to], s[to+len("」"):end]) {
				give(from, to, "service-name")
				accepted = to
			}
		}
	}
	if e.title[1] > e.title[0] {
		visit(-1, e.title[0], e.title[1])
	}
	for i, st := range e.sentences() {
		if e.zones[i] == footZone || e.zones[i] == headZone || e.zones[i] == appendZone {
			continue
		}
		if handles || e.shows(i, quoteMark|inchMark) {
			visit(i, st.Start, st.End)
		}
	}
}

// isHandleCase reports whether the notice is about an account of a social
// network.
func (e *Entry) isHandleCase() bool {
	return e.says("乗っ取", "のっとり", "不正ログイン", "不正アクセス", "なりすまし") && e.says("twitter", "instagram", "公式x", "xアカウント", "x(旧", "facebook", "sns", "youtube", "tiktok", "公式アカウント", "threads")
}

// notService reports whether a name joined to that of a service is none after
// all: a title, a sentence.
func (e *Entry) notService(name, behind string) bool {
	return utf8.RuneCountInString(name) > 30 || e.has(name, "お詫び", "お知らせ", "について", "ました", "ます") || startsAny(behind, "といいます", "という") || contains(behind[:min(len(behind), 30)], "のみ")
}

var (
	shortNames   = anyOf("以下", "以下、", "以下,", "以下、総称して", "件名", "件名:", "題する", "題した", "付け", "付")
	notServices  = anyOf("といいます", "という", "と題", "と称", "との", "とお知らせ", "と表示", "として", "を公表", "にて公表", "にてお知らせ", "でお知らせ", "で公表", "について", "と言い", "と記載", "といった", "と設定", "に設定", "に変更", "で送信", "欄", "に入力", "を設置", "を名乗", "をかた", "を騙", "など", "条", "第", "の開催", "を開催", "のもと", "に感染", "や「偽", "とみられ", "が実施", "に基づ", "に違反", "に従", "の受講", "のボランティア", "の資料", "参加者", "参加の", "に参加", "の参加", "によ")
	notNames     = anyOf("お詫び", "お知らせ", "ご報告", "について", "攻撃", "詐欺", "当社", "弊社", "当行", "当会", "本学", "委託先", "受託", "漏えい", "流出", "Emotet", "ウイルス", "宛先", "BCC", "個人情報保護", "方針", "ポリシー", "宣言", "大会", "マラソン", "検討会議", "講座", "養成", "会議」", "委員会", "計画", "ました", "ます", "ている", "ください", "です", "たい", "リンクを", "全員")
	serviceNames = anyOf("サイト", "オンライン", "ショップ", "ストア", "アプリ", "システム", "ドットコム", ".com", "ナビ", "ポータル", "クラウド", "メルマガ", "コネクト", "ダイレクト", "ネット", "ログ", "Web", "WEB", "マイページ", "ホームページ", "バンキング", "モール", "倶楽部", "クラブ", "MEMBERS", "フォーム", "アシスト", "Mail", "ひろば", "広場", "転職", "新卒", "通販", "本店", "予約", "フォト", "ポイント", "プラス", "カート", "便", "パーソナライザ", "メール")
)

// isService reports whether the name in [from, to), which stands in 「 」, is
// that of a site, product or system affected.
func (e *Entry) isService(i, lo, from, to, hi int) bool {
	s := e.text.Norm
	name := part(s, from, to)
	n := utf8.RuneCountInString(name)
	if n < 2 || n > 40 || endsAny(name, "のご案内", "通知書", "請求書", "明細書", "申込書") || contains(strings.TrimSuffix(name, "。"), "。") || strings.HasSuffix(name, "。") && !endsAny(s[lo:from-len("「")], serviceBefore...) || contains(name, "@") || contains(name, "、") && n > 16 {
		return false
	}
	before := strings.TrimRight(part(s, lo, from-len("「")), " ・、")
	behind := part(s, to+len("」"), hi)
	// 以下「本サイト」といいます, 「お詫びとお知らせ」を公表: a short name, a title.
	if endsWith(before, shortNames) && !strings.HasSuffix(before, "日付の") || strings.HasSuffix(before, "以下") {
		return false
	}
	if startsWith(behind, notServices) && !startsAny(behind, "といいますが", "による調査") {
		return false
	}
	if startsAny(behind, "への感染はな", "は別の", "とは接続", "には影響", "への影響はな", "は対象外", "とは別", "は影響を受け") {
		return false
	}
	low := strings.ToLower(name)
	if e.holds(name, notNames) || e.has(low, "emotet", "bcc", "ransom", "lockbit") {
		if !e.has(name, "システム", "サイト", "オンライン", "ナビ", "ショップ") || e.has(name, "ました", "ます", "お知らせ", "について") {
			return false
		}
	}
	if startsAny(behind, "を装", "を模", "に酷似") && !endsAny(before, serviceBefore...) {
		return false
	}
	near := before
	if len(near) > 36 {
		near = near[len(near)-36:]
	}
	score := 0
	for _, w := range serviceBefore {
		if strings.HasSuffix(near, w) {
			score += 3
			break
		}
	}
	if startsAny(behind, "への不正アクセス", "への不正ログイン", "に対する不正", "に対し、不正", "への攻撃", "に対する攻撃", "のサーバーへの不正", "への不正なログイン") {
		score += 4
	}
	if startsAny(behind, "を") && endsAny(before, "平素は", "平素より", "いつも", "日頃より", "日頃は", "日ごろより", "この度は") {
		score += 3
	}
	if e.has(near, "サイト", "サービス", "システム", "アプリ", "ショップ", "オンライン", "ストア", "利用している", "運営する") {
		score++
	}
	for _, w := range serviceBehind {
		if strings.HasPrefix(behind, w) {
			score += 2
			break
		}
	}
	if e.holds(name, serviceNames) {
		score += 2
	}
	if i >= 0 && (e.about(i, serving) || e.page.Sentences[i].Item && e.about(i, cause|serving)) {
		score += 2
	}
	if i < 0 || i <= e.body+1 {
		score++
	}
	if i >= 0 && e.about(i, ask|prevent|business|contacting|faq) && !e.about(i, serving) {
		score -= 2
	}
	if i >= 0 && e.denied(i, to, hi) && e.has(behind, "のみ") {
		score -= 6 // 「ミチビキ派遣」のみをご利用の企業さまは対象外
	}
	return score >= 4
}
