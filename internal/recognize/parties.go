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
	supplierBefore = []string{"委託している", "委託しております", "委託する", "委託した", "委託していた", "委託しておりました", "委託先である", "委託先の", "委託先、", "委託先(", "再委託先である", "再委託先の", "業務委託先である", "業務委託先の", "利用している", "利用しております", "当社が利用する", "弊社が利用する", "請け負う", "請け負った", "請け負っている", "請け負っていた", "業務を担う", "業務を担当する", "当法人が利用する", "本学が利用する", "当院が利用する", "が利用いたしております", "指定管理者:", "指定管理者である", "利用していた", "導入していた", "導入している", "提供:", "提供元である", "提供元の", "提供元:", "受託者である", "開発元の", "運営会社である", "を提供する", "を提供している", "を運営する", "提供会社である", "提供会社の", "開発会社である", "制作会社である", "制作会社の", "保守会社である", "保守会社の", "事業者である", "業者である", "ベンダーである", "ベンダーの", "提供事業者である", "管理会社である", "運営を委託", "管理を委託", "保守を委託", "provided by ", "operated by ", "supplier, ", "vendor, ", "contractor, ", "our supplier ", "our vendor ", "our contractor ", "our provider ", "provider, ", "provider ", "vendors, ", "providers, ", "suppliers, ", "contractors, ", "processors, ", "hosted by ", "outsourced to ", "entrusted to ", "subcontractor, ", "subcontractor ", "processor, ", "software from ", "made by ", "supplied by ", "supplier ", "vendor ", "contractor ", "developed by ", "run by ", "managed by ", "attack on "}
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
			if startsAny(behind, "に依頼") && e.has(before, "調査", "解析", "鑑定") || startsAny(behind, "をはじめ", "による調査", "の調査", "へ調査", "に調査", "調査") || endsAny(before, "調査機関である", "調査会社である", "調査機関の", "専門会社である", "専門会社の", "フォレンジック", "調査機関", "security firm,", "investigator,") {
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
			if rank == 0 && (entrusts(before) || suppliesInEnglish(behind) || suppliedBy(before)) {
				rank = 2
			}
			if rank == 0 && startsAny(behind, "からの連絡により", "からの報告により", "より報告を受け", "から報告を受け", "より連絡を受け", "から連絡を受け") && !hasAny(words, "銀行", "カード", "信販", "ペイ", "保険", "新聞", "運輸", "郵便") && !e.has(tail, "カード", "決済", "取引先", "お客", "警察", "調査", "得意先", "グループ", "子会社", "親会社", "会員") {
				rank = 1
			}
			if rank == 0 && e.has(tail, "委託しております", "委託している", "委託する", "委託した", "委託していた", "委託された", "委託を受けた", "請け負う", "請け負った", "請け負っている", "受託した", "受託している", "利用している", "利用しております", "導入していた", "提供を受け", "使用している", "使用しております") {
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
	for i, st := range e.sentences() {
		if len(out) > 20 {
			break
		}
		if e.zones[i] == footZone || e.zones[i] == headZone || e.zones[i] == appendZone || !e.has(e.words(i), "委託", "受託", "提供", "開発", "保守", "運営", "運用") {
			continue
		}
		if n, ok := e.plainSupplier(st.Start, st.End); ok {
			words := squeeze(e.str(n.start, n.end))
			if !seen[words] && (publisher == "" || !contains(words, publisher) && !contains(publisher, words)) {
				seen[words] = true
				known := false
				for w := range seen {
					known = known || w != words && contains(w, words)
				}
				if !known {
					out = append(out, found{n, 1})
				}
			}
		}
	}
	for _, f := range out {
		e.add("suppliers", e.original(f.start, f.end), 0, e.span("supplier", f.start, f.end))
		e.supplierAt = append(e.supplierAt, f.name)
	}
	e.supplied = len(out) > 0
}

var (
	entrusted    = []string{"委託", "受託", "請負", "発注", "利用", "導入", "契約", "使用", "依頼", "運用を担当", "運営を担当", "保守を担当", "業務を担当", "開発を担当", "管理を担当"}
	attributives = []string{"している", "しております", "しておりました", "していた", "していました", "した", "する", "いたしております", "いたしておりました", "されている", "されていた", "された", "されておりました"}
	partyNouns   = []string{"委託先", "受託先", "受託者", "受託会社", "請負者", "業務委託先", "受託業者", "受託事業者", "委託事業者", "委託業者", "委託会社", "提供元", "提供会社", "提供事業者", "開発元", "開発会社", "開発業者", "運営会社", "運営元", "運営事業者", "運用会社", "保守会社", "保守業者", "制作会社", "管理会社", "指定管理者", "ベンダー", "ベンダ", "請負業者", "請負会社", "事業者", "製造元", "販売元", "発送代行会社", "印刷会社", "配送代行会社", "サーバー会社", "ホスティング会社", "代行業者"}
)

// entrusts reports whether what stands before a name ends in what makes it a
// supplier: 〜を委託している, 〜を受託した, 委託先である, 提供元の, (提供.
func entrusts(before string) bool {
	before = strings.TrimRight(before, " 、:(「")
	for _, a := range attributives {
		if b, ok := strings.CutSuffix(before, a); ok && endsAny(b, entrusted...) {
			return true
		}
	}
	b := before
	for _, a := range []string{"である", "であります", "となる", "の"} {
		if c, ok := strings.CutSuffix(before, a); ok {
			b = c
			break
		}
	}
	return endsAny(b, partyNouns...) && (b != before || endsAny(b, "委託先", "受託者", "提供元", "提供会社", "開発元", "運営会社", "指定管理者")) || endsAny(before, "(提供", "(開発", "(運営", "(提供元")
}

var supplierNouns = []string{"vendor", "provider", "supplier", "contractor", "processor", "company that", "firm that", "company which", "business that", "host of", "maker of", "administrator"}

// suppliesInEnglish reports whether the words behind a name say that it is a
// supplier: , its payroll provider, ("PBDP"), a vendor that …, , which delivers ….
func suppliesInEnglish(behind string) bool {
	if b := strings.TrimLeft(behind, " "); strings.HasPrefix(b, "(") {
		if i := strings.IndexByte(b, ')'); i > 0 && i < 60 {
			behind = b[i+1:]
		}
	}
	b, ok := strings.CutPrefix(behind, ", ")
	if !ok {
		return false
	}
	if rest, ok := strings.CutPrefix(b, "which "); ok {
		verb, _, _ := strings.Cut(rest, " ")
		return len(verb) > 3 && strings.HasSuffix(verb, "s") && verb != "this"
	}
	if i := strings.IndexAny(b, ",.;"); i > 0 {
		b = b[:i]
	}
	if len(b) > 90 || !startsExact(b, []string{"a ", "an ", "the ", "our ", "its ", "their ", "one of "}) {
		return false
	}
	for _, w := range supplierNouns {
		if strings.Contains(b, w) {
			return true
		}
	}
	return false
}

// plainSupplier finds a supplier without a legal form: it stands in 「 」, is
// called 〜社, or is told where it is, behind what makes it one. Its name with
// the legal form is taken if it stands anywhere.
func (e *Entry) plainSupplier(lo, hi int) (name, bool) {
	s := e.text.Norm
	for at, tries := lo, 0; at < hi && tries < 4; {
		r, next := runeTo(s, at)
		prev, _ := runeBefore(s[lo:at], at-lo)
		if !strings.ContainsRune("るたすのあ、「:", prev) || isHiragana(r) {
			at = next
			continue
		}
		begin := at
		quoted := r == '「'
		if quoted {
			begin = next
		}
		at = next
		if prev == '「' || !entrusts(s[lo:begin-len("「")*b2i(quoted)]) {
			continue
		}
		end := begin
		if quoted {
			c := index(s[begin:hi], "」")
			if c < 0 || c > 60 {
				continue
			}
			end = begin + c
		} else {
			end = nameRight(s, begin, hi)
		}
		words := s[begin:end]
		behind := s[end:hi]
		if before := s[max(lo, begin-60):begin]; !hasAny(before, "委託", "受託", "請負", "元", "運営会社", "保守", "管理者", "ベンダー", "開発会社") || hasAny(before[max(0, len(before)-36):], "利用し", "導入し", "使用し", "契約し") {
			continue
		}
		if n := utf8.RuneCountInString(words); n < 2 || n > 24 || hasAny(words, "会社", "業者", "企業", "法人", "システム", "サービス", "サイト", "サーバ", "アプリ", "クラウド") && !endsAny(words, "サービス", "システムズ", "クラウド") || allHiragana(words) {
			continue
		}
		tries++
		full := e.formed(name{begin, end})
		switch {
		case full.start != begin || full.end != end:
			return full, true
		case quoted && startsAny(behind, "」の社員", "」の元", "」の従業員", "」が", "」は") && !e.holds(words, serviceNames):
			return name{begin, end}, true
		case quoted && strings.HasPrefix(behind, "」(") && endsAny(upTo(behind[len("」("):], ")"), "市", "区", "町", "村", "県", "府", "都"):
			return name{begin, end}, true
		case !quoted && utf8.RuneCountInString(words) > 3 && (strings.HasSuffix(words, "社") && !endsAny(words, "同社", "他社", "各社", "Meta社", "Google社", "Apple社", "Microsoft社", "X社", "本社", "支社", "自社", "弊社", "当社", "商社") || strings.HasPrefix(behind, "(") && endsAny(upTo(behind[1:], ")"), "市", "区", "町", "村", "県", "府")):
			return name{begin, end}, true
		}
	}
	return name{}, false
}

// upTo gives s up to the first c.
func upTo(s, c string) string {
	s, _, _ = strings.Cut(s, c)
	return s
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
	serviceBehind = []string{"(以下", "(以下、", "(http", "におきまして", "において", "におい", "への不正", "へのサイバー", "のサイト", "の会員", "をご利用", "を利用", "のご利用", "に不正", "が第三者", "が不正", "のアカウント", "のマイページ", "にご登録", "のサーバ", "のシステム", "の公式", "にて", "のいずれか", "(個人", "(法人", "の通販サイト", "のWeb", "のログイン", "および「", "及び「", "又は「", "または「", "と「", "、「", "の利用を", "のみをご利用", "を開", "(提供", "の検索", "のデータ", "の会社説明会", "に対し", "の運営", "から", "の公式大会", "がつながり", "をお楽しみ", "をご愛顧", "が改ざん", "が外部", "を改ざん", "に保存", "のデータベース", "のお客", "の利用者", "の加盟店", "の登録", "にアクセス", "へアクセス", "が停止", "を停止", "を運営", "に接続", "の停止", "は停止", "を再開", "の再開", "は再開", "を閉鎖", "の閉鎖", "は閉鎖", "にログイン", "へのログイン", "に登録", "に掲載", "に入力", "を用い", "を新たに", "が利用でき", "を利用でき", "の決済", "の画面", "の注文", "を構築", "の構築", "からのお客様", "からの情報", "からの個人情報", "からの漏", "からの流出", "の、", "が、", "における不正", "における情報", "における個人", "における漏", "における誤", "で購入", "でお買い物", "でご購入", "でのお買", "を通じて", "の管理", "の脆弱性", "の設定", "の不具合", "の障害", "を提供する", "を提供しております", "で他の", "で、他の", "に障害", "に不具合", "を介して", "(提供", "(運営", "は、本年", "を実施"}
	serviceBefore = []string{"サイト", "サービス", "システム", "アプリ", "ショップ", "ストア", "プログラム", "ツール", "ソフト", "ゲーム", "ポータル", "メルマガ", "マガジン", "オンライン", "運営する", "提供する", "運営している", "提供している", "クラウド", "カタログ", "フォーム", "使用した", "使用している", "利用した", "アカウント", "通販", "ナビ", "弊社の", "当社の", "対象サービス", "サービス名:", "サイト名:", "ホームページ", "サーバー", "サーバ", "ソフトウェア", "プラットフォーム", "ページ", "データベース", "カルテ", "掲示板", "基盤", "カート", "モール", "会員証", "会員制度", "メール", "メールマガジン", "ネットワーク", "ソフトウエア", "ウェブ", "チャット", "ゲートウェイ", "チャットボット", "電子申請", "出願", "予約", "決済", "事業"}
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
	type weighed struct {
		from, to, best, times int
	}
	var quoted []weighed // the names that a single mention may not tell
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
					if !startsAny(strings.TrimLeft(s[j:end], " )」』"), "には影響", "への影響", "は影響", "については影響", "は対象外", "は被害を受け") {
						give(k, j, "service-handle")
					}
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
				if s[to-1] == ',' {
					to--
				}
				around := strings.ToLower(part(s, max(start, k-24), k) + " " + part(s, to+1, min(end, to+24)))
				if strings.HasPrefix(s[from+c+1:end], ")") || e.has(around, "japanese-language", "not affected") {
					continue // a definition
				}
				around += strings.ToLower(s[from:to])
				if c > 1 && c < 40 && s[from] >= 'A' && s[from] <= 'Z' && e.has(around, "app", "site", "service", "system", "platform", "course", "shop", "program", "store", "portal", "software", "database", "tool") && !e.has(around, "the \"", "announce", "notice") && s[to-1] != '.' {
					give(from, to, "service-name")
				}
			}
		}
		accepted := 0             // where the last name accepted in this range ended
		passed, passedEnd := 0, 0 // the last name, if it was not accepted
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
			if i >= 0 || k == start {
				if n := e.serviceScore(i, start, from, to, end); n > 0 {
					k := 0
					for k < len(quoted) && s[quoted[k].from:quoted[k].to] != s[from:to] {
						k++
					}
					if k == len(quoted) && k < 24 {
						quoted = append(quoted, weighed{from: from, to: to})
					}
					if k < len(quoted) {
						quoted[k].best = max(quoted[k].best, n)
						quoted[k].times++
					}
				}
			}
			joined := accepted > 0 && e.has("|"+strings.TrimSpace(s[accepted:k])+"|", "|」および|", "|」及び|", "|」、|", "|」と|", "|」または|", "|」又は|", "|」ならびに|", "|」並びに|", "|」|", "|」・|", "|」、および|", "|」や|")
			if e.isService(i, start, from, to, end) || joined && !e.notService(s[from:to], s[to+len("」"):end]) {
				if passed > 0 && passedEnd+len("」") <= k && joins(s[passedEnd+len("」"):k]) && e.serviceScore(i, start, passed, passedEnd, end) > 0 {
					give(passed, passedEnd, "service-name")
				}
				give(from, to, "service-name")
				accepted, passed = to, 0
			} else {
				passed, passedEnd = from, to
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
	for _, q := range quoted {
		if q.best+q.times >= 5 && q.times > 1 && q.best > 1 {
			give(q.from, q.to, "service-name")
		}
	}
	e.unquotedServices(give)
}

// plainName gives a name without spaces and without the commonest legal forms.
func plainName(s string) string {
	s = squeeze(s)
	for _, form := range []string{"株式会社", "有限会社", "合同会社", "(株)", "(有)"} {
		s = strings.TrimSuffix(strings.TrimPrefix(s, form), form)
	}
	return s
}

// kindNouns end the kind of a site, product or system, before its name in
// brackets: クラウド型メールサービス(Microsoft 365).
var kindNouns = []string{"サービス", "サイト", "システム", "アプリ", "ツール", "ソフト", "ソフトウェア", "ソフトウエア", "プラットフォーム", "フォーム", "ストレージ", "ポータル", "クラウド", "ストア", "ショップ"}

// englishKinds are what sites, products and systems are in English.
var englishKinds = []string{"platform", "system", "software", "portal", "app", "website", "web site", "site", "online shop", "online store", "web shop", "tool", "programme", "program", "database", "marketplace", "service", "product", "newsletter", "storage"}

// productNames are services by the first word of their names, which their
// users name without brackets.
var productNames = []string{"Googleフォーム", "Google フォーム", "Google Forms", "Microsoft Forms", "Microsoft 365", "Googleドライブ", "Google ドライブ", "Google Drive", "Googleグループ", "Google グループ", "Googleカレンダー", "Google Workspace", "Google Classroom", "Googleクラスルーム", "Google スプレッドシート", "Googleスプレッドシート", "Google Sites", "Gmail", "Microsoft Teams", "Microsoft Azure", "Microsoft OneDrive", "OneDrive", "SharePoint", "Office 365", "Dropbox", "Slack", "Salesforce", "kintone", "GitHub", "Trello", "Chatwork", "Amazon S3"}

// unquotedServices reads names of sites, products and systems that stand without
// 「 」: behind their kind in brackets, beside it in English, in a row that is
// labelled so.
func (e *Entry) unquotedServices(give func(start, end int, rule string)) {
	s := e.text.Norm
	for i, st := range e.sentences() {
		w := e.words(i)
		if e.zones[i] != bodyZone && !(e.zones[i] == headZone && len(w) > 90 && i+2 >= e.body) || e.about(i, ask|prevent|faq|contacting|elsewhere) {
			continue
		}
		if english(w) {
			if i <= e.body+16 && !e.has(e.text.Low[st.Start:st.End], "not affected", "not involved", "unaffected", "separate", "was not", "were not", "not part of") {
				e.englishServices(st.Start, st.End, give)
			}
			continue
		}
		for _, p := range productNames {
			if k := index(w, p); k >= 0 && (k == 0 || !isAlnum(rune(w[k-1]))) && startsAny(w[k+len(p):], "を用い", "を利用", "を使", "のアカウント", "のフォルダ", "のメール", "のテナント", "の管理", "のサーバ", "の環境", "へ", "の設定", "の共有", "で", "の公開", "に", "(", ")", "」", "の編集", "上", "が", "の閲覧") {
				give(st.Start+k, st.Start+k+len(p), "service-product")
			}
		}
		for at := st.Start; i <= e.body+8; {
			k := strings.IndexByte(s[at:st.End], '(')
			if k < 0 {
				break
			}
			k += at
			at = k + 1
			c := strings.IndexByte(s[at:st.End], ')')
			if c < 3 || c > 48 || !endsAny(s[st.Start:k], kindNouns...) {
				continue
			}
			words := s[at : at+c]
			if hasAny(words, "以下", "旧", "現", "http", "など", "等", "社", "提供", "平成", "令和", "20", "、", "/", "「", ".example", "偽", "当", "本", "同", "SNS", "EC", "Saa", "通称", "予約", "注文", "名", "件", "委託", "外部", "第三者", "サーバ", "URL", "を", "に") || allHiragana(words) || isDigit(words[0]) || words == strings.ToUpper(words) && len(words) < 5 {
				continue
			}
			give(at, at+c, "service-kind")
		}
	}
	under := false // a heading that lists what is concerned
	for i, st := range e.sentences() {
		if e.zones[i] != bodyZone {
			continue
		}
		w := e.words(i)
		if st.Heading && !(under && strings.HasPrefix(w, "(")) {
			under = e.has(w, "対象となるサービス", "対象サービス", "対象のサービス", "対象サイト", "対象となるサイト", "対象システム", "対象となるシステム", "対象となるアプリ", "影響のあったサービス", "影響を受けたサービス", "影響を受けたサイト", "影響を受けたシステム", "該当サービス", "該当サイト", "該当するサービス", "対象のサーバ", "対象サーバ", "対象となるサーバ", "対象のシステム", "対象のサイト", "対象のアプリ")
			continue
		}
		from := st.Start
		switch {
		case st.Label > st.Start && e.has(s[st.Start:st.Label], "サービス名", "サイト名", "システム名", "アプリ名", "対象サイト", "対象サービス", "対象システム", "対象アプリ"):
			from = st.Label
		case under && (st.Item || strings.HasPrefix(w, "(")):
		case under && strings.HasPrefix(w, "「"):
			from += len("「")
		default:
			continue
		}
		for from < st.End && (s[from] == ' ' || s[from] == ':' || s[from] == '(' || s[from] == ')' || isDigit(s[from]) || s[from] == '-' || strings.HasPrefix(s[from:], "・") || strings.HasPrefix(s[from:], "●") || strings.HasPrefix(s[from:], "○") || strings.HasPrefix(s[from:], "■")) {
			_, from = runeTo(s, from)
		}
		end := from
		for end < st.End && !strings.ContainsRune("(「」:、。/", firstRune(s[end:])) && !strings.HasPrefix(s[end:], "  ") && !strings.HasPrefix(s[end:], " http") {
			_, end = runeTo(s, end)
		}
		if n := utf8.RuneCountInString(s[from:end]); n > 2 && n < 26 && !strings.HasSuffix(w, "。") && !hasAny(s[from:end], "http", "すべて", "全て", "当社", "弊社", "ご利用", "について", "なし", ".", "|", "期間", "人数", "件数", "対象") {
			give(from, end, "service-listed")
		}
	}
}

// englishServices reads names beside what they are: the MyNorthfield portal;
// CoolTrack, our order management system; a cloud service called Postlark Mail;
// our loyalty programme, OrchidRewards.
func (e *Entry) englishServices(lo, hi int, give func(start, end int, rule string)) {
	s := e.text.Norm
	org := strings.ToLower(e.org)
	for at := lo; at < hi; {
		if s[at] < 'A' || s[at] > 'Z' || at > lo && s[at-1] != ' ' && s[at-1] != '"' {
			at++
			continue
		}
		end, words := at, 0
		for j := at; j < hi && s[j] >= 'A' && s[j] <= 'Z'; {
			k := j
			for k < hi && (isAlnum(rune(s[k])) || s[k] == '-' || s[k] == '+') {
				k++
			}
			end, words = k, words+1
			if k+1 >= hi || s[k] != ' ' {
				break
			}
			j = k + 1
		}
		from := at
		at = end + 1
		n := s[from:end]
		before, behind := s[max(lo, from-120):from], s[end:min(hi, end+160)]
		quoted := strings.HasSuffix(before, "\"") && strings.HasPrefix(behind, "\"")
		if quoted { // "HB-Net", the web ordering system
			behind = behind[1:]
		}
		camel := quoted || words == 1 && strings.ContainsFunc(n[1:], func(r rune) bool { return r >= 'A' && r <= 'Z' }) && strings.ToUpper(n) != n
		if len(n) < 4 || words > 4 || startsExact(behind, []string{", Inc", ", LLC", " Ltd", " Inc", ", Ltd", " Limited", " LLC", " plc"}) || words == 1 && strings.ToUpper(n) == n && !quoted {
			continue
		}
		kind := false
		switch {
		case strings.HasSuffix(before, " called ") || strings.HasSuffix(before, " named ") || strings.HasSuffix(before, " known as "):
			kind = endsKind(strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(before, "called "), "named "), "known as "), " ,"))
		case strings.HasSuffix(before, ", "):
			kind = (camel || words > 1) && endsKind(strings.TrimSuffix(before, ", ")) && possessed(strings.TrimSuffix(before, ", "))
		}
		if b, ok := strings.CutPrefix(behind, ", "); ok && !kind && (camel || words > 1) && lo < from {
			clause := b
			if i := strings.IndexAny(b, ",.;("); i > 0 {
				clause = b[:i]
			}
			if startsExact(clause, []string{"a ", "an ", "the ", "our ", "its "}) && len(clause) < 100 {
				head := clause
				for _, w := range []string{" in which ", " on which ", " that ", " which ", " we ", " where ", " used ", " for ", " of ", " through ", " with "} {
					head, _, _ = strings.Cut(head, w)
				}
				kind = endsKind(head)
			}
		}
		if !kind && endsExact(before, "the ", "our ", "its ", "into ", "to ") && strings.HasPrefix(behind, " ") {
			noun := strings.TrimLeft(behind, " ")
			kind = (camel || words > 1) && startsExact(noun, []string{"app ", "app.", "app,", "portal", "website", "platform", "online store", "web shop", "accounts.", "accounts ", "server", "system "})
		}
		if words > 1 && !kind && endsExact(n, " Portal", " App", " Web Shop", " Online Store", " Online Shop", " Marketplace", " Webshop") && endsExact(before, "the ", "The ", "our ", "Our ", "to ", "of ", "in ", "on ", "using ") {
			kind = true
		}
		if low := e.text.Low[from:end]; kind && org != "" && (strings.Contains(org, low) || strings.HasPrefix(low, org)) {
			continue
		}
		if kind && !startsExact(n, []string{"Internet", "Web", "Personal", "Social", "Information", "National", "Department", "File", "Data", "IT "}) {
			give(from, end, "service-kind")
		}
	}
}

// endsKind reports whether s ends in what a site, product or system is.
func endsKind(s string) bool { return endsExact(s, englishKinds...) }

// possessed reports whether s ends in a phrase of a few words that begins with
// our, its or the.
func possessed(s string) bool {
	if len(s) > 48 {
		s = s[len(s)-48:]
	}
	return strings.Contains(s, "our ") || strings.Contains(s, "its ") || strings.Contains(s, "the ")
}

func endsExact(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
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

// joins reports whether the words between two names in 「 」 make one list of
// them: 」ならびにスマートフォンアプリ「.
func joins(between string) bool {
	return len(between) < 54 && startsAny(between, "および", "及び", "と", "、", "・", "または", "又は", "ならびに", "並びに", "や") && !hasAny(between, "は", "を", "が", "。")
}

var (
	shortNames   = anyOf("以下", "以下、", "以下,", "以下、総称して", "件名", "件名:", "題する", "題した", "付け", "付")
	notServices  = anyOf("といいます", "という", "と題", "と称", "との", "とお知らせ", "と表示", "として", "を公表", "にて公表", "にてお知らせ", "でお知らせ", "で公表", "について", "と言い", "と記載", "といった", "と設定", "に設定", "に変更", "で送信", "欄", "に入力", "を設置", "を名乗", "をかた", "を騙", "など", "条", "第", "の開催", "を開催", "のもと", "に感染", "や「偽", "とみられ", "が実施", "に基づ", "に違反", "に従", "の受講", "のボランティア", "の資料", "参加者", "参加の", "に参加", "の参加", "によ")
	notNames     = anyOf("お詫び", "お知らせ", "ご報告", "について", "攻撃", "詐欺", "当社", "弊社", "当行", "当会", "本学", "委託先", "受託", "漏えい", "流出", "Emotet", "ウイルス", "宛先", "BCC", "個人情報保護", "方針", "ポリシー", "宣言", "大会", "マラソン", "検討会議", "講座", "養成", "会議」", "委員会", "計画", "ました", "ます", "ている", "ください", "です", "たい", "リンクを", "全員")
	serviceNames = anyOf("サイト", "オンライン", "ONLINE", "Online", "STORE", "Store", "SHOP", "Shop", "出願", "カルテ", "ショップ", "ストア", "アプリ", "システム", "ドットコム", ".com", "ナビ", "ポータル", "クラウド", "メルマガ", "コネクト", "ダイレクト", "ネット", "ログ", "Web", "WEB", "マイページ", "ホームページ", "バンキング", "モール", "倶楽部", "クラブ", "MEMBERS", "フォーム", "アシスト", "Mail", "ひろば", "広場", "転職", "新卒", "通販", "本店", "予約", "フォト", "ポイント", "プラス", "カート", "便", "パーソナライザ", "メール")
)

// isService reports whether the name in [from, to), which stands in 「 」, is
// that of a site, product or system affected.
func (e *Entry) isService(i, lo, from, to, hi int) bool {
	return e.serviceScore(i, lo, from, to, hi) >= 4
}

// serviceScore gives how much speaks for it, 0 if something excludes it.
func (e *Entry) serviceScore(i, lo, from, to, hi int) int {
	s := e.text.Norm
	name := part(s, from, to)
	n := utf8.RuneCountInString(name)
	if n < 2 || n > 40 || endsAny(name, "のご案内", "通知書", "請求書", "明細書", "申込書", "証明書", "調査書", "報告書", "届", "票", "簿") || contains(strings.TrimSuffix(name, "。"), "。") || strings.HasSuffix(name, "。") && !endsAny(s[lo:from-len("「")], serviceBefore...) || contains(name, "@") || contains(name, "、") && n > 16 {
		return 0
	}
	before := strings.TrimRight(part(s, lo, from-len("「")), " ・、")
	behind := part(s, to+len("」"), hi)
	// 以下「本サイト」といいます, 「お詫びとお知らせ」を公表: a short name, a title.
	if endsWith(before, shortNames) && !strings.HasSuffix(before, "日付の") || strings.HasSuffix(before, "以下") {
		return 0
	}
	if startsWith(behind, notServices) && !startsAny(behind, "といいますが", "による調査") {
		return 0
	}
	if startsAny(behind, "に一本化", "に統一", "に切り替え", "へ切り替え", "に移行", "へ移行", "の導入を", "を導入し", "を導入いた", "を新たに導入") && i >= 0 && !e.about(i, overview) {
		return 0 // what is to be used from now on
	}
	if startsAny(behind, "への感染はな", "は別の", "とは接続", "には影響", "への影響はな", "は対象外", "とは別", "は影響を受け") {
		return 0
	}
	if startsAny(behind, "は", "の") && e.has(behind[:min(len(behind), 90)], "とは別", "別の仕組み", "への影響はな", "影響はござい", "影響はあり", "影響を受けて", "対象外", "対象ではあり") || startsAny(behind, "で友人", "で知人", "で家族", "で注文しています") {
		return 0
	}
	if endsAny(before, "ドラッグストア", "コンビニエンスストア", "スーパー", "センター", "施設", "ホーム", "病院", "ホテル", "旅館", "店舗", "ブランド", "バンド") {
		return 0
	}
	if e.org != "" && plainName(e.org) == plainName(name) {
		return 0 // what the organization calls itself
	}
	low := strings.ToLower(name)
	if e.holds(name, notNames) || e.has(low, "emotet", "bcc", "ransom", "lockbit") {
		if !e.has(name, "システム", "サイト", "オンライン", "ナビ", "ショップ") || e.has(name, "ました", "ます", "お知らせ", "について") {
			return 0
		}
	}
	if startsAny(behind, "を装", "を模", "に酷似") && !endsAny(before, serviceBefore...) {
		return 0
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
	if startsAny(behind, "をご利用", "をご愛", "をお使い", "をお楽しみ", "にご登録") && endsAny(before, "平素は", "平素より", "いつも", "日頃より", "日頃は", "日ごろより", "この度は") {
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
	if startsAny(behind, "も", "は", "が") && e.has(behind[:min(len(behind), 90)], "停止し", "停止いた", "利用できな", "ご利用いただけな", "使えなく", "使用できな", "閲覧できな", "閉鎖し", "閉鎖いた") {
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
	return max(score, 0)
}
