package dispute

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// rulingWords are T33–T35, T39, T52–T53.
func rulingWords() []*Word {
	return []*Word{
		{Name: "tally", Past: "jury_tallied", T: "K_JURY", Auto: true},
		{Name: "mark_complex", Past: "marked_complex", T: "T33", Bar: complexInTime, Fields: reasoned("reason_readable"), Do: func(a *act, at *place, _ Answers) {
			k := a.b.clocks[clockDecision]
			a.extendWith(clockDecision, at.track, k.Extend.Len.N, "complex")
		}},
		{Name: "submit_draft", Past: "draft_submitted", T: "T34", Stream: record.Case, Fields: rulingFields, Set: setDraft, Do: doDraft, Starts: true, Object: "draft"},
		{Name: "approve", Past: "draft_approved", T: "T34", Stream: record.Deliberation, Fields: approveFields, Set: setDraftChoice, Do: doApprove},
		{Name: "return_draft", Past: "draft_returned", T: "T34", Stream: record.Deliberation, Fields: returnDraftFields, Set: setDraftChoice, Do: doApprove},
		{Name: "rule", Past: "ruled", T: "T35", Final: true, Money: true, Fields: ruleFields, Set: setRuled, Do: doRule},
		{Name: "final_answer", Past: "final_answer_given", T: "T52", Final: true, Money: true, Fields: finalAnswerFields, Do: doFinalAnswer},
		{Name: "accept_final_answer", Past: "final_answer_accepted", T: "T53", Final: true, Money: true, Fields: confirmed, Do: doAcceptFinalAnswer},
		{Name: "ask_person", Past: "person_asked", T: "T39", Fields: reasoned(""), Do: doAskPerson},
		{Name: "correct", Past: "corrected", T: "T51", Fields: correctFields, Do: doCorrect},
	}
}

func setDraft(a *act, _ place, _ Answers, e *Act) {
	e.Object = len(a.w.Deliberation.Drafts) + 1
	e.Inputs = nil // the case hears that a draft exists, the deliberation what is in it
}

// resultsOf reads the results; a granted claim without a sum gets what it demands.
func (a *act) resultsOf(in Answers) []Result {
	var out []Result
	for _, it := range in.Items("results") {
		k := a.c().Claim(it.Int("claim"))
		r := Result{Claim: k.No, Code: it.Code("result"), Minor: min(it.Minor("amount"), k.Minor), Return: it.Code("return") == "yes", Fault: it.Code("fault") == "yes", Kept: it.Code("kept"), Days: it.Int("days")}
		if r.Code == "granted" {
			r.Minor = k.Minor
		}
		if r.Code == "dismissed" {
			r.Minor, r.Return = 0, false
		}
		out = append(out, r)
	}
	return out
}

func doDraft(a *act, at *place, in Answers) {
	t := a.c().Track(at.track)
	d := Draft{No: len(a.w.Deliberation.Drafts) + 1, Track: at.track, Round: t.Entered, Results: a.resultsOf(in), In: in}
	a.emitTo(record.Deliberation, DraftMade{Draft: d}, sealed(a, in, "")...)
}

func setDraftChoice(_ *act, _ place, in Answers, e *Act) { e.Object = in.Int("draft") }

// doApprove ends the time of the draft, approved or sent back; that of the decision
// goes on as it was.
func doApprove(a *act, _ *place, in Answers) { a.endObject("draft", in.Int("draft")) }

// setRuled writes a draft that two persons agreed on into the decision itself: the
// parties never read the deliberation, and the paper is made from the case alone.
func setRuled(a *act, at place, in Answers, e *Act) {
	d := a.approvedDraft(at.track)
	if d == nil {
		return
	}
	e.Object = d.No
	e.Inputs = append(spoken(d.In, a.w.Facts.Drafted[d.No], ""), in...)
}

// spoken gives answers the texts that belong to them, by path.
func spoken(in Answers, texts map[string]string, prefix string) Answers {
	out := slices.Clone(in)
	for i := range out {
		path := prefix + out[i].Name
		out[i].Text = texts[path]
		out[i].Items = slices.Clone(out[i].Items)
		for n := range out[i].Items {
			out[i].Items[n] = spoken(out[i].Items[n], texts, path+"/"+itoa(n)+"/")
		}
	}
	return out
}

func doRule(a *act, at *place, in Answers) {
	results := []Result(nil)
	if d := a.approvedDraft(at.track); d != nil {
		results = d.Results
	} else {
		results = a.resultsOf(in)
	}
	a.determine(at.track, "ruling", "person", results)
	a.endRemand(at.track)
}

// endRemand ends the umbrella of a remanded round once it is ruled.
func (a *act) endRemand(track int) {
	for i := range a.b.Procedure.Clocks {
		if k := &a.b.Procedure.Clocks[i]; k.Replaces != "" {
			a.meet(k.ID, ref{track: track})
		}
	}
}

// determine records a decision: every claim gets its result, none is final yet.
func (a *act) determine(track int, kind, by string, results []Result) {
	r := Ruling{No: len(a.c().Rulings) + 1, Track: track, By: by, Kind: kind, Results: results, At: a.now}
	if by == "person" {
		r.Person = a.actor.Person
		if d := a.approvedDraft(track); d != nil {
			r.Approved = d.Approved
		}
	}
	a.emit(RulingMade{Ruling: r})
	for _, x := range results {
		state := Determined
		if x.Code == "dismissed" {
			state = Dismissed
		}
		a.emit(ClaimMoved{Claim: x.Claim, State: state, By: by, Granted: x.Minor, Return: x.Return, Fault: x.Fault})
	}
	a.emit(TrackMarked{Track: track, Mark: "new_window"})
}

// doFinalAnswer: the self-operated seller's answer binds him alone; what he
// grants is performed at once (T52).
func doFinalAnswer(a *act, at *place, in Answers) {
	results := a.resultsOf(in)
	if in == nil {
		results = a.grantAll(at.track)
	}
	a.answerFinally(at.track, results)
}

func (a *act) answerFinally(track int, results []Result) {
	a.kit("claimant")
	a.emit(RulingMade{Ruling: Ruling{No: len(a.c().Rulings) + 1, Track: track, By: "seller", Kind: "final_answer", Results: results, At: a.now, Person: a.actor.Person}})
	for _, x := range results {
		if x.Code == "dismissed" || x.Minor == 0 && !x.Return {
			continue
		}
		whole := x.Minor >= a.c().Claim(x.Claim).Minor // else the refused rest waits, frozen, for K_FINX
		a.emit(ClaimMoved{Claim: x.Claim, State: Determined, Final: whole, By: "seller", Granted: x.Minor, Return: x.Return})
		a.performResult(x, "final_answer")
		a.closeClaim(x.Claim)
	}
}

// grantAll grants every open claim up to the sum paid.
func (a *act) grantAll(track int) []Result {
	var out []Result
	for _, k := range a.c().OpenOf(track) {
		out = append(out, Result{Claim: k.No, Code: "granted", Minor: min(k.Minor, a.paidFor(k)), Return: a.goodsWithBuyer(k)})
	}
	return out
}

func doAcceptFinalAnswer(a *act, at *place, _ Answers) { a.endFinalAnswer(at.track) }

// endFinalAnswer: the claimant takes the answer, or K_FINX has ended; what it
// refused lapses and thaws, what it granted goes on to be performed (T53).
func (a *act) endFinalAnswer(track int) {
	a.lapseTrack(track, "final_answer")
	a.finalise(track)
}

// doAskPerson: whatever a rule decided, a person decides anew (116 art 20):
// unpaid duties stop, claims are open again, what is left is frozen again. A
// ruling performed because its reviewer was late goes back to review.
func doAskPerson(a *act, at *place, _ Answers) {
	review := a.c().Track(at.track).FromAppeal
	for _, p := range a.c().Of(at.track) {
		k := *p
		if k.State == Withdrawn || k.State == Agreed || k.DecideBy == "agreement" || k.State == Lapsed && k.Lapse != "not_decided" {
			continue
		}
		a.cancelDuties(k.No)
		next := ClaimMoved{Claim: k.No, State: Open}
		if review && k.DecideBy == "person" {
			next = ClaimMoved{Claim: k.No, State: decidedAs(k.Granted), By: k.DecideBy, Granted: k.Granted, Return: k.Return, Fault: k.Fault}
		}
		a.emit(next)
		a.freeze(k.No)
	}
	for _, mark := range []string{"after_last", "from_appeal"} {
		a.emit(TrackMarked{Track: at.track, Mark: mark, Off: true})
	}
	if !review {
		a.emit(TrackMarked{Track: at.track, Mark: "new_window"})
	}
}

func decidedAs(granted int64) ClaimState {
	if granted == 0 {
		return Dismissed
	}
	return Determined
}

// mayCorrect: a slip is mended by who made it, before the point is paid.
func (a *act) mayCorrect(k *Claim) bool { return k.Paid == 0 && k.DecideBy == "person" }

// doCorrect amends a sum; on that point alone the window to appeal opens again:
// it becomes a track of its own where others are not corrected.
func doCorrect(a *act, at *place, in Answers) {
	k := *a.c().Claim(in.Int("claim"))
	a.cancelDuties(k.No)
	granted := min(in.Minor("amount"), k.Minor)
	a.emit(ClaimMoved{Claim: k.No, State: decidedAs(granted), By: k.DecideBy, Granted: granted, Return: k.Return, Fault: k.Fault})
	a.freeze(k.No)
	track := a.split(at.track, []int{k.No}, at.stage)
	a.emit(TrackMarked{Track: track, Mark: "new_window"})
	a.meet(clockAppeal, ref{track: track})
	if window := a.stageOf(at.row, clockAppeal); window != "" && window != a.c().Track(track).Stage {
		a.emit(Entered{Track: track, Stage: window, From: a.c().Track(track).Stage})
		a.endClocks(track, a.b.stages[at.stage], a.b.stages[window])
	}
	for _, s := range []Side{Claimant, Respondent} {
		a.queue(noticeAmended, s, ref{track: track})
	}
}

// stageOf is the stage of a row that lists a clock.
func (a *act) stageOf(row *procedure.Row, clock string) string {
	for _, id := range row.From {
		if s := a.b.stages[id]; s != nil && slices.Contains(s.Clocks, clock) {
			return id
		}
	}
	return ""
}

// appealWords are T45–T50.
func appealWords() []*Word {
	return []*Word{
		{Name: "appeal", Past: "appealed", T: "T45", Fields: appealFields, Do: doAppeal, Fold: foldAppeal},
		{Name: "waive_appeal", Past: "appeal_waived", T: "T46", Final: true, Fields: confirmed, Bar: waiveOnce, Fold: foldWaive, Do: doWaive},
		{Name: "reply_appeal", Past: "appeal_replied", T: "K_REPLY", Fields: func(*act, place) []Field { return []Field{text("reply", true)} }},
		{Name: "close_window", Past: "window_closed", T: "T48", Auto: true, Do: doCloseWindow},
		{Name: "uphold", Past: "ruling_upheld", T: "T49", Final: true, Money: true, Fields: func(*act, place) []Field {
			return []Field{reasonText("reason", ""), confirm()}
		}, Do: doUphold},
		{Name: "vary", Past: "ruling_varied", T: "T49", Final: true, Money: true, Fields: varyFields, Do: doVary},
		{Name: "remand", Past: "remanded", T: "T50", Final: true, Fields: remandFields, Do: doRemand},
	}
}

func foldAppeal(c *Case, e Act, m record.Meta) {
	if e.Duty != 0 {
		d := c.Duty(e.Duty)
		d.Appealed = append(d.Appealed, e.Side)
		return
	}
	t := c.Track(e.Track)
	t.Appealed = append(t.Appealed, e.Side)
	p := Appeal{Side: e.Side, Track: e.Track, Ruling: t.Ruling, Live: true}
	for _, it := range e.Inputs.Items("points") {
		p.Points = append(p.Points, Point{Claim: it.Int("claim"), Sought: it.Minor("sought"), Ground: it.Code("ground")})
	}
	c.Appeals = append(c.Appeals, p)
	foldExhibits(c, e, m)
}

func doAppeal(a *act, at *place, _ Answers) {
	a.queue("appeal", a.actor.Side.Other(), at.ref())
	if at.duty == 0 {
		a.performUncontested(at.track)
	}
}

func foldWaive(c *Case, e Act, _ record.Meta) {
	if e.Duty != 0 {
		d := c.Duty(e.Duty)
		d.Waived = append(d.Waived, e.Side)
		return
	}
	t := c.Track(e.Track)
	t.Waived = append(t.Waived, e.Side)
}

// doWaive: once nobody can appeal a point it is final and performed at once (T47).
func doWaive(a *act, at *place, _ Answers) {
	if at.duty == 0 {
		a.performUncontested(at.track)
		return
	}
	d := a.c().Duty(at.duty)
	if len(d.Waived)+len(d.Appealed) < 2 {
		return
	}
	for _, x := range slices.Clone(a.c().Deadlines) {
		if x.Object == "duty" && x.ObjectNo == at.duty && x.Running() && x.Clock == "K_RD_APP" {
			a.under("T46", func() { a.emit(DeadlineMet{No: x.No}); a.endEarly(x) })
		}
	}
}

// endEarly does what the expiry of a met deadline would do.
func (a *act) endEarly(d Deadline) {
	at := a.placeOf(d)
	for _, e := range a.b.clocks[d.Clock].Expiry {
		if a.holds(e.If, at) {
			at.as, at.to = e.As, e.To
			a.carryOut(e.Do, at)
			a.goTo(at)
			return
		}
	}
}

func doCloseWindow(a *act, at *place, _ Answers) {
	a.meet(clockAppeal, ref{track: at.track})
	if len(a.c().Track(at.track).Appealed) == 0 {
		a.finalise(at.track)
	} else {
		a.performUncontested(at.track)
	}
}

// live appeals of the ruling in force on a track.
func (a *act) appealsOn(track int) []Appeal {
	var out []Appeal
	t := a.c().Track(track)
	for _, p := range a.c().Appeals {
		if p.Track == track && t != nil && p.Ruling == t.Ruling {
			out = append(out, p)
		}
	}
	return out
}

// reach is the span of sums that the live appeals could still make of a claim.
func (a *act) reach(k *Claim, track int) (low, high int64, contested bool) {
	low, high = k.Granted, k.Granted
	for _, p := range a.appealsOn(track) {
		for _, pt := range p.Points {
			if pt.Claim == k.No {
				contested = true
				low, high = min(low, pt.Sought), max(high, pt.Sought)
			}
		}
	}
	return low, high, contested
}

func doUphold(a *act, at *place, _ Answers) { a.finalise(at.track) }

func doVary(a *act, at *place, in Answers) {
	results := []Result{}
	for _, it := range in.Items("points") {
		k := *a.c().Claim(it.Int("claim"))
		low, high, _ := a.reach(&k, at.track)
		granted := min(max(it.Minor("amount"), low), high)
		state := Determined
		if granted == 0 {
			state = Dismissed
		}
		if k.Minor == 0 {
			granted = 0 // of an act the sum only says whether it is owed
		}
		a.emit(ClaimMoved{Claim: k.No, State: state, By: "person", Granted: granted, Return: k.Return && state == Determined, Fault: k.Fault})
		results = append(results, Result{Claim: k.No, Code: "varied", Minor: granted})
	}
	a.emit(RulingMade{Ruling: Ruling{No: len(a.c().Rulings) + 1, Track: at.track, By: "person", Kind: "review", Results: results, At: a.now, Person: a.actor.Person}})
	a.finalise(at.track)
}

// doRemand reopens the named points for another adjudicator; the rest is final.
func doRemand(a *act, at *place, in Answers) {
	named := in.Numbers("claims")
	for _, k := range a.c().Of(at.track) {
		if !slices.Contains(named, k.No) && !k.Final && (k.State == Determined || k.State == Dismissed) {
			a.makeFinal(k.No)
		}
	}
	for _, no := range named {
		a.emit(ClaimMoved{Claim: no, State: Open})
	}
	at.track = a.split(at.track, named, at.stage)
	a.emit(TrackMarked{Track: at.track, Mark: "new_round"})
	if p := a.c().Seat("adjudicator"); !p.IsZero() {
		a.emit(Unseated{Role: "adjudicator", Person: p, Why: "remand"})
	}
}
