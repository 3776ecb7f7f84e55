package reception

import (
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// TestBrowserShopAnswersInThreeTaps: a merchant without scripts answers each of three
// cases in three taps and types nothing, one fully, one in part, one with a reason;
// the next case is one tap away, and the last page says that all is done. The test
// counts the taps itself. What a specialist may not concede is not offered to him.
func TestBrowserShopAnswersInThreeTaps(t *testing.T) {
	t.Parallel()
	s := inChromium(t, "zh")
	var cases []id.Case
	for range 3 {
		cases = append(cases, s.waitingCase())
	}
	if err := s.office.Until(t.Context(), officetest.Begins().Add(26*time.Hour)); err != nil { // the filings are served
		t.Fatal(err)
	}
	s.as("shop")
	if path(s.where()) != "/shop" {
		t.Fatalf("a shop begins at %s", s.where())
	}
	s.see("3 件等您处理")
	s.see("没有答复的，平台介入，按证据处理")
	taps := 0
	tap := func(what, list string) {
		taps++
		s.follow(what, allOf(list))
		if s.there(`main input[type=text], main textarea, main input:not([type])`) {
			t.Errorf("%s asks to type something", s.where())
		}
	}
	for i, choice := range []string{"accept-1", "offer-keep_50", "contest-tracing"} {
		taps = 0
		if i == 0 {
			tap("quick answer", `main .shop-row .quick`)
		} else {
			tap("next case", `main a.btn-primary[href$="/answer"]`)
		}
		s.look()
		tap(choice, `main a.prob[href$="choose=`+choice+`"]`)
		s.see("确认：")
		if choice == "accept-1" {
			s.see("¥299.00")
			s.see("担保款 → ")
		}
		s.look()
		tap("confirm", `main form.card button.btn-primary`)
		s.see("已记录")
		if taps != 3 {
			t.Errorf("%s took %d taps", choice, taps)
		}
	}
	s.see("签署和解协议") // what is left: what was agreed to waits for a signature
	s.look()
	did := map[string]bool{}
	for _, c := range cases {
		seen, err := s.office.Casebook.Case(t.Context(), s.office.Who("shop"), c)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range seen.Timeline {
			if a, ok := e.Event.(dispute.Act); ok && e.Person == s.office.People["shop"] {
				did[a.Move] = true
			}
		}
	}
	if !did["accept_offer"] || !did["offer"] || !did["answer"] {
		t.Errorf("recorded %v", did)
	}
	s.open("/shop/money")
	s.see("冻结中")
}

// waitingCase is a case whose filing the shop has to answer.
func (s *stand) waitingCase() id.Case {
	s.t.Helper()
	order := s.buy(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	res, err := s.office.Clerk.Open(s.t.Context(), s.office.Who("buyer"), clerk.Opening{Order: order})
	if err != nil {
		s.t.Fatal(err)
	}
	err = s.office.Do(s.t.Context(), "buyer", res.Case, "submit", play.Items("claims", play.Claim("E1", "REFUND_ONLY", 0, "1", "1")))
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.office.Do(s.t.Context(), "officer", res.Case, "accept"); err != nil {
		if err := s.office.Do(s.t.Context(), "officer_2", res.Case, "accept"); err != nil {
			s.t.Fatal(err)
		}
	}
	return res.Case
}

// TestShopsPeople: who works for two shops sees the cases of both, and with the other
// hat what he bought himself; a specialist is shown what is beyond his limit, with
// whom to ask; nobody else has a shop's pages.
func TestShopsPeople(t *testing.T) {
	t.Parallel()
	o, err := officetest.Memory(t.Context(), 5, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	several(t, o)
	specialist, err := o.Clerk.Register(t.Context(), clerk.System(o.Market), "test", "specialist", "specialist")
	if err != nil {
		t.Fatal(err)
	}
	o.People["specialist"] = specialist
	if err := o.Clerk.Grant(t.Context(), clerk.System(o.Market), party.GrantCapacity{Person: specialist, Capacity: party.AfterSales, Merchant: o.Merchant, LimitMinor: 10000}); err != nil {
		t.Fatal(err)
	}
	_, server := serveOffice(t, o)
	page := visit(t, server, "specialist", "/shop")
	if !strings.Contains(page, "/answer") {
		t.Fatalf("the specialist has nothing to answer:\n%s", page)
	}
	at := page[strings.Index(page, "/shop/cases/"):]
	quick := visit(t, server, "specialist", at[:strings.Index(at, `"`)])
	for _, want := range []string{"超过您的限额 ¥100.00", "请示主管", "choose=offer-keep_20"} {
		if !strings.Contains(quick, want) {
			t.Errorf("the quick answers do not say %q", want)
		}
	}
	if strings.Contains(quick, "answer?choose=accept-1") {
		t.Error("what is beyond the limit may be pressed")
	}
	for _, who := range []string{"buyer", "mediator", "adjudicator"} {
		if got := visitStatus(t, server, who, "/shop"); got != 404 {
			t.Errorf("%s gets %d", who, got)
		}
		if got := visitStatus(t, server, who, at[:strings.Index(at, `"`)]); got != 404 {
			t.Errorf("%s gets %d for the quick answers", who, got)
		}
	}
}

// visit signs in and reads a page.
func visit(t *testing.T, server *httptest.Server, who, at string) string {
	t.Helper()
	page, status := fetch(t, server, who, at)
	if status != http.StatusOK {
		t.Fatalf("%s is %d to %s", at, status, who)
	}
	return page
}

func visitStatus(t *testing.T, server *httptest.Server, who, at string) int {
	t.Helper()
	_, status := fetch(t, server, who, at)
	return status
}

func fetch(t *testing.T, server *httptest.Server, who, at string) (string, int) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	visitor := &http.Client{Jar: jar}
	for _, ask := range []func() (*http.Response, error){
		func() (*http.Response, error) {
			return visitor.PostForm(server.URL+"/sign-in", url.Values{"account": {who}, "password": {password}})
		},
		func() (*http.Response, error) { return visitor.Get(server.URL + at) },
	} {
		r, err := ask()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r.Body)
		_ = r.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(r.Request.URL.Path, strings.SplitN(at, "?", 2)[0]) {
			return html.UnescapeString(string(body)), r.StatusCode
		}
	}
	t.Fatalf("%s never came to %s", who, at)
	return "", 0
}
