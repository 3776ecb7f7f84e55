package reception

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// obligations are what is owed, each with its own clock.
func (r *room) obligations() []view.Obligation {
	var out []view.Obligation
	for _, d := range r.kase.Duties {
		o := view.Obligation{
			No: fmt.Sprintf("O-%d", d.No), What: capital(r.in(wording.Obligation(d.Kind))), Debtor: r.who[d.Debtor], Creditor: r.who[d.Creditor()],
			State: view.Chip{Text: capital(r.in(wording.ObligationState(d.State)))},
		}
		if d.Remedy != "" {
			o.What += r.t.Desk.OpenParen + r.in(wording.Remedy(d.Remedy)) + r.t.Desk.CloseParen
		}
		if d.Minor > 0 {
			o.Sum = &money.Amount{Minor: d.Minor, Currency: r.kase.Currency}
		}
		switch {
		case d.Cancelled:
			o.State = view.Chip{Text: r.t.Desk.Cancelled}
		case d.Ended && d.Short > 0:
			o.State.Tone = view.Bad
			o.State.Text += r.t.Desk.Short + r.sum(d.Short, r.kase.Currency)
		case d.Ended:
			o.State.Tone = view.Fine
		default:
			o.State.Tone = view.Warn
		}
		if d.After != 0 {
			o.After = fmt.Sprintf("O-%d", d.After)
		}
		r.paying(&o, d)
		o.Secured = r.secured(d)
		r.dutyClock(&o, d)
		for _, m := range r.Moves {
			if m.Duty == d.No {
				a := r.act(m.Name, fmt.Sprint(d.No))
				a.Primary = m.Name == "pay" || m.Name == "accept_return" || m.Name == "send_back"
				o.Acts = append(o.Acts, a)
			}
		}
		out = append(out, o)
	}
	return out
}

// secured says where the money of an obligation came from, or lies ready.
func (r *room) secured(d dispute.Duty) string {
	var parts []string
	for _, p := range d.Sources {
		parts = append(parts, r.in(wording.Source(p.Source))+" "+r.sum(p.Minor, r.kase.Currency))
	}
	if len(parts) > 0 {
		return r.list(parts)
	}
	if n := r.frozen(); n > 0 && d.Minor > 0 && !d.Ended && d.Debtor == r.sellerSide() {
		return r.t.Desk.FrozenMoney + r.sum(min(n, d.Minor), r.kase.Currency)
	}
	return ""
}

func (r *room) sellerSide() dispute.Side {
	for _, p := range r.kase.Parties {
		if p.Kind == dispute.Merchant {
			return p.Side
		}
	}
	return ""
}

// dutyClock is the earliest clock that runs for an obligation.
func (r *room) dutyClock(o *view.Obligation, d dispute.Duty) {
	var best *dispute.Deadline
	for i := range r.kase.Deadlines {
		x := &r.kase.Deadlines[i]
		if x.Object == "duty" && x.ObjectNo == d.No && x.Running() && !x.Due.IsZero() && (best == nil || x.Due.Before(best.Due)) {
			best = x
		}
	}
	if best == nil {
		return
	}
	if k := r.book.Clock(best.Clock); k != nil {
		clock := r.deadline(*best, k)
		o.Clock, o.Due = &clock, clock.Due
	}
}

// act is one move as a link.
func (r *room) act(name, on string) view.Act {
	words := wording.Move(name)
	return view.Act{
		Code: name, Name: capital(r.in(words.Button)), Hint: r.in(words.Effect), URL: moveURL(r.kase.ID, name, on),
		Danger: slices.Contains([]string{"withdraw", "reject", "confirm_rejection", "external_withdraw", "annul_settlement"}, name),
	}
}

func (r *room) moveNamed(name string) (dispute.Move, bool) {
	for _, m := range r.Moves {
		if m.Name == name {
			return m, true
		}
	}
	return dispute.Move{}, false
}

// placed are moves that stand beside what they are about, not in the list of acts.
func placed(m dispute.Move) bool {
	return m.Duty != 0 || slices.Contains([]string{"message", "accept_offer", "decline_offer", "opine", "open_talks", "lack_evidence"}, m.Name)
}

// first are the steps that bring a case on; the first of them listed is the next
// step of who may take it.
func first() []string {
	return []string{"accept", "answer", "sign", "rule", "rule_return", "decide_return", "set_value", "approve", "submit_draft", "propose", "consent_mediation", "done", "escalate", "reply_appeal", "vary", "uphold", "cure", "final_answer", "offer"}
}

// acts are exactly the moves the procedure lists for this reader. What concerns an
// obligation stands beside it; for who decides over one behind the wall, here.
func (r *room) acts() []view.Act {
	var out []view.Act
	for _, m := range r.Moves {
		if m.Duty != 0 && r.kase.Duty(m.Duty) == nil {
			out = append(out, r.act(m.Name, strconv.Itoa(m.Duty)))
			continue
		}
		if !placed(m) && !slices.ContainsFunc(out, func(a view.Act) bool { return a.Code == m.Name }) {
			out = append(out, r.act(m.Name, ""))
		}
	}
	rank := func(a view.Act) int {
		if a.Danger {
			return 1000
		}
		if i := slices.Index(first(), a.Code); i >= 0 {
			return i
		}
		return 500
	}
	slices.SortStableFunc(out, func(a, b view.Act) int { return rank(a) - rank(b) })
	if len(out) > 0 && rank(out[0]) < 500 {
		out[0].Primary = true
	}
	return out
}
