package sqlite

import (
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/tianping-odr/tianping/internal/office/docket"
)

// table is one projection in SQL. Its table is p_name; with a search column there is
// also s_name, an FTS5 index of bigrams that holds no text.
type table struct {
	def     docket.Table
	search  int // position of the search column, or -1
	columns string
	all     []int // positions of all columns
	upsert  string
	remove  string
	found   string // row and text before a write, where there is a search column
}

// madeBy changes when this file makes tables in another way.
const madeBy = "sqlite/4"

var columnTypes = map[docket.ColumnType]string{ //nolint:gochecknoglobals // a constant table
	docket.TextColumn: "TEXT", docket.IntColumn: "INTEGER", docket.BytesColumn: "BLOB",
}

var plainName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,40}$`)

func newTable(def docket.Table) (*table, error) {
	t := &table{def: def, search: -1}
	names := []string{def.Name}
	for i, c := range def.Columns {
		names = append(names, c.Name)
		if columnTypes[c.Type] == "" {
			return nil, fmt.Errorf("sqlite: projection %s: column %s has no type", def.Name, c.Name)
		}
		if c.Name == def.Search && c.Type == docket.TextColumn {
			t.search = i
		}
	}
	for _, name := range names {
		if !plainName.MatchString(name) || slices.Contains([]string{"market", docket.HomeColumn, "row", "of_kind", "of_id"}, name) {
			return nil, fmt.Errorf("sqlite: projection %s: bad name %q", def.Name, name)
		}
	}
	if def.Key < 1 || def.Key > len(def.Columns) || def.Search != "" && t.search < 0 {
		return nil, fmt.Errorf("sqlite: projection %s: bad key or search column", def.Name)
	}
	t.write()
	return t, nil
}

// write makes the statements that change rows.
func (t *table) write() {
	var names, key, set []string
	for i, c := range t.def.Columns {
		names = append(names, c.Name)
		t.all = append(t.all, i)
		if i < t.def.Key {
			key = append(key, c.Name)
		} else {
			set = append(set, c.Name+"=excluded."+c.Name)
		}
	}
	t.columns = strings.Join(names, ", ")
	place, marks := "market, home", "?,?"
	if t.def.Clear {
		place, marks = place+", of_kind, of_id", "?,?,?,?"
		set = append(set, "of_kind=excluded.of_kind", "of_id=excluded.of_id")
	}
	action := "NOTHING"
	if len(set) > 0 {
		action = "UPDATE SET " + strings.Join(set, ", ")
	}
	t.upsert = fmt.Sprintf("INSERT INTO p_%s (%s, %s) VALUES (%s%s) ON CONFLICT (market, home, %s) DO %s",
		t.def.Name, place, t.columns, marks, strings.Repeat(",?", len(names)), strings.Join(key, ", "), action)
	where := " WHERE market=? AND home=? AND " + strings.Join(key, "=? AND ") + "=?"
	t.remove = "DELETE FROM p_" + t.def.Name + where
	if t.search >= 0 {
		t.found = "SELECT row, " + t.def.Search + " FROM p_" + t.def.Name + where
	}
}

func (t *table) insertGrams() string {
	return fmt.Sprintf("INSERT INTO s_%s (rowid, grams) VALUES (?,?)", t.def.Name)
}

func (t *table) deleteGrams() string {
	return fmt.Sprintf("INSERT INTO s_%[1]s (s_%[1]s, rowid, grams) VALUES ('delete',?,?)", t.def.Name)
}

// texts are the statements commits use.
func (t *table) texts() []string {
	if t.search < 0 {
		return []string{t.upsert, t.remove}
	}
	return []string{t.upsert, t.remove, t.found, t.insertGrams(), t.deleteGrams()}
}

// definition stands for everything the contents of the table depend on.
func (t *table) definition(edition string) ([]byte, error) {
	b, err := json.Marshal(struct {
		Made, Edition string
		Table         docket.Table
	}{madeBy, edition, t.def})
	if err != nil {
		return nil, fmt.Errorf("sqlite: definition: %w", err)
	}
	sum := sha256.Sum256(b)
	return sum[:], nil
}

// create are the statements that make the table.
func (t *table) create() []string {
	name, key := t.def.Name, []string{}
	var columns strings.Builder
	if t.search >= 0 {
		columns.WriteString("row INTEGER PRIMARY KEY, ")
	}
	columns.WriteString("market BLOB NOT NULL, home INTEGER NOT NULL")
	if t.def.Clear {
		columns.WriteString(", of_kind TEXT NOT NULL, of_id BLOB NOT NULL")
	}
	for i, c := range t.def.Columns {
		fmt.Fprintf(&columns, ", %s %s NOT NULL", c.Name, columnTypes[c.Type])
		if i < t.def.Key {
			key = append(key, c.Name)
		}
	}
	constraint, kind := "PRIMARY KEY", " STRICT, WITHOUT ROWID"
	if t.search >= 0 {
		constraint, kind = "UNIQUE", " STRICT"
	}
	made := []string{fmt.Sprintf("CREATE TABLE p_%s (%s, %s (market, home, %s))%s", name, columns.String(), constraint, strings.Join(key, ", "), kind)}
	for i, index := range t.def.Indexes {
		full := append([]string{"market"}, index...)
		for _, k := range key { // so that the index alone gives the total order
			if !slices.Contains(full, k) {
				full = append(full, k)
			}
		}
		made = append(made, fmt.Sprintf("CREATE INDEX %s ON p_%s (%s)", t.index(i), name, strings.Join(full, ", ")))
	}
	if t.def.Clear {
		made = append(made, fmt.Sprintf("CREATE INDEX p_%[1]s_of ON p_%[1]s (market, home, of_kind, of_id)", name))
	}
	if t.search >= 0 {
		// Not detail=none: with it, secure-delete loses rows (SQLite 3.54, found by the
		// suite's searchAgain); of a single column, column costs the same space.
		made = append(made,
			fmt.Sprintf("CREATE VIRTUAL TABLE s_%s USING fts5(grams, content='', detail=column, tokenize='unicode61')", name),
			fmt.Sprintf("INSERT INTO s_%[1]s (s_%[1]s, rank) VALUES ('secure-delete', 1)", name))
	}
	return made
}

// index is the name of one of the table's indexes.
func (t *table) index(at int) string { return fmt.Sprintf("p_%s_%d", t.def.Name, at) }

// row writes or removes one row, and its bigrams where there is a search column.
func (w *writer) row(r docket.PlacedRow) {
	t := w.tables[r.Table]
	market := r.Market.Bytes()
	key := append([]any{market[:], int64(r.Home)}, r.Values[:t.def.Key]...)
	var before grams
	if t.search >= 0 {
		before = w.grams(t, key)
	}
	if r.Delete {
		if before.row != 0 {
			w.do(t.deleteGrams(), before.row, docket.Grams(r.Market, before.text))
		}
		w.do(t.remove, key...)
		return
	}
	place := []any{market[:], int64(r.Home)}
	if t.def.Clear {
		place = refArgs(docket.Ref{Place: r.Place, Stream: r.Of})
	}
	w.do(t.upsert, append(place, r.Values...)...)
	if t.search < 0 {
		return
	}
	text, _ := r.Values[t.search].(string)
	if before.row != 0 && before.text == text {
		return
	}
	if before.row != 0 {
		w.do(t.deleteGrams(), before.row, docket.Grams(r.Market, before.text))
	} else {
		before = w.grams(t, key)
	}
	w.do(t.insertGrams(), before.row, docket.Grams(r.Market, text))
}

// forget removes the rows of a stream from a table that keeps whose they are.
func (w *writer) forget(t *table, ref docket.Ref) {
	var rows []docket.PlacedRow
	if w.err == nil {
		text := "SELECT " + t.columns + " FROM p_" + t.def.Name + " WHERE market=? AND home=? AND of_kind=? AND of_id=?"
		w.err = w.st.query(w.ctx, w.tx, text, refArgs(ref), func(found *sql.Rows) (bool, error) {
			values, err := t.scan(found, t.all)
			if err == nil {
				rows = append(rows, docket.PlacedRow{Place: ref.Place, Row: docket.Row{Table: t.def.Name, Values: values[:t.def.Key], Delete: true}})
			}
			return true, err
		})
	}
	for _, row := range rows {
		w.row(row)
	}
}

// grams is what the search index holds of a row.
type grams struct {
	row  int64
	text string
}

func (w *writer) grams(t *table, key []any) (g grams) {
	if w.err == nil {
		w.err = w.st.query(w.ctx, w.tx, t.found, key, func(rows *sql.Rows) (bool, error) {
			return false, rows.Scan(&g.row, &g.text)
		})
	}
	return g
}
