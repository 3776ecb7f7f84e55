package dispute_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
)

// TestMutation breaks every condition that a row of the file names, once so that it
// always holds and once so that it never does, and demands that a row of the table
// turns red each time. The scenes are set up unbroken; only the act meets the
// broken condition.
func TestMutation(t *testing.T) {
	t.Parallel()
	b, err := Load("tianping-std")
	if err != nil {
		t.Fatal(err)
	}
	moves := namedBy(b)
	for _, guard := range needJury {
		t.Logf("%s is SKIPPED: there is no jury in this build, its rows are not played", guard)
		delete(moves, guard)
	}
	broken := 0
	for _, guard := range sortedKeys(moves) {
		for _, always := range []bool{true, false} {
			broken++
			if red := reddened(allScenes(t), func(b *dispute.Book) *dispute.Book { return b.Broken(map[string]bool{guard: always}, nil) }, moves[guard]); red == 0 {
				t.Errorf("%s = %v: no row of the table turns red", guard, always)
			}
		}
	}
	t.Logf("%d conditions broken both ways: %d runs", len(moves), broken)
	if len(moves) < 50 {
		t.Errorf("only %d conditions found", len(moves))
	}
}

// needJury are the conditions that only a panel could show; the rows on JURY are
// skipped as long as there is none.
var needJury = []string{"jury_asked", "not_jury_asked", "quorum"}

// TestMutationOfSeparations takes each denial that keeps persons apart (invariant 6)
// out of the rule table, one at a time: a row must turn red. Other denials are shown
// in authority_test.go.
func TestMutationOfSeparations(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"F03", "F04", "F05", "F06", "F07", "F08", "F11", "F12", "F13"} {
		var acts []string
		without := func(b *dispute.Book) *dispute.Book {
			left, gone := less(b.Authority, id)
			acts = gone
			return dispute.NewBook("test", b.Procedure, b.Calendar, b.Reasons, left)
		}
		without(allScenes(t)[0].desk.Book)
		if red := reddened(allScenes(t), without, acts); red == 0 {
			t.Errorf("%s may be left out: no row of the table turns red", id)
		}
	}
}

// namedBy lists, for each condition, the moves whose rows name it.
func namedBy(b *dispute.Book) map[string][]string {
	out := map[string][]string{}
	for _, row := range b.Procedure.Moves {
		for _, g := range row.Guard {
			out[g.Name] = append(out[g.Name], row.Move)
		}
	}
	return out
}

func sortedKeys(m map[string][]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// reddened counts the rows that no longer agree once their book is broken; of the
// moves given, or of all.
func reddened(all []*scene, broken func(*dispute.Book) *dispute.Book, moves []string) int {
	red := 0
	for _, s := range all {
		if s.fault != "" || s.row.state == "JURY" || moves != nil && !slices.Contains(moves, s.row.act) && !s.due && s.cmd.Move == s.row.act {
			continue
		}
		if s.wrong(guarded(s, broken(s.desk.Book))) != "" {
			red++
		}
	}
	return red
}

// guarded plays a scene; what is broken may break the program too, which is red.
func guarded(s *scene, b *dispute.Book) (o outcome) {
	defer func() {
		if p := recover(); p != nil {
			o = outcome{code: fmt.Sprint("panic: ", p)}
		}
	}()
	return s.play(b)
}
