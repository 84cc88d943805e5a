package classify

import (
	"bytes"
	"os"
	"path/filepath"
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
