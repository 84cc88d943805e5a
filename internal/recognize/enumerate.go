package recognize

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Notices list data in words that no lexicon has: 氏名、電話番号、前回及び今回の
// 指針. What stands in a list beside data of which the text says that it leaked is
// data that leaked too; what kind it is, the stems in its name tell.

// stems tell of a kind of data by what its name holds, the first that fits; what
// has none of them has no code of its own.
var stems = []struct {
	code  string
	words wordSet
}{
	{"other", anyOf("人事評価", "人事考課", "勤務評価", "査定", "評価額", "販売成績", "営業成績", "販売実績", "業績", "保有商品", "保有銘柄", "保有株", "所有株")},
	{"my-number", anyOf("マイナンバー", "個人番号")},
	{"contract", anyOf("証券番号", "保険証券")},
	{"insurance", anyOf("被保険", "保険証", "資格確認書")},
	{"bank-account", anyOf("口座", "振込先", "引落", "引き落とし", "金融機関", "支店名", "通帳", "キャッシュカード")},
	{"purchase-history", anyOf("予約", "注文", "購入", "購買", "買い", "買上")},
	{"medical", anyOf("健康", "病", "症", "診", "薬", "処方", "紹介状", "治療", "検査", "接種", "アレルギ", "障害", "障がい", "介護", "看護", "既往", "療", "手術", "ワクチン", "副反応", "疾", "負傷", "けが", "ケガ", "施術", "体調", "妊娠", "出産", "リハビリ", "血圧", "体温", "バイタル", "カルテ", "服用", "配慮", "発達", "身体", "心身", "ケアプラン", "通院", "入院", "感染", "陽性", "健診", "検診")},
	{"family", anyOf("家族", "保護者", "お子", "子ども", "子供", "続柄", "扶養", "配偶者", "世帯", "親族", "緊急", "非常時", "非常の", "保証人", "引取り", "お迎え", "兄弟", "きょうだい", "身元引受")},
	{"delivery", anyOf("届け先", "届先", "配送先", "送付先", "発送先", "送り先", "受取人")},
	{"purchase-history", anyOf("商品", "品物", "お品", "鑑賞", "観覧", "来場", "視聴", "貸出", "レンタル", "公演", "宿泊", "来店", "利用履歴", "利用内容", "利用明細", "利用状況", "利用日", "受講", "寄附", "寄付", "お届けした", "届け物", "発注", "受注", "乗車", "チケット", "座席", "滞在", "チェックイン", "メニュー", "コース")},
	{"inquiry", anyOf("問合", "問い合", "相談", "質問", "要望", "苦情", "困りごと", "悩み", "ご意見", "お申し出", "メッセージ")},
	{"salary", anyOf("給与", "給料", "賃金", "賞与", "所得", "収入", "報酬", "手当", "退職金", "源泉")},
	{"resume", anyOf("経歴", "学歴", "職歴", "志望動機", "自己PR", "応募書類", "資格・免許", "保有資格")},
	{"contract", anyOf("契約", "証券", "補償内容", "保障", "保険商品", "保険の商品", "料金プラン", "プラン", "保険種", "保険の種", "保険期間")},
	{"student", anyOf("成績", "点数", "得点", "学級", "学科", "学部", "学年", "クラス", "出席", "出欠", "欠席", "進路", "学校", "評定", "評価", "試験", "授業", "受験", "入試", "志望", "合否", "在籍", "学籍", "部活動", "卒業", "担任", "テスト", "単位", "年次", "進学", "組番", "学習", "履修", "科目", "評点", "課題", "答案")},
	{"points", anyOf("ポイント", "マイル")},
	{"photo", anyOf("写真", "顔画像", "プロフィール画像", "アイコン画像")},
	{"job-title", anyOf("肩書", "役職", "職位", "職名", "部署")},
	{"company", anyOf("勤務先", "勤め先", "所属", "就業先", "就職先", "派遣先", "内定先", "会社の名", "企業の名", "団体の名")},
	{"address", anyOf("住所", "居住", "市町村", "市区町村", "所在", "都道府県", "お住まい", "転居先", "住まい", "番地", "おところ")},
	{"location", anyOf("位置", "緯度", "現在地")},
	{"device-id", anyOf("端末", "デバイス", "機器の", "Cookie", "クッキー", "MACアドレス", "IMEI", "シリアル番号", "製造番号")},
	{"ip-address", anyOf("IPアドレス", "接続元")},
	{"phone", anyOf("電話", "携帯", "TEL", "連絡先")},
	{"fax", anyOf("FAX", "ファックス", "ファクス")},
	{"card", anyOf("クレジットカード", "カード情報", "カードの情報")},
}

var (
	// separators stand between the members of a list.
	separators = []string{"、", "・", ",", "，", "/", "／", "及び", "および", "ならびに", "並びに", "または", "又は", "もしくは", "若しくは", "あるいは", "とともに", "と", "や", "+", "＋"}
	// tails may stand behind a member.
	tails = []string{"等", "など", "の状況", "の内容", "の履歴", "の記録", "の結果", "の詳細", "の名称", "の種類", "の一部", "の写し", "のコピー", "の控え", "の情報", "情報", "のデータ", "データ", "の画像", "の有無", "の別", "欄", "ほか", "他"}
	// memberEnds end a member, and the list with it.
	memberEnds = anyOf("です", "でした", "であ", "でござい", "となり", "となって", "になり", "など", "の各", "のうち", "の計", "の合計", "のみ", "が含", "が記", "が入", "が掲", "が書", "を含", "を記", "も含", "が、", "は、", "も、", "を、", "に、", "で、", "の漏", "の流", "について", "に関する情報")
	// noMembers are words that no kind of data has in its name, and noMemberEnds
	// those it does not end in.
	noMembers    = anyOf("ます", "ません", "した。", "当社", "弊社", "当院", "当行", "本件", "上記", "下記", "以下", "それ以外", "委員会", "警察", "弁護士", "サーバ", "システム", "ウイルス", "マルウェア", "不正", "攻撃", "流出", "漏えい", "漏洩", "被害", "可能性", "おそれ", "恐れ", "対象", "影響", "お詫び", "調査", "再発", "場合", "当該", "紛失", "盗難", "パソコン", "USB", "ください", "いたし", "その他", "個人情報", "個人データ", "セキュリティ", "変更", "管理", "確認", "公開", "閲覧", "第三者", "お知らせ", "添付", "送信", "保管", "保存", "暗号", "復元", "特定", "含", "一部", "各種", "等の", "などの", "重複", "任意", "必須", "のうち", "除", "のみ", "登録され", "記載", "入力され", "されたもの", "されている", "いずれ", "全て", "すべて", "とおり", "通り", "記録され", "報告", "ローマ字", "漢字", "詳細")
	noMemberEnds = anyOf("者", "様", "さま", "方", "方々", "人", "客", "員", "社", "店", "局", "署", "省", "庁", "市", "県", "町", "村", "行", "校", "園", "院", "大学", "生", "児童", "生徒", "名簿", "書", "書類", "資料", "ファイル", "表", "票", "リスト", "メール", "帳", "手紙", "封筒", "件", "人数", "件数", "情報", "データ", "等", "他", "ほか", "項目", "内容", "もの", "こと", "ため", "とき", "以外", "以上", "以下", "前", "後", "中", "間", "時", "分", "年", "月", "団体", "施設", "店舗", "世帯", "複数", "場合", "原因", "対策", "対応", "媒体", "画面", "ページ", "サイト", "フォーム", "アプリ", "サービス", "アカウント", "機能", "設定", "名義", "時刻", "学期", "年度", "氏", "企業", "機関", "法", "型", "式", "用")
	ofPersons    = anyOf("者", "様", "さま", "さん", "方", "人", "客", "員", "生", "児童", "生徒")
	emergencies  = anyOf("緊急", "非常")
	kin          = []string{"お子さん", "お子様", "お子さま", "子ども", "子供", "保護者", "ご家族", "家族", "配偶者", "親族", "扶養者", "扶養親族", "緊急連絡先", "身元引受人", "連帯保証人", "保証人", "ご親族", "世帯員", "同居人", "同居者", "きょうだい", "兄弟姉妹"}
)

// completeLists adds to the data found in a sentence the other members of the
// lists it stands in.
func (e *Entry) completeLists() {
	known := len(e.itemsAt)
	var added []itemAt
	for i := range e.sentences() {
		added = e.row(added, i)
	}
	for from := 0; from < known; {
		i := e.itemsAt[from].sentence
		to := from
		for to < known && e.itemsAt[to].sentence == i {
			to++
		}
		added = e.listMembers(added, e.itemsAt[from:to])
		from = to
	}
	if len(added) > 0 {
		e.itemsAt = append(e.itemsAt, added...)
		slices.SortStableFunc(e.itemsAt, func(a, b itemAt) int { return cmp.Compare(a.start, b.start) })
	}
}

// row appends the data of a line in a list of data where no lexicon has any of
// them: 接種日、ワクチンの種類、接種会場.
func (e *Entry) row(added []itemAt, i int) []itemAt {
	st := e.page.Sentences[i]
	if !e.about(i, itemizing) && !st.Item || e.about(i, notItems|ask|prevent|contacting|faq|course) || st.Heading && !st.Item || e.zones[i] != bodyZone || st.End-st.Start > 240 || e.shows(i, englishMark|quoteMark) {
		return added
	}
	w := e.words(i)
	if e.tells(i, momentClass) || strings.HasSuffix(w, "。") {
		return added
	}
	if slices.ContainsFunc(e.having(i, itemClass), func(h hit) bool { return h.of == itemClass && h.code() != "none" }) {
		return added
	}
	var near *itemAt
	for _, d := range []int{-1, 1, -2, 2} {
		if k := i + d; near == nil && k >= 0 && k < len(e.sentences()) {
			if o := e.page.Sentences[k]; (o.Section == st.Section || o.Heading && d == -1 || o.Heading && st.Heading) && o.Item == st.Item {
				near = e.saidIn(k, o.Start, o.End)
			}
		}
	}
	if near == nil || near.polarity != leaked {
		return added
	}
	at := max(st.Start, min(st.Label, st.End))
	for at < st.End && strings.ContainsRune(" ・○●■□◇◆①②③④⑤⑥⑦⑧⑨⑩-*※▪•:(1234567890).…", firstRune(e.text.Norm[at:st.End])) {
		_, size := runeAt(e.text.Norm, at)
		at += size
	}
	from := len(added)
	for n := 0; ; n++ {
		to, open := e.memberEnd(at, st.End)
		code := ""
		if to > at {
			code = e.kindOf(at, to, st.Item || n > 0 || open, leaked)
		}
		if code == "" || n > 12 {
			return added[:from]
		}
		row := near.beside(code, at, to)
		row.sentence = i
		added = append(added, row)
		to = e.skipTail(to, st.End)
		next, ok := e.separator(to, st.End)
		if !ok {
			if strings.TrimLeft(e.text.Norm[to:st.End], " )") != "" {
				return added[:from]
			}
			return added
		}
		at = next
	}
}

// saidIn gives the first data in a range of sentence i of which anything is said,
// nil for none.
func (e *Entry) saidIn(i, start, end int) *itemAt {
	for k := range e.itemsAt {
		if it := &e.itemsAt[k]; it.sentence == i && it.polarity != unsaid && int(it.start) >= start && int(it.start) < end {
			return it
		}
	}
	return nil
}

// listMembers appends the members of lists in one sentence that stand behind, or
// before, the data found there.
func (e *Entry) listMembers(added, found []itemAt) []itemAt {
	i := found[0].sentence
	st := e.page.Sentences[i]
	for k := range found {
		it := &found[k]
		if it.polarity == unsaid || e.shows(i, englishMark) || e.quoted(i, int(it.start)) {
			continue
		}
		added = e.kinsman(added, it, st.Start)
		next := st.End
		if k+1 < len(found) {
			next = int(found[k+1].start)
		}
		row := len(found) > 1 || e.about(i, itemizing) || e.cleft(i, it.hit)
		for at := e.skipTail(int(it.end), st.End); ; {
			from, ok := e.separator(at, st.End)
			if !ok || from >= next {
				break
			}
			to, open := e.memberEnd(from, st.End)
			if to > next || to <= from {
				break
			}
			if code := e.kindOf(from, to, row, it.polarity); code != "" {
				added = append(added, it.beside(code, from, to))
			} else {
				break
			}
			if !open {
				break
			}
			at = e.skipTail(to, st.End)
		}
		// The first of a list: 答案、氏名.
		if before := part(e.text.Norm, st.Start, it.start); k == 0 {
			if from, to, loose, ok := e.memberBefore(before, st.Start); ok {
				end, _ := e.memberEnd(from, st.End)
				if code := e.kindOf(from, to, row && !loose, it.polarity); code != "" && end >= to {
					added = append(added, it.beside(code, from, to))
				}
			}
		}
	}
	return added
}

// kinsman adds family where the data are those of somebody's kin: お子さんの名前.
func (e *Entry) kinsman(added []itemAt, it *itemAt, lo int) []itemAt {
	if it.polarity != leaked {
		return added
	}
	if e.shared(it, lo) { // 世帯主及び家族の氏名
		added = append(added, it.beside("name", int(it.start), int(it.end)))
	}
	before := part(e.text.Norm, max(lo, int(it.start)-30), it.start)
	before = strings.TrimSuffix(strings.TrimRight(before, " "), "の")
	for _, w := range []string{"様", "さま", "さん", "等", "の方"} {
		before = strings.TrimSuffix(before, w)
	}
	untitled := func(w, title string) bool { // the title was cut off before
		own, ok := strings.CutSuffix(w, title)
		return ok && strings.HasSuffix(before, own)
	}
	for _, w := range kin {
		if strings.HasSuffix(before, w) || untitled(w, "さん") || untitled(w, "様") {
			if it.code() == "family" {
				return added
			}
			return append(added, it.beside("family", int(it.start), int(it.end)))
		}
	}
	return added
}

// shared reports whether the name of somebody's kin is asked for together with
// that of the person: 児童及び保護者の氏名.
func (e *Entry) shared(it *itemAt, lo int) bool {
	own := e.text.Norm[it.start:it.end]
	if it.code() != "family" || !endsAny(own, "氏名", "名前") {
		return false
	}
	before := strings.TrimRight(part(e.text.Norm, lo, it.start), " ")
	for _, w := range []string{"及び", "および", "並びに", "ならびに", "と", "・", "、", "や"} {
		if head, ok := strings.CutSuffix(before, w); ok {
			return endsAny(head, "本人", "世帯主", "児童", "生徒", "園児", "学生", "者", "様", "幼児", "員")
		}
	}
	return false
}

// headWords end the names of data by what they are of: 問合せの内容, 病状に関する記述.
var headWords = []string{"に関する情報", "に関する記録", "に関する記述", "に関するデータ", "に関する事項", "の内容", "の履歴", "の情報", "の記録", "の結果", "の状況", "の明細", "の残高"}

var headsSet = anyOf("に関する情報", "に関する記", "に関するデ", "に関する事", "の内容", "の履歴", "の情報", "の記録", "の結果", "の状況", "の明細", "の残高")

// ofKinds appends what sentence i says of data that are named by what they are of.
func (e *Entry) ofKinds(out []itemAt, i int, listed polarity) []itemAt {
	st := e.page.Sentences[i]
	if e.unaided || !e.holds(e.words(i), headsSet) || st.Heading || e.shows(i, englishMark) || listed == unsaid && !e.tells(i, leakClass) && !e.tells(i, modalClass) {
		return out
	}
	s := e.text.Norm[:st.End]
	for at := st.Start; at < st.End; {
		rest := s[at:]
		if rest[0] != "の"[0] {
			_, size := utf8.DecodeRuneInString(rest)
			at += size
			continue
		}
		end := 0
		for _, w := range headWords {
			if strings.HasPrefix(rest, w) {
				end = at + len(w)
				break
			}
		}
		if end == 0 {
			at += 3
			continue
		}
		from := at
		for from > st.Start {
			r, size := runeBefore(s, from)
			if !isKanji(r) && !isKatakana(r) && !isAlnum(r) && !strings.ContainsRune("おごせい", r) || r == '・' {
				break
			}
			from -= size
		}
		_, taken := pick(e.within(i, from, end), itemClass)
		if h, ok := pick(e.within(i, from, end), itemClass); ok && h.code() == "none" && !strings.Contains(s[from:end], "情報") {
			taken = false
		}
		if code := e.kindOf(from, end, false, excluded); !taken && from < at && code != "" {
			it := e.weighItem(i, hit{int32(from), int32(end), 0, itemClass}, listed)
			it.kind = code
			out = append(out, it)
		}
		at = end
	}
	return out
}

// skipTail gives where the words behind a member of a list end that belong to it:
// (フリガナ), 等, の写し.
func (e *Entry) skipTail(at, end int) int {
	s := e.text.Norm
	for again := true; again; {
		again = false
		if rest := s[at:end]; strings.HasPrefix(rest, "(") {
			if k := strings.IndexByte(rest, ')'); k > 0 && k < 160 {
				at += k + 1
				again = true
			}
		}
		for _, w := range tails {
			if strings.HasPrefix(s[at:end], w) {
				at += len(w)
				again = true
				break
			}
		}
	}
	return at
}

// separator gives where the member of a list behind what separates it begins.
func (e *Entry) separator(at, end int) (int, bool) {
	s := e.text.Norm
	found := false
	for again := true; again; {
		again = false
		rest := strings.TrimLeft(s[at:end], " ")
		if len(s[at:end])-len(rest) > 1 {
			return 0, false
		}
		for _, w := range separators {
			if strings.HasPrefix(rest, w) {
				at = end - len(rest) + len(w)
				found, again = true, true
				break
			}
		}
	}
	for at < end && s[at] == ' ' {
		at++
	}
	return at, found && at < end
}

// memberEnd gives where the member of a list that begins at from ends, and
// whether another may follow.
func (e *Entry) memberEnd(from, end int) (int, bool) {
	s := e.text.Norm
	at := from
	for at < end && at-from < 60 {
		rest := s[at:end]
		if rest[0] == ' ' && (len(rest) < 2 || rest[1] == ' ') || strings.ContainsRune(")]】」』。|;<>→", firstRune(rest)) || startsWith(rest, memberEnds) {
			break
		}
		if rest[0] == '(' {
			return at, true
		}
		if at > from {
			for _, w := range separators[:len(separators)-4] {
				if strings.HasPrefix(rest, w) {
					return at, true
				}
			}
			if strings.HasPrefix(rest, "等") && (len(rest) == len("等") || strings.ContainsRune("、。がをはのにで )", firstRune(rest[len("等"):]))) {
				return at, false
			}
			for _, w := range []string{"が", "は", "を", "に", "も", "で"} {
				if strings.HasPrefix(rest, w) {
					if r, _ := runeBefore(s, at); !isHiragana(r) && e.toldOf(at, end) {
						return at, false
					}
				}
			}
			if strings.HasPrefix(rest, "と") || strings.HasPrefix(rest, "や") {
				if r, _ := runeBefore(s, at); !isHiragana(r) {
					return at, true
				}
			}
		}
		_, size := utf8.DecodeRuneInString(rest)
		at += size
	}
	return at, false
}

// toldOf reports whether a word of leakage, or a denial, stands behind a place
// before the next comma.
func (e *Entry) toldOf(at, end int) bool {
	rest := e.text.Norm[at:end]
	if k := strings.Index(rest, "、"); k >= 0 {
		rest = rest[:k]
	} else if len(rest) < 60 && endsAny(rest, "います。", "いた。", "いる。", "ました。", "れた。", "った。") {
		return true
	}
	hs := e.hits
	lo, _ := slices.BinarySearchFunc(hs, int32(at), func(h hit, at int32) int { return cmp.Compare(h.start, at) })
	for _, h := range hs[lo:] {
		if int(h.start) >= at+len(rest) {
			return false
		}
		if h.of == leakClass || h.of == modalClass {
			return true
		}
	}
	return false
}

// memberBefore gives the member of a list that stands before another one, where
// it is plain where it begins. It is loose where only と or や stands between them.
func (e *Entry) memberBefore(before string, lo int) (from, to int, loose, ok bool) {
	trimmed := before
	for n, w := range separators {
		if t, cut := strings.CutSuffix(strings.TrimRight(before, " "), w); cut {
			trimmed, loose = t, n >= len(separators)-4
			break
		}
	}
	if trimmed == before {
		return 0, 0, false, false
	}
	a := 0
	for _, w := range []string{"は、", "には、", ":", "(", "  ", "・", "|", "として", "、", "…", "に "} {
		if k := strings.LastIndex(trimmed, w); k >= 0 && k+len(w) > a {
			a = k + len(w)
		}
	}
	if a == 0 && len(trimmed) > 45 {
		return 0, 0, false, false
	}
	cut := strings.TrimLeft(trimmed[a:], " ・○●■①②③④⑤⑥⑦⑧⑨⑩-*※(1234567890).")
	to = lo + len(trimmed)
	return to - len(cut), to, loose, cut != ""
}

// kindOf gives the code of the data that [from, to) names, "" where it is no data.
// In a row of data what has no code is other.
func (e *Entry) kindOf(from, to int, row bool, p polarity) string {
	name := strings.TrimSpace(e.text.Norm[from:to])
	last, _ := utf8.DecodeLastRuneInString(name)
	for _, w := range []string{"に関する情報", "の情報", "情報", "に係る情報", "のデータ", "データ", "に関する記述", "の記録", "の内容", "の一部", "の写し", "の有無", "の詳細"} {
		if t := strings.TrimSuffix(name, w); t != name && t != "" {
			name = t
			break
		}
	}
	n := utf8.RuneCountInString(name)
	if n < 2 || n > 20 || strings.HasPrefix(name, "「") || e.holds(name, noMembers) || strings.ContainsAny(name, "@:") || name == "世帯" {
		return ""
	}
	if k := strings.IndexAny(name, "0123456789"); k >= 0 && (!row || !startsAny(strings.TrimLeft(name[k:], "0123456789"), "か月", "ヶ月", "カ月", "桁", "年分", "年間", "回")) {
		return "" // a count, or the mark of a line
	}
	if isHiragana(last) && !endsAny(name, "ことば", "メモ", "けが", "やまい", "まとめ", "お住まい") {
		return ""
	}
	head, of := name, ""
	if strings.HasPrefix(name, "秘密の") {
		return "other"
	}
	if k := strings.LastIndex(name, "の"); k > 0 {
		head, of = name[k+len("の"):], name[:k]
	}
	if endsWith(head, ofPersons) {
		return ""
	}
	if p == leaked && (endsAny(of, kin...) || e.holds(of, emergencies)) {
		return "family"
	}
	if endsWith(of, ofPersons) {
		of = ""
	}
	for _, words := range []string{head, of} { // what it is tells more than what it is of
		if words == "" {
			continue
		}
		for k := range stems {
			if e.holds(words, stems[k].words) {
				return stems[k].code
			}
		}
	}
	if h, ok := pick(e.findIn(from, to), itemClass, "none"); ok && int(h.end-h.start) == len(name) {
		return ""
	}
	if endsWith(head, noMemberEnds) || p == excluded || !row {
		return ""
	}
	return "other"
}

// beside gives data at another place of which the text says the same.
func (it *itemAt) beside(code string, from, to int) itemAt {
	return itemAt{hit: hit{int32(from), int32(to), it.term, itemClass}, kind: code, sentence: it.sentence, polarity: it.polarity, leaks: it.leaks, spared: it.spared}
}
