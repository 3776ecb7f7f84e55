package dispute

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

// clocks that moves of the vocabulary speak of by name (procedure.md §3).
const (
	clockAnswer    = "K_ANS"
	clockTalks     = "K_NEG"
	clockOffer     = "K_OFFER"
	clockMediation = "K_MED"
	clockPlatform  = "K_PLATFORM"
	clockDecision  = "K_ADJ"
	clockEvidence  = "K_EVD"
	clockExchange  = "K_XEX"
	clockRemand    = "K_REMAND"
	clockAppeal    = "K_APP"
	clockSign      = "K_SIGN"
	clockChallenge = "K_CHS"
	clockFast      = "K_FAST"
	clockItem      = "K_TPE"
	clockRefund    = "K_REFD"
	clockPay       = "K_PAY"
	clockDeposit   = "K_DEP"
	clockOutside   = "K_EXT_MAX"
	clockAnswered  = "K_FINX"
)

// talkWords are T12–T17, T21 and the conversation.
func talkWords() []*Word {
	return []*Word{
		{Name: "answer", Past: "answered", T: "T12", Fields: answerFields, Set: setAnswer, Do: doAnswer},
		{Name: "wait", Past: "waited", T: "T14", Do: doWait},
		{Name: "change_claim", Past: "claim_changed", T: "T13", Money: true, Fields: changeFields, Do: doChange},
		{Name: "agree_deadline", Past: "deadline_agreed", T: "K_NEG", Bar: talksRun, Fields: agreeFields, Set: setAgreed, Do: doAgree},
		{Name: "escalate", Past: "escalated", T: "T17", Fields: note, Do: doEscalate},
		{Name: "counterclaim", Past: "counterclaimed", T: "T21", Money: true, Fields: counterFields, Do: doCounter},
		{Name: "message", Past: "message_sent", T: "M70", Fields: messageFields, Where: messageStream, Fold: func(c *Case, _ Act, _ record.Meta) { c.Messages++ }},
	}
}

// messageStream: while a mediator talks with them the conversation stays behind the
// wall, and what is meant for the mediator alone, or was said to him alone on the
// telephone, goes to that side's own channel.
func messageStream(a *act, _ place, in Answers) string {
	if !a.mediating() {
		return record.Case
	}
	who := in.Code("call")
	if who == "" {
		who = in.Code("audience")
	}
	to := Side("")
	switch {
	case who == "private":
		to = a.actor.Side
	case who == string(Claimant) || who == string(Respondent):
		to = Side(who)
	}
	switch to {
	case Claimant:
		return record.CaucusClaimant
	case Respondent:
		return record.CaucusRespondent
	default:
		return record.Talks
	}
}

// mediating tells whether a track is in the mediator's hands.
func (a *act) mediating() bool {
	return slices.ContainsFunc(a.c().Tracks, func(t Track) bool { return !t.Closed && a.b.stages[t.Stage].Phase == "mediation" })
}

func setAnswer(_ *act, _ place, in Answers, e *Act) {
	e.As = "contest"
	for _, item := range in.Items("answers") {
		if item.Code("answer") == "refuse" {
			e.As = "refuse"
		}
	}
}

func doAnswer(a *act, at *place, _ Answers) {
	a.readFiled(at.track)
	a.meet(clockAnswer, ref{track: at.track})
}

// readFiled: who answers the filing has read it; that is service (§4).
func (a *act) readFiled(track int) {
	for _, n := range slices.Clone(a.c().Notices) {
		if n.Kind == noticeFiled && n.Track == track && n.To == Respondent && n.pending() {
			a.under("service", func() { a.served(n.No, "read") })
		}
	}
}

func doWait(a *act, at *place, _ Answers) {
	for _, d := range slices.Clone(a.c().Deadlines) {
		k := a.b.clocks[d.Clock]
		if d.Track != at.track || !d.Running() || k == nil || k.Extend == nil || k.Extend.Move != at.row.Move {
			continue
		}
		a.lengthen(d, span(k.Extend.Len), "wait")
		if bound := a.c().Deadline(k.Extend.Cap, at.track); bound != nil {
			if moved := a.c().deadlineNo(d.No); moved.Due.After(bound.Due) {
				a.moveDeadline(*moved, a.b.Calendar.Cap(moved.Count, bound.Due), 0, "cap")
			}
		}
	}
}

// doChange replaces claims before the first answer; money is frozen anew, the
// merchant's time is not shortened.
func doChange(a *act, at *place, in Answers) {
	for _, item := range in.Items("claims") {
		k := *a.c().Claim(item.Int("claim"))
		k.Reason, k.Remedy, k.Minor, k.Scope = item.Code("reason"), item.Code("remedy"), item.Minor("amount"), scopeOf(item.Items("scope"))
		if k.Minor == 0 && a.sumRemedy(k.Remedy) {
			for _, s := range k.Scope {
				k.Minor += a.shareOf(s)
			}
		}
		a.thaw(k.No)
		a.emit(ClaimOpened{Claim: k})
	}
	if !a.c().OutOfTime {
		a.freezeTrack(at.track)
	}
	a.demand(at.track)
}

// doAgree: the other side's date concludes it. Longer than the talks' clock it
// becomes a stay.
func doAgree(a *act, at *place, in Answers) {
	until := in.get("until").At
	d := a.c().Deadline(clockTalks, at.track)
	if d == nil {
		return
	}
	if until.After(d.Due) {
		var claims []int
		for _, k := range a.c().OpenOf(at.track) {
			claims = append(claims, k.No)
		}
		if k := a.b.clocks[clockTalks]; k.Extend != nil && k.Extend.As != "" {
			no := a.hold(k.Extend.As, claims, "", "agreed")
			a.event("stay", ref{track: a.c().Hold(no).Tracks[0], object: "hold", no: no})
			a.holdUntil(no, *until)
		}
		return
	}
	count := d.Count
	count.Due = *until
	a.moveDeadline(*d, count, 0, "agreed")
}

func doEscalate(a *act, at *place, _ Answers) {
	if at.as == "respondent_silent" {
		a.emit(TrackMarked{Track: at.track, Mark: "silent"})
	}
}

// doCounter adds the respondent's own claims to the track; a round under way
// never ends sooner than 2 wd after.
func doCounter(a *act, at *place, in Answers) {
	for _, item := range in.Items("claims") {
		no := a.openClaim(item, a.actor.Side, at.track, true)
		a.freeze(no)
	}
	if d := a.c().Deadline(clockEvidence, at.track); d != nil {
		least := a.b.Calendar.Count(workday.Start{At: a.now}, workday.Rule{Span: workday.Span{N: 2, Unit: workday.WorkingDays}})
		if least.Due.After(d.Due) {
			a.moveDeadline(*d, least, 0, "counterclaim")
		}
	}
}
