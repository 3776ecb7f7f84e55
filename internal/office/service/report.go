package service

import (
	"context"
	"errors"
	"fmt"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// ErrUnknownNotice means that a report names no notice of this marketplace.
var ErrUnknownNotice = errors.New("service: unknown notice")

// Report is what a provider says later of a letter it took.
type Report struct {
	Notice    string // Letter.ID
	Channel   party.Channel
	Receipt   string // the provider's number
	Delivered bool   // else it could not be delivered
}

// Report tells the case of a delivery, or of its failure, if the channel has the
// notice and owes a report of it: told again or too late it changes nothing. After a
// failure the next channel has its turn when the outbox next looks.
//
// Errors: ErrUnknownNotice, a fault.
func (w *Worker) Report(ctx context.Context, m id.Market, r Report) error {
	c, no, ok := ParseNoticeID(r.Notice)
	if !ok {
		return ErrUnknownNotice
	}
	stream := record.Stream{Kind: record.Case, ID: c.Bytes()}
	place, err := w.Clerk.Docket.Find(ctx, m, stream)
	if errors.Is(err, docket.ErrUnknownStream) {
		return ErrUnknownNotice
	}
	if err != nil {
		return fmt.Errorf("service: report: %w", err)
	}
	e := errand{job: docket.Job{Place: place}, ref: docket.Ref{Place: place, Stream: stream}}
	e.kase.ID, e.notice.No = c, no
	past, err := w.past(ctx, e)
	if err != nil {
		return err
	}
	if _, owed := past.handed[r.Channel]; !owed {
		return nil
	}
	s := e.hear("failed")
	if r.Delivered {
		s = e.hear("receipt")
	}
	s.Channel, s.Receipt = string(r.Channel), r.Receipt
	if _, err := w.Clerk.Hear(ctx, m, c, s); err != nil {
		return fmt.Errorf("service: report: %w", err)
	}
	return nil
}
