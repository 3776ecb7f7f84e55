package web

import (
	"bufio"
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web/assets"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// Watch lets the sample's cases be watched; nothing ever happens in them.
func (h *house) Watch(context.Context, view.Visitor, id.Case) (Watch, error) { return h, nil }

// News tells none.
func (h *house) News(context.Context, view.Visitor, id.Case, string) ([]view.Entry, error) {
	return nil, nil
}

// Heads never changes.
func (h *house) Heads(context.Context) (string, error) { return "0", nil }

// Every page carries the script by its address, and nothing of it inline; htmx is
// told to make no style of its own.
func TestScript(t *testing.T) {
	t.Parallel()
	for _, s := range gallery() {
		page := s.take(t, text.Chinese).Body.String()
		if !strings.Contains(page, `<script defer src="`+assets.Script()+`"></script>`) {
			t.Errorf("%s: no script", s.name)
		}
		if n := strings.Count(page, "<script"); n != 1 || !strings.Contains(page, `{&#34;includeIndicatorCSS&#34;:false`) {
			t.Errorf("%s: %d scripts, or htmx may style", s.name, n)
		}
		if found := regexp.MustCompile(`hx-on|hx-vals="js:|hx-trigger="[^"]*\[`).FindString(page); found != "" {
			t.Errorf("%s: %s is code in an attribute", s.name, found)
		}
	}
}

// A page is compressed for who asked for it here, never for whom another site sent,
// and no two times to the same length.
func TestPacked(t *testing.T) {
	t.Parallel()
	site := newSite(newHouse()).Handler()
	lengths := map[int]bool{}
	for _, from := range []string{"none", "same-origin", "cross-site", "same-site", ""} {
		for range 8 {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, caseURL, nil)
			r.Header.Set("Accept-Encoding", "gzip")
			r.Header.Set("Sec-Fetch-Site", from)
			r.AddCookie(&http.Cookie{Name: "tianping", Value: "buyer"})
			w := httptest.NewRecorder()
			site.ServeHTTP(w, r)
			if packed := w.Header().Get("Content-Encoding") == "gzip"; packed != (from == "none" || from == "same-origin") {
				t.Fatalf("from %q: packed %v", from, packed)
			}
			if w.Header().Get("Content-Encoding") == "" {
				break
			}
			lengths[w.Body.Len()] = true
			z, err := gzip.NewReader(w.Body)
			if err != nil {
				t.Fatal(err)
			}
			if page, err := io.ReadAll(z); err != nil || !strings.Contains(string(page), "TP-2026-0921-0047-3") {
				t.Fatalf("does not unpack: %v", err)
			}
		}
	}
	if len(lengths) < 4 {
		t.Errorf("the length tells: %v", lengths)
	}
}

// No page with everything it loads weighs more than 80 KiB on the line.
func TestWeight(t *testing.T) {
	t.Parallel()
	site := newSite(newHouse()).Handler()
	weigh := func(path, who string) int {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
		r.Header.Set("Accept-Encoding", "gzip")
		r.Header.Set("Sec-Fetch-Site", "none")
		r.AddCookie(&http.Cookie{Name: "tianping", Value: who})
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		return w.Body.Len()
	}
	icons, _, _ := strings.Cut(assets.Icon("scale"), "#")
	around := weigh(assets.Style(), "") + weigh(assets.Script(), "") + weigh(icons, "") + weigh(assets.Mark(), "")
	for _, s := range gallery() {
		if s.form != nil {
			continue
		}
		if got := around + weigh(s.path, s.who); got > 80<<10 || got < 20<<10 {
			t.Errorf("%s weighs %d bytes", s.name, got)
		}
	}
	t.Logf("script, style and icons: %d bytes", around)
}

// moving is a house in which something happens when the test says so.
type moving struct {
	*house
	n    atomic.Int64
	out  atomic.Bool // his session has ended
	lost atomic.Bool // the case is no longer his
}

func (m *moving) Watch(context.Context, view.Visitor, id.Case) (Watch, error) {
	if m.lost.Load() {
		return nil, ErrUnknown
	}
	return m, nil
}

func (m *moving) Heads(context.Context) (string, error) {
	return strconv.FormatInt(m.n.Load(), 10), nil
}

func (m *moving) Visitor(ctx context.Context, token string, lang text.Lang) (view.Visitor, error) {
	if m.out.Load() {
		return view.Visitor{}, ErrNoSession
	}
	return m.house.Visitor(ctx, token, lang)
}

// listen opens a line and gives what comes, event by event.
func listen(t *testing.T, server *httptest.Server, at, last string) func() string {
	t.Helper()
	return listenAs(t, server, "buyer", at, last)
}

func listenAs(t *testing.T, server *httptest.Server, who, at, last string) func() string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+caseURL+"/live?at="+at, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.AddCookie(&http.Cookie{Name: "tianping", Value: who})
	r.AddCookie(&http.Cookie{Name: "lang", Value: "en"})
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = answer.Body.Close() })
	if kind := answer.Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/event-stream") {
		t.Fatalf("%d %s", answer.StatusCode, kind)
	}
	lines := bufio.NewScanner(answer.Body)
	lines.Buffer(nil, 1<<20)
	return func() string {
		var event []string
		for lines.Scan() {
			if lines.Text() == "" {
				return strings.Join(event, "\n")
			}
			event = append(event, lines.Text())
		}
		return "END"
	}
}

// A line sends nothing to who is up to date, the room to who is not, and the room
// again when something happens; each with the position to come back to. It ends when
// the session does, when the case is lost, and when the server stops.
func TestLine(t *testing.T) {
	t.Parallel()
	m := &moving{house: newHouse()}
	site := newSite(m.house)
	site.Live, site.Gate = m, m
	server := httptest.NewServer(site.Handler())
	t.Cleanup(server.Close)

	current := listen(t, server, "~0", "")
	if got := current(); got != ": " {
		t.Fatalf("to who is up to date: %.200s", got)
	}
	behind := listen(t, server, "~0", "~older")
	if got := behind(); !strings.HasPrefix(got, "id: ~0\ndata: ") || !strings.Contains(got, `hx-target="#room"`) || !strings.Contains(got, "TP-2026-0921-0047-3") {
		t.Fatalf("to who missed something: %.200s", got)
	}
	m.n.Store(1)
	for _, next := range []func() string{current, behind} {
		if got := next(); !strings.HasPrefix(got, "id: ~1\ndata: ") {
			t.Fatalf("when something happened: %.200s", got)
		}
	}
	m.lost.Store(true)
	m.n.Store(2)
	if got := current(); got != "event: over\ndata: "+text.Load().Of(text.English).Live.Lost || current() != "END" {
		t.Errorf("when the case was lost: %.200s", got)
	}
	m.lost.Store(false)
	m.out.Store(true)
	m.n.Store(3)
	if got := listen(t, server, "~3", "")(); got != "event: over\ndata: "+text.Load().Of(text.English).Live.Ended {
		t.Errorf("to who is not signed in: %.200s", got)
	}
	m.out.Store(false)
	stopped := listen(t, server, "~3", "")
	stopped()
	site.Leave()
	site.Leave()
	if got := stopped(); got != "END" {
		t.Errorf("when the server stops: %.200s", got)
	}
}

// A room that is renewed leads back to the list it was opened from, filters and all, and
// so does its next line.
func TestRenewedRoomLeadsBack(t *testing.T) {
	t.Parallel()
	m := &moving{house: newHouse()}
	site := newSite(m.house)
	site.Live, site.Gate = m, m
	server := httptest.NewServer(site.Handler())
	t.Cleanup(server.Close)
	got := listenAs(t, server, "mediator", "~0&from="+url.QueryEscape("view=team&stage=EVIDENCE"), "~older")()
	if !strings.Contains(got, `href="/workbench?view=team&amp;stage=EVIDENCE#`) {
		t.Errorf("no way back to the filtered list: %.400s", got[strings.Index(got, "way"):])
	}
	page := visitAs(t, newSite(newHouse()).Handler(), "mediator", caseURL+"?from="+url.QueryEscape("view=team"))
	if !strings.Contains(page, "live?at=") || !strings.Contains(page, "from=view%3Dteam") {
		t.Error("the page's line forgets where it came from")
	}
}

// visitAs is a page as somebody gets it.
func visitAs(t *testing.T, site http.Handler, who, path string) string {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	r.AddCookie(&http.Cookie{Name: "tianping", Value: who})
	w := httptest.NewRecorder()
	site.ServeHTTP(w, r)
	return w.Body.String()
}

// One person has so many live pages and no more; a place is free again when one goes.
func TestLinesAreCounted(t *testing.T) {
	t.Parallel()
	var l lines
	l.open()
	a, b := id.From[id.Person]([16]byte{1}), id.From[id.Person]([16]byte{2})
	for range ownLines {
		if !l.take(a) {
			t.Fatal("too early")
		}
	}
	if l.take(a) || !l.take(b) {
		t.Error("the ninth window, or the other person's first")
	}
	l.leave(a)
	if !l.take(a) {
		t.Error("a place that became free")
	}
	l.all = mostLines
	if l.take(b) {
		t.Error("the house is full")
	}
}
