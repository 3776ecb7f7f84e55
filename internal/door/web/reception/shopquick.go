package reception

import (
	"context"
	"fmt"
	"slices"
	"strconv"
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

// answers are what a merchant may answer with one press now: the acts the rules offer
// him, filled in. What is beyond his own limit is listed too, to be asked for.
func (r *room) answers(context.Context) []quick {
	if r.Audience.Side == "" {
		return nil
	}
	var out []quick
	if m, ok := r.moveNamed("accept_offer"); ok || r.barredOffer() != nil {
		out = append(out, r.acceptances(m)...)
	}
	book := reply.Standard()
	if _, ok := r.moveNamed("offer"); ok {
		for _, o := range book.Offers {
			if q, ok := r.part(o); ok {
				out = append(out, q)
			}
		}
	}
	if m, ok := r.moveNamed("answer"); ok {
		for _, c := range book.ContestsFor(r.group()) {
			out = append(out, r.contest(m, c))
		}
	}
	return out
}

// group is the letter of the first claim's reason.
func (r *room) group() string {
	if len(r.kase.Claims) == 0 {
		return ""
	}
	reason, ok := r.book.Reasons.Reason(r.kase.Claims[0].Reason)
	if !ok {
		return ""
	}
	return reason.Group
}

// theirs are the open claims of the other side.
func (r *room) theirs() []dispute.Claim {
	return slices.DeleteFunc(slices.Clone(r.kase.Claims), func(k dispute.Claim) bool {
		return k.By == r.Audience.Side || k.State != dispute.Open
	})
}

// barredOffer is the newest open offer of the other side, when it is beyond what this
// person may concede.
func (r *room) barredOffer() *dispute.Offer {
	for i := len(r.Offers) - 1; i >= 0; i-- {
		o := &r.Offers[i]
		if o.State == "open" && o.By != r.Audience.Side && !slices.Contains(o.Declined, r.Audience.Side) && r.over(conceded(o.Terms)) {
			return o
		}
	}
	return nil
}

// conceded is the sum an offer would pay.
func conceded(terms []dispute.Term) int64 {
	var n int64
	for _, t := range terms {
		n += t.Minor
	}
	return n
}

// over tells whether a sum is beyond what this person may concede.
func (r *room) over(minor int64) bool {
	limit := r.Sight.Actor.Limit
	return limit > 0 && minor > limit
}

// limited marks an answer beyond the limit, and says where to ask.
func (r *room) limited(q quick, minor int64) quick {
	if r.over(minor) {
		q.Over = r.t.Shop.OverLimit(r.sum(r.Sight.Actor.Limit, r.kase.Currency))
		q.AskURL = "/shop/cases/" + r.kase.ID.String() + "/ask?choose=" + q.Code
	}
	return q
}

// acceptances: the buyer's claims as they stand, and his newest offer.
func (r *room) acceptances(m dispute.Move) []quick {
	var out []quick
	for i := len(r.Offers) - 1; i >= 0; i-- {
		o := r.Offers[i]
		if o.State != "open" || o.By == r.Audience.Side || slices.Contains(o.Accepted, r.Audience.Side) || slices.Contains(o.Declined, r.Audience.Side) {
			continue
		}
		given, ok := acceptance(m, o.No)
		minor := conceded(o.Terms)
		if !ok && !r.over(minor) {
			continue
		}
		q := quick{act: "accept_offer", given: given, QuickAnswer: view.QuickAnswer{Code: "accept-" + strconv.Itoa(o.No), Kind: "full", Name: r.t.Shop.FullAnswer, Says: r.t.Shop.FullSays}}
		if !o.Due.IsZero() {
			q.Name, q.Says = r.t.Shop.OfferAnswer, r.t.Shop.CounterSays
		}
		if minor > 0 {
			q.Sum = &money.Amount{Minor: minor, Currency: r.kase.Currency}
		}
		out = append(out, r.limited(q, minor))
	}
	slices.Reverse(out) // the claims first, then the offer
	return out
}

// acceptance fills in the move that accepts one offer.
func acceptance(m dispute.Move, no int) (dispute.Answers, bool) {
	for _, f := range m.Fields {
		if f.Name != "offer" {
			continue
		}
		for _, o := range f.Choices {
			if o.Value != strconv.Itoa(no) {
				continue
			}
			given := dispute.Answers{{Name: f.Name, Value: o.Value}}
			for _, then := range o.Then {
				switch then.Kind {
				case dispute.Seen:
					given = append(given, dispute.Answer{Name: then.Name, Value: then.Must})
				case dispute.Claims:
					given = append(given, dispute.Answer{Name: then.Name, List: values(then)})
				default:
				}
			}
			return append(given, dispute.Answer{Name: "confirm", Value: "yes"}), true
		}
	}
	return nil, false
}

func values(f dispute.Field) []string {
	var out []string
	for _, o := range f.Choices {
		out = append(out, o.Value)
	}
	return out
}

// part offers a part of each sum asked for. Where nothing is asked in money, or the
// goods are to come back anyway, it does not fit.
func (r *room) part(o reply.Offer) (quick, bool) {
	open := r.theirs()
	var items []dispute.Answers
	var sum int64
	for _, k := range open {
		minor := k.Minor * o.Percent / 100
		if minor <= 0 || o.Return && r.comesBack(k) {
			return quick{}, false
		}
		item := dispute.Answers{{Name: "claim", Value: strconv.Itoa(k.No)}, {Name: "amount", Minor: minor}}
		if o.Return {
			item = append(item, dispute.Answer{Name: "return", Value: "yes"})
		}
		items, sum = append(items, item), sum+minor
	}
	if len(items) == 0 {
		return quick{}, false
	}
	q := quick{act: "offer", given: dispute.Answers{{Name: "terms", Items: items}}, QuickAnswer: view.QuickAnswer{
		Code: "offer-" + o.Code, Kind: "offer", Name: capital(r.in(o.Text())), Says: r.t.Shop.PartSays, Sum: &money.Amount{Minor: sum, Currency: r.kase.Currency},
	}}
	if o.Return {
		q.Says = r.t.Shop.BackSays
	}
	return r.limited(q, sum), true
}

// comesBack tells whether a claim asks to send the goods back, or cannot: a parcel
// that never came is not sent back.
func (r *room) comesBack(k dispute.Claim) bool {
	reason, ok := r.book.Reasons.Reason(k.Reason)
	return ok && (reason.Group == "E" || reason.Group == "D") || k.Remedy == "RETURN_REFUND"
}

// contest is a coded reason; its words are the answer.
func (r *room) contest(m dispute.Move, c reply.Contest) quick {
	said := r.in(c.Text())
	var items []dispute.Answers
	for _, f := range m.Fields {
		if f.Name != "answers" {
			continue
		}
		for _, claim := range values(f.Fields[0]) {
			items = append(items, dispute.Answers{{Name: "claim", Value: claim}, {Name: "answer", Value: "contest"}, {Name: "reason", Text: said, Sealed: true}})
		}
	}
	return quick{act: "answer", given: dispute.Answers{{Name: "answers", Items: items}}, text: said, QuickAnswer: view.QuickAnswer{
		Code: "contest-" + c.Code, Kind: "contest", Name: firstSentence(said), Says: restOf(said),
	}}
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
		given, ok := acceptance(m, o.No)
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
	gives := conceded(o.Terms)
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
		if !x.Running() || x.Due.IsZero() || k == nil || k.Kind != "" || x.Object != "" || next.broad(k) {
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
		if r := &list.All[i]; waits(*r) && r.Case != but {
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
