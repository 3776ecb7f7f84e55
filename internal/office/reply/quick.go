package reply

import (
	"slices"
	"strconv"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// Kinds of quick answers.
const (
	Accepts  = "full"    // what the other side asks for, or its newest offer
	Offers   = "offer"   // a part of it
	Contests = "contest" // a coded reason for not agreeing
)

// Quick is one answer that needs no typing: an ordinary act of the case with its
// inputs filled in. It is done like every other act, under the same rules.
type Quick struct {
	Code  string // "accept-1", "offer-keep_50", "contest-signed"
	Kind  string
	Act   string
	Given dispute.Answers
	To    *dispute.Offer // of an acceptance
	Part  *Offer         // of an offer
	Why   *Contest       // of a contest; its words are what the other side will read
	Minor int64          // what it concedes, fen; 0 where it is no money
	// Over: beyond what this member may concede alone; a supervisor can.
	Over bool
}

// Table is a case as one member of a merchant has it before him.
type Table struct {
	Book   *dispute.Book
	Case   dispute.Case
	Side   dispute.Side // his merchant's; "" has no answers
	Limit  int64        // what he may concede alone, fen; 0: everything
	Moves  []dispute.Move
	Offers []dispute.Offer
}

// Quick lists what may be answered with one press now: the acts the rules offer,
// filled in, the other side's wishes first. What is beyond the member's limit is listed
// too, to be asked for. lang is the language of reasons.
func (b Book) Quick(t Table, lang wording.Lang) []Quick {
	if t.Side == "" {
		return nil
	}
	var out []Quick
	if m, ok := t.move("accept_offer"); ok || t.barred() {
		out = append(out, t.acceptances(m)...)
	}
	if _, ok := t.move("offer"); ok {
		for _, o := range b.Offers {
			if q, ok := t.part(o); ok {
				out = append(out, q)
			}
		}
	}
	if m, ok := t.move("answer"); ok {
		for _, c := range b.ContestsFor(t.Group()) {
			out = append(out, ContestOf(m, c, lang))
		}
	}
	return out
}

func (t Table) move(name string) (dispute.Move, bool) {
	i := slices.IndexFunc(t.Moves, func(m dispute.Move) bool { return m.Name == name })
	if i < 0 {
		return dispute.Move{}, false
	}
	return t.Moves[i], true
}

// Group is the letter of the first claim's reason.
func (t Table) Group() string {
	if len(t.Case.Claims) == 0 {
		return ""
	}
	reason, _ := t.Book.Reasons.Reason(t.Case.Claims[0].Reason)
	return reason.Group
}

// theirs are the open claims of the other side.
func (t Table) theirs() []dispute.Claim {
	return slices.DeleteFunc(slices.Clone(t.Case.Claims), func(k dispute.Claim) bool {
		return k.By == t.Side || k.State != dispute.Open
	})
}

func (t Table) over(minor int64) bool { return t.Limit > 0 && minor > t.Limit }

// barred tells whether an open offer of the other side is beyond what he may concede.
func (t Table) barred() bool {
	return slices.ContainsFunc(t.Offers, func(o dispute.Offer) bool {
		return o.State == "open" && o.By != t.Side && !slices.Contains(o.Declined, t.Side) && t.over(Conceded(o.Terms))
	})
}

// Conceded is the sum terms would pay, fen.
func Conceded(terms []dispute.Term) int64 {
	var n int64
	for _, t := range terms {
		n += t.Minor
	}
	return n
}

// acceptances: the claims as they stand first, then the offers since.
func (t Table) acceptances(m dispute.Move) []Quick {
	var out []Quick
	for i := range t.Offers {
		o := &t.Offers[i]
		if o.State != "open" || o.By == t.Side || slices.Contains(o.Accepted, t.Side) || slices.Contains(o.Declined, t.Side) {
			continue
		}
		given, ok := Acceptance(m, o.No)
		minor := Conceded(o.Terms)
		if !ok && !t.over(minor) {
			continue
		}
		out = append(out, Quick{Code: "accept-" + strconv.Itoa(o.No), Kind: Accepts, Act: "accept_offer", Given: given, To: o, Minor: minor, Over: t.over(minor)})
	}
	return out
}

// Acceptance fills in the act that accepts one offer; false where it is not offered.
func Acceptance(m dispute.Move, no int) (dispute.Answers, bool) {
	for _, f := range m.Fields {
		if f.Name != "offer" {
			continue
		}
		for _, o := range f.Choices {
			if o.Value != strconv.Itoa(no) {
				continue
			}
			given := dispute.Answers{{Name: f.Name, Value: o.Value}}
			for _, then := range o.Then {
				switch then.Kind {
				case dispute.Seen:
					given = append(given, dispute.Answer{Name: then.Name, Value: then.Must})
				case dispute.Claims:
					given = append(given, dispute.Answer{Name: then.Name, List: values(then)})
				default:
				}
			}
			return append(given, dispute.Answer{Name: "confirm", Value: "yes"}), true
		}
	}
	return nil, false
}

func values(f dispute.Field) []string {
	var out []string
	for _, o := range f.Choices {
		out = append(out, o.Value)
	}
	return out
}

// part offers a part of each sum asked for. Where nothing is asked in money, or the
// goods are to come back anyway, it does not fit.
func (t Table) part(o Offer) (Quick, bool) {
	var items []dispute.Answers
	var sum int64
	for _, k := range t.theirs() {
		minor := k.Minor * o.Percent / 100
		if minor <= 0 || o.Return && t.comesBack(k) {
			return Quick{}, false
		}
		item := dispute.Answers{{Name: "claim", Value: strconv.Itoa(k.No)}, {Name: "amount", Minor: minor}}
		if o.Return {
			item = append(item, dispute.Answer{Name: "return", Value: "yes"})
		}
		items, sum = append(items, item), sum+minor
	}
	if len(items) == 0 {
		return Quick{}, false
	}
	return Quick{
		Code: "offer-" + o.Code, Kind: Offers, Act: "offer", Given: dispute.Answers{{Name: "terms", Items: items}}, Part: &o, Minor: sum, Over: t.over(sum),
	}, true
}

// comesBack tells whether a claim asks to send the goods back, or cannot: a parcel
// that never came is not sent back.
func (t Table) comesBack(k dispute.Claim) bool {
	reason, ok := t.Book.Reasons.Reason(k.Reason)
	return ok && (reason.Group == "E" || reason.Group == "D") || k.Remedy == "RETURN_REFUND"
}

// ContestOf fills in the act that answers every claim with a reason; the reason's words
// are the answer.
func ContestOf(m dispute.Move, c Contest, lang wording.Lang) Quick {
	said := c.Text().In(lang)
	var items []dispute.Answers
	for _, f := range m.Fields {
		if f.Name != "answers" {
			continue
		}
		for _, claim := range values(f.Fields[0]) {
			items = append(items, dispute.Answers{{Name: "claim", Value: claim}, {Name: "answer", Value: "contest"}, {Name: "reason", Text: said, Sealed: true}})
		}
	}
	return Quick{Code: "contest-" + c.Code, Kind: Contests, Act: "answer", Given: dispute.Answers{{Name: "answers", Items: items}}, Why: &c}
}
