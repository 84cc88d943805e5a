package web

import (
	"bytes"
	lru "container/list"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
	"golang.org/x/sync/semaphore"

	"jikenbo/internal/casebook"
)

// keptBytes bounds the pages that are kept as they were rendered.
const keptBytes = 64 << 20

// kept holds pages of an edition of the casebook as they were rendered, those
// that were asked for last. Pages of somebody who is signed in are not kept.
type kept struct {
	making *semaphore.Weighted // held while a page is made: first come, first served

	mu    sync.Mutex
	limit int // bytes
	size  int
	pages map[string]*lru.Element // of *keptPage
	order lru.List                // what was asked for last comes first
}

type keptPage struct {
	key     string
	edition casebook.Edition
	drawing *drawing
	size    int
}

// newKept keeps pages of so many bytes. As many pages are made at a time as
// there are processors, and some more for those that wait for the disk.
func newKept(limit int) *kept {
	return &kept{limit: limit, pages: make(map[string]*lru.Element), making: semaphore.NewWeighted(int64(runtime.GOMAXPROCS(0)) + 2)}
}

// get gives the page of a key as the edition has it, nil if it is not kept.
func (k *kept) get(key string, edition casebook.Edition) *drawing {
	k.mu.Lock()
	defer k.mu.Unlock()
	el := k.pages[key]
	if el == nil {
		return nil
	}
	p := el.Value.(*keptPage)
	if p.edition != edition {
		k.drop(el)
		return nil
	}
	k.order.MoveToFront(el)
	return p.drawing
}

// put keeps a page. edition is the one of before it was rendered.
func (k *kept) put(key string, edition casebook.Edition, d *drawing) {
	// The compressed page, which comes later, has about a quarter of the size.
	p := &keptPage{key, edition, d, len(key) + len(d.body)*5/4 + 512}
	if p.size > k.limit/8 {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if el := k.pages[key]; el != nil {
		k.drop(el)
	}
	k.pages[key] = k.order.PushFront(p)
	for k.size += p.size; k.size > k.limit; {
		k.drop(k.order.Back())
	}
}

func (k *kept) drop(el *lru.Element) {
	p := k.order.Remove(el).(*keptPage)
	delete(k.pages, p.key)
	k.size -= p.size
}

// keep answers with the page that is kept for a request, or with the one that
// fill makes for the template of that name, and keeps it. What the page shows
// must follow from the request and the casebook alone.
func (s *Server) keep(w http.ResponseWriter, r *http.Request, name string, fill func() (*page, error)) error {
	edition, err := s.book.Edition(r.Context()) // of before the page is made
	if err != nil {
		return err
	}
	key, keep := s.keepable(r)
	if keep {
		if d := s.kept.get(key, edition); d != nil {
			s.sendKept(w, r, d)
			return nil
		}
	}
	d, err := s.make(r, name, fill)
	if err != nil {
		return err
	}
	if keep {
		s.kept.put(key, edition, d)
	}
	s.send(w, r, http.StatusOK, d)
	return nil
}

// make makes a page, when it is its turn.
func (s *Server) make(r *http.Request, name string, fill func() (*page, error)) (*drawing, error) {
	if err := s.kept.making.Acquire(r.Context(), 1); err != nil {
		return nil, err
	}
	defer s.kept.making.Release(1)
	p, err := fill()
	if err != nil {
		return nil, err
	}
	return s.draw(name, p)
}

// keepable gives the key under which the answer to a request may be kept: all
// that the page depends on besides the casebook.
func (s *Server) keepable(r *http.Request) (key string, ok bool) {
	if sessionOf(r).Name != "" || len(r.URL.RawQuery) > 200 {
		return "", false
	}
	theme := ""
	if c, err := r.Cookie("theme"); err == nil && (c.Value == "light" || c.Value == "dark") {
		theme = c.Value
	}
	return strings.Join([]string{langOf(r), theme, strconv.FormatBool(secure(r)), r.Host, r.URL.RequestURI()}, "\n"), true
}

// drawing is a page as it was rendered.
type drawing struct {
	body []byte
	lang string
	etag string

	once    sync.Once
	gzipped []byte
}

// compressed gives the body in gzip.
func (d *drawing) compressed() []byte {
	d.once.Do(func() {
		var buf bytes.Buffer
		z, err := gzip.NewWriterLevel(&buf, gzip.DefaultCompression)
		if err == nil {
			_, err = z.Write(d.body)
		}
		if err == nil && z.Close() == nil {
			d.gzipped = bytes.Clone(buf.Bytes())
		}
	})
	return d.gzipped
}

// sendKept answers with a page that is kept, compressed if the browser takes
// that.
func (s *Server) sendKept(w http.ResponseWriter, r *http.Request, d *drawing) {
	if takesGzip(r.Header.Get("Accept-Encoding")) {
		if z := d.compressed(); z != nil {
			h := w.Header()
			h.Set("Content-Encoding", "gzip")
			h.Add("Vary", "Accept-Encoding")
			d = &drawing{body: z, lang: d.lang, etag: strings.TrimSuffix(d.etag, `"`) + `-gzip"`}
		}
	}
	s.send(w, r, http.StatusOK, d)
}

// takesGzip reads an Accept-Encoding field (RFC 9110, 12.5.3).
func takesGzip(field string) bool {
	for coding := range strings.SplitSeq(field, ",") {
		name, weight, _ := strings.Cut(coding, ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			q, found := strings.CutPrefix(strings.TrimSpace(weight), "q=")
			n, err := strconv.ParseFloat(q, 64)
			return !found || err == nil && n > 0
		}
	}
	return false
}
