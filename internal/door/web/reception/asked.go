package reception

import (
	"slices"
	"strconv"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// ordered are the items of evidence that were ordered, with what came of each (T23).
func (r *room) ordered() []view.AskedItem {
	submit, lack := r.choices("add_exhibit", "order"), r.choices("lack_evidence", "order")
	var out []view.AskedItem
	for _, o := range r.kase.Orders {
		no := strconv.Itoa(o.No)
		a := view.AskedItem{No: no, Kind: capital(r.in(wording.Evidence(o.Kind))), To: r.askedOf(o), Due: r.orderDue(o.No), Lacked: o.Lacked, SaidAt: r.local(o.LackedAt)}
		r.askedWords(&a, o.No)
		if r.Audience.Side != "" && o.To == string(r.Audience.Side) {
			if slices.Contains(submit, no) {
				a.SubmitURL = moveURL(r.kase.ID, "add_exhibit", "") + "?order=" + no
			}
			if slices.Contains(lack, no) {
				a.LackURL = moveURL(r.kase.ID, "lack_evidence", "")
			}
			a.Mine = a.LackURL != "" && dispute.ItemWaits(r.kase, o)
		}
		a.State = r.askedState(o)
		out = append(out, a)
	}
	return out
}

func (r *room) askedState(o dispute.EvidenceOrder) view.Chip {
	t := r.t.Asked
	switch {
	case o.Done:
		return view.Chip{Tone: view.Fine, Text: t.Brought}
	case o.Lacked:
		return view.Chip{Text: t.Lacked}
	case o.Missed:
		return view.Chip{Tone: view.Warn, Text: t.Missed}
	}
	return view.Chip{Tone: view.Brand, Text: t.Waits}
}

// askedOf is who an order goes to, as buyer or merchant.
func (r *room) askedOf(o dispute.EvidenceOrder) string {
	if side := dispute.Side(o.To); side == dispute.Claimant || side == dispute.Respondent {
		return r.in(r.kindOf(side))
	}
	return r.in(wording.Choice("third_party_request", "to", o.To))
}

// orderDue is when the answer to an order is due; zero until it was served.
func (r *room) orderDue(no int) (due timeT) {
	for _, d := range r.kase.Deadlines {
		if d.Object == "order" && d.ObjectNo == no && !d.Due.IsZero() {
			due = r.local(d.Due)
		}
	}
	return due
}

// askedWords are what who asked wrote, and what who was asked said to it.
func (r *room) askedWords(a *view.AskedItem, no int) {
	for _, e := range r.rows {
		x, ok := e.Event.(dispute.Act)
		if !ok || x.Object != no {
			continue
		}
		switch x.Move {
		case "order_evidence", "third_party_request":
			a.Item, a.Why, a.At = e.Texts["item"], e.Texts["reason"], r.local(e.At)
		case "lack_evidence":
			a.Said = e.Texts["reason"]
		}
	}
}

// askedFor is the kind of item of an order.
func (r *room) askedFor(no int) wording.Words {
	for _, o := range r.kase.Orders {
		if o.No == no {
			return wording.Evidence(o.Kind)
		}
	}
	return wording.Words{}
}
