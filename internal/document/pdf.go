package document

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"jikenbo"

	"golang.org/x/text/unicode/norm"
)

// isPDF reports whether b has the header of a PDF in its first KiB, where
// readers look for it (ISO 32000-1, Annex H.3.4.1).
func isPDF(b []byte, _ string) bool {
	return bytes.HasPrefix(b, []byte("%PDF-")) ||
		bytes.Contains(b[:min(len(b), 1024)], []byte("%PDF-")) && bytes.Contains(b, []byte("startxref"))
}

// readPDF reads the text of a PDF in reading order: a line of Text is a
// paragraph, a heading, an item of a list or a row of a table, whose cells are
// two ideographic spaces apart. Running heads and page numbers are left out.
//
// Title and Author are what the document information says, unless it is only
// what a program fills in. When the file was made is a remark: it is not when
// the notice was published.
func readPDF(ctx context.Context, b []byte, _ contentType) (Document, error) {
	var d Document
	err := withPDF(ctx, b, maxPDFTime, func(p *pdf) error {
		n, err := p.pages()
		if err != nil {
			return err
		}
		var (
			l               layout
			scanned, broken []int
			cause           error
			unmapped        int
		)
		for i := range n {
			gs, err := p.glyphs(i)
			switch {
			case errors.Is(err, jikenbo.ErrTooLarge):
				return err
			case err != nil:
				broken, cause = append(broken, i+1), err
				continue
			}
			kept := gs[:0]
			for _, g := range gs {
				if g.unmapped {
					unmapped++
				} else {
					kept = append(kept, g)
				}
			}
			if !l.page(kept) {
				scanned = append(scanned, i+1)
			}
		}
		d.Text = l.text()
		d.Title, d.Author = metaTitle(p.meta("Title")), metaAuthor(p.meta("Author"))
		switch {
		case d.Text != "":
		case len(broken) > 0:
			return fmt.Errorf("%w: a broken PDF document, none of whose pages can be read (%s)", jikenbo.ErrNotText, firstLine(cause))
		case unmapped > 0:
			return fmt.Errorf("%w: a PDF document whose fonts do not say which characters they show; it must be put through character recognition (OCR) first", jikenbo.ErrEmpty)
		default:
			return fmt.Errorf("%w: a PDF document without a text layer, as scanners make them; it must be put through character recognition (OCR) first", jikenbo.ErrEmpty)
		}
		if l.vertical {
			d.Remarks = append(d.Remarks, "vertical writing")
		}
		if len(scanned) > 0 {
			d.Remarks = append(d.Remarks, fmt.Sprintf("no text on page %s of %d", list(scanned), n))
		}
		if len(broken) > 0 {
			d.Remarks = append(d.Remarks, fmt.Sprintf("page %s of %d cannot be read", list(broken), n))
		}
		if unmapped > 0 {
			d.Remarks = append(d.Remarks, fmt.Sprintf("%d characters whose font does not say which they are are missing", unmapped))
		}
		if t, ok := pdfDate(p.meta("CreationDate")); ok {
			d.Remarks = append(d.Remarks, "file made on "+jikenbo.DateOf(t).String())
		}
		return nil
	})
	return d, err
}

// firstLine gives what went wrong without the stack of a WebAssembly program.
func firstLine(err error) string {
	s, _, _ := strings.Cut(err.Error(), "\n")
	return s
}

func list(pages []int) string {
	var b strings.Builder
	for i := 0; i < len(pages); {
		k := i
		for k+1 < len(pages) && pages[k+1] == pages[k]+1 {
			k++
		}
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprint(&b, pages[i])
		if k > i {
			fmt.Fprint(&b, "–", pages[k])
		}
		i = k + 1
	}
	return b.String()
}

// metaTitle gives the title of a document's properties, "" for one that its
// program made of a file name or left as it was.
func metaTitle(s string) string {
	s = strings.TrimSpace(clean(s))
	for _, program := range []string{"Microsoft Word - ", "Microsoft PowerPoint - ", "Microsoft Excel - "} {
		s = strings.TrimPrefix(s, program)
	}
	low := strings.ToLower(s)
	for _, extension := range []string{".doc", ".docx", ".docm", ".xls", ".xlsx", ".ppt", ".pptx", ".pdf", ".html", ".htm", ".txt", ".indd", ".ai", ".jtd", ".odt", ".rtf"} {
		if strings.HasSuffix(low, extension) {
			return ""
		}
	}
	if utf8.RuneCountInString(s) < 5 || !inJapanese(s) && !strings.Contains(s, " ") || strings.Contains(s, "://") {
		return ""
	}
	return s
}

// metaAuthor gives the author of a document's properties, "" for what is no
// name, as a login.
func metaAuthor(s string) string {
	s = strings.TrimSpace(clean(s))
	if utf8.RuneCountInString(s) < 2 || !inJapanese(s) && !strings.Contains(s, " ") {
		return ""
	}
	return s
}

func inJapanese(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
	})
}

// clean makes one line of s without control characters.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

// pdfDate reads a date of ISO 32000-1, 7.9.4: D:20240514093000+09'00'. One
// without a zone is Japan's.
func pdfDate(s string) (time.Time, bool) {
	s = strings.ReplaceAll(strings.TrimPrefix(s, "D:"), "'", "")
	if at, _, ok := strings.Cut(s, "Z"); ok {
		s = at + "+0000"
	}
	for _, layout := range []string{"20060102150405-0700", "20060102150405", "200601021504", "20060102"} {
		if t, err := time.ParseInLocation(layout, s, jikenbo.JST); err == nil && t.Year() > 1990 && t.Year() < 2100 {
			return t, true
		}
	}
	return time.Time{}, false
}

// unify gives the characters that r stands for: the unified kanji of a radical
// or a compatibility form, the letters of a ligature, the usual form of one for
// vertical writing.
func unify(r rune) string {
	switch {
	case r < 0x80:
		return string(r)
	case r >= 0x2E80 && r <= 0x2EFF:
		if k, ok := radicals[r]; ok {
			return string(k)
		}
		return norm.NFKC.String(string(r))
	case r >= 0x2F00 && r <= 0x2FDF, r >= 0xFB00 && r <= 0xFB06, r >= 0xFE10 && r <= 0xFE1F, r >= 0xFE30 && r <= 0xFE4F:
		return norm.NFKC.String(string(r))
	case r >= 0xF900 && r <= 0xFAFF, r >= 0x2F800 && r <= 0x2FA1F:
		return norm.NFC.String(string(r))
	case r == 0xA0 || r >= 0x2000 && r <= 0x200A || r == 0x202F:
		return " "
	case r == 0xAD || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r == 0x2060 || r == 0xFEFF || r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF || unicode.IsControl(r):
		return ""
	}
	return string(r)
}

// radicals are the kanji of the CJK Radicals Supplement (U+2E80–2EFF) that are
// used in Japan and have no decomposition in Unicode. Fonts share their glyphs,
// and programs that make PDFs take the wrong one of the two.
var radicals = map[rune]rune{
	'⺀': '冫', '⺁': '厂', '⺃': '乚', '⺅': '亻', '⺉': '刂', '⺌': '小', '⺐': '尢', '⺒': '巳', '⺓': '幺', '⺕': '彐',
	'⺖': '忄', '⺘': '扌', '⺙': '攵', '⺛': '旡', '⺝': '月', '⺞': '歹', '⺟': '母', '⺠': '民', '⺡': '氵', '⺢': '氺',
	'⺣': '灬', '⺤': '爪', '⺥': '爪', '⺦': '丬', '⺨': '犭', '⺩': '王', '⺪': '疋', '⺫': '目', '⺬': '示', '⺭': '礻',
	'⺮': '竹', '⺯': '糸', '⺰': '纟', '⺱': '罒', '⺲': '罒', '⺵': '网', '⺶': '羊', '⺷': '羊', '⺸': '羊', '⺹': '耂',
	'⺺': '肀', '⺻': '聿', '⺼': '肉', '⺽': '臼', '⺾': '艹', '⺿': '艹', '⻀': '艹', '⻁': '虎', '⻂': '衤', '⻃': '覀',
	'⻄': '西', '⻆': '角', '⻈': '讠', '⻉': '貝', '⻊': '足', '⻋': '車', '⻌': '辶', '⻍': '辶', '⻎': '辶', '⻏': '阝',
	'⻑': '長', '⻒': '長', '⻓': '長', '⻔': '門', '⻕': '阜', '⻖': '阝', '⻗': '雨', '⻘': '青', '⻙': '韋', '⻚': '頁',
	'⻛': '風', '⻜': '飛', '⻝': '食', '⻞': '食', '⻟': '食', '⻠': '食', '⻡': '首', '⻢': '馬', '⻣': '骨', '⻤': '鬼',
	'⻥': '魚', '⻦': '鳥', '⻨': '麦', '⻩': '黄', '⻪': '黽', '⻫': '斉', '⻬': '斉', '⻭': '歯', '⻯': '竜', '⻰': '竜',
	'⻱': '亀', '⻲': '亀', '⺆': '冂', '⺇': '几', '⺈': '刀', '⺊': '卜', '⺋': '卩', '⺄': '乙', '⺜': '日', '⺗': '心',
}
