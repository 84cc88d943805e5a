package document

import (
	"fmt"
	"os"
	"testing"
)

func TestPath(t *testing.T) {
	b, _ := os.ReadFile(os.Getenv("PAGE"))
	if b == nil {
		t.Skip()
	}
	d, err := Read(b, "text/html")
	fmt.Printf("%+v %v\n", d, err)
}
