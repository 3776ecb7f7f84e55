package streams

import (
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// wareRows is what an order is found by among one person's own: its number and the
// names of its goods, as one event tells them. Nothing of its buyer stands there.
func wareRows(o escrow.Order, clear []record.Clear) []docket.Row {
	var words []string
	for _, part := range clear {
		if part.Path == "number" || strings.HasPrefix(part.Path, "lines/") && strings.HasSuffix(part.Path, "/title") {
			words = append(words, part.Text)
		}
	}
	if len(words) == 0 {
		return nil
	}
	return []docket.Row{{Table: Wares, Values: []any{
		raw(o.ID.Bytes()), raw(o.Buyer.Bytes()), raw(o.Merchant.Bytes()), micro(o.BoughtAt), strings.Join(words, "\n"),
	}}}
}

// confirms is when receipt of something of an order is confirmed by itself; zero while
// no such time runs.
func confirms(o escrow.Order) (next time.Time) {
	for _, p := range o.Parcels {
		for _, i := range p.Items {
			if due, ok := i.Confirm.Due(); ok && (next.IsZero() || due.Before(next)) {
				next = due
			}
		}
	}
	return next
}
