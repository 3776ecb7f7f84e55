package dispute_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/dispute"
)

// waits are those a case waits for, without the platform's promise over the whole.
func (p *play) waits(want string) {
	p.t.Helper()
	var got []string
	for _, t := range dispute.Turns(p.Book, p.World.Case) {
		if t.Who != "platform" {
			got = append(got, t.Who)
		}
	}
	slices.Sort(got)
	if strings.Join(got, " ") != want {
		p.t.Errorf("in %v the case waits for %v, want %s", p.Stages(), got, want)
	}
}

// Whose turn it is, step by step: the next word in talks is the respondent's, then the
// claimant's; in what both must do, of who has not done his part; of nobody's while
// the sides let it rest.
func TestTurns(t *testing.T) {
	p := sit(t, "01-05 10:00")
	p.Reads[dispute.Claimant], p.Reads[dispute.Respondent] = true, true
	p.filed(notReceived())
	p.waits("officer")
	p.do(p.staff("officer"), "accept")
	p.waits("respondent")
	p.refuses()
	p.waits("claimant")
	p.do(p.Claimant(), "escalate")
	p.waits("claimant respondent")
	p.do(p.Claimant(), "done")
	p.waits("respondent")
	p.do(p.Respondent(), "done")
	p.waits("claimant respondent")
	p.do(p.Claimant(), "done")
	p.do(p.Respondent(), "done")
	p.do(p.staff("officer"), "close_round")
	p.waits("adjudicator")
}

// A filing that was not served waits for the respondent, without a date.
func TestTurnsOfOthers(t *testing.T) {
	p := sit(t, "01-05 10:00")
	p.Reads[dispute.Claimant] = true
	p.filed(notReceived())
	p.do(p.staff("officer"), "accept")
	turn, ok := dispute.TurnOf(dispute.Turns(p.Book, p.World.Case), "respondent")
	if !ok || turn.Notice == 0 || !turn.Due.IsZero() {
		t.Errorf("before service: %+v", turn)
	}
	if d, ok := dispute.Awaits(p.Book, p.World.Case, dispute.Respondent); ok {
		t.Errorf("time runs before service: %+v", d)
	}
}

// What both sides let rest waits for neither.
func TestNobodysTurn(t *testing.T) {
	p := sit(t, "01-05 10:00").inEvidence(notReceived())
	p.waits("claimant respondent")
	p.stays("1")
	p.waits("")
}
