package api

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/door/api/strict"
)

const codesBegin, codesEnd = "<!-- codes -->\n", "<!-- end of codes -->\n"

// Every problem code stands in docs/api.md with its status and what it means, and
// every code that text names exists: programs branch on them.
func TestCodesAreDocumented(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	doc := string(raw)
	var table strings.Builder
	table.WriteString("| Code | Status | Means |\n|---|---|---|\n")
	known := map[string]bool{}
	for _, p := range allProblems() {
		known[p.Code] = true
		fmt.Fprintf(&table, "| `%s` | %d | %s |\n", p.Code, p.Status, p.Texts.Title.EN)
	}
	before, rest, found := strings.Cut(doc, codesBegin)
	listed, after, ended := strings.Cut(rest, codesEnd)
	if !found || !ended {
		t.Fatal("docs/api.md has no place for the codes")
	}
	if *update {
		if err := os.WriteFile("../../../docs/api.md", []byte(before+codesBegin+table.String()+codesEnd+after), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if listed != table.String() {
		t.Error("docs/api.md lists other codes: go test ./internal/door/api -run TestCodesAreDocumented -update, and read the difference")
	}
	named := regexp.MustCompile(`\b(request|office|dispute|escrow|party|identity)/[a-z_/]+`).FindAllString(before+after, -1)
	for _, code := range named {
		if !known[code] {
			t.Errorf("docs/api.md speaks of %s, which nobody answers", code)
		}
	}
	if len(named) < 5 || len(known) < 100 {
		t.Errorf("%d codes named, %d known: this check sees nothing", len(named), len(known))
	}
}

// Every problem of the door itself is said somewhere in it.
func TestNoDeadCodes(t *testing.T) {
	t.Parallel()
	var source strings.Builder
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if name := f.Name(); strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") && name != "problem_request.go" && name != "shape.go" {
			raw, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			source.Write(raw)
		}
	}
	unclean := []string{string(strict.NotJSON), string(strict.NotUTF8), string(strict.DuplicateKey), string(strict.TooDeep), string(strict.ControlCharacter)}
	for code := range requestProblems {
		if !strings.Contains(source.String(), `"`+code+`"`) && !slices.Contains(unclean, strings.TrimPrefix(code, "request/")) {
			t.Errorf("nothing says %s", code)
		}
	}
}
