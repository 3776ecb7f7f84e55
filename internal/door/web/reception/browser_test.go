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
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"github.com/tianping-odr/tianping/internal/core/escrow"
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
	t       *testing.T
	office  *officetest.Office
	desk    *Reception
	server  *httptest.Server
	tab     context.Context
	lang    string
	shot    int
	order   id.Order          // the first there is
	who     string            // signed in now
	cookies map[string]string // sessions by person
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

// chromium is one browser for all tests of the package, without scripts; each stand
// has its own cookies in it.
var chromium = sync.OnceValues(func() (context.Context, error) {
	path, err := exec.LookPath("chromium")
	if err != nil {
		return nil, err
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.NoFirstRun, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true),
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), options...)
	browser, closeBrowser := chromedp.NewContext(alloc)
	quit = func() { closeBrowser(); stop() }
	return browser, chromedp.Run(browser) // the first run starts it
})

// quit ends the browser, if one was started.
var quit = func() {}

func TestMain(m *testing.M) {
	code := m.Run()
	quit()
	os.Exit(code)
}

// inChromium puts a browser before a new office, or skips aloud where there is none.
func inChromium(t *testing.T, lang string) *stand {
	t.Helper()
	if testing.Short() {
		t.Skip("SKIPPED: short")
	}
	browser, err := chromium()
	if errors.Is(err, exec.ErrNotFound) && os.Getenv("CI") != "true" {
		t.Skip("SKIPPED: no chromium here; apt-get install chromium fonts-noto-cjk")
	}
	if err != nil {
		t.Fatal(err)
	}
	o, err := officetest.Memory(t.Context(), 7, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	s := &stand{t: t, office: o, lang: lang, cookies: map[string]string{}}
	first := s.buy(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	s.order = first
	s.desk, s.server = serveOffice(t, o)
	tab, closeTab := chromedp.NewContext(browser, chromedp.WithTargetID(s.window(browser)))
	t.Cleanup(closeTab)
	patient, cancel := context.WithTimeout(tab, 8*time.Minute)
	t.Cleanup(cancel)
	s.tab = patient
	if err := chromedp.Run(patient); err != nil { // the first run ties the tab to its context
		t.Fatal(err)
	}
	s.run("scripts off", emulation.SetScriptExecutionDisabled(true), emulation.SetDeviceMetricsOverride(1024, 768, 1, false),
		network.SetCookie("lang", lang).WithURL(s.server.URL))
	return s
}

// window opens a window with cookies of its own.
func (s *stand) window(browser context.Context) (id target.ID) {
	s.t.Helper()
	c := chromedp.FromContext(browser)
	ctx := cdp.WithExecutor(browser, c.Browser)
	jar, err := target.CreateBrowserContext().Do(ctx)
	if err == nil {
		id, err = target.CreateTarget("about:blank").WithBrowserContextID(jar).WithNewWindow(true).Do(ctx)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return id
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

// as signs somebody in, by the form the first time; after that his session goes on.
func (s *stand) as(name string) {
	s.t.Helper()
	if s.who == name {
		return
	}
	s.who = name
	cookie := network.SetCookie("tianping", s.cookies[name]).WithURL(s.server.URL)
	if s.cookies[name] != "" {
		s.run("again "+name, cookie)
		return
	}
	s.run("sign in "+name, network.DeleteCookies("tianping").WithURL(s.server.URL), chromedp.Navigate(s.server.URL+"/sign-in"), chromedp.SetValue(`[name="account"]`, name, chromedp.ByQuery),
		chromedp.SetValue(`[name="password"]`, password, chromedp.ByQuery), s.press(`form[action="/sign-in"] button`))
	if at := s.where(); at != "/" && at != "/workbench" {
		s.t.Fatalf("%s did not get in: %s\n%s", name, at, s.body())
	}
	s.run("session", chromedp.ActionFunc(func(ctx context.Context) error {
		all, err := network.GetCookies().WithURLs([]string{s.server.URL}).Do(ctx)
		for _, c := range all {
			if c.Name == "tianping" {
				s.cookies[name] = c.Value
			}
		}
		return err
	}))
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

// lastButton sends the form of a page.
const lastButton = `main form.form .wiz-nav button:last-of-type`

// send presses the last button of the form of the page; a grave act is confirmed
// on the page that follows.
func (s *stand) send() {
	s.t.Helper()
	s.look()
	s.run("send", s.press(lastButton))
	if strings.Contains(s.where(), "recorded=") {
		return
	}
	var asks bool
	s.run("asked twice?", chromedp.Evaluate(`!!document.querySelector('input[name="_step"][value="confirm"]')`, &asks))
	if asks {
		s.look()
		s.run("confirm", chromedp.Evaluate(`document.querySelectorAll('main form.form input[type=checkbox]').forEach(e => e.checked = true)`, nil), s.press(lastButton))
	}
}

// do makes a move by its link on the page of the case, or of the order.
func (s *stand) do(who, kase, act string, fields ...string) {
	s.t.Helper()
	s.as(who)
	s.open(kase)
	s.look()
	s.move(who, kase, act, fields...)
}

// move makes a move of the page that is open.
func (s *stand) move(who, kase, act string, fields ...string) {
	s.t.Helper()
	link := linkTo(kase, act)
	var there bool
	s.run("link", chromedp.Evaluate(fmt.Sprintf(`!!document.querySelector(%q)`, link), &there))
	if !there {
		s.t.Fatalf("%s may not %s:\n%s", who, act, s.body())
	}
	s.run(act, s.press(link))
	for i := 0; i+1 < len(fields); i += 2 {
		if path, isFile := strings.CutPrefix(fields[i+1], "file:"); isFile {
			s.run("upload "+path, chromedp.SetUploadFiles(fmt.Sprintf(`main input[type="file"][name=%q]`, fields[i]), []string{path}, chromedp.ByQuery))
			continue
		}
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
	s.run("wide again", emulation.SetDeviceMetricsOverride(1024, 768, 1, false))
}

// claim is one thing asked for in a dispute: a reason, a remedy, goods.
type claim struct {
	reason, remedy    string
	line, parcel, qty string
}

// notReceived is “signed for, not received” about the first line.
func notReceived() claim { return claim{reason: "E1", remedy: "REFUND_ONLY", line: "1", qty: "1"} }

// file files a dispute about an order, page by page, and gives the address of the case.
func (s *stand) file(order id.Order, asked claim) string {
	s.t.Helper()
	s.as("buyer")
	s.open("/file?problem=" + asked.reason + "&order=" + order.String())
	s.look()
	s.run("the order", s.press(`form[method="post"][action="/file"] button.btn-primary`))
	s.set("scope.0.line", asked.line)
	s.set("scope.0.qty", asked.qty)
	if asked.parcel != "" {
		s.set("scope.0.parcel", asked.parcel)
	}
	s.set("story", "显示已签收，但我没有收到。")
	s.send()
	s.run("no files", s.press(`main form.form .wiz-nav button`))
	s.set("claims.0.remedy", asked.remedy)
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

// money is where the money of an order is.
func (s *stand) money(order id.Order) escrow.Picture {
	s.t.Helper()
	books, _, err := s.office.Clerk.Books(s.t.Context(), s.office.Market, order)
	if err != nil {
		s.t.Fatal(err)
	}
	return books.Picture()
}

// paid wants so much refunded and released of an order, the rest of it nowhere, and
// no payment asked of the provider twice.
func (s *stand) paid(order id.Order, refunded, released int64) {
	s.t.Helper()
	sums := s.money(order).Sums
	if sums.RefundedMinor != refunded || sums.ReleasedMinor != released || sums.HeldMinor+sums.FrozenMinor+sums.PayableMinor != 0 {
		s.t.Errorf("refunded %d, released %d of %+v; want %d and %d, and nothing left", sums.RefundedMinor, sums.ReleasedMinor, sums, refunded, released)
	}
	for instruction, n := range s.office.Provider.Seen {
		if n != 1 {
			s.t.Errorf("instruction %s was given %d times", instruction, n)
		}
	}
}

func (s *stand) two(zh, en string) string {
	if s.lang == "en" {
		return en
	}
	return zh
}

// linkTo is the button of an act: with or without what it is about.
func linkTo(kase, act string) string {
	return fmt.Sprintf(`main a[href="%[1]s/moves/%[2]s"], main a[href^="%[1]s/moves/%[2]s?"]`, kase, act)
}

// may tells whether the open case offers an act.
func (s *stand) may(kase, act string) bool {
	var there bool
	s.run("may", chromedp.Evaluate(fmt.Sprintf(`!!document.querySelector(%q)`, linkTo(kase, act)), &there))
	return there
}
