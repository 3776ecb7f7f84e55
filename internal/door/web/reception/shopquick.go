package reception

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/reply"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

func quickURL(c id.Case) string { return "/shop/cases/" + c.String() + "/answer" }

// quick is one answer that needs no typing, with the act it stands for.
type quick struct {
	view.QuickAnswer
	act   string
	given dispute.Answers
	text  string // what the other side will read
}

// answers are what a merchant may answer with one press now, in the visitor's words.
func (r *room) answers(context.Context) []quick {
	var out []quick
	for _, q := range reply.Standard().Quick(r.table(), r.visitor.Lang) {
		out = append(out, r.quickOf(q))
	}
	return out
}

// table is the case as its quick answers are made from it.
func (r *room) table() reply.Table {
	return reply.Table{Book: r.book, Case: r.kase, Side: r.Audience.Side, Limit: r.Sight.Actor.Limit, Moves: r.Moves, Offers: r.Offers}
}

// group is the letter of the first claim's reason.
func (r *room) group() string { return r.table().Group() }

// theirs are the open claims of the other side.
func (r *room) theirs() []dispute.Claim {
	return slices.DeleteFunc(slices.Clone(r.kase.Claims), func(k dispute.Claim) bool {
		return k.By == r.Audience.Side || k.State != dispute.Open
	})
}

// quickOf puts one answer into words; of one beyond the limit it says where to ask.
func (r *room) quickOf(q reply.Quick) quick {
	out := quick{act: q.Act, given: q.Given, QuickAnswer: view.QuickAnswer{Code: q.Code, Kind: q.Kind}}
	switch {
	case q.Why != nil:
		out.text = r.in(q.Why.Text())
		out.Name, out.Says = firstSentence(out.text), restOf(out.text)
	case q.Part != nil:
		out.Name, out.Says = capital(r.in(q.Part.Text())), r.t.Shop.PartSays
		if q.Part.Return {
			out.Says = r.t.Shop.BackSays
		}
	case q.To != nil && !q.To.Due.IsZero():
		out.Name, out.Says = r.t.Shop.OfferAnswer, r.t.Shop.CounterSays
	default:
		out.Name, out.Says = r.t.Shop.FullAnswer, r.t.Shop.FullSays
	}
	if q.Minor > 0 {
		out.Sum = &money.Amount{Minor: q.Minor, Currency: r.kase.Currency}
	}
	if q.Over {
		out.Over = r.t.Shop.OverLimit(r.sum(r.Sight.Actor.Limit, r.kase.Currency))
		out.AskURL = "/shop/cases/" + r.kase.ID.String() + "/ask?choose=" + q.Code
	}
	return out
}

// firstSentence and restOf split a reason for a button: what, and the rest small.
func firstSentence(text string) string {
	head, _ := cutSentence(text)
	return head
}

func restOf(text string) string {
	_, rest := cutSentence(text)
	return rest
}

func cutSentence(text string) (head, rest string) {
	for _, stop := range []string{"。", ". "} {
		if i := strings.Index(text, stop); i >= 0 && i+len(stop) < len(text) {
			return strings.TrimSpace(text[:i+len(stop)]), strings.TrimSpace(text[i+len(stop):])
		}
	}
	return text, ""
}

// quickRoom opens a case for its quick answers: of members of its merchant only.
func (p shops) quickRoom(ctx context.Context, who view.Visitor, of id.Case) (*room, error) {
	s, err := p.ask(ctx, who)
	if err != nil {
		return nil, err
	}
	r, err := s.glance(ctx, of)
	if err != nil {
		return nil, err
	}
	party := r.kase.Party(r.Audience.Side)
	if party == nil || party.Kind != dispute.Merchant || r.draft() {
		return nil, web.ErrUnknown
	}
	return r, nil
}

// Quick implements web.Shop.
func (p shops) Quick(ctx context.Context, who view.Visitor, of id.Case) (view.Quick, error) {
	r, err := p.quickRoom(ctx, who, of)
	if err != nil {
		return view.Quick{}, err
	}
	out := r.quickPage(ctx)
	for _, q := range r.answers(ctx) {
		out.Answers = append(out.Answers, q.QuickAnswer)
	}
	next, _, err := p.next(ctx, r.session, of)
	if next != nil {
		out.NextURL = next.URL
		if next.QuickURL != "" {
			out.NextURL = next.QuickURL
		}
	}
	return out, outside(err)
}

func (r *room) quickPage(context.Context) view.Quick {
	out := view.Quick{Of: r.brief(), FullURL: caseURL(r.kase.ID)}
	out.Claims = r.claims()
	out.Deadline, _ = r.deadlines()
	if out.Deadline != nil {
		out.Deadline.URL = ""
	}
	return out
}

// chosen finds an answer by its code. Errors: *web.Refused when it is not possible now.
func (r *room) chosen(ctx context.Context, code string) (quick, error) {
	all := r.answers(ctx)
	for _, q := range all {
		if q.Code == code && q.Over == "" {
			return q, nil
		}
	}
	refusal := dispute.Refusal{Code: "changed"}
	if slices.ContainsFunc(all, func(q quick) bool { return q.Code == code }) {
		refusal.Code = "bounds"
	}
	return quick{}, r.refusal(refusal, caseURL(r.kase.ID), r.kase.ID)
}

// Foresee implements web.Shop: the rules decide on a copy, and nothing is written.
func (p shops) Foresee(ctx context.Context, who view.Visitor, of id.Case, choice string) (view.QuickConfirm, error) {
	r, err := p.quickRoom(ctx, who, of)
	if err != nil {
		return view.QuickConfirm{}, err
	}
	q, err := r.chosen(ctx, choice)
	if err != nil {
		return view.QuickConfirm{}, err
	}
	out := view.QuickConfirm{Quick: r.quickPage(ctx), Chosen: q.QuickAnswer, Text: q.text}
	d := &desk{room: r, act: q.act}
	d.move, _ = r.moveNamed(q.act)
	made, after, refusal := dispute.Decide(r.book, r.world, d.command(q.given))
	if refusal != nil {
		return out, r.refusal(*refusal, caseURL(of), of)
	}
	words := wording.Move(q.act)
	out.Foresight.Undo = r.t.Desk.ProcedureGoesAfter
	if words.Final || d.move.Final {
		out.Foresight.Undo = r.t.Desk.CannotBeTakenBack
	}
	if q.act == "accept_offer" {
		d.foresee(&out.Foresight, made, after)
		return out, nil
	}
	out.Foresight.Follows = append(out.Foresight.Follows, r.t.Shop.MoneyStays)
	if q.act == "offer" {
		d.ifAccepted(&out.Foresight, after)
	}
	d.goesOn(&out.Foresight, after)
	return out, nil
}

// ifAccepted lets the other side accept on a copy, and tells what would move then.
func (d *desk) ifAccepted(out *view.Foresight, after dispute.World) {
	offers := after.Talks.Offers
	if len(offers) == 0 {
		return
	}
	o := offers[len(offers)-1]
	out.Asks = d.t.Shop.IfAccepted(d.till(o.Due))
	other := d.kase.Party(d.Audience.Side.Other())
	if other == nil {
		return
	}
	buyer := dispute.Actor{Person: other.Person, Side: other.Side}
	var then view.Foresight
	for _, m := range dispute.Moves(d.book, after, buyer) {
		given, ok := reply.Acceptance(m, o.No)
		if m.Name != "accept_offer" || !ok {
			continue
		}
		accept := dispute.Command{Move: m.Name, Track: m.Track, Actor: buyer, In: given}
		if made, world, refusal := dispute.Decide(d.book, after, accept); refusal == nil {
			d.foresee(&then, made, world)
			break
		}
	}
	var asked int64
	for _, k := range d.theirs() {
		asked += k.Minor
	}
	gives := reply.Conceded(o.Terms)
	if out.Money = then.Money; len(out.Money) == 0 { // goods first, or no money in this order
		out.Money = []view.Flow{{Sum: money.Amount{Minor: gives, Currency: d.kase.Currency}, From: d.who[d.Audience.Side].Name, To: d.t.Desk.PaidFrom}}
	}
	out.GivesUp = append(out.GivesUp, d.t.Shop.GivesTop(d.sum(gives, d.kase.Currency)))
	if rest := asked - gives; rest > 0 {
		out.Follows = append(out.Follows, d.t.Shop.RestGoes(d.sum(rest, d.kase.Currency)))
	}
}

// goesOn tells by when the case goes on, and how, once the answer was given.
func (d *desk) goesOn(out *view.Foresight, after dispute.World) {
	next := *d.room
	next.kase, next.Sight.World = after.Case, after
	for _, x := range after.Case.Deadlines {
		k := d.book.Clock(x.Clock)
		if !x.Running() || x.Due.IsZero() || k == nil || k.Kind != "" || x.Object != "" || dispute.Promise(next.book, k.ID) {
			continue
		}
		out.Follows = append(out.Follows, fmt.Sprintf("%s · %s · %s", capital(d.in(wording.Clock(x.Clock))), d.till(x.Due), d.in(next.then(x, k))))
	}
}

// Answer implements web.Shop.
func (p shops) Answer(ctx context.Context, who view.Visitor, of id.Case, choice, key string) (view.Recorded, error) {
	r, err := p.quickRoom(ctx, who, of)
	if err != nil {
		return view.Recorded{}, err
	}
	m := moves(p)
	q, err := r.chosen(ctx, choice)
	if err != nil {
		act, _, _ := strings.Cut(choice, "-")
		name := map[string]string{"accept": "accept_offer", "offer": "offer", "contest": "answer"}[act]
		if done, known := m.Before(ctx, who, web.Of{Case: of}, name, key); known == nil {
			return done, nil
		}
		return view.Recorded{}, err
	}
	return m.Do(ctx, who, web.Of{Case: of}, q.act, "", key, q.given)
}

// Done implements web.Shop.
func (p shops) Done(ctx context.Context, who view.Visitor, of id.Case, recorded string) (view.QuickDone, error) {
	r, err := p.quickRoom(ctx, who, of)
	if err != nil {
		return view.QuickDone{}, err
	}
	out := view.QuickDone{Of: r.brief()}
	whole, err := r.enter(ctx, of)
	if err != nil {
		return out, err
	}
	for _, e := range whole.Timeline {
		if entryID(e) == recorded && e.Person == who.Person {
			shown := whole.entry(e)
			out.Done = view.Recorded{ID: shown.ID, At: shown.At, Title: shown.Title, Lines: shown.Lines}
		}
	}
	out.Next, out.Waiting, err = p.next(ctx, r.session, of)
	return out, outside(err)
}

// next is the case that waits next for the merchant, other than this one.
func (p shops) next(ctx context.Context, s *session, but id.Case) (*view.ShopRow, int, error) {
	list, err := p.Casebook.Shop(ctx, s.who(), casebook.ShopFilter{Limit: casebook.Reach / 2})
	if err != nil {
		return nil, 0, err
	}
	waiting := 0
	var first *casebook.ShopRow
	for i := range list.All {
		if r := &list.All[i]; r.Waits() && r.Case != but {
			waiting++
			if first == nil {
				first = r
			}
		}
	}
	if first == nil {
		return nil, 0, nil
	}
	row, err := s.shopRow(ctx, *first)
	return &row, waiting, err
}
