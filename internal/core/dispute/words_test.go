package dispute_test

import (
	"slices"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/procedure"
)

// TestEveryWordOfTheFilesIsBuilt: no file may lead a case to a condition, an effect
// or a move that the vocabulary does not have.
func TestEveryWordOfTheFilesIsBuilt(t *testing.T) {
	t.Parallel()
	moves := dispute.Words()
	conditions, effects := dispute.Conditions(), dispute.Effects()
	for _, name := range []string{"tianping-std", "jd", "paypal", "r12315"} {
		b, err := Load(name)
		if err != nil {
			t.Fatal(err)
		}
		known := func(where string, all procedure.Condition) {
			for _, terms := range all {
				for _, term := range terms {
					if !slices.Contains(conditions, term.Name) {
						t.Errorf("%s: %s asks for %q, which is not built", name, where, term.Name)
					}
				}
			}
		}
		for i := range b.Procedure.Moves {
			row := &b.Procedure.Moves[i]
			if !slices.Contains(moves, row.Move) {
				t.Errorf("%s: move %q is not built", name, row.Move)
			}
			known(row.Move, procedure.Condition{row.Guard})
		}
		for i := range b.Procedure.Clocks {
			k := &b.Procedure.Clocks[i]
			for _, e := range k.Expiry {
				known(k.ID, e.If)
				if e.Do != "" && !slices.Contains(effects, e.Do) {
					t.Errorf("%s: %s calls %q, which is not built", name, k.ID, e.Do)
				}
			}
		}
	}
}
