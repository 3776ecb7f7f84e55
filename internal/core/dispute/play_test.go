package dispute_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// play is a case told as a story: what is done must succeed, what is refused must
// say why, dates are written as procedure.md writes them.
type play struct {
	*Desk
	t *testing.T
}

// moment reads "04-23 15:00" of 2026; a day alone is its end, 24:00.
func moment(text string) time.Time {
	if day, ok := strings.CutSuffix(text, " 24:00"); ok {
		return moment(day)
	}
	if at, err := time.ParseInLocation("2006-01-02 15:04", "2026-"+text, shanghai); err == nil {
		return at
	}
	day, err := time.ParseInLocation("2006-01-02", "2026-"+text, shanghai)
	if err != nil {
		panic(err)
	}
	return day.AddDate(0, 0, 1)
}

// one is an order of a single parcel of 300.00 that came.
func one() Goods { return Goods{Qty: 1, Minor: 30000, Signed: 200 * time.Hour} }

func sit(t *testing.T, at string, goods ...Goods) *play {
	t.Helper()
	return shaped(t, at, func(*escrow.Purchase) {}, goods...)
}

func shaped(t *testing.T, at string, shape func(*escrow.Purchase), goods ...Goods) *play {
	t.Helper()
	t.Parallel()
	b, err := Load("tianping-std")
	if err != nil {
		t.Fatal(err)
	}
	now := moment(at)
	if len(goods) == 0 {
		goods = []Goods{one()}
	}
	o, m := Bought(b, now.Add(-240*time.Hour), shape, goods...)
	return &play{New(b, now, o, m), t}
}

// filed opens a draft and submits claims at the desk's instant.
func (p *play) filed(claims ...dispute.Answers) *play {
	p.t.Helper()
	p.Open(dispute.Buyer)
	p.do(p.Claimant(), "submit", Items("claims", claims...))
	return p
}

// accepted submits claims and has them accepted; the respondent reads at once.
func (p *play) accepted(claims ...dispute.Answers) *play {
	p.t.Helper()
	p.Reads[dispute.Claimant], p.Reads[dispute.Respondent] = true, true
	p.filed(claims...)
	p.do(p.staff("officer"), "accept")
	return p
}

// inEvidence is accepted and refused, so that the round is open.
func (p *play) inEvidence(claims ...dispute.Answers) *play {
	p.t.Helper()
	p.accepted(claims...)
	p.refuses()
	p.do(p.Claimant(), "escalate")
	return p
}

// decided brings a case into the adjudicator's hands.
func (p *play) decided(claims ...dispute.Answers) *play {
	p.t.Helper()
	p.inEvidence(claims...)
	p.closeRound()
	return p
}

// closeRound has both done with both parts of the round; an officer closes it.
func (p *play) closeRound() {
	p.t.Helper()
	for range 2 {
		p.do(p.Claimant(), "done")
		p.do(p.Respondent(), "done")
	}
	p.do(p.staff("officer"), "close_round")
}

// refuses answers every open claim with a refusal.
func (p *play) refuses() {
	p.t.Helper()
	p.do(p.Respondent(), "answer", Items("answers", p.each(func(k dispute.Claim) dispute.Answers {
		return dispute.Answers{Pick("claim", number(k.No)), Pick("answer", "refuse")}
	})...))
}

func (p *play) each(of func(dispute.Claim) dispute.Answers) []dispute.Answers {
	var out []dispute.Answers
	for _, k := range p.World.Case.Claims {
		if k.State == dispute.Open {
			out = append(out, of(k))
		}
	}
	return out
}

func number(n int) string { return string(rune('0' + n)) }

// staff is who holds a seat, or else the desk's person of that role.
func (p *play) staff(role string) dispute.Actor {
	if seat := p.World.Case.Seat(role); !seat.IsZero() {
		for _, a := range Roster() {
			if a.Person == seat {
				return a
			}
		}
	}
	return Roster()[role]
}

func (p *play) do(who dispute.Actor, move string, in ...dispute.Answer) {
	p.t.Helper()
	p.on(who, 0, move, in...)
}

func (p *play) on(who dispute.Actor, duty int, move string, in ...dispute.Answer) {
	p.t.Helper()
	if r := p.On(who, 0, duty, move, in...); r != nil {
		p.t.Fatalf("%s at %s in %v refused: %+v", move, p.Now.In(shanghai), p.Stages(), *r)
	}
}

// no makes a move that must be refused with a code.
func (p *play) no(who dispute.Actor, move, code string, in ...dispute.Answer) {
	p.t.Helper()
	_ = p.why(who, move, code, in...)
}

// why is no, for who asks what the refusal says beside its code.
func (p *play) why(who dispute.Actor, move, code string, in ...dispute.Answer) *dispute.Refusal {
	p.t.Helper()
	r := p.Do(who, move, in...)
	if r == nil {
		p.t.Fatalf("%s was accepted, want %s", move, code)
	}
	if r.Code != code {
		p.t.Errorf("%s refused as %s (%s %s), want %s", move, r.Code, r.Guard, r.Field, code)
	}
	return r
}

func (p *play) until(text string) { p.t.Helper(); p.Until(moment(text)) }

// due checks when the latest deadline of a clock ends.
func (p *play) due(clock, want string) {
	p.t.Helper()
	d := p.Last(clock)
	if d.No == 0 || !d.Due.Equal(moment(want)) {
		p.t.Errorf("%s is due %s (%s), want %s", clock, d.Due.In(shanghai).Format("01-02 15:04"), d.State, want)
	}
	if len(d.Count.Trace) == 0 && !d.Count.Due.IsZero() && d.Count.Rule.Span.N > 0 {
		p.t.Errorf("%s has no account of its days", clock)
	}
}

func (p *play) stage(want ...string) {
	p.t.Helper()
	if got := p.Stages(); !slices.Equal(got, want) {
		p.t.Fatalf("at %s the tracks are in %v, want %v", p.Now.In(shanghai), got, want)
	}
}

// claim checks the state of a claim and what its creditor got.
func (p *play) claim(no int, state dispute.ClaimState, paid int64) {
	p.t.Helper()
	k := *p.World.Case.Claim(no)
	if k.State != state || k.Paid != paid {
		p.t.Errorf("claim %d is %s with %d paid, want %s and %d: %+v", no, k.State, k.Paid, state, paid, k)
	}
}

func (p *play) is(what string, got, want int64) {
	p.t.Helper()
	if got != want {
		p.t.Errorf("%s is %d, want %d", what, got, want)
	}
}

func (p *play) picture() escrow.Picture {
	return escrow.Books{Order: p.World.Order, Merchant: p.World.Merchant}.Picture()
}

// frozen checks what is frozen and held of the order.
func (p *play) frozen(want int64) { p.t.Helper(); p.is("frozen", p.picture().FrozenMinor, want) }

// duty is the only duty of a state.
func (p *play) duty(state string) dispute.Duty {
	p.t.Helper()
	for _, d := range p.World.Case.Duties {
		if d.State == state && !d.Cancelled {
			return d
		}
	}
	p.t.Fatalf("no obligation is in %s: %+v", state, p.World.Case.Duties)
	return dispute.Duty{}
}

// offers makes an offer of a sum for a claim and returns its number.
func (p *play) offers(who dispute.Actor, terms ...dispute.Answers) dispute.Offer {
	p.t.Helper()
	p.do(who, "offer", Items("terms", terms...))
	return p.World.Talks.Offers[len(p.World.Talks.Offers)-1]
}

func (p *play) takes(who dispute.Actor, o dispute.Offer) {
	p.t.Helper()
	var claims []string
	for _, t := range o.Terms {
		claims = append(claims, number(t.Claim))
	}
	p.do(who, "accept_offer", Pick("offer", number(o.No)), Pick("offer_event_hash", o.Hash), List("claims", claims...), Sure())
}

// demand is the offer that gives exactly what is asked.
func (p *play) demand() dispute.Offer {
	p.t.Helper()
	for _, o := range slices.Backward(p.World.Talks.Offers) {
		if o.By == dispute.Claimant && o.Due.IsZero() && o.State == "open" {
			return o
		}
	}
	p.t.Fatal("nothing is demanded")
	return dispute.Offer{}
}

// rules gives a decision over the open claims of a track, all in one.
func (p *play) rules(results ...dispute.Answers) {
	p.t.Helper()
	p.do(p.staff("adjudicator"), "rule", ruling(results...)...)
}

func ruling(results ...dispute.Answers) []dispute.Answer {
	fact := dispute.Answers{Say("fact", "the parcel came"), Pick("status", "not_found")}
	return []dispute.Answer{Items("results", results...), Items("facts", fact), Say("reasons", "as found"), Sure()}
}

func grants(claim int, minor int64) dispute.Answers {
	return dispute.Answers{Pick("claim", number(claim)), Pick("result", "partly"), Pay("amount", minor), Say("reason", "proved")}
}

func dismisses(claim int) dispute.Answers {
	return dispute.Answers{Pick("claim", number(claim)), Pick("result", "dismissed"), Say("reason", "not proved")}
}

func appeals(sought int64) []dispute.Answer {
	return []dispute.Answer{
		Items("points", dispute.Answers{Pick("claim", "1"), Pay("sought", sought), Pick("ground", "error")}),
		Say("reason", "the sum is wrong"),
	}
}

// deposit gives the merchant a deposit.
func (p *play) deposit(minor int64) {
	p.t.Helper()
	p.books(func(b escrow.Books, by escrow.By) (escrow.Done, error) {
		return escrow.DepositIn(b, by, money.Amount{Minor: minor, Currency: "CNY"}, "bond")
	})
}

// books does an act on the money outside the case.
func (p *play) books(act func(escrow.Books, escrow.By) (escrow.Done, error)) {
	p.t.Helper()
	if err := p.Booked(act); err != nil {
		p.t.Fatal(err)
	}
}

// unsettled gives the merchant payouts from another order.
func (p *play) unsettled(minor int64) {
	p.t.Helper()
	o, _ := Bought(p.Book, p.Now.Add(-240*time.Hour), func(x *escrow.Purchase) {
		x.Order, x.Digest = id.From[id.Order]([16]byte{0: 7, 15: 2}), strings.Repeat("1", 64)
	}, Goods{Qty: 1, Minor: minor, Signed: 200 * time.Hour})
	p.books(func(b escrow.Books, by escrow.By) (escrow.Done, error) {
		d, err := escrow.ConfirmReceipt(escrow.Books{Order: o, Merchant: b.Merchant}, by, 1)
		d.Entries = slices.DeleteFunc(d.Entries, func(e record.Entry) bool { return e.Stream.Kind == record.Order })
		d.Books.Order = b.Order
		return d, err
	})
}
