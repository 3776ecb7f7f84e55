package dispute_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// The properties of procedure.md §1 over random histories. The desk itself checks
// after every step that replay gives the state that was decided.

// shuffled sits a player down with a random order and a random filing.
func shuffled(t *testing.T, procedure string, seed uint64) *Player {
	t.Helper()
	b, err := Load(procedure)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 1, 5, 9, 0, 0, 0, shanghai).Add(time.Duration(seed*37%4000) * time.Hour)
	goods := []Goods{{Qty: 2, Minor: 12345, Signed: 200 * time.Hour}, {Qty: 1, Minor: 40000, Signed: 150 * time.Hour, Out: seed%3 == 0}, {Qty: 1, Minor: 9900, Signed: []time.Duration{-1, 0, 100 * time.Hour}[seed%3]}}
	o, m := Bought(b, now.Add(-240*time.Hour), func(p *escrow.Purchase) { p.SelfOperated = seed%11 == 5 }, goods...)
	p := NewPlayer(New(b, now, o, m), seed)
	p.Reads[dispute.Respondent] = seed%2 == 0
	p.World.Facts.FundFree = int64(seed%3) * 20000
	p.World.Facts.PublishedContact = seed%5 != 0
	if seed%4 == 0 {
		p.Open(dispute.Merchant)
	} else {
		p.Open(dispute.Buyer)
	}
	return p
}

// watch remembers what was, to hold the next step against it.
type watch struct {
	due  map[int]time.Time
	seen int
}

// check holds one step against the properties.
func (w *watch) check(p *Player) error {
	for _, e := range p.Entries[w.seen:] {
		if err := balanced(e); err != nil {
			return err
		}
	}
	moved := map[int]string{}
	for _, e := range p.Entries[w.seen:] {
		if m, ok := e.Event.(dispute.DeadlineMoved); ok {
			moved[m.No] = m.Why
		}
	}
	w.seen = len(p.Entries)
	for _, d := range p.World.Case.Deadlines {
		was, ok := w.due[d.No]
		if faster := d.Notice == 0 && moved[d.No] == "safety"; ok && d.Due.Before(was) && moved[d.No] != "agreed" && !faster {
			return fmt.Errorf("%s was shortened from %s to %s (%s)", d.Clock, was, d.Due, moved[d.No])
		}
		w.due[d.No] = d.Due
	}
	if err := solvent(p); err != nil {
		return err
	}
	return dated(p)
}

func balanced(e record.Entry) error {
	b, ok := e.Event.(escrow.Booked)
	if !ok {
		return nil
	}
	var sum int64
	for _, x := range b.Journal() {
		sum += x.Minor
	}
	if sum != 0 {
		return fmt.Errorf("journal of %s sums to %d", e.Event.Kind(), sum)
	}
	return nil
}

func solvent(p *Player) error {
	for _, b := range append(slices.Clone(p.World.Order.Balances), p.World.Merchant.Balances...) {
		if b.Minor < 0 && !b.Name.Outside() && b.Name != escrow.Transit {
			return fmt.Errorf("%s is below zero: %d", b.Name, b.Minor)
		}
	}
	for _, d := range p.World.Case.Duties {
		if d.Paid > d.Minor {
			return fmt.Errorf("obligation %d was paid %d of %d", d.No, d.Paid, d.Minor)
		}
	}
	return nil
}

// dated: every open stage, duty and hold has an owner and a dated exit.
func dated(p *Player) error {
	c := &p.World.Case
	for _, t := range c.Tracks {
		if t.Closed {
			continue
		}
		s := p.Book.Stage(t.Stage)
		if s.Owner == "" {
			return fmt.Errorf("nobody owns %s", t.Stage)
		}
		mine := func(d dispute.Deadline) bool {
			return d.Track == t.No || d.Object == "hold" && slices.Contains(c.Hold(d.ObjectNo).Tracks, t.No)
		}
		if !exits(p, mine, func(n dispute.Notice) bool { return n.Track == t.No || n.Object == "" && splitOff(c, t.No, n.Track) }) {
			return fmt.Errorf("track %d in %s has no dated exit", t.No, t.Stage)
		}
	}
	for _, x := range c.Duties {
		if x.Ended || x.Waiting || c.Track(x.Track).Closed {
			continue
		}
		mine := func(d dispute.Deadline) bool {
			if n := c.Notice(d.ObjectNo); d.Object == "notice" && n.Object == "duty" && n.ObjectNo == x.No {
				return true
			}
			return d.Object == "duty" && d.ObjectNo == x.No || d.Object == "hold" && slices.Contains(c.Hold(d.ObjectNo).Tracks, x.Track) ||
				d.Object == "" && d.Track == x.Track && p.Book.Stage(c.Track(x.Track).Stage).Owner == "adjudicator"
		}
		if !exits(p, mine, func(n dispute.Notice) bool { return n.Object == "duty" && n.ObjectNo == x.No }) {
			return fmt.Errorf("obligation %d in %s has no dated exit", x.No, x.State)
		}
	}
	for _, h := range c.Holds {
		if !h.Lifted && !exits(p, func(d dispute.Deadline) bool { return d.Object == "hold" && d.ObjectNo == h.No }, func(dispute.Notice) bool { return false }) {
			return fmt.Errorf("hold %d %s has no dated exit", h.No, h.Kind)
		}
	}
	return nil
}

// splitOff tells whether a track came from another: a notice still on its way to that
// one starts the clocks of both when it is served.
func splitOff(c *dispute.Case, track, from int) bool {
	for t := c.Track(track); t != nil && t.From != 0; t = c.Track(t.From) {
		if t.From == from {
			return true
		}
	}
	return false
}

// exits: a running deadline with an instant, or a notice on its way.
func exits(p *Player, of func(dispute.Deadline) bool, on func(dispute.Notice) bool) bool {
	return slices.ContainsFunc(p.World.Case.Deadlines, func(d dispute.Deadline) bool { return of(d) && d.State == "running" && !d.Due.IsZero() }) ||
		slices.ContainsFunc(p.World.Case.Notices, func(n dispute.Notice) bool {
			return on(n) && n.Served.IsZero() && (!n.Left || !n.Receipt.IsZero())
		})
}

// behindWall: marked strings stand in no entry of a stream that deciders read, and
// in no payload at all.
func behindWall(p *Player) error {
	for _, e := range p.Entries {
		payload, err := json.Marshal(e.Event)
		if err != nil {
			return fmt.Errorf("payload of %s: %w", e.Event.Kind(), err)
		}
		if strings.Contains(string(payload), "SECRET") {
			return fmt.Errorf("payload of %s holds a text: %s", e.Event.Kind(), payload)
		}
		for _, c := range e.Clear {
			if strings.Contains(c.Text, "SECRET") && (e.Stream.Kind == record.Case || e.Stream.Kind == record.Order) {
				return fmt.Errorf("%s of %s stands in %s", c.Path, e.Event.Kind(), e.Stream.Kind)
			}
		}
	}
	return nil
}

// byTime: what time alone changed stands beside the deadline that expired.
func byTime(p *Player) error {
	for _, r := range p.Elapsed {
		expired := false
		for _, e := range p.Entries[r[0]:r[1]] {
			switch x := e.Event.(type) {
			case dispute.DeadlineExpired:
				expired = true
			case dispute.Entered, dispute.ClaimMoved, dispute.DutyMoved:
				if !expired {
					return fmt.Errorf("%s by timer without a deadline", x.Kind())
				}
			}
		}
	}
	return nil
}

// reread folds everything again from its stored form, texts and keys destroyed.
func reread(p *Player) error {
	kinds := map[string]record.Event{}
	for _, e := range dispute.Events() {
		kinds[e.Kind()] = e
	}
	pasts := dispute.Pasts()
	var c dispute.Case
	for i, e := range p.Entries {
		if e.Stream.Kind != record.Case {
			continue
		}
		stored, err := json.Marshal(e.Event)
		if err != nil {
			return fmt.Errorf("store: %w", err)
		}
		at := reflect.New(reflect.TypeOf(kinds[e.Event.Kind()]))
		if err := json.Unmarshal(stored, at.Interface()); err != nil {
			return fmt.Errorf("read %s: %w", e.Event.Kind(), err)
		}
		event := at.Elem().Interface().(record.Event) //nolint:forcetypeassert // the type came from an event
		if a, ok := event.(dispute.Act); ok {
			a.Move = pasts[e.Event.Kind()]
			event = a
		}
		c = dispute.Evolve(c, []record.Recorded{{Event: event, Meta: p.Metas[i]}})
	}
	a, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("state: %w", err)
	}
	b, err := json.Marshal(p.World.Case)
	if err != nil {
		return fmt.Errorf("state: %w", err)
	}
	if string(a) != string(b) {
		return fmt.Errorf("read again it is another case:\n%s\n%s", a, b)
	}
	return nil
}

// atRest: everybody is gone for two years; the case has ended and nothing of the
// order's money is held by it.
func atRest(p *Player) error {
	p.AnswerFund()
	p.Until(p.Now.AddDate(0, 0, 60))
	if err := dated(p); err != nil {
		return fmt.Errorf("after 60 days: %w", err)
	}
	p.Until(p.Now.AddDate(0, 0, 740)) // they may have agreed a stay of a year
	for _, t := range p.World.Case.Tracks {
		if !t.Closed {
			return fmt.Errorf("track %d is still in %s in the end", t.No, t.Stage)
		}
	}
	pic := escrow.Books{Order: p.World.Order, Merchant: p.World.Merchant}.Picture()
	if pic.FrozenMinor != 0 {
		return fmt.Errorf("%d are frozen after the end", pic.FrozenMinor)
	}
	for _, l := range p.World.Order.Parcels {
		for _, i := range l.Items {
			if due, runs := i.Confirm.Due(); !l.SignedAt.IsZero() && i.ConfirmedAt.IsZero() && i.Confirm.Rest != nil {
				return fmt.Errorf("the timer of parcel %d stands still for ever (%s %v)", l.No, due, runs)
			}
		}
	}
	return nil
}

// history plays one random case to its end and holds it against everything.
func history(t *testing.T, procedure string, seed uint64, steps int) (p *Player, err error) {
	p = shuffled(t, procedure, seed)
	w := &watch{due: map[int]time.Time{}}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic after %s: %v", p.Last, r)
		}
	}()
	for range steps {
		p.Step()
		if err := w.check(p); err != nil {
			return p, fmt.Errorf("after %s: %w", p.Last, err)
		}
	}
	for _, prove := range []func(*Player) error{atRest, behindWall, byTime, reread} {
		if err := prove(p); err != nil {
			return p, err
		}
	}
	return p, nil
}

// TestRandomHistories holds random cases against the invariants.
func TestRandomHistories(t *testing.T) {
	t.Parallel()
	made, refused := map[string]int{}, map[string]int{}
	for seed := range uint64(200) {
		p, err := history(t, "tianping-std", seed, 60)
		if err != nil {
			t.Errorf("seed %d: %v (%v)", seed, err, p.Stages())
		}
		for k, n := range p.Made {
			made[k] += n
		}
		for k, n := range p.Refused {
			refused[k] += n
		}
	}
	t.Logf("made %v\nrefused %v", made, refused)
}

// TestPresets: each preset plays 200 random cases to the end.
func TestPresets(t *testing.T) {
	for _, name := range []string{"jd", "paypal", "r12315"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for seed := range uint64(200) {
				if p, err := history(t, name, seed, 14); err != nil {
					t.Errorf("seed %d: %v (%v)", seed, err, p.Stages())
				}
			}
		})
	}
}

// picture tells a case for a report.
func picture(p *Player) string {
	var b strings.Builder
	c := &p.World.Case
	fmt.Fprintf(&b, "now %s self %v\n", p.Now.In(shanghai).Format("01-02 15:04"), c.SelfOperated)
	for _, x := range c.Parties {
		fmt.Fprintf(&b, "  party %+v\n", x)
	}
	for _, x := range c.Claims {
		fmt.Fprintf(&b, "  claim %+v\n", x)
	}
	for _, d := range c.Deadlines {
		fmt.Fprintf(&b, "  %s t%d %s%d %s due %s\n", d.Clock, d.Track, d.Object, d.ObjectNo, d.State, d.Due.In(shanghai).Format("01-02 15:04"))
	}
	for _, n := range c.Notices {
		fmt.Fprintf(&b, "  notice %d %s to %s t%d %s%d queued %s left %v receipt %v served %v dead %v %s\n", n.No, n.Kind, n.To, n.Track, n.Object, n.ObjectNo, n.Queued.In(shanghai).Format("01-02 15:04"), n.Left, !n.Receipt.IsZero(), !n.Served.IsZero(), n.Dead, n.Fallback)
	}
	for _, d := range c.Duties {
		fmt.Fprintf(&b, "  duty %+v\n", d)
	}
	for _, h := range c.Holds {
		fmt.Fprintf(&b, "  hold %+v\n", h)
	}
	for _, d := range c.Deeds {
		fmt.Fprintf(&b, "  %s %s %s t%d\n", d.At.In(shanghai).Format("01-02 15:04"), d.Move, d.Side, d.Track)
	}
	return b.String()
}

// TestOne plays one history again: go test -run TestOne -seed 9 -procedure jd.
func TestOne(t *testing.T) {
	steps := 60
	if *oneProcedure != "tianping-std" {
		steps = 14
	}
	p, err := history(t, *oneProcedure, *oneSeed, steps)
	if err != nil {
		t.Error(err)
	}
	t.Logf("%v\n%s", p.Stages(), picture(p))
}

var (
	oneSeed      = flag.Uint64("seed", 9, "history to play again")
	oneProcedure = flag.String("procedure", "tianping-std", "its procedure")
)
