package simulation

import (
	"container/heap"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// play is one batch of cases in one town, visit by visit.
type play struct {
	*office
	town   *Town
	dice   *rand.Rand
	fill   *filler
	tally  *Tally
	name   string // seed and batch, to find it again
	agenda agenda
	files  []*file
}

// file is one case as its visitors know it.
type file struct {
	no     int
	sale   sale
	cast   cast
	id     id.Case
	place  docket.Place
	visits int
}

// visit is when somebody comes to a case next.
type visit struct {
	at   time.Time
	no   int
	file *file
}

type agenda []visit

// Len, Less, Swap, Push and Pop are for container/heap.
func (a agenda) Len() int { return len(a) }

// Less orders visits by time.
func (a agenda) Less(i, j int) bool {
	return a[i].at.Before(a[j].at) || a[i].at.Equal(a[j].at) && a[i].no < a[j].no
}

// Swap exchanges two visits.
func (a agenda) Swap(i, j int) { a[i], a[j] = a[j], a[i] }

// Push adds a visit.
func (a *agenda) Push(x any) { *a = append(*a, x.(visit)) } //nolint:forcetypeassert // only visits come here

// Pop takes the last visit.
func (a *agenda) Pop() any {
	last := (*a)[len(*a)-1]
	*a = (*a)[:len(*a)-1]
	return last
}

const (
	visits    = 16                   // to a case, at most
	opening   = 30                   // days over which cases are opened
	patience  = 100 * time.Hour      // between two visits, at most
	aftermath = 200 * 24 * time.Hour // nobody acts: everything must come to its end by itself
)

// run opens so many cases, lets people visit them, and then lets time pass.
func (p *play) run(ctx context.Context, cases int) error {
	for i := range cases {
		at := begins().Add(time.Duration(p.dice.IntN(opening*24*60)) * time.Minute)
		heap.Push(&p.agenda, visit{at: at, no: i, file: &file{no: i}})
	}
	for p.agenda.Len() > 0 {
		v := heap.Pop(&p.agenda).(visit) //nolint:forcetypeassert // only visits come here
		if err := p.reach(ctx, v.at); err != nil {
			return err
		}
		again, err := p.attend(ctx, v.file)
		if err != nil {
			return err
		}
		if again {
			v.at = v.at.Add(time.Duration(1 + p.dice.Int64N(int64(patience))))
			heap.Push(&p.agenda, v)
		}
	}
	legal, err := p.clerk.Legal(ctx, p.town.Market)
	if err != nil {
		return fmt.Errorf("simulation: legal time: %w", err)
	}
	return p.reach(ctx, legal.Add(aftermath))
}

// reach steps the clock to an instant.
func (p *play) reach(ctx context.Context, at time.Time) error {
	at = at.Truncate(time.Microsecond)
	legal, err := p.clerk.Legal(ctx, p.town.Market)
	if err != nil {
		return fmt.Errorf("simulation: legal time: %w", err)
	}
	if at.After(legal) {
		stops, err := p.stepper.Step(ctx, clerk.System(p.town.Market), at, nil)
		p.tally.Stops += stops + 1
		if err != nil {
			return fmt.Errorf("simulation: %s: clock at %s: %w: %s %v", p.name, at, err, p.stuck(ctx), p.log.take())
		}
	}
	for _, text := range p.log.take() {
		p.tally.Find(p.name, "worker: "+text)
	}
	return nil
}

// stuck names the stream whose timer fires and does not go away.
func (p *play) stuck(ctx context.Context) string {
	due, err := p.Store.DueTimers(ctx, p.town.Market, begins().AddDate(100, 0, 0), 1)
	if err != nil || len(due) == 0 {
		return "no timer"
	}
	return fmt.Sprintf("%s due %s", docket.StreamText(due[0].Stream), due[0].Due)
}

// attend is one visit; again tells whether there will be another.
func (p *play) attend(ctx context.Context, f *file) (again bool, err error) {
	defer func() {
		if r := recover(); r != nil {
			p.tally.Find(p.name, fmt.Sprintf("panic in case %d: %v at %s", f.no, r, where(debug.Stack())))
			again, err = false, nil
		}
	}()
	if f.visits == 0 {
		if err := p.file(ctx, f); err != nil {
			return false, err
		}
	}
	f.visits++
	who := f.cast.comes(p.dice)
	sight, err := p.clerk.Look(ctx, who, f.id)
	if errors.Is(err, clerk.ErrUnknown) {
		return f.visits < visits, nil
	}
	if err != nil {
		return false, fmt.Errorf("simulation: %s: look: %w", p.name, err)
	}
	f.place = sight.Place
	if _, _, closed := dispute.Standing(sight.Book, sight.World.Case); closed && p.dice.IntN(3) > 0 {
		return false, nil
	}
	before := p.tally.Commands
	if err := p.read(ctx, who, f, sight); err != nil {
		return false, err
	}
	if err := p.carry(ctx, f, sight); err != nil {
		return false, err
	}
	if p.tally.Commands > before { // what was read or carried may have changed it
		if sight, err = p.clerk.Look(ctx, who, f.id); err != nil {
			return false, fmt.Errorf("simulation: %s: look: %w", p.name, err)
		}
	}
	return f.visits < visits, p.act(ctx, who, f, sight)
}

// where is the first frame of the core in a stack.
func where(stack []byte) string {
	for line := range strings.Lines(string(stack)) {
		if _, file, ok := strings.Cut(line, "internal/core/"); ok {
			if name, _, isFile := strings.Cut(file, " "); isFile || strings.Contains(name, ".go:") {
				return strings.TrimSpace(name)
			}
		}
	}
	return "elsewhere"
}

// file lands an order and opens a case on it: the buyer mostly, the merchant at times.
func (p *play) file(ctx context.Context, f *file) error {
	legal, err := p.clerk.Legal(ctx, p.town.Market)
	if err != nil {
		return fmt.Errorf("simulation: legal time: %w", err)
	}
	if f.sale, err = p.sell(ctx, p.town, p.name+"-"+strconv.Itoa(f.no), legal, p.dice); err != nil {
		return err
	}
	f.cast = p.town.cast(f.sale, p.dice)
	who := f.cast.who[0]
	if p.dice.IntN(6) == 0 {
		who = f.cast.who[1]
	}
	res, err := p.clerk.Open(ctx, who, clerk.Opening{Order: f.sale.order, Procedure: p.town.Procedure})
	if err != nil {
		return fmt.Errorf("simulation: %s: open: %w", p.name, err)
	}
	p.tally.Commands += 2
	p.tally.Cases++
	f.id = res.Case
	p.files = append(p.files, f)
	p.fill.cases = append(p.fill.cases, f.id.String())
	return nil
}

// read lets a party read what it was sent, as people mostly do.
func (p *play) read(ctx context.Context, who clerk.Who, f *file, s clerk.Sight) error {
	if s.Actor.Side == "" || p.dice.IntN(3) == 0 {
		return nil
	}
	for _, n := range s.World.Case.Notices {
		if n.To != s.Actor.Side || !n.Left || !n.Served.IsZero() {
			continue
		}
		p.tally.Commands++
		if _, err := p.clerk.Read(ctx, who, f.id, n.No); err != nil {
			return p.fault("read", err)
		}
		break
	}
	return nil
}

// carry lets carriers report and buyers confirm, now and then.
func (p *play) carry(ctx context.Context, f *file, s clerk.Sight) error {
	carrier := dispute.Moves(s.Book, s.World, dispute.Actor{System: "carrier"})
	if len(carrier) > 0 && p.dice.IntN(2) == 0 {
		m := carrier[p.dice.IntN(len(carrier))]
		p.tally.Commands++
		err := p.clerk.CarrierMove(ctx, p.town.Market, f.id, m.Name)
		p.tally.heard(m.Name, err)
		if err != nil && !refused(err) {
			return p.fault("carrier "+m.Name, err)
		}
	}
	if f.sale.parcels > 0 && p.dice.IntN(25) == 0 {
		p.tally.Commands++
		err := p.clerk.ConfirmReceipt(ctx, f.cast.who[0], f.sale.order, 1+p.dice.IntN(f.sale.parcels))
		p.tally.heard("confirm_receipt", err)
	}
	return nil
}

// act makes one move: mostly one that is listed with inputs within its bounds, at
// times one that is spoilt, or not listed at all; those must be refused.
func (p *play) act(ctx context.Context, who clerk.Who, f *file, s clerk.Sight) error {
	if p.dice.IntN(12) == 0 {
		return p.actUnlisted(ctx, who, f, s)
	}
	if len(s.Moves) == 0 {
		return nil
	}
	m := choose(s, p.dice)
	p.fill.now, p.fill.own = s.Legal, f.id.String()
	in, ok := p.fill.answers(m.Fields)
	if !ok {
		p.tally.Unsaid[m.Name]++
		return nil
	}
	cmd := dispute.Command{Move: m.Name, As: m.As, Track: m.Track, Duty: m.Duty, In: in}
	if p.dice.IntN(10) == 0 {
		cmd.In = p.fill.spoil(m.Fields, in)
		return p.mustRefuse(ctx, who, f, cmd, "spoilt")
	}
	return p.mustAccept(ctx, who, f, cmd)
}

// choose takes one of the moves listed, as fond as people are of each.
func choose(s clerk.Sight, dice *rand.Rand) dispute.Move {
	sum := 0
	buyer := s.Actor.Side != ""
	for _, m := range s.Moves {
		sum += fondness(m, buyer)
	}
	at := dice.IntN(sum)
	for _, m := range s.Moves {
		if n := fondness(m, buyer); at >= n {
			at -= n
			continue
		}
		return m
	}
	return s.Moves[0]
}

func (p *play) actUnlisted(ctx context.Context, who clerk.Who, f *file, s clerk.Sight) error {
	words := dispute.Words()
	name := words[p.dice.IntN(len(words))]
	if slices.ContainsFunc(s.Moves, func(m dispute.Move) bool { return m.Name == name }) {
		return nil
	}
	return p.mustRefuse(ctx, who, f, dispute.Command{Move: name}, "unlisted")
}

// mustAccept makes a move that was listed, with inputs within its bounds, and sends
// it again at times: the second time it must be known.
func (p *play) mustAccept(ctx context.Context, who clerk.Who, f *file, cmd dispute.Command) error {
	twice := p.dice.IntN(10) == 0
	if twice {
		who.Key = "again-" + strconv.FormatUint(p.dice.Uint64(), 36)
	}
	p.tally.Commands++
	res, err := p.clerk.Move(ctx, who, f.id, cmd)
	p.tally.heard(cmd.Move, err)
	var no *dispute.Refusal
	if errors.As(err, &no) {
		p.tally.Find(p.name, fmt.Sprintf("listed, yet refused: %s as %q: %s %s at %s", cmd.Move, cmd.As, no.Code, no.Guard, no.Field))
		return nil
	}
	if err != nil {
		return p.fault(cmd.Move, err)
	}
	if twice {
		p.tally.Commands++
		known, err := p.clerk.Move(ctx, who, f.id, cmd)
		if err != nil || !known.Repeated || known.Version != res.Version {
			p.tally.Find(p.name, fmt.Sprintf("sent again, yet not known: %s: %v", cmd.Move, err))
		}
	}
	return p.stepper.Settle(ctx, p.town.Market)
}

// mustRefuse makes a move that is not possible: refused, and nothing changed. What
// was due has been done before, so nothing at all may change.
func (p *play) mustRefuse(ctx context.Context, who clerk.Who, f *file, cmd dispute.Command, how string) error {
	if err := p.stepper.Settle(ctx, p.town.Market); err != nil {
		return fmt.Errorf("simulation: %s: settle: %w", p.name, err)
	}
	before, err := p.heads(ctx, f)
	if err != nil {
		return err
	}
	p.tally.Commands++
	_, err = p.clerk.Move(ctx, who, f.id, cmd)
	p.tally.heard(cmd.Move, err)
	switch {
	case err == nil:
		p.tally.Find(p.name, how+", yet accepted: "+cmd.Move)
		return p.stepper.Settle(ctx, p.town.Market)
	case !refused(err):
		return p.fault(cmd.Move, err)
	}
	after, err := p.heads(ctx, f)
	if err == nil && before != after {
		p.tally.Find(p.name, "refused, yet something changed: "+cmd.Move)
	}
	return err
}

// heads are the hashes of all streams a case writes to.
func (p *play) heads(ctx context.Context, f *file) (out [6][32]byte, err error) {
	for i, s := range []record.Stream{
		{Kind: record.Case, ID: f.id.Bytes()},
		{Kind: record.Talks, ID: f.id.Bytes()},
		{Kind: record.Deliberation, ID: f.id.Bytes()},
		{Kind: record.CaucusClaimant, ID: f.id.Bytes()},
		{Kind: record.CaucusRespondent, ID: f.id.Bytes()},
		{Kind: record.Order, ID: f.sale.order.Bytes()},
	} {
		_, head, err := p.Store.Load(ctx, docket.Ref{Place: f.place, Stream: s})
		if err != nil && !errors.Is(err, docket.ErrUnknownStream) {
			return out, fmt.Errorf("simulation: heads: %w", err)
		}
		out[i] = head.Hash
	}
	return out, nil
}

// fault keeps what should not happen as a finding; the play goes on without the
// case's visit. Only a store that fails ends it.
func (p *play) fault(move string, err error) error {
	p.tally.Find(p.name, fmt.Sprintf("fault in %s: %v", move, err))
	return nil
}

func refused(err error) bool {
	var no *dispute.Refusal
	return errors.As(err, &no)
}
