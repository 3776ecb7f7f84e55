package docket

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// normal gives a value the type its column is stored in: string, int64 or []byte.
func (c Column) normal(v any) (any, error) {
	switch c.Type {
	case TextColumn:
		if s, ok := v.(string); ok {
			return storable(s), nil
		}
	case IntColumn:
		switch n := v.(type) {
		case int64:
			return n, nil
		case int:
			return int64(n), nil
		case bool:
			if n {
				return int64(1), nil
			}
			return int64(0), nil
		}
	case BytesColumn:
		if b, ok := v.([]byte); ok {
			if b == nil {
				b = []byte{}
			}
			return b, nil
		}
	}
	return nil, fmt.Errorf("docket: column %s is %s, not %T", c.Name, c.Type, v)
}

// storable is a text as every engine can keep it: UTF-8 without NUL.
func storable(s string) string {
	if strings.IndexByte(s, 0) < 0 && utf8.ValidString(s) {
		return s
	}
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", "\uFFFD"), "\uFFFD")
}

// RowKey is one text that stands for a table, a place and a key, for maps and sorting.
func RowKey(p Place, table string, key []any) string {
	market := p.Market.Bytes()
	b := appendField(nil, []byte(table))
	b = append(b, market[:]...)
	b = binary.BigEndian.AppendUint16(b, p.Home)
	for _, v := range key {
		b = appendValue(b, v)
	}
	return string(b)
}

func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return appendField(append(b, 't'), []byte(v))
	case int64:
		return binary.BigEndian.AppendUint64(append(b, 'i'), uint64(v)) //nolint:gosec // only told apart, never computed with
	case []byte:
		return appendField(append(b, 'b'), v)
	}
	return append(b, '?')
}

// Table finds a projection by name.
func (d Design) Table(name string) (Table, bool) {
	at := slices.IndexFunc(d.Tables, func(t Table) bool { return t.Name == name })
	if at < 0 {
		return Table{}, false
	}
	return d.Tables[at], true
}

// column finds the position of a column, or -1.
func (t Table) column(name string) int {
	return slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == name })
}

// tidy checks a row against its table and gives its values the stored types.
func (d Design) tidy(r Row) (Row, error) {
	t, ok := d.Table(r.Table)
	if !ok {
		return r, fmt.Errorf("docket: no projection %q", r.Table)
	}
	want := len(t.Columns)
	if r.Delete {
		want = t.Key
	}
	if len(r.Values) != want {
		return r, fmt.Errorf("docket: row of %s has %d values, not %d", r.Table, len(r.Values), want)
	}
	values := make([]any, want)
	for i, v := range r.Values {
		var err error
		if values[i], err = t.Columns[i].normal(v); err != nil {
			return r, err
		}
	}
	r.Values = values
	return r, nil
}

// key is the identity of a tidy row in its table.
func (d Design) key(p Place, r Row) string {
	t, _ := d.Table(r.Table)
	return RowKey(p, r.Table, r.Values[:t.Key])
}
