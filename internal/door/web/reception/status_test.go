package reception

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/officetest"
	"github.com/tianping-odr/tianping/internal/office/service"
)

var (
	oneTime = regexp.MustCompile(`/l/[0-9a-z-]{30,}`)
	toBack  = regexp.MustCompile(`name="link" value="([^"]+)"`)
)

// TestStatusByOneTimeLink: a buyer makes a link in his account; who has it sees once,
// without a sign-in, the stage, whose turn it is and until when, and no name, sum or
// word of the case; the second time, and after it was taken back, it shows nothing, and
// nothing was served by it.
func TestStatusByOneTimeLink(t *testing.T) {
	t.Parallel()
	o, err := officetest.Memory(t.Context(), 27, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	c, _ := filed(t, o, 29900)
	_, server := serveOffice(t, o)
	buyer := enters(t, server, "buyer")
	jar, _ := cookiejar.New(nil)
	nobody := person{t: t, server: server, client: &http.Client{Jar: jar}}
	make := func() string {
		page, status := buyer.posts("/account/status", url.Values{"_key": {"k"}, "case": {c.String()}})
		link := oneTime.FindString(page)
		if status != http.StatusOK || link == "" {
			t.Fatalf("made: %d %s", status, page)
		}
		return link
	}
	if page, _ := buyer.gets("/account/status?kind=" + c.String()); !strings.Contains(page, "没有有效的进度链接") {
		t.Error("an empty list does not say so")
	}
	link := make()
	if page, status := nobody.gets(link); status != http.StatusOK || !strings.Contains(page, "查看案件进度") || strings.Contains(page, "协商") {
		t.Errorf("before it is used: %d", status)
	}
	before, err := o.Casebook.Case(t.Context(), o.Who("buyer"), c)
	if err != nil {
		t.Fatal(err)
	}
	page, status := nobody.posts(link, url.Values{})
	if status != http.StatusOK || !strings.Contains(page, before.Sight.World.Case.Number) || !strings.Contains(page, "现在轮到") {
		t.Errorf("used: %d %s", status, page)
	}
	for _, secret := range []string{"299", "测试买家", "shop", c.String()} {
		if strings.Contains(page[strings.Index(page, "<main"):], secret) {
			t.Errorf("it shows %q", secret)
		}
	}
	if after, err := o.Casebook.Case(t.Context(), o.Who("buyer"), c); err != nil || after.Sight.Head != before.Sight.Head {
		t.Errorf("something was recorded by looking: %v", err)
	}
	if _, status := nobody.posts(link, url.Values{}); status != http.StatusGone {
		t.Errorf("a second time: %d", status)
	}
	if page, _ := nobody.gets("/cases/" + c.String()); strings.Contains(page, "现在轮到") {
		t.Error("the link began a session")
	}
	link = make()
	list, _ := buyer.gets("/account/status")
	no := toBack.FindStringSubmatch(list)
	if no == nil {
		t.Fatal("the link is not on the list")
	}
	buyer.posts("/account/status", url.Values{"_key": {"k"}, "link": {no[1]}})
	if _, status := nobody.posts(link, url.Values{}); status != http.StatusGone {
		t.Errorf("taken back: %d", status)
	}
	if _, status := enters(t, server, "officer").posts("/account/status", url.Values{"_key": {"k"}, "case": {c.String()}}); status != http.StatusNotFound {
		t.Errorf("staff make one: %d", status)
	}
}

// TestANoticeTellsHowTheCaseStands: the link of a letter, once opened by a button and
// never by looking, shows the notice and the stage, whose turn it is and until when; no
// name and no sum, and the address holds nothing but the token.
func TestANoticeTellsHowTheCaseStands(t *testing.T) {
	t.Parallel()
	o, err := officetest.Memory(t.Context(), 28, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	c, _ := filed(t, o, 29900)
	r, server := serveOffice(t, o)
	seen, err := o.Casebook.Case(t.Context(), o.Who("buyer"), c)
	if err != nil {
		t.Fatal(err)
	}
	no := 0
	for _, n := range seen.Sight.World.Case.Notices {
		if n.To == "C" {
			no = n.No
		}
	}
	token, _, err := r.Identity.MakeLink(t.Context(), identity.NewLink{Market: o.Market, Purpose: identity.ReadNotice, Person: o.People["buyer"], Target: service.NoticeID(c, no), Length: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	jar, _ := cookiejar.New(nil)
	nobody := person{t: t, server: server, client: &http.Client{Jar: jar}}
	if page, status := nobody.gets("/l/" + token); status != http.StatusOK || strings.Contains(page, "现在轮到") {
		t.Errorf("looking shows or uses it: %d", status)
	}
	page, status := nobody.posts("/l/"+token, url.Values{})
	if status != http.StatusOK {
		t.Fatalf("used: %d %s", status, page)
	}
	tells(t, "the notice", page, "现在轮到")
	for _, secret := range []string{"299", "测试买家", c.String()} {
		if strings.Contains(page[strings.Index(page, "<main"):], secret) {
			t.Errorf("it shows %q", secret)
		}
	}
	if _, status := nobody.posts("/l/"+token, url.Values{}); status != http.StatusGone {
		t.Errorf("a second time: %d", status)
	}
}
