package main

import (
	"context"
	"time"

	"github.com/tianping-odr/tianping/internal/door/clock"
)

// sweepEvery is how often what nobody came back to is looked for.
const sweepEvery = time.Hour

// sweep forgets texts that were never sent, and drafts that were never filed, after
// 30 days. What was sent or filed is in the streams and is not touched. It also destroys
// bytes in lockers whose item was removed, or never came to be.
func (h *house) sweep(ctx context.Context) {
	texts, err := h.unsent.Sweep(ctx)
	if err != nil && ctx.Err() == nil {
		h.log.ErrorContext(ctx, "unsent texts not swept", "error", err)
	}
	drafts, err := h.drafts.Sweep(ctx, clock.Now())
	if err != nil && ctx.Err() == nil {
		h.log.ErrorContext(ctx, "drafts not swept", "error", err)
	}
	if texts+drafts > 0 {
		h.log.InfoContext(ctx, "swept after 30 days", "texts", texts, "drafts", drafts)
	}
	files, err := h.clerk.SweepLockers(ctx)
	if err != nil && ctx.Err() == nil {
		h.log.ErrorContext(ctx, "lockers not swept", "error", err)
	}
	if files > 0 {
		h.log.InfoContext(ctx, "swept files no item of a locker names", "files", files)
	}
}
