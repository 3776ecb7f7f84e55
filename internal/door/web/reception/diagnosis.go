package reception

import (
	"context"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/remedy"
	"github.com/tianping-odr/tianping/internal/core/workday"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// fewOrders is how many orders stand under a diagnosis; a link leads to the others.
const fewOrders = 5

// urgent is the problem of the one tap for injury, fire and food: the first reason
// of the document for which the safety path opens at filing.
func (s *session) urgent(t *remedy.Taxonomy) *view.Problem {
	for i := range t.Reasons {
		if r := t.Reasons[i]; r.Safety && r.Claimant == remedy.Buyer {
			p := problemOf(t, r, s.visitor.Lang)
			p.Name, p.Hint, p.Icon = s.t.Advice.Urgent, s.t.Advice.UrgentHint, "triangle-alert"
			return &p
		}
	}
	return nil
}

// diagnosis is what helps with a problem; nil for one that a buyer cannot have.
func (s *session) diagnosis(ctx context.Context, book *dispute.Book, code string) (*view.Diagnosis, error) {
	reason, ok := book.Reasons.Reason(code)
	if !ok || reason.Claimant != remedy.Buyer {
		return nil, nil //nolint:nilnil // nothing was chosen
	}
	out := &view.Diagnosis{
		Problem: problemOf(book.Reasons, reason, s.visitor.Lang), Urgent: reason.Safety, Path: s.path(book, reason.Safety), Sources: s.sources(book.Reasons, reason),
		AllURL: "/file?problem=" + code,
	}
	for _, h := range s.t.Advice.Do(reason.Code, reason.Group) {
		out.First = append(out.First, view.Advice{Says: h.Says, More: h.More})
	}
	for _, h := range s.t.Advice.May(reason.Code, reason.Group) {
		out.Rights = append(out.Rights, view.Advice{Says: h.Says, More: h.More})
	}
	out.Collect = append(out.Collect, view.Check{OK: true, Text: s.t.Advice.AutoKept})
	for _, need := range reason.Buyer {
		out.Collect = append(out.Collect, view.Check{Text: s.need(need)})
	}
	for _, near := range book.Reasons.Reasons {
		same := near.Group == reason.Group || reason.Safety && near.Safety
		if same && near.Code != reason.Code && near.Claimant == remedy.Buyer && near.Safety == reason.Safety {
			out.Near = append(out.Near, problemOf(book.Reasons, near, s.visitor.Lang))
		}
	}
	if !s.visitor.Known() || s.visitor.Staff {
		return out, nil
	}
	page, err := s.Casebook.MyOrders(ctx, s.who(), casebook.OrderFilter{As: s.hat(), Limit: fewOrders})
	if err != nil {
		return nil, outside(err)
	}
	for _, row := range page.Rows {
		shown, err := s.orderRow(ctx, row)
		if err != nil {
			return nil, outside(err)
		}
		out.Orders = append(out.Orders, shown)
	}
	return out, nil
}

// need is an item of a checklist in words.
func (s *session) need(n remedy.Need) string {
	text := s.in(wording.Evidence(n.Proof))
	if more := (wording.Words{ZH: n.ZH, EN: n.EN}); !more.IsZero() {
		text += s.t.Desk.Colon + s.in(more)
	}
	return capital(text)
}

// sources are the rules a reason rests on; what other platforms do is none.
func (s *session) sources(t *remedy.Taxonomy, reason remedy.Reason) []string {
	var out []string
	for _, c := range reason.Law {
		law, ok := t.Law(c.Law)
		if !ok || law.Kind == "platform" {
			continue
		}
		english, _, _ := strings.Cut(law.EN, " (三") // the name by which Chinese readers know it
		out = append(out, strings.TrimSpace(s.in(wording.Words{ZH: law.ZH, EN: english})+" "+c.Article))
	}
	return out
}

// path is the road of a dispute filed now, with the lengths of the procedure in
// force and the latest day each can end: a notice counts as served so long after its
// receipt as the procedure says (procedure.md §4).
func (s *session) path(book *dispute.Book, safety bool) []view.Term {
	var out []view.Term
	from := s.now
	add := func(k *procedure.Clock, at time.Time, name, otherwise string) time.Time {
		if k == nil {
			return at
		}
		variant := ""
		if safety {
			variant = "safety"
		}
		rule, ok := book.Rule(k.ID, variant)
		if !ok {
			return at
		}
		due := book.Calendar.Count(workday.Start{At: at}, rule).Due
		out = append(out, view.Term{
			Within: wording.Length(rule.Span, s.visitor.Lang), Name: name, By: s.t.Advice.By(s.t.Till(s.local(due), s.now)), Else: otherwise,
		})
		return due
	}
	accepted := add(phaseClock(book, "intake", "officer", 0), from, s.t.Advice.Accept, s.t.Advice.AcceptElse)
	served := accepted.Add(time.Duration(receiptCounts(book).N) * time.Hour)
	add(phaseClock(book, "negotiation", "parties", 0), served, s.t.Advice.Answer, s.t.Advice.AnswerElse)
	talked := add(phaseClock(book, "negotiation", "parties", 1), served, s.t.Advice.Talk, s.t.Advice.TalkElse)
	if len(book.Procedure.Umbrellas) > 0 {
		add(book.Clock(book.Procedure.Umbrellas[0].Clock), talked, s.t.Advice.Decide, s.t.Advice.DecideElse)
	}
	return out
}

// receiptCounts is how long after its receipt a notice counts as served; in hours.
func receiptCounts(book *dispute.Book) workday.Span {
	return workday.Span{N: book.Procedure.Service.AfterReceipt.N, Unit: workday.Hours}
}

// phaseClock is a clock of the first stage of a phase that waits for an owner; nil
// where there is none, or it has no length of its own.
func phaseClock(book *dispute.Book, phase, owner string, at int) *procedure.Clock {
	for _, st := range book.Procedure.Stages {
		if st.Phase != phase || st.Initial || st.Owner != owner && (owner != "parties" || st.Owner == "claimant") || len(st.Clocks) <= at {
			continue
		}
		if k := book.Clock(st.Clocks[at]); k != nil {
			return k
		}
	}
	return nil
}
