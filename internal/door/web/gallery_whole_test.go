package web

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/tianping-odr/tianping/internal/door/web/text"
)

// notPages are what no sample can show, each with the reason.
func notPages() map[string]string {
	return map[string]string{
		"/":                                      "every address there is not: the sample unknown",
		"GET /cases/{case}/live":                 "a stream without an end; its tests are in live_test.go",
		"GET /cases/{case}/exhibits/{no}/file":   "the bytes of an exhibit",
		"GET /orders/{order}/talk/file":          "a plain text for keeping",
		"GET /locker/{no}/file":                  "the bytes of a kept item",
		"GET /cases/{case}/files/{digest}/bytes": "the bytes of a file of a message",
		"GET /cases/{case}/files/{digest}/thumb": "a small picture",
		"RoomNews":                               "a part of CasePage, sent over the stream",
	}
}

// watcherOf is a context that notes which pages are drawn in it: a page asks its
// context for what it needs before it writes, and stands on the stack then.
type watcherOf struct {
	context.Context
	mu    sync.Mutex
	drawn map[string]bool
}

var onStack = regexp.MustCompile(`\.([A-Z]\w*)\.(?:GeneratedTemplate\.)?func\d`)

// Value notes who asks.
func (w *watcherOf) Value(key any) any {
	at := make([]uintptr, 16)
	frames := runtime.CallersFrames(at[:runtime.Callers(2, at)])
	for {
		frame, more := frames.Next()
		if m := onStack.FindStringSubmatch(frame.Function); m != nil {
			w.mu.Lock()
			w.drawn[m[1]] = true
			w.mu.Unlock()
		}
		if !more {
			return w.Context.Value(key)
		}
	}
}

// Every page that exists has a sample: each component of package page that is a
// page, and each address of the site that is read. Pages are named by what the
// samples really draw, and addresses by what the site's own routes answer, so that a
// new page cannot be forgotten.
func TestGalleryIsWhole(t *testing.T) {
	t.Parallel()
	watch := &watcherOf{Context: t.Context(), drawn: map[string]bool{}}
	site := newSite(newHouse())
	routes := http.NewServeMux()
	for pattern := range site.routes() {
		routes.Handle(pattern, http.NotFoundHandler())
	}
	shown := map[string]bool{}
	for _, s := range gallery() {
		s.asked(watch, t, text.Chinese)
		if s.status < http.StatusNotFound || s.status == http.StatusConflict {
			_, pattern := routes.Handler(request(t.Context(), s.who, s.path, s.form, text.Chinese))
			shown[pattern] = true
		}
	}
	for pattern := range site.routes() {
		if strings.HasPrefix(pattern, "GET ") && !shown[pattern] && notPages()[pattern] == "" {
			t.Errorf("%s has no sample: add one to gallery_pages_test.go", pattern)
		}
	}
	pages := 0
	for _, name := range pagesThere(t) {
		pages++
		if !watch.drawn[name] && notPages()[name] == "" {
			t.Errorf("page.%s has no sample: add one to gallery_pages_test.go", name)
		}
	}
	if pages < 40 || len(watch.drawn) < 40 {
		t.Errorf("only %d pages found and %d drawn: the check is blind", pages, len(watch.drawn))
	}
}

// pagesThere are the exported components of package page.
func pagesThere(t *testing.T) (names []string) {
	t.Helper()
	files, err := filepath.Glob("page/*.templ")
	if err != nil {
		t.Fatal(err)
	}
	exported := regexp.MustCompile(`(?m)^templ ([A-Z]\w*)\(`)
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range exported.FindAllStringSubmatch(string(body), -1) {
			names = append(names, m[1])
		}
	}
	return names
}
