package reception

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// person is somebody with a browser without scripts.
type person struct {
	t      *testing.T
	server *httptest.Server
	client *http.Client
}

func enters(t *testing.T, server *httptest.Server, who string) person {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	p := person{t: t, server: server, client: &http.Client{Jar: jar}}
	p.posts("/sign-in", url.Values{"account": {who}, "password": {password}})
	return p
}

func (p person) read(r *http.Response, err error) (string, int) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() { _ = r.Body.Close() }()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return html.UnescapeString(string(body)), r.StatusCode
}

func (p person) gets(at string) (string, int) { return p.read(p.client.Get(p.server.URL + at)) } //nolint:bodyclose // read closes it

func (p person) posts(at string, form url.Values) (string, int) {
	return p.read(p.client.PostForm(p.server.URL+at, form)) //nolint:bodyclose // read closes it
}

// filed is a case the shop has to answer, and its order.
func filed(t *testing.T, o *officetest.Office, minor int64) (id.Case, id.Order) {
	t.Helper()
	order, err := o.Buy(t.Context(), officetest.Goods{Qty: 1, Minor: minor, Signed: 72 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	res, err := o.Clerk.Open(t.Context(), o.Who("buyer"), clerk.Opening{Order: order})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Do(t.Context(), "buyer", res.Case, "submit", play.Items("claims", play.Claim("E1", "REFUND_ONLY", 0, "1", "1"))); err != nil {
		t.Fatal(err)
	}
	if err := o.Do(t.Context(), "officer", res.Case, "accept"); err != nil {
		if err := o.Do(t.Context(), "officer_2", res.Case, "accept"); err != nil {
			t.Fatal(err)
		}
	}
	return res.Case, order
}

// member lets somebody work for the shop as a specialist with a limit of ¥100.
func member(t *testing.T, o *officetest.Office, name string) {
	t.Helper()
	who, err := o.Clerk.Register(t.Context(), clerk.System(o.Market), "test", name, name)
	if err != nil {
		t.Fatal(err)
	}
	o.People[name] = who
	if err := o.Clerk.Grant(t.Context(), clerk.System(o.Market), party.GrantCapacity{Person: who, Capacity: party.AfterSales, Merchant: o.Merchant, LimitMinor: 10000}); err != nil {
		t.Fatal(err)
	}
}

// TestM081_AskTheSupervisorOnPages: what a specialist may not concede he asks for; the
// owner does it under his own name. Nobody but the shop's members can find a word of
// it: not the buyer, not staff, not a decider, in no page and by no address.
func TestM081_AskTheSupervisorOnPages(t *testing.T) {
	t.Parallel()
	o, err := officetest.Memory(t.Context(), 21, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	member(t, o, "specialist")
	c, _ := filed(t, o, 29900)
	_, server := serveOffice(t, o)
	const secret = "老客户口令四七一一"
	ask := "/shop/cases/" + c.String() + "/ask"
	specialist := enters(t, server, "specialist")
	if page, status := specialist.gets(ask + "?choose=accept-1"); status != http.StatusOK || !strings.Contains(page, "超过您的限额 ¥100.00") {
		t.Fatalf("%d\n%s", status, page)
	}
	form := url.Values{"_key": {"k1"}, "choose": {"accept-1"}, "note": {secret}}
	if page, _ := specialist.posts(ask, form); !strings.Contains(page, secret) || !strings.Contains(page, "等主管答复") {
		t.Fatalf("not asked:\n%s", page)
	}
	specialist.posts(ask, form) // pressed twice
	if page, _ := specialist.gets(ask); strings.Count(page, secret) != 1 {
		t.Errorf("asked %d times", strings.Count(page, secret))
	}
	if page, _ := specialist.posts(ask, url.Values{"_key": {"k2"}, "do": {"approve"}, "no": {"1"}}); !strings.Contains(page, "已经答复") && !strings.Contains(page, "等主管答复") {
		t.Errorf("a specialist answers himself:\n%s", page)
	}
	for _, who := range []string{"buyer", "officer", "mediator", "adjudicator", "reviewer", "admin"} {
		p := enters(t, server, who)
		if page, status := p.gets(ask); status != http.StatusNotFound || strings.Contains(page, secret) {
			t.Errorf("%s gets %d", who, status)
		}
		for _, at := range []string{"/", "/cases/" + c.String(), "/notices"} {
			if page, _ := p.gets(at); strings.Contains(page, secret) {
				t.Errorf("%s reads it at %s", who, at)
			}
		}
		if len(casesFound(t, o, who, secret)) > 0 {
			t.Errorf("%s finds the case by it", who)
		}
	}
	owner := enters(t, server, "shop")
	if page, _ := owner.gets("/shop"); !strings.Contains(page, "请示主管 · specialist") {
		t.Errorf("the owner is not told:\n%s", page)
	}
	if page, _ := owner.posts(ask, url.Values{"_key": {"k3"}, "do": {"approve"}, "no": {"1"}}); !strings.Contains(page, "主管已办理") {
		t.Fatalf("not approved:\n%s", page)
	}
	seen, err := o.Casebook.Case(t.Context(), o.Who("buyer"), c)
	if err != nil {
		t.Fatal(err)
	}
	by := id.Person{}
	for _, e := range seen.Timeline {
		if a, ok := e.Event.(dispute.Act); ok && a.Move == "accept_offer" {
			by = e.Person
		}
	}
	if by != o.People["shop"] {
		t.Errorf("accepted by %v, not by the owner", by)
	}
}

// casesFound is what somebody's search finds.
func casesFound(t *testing.T, o *officetest.Office, who, query string) []casebook.CaseRow {
	t.Helper()
	page, err := o.Casebook.MyCases(t.Context(), o.Who(who), casebook.Filter{Query: query})
	if err != nil {
		t.Fatal(err)
	}
	bench, err := o.Casebook.Workbench(t.Context(), o.Who(who), casebook.Filter{Query: query})
	if err != nil && !errors.Is(err, casebook.ErrUnknown) {
		t.Fatal(err)
	}
	return append(page.Rows, bench.Rows...)
}

// TestM093_DirectTalkOnPages: buyer and shop talk about an order before any dispute;
// nobody else finds it; the record is complete, checks, and becomes an exhibit whole.
func TestM093_DirectTalkOnPages(t *testing.T) {
	t.Parallel()
	o, err := officetest.Memory(t.Context(), 22, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	c, order := filed(t, o, 19900)
	_, server := serveOffice(t, o)
	at := "/orders/" + order.String() + "/talk"
	buyer, shop := enters(t, server, "buyer"), enters(t, server, "shop")
	if page, _ := buyer.posts(at, url.Values{"_key": {"d1"}, "do": {"look"}, "text": {"您这是无理取闹"}}); !strings.Contains(page, "像在指责") || !strings.Contains(page, "您这是无理取闹</textarea>") {
		t.Errorf("not read, or the draft was lost:\n%s", page)
	}
	say := url.Values{"_key": {"d2"}, "do": {"send"}, "text": {"请问什么时候发货？"}}
	buyer.posts(at, say)
	buyer.posts(at, say)
	if page, _ := shop.gets("/shop"); !strings.Contains(page, "1 条新消息") {
		t.Errorf("the shop is not told:\n%s", page)
	}
	if page, _ := shop.posts(at, url.Values{"_key": {"d3"}, "do": {"send"}, "text": {"今天下午发出。"}}); !strings.Contains(page, "请问什么时候发货？") {
		t.Errorf("the shop does not read it:\n%s", page)
	}
	for _, who := range []string{"officer", "mediator", "adjudicator", "admin"} {
		for _, address := range []string{at, at + "/file"} {
			if _, status := enters(t, server, who).gets(address); status != http.StatusNotFound {
				t.Errorf("%s gets %d for %s", who, status, address)
			}
		}
	}
	file, status := buyer.gets(at + "/file")
	other, _ := shop.gets(at + "/file")
	if status != http.StatusOK || file != other {
		t.Fatalf("%d; the two do not get the same file", status)
	}
	sum := regexp.MustCompile(`SHA-256：([0-9a-f]{64})\n$`).FindStringSubmatchIndex(file)
	if sum == nil || strings.Count(file, "请问什么时候发货？") != 1 || !strings.Contains(file, "共 2 条") || !strings.Contains(file, "今天下午发出。") {
		t.Fatalf("the record is not whole:\n%s", file)
	}
	text := file[:strings.LastIndex(file, "\n以上全文")]
	if fmt.Sprintf("%x", sha256.Sum256([]byte(text))) != file[sum[2]:sum[3]] {
		t.Error("the digest is of something else")
	}
	if _, status := shop.posts(at, url.Values{"_key": {"d4"}, "do": {"attach"}, "case": {c.String()}}); status != http.StatusOK {
		t.Fatalf("attached: %d", status)
	}
	seen, err := o.Casebook.Case(t.Context(), o.Who("buyer"), c)
	if err != nil {
		t.Fatal(err)
	}
	x := seen.Sight.World.Case.Exhibits
	if len(x) == 0 || x[len(x)-1].Kind != "CHAT" || x[len(x)-1].Digest != fmt.Sprintf("%x", sha256.Sum256([]byte(file))) {
		t.Errorf("exhibits: %+v", x)
	}
}
