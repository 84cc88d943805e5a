package web

import (
	"strings"

	"golang.org/x/text/width"
)

// compareFold orders names without regard to width and case.
func compareFold(a, b string) int {
	return strings.Compare(strings.ToLower(width.Fold.String(a)), strings.ToLower(width.Fold.String(b)))
}

// clipBytes bounds a text.
func clipBytes(s string, most int) string {
	return strings.ToValidUTF8(s[:min(len(s), most)], "")
}
