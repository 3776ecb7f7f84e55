package reception

import (
	"context"
	"strings"

	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// Help implements web.Rules: a word is found by itself or by what is said of it, in
// either language.
func (u rules) Help(_ context.Context, lang text.Lang, query string) (view.Help, error) {
	catalogue := text.Load()
	t := catalogue.Of(lang)
	out := view.Help{Query: query}
	for _, group := range wording.TermGroups() {
		g := view.HelpGroup{Name: t.Help.Group(group)}
		for _, term := range wording.Terms() {
			if term.Group == group && speaksOf(term, query) {
				g.Terms = append(g.Terms, helpTerm(term, t))
			}
		}
		if len(g.Terms) > 0 {
			out.Groups = append(out.Groups, g)
		}
	}
	return out, nil
}

func speaksOf(t wording.Term, query string) bool {
	all := strings.ToLower(strings.Join([]string{t.Word.ZH, t.Word.EN, t.Says.ZH, t.Says.EN}, "\n"))
	return strings.Contains(all, strings.ToLower(strings.TrimSpace(query)))
}

// helpTerm is a word for its readers: laws are named, the platform's own papers are not.
func helpTerm(t wording.Term, in *text.Text) view.HelpTerm {
	out := view.HelpTerm{ID: t.ID, Word: capital(t.Word.In(in.Lang)), Says: t.Says.In(in.Lang)}
	if t.Mark != "D" {
		law := wording.Clause(t.Source)
		out.Source, out.Original = law.In(in.Lang), law.ZH == law.EN // what has no translation stands as it was published
	}
	if t.Mark == "U" || t.Mark == "P" {
		out.Unsure = wording.Mark(t.Mark).In(in.Lang)
	}
	return out
}
