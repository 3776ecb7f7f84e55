package rulebookfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// TermText is a word in one language: itself, other forms that mean the same, and
// one sentence that says what it means.
type TermText struct {
	Word string   `yaml:"word"`
	Also []string `yaml:"also"`
	Says string   `yaml:"says"`
}

// Term is one word people meet in a dispute, with where its meaning comes from.
// Mark is V (read at the source), P (partly), U (unverified: an editable default,
// never a legal fact) or D (our own design). A quiet term is not marked on pages.
type Term struct {
	ID     string   `yaml:"id"`
	Group  string   `yaml:"group"`
	Quiet  bool     `yaml:"quiet"`
	ZH     TermText `yaml:"zh"`
	EN     TermText `yaml:"en"`
	Source string   `yaml:"source"`
	Mark   string   `yaml:"mark"`
}

// Glossary is a document of terms (schema: head of rulebook/words/terms.yaml).
type Glossary struct {
	ID            string `yaml:"words"`
	Version       string `yaml:"version"`
	EffectiveFrom string `yaml:"effective_from"`
	Terms         []Term `yaml:"terms"`
}

// TermGroups are the headings a term may stand under, in the order of the help page.
func TermGroups() []string {
	return []string{"people", "way", "proof", "result", "money", "time", "outside"}
}

// Terms reads a document of terms. Refused are: unknown fields, a second document,
// an id or a word twice, a text missing in a language, more than one sentence, a
// figure that belongs to the procedure, an unknown group or mark.
//
// Errors: ErrWords.
func Terms(doc []byte) (Glossary, error) {
	if len(doc) > maxWords {
		return Glossary{}, fmt.Errorf("%w: longer than %d bytes", ErrWords, maxWords)
	}
	if err := noAliases(doc); err != nil {
		return Glossary{}, fmt.Errorf("%w: %w", ErrWords, err)
	}
	var g Glossary
	in := yaml.NewDecoder(bytes.NewReader(doc))
	in.KnownFields(true)
	if err := in.Decode(&g); err != nil {
		return Glossary{}, fmt.Errorf("%w: %w", ErrWords, err)
	}
	if err := in.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return Glossary{}, fmt.Errorf("%w: more than one document", ErrWords)
	}
	if wrong := g.wrong(); len(wrong) > 0 {
		return Glossary{}, fmt.Errorf("%w: %s", ErrWords, strings.Join(wrong, "; "))
	}
	return g, nil
}

// wrong lists what is wrong with the terms, in their order.
func (g Glossary) wrong() (found []string) {
	seen := map[string]bool{}
	once := func(id, kind, word string) {
		if seen[kind+word] {
			found = append(found, fmt.Sprintf("term %s: %s %q stands there twice", id, kind, word))
		}
		seen[kind+word] = true
	}
	for _, t := range g.Terms {
		once(t.ID, "id", t.ID)
		for _, w := range append([]string{t.ZH.Word}, t.ZH.Also...) {
			once(t.ID, "zh", w)
		}
		for _, w := range append([]string{t.EN.Word}, t.EN.Also...) {
			once(t.ID, "en", strings.ToLower(w))
		}
		if why := t.wrong(); why != "" {
			found = append(found, fmt.Sprintf("term %s: %s", t.ID, why))
		}
	}
	return found
}

var (
	termID = regexp.MustCompile(`^[a-z][a-z_]*$`)
	digits = regexp.MustCompile(`[0-9]`)
)

// wrong is what is wrong with one term; "" for nothing.
func (t Term) wrong() string {
	switch {
	case !termID.MatchString(t.ID):
		return "an id is of lower-case letters and _"
	case t.ZH.Word == "" || t.EN.Word == "" || t.ZH.Says == "" || t.EN.Says == "":
		return "lacks a language"
	case !slices.Contains(TermGroups(), t.Group):
		return fmt.Sprintf("there is no group %q", t.Group)
	case !slices.Contains([]string{"V", "P", "U", "D"}, t.Mark) || t.Source == "":
		return "needs a source and a mark V, P, U or D"
	case !oneSentence(t.ZH.Says, "。") || !oneSentence(t.EN.Says, "."):
		return "says more or less than one sentence"
	case digits.MatchString(t.ZH.Says + t.EN.Says):
		return "says a figure: lengths and limits are the procedure's"
	}
	return ""
}

func oneSentence(text, stop string) bool {
	return strings.HasSuffix(text, stop) && strings.Count(text, stop) == 1
}
