package remedy_test

import (
	"slices"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/remedy"
)

// Who proves first, and how what is known of the claim shifts it (domain.md §2.2,
// rows B1 and B4; procedure.md T37).
func TestBurden(t *testing.T) {
	t.Parallel()
	asDescribed := remedy.Burden{
		Order: []remedy.Bearer{remedy.OnMerchant, remedy.OnBuyer},
		When:  []remedy.Shift{{If: remedy.Visible, Order: []remedy.Bearer{remedy.OnBuyer, remedy.OnMerchant, remedy.OnBuyer}}},
	}
	for _, c := range []struct {
		name  string
		of    remedy.Burden
		known []remedy.Circumstance
		first remedy.Bearer
		steps int
	}{
		{"nothing known", asDescribed, nil, remedy.OnMerchant, 2},
		{"visible", asDescribed, []remedy.Circumstance{remedy.Visible}, remedy.OnBuyer, 3},
		{"another circumstance", asDescribed, []remedy.Circumstance{remedy.ReceiptConfirmed}, remedy.OnMerchant, 2},
		{"nobody", remedy.Burden{}, nil, "", 0},
	} {
		if got := c.of.First(c.known...); got != c.first {
			t.Errorf("%s: %q proves first, want %q", c.name, got, c.first)
		}
		if got := len(c.of.For(c.known...)); got != c.steps {
			t.Errorf("%s: %d steps, want %d", c.name, got, c.steps)
		}
	}
}

// Lookups find by code and say when there is nothing; groups keep their order.
func TestTaxonomyLookups(t *testing.T) {
	t.Parallel()
	taxonomy := remedy.Taxonomy{
		Groups:  []remedy.Group{{Code: "E"}},
		Reasons: []remedy.Reason{{Code: "E2", Group: "E"}, {Code: "A1", Group: "A"}, {Code: "E1", Group: "E"}},
		Kinds:   []remedy.Kind{{Code: "PARTIAL"}},
		Proofs:  []remedy.Proof{{Code: "POD"}},
		Windows: []remedy.Window{{ID: "fresh"}},
		Laws:    []remedy.Law{{Key: "CivC"}},
	}
	var order []string
	for _, r := range taxonomy.In("E") {
		order = append(order, r.Code)
	}
	if !slices.Equal(order, []string{"E2", "E1"}) {
		t.Errorf("group E is %v", order)
	}
	_, reason := taxonomy.Reason("E1")
	_, kind := taxonomy.Kind("PARTIAL")
	_, proof := taxonomy.Proof("POD")
	_, window := taxonomy.Window("fresh")
	_, law := taxonomy.Law("CivC")
	_, group := taxonomy.Group("E")
	if !reason || !kind || !proof || !window || !law || !group {
		t.Error("something that is there was not found", reason, kind, proof, window, law, group)
	}
	if _, ok := taxonomy.Reason("Z9"); ok {
		t.Error("Z9 was found")
	}
	if found := taxonomy.Check(); len(found) == 0 {
		t.Error("a document without words or evidence passed the check")
	}
}
