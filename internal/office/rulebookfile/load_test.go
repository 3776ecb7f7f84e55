package rulebookfile

import "testing"

// TestBuiltInFiles proves that every file Tianping ships with is read whole: what
// procedure.md §7 counts in the standard one is counted here.
func TestBuiltInFiles(t *testing.T) {
	t.Parallel()
	want := map[string][5]int{ // stages, duty states, holds, clocks, rows
		"tianping-std": {28, 29, 9, 78, 110},
		"order-std":    {0, 0, 0, 3, 3},
		"jd":           {28, 29, 9, 76, 97},
		"paypal":       {21, 29, 9, 67, 87},
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
		if got := [5]int{len(p.Stages), states, len(p.Holds), len(p.Clocks), len(p.Moves)}; got != n {
			t.Errorf("%s: stages, duty states, holds, clocks, rows are %v, want %v", name, got, n)
		}
		if p.ID != name || p.Extends != "" {
			t.Errorf("%s: read as %q extending %q", name, p.ID, p.Extends)
		}
	}
}
