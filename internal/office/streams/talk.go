package streams

import (
	"github.com/tianping-odr/tianping/internal/core/talk"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// askRows are the questions to the supervisors of a merchant; no text stands there.
func askRows(i talk.Inhouse) []docket.Row {
	rows := make([]docket.Row, 0, len(i.Questions))
	for _, q := range i.Questions {
		rows = append(rows, docket.Row{Table: Asks, Values: []any{
			raw(q.Case.Bytes()), int64(q.No), raw(q.Merchant.Bytes()), raw(q.By.Bytes()), q.Choice, q.Minor, q.Currency, micro(q.At), micro(q.Answered), flag(q.Approved),
		}})
	}
	return rows
}

// directRow is one direct talk in a list; no text stands there.
func directRow(d talk.Direct) docket.Row {
	last := d.Messages[len(d.Messages)-1] // the first event is always a message
	return docket.Row{Table: Directs, Values: []any{
		raw(d.Order.Bytes()), raw(d.Buyer.Bytes()), raw(d.Merchant.Bytes()), int64(len(d.Messages)), micro(last.At), string(last.Side),
		int64(d.Unread(talk.Buyer)), int64(d.Unread(talk.Seller)),
	}}
}
