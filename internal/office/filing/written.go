package filing

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
)

// written is a draft as it stands in its document. Unlike an event it holds what a
// person wrote: the document is ciphertext and goes away.
type written struct {
	Steps map[string][]line `json:"steps,omitempty"`
	Files []File            `json:"files,omitempty"`
	None  []string          `json:"none,omitempty"`
	Saved time.Time         `json:"saved,omitzero"`
}

// line is one answer, with its text.
type line struct {
	Name  string     `json:"name"`
	Value string     `json:"value,omitempty"`
	List  []string   `json:"list,omitempty"`
	Minor int64      `json:"minor,omitempty"`
	At    *time.Time `json:"at,omitempty"`
	Text  string     `json:"text,omitempty"`
	Items [][]line   `json:"items,omitempty"`
}

func write(d Draft) written {
	w := written{Steps: map[string][]line{}, Files: d.Files, None: d.None, Saved: d.Saved}
	for step, given := range d.Steps {
		w.Steps[step] = lines(given)
	}
	return w
}

func lines(given dispute.Answers) []line {
	out := make([]line, 0, len(given))
	for _, a := range given {
		l := line{Name: a.Name, Value: a.Value, List: a.List, Minor: a.Minor, At: a.At, Text: a.Text}
		for _, item := range a.Items {
			l.Items = append(l.Items, lines(item))
		}
		out = append(out, l)
	}
	return out
}

func (w written) draft() Draft {
	d := Draft{Steps: map[string]dispute.Answers{}, Files: w.Files, None: w.None, Saved: w.Saved}
	for step, all := range w.Steps {
		d.Steps[step] = answers(all)
	}
	return d
}

func answers(all []line) dispute.Answers {
	out := make(dispute.Answers, 0, len(all))
	for _, l := range all {
		a := dispute.Answer{Name: l.Name, Value: l.Value, List: l.List, Minor: l.Minor, At: l.At, Text: l.Text, Sealed: l.Text != ""}
		for _, item := range l.Items {
			a.Items = append(a.Items, answers(item))
		}
		out = append(out, a)
	}
	return out
}
