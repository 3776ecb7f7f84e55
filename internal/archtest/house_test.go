package archtest

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// rule is one sentence about the house that a program can check.
type rule struct {
	name  string
	check func(tree) []string
	// broken is a house in which the rule finds exactly wrong, and nothing else.
	broken map[string]string
	wrong  []string
}

func rules() []rule {
	return slices.Concat(importRules(), clockRules(), wordRules(), wordingRules(), procedureRules(), documentRules())
}

// repository is the house we live in.
func repository(t *testing.T) tree {
	t.Helper()
	house := read(t, os.DirFS("../.."))
	if len(house.sources) < 10 {
		t.Fatalf("only %d Go files found: the walk does not see the repository", len(house.sources))
	}
	return house
}

// TestHouse proves that the repository keeps every rule.
func TestHouse(t *testing.T) {
	t.Parallel()
	house := repository(t)
	for _, r := range rules() {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			for _, finding := range r.check(house) {
				t.Error(finding)
			}
		})
	}
}

// TestRulesBite proves that every rule still finds what it exists to find, and
// leaves alone what stands beside it.
func TestRulesBite(t *testing.T) {
	t.Parallel()
	for _, r := range rules() {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			if len(r.wrong) == 0 {
				t.Fatal("a rule that finds nothing proves nothing")
			}
			files := fstest.MapFS{}
			for name, body := range r.broken {
				files[name] = &fstest.MapFile{Data: []byte(body)}
			}
			got := r.check(read(t, files))
			slices.Sort(got)
			if !slices.Equal(got, r.wrong) {
				t.Errorf("found\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(r.wrong, "\n  "))
			}
		})
	}
}
