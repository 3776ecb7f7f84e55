package dispute

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

// evidenceWords are T22–T29.
func evidenceWords() []*Word {
	return []*Word{
		{Name: "add_exhibit", Past: "exhibit_added", T: "T22", Fields: addExhibitFields, Set: setExhibit, Do: doAddExhibit, Fold: foldExhibit},
		{Name: "opine", Past: "opined", T: "T25", Fields: opineFields, Set: setOpinion, Fold: foldOpinion},
		{Name: "ask_extension", Past: "extension_asked", T: "K_EVD", Fields: reasoned("")},
		{Name: "order_evidence", Past: "evidence_ordered", T: "T23", Fields: orderFields, Set: setOrder, Do: doOrderEvidence, Fold: foldOrder},
		{Name: "lack_evidence", Past: "evidence_lacked", T: "T23", Fields: lackFields, Set: setLack, Do: doLackEvidence, Fold: foldLack},
		{Name: "third_party_request", Past: "third_party_asked", T: "T23", Fields: thirdFields, Set: setOrder, Do: doThirdParty, Fold: foldOrder},
		{Name: "order_test", Past: "test_ordered", T: "T24", Fields: testFields, Do: doOrderTest, Starts: true, Object: "hold", Set: setHold},
		{Name: "done", Past: "part_done", T: "T25", Bar: doneOnce, Do: doDone, Fold: foldDone},
		{Name: "consent_mediation", Past: "mediation_consented", T: "T26", Fields: consentFields, Set: setAnswerCode, Do: doConsent, Fold: foldConsent},
		{Name: "fast_track", Past: "fast_tracked", T: "T27", Fields: reasoned("reason_written"), Do: doFastTrack},
		{Name: "name_item", Past: "item_named", T: "T27", Fields: func(*act, place) []Field { return []Field{text("item", true)} }, Do: doNameItem},
		{Name: "close_round", Past: "round_closed", T: "T28", Auto: true, Fields: note, Do: doCloseRound},
		{Name: "extend", Past: "extended", T: "K_EVD", Fields: extendFields, Do: doExtend},
	}
}

// roundOver tells whether the time for evidence has passed: later items come
// with a reason and are marked, not lost (T22).
func (a *act) roundOver(at place) bool {
	if at.duty != 0 {
		return false
	}
	t := a.c().Track(at.track)
	for _, d := range a.c().Deadlines {
		if d.Clock == clockEvidence && d.Track == at.track && (d.State == "running" || d.State == "paused") {
			return false
		}
	}
	return t.EvidenceClosed
}

func setExhibit(a *act, at place, _ Answers, e *Act) {
	e.Object, e.Late = len(a.c().Exhibits)+1, a.roundOver(at)
}

// doAddExhibit: an item that was ordered is due no longer.
func doAddExhibit(a *act, _ *place, in Answers) {
	if order := in.Int("order"); order != 0 {
		a.meet(clockItem, ref{track: a.orderTrack(order), object: "order", no: order})
	}
}

func (a *act) orderTrack(no int) int {
	for _, o := range a.c().Orders {
		if o.No == no {
			return o.Track
		}
	}
	return 0
}

func foldExhibit(c *Case, e Act, m record.Meta) {
	order := e.Inputs.Int("order")
	c.Exhibits = append(c.Exhibits, Exhibit{
		No: e.Object, Kind: e.Inputs.Code("kind"), By: e.Side, Role: e.Role, Person: m.Person, Digest: e.Inputs.Code("digest"),
		Claims: e.Inputs.Numbers("claims"), At: m.At, Stage: e.Stage, Late: e.Late, Ordered: order, Duty: e.Duty, Kept: e.keptSince(e.Inputs.Code("digest")),
	})
	for i := range c.Orders {
		if c.Orders[i].No == order {
			c.Orders[i].Done = true
		}
	}
}

func setOpinion(_ *act, _ place, in Answers, e *Act) { e.Object = in.Int("exhibit") }

func foldOpinion(c *Case, e Act, _ record.Meta) {
	for i := range c.Exhibits {
		if x := &c.Exhibits[i]; x.No == e.Object {
			x.Opinions = append(x.Opinions, Opinion{By: e.Side, Genuine: e.Inputs.Code("genuine"), Lawful: e.Inputs.Code("lawful"), Relevant: e.Inputs.Code("relevant")})
		}
	}
}

func setOrder(a *act, _ place, _ Answers, e *Act) { e.Object = len(a.c().Orders) + 1 }

func foldOrder(c *Case, e Act, _ record.Meta) {
	c.Orders = append(c.Orders, EvidenceOrder{No: e.Object, To: e.Inputs.Code("to"), Kind: e.Inputs.Code("kind"), Track: e.Track})
}

// doOrderEvidence serves the order on the party; it is due with the round, or
// 3 wd after if that is later (T23).
func doOrderEvidence(a *act, at *place, in Answers) {
	a.queue(noticeOrder, Side(in.Code("to")), ref{track: at.track, object: "order", no: len(a.c().Orders)})
}

// orderServed sets when the item is due: with the round, or 3 wd after service if
// that is later (T23). It ends as an item of a third party does.
func (a *act) orderServed(track, no int) {
	if a.b.clocks[clockItem] == nil {
		return
	}
	count := a.b.Calendar.Count(workday.Start{At: a.now}, workday.Rule{Span: workday.Span{N: 3, Unit: workday.WorkingDays}})
	if round := a.c().Deadline(clockEvidence, track); round != nil && round.Due.After(count.Due) {
		count = round.Count
	}
	a.emit(DeadlineSet{Deadline: Deadline{
		No: a.nextDeadline(), Clock: clockItem, Track: track, Object: "order", ObjectNo: no,
		StartBy: "served(" + noticeOrder + ")", Count: count, Due: count.Due, State: "running",
	}})
	if slices.ContainsFunc(a.c().Orders, func(o EvidenceOrder) bool { return o.No == no && (o.Done || o.Lacked) }) {
		a.meet(clockItem, ref{track: track, object: "order", no: no}) // answered before it was served
	}
}

func setLack(_ *act, _ place, in Answers, e *Act) { e.Object = in.Int("order") }

func foldLack(c *Case, e Act, m record.Meta) {
	for i := range c.Orders {
		if o := &c.Orders[i]; o.No == e.Object {
			o.Lacked, o.LackedAt = true, m.At
		}
	}
}

// doLackEvidence: who says that he does not have an item has answered the order, and
// its time ends. Nothing follows by itself: it is no admission, and whether it was
// withheld is for who decides to find, with reasons (T23, invariant 5).
func doLackEvidence(a *act, _ *place, in Answers) {
	order := in.Int("order")
	a.meet(clockItem, ref{track: a.orderTrack(order), object: "order", no: order})
}

func doThirdParty(a *act, at *place, _ Answers) {
	a.queue("third_party_request", "", ref{track: at.track, object: "order", no: len(a.c().Orders)})
}

func setHold(a *act, _ place, _ Answers, e *Act) { e.Object = len(a.c().Holds) + 1 }

func doOrderTest(a *act, at *place, in Answers) {
	a.hold("STAYED_TEST", in.Numbers("claims"), "", "test")
	at.track = a.lastHoldTrack(at.track)
}

func (a *act) lastHoldTrack(otherwise int) int {
	if n := len(a.c().Holds); n > 0 && len(a.c().Holds[n-1].Tracks) > 0 {
		return a.c().Holds[n-1].Tracks[0]
	}
	return otherwise
}

func foldDone(c *Case, e Act, _ record.Meta) {
	if t := c.Track(e.Track); !slices.Contains(t.Done, e.Side) {
		t.Done = append(t.Done, e.Side)
	}
}

// doDone: both done closes the part early (T25).
func doDone(a *act, at *place, _ Answers) {
	t := a.c().Track(at.track)
	if len(t.Done) < 2 || t.EvidenceClosed || !a.twoParts(t) {
		return
	}
	if a.meet(clockEvidence, ref{track: at.track}) {
		a.under("T25", func() { a.closeEvidence(at.track) })
	}
}

func (a *act) closeEvidence(track int) {
	a.emit(TrackMarked{Track: track, Mark: "evidence_closed"})
	a.event("close_evidence", ref{track: track})
}

func setAnswerCode(_ *act, _ place, in Answers, e *Act) { e.As = in.Code("consent") }

// doConsent: where only mediation is asked for, this is the respondent's answer (T77).
func doConsent(a *act, at *place, in Answers) {
	if a.c().MediationOnly && a.actor.Side == Respondent {
		doAnswer(a, at, in)
	}
}

func foldConsent(c *Case, e Act, _ record.Meta) {
	t := c.Track(e.Track)
	if e.As == "yes" {
		t.Consent = append(t.Consent, e.Side)
	} else {
		t.Declined = append(t.Declined, e.Side)
	}
}

func doFastTrack(a *act, at *place, _ Answers) {
	a.emit(TrackMarked{Track: at.track, Mark: "fast_track"})
	for _, s := range []Side{Claimant, Respondent} {
		a.queue("fast_track_notice", s, ref{track: at.track})
	}
}

func doNameItem(a *act, at *place, _ Answers) {
	a.emit(TrackMarked{Track: at.track, Mark: "item_named"})
	a.emit(TrackMarked{Track: at.track, Mark: "fast_track", Off: true})
	a.meet(clockFast, ref{track: at.track})
}

// doCloseRound ends the round's clocks; a party that did not say yes said no.
func doCloseRound(a *act, at *place, _ Answers) {
	a.meet(clockEvidence, ref{track: at.track})
	a.meet(clockExchange, ref{track: at.track})
	if !a.c().Track(at.track).EvidenceClosed {
		a.emit(TrackMarked{Track: at.track, Mark: "evidence_closed"})
	}
}

// extendable are the deadlines an officer may lengthen now.
func (a *act) extendable(place) []*Deadline {
	var out []*Deadline
	for i := range a.c().Deadlines {
		d := &a.c().Deadlines[i]
		if !a.officerMayExtend(d) {
			continue
		}
		k := a.b.clocks[d.Clock]
		most := k.Extend.Max.N
		if most == 0 {
			most = k.Extend.Len.N
		}
		if d.Extended+k.Extend.Len.N <= most {
			out = append(out, d)
		}
	}
	return out
}

// officerMayExtend tells whether a running deadline is an officer's to lengthen:
// his own to give, or asked for by a party.
func (a *act) officerMayExtend(d *Deadline) bool {
	k := a.b.clocks[d.Clock]
	if !d.Running() || k == nil || k.Extend == nil || k.Extend.By != "officer" && k.Extend.Decide != "officer" {
		return false
	}
	return k.Extend.Decide == "" || slices.ContainsFunc(a.c().Deeds, func(x Deed) bool {
		return x.Move == "ask_extension" && slices.Contains(a.line(d.Track), x.Track)
	})
}

func doExtend(a *act, _ *place, in Answers) {
	d := *a.c().deadlineNo(in.Int("deadline"))
	a.lengthen(d, span(a.b.clocks[d.Clock].Extend.Len), "extended")
}

var _ = workday.Start{}
