package reception

import (
	"fmt"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// offers shows what was proposed, newest first, and how far the sides are apart;
// behind the wall it says only that talks are over.
func (r *room) offers(out *view.Case) {
	if !r.Audience.Talks {
		if r.Audience.Decider && r.Phase != "negotiation" && r.Phase != "intake" {
			out.OffersShut = capital(r.in(wording.Label("talks_ended")))
		}
		if _, ok := r.moveNamed("open_talks"); ok {
			a := r.act("open_talks", "")
			out.OpenTalks = &a
		}
		return
	}
	notes := r.offerNotes()
	for i := len(r.Offers) - 1; i >= 0; i-- {
		o := r.Offers[i]
		if o.Due.IsZero() && (o.State != "open" || !r.anyOpen(o)) && o.State != "accepted" {
			continue // claims as an offer: replaced, or decided since
		}
		out.Offers = append(out.Offers, r.offer(o, notes[o.No]))
	}
	slices.SortStableFunc(out.Offers, func(a, b view.Offer) int { return len(b.Acts) - len(a.Acts) })
	out.Gap = r.gap()
	if len(out.Offers) > 0 && len(out.Offers[0].Acts) > 0 { // to answer it is the next step
		for i := range out.Acts {
			out.Acts[i].Primary = false
		}
	}
}

// anyOpen tells whether a claim of an offer is still undecided.
func (r *room) anyOpen(o dispute.Offer) bool {
	return slices.ContainsFunc(o.Terms, func(t dispute.Term) bool {
		k := r.kase.Claim(t.Claim)
		return k != nil && k.State == dispute.Open
	})
}

// offerNotes are the words beside offers: the offer follows the act that made it.
func (r *room) offerNotes() map[int]string {
	out, last := map[int]string{}, ""
	for _, e := range r.rows {
		if e.Stream != record.Talks {
			continue
		}
		switch x := e.Event.(type) {
		case dispute.Act:
			if x.Move == "offer" || x.Move == "propose" {
				last = e.Texts["note"]
			}
		case dispute.OfferMade:
			out[x.Offer.No], last = last, ""
		}
	}
	return out
}

func (r *room) offer(o dispute.Offer, note string) view.Offer {
	v := view.Offer{ID: fmt.Sprint(o.No), At: r.local(o.At), Until: r.local(o.Due), Note: note, Open: o.State == "open", From: r.offerer(o.By)}
	by := r.kindOf(o.By)
	v.Title = fmt.Sprintf(r.t.Desk.OfferOf, r.in(by), o.No)
	if o.Due.IsZero() {
		v.Title = fmt.Sprintf(r.t.Desk.WhatAsksOffer, r.in(by), o.No)
	}
	var total, asked int64
	for _, t := range o.Terms {
		total += t.Minor
		if k := r.kase.Claim(t.Claim); k != nil {
			asked += k.Minor
		}
		v.Terms = append(v.Terms, view.Pair{Name: fmt.Sprintf(r.t.Desk.ClaimNo, t.Claim), Value: r.term(t)})
	}
	v.Headline = r.t.Desk.Pay + r.sum(total, r.kase.Currency)
	if total == 0 && len(v.Terms) > 0 {
		v.Headline = v.Terms[0].Value
	}
	if asked != total && asked > 0 {
		v.Beside = fmt.Sprintf(r.t.Desk.AskedApart, r.sum(asked, r.kase.Currency), r.sum(asked-total, r.kase.Currency))
	}
	v.State = r.offerState(o)
	for _, act := range []string{"accept_offer", "decline_offer"} {
		if slices.Contains(r.choices(act, "offer"), v.ID) {
			a := r.act(act, v.ID)
			a.Primary = act == "accept_offer"
			v.Acts = append(v.Acts, a)
		}
	}
	return v
}

func (r *room) offerer(by dispute.Side) view.Who {
	if by == "" {
		return r.from("", "mediator")
	}
	return r.who[by]
}

// term is what is offered for one claim, in words.
func (r *room) term(t dispute.Term) string {
	if t.Drop {
		return capital(r.in(wording.Field("offer", "drop").Name))
	}
	var parts []string
	if t.Minor > 0 {
		parts = append(parts, r.sum(t.Minor, r.kase.Currency))
	}
	for _, one := range []struct {
		on   bool
		name string
	}{{t.Return, "return"}, {t.Reship, "reship"}, {t.Act, "act"}} {
		if one.on {
			parts = append(parts, r.in(wording.Field("offer", one.name).Name))
		}
	}
	if t.Freight != "" {
		parts = append(parts, r.t.Desk.Freight+r.in(wording.Choice("offer", "freight", t.Freight)))
	}
	if t.Days > 0 {
		parts = append(parts, fmt.Sprintf(r.t.Desk.WithinDays, t.Days))
	}
	return r.list(parts)
}

func (r *room) offerState(o dispute.Offer) view.Chip {
	switch {
	case o.State == "accepted":
		return view.Chip{Tone: view.Fine, Text: r.t.Desk.Accepted}
	case o.State == "declined":
		return view.Chip{Text: r.t.Desk.Declined}
	case o.State == "replaced":
		return view.Chip{Text: r.t.Desk.Replaced}
	case o.State != "open" || !o.Due.IsZero() && !o.Due.After(r.now):
		return view.Chip{Text: r.t.Desk.Lapsed}
	case o.By == r.Audience.Side && o.By != "":
		return view.Chip{Tone: view.Warn, Text: r.t.Desk.WaitingOtherSide}
	case r.Audience.Side != "":
		return view.Chip{Tone: view.Warn, Text: r.t.Desk.WaitingYou}
	}
	return view.Chip{Tone: view.Warn, Text: r.t.Desk.StillOpen}
}

// gap puts the latest positions on one line, from nothing to all that is asked: it
// shrinks as they come closer.
func (r *room) gap() *view.Gap {
	p := r.positionsNow()
	total := func(s dispute.Side) (n int64, known bool) {
		for _, k := range r.kase.Claims {
			if minor, ok := p.sum(s, k.No); ok && k.State == dispute.Open {
				n, known = n+minor, true
			}
		}
		return n, known
	}
	asks, asked := total(dispute.Claimant)
	gives, given := total(dispute.Respondent)
	if !asked || !given {
		return nil
	}
	at := func(s dispute.Side, minor int64) view.Position {
		return view.Position{Label: r.who[s].Role + " " + r.sum(minor, r.kase.Currency), Side: r.who[s].Side, Sum: money.Amount{Minor: minor, Currency: r.kase.Currency}}
	}
	g := &view.Gap{Claimant: at(dispute.Claimant, asks), Opponent: at(dispute.Respondent, gives), Top: max(asks, gives, 1), Claims: r.claimGaps()}
	var most int64
	for _, k := range r.kase.Claims {
		if k.State == dispute.Open {
			most += k.Minor
		}
	}
	g.Top = max(g.Top, most)
	apart := fmt.Sprintf(r.t.Desk.SidesApart, r.sum(max(asks-gives, gives-asks), r.kase.Currency))
	said := []string{g.Claimant.Label, g.Opponent.Label}
	if n, ok := total(""); ok {
		g.Suggested = &view.Position{Label: r.t.Desk.Proposal + r.sum(n, r.kase.Currency), Side: view.Staff, Sum: money.Amount{Minor: n, Currency: r.kase.Currency}}
		said = append(said, g.Suggested.Label)
	}
	g.Says = r.list(said) + r.t.Mediator.Stop + apart
	return g
}
