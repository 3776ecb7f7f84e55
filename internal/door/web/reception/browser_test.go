package reception

import (
	"context"
	"crypto/rand"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/evidence"
	"github.com/tianping-odr/tianping/internal/office/filing"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/identity/identitytest"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

var shots = flag.String("shots", "", "write a picture of every page looked at into this folder")

const password = "open-sesame-2026"

// papers keeps draft documents in memory.
type papers struct {
	docs map[id.Case][]byte
	tags map[id.Case]int
}

func (p *papers) Get(_ context.Context, _ id.Market, c id.Case) ([]byte, string, error) {
	if p.docs[c] == nil {
		return nil, "", filing.ErrUnknown
	}
	return p.docs[c], fmt.Sprint(p.tags[c]), nil
}

func (p *papers) Put(_ context.Context, _ id.Market, c id.Case, doc []byte, ifTag string) (string, error) {
	if fmt.Sprint(p.tags[c]) != ifTag {
		return "", filing.ErrChanged
	}
	p.tags[c]++
	p.docs[c] = doc
	return fmt.Sprint(p.tags[c]), nil
}

func (p *papers) Delete(_ context.Context, _ id.Market, c id.Case) error {
	delete(p.docs, c)
	delete(p.tags, c)
	return nil
}

// known knows everybody.
type known struct{}

func (known) Known(context.Context, id.Market, id.Person) (bool, error) { return true, nil }

// stand is a whole office behind a site, and a browser before it.
type stand struct {
	t      *testing.T
	office *officetest.Office
	desk   *Reception
	server *httptest.Server
	tab    context.Context
	lang   string
	shot   int
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
		Filing:   &filing.Desk{Drafts: &papers{docs: map[id.Case][]byte{}, tags: map[id.Case]int{}}, Keys: keysOf(o), Random: rand.Reader},
		Evidence: &evidence.Room{Blobs: newShelf(), Keys: keysOf(o), Random: rand.Reader},
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
		if err := o.Stepper.Settle(q.Context(), o.Market); err != nil {
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

// inChromium opens a browser without scripts, or skips aloud where there is none.
func inChromium(t *testing.T, lang string) *stand {
	t.Helper()
	if testing.Short() {
		t.Skip("SKIPPED: short")
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("CI has no chromium")
		}
		t.Skip("SKIPPED: no chromium here; apt-get install chromium fonts-noto-cjk")
	}
	o, err := officetest.Memory(t.Context(), 7, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Buy(t.Context(), officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour}); err != nil {
		t.Fatal(err)
	}
	s := &stand{t: t, office: o, lang: lang}
	s.desk, s.server = serveOffice(t, o)
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.NoFirstRun, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true),
	}
	alloc, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	tab, closeTab := chromedp.NewContext(alloc)
	t.Cleanup(closeTab)
	patient, cancel := context.WithTimeout(tab, 8*time.Minute)
	t.Cleanup(cancel)
	s.tab = patient
	if err := chromedp.Run(patient); err != nil { // the first run ties the browser to its context
		t.Fatal(err)
	}
	s.run("scripts off", emulation.SetScriptExecutionDisabled(true), emulation.SetDeviceMetricsOverride(1440, 900, 1, false),
		network.SetCookie("lang", lang).WithURL(s.server.URL))
	return s
}

func (s *stand) run(what string, steps ...chromedp.Action) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.tab, 60*time.Second)
	defer cancel()
	if err := chromedp.Run(ctx, steps...); err != nil {
		s.t.Fatalf("%s: %v at %s\n%s", what, err, s.where(), s.body())
	}
}

func (s *stand) where() string {
	var at string
	_ = chromedp.Run(s.tab, chromedp.Location(&at))
	return strings.TrimPrefix(at, s.server.URL)
}

func (s *stand) body() string {
	var text string
	_ = chromedp.Run(s.tab, chromedp.Evaluate(`document.body.innerText`, &text))
	return text
}

// as signs somebody in.
func (s *stand) as(name string) {
	s.t.Helper()
	s.run("sign in "+name, chromedp.Navigate(s.server.URL+"/sign-in"), chromedp.SetValue(`[name="account"]`, name, chromedp.ByQuery),
		chromedp.SetValue(`[name="password"]`, password, chromedp.ByQuery), s.press(`form[action="/sign-in"] button`))
	if at := s.where(); at != "/" && at != "/workbench" {
		s.t.Fatalf("%s did not get in: %s\n%s", name, at, s.body())
	}
}

func (s *stand) open(path string) { s.run(path, chromedp.Navigate(s.server.URL+path)) }

// press sends a form and waits for the answer.
func (s *stand) press(button string) chromedp.Action {
	return chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := chromedp.RunResponse(ctx, chromedp.Click(button, chromedp.ByQuery))
		return err
	})
}

// set fills one input of whatever kind.
func (s *stand) set(name, value string) {
	s.t.Helper()
	var ok bool
	s.run("set "+name, chromedp.Evaluate(fmt.Sprintf(`(() => { const all = [...document.querySelectorAll('main [name=%q]')].filter(e => e.type !== 'hidden');
		for (const e of all) { if (e.type === 'radio' || e.type === 'checkbox') { if (e.value === %q || %q === 'on') { e.checked = true; return true } } else { e.value = %q; return e.value === %q } } return false })()`, name, value, value, value, value), &ok))
	if !ok {
		var names string
		s.run("names", chromedp.Evaluate(`[...document.querySelectorAll('main [name]')].map(e => e.name + '=' + e.value).join(' ')`, &names))
		s.t.Fatalf("%s has no %s = %s; there is: %s", s.where(), name, value, names)
	}
}

// see wants words on the page.
func (s *stand) see(words string) {
	s.t.Helper()
	if text := s.body(); !strings.Contains(text, words) {
		s.t.Fatalf("%s does not say %q:\n%s", s.where(), words, text)
	}
}

// not wants words not to be on the page.
func (s *stand) not(words string) {
	s.t.Helper()
	if text := s.body(); strings.Contains(text, words) {
		s.t.Fatalf("%s must not say %q:\n%s", s.where(), words, text)
	}
}

// send presses the last button of the form of the page; a grave act is confirmed
// on the page that follows.
func (s *stand) send() {
	s.t.Helper()
	const last = `main form.form .wiz-nav button:last-of-type`
	s.look()
	s.run("send", s.press(last))
	if strings.Contains(s.where(), "recorded=") {
		return
	}
	var asks bool
	s.run("asked twice?", chromedp.Evaluate(`!!document.querySelector('input[name="_step"][value="confirm"]')`, &asks))
	if asks {
		s.look()
		s.run("confirm", chromedp.Evaluate(`document.querySelectorAll('main form.form input[type=checkbox]').forEach(e => e.checked = true)`, nil), s.press(last))
	}
}

// do makes a move by its link on the page of the case.
func (s *stand) do(who, kase, act string, fields ...string) {
	s.t.Helper()
	s.as(who)
	s.open(kase)
	s.look()
	link := fmt.Sprintf(`main a[href^="%s/moves/%s"]`, kase, act)
	var there bool
	s.run("link", chromedp.Evaluate(fmt.Sprintf(`!!document.querySelector(%q)`, link), &there))
	if !there {
		s.t.Fatalf("%s may not %s:\n%s", who, act, s.body())
	}
	s.run(act, s.press(link))
	for i := 0; i+1 < len(fields); i += 2 {
		s.set(fields[i], fields[i+1])
	}
	s.send()
	if !strings.Contains(s.where(), "recorded=") {
		s.t.Fatalf("%s: %s was not recorded: %s\n%s", who, act, s.where(), s.body())
	}
}

// look leaves a picture at two widths.
func (s *stand) look() {
	s.t.Helper()
	if *shots == "" {
		return
	}
	s.shot++
	for _, wide := range []int64{390, 1440} {
		var picture []byte
		s.run("picture", emulation.SetDeviceMetricsOverride(wide, 900, 1, wide < 600), chromedp.FullScreenshot(&picture, 100))
		name := strings.NewReplacer("/", "_", "?", "_", "=", "_").Replace(fmt.Sprintf("%s-%s-%02d-%d.png", s.t.Name(), s.lang, s.shot, wide))
		if err := os.WriteFile(filepath.Join(*shots, name), picture, 0o600); err != nil {
			s.t.Fatal(err)
		}
	}
	s.run("wide again", emulation.SetDeviceMetricsOverride(1440, 900, 1, false))
}

// file files “signed for, not received” about the only order, page by page, and
// gives the address of the case.
func (s *stand) file() string {
	s.t.Helper()
	s.as("buyer")
	s.open("/file?problem=E1")
	s.look()
	s.run("the order", s.press(`form[method="post"][action="/file"] button`))
	s.set("scope.0.line", "1")
	s.set("scope.0.qty", "1")
	s.set("story", "显示已签收，但我没有收到。")
	s.send()
	s.run("no files", s.press(`main form.form .wiz-nav button`))
	s.set("claims.0.remedy", "REFUND_ONLY")
	s.send()
	s.see("显示已签收，但我没有收到。")
	s.send()
	at := s.where()
	if !strings.HasPrefix(at, "/cases/") || !strings.Contains(at, "recorded=") {
		s.t.Fatalf("not filed: %s\n%s", at, s.body())
	}
	kase, _, _ := strings.Cut(at, "?")
	return kase
}

// until lets legal time pass.
func (s *stand) until(to time.Time) {
	s.t.Helper()
	if err := s.office.Until(s.t.Context(), to); err != nil {
		s.t.Fatal(err)
	}
}

// refunded is what came back to the buyer, in fen.
func (s *stand) refunded(kase string) int64 {
	s.t.Helper()
	c, err := id.Parse[id.Case](strings.TrimPrefix(kase, "/cases/"))
	if err != nil {
		s.t.Fatal(err)
	}
	seen, err := s.office.Casebook.Case(s.t.Context(), s.office.Who("buyer"), c)
	if err != nil {
		s.t.Fatal(err)
	}
	books, _, err := s.office.Clerk.Books(s.t.Context(), s.office.Market, seen.Sight.World.Order.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	return books.Picture().RefundedMinor
}

func (s *stand) two(zh, en string) string {
	if s.lang == "en" {
		return en
	}
	return zh
}

// may tells whether the open case offers an act.
func (s *stand) may(kase, act string) bool {
	var there bool
	s.run("may", chromedp.Evaluate(fmt.Sprintf(`!!document.querySelector('main a[href^="%s/moves/%s"]')`, kase, act), &there))
	return there
}
