package procedure_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/procedure/proceduretest"
	"github.com/tianping-odr/tianping/internal/core/workday"
	"github.com/tianping-odr/tianping/internal/office/rulebookfile"
)

// TestTimersAloneEndEveryWalk lets 60,000 cases and duties of the standard file
// go by timers alone: from every open stage and duty state, begun on a random
// instant of 2026, conditions drawn at random. All end, the longest after 89
// days or so (procedure.md §7). It walks with the real calendar and knows nothing
// of how Check looks for ways out.
func TestTimersAloneEndEveryWalk(t *testing.T) {
	t.Parallel()
	walks := map[string]int{"tianping-std": 60_000, "jd": 4_000, "paypal": 4_000, "r12315": 1_000}
	for _, name := range rulebookfile.Names() {
		if walks[name] == 0 {
			continue // an order has no stages
		}
		n := walks[name]
		if testing.Short() {
			n /= 20
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := procedure.Compile(builtIn(t, name))
			starts := waiting(p)
			model := walk{Compiled: p, words: procedure.Standard(), calendar: proceduretest.Calendar()}
			longest := time.Duration(0)
			for i := range n {
				w := model.fresh(uint64(i))
				took, err := w.run(starts[i%len(starts)])
				if err != "" {
					t.Fatalf("walk %d from %s: %s; went %v", i, starts[i%len(starts)], err, w.path)
				}
				longest = max(longest, took)
			}
			days := int(longest.Hours() / 24)
			t.Logf("%d walks, the longest %d days", n, days)
			if name == "tianping-std" && !testing.Short() && (days < 80 || days > 95) {
				t.Errorf("the longest walk took %d days, procedure.md saw 89", days)
			}
		})
	}
}

// TestAWalkCanGetStuck proves that the walks above would see a dead end: one that
// leads nowhere stops, and one that leads in a circle is given up.
func TestAWalkCanGetStuck(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ from, to, want string }{
		{"do: settlement_stands, to: PERFORMING,", "do: settlement_stands,", "no clock runs in SETTLEMENT_CHECK"},
		{"do: settlement_stands, to: PERFORMING,", "do: challenge_settlement,", "it never ends"},
	} {
		model := walk{Compiled: procedure.Compile(edited(t, "tianping-std", c.from, c.to)), words: procedure.Standard(), calendar: proceduretest.Calendar()}
		if _, stuck := model.fresh(1).run("SETTLEMENT_CHECK"); stuck != c.want {
			t.Errorf("with %q the walk says %q, want %q", c.to, stuck, c.want)
		}
	}
}

// waiting are the places a walk may begin in.
func waiting(p *procedure.Compiled) []string {
	var places []string
	for _, s := range p.Stages {
		if p.Open(s.ID) {
			places = append(places, s.ID)
		}
	}
	for _, d := range p.Duties {
		for _, s := range d.States {
			if !s.Terminal {
				places = append(places, s.ID)
			}
		}
	}
	return places
}

// walk is one case or duty left to itself.
type walk struct {
	*procedure.Compiled
	words    procedure.Vocabulary
	calendar workday.Calendar
	dice     *rand.Rand
	place    string
	now      workday.Start
	due      map[string]time.Time
	truths   map[string]bool
	path     []string
}

func (w walk) fresh(seed uint64) *walk {
	return &walk{
		Compiled: w.Compiled, words: w.words, calendar: w.calendar,
		dice: rand.New(rand.NewPCG(seed, 1)), due: map[string]time.Time{}, truths: map[string]bool{},
	}
}

// run goes until the end; not "" says why it never came.
func (w *walk) run(place string) (took time.Duration, stuck string) {
	begin := time.Date(2026, 1, 1, 0, 0, 0, 0, w.calendar.Zone()).Add(time.Duration(w.dice.IntN(258*24*60)) * time.Minute)
	w.place, w.now = place, workday.Start{At: begin}
	w.startHere(func(s procedure.Start) bool { return s.Kind != procedure.OnExpired })
	if len(w.due) == 0 { // a place that is only reached by an expiry
		w.startHere(func(procedure.Start) bool { return true })
	}
	for range 100 {
		if w.Terminal(w.place) {
			return w.now.At.Sub(begin), ""
		}
		id := w.next()
		if id == "" {
			return 0, "no clock runs in " + w.place
		}
		w.expire(id)
	}
	return 0, "it never ends"
}

// startHere starts the listed clocks of which a start is as asked.
func (w *walk) startHere(asked func(procedure.Start) bool) {
	for _, id := range w.ClocksAt(w.place) {
		if k, _ := w.Clock(id); slices.ContainsFunc(k.Start, asked) {
			w.start(k)
		}
	}
}

// next is the clock due first; parts before umbrellas where two are.
func (w *walk) next() string {
	first := ""
	for _, id := range w.ClocksAt(w.place) {
		if at, runs := w.due[id]; runs && (first == "" || at.Before(w.due[first])) {
			first = id
		}
	}
	return first
}

func (w *walk) expire(id string) {
	k, _ := w.Clock(id)
	w.now = workday.Start{At: w.due[id], FromDue: true}
	delete(w.due, id)
	w.path = append(w.path, id)
	for _, e := range k.Expiry {
		if !w.holds(e.If) {
			continue
		}
		if e.To != "" && e.To != w.place {
			w.place = e.To
			w.path = append(w.path, e.To)
			for running := range w.due {
				if !slices.Contains(w.ClocksAt(w.place), running) {
					delete(w.due, running)
				}
			}
			w.begin(procedure.Start{Kind: procedure.OnEnter, Name: e.To}, id)
			w.serve("", id)
		}
		w.begin(procedure.Start{Kind: procedure.OnExpired, Name: id}, id)
		w.begin(procedure.Start{Kind: procedure.OnEvent, Name: e.Do}, id)
		w.serve(e.Do, id)
		for _, next := range e.Starts {
			k, _ := w.Clock(next)
			w.startAfter(k, id)
		}
		return
	}
}

func (w *walk) begin(s procedure.Start, after string) {
	for _, id := range w.StartedAt(s, w.place) {
		k, _ := w.Clock(id)
		w.startAfter(k, after)
	}
}

// serve starts what waits for a notice that this word queues, or that arriving does.
func (w *walk) serve(word, after string) {
	for notice, producers := range w.words.Notices {
		if word == "" && len(producers) == 0 || word != "" && slices.Contains(producers, word) {
			w.begin(procedure.Start{Kind: procedure.OnServed, Name: notice}, after)
		}
	}
}

func (w *walk) startAfter(k procedure.Clock, after string) {
	if _, runs := w.due[k.ID]; runs {
		return
	}
	if l, ok := k.Variants[strings.ToLower(after)]; ok { // K_HUMAN after K_LAST
		w.due[k.ID] = w.calendar.Count(w.now, k.Rule(l)).Due
		return
	}
	w.start(k)
}

// start runs a clock from now, or up to a day later where it waits for service.
func (w *walk) start(k procedure.Clock) {
	from := w.now
	if slices.ContainsFunc(k.Start, func(s procedure.Start) bool { return s.Kind == procedure.OnServed }) {
		from = workday.Start{At: from.At.Add(time.Duration(w.dice.IntN(24*60)) * time.Minute)}
	}
	l := k.Len
	if l.IsZero() { // until the last duty, or a date in the text: the week of K_CHS
		l, k.Roll = procedure.Length{N: 7, Unit: procedure.NaturalDays}, true
	}
	w.due[k.ID] = w.calendar.Count(from, k.Rule(l)).Due
}

// holds draws what is not known; what lasts is drawn once.
func (w *walk) holds(c procedure.Condition) bool {
	return len(c) == 0 || slices.ContainsFunc(c, func(and []procedure.Term) bool {
		for _, t := range and {
			truth, known := w.truths[t.Name]
			if !known {
				truth = w.dice.IntN(2) == 0
				if slices.Contains(w.words.Lasting, t.Name) {
					w.truths[t.Name] = truth
				}
			}
			if truth == t.Not {
				return false
			}
		}
		return true
	})
}
