package reception

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// Intake implements web.Papers: for who may accept, ask to complete or refuse now.
func (p documents) Intake(ctx context.Context, who view.Visitor, of id.Case) (view.Intake, error) {
	r, err := p.enter(ctx, who, of)
	if err != nil {
		return view.Intake{}, err
	}
	if !r.Audience.Staff || !r.takesIn() {
		return view.Intake{}, web.ErrUnknown
	}
	out := view.Intake{Checks: r.conditions(), Story: r.story(), NextURL: "/workbench"}
	out.Case = view.Case{CaseBrief: r.brief(), Claims: r.claims(), Exhibits: r.exhibits(ctx)}
	out.Deadline, _ = r.deadlines()
	for _, x := range r.kase.Parties {
		out.Parties = append(out.Parties, r.partyCard(x))
	}
	if _, ok := r.moveNamed("accept"); ok {
		a := r.act("accept", "")
		out.Accept = &a
	}
	out.Cure, out.Reject = r.begun("ask_cure"), r.begun("reject")
	for i := range out.Cure { // its sentence is begun with it
		out.Cure[i].URL = moveURL(r.kase.ID, "ask_cure", out.Cure[i].Code)
	}
	if _, ok := r.moveNamed("assign"); ok {
		out.PassOn = moveURL(r.kase.ID, "assign", "") + "?role=officer"
	}
	if _, ok := r.moveNamed("confirm_rejection"); ok {
		out.Second = []view.Act{r.act("confirm_rejection", "")}
	}
	return out, outside(r.order(ctx, &out.Case))
}

// takesIn tells whether the reader decides now whether the case is taken.
func (r *room) takesIn() bool {
	return slices.ContainsFunc(r.Moves, func(m dispute.Move) bool {
		return m.Name == "accept" || m.Name == "reject" || m.Name == "ask_cure" || m.Name == "confirm_rejection"
	})
}

// begun are the forms of an act, each with its ground already chosen.
func (r *room) begun(move string) []view.Act {
	var out []view.Act
	for _, code := range r.choices(move, "ground") {
		a := r.act(move, "")
		a.Code, a.Name, a.URL = code, capital(r.in(wording.Ground(move, code))), moveURL(r.kase.ID, move, "")+"?ground="+code
		out = append(out, a)
	}
	return out
}

// story is what the claimant wrote when filing.
func (r *room) story() []string {
	for _, e := range r.rows {
		if a, ok := e.Event.(dispute.Act); ok && a.Move == "submit" && e.Texts["story"] != "" {
			return paragraphs(e.Texts["story"])
		}
	}
	return nil
}

// conditions are those of acceptance, with what the data say of each (M67).
func (r *room) conditions() []view.IntakeCheck {
	t := r.t.Intake
	facts, c := r.world.Facts, r.kase
	check := func(name string, good bool, yes, no string) view.IntakeCheck {
		if good {
			return view.IntakeCheck{Name: name, Says: yes, State: view.Chip{Tone: view.Fine, Icon: "circle-check", Text: t.For}}
		}
		return view.IntakeCheck{Name: name, Says: no, State: view.Chip{Tone: view.Warn, Icon: "circle-alert", Text: t.Against}}
	}
	paidFor := int64(0)
	for _, l := range r.world.Order.Lines {
		paidFor += l.ShareMinor
	}
	var asked int64
	for _, k := range c.Claims {
		asked += k.Minor
	}
	return []view.IntakeCheck{
		check(t.Identity, slices.Contains(facts.Identified, dispute.Claimant), t.Shown, t.NotShown),
		check(t.Reach, slices.Contains(facts.Reachable, dispute.Claimant), t.Reachable, t.NotReachable),
		check(t.Order, c.Custody != "none", t.OrderKnown, t.OrderClaimed),
		check(t.Time, !c.OutOfTime, t.InTime, t.LateFiled),
		check(t.Before, c.Follows.IsZero(), t.First, t.Refiled),
		check(t.Elsewhere, len(c.Outside) == 0, t.NoneElsewhere, t.ElsewhereHeld),
		check(t.Sum, asked <= paidFor, t.SumWithin, t.SumBeyond),
	}
}

// cureSays begins what an officer asks the claimant to complete: what is missing, by
// the conditions, and by when; he writes on from there (T04). Lack of evidence is
// never among it.
func (d *desk) cureSays() string {
	t := d.t.Intake
	says := map[string]string{"identity": t.CureIdentity, "order": t.CureOrder, "claim": t.CureClaim}[d.on]
	if says == "" {
		return ""
	}
	var lines []string
	if d.on == "identity" {
		for _, c := range d.conditions() {
			if c.State.Tone == view.Warn && (c.Name == t.Identity || c.Name == t.Reach) {
				lines = append(lines, c.Says)
			}
		}
	}
	lines = append(lines, says)
	if k := d.book.Clock("K_SUPP"); k != nil {
		lines = append(lines, fmt.Sprintf(t.CureBy, wording.Length(k.Len.Span(), d.visitor.Lang)))
	}
	return strings.Join(lines, "\n")
}
