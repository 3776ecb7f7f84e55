package casebook

import (
	"context"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// About reads the rows of cases that a reader already has in another list (a mailbox,
// a list of payments), to say what each is about. Whoever calls it has settled that the
// reader may know of them.
func (b *Casebook) About(ctx context.Context, m id.Market, cases []id.Case) (map[id.Case]CaseRow, error) {
	out := map[id.Case]CaseRow{}
	for part := range slices.Chunk(idsOf(cases), 100) {
		p, err := page(ctx, b.Clerk.Docket, docket.Select{
			Market: m, Table: streams.Cases, Limit: 100, OrderBy: []string{"case_id"}, Where: []docket.Cond{{Column: "case_id", Op: "in", Value: part}}, Columns: caseColumns(),
		}, "", caseRow)
		if err != nil {
			return nil, err
		}
		for _, row := range p.Rows {
			out[row.Case] = row
		}
	}
	return out, nil
}
