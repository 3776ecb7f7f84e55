package streams

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Sums are what all journals come to, in fen.
type Sums struct {
	Outside map[escrow.AccountName]int64 // accounts of the outside world
	Open    map[string]int64             // transfers that have not arrived yet, by id
}

// posting is one line of a journal, with where it stands.
type posting struct {
	ref      docket.Ref
	seq, no  int64
	name     escrow.AccountName
	line     int64
	account  string // everything that makes it one account
	transfer string
	minor    int64
}

// AuditJournals adds the journals up: every event sums to zero, no account but those
// of the outside world is below zero after an event, and no line gives back more than
// was paid for it.
//
// Errors: a fault; what is wrong is reported.
func AuditJournals(ctx context.Context, in docket.Inspected, report func(docket.Problem)) (Sums, error) {
	all, err := postings(ctx, in)
	if err != nil {
		return Sums{}, err
	}
	s := Sums{Outside: map[escrow.AccountName]int64{}, Open: map[string]int64{}}
	balance, given := map[string]int64{}, map[string]int64{}
	for len(all) > 0 {
		first := all[0]
		n := slices.IndexFunc(all, func(p posting) bool { return p.ref != first.ref || p.seq != first.seq })
		if n < 0 {
			n = len(all)
		}
		wrong := func(format string, args ...any) {
			report(docket.Problem{Table: Journal, Ref: first.ref, Seq: uint64(first.seq), What: fmt.Sprintf(format, args...)}) //nolint:gosec // a sequence number
		}
		s.event(all[:n], balance, given, wrong)
		all = all[n:]
	}
	for id, minor := range s.Open {
		if minor == 0 {
			delete(s.Open, id)
		}
	}
	return s, nil
}

// event adds the lines of one event.
func (s Sums) event(lines []posting, balance, given map[string]int64, wrong func(string, ...any)) {
	var sum int64
	for _, p := range lines {
		sum += p.minor
		balance[p.account] += p.minor
		switch {
		case p.name == escrow.Transit:
			s.Open[p.transfer] += p.minor
		case p.name.Outside():
			s.Outside[p.name] += p.minor
		}
		if p.name == escrow.OutsideRefund || p.name == escrow.OutsidePurchase {
			given[back(p)] += p.minor
		}
	}
	if sum != 0 {
		wrong("the journal does not sum to zero, but to %d fen", sum)
	}
	for _, p := range lines {
		if !p.name.Outside() && p.name != escrow.Transit && balance[p.account] < 0 {
			wrong("the account %s is below zero after the event", p.name)
		}
		if p.name == escrow.OutsideRefund && given[back(p)] > 0 {
			wrong("more was refunded on line %d than was paid", p.line)
		}
	}
}

func back(p posting) string { return fmt.Sprintf("%x/%d", p.ref.ID, p.line) }

// postings reads all lines, in the order in which they were booked.
func postings(ctx context.Context, in docket.Inspected) ([]posting, error) {
	var all []posting
	err := in.EachRow(ctx, Journal, func(r docket.PlacedRow) error {
		v := r.Values
		p := posting{
			ref: docket.Ref{Place: r.Place, Stream: record.Stream{Kind: v[0].(string), ID: [16]byte(v[1].([]byte))}}, //nolint:forcetypeassert // the columns of the journal
			seq: v[2].(int64), no: v[3].(int64), name: escrow.AccountName(v[4].(string)), line: v[6].(int64),         //nolint:forcetypeassert // the columns of the journal
			transfer: v[10].(string), minor: v[11].(int64), //nolint:forcetypeassert // the columns of the journal
		}
		p.account = fmt.Sprintf("%s/%x/%s/%s/%d/%d/%x/%d/%s", p.ref.Kind, p.ref.ID, p.name, v[5], p.line, v[7], v[8], v[9], p.transfer)
		all = append(all, p)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("streams: journals: %w", err)
	}
	slices.SortFunc(all, func(a, b posting) int {
		return cmp.Or(docket.CompareRefs(a.ref, b.ref), cmp.Compare(a.seq, b.seq), cmp.Compare(a.no, b.no))
	})
	return all, nil
}
