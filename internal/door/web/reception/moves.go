package reception

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// moves are the acts the procedure offers.
type moves struct{ *Reception }

// desk is one act being prepared: the case as its reader sees it and the move as
// it is offered; offered is false when it is not possible now.
type desk struct {
	*room
	act, on string
	move    dispute.Move
	offered bool
}

func (m moves) open(ctx context.Context, who view.Visitor, of id.Case, act, on string) (*desk, error) {
	s, err := m.ask(ctx, who)
	if err != nil {
		return nil, err
	}
	r, err := s.enter(ctx, of)
	if err != nil {
		return nil, err
	}
	d := &desk{room: r, act: act, on: on}
	if dispute.Past(act) == "" {
		return nil, web.ErrUnknown
	}
	for _, x := range r.Moves {
		if x.Name == act && (x.Duty == 0 || on == "" || strconv.Itoa(x.Duty) == on) {
			d.move, d.offered = x, true
			break
		}
	}
	return d, nil
}

// Form implements web.Moves.
func (m moves) Form(ctx context.Context, who view.Visitor, of web.Of, act, on string) (view.Move, error) {
	if !of.Order.IsZero() {
		return m.receipt(ctx, who, of.Order, act)
	}
	d, err := m.open(ctx, who, of.Case, act, on)
	if err != nil {
		return view.Move{}, err
	}
	if !d.offered {
		return view.Move{}, d.whyNot()
	}
	words := wording.Move(act)
	out := view.Move{Of: d.brief(), Act: d.room.act(act, on), About: []string{d.in(words.Effect)}, Fields: d.fields(), Seen: d.seen(), Version: hashText(d.Sight.Head.Hash), Grave: d.grave() || act == "submit_draft"}
	out.Of.Deadline, _ = d.deadlines()
	if act == "message" && on != "" {
		out.Act.Name = d.sendsTo(on)
	}
	if out.Grave {
		out.About = append(out.About, d.t.Desk.NextPageStatesMoneyWhat)
	}
	if err := d.decidersDesk(ctx, &out); err != nil {
		return out, outside(err)
	}
	if out.Review, err = d.review(ctx); err != nil {
		return out, outside(err)
	}
	out.Heard = d.heard()
	if act == "add_exhibit" && d.Sight.Actor.Side != "" { // a locker is for parties: staff bring what they found
		if out.Kept, err = d.pickable(ctx, d.kase.Order, func(digest string) bool {
			return slices.ContainsFunc(d.kase.Exhibits, func(x dispute.Exhibit) bool { return x.Digest == digest })
		}); err != nil {
			return out, outside(err)
		}
	}
	if o := d.chosenOffer(); o != nil {
		shown := d.offer(*o, d.offerNotes()[o.No])
		shown.Acts = nil
		out.Offer = &shown
	}
	return out, nil
}

// grave acts are asked twice: those that cannot be taken back, and those that ask
// for a confirmation.
func (d *desk) grave() bool {
	return d.move.Final || d.act == "appeal" || d.act == "correct" || slices.ContainsFunc(d.move.Fields, func(f dispute.Field) bool { return f.Kind == dispute.Confirm })
}

// whyNot asks the rules themselves, without writing, why an act is not possible.
func (d *desk) whyNot() error {
	_, _, refusal := dispute.Decide(d.Sight.Book, d.Sight.World, dispute.Command{Move: d.act, Actor: d.Sight.Actor})
	if refusal == nil {
		refusal = &dispute.Refusal{Code: "wrong_stage"}
	}
	if len(refusal.Possible) == 0 {
		for _, m := range d.Moves {
			if !placed(m) && !slices.Contains(refusal.Possible, m.Name) {
				refusal.Possible = append(refusal.Possible, m.Name)
			}
		}
	}
	return d.refusal(*refusal, caseURL(d.kase.ID), d.kase.ID)
}

// chosenOffer is the offer an act is about: the one named, else the newest that
// can be answered.
func (d *desk) chosenOffer() *dispute.Offer {
	if d.act != "accept_offer" && d.act != "decline_offer" {
		return nil
	}
	possible := d.choices(d.act, "offer")
	for i := len(d.Offers) - 1; i >= 0; i-- {
		no := strconv.Itoa(d.Offers[i].No)
		if slices.Contains(possible, no) && (d.on == "" || d.on == no) {
			return &d.Offers[i]
		}
	}
	return nil
}

// command is the move with the visitor's answers.
func (d *desk) command(given dispute.Answers) dispute.Command {
	return dispute.Command{Move: d.act, Track: d.move.Track, Duty: d.move.Duty, Actor: d.Sight.Actor, In: given}
}

// Do implements web.Moves.
func (m moves) Do(ctx context.Context, who view.Visitor, of web.Of, act, on, key string, given dispute.Answers) (view.Recorded, error) {
	if !of.Order.IsZero() {
		return m.confirm(ctx, who, of.Order, act, key, given)
	}
	d, err := m.open(ctx, who, of.Case, act, on)
	if err != nil {
		return view.Recorded{}, err
	}
	actor := d.session.who()
	actor.Key, actor.Digest = key, digestOf(moveURL(of.Case, act, on), given)
	res, err := m.Clerk.Move(ctx, actor, of.Case, d.command(given))
	done := view.Recorded{Title: d.in(wording.Happened(dispute.Past(act), wording.Facts{Who: d.me()})), BackURL: caseURL(of.Case), At: d.now}
	if errors.Is(err, docket.ErrKeyReused) {
		done.Again = true
		return done, nil
	}
	if err != nil {
		return view.Recorded{}, d.refused(err, caseURL(of.Case), of.Case)
	}
	return m.recorded(ctx, done, actor, of.Case, act, res)
}

// Before implements web.Moves.
func (m moves) Before(ctx context.Context, who view.Visitor, of web.Of, act, key string) (view.Recorded, error) {
	s, err := m.ask(ctx, who)
	if err != nil {
		return view.Recorded{}, err
	}
	actor := s.who()
	actor.Key = key
	about, back := record.Stream{Kind: record.Case, ID: of.Case.Bytes()}, caseURL(of.Case)
	if !of.Order.IsZero() {
		about, back = record.Stream{Kind: record.Order, ID: of.Order.Bytes()}, "/orders/"+of.Order.String()
	}
	known, err := m.Clerk.Known(ctx, actor, about)
	if err == nil && !known {
		err = web.ErrUnknown
	}
	if err != nil {
		return view.Recorded{}, outside(err)
	}
	done := view.Recorded{Title: s.in(wording.Move(act).Name), BackURL: back, At: s.now, Again: true}
	if of.Case.IsZero() {
		return done, nil
	}
	return m.recorded(ctx, done, actor, of.Case, act, clerk.Result{Repeated: true})
}

// seen names the newest line of each stream that the reader could see.
func (r *room) seen() string {
	last := map[string]casebook.Entry{}
	for _, e := range r.rows {
		if e.Seq >= last[e.Stream].Seq {
			last[e.Stream] = e
		}
	}
	var out []string
	for _, e := range last {
		out = append(out, entryID(e))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// Since implements web.Moves.
func (m moves) Since(ctx context.Context, who view.Visitor, of web.Of, seen string) ([]view.Entry, error) {
	if of.Case.IsZero() {
		return nil, nil
	}
	s, err := m.ask(ctx, who)
	if err != nil {
		return nil, err
	}
	r, err := s.enter(ctx, of.Case)
	if err != nil {
		return nil, err
	}
	return r.since(seen, func(e casebook.Entry) bool { return !quiet(e.Event) }), nil
}

// since are the lines that came after a reader had seen so much, those that count.
func (r *room) since(seen string, counts func(casebook.Entry) bool) (out []view.Entry) {
	last := map[string]uint64{}
	for _, id := range strings.Split(seen, " ") {
		stream, seq, _ := strings.Cut(id, "-")
		var err error
		if last[stream], err = strconv.ParseUint(seq, 10, 64); err != nil {
			return nil // written by hand: nothing to compare with
		}
	}
	for _, e := range r.rows {
		if e.Seq > last[e.Stream] && counts(e) {
			out = append(out, r.entry(e))
		}
	}
	return out[max(0, len(out)-meanwhile):]
}

// meanwhile is how many lines are told of what changed.
const meanwhile = 8

// me is in which capacity the visitor acts.
func (d *desk) me() wording.Words {
	if d.Audience.Side != "" {
		return d.kindOf(d.Audience.Side)
	}
	return wording.Who(d.move.Role)
}

// recorded finds the event the act left behind, as its author may see it.
func (m moves) recorded(ctx context.Context, done view.Recorded, who clerk.Who, of id.Case, act string, res clerk.Result) (view.Recorded, error) {
	done.Again = res.Repeated
	seen, err := m.Casebook.Case(ctx, who, of)
	if errors.Is(err, clerk.ErrUnknown) { // the act ended his part in the case
		return done, nil
	}
	if err != nil {
		return done, outside(err)
	}
	for _, e := range seen.Timeline {
		if a, ok := e.Event.(dispute.Act); ok && a.Move == act && (e.Person == who.Person) {
			done.ID, done.Seq, done.At = entryID(e), e.Seq, e.At.In(m.zone())
			break
		}
	}
	return done, nil
}

// digestOf is what an idempotency key is bound to: where the form went and every
// answer in it. The clerk seals it before it is kept.
func digestOf(route string, given dispute.Answers) [32]byte {
	return sumOf(append([]string{route}, flat(given, "")...))
}

func flat(given dispute.Answers, prefix string) []string {
	var out []string
	for _, a := range given {
		at := ""
		if a.At != nil {
			at = a.At.UTC().String()
		}
		out = append(out, prefix+a.Name, a.Value, strconv.FormatInt(a.Minor, 10), at, a.Text, strconv.Itoa(len(a.List)))
		out = append(out, a.List...)
		for i, item := range a.Items {
			out = append(out, flat(item, fmt.Sprintf("%s%s.%d.", prefix, a.Name, i))...)
		}
	}
	return out
}
