package disputetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
)

// Player plays a case at random: everybody makes some move that is listed, with
// inputs inside its bounds, or lets time pass. The same seed plays the same case.
type Player struct {
	*Desk
	Dice *rand.Rand
	// Secrets are the texts given where no decider may read them.
	Secrets []string
	// Made and Refused count moves by name.
	Made, Refused map[string]int
	// Last is the last move made, for a report.
	Last string
}

// NewPlayer sits a player down.
func NewPlayer(d *Desk, seed uint64) *Player {
	return &Player{Desk: d, Dice: rand.New(rand.NewPCG(seed, 7)), Made: map[string]int{}, Refused: map[string]int{}} //nolint:gosec // a test's dice
}

// Cast is everybody who may make a move, in a fixed order.
func (p *Player) Cast() []dispute.Actor {
	out := []dispute.Actor{p.Claimant(), p.Respondent(), p.Claimant(), p.Respondent(), Carrier()}
	for _, name := range []string{"officer", "officer_2", "mediator", "adjudicator", "four_eyes", "reviewer", "supervisor", "platform_as_seller"} {
		out = append(out, Roster()[name])
	}
	return out
}

// Step makes one move, or lets up to some days pass.
func (p *Player) Step() {
	switch p.Dice.IntN(10) {
	case 0, 1:
		p.Last = "time"
		p.Until(p.Now.Add(time.Duration(p.Dice.IntN(96)+1) * time.Hour))
	case 2:
		p.news()
	default:
		p.move(p.Cast()[p.Dice.IntN(len(p.Cast()))])
	}
}

// news is what machines report: own payments, the fund, who reads and who is deaf.
func (p *Player) news() {
	p.Last = "news"
	side := []dispute.Side{dispute.Claimant, dispute.Respondent}[p.Dice.IntN(2)]
	switch p.Dice.IntN(4) {
	case 0:
		p.Reads[side] = !p.Reads[side]
	case 1:
		p.Deaf[side] = p.Dice.IntN(4) == 0
	case 2:
		for _, d := range p.World.Case.Duties {
			if d.Paying != "" {
				p.Hear(dispute.Signal{Kind: []string{"own_arrived", "own_failed"}[p.Dice.IntN(2)], Ref: d.Paying})
				return
			}
		}
	default:
		p.AnswerFund()
	}
}

// AnswerFund answers what was asked of the guarantee fund, in part or whole.
func (p *Player) AnswerFund() {
	for _, r := range p.World.Order.Fund {
		var asked int64
		for _, x := range r.Parts {
			asked += x.Minor
		}
		if r.State == "asked" || r.State == "late" {
			p.Hear(dispute.Signal{Kind: "fund_answered", Ref: r.ID, Minor: asked * int64(p.Dice.IntN(3)) / 2})
		}
	}
}

func (p *Player) move(who dispute.Actor) {
	moves := p.Moves(who)
	if len(moves) == 0 {
		return
	}
	m := moves[p.Dice.IntN(len(moves))]
	_ = p.Make(who, m) // what it came to is counted there
}

// Make makes a listed move with random inputs inside its bounds.
func (p *Player) Make(who dispute.Actor, m dispute.Move) *dispute.Refusal {
	p.Last = m.Name
	in := p.fill(m, m.Fields)
	r := p.On(who, m.Track, m.Duty, m.Name, in...)
	if r == nil {
		p.Made[m.Name]++
	} else {
		p.Refused[m.Name+" "+r.Code+" "+r.Field]++
	}
	return r
}

func (p *Player) fill(m dispute.Move, fields []dispute.Field) dispute.Answers {
	fields = slices.Clone(fields)
	var out dispute.Answers
	for pass := range 2 { // what decides the bounds of others is said first
		for i := 0; i < len(fields); i++ {
			f := fields[i]
			leads := slices.ContainsFunc(f.Choices, func(o dispute.Option) bool { return len(o.Then) > 0 })
			if leads != (pass == 0) || f.Kind == dispute.Absent || out.Has(f.Name) || !f.Required && p.Dice.IntN(3) > 0 {
				continue
			}
			one, ok := p.answer(m, f)
			if !ok {
				continue
			}
			out = append(out, one)
			for _, o := range f.Choices {
				if o.Value == one.Value {
					fields = instead(fields, o.Then)
				}
			}
		}
	}
	return out
}

// instead puts the inputs of a choice in the place of those of their names.
func instead(fields, then []dispute.Field) []dispute.Field {
	fields = slices.Clone(fields)
	for _, t := range then {
		if i := slices.IndexFunc(fields, func(f dispute.Field) bool { return f.Name == t.Name }); i >= 0 {
			fields[i] = t
		} else {
			fields = append(fields, t)
		}
	}
	return fields
}

func (p *Player) answer(m dispute.Move, f dispute.Field) (dispute.Answer, bool) {
	a := dispute.Answer{Name: f.Name}
	switch f.Kind {
	case dispute.Choice, dispute.Staff:
		if len(f.Choices) == 0 {
			return a, false
		}
		a.Value = f.Choices[p.Dice.IntN(len(f.Choices))].Value
	case dispute.Choices, dispute.Claims, dispute.Exhibits:
		a.List = p.some(f)
	case dispute.Sum, dispute.Number:
		a.Minor = p.between(f.Min, f.Max)
	case dispute.Text:
		a = Say(f.Name, p.words(m))
	case dispute.Instant:
		at := p.instant(f)
		a.At = &at
	case dispute.Confirm:
		a.Value = "yes"
	case dispute.Seen:
		a.Value = f.Must
	case dispute.Code:
		a.Value = p.code(f)
	case dispute.Digest:
		a.Value = fmt.Sprintf("%064x", p.Dice.Uint64())
	case dispute.Group:
		a.Items = p.items(m, f)
	case dispute.Absent:
		return a, false
	}
	return a, true
}

func (p *Player) code(f dispute.Field) string {
	switch f.Form {
	case "case":
		return otherCase().String()
	case "person":
		return Person([]byte{40, 41, 42, 43, 44}[p.Dice.IntN(5)]).String()
	default:
		return "x1"
	}
}

func (p *Player) some(f dispute.Field) []string {
	var out []string
	for _, o := range f.Choices {
		if p.Dice.IntN(2) == 0 || int64(len(out)) < f.Min {
			out = append(out, o.Value)
		}
	}
	if len(out) == 0 && len(f.Choices) > 0 {
		out = append(out, f.Choices[0].Value)
	}
	return out
}

func (p *Player) between(least, most int64) int64 {
	if most <= least {
		return least
	}
	switch p.Dice.IntN(4) {
	case 0:
		return least
	case 1:
		return min(most, least+1_000_000)
	default:
		return least + p.Dice.Int64N(min(most-least, 100_000)+1)
	}
}

func (p *Player) instant(f dispute.Field) time.Time {
	from, to := f.Earliest, f.Latest
	if to.IsZero() {
		to = p.Now.AddDate(0, 0, 20)
	}
	if from.IsZero() || from.Before(to.AddDate(0, 0, -20)) {
		from = to.AddDate(0, 0, -20)
	}
	if from.Before(f.Earliest) {
		from = f.Earliest
	}
	return from.Add(time.Duration(p.Dice.Int64N(int64(to.Sub(from)) + 1))).Truncate(time.Second)
}

func (p *Player) items(m dispute.Move, f dispute.Field) []dispute.Answers {
	most := min(f.Max, f.Min+2)
	n := p.between(f.Min, most)
	var out []dispute.Answers
	seen := map[string]bool{}
	for range 40 {
		if int64(len(out)) >= n {
			break
		}
		one := p.fill(m, f.Fields)
		key := ""
		for _, name := range append(slices.Clone(f.By), f.Fields[0].Name) {
			if len(f.By) == 0 || slices.Contains(f.By, name) {
				key += one.Code(name) + "/"
			}
		}
		if f.Distinct && seen[key] {
			continue
		}
		seen[key] = true
		out = append(out, one)
	}
	return out
}

// words are what a person writes; behind the wall each carries a mark.
func (p *Player) words(m dispute.Move) string {
	if !p.behind(m) {
		return "words"
	}
	s := fmt.Sprintf("SECRET-%d-SECRET", len(p.Secrets))
	p.Secrets = append(p.Secrets, s)
	return s
}

func (p *Player) behind(m dispute.Move) bool {
	switch m.Name {
	case "offer", "counter", "decline_offer", "accept_offer", "propose", "submit_draft", "open_talks":
		return true
	case "message":
		return p.mediating()
	}
	return false
}

func (p *Player) mediating() bool {
	return slices.ContainsFunc(p.World.Case.Tracks, func(t dispute.Track) bool {
		return !t.Closed && p.Book.Stage(t.Stage).Phase == "mediation"
	})
}
