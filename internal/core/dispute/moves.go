package dispute

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// Move is one act a person may do now, with the bounds of its inputs.
type Move struct {
	Name   string
	Track  int
	Duty   int
	Stage  string // where: a stage or duty state
	Role   string // capacity in which
	To     string // stage or duty state it leads to; "same" when none
	Fields []Field
	Final  bool // irreversible: a confirmation states what is given up
	Moves  bool // moves money
	at     place
}

// Command is a move with its inputs.
type Command struct {
	Move  string
	Track int // 0: the only one where it is possible
	Duty  int
	Actor Actor
	In    Answers
}

// Refusal is why a move is not possible, and what is.
type Refusal struct {
	Code     string
	Move     string
	Guard    string    // the condition that does not hold
	Field    string    // the input that is outside its bounds
	From     time.Time // the earliest instant at which it becomes possible, if known
	Until    time.Time // when the hold ends that is in the way
	Possible []string  // moves that are possible instead
}

// Error makes a refusal an error; it is never wrapped.
func (r *Refusal) Error() string { return "refused: " + r.Code }

// Moves lists everything the actor may do in the case at the world's instant,
// after what is already due.
func Moves(b *Book, w World, actor Actor) []Move {
	a := newAct(b, w, Actor{System: "T"})
	a.role = "T"
	a.elapse()
	a.actor = actor
	return a.moves()
}

func (a *act) moves() []Move {
	var out []Move
	for i := range a.b.Procedure.Moves {
		row := &a.b.Procedure.Moves[i]
		w, ok := word(row.Move)
		if !ok || w.Auto && a.actor.System != "" {
			continue
		}
		for _, at := range a.places(row) {
			if slices.ContainsFunc(out, func(m Move) bool { return m.Name == row.Move && m.Track == at.track && m.Duty == at.duty }) {
				continue
			}
			if m, refusal := a.offer(w, row, at); refusal == nil {
				out = append(out, m)
			}
		}
	}
	return out
}

// places are the tracks or duties on which a row may be used.
func (a *act) places(row *procedure.Row) []place {
	var out []place
	if slices.Contains(row.From, "open") {
		for i := range a.c().Tracks {
			if t := &a.c().Tracks[i]; a.b.isOpen(t.Stage) {
				return append(out, place{track: a.openTrack(), stage: a.c().Track(a.openTrack()).Stage, as: row.As, to: row.To, row: row})
			}
		}
		return nil
	}
	for _, from := range row.From {
		for i := range a.c().Tracks {
			if t := &a.c().Tracks[i]; t.Stage == from {
				out = append(out, place{track: t.No, stage: from, as: row.As, to: row.To, row: row})
			}
		}
		for i := range a.c().Duties {
			if d := &a.c().Duties[i]; d.State == from && !d.Ended && !d.Waiting {
				out = append(out, place{track: d.Track, duty: d.No, stage: from, as: row.As, to: row.To, row: row})
			}
		}
	}
	return out
}

// openTrack is the track a move of the whole case is booked under: the first
// still open, preferring one that is not performing.
func (a *act) openTrack() int {
	best := 0
	for i := range a.c().Tracks {
		t := &a.c().Tracks[i]
		if !a.b.isOpen(t.Stage) {
			continue
		}
		if best == 0 || a.b.stages[t.Stage].Owner != "debtor" && a.b.stages[a.c().Track(best).Stage].Owner == "debtor" {
			best = t.No
		}
	}
	return best
}

// offer is the one function behind Moves and Decide.
func (a *act) offer(w *Word, row *procedure.Row, at place) (Move, *Refusal) {
	role, code := a.capacity(row, at)
	if code != "" {
		return Move{}, &Refusal{Code: code, Move: w.Name}
	}
	before := a.role
	a.role = role
	defer func() { a.role = before }()
	if at.stage != "" && a.held(at.track) && !slices.Contains(row.From, "open") && row.To != "same" {
		h := a.c().Held(at.track)
		return Move{}, &Refusal{Code: "held", Move: w.Name, Guard: h.Kind, Until: a.holdEnds(h)}
	}
	for _, t := range row.Guard {
		if a.term(t, at) {
			continue
		}
		g := guards()[t.Name]
		r := &Refusal{Code: g.code, Move: w.Name, Guard: t.Name, From: a.opensFor(t.Name, at)}
		if g.code == "held" {
			r.Until = a.holdEnds(a.c().Held(at.track))
		}
		return Move{}, r
	}
	m := Move{Name: w.Name, Track: at.track, Duty: at.duty, Stage: at.stage, Role: role, To: at.to, Final: w.Final, Moves: w.Money, at: at}
	if w.Fields != nil {
		m.Fields = w.Fields(a, at)
	}
	if f := impossible(m.Fields); f != "" {
		return Move{}, &Refusal{Code: "nothing_to_choose", Move: w.Name, Field: f}
	}
	return m, nil
}

// impossible names a required input that nothing could satisfy.
func impossible(fields []Field) string {
	for _, f := range fields {
		choice := f.Kind == Choice || f.Kind == Choices || f.Kind == Claims || f.Kind == Exhibits || f.Kind == Staff
		switch {
		case !f.Required:
		case choice && len(f.Choices) == 0, (f.Kind == Sum || f.Kind == Number) && f.Max < f.Min, f.Kind == Seen && f.Must == "":
			return f.Name
		case f.Kind == Group && f.Min > 0 && impossible(f.Fields) != "":
			return f.Name + "/" + impossible(f.Fields)
		}
	}
	return ""
}

func (a *act) holdEnds(h *Hold) time.Time {
	for _, d := range a.c().Deadlines {
		if h != nil && d.Object == "hold" && d.ObjectNo == h.No && d.Running() {
			return d.Due
		}
	}
	return time.Time{}
}

// opensFor is when a condition of time will hold, if that is known.
func (a *act) opensFor(guard string, at place) time.Time {
	if guard != "open_wd3_or_refused_or_silent" {
		return time.Time{}
	}
	opens, _ := a.escalationOpens(at.track)
	return opens
}

// Decide first applies what is already due, then the command. It returns what is
// to be appended, also when it refuses.
func Decide(b *Book, w World, cmd Command) ([]record.Entry, World, *Refusal) {
	a := newAct(b, w, Actor{System: "T"})
	a.role = "T"
	a.elapse()
	a.actor = cmd.Actor
	m, refusal := a.find(cmd)
	if refusal == nil {
		refusal = check(m.Fields, cmd.In, "")
	}
	if refusal != nil {
		refusal.Move = cmd.Move
		refusal.Possible = a.names()
		return a.out, a.w, refusal
	}
	wd, _ := word(cmd.Move)
	a.run(wd, m, cmd.In)
	a.settle()
	return a.out, a.w, nil
}

func (a *act) names() []string {
	var out []string
	for _, m := range a.moves() {
		if !slices.Contains(out, m.Name) {
			out = append(out, m.Name)
		}
	}
	return out
}

// find looks for the row that allows a command; of several refusals it returns
// the one nearest to success.
func (a *act) find(cmd Command) (Move, *Refusal) {
	w, ok := word(cmd.Move)
	if !ok {
		return Move{}, &Refusal{Code: "unknown_move"}
	}
	var best *Refusal
	known := false
	for i := range a.b.Procedure.Moves {
		row := &a.b.Procedure.Moves[i]
		if row.Move != cmd.Move {
			continue
		}
		known = true
		for _, at := range a.places(row) {
			if cmd.Track != 0 && at.track != cmd.Track && !slices.Contains(row.From, "open") || cmd.Duty != 0 && at.duty != cmd.Duty {
				continue
			}
			m, refusal := a.offer(w, row, at)
			if refusal == nil {
				return m, nil
			}
			if best == nil || weight(refusal.Code) > weight(best.Code) {
				best = refusal
			}
		}
	}
	switch {
	case best != nil:
		return Move{}, best
	case known:
		return Move{}, &Refusal{Code: "wrong_stage"}
	default:
		return Move{}, &Refusal{Code: "unknown_move"}
	}
}

// weight orders refusals by how near they came: a guard that fails is nearer
// than a conflict, that nearer than a wrong capacity.
func weight(code string) int {
	switch code {
	case "wrong_capacity":
		return 1
	case "not_assigned":
		return 2
	case "conflict":
		return 3
	default:
		return 4
	}
}

// run carries a move out: it is recorded, has its effects, leads on, and starts
// the clocks that wait for it.
func (a *act) run(w *Word, m Move, in Answers) {
	at := m.at
	a.role, a.authority = m.Role, w.T
	var object int
	a.move(w, at, in, func(e *Act) {
		if w.Set != nil {
			w.Set(a, at, in, e)
		}
		object = e.Object
	})
	at.no = object
	actor, role := a.actor, a.role
	if w.Do != nil {
		w.Do(a, &at, in)
	}
	if !w.Leads {
		a.goTo(at)
	}
	r := at.ref()
	if w.Starts {
		r = ref{track: at.track, object: w.Object, no: object}
	}
	if !w.Silent {
		a.happened(w, r)
	}
	a.actor, a.role = actor, role
}

// happened starts the clocks that wait for a move, under its name or its past form.
func (a *act) happened(w *Word, r ref) {
	a.event(w.Name, r)
	if w.Past != w.Name {
		a.event(w.Past, r)
	}
}

// automatic makes the timer's own rows whose guards hold (close_round, close_window).
func (a *act) automatic(track int) bool {
	for i := range a.b.Procedure.Moves {
		row := &a.b.Procedure.Moves[i]
		w, ok := word(row.Move)
		if !ok || !w.Auto || !slices.Contains(row.By, "T") || !slices.Contains(row.From, a.c().Track(track).Stage) {
			continue
		}
		at := place{track: track, stage: a.c().Track(track).Stage, as: row.As, to: row.To, row: row}
		done := false
		a.under("T", func() {
			m, refusal := a.offer(w, row, at)
			if refusal == nil {
				a.run(w, m, nil)
				done = true
			}
		})
		if done {
			return true
		}
	}
	return false
}
