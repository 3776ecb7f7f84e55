package dispute_test

import (
	"slices"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/id"
)

// facts are what stands outside the case when the act is made.
func (s *stage) facts(who dispute.Actor) {
	f := &s.World.Facts
	without := func(of []dispute.Side) []dispute.Side {
		return slices.DeleteFunc(slices.Clone(of), func(x dispute.Side) bool { return x == who.Side })
	}
	if s.row.of("lacks", "identity") {
		f.Identified = without(f.Identified)
	}
	if s.row.of("lacks", "channel") {
		f.Reachable = without(f.Reachable)
	}
	if s.row.has("found_self_operated") {
		f.SelfOperated = "yes"
	}
	if s.row.has("found_ordinary") {
		f.SelfOperated = "no"
	}
	switch {
	case s.row.has("mass20"):
		f.Mass = []dispute.MassGroup{{ID: "m1", Cases: 20}}
	case s.row.act == "link_mass":
		f.Mass = []dispute.MassGroup{{ID: "m1", Cases: 19}}
	}
	switch s.row.who {
	case "third_party":
		if !s.row.has("item_ordered") {
			s.full(Roster()["officer"], "third_party_request")
		}
	case "representative":
		s.must(s.Claimant(), "party_event", Pick("party", "C"), Pick("event", "represent"), proof("proof"), Pick("person", who.Person.String()))
	}
}

// inputs are complete and inside the bounds, but for what the words say.
func (s *stage) inputs(cmd dispute.Command) dispute.Answers {
	in := Fill(nil, dispute.Inputs(s.Book, s.now(), cmd), s.presets()...)
	if !s.row.has("body_letter") {
		in = without(in, []string{"letter"})
	}
	for missing, names := range map[string][]string{
		"line": {"lines"}, "claim": {"claims"}, "claims": {"claims"}, "points": {"points"}, "confirmation": {"confirm"}, "record": {"opening_record"},
		"reason": {"reason", "late_reason", "ground"}, "ground": {"ground"}, "proof": {"proof"},
	} {
		if s.row.of("lacks", missing) {
			in = without(in, names)
		}
	}
	return in
}

// without leaves inputs out, also those of the items of groups.
func without(in dispute.Answers, names []string) dispute.Answers {
	in = slices.DeleteFunc(slices.Clone(in), func(a dispute.Answer) bool { return slices.Contains(names, a.Name) })
	for i := range in {
		in[i].Items = slices.Clone(in[i].Items)
		for j := range in[i].Items {
			in[i].Items[j] = without(in[i].Items[j], names)
		}
	}
	return in
}

// presets are the inputs that the ordinary case or a word fixes.
func (s *stage) presets() []dispute.Answer {
	var in []dispute.Answer
	if s.row.has("unlisted_ground") {
		in = append(in, Pick("ground", "THIN_EVIDENCE"))
	}
	switch s.row.act {
	case "protect":
		in = append(in, Pick("reason", "E1"))
	case "submit":
		in = append(in, Items("claims", s.claims()))
	case "counterclaim":
		line := "1"
		if s.row.has("other_order") {
			line = "99"
		}
		in = append(in, Items("claims", Claim("L3", "RECOVER_PRICE", 100, line, "1")))
	case "add_exhibit":
		if s.row.has("out_of_bounds") {
			in = append(in, dispute.Answer{Name: "bytes", Minor: 1 << 40})
		}
	case "rule", "submit_draft":
		in = append(in, s.results()...)
	case "offer", "propose":
		in = append(in, Items("terms", dispute.Answers{Pick("claim", "1"), Pay("amount", 10000)}))
		if s.row.has("forbidden_term") {
			in = append(in, List("clauses", "no_complaints"))
		}
		if s.row.has("out_of_bounds") {
			in = append(in, dispute.Answer{Name: "hours", Minor: 8 * 24})
		}
	case "accept_offer", "decline_offer":
		in = append(in, s.relied()...)
	case "extend_mediation":
		if s.row.has("out_of_bounds") {
			in = append(in, Pay("days", 6))
		}
	case "vary":
		minor := int64(20000)
		if s.row.has("worse_for_C") {
			minor = 10000
		}
		in = append(in, Items("points", dispute.Answers{Pick("claim", "1"), Pay("amount", minor), Say("reason", "so")}))
	case "decide_return":
		result := "refused"
		if s.row.has("return_accepted") {
			result = "accepted"
		}
		in = append(in, Pick("result", result))
	case "correct":
		if s.row.has("not_a_slip") {
			in = append(in, Pick("slip", "finding"))
		}
	case "assign":
		if s.row.has("assignee_mediated") {
			in = append(in, Pick("role", "adjudicator"), Pick("person", Roster()["mediator"].Person.String()))
		}
	case "party_event":
		if s.row.who == "respondent" {
			in = append(in, Pick("event", "lock_party"))
		}
	case "stay", "resume":
		if s.row.who == "officer" && s.row.has("body_letter") {
			in = append(in, proof("letter"))
		}
	}
	return in
}

func (s *stage) results() []dispute.Answer {
	if _, drafted := s.approvedDraft(); drafted {
		return nil
	}
	if s.row.has("result_missing") {
		return []dispute.Answer{{Name: "results"}}
	}
	return []dispute.Answer{Items("results", granted(false))}
}

func (s *stage) approvedDraft() (dispute.Draft, bool) {
	for _, d := range s.World.Deliberation.Drafts {
		if !d.Approved.IsZero() {
			return d, true
		}
	}
	return dispute.Draft{}, false
}

// relied is the offer the person relies on.
func (s *stage) relied() []dispute.Answer {
	all := s.World.Talks.Offers
	them := s.side().Other()
	of := slices.DeleteFunc(slices.Clone(all), func(o dispute.Offer) bool {
		return o.By != "" && o.By != them && !s.row.of("offer", "own")
	})
	if len(of) == 0 {
		return nil
	}
	o := of[len(of)-1]
	if s.row.of("offer", "changed") {
		o = of[len(of)-2]
	}
	if s.row.act == "decline_offer" {
		return []dispute.Answer{Pick("offer", number(o.No))}
	}
	return []dispute.Answer{Pick("offer", number(o.No)), Pick("offer_event_hash", strings.TrimSpace(o.Hash)), List("claims", "1")}
}

func (s *stage) been(role string) id.Person {
	if role == "first_officer" {
		return first.Person
	}
	if role == "officer" {
		return Roster()["officer"].Person
	}
	for i := len(s.World.Case.Deeds) - 1; i >= 0; i-- {
		if d := s.World.Case.Deeds[i]; d.Role == role {
			return d.Person
		}
	}
	if seat := s.World.Case.Seat(role); !seat.IsZero() {
		return seat
	}
	if d, ok := s.approvedDraft(); ok && role == "four_eyes" {
		return d.Approved
	}
	s.fail("nobody has been %s", role)
	return id.Person{}
}
