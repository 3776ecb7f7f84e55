package reception

import (
	"github.com/tianping-odr/tianping/internal/core/dispute"
)

// late tells whether the draft, as it stands, would be filed out of time.
func (w *writing) late() bool { return w.window().Late }

// window is the time to file for what is written so far.
func (w *writing) window() dispute.Window {
	return dispute.FilingWindow(w.book, w.world, w.asFiled())
}

// asFiled is what the time to file depends on: the goods, the days stated, and what
// kinds of evidence there are.
func (w *writing) asFiled() dispute.Answers {
	problem := w.draft.Steps["problem"]
	out := dispute.Answers{{Name: "claims", Items: []dispute.Answers{{{Name: "scope", Items: problem.Items("scope")}}}}}
	for _, item := range w.draft.Steps["claim"].Items("claims") {
		if len(item.Items("scope")) > 0 {
			out[0].Items = append(out[0].Items, item)
		}
	}
	var shown []dispute.Answers
	for _, f := range w.draft.Files {
		shown = append(shown, dispute.Answers{{Name: "kind", Value: w.kindOfFile(f)}})
	}
	out = append(out, dispute.Answer{Name: "exhibits", Items: shown})
	for _, a := range problem {
		if a.At != nil {
			out = append(out, a)
		}
	}
	return out
}

// lateSays tells what is still possible, before anything is filed (T77).
func (w *writing) lateSays() []string {
	out := []string{w.t.Buyer.Late(w.t.Till(w.local(w.window().Due), w.now)), w.t.Buyer.LateStill}
	if len(w.dates()) > 0 {
		out = append(out, w.t.Buyer.LateDates)
	}
	return out
}

// dates are the inputs of submit that name a day from which the time counts anew.
// They are asked where the time has ended, or one was given.
func (w *writing) dates() []dispute.Field {
	problem := w.draft.Steps["problem"]
	var out []dispute.Field
	given := false
	for _, name := range []string{"defect_found", "after_sale_refused"} {
		if f := w.field(name); f.Name != "" {
			out = append(out, f)
			given = given || problem.Has(name)
		}
	}
	if !given && !w.window().Late {
		return nil
	}
	return out
}
