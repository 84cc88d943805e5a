package document

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"jikenbo"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// What one PDF may cost.
const (
	maxPDFPages = 500
	maxPDFChars = 1 << 20         // in all pages
	maxPDFTime  = time.Minute     // hundreds of times what a notice takes
	maxPDFPool  = 4               // PDFs at a time
	maxPDFWasm  = 128 << 20 >> 16 // memory of one PDF, in WebAssembly pages of 64 KiB
)

// PDFsAtOnce is how many PDFs are read at a time; further ones wait. It is 2 at
// least, so that one that takes long leaves room for another.
func PDFsAtOnce() int { return min(max(runtime.GOMAXPROCS(0), 2), maxPDFPool) }

// engines lends PDFium, which runs in WebAssembly, to as many goroutines as it
// has places. A nil engine is a place where none runs: PDFium starts when the
// first PDF comes and again after one it did not survive.
var engines = sync.OnceValue(func() chan *engine {
	n := PDFsAtOnce()
	c := make(chan *engine, n)
	for range n {
		c <- nil
	}
	return c
})

// engine is a PDFium that reads one PDF at a time, each in a fresh memory.
type engine struct {
	pool   pdfium.Pool
	memory *wasmMemory // of the PDF that is read
	ctx    context.Context
	cancel context.CancelFunc // stops what runs, for good
}

// compiled is the program of PDFium as machine code, compiled once.
var compiled struct {
	sync.Mutex
	cache wazero.CompilationCache // nil until the first engine runs
}

// startEngine starts PDFium. Its machine code comes from the user's cache
// folder, which makes the start some fifty times as fast; a folder that cannot
// be used, or what is broken in it, costs only that time.
func startEngine() (*engine, error) {
	compiled.Lock()
	defer compiled.Unlock()
	if compiled.cache != nil {
		return newEngine(compiled.cache)
	}
	if dir := codeDir(); dir != "" {
		if cache, err := wazero.NewCompilationCacheWithDir(dir); err == nil {
			if e, err := newEngine(cache); err == nil {
				compiled.cache = cache
				return e, nil
			}
		}
	}
	cache := wazero.NewCompilationCache()
	e, err := newEngine(cache)
	if err == nil {
		compiled.cache = cache
	}
	return e, err
}

// codeDir gives the folder for machine code, "" if there is none that nobody
// else can write to: what lies there is run.
func codeDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	dir = filepath.Join(dir, "jikenbo")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return ""
	}
	info, err := os.Lstat(dir)
	if err != nil || !info.IsDir() || runtime.GOOS != "windows" && info.Mode().Perm()&0o022 != 0 {
		return ""
	}
	return dir
}

func newEngine(cache wazero.CompilationCache) (*engine, error) {
	memory := new(wasmMemory)
	ctx, cancel := context.WithCancel(experimental.WithMemoryAllocator(context.Background(), memory))
	pool, err := webassembly.Init(webassembly.Config{
		Context:  ctx,
		MaxTotal: 1,
		RuntimeConfig: wazero.NewRuntimeConfig().
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
			WithCompilationCache(cache).
			WithMemoryLimitPages(maxPDFWasm).
			WithCloseOnContextDone(true),
		FSConfig: wazero.NewFSConfig(), // no files
		Stdout:   io.Discard,
		Stderr:   io.Discard,
	})
	if err != nil {
		cancel()
		return nil, fmt.Errorf("start PDFium: %w", err)
	}
	return &engine{pool, memory, ctx, cancel}, nil
}

// withPDF opens b and calls read with it. A read that outlasts limit fails, as
// does one whose ctx ends, also while it waits for its place, and one that PDFium
// does not survive. None bears on the next.
func withPDF(ctx context.Context, b []byte, limit time.Duration, read func(*pdf) error) error {
	gaveUp := func() error { return fmt.Errorf("a PDF document was given up: %w", ctx.Err()) }
	places := engines()
	var e *engine
	select {
	case e = <-places:
	case <-ctx.Done():
		return gaveUp()
	}
	defer func() { places <- e }()
	if e == nil {
		var err error
		if e, err = startEngine(); err != nil {
			return err
		}
	}
	if ctx.Err() != nil {
		return gaveUp()
	}
	limited, done := context.WithTimeout(ctx, limit)
	defer done()
	finish := context.AfterFunc(limited, e.cancel)
	err := e.read(b, read)
	if !finish() {
		<-e.ctx.Done()
		if err = gaveUp(); ctx.Err() == nil {
			err = fmt.Errorf("%w: a PDF document that takes longer than %v to read; it is broken or made to harm", jikenbo.ErrTooLarge, limit)
		}
		e.pool.Close()
		e = nil
	}
	return err
}

func (e *engine) read(b []byte, read func(*pdf) error) error {
	defer e.memory.release()
	p, err := e.pool.GetInstanceWithContext(e.ctx)
	if err != nil {
		return fmt.Errorf("start PDFium: %w", err)
	}
	defer p.Close()
	doc, err := p.OpenDocument(&requests.OpenDocument{File: &b})
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword):
		return fmt.Errorf("%w: a PDF document that needs a password; save it without one", jikenbo.ErrNotText)
	case errors.Is(err, pdfiumerrors.ErrSecurity):
		return fmt.Errorf("%w: a PDF document encrypted in a way that is not read; save it unencrypted", jikenbo.ErrNotText)
	case err != nil:
		return fmt.Errorf("%w: a broken PDF document (%s); save it anew or give its text", jikenbo.ErrNotText, firstLine(err))
	}
	return read(&pdf{p, doc.Document, 0})
}

// pdf is an open document.
type pdf struct {
	lib   pdfium.Pdfium
	doc   references.FPDF_DOCUMENT
	chars int // read so far
}

// pages gives the number of pages.
func (p *pdf) pages() (int, error) {
	n, err := p.lib.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: p.doc})
	switch {
	case err != nil:
		return 0, fmt.Errorf("%w: a broken PDF document (%s)", jikenbo.ErrNotText, firstLine(err))
	case n.PageCount > maxPDFPages:
		return 0, fmt.Errorf("%w: a PDF document of %d pages; %d are read at most", jikenbo.ErrTooLarge, n.PageCount, maxPDFPages)
	}
	return n.PageCount, nil
}

// meta gives an entry of the document information, "" if there is none.
func (p *pdf) meta(tag string) string {
	m, err := p.lib.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: p.doc, Tag: tag})
	if err != nil {
		return ""
	}
	return m.Value
}

// glyph is a character as it stands on a page, in points of 1/72 inch, with y
// growing upwards.
type glyph struct {
	r                        rune
	left, bottom, right, top float64 // its advance by the height of the font
	x, y                     float64 // its origin, on the baseline
	size                     float64 // of the font
	angle                    int     // quarter turns anticlockwise, -1 for none
	unmapped                 bool    // the font does not say which character it is
	link                     int     // that it is part of, counted on its page from 1; 0 for none
	ink                      bool    // PDFium knows only where it has ink
}

// glyphs gives the characters of a page in the order of its content, without
// those that PDFium adds.
func (p *pdf) glyphs(index int) ([]glyph, error) {
	page, err := p.lib.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: p.doc, Index: index})
	if err != nil {
		return nil, err
	}
	defer p.lib.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: page.Page})
	text, err := p.lib.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: requests.Page{ByReference: &page.Page}})
	if err != nil {
		return nil, err
	}
	defer p.lib.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	count, err := p.lib.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil {
		return nil, err
	}
	if p.chars += count.Count; p.chars > maxPDFChars {
		return nil, fmt.Errorf("%w: a PDF document of more than %d characters", jikenbo.ErrTooLarge, maxPDFChars)
	}
	gs := make([]glyph, 0, count.Count)
	var last glyph
	for i := range count.Count {
		u, err := p.lib.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text.TextPage, Index: i})
		if err != nil {
			return nil, err
		}
		r := rune(u.Unicode)
		switch {
		case r == '\r' || r == '\n':
			continue
		case r == 2: // for a hyphen at the end of a line
			r = '-'
		case r == ' ':
			added, err := p.lib.FPDFText_IsGenerated(&requests.FPDFText_IsGenerated{TextPage: text.TextPage, Index: i})
			if err != nil {
				return nil, err
			}
			if added.IsGenerated {
				continue
			}
		}
		box, err := p.lib.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text.TextPage, Index: i})
		if err != nil {
			return nil, err
		}
		g := glyph{r: r, left: float64(box.Rect.Left), bottom: float64(box.Rect.Bottom), right: float64(box.Rect.Right), top: float64(box.Rect.Top)}
		g.unmapped = r <= 0 || r == 0xFFFE || r == 0xFFFF || r == 0xFFFD
		// Every call costs some microseconds. Characters at one height are of
		// one font, but for a few pixels.
		if len(gs) > 0 && g.top == last.top && g.bottom == last.bottom && last.angle == 0 && !last.ink {
			g.x, g.y, g.size = g.left, last.y, last.size
		} else if err := p.measure(text.TextPage, i, &g, last); err != nil {
			return nil, err
		}
		last = g
		gs = append(gs, g)
	}
	if all := p.links(page.Page); len(all) > 0 {
		link(gs, all)
	}
	return gs, nil
}

// measure asks for what the box of a character does not tell. What stands on
// the baseline of last and has only ink too is of its font.
func (p *pdf) measure(text references.FPDF_TEXTPAGE, i int, g *glyph, last glyph) error {
	at, err := p.lib.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: text, Index: i})
	if err != nil {
		return err
	}
	g.x, g.y = at.X, at.Y
	if last.ink && g.y == last.y && g.top-g.bottom < 0.95*last.size {
		g.size = last.size
	} else {
		m, err := p.lib.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: text, Index: i})
		if err != nil {
			return err
		}
		size, err := p.lib.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: text, Index: i})
		if err != nil {
			return err
		}
		g.size = math.Abs(size.FontSize) * math.Hypot(float64(m.Matrix.C), float64(m.Matrix.D))
		turns := math.Atan2(float64(m.Matrix.B), float64(m.Matrix.A)) / (math.Pi / 2)
		if n := math.Round(turns); math.Abs(turns-n) < 0.03 {
			g.angle = (int(n) + 4) % 4
		} else {
			g.angle = -1
		}
	}
	// Kanji, kana and their marks are as wide as high in fonts of which PDFium
	// knows the ink alone.
	g.ink = g.angle == 0 && g.top-g.bottom < 0.95*g.size
	if g.ink && wide(g.r) {
		g.left, g.right = g.x, g.x+g.size
		g.top, g.bottom = g.y+0.88*g.size, g.y-0.12*g.size
	}
	return nil
}
