package classify

import (
	"bytes"
	"os"
	"path/filepath"
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

// TestClassify wants of a model that it tells apart what it was taught, and
// that training on the same examples gives the same model.
func TestClassify(t *testing.T) {
	examples := []Example{
		{Sentence: Sentence{Text: "個人情報が漏えいしました。"}, Labels: []string{"leak"}},
		{Sentence: Sentence{Text: "会員情報が漏えいしました。"}, Labels: []string{"leak"}},
		{Sentence: Sentence{Text: "サービスを停止しました。"}, Labels: []string{"stop"}},
		{Sentence: Sentence{Text: "サイトを停止しました。"}, Labels: []string{"stop"}},
	}
	m := Train([]string{"leak", "stop"}, examples)
	for _, tc := range []struct {
		text string
		leak bool
	}{{"顧客情報が漏えいしました。", true}, {"サーバを停止しました。", false}} {
		p := m.Classify(nil, Sentence{Text: tc.text})
		if (p[0] > 0.5) != tc.leak || (p[1] > 0.5) == tc.leak {
			t.Errorf("%s: %v", tc.text, p)
		}
	}
	var once, again bytes.Buffer
	m.WriteTo(&once)
	Train([]string{"leak", "stop"}, examples).WriteTo(&again)
	if once.String() != again.String() {
		t.Error("two trainings gave two models")
	}
}
