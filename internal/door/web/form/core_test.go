package form_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/text"
)

// Random cases are played through the forms: every move the core lists is drawn in
// both languages, filled in by hand, posted and read. What was read must be what
// the core accepts, and no input may be without words.
func TestEveryMoveGoesThroughItsForm(t *testing.T) {
	t.Parallel()
	book, err := disputetest.Load("tianping-std")
	if err != nil {
		t.Fatal(err)
	}
	done := map[string]int{}
	for seed := range uint64(14) {
		play(t, book, rand.New(rand.NewPCG(seed, 7)), done)
	}
	if len(done) < 30 {
		t.Errorf("only %d kinds of moves went through a form: %v", len(done), done)
	}
}

func play(t *testing.T, book *dispute.Book, dice *rand.Rand, done map[string]int) {
	t.Helper()
	zone := time.FixedZone("CST", 8*3600)
	start := time.Date(2026, 6, 15, 9, 0, 0, 0, zone)
	order, merchant := disputetest.Order(book, start.Add(-72*time.Hour),
		disputetest.Goods{Qty: 2, Minor: 45900, Signed: 24 * time.Hour}, disputetest.Goods{Qty: 1, Minor: 8000, Signed: 24 * time.Hour})
	desk := disputetest.New(book, start, order, merchant)
	desk.Open([]dispute.PartyKind{dispute.Buyer, dispute.Merchant}[dice.IntN(2)])
	people := []dispute.Actor{desk.Claimant(), desk.Respondent(), desk.Claimant(), desk.Respondent()}
	for _, name := range []string{"officer", "officer_2", "mediator", "adjudicator", "reviewer", "supervisor"} {
		people = append(people, disputetest.Roster()[name])
	}
	for range 40 {
		who := people[dice.IntN(len(people))]
		moves := desk.Moves(who)
		if len(moves) == 0 || dice.IntN(6) == 0 {
			desk.Until(desk.Now.Add(time.Duration(dice.IntN(30)) * time.Hour))
			continue
		}
		m := moves[dice.IntN(len(moves))]
		if strings.Contains(m.Name, "withdraw") && dice.IntN(4) > 0 {
			continue // or every case would end at once
		}
		in := throughTheForm(t, desk, m, disputetest.Fill(dice, m.Fields), zone)
		if refusal := desk.Make(dispute.Command{Move: m.Name, As: m.As, Track: m.Track, Duty: m.Duty, Actor: who, In: in}); refusal != nil {
			t.Fatalf("%s: the form reads what the core refuses: %+v\n%+v", m.Name, refusal, in)
		}
		done[m.Name]++
	}
}

func throughTheForm(t *testing.T, desk *disputetest.Desk, m dispute.Move, in dispute.Answers, zone *time.Location) dispute.Answers {
	t.Helper()
	for _, lang := range text.Languages() {
		s := form.Sheet{Act: m.Name, Fields: m.Fields, Words: form.OfficeWords{Lang: lang}, Text: text.Load().Of(lang), Zone: zone, Now: desk.Now}
		typed := s.Fill(in, nil)
		for _, a := range in {
			for _, f := range m.Fields {
				if f.Name == a.Name && (f.Kind == dispute.Confirm || f.Kind == dispute.Seen) {
					typed.Set(a.Name, a.Value)
				}
			}
		}
		named(t, m.Name, s.Draw(typed, nil))
		got, wrong := s.Read(typed)
		if len(wrong) > 0 {
			t.Fatalf("%s: the form refuses what the core allows: %+v\nfields %+v\nin %+v\ntyped %v", m.Name, wrong, m.Fields, in, typed)
		}
		in = got
	}
	return in
}

// named checks that every input and every choice has words.
func named(t *testing.T, act string, inputs []form.Input) {
	t.Helper()
	for _, in := range inputs {
		if in.Look == form.Hidden {
			continue
		}
		if in.Label == "" || strings.ContainsAny(in.Label, "〔[") {
			t.Errorf("%s: input %q has no words: %q", act, in.Path, in.Label)
		}
		for _, o := range in.Options {
			if o.Label == "" || strings.ContainsAny(o.Label, "〔[") {
				t.Errorf("%s: choice %q of %q has no words", act, o.Value, in.Path)
			}
		}
		for _, row := range in.Rows {
			named(t, act, row.Inputs)
		}
	}
}
