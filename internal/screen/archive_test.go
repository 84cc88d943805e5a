package screen

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"

	"jikenbo/internal/document"
	"jikenbo/internal/screen/archive"
)

func noticeSamples(t testing.TB) (out []archive.Sample) {
	for _, g := range []string{"../../testdata/notices/*.txt", "../../../shared/notices/page/*.txt"} {
		fs, _ := filepath.Glob(g)
		for _, f := range fs {
			b, _ := os.ReadFile(f)
			out = append(out, archive.Sample{About: filepath.Base(f), Kind: "notice", Text: string(b)})
		}
	}
	for _, s := range unseen(t) {
		if s.kind == Notice {
			out = append(out, archive.Sample{About: s.about, Kind: "notice", Text: s.text})
		}
	}
	return
}

func each(r io.Reader, do func(ct string, body []byte)) error {
	br := bufio.NewReaderSize(r, 1<<16)
	z, err := gzip.NewReader(br)
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	for {
		z.Multistream(false)
		buf.Reset()
		if _, err := io.Copy(&buf, z); err != nil {
			return err
		}
		b := buf.Bytes()
		_, rest, _ := bytes.Cut(b, []byte("\r\n\r\n"))
		head, body, ok := bytes.Cut(rest, []byte("\r\n\r\n"))
		if i := bytes.Index(head, []byte("Content-Type: ")); ok && i >= 0 {
			ct, _, _ := bytes.Cut(head[i+14:], []byte("\r\n"))
			do(string(ct), bytes.TrimSuffix(body, []byte("\r\n\r\n")))
		}
		if err := z.Reset(br); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func TestArchive(t *testing.T) {
	var others []archive.Sample
	for _, s := range unseen(t) {
		if s.kind != Notice {
			others = append(others, archive.Sample{About: "hand-" + s.about, Kind: string(s.kind), Text: s.text})
		}
	}
	var warc bytes.Buffer
	truths, err := archive.Write(&warc, archive.Options{Seed: 1, Pages: 6000, Share: 0.1, Notices: noticeSamples(t), Others: others})
	if err != nil {
		t.Fatal(err)
	}
	if d := os.Getenv("ARCHIVE"); d != "" {
		os.WriteFile(d, warc.Bytes(), 0o666)
		var tsv bytes.Buffer
		for _, t := range truths {
			fmt.Fprintf(&tsv, "%s\t%s\t%s\n", t.URL, t.About, t.Kind)
		}
		os.WriteFile(d+".tsv", tsv.Bytes(), 0o666)
	}
	i, size, rawMiss, rawPass, rawBytes := 0, 0, 0, 0, 0
	tp, fp, fn, ev, evOK := 0, 0, 0, 0, 0
	ths := []float64{.1, .15, .2, .25, .3, .35, .4, .5, .6}
	tps, fps := make([]int, 9), make([]int, 9)
	wrong := map[string]int{}
	var rawTime, docTime, textTime time.Duration
	err = each(bytes.NewReader(warc.Bytes()), func(ct string, body []byte) {
		if ct == "image/png" || len(ct) < 9 || ct[:9] != "text/html" {
			return
		}
		tr := truths[i]
		i++
		size += len(body)
		s := time.Now()
		raw := Raw(body)
		rawTime += time.Since(s)
		if raw {
			rawPass++
			rawBytes += len(body)
		}
		v := Verdict{Kind: Other}
		defer func() { for k, th := range ths { if v.Score >= th && v.Kind != Event { if tr.Kind == "notice" { tps[k]++ } else { fps[k]++ } } } }()
		if raw || tr.Kind == "event" {
			s = time.Now()
			d, err := document.Read(body, ct)
			docTime += time.Since(s)
			if err != nil {
				t.Fatal(err)
			}
			s = time.Now()
			v = Text(d.Title, d.Text)
			textTime += time.Since(s)
		}
		if tr.Kind == "notice" && !raw {
			rawMiss++
			wrong["RAW "+tr.About+" "+tr.Style]++
		}
		switch {
		case tr.Kind == "notice" && v.Kind == Notice:
			tp++
		case tr.Kind == "notice":
			fn++
			wrong["MISS "+tr.About]++
		case v.Kind == Notice:
			fp++
			wrong["FALSE "+tr.About]++
		}
		if tr.Kind == "event" && v.Kind != Event {
			d, _ := document.Read(body, ct)
			if os.Getenv("SHOW") != "" {
				fmt.Printf("----- %v %v\n%s\n", tr, v, d.Text)
			}
		}
		if tr.Kind != "notice" && v.Kind == Notice && os.Getenv("SHOWF") != "" {
			d, _ := document.Read(body, ct)
			fmt.Printf("----- %v %v %q\n%s\n", tr, v, d.Title, d.Text)
		}
		if tr.Kind == "event" {
			ev++
			if v.Kind == Event {
				evOK++
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d pages %d MB, gz %d MB; raw passes %d (%.1f %% of bytes), misses %d", i, size>>20, warc.Len()>>20, rawPass, 100*float64(rawBytes)/float64(size), rawMiss)
	t.Logf("recall %.4f precision %.4f, tp %d fp %d fn %d; events %d of %d", float64(tp)/float64(tp+fn), float64(tp)/float64(tp+fp), tp, fp, fn, evOK, ev)
	t.Log(ths, tps, fps)
	t.Logf("raw %.2f ns/B doc %.1f ns/B text %.1f ns/B (of html)", float64(rawTime)/float64(size), float64(docTime)/float64(rawBytes), float64(textTime)/float64(rawBytes))
	for k, n := range wrong {
		fmt.Println(n, k)
	}
}
