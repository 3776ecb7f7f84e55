package page

import (
	"context"
	"io"
	"strings"
	"unicode"

	"github.com/a-h/templ"

	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// says writes a text of the platform; a word of it that is explained leads to its
// explanation on the same page, so that nothing typed there is left. Never give it
// what a person typed: that is shown as it is.
func says(f Frame, text string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		for _, p := range f.Marks.Cut(text) {
			out := templ.EscapeString(p.Text)
			if p.Term != "" {
				out = `<a class="term" id="m-` + p.Term + `" href="#w-` + p.Term + `">` + out + `</a>`
			}
			if _, err := io.WriteString(w, out); err != nil {
				return err
			}
		}
		return nil
	})
}

// joined is a list in a sentence.
func joined(f Frame, words []string) string { return strings.Join(words, f.T.Desk.Comma) }

// asTyped marks what a person typed: it is not to be translated, and where its letters
// tell another language than the page's it says which, so that it is read aloud in
// that language (WCAG 3.1.2).
func asTyped(f Frame, text string) templ.Attributes {
	marks := templ.Attributes{"translate": "no"}
	chinese, latin := false, false
	for _, r := range text {
		chinese = chinese || unicode.Is(unicode.Han, r)
		latin = latin || unicode.Is(unicode.Latin, r)
	}
	switch {
	case chinese && f.T.HTML == "en":
		marks["lang"] = "zh-CN"
	case latin && !chinese && f.T.HTML != "en":
		marks["lang"] = "en"
	}
	return marks
}

// inLanguage marks words of another language than the page's; "" marks nothing.
func inLanguage(lang string) templ.Attributes {
	if lang == "" {
		return nil
	}
	return templ.Attributes{"lang": lang}
}

// sentences are the values of a form that a person wrote; codes, sums and keys are
// not: they mean nothing to who reads them.
func sentences(kept []view.Pair) (out []string) {
	for _, p := range kept {
		if p.Name == "" || p.Name[0] == '_' {
			continue
		}
		if strings.ContainsFunc(p.Value, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Han, r) }) {
			out = append(out, p.Value)
		}
	}
	return out
}
