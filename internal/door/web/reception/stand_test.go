package reception

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/enginetest"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/pagetest"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/filing"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/identity/identitytest"
	"github.com/tianping-odr/tianping/internal/office/looks"
	"github.com/tianping-odr/tianping/internal/office/officetest"
	"github.com/tianping-odr/tianping/internal/office/streams"
	"github.com/tianping-odr/tianping/internal/office/unsent"
	"github.com/tianping-odr/tianping/internal/office/unsent/unsenttest"
)

var shots = flag.String("shots", "", "write a picture of every page looked at into this folder")

const password = "open-sesame-2026"

// draftPapers keep draft documents in memory.
type draftPapers struct {
	mu   sync.Mutex
	docs map[id.Case][]byte
	tags map[id.Case]int
}

func (p *draftPapers) Get(_ context.Context, _ id.Market, c id.Case) ([]byte, string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.docs[c] == nil {
		return nil, "", filing.ErrUnknown
	}
	return p.docs[c], fmt.Sprint(p.tags[c]), nil
}

func (p *draftPapers) Put(_ context.Context, _ id.Market, c id.Case, doc []byte, ifTag string) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if fmt.Sprint(p.tags[c]) != ifTag {
		return "", filing.ErrChanged
	}
	p.tags[c]++
	p.docs[c] = doc
	return fmt.Sprint(p.tags[c]), nil
}

func (p *draftPapers) Delete(_ context.Context, _ id.Market, c id.Case) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.docs, c)
	delete(p.tags, c)
	return nil
}

// known knows everybody.
type known struct{}

func (known) Known(context.Context, id.Market, id.Person) (bool, error) { return true, nil }

// stand is a whole office behind a site, and before it a window of a browser for
// everybody who takes part, as each has his own device.
type stand struct {
	t       *testing.T
	office  *officetest.Office
	desk    *Reception
	server  *httptest.Server
	tab     context.Context // the window of who acts now
	who     string          // who acts now
	windows map[string]*window
	browser context.Context
	lang    string
	scripts bool
	keys    bool // everything by keys, nothing by mouse
	shot    int
	order   id.Order // the first there is
	atStep  func()   // what else is done at each step of filing; nil: nothing
}

// serveOffice puts the pages before an office; whatever follows from an act has
// happened before the answer goes out.
func serveOffice(t *testing.T, o *officetest.Office) (*Reception, *httptest.Server) {
	t.Helper()
	desk, err := identity.NewDesk(&identitytest.Memory{}, known{}, identity.Options{Now: o.Machine.Now, Random: rand.Reader, Veil: make([]byte, 32)})
	if err != nil {
		t.Fatal(err)
	}
	for name, p := range o.People {
		if _, err := desk.Register(t.Context(), identity.NewAccount{Market: o.Market, Person: p, Login: name, Password: password}); err != nil {
			t.Fatal(err)
		}
	}
	r := &Reception{
		Market: o.Market, Clerk: o.Clerk, Casebook: o.Casebook, Identity: desk, Library: o.Library, Stepper: o.Stepper,
		Filing:   &filing.Desk{Drafts: &draftPapers{docs: map[id.Case][]byte{}, tags: map[id.Case]int{}}, Keys: keysOf(o), Random: rand.Reader},
		Unsent:   &unsent.Desk{Papers: &unsenttest.Memory{}, Keys: keysOf(o), Random: rand.Reader, Now: o.Machine.Now},
		Evidence: o.Clerk.Evidence, Looks: &looks.Memory{},
	}
	site := &web.Site{Ports: r.Ports(), Words: Words, Log: slog.New(slog.NewTextHandler(t.Output(), nil))}
	pages := site.Handler()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if q.Method != http.MethodPost {
			pages.ServeHTTP(w, q)
			return
		}
		answer := httptest.NewRecorder()
		pages.ServeHTTP(answer, q)
		if err := o.Stepper.Settle(q.Context(), o.Market); err != nil && q.Context().Err() == nil {
			t.Error(err)
		}
		for name, values := range answer.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes())
	}))
	t.Cleanup(server.Close)
	return r, server
}

func keysOf(o *officetest.Office) docket.Keys { return o.Clerk.Keys }

// chromium is one browser for all tests of the package; every window has its own
// cookies in it.
var chromium = sync.OnceValues(func() (context.Context, error) {
	options, err := pagetest.Chromium()
	if err != nil {
		return nil, err
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), options...)
	browser, _ := chromedp.NewContext(alloc)
	quit = func() { _ = chromedp.Cancel(browser); stop() } // waits until it has ended
	return browser, chromedp.Run(browser)                  // the first run starts it
})

// quit ends the browser, if one was started.
var quit = func() {}

func TestMain(m *testing.M) {
	code := m.Run()
	quit()
	os.Exit(code)
}

// together is how many stories may run at once, whatever the machine.
var together = make(chan struct{}, 3)

// inChromium puts a browser without scripts before a new office.
func inChromium(t *testing.T, lang string) *stand {
	t.Helper()
	return standIn(t, lang, false, officetest.Begins())
}

// standIn puts a browser before a new office, or skips aloud where there is none.
func standIn(t *testing.T, lang string, scripts bool, begins time.Time) *stand {
	t.Helper()
	if testing.Short() {
		t.Skip("SKIPPED: short")
	}
	browser, err := chromium()
	if errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") != "true" {
		t.Skip("SKIPPED: no chromium here; run scripts/setup-tests")
	}
	if err != nil {
		t.Fatal(err)
	}
	together <- struct{}{}
	t.Cleanup(func() { <-together })
	o, err := enginetest.Office(t, 7, begins)
	if err != nil {
		t.Fatal(err)
	}
	s := &stand{t: t, office: o, lang: lang, scripts: scripts, browser: browser, windows: map[string]*window{}}
	s.order = s.buy(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	s.desk, s.server = serveOffice(t, o)
	t.Cleanup(s.verified)
	t.Cleanup(s.shut)
	return s
}

// told tells a story to a browser without scripts, by mouse, and to one with them, by
// keys alone; once in each language; plain is the language without scripts.
func told(t *testing.T, plain string, story func(*stand)) {
	t.Helper()
	toldFrom(t, officetest.Begins(), plain, story)
}

// toldFrom is told with legal time beginning at an instant.
func toldFrom(t *testing.T, begins time.Time, plain string, story func(*stand)) {
	t.Helper()
	t.Parallel()
	other := map[string]string{"zh": "en", "en": "zh"}[plain]
	for _, way := range []struct {
		name, lang string
		scripts    bool
	}{{"plain", plain, false}, {"keys", other, true}} {
		t.Run(way.name+" "+way.lang, func(t *testing.T) {
			t.Parallel()
			s := standIn(t, way.lang, way.scripts, begins)
			s.keys = way.scripts
			story(s)
		})
	}
}

// verified recomputes the whole store from its events, as `tianping verify` does.
func (s *stand) verified() {
	in, ok := s.office.Clerk.Docket.(interface {
		Inspect(context.Context, func(docket.Inspected) error) error
	})
	if !ok {
		s.t.Error("this docket does not show its tables")
		return
	}
	ctx := context.WithoutCancel(s.t.Context())
	err := in.Inspect(ctx, func(at docket.Inspected) error {
		return docket.Verify(ctx, at, streams.NewDesign(s.office.Library), s.office.Clerk.Keys, func(p docket.Problem) { s.t.Errorf("verify: %+v", p) })
	})
	if err != nil {
		s.t.Error(err)
	}
}

// buy puts an order into the marketplace.
func (s *stand) buy(goods ...officetest.Goods) id.Order {
	s.t.Helper()
	order, err := s.office.Buy(s.t.Context(), goods...)
	if err != nil {
		s.t.Fatal(err)
	}
	return order
}

func (s *stand) two(zh, en string) string {
	if s.lang == "en" {
		return en
	}
	return zh
}

// path is an address without its query.
func path(address string) string {
	at, _, _ := strings.Cut(address, "?")
	return at
}
