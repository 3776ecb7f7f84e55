package service

import (
	"context"
	"fmt"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// past is what the case's own events say of a notice: its words as they are kept,
// and which channels had their turn since it was last to be handed over. Nothing
// else remembers it, so a restart begins where the work stopped.
type past struct {
	body   Words
	failed map[party.Channel]bool
	handed map[party.Channel]time.Time // machine time; without a receipt
}

// turn is which attempt this is of the channel in turn: those before it had theirs.
func (p past) turn(attempt int) int { return attempt - attempts*len(p.failed) }

func (p *past) fail(c party.Channel) {
	p.failed[c] = true
	delete(p.handed, c)
}

// eventsPage is how many events are read at a time.
const eventsPage = 500

func (w *Worker) past(ctx context.Context, e errand) (past, error) {
	p := past{failed: map[party.Channel]bool{}, handed: map[party.Channel]time.Time{}}
	var queued uint64
	for from := uint64(1); ; {
		events, err := w.Clerk.Docket.Events(ctx, e.ref, from, eventsPage)
		if err != nil {
			return p, fmt.Errorf("service: events: %w", err)
		}
		for _, r := range events {
			if q, ok := r.Event.(dispute.NoticeQueued); ok && q.Notice.No == e.notice.No {
				queued = r.Meta.Seq
			}
			p.look(r.Recorded, e.notice.No)
		}
		if len(events) < eventsPage {
			break
		}
		from += uint64(len(events))
	}
	var err error
	p.body, err = w.kept(ctx, e, queued)
	return p, err
}

// look takes in one event. Another channel found by staff begins anew.
func (p *past) look(r record.Recorded, no int) {
	switch e := r.Event.(type) {
	case dispute.NoticeHanded:
		if e.No == no {
			p.handed[party.Channel(e.Channel)] = r.Meta.Recorded
		}
	case dispute.NoticeFailed:
		if e.No == no && !e.All {
			p.fail(party.Channel(e.Channel))
		}
	case dispute.NoticeFellBack:
		if e.No == no {
			clear(p.failed)
			clear(p.handed)
		}
	}
}

// kept are the words of a notice as they were kept when it was queued; the key of
// the case may be destroyed, then there are none.
func (w *Worker) kept(ctx context.Context, e errand, queued uint64) (Words, error) {
	raw := e.kase.ID.Bytes()
	rows, err := w.Clerk.Docket.Select(ctx, docket.Select{Market: e.job.Market, Table: streams.Texts, Limit: 10, Where: []docket.Cond{
		{Column: "stream", Op: "=", Value: record.Case}, {Column: "id", Op: "=", Value: raw[:]}, {Column: "seq", Op: "=", Value: int64(queued)}, //nolint:gosec // a sequence number
	}})
	if err != nil {
		return Words{}, fmt.Errorf("service: words: %w", err)
	}
	var out Words
	for _, r := range rows {
		text, _ := r[6].(string)
		switch r[3] {
		case "body/zh":
			out.ZH = text
		case "body/en":
			out.EN = text
		}
	}
	return out, nil
}
