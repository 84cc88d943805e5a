package identity

import (
	"errors"
	"fmt"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// CorporateNumber is a 法人番号: 13 digits, the first of which is a check digit.
// The zero value is none.
type CorporateNumber string

// What is wrong with a corporate number.
var (
	ErrNumberForm = errors.New("a corporate number has 13 digits, the first of them 1 to 9")
	ErrCheckDigit = errors.New("the check digit is wrong")
)

// ParseCorporateNumber reads a corporate number in any width, with or without
// spaces and hyphens, and proves its check digit: 9 less the remainder by 9 of
// the sum of Pn × Qn, Pn being the n-th digit from the right of the twelve
// behind it, and Qn 1 where n is odd and 2 where it is even.
//
// Source: 行政手続における特定の個人を識別するための番号の利用等に関する法律 39条,
// 同法施行令 35条, and 法人番号の指定等に関する省令 (平成26年財務省令第70号) 2条.
//
// Errors wrap [ErrNumberForm] or [ErrCheckDigit].
func ParseCorporateNumber(s string) (CorporateNumber, error) {
	if len(s) > 200 {
		return "", fmt.Errorf("a text of %d bytes: %w", len(s), ErrNumberForm)
	}
	digits := make([]byte, 0, 13)
	for _, r := range norm.NFKC.String(s) {
		switch {
		case r >= '0' && r <= '9':
			digits = append(digits, byte(r))
		case unicode.IsSpace(r), unicode.Is(unicode.Pd, r), r == '−', r == 'ー':
		default:
			return "", fmt.Errorf("%q: %w", s, ErrNumberForm)
		}
	}
	if len(digits) != 13 || digits[0] == '0' {
		return "", fmt.Errorf("%q: %w", s, ErrNumberForm)
	}
	if want := checkDigit(digits[1:]); digits[0] != want {
		return "", fmt.Errorf("%q: %w: it is %c, and the others give %c", s, ErrCheckDigit, digits[0], want)
	}
	return CorporateNumber(digits), nil
}

// checkDigit gives the check digit of twelve digits.
func checkDigit(twelve []byte) byte {
	sum := 0
	for i, d := range twelve {
		q := 1 + (len(twelve)-i+1)%2 // the last one is the first from the right
		sum += int(d-'0') * q
	}
	return byte('0' + 9 - sum%9)
}
