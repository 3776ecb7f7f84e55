package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/page"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// deciding tells whether the act has the desk of who decides: facts and results.
func (d *doing) deciding() bool {
	return d.move.Ruling != nil && slices.ContainsFunc(d.move.Fields, func(f dispute.Field) bool { return f.Name == "facts" })
}

// setUp gives every claim its result to be filled in, and a first fact.
func (d *doing) setUp() {
	claims, groups := d.move.Ruling.Claims, []string{"results", "facts"}
	if d.move.Review != nil { // the facts of the ruling stand until one is found otherwise
		groups = []string{"points"}
	}
	for _, group := range groups {
		d.typed.Set(group+".rows", strconv.Itoa(len(claims)))
		for i, k := range claims {
			d.typed.Set(fmt.Sprintf("%s.%d.claim", group, i), k.No)
		}
	}
}

// deskStep answers the buttons of the desk that decide nothing: one more fact, on an
// issue or without, and the look at what is missing.
func (d *doing) deskStep() (done bool, err error) {
	step := last(d.typed[form.StepName])
	d.unpick()
	switch about, ok := strings.CutPrefix(step, "fact:"); {
	case step == "look":
		return true, d.showForm(http.StatusOK, nil, "")
	case step == "save" && d.site.Unsent != nil:
		return true, d.putAside()
	case !ok:
		return false, nil
	default:
		claim, issue, _ := strings.Cut(about, ":")
		n, convErr := strconv.Atoi(d.typed.Get("facts.rows"))
		if convErr != nil || n < 0 || n >= form.MaxRows {
			n = 0
		}
		d.typed.Set("facts.rows", strconv.Itoa(n+1))
		d.typed.Set(fmt.Sprintf("facts.%d.claim", n), short(claim))
		d.typed.Set(fmt.Sprintf("facts.%d.issue", n), short(issue))
		return true, d.showForm(http.StatusOK, nil, "")
	}
}

// putAside keeps the desk as it stands for its author alone, and shows it again.
func (d *doing) putAside() error {
	written := form.Typed{}
	for name, values := range d.typed {
		if !strings.HasPrefix(name, "_") {
			written[name] = values
		}
	}
	switch err := d.site.Unsent.Keep(d.r.Context(), d.who, d.action(), written, d.Now); {
	case errors.Is(err, ErrKeptTooLarge):
		return d.showForm(http.StatusRequestEntityTooLarge, nil, d.t.Live.TooMuch)
	case errors.Is(err, ErrKeptTooMany):
		return d.showForm(http.StatusConflict, nil, d.t.Live.TooMany)
	case err != nil:
		return err
	}
	return d.see(d.action())
}

// unpick drops the empty choice of the list of other clauses, and what was chosen twice.
func (d *doing) unpick() {
	for name, values := range d.typed {
		if strings.HasPrefix(name, "facts.") && strings.HasSuffix(name, ".cites") {
			var kept []string
			for _, v := range values {
				if v != "" && !slices.Contains(kept, v) {
					kept = append(kept, v)
				}
			}
			d.typed[name] = kept
		}
	}
}

// showDesk draws the desk, sorted by claim, with what the form still lacks.
func (d *doing) showDesk(status int, refusal *view.Refusal, says string) error {
	sheet := d.open()
	m := page.RulingForm{MoveForm: d.drawn(sheet, refusal, says)}
	_, m.Missing = sheet.Read(without(d.typed, d.confirmation()))
	d.place(m.Missing)
	d.place(m.Wrong)
	for _, k := range d.move.Ruling.Claims {
		m.Sections = append(m.Sections, page.RulingSection{Claim: k})
	}
	for _, in := range m.Inputs {
		switch in.Name {
		case "results", "points":
			m.Counts = append(m.Counts, in)
			for _, row := range in.Rows {
				if s := section(m.Sections, chosenIn(row.Inputs, "claim")); s != nil {
					s.Result = hideClaim(row.Inputs)
				}
			}
		case "facts":
			m.Counts = append(m.Counts, in)
			for i, row := range in.Rows {
				fact := factRow(row, i+1)
				s := section(m.Sections, fact.Claim)
				if s == nil && len(m.Sections) > 0 {
					s = &m.Sections[0]
				}
				if s != nil {
					fact.sortCites(s.Claim.Cites)
					s.Facts = append(s.Facts, fact.FactRow)
				}
			}
		default:
			m.Rest = append(m.Rest, in)
		}
	}
	return d.show(status, page.RulingPage(d.frame(d.move.Act.Name).In("workbench"), m))
}

// place says of each line where it stands: which fact, the result of which claim.
func (d *doing) place(all []form.Wrong) {
	for i, w := range all {
		parts := strings.Split(w.ID, "-") // f-facts-0-status
		if len(parts) < 4 {
			continue
		}
		n, err := strconv.Atoi(parts[2])
		if err != nil {
			continue
		}
		where := d.t.Ruling.FactNo(n + 1)
		if parts[1] == "results" || parts[1] == "points" {
			where = d.t.Ruling.ResultOf(d.typed.Get(parts[1] + "." + parts[2] + ".claim"))
		}
		all[i].Label = strings.TrimSuffix(where+" · "+w.Label, " · ")
	}
}

func section(all []page.RulingSection, claim string) *page.RulingSection {
	for i := range all {
		if all[i].Claim.No == claim {
			return &all[i]
		}
	}
	return nil
}

// chosenIn is the value of an input of a row.
func chosenIn(inputs []form.Input, name string) string {
	for _, in := range inputs {
		if strings.HasSuffix(in.Path, "."+name) {
			return in.Value
		}
	}
	return ""
}

// hideClaim leaves the claim of a result unseen: its section says which it is.
func hideClaim(inputs []form.Input) []form.Input {
	out := slices.Clone(inputs)
	for i := range out {
		if strings.HasSuffix(out[i].Path, ".claim") {
			out[i].Look = form.Hidden
		}
	}
	return out
}

// fact is a row of findings while it is sorted.
type fact struct{ page.FactRow }

func factRow(row form.Row, no int) fact {
	f := fact{page.FactRow{Row: row, No: no, Inputs: map[string]form.Input{}}}
	for _, in := range row.Inputs {
		f.Inputs[in.Path[strings.LastIndexByte(in.Path, '.')+1:]] = in
	}
	f.Claim = f.Inputs["claim"].Value
	return f
}

// sortCites puts the clauses of the claim's reason, and those chosen, before all others.
func (f *fact) sortCites(near []string) {
	for _, o := range f.Inputs["cites"].Options {
		if o.On || slices.Contains(near, o.Value) {
			f.Cites = append(f.Cites, o)
		} else {
			f.More = append(f.More, o)
		}
	}
}
