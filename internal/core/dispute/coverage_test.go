package dispute_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/procedure"
)

// ear counts how often each row of the file accepted, and refused by which of its
// conditions.
type ear struct {
	sync.Mutex
	accepted map[int]int
	refused  map[int]map[string]int
}

func (e *ear) note(row int, guard, code string) {
	e.Lock()
	defer e.Unlock()
	if code == "" && guard == "" {
		e.accepted[row]++
		return
	}
	if e.refused[row] == nil {
		e.refused[row] = map[string]int{}
	}
	if guard == "" {
		guard = "(" + code + ")"
	}
	e.refused[row][guard]++
}

var covered = &ear{accepted: map[int]int{}, refused: map[int]map[string]int{}}

// TestEveryRowOfTheFileIsTried prints for each row of the file how often it was
// accepted and refused, and by which condition, in the table and in the random
// histories together; a row with conditions that was never accepted, or never
// refused by each of them, fails.
func TestEveryRowOfTheFileIsTried(t *testing.T) {
	t.Parallel()
	b, err := Load("tianping-std")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range allScenes(t) {
		if s.fault == "" && s.row.state != "JURY" {
			s.play(s.desk.Book.Broken(nil, covered.note))
		}
	}
	for seed := range uint64(150) {
		h := &chance{t: t, dice: rand.New(rand.NewPCG(seed, 2)), fond: map[string]int{}}
		h.from(b.Broken(nil, covered.note), allScenes(t))
		h.play(15)
	}
	covered.Lock()
	defer covered.Unlock()
	var report strings.Builder
	for _, row := range b.Procedure.Moves {
		by := covered.refused[row.N]
		var parts []string
		for _, g := range slices.Sorted(maps.Keys(by)) {
			parts = append(parts, fmt.Sprintf("%s %d", g, by[g]))
		}
		fmt.Fprintf(&report, "%3d %-22s %-34s accepted %5d refused %s\n", row.N, row.Move, strings.Join(row.From, " "), covered.accepted[row.N], strings.Join(parts, ", "))
		for _, zero := range zeros(row) {
			key := row.Move + " > " + row.To + ": " + zero
			if why, ok := impossible[key]; ok {
				fmt.Fprintf(&report, "    %s: SKIPPED, %s\n", zero, why)
				continue
			}
			t.Errorf("row %d (%s from %v to %s) was never %s", row.N, row.Move, row.From, row.To, zero)
		}
	}
	t.Log("\n" + report.String())
}

// zeros are the columns of a guarded row that stayed empty: it was never accepted, or
// never refused by one of the conditions it names.
func zeros(row procedure.Row) []string {
	var out []string
	if len(row.Guard) > 0 && covered.accepted[row.N] == 0 {
		out = append(out, "accepted")
	}
	for _, g := range row.Guard {
		if covered.refused[row.N][g.Name] == 0 {
			out = append(out, "refused by "+g.Name)
		}
	}
	return out
}

// impossible are the columns that nothing can fill, each with its reason.
var impossible = map[string]string{
	"close_round > JURY: accepted":                          "there is no jury in this build, so none is asked for",
	"close_round > ADJUDICATING: refused by not_jury_asked": "there is no jury in this build, so none is asked for",
	"tally > ADJUDICATING: accepted":                        "there is no jury in this build, so nothing stands before one",
	"tally > ADJUDICATING: refused by quorum":               "there is no jury in this build, so nothing stands before one",
}
