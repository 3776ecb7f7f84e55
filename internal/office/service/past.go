package service

import (
	"context"
	"fmt"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// past is what the case's own events say of a notice:
// which channels had their turn since it was last to be handed over. Nothing
// else remembers it, so a restart begins where the work stopped.
type past struct {
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
	for from := uint64(1); ; {
		events, err := w.Clerk.Docket.Events(ctx, e.ref, from, eventsPage)
		if err != nil {
			return p, fmt.Errorf("service: events: %w", err)
		}
		for _, r := range events {
			p.look(r.Recorded, e.notice.No)
		}
		if len(events) < eventsPage {
			return p, nil
		}
		from += uint64(len(events))
	}
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
