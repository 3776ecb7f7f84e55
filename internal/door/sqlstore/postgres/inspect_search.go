package postgres

import (
	"context"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// found is a row of a searched table beside what its index holds of it.
type found struct {
	ref  docket.Ref
	text *string // nil: there is no such row
	held []string
}

// auditSearch holds what the search table has of each row against the bigrams of its
// text. Whether the GIN index answers what stands in that table is PostgreSQL's own
// business (amcheck, checksums).
func (in inspected) auditSearch(ctx context.Context, t *table, report func(docket.Problem)) error {
	whose := "''::text, ''::bytea"
	if t.def.Clear {
		whose = "coalesce(of_kind, ''), coalesce(of_id, '')"
	}
	return each(ctx, in, func(row pgx.CollectableRow) (f found, err error) {
		var market, stream []byte
		if err = row.Scan(&market, &f.ref.Home, &f.ref.Kind, &stream, &f.text, &f.held); err != nil {
			return f, err
		}
		if len(market) != 16 {
			return f, docket.ErrDamaged
		}
		f.ref.Market = id.From[id.Market]([16]byte(market))
		copy(f.ref.ID[:], stream)
		return f, nil
	}, func(f found) error {
		switch {
		case f.text == nil:
			report(docket.Problem{Table: t.grams, Ref: f.ref, What: "the search index holds words of a row that is not there"})
		case !slices.Equal(words(f.ref.Market, *f.text), slices.Sorted(slices.Values(f.held))):
			report(docket.Problem{Table: t.grams, Ref: f.ref, What: "the search index does not hold the words of a row, or holds others"})
		}
		return nil
	}, "SELECT market, home, "+whose+", "+quoted(t.def.Search)+
		", coalesce(tsvector_to_array(grams), '{}') FROM "+t.name+" FULL JOIN "+t.grams+" USING (market, home, "+strings.Join(t.key, ", ")+")")
}

// words are the tokens of a text, each once, in order.
func words(market id.Market, text string) []string {
	all := strings.Fields(docket.Grams(market, text))
	slices.Sort(all)
	return slices.Compact(all)
}
