package casebook

import (
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Timeline reads a case with one page of its timeline: the limit entries (1 to 100)
// that come after a cursor, newest first, however long the case is. "" begins at the
// newest. What happens meanwhile moves no page. next is "" when nothing is older.
//
// Errors: ErrUnknown, ErrCursor, a fault.
func (b *Casebook) Timeline(ctx context.Context, who clerk.Who, c id.Case, after string, limit int) (v Case, next string, err error) {
	v, kinds, err := b.view(ctx, who, c)
	if err != nil {
		return Case{}, "", err
	}
	marks, err := parseMarks(after)
	if err != nil {
		return Case{}, "", err
	}
	limit = limitOf(limit)
	for _, kind := range kinds {
		ref := docket.Ref{Place: v.Sight.Place, Stream: record.Stream{Kind: kind, ID: c.Bytes()}}
		older, err := b.older(ctx, v.Audience, ref, marks, limit+1)
		if err != nil {
			return Case{}, "", err
		}
		v.Timeline = append(v.Timeline, older...)
	}
	slices.SortStableFunc(v.Timeline, newestFirst)
	if len(v.Timeline) > limit {
		v.Timeline, v.More = v.Timeline[:limit], true
		for _, e := range v.Timeline {
			marks.below[e.Stream] = e.Seq
		}
		next = marks.text()
	}
	v.OrderNumber, v.Titles, err = b.Bought(ctx, who.Market, v.Sight.World.Order.ID)
	return v, next, err
}

// newestFirst orders entries; those of one stream keep their order.
func newestFirst(x, y Entry) int {
	return cmp.Or(y.At.Compare(x.At), cmp.Compare(y.Seq, x.Seq))
}

// older reads the newest entries of a stream below its mark, at most so many that
// the audience may see. A stream without a mark begins at its end; one that began
// after the first page has none of the older entries.
func (b *Casebook) older(ctx context.Context, a Audience, ref docket.Ref, m marks, most int) ([]Entry, error) {
	_, head, err := b.Clerk.Docket.Load(ctx, ref)
	if errors.Is(err, docket.ErrUnknownStream) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("casebook: %s: %w", ref.Kind, err)
	}
	below, marked := m.below[ref.Kind]
	if !marked && !m.first {
		return nil, nil
	}
	if !marked || below > head.Version {
		below = head.Version + 1
	}
	m.below[ref.Kind] = below
	var out []Entry
	for below > 1 && len(out) < most {
		from := below - min(below-1, pageEntries)
		read, err := b.read(ctx, a, ref, from, int(below-from)) //nolint:gosec // at most pageEntries
		if err != nil {
			return nil, err
		}
		slices.Reverse(read)
		out = append(out, read...)
		below = from
	}
	return out[:min(len(out), most)], nil
}

// read reads a run of one stream as entries for an audience, with their texts.
func (b *Casebook) read(ctx context.Context, a Audience, ref docket.Ref, from uint64, most int) ([]Entry, error) {
	stored, err := b.Clerk.Docket.Events(ctx, ref, from, most)
	if err != nil {
		return nil, fmt.Errorf("casebook: %s: %w", ref.Kind, err)
	}
	texts, err := b.textsAt(ctx, ref, docket.Cond{Column: "seq", Op: ">=", Value: int64(from)}, docket.Cond{Column: "seq", Op: "<", Value: int64(from) + int64(most)}) //nolint:gosec // sequence numbers
	if err != nil {
		return nil, err
	}
	var out []Entry
	for _, s := range stored {
		if hidden(a, s) {
			continue
		}
		person := s.Meta.Person
		if !s.Meta.OnBehalfOf.IsZero() {
			person = s.Meta.OnBehalfOf
		}
		out = append(out, Entry{
			Stream: ref.Kind, Seq: s.Meta.Seq, At: s.Meta.At, Kind: s.Kind, Person: person, Role: s.Meta.Capacity, Rule: s.Meta.Authority,
			Hash: s.Meta.Hash, Event: s.Event, Texts: texts[s.Meta.Seq],
		})
	}
	return out, nil
}

// marks are how far down each stream a reader has come: the newest entry shown to
// him is the one below its mark.
type marks struct {
	below map[string]uint64
	first bool // nothing was shown yet
}

// readable are the streams of a case that anybody's timeline may hold.
func readable() []string {
	return []string{record.Case, record.Talks, record.CaucusClaimant, record.CaucusRespondent, record.Deliberation}
}

func parseMarks(cursor string) (marks, error) {
	m := marks{below: map[string]uint64{}, first: cursor == ""}
	if m.first {
		return m, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(raw) > 200 {
		return m, ErrCursor
	}
	for part := range strings.SplitSeq(string(raw), ",") {
		kind, text, _ := strings.Cut(part, "/")
		seq, err := strconv.ParseUint(text, 10, 48)
		if _, twice := m.below[kind]; twice || err != nil || seq == 0 || !slices.Contains(readable(), kind) {
			return m, ErrCursor
		}
		m.below[kind] = seq
	}
	return m, nil
}

func (m marks) text() string {
	var parts []string
	for _, kind := range readable() {
		if seq, ok := m.below[kind]; ok {
			parts = append(parts, kind+"/"+strconv.FormatUint(seq, 10))
		}
	}
	return base64.RawURLEncoding.EncodeToString([]byte(strings.Join(parts, ",")))
}
