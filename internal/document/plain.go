package document

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"jikenbo"
)

// Text reads b, a notice in any charset that Japanese notices come in, and
// gives it as UTF-8 with the charset's name: utf-8, shift_jis, euc-jp,
// iso-2022-jp, utf-16le or utf-16be.
//
// The public contract says that spans are byte offsets in the file's text as
// UTF-8: in a UTF-8 file without a byte order mark they are the offsets in the
// file itself, for the text is its very bytes. A byte order mark is no part of
// the text; newlines stay as they are. Text depends on b alone, so the same
// bytes give the same text at any time.
//
// The charset is found without any declaration. A byte order mark decides,
// then the escape sequences of ISO-2022-JP, then validity as UTF-8; what is
// left is in the charset in which it reads most like Japanese (see detect.go).
// A UTF-8 mark in front of another charset, as careless tools put it, is
// dropped. UTF-16 is read without its mark too, unless its bytes happen to be
// ASCII (ああ is 0B0B), which takes a few characters and no newline.
//
// shift_jis stands for CP932, with ①㈱髙﨑№ and 外字 (U+E000 and on), and
// euc-jp and iso-2022-jp have the same extensions where these fit in. Bytes 5C
// and 7E are \ and ~. As in Windows and the WHATWG Encoding Standard, 8160 (1-33
// of JIS X 0208) becomes ～ U+FF5E, not 〜 U+301C, and 817C (1-61) － U+FF0D.
//
// An empty or blank text is [jikenbo.ErrEmpty]. Binary data, a bad byte, half a
// character at the end, a lone surrogate and charsets that are not read are
// [jikenbo.ErrNotText], with the byte offset in b: nothing is ever replaced by
// U+FFFD.
func Text(b []byte) (text, charset string, err error) {
	if kind := magic(b); kind != "" {
		return "", "", fmt.Errorf("%w: %s; save its content as plain text", jikenbo.ErrNotText, kind)
	}
	cs, text, err := decode(b)
	if err != nil {
		return "", "", err
	}
	if text == "" {
		return "", "", fmt.Errorf("%w: there is nothing in it", jikenbo.ErrEmpty)
	}
	if strings.IndexFunc(text, func(r rune) bool { return !isBlank(r) }) < 0 {
		return "", "", fmt.Errorf("%w: there is nothing but white space in it", jikenbo.ErrEmpty)
	}
	return text, cs.name, nil
}

func decode(b []byte) (cs charset, text string, err error) {
	before := 0
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		text, err = utf16LE.decodeUTF16(b[2:], 2)
		return utf16LE, text, err
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		text, err = utf16BE.decodeUTF16(b[2:], 2)
		return utf16BE, text, err
	case bytes.HasPrefix(b, []byte("\ufeff")):
		before = len("\ufeff")
		b = b[before:]
	}
	if err = controls(b, before); err != nil {
		if cs, ok := guessUTF16(b); ok {
			text, err = cs.decodeUTF16(b, before)
			return cs, text, err
		}
		return cs, "", err
	}
	if isISO2022JP(b) {
		text, err = decodeISO2022JP(b, before)
		return iso2022JP, text, err
	}
	if utf8.Valid(b) {
		return utf8Charset, string(b), nil
	}
	if cs = guess(b); cs.name == windows1252.name {
		_, err = utf8Charset.decode(b, before)
		return cs, "", fmt.Errorf("%w (it seems to be %s; what is read is %s)", err, cs.name, charsetNames)
	}
	text, err = cs.decode(b, before)
	return cs, text, err
}

func (cs charset) decodeUTF16(b []byte, before int) (string, error) {
	text, err := cs.decode(b, before)
	if err != nil {
		return "", err
	}
	if err := controls(text, 0); err != nil {
		return "", fmt.Errorf("%w (counted in the text as UTF-8)", err)
	}
	return text, nil
}

// controls refuses binary data: a NUL, or more control characters than slips
// explain. It holds for every charset but UTF-16, whose bytes have them
// rightly; there it holds for the text.
func controls[T string | []byte](b T, before int) error {
	const harmless = 1<<'\t' | 1<<'\n' | 1<<'\v' | 1<<'\f' | 1<<'\r' | 1<<0x1b // ESC: ISO-2022-JP, colours of a terminal
	n, first := 0, 0
	for i := range len(b) {
		if c := b[i]; c < 0x20 && harmless>>c&1 == 0 {
			if n++; n == 1 || c == 0 {
				first = i
			}
			if c == 0 {
				break
			}
		}
	}
	what := "a NUL"
	switch {
	case n == 0 || b[first] != 0 && n <= 1+len(b)/100:
		return nil
	case b[first] != 0:
		what = fmt.Sprintf("the first of %d control characters", n)
	}
	return fmt.Errorf("%w: byte %d (line %d): %s, as binary data has; give the notice as plain text",
		jikenbo.ErrNotText, before+first, 1+bytes.Count([]byte(b[:first]), []byte("\n")), what)
}

func isBlank(r rune) bool {
	return unicode.IsSpace(r) || r < 0x20 || r == '\ufeff' || r == '\u200b'
}

// kinds are the kinds of data that are told by how they begin.
var kinds = []struct{ prefix, kind string }{
	{"%PDF-", "a PDF document"},
	{"PK\x03\x04", "a ZIP archive or an Office document (docx, xlsx, pptx, odt)"},
	{"PK\x05\x06", "an empty ZIP archive"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (doc, xls, ppt)"},
	{"{\\rtf", "a rich text document (RTF)"},
	{"\x89PNG\r\n\x1a\n", "a PNG image"},
	{"\xff\xd8\xff", "a JPEG image"},
	{"GIF87a", "a GIF image"},
	{"GIF89a", "a GIF image"},
	{"II*\x00", "a TIFF image"},
	{"MM\x00*", "a TIFF image"},
	{"\x7fELF", "an ELF program"},
	{"\xca\xfe\xba\xbe", "a program (Mach-O or Java class)"},
	{"\xcf\xfa\xed\xfe", "a Mach-O program"},
	{"\x00asm", "a WebAssembly program"},
	{"SQLite format 3\x00", "an SQLite database"},
	{"\x1f\x8b", "a gzip archive"},
	{"\xfd7zXZ\x00", "an xz archive"},
	{"\x28\xb5\x2f\xfd", "a zstd archive"},
	{"7z\xbc\xaf\x27\x1c", "a 7z archive"},
	{"Rar!\x1a\x07", "a RAR archive"},
	{"\xff\xfe\x00\x00", "a text in UTF-32, which is not read"},
	{"\x00\x00\xfe\xff", "a text in UTF-32, which is not read"},
}

// magic names the kind of data that b begins like, "" if it may be a text.
func magic(b []byte) string {
	for _, k := range kinds {
		if bytes.HasPrefix(b, []byte(k.prefix)) {
			return k.kind
		}
	}
	switch {
	case len(b) >= 12 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP":
		return "a WebP image"
	case bytes.HasPrefix(b, []byte("MZ")) && bytes.IndexByte(b[:min(len(b), 64)], 0) >= 0:
		return "a Windows program"
	case bytes.HasPrefix(b, []byte("BZh")) && len(b) >= 10 && string(b[4:10]) == "1AY&SY":
		return "a bzip2 archive"
	}
	return ""
}
