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
	As     string // its form, where the file has several: "mediation_only"
	To     string // stage or duty state it leads to; "same" when none, "" when the inputs decide
	Fields []Field
	Final  bool // irreversible: a confirmation states what is given up
	Moves  bool // moves money
	at     place
	rule   string // of the rule table, which permits it
}

// Command is a move with its inputs.
type Command struct {
	Move  string
	As    string // the form of the move; "" the ordinary one
	Track int    // 0: the only one where it is possible
	Duty  int
	Actor Actor
	In    Answers
	// Kept are the files of In that lay in a locker before, as the office found them:
	// never what a caller says.
	Kept []KeptSince
}

// Moves lists everything the actor may do in the case at the world's instant,
// after what is already due.
func Moves(b *Book, w World, actor Actor) []Move {
	a := newAct(b, w, Actor{System: timer})
	a.role = timer
	a.elapse()
	a.actor = actor
	if !a.knows() {
		return nil
	}
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
			if slices.ContainsFunc(out, func(m Move) bool {
				return m.Name == row.Move && m.As == row.As && m.Track == at.track && m.Duty == at.duty
			}) {
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

// offer is the one function behind Moves and Decide: the move with its inputs, or
// the first cause, in the order of Codes, why it is not possible.
func (a *act) offer(w *Word, row *procedure.Row, at place) (Move, *Refusal) {
	role, who := a.capacity(row, at)
	if who.code != "" && rank(who.code) < rank("held") {
		return Move{}, &Refusal{Code: who.code, Move: w.Name, Guard: a.apart(who.code, row, at), Rule: who.rule, row: row.N}
	}
	before := a.role
	a.role = role
	defer func() { a.role = before }()
	refusal := earlier(a.barred(w, row, at), who.refusal(w.Name, row.N))
	if refusal != nil && rank(refusal.Code) < rank("incomplete") {
		return Move{}, refusal
	}
	m := Move{Name: w.Name, Track: at.track, Duty: at.duty, Stage: at.stage, Role: role, As: row.As, To: at.to, Final: w.Final, Moves: w.Money, at: at, rule: who.rule}
	if w.Routes {
		m.To = "" // what is said with it decides
	}
	if w.Fields != nil {
		m.Fields = w.Fields(a, at)
	}
	if code, f := (bounds{skip: a.b.lifts}).impossible(m.Fields); code != "" {
		refusal = earlier(refusal, &Refusal{Code: code, Move: w.Name, Field: f, row: row.N})
	}
	return m, refusal
}

// apart names the condition of a row that says the same as a conflict of capacity.
func (a *act) apart(code string, row *procedure.Row, at place) string {
	for _, t := range row.Guard {
		if code == "conflict" && a.b.guard(t.Name).code == code && !a.term(t, at) {
			return t.Name
		}
	}
	return ""
}

// barred is what stands in the way of a move before anything is said with it:
// a hold, a condition of the file, or the word's own.
func (a *act) barred(w *Word, row *procedure.Row, at place) *Refusal {
	var worst *Refusal
	say := func(r Refusal) {
		r.Move, r.row = w.Name, row.N
		worst = earlier(worst, &r)
	}
	if until, kind := a.waits(row, at); kind != "" {
		say(Refusal{Code: "held", Guard: kind, Until: until})
	}
	if a.role == timer && !w.Auto && !w.Machine {
		say(Refusal{Code: "too_early"}) // no change by timer without deadline_expired (inv. 4)
	}
	for _, t := range row.Guard {
		g := a.b.guard(t.Name)
		if w.Routes && g.route || a.term(t, at) {
			continue
		}
		r := Refusal{Code: g.says(a, at, t.Arg), Guard: t.Name, From: a.opensFor(t.Name, at)}
		if r.Code == "held" {
			r.Until = a.holdEnds(a.pausing(at.track))
		}
		say(r)
	}
	if w.Bar != nil {
		if code := w.Bar(a, at); code != "" {
			say(Refusal{Code: code})
		}
	}
	return worst
}

// waits tells whether the claims are on hold, or the neutral who would act is
// challenged. A party's own acts wait only where the file says so.
func (a *act) waits(row *procedure.Row, at place) (until time.Time, kind string) {
	if at.stage == "" || row.To == procedure.Same || slices.Contains(row.From, procedure.AnyOpen) || a.actor.Side != "" || a.role == "carrier" {
		return time.Time{}, ""
	}
	if h := a.pausing(at.track); h != nil {
		return a.holdEnds(h), h.Kind
	}
	for _, ch := range a.c().Challenges {
		if ch.Ended == "" && ch.Role == a.role && a.c().Seat(ch.Role) == ch.Person {
			return a.objectEnds("challenge", ch.No), "challenge"
		}
	}
	return time.Time{}, ""
}

func (a *act) holdEnds(h *Hold) time.Time {
	if h == nil {
		return time.Time{}
	}
	return a.objectEnds("hold", h.No)
}

func (a *act) objectEnds(object string, no int) time.Time {
	for _, d := range a.c().Deadlines {
		if d.Object == object && d.ObjectNo == no && d.Running() {
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
// to be appended, also when it refuses; a refusal appends nothing of its own.
func Decide(b *Book, w World, cmd Command) ([]record.Entry, World, *Refusal) {
	a := newAct(b, w, Actor{System: timer})
	a.role = timer
	a.elapse()
	a.actor = cmd.Actor
	m, refusal := a.find(cmd)
	if refusal == nil || rank(refusal.Code) > rank("incomplete") {
		if in := (bounds{skip: b.lifts, own: a.c().ID}).check(m.Fields, cmd.In, ""); in != nil {
			in.row = m.at.row.N
			b.refused(in)
			refusal = earlier(refusal, in)
		}
	}
	if refusal != nil {
		refusal.Move = cmd.Move
		if refusal.Code != "unknown" {
			refusal.Possible = a.names()
		}
		return a.out, a.w, refusal
	}
	wd, _ := word(cmd.Move)
	a.kept = cmd.Kept
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
// the one nearest to success: the last in the order in which causes are asked.
func (a *act) find(cmd Command) (Move, *Refusal) {
	if !a.knows() {
		return Move{}, &Refusal{Code: "unknown"}
	}
	w, ok := word(cmd.Move)
	if !ok {
		return Move{}, &Refusal{Code: "wrong_stage"}
	}
	var best *Refusal
	var move Move
	found := false
	for i := range a.b.Procedure.Moves {
		row := &a.b.Procedure.Moves[i]
		if row.Move != cmd.Move || row.As != cmd.As {
			continue
		}
		for _, at := range a.places(row) {
			if cmd.Track != 0 && at.track != cmd.Track && !slices.Contains(row.From, procedure.AnyOpen) || cmd.Duty != 0 && at.duty != cmd.Duty {
				continue
			}
			m, refusal := a.offer(w, row, at)
			switch {
			case refusal == nil && found:
				alike(move, m)
			case refusal == nil:
				move, found = m, true
			default:
				a.b.refused(refusal)
				if !found && (best == nil || rank(refusal.Code) > rank(best.Code)) {
					move, best = m, refusal
				}
			}
		}
	}
	switch {
	case found:
		return move, nil
	case best == nil:
		return Move{}, &Refusal{Code: "wrong_stage"}
	}
	return move, best
}

// alike: two rows of one move that both hold lead to the same place; a file in
// which they do not is refused when it is loaded, so this cannot be.
func alike(a, b Move) {
	if a.Track == b.Track && a.Duty == b.Duty && a.To != b.To {
		panic("dispute: two rows of " + a.Name + " lead to " + a.To + " and to " + b.To)
	}
}

// run carries a move out: it is recorded, has its effects, leads on, and starts
// the clocks that wait for it.
func (a *act) run(w *Word, m Move, in Answers) {
	at := m.at
	a.b.accepted(at.row.N)
	a.role, a.authority = m.Role, w.T
	var object int
	a.move(w, at, in, func(e *Act) {
		e.Rule = m.rule
		if w.Set != nil {
			w.Set(a, at, in, e)
		}
		object = e.Object
	})
	at.no = object
	if w.Routes {
		at = a.route(at)
	}
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
	a.inform(w.Name, r)
	a.actor, a.role = actor, role
}

// route picks, among the rows of one move, the one whose conditions hold now that
// the act is recorded: what was said with it decides where it leads (T64).
func (a *act) route(at place) place {
	found := 0
	for i := range a.b.Procedure.Moves {
		row := &a.b.Procedure.Moves[i]
		if row.Move != at.row.Move || row.As != at.row.As || !slices.Contains(row.From, at.stage) {
			continue
		}
		failed := slices.IndexFunc(row.Guard, func(t procedure.Term) bool { return !a.term(t, at) })
		if failed >= 0 {
			a.b.refused(&Refusal{Guard: row.Guard[failed].Name, row: row.N})
			continue
		}
		at.to, at.row = row.To, row
		a.b.accepted(row.N)
		found++
	}
	if found != 1 {
		panic("dispute: " + itoa(found) + " rows of " + at.row.Move + " lead on")
	}
	return at
}

// happened starts the clocks that wait for a move, under its name or its past form.
func (a *act) happened(w *Word, r ref) {
	a.event(w.Name, r)
	if w.Past != w.Name {
		a.event(w.Past, r)
	}
}

// automatic makes the rows that are the timer's alone whose guards hold
// (close_window). What an officer may do as well waits for him, or for its clock.
func (a *act) automatic(track int) bool {
	var found []Move
	stage := a.c().Track(track).Stage
	for i := range a.b.Procedure.Moves {
		row := &a.b.Procedure.Moves[i]
		w, ok := word(row.Move)
		if !ok || !w.Auto || !slices.Equal(row.By, []string{timer}) || !slices.Contains(row.From, stage) {
			continue
		}
		a.under(timer, func() {
			if m, refusal := a.offer(w, row, place{track: track, stage: stage, as: row.As, to: row.To, row: row}); refusal == nil {
				found = append(found, m)
			} else {
				a.b.refused(refusal)
			}
		})
	}
	if len(found) == 0 {
		return false
	}
	for _, m := range found[1:] {
		alike(found[0], m)
	}
	a.under(timer, func() {
		w, _ := word(found[0].Name)
		a.run(w, found[0], nil)
	})
	return true
}
