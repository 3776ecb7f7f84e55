package archtest

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
)

// wallClock are the functions of package time that ask or wait for the machine's
// clock with nothing that could stop them.
var wallClock = []string{"Now", "Since", "Until", "Sleep", "After", "Tick"}

func clockRules() []rule {
	return []rule{
		{
			name:  "time comes from a clock",
			check: clockReads,
			broken: map[string]string{
				"cmd/tianping/serve.go":        `package main; import "time"; var at = time.Now()`,
				"internal/door/clock/clock.go": `package clock; import "time"; var Machine = time.Now`,
				"internal/office/clerk/a.go":   "package clerk\nimport \"time\"\nvar now = time.Now\nvar d = time.Hour",
				"internal/door/web/a.go":       "package web\nimport clock \"time\"\nfunc f() { clock.Sleep(1) }",
				"internal/door/web/b.go":       "package web\nimport . \"time\"\nvar at = Now()",
				"internal/door/web/c.go":       "package web\nvar time struct{ Now int }\nvar x = time.Now",
				"internal/door/web/a_test.go":  "package web\nimport \"time\"\nvar now = time.Now\nfunc f() { time.Sleep(1) }",
			},
			wrong: []string{
				"internal/door/web/a.go:3: time.Sleep: take a clock",
				"internal/door/web/a_test.go:4: time.Sleep: use testing/synctest, or wait for what you wait for",
				"internal/door/web/b.go:2: imports package time with a dot: the clock would be out of sight",
				"internal/office/clerk/a.go:3: time.Now: take a clock",
			},
		},
		{
			name:  "the core has no floats",
			check: floats,
			broken: map[string]string{
				"internal/core/money/a.go":   "package money\nvar x float64\nvar n = 15e2\nvar ok int64 = 15",
				"internal/core/escrow/a.go":  "package escrow\nfunc f(share float32) {}",
				"internal/office/stats/s.go": "package stats\nvar mean float64",
			},
			wrong: []string{
				"internal/core/escrow/a.go:2: float32: money and counts are whole numbers",
				"internal/core/money/a.go:2: float64: money and counts are whole numbers",
				"internal/core/money/a.go:3: 15e2: money and counts are whole numbers",
			},
		},
	}
}

// clockReads finds uses of the wall clock outside cmd and the clock adapter. A
// test may ask what time it is, but never sleeps.
func clockReads(house tree) (found []string) {
	for _, s := range house.sources {
		if within(s.dir, "cmd") || within(s.dir, "internal/door/clock") {
			continue
		}
		name, pos := nameOf(s, "time")
		switch name {
		case "":
			continue
		case ".":
			found = append(found, s.at(pos, "imports package time with a dot: the clock would be out of sight"))
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			from, ok := sel.X.(*ast.Ident)
			switch {
			case !ok || from.Name != name || !slices.Contains(wallClock, sel.Sel.Name):
			case s.isTest() && sel.Sel.Name == "Sleep":
				found = append(found, s.at(sel.Pos(), "time.Sleep: use testing/synctest, or wait for what you wait for"))
			case !s.isTest():
				found = append(found, s.at(sel.Pos(), "time.%s: take a clock", sel.Sel.Name))
			}
			return true
		})
	}
	return found
}

// nameOf is the name under which a file knows an imported package, and where it
// says so; "" when it does not import it.
func nameOf(s source, target string) (string, token.Pos) {
	for _, spec := range s.file.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err != nil || p != target {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name, spec.Pos()
		}
		return target[strings.LastIndex(target, "/")+1:], spec.Pos()
	}
	return "", token.NoPos
}

// floats finds floating point in the core: it does not divide a fen honestly, and
// not the same way on every machine.
func floats(house tree) (found []string) {
	for _, s := range house.sources {
		if !s.product() || !within(s.dir, "internal/core") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Ident:
				if n.Name == "float64" || n.Name == "float32" {
					found = append(found, s.at(n.Pos(), "%s: money and counts are whole numbers", n.Name))
				}
			case *ast.BasicLit:
				if n.Kind == token.FLOAT {
					found = append(found, s.at(n.Pos(), "%s: money and counts are whole numbers", n.Value))
				}
			}
			return true
		})
	}
	return found
}
