package clerk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// RecordOutage records that a marketplace could not be reached for so long until
// now. What is too short or known already is no error and changes nothing.
func (k *Clerk) RecordOutage(ctx context.Context, m id.Market, away time.Duration) error {
	err := k.onMarket(ctx, System(m), func(market party.Market, legal time.Time) ([]record.Entry, error) {
		return party.DecideOutage(market, party.Act{At: legal, Authority: "outage", System: true}, party.Outage{From: legal.Add(-away), To: legal})
	})
	var refusal *party.Refusal
	if errors.As(err, &refusal) && (refusal.Code == party.OutageTooShort || refusal.Code == party.OutageKnown) {
		return nil
	}
	return err
}

// outages are those of a marketplace, for its cases.
func outages(m party.Market) []dispute.Outage {
	out := make([]dispute.Outage, 0, len(m.Outages))
	for _, o := range m.Outages {
		out = append(out, dispute.Outage(o))
	}
	return out
}

// WakeOpen wakes every open case of a marketplace, so that what changed outside
// them reaches them now and not at their next deadline. It returns how many it woke.
func (k *Clerk) WakeOpen(ctx context.Context, m id.Market) (int, error) {
	const page = 200
	var after []any
	for woken := 0; ; {
		rows, err := k.Docket.Select(ctx, docket.Select{
			Market: m, Table: streams.Cases, OrderBy: []string{"number"}, After: after, Limit: page,
			Where: []docket.Cond{{Column: "closed", Op: "=", Value: int64(0)}},
		})
		if err != nil {
			return woken, fmt.Errorf("clerk: open cases: %w", err)
		}
		for _, r := range rows {
			after = []any{r[1], r[0]}
			raw, ok := r[0].([]byte)
			if !ok || len(raw) != 16 {
				return woken, fmt.Errorf("clerk: open cases: column of %T", r[0])
			}
			stream := caseStream(record.Case, id.From[id.Case]([16]byte(raw)))
			if err := k.Wake(ctx, docket.Due{Timer: docket.Timer{Place: docket.Place{Market: m}, Stream: stream}}); err != nil {
				return woken, err
			}
			woken++
		}
		if len(rows) < page {
			return woken, nil
		}
	}
}
