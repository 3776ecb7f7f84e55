package reception

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// heardFor are, for an act that answers or decides what somebody asked, the acts whose
// words belong beside it: nobody should have to remember them, or go back to look.
func heardFor(act string) []string {
	return map[string][]string{
		"answer_contest":      {"contest_return"},
		"rule_return":         {"contest_return", "answer_contest"},
		"decide_return":       {"contest_return", "answer_contest", "rule_return", "appeal"},
		"appeal":              {"contest_return", "answer_contest", "rule_return"},
		"ask_value":           {"perform_act"},
		"set_value":           {"perform_act", "ask_value"},
		"uphold_settlement":   {"challenge_settlement"},
		"annul_settlement":    {"challenge_settlement"},
		"review_rejection":    {"reject"},
		"confirm_rejection":   {"reject", "review_rejection"},
		"uphold_objection":    {"object_acceptance"},
		"decide_challenge":    {"challenge_neutral"},
		"lack_evidence":       {"order_evidence"},
		"cure":                {"ask_cure"},
		"reply_appeal":        {"appeal"},
		"close_window":        {"appeal"},
		"extend":              {"ask_extension"},
		"accept_return":       {"send_back"},
		"contest_return":      {"send_back"},
		"confirm_replacement": {"ship_replacement"},
	}[act]
}

// heard is what was said of the matter that an act decides or answers, oldest first:
// of the same obligation, or of the same track. A review of a ruling has a page of its
// own for that.
func (d *desk) heard() *view.Heard {
	moves := heardFor(d.act)
	if len(moves) == 0 || d.reviewing() {
		return nil
	}
	out := &view.Heard{}
	for _, e := range slices.Backward(d.Timeline) {
		a, ok := e.Event.(dispute.Act)
		if !ok || e.Stream != record.Case || !slices.Contains(moves, a.Move) || a.Duty != d.move.Duty {
			continue
		}
		if a.Track != 0 && d.move.Track != 0 && a.Track != d.move.Track {
			continue
		}
		out.Said = append(out.Said, d.entry(e))
	}
	if d.Audience.Decider && (d.act == "uphold_settlement" || d.act == "annul_settlement") {
		out.Note = d.t.Desk.SettlementUnseen
	}
	if len(out.Said) == 0 && out.Note == "" {
		return nil
	}
	return out
}
