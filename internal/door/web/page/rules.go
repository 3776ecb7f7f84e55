package page

import (
	"net/url"
	"strings"

	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// RulesWhole is the part that is all of the rules, for printing.
const RulesWhole = "all"

// RulesParts lists the parts of a page of rules: its phases by number, its tables, the
// whole.
func RulesParts(r view.Rules) []string {
	parts := []string{"", RulesWhole, "clocks", "moves", "grants", "reasons"}
	for i := range r.Phases {
		parts = append(parts, num(i))
	}
	return parts
}

func shows(part, one string) bool { return part == one || part == RulesWhole }

func rulesURL(r view.Rules, part string) string {
	q := url.Values{}
	if r.Code != "" {
		q.Set("procedure", r.Code)
	}
	if part != "" {
		q.Set("part", part)
	}
	if len(q) == 0 {
		return "/rules"
	}
	return "/rules?" + q.Encode()
}

// rulesTitle is the name of the procedure, or of the phase or table shown.
func rulesTitle(r view.Rules, part string) string {
	for i, p := range r.Phases {
		if part == num(i) {
			return p.Name
		}
	}
	return r.Name
}

// rulesLine is the version and, where the file has one, its first day; a part says
// also of what it is one.
func rulesLine(f Frame, r view.Rules, part string) string {
	line := f.T.Book.Version + " " + r.Version
	if rulesTitle(r, part) != r.Name {
		line = r.Name + " · " + line
	}
	if r.Effective != "" {
		line += " · " + r.Effective
	}
	return line
}

// rulesTable is one table of the rules; law is the column that names laws, in their
// own language, -1 for none.
type rulesTable struct {
	id, title string
	law       int
	head      []string
	rows      [][]string
}

func tables(f Frame, r view.Rules) []rulesTable {
	t, b := f.T.Rules, f.T.Book
	return []rulesTable{
		{"clocks", t.Clocks, -1, []string{t.Clock, t.Length, t.Starts, b.Extends, t.Then}, clockRows(f, r)},
		{"moves", t.Moves, -1, []string{t.Move, t.By, t.From, t.If, t.To}, moveRows(r)},
		{"grants", t.Grants, 2, []string{t.No, t.Rule, t.Source}, grantRows(r)},
		{"reasons", t.Reasons, -1, []string{t.No, t.Reason, t.Burden, t.Evidence, t.Remedies}, reasonRows(r)},
	}
}

// inOne puts sentences behind each other.
func inOne(lines []string) string { return strings.Join(lines, " ") }

func clockRows(f Frame, r view.Rules) (rows [][]string) {
	for _, c := range r.Clocks {
		rows = append(rows, []string{c.Name, c.Length, c.Starts, strings.Join(c.Extends, f.T.Desk.Semicolon), inOne(c.Then)})
	}
	return rows
}

func moveRows(r view.Rules) (rows [][]string) {
	for _, m := range r.Moves {
		rows = append(rows, []string{m.Name, m.By, m.From, m.If, m.To})
	}
	return rows
}

func grantRows(r view.Rules) (rows [][]string) {
	for _, g := range r.Grants {
		rows = append(rows, []string{g.ID, g.Text, g.Source})
	}
	return rows
}

func reasonRows(r view.Rules) (rows [][]string) {
	for _, x := range r.Reasons {
		rows = append(rows, []string{x.Code, x.Name, x.Burden, x.Evidence, x.Remedies})
	}
	return rows
}
