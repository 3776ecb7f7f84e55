package procedure_test

import (
	"testing"

	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/procedure/proceduretest"
	"github.com/tianping-odr/tianping/internal/office/rulebookfile"
)

func builtIn(t testing.TB, name string) procedure.Procedure {
	t.Helper()
	p, err := rulebookfile.Embedded(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestBuiltInFilesPass proves that nothing is wrong with any file Tianping ships
// with, and that looking took more than a glance.
func TestBuiltInFilesPass(t *testing.T) {
	t.Parallel()
	for _, name := range rulebookfile.Names() {
		p := builtIn(t, name)
		for _, f := range procedure.Check(p, procedure.Standard(), proceduretest.Calendar()) {
			t.Errorf("%s: %s", name, f)
		}
		if n := procedure.Stances(p, procedure.Standard()); n < len(p.Stages) {
			t.Errorf("%s: %d stances were explored, fewer than stages", name, n)
		} else {
			t.Logf("%s: %d stances", name, n)
		}
	}
}
