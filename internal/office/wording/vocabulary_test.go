package wording

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/party"
)

// Every event a case may hold has its sentence, and every act its words.
func TestEveryEventAndActOfACaseHasWords(t *testing.T) {
	t.Parallel()
	for _, e := range dispute.Events() {
		if _, ok := sentences[e.Kind()]; !ok {
			t.Errorf("event %q has no sentence", e.Kind())
		}
	}
	for _, name := range dispute.Words() {
		m := Move(name)
		full(t, "act", name, m.Name)
		full(t, "button", name, m.Button)
		full(t, "effect", name, m.Effect)
	}
}

// The codes of fields and choices stand in the source of core/dispute and in no
// list of its own, so this test reads them there: each must have words, and so
// must each refusal of the closed list.
func TestEveryInputAndRefusalOfACaseHasWords(t *testing.T) {
	t.Parallel()
	v := vocabulary(t, "../../core/dispute")
	if len(v.fields) < 50 || len(v.choices) < 60 {
		t.Fatalf("the reader found only %d fields, %d choices", len(v.fields), len(v.choices))
	}
	for name := range v.fields {
		full(t, "field", name, Field("", name).Name)
	}
	for c := range v.choices {
		field, value, _ := strings.Cut(c, " ")
		full(t, "choice", c, Choice("", field, value))
	}
	for _, code := range dispute.Codes() {
		full(t, "refusal", code, Refusal(code).Wrong)
		full(t, "refusal", code, Refusal(code).Instead)
	}
}

// The closed list of refusals in the hand-written table of who may do what has
// words, each with what is possible instead.
func TestEveryRefusalOfTheTableHasWords(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile("../../core/dispute/testdata/who-may.md")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(doc), "## Refusals")
	found := regexp.MustCompile(`(?m)^\| ([a-z_]+) \|`).FindAllStringSubmatch(list, -1)
	if len(found) != 24 {
		t.Errorf("%d refusals in the table, want 24", len(found))
	}
	for _, m := range found {
		full(t, "refusal", m[1], Refusal(m[1]).Wrong)
		full(t, "refusal", m[1], Refusal(m[1]).Instead)
	}
}

type codes struct{ fields, choices map[string]bool }

// vocabulary reads string literals where core/dispute names fields and choices:
// calls of its small makers, and Field values.
func vocabulary(t *testing.T, dir string) codes {
	t.Helper()
	v := codes{map[string]bool{}, map[string]bool{}}
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) < 10 {
		t.Fatalf("no source in %s: %v", dir, err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				v.call(n)
			case *ast.CompositeLit:
				v.value(n)
			}
			return true
		})
	}
	return v
}

var isCode = regexp.MustCompile(`^[a-z][a-z_0-9]+$`)

func literal(e ast.Expr) string {
	if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
		s, _ := strconv.Unquote(lit.Value)
		return s
	}
	return ""
}

func (v codes) call(c *ast.CallExpr) {
	maker, ok := c.Fun.(*ast.Ident)
	if !ok || len(c.Args) == 0 {
		return
	}
	first := literal(c.Args[0])
	switch maker.Name {
	case "text", "reasonText", "proofOf", "code", "sum", "exactly", "number", "claimsField", "perClaim", "yesNo", "unsaid":
		if isCode.MatchString(first) {
			v.fields[first] = true
		}
	case "choice":
		if first == "" {
			return
		}
		v.fields[first] = true
		for _, a := range c.Args[2:] {
			if s := literal(a); s != "" {
				v.choices[first+" "+s] = true
			}
		}
	case "reasoned", "ground":
		for _, a := range c.Args[1:] {
			if s := literal(a); s != "" {
				v.choices["ground "+s] = true
			}
		}
	}
}

func (v codes) value(c *ast.CompositeLit) {
	name, kind := "", ""
	for _, e := range c.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		switch key, _ := kv.Key.(*ast.Ident); {
		case key == nil:
		case key.Name == "Name":
			name = literal(kv.Value)
		case key.Name == "Kind":
			if id, ok := kv.Value.(*ast.Ident); ok {
				kind = id.Name
			}
		}
	}
	if name != "" && kind != "" && isCode.MatchString(name) {
		v.fields[name] = true
	}
}

// The events of orders, accounts, the fund, persons and the market have sentences
// too, and so have their refusals.
func TestEverythingOutsideCasesHasWords(t *testing.T) {
	t.Parallel()
	for _, e := range append(escrow.Events(), party.Events()...) {
		if _, ok := sentences[e.Kind()]; !ok {
			t.Errorf("event %q has no sentence", e.Kind())
		}
	}
	found := 0
	for _, dir := range []string{"../../core/escrow", "../../core/party"} {
		doc, err := os.ReadFile(filepath.Join(dir, "refusal.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range refusalCode.FindAllStringSubmatch(string(doc), -1) {
			found++
			full(t, "refusal", m[1], Refusal(m[1]).Wrong)
		}
	}
	if found < 55 {
		t.Errorf("only %d refusals found", found)
	}
}

var refusalCode = regexp.MustCompile(`(?:Code += |Code: )"([a-z_/]+)"`)
