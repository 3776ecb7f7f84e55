package page

import (
	"strings"

	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// rulesLine is the version and, where the file has one, its first day.
func rulesLine(f Frame, r view.Rules) string {
	line := f.T.Book.Version + " " + r.Version
	if r.Effective != "" {
		line += " · " + r.Effective
	}
	return line
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
