package simulation

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"sort"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
)

// Tally is what a simulation did and found.
type Tally struct {
	Cases    int
	Commands int // sent by people, carriers and workers' tests; not what timers do
	Stops    int // of the clock
	Events   int
	Expired  int // deadlines that ran out, where an inquest counted them
	Took     time.Duration
	Digest   [32]byte       // over all heads of all batches
	Stages   map[string]int // cases by stage at the end
	Open     int            // cases not closed at the end; each has its next instant
	Moves    map[string]map[string]int
	Unsaid   map[string]int // listed moves for which no inputs could be made
	Problems map[string]int // what is wrong, how often
	First    map[string]string
}

// NewTally is an empty one.
func NewTally() *Tally {
	return &Tally{Stages: map[string]int{}, Moves: map[string]map[string]int{}, Unsaid: map[string]int{}, Problems: map[string]int{}, First: map[string]string{}}
}

// Find keeps a finding and where it was first met.
func (t *Tally) Find(where, what string) {
	if t.Problems[what] == 0 {
		t.First[what] = where
	}
	t.Problems[what]++
}

// heard counts how a move was answered.
func (t *Tally) heard(move string, err error) {
	code := "accepted"
	var no *dispute.Refusal
	switch {
	case errors.As(err, &no):
		code = no.Code
	case err != nil:
		code = "other"
	}
	t.Count(move, code)
}

// Count counts one answer to a move: "accepted", or the code of a refusal.
func (t *Tally) Count(move, code string) {
	if t.Moves[move] == nil {
		t.Moves[move] = map[string]int{}
	}
	t.Moves[move][code]++
}

// Add counts another tally in.
func (t *Tally) Add(o *Tally) {
	t.Cases += o.Cases
	t.Commands += o.Commands
	t.Stops += o.Stops
	t.Events += o.Events
	t.Expired += o.Expired
	t.Open += o.Open
	for what, n := range o.Problems {
		if t.Problems[what] == 0 {
			t.First[what] = o.First[what]
		}
		t.Problems[what] += n
	}
	for s, n := range o.Stages {
		t.Stages[s] += n
	}
	for m, n := range o.Unsaid {
		t.Unsaid[m] += n
	}
	for m, codes := range o.Moves {
		for code, n := range codes {
			if t.Moves[m] == nil {
				t.Moves[m] = map[string]int{}
			}
			t.Moves[m][code] += n
		}
	}
}

// Clean tells whether nothing was found wrong.
func (t *Tally) Clean() bool { return len(t.Problems) == 0 }

// Print writes the tables.
func (t *Tally) Print(w io.Writer) {
	fmt.Fprintf(w, "\n%d cases, %d still open; by stage at the end:\n", t.Cases, t.Open)
	for _, s := range slices.Sorted(maps.Keys(t.Stages)) {
		fmt.Fprintf(w, "  %-24s %6d\n", s, t.Stages[s])
	}
	fmt.Fprintf(w, "\nmoves: accepted, refused by code:\n")
	for _, m := range slices.Sorted(maps.Keys(t.Moves)) {
		fmt.Fprintf(w, "  %-24s %6d ", m, t.Moves[m]["accepted"])
		for _, code := range slices.Sorted(maps.Keys(t.Moves[m])) {
			if code != "accepted" {
				fmt.Fprintf(w, " %s %d", code, t.Moves[m][code])
			}
		}
		fmt.Fprintln(w)
	}
	if len(t.Unsaid) > 0 {
		fmt.Fprintf(w, "\nlisted, but nothing could be said within the bounds: %v\n", t.Unsaid)
	}
	if t.Expired > 0 {
		fmt.Fprintf(w, "\n%d deadlines ran out, each once\n", t.Expired)
	}
	seconds := max(t.Took.Seconds(), 0.001)
	fmt.Fprintf(w, "\n%d events, %d commands, %d stops of the clock in %.1f s: %.0f events/s\nheads %x\n",
		t.Events, t.Commands, t.Stops, seconds, float64(t.Events)/seconds, t.Digest)
	t.printProblems(w)
}

func (t *Tally) printProblems(w io.Writer) {
	if t.Clean() {
		fmt.Fprintln(w, "nothing wrong: chains, projections, journals, money, exits")
		return
	}
	what := slices.Collect(maps.Keys(t.Problems))
	sort.Slice(what, func(i, j int) bool {
		return t.Problems[what[i]] > t.Problems[what[j]] || t.Problems[what[i]] == t.Problems[what[j]] && what[i] < what[j]
	})
	fmt.Fprintln(w, "\nWRONG:")
	for _, x := range what {
		fmt.Fprintf(w, "  %5d × %s (first in %s)\n", t.Problems[x], x, t.First[x])
	}
}
