package archtest

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

func procedureRules() []rule {
	return []rule{{
		name:  "no code names a stage",
		check: stageNames,
		broken: map[string]string{
			"procedure/std.yaml":              "stages:\n  MEDIATING: {zh: 调解}\n  RULED: {zh: 已决}\nclocks:\n  K_MED: {len: 7nd}\n",
			"internal/core/dispute/a.go":      "package dispute\nvar a, b = \"K_MED\", `MEDIATING`\n",
			"internal/core/dispute/a_test.go": "package dispute\nvar a = \"MEDIATING\"\n",
			"internal/office/demo/a.go":       "package demo\nvar a = \"RULED\"\nvar b = \"RULED IS PART OF A SENTENCE\"",
		},
		wrong: []string{
			"internal/core/dispute/a.go:2: names stage MEDIATING: ask for its phase, or let the procedure file say it",
			"internal/office/demo/a.go:2: names stage RULED: ask for its phase, or let the procedure file say it",
		},
	}}
}

// stageNames finds string literals of the product equal to the id of a stage of
// any procedure file: arrangement belongs to files (design.md §4).
func stageNames(house tree) (found []string) {
	stages := map[string]bool{}
	for name, body := range house.texts {
		if !strings.Contains("/"+name, "/procedure/") || !strings.HasSuffix(name, ".yaml") {
			continue
		}
		var file struct {
			Stages map[string]yaml.Node
		}
		if err := yaml.Unmarshal([]byte(body), &file); err != nil {
			found = append(found, name+": "+err.Error())
		}
		for id := range file.Stages {
			stages[id] = true
		}
	}
	for _, s := range house.sources {
		if !s.product() {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			if id, err := strconv.Unquote(lit.Value); err == nil && stages[id] {
				found = append(found, s.at(lit.Pos(), "names stage %s: ask for its phase, or let the procedure file say it", id))
			}
			return true
		})
	}
	return found
}

// TestProcedureFilesAreSeen says aloud when there is no procedure file, so that
// the rule above cannot pass because it looked in the wrong place.
func TestProcedureFilesAreSeen(t *testing.T) {
	t.Parallel()
	for name := range repository(t).texts {
		if strings.HasSuffix(name, "procedure/tianping-std.yaml") {
			return
		}
	}
	t.Fatal("no procedure/tianping-std.yaml, so no stage name was looked for")
}
