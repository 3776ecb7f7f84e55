// Package casebook is the reading room: views of cases, orders, notices and work
// queues, each built for its audience and holding only what that audience may
// see. It writes nothing. The wall stands here: what a decider may not read is
// never loaded for a decider.
//
//	clerk.Look + projections → Case(audience) → doors
package casebook

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// Casebook reads. All methods are safe for concurrent use.
type Casebook struct {
	Clerk *clerk.Clerk
}

// Audience is what a reader may see of one case.
type Audience struct {
	Side    dispute.Side // of a party
	Staff   bool
	Talks   bool // offers, mediation
	Caucus  []string
	Decider bool    // adjudicator, reviewer, four eyes: behind the wall for ever
	secret  secrets // of a decider: what of the case he may not read
}

// audienceOf decides what a person may see. Parties see the talks and their own
// caucus; the mediator sees both while he is seated; a decider never sees any of
// it; other staff only after opening the talks by a command, which bars them from
// deciding (invariant 6).
func audienceOf(s clerk.Sight) Audience {
	a := Audience{Side: s.Actor.Side, Staff: s.Actor.Side == ""}
	if !a.Staff {
		a.Talks = true
		a.Caucus = []string{record.CaucusClaimant}
		if a.Side == dispute.Respondent {
			a.Caucus = []string{record.CaucusRespondent}
		}
		return a
	}
	p := s.Actor.Person
	c := s.World.Case
	for _, role := range deciding() {
		if slices.Contains(s.Actor.Roles, role) || c.Seat(role) == p {
			a.Decider = true
		}
	}
	if a.Decider {
		return a
	}
	if c.Seat("mediator") == p {
		a.Talks, a.Caucus = true, []string{record.CaucusClaimant, record.CaucusRespondent}
	}
	if slices.ContainsFunc(s.World.Talks.Opened, func(d dispute.Deed) bool { return d.Person == p }) {
		a.Talks = true
	}
	return a
}

// Entry is one line of a timeline: codes and arguments; a door says it in words.
type Entry struct {
	Stream string
	Seq    uint64
	At     time.Time
	Kind   string
	Person id.Person
	Role   string
	Rule   string
	Hash   [32]byte
	Event  record.Event
	Texts  map[string]string // by path, in the clear
}

// Case is a case as one audience may see it.
type Case struct {
	Sight    clerk.Sight
	Audience Audience
	Stage    string
	Held     bool
	Closed   bool
	Phase    string
	Owner    string
	Moves    []dispute.Move
	Offers   []dispute.Offer // empty behind the wall
	// Turns are whom the case waits for, the most urgent first, as lists say it. A
	// decider is told of his own alone.
	Turns    []dispute.Turn
	Agreed   []int          // claims closed by agreement, for deciders: no terms
	Timeline []Entry        // newest first
	More     bool           // the timeline goes on
	Titles   map[int]string // of the order's lines
	Watch    Watch          // what to watch, to know when this view has changed
	// OrderNumber is the order's number at its shop; "" when unknown or erased.
	OrderNumber string
}

// ErrUnknown means that the case does not exist for this reader.
var ErrUnknown = clerk.ErrUnknown

// pageEntries is how many entries of each stream one page of a timeline reads.
const pageEntries = 500

// Case reads a case for one person. Nothing is written: what is already due is
// reckoned with, and recorded when the next command comes.
//
// Errors: ErrUnknown, a fault.
func (b *Casebook) Case(ctx context.Context, who clerk.Who, c id.Case) (Case, error) {
	v, kinds, err := b.view(ctx, who, c)
	if err != nil {
		return Case{}, err
	}
	return b.whole(ctx, who, v, kinds)
}

// whole adds the timeline, and what the order is known by.
func (b *Casebook) whole(ctx context.Context, who clerk.Who, v Case, kinds []string) (Case, error) {
	for _, kind := range kinds {
		if err := b.entries(ctx, &v, kind, v.Sight.World.Case.ID); err != nil {
			return Case{}, err
		}
	}
	slices.SortStableFunc(v.Timeline, newestFirst)
	var err error
	v.OrderNumber, v.Titles, err = b.Bought(ctx, who.Market, v.Sight.World.Order.ID)
	return v, err
}

// view is a case as its audience may see it, without its timeline, and the streams
// that audience may read.
func (b *Casebook) view(ctx context.Context, who clerk.Who, c id.Case) (Case, []string, error) {
	sight, err := b.Clerk.Look(ctx, who, c)
	if err != nil {
		return Case{}, nil, err
	}
	return b.viewOf(ctx, who, sight)
}

// viewOf is what an audience may see of a sight.
func (b *Casebook) viewOf(ctx context.Context, who clerk.Who, sight clerk.Sight) (Case, []string, error) {
	v := Case{Sight: sight, Audience: audienceOf(sight), Moves: sight.Moves}
	v.Stage, v.Held, v.Closed = dispute.Standing(sight.Book, sight.World.Case)
	v.Turns = turnsFor(sight, v.Audience)
	if s := sight.Book.Stage(v.Stage); s != nil {
		v.Phase, v.Owner = s.Phase, s.Owner
	}
	kinds := []string{record.Case}
	if v.Audience.Talks {
		kinds = append(kinds, record.Talks)
		v.Offers = sight.World.Talks.Offers
	}
	kinds = append(kinds, v.Audience.Caucus...)
	if v.Audience.Decider {
		kinds = append(kinds, record.Deliberation)
		v.Moves = behindTheWall(v.Moves)
	} else {
		v.Sight.World.Deliberation = dispute.Deliberation{}
	}
	if !v.Audience.Talks {
		v.Sight.World.Talks = dispute.Talks{}
	}
	for _, k := range sight.World.Case.Claims {
		if agreed(k) {
			v.Agreed = append(v.Agreed, k.No)
		}
	}
	if v.Audience.Decider {
		v.Audience.secret = secretsOf(sight.World.Case)
		v.Sight.World.Case = withoutTerms(v.Sight.World.Case)
		s, err := b.settledOn(ctx, who.Market, sight.World.Order.ID, deciding(), who.Acting())
		if err != nil {
			return Case{}, nil, err
		}
		v.Sight.World.Order, v.Sight.World.Merchant = s.veil(sight.World.Order, sight.World.Merchant)
	}
	v.Sight.Moves = v.Moves
	v.Watch = watchOf(v.Sight, kinds)
	return v, kinds, nil
}

// behindTheWall drops moves whose inputs would show offers.
func behindTheWall(moves []dispute.Move) []dispute.Move {
	return slices.DeleteFunc(slices.Clone(moves), func(m dispute.Move) bool {
		return m.Name == "open_talks"
	})
}

// entries reads a page of one stream, with its texts.
func (b *Casebook) entries(ctx context.Context, v *Case, kind string, c id.Case) error {
	stream := record.Stream{Kind: kind, ID: c.Bytes()}
	ref := docket.Ref{Place: v.Sight.Place, Stream: stream}
	_, head, err := b.Clerk.Docket.Load(ctx, ref)
	if errors.Is(err, docket.ErrUnknownStream) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("casebook: %s: %w", kind, err)
	}
	from := uint64(1)
	if head.Version > pageEntries {
		from, v.More = head.Version-pageEntries+1, true
	}
	read, err := b.read(ctx, v.Audience, ref, from, pageEntries)
	v.Timeline = append(v.Timeline, read...)
	return err
}

// Texts reads the clear parts of a stream, by seq and path.
func (b *Casebook) Texts(ctx context.Context, m id.Market, s record.Stream) (map[uint64]map[string]string, error) {
	place, err := b.Clerk.Docket.Find(ctx, m, s)
	if errors.Is(err, docket.ErrUnknownStream) {
		return nil, nil //nolint:nilnil // a stream that is not there holds no texts
	}
	if err != nil {
		return nil, fmt.Errorf("casebook: texts: %w", err)
	}
	return b.textsAt(ctx, docket.Ref{Place: place, Stream: s})
}

// textsAt reads them where the stream's home is known: the table's key begins with it.
func (b *Casebook) textsAt(ctx context.Context, at docket.Ref, only ...docket.Cond) (map[uint64]map[string]string, error) {
	out := map[uint64]map[string]string{}
	var after []any
	for {
		rows, err := b.Clerk.Docket.Select(ctx, docket.Select{
			Market: at.Market, Table: streams.Texts, Limit: 500, After: after, OrderBy: []string{"stream", "id", "seq", "path"}, Columns: []string{"seq", "path", "body"},
			Where: append([]docket.Cond{
				{Column: docket.HomeColumn, Op: "=", Value: int64(at.Home)}, {Column: "stream", Op: "=", Value: at.Kind}, {Column: "id", Op: "=", Value: at.ID[:]},
			}, only...),
		})
		if err != nil {
			return nil, fmt.Errorf("casebook: texts: %w", err)
		}
		for _, r := range rows {
			seq := uint64(r[2].(int64)) //nolint:forcetypeassert,gosec // the table's columns
			if out[seq] == nil {
				out[seq] = map[string]string{}
			}
			out[seq][r[3].(string)] = r[6].(string) //nolint:forcetypeassert // the table's columns
		}
		if len(rows) < 500 {
			return out, nil
		}
		last := rows[len(rows)-1]
		after = []any{at.Kind, at.ID[:], last[2], last[3]}
	}
}

// Bought is what an order is known by among those who may see it: its number at the
// shop, and the names of its goods by line.
func (b *Casebook) Bought(ctx context.Context, m id.Market, o id.Order) (number string, titles map[int]string, err error) {
	all, err := b.Texts(ctx, m, record.Stream{Kind: record.Order, ID: o.Bytes()})
	if err != nil {
		return "", nil, err
	}
	titles = map[int]string{}
	for _, parts := range all {
		for path, text := range parts {
			var line int
			if n, err := fmt.Sscanf(path, "lines/%d/title", &line); err == nil && n == 1 && path == fmt.Sprintf("lines/%d/title", line) {
				titles[line] = text
			}
			if path == "number" {
				number = text
			}
		}
	}
	return number, titles, nil
}
