package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"jikenbo"
)

// maxPart is the size in bytes up to which a part of a Word document is read,
// unpacked. It is XML, of which a notice of ten pages takes some 200 KB.
const maxPart = 32 << 20

// isDOCX reports whether b is a ZIP archive with a Word document.
func isDOCX(b []byte, _ string) bool {
	if !bytes.HasPrefix(b, []byte("PK\x03\x04")) {
		return false
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	return err == nil && mainPart(z) != ""
}

// mainPart gives the name of the part with the text of a Word document
// (ECMA-376-2, 9.3), "" if there is none.
func mainPart(z *zip.Reader) string {
	var rels struct {
		Relationship []struct {
			Type   string `xml:",attr"`
			Target string `xml:",attr"`
		}
	}
	if b, err := part(z, "_rels/.rels"); err == nil && xml.Unmarshal(b, &rels) == nil {
		for _, r := range rels.Relationship {
			if name := strings.TrimPrefix(path.Clean(r.Target), "/"); strings.HasSuffix(r.Type, "/officeDocument") && strings.HasPrefix(name, "word/") && exists(z, name) {
				return name
			}
		}
	}
	if exists(z, "word/document.xml") {
		return "word/document.xml"
	}
	return ""
}

func exists(z *zip.Reader, name string) bool {
	for _, f := range z.File {
		if f.Name == name {
			return true
		}
	}
	return false
}

var errNoPart = errors.New("no such part")

// part gives the bytes of a part, errNoPart if there is none.
func part(z *zip.Reader, name string) ([]byte, error) {
	for _, f := range z.File {
		if f.Name != name {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		defer r.Close()
		b, err := io.ReadAll(io.LimitReader(r, maxPart+1))
		if err == nil && len(b) > maxPart {
			err = fmt.Errorf("%w: a Word document whose part %s unpacks to more than %d MiB", jikenbo.ErrTooLarge, name, maxPart>>20)
		}
		return b, err
	}
	return nil, errNoPart
}

// readDOCX reads the text of a Word document (Office Open XML, ECMA-376-1, 17):
// a line each for a paragraph and a row of a table, whose cells are two
// ideographic spaces apart, with the numbers and marks of lists. Footnotes
// follow the text. Deleted text that is still recorded goes to Deleted. Headers
// and footers of pages are left out.
func readDOCX(b []byte, _ contentType) (Document, error) {
	var d Document
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return d, fmt.Errorf("%w: a broken Word document (%v)", jikenbo.ErrNotText, err)
	}
	name := mainPart(z)
	broken := func(err error) error {
		if errors.Is(err, jikenbo.ErrTooLarge) {
			return err
		}
		return fmt.Errorf("%w: a broken Word document (%v); save it anew or give its text", jikenbo.ErrNotText, err)
	}
	text, err := part(z, name)
	if err != nil {
		return d, broken(err)
	}
	r := docxReader{lists: readLists(z, path.Dir(name)), top: &flow{}}
	if err := r.read(text); err != nil {
		return d, broken(err)
	}
	if notes, err := part(z, path.Dir(name)+"/footnotes.xml"); err == nil && len(r.notes) > 0 {
		n := docxReader{lists: r.lists, top: &flow{}, footnotes: r.notes}
		if err := n.read(notes); err != nil {
			return d, broken(err)
		}
		r.top.lines = append(r.top.lines, n.top.lines...)
		r.deleted = append(r.deleted, n.deleted...)
	}
	d.Text = strings.Join(r.top.lines, "\n") + "\n"
	d.Deleted = r.deleted
	if strings.TrimSpace(d.Text) == "" {
		return d, fmt.Errorf("%w: a Word document without text; if it is made of pictures, put it through character recognition (OCR) first", jikenbo.ErrEmpty)
	}
	var core struct {
		Title   string `xml:"title"`
		Creator string `xml:"creator"`
		Created string `xml:"created"`
	}
	if b, err := part(z, "docProps/core.xml"); err == nil && xml.Unmarshal(b, &core) == nil {
		d.Title, d.Author = metaTitle(core.Title), metaAuthor(core.Creator)
		if t, err := time.Parse(time.RFC3339, core.Created); err == nil {
			d.Remarks = append(d.Remarks, "file made on "+jikenbo.DateOf(t).String())
		}
	}
	return d, nil
}

// flow is a sequence of paragraphs: the document, a cell, a text box.
type flow struct {
	lines []string
	para  strings.Builder // the paragraph being read
	boxes []string        // lines of the text boxes anchored in it
	open  bool            // the mark that ends the paragraph before was deleted
}

// docxReader reads one part.
type docxReader struct {
	lists     lists
	top       *flow
	flows     []*flow   // those around the one being read
	rows      [][]*flow // of the tables around, the cells of the row being read
	deleted   []string
	notes     map[string]int // footnotes referred to, by id, and their numbers
	footnotes map[string]int // reads footnotes.xml: those to read
}

func (r *docxReader) read(b []byte) error {
	d := xml.NewDecoder(bytes.NewReader(b))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var (
		dropped strings.Builder // what a w:del or w:moveFrom has
		inDel   int
		hidden  bool
		take    bool // character data is text
	)
	for {
		t, err := d.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.CharData:
			if !take || hidden {
				break
			}
			if inDel > 0 {
				dropped.Write(t)
			} else {
				r.top.para.Write(t)
			}
		case xml.StartElement:
			if t.Name.Space != "w" {
				if t.Name.Space == "mc" && t.Name.Local == "Fallback" { // says again what the choice says
					if err := skip(d); err != nil {
						return err
					}
				}
				break
			}
			switch t.Name.Local {
			case "t", "delText":
				take = true
			case "r":
				hidden = false
			case "del", "moveFrom":
				inDel++
			case "tab", "ptab":
				r.write("\u3000\u3000", inDel > 0)
			case "br", "cr":
				r.write("\n", inDel > 0)
			case "noBreakHyphen":
				r.write("-", inDel > 0)
			case "sym":
				if c, err := strconv.ParseUint(attr(t, "char"), 16, 32); err == nil {
					r.write(symbol(rune(c)), inDel > 0)
				}
			case "footnoteReference":
				if r.notes == nil {
					r.notes = map[string]int{}
				}
				id := attr(t, "id")
				r.notes[id] = len(r.notes) + 1
				r.write(fmt.Sprintf("（注%d）", r.notes[id]), inDel > 0)
			case "footnote":
				n, ok := r.footnotes[attr(t, "id")]
				if !ok {
					if err := skip(d); err != nil {
						return err
					}
					break
				}
				fmt.Fprintf(&r.top.para, "（注%d）", n)
			case "rt", "instrText", "rPrChange", "sectPr", "tblPr", "trPr", "tcPr", "numbering":
				if err := skip(d); err != nil {
					return err
				}
			case "vanish":
				hidden = on(t)
			case "pPr":
				p, err := readParagraphProperties(d)
				if err != nil {
					return err
				}
				r.top.para.WriteString(r.lists.mark(p))
				r.top.open = p.joined
			case "txbxContent":
				r.push()
			case "tbl":
				r.rows = append(r.rows, nil)
			case "tc":
				r.push()
			}
		case xml.EndElement:
			if t.Name.Space != "w" {
				break
			}
			switch t.Name.Local {
			case "t", "delText":
				take = false
			case "r":
				hidden = false
			case "del", "moveFrom":
				if inDel--; inDel <= 0 {
					inDel = 0
					if s := strings.TrimSpace(dropped.String()); s != "" {
						r.deleted = append(r.deleted, s)
					}
					dropped.Reset()
				}
			case "p":
				r.endParagraph()
			case "txbxContent":
				if f := r.pop(); f != nil {
					r.top.boxes = append(r.top.boxes, f.lines...)
				}
			case "tc":
				if f := r.pop(); f != nil && len(r.rows) > 0 {
					last := len(r.rows) - 1
					r.rows[last] = append(r.rows[last], f)
				}
			case "tr":
				if last := len(r.rows) - 1; last >= 0 {
					r.top.lines = append(r.top.lines, rowLines(r.rows[last])...)
					r.rows[last] = nil
				}
			case "tbl":
				if len(r.rows) > 0 {
					r.rows = r.rows[:len(r.rows)-1]
				}
			}
		}
	}
	for r.pop() != nil { // an element left open
	}
	if r.top.para.Len() > 0 {
		r.endParagraph()
	}
	return nil
}

func (r *docxReader) write(s string, deleted bool) {
	if !deleted {
		r.top.para.WriteString(s)
	}
}

func (r *docxReader) push() {
	r.flows = append(r.flows, r.top)
	r.top = &flow{}
}

// pop ends the flow being read and gives it, nil if it is the document.
func (r *docxReader) pop() *flow {
	if len(r.flows) == 0 {
		return nil
	}
	f := r.top
	r.top = r.flows[len(r.flows)-1]
	r.flows = r.flows[:len(r.flows)-1]
	return f
}

func (r *docxReader) endParagraph() {
	f := r.top
	if f.open { // goes on in the next paragraph
		f.open = false
		return
	}
	for line := range strings.SplitSeq(strings.Trim(f.para.String(), "\n"), "\n") {
		var b strings.Builder
		for _, c := range line {
			b.WriteString(unify(c))
		}
		f.lines = append(f.lines, strings.TrimRight(b.String(), " \u3000"))
	}
	f.para.Reset()
	f.lines = append(f.lines, f.boxes...)
	f.boxes = nil
}

// rowLines gives the lines of a row of a table: one, and one more for every
// further paragraph of its last cell.
func rowLines(cells []*flow) []string {
	var texts []string
	var rest []string
	for i, c := range cells {
		var lines []string
		for _, l := range c.lines {
			if strings.TrimSpace(l) != "" {
				lines = append(lines, l)
			}
		}
		if i == len(cells)-1 && len(lines) > 1 {
			lines, rest = lines[:1], lines[1:]
		}
		texts = append(texts, strings.Join(lines, "\u3000"))
	}
	return append([]string{strings.Trim(strings.Join(texts, "\u3000\u3000"), "\u3000")}, rest...)
}

// skip reads on to the end of the element that has begun.
func skip(d *xml.Decoder) error {
	for depth := 1; depth > 0; {
		t, err := d.RawToken()
		if err != nil {
			return err
		}
		switch t.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
	}
	return nil
}

func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// on gives the value of a toggle property.
func on(t xml.StartElement) bool {
	v := attr(t, "val")
	return v != "0" && v != "false" && v != "off"
}

// symbol gives a character of a symbol font, which has its bullets in the
// private use area.
func symbol(r rune) string {
	switch {
	case r >= 0xE000 && r < 0xF900:
		return "・"
	case !utf8.ValidRune(r) || r < ' ':
		return ""
	}
	return string(r)
}

// paragraphProperties are those that bear on the text.
type paragraphProperties struct {
	style  string
	list   string // numId, "" for none of its own
	level  int
	joined bool // its mark was deleted: the next paragraph goes on
}

// readParagraphProperties reads on to the end of w:pPr.
func readParagraphProperties(d *xml.Decoder) (paragraphProperties, error) {
	var p paragraphProperties
	depth := 1
	for depth > 0 {
		t, err := d.RawToken()
		if err != nil {
			return p, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			depth++
			switch t.Name.Local {
			case "pStyle":
				p.style = attr(t, "val")
			case "numId":
				p.list = attr(t, "val")
			case "ilvl":
				p.level, _ = strconv.Atoi(attr(t, "val"))
			case "del":
				p.joined = true
			case "pPrChange":
				if err := skip(d); err != nil {
					return p, err
				}
				depth--
			}
		case xml.EndElement:
			depth--
		}
	}
	return p, nil
}

// lists are the numberings of a document (ECMA-376-1, 17.9).
type lists struct {
	levels map[string]map[int]level // by numId
	styles map[string]paragraphProperties
	count  map[string]*[9]int // by abstract numbering
}

type level struct {
	abstract     string
	format, text string
	start        int
}

func readLists(z *zip.Reader, dir string) lists {
	l := lists{map[string]map[int]level{}, map[string]paragraphProperties{}, map[string]*[9]int{}}
	type val struct {
		Val string `xml:"val,attr"`
	}
	var numbering struct {
		Abstract []struct {
			ID    string `xml:"abstractNumId,attr"`
			Level []struct {
				Level  int `xml:"ilvl,attr"`
				Start  val `xml:"start"`
				Format val `xml:"numFmt"`
				Text   val `xml:"lvlText"`
			} `xml:"lvl"`
		} `xml:"abstractNum"`
		Num []struct {
			ID       string `xml:"numId,attr"`
			Abstract val    `xml:"abstractNumId"`
		} `xml:"num"`
	}
	if b, err := part(z, dir+"/numbering.xml"); err == nil && xml.Unmarshal(b, &numbering) == nil {
		for _, n := range numbering.Num {
			for _, a := range numbering.Abstract {
				if a.ID != n.Abstract.Val {
					continue
				}
				l.levels[n.ID] = map[int]level{}
				for _, v := range a.Level {
					start, err := strconv.Atoi(v.Start.Val)
					if err != nil {
						start = 1
					}
					l.levels[n.ID][v.Level] = level{a.ID, v.Format.Val, v.Text.Val, start}
				}
			}
		}
	}
	var styles struct {
		Style []struct {
			ID    string `xml:"styleId,attr"`
			List  val    `xml:"pPr>numPr>numId"`
			Level val    `xml:"pPr>numPr>ilvl"`
		} `xml:"style"`
	}
	if b, err := part(z, dir+"/styles.xml"); err == nil && xml.Unmarshal(b, &styles) == nil {
		for _, s := range styles.Style {
			n, _ := strconv.Atoi(s.Level.Val)
			l.styles[s.ID] = paragraphProperties{list: s.List.Val, level: n}
		}
	}
	return l
}

// mark gives the number or mark of the next paragraph of a list, "" for what is
// none.
func (l lists) mark(p paragraphProperties) string {
	if p.list == "" {
		p.list, p.level = l.styles[p.style].list, l.styles[p.style].level
	}
	levels := l.levels[p.list]
	v, ok := levels[p.level]
	if !ok || p.level < 0 || p.level > 8 || v.format == "none" {
		return ""
	}
	if v.format == "bullet" {
		r, _ := utf8.DecodeRuneInString(v.text)
		if r < 0x80 || r >= 0xE000 && r < 0xF900 { // o and the letters of Wingdings are drawn as bullets
			return "・"
		}
		return v.text
	}
	count := l.count[v.abstract]
	if count == nil {
		count = new([9]int)
		l.count[v.abstract] = count
	}
	count[p.level]++
	for i := p.level + 1; i < len(count); i++ {
		count[i] = 0
	}
	s := v.text
	for i := range count {
		if of, ok := levels[i]; ok {
			n := max(count[i], 1) - 1 + of.start
			s = strings.ReplaceAll(s, "%"+strconv.Itoa(i+1), numeral(n, of.format))
		}
	}
	return s + " "
}

// numeral writes n in a format of ECMA-376-1, 17.18.59.
func numeral(n int, format string) string {
	at := func(s string) string {
		r := []rune(s)
		if n < 1 || n > len(r) {
			return strconv.Itoa(n)
		}
		return string(r[n-1])
	}
	switch format {
	case "decimalFullWidth":
		return strings.Map(func(r rune) rune { return r - '0' + '０' }, strconv.Itoa(max(n, 0)))
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		return at("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
	case "aiueo", "aiueoFullWidth":
		return at("アイウエオカキクケコサシスセソタチツテトナニヌネノ")
	case "iroha", "irohaFullWidth":
		return at("イロハニホヘトチリヌルヲワカヨタレソツネナラム")
	case "japaneseCounting", "ideographDigital", "chineseCounting", "japaneseDigitalTenThousand":
		return at("一二三四五六七八九十")
	case "upperLetter":
		return at("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	case "lowerLetter":
		return at("abcdefghijklmnopqrstuvwxyz")
	case "upperRoman":
		return at("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ")
	case "lowerRoman":
		return at("ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ")
	}
	return strconv.Itoa(n)
}
