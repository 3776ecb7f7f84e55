package rulebookfile

import (
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/rulebook"
)

// The built-in words read, and what strays from the schema is refused, saying where.
func TestWords(t *testing.T) {
	t.Parallel()
	doc, err := rulebook.Files.ReadFile("words/procedures.yaml")
	if err != nil {
		t.Fatal(err)
	}
	texts, err := Words(doc)
	if err != nil {
		t.Fatal(err)
	}
	if got := texts.Clocks["K_RET"].Then["> RET_GRACE"].EN; got != "A time of grace begins; goods can still be sent." {
		t.Errorf("K_RET > RET_GRACE: %q", got)
	}
	whole := string(doc)
	for name, c := range map[string]struct{ old, new, says string }{
		"unknown field":    {"stages:\n", "colours: {}\nstages:\n", "colours"},
		"unknown language": {"{zh: 草稿, en: Draft}", "{zh: 草稿, en: Draft, fr: Brouillon}", "fr"},
		"language missing": {"{zh: 草稿, en: Draft}", "{zh: 草稿}", "stage DRAFT"},
		"then missing":     {"> RET_GRACE': {zh: 进入宽限期，仍可寄回。, en:", "> RET_GRACE': {zh: '', en:", "clock K_RET then > RET_GRACE"},
		"due missing":      {"due: {zh: 答复请求, en: answer the claims}", "due: {zh: 答复请求}", "clock K_ANS due"},
		"repeated code":    {"  SUBMITTED: ", "  DRAFT: ", "already defined"},
		"second document":  {"clocks:\n", "---\nclocks:\n", "more than one document"},
		"alias":            {"stages:\n", "stages: &s\n", "anchors and aliases"},
	} {
		broken := strings.Replace(whole, c.old, c.new, 1)
		if broken == whole {
			t.Errorf("%s: the text to break is not in the document", name)
			continue
		}
		if _, err := Words([]byte(broken)); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v, want a refusal saying %q", name, err, c.says)
		}
	}
}
