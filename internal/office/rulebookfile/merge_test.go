package rulebookfile

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/rulebook"
)

func clockOf(t *testing.T, p procedure.Procedure, id string) procedure.Clock {
	t.Helper()
	i := slices.IndexFunc(p.Clocks, func(k procedure.Clock) bool { return k.ID == id })
	if i < 0 {
		t.Fatalf("%s has no clock %s", p.ID, id)
	}
	return p.Clocks[i]
}

// TestExtends proves, on the preset jd, each rule by which a file is laid over its
// base: what is removed leaves the lists, edges are led elsewhere, maps merge,
// null deletes, moves are appended, other lists are replaced.
func TestExtends(t *testing.T) {
	t.Parallel()
	std, err := Embedded("tianping-std")
	if err != nil {
		t.Fatal(err)
	}
	jd, err := Embedded("jd")
	if err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(jd.Stages, func(s procedure.Stage) bool { return s.ID == "MEDIATING" || slices.Contains(s.Clocks, "K_XEX") }) {
		t.Error("a removed stage or clock is still there")
	}
	if by := clockOf(t, jd, "K_PLATFORM").MovedBy; !slices.Equal(by, []string{"K_ADJ.extend"}) {
		t.Errorf("K_PLATFORM is moved by %v, the removed K_MED among them", by)
	}
	if to := clockOf(t, jd, "K_NEG").Expiry[0].To; to != "ADJUDICATING" {
		t.Errorf("an edge to the removed stage leads to %s", to)
	}
	app := clockOf(t, jd, "K_APP")
	if !app.Roll || app.Len.String() != "7nd" || !slices.Equal(app.Parties, []string{"C"}) || !reflect.DeepEqual(app.Start, clockOf(t, std, "K_APP").Start) {
		t.Errorf("K_APP is not its base with what jd says of it: %+v", app)
	}
	if k := clockOf(t, jd, "K_ANS"); k.Extend != nil || k.RestGuard != "" || clockOf(t, std, "K_ANS").Extend == nil {
		t.Error("null did not delete the extension and rest guard of K_ANS")
	}
	last := jd.Moves[len(jd.Moves)-1]
	if last.Move != "appeal" || !slices.Equal(last.From, []string{"RULED_R"}) {
		t.Errorf("the last row is %+v, not the one jd appends", last)
	}
	if len(jd.Umbrellas) != 2 || !slices.Equal(jd.Execution.Sources, []string{"order_escrow", "deposit"}) {
		t.Errorf("lists were not replaced: %d umbrellas, sources %v", len(jd.Umbrellas), jd.Execution.Sources)
	}
	if jd.Execution.BuyerDebtor != "own_payment_only" || jd.Version != "0.1.0" || jd.EffectiveFrom != std.EffectiveFrom {
		t.Errorf("inherited: buyer as debtor %q, version %q, from %q", jd.Execution.BuyerDebtor, jd.Version, jd.EffectiveFrom)
	}
	if again, err := Embedded("tianping-std"); err != nil || !reflect.DeepEqual(std, again) {
		t.Errorf("reading jd changed its base (error %v)", err)
	}
}

// TestExtendsTwice proves that a base may have a base, found beside the file first
// and built in else, and that each place leads to the line that says it.
func TestExtendsTwice(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{
		"mine.yaml": {Data: []byte("procedure: mine\nversion: 2.0.0\nextends: jd@0.1\n\nclocks: {K_ESC: {len: 9nd}}\n")},
	}
	r, err := ReadProcedure(files, "mine.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if got := clockOf(t, r.Procedure, "K_ESC").Len.String(); got != "9nd" {
		t.Errorf("K_ESC is %s", got)
	}
	var names []string
	for _, s := range r.Sources {
		names = append(names, s.Name)
	}
	if !slices.Equal(names, []string{"mine.yaml", "procedure/jd.yaml", "procedure/tianping-std.yaml"}) {
		t.Errorf("read were %v", names)
	}
	for place, want := range map[string]Position{
		"clocks.K_ESC.len":                  {"mine.yaml", 5},
		"clocks.K_EVD.expiry[0]":            {"procedure/jd.yaml", lineOf(t, "procedure/jd.yaml", "  K_EVD: ")},
		"clocks.K_ESC.roll":                 {"procedure/tianping-std.yaml", lineOf(t, "procedure/tianping-std.yaml", "  K_ESC: ")},
		"clocks.K_ESC.expiry[0].nothing[3]": {"procedure/tianping-std.yaml", lineOf(t, "procedure/tianping-std.yaml", "  K_ESC: ")},
		"clocks.K_REV.start[0]":             {"procedure/tianping-std.yaml", lineOf(t, "procedure/tianping-std.yaml", "  K_REV: ")},
		"stages.RULED_R":                    {"procedure/jd.yaml", lineOf(t, "procedure/jd.yaml", "  RULED_R: ")},
		"nowhere":                           {"procedure/tianping-std.yaml", lineOf(t, "procedure/tianping-std.yaml", "procedure: ")},
	} {
		if got := r.Where(place); got != want {
			t.Errorf("%s is said in %v, want %v", place, got, want)
		}
	}
}

func lineOf(t *testing.T, file, begins string) int {
	t.Helper()
	data, err := rulebook.Files.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(data), "\n") {
		if strings.HasPrefix(line, begins) {
			return i + 1
		}
	}
	t.Fatalf("%s has no line that begins with %q", file, begins)
	return 0
}
