package simulation

import (
	"context"
	"crypto/sha256"
	"fmt"
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

// auditMoney adds the journals up: they are sound, every transfer arrived, and what
// went out is what the bank says it paid.
func (o *office) auditMoney(ctx context.Context, in docket.Inspected, t *Town, wrong func(string, ...any)) error {
	sums, err := streams.AuditJournals(ctx, in, func(p docket.Problem) { wrong("money: %s: %s", p.Ref.Kind, p.What) })
	if err != nil {
		return err
	}
	for range sums.Open {
		wrong("money: a transfer did not arrive")
	}
	if o.paid != nil {
		auditBank(t, o.paid(), sums.Outside, wrong)
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
