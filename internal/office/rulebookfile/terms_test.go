package rulebookfile

import (
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/rulebook"
)

// The built-in terms read; what strays is refused, naming the term and why.
func TestTerms(t *testing.T) {
	t.Parallel()
	doc, err := rulebook.Files.ReadFile("words/terms.yaml")
	if err != nil {
		t.Fatal(err)
	}
	g, err := Terms(doc)
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Terms) < 40 {
		t.Errorf("only %d terms", len(g.Terms))
	}
	whole := string(doc)
	for name, c := range map[string]struct{ old, new, says string }{
		"unknown field":    {"group: people", "colour: red, group: people", "colour"},
		"unknown group":    {"id: claimant, group: people", "id: claimant, group: friends", `claimant: there is no group "friends"`},
		"id twice":         {"id: respondent", "id: claimant", `id "claimant" stands there twice`},
		"word twice":       {"word: 平台裁决员", "word: 调解员", `zh "调解员" stands there twice`},
		"language missing": {"word: claimant,", "word: '',", "claimant: lacks a language"},
		"two sentences":    {"谁都不能提走。", "谁都不能提走。绝对不能。", "frozen: says more or less than one sentence"},
		"a figure":         {"谁都不能提走。", "7 天内谁都不能提走。", "frozen: says a figure"},
		"no mark":          {"source: 仲裁法, mark: P", "source: 仲裁法, mark: X", "arbitration: needs a source and a mark"},
		"odd id":           {"id: frozen", "id: Frozen-1", "an id is of lower-case letters"},
		"second document":  {"terms:\n", "---\nterms:\n", "more than one document"},
	} {
		broken := strings.Replace(whole, c.old, c.new, 1)
		if broken == whole {
			t.Errorf("%s: the text to break is not in the document", name)
			continue
		}
		if _, err := Terms([]byte(broken)); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v, want a refusal saying %q", name, err, c.says)
		}
	}
}
