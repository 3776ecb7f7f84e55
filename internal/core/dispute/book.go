package dispute

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/remedy"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

// Book is the set of rules a case runs on: its pinned procedure, the calendar,
// the reasons. It is made once per rulebook and never changed.
type Book struct {
	Hash      string // hex of the rulebook's hash, kept in every event's authority
	Procedure procedure.Procedure
	Calendar  workday.Calendar
	Escrow    escrow.Rules
	Reasons   *remedy.Taxonomy
	Authority party.Table // who may do what

	table  *party.Index
	stages map[string]*procedure.Stage
	duties map[string]*procedure.DutyState
	kinds  map[string]*procedure.DutyKind // by state
	holds  map[string]*procedure.Hold
	clocks map[string]*procedure.Clock
	pauses map[string]bool // holds that pause clocks
	served map[string]bool // notices some clock waits for
	rank   map[string]int

	test *breakage // only in tests
}

// breakage lets a test break conditions of the vocabulary one at a time, and
// watch which rows of the file accept and refuse.
type breakage struct {
	forced map[string]bool
	watch  func(row int, guard, code string)
}

// guard is a predicate of the vocabulary.
func (b *Book) guard(name string) guard {
	g, ok := guards()[name]
	if !ok {
		panic("dispute: procedure uses an unknown condition " + name)
	}
	if b.test != nil {
		if v, ok := b.test.forced[name]; ok {
			g.is = func(*act, place, string) bool { return v }
		}
	}
	return g
}

// lifts tells whether the bounds of a condition are broken open.
func (b *Book) lifts(guard string) bool { return b.test != nil && guard != "" && b.test.forced[guard] }

func (b *Book) accepted(row int) {
	if b.test != nil && b.test.watch != nil {
		b.test.watch(row, "", "")
	}
}

func (b *Book) refused(r *Refusal) {
	if b.test != nil && b.test.watch != nil && r.row != 0 {
		b.test.watch(r.row, r.Guard, r.Code)
	}
}

// NewBook binds a procedure that has passed procedure.Check and a rule table that
// has passed party.Check. What the two say of each other, Unkept tells.
func NewBook(hash string, p procedure.Procedure, cal workday.Calendar, reasons *remedy.Taxonomy, who party.Table) *Book {
	p.Moves = slices.Clone(p.Moves)
	for i := range p.Moves {
		p.Moves[i].N = i + 1
	}
	b := &Book{
		Hash: hash, Procedure: p, Calendar: cal, Reasons: reasons, Escrow: escrow.Standard(cal),
		Authority: who, table: party.NewIndex(who),
		stages: map[string]*procedure.Stage{}, duties: map[string]*procedure.DutyState{},
		kinds: map[string]*procedure.DutyKind{}, holds: map[string]*procedure.Hold{},
		clocks: map[string]*procedure.Clock{}, pauses: map[string]bool{}, served: map[string]bool{}, rank: map[string]int{},
	}
	for i := range p.Stages {
		b.stages[p.Stages[i].ID] = &p.Stages[i]
		b.rank[p.Stages[i].ID] = i
	}
	for i := range p.Duties {
		for j := range p.Duties[i].States {
			b.duties[p.Duties[i].States[j].ID] = &p.Duties[i].States[j]
			b.kinds[p.Duties[i].States[j].ID] = &p.Duties[i]
		}
	}
	for i := range p.Holds {
		b.holds[p.Holds[i].ID] = &p.Holds[i]
	}
	for i := range p.Clocks {
		k := &p.Clocks[i]
		b.clocks[k.ID] = k
		for _, h := range k.Pause {
			if _, ok := b.holds[h]; ok {
				b.pauses[h] = true
			}
		}
		for _, s := range k.Start {
			if s.Kind == "served" {
				b.served[s.Name] = true
			}
		}
	}
	return b
}

// initial is the stage a case begins in.
func (b *Book) initial() string {
	for i := range b.Procedure.Stages {
		if b.Procedure.Stages[i].Initial {
			return b.Procedure.Stages[i].ID
		}
	}
	return ""
}

// isOpen tells whether rows "from: open" apply: not terminal, not initial.
func (b *Book) isOpen(stage string) bool {
	s := b.stages[stage]
	return s != nil && !s.Terminal && !s.Initial
}

// Stage is a stage of the procedure; nil when the file has none of that name.
func (b *Book) Stage(id string) *procedure.Stage { return b.stages[id] }

// Clock is a clock of the procedure; nil when the file has none of that name.
func (b *Book) Clock(id string) *procedure.Clock { return b.clocks[id] }

// limit reads a number of the settings.
func (b *Book) limit(name string) int64 { return b.Procedure.Limits[name].N }

// span turns a length of the file into one of the calendar.
// SpanOf is a length of a procedure file as a span of days or hours.
func SpanOf(l procedure.Length) workday.Span { return span(l) }

func span(l procedure.Length) workday.Span {
	units := map[procedure.Unit]workday.Unit{
		procedure.Hours: workday.Hours, procedure.NaturalDays: workday.NaturalDays,
		procedure.WorkingDays: workday.WorkingDays, procedure.Months: workday.Months,
	}
	return workday.Span{N: l.N, Unit: units[l.Unit]}
}

// clockTime reads "12:00" as a distance from midnight.
func clockTime(text string) time.Duration {
	h, m, _ := strings.Cut(text, ":")
	hours, err := strconv.Atoi(h)
	if err != nil {
		return 0
	}
	minutes, err := strconv.Atoi(m)
	if err != nil {
		return 0
	}
	return time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
}

// rule is how a clock counts, in a variant of its length.
// Rule is how a clock of the file is counted, in the variant named where it has that
// one ("safety"); false for a clock that is not in the file or has no length.
func (b *Book) Rule(clock, variant string) (workday.Rule, bool) {
	k := b.clocks[clock]
	if k == nil || k.Len.N == 0 {
		return workday.Rule{}, false
	}
	return b.rule(k, variant), true
}

func (b *Book) rule(k *procedure.Clock, variant string) workday.Rule {
	length := k.Len
	if v, ok := k.Variants[variant]; ok {
		length = v
	}
	r := workday.Rule{Span: span(length), Roll: k.Roll, RestGuard: clockTime(k.RestGuard)}
	if k.Business != nil {
		r.Business = &workday.OpenHours{Open: clockTime(k.Business.Open), Close: clockTime(k.Business.Close)}
	}
	return r
}

// replaces tells whether the stage lists the clock, or the clock it stands in for.
func (b *Book) lists(clocks []string, k *procedure.Clock) bool {
	return slices.Contains(clocks, k.ID) || k.Replaces != "" && slices.Contains(clocks, k.Replaces)
}
