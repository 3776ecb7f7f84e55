package reception

import (
	"html"
	"io"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web/pagetest"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// Everybody opens every page the site leads him to, in both languages: each is
// there, says its language and title, has one main heading, no id twice, a label at
// every input, and shows no code in place of words. What is asked of a person is
// asked in his language.
func TestEveryPageOfEverybody(t *testing.T) {
	t.Parallel()
	o, err := officetest.Memory(t.Context(), 11, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	several(t, o)
	_, server := serveOffice(t, o)
	for _, who := range []string{"", "buyer", "shop", "officer", "officer_2", "mediator", "adjudicator", "adjudicator_2", "reviewer", "supervisor", "admin"} {
		for _, lang := range text.Languages() {
			crawl(t, server, who, lang)
		}
	}
}

// several puts cases of many stages into an office.
func several(t *testing.T, o *officetest.Office) {
	t.Helper()
	do := func(name string, c id.Case, move string, in ...dispute.Answer) {
		t.Helper()
		if err := o.Do(t.Context(), name, c, move, in...); err != nil {
			t.Fatalf("%s %s: %v", name, move, err)
		}
	}
	open := func(reason, remedy string) id.Case {
		t.Helper()
		order, err := o.Buy(t.Context(), officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
		if err != nil {
			t.Fatal(err)
		}
		res, err := o.Clerk.Open(t.Context(), o.Who("buyer"), clerk.Opening{Order: order})
		if err != nil {
			t.Fatal(err)
		}
		if remedy != "" {
			do("buyer", res.Case, "submit", play.Items("claims", play.Claim(reason, remedy, 0, "1", "1")))
		}
		return res.Case
	}
	accepted := func(reason, remedy string) id.Case {
		t.Helper()
		c := open(reason, remedy)
		if err := o.Do(t.Context(), "officer", c, "accept"); err != nil {
			do("officer_2", c, "accept")
		}
		return c
	}
	open("", "")
	returning := accepted("A1", "RETURN_REFUND")
	evidence := accepted("E1", "REFUND_ONLY")
	do("shop", evidence, "answer", play.Items("answers", dispute.Answers{code("claim", "1"), code("answer", "refuse")}))
	do("buyer", evidence, "escalate")
	do("shop", returning, "accept_offer", offered(t, o, returning)...)
	if err := o.Until(t.Context(), officetest.Begins().Add(26*time.Hour)); err != nil {
		t.Fatal(err)
	}
	accepted("E1", "REFUND_ONLY")
	open("E2", "REFUND_ONLY")
}

// code is an answer that is a code.
func code(name, value string) dispute.Answer { return dispute.Answer{Name: name, Value: value} }

// offered are the answers that take the claims of a case as they stand.
func offered(t *testing.T, o *officetest.Office, c id.Case) []dispute.Answer {
	t.Helper()
	seen, err := o.Casebook.Case(t.Context(), o.Who("shop"), c)
	if err != nil || len(seen.Offers) == 0 {
		t.Fatalf("%d offers, %v", len(seen.Offers), err)
	}
	return []dispute.Answer{code("offer", "1"), code("offer_event_hash", seen.Offers[0].Hash), {Name: "claims", List: []string{"1"}}, code("confirm", "yes")}
}

var (
	pageLinks  = regexp.MustCompile(`href="(/[^"#]*)`)
	pageInputs = regexp.MustCompile(`<(?:input|select|textarea)\b([^>]*)>`)
	anID       = regexp.MustCompile(`\sid="([^"]+)"`)
	tags       = regexp.MustCompile(`(?s)<svg.*?</svg>|<[^>]+>`)
	codes      = regexp.MustCompile(`〔[^〕]*〕|\[[a-z_]+\]|%!|\bK_[A-Z_]+\b|<nil>`)
	volatile   = regexp.MustCompile(`(case_|ord_)[0-9a-z]+`)
)

// mostAlike is how many pages of one shape are opened: filters and ways back lead to
// the same pages by ever new addresses.
const mostAlike = 6

// shape is an address without what it is about: ids, and the values of its query.
func shape(at string) string {
	path, query, _ := strings.Cut(volatile.ReplaceAllString(at, "$1"), "?")
	given, _ := url.ParseQuery(query)
	return path + "?" + strings.Join(slices.Sorted(maps.Keys(given)), "&")
}

// crawl follows the links of the site, some of every shape, and gives what it opened
// and the cookies it had.
func crawl(t *testing.T, server *httptest.Server, who string, lang text.Lang) (opened []string, cookies []*http.Cookie) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	base, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	jar.SetCookies(base, []*http.Cookie{{Name: "lang", Value: string(lang)}})
	visitor := &http.Client{Jar: jar}
	if who != "" {
		r, err := visitor.PostForm(server.URL+"/sign-in", url.Values{"account": {who}, "password": {password}})
		if err != nil {
			t.Fatal(err)
		}
		_ = r.Body.Close()
	}
	todo, done, alike := []string{"/", "/menu"}, map[string]bool{}, map[string]int{}
	for len(todo) > 0 {
		at := todo[0]
		todo = todo[1:]
		if done[at] || strings.HasPrefix(at, "/assets") {
			continue
		}
		done[at] = true
		if alike[shape(at)]++; alike[shape(at)] > mostAlike {
			continue
		}
		r, err := visitor.Get(server.URL + at)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r.Body)
		_ = r.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if r.StatusCode != http.StatusOK {
			t.Errorf("%q in %s: %s is %d", who, lang, at, r.StatusCode)
			continue
		}
		if wrong := faults(string(body), lang, who); wrong != "" && (!strings.HasPrefix(at, "/rules?part=") || !strings.HasPrefix(wrong, "a code for words: K_")) { // the rules name periods by their codes too
			t.Errorf("%q in %s: %s: %s", who, lang, volatile.ReplaceAllString(at, "$1…"), wrong)
		}
		opened = append(opened, at)
		for _, l := range pageLinks.FindAllStringSubmatch(string(body), -1) {
			todo = append(todo, html.UnescapeString(l[1]))
		}
	}
	if who != "" && len(done) < 5 {
		t.Errorf("%s found only %d pages", who, len(done))
	}
	return opened, jar.Cookies(base)
}

// faults says what is wrong with a page for who hears it, or cannot see it; who is
// signed in, whose name may stand in it.
func faults(page string, lang text.Lang, who string) string {
	if !strings.Contains(page, `<html lang="`+text.Load().Of(lang).HTML+`"`) || strings.Contains(page, "<title> ·") || !strings.Contains(page, "<title>") {
		return "no language or title"
	}
	if strings.Count(page, "<h1") != 1 {
		return "not one main heading"
	}
	seen := map[string]bool{}
	for _, m := range anID.FindAllStringSubmatch(page, -1) {
		if seen[m[1]] {
			return "id twice: " + m[1]
		}
		seen[m[1]] = true
	}
	for _, m := range pageInputs.FindAllStringSubmatch(page, -1) {
		own := anID.FindStringSubmatch(m[1])
		if !strings.Contains(m[1], `type="hidden"`) && (own == nil || !strings.Contains(page, `for="`+own[1]+`"`)) {
			return "no label: " + m[0]
		}
	}
	if code := codes.FindString(html.UnescapeString(tags.ReplaceAllString(page, " "))); code != "" {
		return "a code for words: " + code
	}
	if other := pagetest.LeftOvers(page, string(lang), "测试买家", "测**", "测", "shop", "商品1", who); len(other) > 0 {
		return "another language: " + strings.Join(other, " | ")
	}
	return ""
}

// A page with a fault is found: the check itself is tried.
func TestFaultsAreFound(t *testing.T) {
	t.Parallel()
	good := `<html lang="en"><title>T · x</title><h1>T</h1><label for="a">A</label><input id="a">`
	if wrong := faults(good, text.English, "buyer"); wrong != "" {
		t.Fatal(wrong)
	}
	for name, broken := range map[string]string{
		"language": strings.Replace(good, `"en"`, `"zh-CN"`, 1), "heading": good + "<h1>", "id": good + `<p id="a">`,
		"label": strings.Replace(good, `for="a"`, "", 1), "code": good + "[lock_party]", "clock": good + "K_ANS", "language left over": good + "<p>冻结</p>",
	} {
		if faults(broken, text.English, "buyer") == "" {
			t.Errorf("%s: not found", name)
		}
	}
}

// Every event that sets a clock going in a built-in procedure has words in both
// languages.
func TestEveryStartHasWords(t *testing.T) {
	t.Parallel()
	o, err := officetest.Memory(t.Context(), 12, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	r := &Reception{Market: o.Market, Clerk: o.Clerk, Library: o.Library}
	for _, lang := range text.Languages() {
		s, err := r.ask(t.Context(), view.Visitor{Lang: lang})
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range o.Library.Named("tianping-std").Procedure.Clocks {
			for _, st := range k.Start {
				if words := s.start(st); st.Kind != "latest" && (words == "" || codes.MatchString(words) || words == st.Name) {
					t.Errorf("%s in %s: %s starts with %q", k.ID, lang, st.Name, words)
				}
			}
		}
	}
}
