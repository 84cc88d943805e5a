package classify

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestWritten wants each model of the recognizers to be written as it was read.
func TestWritten(t *testing.T) {
	paths, err := filepath.Glob("../recognize/model/*.model")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		m, err := Read(bytes.NewReader(want))
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		var got bytes.Buffer
		if _, err := m.WriteTo(&got); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%s is written otherwise than it was read", path)
		}
	}
}

// TestLanes wants sums that no lane of a row holds at once to be right, above and
// below zero beside each other.
func TestLanes(t *testing.T) {
	m, err := Read(strings.NewReader("classes\ta:0\tb:0\tc:0\td:0\te:0\n" +
		"80003042\t0:30000\t1:-30000\t2:1\t3:-1\t4:30000\n" + // あ
		"80003044\t0:-30000\t1:30000\t2:1\t3:-1\t4:-29999\n")) // い
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{strings.Repeat("あい", 50), strings.Repeat("あ", 50) + strings.Repeat("い", 50)} {
		got, err := m.Classify(Sentence{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		for c, sum := range []int32{0, 0, 100, -100, 50} {
			if got[c] != Probability(sum) {
				t.Errorf("class %s: %v, not %v", m.Classes[c], got[c], Probability(sum))
			}
		}
	}
}

// TestClassify wants of a model that it tells apart what it was taught, and
// that training on the same examples gives the same model.
func TestClassify(t *testing.T) {
	examples := []Example{
		{Sentence: Sentence{Text: "個人情報が漏えいしました。"}, Labels: []string{"leak"}},
		{Sentence: Sentence{Text: "会員情報が漏えいしました。"}, Labels: []string{"leak"}},
		{Sentence: Sentence{Text: "サービスを停止しました。"}, Labels: []string{"stop"}},
		{Sentence: Sentence{Text: "サイトを停止しました。"}, Labels: []string{"stop"}},
	}
	m, err := Train([]string{"leak", "stop"}, examples)
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		text string
		leak bool
	}{{"顧客情報が漏えいしました。", true}, {"サーバを停止しました。", false}} {
		p, err := m.Classify(Sentence{Text: tc.text})
		if err != nil {
			t.Fatal(err)
		}
		if (p[0] > 0.5) != tc.leak || (p[1] > 0.5) == tc.leak {
			t.Errorf("%s: %v", tc.text, p)
		}
	}
	var once, again bytes.Buffer
	m.WriteTo(&once)
	m, _ = Train([]string{"leak", "stop"}, examples)
	m.WriteTo(&again)
	if once.String() != again.String() {
		t.Error("two trainings gave two models")
	}
}

// TestSums wants the laid out models of the recognizers to give the sum of the
// weights of all runs in a sentence, each looked up by itself.
func TestSums(t *testing.T) {
	paths, err := filepath.Glob("../recognize/model/*.model")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	models := map[string]*Model{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if models[path], err = Read(bytes.NewReader(text)); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
	}
	set, err := Compile(models)
	if err != nil {
		t.Fatal(err)
	}
	sentences := []Sentence{
		{},
		{Text: "0"},
		{Text: "当社のサーバーが第三者による不正アクセスを受け、お客様の個人情報が漏えいした可能性があることが判明いたしました。"},
		{Text: "2024年4月1日、ネットワークを遮断し、警察へ被害届を提出するとともに、外部の専門機関に調査を依頼しました。\U00020B9F"},
		{Text: "On April 1, 2024 we notified the affected customers' card companies. 100%"},
		{Around: true, Before: "氏名、住所、", Text: "が流出しました。", Marks: 1<<24 | 3},
		{Around: true, Text: "に発覚\xff\xe3\x81"},
	}
	for path, m := range models {
		weights := map[string][]whole{} // by the tokens of the run
		names := make([]string, len(m.runs))
		for i, r := range m.runs[1:] {
			names[i+1] = names[r.from] + fmt.Sprintf(" %x", r.token)
			weights[names[i+1]] = r.weights
		}
		for _, s := range sentences {
			want := slices.Clone(m.bias)
			ts := s.tokens(nil)
			for a := range ts {
				var name strings.Builder
				for _, token := range ts[a:min(len(ts), a+longest)] {
					fmt.Fprintf(&name, " %x", token)
					for _, w := range weights[name.String()] {
						want[w.class] += w.w
					}
				}
			}
			var room Room
			if got := set.Models[path].Sums(&room, nil, set.Tokens(&room, nil, s)); !slices.Equal(got, want) {
				t.Errorf("%s: %+v: got %v, want %v", path, s, got, want)
			}
		}
	}
}

// TestReadRefuses wants what no model is written as to be refused by its line.
func TestReadRefuses(t *testing.T) {
	const head = "classes\ta:0\tb:-5\n"
	for _, tc := range []struct{ text, want string }{
		{"", "empty"},
		{"runs\ta:0\n", "line 1"},
		{"classes\ta\n", "line 1"},
		{head + "xyz\t0:1\n", "line 2"},
		{head + "41\t2:1\n", "line 2: there is no class"},
		{head + "41\t-1:1\n", "line 2: there is no class"},
		{head + "41\t0\n", "line 2"},
		{head + "41\t0:99999\n", "line 2"},
		{head + "41\t0:1\n41\t1:1\n", "line 3"},
		{head + "41,42\t0:1\n41\t1:1\n", "line 3"},
	} {
		if _, err := Read(strings.NewReader(tc.text)); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%q: got the error %v, want one that says %q", tc.text, err, tc.want)
		}
	}
}

// TestCompileRefuses wants a model with more classes than a cell can name to be
// refused.
func TestCompileRefuses(t *testing.T) {
	m := &Model{Classes: make([]string, maxClasses+1), bias: make([]int32, maxClasses+1), runs: make([]run, 1)}
	if _, err := Compile(map[string]*Model{"wide": m}); err == nil || !strings.Contains(err.Error(), "wide") {
		t.Errorf("got the error %v, want one that names the model", err)
	}
}

// TestLeast wants the sum for a probability to be the first that reaches it.
func TestLeast(t *testing.T) {
	for _, p := range []float32{0.01, 0.4, 0.5, 0.6, 0.93, 0.99} {
		if x := Least(p); Probability(x) < p || Probability(x-1) >= p {
			t.Errorf("Least(%v) = %d, of the probability %v, before it %v", p, x, Probability(x), Probability(x-1))
		}
	}
}
