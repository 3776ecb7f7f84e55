package procedure_test

import (
	"testing"

	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/procedure/proceduretest"
	"github.com/tianping-odr/tianping/internal/office/rulebookfile"
)

func TestBuiltInFilesPass(t *testing.T) {
	t.Parallel()
	for _, name := range rulebookfile.Names() {
		p, err := rulebookfile.Embedded(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range procedure.Check(p, proceduretest.Words(), proceduretest.Calendar()) {
			t.Errorf("%s: %s", name, f)
		}
	}
}
