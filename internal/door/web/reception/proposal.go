package reception

import (
	"context"
	"fmt"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// usualShare is the percentage a share begins with.
const usualShare = 50

// Proposal implements web.Cases: figures only; nothing is sent, and the rules look at
// what is sent as at any other.
func (c cases) Proposal(ctx context.Context, who view.Visitor, of id.Case, way string, percent int) (view.Proposal, error) {
	s, err := c.ask(ctx, who)
	if err != nil {
		return view.Proposal{}, err
	}
	r, err := s.enter(ctx, of)
	if err != nil {
		return view.Proposal{}, err
	}
	move, ok := r.moveNamed("propose")
	if !ok {
		return view.Proposal{}, web.ErrUnknown
	}
	if percent < 1 || percent > 100 {
		percent = usualShare
	}
	t := r.t.Mediator
	out := view.Proposal{
		Of: r.brief(), SendURL: moveURL(of, "propose", ""), Seen: r.seen(), Way: way, Percent: percent, Gap: r.gap(),
		Ways: []view.Pair{{Value: "middle", Name: t.Middle}, {Value: "share", Name: t.Share}, {Value: "asked", Name: t.AsAsked}, {Value: "offered", Name: t.AsOffered}},
	}
	if !slices.ContainsFunc(out.Ways, func(p view.Pair) bool { return p.Value == way }) {
		out.Way = "middle"
	}
	out.Of.Deadline, _ = r.deadlines()
	for _, f := range move.Fields {
		if f.Name == "terms" {
			r.reckon(&out, f)
		}
	}
	return out, nil
}

// reckon fills the lines: the claims an agreement may still close, and the options of
// the freight.
func (r *room) reckon(out *view.Proposal, terms dispute.Field) {
	p := r.positionsNow()
	tally := map[dispute.Side]*struct{ pays, below, above int64 }{dispute.Claimant: {}, dispute.Respondent: {}}
	var total int64
	for _, f := range terms.Fields {
		switch f.Name {
		case "freight":
			for _, o := range f.Choices {
				out.Freight = append(out.Freight, view.Pair{Value: o.Value, Name: capital(r.in(wording.Choice("offer", "freight", o.Value)))})
			}
		case "claim":
			for _, o := range f.Choices {
				k := r.kase.Claim(dispute.Answers{{Name: "claim", Value: o.Value}}.Int("claim"))
				if k == nil || k.State != dispute.Open || k.Minor == 0 {
					continue
				}
				line, asked, offered := r.line(*k, p, out)
				out.Lines = append(out.Lines, line)
				total += line.Sum.Minor
				payer := k.By.Other()
				tally[payer].pays += line.Sum.Minor
				tally[k.By].below += max(asked-line.Sum.Minor, 0)
				tally[payer].above += max(line.Sum.Minor-offered, 0)
			}
		}
	}
	out.Total = money.Amount{Minor: total, Currency: r.kase.Currency}
	for _, side := range []dispute.Side{dispute.Respondent, dispute.Claimant} {
		for _, x := range []struct {
			minor int64
			say   func(who, sum string) string
		}{{tally[side].pays, r.t.Mediator.PayerPays}, {tally[side].above, r.t.Mediator.AboveOffer}, {tally[side].below, r.t.Mediator.BelowAsk}} {
			if x.minor > 0 {
				out.Says = append(out.Says, x.say(r.called(side), r.sum(x.minor, r.kase.Currency)))
			}
		}
	}
}

// line reckons one claim the way that was chosen, between nothing and what is claimed.
func (r *room) line(k dispute.Claim, p positions, out *view.Proposal) (line view.ProposalLine, asked, offered int64) {
	asked, offered = k.Minor, 0
	if n, ok := p.sum(k.By, k.No); ok {
		asked = min(n, k.Minor)
	}
	if n, ok := p.sum(k.By.Other(), k.No); ok {
		offered = min(n, k.Minor)
	}
	a, b := r.sum(asked, r.kase.Currency), r.sum(offered, r.kase.Currency)
	line = view.ProposalLine{Claim: fmt.Sprint(k.No), Name: r.claimName(k), Asked: a, Offered: b}
	var minor int64
	switch out.Way {
	case "asked":
		minor, line.Reckon = asked, a
	case "offered":
		minor, line.Reckon = offered, b
	case "share":
		minor = halfUp(k.Minor*int64(out.Percent), 100)
		line.Reckon = r.t.Mediator.ShareOf(r.sum(k.Minor, r.kase.Currency), fmt.Sprintf("%d%%", out.Percent))
	default:
		minor, line.Reckon = halfUp(asked+offered, 2), r.t.Mediator.MiddleOf(a, b)
	}
	line.Sum = money.Amount{Minor: min(max(minor, 0), k.Minor), Currency: r.kase.Currency}
	t, ok := p.latest[k.By][k.No]
	line.Return = ok && t.Return
	return line, asked, offered
}

// halfUp divides, a half upwards: to the fen, for sums of at least nothing.
func halfUp(n, by int64) int64 { return (2*n + by) / (2 * by) }
