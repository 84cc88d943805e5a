package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"jikenbo"
)

// Paths expands the arguments of a command to the paths that [Source.Read]
// takes, in their order:
//
//   - - is standard input, which can be named once.
//   - A file is itself, whatever its name and kind.
//   - An address, beginning with http:// or https://, is itself.
//   - A folder is its notices, with those of the folders in it, sorted by name:
//     files with one of the extensions in [TypeOf], in upper or lower case, and
//     files without an extension. Others, such as .json beside them, and hidden
//     ones (.name) are passed over. Links to files are followed, links to folders
//     are only as arguments, so links cannot lead in circles.
//   - A pattern that the shell did not expand is all that it matches, sorted,
//     of any kind and name as if the shell had: *, ? and [a-z] within one name,
//     ** for any folders between. A leading dot must be spelled out. Folders
//     that match are expanded as above. A file whose name has such characters
//     comes before the pattern.
//
// A path in a folder is the folder as given, joined with the rest as by
// [filepath.Join]; any other path is exactly as given.
//
// A path that cannot be reached comes with an error that names it, and the
// rest goes on: what is missing ([jikenbo.ErrNotFound]), a dangling link, a
// folder that cannot be listed, a pattern that matches nothing, a folder
// without notices ([jikenbo.ErrEmpty]). When ctx ends, its error is the last.
//
// Folders are listed as they are reached; of one that is open only the names
// to come are held, about 60 bytes each.
func (s Source) Paths(ctx context.Context, args []string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		w := walker{ctx: ctx, yield: yield}
		stdin := false
		for _, arg := range args {
			ok := true
			switch {
			case ctx.Err() != nil:
				w.fail(arg, ctx.Err())
				return
			case IsURL(arg):
				ok = yield(arg, nil)
			case arg != Stdin:
				ok = w.argument(arg)
			case stdin:
				ok = w.fail(arg, errors.New("standard input is named twice; it can be read once"))
			default:
				stdin = true
				ok = yield(arg, nil)
			}
			if !ok {
				return
			}
		}
	}
}

// A walker yields paths. Its methods report whether to go on.
type walker struct {
	ctx   context.Context
	yield func(string, error) bool
	parts []string // of the pattern that is expanded, none for a folder
	found int      // paths and errors yielded
}

func (w *walker) file(path string) bool {
	w.found++
	return w.yield(path, nil)
}

func (w *walker) fail(path string, err error) bool {
	w.found++
	return w.yield(path, fmt.Errorf("%s: %w", name(path), err))
}

func (w *walker) argument(arg string) bool {
	info, err := os.Stat(arg)
	switch {
	case err == nil && info.IsDir():
		return w.folder(arg)
	case err == nil:
		return w.file(arg)
	case strings.Contains(arg, "://"):
		return w.fail(arg, errors.New("is an address of a kind that is not fetched; give one that begins with http:// or https://, or a file"))
	case strings.ContainsAny(arg, "*?[") && !isLink(arg):
		return w.glob(arg)
	}
	return w.fail(arg, explain(arg, err))
}

func isLink(path string) bool {
	_, err := os.Readlink(path)
	return err == nil
}

func (w *walker) folder(dir string) bool {
	w.parts = nil
	before := w.found
	if !w.walk(dir, nil, true) {
		return false
	}
	if w.found == before {
		return w.fail(dir, fmt.Errorf("%w: the folder has no notices (%s or no extension); name other files themselves", jikenbo.ErrEmpty, strings.Join(slices.Sorted(maps.Keys(extensions)), ", ")))
	}
	return true
}

// glob yields what the pattern matches, in one walk from its last folder
// without wildcards.
func (w *walker) glob(pattern string) bool {
	parts := strings.Split(filepath.ToSlash(pattern), "/")
	fixed := slices.IndexFunc(parts, func(p string) bool { return strings.ContainsAny(p, "*?[") })
	base := filepath.FromSlash(strings.Join(parts[:fixed], "/"))
	if base == "" && fixed > 0 { // the pattern begins with /
		base = string(filepath.Separator)
	}
	w.parts = slices.DeleteFunc(parts[fixed:], func(p string) bool { return p == "" || p == "." }) // as in a//b and a/./b
	for _, p := range w.parts {
		if _, err := filepath.Match(p, ""); err != nil {
			return w.fail(pattern, fmt.Errorf("%w: there is no such file, and as a pattern it is wrong; check its brackets", jikenbo.ErrNotFound))
		}
	}
	if base != "" {
		info, err := os.Stat(base)
		if err == nil && !info.IsDir() {
			err = syscall.ENOTDIR
		}
		if err != nil {
			return w.fail(pattern, fmt.Errorf("nothing matches: %s: %w", name(base), explain(base, err)))
		}
	}
	before := w.found
	if !w.walk(base, w.follow(nil, 0), false) {
		return false
	}
	if w.found == before {
		return w.fail(pattern, fmt.Errorf("%w: nothing matches; check the pattern", jikenbo.ErrNotFound))
	}
	return true
}

// walk yields what dir holds: its notices, where it is read as a folder, and
// what the pattern matches from the places to which the way here has led.
// Every path is looked at once, however many ways it matches.
func (w *walker) walk(dir string, places []int, folder bool) bool {
	entries, ok := w.list(dir, func(e fs.DirEntry) bool {
		next, _ := w.step(places, e.Name())
		return len(next) > 0 || folder && !isHidden(e.Name()) && (e.IsDir() || isNotice(e.Name()))
	})
	for _, e := range entries {
		if !ok {
			break
		}
		path := filepath.Join(dir, e.name)
		next, spelled := w.step(places, e.name)
		folder := folder && !isHidden(e.name)
		isDir := e.dir
		if e.link {
			info, err := os.Stat(path)
			isDir = err == nil && info.IsDir()
			if isDir { // only followed where the pattern spells it out, so it cannot lead in circles
				next, folder = spelled, false
			} else if err != nil && (w.matched(next) || folder) {
				ok = w.fail(path, explain(path, err))
				continue
			}
		}
		switch {
		case isDir && (folder || len(next) > 0):
			ok = w.walk(path, next, folder || w.matched(next))
		case !isDir && (w.matched(next) || folder && isNotice(e.name)):
			ok = w.file(path)
		}
	}
	return ok
}

// step gives the places of the pattern to which a name leads, and those of
// them that it reaches by itself, not as one more folder of **.
func (w *walker) step(places []int, name string) (next, spelled []int) {
	for _, i := range places {
		switch {
		case i == len(w.parts) || isHidden(name) && !isHidden(w.parts[i]):
		case w.parts[i] == "**":
			next = w.follow(next, i)
		default:
			if ok, _ := filepath.Match(w.parts[i], name); ok {
				next = w.follow(next, i+1)
				spelled = w.follow(spelled, i+1)
			}
		}
	}
	return next, spelled
}

// follow adds place i of the pattern to places, and what ** lets begin there.
func (w *walker) follow(places []int, i int) []int {
	if slices.Contains(places, i) {
		return places
	}
	places = append(places, i)
	if i < len(w.parts) && w.parts[i] == "**" {
		return w.follow(places, i+1)
	}
	return places
}

// matched reports whether the whole pattern has been matched.
func (w *walker) matched(places []int) bool {
	return len(w.parts) > 0 && slices.Contains(places, len(w.parts))
}

// An entry is what a walk needs to know of a file in a folder.
type entry struct {
	name      string
	dir, link bool
}

func isLinkEntry(e fs.DirEntry) bool { return e.Type()&fs.ModeSymlink != 0 }

// list gives the wanted entries of a folder, sorted by name. An error is
// yielded, what was listed before it is given all the same.
func (w *walker) list(dir string, want func(fs.DirEntry) bool) (entries []entry, ok bool) {
	const batch = 1024
	f, err := os.Open(cmp.Or(dir, "."))
	if err != nil {
		return nil, w.fail(dir, explain(dir, err))
	}
	defer f.Close()
	for {
		if err := w.ctx.Err(); err != nil {
			w.fail(dir, err)
			return nil, false
		}
		es, err := f.ReadDir(batch)
		for _, e := range es {
			if want(e) {
				entries = append(entries, entry{e.Name(), e.IsDir(), isLinkEntry(e)})
			}
		}
		if err == nil {
			continue
		}
		ok = true
		if err != io.EOF {
			ok = w.fail(dir, fmt.Errorf("the folder could not be listed to its end: %w", explain(dir, err)))
		}
		slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.name, b.name) })
		return entries, ok
	}
}

func isHidden(name string) bool { return strings.HasPrefix(name, ".") }

// isNotice reports whether a file in a folder is read, going by its name.
func isNotice(path string) bool {
	ext := strings.ToLower(filepath.Ext(path))
	if ext == ".gz" {
		return strings.HasSuffix(strings.ToLower(path), ".warc.gz")
	}
	_, ok := extensions[ext]
	return ok || ext == ""
}

// extensions are those of notices, with the media types that they stand for.
var extensions = map[string]string{
	".txt": "", ".text": "", // the bytes tell
	".md":   "text/markdown",
	".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml",
	".pdf":  "application/pdf",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".eml":  "message/rfc822",
	".mbox": "application/mbox",
	".warc": "application/warc", // also with .gz
}

// TypeOf gives the media type that the name of a file stands for; "" if it
// stands for none.
func TypeOf(path string) string {
	path = strings.ToLower(path)
	return extensions[filepath.Ext(strings.TrimSuffix(path, ".gz"))]
}

// IsURL reports whether an argument is an address.
func IsURL(arg string) bool {
	scheme, _, ok := strings.Cut(arg, "://")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}
