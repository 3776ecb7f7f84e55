package clerk

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// drafted reads what the approved drafts of a case say, for the decision that adopts
// one: by number and path. A draft never changes, so it may be read before the batch.
//
// Errors: a fault, also when a text that was sealed cannot be read any more: a
// decision without its reasons is not made.
func (k *Clerk) drafted(ctx context.Context, m id.Market, c id.Case) (map[int]map[string]string, error) {
	stream := caseStream(record.Deliberation, c)
	place, err := k.Docket.Find(ctx, m, stream)
	if errors.Is(err, docket.ErrUnknownStream) {
		return nil, nil //nolint:nilnil // no draft, no text
	}
	if err != nil {
		return nil, fmt.Errorf("clerk: drafts: %w", err)
	}
	ref := docket.Ref{Place: place, Stream: stream}
	state, _, err := k.Docket.Load(ctx, ref)
	if errors.Is(err, docket.ErrUnknownStream) {
		return nil, nil //nolint:nilnil // as above
	}
	if err != nil {
		return nil, fmt.Errorf("clerk: drafts: %w", err)
	}
	events, err := k.Docket.Events(ctx, ref, 1, mostDrafts)
	if err != nil {
		return nil, fmt.Errorf("clerk: drafts: %w", err)
	}
	out := map[int]map[string]string{}
	for _, d := range state.(dispute.Deliberation).Drafts { //nolint:forcetypeassert // the fold of deliberation streams
		i := slices.IndexFunc(events, func(e docket.Stored) bool { return hex.EncodeToString(e.Meta.Hash[:]) == d.Hash })
		if d.Approved.IsZero() || len(d.In) == 0 || i < 0 {
			continue
		}
		if out[d.No], err = k.textsOf(ctx, m, stream, events[i].Meta.Seq); err != nil {
			return nil, err
		}
		if out[d.No]["reasons"] == "" {
			return nil, fmt.Errorf("clerk: draft %d has lost its reasons", d.No)
		}
	}
	return out, nil
}

// mostDrafts is how much of a deliberation is read: far more than one ever holds.
const mostDrafts = 1000

// textsOf are the texts of one event, by path.
func (k *Clerk) textsOf(ctx context.Context, m id.Market, s record.Stream, seq uint64) (map[string]string, error) {
	rows, err := k.Docket.Select(ctx, docket.Select{
		Market: m, Table: streams.Texts, Limit: 500, OrderBy: []string{"seq", "path"},
		Where: []docket.Cond{
			{Column: "stream", Op: "=", Value: s.Kind},
			{Column: "id", Op: "=", Value: s.ID[:]},
			{Column: "seq", Op: "=", Value: int64(seq)}, //nolint:gosec // a sequence number
		},
	})
	if err != nil {
		return nil, fmt.Errorf("clerk: texts: %w", err)
	}
	out := map[string]string{}
	for _, r := range rows {
		path, _ := r[3].(string)
		out[path], _ = r[6].(string)
	}
	return out, nil
}
