// Package assets holds the files the pages need: one style sheet and one sheet of
// icons. They are in the binary, have names that change with their content, and
// are served compressed where the browser takes it. It holds no script: every
// page works without one.
//
//	css/*.css ───────────┐
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
	"strconv"
	"strings"
	"sync"
)

//go:embed css icons.svg mark.svg
var files embed.FS

// sheets are joined in this order: the first line of tokens.css fixes the order
// of the cascade layers.
func sheets() []string {
	return []string{"css/tokens.css", "css/components.css", "css/pages.css", "css/plain.css", "css/large.css", "css/print.css"}
}

// file is one asset as served.
type file struct {
	path, kind  string
	plain, gzip []byte
}

//nolint:gochecknoglobals // made once from embedded bytes and never changed: templates ask for the path of an icon many times a page
var shelf = sync.OnceValue(func() map[string]file {
	var css []byte
	for _, name := range sheets() {
		css = append(css, must(files.ReadFile(name))...)
	}
	out := map[string]file{}
	for name, f := range map[string]file{
		"tianping.css": {kind: "text/css; charset=utf-8", plain: css},
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
		if takesGzip(r.Header.Get("Accept-Encoding")) {
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

// takesGzip reads Accept-Encoding: gzip is taken when it stands there without q=0.
func takesGzip(header string) bool {
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
