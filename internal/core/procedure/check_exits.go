package procedure

import (
	"slices"
	"strings"
)

// maxStances bounds the exploration; the standard file has 167.
const maxStances = 2_000

// stance is one way to stand somewhere: which clocks are sure to run there, and
// which lasting predicates are known. Both are sorted words.
type stance struct {
	place   string
	running string
	known   string // "mediation_only", "not self_operated"
}

// edge is one way to leave: a move was made, or a clock expired.
type edge struct {
	word   string   // the move made, or what the expiry did
	clock  string   // that expired
	starts []string // clocks the expiry starts
	first  bool     // the machine begins
}

func (e edge) String() string {
	switch {
	case e.first:
		return "initial"
	case e.clock != "":
		return e.clock
	default:
		return e.word
	}
}

// exits walks every way to stand somewhere, keeping only the clocks that are sure
// to run, and finds where no timer leads out, what nothing leads to, and circles
// of timers. No way out missing and no circle: by timers alone every walk ends.
// The answer is how many stances there are.
func (c *check) exits() int {
	x := &explorer{check: c, seen: map[stance]bool{}, reached: map[string]bool{}, listed: map[string]bool{}}
	c.eachPlace(func(_, _, _ string, clocks []string, _ bool) { mark(x.listed, clocks) })
	if len(c.Stages) > 0 {
		x.arrive(edge{first: true}, c.first.ID, nil, nil)
	}
	for _, d := range c.Duties {
		if len(d.States) > 0 {
			x.arrive(edge{first: true}, d.States[0].ID, nil, nil)
		}
	}
	for len(x.queue) > 0 {
		if len(x.seen) > maxStances {
			c.add("stages", "too_complex", maxStances)
			return len(x.seen)
		}
		next := x.queue[0]
		x.queue = x.queue[1:]
		x.leave(next.stance, next.via)
	}
	c.eachPlace(func(where, id, _ string, _ []string, _ bool) {
		if feature := c.stages[id].Feature; !x.reached[id] && (feature == "" || c.Features[feature]) {
			c.add(where, "unreachable")
		}
	})
	c.circles()
	return len(x.seen)
}

type explorer struct {
	*check
	seen    map[stance]bool
	reached map[string]bool
	listed  map[string]bool // clocks that some place lists
	queue   []visit
}

type visit struct {
	stance
	via edge
}

// arrive notes a stance unless it was seen: the clocks carried along that the
// place lists, and those that arriving starts.
func (x *explorer) arrive(by edge, to string, carried, known []string) {
	listed := x.ClocksAt(to)
	running := slices.DeleteFunc(slices.Clone(carried), func(id string) bool { return !slices.Contains(listed, id) })
	for _, k := range x.Clocks {
		if id := k.stands(); slices.Contains(listed, id) && !slices.Contains(running, id) && x.starts(by, k, to) {
			running = append(running, id)
		}
	}
	slices.Sort(running)
	s := stance{to, strings.Join(running, " "), strings.Join(known, ",")}
	if x.seen[s] {
		return
	}
	x.seen[s], x.reached[to] = true, true
	x.queue = append(x.queue, visit{s, by})
}

// stands is the clock whose place on lists this one takes.
func (k Clock) stands() string {
	if k.Replaces != "" {
		return k.Replaces
	}
	return k.ID
}

// starts tells whether arriving somewhere by this edge is sure to start the clock.
func (x *explorer) starts(by edge, k Clock, to string) bool {
	if slices.Contains(by.starts, k.ID) || k.Extend != nil && by.word != "" && k.Extend.Move == by.word {
		return true
	}
	return slices.ContainsFunc(k.Start, func(s Start) bool {
		switch s.Kind {
		case OnEnter:
			return s.Name == to
		case OnExpired:
			return s.Name == by.clock
		case OnServed:
			producers := x.v.Notices[s.Name]
			return len(producers) == 0 || slices.Contains(producers, by.word)
		case OnEvent:
			producers, fact := x.v.Facts[s.Name]
			return s.Name == by.word || slices.Contains(producers, by.word) || by.first && fact && len(producers) == 0
		default: // the last of several facts is never sure
			return false
		}
	})
}

// leave checks that a timer leads out of a stance, and goes every way out.
func (x *explorer) leave(s stance, via edge) {
	if x.Terminal(s.place) {
		return
	}
	known := knownOf(s.known)
	running := strings.Fields(s.running)
	if !slices.ContainsFunc(x.settled(s.place, running, known), func(id string) bool { return x.leads(id, s.place, known) }) {
		x.add(x.where(s.place), "no_timer_exit", via.String())
	}
	carried := slices.DeleteFunc(running, func(id string) bool { return !x.leads(id, s.place, known) })
	for _, row := range x.RowsAt(s.place) {
		if row.To == Same || row.To == Back {
			continue
		}
		if then, ok := x.assume(known, row.Guard, row.As); ok {
			x.arrive(edge{word: row.Move}, row.To, carried, then)
		}
	}
	for _, k := range x.Clocks {
		if !x.mayEndAt(k, s.place) {
			continue
		}
		rest := slices.DeleteFunc(slices.Clone(carried), func(id string) bool { return id == k.stands() })
		x.entries(k, known, func(e Expiry, then []string) {
			if e.To != "" && e.To != s.place && x.machineOf(e.To) == x.machineOf(s.place) {
				x.arrive(edge{word: e.Do, clock: k.ID, starts: e.Starts}, e.To, rest, then)
			}
		})
	}
}

// mayEndAt tells whether a clock can expire while a track or duty stands here: it
// is listed; or no place lists it, because it belongs to a hold over claims or to
// an object, and the track is open.
func (x *explorer) mayEndAt(k Clock, place string) bool {
	if x.listed[k.stands()] {
		return slices.Contains(x.ClocksAt(place), k.stands())
	}
	return x.Open(place) && !slices.ContainsFunc(x.Holds, func(h Hold) bool {
		return h.Over != "" && slices.Contains(h.Clocks, k.ID)
	})
}

// settled adds to the running clocks those that are sure to follow from one of
// them expiring here.
func (x *explorer) settled(place string, running, known []string) []string {
	all := slices.Clone(running)
	for i := 0; i < len(all); i++ {
		for _, k := range x.Clocks {
			if k.stands() != all[i] {
				continue
			}
			for _, id := range x.follow(k, place, known) {
				if !slices.Contains(all, id) {
					all = append(all, id)
				}
			}
		}
	}
	return all
}

// follow are the clocks that start in every case in which k expires and stays here.
func (x *explorer) follow(k Clock, place string, known []string) []string {
	var sure []string
	first := true
	x.entries(k, known, func(e Expiry, _ []string) {
		if e.To != "" && e.To != place {
			return
		}
		by := edge{word: e.Do, clock: k.ID, starts: e.Starts}
		var started []string
		for _, other := range x.Clocks {
			if slices.Contains(x.ClocksAt(place), other.stands()) && x.startsInPlace(by, other) {
				started = append(started, other.stands())
			}
		}
		if first {
			sure, first = started, false
			return
		}
		sure = slices.DeleteFunc(sure, func(id string) bool { return !slices.Contains(started, id) })
	})
	return sure
}

// startsInPlace is starts without arriving anywhere: nothing is entered, and no
// notice is queued for arriving.
func (x *explorer) startsInPlace(by edge, k Clock) bool {
	here := k
	here.Start = slices.DeleteFunc(slices.Clone(k.Start), func(s Start) bool {
		return s.Kind == OnEnter || s.Kind == OnServed && len(x.v.Notices[s.Name]) == 0
	})
	return x.starts(by, here, "")
}

// leads tells whether a clock, or what stands in its stead, leads out of a place
// in every case.
func (x *explorer) leads(id, place string, known []string) bool {
	out := true
	for _, k := range x.Clocks {
		if k.stands() == id {
			x.entries(k, known, func(e Expiry, _ []string) { out = out && e.To != "" && e.To != place })
		}
	}
	return out
}

// entries goes through the entries of an expiry that may be taken, with what is
// known once one is.
func (x *explorer) entries(k Clock, known []string, do func(e Expiry, known []string)) {
	for _, e := range k.Expiry {
		then, may := known, len(e.If) == 0
		for _, and := range e.If {
			if assumed, ok := x.assume(known, and, ""); ok {
				may = true
				if len(e.If) == 1 {
					then = assumed
				}
			}
		}
		if !may {
			continue
		}
		if slices.Contains(x.v.Lasting, e.As) {
			then = with(then, e.As)
		}
		do(e, then)
		if always(e.If, known) {
			return
		}
		if len(e.If) == 1 && len(e.If[0]) == 1 {
			if t := e.If[0][0]; slices.Contains(x.v.Lasting, t.Name) && t.Arg == "" {
				known = with(known, Term{Not: !t.Not, Name: t.Name}.String())
			}
		}
	}
}

// always tells whether a condition holds by what is known.
func always(c Condition, known []string) bool {
	return len(c) == 0 || slices.ContainsFunc(c, func(and []Term) bool {
		return !slices.ContainsFunc(and, func(t Term) bool { return !slices.Contains(known, t.String()) })
	})
}

// assume is what is known once all terms hold; not ok when they can not.
func (x *explorer) assume(known []string, terms []Term, as string) ([]string, bool) {
	for _, t := range terms {
		if name, negated := strings.CutPrefix(t.Name, "not_"); negated {
			t = Term{Not: !t.Not, Name: name, Arg: t.Arg}
		}
		if !slices.Contains(x.v.Lasting, t.Name) || t.Arg != "" {
			continue
		}
		if slices.Contains(known, Term{Not: !t.Not, Name: t.Name}.String()) {
			return nil, false
		}
		known = with(known, t.String())
	}
	if slices.Contains(x.v.Lasting, as) {
		known = with(known, as)
	}
	return known, true
}

// with is a sorted list with one more word.
func with(words []string, word string) []string {
	if slices.Contains(words, word) {
		return words
	}
	words = append(slices.Clone(words), word)
	slices.Sort(words)
	return words
}

func knownOf(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}
