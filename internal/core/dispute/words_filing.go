package dispute

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// maxClaim is the most a claim may demand: claims beyond the price are told, not
// refused (M07), but numbers have an end.
const maxClaim = 100_000_000_00

// filingWords are T01–T11 and T77.
func filingWords() []*Word {
	return []*Word{
		{Name: "protect", Past: "protected", T: "T01", Money: true, Fields: protectFields, Do: doProtect, Fold: foldProtect},
		{Name: "submit", Past: "submitted", T: "T02", Money: true, Bar: refiledOnce, Fields: submitFields, Do: doSubmit, Fold: foldSubmit},
		{Name: "accept", Past: "accepted", T: "T03", Fields: note, Do: doAccept, Fold: foldAccept},
		{Name: "reject", Past: "rejected", T: "T07", Fields: rejectFields, Fold: foldGround},
		{Name: "ask_cure", Past: "cure_asked", T: "T04", Fields: reasoned("identity_order_or_claim_only", "identity", "order", "claim")},
		{Name: "cure", Past: "cured", T: "T05", Fields: cureFields, Do: doCure},
		{Name: "review_rejection", Past: "rejection_review_asked", T: "T08", Fields: reasoned("")},
		{Name: "confirm_rejection", Past: "rejection_confirmed", T: "T09", Final: true, Fields: reasoned(""), Do: func(a *act, at *place, _ Answers) {
			a.lapseTrack(at.track, "rejected")
		}},
		{
			Name: "object_acceptance", Past: "acceptance_objected", T: "T10", Starts: true, Object: "objection", Fields: rejectFields,
			Set: func(a *act, at place, _ Answers, e *Act) { e.Object = len(a.c().Deeds) + 1 },
		},
		{Name: "uphold_objection", Past: "objection_upheld", T: "T11", Fields: rejectFields, Do: endObjections},
	}
}

func doProtect(a *act, _ *place, in Answers) {
	for _, s := range scopeOf(in.Items("lines")) {
		a.freezeLine(-s.Line, s, a.shareOf(s))
	}
	a.outlast()
}

// outlast gives a draft at least the time of the protection that begins in it: what is
// told to be protected until a day is not purged before (procedure.md §1 inv. 4).
func (a *act) outlast() {
	for i := range a.b.Procedure.Clocks {
		k := &a.b.Procedure.Clocks[i]
		if !slices.ContainsFunc(k.Start, func(s procedure.Start) bool { return s.Kind == "event" && s.Name == "protect" }) {
			continue
		}
		ends := a.b.Calendar.Count(startAt(a), a.b.rule(k, "")).Due
		for _, d := range slices.Clone(a.c().Deadlines) {
			if purge := a.b.clocks[d.Clock]; d.Running() && !d.Due.After(ends) && purge != nil && purge.ID != k.ID && a.purges(purge) {
				a.lengthen(d, span(k.Len), "protect")
			}
		}
	}
}

// purges tells whether the end of a clock ends the draft.
func (a *act) purges(k *procedure.Clock) bool {
	return slices.ContainsFunc(k.Expiry, func(e procedure.Expiry) bool {
		s := a.b.stages[e.To]
		return s != nil && s.Terminal
	})
}

func foldProtect(c *Case, e Act, _ record.Meta) {
	c.Protected = append(c.Protected, scopeOf(e.Inputs.Items("lines"))...)
}

// endObjections: an objection that was upheld waits for nothing more.
func endObjections(a *act, at *place, _ Answers) {
	for _, d := range slices.Clone(a.c().Deadlines) {
		if d.Object == "objection" && d.Track == at.track && d.Running() {
			a.emit(DeadlineMet{No: d.No})
		}
	}
}

func scopeOf(items []Answers) []ScopeItem {
	var out []ScopeItem
	for _, it := range items {
		out = append(out, ScopeItem{Line: it.Int("line"), Parcel: it.Int("parcel"), Qty: it.Int("qty")})
	}
	return out
}

// doSubmit opens the claims, freezes what is at stake, and tells whether the
// filing is in time (the filing date is the earlier of protect and submit).
func doSubmit(a *act, at *place, in Answers) {
	late := a.window(in).Late
	if late {
		a.emit(CaseMarked{Mark: "out_of_time"})
	}
	if in.Code("mediation_only") == "yes" {
		a.emit(CaseMarked{Mark: "wants_mediation"})
	}
	if !a.dispatched() {
		a.emit(CaseMarked{Mark: "undispatched"})
	}
	a.thawProtected()
	for _, item := range in.Items("claims") {
		a.openClaim(item, a.actor.Side, at.track, false)
	}
	if a.safe(in) {
		a.goesFirst()
	}
	if !late {
		a.freezeTrack(at.track)
	}
	a.pin()
}

// pin fixes the rulebook the case goes on with: the one in force at submission,
// then the one at acceptance; after that it never moves (design §3).
func (a *act) pin() {
	if next := a.w.InForce; next != nil && next.carries(a.c()) {
		a.b = next
	}
	a.emit(RulebookPinned{Procedure: a.b.Procedure.ID + "@" + a.b.Procedure.Version, Rulebook: a.b.Hash})
}

// carries tells whether a case can go on with this book as it stands: it knows the
// stages of its tracks and the clocks that run.
func (b *Book) carries(c *Case) bool {
	for _, t := range c.Tracks {
		if !t.Closed && b.stages[t.Stage] == nil {
			return false
		}
	}
	for i := range c.Deadlines {
		if d := &c.Deadlines[i]; (d.Running() || d.State == "paused") && b.clocks[d.Clock] == nil {
			return false
		}
	}
	return true
}

// safe tells whether a reason concerns injury, food or fire: such cases go first.
func (a *act) safe(in Answers) bool {
	if a.b.Reasons == nil {
		return false
	}
	return slices.ContainsFunc(in.Items("claims"), func(item Answers) bool {
		r, ok := a.b.Reasons.Reason(item.Code("reason"))
		return ok && r.Safety
	})
}

// openClaim records one claim.
func (a *act) openClaim(item Answers, by Side, track int, counter bool) int {
	k := Claim{
		No: len(a.c().Claims) + 1, By: by, Reason: item.Code("reason"), Remedy: item.Code("remedy"), Scope: scopeOf(item.Items("scope")),
		Minor: item.Minor("amount"), Counter: counter, Track: track, State: Open,
	}
	if k.Minor == 0 && a.sumRemedy(k.Remedy) {
		for _, s := range k.Scope {
			k.Minor += a.shareOf(s)
		}
	}
	a.emit(ClaimOpened{Claim: k})
	return k.No
}

func foldSubmit(c *Case, e Act, m record.Meta) {
	c.Submitted = m.At
	if c.FiledAt.IsZero() {
		c.FiledAt = m.At
	}
	for _, d := range c.Deeds {
		if d.Move == "protect" && d.At.Before(c.FiledAt) {
			c.FiledAt = d.At
		}
	}
	foldExhibits(c, e, m)
}

// foldExhibits adds the exhibits that came with a filing.
func foldExhibits(c *Case, e Act, m record.Meta) {
	for _, item := range e.Inputs.Items("exhibits") {
		c.Exhibits = append(c.Exhibits, Exhibit{
			No: len(c.Exhibits) + 1, Kind: item.Code("kind"), By: e.Side, Role: e.Role, Person: m.Person, Digest: item.Code("digest"), At: m.At, Stage: e.Stage,
			Kept: e.keptSince(item.Code("digest")),
		})
	}
}

func doAccept(a *act, at *place, _ Answers) {
	if at.as == "mediation_only" || a.c().OutOfTime && a.c().WantsMediate && a.b.Procedure.Features["mediation"] {
		a.emit(CaseMarked{Mark: "mediation_only"})
	}
	a.pin()
	a.freezeTrack(at.track) // what thawed while a rejection was reviewed
	if at.as == "provisional" {
		a.emit(CaseMarked{Mark: "provisional"})
	}
	if !a.c().OutOfTime {
		a.freezeTrack(at.track) // again, where a late review found it thawed (T08)
	}
	a.demand(at.track)
}

func foldAccept(c *Case, _ Act, m record.Meta) { c.Accepted = m.At }

func foldGround(*Case, Act, record.Meta) {}

func doCure(*act, *place, Answers) {}

// dispatched tells whether the goods of the case have left: an undispatched order
// gives the merchant a shorter time to answer.
func (a *act) dispatched() bool {
	if len(a.w.Order.Parcels) == 0 {
		return a.w.Order.Origin != "" && len(a.w.Order.Lines) == 0
	}
	return slices.ContainsFunc(a.w.Order.Parcels, func(p escrow.Parcel) bool { return !p.DispatchedAt.IsZero() || !p.SignedAt.IsZero() })
}
