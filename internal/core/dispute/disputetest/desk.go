// Package disputetest lets tests and the simulation play a case on a desk of
// their own: a clock that steps, people, one order. It is the core alone: no
// store, no network. After every step it folds what was appended and compares.
package disputetest

import (
	"encoding/binary"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"sync"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/rulebookfile"
	"github.com/tianping-odr/tianping/rulebook"
)

// Desk is one case being played.
type Desk struct {
	Book    *dispute.Book
	World   dispute.World
	Now     time.Time
	Entries []record.Entry
	Metas   []record.Meta // of Entries, as they were recorded
	seq     map[string]uint64
	// Deaf tells which sides no channel reaches.
	Deaf map[dispute.Side]bool
	// Reads tells which sides read a notice at once.
	Reads map[dispute.Side]bool
	// Filer is who opens the draft, where that is not a party of the order.
	Filer id.Person
	// Elapsed are the ranges of Entries that time alone made.
	Elapsed [][2]int
	who     id.Person
}

// Person makes a person of a small number.
func Person(n byte) id.Person { return id.From[id.Person]([16]byte{0: 1, 15: n}) }

// Staff is a person with grants.
func Staff(n byte, roles ...string) dispute.Actor {
	return dispute.Actor{Person: Person(n), Roles: roles}
}

// Buyer and Shop are the persons of the order; the rest is staff.
func Buyer() id.Person { return Person(1) }

// Shop is the merchant's after-sales specialist.
func Shop() id.Person { return Person(2) }

// Claimant is whoever filed.
func (d *Desk) Claimant() dispute.Actor { return d.party(dispute.Claimant) }

// Respondent is the other side.
func (d *Desk) Respondent() dispute.Actor { return d.party(dispute.Respondent) }

func (d *Desk) party(s dispute.Side) dispute.Actor {
	return dispute.Actor{Person: d.World.Case.Party(s).Person, Side: s}
}

// Carrier is the carrier's data.
func Carrier() dispute.Actor { return dispute.Actor{System: "carrier"} }

// Roster is the staff of the desk.
func Roster() map[string]dispute.Actor {
	return map[string]dispute.Actor{
		"officer": Staff(11, "officer"), "officer_2": Staff(12, "officer"), "mediator": Staff(13, "mediator"),
		"adjudicator": Staff(14, "adjudicator"), "four_eyes": Staff(15, "adjudicator"), "reviewer": Staff(16, "reviewer"),
		"supervisor": Staff(17, "supervisor"), "platform_as_seller": Staff(18, "platform_as_seller"),
	}
}

var books sync.Map

// Load is the book of a built-in procedure. It is read once.
func Load(name string) (*dispute.Book, error) {
	if b, ok := books.Load(name); ok {
		return b.(*dispute.Book), nil //nolint:forcetypeassert // only books are kept
	}
	b, err := read(name)
	if err == nil {
		books.Store(name, b)
	}
	return b, err
}

func read(name string) (*dispute.Book, error) {
	p, err := rulebookfile.Embedded(name)
	if err != nil {
		return nil, err
	}
	cal, err := rulebookfile.EmbeddedCalendar("cn")
	if err != nil {
		return nil, err
	}
	doc, err := rulebook.Files.ReadFile("reason/cn.yaml")
	if err != nil {
		return nil, err
	}
	reasons, err := rulebookfile.Reasons(doc)
	if err != nil {
		return nil, err
	}
	who, _, err := rulebookfile.EmbeddedAuthority("cn")
	if err != nil {
		return nil, err
	}
	return dispute.NewBook("test", p, cal.Days, &reasons, who), nil
}

// New sits down at a desk with an order.
func New(b *dispute.Book, at time.Time, order escrow.Order, merchant escrow.Merchant) *Desk {
	d := &Desk{Book: b, Now: at, seq: map[string]uint64{}, Deaf: map[dispute.Side]bool{}, Reads: map[dispute.Side]bool{}}
	d.World = dispute.World{Order: order, Merchant: merchant}
	both := []dispute.Side{dispute.Claimant, dispute.Respondent}
	d.World.Facts = dispute.Facts{Now: at, Identified: both, Reachable: both, PublishedContact: true, FundFree: 1 << 40}
	names := []string{"officer", "officer_2", "mediator", "adjudicator", "four_eyes", "reviewer", "supervisor"}
	for _, n := range names {
		s := Roster()[n]
		d.World.Facts.Roster = append(d.World.Facts.Roster, dispute.Candidate{Role: s.Roles[0], Person: s.Person})
	}
	return d
}

// Open opens the draft of whoever files.
func (d *Desk) Open(filer dispute.PartyKind) {
	buyer := dispute.Party{Kind: dispute.Buyer, Person: Buyer()}
	shop := dispute.Party{Kind: dispute.Merchant, Person: Shop(), Merchant: d.World.Order.Merchant}
	parties := []dispute.Party{buyer, shop}
	if filer == dispute.Merchant {
		parties = []dispute.Party{shop, buyer}
	}
	parties[0].Side, parties[1].Side = dispute.Claimant, dispute.Respondent
	if !d.Filer.IsZero() {
		parties[0].Person = d.Filer
	}
	who := dispute.Actor{Person: parties[0].Person, Side: dispute.Claimant}
	d.who = who.Person
	out, w := dispute.Begin(d.Book, d.World, dispute.Opening{
		Case: id.From[id.Case]([16]byte{0: 9, 15: 1}), Number: "2026-000001-0", Actor: who, Parties: parties,
	})
	d.take(out, w)
}

// Copy is a desk that goes its own way from here, under another book if one is given.
func (d *Desk) Copy(b *dispute.Book) *Desk {
	c := *d
	c.seq, c.Deaf, c.Reads = maps.Clone(d.seq), maps.Clone(d.Deaf), maps.Clone(d.Reads)
	c.Entries = slices.Clone(d.Entries)
	if b != nil {
		c.Book = b
	}
	return &c
}

// Do makes a move.
func (d *Desk) Do(who dispute.Actor, move string, in ...dispute.Answer) *dispute.Refusal {
	return d.On(who, 0, 0, move, in...)
}

// On makes a move on a track or duty.
func (d *Desk) On(who dispute.Actor, track, duty int, move string, in ...dispute.Answer) *dispute.Refusal {
	return d.Make(dispute.Command{Move: move, Track: track, Duty: duty, Actor: who, In: in})
}

// Make carries out a command.
func (d *Desk) Make(cmd dispute.Command) *dispute.Refusal {
	d.World.Facts.Now = d.Now
	d.money()
	d.who = cmd.Actor.Person
	out, w, refusal := dispute.Decide(d.Book, d.World, cmd)
	d.take(out, w)
	d.deliver()
	return refusal
}

// Moves lists what somebody may do now.
func (d *Desk) Moves(who dispute.Actor) []dispute.Move {
	d.World.Facts.Now = d.Now
	return dispute.Moves(d.Book, d.World, who)
}

// Hear tells the case something.
func (d *Desk) Hear(s dispute.Signal) {
	d.World.Facts.Now = d.Now
	d.money()
	d.take(dispute.Hear(d.Book, d.World, s))
	d.deliver()
}

// Until steps through everything due up to an instant.
func (d *Desk) Until(to time.Time) {
	for range 5000 {
		next := d.next()
		if next.IsZero() || next.After(to) {
			d.Now = to
			d.elapse()
			return
		}
		if next.After(d.Now) {
			d.Now = next
		}
		d.elapse()
	}
	panic("disputetest: a case that never comes to rest")
}

// next is when something next happens by itself, in the case or in the order.
func (d *Desk) next() time.Time {
	next := dispute.NextDue(d.Book, d.World)
	for _, at := range []time.Time{d.World.Order.NextDue(), d.World.Merchant.NextDue()} {
		if !at.IsZero() && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	return next
}

func (d *Desk) elapse() {
	d.World.Facts.Now = d.Now
	d.money()
	from := len(d.Entries)
	d.take(dispute.Elapse(d.Book, d.World))
	d.Elapsed = append(d.Elapsed, [2]int{from, len(d.Entries)})
	d.deliver()
}

// Deliver reads what a side that now reads has not read yet.
func (d *Desk) Deliver() {
	for _, n := range d.World.Case.Notices {
		if n.Left && n.Served.IsZero() && !n.Dead && d.Reads[n.To] {
			d.Hear(dispute.Signal{Kind: "read", Notice: n.No, Side: n.To})
		}
	}
}

// deliver is the channel: what left is receipted at once, or fails, or is read.
func (d *Desk) deliver() {
	for range 200 {
		n := d.undelivered()
		if n == nil {
			return
		}
		no, to := n.No, n.To
		s := dispute.Signal{Kind: "receipt", Notice: n.No, Channel: "sandbox"}
		if d.Deaf[n.To] {
			s = dispute.Signal{Kind: "failed", Notice: n.No, Channel: "sandbox", All: true}
		}
		d.World.Facts.Now = d.Now
		d.take(dispute.Hear(d.Book, d.World, s))
		if s.Kind == "receipt" && d.Reads[to] {
			d.take(dispute.Hear(d.Book, d.World, dispute.Signal{Kind: "read", Notice: no, Side: to}))
		}
	}
}

func (d *Desk) undelivered() *dispute.Notice {
	for i := range d.World.Case.Notices {
		n := &d.World.Case.Notices[i]
		if n.Left && n.Receipt.IsZero() && n.Served.IsZero() && !n.Dead {
			return n
		}
	}
	return nil
}

// take folds what was appended onto the state before and compares all of it with
// what the decision saw: replay = projection.
func (d *Desk) take(out []record.Entry, w dispute.World) {
	if len(out) == 0 {
		return
	}
	blind, full := map[string][]record.Recorded{}, map[string][]record.Recorded{}
	for _, e := range out {
		key := e.Stream.Kind
		d.seq[key]++
		seq := d.seq[key]
		m := record.Meta{Seq: seq, At: e.At, Authority: e.Authority}
		if !e.System {
			m.Person = d.who
		}
		blind[key] = append(blind[key], record.Recorded{Event: e.Event, Meta: m})
		m.Hash[0] = 1
		binary.BigEndian.PutUint64(m.Hash[1:], seq)
		d.Metas = append(d.Metas, m)
		full[key] = append(full[key], record.Recorded{Event: e.Event, Meta: m})
	}
	d.Entries = append(d.Entries, out...)
	if now := bare(fold(d.World, blind)); !reflect.DeepEqual(now, bare(w)) {
		panic("replay differs from what was decided: " + differ(now, bare(w)))
	}
	d.World = fold(d.World, full)
}

// fold is what the office does with what was appended.
func fold(w dispute.World, by map[string][]record.Recorded) dispute.World {
	now := bare(w)
	now.Facts = w.Facts
	now.Case = dispute.Evolve(w.Case, by[record.Case])
	now.Talks = dispute.EvolveTalks(w.Talks, by[record.Talks])
	now.Deliberation = dispute.EvolveDeliberation(w.Deliberation, by[record.Deliberation])
	now.Order = escrow.EvolveOrder(w.Order, by[record.Order])
	now.Merchant = escrow.EvolveMerchant(w.Merchant, by[record.Merchant])
	return now
}

// bare is a world without the facts, which no stream holds; they are functions
// and lists that cannot be compared.
func bare(w dispute.World) dispute.World {
	w.Facts = dispute.Facts{}
	return w
}

// differ names the first part of two worlds that is not the same.
func differ(a, b dispute.World) string {
	for _, at := range []struct {
		name string
		a, b any
	}{{"case", a.Case, b.Case}, {"talks", a.Talks, b.Talks}, {"deliberation", a.Deliberation, b.Deliberation}, {"order", a.Order, b.Order}, {"merchant", a.Merchant, b.Merchant}} {
		x, y := reflect.ValueOf(at.a), reflect.ValueOf(at.b)
		for i := range x.NumField() {
			if !reflect.DeepEqual(x.Field(i).Interface(), y.Field(i).Interface()) {
				return fmt.Sprintf("%s.%s: %+v / %+v", at.name, x.Type().Field(i).Name, x.Field(i).Interface(), y.Field(i).Interface())
			}
		}
	}
	return "nothing"
}

// Booked does an act on the money that no case makes: a deposit, a provider's news.
func (d *Desk) Booked(act func(escrow.Books, escrow.By) (escrow.Done, error)) error {
	w := d.World
	done, err := act(escrow.Books{Order: w.Order, Merchant: w.Merchant}, escrow.By{At: d.Now, Authority: "test", System: true, Rules: d.Book.Escrow})
	if err != nil {
		return fmt.Errorf("disputetest: %w", err)
	}
	w.Order, w.Merchant = done.Books.Order, done.Books.Merchant
	d.take(done.Entries, w)
	return nil
}

// money lets the order's own deadlines pass, as the office does before any act.
func (d *Desk) money() {
	w := d.World
	done := escrow.Elapse(escrow.Books{Order: w.Order, Merchant: w.Merchant}, escrow.By{At: d.Now, System: true, Rules: d.Book.Escrow})
	w.Order, w.Merchant = done.Books.Order, done.Books.Merchant
	d.take(done.Entries, w)
}

// Stages are the stages of the tracks.
func (d *Desk) Stages() []string {
	var out []string
	for _, t := range d.World.Case.Tracks {
		out = append(out, t.Stage)
	}
	return out
}

// Last is the latest deadline of a clock; the zero deadline when none was set.
func (d *Desk) Last(clock string) dispute.Deadline {
	var last dispute.Deadline
	for _, x := range d.World.Case.Deadlines {
		if x.Clock == clock {
			last = x
		}
	}
	return last
}

// Due is when the first deadline of a clock was or is due.
func (d *Desk) Due(clock string) time.Time {
	for _, x := range d.World.Case.Deadlines {
		if x.Clock == clock {
			return x.Due
		}
	}
	return time.Time{}
}
