package dispute

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/procedure"
)

// Notices that inform and start no clock. They leave as every notice does, but
// nobody waits for them: they are never served by lapse of time, and their failing
// stops nothing (procedure.md §2, “N”).
const (
	noticeMoved    = "moved"
	noticeReminder = "reminder"
	noticeEntered  = "entered"
	noticeClosed   = "closed"
	noticeRoutes   = "routes"
	noticeAsked    = "asked"
	noticeRecords  = "records_opened"
)

// Waits tells whether service of a kind of notice starts something: a clock of the
// file, the timers of a thaw, the time for an item named.
func (b *Book) Waits(kind string) bool {
	return b.served[startsAs(kind)] || kind == noticeThawed || kind == noticeOrder
}

// telling is whom a move informs, and of what.
type telling struct {
	kind string
	to   []Side
}

// tells is the column “N” of procedure.md §2 where no clock waits for the notice;
// the other notices are sent because a clock starts with them.
func tells(move string) telling {
	claimant, respondent, both := []Side{Claimant}, []Side{Respondent}, []Side{Claimant, Respondent}
	switch move {
	case "protect": // T01
		return telling{"protected", both}
	case "submit": // T02
		return telling{"received", claimant}
	case "accept": // T03
		return telling{"accepted", claimant}
	case "answer": // T12
		return telling{"answered", claimant}
	case "change_claim": // T13
		return telling{"changed", respondent}
	case "wait": // T14
		return telling{noticeMoved, respondent}
	case "extend_mediation", "mark_complex": // T32, T33
		return telling{noticeMoved, both}
	case "leave", "fail": // T31
		return telling{"mediation_ended", both}
	case "accept_offer": // T41
		return telling{"settlement", both}
	case "uphold", "vary": // T49
		return telling{"review_result", both}
	case "stay": // T66
		return telling{"stay", both}
	default:
		return telling{}
	}
}

// inform tells those whom a move informs.
func (a *act) inform(move string, r ref) {
	t := tells(move)
	for _, s := range t.to {
		a.tell(t.kind, s, ref{track: r.track})
	}
}

// tell informs one side. What is sent already at this instant is not said twice.
func (a *act) tell(kind string, to Side, r ref) {
	for _, n := range slices.Backward(a.c().Notices) {
		if !n.Queued.Equal(a.now) {
			break
		}
		if n.Kind == kind && n.To == to && n.Track == r.track && n.Object == r.object && n.ObjectNo == r.no {
			return
		}
	}
	a.queue(kind, to, r)
}

// tellEntered informs both sides of a stage that was reached by time alone, or that
// ends the case, when no other notice has gone out with it.
func (a *act) tellEntered(track int, next *procedure.Stage) {
	kind := noticeEntered
	if next.Terminal {
		kind = noticeClosed
	} else if a.actor.System == "" {
		return
	}
	for _, s := range []Side{Claimant, Respondent} {
		if s == Respondent && !a.heardOf(s) {
			continue // who was never told of a case is not told of its end
		}
		if !slices.ContainsFunc(a.c().Notices, func(n Notice) bool {
			return n.To == s && n.Track == track && n.Queued.Equal(a.now) && (n.Kind == kind || !next.Terminal)
		}) {
			a.queue(kind, s, ref{track: track})
		}
	}
}

// tellAlert sends what a party is alerted to: other routes and their papers, or a
// question to both. Staff find theirs in their list.
func (a *act) tellAlert(e Alerted) {
	kind := noticeRoutes
	var to []Side
	switch e.Whom {
	case "claimant", "creditor": // who is owed something here filed for it
		to = []Side{Claimant}
	case "respondent":
		to = []Side{Respondent}
	case "parties":
		to = []Side{Claimant, Respondent}
		kind = noticeAsked
	}
	for _, s := range to {
		if s == Claimant || a.heardOf(s) {
			a.tell(kind, s, ref{})
		}
	}
}

// heardOf tells whether a side has had a notice of this case.
func (a *act) heardOf(s Side) bool {
	return slices.ContainsFunc(a.c().Notices, func(n Notice) bool { return n.To == s })
}

// waitedFor are the sides a deadline waits for; none when it is the platform's own
// time, or that of somebody who is no party.
func (a *act) waitedFor(d Deadline) []Side {
	k := a.b.clocks[d.Clock]
	if k == nil || a.rank(&d) == umbrella {
		return nil
	}
	switch k.Kind {
	case "umbrella", "alert", "archive", "money":
		return nil
	}
	switch d.Object {
	case "draft", "challenge", "notice", "order":
		return nil
	case "hold", "settlement":
		return []Side{Claimant, Respondent}
	case "duty":
		return a.sidesOf(a.b.duties[a.c().Duty(d.ObjectNo).State], d)
	}
	if d.Clock == clockAnswer {
		return []Side{Respondent}
	}
	t := a.c().Track(d.Track)
	if t == nil {
		return nil
	}
	var out []Side
	for _, s := range a.ownerSides(a.b.stages[t.Stage].Owner, k) {
		if !slices.Contains(t.Done, s) && !spent(t, s) {
			out = append(out, s)
		}
	}
	return out
}

func (a *act) sidesOf(state *procedure.DutyState, d Deadline) []Side {
	duty := a.c().Duty(d.ObjectNo)
	switch {
	case state == nil:
		return nil
	case state.Owner == "debtor":
		return []Side{duty.Debtor}
	case state.Owner == "creditor":
		return []Side{duty.Creditor()}
	default:
		return a.ownerSides(state.Owner, a.b.clocks[d.Clock])
	}
}

// ownerSides are the parties among the owners of a stage; a clock at a party's side
// of a stage that is the platform's is the parties' too (K_REPLY).
func (a *act) ownerSides(owner string, k *procedure.Clock) []Side {
	switch {
	case owner == "claimant":
		return []Side{Claimant}
	case owner == "respondent":
		return []Side{Respondent}
	case owner == "parties", k.Kind == "side", k.Kind == "window":
		return []Side{Claimant, Respondent}
	default:
		return nil
	}
}
