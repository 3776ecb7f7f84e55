package procedure_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/procedure"
)

// TestDiffGolden proves that a preset is told from its base in words a person has
// read, in both languages.
func TestDiffGolden(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"jd", "paypal"} {
		var out strings.Builder
		for _, c := range procedure.Diff(builtIn(t, "tianping-std"), builtIn(t, name)) {
			out.WriteString(c.EN() + "\n" + c.ZH() + "\n")
		}
		golden(t, filepath.Join("testdata", "std-"+name+".diff"), []byte(out.String()))
	}
}

// TestDiff proves, one change at a time, what is told and that nothing else is.
func TestDiff(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		edit []string
		want []string
	}{
		{nil, nil},
		{[]string{"K_ESC:      {len: 7nd,", "K_ESC:      {len: 5nd,"}, []string{"clock K_ESC · length: 7nd → 5nd"}},
		{[]string{"auto_grant.max: 50000", "auto_grant.max: 20000"}, []string{"setting auto_grant.max: 50000 → 20000"}},
		{[]string{"jury: false", "jury: true"}, []string{"feature jury: false → true"}},
		{
			[]string{"{move: approve, from: [ADJUDICATING], by: [four_eyes]", "{move: approve, from: [ADJUDICATING], by: [four_eyes, supervisor]"},
			[]string{"move approve · by: four_eyes → four_eyes, supervisor"},
		},
		{
			[]string{"  - {move: message, from: open, by: [C, R, officer, mediator], to: same}\n", ""},
			[]string{"move message removed: from open; by C, R, officer, mediator; to same"},
		},
		{
			[]string{"PAY_OWN: {owner: debtor, clocks: [K_OWE]}", "PAY_OWN: {owner: platform, clocks: [K_OWE]}"},
			[]string{"duty PAY.PAY_OWN · owner: debtor → platform"},
		},
		{
			[]string{"{do: show_debt, to: PAY_SHORT}", "{to: PAY_SHORT}"},
			[]string{"clock K_OWE · on expiry: was “show_debt → PAY_SHORT”, is “→ PAY_SHORT”"},
		},
		{[]string{"[officer, officer_2], ", ""}, []string{"separation officer / officer_2 removed"}},
	} {
		var got []string
		for _, change := range procedure.Diff(builtIn(t, std), edited(t, std, c.edit...)) {
			got = append(got, change.EN())
			if zh := change.ZH(); zh == change.EN() || zh == "" {
				t.Errorf("%q is not told in Chinese", zh)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("told %q, want %q", got, c.want)
		}
	}
}
