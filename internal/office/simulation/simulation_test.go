package simulation

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// played plays a plan and fails on everything that was found wrong.
func played(t *testing.T, p Plan) *Tally {
	t.Helper()
	p.Clock = time.Now //nolint:forbidigo // how long it took; plays no part
	tally, err := Run(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	if !tally.Clean() {
		var out strings.Builder
		tally.printProblems(&out)
		t.Error(out.String())
	}
	return tally
}

// cases is how many cases a test plays: TIANPING_SIM_CASES or its own number.
func cases(t *testing.T, otherwise int) int {
	t.Helper()
	text := os.Getenv("TIANPING_SIM_CASES")
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestSeedRepeats proves that the same seed gives the same head hashes, and another
// seed others.
func TestSeedRepeats(t *testing.T) {
	t.Parallel()
	one := played(t, Plan{Cases: 8, Seed: 7, Batch: 4})
	if again := played(t, Plan{Cases: 8, Seed: 7, Batch: 4}); again.Digest != one.Digest {
		t.Errorf("the same seed gave %x and %x", one.Digest, again.Digest)
	}
	if other := played(t, Plan{Cases: 8, Seed: 8, Batch: 4}); other.Digest == one.Digest {
		t.Error("another seed gave the same hashes")
	}
}

// TestSimulationStd300 plays 300 cases of the standard procedure: chains, projections,
// journals, the bank's books and the exits of every case are as they must be.
func TestSimulationStd300(t *testing.T) {
	t.Parallel()
	tally := played(t, Plan{Cases: cases(t, 300), Seed: 1})
	for _, move := range []string{"submit", "offer", "accept_offer", "answer"} {
		if tally.Moves[move]["accepted"] == 0 {
			t.Errorf("nobody ever made the move %s", move)
		}
	}
}

// TestSimulationPresets plays the presets of other institutions; TIANPING_SIM_CASES=200
// is the long form.
func TestSimulationPresets(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"jd", "r12315", "paypal"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tally := played(t, Plan{Cases: cases(t, 20), Seed: 2, Procedures: []string{name}})
			if tally.Moves["submit"]["accepted"] == 0 {
				t.Error("nobody ever submitted")
			}
		})
	}
}
