package clerk

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// file is one case with everything its decisions read.
type file struct {
	place    docket.Place
	id       id.Case
	order    id.Order
	merchant id.Merchant
	people   []docket.Ref // who may be served for a party, and who acts
	mass     []dispute.MassGroup
	kin      []docket.Ref // of a draft that refiles: the other cases of its order
	book     *dispute.Book
	inForce  *dispute.Book // of the same procedure, now
}

func caseStream(kind string, c id.Case) record.Stream {
	return record.Stream{Kind: kind, ID: c.Bytes()}
}

func orderStream(o id.Order) record.Stream { return record.Stream{Kind: record.Order, ID: o.Bytes()} }

func merchantStream(m id.Merchant) record.Stream {
	return record.Stream{Kind: record.Merchant, ID: m.Bytes()}
}

// open finds a case and its rules. Errors: ErrUnknown, ErrNoRulebook, a fault.
func (k *Clerk) open(ctx context.Context, m id.Market, c id.Case) (file, error) {
	place, err := k.Docket.Find(ctx, m, caseStream(record.Case, c))
	if err != nil {
		if errors.Is(err, docket.ErrUnknownStream) {
			return file{}, ErrUnknown
		}
		return file{}, fmt.Errorf("clerk: find case: %w", err)
	}
	state, _, err := k.Docket.Load(ctx, docket.Ref{Place: place, Stream: caseStream(record.Case, c)})
	if err != nil {
		return file{}, fmt.Errorf("clerk: load case: %w", err)
	}
	kase := state.(dispute.Case) //nolint:forcetypeassert // the fold of case streams
	f := file{place: place, id: c, order: kase.Order, book: k.Library.Book(kase.Rulebook)}
	if f.book == nil {
		return file{}, ErrNoRulebook
	}
	name, _, _ := strings.Cut(kase.Procedure, "@")
	f.inForce = k.Library.Named(name)
	state, _, err = k.Docket.Load(ctx, docket.Ref{Place: place, Stream: orderStream(kase.Order)})
	if err != nil {
		return file{}, fmt.Errorf("clerk: load order: %w", err)
	}
	f.merchant = state.(escrow.Order).Merchant //nolint:forcetypeassert // the fold of order streams
	if f.people, err = k.people(ctx, m, kase); err != nil {
		return f, err
	}
	f.kin, err = k.kin(ctx, m, place, kase)
	return f, err
}

// needs are the streams a case's decisions read and may append to.
func (f file) needs(m id.Market) docket.Needs {
	return docket.Needs{
		Streams: []record.Stream{
			caseStream(record.Case, f.id), caseStream(record.Talks, f.id), caseStream(record.Deliberation, f.id),
			caseStream(record.CaucusClaimant, f.id), caseStream(record.CaucusRespondent, f.id),
			orderStream(f.order), merchantStream(f.merchant),
		},
		Read: append([]docket.Ref{MarketRef(m), FundRef(m)}, append(slices.Clone(f.people), f.kin...)...),
		Keys: []record.Owner{{Kind: "case", ID: f.id.Bytes()}},
	}
}

// world reads the streams as the docket shows them, after the order's and the
// merchant's own deadlines that have already passed; entries are those.
func (f file) world(v docket.View, m id.Market, legal time.Time) (dispute.World, []record.Entry) {
	var w dispute.World
	state := func(s record.Stream) any { x, _ := v.State(s); return x }
	reads := f.needs(m).Read
	other := func(r docket.Ref) any {
		if !slices.Contains(reads, r) {
			return nil // somebody who came into the case since it was opened here
		}
		x, _ := v.Other(r)
		return x
	}
	w.Case, _ = state(caseStream(record.Case, f.id)).(dispute.Case)
	w.Talks, _ = state(caseStream(record.Talks, f.id)).(dispute.Talks)
	w.Deliberation, _ = state(caseStream(record.Deliberation, f.id)).(dispute.Deliberation)
	w.Order, _ = state(orderStream(f.order)).(escrow.Order)
	w.Merchant, _ = state(merchantStream(f.merchant)).(escrow.Merchant)
	market, _ := other(MarketRef(m)).(party.Market)
	fund, _ := other(FundRef(m)).(escrow.Fund)
	d := escrow.Elapse(escrow.Books{Order: w.Order, Merchant: w.Merchant}, escrow.By{At: legal, System: true, Rules: f.book.Escrow})
	w.Order, w.Merchant = d.Books.Order, d.Books.Merchant
	w.InForce = f.inForce
	w.Facts = facts(market, fund, w, legal)
	reach(&w.Facts, w.Case, market, other)
	accounts(&w.Facts, w.Case, market, other)
	w.Facts.Mass = f.mass
	w.Facts.Refiled = f.refilings(w.Case, other)
	return w, d.Entries
}

// facts are everything outside the case that a guard reads.
func facts(m party.Market, fund escrow.Fund, w dispute.World, legal time.Time) dispute.Facts {
	return dispute.Facts{
		Now: legal, Same: m.SameHuman, Roster: roster(m, w.Case.ID, legal), Outages: outages(m),
		FundFree: fund.CashMinor(w.Order.Currency), Tied: tied(m, w.Order.Merchant), SelfOperated: ownShop(m, w.Order.Merchant, legal),
	}
}

// roster are those who may take a seat. Work is spread by a hash of case and
// person: even in the long run, and the same whenever it is computed again.
func roster(m party.Market, c id.Case, at time.Time) []dispute.Candidate {
	var out []dispute.Candidate
	for _, g := range m.Grants {
		role := string(g.Capacity)
		if !g.At(at) || !slices.Contains([]string{"officer", "mediator", "adjudicator", "reviewer", "supervisor"}, role) {
			continue
		}
		cb, pb := c.Bytes(), g.Person.Bytes()
		sum := sha256.Sum256(append(cb[:], pb[:]...))
		out = append(out, dispute.Candidate{Role: role, Person: g.Person, Load: int(binary.BigEndian.Uint16(sum[:]))})
	}
	return out
}

// Move makes a move in a case.
//
// Errors: ErrUnknown (also for strangers), *dispute.Refusal (with a Result of what
// was recorded all the same), docket.ErrBusy, docket.ErrKeyReused, docket.ErrUnknown, a fault.
func (k *Clerk) Move(ctx context.Context, who Who, c id.Case, cmd dispute.Command) (Result, error) {
	var drafted map[int]map[string]string
	if cmd.Move == "rule" {
		var err error
		if drafted, err = k.drafted(ctx, who.Market, c); err != nil {
			return Result{}, err
		}
	}
	var err error
	if cmd.Kept, err = k.keptSince(ctx, who, c, cmd.In); err != nil {
		return Result{}, err
	}
	said := k.measure(ctx, who, c, &cmd)
	if said.fault != nil {
		return Result{}, said.fault
	}
	res, err := k.run(ctx, who, c, func(f file, w dispute.World, a dispute.Actor) ([]record.Entry, *dispute.Refusal) {
		cmd.Actor, w.Facts.Drafted = a, drafted
		if refusal := said.refuse(f.book); refusal != nil {
			return nil, refusal
		}
		out, _, refusal := dispute.Decide(f.book, w, cmd)
		return out, refusal
	})
	if err == nil && cmd.Move == "party_event" && cmd.In.Code("event") == "lock_party" {
		err = k.lockHolder(ctx, who.Market, c, dispute.Side(cmd.In.Code("party")), cmd.In)
	}
	return res, err
}

// run is the way of every command on a case.
func (k *Clerk) run(ctx context.Context, who Who, c id.Case, decide decision) (Result, error) {
	return k.runAs(ctx, who, c, who.Credential == "system" && who.Person.IsZero(), decide)
}

// decision is what is decided of a case for an actor.
type decision func(file, dispute.World, dispute.Actor) ([]record.Entry, *dispute.Refusal)

// runAs runs a command; system tells that no person acts: the credential is a
// machine's, and the decision names it.
func (k *Clerk) runAs(ctx context.Context, who Who, c id.Case, system bool, decide decision) (Result, error) {
	market, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return Result{}, err
	}
	f, err := k.open(ctx, who.Market, c)
	if err != nil {
		return Result{}, err
	}
	if who.Digest, err = k.digestOf(ctx, who); err != nil {
		return Result{}, err
	}
	capacity := "system"
	if !system {
		if capacity, err = k.stand(ctx, &f, market, who, legal, true); err != nil {
			return Result{}, err
		}
	}
	receipt, err := k.Docket.Submit(ctx, k.envelope(who, f.place, legal, capacity), f.needs(who.Market), func(v docket.View) (docket.Outcome, error) {
		w, entries := f.world(v, who.Market, legal)
		m, _ := v.Other(MarketRef(who.Market))
		before, a := w.Case, dispute.Actor{System: "T"}
		var followed []record.Entry
		if dispute.Lags(w) {
			followed, w = dispute.Follow(f.book, w)
		}
		if !system {
			a, _ = actor(m.(party.Market), w.Case, who.Acting(), legal) //nolint:forcetypeassert // the fold of market streams
			f.ownLock(&w.Facts, a, v.Other, who)
		}
		made, refusal := decide(f, w, a)
		out := docket.Outcome{Appends: append(entries, k.finish(f, before, append(followed, made...))...)}
		if refusal != nil {
			out.Refusal = refusal
		}
		out.Result = caseHead(v, out.Appends, c)
		return out, nil
	})
	head, ok := receipt.Heads[caseStream(record.Case, c)]
	if !ok {
		head = headOf(receipt.Result)
	}
	res := Result{Case: c, Version: head.Version, Hash: head.Hash, Legal: legal, Repeated: receipt.Repeated}
	if err != nil {
		return res, err
	}
	return res, nil
}

// caseHead is the head of a case whose own stream a command leaves as it is, kept with
// the receipt: an act in the talks tells the version of the case too, and tells the
// same when it is sent again. nil where the receipt names the head itself.
func caseHead(v docket.View, made []record.Entry, c id.Case) []byte {
	stream := caseStream(record.Case, c)
	if slices.ContainsFunc(made, func(e record.Entry) bool { return e.Stream == stream }) {
		return nil
	}
	_, head := v.State(stream)
	return append(binary.BigEndian.AppendUint64(nil, head.Version), head.Hash[:]...)
}

// headOf reads what caseHead kept; the zero head for anything else.
func headOf(kept []byte) (h docket.Head) {
	if len(kept) == 8+len(h.Hash) {
		h.Version = binary.BigEndian.Uint64(kept)
		copy(h.Hash[:], kept[8:])
	}
	return h
}

func capacityText(a dispute.Actor) string {
	switch {
	case a.Side == dispute.Claimant:
		return "claimant"
	case a.Side == dispute.Respondent:
		return "respondent"
	case len(a.Roles) > 0:
		return a.Roles[0]
	default:
		return ""
	}
}

// finish names the rulebook in every entry of the case and keeps what was served.
func (k *Clerk) finish(f file, before dispute.Case, made []record.Entry) []record.Entry {
	book, hash := f.book, digest32(f.book.Hash)
	var since []record.Recorded // what the notices before did not see yet
	for i := range made {
		if pinned, ok := made[i].Event.(dispute.RulebookPinned); ok { // the case goes on by it from here
			if next := k.Library.Book(pinned.Rulebook); next != nil {
				book, hash = next, digest32(next.Hash)
			}
		}
		made[i].Rulebook = hash
		if k.Served == nil {
			continue
		}
		if made[i].Stream.Kind == record.Case {
			since = append(since, record.Recorded{Event: made[i].Event, Meta: record.Meta{At: made[i].At}})
		}
		q, ok := made[i].Event.(dispute.NoticeQueued)
		if !ok {
			continue
		}
		before, since = dispute.Evolve(before, since), nil // it tells how the case stands when it is queued
		texts := k.Served(q.Notice, before, book)
		for _, lang := range []string{"en", "zh"} {
			if texts[lang] != "" {
				made[i].Clear = append(made[i].Clear, record.Clear{Path: "body/" + lang, Owner: record.Owner{Kind: "case", ID: f.id.Bytes()}, Text: texts[lang]})
			}
		}
	}
	return made
}

// Hear tells a case what a machine reports.
func (k *Clerk) Hear(ctx context.Context, m id.Market, c id.Case, s dispute.Signal) (Result, error) {
	return k.run(ctx, System(m), c, func(f file, w dispute.World, _ dispute.Actor) ([]record.Entry, *dispute.Refusal) {
		out, _ := dispute.Hear(f.book, w, s)
		return out, nil
	})
}

// Read marks a notice as read by the party that is looking at it.
func (k *Clerk) Read(ctx context.Context, who Who, c id.Case, notice int) (Result, error) {
	return k.run(ctx, who, c, func(f file, w dispute.World, a dispute.Actor) ([]record.Entry, *dispute.Refusal) {
		if a.Side == "" {
			return nil, &dispute.Refusal{Code: "wrong_capacity"}
		}
		out, _ := dispute.Hear(f.book, w, dispute.Signal{Kind: "read", Notice: notice, Side: a.Side, For: a.For})
		return out, nil
	})
}

// Moves lists what a person may do in a case now. Errors: ErrUnknown, a fault.
func (k *Clerk) Moves(ctx context.Context, who Who, c id.Case) ([]dispute.Move, error) {
	look, err := k.Look(ctx, who, c)
	if err != nil {
		return nil, err
	}
	return look.Moves, nil
}

// Sight is a case as one person may reckon with it now: nothing is written.
type Sight struct {
	World dispute.World
	Book  *dispute.Book
	Actor dispute.Actor
	Moves []dispute.Move
	Place docket.Place
	Head  docket.Head
	Legal time.Time
}

// Look reads a case, applies what is already due without writing it, and lists
// the person's moves. The views of casebook decide what of it is shown.
func (k *Clerk) Look(ctx context.Context, who Who, c id.Case) (Sight, error) {
	market, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return Sight{}, err
	}
	f, err := k.open(ctx, who.Market, c)
	if err != nil {
		return Sight{}, err
	}
	if _, err := k.stand(ctx, &f, market, who, legal, false); err != nil {
		return Sight{}, err
	}
	v, err := k.peek(ctx, f.place, f.needs(who.Market))
	if err != nil {
		return Sight{}, err
	}
	w, _ := f.world(v, who.Market, legal)
	a, _ := actor(market, w.Case, who.Acting(), legal)
	_, head := v.State(caseStream(record.Case, c))
	if dispute.Lags(w) {
		_, w = dispute.Follow(f.book, w)
	} else {
		_, w = dispute.Elapse(f.book, w)
	}
	if dispute.Hidden(f.book, w, a) {
		return Sight{}, ErrUnknown
	}
	f.ownLock(&w.Facts, a, v.Other, who)
	return Sight{World: w, Book: f.book, Actor: a, Moves: dispute.Moves(f.book, w, a), Place: f.place, Head: head, Legal: legal}, nil
}

// peek is a view of streams as they stand, outside any batch.
type peek struct {
	states map[docket.Ref]any
	heads  map[docket.Ref]docket.Head
	place  docket.Place
}

func (k *Clerk) peek(ctx context.Context, place docket.Place, n docket.Needs) (peek, error) {
	p := peek{states: map[docket.Ref]any{}, heads: map[docket.Ref]docket.Head{}, place: place}
	refs := slices.Clone(n.Read)
	for _, s := range n.Streams {
		refs = append(refs, docket.Ref{Place: place, Stream: s})
	}
	for _, r := range refs {
		state, head, err := k.Docket.Load(ctx, r)
		if errors.Is(err, docket.ErrUnknownStream) {
			continue
		}
		if err != nil {
			return p, fmt.Errorf("clerk: read: %w", err)
		}
		p.states[r], p.heads[r] = state, head
	}
	return p, nil
}

func (p peek) State(s record.Stream) (any, docket.Head) {
	r := docket.Ref{Place: p.place, Stream: s}
	return p.states[r], p.heads[r]
}

func (p peek) Other(r docket.Ref) (any, docket.Head) { return p.states[r], p.heads[r] }

// CarrierMove records what a carrier's data say of goods on their way back or of a
// replacement: its system is known to the platform by its credential.
func (k *Clerk) CarrierMove(ctx context.Context, m id.Market, c id.Case, move string) error {
	_, err := k.CarrierTold(ctx, System(m), c, dispute.Command{Move: move})
	return err
}

// CarrierTold is CarrierMove for a machine with a credential of its own: the
// obligation meant stands in the command, the key makes it safe to say again.
//
// Errors: those of Move.
func (k *Clerk) CarrierTold(ctx context.Context, who Who, c id.Case, cmd dispute.Command) (Result, error) {
	who.Person, who.OnBehalfOf = id.Person{}, id.Person{}
	cmd.Actor = dispute.Actor{System: "carrier"}
	return k.runAs(ctx, who, c, true, func(f file, w dispute.World, _ dispute.Actor) ([]record.Entry, *dispute.Refusal) {
		out, _, refusal := dispute.Decide(f.book, w, cmd)
		return out, refusal
	})
}
