package dispute

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

// Window is the time to file as it stands for a filing (K_FILE).
type Window struct {
	// Due is the end; zero while it cannot end yet (goods under way, no window).
	Due time.Time
	// Ends is what the end comes from: a start of the clock ("parcel_completed",
	// "after_sale_refused", "defect_found") or a later window ("statutory_window",
	// "warranty", "shelf_life", "promise"); "" without an end.
	Ends string
	// Late: the filing date, which is the earlier of protect and submit (and that of
	// an earlier case it follows, T06), is not before the end.
	Late bool
}

// FilingWindow tells, before anything is filed, until when a dispute with these
// inputs of submit may be filed with a freeze; inputs that are not given yet (no
// claims) stand for the whole order. Nothing is decided and nothing refused: past
// the end mediation without freeze remains, and every right at law (T02, T77).
//
// Source: procedure.md §3 K_FILE.
func FilingWindow(b *Book, w World, in Answers) Window {
	a := newAct(b, w, Actor{System: timer})
	a.role = timer
	return a.window(in)
}

func (a *act) window(in Answers) Window {
	k := a.b.clocks[a.b.Procedure.Filing.Clock]
	if k == nil || slices.ContainsFunc(in.Items("exhibits"), func(x Answers) bool { return slices.Contains(k.LiftedBy, x.Code("kind")) }) {
		return Window{}
	}
	var last Window
	for _, s := range a.filedScope(in) {
		one := a.windowOf(k, s, in)
		if one.Due.IsZero() {
			return Window{} // what is under way keeps the time open for the whole filing
		}
		if one.Due.After(last.Due) {
			last = one
		}
	}
	last.Late = !last.Due.IsZero() && !a.filingDate().Before(last.Due)
	return last
}

// filedScope is what a filing is about, the whole order while nothing is chosen.
func (a *act) filedScope(in Answers) []ScopeItem {
	var out []ScopeItem
	for _, item := range in.Items("claims") {
		out = append(out, scopeOf(item.Items("scope"))...)
	}
	if len(out) == 0 {
		for _, l := range a.w.Order.Lines {
			out = append(out, ScopeItem{Line: l.No, Qty: int(l.Qty)})
		}
	}
	return out
}

// windowOf is the time to file about some goods: so many days from the latest start
// that the file names and the case knows, or the end of a later window of the goods.
func (a *act) windowOf(k *procedure.Clock, s ScopeItem, in Answers) Window {
	var from time.Time
	var out Window
	for _, start := range k.Start {
		at, open := a.startOf(start.Name, s, in)
		if open {
			return Window{}
		}
		if at.After(from) {
			from, out.Ends = at, start.Name
		}
	}
	if from.IsZero() {
		return Window{}
	}
	out.Due = a.b.Calendar.Count(workday.Start{At: from}, a.b.rule(k, "")).Due
	for _, name := range k.NeverBefore {
		if end := a.endOf(name, s); end.After(out.Due) {
			out.Due, out.Ends = end, name
		}
	}
	return out
}

// startOf is when an event that starts the time to file happened; open tells that it
// is still to come and the time cannot run before it.
func (a *act) startOf(name string, s ScopeItem, in Answers) (at time.Time, open bool) {
	switch name {
	case "paid":
		return a.w.Order.BoughtAt, false
	case "parcel_completed":
		return a.completed(s)
	case "defect_found":
		at = a.stated(in, name)
		if limit := a.signed(s); !limit.IsZero() && at.After(limit.AddDate(2, 0, 0)) {
			return time.Time{}, false // a defect counts for two years at most (Civil Code art 621); a warranty counts by itself
		}
		return at, false
	case "after_sale_refused":
		return a.stated(in, name), false
	}
	return time.Time{}, false
}

// stated is an instant the filer states; one in the future, or before the purchase,
// was refused by the bounds of the input.
func (a *act) stated(in Answers, name string) time.Time {
	if at := in.get(name).At; at != nil && !at.After(a.now) {
		return *at
	}
	return time.Time{}
}

// completed is when the parcels that carry some goods were completed (confirmed or
// released); open while one of them is still under way.
func (a *act) completed(s ScopeItem) (last time.Time, open bool) {
	for _, i := range a.packedOf(s) {
		if i.ConfirmedAt.IsZero() {
			return time.Time{}, true
		}
		if i.ConfirmedAt.After(last) {
			last = i.ConfirmedAt
		}
	}
	return last, last.IsZero()
}

// packedOf are the goods of a scope as they lie in parcels.
func (a *act) packedOf(s ScopeItem) []escrow.Item {
	var out []escrow.Item
	for _, p := range a.w.Order.Parcels {
		for _, i := range p.Items {
			if i.Line == s.Line && (s.Parcel == 0 || p.No == s.Parcel) {
				out = append(out, i)
			}
		}
	}
	return out
}

// signed is when the last parcel with some goods was signed for.
func (a *act) signed(s ScopeItem) (last time.Time) {
	for _, p := range a.w.Order.Parcels {
		if (s.Parcel == 0 || p.No == s.Parcel) && carries(p, s.Line) && p.SignedAt.After(last) {
			last = p.SignedAt
		}
	}
	return last
}

// endOf is the end of a window kept with the goods at purchase; zero without one.
func (a *act) endOf(name string, s ScopeItem) time.Time {
	at := slices.IndexFunc(a.w.Order.Lines, func(l escrow.Line) bool { return l.No == s.Line })
	if at < 0 {
		return time.Time{}
	}
	w := a.w.Order.Lines[at].Windows
	switch name {
	case "statutory_window": // return without reason, counted from signature (CRPL art 25)
		if from := a.signed(s); w.NoReasonDays > 0 && !from.IsZero() {
			return a.b.Calendar.Count(workday.Start{At: from}, workday.Rule{Span: workday.Span{N: w.NoReasonDays, Unit: workday.NaturalDays}, Roll: true}).Due
		}
	case "warranty":
		return w.WarrantyUntil
	case "shelf_life":
		return w.BestBefore
	case "promise":
		return w.PromisedUntil
	}
	return time.Time{}
}

// filingDate is the earlier of protect and submit, and of an earlier case that this
// one may stand in for.
func (a *act) filingDate() time.Time {
	filed := a.now
	for _, d := range a.c().Deeds {
		if d.Move == "protect" && d.At.Before(filed) {
			filed = d.At
		}
	}
	if first := a.c().FirstFiled; !first.IsZero() && first.Before(filed) {
		filed = first
	}
	return filed
}
