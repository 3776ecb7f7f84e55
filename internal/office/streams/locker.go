package streams

import (
	"github.com/tianping-odr/tianping/internal/core/locker"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// removedRows take the clear texts of an item away when it is removed; sealed they stay
// in the stream, until the person's key is destroyed.
func removedRows(s record.Stream, was locker.Locker, e record.Event) []docket.Row {
	gone, ok := e.(locker.Removed)
	if !ok {
		return nil
	}
	var rows []docket.Row
	for _, i := range was.Items {
		if i.No != gone.No {
			continue
		}
		for _, path := range []string{"name", "note", "digest"} {
			rows = append(rows, docket.Row{Table: Texts, Values: []any{s.Kind, raw(s.ID), int64(i.Seq), path}, Delete: true}) //nolint:gosec // a sequence number
		}
	}
	return rows
}
