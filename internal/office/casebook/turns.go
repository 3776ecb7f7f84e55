package casebook

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// Waiting is one whom a case waits for, as its reader may know it.
type Waiting struct {
	Who    string    // as dispute.Turn.Who
	Due    time.Time // zero: no time runs yet
	Clock  string    // "" beside an offer and a notice
	Offer  int       // that waits for an answer; 0: none
	Notice int
}

// reader is whose turn a list asks for.
type reader struct {
	person  id.Person
	shops   []id.Merchant // of which he is a member, where he looks as one
	acts    map[id.Case]Acting
	decider bool
}

// is tells whether a row of turns is his.
func (r reader) is(row *CaseRow, who string, person id.Person, shop id.Merchant) bool {
	if a, ok := r.acts[row.Case]; ok {
		return dispute.OwnerOf(a.Side) == who
	}
	if len(r.shops) > 0 {
		return slices.Contains(r.shops, shop)
	}
	return !person.IsZero() && person == r.person
}

// atOnce is of how many cases turns are asked at once: none has ten.
const atOnce = docket.MaxRows / 10

// waits tells of every row whom its case waits for, and whether that is the reader:
// what dispute.Turns says, and the offers that wait for his answer.
func (b *Casebook) waits(ctx context.Context, m id.Market, rows []CaseRow, as reader) error {
	at := map[id.Case]*CaseRow{}
	var ask []any
	for i := range rows {
		if r := &rows[i]; !r.Closed {
			at[r.Case] = r
			ask = append(ask, bytesOf(r.Case.Bytes()))
		}
	}
	for some := range slices.Chunk(ask, atOnce) {
		if err := b.turns(ctx, m, some, at, as); err != nil {
			return err
		}
		if as.decider {
			continue // an offer is behind the wall
		}
		if err := b.offers(ctx, m, some, at, as); err != nil {
			return err
		}
	}
	for _, r := range at {
		inOrder(r.Awaited)
	}
	return nil
}

// inOrder puts the most urgent first.
func inOrder(all []Waiting) {
	slices.SortStableFunc(all, func(x, y Waiting) int { return cmp.Or(x.rank()-y.rank(), x.Due.Compare(y.Due)) })
}

// Awaited are all whom the case waits for as its reader may know it, the most urgent
// first: what CaseRow.Awaited says of it in a list.
func (c Case) Awaited() []Waiting {
	var out []Waiting
	for _, t := range c.Turns {
		out = append(out, Waiting{Who: t.Who, Due: t.Due, Clock: t.Clock, Notice: t.Notice})
	}
	for _, o := range c.Offers {
		if side := c.Audience.Side; side != "" && o.WaitsFor(side) && o.Due.After(c.Sight.Legal) {
			out = append(out, Waiting{Who: dispute.OwnerOf(side), Due: o.Due, Offer: o.No})
		}
	}
	inOrder(out)
	return out
}

// WaitsFor is whom those a case waits for come down to: the first of them, "parties"
// where both sides have the same date; "" for nobody.
func WaitsFor(all []Waiting) string {
	if len(all) == 0 {
		return ""
	}
	side := func(w Waiting) bool {
		return w.Who == dispute.OwnerOf(dispute.Claimant) || w.Who == dispute.OwnerOf(dispute.Respondent)
	}
	for _, w := range all[1:] {
		if side(w) && side(all[0]) && w.Who != all[0].Who && w.Due.Equal(all[0].Due) {
			return "parties"
		}
	}
	return all[0].Who
}

// rank puts what has a time first, and the platform's promise last.
func (w Waiting) rank() int {
	switch {
	case w.Who == "platform":
		return 2
	case w.Due.IsZero():
		return 1
	}
	return 0
}

func (b *Casebook) turns(ctx context.Context, m id.Market, of []any, at map[id.Case]*CaseRow, as reader) error {
	rows, err := b.Clerk.Docket.Select(ctx, docket.Select{Market: m, Table: streams.Turns, Limit: docket.MaxRows, Where: []docket.Cond{{Column: "case_id", Op: "in", Value: of}}, Columns: []string{"case_id", "who", "person", "merchant", "due", "clock", "notice"}})
	if err != nil {
		return fmt.Errorf("casebook: turns: %w", err)
	}
	for _, t := range rows {
		row := at[id.From[id.Case](sixteen(t[0]))]
		w := Waiting{Who: str(t[1]), Due: instant(t[4]), Clock: str(t[5]), Notice: int(num(t[7]))}
		mine := as.is(row, w.Who, id.From[id.Person](sixteen(t[2])), id.From[id.Merchant](sixteen(t[3])))
		if as.decider && !mine && (w.Who == "claimant" || w.Who == "respondent") && row.Owner != "parties" {
			continue // that a side is thinking it over tells of an offer
		}
		row.wait(w, mine)
	}
	return nil
}

// offers adds those that wait for the reader. That one waits for the other side he
// knows, too; but the case is not said to wait for that.
func (b *Casebook) offers(ctx context.Context, m id.Market, of []any, at map[id.Case]*CaseRow, as reader) error {
	rows, err := b.Clerk.Docket.Select(ctx, docket.Select{Market: m, Table: streams.Offers, Limit: docket.MaxRows, Where: []docket.Cond{{Column: "case_id", Op: "in", Value: of}}})
	if err != nil {
		return fmt.Errorf("casebook: offers: %w", err)
	}
	if len(rows) == 0 {
		return nil
	}
	legal, err := b.Clerk.Legal(ctx, m)
	if err != nil {
		return err
	}
	for _, o := range rows {
		row := at[id.From[id.Case](sixteen(o[0]))]
		w := Waiting{Who: dispute.OwnerOf(dispute.Side(str(o[2]))), Due: instant(o[3]), Offer: int(num(o[1]))}
		person, shop := row.party(w.Who)
		if w.Due.After(legal) && as.is(row, w.Who, person, shop) {
			row.wait(w, true)
		}
	}
	return nil
}

// wait notes one whom a case waits for.
func (r *CaseRow) wait(w Waiting, mine bool) {
	r.Awaited = append(r.Awaited, w)
	if !mine {
		return
	}
	if r.Mine == nil || r.Mine.Due.IsZero() || !w.Due.IsZero() && w.Due.Before(r.Mine.Due) {
		r.Mine = &w
	}
}

// party is who stands on a side: the buyer, or the merchant.
func (r *CaseRow) party(who string) (id.Person, id.Merchant) {
	claimant := who == dispute.OwnerOf(dispute.Claimant)
	if (r.Claimant == r.Buyer) == claimant {
		return r.Buyer, id.Merchant{}
	}
	return id.Person{}, r.Merchant
}

// as is the reader of a person's own lists under a hat.
func (b *Casebook) as(ctx context.Context, who clerk.Who, hat Hat) (reader, error) {
	out := reader{person: who.Acting()}
	var err error
	switch hat {
	case AgentHat:
		out.acts, err = b.actsIn(ctx, who)
	case BuyerHat:
	default:
		_, out.shops, err = b.Roles(ctx, who.Market, who.Acting())
	}
	return out, err
}

// turnsFor are the turns of a case that its reader may know: a decider his own and
// those of the platform, as in lists.
func turnsFor(s clerk.Sight, a Audience) []dispute.Turn {
	all := dispute.Turns(s.Book, s.World.Case)
	if !a.Decider {
		return all
	}
	return slices.DeleteFunc(all, func(t dispute.Turn) bool {
		seat := s.World.Case.Seat(t.Who)
		return seat.IsZero() || seat != s.Actor.Person
	})
}
