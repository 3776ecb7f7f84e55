package rulebookfile

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/rulebook"
)

// ErrAuthority means that a rule table reads well but may not be used: words
// outside the vocabulary, or a separation of persons gone. The text says which.
var ErrAuthority = errors.New("rulebookfile: rule table")

// maxRuleText is how long the text or source of a rule may be, in characters.
const maxRuleText = 400

// Authority reads a rule table (schema: head of rulebook/authority/cn.yaml). name
// is told with what is wrong.
//
// Errors: Problems, each with its line; ErrAuthority with everything party.Check
// finds.
func Authority(name string, data []byte) (party.Table, error) {
	tree, err := parseTree(name, data)
	if err != nil {
		return party.Table{}, err
	}
	tree.settle("")
	r := &reader{}
	t := r.table(tree)
	if err := r.found.all(); err != nil {
		return party.Table{}, err
	}
	if found := party.Check(t); len(found) > 0 {
		lines := make([]string, len(found))
		for i, f := range found {
			lines[i] = strings.TrimSpace(fmt.Sprintf("%s: %s: %s", f.Rule, f.Code.Text().EN, f.Word))
		}
		return party.Table{}, fmt.Errorf("%w %s: %s", ErrAuthority, name, strings.Join(lines, "; "))
	}
	return t, nil
}

// EmbeddedAuthority is the built-in rule table of that name ("cn") with its source.
// Errors as Authority; a fault where there is none of that name.
func EmbeddedAuthority(name string) (party.Table, Source, error) {
	file := "authority/" + name + ".yaml"
	data, err := fs.ReadFile(rulebook.Files, file)
	if err != nil {
		return party.Table{}, Source{}, fmt.Errorf("rulebookfile: rule table %q: %w", name, err)
	}
	t, err := Authority(file, data)
	return t, source(file, data), err
}

func (r *reader) table(n *node) party.Table {
	var t party.Table
	r.fields(n, fields{
		"authority": r.key(&t.ID),
		"version":   r.checked(&t.Version, isVersion, "bad_version"),
		"rules": func(n *node) {
			r.list(n, func(item *node) { t.Rules = append(t.Rules, r.rule(item)) })
		},
	}, "authority", "version", "rules")
	return t
}

func (r *reader) rule(n *node) party.Rule {
	var rule party.Rule
	var effect string
	var who, acts, when []string
	r.fields(n, fields{
		"id":     r.id(&rule.ID),
		"effect": r.oneOf(&effect, string(party.Permit), string(party.Forbid)),
		"who":    r.vocabulary(&who, words(party.AllCapacities())),
		"acts":   r.vocabulary(&acts, words(party.AllClasses())),
		"when":   r.vocabulary(&when, words(party.AllConditions())),
		"zh":     r.text(&rule.Text.ZH, maxRuleText),
		"en":     r.text(&rule.Text.EN, maxRuleText),
		"source": r.text(&rule.Source, maxRuleText),
	}, "id", "effect", "who", "acts", "when", "zh", "en", "source")
	rule.Effect = party.Effect(effect)
	for _, w := range who {
		rule.Capacities = append(rule.Capacities, party.Capacity(w))
	}
	for _, a := range acts {
		rule.Actions = append(rule.Actions, party.Class(a))
	}
	for _, c := range when {
		rule.When = append(rule.When, party.Condition(c))
	}
	return rule
}

// vocabulary reads a list of words out of a closed set, without repetition.
func (r *reader) vocabulary(to *[]string, known []string) into {
	return func(n *node) {
		r.list(n, func(item *node) {
			var s string
			r.oneOf(&s, known...)(item)
			if s != "" && slices.Contains(*to, s) {
				r.found.add(item, "twice", s)
				return
			}
			*to = append(*to, s)
		})
	}
}

func words[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = string(w)
	}
	return out
}
