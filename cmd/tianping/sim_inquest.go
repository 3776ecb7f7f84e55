package main

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/clock"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/evidence"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// inquest holds the data folder against what the callers were told: nothing
// acknowledged is lost, nothing was done twice, no deadline ran out twice, every
// chain, projection and fen is as it must be.
func (k *serverKills) inquest(ctx context.Context) (err error) {
	h, err := openHouse(ctx, k.folder, k.home(), env{Stdout: io.Discard, Stderr: os.Stderr})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.close()) }()
	h.clerk.Now = func() time.Time { return clock.Now().Add(time.Hour) } // leases of the dead have run out
	if err := h.stepper.Settle(ctx, k.town.Market); err != nil {
		return fmt.Errorf("settle: %w", err)
	}
	if left, err := h.store.PendingJobs(ctx, k.town.Market); err != nil || left > 0 {
		k.wrong("%d jobs wait although all was settled: %v", left, err)
	}
	k.town.PaidMinor += k.paid
	paid, err := h.store.Payments().Done(ctx)
	if err != nil {
		return err
	}
	audited, err := k.premises(h).Aftermath(ctx, k.town, paid)
	if err != nil {
		return err
	}
	k.tally.Add(audited)
	return h.store.Inspect(ctx, func(in docket.Inspected) error {
		if err := k.heldAgainst(ctx, h, in); err != nil {
			return err
		}
		return k.texts(ctx, in)
	})
}

// heldAgainst looks every acknowledged command up.
func (k *serverKills) heldAgainst(ctx context.Context, h *house, in docket.Inspected) error {
	heads := map[record.Stream]docket.Ref{}
	err := in.EachHead(ctx, func(ref docket.Ref, _ docket.Head) error { heads[ref.Stream] = ref; return nil })
	if err != nil {
		return err
	}
	for _, s := range k.done {
		if err := k.lookUp(ctx, h, in, heads, s); err != nil {
			return err
		}
	}
	return nil
}

// lookUp looks one acknowledged command up: its order, case, event or file is there.
func (k *serverKills) lookUp(ctx context.Context, h *house, in docket.Inspected, heads map[record.Stream]docket.Ref, s sent) error {
	lost := func() { k.wrong("acknowledged, yet lost: %s", shape(s.path)) }
	if s.path == "/v1/orders" {
		order, err := id.Parse[id.Order](orderIn(s))
		if _, there := heads[record.Stream{Kind: record.Order, ID: order.Bytes()}]; err != nil || !there {
			lost()
		}
		return nil
	}
	of, err := id.Parse[id.Case](caseIn(s))
	if err != nil || of.IsZero() {
		return nil //nolint:nilerr // a command on no case: the books and the clock tell of it
	}
	ref, there := heads[record.Stream{Kind: record.Case, ID: of.Bytes()}]
	if !there {
		lost()
		return nil
	}
	if s.file {
		f, err := h.evidence.Open(ctx, evidence.Place{Market: k.town.Market, Case: of}, digestOf(s.body))
		if err != nil {
			lost()
			return nil //nolint:nilerr // that is the finding
		}
		return f.Close()
	}
	var done struct {
		Version uint64
		Hash    string
	}
	if err := json.Unmarshal(s.answer, &done); err != nil {
		return fmt.Errorf("answer: %w", err)
	}
	if done.Version == 0 || done.Hash == "" {
		return nil
	}
	events, err := in.Raw(ctx, ref, done.Version, 1)
	if err != nil {
		return err
	}
	if len(events) != 1 || hex.EncodeToString(events[0].Hash[:]) != done.Hash {
		lost()
	}
	return nil
}

// caseIn is the case a command was about, or opened.
func caseIn(s sent) string {
	if s.path == "/v1/cases" {
		return s.read("case")
	}
	parts := strings.Split(s.path, "/")
	if len(parts) > 3 && parts[2] == "cases" {
		return parts[3]
	}
	return ""
}

// texts counts what was said: each text acknowledged stands exactly once, and no
// other stands at all, for every command was answered in the end.
func (k *serverKills) texts(ctx context.Context, in docket.Inspected) error {
	mark, _, _ := strings.Cut(said, "$")
	times := map[string]int{}
	err := in.EachRow(ctx, streams.Texts, func(r docket.PlacedRow) error {
		if text, ok := r.Values[len(r.Values)-1].(string); ok && strings.HasPrefix(text, mark) {
			times[text]++
		}
		return nil
	})
	for text := range k.wrote {
		if times[text] == 0 {
			k.wrong("acknowledged, yet what was said is lost")
		}
	}
	for text, n := range times {
		if n > 1 {
			k.wrong("said once, written %d times", n)
		}
		if !k.wrote[text] {
			k.wrong("refused, yet written")
		}
	}
	return err
}
