package dispute_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	. "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// tableRow is one row of testdata/who-may.csv; who-may.md says how to read it.
type tableRow struct {
	n                                 int
	t, state, who, act, expect, leads string
	given                             []given
}

// given is one word of the column, with what stands in its brackets.
type given struct{ word, of string }

func (r tableRow) has(word string) bool {
	return slices.ContainsFunc(r.given, func(g given) bool { return g.word == word })
}

// of tells whether a word is given with this in its brackets.
func (r tableRow) of(word, of string) bool { return slices.Contains(r.given, given{word, of}) }

// arg is what stands in the brackets of a word; "" when the word is not given.
func (r tableRow) arg(word string) string {
	for _, g := range r.given {
		if g.word == word {
			return g.of
		}
	}
	return ""
}

var givenForm = regexp.MustCompile(`^([A-Za-z0-9_]+)(?:\(([A-Za-z0-9_.]+)\))?$`)

func readTable(t *testing.T) []tableRow {
	t.Helper()
	f, err := os.Open("testdata/who-may.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []tableRow
	for _, l := range lines[1:] {
		n, err := strconv.Atoi(l[0])
		if err != nil || len(l) != 8 || n != len(out)+1 {
			t.Fatalf("row %v: not numbered in turn, or not of eight columns", l)
		}
		r := tableRow{n: n, t: l[1], state: l[2], who: l[4], act: l[5], expect: l[6]}
		if to, ok := strings.CutPrefix(l[7], "→ "); ok {
			r.leads, _, _ = strings.Cut(to, ";")
		}
		for _, w := range strings.Fields(l[3]) {
			m := givenForm.FindStringSubmatch(w)
			switch {
			case w == "-":
			case m == nil:
				t.Fatalf("row %d: %q is no word", n, w)
			default:
				r.given = append(r.given, given{m[1], m[2]})
			}
		}
		if r.expect != "allowed" && !slices.Contains(dispute.Codes(), r.expect) {
			t.Fatalf("row %d: %q is not on the closed list", n, r.expect)
		}
		out = append(out, r)
	}
	return out
}

// scene is a row set up: the world just before the act, and the act.
type scene struct {
	row   tableRow
	desk  *Desk
	cmd   dispute.Command
	due   bool   // the act is the timer's, at an instant
	owed  int    // the obligation the row speaks of
	fault string // why it could not be set up
}

// outcome is what came of the act.
type outcome struct {
	code    string // "" allowed
	guard   string
	instead []string // what a refusal says is possible
	entries []record.Entry
	leads   []string // stages and states entered
}

// play makes the act of a scene under a book; the scene stays as it is.
func (s *scene) play(b *dispute.Book) outcome {
	w := s.desk.World
	w.Facts.Now = s.desk.Now
	if s.due {
		return s.playDue(b, w)
	}
	out, after, refusal := dispute.Decide(b, w, s.cmd)
	if refusal != nil {
		return outcome{code: refusal.Code, guard: refusal.Guard, instead: refusal.Possible}
	}
	for _, d := range after.Case.Duties {
		if d.Paying != "" { // the provider confirms at once
			more, _ := dispute.Hear(b, after, dispute.Signal{Kind: "own_arrived", Ref: d.Paying})
			out = append(out, more...)
		}
	}
	return made(out)
}

// playDue lets the timer come at the due instant; where the row refuses, it asks
// the timer's act just before, and the timer must not make it by itself either.
func (s *scene) playDue(b *dispute.Book, w dispute.World) outcome {
	at := dispute.NextDue(b, w)
	if s.row.expect != "allowed" {
		_, _, refusal := dispute.Decide(b, w, s.cmd)
		if refusal == nil {
			return outcome{}
		}
		w.Facts.Now = at
		out, _ := dispute.Elapse(b, w)
		if slices.ContainsFunc(out, func(e record.Entry) bool { return e.Event.Kind() == dispute.Past(s.row.act) }) {
			return outcome{}
		}
		return outcome{code: refusal.Code, guard: refusal.Guard}
	}
	w.Facts.Now = at
	out, _ := dispute.Elapse(b, w)
	o := made(out)
	if len(o.leads) == 0 && !slices.ContainsFunc(out, func(e record.Entry) bool { _, ok := e.Event.(dispute.HoldLifted); return ok }) {
		o.code = "nothing happened"
	}
	return o
}

func made(out []record.Entry) outcome {
	o := outcome{entries: out}
	for _, e := range out {
		switch e := e.Event.(type) {
		case dispute.Entered:
			o.leads = append(o.leads, e.Stage)
		case dispute.DutyMoved:
			o.leads = append(o.leads, e.State)
		}
	}
	return o
}

// wrong is what differs from the row; "" when it agrees.
func (s *scene) wrong(o outcome) string {
	want := strings.TrimPrefix(s.row.expect, "allowed")
	switch {
	case s.fault != "":
		return "cannot be set up: " + s.fault
	case o.code != want:
		return fmt.Sprintf("%s by %s: got %q (%s), want %q", s.row.act, s.row.who, o.code, o.guard, s.row.expect)
	case o.code == "unknown" && len(o.instead) > 0:
		return fmt.Sprintf("who may not know of the case is told of %v", o.instead)
	case s.named(o):
		return "the refusal names nothing that is possible instead"
	case s.row.leads != "" && !slices.Contains(o.leads, s.row.leads):
		return fmt.Sprintf("%s led to %v, want %s", s.row.act, o.leads, s.row.leads)
	}
	return ""
}

// named tells whether a refusal leaves a party of a live case without a word on
// what is possible instead.
func (s *scene) named(o outcome) bool {
	party := s.cmd.Actor.Side != "" && !s.cmd.Actor.For
	over := s.desk.Book.Stage(s.desk.World.Case.Tracks[0].Stage).Terminal
	return o.code != "" && o.code != "unknown" && party && !over && len(o.instead) == 0
}

// scenes sets every row up, once for all tests.
var scenes = sync.OnceValues(func() ([]*scene, error) {
	b, err := Load("tianping-std")
	if err != nil {
		return nil, err
	}
	var out []*scene
	for _, r := range table {
		out = append(out, setUp(b, r))
	}
	return out, nil
})

var table []tableRow

func allScenes(t *testing.T) []*scene {
	t.Helper()
	tableOnce.Do(func() { table = readTable(t) })
	all, err := scenes()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var tableOnce sync.Once

// TestWhoMay proves that program and hand-written table agree, row by row: each
// row is set up by public moves and time alone, its act is made with complete
// inputs, and the answer compared.
func TestWhoMay(t *testing.T) {
	t.Parallel()
	skipped, played := 0, 0
	for _, s := range allScenes(t) {
		if s.row.state == "JURY" && !s.desk.Book.Procedure.Features["jury"] {
			skipped++
			continue
		}
		played++
		var o outcome
		if s.fault == "" {
			o = s.play(s.desk.Book)
		}
		if wrong := s.wrong(o); wrong != "" {
			t.Errorf("row %d [%s] in %s given %v: %s", s.row.n, s.row.t, s.row.state, s.row.given, wrong)
		}
	}
	t.Logf("%d rows played; %d rows on the jury SKIPPED: there is no jury in this build", played, skipped)
	if played < 600 {
		t.Errorf("only %d rows were played", played)
	}
}
