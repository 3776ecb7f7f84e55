package simulation

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// audit proves, after a play, what must hold whatever was played. It reads the
// events and tables itself and believes nobody.
func (o *office) audit(ctx context.Context, t *Town, tally *Tally, name string) error {
	wrong := func(format string, args ...any) { tally.Find(name, fmt.Sprintf(format, args...)) }
	err := o.Store.Inspect(ctx, func(in docket.Inspected) error {
		err := docket.Verify(ctx, in, o.Design, o.Keys, func(p docket.Problem) { wrong("verify: %s: %s: %s", p.Table, p.Ref.Kind, p.What) })
		if err != nil {
			return err
		}
		if tally.Events, err = countEvents(ctx, in, &tally.Digest); err != nil {
			return err
		}
		return o.auditMoney(ctx, in, t, wrong)
	})
	if err != nil {
		return fmt.Errorf("simulation: %s: audit: %w", name, err)
	}
	return o.auditCases(ctx, t, tally, wrong)
}

// countEvents counts them, and takes one digest of all heads.
func countEvents(ctx context.Context, in docket.Inspected, digest *[32]byte) (int, error) {
	n := 0
	h := sha256.New()
	err := in.EachHead(ctx, func(ref docket.Ref, head docket.Head) error {
		n += int(head.Version) //nolint:gosec // a count
		fmt.Fprintf(h, "%s %s %d %d %x\n", ref.Market, docket.StreamText(ref.Stream), ref.Home, head.Version, head.Hash)
		return nil
	})
	copy(digest[:], h.Sum(nil))
	return n, err
}

// line is one posting of the journal.
type line struct {
	kind          string
	id            []byte
	seq, no       int64
	name          escrow.AccountName
	currency      string
	account       string // everything that makes it one account
	order, parcel int64
	transfer      string
	minor         int64
}

func lineOf(v []any) line {
	l := line{
		kind: v[0].(string), id: v[1].([]byte), seq: v[2].(int64), no: v[3].(int64), name: escrow.AccountName(v[4].(string)), //nolint:forcetypeassert // the columns of the journal
		currency: v[5].(string), order: v[6].(int64), parcel: v[7].(int64), transfer: v[10].(string), minor: v[11].(int64), //nolint:forcetypeassert // the columns of the journal
	}
	l.account = fmt.Sprintf("%s/%x/%s/%s/%d/%d/%x/%d/%s", l.kind, l.id, l.name, l.currency, l.order, l.parcel, v[8], v[9], l.transfer)
	return l
}

// journal reads all postings, in the order in which they were booked.
func journal(ctx context.Context, in docket.Inspected) ([]line, error) {
	var all []line
	err := in.EachRow(ctx, streams.Journal, func(r docket.PlacedRow) error {
		all = append(all, lineOf(r.Values))
		return nil
	})
	slices.SortFunc(all, func(a, b line) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), bytes.Compare(a.id, b.id), cmp.Compare(a.seq, b.seq), cmp.Compare(a.no, b.no))
	})
	return all, err
}

// auditMoney adds the journal up: every event sums to zero, no account but those of
// the outside world is ever below zero after an event, nobody gets back more than he
// paid, and what went out is what the bank says it paid.
func (o *office) auditMoney(ctx context.Context, in docket.Inspected, t *Town, wrong func(string, ...any)) error {
	all, err := journal(ctx, in)
	if err != nil {
		return err
	}
	balance, transit := map[string]int64{}, map[string]int64{}
	outside, refunds := map[escrow.AccountName]int64{}, map[string]int64{}
	for i := 0; i < len(all); {
		first, sum := all[i], int64(0)
		from := i
		for ; i < len(all) && all[i].seq == first.seq && all[i].kind == first.kind && bytes.Equal(all[i].id, first.id); i++ {
			l := all[i]
			sum += l.minor
			balance[l.account] += l.minor
			if l.name == escrow.Transit {
				transit[l.transfer] += l.minor
			}
			if l.name.Outside() {
				outside[l.name] += l.minor
			}
			if l.name == escrow.OutsideRefund || l.name == escrow.OutsidePurchase {
				refunds[fmt.Sprintf("%x/%d", l.id, l.order)] += l.minor
			}
		}
		if sum != 0 {
			wrong("money: a journal of %s does not sum to zero", first.kind)
		}
		for _, l := range all[from:i] {
			if !l.name.Outside() && l.name != escrow.Transit && balance[l.account] < 0 {
				wrong("money: %s of %s below zero", l.name, l.kind)
			}
		}
	}
	for _, n := range transit {
		if n != 0 {
			wrong("money: a transfer did not arrive")
		}
	}
	for _, n := range refunds {
		if n > 0 {
			wrong("money: more refunded on a line than was paid")
		}
	}
	if o.paid != nil {
		auditBank(t, o.paid(), outside, wrong)
	}
	return nil
}

// auditBank holds the accounts of the outside world against what was paid in and
// what the bank did, by kind of instruction.
func auditBank(t *Town, did map[string]int64, outside map[escrow.AccountName]int64, wrong func(string, ...any)) {
	in := -outside[escrow.OutsidePurchase] - outside[escrow.OutsideSponsor] - outside[escrow.OutsideBond]
	if in != t.PaidMinor {
		wrong("money: %d fen came in, %d are booked", t.PaidMinor, in)
	}
	if back := outside[escrow.OutsideRefund] + outside[escrow.OutsideDamages] + outside[escrow.OutsideToSeller]; back != did["pay_out"] {
		wrong("money: the bank paid %d fen out of orders, %d are booked", did["pay_out"], back)
	}
	if paid := outside[escrow.OutsidePayout]; paid != did["payout"] {
		wrong("money: the bank paid %d fen to merchants, %d are booked", did["payout"], paid)
	}
	if own := -outside[escrow.OutsideOwn]; own != did["own"]-did["give_back"] {
		wrong("money: the bank collected %d fen from debtors and gave %d back, %d are booked", did["own"], did["give_back"], own)
	}
}

// auditCases proves that every open case has its next instant, and counts stages.
func (o *office) auditCases(ctx context.Context, t *Town, tally *Tally, wrong func(string, ...any)) error {
	timers := map[record.Stream]bool{}
	var cases []docket.Ref
	err := o.Store.Inspect(ctx, func(in docket.Inspected) error {
		if err := in.EachTimer(ctx, func(t docket.Timer) error { timers[t.Stream] = true; return nil }); err != nil {
			return err
		}
		return in.EachHead(ctx, func(ref docket.Ref, _ docket.Head) error {
			if ref.Kind == record.Case && ref.Market == t.Market {
				cases = append(cases, ref)
			}
			return nil
		})
	})
	if err != nil {
		return fmt.Errorf("simulation: timers: %w", err)
	}
	for _, ref := range cases {
		state, _, err := o.Store.Load(ctx, ref)
		if err != nil {
			return fmt.Errorf("simulation: case: %w", err)
		}
		c := state.(dispute.Case) //nolint:forcetypeassert // the fold of case streams
		stage, held, closed := dispute.Standing(o.Library.Book(c.Rulebook), c)
		if held {
			stage += " (held)"
		}
		tally.Stages[stage]++
		if closed {
			continue
		}
		tally.Open++
		if !timers[ref.Stream] && !timers[record.Stream{Kind: record.Talks, ID: ref.ID}] {
			wrong("exit: a case in %s has no next instant", strings.TrimSpace(stage))
		}
	}
	return nil
}
