package reception

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
)

// as lets somebody act, in his own window; the first time he signs in.
func (s *stand) as(name string) {
	s.t.Helper()
	if s.who == name {
		return
	}
	w := s.windows[name]
	s.who = name
	if w != nil {
		s.tab = w.ctx
		return
	}
	s.tab = s.opened(name).ctx
	s.open("/")
	s.follow("sign in", allOf(signInLink))
	for input, what := range map[string]string{"account": name, "password": password} {
		s.write(input, what)
	}
	s.follow("sign in", allOf(signInForm+` button:not(.sr)`))
	if at := path(s.where()); !slices.Contains(homes, at) {
		s.t.Fatalf("%s did not get in: %s\n%s", name, at, s.body())
	}
}

// finds goes to a case by the links somebody sees, and tells whether any led there.
func (s *stand) finds(who, kase string) bool {
	s.t.Helper()
	s.as(who)
	if path(s.where()) == kase {
		s.again()
		return true
	}
	if s.there(caseLink(kase)) {
		s.follow("the case", allOf(caseLink(kase)))
		return true
	}
	lists := partyLists
	if atDesks[who] {
		lists = staffLists
	}
	for _, list := range lists {
		if !s.there(list) {
			continue
		}
		s.follow("the list", allOf(list))
		if s.there(caseLink(kase)) {
			s.follow("the case", allOf(caseLink(kase)))
			return true
		}
	}
	return false
}

// at brings somebody to a case.
func (s *stand) at(who, kase string) {
	s.t.Helper()
	if !s.finds(who, kase) {
		s.t.Fatalf("%s finds no way to %s from %s:\n%s", who, kase, s.where(), s.body())
	}
}

// atOrder brings somebody to the page of an order.
func (s *stand) atOrder(who string, order id.Order) {
	s.t.Helper()
	s.as(who)
	if path(s.where()) == "/orders/"+order.String() {
		s.again()
		return
	}
	if !s.there(orderLink(order)) {
		s.home()
		s.follow("orders", allOf(ordersLink))
	}
	s.follow("the order", allOf(orderLink(order)))
}

// atEscrow brings somebody to the journal of the money of an order.
func (s *stand) atEscrow(who string, order id.Order) {
	s.t.Helper()
	s.atOrder(who, order)
	s.follow("the journal", allOf(`main a[href="/orders/`+order.String()+`/escrow"]`))
}

// home goes to the first page.
func (s *stand) home() {
	s.t.Helper()
	s.follow("home", allOf(homeLink))
}

// may tells whether the open case offers an act.
func (s *stand) may(kase, act string) bool {
	s.t.Helper()
	return s.there(linkTo(kase, act))
}

// whoever opens the case as the one of these people who may take an act.
func (s *stand) whoever(kase, act string, people ...string) string {
	s.t.Helper()
	for _, who := range people {
		if s.finds(who, kase) && s.may(kase, act) {
			return who
		}
	}
	s.t.Fatalf("none of %v may %s", people, act)
	return ""
}

// do makes a move by its button on the page of the case.
func (s *stand) do(who, kase, act string, fields ...string) {
	s.t.Helper()
	s.at(who, kase)
	s.look()
	s.move(kase, act, fields...)
}

// move makes a move of the page that is open.
func (s *stand) move(kase, act string, fields ...string) {
	s.t.Helper()
	s.takes(kase, act, fields...)
	s.send()
	if !s.recorded() {
		s.t.Fatalf("%s: %s was not recorded: %s\n%s", s.who, act, s.where(), s.body())
	}
}

// takes opens the form of an act and fills it, and does not send it.
func (s *stand) takes(kase, act string, fields ...string) {
	s.t.Helper()
	if !s.may(kase, act) {
		s.t.Fatalf("%s may not %s at %s:\n%s", s.who, act, s.where(), s.body())
	}
	s.follow(act, allOf(linkTo(kase, act)))
	s.fills(fields...)
}

// fills fills the inputs of the form that is open.
func (s *stand) fills(fields ...string) {
	s.t.Helper()
	for i := 0; i+1 < len(fields); i += 2 {
		s.set(fields[i], fields[i+1])
	}
}

// claim is one thing asked for in a dispute: a reason, a remedy, goods.
type claim struct {
	reason, remedy    string
	line, parcel, qty string
	amount            string
}

// notReceived is “signed for, not received” about the first line.
func notReceived() claim { return claim{reason: "E1", remedy: "REFUND_ONLY", line: "1", qty: "1"} }

// file files a dispute of the buyer about an order, and gives the address of the case.
func (s *stand) file(order id.Order, asked claim) string {
	s.t.Helper()
	return s.files("buyer", order, asked)
}

// files files a dispute page by page: whatever a step asks for and the story knows is
// filled in, and the next is pressed, until the dispute is filed.
func (s *stand) files(who string, order id.Order, all ...claim) string {
	s.t.Helper()
	asked := all[0]
	s.as(who)
	s.home()
	if s.there(problemLink(asked.reason)) {
		s.follow("the problem", allOf(problemLink(asked.reason)))
	} else {
		s.atOrder(who, order)
		s.follow("a dispute", allOf(fileAbout))
	}
	s.look()
	s.follow("the order", thisOrder(order))
	answers := []string{
		"reason", asked.reason, "scope.0.line", asked.line, "scope.0.qty", asked.qty, "scope.0.parcel", asked.parcel,
		"story", "这是经过。",
	}
	for i, c := range all {
		answers = append(answers, fmt.Sprintf("claims.%d.remedy", i), c.remedy, fmt.Sprintf("claims.%d.amount", i), c.amount)
		if len(all) > 1 {
			answers = append(answers, fmt.Sprintf("claims.%d.scope.0.line", i), c.line, fmt.Sprintf("claims.%d.scope.0.qty", i), c.qty)
		}
	}
	for range 12 {
		if s.atStep != nil {
			s.atStep()
		}
		for len(all) == 1 && s.there(dropRow("scope.1")) { // the whole order is chosen beforehand
			s.follow("one line", allOf(dropRow("scope.1")))
		}
		for i := 0; i < len(answers); i += 2 {
			if answers[i+1] != "" && (s.asked(answers[i], answers[i+1]).There || s.rowOf(answers[i]) != "") {
				s.set(answers[i], answers[i+1])
			}
		}
		s.send()
		if at := s.where(); strings.HasPrefix(at, "/cases/") {
			s.look()
			return path(at)
		}
		if s.there(wrong) {
			break
		}
	}
	s.t.Fatalf("not filed: %s\n%s", s.where(), s.body())
	return ""
}

// reads lets somebody open every notice that waits for him.
func (s *stand) reads(who string) {
	s.t.Helper()
	s.as(who)
	for range 30 {
		s.follow("notices", allOf(noticesLink))
		if !s.there(unread) {
			return
		}
		s.follow("open a notice", allOf(unread))
	}
	s.t.Fatal("the mailbox never ends")
}

// until lets legal time pass, on the page of the test clock.
func (s *stand) until(to time.Time) {
	s.t.Helper()
	before := s.who
	s.as("supervisor")
	if path(s.where()) != "/test-clock" {
		s.follow("the test clock", allOf(`a[href="/test-clock"]`))
	}
	at := to.In(s.desk.zone())
	s.set(clockDate, at.Format("2006-01-02"))
	s.set(clockTime, at.Format("15:04"))
	s.follow("go on", allOf(clockGo))
	if now := s.legal(); !now.Truncate(time.Minute).Equal(to.Truncate(time.Minute)) {
		s.t.Fatalf("legal time is %s, not %s\n%s", now, to, s.body())
	}
	if before != "" {
		s.as(before)
	}
}

// legal is legal time.
func (s *stand) legal() time.Time {
	s.t.Helper()
	now, err := s.office.Clerk.Legal(s.t.Context(), s.office.Market)
	if err != nil {
		s.t.Fatal(err)
	}
	return now
}

// after lets some legal time pass, to the full minute.
func (s *stand) after(d time.Duration) {
	s.t.Helper()
	s.until(s.legal().Add(d + 59*time.Second).Truncate(time.Minute))
}

// deaf lets the sandbox channel fail, or work again, on the page of what went out.
func (s *stand) deaf(failing bool) {
	s.t.Helper()
	s.as("supervisor")
	s.follow("outgoing", allOf(`a[href="/outgoing"]`))
	s.follow("the channel", allOf(strings.ReplaceAll(deafButton, "%q", map[bool]string{true: `"yes"`, false: `"no"`}[failing])))
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
