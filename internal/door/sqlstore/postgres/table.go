package postgres

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/office/docket"
)

// table is one projection in SQL. Its table is p_name; with a search column there is
// also s_name, which holds the bigrams of each row's text under a GIN index: apart from
// the row, so that a row which changes without its text leaves the index alone.
type table struct {
	def     docket.Table
	name    string // p_…
	grams   string // s_…
	search  int    // position of the search column, or -1
	columns string
	all     []int    // positions of all columns
	key     []string // names of its key, after market and home
	upsert  string
	remove  string
	index   string // upsert of the grams
	unindex string
}

// madeBy changes when this file makes tables in another way.
const madeBy = "postgres/1"

var columnTypes = map[docket.ColumnType]string{ //nolint:gochecknoglobals // a constant table
	docket.TextColumn: `text`, docket.IntColumn: "bigint", docket.BytesColumn: "bytea",
}

var plainName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,40}$`)

// quoted names a column: some are words of SQL.
func quoted(name string) string { return `"` + name + `"` }

func newTable(def docket.Table, rows, grams string) (*table, error) {
	t := &table{def: def, name: rows + def.Name, grams: grams + def.Name, search: -1}
	names := []string{def.Name}
	for i, c := range def.Columns {
		names = append(names, c.Name)
		if columnTypes[c.Type] == "" {
			return nil, fmt.Errorf("postgres: projection %s: column %s has no type", def.Name, c.Name)
		}
		if c.Name == def.Search && c.Type == docket.TextColumn {
			t.search = i
		}
	}
	for _, name := range names {
		if !plainName.MatchString(name) || slices.Contains([]string{"market", docket.HomeColumn, "grams", "of_kind", "of_id"}, name) {
			return nil, fmt.Errorf("postgres: projection %s: bad name %q", def.Name, name)
		}
	}
	if def.Key < 1 || def.Key > len(def.Columns) || def.Search != "" && t.search < 0 {
		return nil, fmt.Errorf("postgres: projection %s: bad key or search column", def.Name)
	}
	t.write()
	return t, nil
}

// write makes the statements that change rows, each for many rows at once.
func (t *table) write() {
	names := []string{}
	arrays := []string{"$1::bytea[]", "$2::int[]"}
	place := "market, home"
	set := []string{}
	if t.def.Clear {
		place += ", of_kind, of_id"
		arrays = append(arrays, "$3::text[]", "$4::bytea[]")
		set = append(set, "of_kind=excluded.of_kind", "of_id=excluded.of_id")
	}
	keyArrays := slices.Clone(arrays[:2])
	for i, c := range t.def.Columns {
		name := quoted(c.Name)
		names = append(names, name)
		t.all = append(t.all, i)
		arrays = append(arrays, fmt.Sprintf("$%d::%s[]", len(arrays)+1, columnTypes[c.Type]))
		if i < t.def.Key {
			t.key = append(t.key, name)
			keyArrays = append(keyArrays, fmt.Sprintf("$%d::%s[]", i+3, columnTypes[c.Type]))
		} else {
			set = append(set, name+"=excluded."+name)
		}
	}
	t.columns = strings.Join(names, ", ")
	key := "market, home, " + strings.Join(t.key, ", ")
	action := "NOTHING"
	if len(set) > 0 {
		action = "UPDATE SET " + strings.Join(set, ", ")
	}
	t.upsert = fmt.Sprintf("INSERT INTO %s (%s, %s) SELECT * FROM unnest(%s) ON CONFLICT (%s) DO %s",
		t.name, place, t.columns, strings.Join(arrays, ", "), key, action)
	same := "h.market=u.market AND h.home=u.home"
	for _, name := range t.key {
		same += " AND h." + name + "=u." + name
	}
	remove := " h USING unnest(" + strings.Join(keyArrays, ", ") + ") AS u(" + key + ") WHERE " + same
	t.remove, t.unindex = "DELETE FROM "+t.name+remove, "DELETE FROM "+t.grams+remove
	t.index = fmt.Sprintf("INSERT INTO %[1]s AS h (%[2]s, grams) SELECT %[2]s, array_to_tsvector(string_to_array(grams, ' ')) "+
		"FROM unnest(%[3]s, $%[4]d::text[]) AS u(%[2]s, grams) "+
		"ON CONFLICT (%[2]s) DO UPDATE SET grams=excluded.grams WHERE h.grams<>excluded.grams",
		t.grams, key, strings.Join(keyArrays, ", "), len(keyArrays)+1)
}

// definition stands for everything the contents of the table depend on.
func (t *table) definition(edition string) ([]byte, error) {
	b, err := json.Marshal(struct {
		Made, Edition string
		Table         docket.Table
	}{madeBy, edition, t.def})
	if err != nil {
		return nil, fmt.Errorf("postgres: definition: %w", err)
	}
	sum := sha256.Sum256(b)
	return sum[:], nil
}

// create are the statements that make the table, without its indexes.
func (t *table) create() []string {
	var columns, keys strings.Builder
	columns.WriteString("market bytea NOT NULL, home int NOT NULL")
	if t.def.Clear {
		columns.WriteString(`, of_kind text COLLATE "C" NOT NULL, of_id bytea NOT NULL`)
	}
	keys.WriteString("market bytea NOT NULL, home int NOT NULL")
	for i, c := range t.def.Columns {
		kind := columnTypes[c.Type]
		if c.Type == docket.TextColumn {
			kind += ` COLLATE "C"`
		}
		column := ", " + quoted(c.Name) + " " + kind + " NOT NULL"
		columns.WriteString(column)
		if i < t.def.Key {
			keys.WriteString(column)
		}
	}
	constraint := ", CONSTRAINT %s_key PRIMARY KEY (market, home, " + strings.Join(t.key, ", ") + ")"
	made := []string{"CREATE TABLE " + t.name + " (" + columns.String() + fmt.Sprintf(constraint, t.name) + ")"}
	if t.search >= 0 {
		made = append(made, "CREATE TABLE "+t.grams+" ("+keys.String()+", grams tsvector NOT NULL"+fmt.Sprintf(constraint, t.grams)+")")
	}
	return made
}

// indexes are the statements that make the indexes, once the rows are there.
func (t *table) indexes() []string {
	var made []string
	for i, index := range t.def.Indexes {
		full := []string{"market"}
		for _, name := range index {
			full = append(full, quoted(name))
		}
		for _, k := range t.key { // so that the index alone gives the total order
			if !slices.Contains(full, k) {
				full = append(full, k)
			}
		}
		made = append(made, fmt.Sprintf("CREATE INDEX %s_%d ON %s (%s)", t.name, i, t.name, strings.Join(full, ", ")))
	}
	if t.def.Clear {
		made = append(made, fmt.Sprintf("CREATE INDEX %[1]s_of ON %[1]s (market, home, of_kind, of_id)", t.name))
	}
	if t.search >= 0 {
		made = append(made, fmt.Sprintf("CREATE INDEX %[1]s_grams ON %[1]s USING gin (grams)", t.grams))
	}
	return made
}

// rename gives the table, its key and its indexes the names of another.
func (t *table) rename(to *table) []string {
	made := []string{"ALTER TABLE " + t.name + " RENAME TO " + to.name, "ALTER INDEX " + t.name + "_key RENAME TO " + to.name + "_key"}
	for i := range t.def.Indexes {
		n := "_" + strconv.Itoa(i)
		made = append(made, "ALTER INDEX "+t.name+n+" RENAME TO "+to.name+n)
	}
	if t.def.Clear {
		made = append(made, "ALTER INDEX "+t.name+"_of RENAME TO "+to.name+"_of")
	}
	if t.search >= 0 {
		made = append(made, "ALTER TABLE "+t.grams+" RENAME TO "+to.grams, "ALTER INDEX "+t.grams+"_key RENAME TO "+to.grams+"_key",
			"ALTER INDEX "+t.grams+"_grams RENAME TO "+to.grams+"_grams")
	}
	return made
}
