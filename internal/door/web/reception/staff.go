package reception

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// staff adds what only staff have beside a case.
func (r *room) staff(out *view.Case) {
	if !r.Audience.Staff {
		return
	}
	out.Clauses = r.clauses()
	if _, ok := r.moveNamed("propose"); ok {
		out.DraftURL = caseURL(r.kase.ID) + "/proposal"
	}
}

// clauses are the rules that the grounds of the claims name, each once.
func (r *room) clauses() []view.Clause {
	var out []view.Clause
	for _, k := range r.kase.Claims {
		reason, ok := r.book.Reasons.Reason(k.Reason)
		if !ok {
			continue
		}
		for _, c := range reason.Law {
			no := r.in(wording.Clause(c.String()))
			if !slices.ContainsFunc(out, func(x view.Clause) bool { return x.No == no }) {
				out = append(out, view.Clause{No: no, Source: capital(r.in(wording.Reason(k.Reason)))})
			}
		}
	}
	return out
}

// positions are what each side, and the mediator, last put forward for each claim.
type positions struct {
	latest map[dispute.Side]map[int]dispute.Term
}

// positionsNow reads them from the offers that were not replaced or declined since.
func (r *room) positionsNow() positions {
	p := positions{latest: map[dispute.Side]map[int]dispute.Term{}}
	for _, o := range r.Offers { // oldest first: what is said later counts
		if o.State == "replaced" {
			continue
		}
		if p.latest[o.By] == nil {
			p.latest[o.By] = map[int]dispute.Term{}
		}
		for _, t := range o.Terms {
			p.latest[o.By][t.Claim] = t
		}
	}
	return p
}

// sum is where a side stands on a claim; false when it never said.
func (p positions) sum(side dispute.Side, claim int) (int64, bool) {
	t, ok := p.latest[side][claim]
	return t.Minor, ok
}

// claimGaps compare the positions claim by claim.
func (r *room) claimGaps() []view.ClaimGap {
	p := r.positionsNow()
	var out []view.ClaimGap
	for _, k := range r.kase.Claims {
		if k.State != dispute.Open || k.Minor == 0 {
			continue
		}
		g := view.ClaimGap{Name: r.claimName(k), Asked: r.sum(k.Minor, r.kase.Currency), Offered: "–", Suggested: "–"}
		if n, ok := p.sum(k.By, k.No); ok {
			g.Asked = r.sum(n, r.kase.Currency)
		}
		if n, ok := p.sum(k.By.Other(), k.No); ok {
			g.Offered = r.sum(n, r.kase.Currency)
		}
		if n, ok := p.sum("", k.No); ok {
			g.Suggested = r.sum(n, r.kase.Currency)
		}
		out = append(out, g)
	}
	return out
}

func (r *room) claimName(k dispute.Claim) string {
	return capital(r.in(wording.Remedy(k.Remedy))) + " · " + r.scope(k.Scope)
}
