package wording

import (
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/office/rulebookfile"
)

// every runs over the built-in procedure files, merged with what they extend.
func every(t *testing.T, do func(t *testing.T, p procedure.Procedure)) {
	t.Helper()
	names := rulebookfile.Names()
	if len(names) < 5 {
		t.Fatalf("only %d procedure files found: %v", len(names), names)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := rulebookfile.Embedded(name)
			if err != nil {
				t.Fatal(err)
			}
			do(t, p)
		})
	}
}

// full fails for a code without words, or with words in one language only.
func full(t *testing.T, what, code string, w Words) {
	t.Helper()
	if w.ZH == "" || w.EN == "" || strings.Contains(w.ZH, "〔") || strings.HasPrefix(w.EN, "[") {
		t.Errorf("%s %q has no words in both languages: %+v", what, code, w)
	}
}

// Every stage, obligation state, hold, clock, expiry, act, owner and guard of
// every built-in file has words in both languages.
func TestEveryCodeOfTheFilesHasWords(t *testing.T) {
	t.Parallel()
	every(t, func(t *testing.T, p procedure.Procedure) {
		for _, s := range p.Stages {
			full(t, "stage", s.ID, Stage(s.ID))
			full(t, "phase", s.Phase, Phase(s.Phase))
			if s.Owner != "" {
				full(t, "owner", s.Owner, Who(s.Owner))
			}
		}
		for _, k := range p.Duties {
			full(t, "obligation", k.ID, Obligation(k.ID))
			for _, s := range k.States {
				full(t, "state", s.ID, ObligationState(s.ID))
				if s.Owner != "" {
					full(t, "owner", s.Owner, Who(s.Owner))
				}
			}
		}
		for _, h := range p.Holds {
			full(t, "hold", h.ID, Hold(h.ID))
			full(t, "owner", h.Owner, Who(h.Owner))
		}
		for _, g := range p.Filing.RejectGrounds {
			full(t, "reject ground", g, Choice("reject", "ground", g))
		}
		for _, s := range p.Execution.Sources {
			full(t, "source", s, Source(s))
		}
		for _, k := range p.Clocks {
			full(t, "clock", k.ID, Clock(k.ID))
			if nobody := k.Kind == "archive" || k.Kind == "window"; !nobody && Due(k.ID) == Clock(k.ID) {
				t.Errorf("clock %s: nothing says what is to be done in it", k.ID)
			}
			for _, e := range k.Expiry {
				if _, ok := arranged().Clocks[k.ID].Then[ending(e)]; !ok {
					t.Errorf("clock %s: nothing says what %q brings", k.ID, ending(e))
				}
				conditions(t, e.If)
			}
			for _, s := range k.Start {
				if s.Kind == "served" {
					full(t, "notice", s.Name, Notice(s.Name).Title)
				}
			}
		}
		for _, row := range p.Moves {
			m := Move(row.Move)
			full(t, "act", row.Move, m.Name)
			full(t, "button", row.Move, m.Button)
			full(t, "effect", row.Move, m.Effect)
			for _, by := range row.By {
				full(t, "capacity", by, Who(by))
			}
			conditions(t, procedure.Condition{row.Guard})
		}
	})
}

func conditions(t *testing.T, c procedure.Condition) {
	t.Helper()
	for _, all := range c {
		for _, term := range all {
			full(t, "guard", term.Name, Guard(term))
		}
	}
}

// A file may hold what this build has no words for: the code is shown, nothing
// fails, and an expiry says at least where it leads.
func TestUnknownCodesAreShown(t *testing.T) {
	t.Parallel()
	if got := Stage("LIMBO"); got != (Words{"〔LIMBO〕", "[LIMBO]"}) {
		t.Errorf("unknown stage: %+v", got)
	}
	if got := Move("dance").Button.EN; got != "[dance]" {
		t.Errorf("unknown act: %q", got)
	}
	if got := Refusal("too_sad").Wrong.ZH; got != "〔too_sad〕" {
		t.Errorf("unknown refusal: %q", got)
	}
	if got := Then("K_NEW", procedure.Expiry{To: "MEDIATING"}); got != (Words{"进入「调解」。", "Next: Mediation."}) {
		t.Errorf("unknown expiry: %+v", got)
	}
	if got := Happened("levitated", Facts{}); got.EN != "[levitated]" {
		t.Errorf("unknown event: %+v", got)
	}
}
