package form

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/door/web/text"
)

// group reads the rows of a group. A row beyond the least that nobody touched is
// left out.
func (r *reading) group(f dispute.Field, name, path string) (a dispute.Answer, given bool) {
	t := r.Text.Form
	r.known[name+".rows"] = true
	rows := r.rows(f, r.posted, name)
	for i := range rows {
		prefix := join(name, strconv.Itoa(i))
		if int64(i) >= f.Min && r.untouched(f.Fields, prefix) {
			r.know(f.Fields, prefix)
			continue
		}
		a.Items = append(a.Items, r.fields(f.Fields, prefix, path))
	}
	switch n := int64(len(a.Items)); {
	case n < f.Min || n == 0 && f.Required:
		r.report(name, path, t.Few(max(f.Min, 1)))
		return a, false
	case n > mostRows(f):
		r.report(name, path, t.Many(mostRows(f)))
		return a, false
	}
	return a, r.together(f, a.Items, name, path) && len(a.Items) > 0
}

// together checks what holds for the rows of a group as a whole: that they differ,
// and what their sums may be together.
func (r *reading) together(f dispute.Field, items []dispute.Answers, name, path string) bool {
	t := r.Text.Form
	seen, total, currency := map[string]bool{}, int64(0), ""
	for _, item := range items {
		key := rowKey(f, item)
		if f.Distinct && seen[key] {
			r.report(name, path, t.Alike)
			return false
		}
		seen[key] = true
		total += item.Minor("amount")
	}
	if i := named(f.Fields, "amount"); i >= 0 {
		currency = f.Fields[i].Currency
	}
	if miss := f.Unspoken(items); miss != "" {
		r.report(name, path, t.Unspoken(r.label(join(path, f.Every)).Name+" "+miss))
		return false
	}
	if f.Total > 0 && total > f.Total {
		r.report(name, path, t.Together(text.Sum(money.Amount{Minor: f.Total, Currency: currency})))
		return false
	}
	return true
}

// rowKey is what the rows of a group differ in.
func rowKey(f dispute.Field, item dispute.Answers) string {
	if len(f.By) == 0 {
		return item.Code(f.Fields[0].Name)
	}
	var out strings.Builder
	for _, name := range f.By {
		out.WriteString(item.Code(name) + "\x00")
	}
	return out.String()
}

func mostRows(f dispute.Field) int64 { return min(max(f.Max, 0), MaxRows) }

// rows is how many rows of a group a form holds. A posted count that is no number,
// or larger than possible, is cut to what is possible: the rows past it are then
// names nobody asked for.
func (s Sheet) rows(f dispute.Field, typed Typed, name string) int {
	n, err := strconv.Atoi(typed.Get(name + ".rows"))
	if err != nil || n < 0 {
		n = int(f.Min)
	}
	return min(n, int(mostRows(f)))
}

// untouched tells whether every input of a row is empty or still as first shown.
func (r *reading) untouched(fields []dispute.Field, prefix string) bool {
	fresh := Typed{}
	r.blank(fields, prefix, fresh)
	for name, values := range r.posted {
		if !strings.HasPrefix(name, prefix+".") || strings.HasSuffix(name, ".rows") {
			continue
		}
		for _, v := range values {
			if strings.TrimSpace(v) != "" && !slices.Contains(fresh[name], v) {
				return false
			}
		}
	}
	return true
}

// know marks the names of a row that is left out, so that they are not foreign.
func (r *reading) know(fields []dispute.Field, prefix string) {
	for _, f := range fields {
		name := join(prefix, f.Name)
		switch f.Kind {
		case dispute.Group:
			r.known[name+".rows"] = true
			for i := range r.rows(f, r.posted, name) {
				r.know(f.Fields, join(name, strconv.Itoa(i)))
			}
		case dispute.Instant:
			r.known[name+".date"], r.known[name+".time"] = true, true
		default:
			r.known[name], r.known[name+".name"] = true, true
		}
	}
}
