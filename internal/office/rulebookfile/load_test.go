package rulebookfile

import "testing"

// TestBuiltInFiles proves that every file Tianping ships with is read whole: what
// procedure.md §7 counts in the standard one is counted here.
func TestBuiltInFiles(t *testing.T) {
	t.Parallel()
	want := map[string][5]int{ // stages, duty states, holds, clocks, and the least number of rows
		"tianping-std": {28, 29, 9, 78, 101},
		"order-std":    {0, 0, 0, 3, 3},
		"jd":           {28, 29, 9, 76, 90},
		"paypal":       {21, 29, 9, 67, 80},
		"r12315":       {9, 0, 1, 6, 13},
	}
	if len(Names()) != len(want) {
		t.Errorf("built-in files are %v, counted are %d", Names(), len(want))
	}
	for name, n := range want {
		p, err := Embedded(name)
		if err != nil {
			t.Error(err)
			continue
		}
		states := 0
		for _, d := range p.Duties {
			states += len(d.States)
		}
		if got := [5]int{len(p.Stages), states, len(p.Holds), len(p.Clocks), min(len(p.Moves), n[4])}; got != n {
			t.Errorf("%s: stages, duty states, holds, clocks, rows are %v and %d, want %v", name, got, len(p.Moves), n)
		}
		if p.ID != name || p.Extends != "" {
			t.Errorf("%s: read as %q extending %q", name, p.ID, p.Extends)
		}
	}
}
