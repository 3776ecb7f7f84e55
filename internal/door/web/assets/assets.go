// Package assets holds the files the pages need: one style sheet, one sheet of
// icons, and one script. They are in the binary, have names that change with their
// content, and are served compressed where the browser takes it. The script is
// comfort only: every page works without it. It is htmx with its extension for
// server-sent events, as published (js/htmx, with its licence), and our own files,
// which use no global name, no inline handler and no evaluated text.
//
//	css/*.css, js/*.js ──┐
//	icons.svg, mark.svg ─┴─ embed → hash, gzip (once, at start) → /assets/<name>-<hash>.<ext>, kept for a year
package assets

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed css js icons.svg mark.svg
var files embed.FS

// sheets are joined in this order: the first line of tokens.css fixes the order of
// the cascade layers, what is for paper comes last, and the rooms' own sheets stand
// between, by name.
func sheets() []string {
	const last = "css/print.css"
	return append(others("css", last, "css/tokens.css", "css/components.css", "css/pages.css", "css/plain.css"), last)
}

// scripts are joined in this order; each is a scope of its own.
func scripts() []string {
	return others("js", "", "js/htmx/htmx.min.js", "js/htmx/hx-sse.min.js")
}

// others lists some files of a folder, and after them every other but the last.
func others(folder, last string, first ...string) []string {
	out := slices.Clone(first)
	entries, err := files.ReadDir(folder)
	must(nil, err)
	for _, e := range entries {
		if name := folder + "/" + e.Name(); !e.IsDir() && name != last && !slices.Contains(first, name) {
			out = append(out, name)
		}
	}
	return out
}

// file is one asset as served.
type file struct {
	path, kind  string
	plain, gzip []byte
}

//nolint:gochecknoglobals // made once from embedded bytes and never changed: templates ask for the path of an icon many times a page
var shelf = sync.OnceValue(func() map[string]file {
	css, js := joined(sheets(), ""), joined(scripts(), ";\n")
	out := map[string]file{}
	for name, f := range map[string]file{
		"tianping.css": {kind: "text/css; charset=utf-8", plain: css},
		"tianping.js":  {kind: "text/javascript; charset=utf-8", plain: js},
		"icons.svg":    {kind: "image/svg+xml", plain: must(files.ReadFile("icons.svg"))},
		"mark.svg":     {kind: "image/svg+xml", plain: must(files.ReadFile("mark.svg"))},
	} {
		sum := sha256.Sum256(f.plain)
		ext := path.Ext(name)
		f.path = "/assets/" + strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(sum[:6]) + ext
		f.gzip = squeeze(f.plain)
		out[name] = f
	}
	return out
})

func joined(names []string, between string) (out []byte) {
	for _, name := range names {
		out = append(out, must(files.ReadFile(name))...)
		out = append(out, between...)
	}
	return out
}

// must: the files are part of the binary; one that is missing is a broken build.
func must(b []byte, err error) []byte {
	if err != nil {
		panic("assets: " + err.Error())
	}
	return b
}

func squeeze(plain []byte) []byte {
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	must(nil, err)
	_, err = z.Write(plain)
	must(nil, err)
	must(nil, z.Close())
	return out.Bytes()
}

// Style is the path of the style sheet, with its hash.
func Style() string { return shelf()["tianping.css"].path }

// Script is the path of the script, with its hash.
func Script() string { return shelf()["tianping.js"].path }

// Mark is the path of the drawing browsers show beside the title.
func Mark() string { return shelf()["mark.svg"].path }

// Icon is the address of one drawing on the sheet of icons, by its Lucide name.
func Icon(name string) string { return shelf()["icons.svg"].path + "#" + name }

// Handler serves the files under /assets/. An old hash is answered 404, never
// with other content.
func Handler() http.Handler {
	byPath := map[string]file{}
	for _, f := range shelf() {
		byPath[f.path] = f
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, ok := byPath[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Type", f.kind)
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("Vary", "Accept-Encoding")
		h.Set("ETag", strconv.Quote(path.Base(f.path)))
		body := f.plain
		if TakesGzip(r.Header.Get("Accept-Encoding")) {
			h.Set("Content-Encoding", "gzip")
			body = f.gzip
		}
		if r.Header.Get("If-None-Match") == h.Get("ETag") {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		h.Set("Content-Length", strconv.Itoa(len(body)))
		if r.Method != http.MethodHead {
			_, _ = w.Write(body) // a reader that went away is no fault of ours
		}
	})
}

// TakesGzip reads Accept-Encoding: gzip is taken when it stands there without q=0.
func TakesGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(part, ";")
		if strings.TrimSpace(name) != "gzip" {
			continue
		}
		q, found := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
		return !found || strings.Trim(q, "0.") != ""
	}
	return false
}
