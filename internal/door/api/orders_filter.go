package api

import (
	"time"

	"github.com/tianping-odr/tianping/internal/office/casebook"
)

// orderFilters are the ways to narrow a list of orders.
func orderFilters() []parameter {
	return []parameter{
		{"q", "string", "Number, words of the goods, or the name of the merchant."},
		{"state", "string", "open: a case about it is open. held: money is still held in escrow. soon: within three days receipt is confirmed by itself, or one has to act in a case about it."},
		{"month", "string", "Bought in this month of the marketplace's calendar: 2026-09."},
		hat(),
	}
}

// orderFilter reads them.
func (d *door) orderFilter(v *visit) (casebook.OrderFilter, error) {
	q := v.r.URL.Query()
	as, err := v.hat()
	if err != nil {
		return casebook.OrderFilter{}, err
	}
	f := casebook.OrderFilter{As: as, Query: q.Get("q"), State: q.Get("state")}
	if !casebook.KnownState(f.State) {
		return f, badParameter("state")
	}
	month := q.Get("month")
	if month == "" {
		return f, nil
	}
	from, err := time.ParseInLocation("2006-01", month, d.Clerk.Library.Named("tianping-std").Calendar.Zone())
	if err != nil {
		return f, badParameter("month")
	}
	f.From, f.To = from, from.AddDate(0, 1, 0)
	return f, nil
}
