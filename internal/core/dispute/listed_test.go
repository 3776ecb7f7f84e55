package dispute_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/escrow"
)

// chance is a case that people and time play at random.
type chance struct {
	*Desk
	t interface {
		Fatalf(format string, args ...any)
	}
	dice *rand.Rand
	fond map[string]int // how much this history likes a move
}

// TestListedIsAccepted begins, at random, with a new draft or where a row of the
// table has brought a case. It proves over random histories that a move is accepted exactly when
// it is listed and its inputs lie inside their bounds: listed moves with inputs
// made from their fields go through, with one input spoilt they do not, and a move
// that is not listed is refused whatever is said with it. What is refused has a
// code of the closed list and changes nothing but what was due.
func TestListedIsAccepted(t *testing.T) {
	t.Parallel()
	books := map[string]*dispute.Book{}
	for _, name := range []string{"tianping-std", "jd", "paypal", "r12315"} {
		b, err := Load(name)
		if err != nil {
			t.Fatal(err)
		}
		books[name] = b
	}
	all := allScenes(t)
	rapid.Check(t, func(t *rapid.T) {
		h := &chance{t: t, dice: rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)), fond: map[string]int{}}
		name := rapid.SampledFrom([]string{"tianping-std", "tianping-std", "tianping-std", "jd", "paypal", "r12315"}).Draw(t, "procedure")
		if name != "tianping-std" {
			h.begin(books[name])
			h.play(rapid.IntRange(2, 40).Draw(t, "steps"))
			return
		}
		h.from(books[name], all)
		h.play(rapid.IntRange(2, 25).Draw(t, "steps"))
	})
}

// from begins where a row of the table stands, or with a new draft.
func (h *chance) from(b *dispute.Book, all []*scene) {
	if s := all[h.dice.IntN(len(all))]; h.odds(75) && s.fault == "" && s.row.state != "JURY" && !s.row.has("off") {
		h.Desk = s.desk.Copy(b)
		return
	}
	h.begin(b)
}

func (h *chance) play(steps int) {
	for range steps {
		h.step()
		h.alive()
	}
}

// alive: where somebody talks, shows evidence or decides there is something left to
// decide.
func (h *chance) alive() {
	for _, t := range h.World.Case.Tracks {
		s := h.Book.Stage(t.Stage)
		undecided := slices.Contains([]string{"negotiation", "evidence", "mediation"}, s.Phase) || s.Phase == "decision" && s.Owner == "adjudicator"
		if undecided && len(h.World.Case.OpenOf(t.No)) == 0 {
			h.t.Fatalf("no claim of track %d is open in %s\n%s", t.No, t.Stage, h.told())
		}
	}
}

func (h *chance) odds(percent int) bool { return h.dice.IntN(100) < percent }

// begin opens a draft on some order of one or two lines.
func (h *chance) begin(b *dispute.Book) {
	goods := make([]Goods, 1+h.dice.IntN(2))
	for i := range goods {
		goods[i] = Goods{Qty: int64(1 + h.dice.IntN(3)), Minor: int64(100 + h.dice.IntN(300000)), Signed: time.Duration(h.dice.IntN(3)-1) * 100 * time.Hour}
	}
	at := on(time.Month(1+h.dice.IntN(9)), 1+h.dice.IntN(28), h.dice.IntN(24))
	before := 240 * time.Hour
	if h.odds(15) {
		before = 60 * 24 * time.Hour
		for i := range goods {
			goods[i].Signed, goods[i].Out = 200*time.Hour, true
		}
	}
	own := h.odds(15)
	o, m := Bought(b, at.Add(-before), func(p *escrow.Purchase) { p.SelfOperated = own }, goods...)
	h.Desk = New(b, at, o, m)
	h.Reads[dispute.Claimant], h.Reads[dispute.Respondent], h.Reads[""] = h.odds(80), h.odds(80), true
	h.World.Facts.Mass = []dispute.MassGroup{{ID: "m1", Cases: 18 + h.dice.IntN(4)}}
	filer := dispute.Buyer
	if h.odds(20) {
		filer = dispute.Merchant
	}
	h.Open(filer)
}

// people are all who may try something.
func (h *chance) people() []dispute.Actor {
	out := []dispute.Actor{
		h.Claimant(), h.Respondent(), h.Claimant(), h.Respondent(), Carrier(),
		{System: "T"},
		{Person: Person(66)},
		{Person: Person(21), Side: dispute.Claimant, For: true},
		Staff(20, "third_party"), Staff(22, "regulator"), Staff(23, "admin"), first,
		Staff(13, "mediator", "officer"), Staff(14, "adjudicator", "officer"), Staff(17, "supervisor", "reviewer"),
	}
	for _, name := range []string{"officer", "officer_2", "mediator", "adjudicator", "four_eyes", "reviewer", "supervisor", "platform_as_seller"} {
		out = append(out, Roster()[name])
	}
	return out
}

func (h *chance) step() {
	if h.odds(22) {
		h.passes()
		return
	}
	who, listed := h.somebody()
	if h.odds(20) || len(listed) == 0 {
		h.unlisted(who, listed)
		return
	}
	h.listed(who, h.pick(listed))
}

// somebody is, of a few people drawn, the one with the rarest thing to do.
func (h *chance) somebody() (dispute.Actor, []dispute.Move) {
	people := h.people()
	var who dispute.Actor
	var listed []dispute.Move
	rarest := -1
	for range 3 {
		a := people[h.dice.IntN(len(people))]
		moves := h.Moves(a)
		best := 0
		for _, m := range moves {
			best = max(best, h.weight(m))
		}
		if best > rarest {
			who, listed, rarest = a, moves, best
		}
	}
	return who, listed
}

// passes lets time go on: to the next thing due, or for some hours.
func (h *chance) passes() {
	next := dispute.NextDue(h.Book, h.World)
	to := h.Now.Add(time.Duration(1+h.dice.IntN(40)) * time.Hour)
	if !next.IsZero() && next.After(h.Now) && h.odds(60) {
		to = next
	}
	h.Until(to)
}

// weight prefers what this history is fond of, what leads on, and at most once.
func (h *chance) weight(m dispute.Move) int {
	if _, ok := h.fond[m.Name]; !ok {
		h.fond[m.Name] = 1 << h.dice.IntN(10)
	}
	w := 1 + h.fond[m.Name]
	if m.To == "same" {
		w = 1 + w/4
	}
	return w
}

func (h *chance) pick(moves []dispute.Move) dispute.Move {
	total := 0
	for _, m := range moves {
		total += h.weight(m)
	}
	at := h.dice.IntN(total)
	for _, m := range moves {
		if at -= h.weight(m); at < 0 {
			return m
		}
	}
	return moves[0]
}

// listed makes a listed move: spoilt it is refused, inside its bounds accepted.
func (h *chance) listed(who dispute.Actor, m dispute.Move) {
	cmd := dispute.Command{Move: m.Name, As: m.As, Track: m.Track, Duty: m.Duty, Actor: who, In: Fill(h.dice, m.Fields)}
	bad := cmd
	var what string
	bad.In, what = Spoil(h.dice, m.Fields, cmd.In)
	if r := h.refused(bad); r == nil {
		h.t.Fatalf("%s by %v in %v: accepted though %s\n%+v", m.Name, who, h.Stages(), what, bad.In)
	}
	h.apart(who, m, h.been(who))
	h.fond[m.Name] /= 4
	if r := h.Make(cmd); r != nil {
		h.t.Fatalf("%s by %v in %v is listed, but refused: %+v\n%+v\n%s", m.Name, who, h.Stages(), *r, cmd.In, h.told())
	}
}

// told is what happened so far, for who reads a failure.
func (h *chance) told() string {
	out := ""
	for _, d := range h.World.Case.Deeds {
		out += d.At.In(shanghai).Format("01-02 15:04 ") + d.Move + " by " + d.Role + "\n"
	}
	for _, k := range h.World.Case.Claims {
		out += fmt.Sprintf("claim %d by %s on track %d: %s final %v of %d granted %d paid %d\n", k.No, k.By, k.Track, k.State, k.Final, k.Minor, k.Granted, k.Paid)
	}
	return out
}

// unlisted tries a move that is not listed, with whatever inputs.
func (h *chance) unlisted(who dispute.Actor, listed []dispute.Move) {
	all := dispute.Words()
	cmd := dispute.Command{Move: all[h.dice.IntN(len(all))], Actor: who}
	if slices.ContainsFunc(listed, func(m dispute.Move) bool { return m.Name == cmd.Move && m.As == cmd.As }) {
		return
	}
	w := h.World
	w.Facts.Now = h.Now
	cmd.In = Fill(h.dice, dispute.Inputs(h.Book, w, cmd))
	if h.refused(cmd) == nil {
		h.t.Fatalf("%s by %v in %v is not listed, but accepted", cmd.Move, who, h.Stages())
	}
}

// refused decides a command that must change nothing but what is due; nil when it
// was accepted.
func (h *chance) refused(cmd dispute.Command) *dispute.Refusal {
	w := h.World
	w.Facts.Now = h.Now
	out, after, r := dispute.Decide(h.Book, w, cmd)
	if r == nil {
		return nil
	}
	if !slices.Contains(dispute.Codes(), r.Code) {
		h.t.Fatalf("%s refused as %q, which is no code", cmd.Move, r.Code)
	}
	due, elapsed := dispute.Elapse(h.Book, w)
	after.Facts, elapsed.Facts = dispute.Facts{}, dispute.Facts{}
	if len(out) != len(due) || !reflect.DeepEqual(after, elapsed) {
		h.t.Fatalf("%s was refused (%s) and yet changed something", cmd.Move, r.Code)
	}
	return r
}

// been is all that a person was in the case so far.
func (h *chance) been(who dispute.Actor) map[string]bool {
	out := map[string]bool{}
	for _, d := range h.World.Case.Deeds {
		out[d.Role] = out[d.Role] || d.Person == who.Person
	}
	for _, d := range h.World.Talks.Opened {
		out["saw_offers"] = out["saw_offers"] || d.Person == who.Person
	}
	for _, d := range h.World.Deliberation.Drafts {
		out["four_eyes"] = out["four_eyes"] || d.Approved == who.Person
	}
	return out
}

// apart: nobody acts as one thing who was another that the file keeps apart from it
// (invariant 6).
func (h *chance) apart(who dispute.Actor, m dispute.Move, been map[string]bool) {
	for _, pair := range h.Book.Procedure.Separations {
		if m.Role == pair[0] && been[pair[1]] || m.Role == pair[1] && been[pair[0]] {
			h.t.Fatalf("%v may %s as %s and was %v\n%s", who.Person, m.Name, m.Role, pair, h.told())
		}
	}
}
