package identity

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func aliases(t *testing.T, rows ...string) (*Aliases, error) {
	t.Helper()
	return ReadAliases(strings.NewReader(strings.ReplaceAll(strings.Join(rows, "\n"), "|", "\t")), "test")
}

func TestDefault(t *testing.T) {
	address := regexp.MustCompile(`^https?://[^ ]+\.[^ ]+/`)
	for _, row := range Default().All() {
		if !address.MatchString(row.Source) {
			if _, err := os.Stat(filepath.Join("..", "..", row.Source)); err != nil {
				t.Errorf("%s %s %s: the source %q is neither an address nor a file of the repository", row.Name, row.Kind, row.Value, row.Source)
			}
		}
		if row.Kind == FormerName && row.From.IsZero() {
			t.Errorf("%s: it is not said when %s ceased", row.Name, row.Value)
		}
		if row.Kind.IsName() && Compare(row.Name, row.Value) != Same {
			t.Errorf("%s and %s are not the same", row.Name, row.Value)
		}
	}
	if got := Compare("日立化成", "株式会社レゾナック"); got != Same {
		t.Errorf("a name before the last one: %v", got)
	}
	if got := Compare("レゾナックグループ", "日立化成"); got != Possible {
		t.Errorf("the group by a former name: %v", got)
	}
	if got := Compare("昭和電工", "昭和電工マテリアルズ"); got != Possible {
		t.Errorf("two organizations whose names begin alike: %v", got)
	}
	if got := Compare("日本ユニシス 関西支社", "BIPROGY株式会社"); got != Possible {
		t.Errorf("a branch by a former name: %v", got)
	}
}

func TestReadAliases(t *testing.T) {
	for _, test := range []struct {
		name, want string
		rows       []string
	}{
		{"columns", "five columns", []string{"甲|former|乙"}},
		{"kind", "no kind", []string{"甲|brother|乙||x"}},
		{"source", "needs a source", []string{"甲|former|乙|2020-01-01|"}},
		{"value", "a name and a value", []string{"甲|former|||x"}},
		{"date", "from", []string{"甲|former|乙|2020-13-01|x"}},
		{"number", "check digit", []string{"甲|number|7000012050003||x"}},
		{"sector", "no sector", []string{"甲|sector|Z||x"}},
		{"two organizations", "a name of 甲", []string{"甲|former|乙||x", "丙|former|乙||y"}},
		{"a circle of two", "leads back", []string{"甲|former|乙||x", "乙|former|甲||x"}},
		{"a circle of three", "leads back", []string{"甲|former|乙||x", "乙|former|丙||x", "丙|short|甲||x"}},
		{"a group of itself", "no group of itself", []string{"甲|group|乙||x", "甲|former|乙||x"}},
		{"one number of two", "two organizations", []string{"甲|number|7000012050002||x", "乙|number|7000012050002||x"}},
		{"two numbers of one", "two numbers", []string{"甲|number|7000012050002||x", "乙|former|甲||x", "乙|number|4011001098993||x"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := aliases(t, test.rows...)
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), "test") {
				t.Errorf("got %v, want an error that names the file and says %q", err, test.want)
			}
		})
	}
	a, err := aliases(t, "# a head", "", "株式会社甲斐屋|former|甲斐商店|2020|x", "甲斐商店|former|甲斐屋本家|2010|x", "株式会社甲斐屋|shop|かいや公式ストア||x", "株式会社甲斐屋|group|甲斐グループ||x", "株式会社甲斐屋|sector|I||x")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		a, b string
		want Likeness
	}{
		{"甲斐屋本家", "甲斐屋", Same},
		{"(株)甲斐商店", "かいや公式ストア", Same},
		{"甲斐屋本家", "甲斐グループ", Possible},
		{"甲斐屋本家", "乙川商店", Different},
	} {
		if got := a.Compare(test.a, test.b); got != test.want {
			t.Errorf("Compare(%q, %q) = %v, want %v", test.a, test.b, got, test.want)
		}
		if got := a.Compare(test.b, test.a); got != test.want {
			t.Errorf("Compare(%q, %q) = %v, want %v", test.b, test.a, got, test.want)
		}
	}
	if n := len(a.Of("甲斐屋本家")); n != 5 {
		t.Errorf("%d rows of it by its first name, want 5", n)
	}
	if a.Key("甲斐商店 広報部") != a.Key("甲斐屋") || a.Key("甲斐屋 東店") == a.Key("甲斐屋") {
		t.Error("a section is another organization, or a shop is not")
	}
	if a.Key("甲斐屋本家") != Key("甲斐屋") {
		t.Error("the key of a former name is not that of the name now")
	}
	var none *Aliases
	if none.Compare("甲斐屋", "甲斐屋 様") != Same || none.Of("甲斐屋") != nil || none.Key("(株)甲斐屋") != "甲斐屋" {
		t.Error("no aliases do not know what is written alike")
	}
}

func TestLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "own.tsv")
	write := func(s string) {
		if err := os.WriteFile(path, []byte(strings.ReplaceAll(s, "|", "\t")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("株式会社甲斐屋|former|甲斐商店|2020|x\n")
	a, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if a.Compare("甲斐商店", "甲斐屋") != Same || a.Compare("日本ユニシス", "BIPROGY") != Same {
		t.Error("the aliases are not those of the file and of the project")
	}
	write("株式会社甲斐屋|former|日本ユニシス|2020|x\n")
	if _, err := Load(path); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("what contradicts the aliases of the project: %v", err)
	}
	if _, err := Load(path + ".not"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

func TestSetDefault(t *testing.T) {
	a, err := aliases(t, "株式会社甲斐屋|former|甲斐商店|2020|x", "株式会社甲斐屋|shop|かいや公式ストア||x")
	if err != nil {
		t.Fatal(err)
	}
	SetDefault(a)
	t.Cleanup(func() { SetDefault(nil) })
	if Compare("甲斐商店", "甲斐屋") != Same || Compare("日本ユニシス", "BIPROGY") != Different {
		t.Error("the aliases are not those that were set")
	}
	SetDefault(nil)
	if Compare("甲斐商店", "甲斐屋") == Same || Compare("日本ユニシス", "BIPROGY") != Same {
		t.Error("the aliases are not those of the project again")
	}
	b, err := aliases(t, "株式会社甲斐屋|shop|かいや公式ストア||y", "株式会社甲斐屋|former|甲斐商店|2020|x")
	if err != nil || b.Sum() != a.Sum() {
		t.Errorf("the same aliases in another order have another sum, or %v", err)
	}
	if a.Sum() == Default().Sum() || a.Sum() == (*Aliases)(nil).Sum() {
		t.Error("other aliases have the same sum")
	}
}

func TestParseCorporateNumber(t *testing.T) {
	for _, s := range []string{"7000012050002", "７０００012050002", "7-0000-1205-0002", " 7 0000 1205 0002 ", "７－００００－１２０５－０００２"} {
		if n, err := ParseCorporateNumber(s); n != "7000012050002" || err != nil {
			t.Errorf("%q: %q, %v", s, n, err)
		}
	}
	for _, s := range []string{"4011001098993", "7123456789012", "2120901007402"} { // as published with the rule
		if _, err := ParseCorporateNumber(s); err != nil {
			t.Error(err)
		}
	}
	for i := range 13 {
		for d := byte('0'); d <= '9'; d++ {
			b := []byte("7000012050002")
			was := b[i]
			if b[i] = d; d == was || (i > 0 && (d == '0' && was == '9' || d == '9' && was == '0')) {
				continue // 0 and 9 are one to the rule
			}
			if _, err := ParseCorporateNumber(string(b)); err == nil {
				t.Errorf("%s: a wrong digit is not seen", b)
			}
		}
	}
	for _, s := range []string{"", "700001205000", "70000120500021", "0000020000010", "7000012O50002", "法人番号", strings.Repeat("7", 1000)} {
		if _, err := ParseCorporateNumber(s); !errors.Is(err, ErrNumberForm) {
			t.Errorf("%q: %v", s, err)
		}
	}
	if _, err := ParseCorporateNumber("6000012050002"); !errors.Is(err, ErrCheckDigit) {
		t.Errorf("another check digit: %v", err)
	}
}

func TestSector(t *testing.T) {
	if len(Divisions) != 20 {
		t.Fatalf("%d divisions, want 20", len(Divisions))
	}
	for i, d := range Divisions {
		if d.Sector != Sector(rune('A'+i)) {
			t.Errorf("division %d is %s", i, d.Sector)
		}
		for _, s := range []string{string(d.Sector), strings.ToLower(string(d.Sector)), d.Japanese, d.English, string(d.Sector) + " " + d.Japanese, strings.ReplaceAll(d.Japanese, "、", ",")} {
			if got, err := ParseSector(s); got != d.Sector || err != nil {
				t.Errorf("ParseSector(%q) = %q, %v", s, got, err)
			}
		}
		if d.Sector.Label("ja") != d.Japanese || d.Sector.Label("en") != d.English {
			t.Errorf("labels of %s: %q, %q", d.Sector, d.Sector.Label("ja"), d.Sector.Label("en"))
		}
	}
	for s, want := range map[string]Sector{"小売業": "I", "金融・保険業": "J", "医療": "P", "情報通信業": "G", "Ｇ　情報通信業": "G"} {
		if got, err := ParseSector(s); got != want || err != nil {
			t.Errorf("ParseSector(%q) = %q, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "U", "製", "E 建設業", "宇宙業"} {
		if got, err := ParseSector(s); err == nil {
			t.Errorf("ParseSector(%q) = %q", s, got)
		}
	}
	if Sector("U").Label("ja") != "" {
		t.Error("a label of no sector")
	}
}
