// Package disputetest lets tests and the simulation play a case on a desk of
// their own: a clock that steps, people, one order. It is the core alone: no
// store, no network. After every step it folds what was appended and compares.
package disputetest

import (
	"fmt"
	"reflect"
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
	seq     map[string]uint64
	// Deaf tells which sides no channel reaches.
	Deaf map[dispute.Side]bool
	// Reads tells which sides read a notice at once.
	Reads map[dispute.Side]bool
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

// Load makes the book of a built-in procedure.
func Load(name string) (*dispute.Book, error) {
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
	return dispute.NewBook("test", p, cal.Days, &reasons), nil
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
	who := dispute.Actor{Person: parties[0].Person, Side: dispute.Claimant}
	out, w := dispute.Begin(d.Book, d.World, dispute.Opening{
		Case: id.From[id.Case]([16]byte{0: 9, 15: 1}), Number: "2026-000001-0", Actor: who, Parties: parties,
	})
	d.take(out, w)
}

// Do makes a move.
func (d *Desk) Do(who dispute.Actor, move string, in ...dispute.Answer) *dispute.Refusal {
	return d.On(who, 0, 0, move, in...)
}

// On makes a move on a track or duty.
func (d *Desk) On(who dispute.Actor, track, duty int, move string, in ...dispute.Answer) *dispute.Refusal {
	d.World.Facts.Now = d.Now
	out, w, refusal := dispute.Decide(d.Book, d.World, dispute.Command{Move: move, Track: track, Duty: duty, Actor: who, In: in})
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
	d.take(dispute.Hear(d.Book, d.World, s))
	d.deliver()
}

// Until steps through everything due up to an instant.
func (d *Desk) Until(to time.Time) {
	for range 5000 {
		next := dispute.NextDue(d.Book, d.World)
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

func (d *Desk) elapse() {
	d.World.Facts.Now = d.Now
	d.take(dispute.Elapse(d.Book, d.World))
	d.deliver()
}

// deliver is the channel: what left is receipted at once, or fails, or is read.
func (d *Desk) deliver() {
	for range 200 {
		n := d.undelivered()
		if n == nil {
			return
		}
		s := dispute.Signal{Kind: "receipt", Notice: n.No, Channel: "sandbox"}
		if n.To != "" && d.Deaf[n.To] {
			s = dispute.Signal{Kind: "failed", Notice: n.No, Channel: "sandbox", All: true}
		} else if d.Reads[n.To] {
			s = dispute.Signal{Kind: "read", Notice: n.No, Side: n.To}
		}
		d.World.Facts.Now = d.Now
		d.take(dispute.Hear(d.Book, d.World, s))
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

// take folds what was appended onto the state before and compares with what the
// decision saw: replay = projection.
func (d *Desk) take(out []record.Entry, w dispute.World) {
	now := d.World
	for _, e := range out {
		key := e.Stream.Kind
		d.seq[key]++
		seq := d.seq[key]
		r := []record.Recorded{{Event: e.Event, Meta: record.Meta{Seq: seq, At: e.At, Hash: [32]byte{0: 1, 1: byte(seq >> 8), 2: byte(seq)}}}}
		switch key {
		case record.Case:
			now.Case = dispute.Evolve(now.Case, r)
		case record.Talks:
			now.Talks = dispute.EvolveTalks(now.Talks, r)
		case record.Deliberation:
			now.Deliberation = dispute.EvolveDeliberation(now.Deliberation, r)
		case record.Order:
			now.Order = escrow.EvolveOrder(now.Order, r)
		case record.Merchant:
			now.Merchant = escrow.EvolveMerchant(now.Merchant, r)
		}
		d.Entries = append(d.Entries, e)
	}
	if !reflect.DeepEqual(now.Order.Balances, w.Order.Balances) {
		panic(fmt.Sprintf("replay of the order differs: %v / %v", now.Order.Balances, w.Order.Balances))
	}
	if !reflect.DeepEqual(now.Case.Deadlines, w.Case.Deadlines) || !reflect.DeepEqual(now.Case.Duties, w.Case.Duties) || !reflect.DeepEqual(now.Case.Claims, w.Case.Claims) {
		panic("replay of the case differs from what was decided")
	}
	d.World = now
}

// Stages are the stages of the tracks.
func (d *Desk) Stages() []string {
	var out []string
	for _, t := range d.World.Case.Tracks {
		out = append(out, t.Stage)
	}
	return out
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
