package web

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/a-h/templ"

	"github.com/tianping-odr/tianping/internal/door/web/page"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// mostServed is how many times the bare drawing of the same data a page may take to
// be served; longestRoom is what a room of 200 events may take.
const (
	mostServed  = 3.0
	longestRoom = 10 * time.Millisecond
)

// BenchmarkServedPages compares a page as it is served (guard, session, port, frame,
// drawing) with the bare drawing of the same view, and fails beyond mostServed. The
// port costs nothing here: it is the door that is measured.
func BenchmarkServedPages(b *testing.B) {
	l, t := tongue(text.Chinese), text.Load()
	zh := t.Of(text.Chinese)
	who, _ := visitor("buyer")
	staff, _ := visitor("mediator")
	frame := func(v view.Visitor, title string) page.Frame {
		return page.Frame{T: zh, Who: v, Now: on(9, 21, 16, 0), Title: title, Here: "/", Key: "k", Ref: "r", Sandbox: true, Marks: text.NewMarks(text.Chinese)}
	}
	start, err := newHouse().Start(b.Context(), view.Visitor{Account: "buyer", Lang: text.Chinese}, "")
	if err != nil {
		b.Fatal(err)
	}
	bench, err := newHouse().Workbench(b.Context(), view.Visitor{Account: "mediator", Staff: true, Lang: text.Chinese}, Work{})
	if err != nil {
		b.Fatal(err)
	}
	room := lengthened(l.caseFor("buyer"), 200)
	for _, c := range []struct {
		name, who, path string
		bare            func() templ.Component
		most            time.Duration
	}{
		{"start", "buyer", "/", func() templ.Component { return page.StartPage(frame(who, "t"), start) }, 0},
		{"workbench", "mediator", "/workbench", func() templ.Component { return page.WorkbenchPage(frame(staff, "t"), bench) }, 0},
		{"room", "buyer", caseURL, func() templ.Component { return page.CasePage(frame(who, "t"), room, nil) }, longestRoom},
	} {
		b.Run(c.name, func(b *testing.B) {
			h := newHouse()
			h.long = 200
			site := newSite(h).Handler()
			bare := least(func() { draws(b, c.bare()) })
			served := least(func() { serves(b, site, c.who, c.path) })
			for b.Loop() {
				serves(b, site, c.who, c.path)
			}
			b.ReportMetric(float64(served)/float64(bare), "×bare")
			b.ReportMetric(float64(served.Microseconds()), "µs/served")
			if float64(served) > mostServed*float64(bare) {
				b.Errorf("served in %v, %.1f times the bare drawing (%v)", served, float64(served)/float64(bare), bare)
			}
			if c.most > 0 && served > c.most {
				b.Errorf("served in %v, more than %v", served, c.most)
			}
		})
	}
}

// least is the median of some runs.
func least(run func()) time.Duration {
	var all []time.Duration
	for range 31 {
		began := time.Now() //nolint:forbidigo // a benchmark measures the machine
		run()
		all = append(all, time.Since(began)) //nolint:forbidigo // as above
	}
	for i := range all {
		for j := i; j > 0 && all[j] < all[j-1]; j-- {
			all[j], all[j-1] = all[j-1], all[j]
		}
	}
	return all[len(all)/2]
}

func draws(b *testing.B, c templ.Component) {
	b.Helper()
	if err := c.Render(context.Background(), &bytes.Buffer{}); err != nil {
		b.Fatal(err)
	}
}

func serves(b *testing.B, site http.Handler, who, path string) {
	b.Helper()
	r := httptest.NewRequestWithContext(context.Background(), http.MethodGet, path, nil)
	r.AddCookie(&http.Cookie{Name: "tianping", Value: who})
	r.AddCookie(&http.Cookie{Name: "lang", Value: "zh"})
	w := httptest.NewRecorder()
	site.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		b.Fatalf("%s is %d", path, w.Code)
	}
}

// lengthened is a case whose timeline has n entries.
func lengthened(c view.Case, n int) view.Case {
	first := c.Timeline
	for i := len(c.Timeline); i < n; i++ {
		e := first[i%len(first)]
		e.ID, e.Seq = fmt.Sprintf("%s-%d", e.ID, i), uint64(i)
		c.Timeline = append(c.Timeline, e)
	}
	return c
}
