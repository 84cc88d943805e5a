package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

//go:embed static
var staticFiles embed.FS

// assets are the style sheet, the scripts and the pictures, under an address
// that changes with them, so that browsers keep them for good.
type assets struct {
	dir   string            // /static/HASH/
	files map[string][]byte // by name below dir
}

// loadAssets joins static/css/*.css, in the order of their names, to app.css,
// and adds the rules that are made.
func loadAssets() (*assets, error) {
	a := &assets{files: make(map[string][]byte)}
	sum := sha256.New()
	var css bytes.Buffer
	err := fs.WalkDir(staticFiles, "static", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := staticFiles.ReadFile(name)
		if err != nil {
			return err
		}
		sum.Write([]byte(name))
		sum.Write(b)
		if path.Ext(name) == ".css" {
			css.Write(b)
			return nil
		}
		a.files[strings.TrimPrefix(name, "static/")] = b
		return nil
	})
	css.Write(targetRules())
	a.files["app.css"] = css.Bytes()
	a.dir = "/static/" + hex.EncodeToString(sum.Sum(nil))[:12] + "/"
	return a, err
}

// url gives the address of an asset.
func (a *assets) url(name string) string { return a.dir + name }

func (a *assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, current := strings.CutPrefix(r.URL.Path, a.dir)
	b, ok := a.files[name]
	if !current || !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b))
}
