package cases

import (
	"bufio"
	_ "embed"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How many different names there are. The i-th of them has a share in all
// mentions that falls with i (Zipf's law).
const (
	organizations = 40_000
	suppliers     = 4_000
	products      = 5_000
	places        = 4_000
)

// one chooses any of them.
func one[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

func chance(r *rand.Rand, percent int) bool { return r.IntN(100) < percent }

// zipf gives a number below n, small ones often.
func zipf(r *rand.Rand, s, v float64, n uint64) uint64 { return rand.NewZipf(r, s, v, n-1).Uint64() }

var (
	placeHeads = strings.Fields("青葉 朝霧 浅瀬 有松 石坂 泉野 磯部 稲穂 岩瀬 内海 梅里 江ノ森 大沼 岡崎野 沖波 小木 霞ヶ原 風早 柏森 金沢目 川辺 北浜 桐山 草薙野 熊谷原 栗林 黒岩 小松原 桜庭 里見 汐見 島越 白樺 杉戸野 鈴鹿野 瀬戸原 園部野 高遠 滝沢野 竹生 立花野 玉川瀬 千鳥 月見 鶴巻 寺泊野 戸塚原 鳥越 中洲 名取原 波多野 新堀 西脇野 沼田原 根岸野 野々宮 萩原 橋立 花園 浜名野 早瀬 東雲 日向野 平塚原 広瀬 深川野 藤沢野 船越 古河原 星ヶ丘 堀越 前橋野 松風 三日月 水無瀬 緑ヶ浦 南雲 美波 宮前 武蔵原 森ノ瀬 山辺 夕凪 横瀬 吉野原 若草 和泉原 渡瀬")
	placeTails = strings.Fields("市 市 市 市 町 町 町 村 区 県 市北区 市中央区 市南区 郡三田町 郡上野町")
	surnames   = strings.Fields("青山 秋元 浅井 阿部 荒木 飯田 池上 石塚 板倉 市川 伊東 稲垣 今西 岩崎 上原 内山 梅田 江口 大石 岡田 奥村 小野 柏木 片桐 加納 神谷 川端 菊地 岸本 北村 木下 熊谷 黒沢 小池 古賀 小島 近藤 斉藤 坂井 桜井 佐野 沢田 志村 柴田 島田 清水 新谷 杉本 鈴木 須藤 関口 高瀬 滝川 竹内 田村 千葉 津田 寺田 富永 中西 長尾 永井 成田 西岡 野口 野村 橋本 長谷部 服部 浜田 原口 東野 平井 福島 藤井 古川 星野 堀内 本間 前川 松岡 丸山 三浦 水野 宮崎 村上 森田 矢野 山内 横田 吉岡 渡部")
	givens     = strings.Fields("明 愛 彩 郁子 一郎 英樹 恵美 修 和也 香織 健太 浩二 幸子 聡 早苗 茂 純一 翔太 慎吾 節子 大輔 孝 千尋 徹 直美 信夫 春香 久志 秀明 裕子 文雄 誠 正樹 真由美 美穂 実 恵 康夫 由紀 良太 玲奈 渉")
	kana       = strings.Fields("ア イ ウ エ オ カ キ ク ケ コ サ シ ス セ タ チ ツ テ ト ナ ニ ノ ハ ヒ フ ヘ ホ マ ミ ム メ モ ヤ ユ ヨ ラ リ ル レ ロ ワ ガ ギ グ ゴ ザ ジ ズ ダ デ ド バ ビ ブ ベ ボ パ ピ プ ペ ポ アン イン エン オン カン キン クス コン サン シス ステ セン ソル タン テク テラ トラ ナビ ネス ネク ノヴァ ハル ビズ フィ フォ ブル プロ ベル マー ミラ メディ ユニ ライ リン ルミ レン ロゴ")
	trades     = strings.Fields("商事 電機 建設 運輸 食品 製薬 印刷 出版 不動産 観光 交通 ガス 電力 化学 精機 繊維 酒造 菓子舗 書店 薬局 百貨店 家具 水産 農産 環境 警備 物流 通信 放送 学園 福祉会 工業 金属 自動車 機器 住建 塗装 文具 楽器 眼鏡")
	latinHeads = strings.Fields("Aoba Blue Cedar Delta Evergreen Fuji Global Harbor Indigo Juniper Kaze Lumina Mirai North Orion Pacific Quartz River Sakura Terra Umi Vertex Willow Yume Zenith")
	latinTails = strings.Fields("Systems Works Trading Foods Logistics Instruments Medical Design Networks Travel Books Energy Mobility Partners Labs")
)

// words are those of words.tsv, each as often as it stands in the notices it is
// from, so that choosing any of them chooses by frequency. Those that tell of
// publications are left out: a date beside one would be that of another notice.
var words = struct{ kanji, kana []string }{}

//go:embed words.tsv
var wordsTSV string

var publishing = regexp.MustCompile("公表|発表|開示|掲載|報告|公開|続報|一報|最終報|プレスリリース|リリース|ニュース")

func init() {
	for line := range lines(wordsTSV) {
		word, count, _ := strings.Cut(line, "\t")
		n, err := strconv.Atoi(count)
		if err != nil {
			panic("words.tsv: " + line)
		}
		if publishing.MatchString(word) {
			continue
		}
		list := &words.kanji
		if first, _ := utf8.DecodeRuneInString(word); unicode.Is(unicode.Katakana, first) {
			list = &words.kana
		}
		for range n {
			*list = append(*list, word)
		}
	}
}

// lines gives the lines of a file that are no comments.
func lines(file string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for s := bufio.NewScanner(strings.NewReader(file)); s.Scan(); {
			if line := s.Text(); line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}

// kanaName makes a name of syllables.
func kanaName(r *rand.Rand, least, most int) string {
	var b strings.Builder
	for range least + r.IntN(most-least+1) {
		b.WriteString(one(r, kana))
	}
	if chance(r, 20) {
		b.WriteString("ー")
	}
	return b.String()
}

func (w *writer) place() string {
	return placeName(random(w.seed, ofPlace, zipf(w.r, 1.1, 10, places)))
}

func placeName(r *rand.Rand) string {
	head := one(r, placeHeads)
	if chance(r, 60) {
		head = string([]rune("東西南北上中下新元大小")[r.IntN(11)]) + head
	}
	return head + one(r, placeTails)
}

func (w *writer) person() string {
	switch name := one(w.r, surnames); {
	case chance(w.r, 10):
		return kanaName(w.r, 2, 3) + "　" + kanaName(w.r, 2, 2) // a reading
	case chance(w.r, 50):
		return name
	default:
		return name + " " + one(w.r, givens)
	}
}

func (w *writer) product() string {
	r := random(w.seed, ofProduct, zipf(w.r, 1.15, 5, products))
	name := kanaName(r, 2, 4)
	if chance(r, 15) {
		name = one(r, latinHeads) + one(r, latinTails)
	}
	return name + one(r, []string{"", "", "クラウド", "ＶＰＮ", "ポータル", "サーバー", " CMS", "ルーター", "メール", "ゲートウェイ", " Server", "ファイル便"})
}

// word makes a word of one or two of the notices', as a heading of a form or
// the name of a department may be.
func (w *writer) word() string {
	switch first := one(w.r, words.kanji); w.r.IntN(8) {
	case 0, 1, 2, 3:
		return first
	case 4, 5:
		return first + one(w.r, words.kanji)
	case 6:
		return one(w.r, words.kana) + first
	default:
		return first + one(w.r, words.kana)
	}
}

// organization gives the name of the i-th, always the same.
func organization(seed, i uint64) string {
	r := random(seed, ofOrganization, i)
	head := one(r, placeHeads)
	switch n := r.IntN(100); {
	case n < 12:
		return head + one(r, placeTails)
	case n < 16:
		return head + one(r, []string{"市教育委員会", "県教育委員会", "市社会福祉協議会", "県立病院機構"})
	case n < 22:
		return one(r, []string{"国立大学法人", "学校法人", "公立大学法人"}) + head + one(r, []string{"大学", "学院大学", "工科大学", "女子大学", "学園"})
	case n < 30:
		return one(r, []string{"医療法人", "医療法人社団", "社会医療法人"}) + head + one(r, []string{"会", "会 " + one(r, placeHeads) + "病院", "会" + one(r, placeHeads) + "クリニック"})
	case n < 36:
		return one(r, []string{"一般社団法人", "公益財団法人", "特定非営利活動法人"}) + head + one(r, words.kanji) + one(r, []string{"協会", "財団", "振興会", "センター"})
	case n < 40:
		return head + one(r, []string{"銀行", "信用金庫", "農業協同組合", "生活協同組合"})
	case n < 46:
		return one(r, latinHeads) + " " + one(r, latinTails) + one(r, []string{" Co., Ltd.", " Inc.", " K.K.", " Ltd."})
	default:
		return company(r)
	}
}

// company makes a name with its legal form.
func company(r *rand.Rand) string {
	var name string
	switch r.IntN(4) {
	case 0:
		name = kanaName(r, 2, 4)
	case 1:
		name = one(r, placeHeads) + one(r, trades)
	case 2:
		name = kanaName(r, 1, 3) + one(r, trades)
	default:
		name = one(r, surnames) + one(r, words.kana)
	}
	switch r.IntN(10) {
	case 0, 1, 2, 3, 4:
		return "株式会社" + name
	case 5, 6, 7:
		return name + "株式会社"
	case 8:
		return "有限会社" + name
	default:
		return "合同会社" + name
	}
}

// service gives one of the few services of the organization.
func (w *writer) service() string {
	r := random(w.seed, ofOrganization, w.org<<8|1+uint64(w.variant))
	switch r.IntN(4) {
	case 0:
		return one(r, placeHeads) + one(r, []string{"ポータル", "オンライン", "予約システム", "アプリ", "電子申請"})
	case 1:
		return kanaName(r, 2, 4) + one(r, []string{"マート", "オンラインショップ", "クラブ", "ナビ", "ネット", "Pay"})
	case 2:
		return one(r, words.kana) + one(r, []string{"ストア", "カード", "会員サイト", "スタイル"})
	default:
		return "「" + kanaName(r, 2, 3) + one(r, words.kana) + "」"
	}
}
