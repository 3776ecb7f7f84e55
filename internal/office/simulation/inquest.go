package simulation

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Inquest proves, after lives that were cut short, that nothing acknowledged was
// lost, nothing was done twice, and everything adds up.
func (p Premises) Inquest(ctx context.Context, t *Town, acks []Ack) (*Tally, error) {
	o, tally := p.open(), NewTally()
	for range 3 { // leases of the dead run out, and what waits is done
		if err := o.stepper.Settle(ctx, t.Market); err != nil {
			return nil, fmt.Errorf("simulation: inquest: %w", err)
		}
	}
	o.paid = nil // the bank died with every process, and remembers nothing
	wrong := func(format string, args ...any) { tally.Find("inquest", fmt.Sprintf(format, args...)) }
	if err := p.twice(ctx, tally, wrong); err != nil {
		return nil, err
	}
	o.missing(ctx, t, acks, wrong)
	tally.Commands = len(acks)
	if err := o.audit(ctx, t, tally, "inquest"); err != nil {
		return nil, err
	}
	for _, n := range tally.Stages {
		tally.Cases += n
	}
	return tally, nil
}

// Aftermath is the part of an inquest that needs no receipts: nothing was done
// twice, and everything adds up, also with what a provider says it did, in fen by
// kind of instruction.
func (p Premises) Aftermath(ctx context.Context, t *Town, paid map[string]int64) (*Tally, error) {
	o, tally := p.open(), NewTally()
	o.paid = func() map[string]int64 { return paid }
	if err := p.twice(ctx, tally, func(format string, args ...any) { tally.Find("aftermath", fmt.Sprintf(format, args...)) }); err != nil {
		return nil, err
	}
	if err := o.audit(ctx, t, tally, "aftermath"); err != nil {
		return nil, err
	}
	for _, n := range tally.Stages {
		tally.Cases += n
	}
	return tally, nil
}

// twice looks for commands whose events were written at two times, and for
// deadlines that ran out twice. What the system wrote beside a command, because it
// was due, is no part of the command: a refused one that is sent again writes anew.
func (p Premises) twice(ctx context.Context, tally *Tally, wrong func(string, ...any)) error {
	type deadline struct {
		stream record.Stream
		no     int
	}
	commands, expired := map[[32]byte]time.Time{}, map[deadline]bool{}
	return p.Store.Inspect(ctx, func(in docket.Inspected) error {
		return in.EachEvent(ctx, func(raw docket.RawEvent) error {
			h, err := docket.ParseHeader(raw.Header)
			if err != nil {
				return err
			}
			if h.Command != [32]byte{} && h.Credential != "system" {
				if at, ok := commands[h.Command]; ok && !at.Equal(h.Recorded) {
					wrong("a command was done twice")
				}
				commands[h.Command] = h.Recorded
			}
			if raw.Kind != (dispute.DeadlineExpired{}).Kind() {
				return nil
			}
			var e struct{ No int }
			if err := json.Unmarshal(raw.Payload, &e); err != nil {
				return err
			}
			if expired[deadline{raw.Stream, e.No}] {
				wrong("a deadline ran out twice")
			}
			expired[deadline{raw.Stream, e.No}] = true
			tally.Expired++
			return nil
		})
	})
}

// missing looks up every acknowledged command: its event is there with its hash, and
// sent again it is known.
func (o *office) missing(ctx context.Context, t *Town, acks []Ack, wrong func(string, ...any)) {
	for i, a := range acks {
		stream := record.Stream{Kind: record.Case, ID: a.Case.Bytes()}
		place, err := o.Store.Find(ctx, t.Market, stream)
		if err != nil {
			wrong("an acknowledged case is lost: %v", err)
			continue
		}
		if a.Version > 0 {
			events, err := o.Store.Events(ctx, docket.Ref{Place: place, Stream: stream}, a.Version, 1)
			if err != nil || len(events) != 1 || events[0].Meta.Hash != a.Hash {
				wrong("an acknowledged command is lost: %v", err)
			}
		}
		if a.Opened > 0 || i%4 != 0 {
			continue
		}
		who := clerk.Who{Market: t.Market, Person: a.Person, Credential: a.Credential, Key: a.Key, Digest: digestOf(a.Key)}
		if res, err := o.clerk.Move(ctx, who, a.Case, dispute.Command{Move: "message"}); err != nil || !res.Repeated || res.Version != a.Version {
			wrong("an acknowledged command would be done twice: %v", err)
		}
	}
}
