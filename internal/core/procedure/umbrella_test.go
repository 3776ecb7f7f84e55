package procedure_test

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/procedure/proceduretest"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

// TestUmbrellaFigures proves the sums of procedure.md §3 “Umbrella arithmetic”
// over every start day it names: the longest lawful case takes 46 to 60 natural
// days, 60 when accepted on 2026-02-13 (and the day before); the default path 26
// to 37.
func TestUmbrellaFigures(t *testing.T) {
	t.Parallel()
	p := builtIn(t, "tianping-std")
	chain := procedure.Chain(p, proceduretest.Calendar())
	longest := p.Umbrellas[2].CalendarCheck
	if p.Umbrellas[2].Clock != "K_TOTAL" || len(longest) != 6 {
		t.Fatalf("the third umbrella is %v", p.Umbrellas[2])
	}
	ordinary := []procedure.Part{longest[0], longest[1], longest[3]} // service, K_NEG, K_PLATFORM
	for _, c := range []struct {
		name        string
		parts       []procedure.Part
		least, most int
	}{
		{"the longest lawful case", longest, 46, 60},
		{"the default path", ordinary, 26, 37},
	} {
		least, most := 1000, 0
		for day := workday.On(2024, time.January, 1); day <= workday.On(2026, time.September, 15); day++ {
			days, ok := chain(day, c.parts)
			if !ok {
				t.Fatalf("%s from %s ends beyond the calendar", c.name, day)
			}
			least, most = min(least, days), max(most, days)
		}
		if least != c.least || most != c.most {
			t.Errorf("%s takes %d to %d days, want %d to %d", c.name, least, most, c.least, c.most)
		}
	}
	if days, _ := chain(workday.On(2026, time.February, 13), longest); days != 60 {
		t.Errorf("accepted on 2026-02-13 the longest case takes %d days, want 60", days)
	}
}
