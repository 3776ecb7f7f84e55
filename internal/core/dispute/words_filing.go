package dispute

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// maxClaim is the most a claim may demand: claims beyond the price are told, not
// refused (M07), but numbers have an end.
const maxClaim = 100_000_000_00

// filingWords are T01–T11 and T77.
func filingWords() []*Word {
	return []*Word{
		{Name: "protect", Past: "protected", T: "T01", Money: true, Fields: protectFields, Do: doProtect},
		{Name: "submit", Past: "submitted", T: "T02", Money: true, Fields: submitFields, Do: doSubmit, Fold: foldSubmit},
		{Name: "accept", Past: "accepted", T: "T03", Fields: note, Do: doAccept, Fold: foldAccept},
		{Name: "reject", Past: "rejected", T: "T07", Fields: rejectFields, Fold: foldGround},
		{Name: "ask_cure", Past: "cure_asked", T: "T04", Fields: reasoned("identity", "order", "claim")},
		{Name: "cure", Past: "cured", T: "T05", Fields: cureFields, Do: doCure},
		{Name: "review_rejection", Past: "rejection_review_asked", T: "T08", Fields: reasoned()},
		{Name: "confirm_rejection", Past: "rejection_confirmed", T: "T09", Final: true, Fields: reasoned(), Do: func(a *act, at *place, _ Answers) {
			a.lapseTrack(at.track, "rejected")
		}},
		{Name: "object_acceptance", Past: "acceptance_objected", T: "T10", Starts: true, Object: "objection", Fields: rejectFields,
			Set: func(a *act, at place, _ Answers, e *Act) { e.Object = len(a.c().Deeds) + 1 }},
		{Name: "uphold_objection", Past: "objection_upheld", T: "T11", Fields: upholdFields},
	}
}

func protectFields(a *act, _ place) []Field {
	return []Field{
		{Name: "lines", Kind: Group, Required: true, Min: 1, Max: int64(len(a.w.Order.Lines)), Distinct: true, Fields: scopeFields(a)},
		a.reasonField(),
	}
}

// scopeFields name what is in dispute: a line of the order, perhaps in one parcel,
// and how many units.
func scopeFields(a *act) []Field {
	line := Field{Name: "line", Kind: Choice, Required: true}
	parcel := Field{Name: "parcel", Kind: Choice}
	most := int64(1)
	for _, l := range a.w.Order.Lines {
		line.Choices = append(line.Choices, Option{Value: itoa(l.No)})
		most = max(most, l.Qty)
	}
	for _, p := range a.w.Order.Parcels {
		parcel.Choices = append(parcel.Choices, Option{Value: itoa(p.No)})
	}
	return []Field{line, parcel, number("qty", true, 1, most)}
}

func (a *act) reasonField() Field {
	f := Field{Name: "reason", Kind: Choice, Required: true}
	if a.b.Reasons == nil {
		return f
	}
	for i := range a.b.Reasons.Reasons {
		f.Choices = append(f.Choices, Option{Value: a.b.Reasons.Reasons[i].Code})
	}
	return f
}

// claimFields are one demand on one ground with a scope.
func claimFields(a *act) []Field {
	kinds := Field{Name: "remedy", Kind: Choice, Required: true}
	if a.b.Reasons != nil {
		for i := range a.b.Reasons.Kinds {
			kinds.Choices = append(kinds.Choices, Option{Value: a.b.Reasons.Kinds[i].Code})
		}
	}
	return []Field{
		a.reasonField(), kinds, sum("amount", false, 0, maxClaim, a.c().Currency),
		{Name: "scope", Kind: Group, Required: true, Min: 1, Max: 50, Fields: scopeFields(a)},
		text("story", false),
	}
}

func exhibitFields(a *act) []Field {
	kinds := Field{Name: "kind", Kind: Choice, Required: true}
	if a.b.Reasons != nil {
		for i := range a.b.Reasons.Proofs {
			kinds.Choices = append(kinds.Choices, Option{Value: a.b.Reasons.Proofs[i].Code})
		}
	}
	return []Field{{Name: "digest", Kind: Digest, Required: true}, kinds, text("purpose", false), text("name", false)}
}

func submitFields(a *act, _ place) []Field {
	return []Field{
		{Name: "claims", Kind: Group, Required: true, Min: 1, Max: 20, Fields: claimFields(a)},
		{Name: "exhibits", Kind: Group, Max: 30, Fields: exhibitFields(a)},
		{Name: "mediation_only", Kind: Choice, Choices: []Option{{Value: "yes"}, {Value: "no"}}},
		text("story", false),
	}
}

func doProtect(a *act, _ *place, in Answers) {
	for i, s := range scopeOf(in.Items("lines")) {
		a.freezeLine(-(i + 1), s, a.shareOf(s))
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
	late := a.late(in)
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
		a.emit(CaseMarked{Mark: "safety"})
	}
	if !late {
		a.freezeTrack(at.track)
	}
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
		})
	}
}

func doAccept(a *act, at *place, _ Answers) {
	if at.as == "mediation_only" {
		a.emit(CaseMarked{Mark: "mediation_only"})
	}
	if at.as == "provisional" {
		a.emit(CaseMarked{Mark: "provisional"})
	}
	a.demand(at.track)
}

func foldAccept(c *Case, _ Act, m record.Meta) { c.Accepted = m.At }

func rejectFields(a *act, _ place) []Field {
	return []Field{choice("ground", true, a.b.Procedure.Filing.RejectGrounds...), text("reason", true), text("routes", false)}
}

func foldGround(*Case, Act, record.Meta) {}

func upholdFields(a *act, at place) []Field {
	f := rejectFields(a, at)
	f[0].Choices = slices.DeleteFunc(f[0].Choices, func(Option) bool { return !a.runs("K_OBJ", at) })
	return f
}

func cureFields(a *act, _ place) []Field {
	return []Field{text("items", true), {Name: "exhibits", Kind: Group, Max: 30, Fields: exhibitFields(a)}}
}

func doCure(*act, *place, Answers) {}

// dispatched tells whether the goods of the case have left: an undispatched order
// gives the merchant a shorter time to answer.
func (a *act) dispatched() bool {
	if len(a.w.Order.Parcels) == 0 {
		return a.w.Order.Origin != "" && len(a.w.Order.Lines) == 0
	}
	return slices.ContainsFunc(a.w.Order.Parcels, func(p escrow.Parcel) bool { return !p.DispatchedAt.IsZero() || !p.SignedAt.IsZero() })
}
