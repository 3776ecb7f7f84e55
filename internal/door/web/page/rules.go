package page

import "github.com/tianping-odr/tianping/internal/door/web/view"

func stageRows(p view.RulePhase) (rows [][]string) {
	for _, s := range p.Stages {
		rows = append(rows, []string{s.Name, s.Owner, s.Clocks, s.Then})
	}
	return rows
}

func clockRows(r view.Rules) (rows [][]string) {
	for _, c := range r.Clocks {
		rows = append(rows, []string{c.Name + " " + c.Code, c.Length, c.Starts, c.Then, c.Source})
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
