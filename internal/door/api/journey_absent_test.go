package api

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// The shapes most cases share. What is not said with an act is filled in from the
// list of moves; “read” lets both sides read their mail, “wait” lets a day pass.
const (
	accepted  = "buyer submit {CLAIM};officer accept;read;"
	escalated = accepted + `shop answer {"answers":[{"answer":"refuse"}]};buyer escalate;read;`
	round     = `buyer consent_mediation {"consent":"CONSENT"};shop consent_mediation {"consent":"CONSENT"};buyer done;shop done;buyer done;shop done;officer close_round;`
	heard     = escalated + round
	settled   = accepted + `shop offer {"terms":[{"amount":5000,TERM"claim":"1"}]};buyer accept_offer {"offer":"2"};read;`
	week      = "wait;wait;wait;wait;wait;wait;wait;"
)

func with(shape string, pairs ...string) string { return strings.NewReplacer(pairs...).Replace(shape) }

// stations bring a case to each state a case can be in, by what the name says.
func stations() map[string]string {
	back := with(settled, "CLAIM", "BACK", "TERM", `"return":"yes",`)
	sent := back + "shop give_address;read;buyer send_back;"
	signed := sent + "carrier return_signed;read;"
	contested := signed + `shop contest_return {"ground":"wrong_item"};read;`
	decide := contested + "buyer answer_contest;" + week
	hold := func(step string) string { return escalated + step }
	ruled := with(heard, "CONSENT", "no") + "adjudicator rule;read;"
	return map[string]string{
		"DRAFT": "", "protected": `buyer protect {"lines":[{"line":"1","qty":1}],"reason":"E1"}`,
		"SUBMITTED": "buyer submit {CLAIM}", "SUPPLEMENT": `buyer submit {CLAIM};officer ask_cure {"ground":"order"};read`,
		"REJECTED": "buyer submit {CLAIM};officer reject;read", "REJECT_REVIEW": "buyer submit {CLAIM};officer reject;read;buyer review_rejection",
		"NEGOTIATING": accepted, "AWAITING_CHOICE": accepted + `shop answer {"answers":[{"answer":"contest"}]};shop offer {"terms":[{"amount":100}]};` + week + "wait;",
		"EVIDENCE": escalated, "MEDIATING": with(heard, "CONSENT", "yes"), "ADJUDICATING": with(heard, "CONSENT", "no"),
		"RULED": ruled, "APPEAL": with(heard, "CONSENT", "no") + `adjudicator rule {"results":[{"result":"partly","amount":100}]};read;buyer appeal;shop waive_appeal`,
		"RULE_DECIDED": with(accepted, "CLAIM", "UNSENT") + "wait;wait;", "SETTLEMENT_CHECK": with(settled, "TERM", "") + `buyer challenge_settlement {"ground":"mistake"}`,
		"SELLER_FINAL": "OWN;" + with(heard, "CONSENT", "no"),
		"ANSWERED":     "OWN;" + with(heard, "CONSENT", "no") + "seller final_answer;read",
		"PAY_DUE":      "OUT;" + with(settled, "TERM", ""), "PAY_DEPOSIT": "OUT;" + with(settled, "TERM", "") + "wait;",
		"PAY_OWN":     `SHOP;OUT;shop submit {"claims":[{"reason":"L3","remedy":"RECOVER_PRICE","amount":9900,"scope":[{"line":"1","qty":1}]}]};officer accept;read;buyer accept_offer {"offer":"1"};read;wait;wait;`,
		"RET_ADDRESS": back, "RET_DUE": back + "shop give_address;read", "RET_GRACE": back + "shop give_address;read;" + week + "wait;",
		"RET_LAPSING": back + "shop give_address;read;" + week + "wait;wait;wait;wait;wait;wait;wait;", "RET_TRANSIT": sent, "RET_INSPECT": signed,
		"RET_DISPUTE_ANSWER": contested, "RET_DISPUTE_EVIDENCE": contested + "buyer answer_contest", "RET_DISPUTE_DECIDE": decide,
		"RET_DISPUTE_RULED":  decide + `adjudicator rule_return {"result":"refused"};read`,
		"RET_DISPUTE_REVIEW": decide + `adjudicator rule_return {"result":"refused"};read;buyer appeal;` + week + week + "wait;wait;wait;",
		"REPL_SHIP":          with(settled, "CLAIM", "BACK", "5000", "0", "TERM", `"reship":"yes",`),
		"REPL_WAY":           with(settled, "CLAIM", "BACK", "5000", "0", "TERM", `"reship":"yes",`) + "shop ship_replacement",
		"REPL_CHOICE":        with(settled, "CLAIM", "BACK", "5000", "0", "TERM", `"reship":"yes",`) + "wait;wait;",
		"ACT_DUE":            with(settled, "CLAIM", "BACK", "5000", "0", "TERM", `"act":"yes","days":90,`),
		"ACT_BREACH":         with(settled, "CLAIM", "BACK", "5000", "0", "TERM", `"act":"yes","days":1,`) + "wait;wait;wait;",
		"ACT_VALUE":          with(settled, "CLAIM", "BACK", "5000", "0", "TERM", `"act":"yes","days":1,`) + "wait;wait;wait;buyer ask_value",
		"STAYED":             hold("buyer consent_stay;shop stay"), "STAYED_PROOF": hold("officer stay"), "STAYED_POLICE": hold("officer stay;officer prove_held"),
		"STAYED_EXTERNAL": hold(`buyer external_accepted {"body":"court"}`), "STAYED_PARTY": hold(`officer party_event {"event":"substitute","party":"C"}`),
		"STAYED_TEST": hold("officer order_test"), "LOCKED": hold(`officer party_event {"event":"lock_party","party":"R"}`),
		"INSOLVENT": hold(`officer party_event {"event":"insolvency_opened","party":"R"}`),
	}
}

// ends are where each station leads when nobody acts, and where its 300.00 are then.
func ends() map[string]string {
	return map[string]string{
		"CLOSED_PERFORMED: paid 30000 released 30000":                                "ACT_BREACH ACT_DUE ACT_VALUE REPL_CHOICE REPL_SHIP REPL_WAY RET_ADDRESS RET_DISPUTE_REVIEW RET_DISPUTE_RULED RET_DUE RET_GRACE RET_LAPSING",
		"CLOSED_PERFORMED: paid 30000 refunded 30000":                                "ADJUDICATING EVIDENCE INSOLVENT MEDIATING NEGOTIATING REJECT_REVIEW RULED RULE_DECIDED STAYED STAYED_EXTERNAL STAYED_PARTY STAYED_POLICE STAYED_PROOF STAYED_TEST SUBMITTED",
		"CLOSED_DISMISSED: paid 30000 released 30000":                                "LOCKED", // the silence of who is locked out never counts
		"CLOSED_FINAL_ANSWER: paid 30000 refunded 30000":                             "ANSWERED SELLER_FINAL",
		"CLOSED_PERFORMED: paid 30000 refunded 100 released 29900":                   "APPEAL",
		"CLOSED_NOT_PURSUED: paid 30000 released 30000":                              "AWAITING_CHOICE",
		"PURGED: paid 30000 released 30000":                                          "DRAFT protected",
		"CLOSED_PERFORMED: paid 30000 from_others 5000 refunded 5000 released 30000": "PAY_DEPOSIT PAY_DUE",
		"CLOSED_UNRECOVERED: paid 30000 released 30000":                              "PAY_OWN",
		"CLOSED_REJECTED: paid 30000 released 30000":                                 "REJECTED",
		"CLOSED_PERFORMED: paid 30000 refunded 5000 released 25000":                  "RET_DISPUTE_ANSWER RET_DISPUTE_DECIDE RET_DISPUTE_EVIDENCE RET_INSPECT RET_TRANSIT SETTLEMENT_CHECK",
		"CLOSED_INCOMPLETE: paid 30000 released 30000":                               "SUPPLEMENT",
	}
}

// life is one case on its way to its station.
type life struct {
	name, order, of string
	steps           []string
	days            int // it has to wait
}

func (h *house) lives(of ...map[string]string) []*life {
	var all []*life
	for _, some := range of {
		for _, name := range slices.Sorted(maps.Keys(some)) {
			l := &life{name: name}
			for step := range strings.SplitSeq(some[name], ";") {
				if step != "" {
					l.steps = append(l.steps, step)
				}
				if step == "wait" {
					l.days++
				}
			}
			all = append(all, l)
		}
	}
	return all
}

// walk brings all lives to their stations, so that they arrive on the same day; look
// sees each of them as a draft, and when it is there.
func (h *house) walk(all []*life, look func(*life)) {
	h.Helper()
	longest := 0
	for _, l := range all {
		longest = max(longest, l.days)
	}
	for day := range longest + 1 {
		for _, l := range all {
			if longest-day > l.days {
				continue
			}
			if l.of == "" {
				h.begin(l)
				look(l)
			}
			h.goOn(l)
			if len(l.steps) == 0 && longest == day {
				look(l)
			}
		}
		if day < longest {
			h.after(24 * time.Hour)
		}
	}
}

// begin lands the order of a life and opens its case.
func (h *house) begin(l *life) {
	h.Helper()
	signed := h.get("officer", "/v1/test-clock").text("now")
	at, err := time.Parse(time.RFC3339, signed)
	if err != nil {
		h.Fatal(err)
	}
	form := fmt.Sprintf(`{"number":"O-%s","minor":30000,"signed":%q}`, l.name, at.Add(-72*time.Hour).Format(time.RFC3339))
	switch {
	case strings.Contains(strings.Join(l.steps, ";"), "UNSENT"):
		form = fmt.Sprintf(`{"number":"O-%s","minor":30000}`, l.name)
	case len(l.steps) > 0 && l.steps[0] == "OWN":
		form = form[:len(form)-1] + `,"own":true}`
	}
	if len(l.steps) > 0 && l.steps[0] == "EARLY" {
		form = fmt.Sprintf(`{"number":"O-%s","minor":30000,"signed":%q}`, l.name, at.Add(-230*time.Hour).Format(time.RFC3339))
	}
	l.order = h.machine("/v1/orders", form).text("orders.0.order")
	if strings.Contains(strings.Join(l.steps, ";"), "OUT;") {
		h.post("buyer", "/v1/orders/"+l.order+"/moves/confirm_receipt", `{"parcel":1}`)
	}
	who := "buyer"
	if len(l.steps) > 0 && l.steps[0] == "SHOP" {
		who = "shop"
	}
	l.of = h.post(who, "/v1/cases", `{"order":"`+l.order+`"}`).text("case")
	if h.first == "" {
		h.first = l.of
	}
}

// goOn makes the steps of a life up to its next day.
func (h *house) goOn(l *life) {
	h.Helper()
	claim := `{"claims":[{"reason":"%s","remedy":"%s","scope":[{"line":"1","qty":1}]}]}`
	for len(l.steps) > 0 {
		step := l.steps[0]
		l.steps = l.steps[1:]
		switch who, act, _ := strings.Cut(step, " "); {
		case step == "wait":
			return
		case slices.Contains([]string{"OWN", "OUT", "SHOP", "EARLY"}, step):
		case step == "read":
			h.readIn("buyer", l.of)
			h.readIn("shop", l.of)
		case who == "carrier":
			h.machine("/v1/cases/"+l.of+"/carrier", `{"told":"`+act+`"}`)
		default:
			h.step(l.of, with(step, "{CLAIM}", fmt.Sprintf(claim, "E1", "REFUND_ONLY"), "{BACK}", fmt.Sprintf(claim, "B1", "RETURN_REFUND"), "{UNSENT}", fmt.Sprintf(claim, "D2", "REFUND_ONLY"), "OTHERCASE", h.first))
		}
	}
}

// joins lets a person in with a capacity.
func (h *house) joins(name string, as party.Capacity) {
	h.Helper()
	sys := clerk.System(h.office.Market)
	p, err := h.office.Clerk.Register(h.Context(), sys, "test", name, name)
	if err == nil {
		err = h.office.Clerk.Grant(h.Context(), sys, party.GrantCapacity{Person: p, Capacity: as, Merchant: h.office.Merchant})
	}
	if err != nil {
		h.Fatal(err)
	}
	h.office.People[name] = p
}

// TestJourneyO: every state a case can be in, reached through the API; then nobody of
// the staff acts, nor any party, for sixty days and on. Every case ends or is dated,
// every fen has an exit (procedure.md inv. 3; §6 row 7; §8 row 16). On the way there it
// sees every act the procedure has: the description of each must be what it asks for.
func TestJourneyO_NobodyActsForSixtyDays(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.until(day(10, 12, 9)) // no holidays on the way to the stations
	h.joins("seller", party.PlatformAsSeller)
	h.deposited(h.bought(officetest.Goods{Qty: 1, Minor: 100, Signed: time.Hour}), 10_000_000) // the buyer is known by name
	there := h.lives(stations())
	all := append(h.lives(asides()), there...)
	h.actsAreDescribed(h.watched(all))
	h.everyStateIsThere(there)
	passed := 0
	for _, days := range []int{0, 20, 20, 20, 60, 280} {
		h.after(time.Duration(days) * 24 * time.Hour)
		passed += days
		open := []string{}
		for _, l := range all {
			if !h.endedOrDated(l) && slices.Contains(there, l) {
				open = append(open, l.name)
			}
		}
		// After sixty days only these wait: for a person to be asked, for a hold, for the date in a text.
		if want := "ACT_DUE ADJUDICATING EVIDENCE INSOLVENT LOCKED MEDIATING NEGOTIATING REJECT_REVIEW STAYED STAYED_EXTERNAL STAYED_PARTY STAYED_POLICE STAYED_PROOF STAYED_TEST SUBMITTED"; passed == 60 && strings.Join(open, " ") != want {
			h.Errorf("after sixty days there are open\n\t%v\nwant\n\t%s", open, want)
		}
	}
	ended := map[string][]string{}
	for _, l := range there {
		end := h.get("buyer", "/v1/cases/"+l.of).text("stage.code") + ": " + h.escrow(l.order)
		ended[end] = append(ended[end], l.name)
	}
	for end, names := range ends() {
		if got := strings.Join(ended[end], " "); got != names {
			h.Errorf("%s\n\twhere %s\n\twant  %s", end, got, names)
		}
	}
}

// everyStateIsThere: the cases stand in every state of the procedure file that is not
// an end, but those named here with the reason.
func (h *house) everyStateIsThere(all []*life) {
	h.Helper()
	there := map[string]bool{
		"JURY":     true, // its feature is off
		"MASS_BAR": true, // takes twenty equal complaints and pauses no claim
	}
	for _, l := range all {
		view := h.get("buyer", "/v1/cases/"+l.of)
		for i := range view.list("tracks") {
			there[view.text(fmt.Sprintf("tracks.%d.stage.code", i))] = true
		}
		for i := range view.list("obligations") {
			there[view.text(fmt.Sprintf("obligations.%d.state.code", i))] = true
		}
		for i := range view.list("holds") {
			there[view.text(fmt.Sprintf("holds.%d.kind.code", i))] = true
		}
	}
	p := h.office.Library.Named("tianping-std").Procedure
	for _, s := range p.Stages {
		if !s.Terminal && !there[s.ID] {
			h.Errorf("no case is in %s", s.ID)
		}
	}
	for _, k := range p.Duties {
		for _, s := range k.States {
			if !s.Terminal && !there[s.ID] {
				h.Errorf("no obligation is in %s", s.ID)
			}
		}
	}
	for _, hold := range p.Holds {
		if !there[hold.ID] {
			h.Errorf("no case is held as %s", hold.ID)
		}
	}
}

// endedOrDated: the case is closed, or something in it ends on a date ahead; the
// money adds up, and what is frozen belongs to an open case.
func (h *house) endedOrDated(l *life) (closed bool) {
	h.Helper()
	view, now := h.get("buyer", "/v1/cases/"+l.of), h.legal()
	dated := slices.ContainsFunc(slices.Concat(view.list("deadlines"), view.list("notices")), func(d any) bool {
		one := reply{json: d.(map[string]any)}
		at, err := time.Parse(time.RFC3339Nano, one.text("due")+one.text("counts_as_served"))
		return err == nil && at.After(now)
	})
	if view.at("closed") != true && !dated {
		h.Errorf("at %s %s is neither ended nor dated: %s", h.now(), l.name, h.sees("buyer", l.of))
	}
	money := h.get("buyer", "/v1/orders/"+l.order+"/escrow")
	in := money.number("paid.minor") + money.number("from_others.minor")
	out := int64(0)
	for _, where := range []string{"held", "frozen", "instructed", "refunded", "extra", "released", "to_merchant", "to_fund"} {
		out += money.number(where + ".minor")
	}
	if in != out {
		h.Errorf("at %s %s: %d came in, %d is accounted for: %s", h.now(), l.name, in, out, h.escrow(l.order))
	}
	if view.at("closed") == true && money.number("frozen.minor") != 0 {
		h.Errorf("at %s %s is closed and holds money frozen: %s", h.now(), l.name, h.escrow(l.order))
	}
	return view.at("closed") == true
}

// TestJourneyP: the merchant never answers and the buyer does nothing after filing, not
// even read: the first worked timeline of the procedure, over Labour Day. The platform
// comes in by itself, nobody consents to mediation, the case is decided on the file by
// burden; all the while the money stays frozen, and the silent merchant gets none of it
// (procedure.md inv. 5, §6 row 1, §8 row 2).
func TestJourneyP_SilentMerchantPassiveBuyer(t *testing.T) {
	t.Parallel()
	at := func(month time.Month, d, hour, minute int) time.Time {
		return time.Date(2026, month, d, hour, minute, 0, 0, zone)
	}
	h := openAt(t, at(4, 20, 10, 0))
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	of := h.filed("buyer", order, notReceived)
	h.expect("buyer", of, "SUBMITTED | claim 1 OPEN | K_ACK 04-21 10:00 K_INTAKE 04-21 10:00")
	h.until(at(4, 20, 14, 59))
	h.do("officer", of, "accept", `{}`)
	for _, s := range []struct {
		at   time.Time
		sees string
	}{
		{at(4, 21, 14, 59), "NEGOTIATING | claim 1 OPEN | K_TOTAL 06-20 00:00"}, // the receipt came at 15:00: not served yet
		{at(4, 21, 15, 0), "NEGOTIATING | claim 1 OPEN | K_ANS 04-23 15:00 K_NEG 04-29 00:00 K_TOTAL 06-20 00:00"},
		{at(4, 23, 14, 59), "NEGOTIATING | claim 1 OPEN | K_ANS 04-23 15:00 K_NEG 04-29 00:00 K_TOTAL 06-20 00:00"},
		{at(4, 23, 15, 0), "EVIDENCE | claim 1 OPEN | K_PLATFORM 05-19 00:00 K_TOTAL 06-20 00:00"},
		{at(4, 24, 15, 1), "EVIDENCE | claim 1 OPEN | K_EVD 04-30 00:00 K_PLATFORM 05-19 00:00 K_TOTAL 06-20 00:00"},
		{at(4, 30, 0, 0), "EVIDENCE | claim 1 OPEN | K_PLATFORM 05-19 00:00 K_TOTAL 06-20 00:00 K_XEX 05-07 00:00"},
		{at(5, 7, 0, 0), "ADJUDICATING | claim 1 OPEN | K_ADJ 05-13 00:00 K_PLATFORM 05-19 00:00 K_TOTAL 06-20 00:00"},
	} {
		h.until(s.at)
		h.expect("officer", of, s.sees)
		h.expectMoney(order, "paid 29900 frozen 29900")
	}
	if view := h.get("adjudicator", "/v1/cases/"+of); view.at("tracks.0.respondent_silent") != true {
		t.Errorf("who decides reads that the other side was silent: %s", view.raw)
	}
	h.until(at(5, 10, 14, 59))
	h.rule(of, `{"claim":"1","result":"granted","amount":29900,"reason":"商家负有举证责任而没有举证"}`)
	h.until(at(5, 11, 15, 0))
	h.expect("shop", of, "RULED | claim 1 DETERMINED 0/29900 | K_APP 05-19 00:00")
	h.until(at(5, 18, 23, 59))
	h.expectMoney(order, "paid 29900 frozen 29900")
	h.until(at(5, 19, 0, 0))
	h.expect("shop", of, "CLOSED_PERFORMED | claim 1 PERFORMED 29900/29900 | PAY_DONE 29900/29900 order_escrow 29900")
	h.expectMoney(order, "paid 29900 refunded 29900")
	h.paidOnce()
}
