package casebook

import (
	"path/filepath"
	"testing"
)

func TestEdition(t *testing.T) {
	path := filepath.Join(t.TempDir(), "casebook")
	open := func() *Book {
		b, err := Open(t.Context(), path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { b.Close() })
		return b
	}
	reader, writer := open(), open()
	edition := func() Edition {
		e, err := reader.Edition(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	empty := edition()
	out := add(t, writer, page(1))[0]
	added := edition()
	if added == empty {
		t.Error("a notice was added, and the edition is the same")
	}
	if again := edition(); again != added {
		t.Errorf("nothing changed, and %v became %v", added, again)
	}
	if _, err := writer.Case(t.Context(), out.Entries[0].Number); err != nil {
		t.Fatal(err)
	}
	if edition() != added {
		t.Error("reading changes the edition")
	}
	if _, err := writer.Withdraw(t.Context(), out.Entries[0].Number, "editor", "a duplicate", 1); err != nil {
		t.Fatal(err)
	}
	withdrawn := edition()
	if withdrawn == added {
		t.Error("a case was withdrawn, and the edition is the same")
	}
	if _, err := writer.List(t.Context(), Feed{Name: "feed"}, []Listed{{URL: "https://a.example/", Address: "https://a.example/", Host: "a.example"}}, PageListed); err != nil {
		t.Fatal(err)
	}
	if edition() == withdrawn {
		t.Error("a page was listed, and the edition is the same")
	}
}
