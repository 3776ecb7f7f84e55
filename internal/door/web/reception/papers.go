package reception

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// documents are the papers of a case, each made for its reader.
type documents struct{ *Reception }

func (p documents) enter(ctx context.Context, who view.Visitor, of id.Case) (*room, error) {
	s, err := p.ask(ctx, who)
	if err != nil {
		return nil, err
	}
	r, err := s.enter(ctx, of)
	if err == nil && r.draft() {
		return nil, web.ErrUnknown
	}
	return r, err
}

// Decision implements web.Papers.
func (p documents) Decision(ctx context.Context, who view.Visitor, of id.Case, no int) (view.Decision, error) {
	r, err := p.enter(ctx, who, of)
	if err != nil {
		return view.Decision{}, err
	}
	for _, d := range r.decisions() {
		if d.ruling.No == no {
			out, err := r.decision(ctx, d)
			return out, outside(err)
		}
	}
	return view.Decision{}, web.ErrUnknown
}

// File implements web.Papers.
func (p documents) File(ctx context.Context, who view.Visitor, of id.Case) (view.CaseFile, error) {
	r, err := p.enter(ctx, who, of)
	ledger, back := true, caseURL(of)
	if errors.Is(err, web.ErrUnknown) { // an authority, which has no room here
		var req party.Records
		if r, req, err = p.lawful(ctx, who, of); err == nil {
			ledger, back = slices.Contains(req.Scope, party.OrderView) && slices.Contains(req.Scope, party.LedgerView), "/admin/records"
		}
	}
	if err != nil {
		return view.CaseFile{}, err
	}
	out := view.CaseFile{Made: r.now, Rest: r.More, Notes: []string{r.t.Ruling.NotAdvice, r.t.Ruling.Detectable}}
	out.Case = view.Case{CaseBrief: r.brief(), Steps: r.steps(), Claims: r.claims(), Obligations: r.obligations(), Exhibits: r.exhibits(ctx)}
	for _, x := range r.kase.Parties {
		out.Parties = append(out.Parties, r.partyCard(x))
	}
	out.Mandates = r.mandatesOf()
	mandates, err := r.mandateExhibits(ctx)
	if err != nil {
		return out, outside(err)
	}
	out.Exhibits = append(out.Exhibits, mandates...)
	r.offers(&out.Case)
	for _, e := range r.rows {
		if !quiet(e.Event) {
			out.Timeline = append(out.Timeline, r.entry(e))
		}
	}
	for _, d := range r.decisions() {
		paper, err := r.decision(ctx, d)
		if err != nil {
			return out, outside(err)
		}
		out.Decisions = append(out.Decisions, paper)
	}
	out.URL = back
	if !ledger {
		return out, nil
	}
	return out, outside(r.order(ctx, &out.Case))
}

// Settled implements web.Papers: the terms stand behind the wall.
func (p documents) Settled(ctx context.Context, who view.Visitor, of id.Case, no int) (view.Settled, error) {
	r, err := p.enter(ctx, who, of)
	if err != nil {
		return view.Settled{}, err
	}
	i := slices.IndexFunc(r.kase.Settled, func(s dispute.Settlement) bool { return s.No == no })
	if i < 0 || !r.Audience.Talks {
		return view.Settled{}, web.ErrUnknown
	}
	return r.settled(r.kase.Settled[i]), nil
}

// settled writes the agreement from the offer that was accepted (T41, T42).
func (r *room) settled(s dispute.Settlement) view.Settled {
	t := r.t.Ruling
	out := view.Settled{
		Title: t.SettledTitle, Number: fmt.Sprintf("%s-S%d", r.kase.Number, s.No), Parties: r.partyLines(s.At), Day: r.local(s.At),
		Notes: []string{t.SettledNote, t.NotAward, t.NotAdvice, t.Detectable}, CaseURL: caseURL(r.kase.ID), State: r.settledState(s),
	}
	for _, o := range r.Offers {
		if o.No != s.Offer {
			continue
		}
		for _, term := range o.Terms {
			if k := r.kase.Claim(term.Claim); k != nil && slices.Contains(s.Claims, term.Claim) {
				out.Terms = append(out.Terms, view.Outcome{
					No: fmt.Sprint(k.No), Asks: capital(r.in(wording.Remedy(k.Remedy))), Result: r.term(term),
					Sum: money.Amount{Minor: term.Minor, Currency: r.kase.Currency}, Says: r.termSays(k, term),
				})
			}
		}
	}
	for _, d := range r.kase.Duties {
		if slices.Contains(s.Claims, d.Claim) && d.Basis == "settlement" {
			out.Lines = append(out.Lines, r.dutyLine(d))
		}
	}
	for _, k := range r.claims() {
		if !slices.ContainsFunc(s.Claims, func(no int) bool { return fmt.Sprint(no) == k.No }) {
			out.Left = append(out.Left, k.No+". "+r.claimLine(k))
		}
	}
	out.Confirmed = r.confirmations(s)
	if i := slices.IndexFunc(r.rows, func(e casebook.Entry) bool {
		m, ok := e.Event.(dispute.Reconciled)
		return ok && m.Settlement.No == s.No
	}); i >= 0 {
		out.Code = verifyCode(r.rows[i].Hash)
	}
	if _, ok := r.moveNamed("sign"); ok {
		out.SignURL = moveURL(r.kase.ID, "sign", "")
	}
	return out
}

func (r *room) settledState(s dispute.Settlement) view.Chip {
	switch {
	case s.Annulled:
		return view.Chip{Tone: view.Bad, Text: r.t.Ruling.Annulled}
	case s.Challenged:
		return view.Chip{Tone: view.Warn, Text: r.t.Ruling.Challenged}
	}
	return view.Chip{Tone: view.Fine, Text: r.t.Ruling.InForce}
}

func (r *room) termSays(k *dispute.Claim, term dispute.Term) string {
	if k.Minor == 0 {
		return ""
	}
	line := fmt.Sprintf(r.t.Ruling.Asks, r.sum(k.Minor, r.kase.Currency)) + r.t.Desk.Comma + fmt.Sprintf(r.t.Ruling.Gives, r.sum(term.Minor, r.kase.Currency))
	return line
}

// dutyLine is one obligation in a sentence: what, from whom to whom, how much, how far.
func (r *room) dutyLine(d dispute.Duty) string {
	line := fmt.Sprintf("O-%d ", d.No) + capital(r.in(wording.Obligation(d.Kind))) + r.t.Desk.Colon + r.who[d.Debtor].Name + " → " + r.who[d.Creditor()].Name
	if d.Minor > 0 {
		line += " " + r.sum(d.Minor, r.kase.Currency)
	}
	return line
}

// confirmations are who accepted and who signed: a signature only records what
// already binds (T42).
func (r *room) confirmations(s dispute.Settlement) []view.Pair {
	t := r.t.Ruling
	var out []view.Pair
	accepted := s.Accepted
	if len(accepted) == 0 {
		accepted = r.acceptedBy(s)
	}
	for _, side := range accepted {
		out = append(out, view.Pair{Name: fmt.Sprintf(t.Accepted, r.who[side].Name+r.acceptedFor(s, side)), Value: r.at(s.At)})
	}
	signed, by := map[dispute.Side]string{}, map[dispute.Side]string{}
	for _, e := range r.rows {
		if a, ok := e.Event.(dispute.Act); ok && a.Move == "sign" && e.Stream == record.Case && (a.Object == s.No || a.Object == 0 || a.Inputs.Int("settlement") == s.No) {
			signed[a.Side] = r.at(e.At)
			if a.For {
				by[a.Side] = r.byWhom(a.Side, e.Person, e.At)
			}
		}
	}
	for _, p := range r.kase.Parties {
		name := r.who[p.Side].Name
		switch when := signed[p.Side]; {
		case slices.Contains(s.Signed, p.Side):
			out = append(out, view.Pair{Name: fmt.Sprintf(t.Signed, name+by[p.Side]), Value: when})
		case s.Unsigned || s.Closed:
			out = append(out, view.Pair{Name: fmt.Sprintf(t.Unsigned, name)})
		default:
			out = append(out, view.Pair{Name: fmt.Sprintf(t.SignLater, name, r.signBy(s))})
		}
	}
	return out
}

// acceptedFor names who accepted for a side, where it did not do so itself: the last
// act of agreeing before the agreement.
func (r *room) acceptedFor(s dispute.Settlement, side dispute.Side) string {
	for _, e := range slices.Backward(r.rows) {
		a, ok := e.Event.(dispute.Act)
		if !ok || a.Side != side || e.At.After(s.At) || !slices.Contains([]string{"accept_offer", "agree", "offer", "counter"}, a.Move) {
			continue
		}
		if !a.For {
			return ""
		}
		return r.byWhom(side, e.Person, e.At)
	}
	return ""
}

func (r *room) acceptedBy(s dispute.Settlement) []dispute.Side {
	for _, o := range r.Offers {
		if o.No == s.Offer {
			return o.Accepted
		}
	}
	return nil
}

func (r *room) signBy(s dispute.Settlement) string {
	for _, d := range r.kase.Deadlines {
		if d.Clock == "K_SIGN" && (d.ObjectNo == s.No || d.ObjectNo == 0) && !d.Due.IsZero() {
			return r.till(d.Due)
		}
	}
	return "—"
}

// papersOf lists the documents of a case for its page.
func (r *room) papersOf() []view.Paper {
	t := r.t.Ruling
	var out []view.Paper
	if r.Audience.Staff && r.takesIn() {
		out = append(out, view.Paper{Title: r.t.Intake.Title, At: r.now, URL: caseURL(r.kase.ID) + "/intake", Note: r.t.Intake.Says})
	}
	for _, x := range r.kase.Rulings {
		p := view.Paper{Title: r.decisionTitle(x.Kind), At: r.local(x.At), URL: papersURL(r.kase.ID, x.No), Note: t.NotAward}
		out = append(out, p)
	}
	if r.Audience.Talks {
		for _, s := range r.kase.Settled {
			out = append(out, view.Paper{Title: t.SettledTitle, At: r.local(s.At), State: r.settledState(s), URL: fmt.Sprintf("%s/settlements/%d", caseURL(r.kase.ID), s.No), Note: t.SettledNote})
		}
	}
	return append(out, view.Paper{Title: t.File, At: r.now, URL: caseURL(r.kase.ID) + "/print", Note: t.FileSays})
}
