package rulebookfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// maxWords is the largest document of words read, in bytes.
const maxWords = 1 << 20

// ErrWords means a document of words cannot be used; the text says where.
var ErrWords = errors.New("rulebookfile: words")

// Text is one text in both languages.
type Text struct {
	ZH string `yaml:"zh"`
	EN string `yaml:"en"`
}

// ClockText names a period, what whom it waits for has to do, and what each way it
// may end brings, keyed by "effect > destination" (schema: head of rulebook/words/procedures.yaml).
type ClockText struct {
	Text `yaml:",inline"`
	Due  Text            `yaml:"due"` // none where nobody has to do anything
	Then map[string]Text `yaml:"then"`
}

// Texts are the words of procedures: code → text.
type Texts struct {
	ID            string               `yaml:"words"`
	Version       string               `yaml:"version"`
	EffectiveFrom string               `yaml:"effective_from"`
	Stages        map[string]Text      `yaml:"stages"`
	Obligations   map[string]Text      `yaml:"obligations"`
	States        map[string]Text      `yaml:"states"`
	Holds         map[string]Text      `yaml:"holds"`
	Clocks        map[string]ClockText `yaml:"clocks"`
	Carriers      map[string]Text      `yaml:"carriers"`
}

// Words reads a document of words. Unknown fields, repeated keys, aliases, a second
// document, and texts missing in a language are refused.
//
// Errors: ErrWords.
func Words(doc []byte) (Texts, error) {
	if len(doc) > maxWords {
		return Texts{}, fmt.Errorf("%w: longer than %d bytes", ErrWords, maxWords)
	}
	if err := noAliases(doc); err != nil {
		return Texts{}, fmt.Errorf("%w: %w", ErrWords, err)
	}
	var t Texts
	in := yaml.NewDecoder(bytes.NewReader(doc))
	in.KnownFields(true)
	if err := in.Decode(&t); err != nil {
		return Texts{}, fmt.Errorf("%w: %w", ErrWords, err)
	}
	if err := in.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return Texts{}, fmt.Errorf("%w: more than one document", ErrWords)
	}
	if found := t.missing(); len(found) > 0 {
		return Texts{}, fmt.Errorf("%w: lacks a language: %s", ErrWords, strings.Join(found, ", "))
	}
	return t, nil
}

// missing lists the texts that lack a language, sorted.
func (t Texts) missing() (found []string) {
	look := func(where string, all map[string]Text) {
		for _, code := range slices.Sorted(maps.Keys(all)) {
			if all[code].ZH == "" || all[code].EN == "" {
				found = append(found, where+" "+code)
			}
		}
	}
	look("stage", t.Stages)
	look("obligation", t.Obligations)
	look("state", t.States)
	look("hold", t.Holds)
	look("carrier", t.Carriers)
	names := map[string]Text{}
	for code, k := range t.Clocks {
		names[code] = k.Text
	}
	look("clock", names)
	for _, code := range slices.Sorted(maps.Keys(t.Clocks)) {
		if due := t.Clocks[code].Due; due != (Text{}) {
			look("clock "+code, map[string]Text{"due": due})
		}
		look("clock "+code+" then", t.Clocks[code].Then)
	}
	return found
}
