package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// terms is a digest of a set of search terms: the same whatever their order, zero
// for none, and zero again when the same set is added twice.
type terms [16]byte

func (t *terms) add(term string) {
	sum := sha256.Sum256([]byte(term))
	for i := range t {
		t[i] ^= sum[i]
	}
}

// auditSearch holds what the search index has of each row against the bigrams of its
// text. It walks the rows once and the index once.
func (in inspected) auditSearch(ctx context.Context, t *table, report func(docket.Problem)) error {
	differ := map[int64]*terms{} // by row: what should be there and what is there, cancelled out
	at := func(row int64) *terms {
		if differ[row] == nil {
			differ[row] = &terms{}
		}
		return differ[row]
	}
	err := in.each(ctx, fmt.Sprintf("SELECT market, row, %s FROM p_%s", t.def.Search, t.def.Name), func(rows *sql.Rows) error {
		var market []byte
		var row int64
		var text string
		if err := rows.Scan(&market, &row, &text); err != nil {
			return err
		}
		if len(market) != 16 {
			return docket.ErrDamaged
		}
		for term := range strings.FieldsSeq(docket.Grams(id.From[id.Market]([16]byte(market)), text)) {
			at(row).add(term)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := in.vocabulary(ctx, t, func(row int64, term string) { at(row).add(term) }); err != nil {
		report(docket.Problem{Table: "s_" + t.def.Name, What: "the search index cannot be read: " + err.Error()})
		return nil //nolint:nilerr // reported
	}
	for _, row := range slices.Sorted(maps.Keys(differ)) {
		if *differ[row] == (terms{}) {
			continue
		}
		ref, err := in.rowOf(ctx, t, row)
		if err != nil {
			return err
		}
		report(docket.Problem{Table: "s_" + t.def.Name, Ref: ref, What: fmt.Sprintf("the search index does not hold the words of row %d, or holds others", row)})
	}
	return nil
}

// vocabulary walks the terms of a search index with the rows that hold them. SQLite
// shows them in a virtual table of this connection; nothing is written to the file.
func (in inspected) vocabulary(ctx context.Context, t *table, visit func(row int64, term string)) (err error) {
	name := "temp.v_" + t.def.Name
	do := func(text string) error {
		_, err := in.tx.ExecContext(ctx, text)
		if err != nil {
			return fmt.Errorf("sqlite: vocabulary: %w", err)
		}
		return nil
	}
	if err := do("PRAGMA query_only(OFF)"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, do("PRAGMA query_only(ON)")) }()
	if err := do("CREATE VIRTUAL TABLE " + name + " USING fts5vocab(main, s_" + t.def.Name + ", instance)"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, do("DROP TABLE "+name)) }()
	rows, err := in.tx.QueryContext(ctx, "SELECT doc, term FROM "+name) //nolint:gosec // the name of a table of ours
	if err != nil {
		return fmt.Errorf("sqlite: vocabulary: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var row int64
		var term string
		if err := rows.Scan(&row, &term); err != nil {
			return fmt.Errorf("sqlite: vocabulary: %w", err)
		}
		visit(row, term)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("sqlite: vocabulary: %w", err)
	}
	return nil
}

// rowOf is whose row it is; the zero Ref when there is none, or the table does not say.
func (in inspected) rowOf(ctx context.Context, t *table, row int64) (ref docket.Ref, err error) {
	of := "'', x''"
	if t.def.Clear {
		of = "of_kind, of_id"
	}
	err = in.st.query(ctx, in.tx, "SELECT market, home, "+of+" FROM p_"+t.def.Name+" WHERE row=?", []any{row}, func(rows *sql.Rows) (bool, error) {
		var market, stream []byte
		err := rows.Scan(&market, &ref.Home, &ref.Kind, &stream)
		if err == nil && len(market) == 16 {
			ref.Market = id.From[id.Market]([16]byte(market))
		}
		copy(ref.ID[:], stream)
		return false, err
	})
	return ref, err
}
