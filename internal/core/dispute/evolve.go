package dispute

import (
	"fmt"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

// Evolve folds events into a new state; the old one is left as it is. What
// happened, happened: it never refuses. An event that does not fit the state is
// a broken stream and panics.
func Evolve(c Case, events []record.Recorded) Case {
	c = c.Clone()
	for _, r := range events {
		c.apply(r.Event, r.Meta)
	}
	return c
}

func (c *Case) apply(event record.Event, m record.Meta) {
	switch e := event.(type) {
	case DraftOpened:
		c.open(e, m)
	case RulebookPinned:
		c.Procedure, c.Rulebook = e.Procedure, e.Rulebook
	case ClaimOpened:
		if old := c.Claim(e.Claim.No); old != nil {
			*old = e.Claim
		} else {
			c.Claims = append(c.Claims, e.Claim)
		}
	case ClaimMoved:
		c.moveClaim(e)
	case TrackOpened:
		from := c.Track(e.From)
		t := Track{No: e.Track, Stage: e.Stage, Back: e.Back, Since: m.At, Entered: 1}
		if from != nil {
			t = *from
			t.No, t.From, t.Stage, t.Back, t.Since = e.Track, e.From, e.Stage, e.Back, m.At
			t.Done, t.Consent, t.Declined = slices.Clone(t.Done), slices.Clone(t.Consent), slices.Clone(t.Declined)
			t.Waived, t.Appealed = slices.Clone(t.Waived), slices.Clone(t.Appealed)
			t.Closed = false
		}
		c.Tracks = append(c.Tracks, t)
		for _, no := range e.Claims {
			c.Claim(no).Track = e.Track
		}
	case Entered:
		t := c.Track(e.Track)
		t.Stage, t.Back, t.Since, t.Closed = e.Stage, e.Back, m.At, e.Closed
		t.Entered++
		t.Done = nil
	case TrackMarked:
		c.Track(e.Track).mark(e.Mark, !e.Off)
	case CaseMarked:
		c.mark(e.Mark, !e.Off)
	case CaseLinked:
		c.Links = slices.DeleteFunc(c.Links, func(x caseID) bool { return x == e.Case })
		if !e.Off {
			c.Links = append(c.Links, e.Case)
		}
	case PartyChanged:
		*c.Party(e.Party.Side) = e.Party
	case RulingMade:
		e.Ruling.Hash = fmt.Sprintf("%x", m.Hash)
		c.Rulings = append(c.Rulings, e.Ruling)
		if t := c.Track(e.Ruling.Track); t != nil {
			t.Ruling = e.Ruling.No
		}
	case Reconciled:
		c.Settled = append(c.Settled, e.Settlement)
	case SettlementMoved:
		c.moveSettlement(e)
	case OutsideMoved:
		for i := range c.Outside {
			if c.Outside[i].No == e.No {
				c.Outside[i].State = e.State
			}
		}
	case OrderMissed:
		for i := range c.Orders {
			if c.Orders[i].No == e.No {
				c.Orders[i].Missed = true
			}
		}
	case WindowLapsed:
		t := c.Track(e.Track)
		t.Waived = append(t.Waived, e.Side)
	case ChallengeEnded:
		for i := range c.Challenges {
			if c.Challenges[i].No == e.No {
				c.Challenges[i].Ended = e.How
			}
		}
	case HoldLaid:
		c.Holds = append(c.Holds, e.Hold)
	case HoldLifted:
		c.Hold(e.No).lift(e.Track)
	case Act:
		c.applyAct(e, m)
	case Alerted:
		if e.Ahead {
			c.deadlineNo(e.No).Alert = timeT{}
		}
	case Frozen, Thawed, OfferLapsed, OfferAccepted:
		// told to people; balances are folded from the order's journal, offers from talks
	default:
		if c.applyDeadline(event, m) || c.applyNotice(event, m) || c.applyDuty(event, m) || c.applySeat(event) {
			return
		}
		panic("dispute: no fold for " + event.Kind())
	}
}

// lift ends a hold, over one track or whole.
func (h *Hold) lift(track int) {
	h.Tracks = slices.DeleteFunc(slices.Clone(h.Tracks), func(t int) bool { return t == track })
	h.Lifted = track == 0 || len(h.Tracks) == 0
}

func (c *Case) open(e DraftOpened, m record.Meta) {
	c.ID, c.Order, c.Number, c.Follows = e.Case, e.Order, e.Number, e.Follows
	c.Refiling, c.FirstFiled = e.Refiling, e.FirstFiled
	c.Procedure, c.Rulebook, c.Currency, c.Custody = e.Procedure, e.Rulebook, e.Currency, e.Custody
	c.SelfOperated, c.Parties, c.Opened = e.SelfOperated, slices.Clone(e.Parties), m.At
	c.Tracks = []Track{{No: 1, Stage: e.Stage, Since: m.At, Entered: 1}}
}

func (c *Case) moveClaim(e ClaimMoved) {
	k := c.Claim(e.Claim)
	k.State, k.Final, k.Lapse = e.State, e.Final, e.Lapse
	switch e.State {
	case Agreed, Determined:
		k.DecideBy, k.Granted, k.Return, k.Fault = e.By, e.Granted, e.Return, e.Fault
	case Dismissed:
		k.DecideBy, k.Granted, k.Return, k.Fault = e.By, 0, false, false
	case Open:
		k.DecideBy, k.Granted, k.Return, k.Fault, k.Settled = "", 0, false, false, k.Paid
	case Withdrawn, Lapsed, Performed, Unrecovered:
	}
}

func (c *Case) moveSettlement(e SettlementMoved) {
	for i := range c.Settled {
		if s := &c.Settled[i]; s.No == e.No {
			switch e.Mark {
			case "unsigned":
				s.Unsigned = true
			case "closed":
				s.Closed = true
			case "challenged":
				s.Challenged = true
			case "stands":
				s.Challenged, s.Closed = false, true
			case "annulled":
				s.Challenged, s.Annulled = false, true
			case "ratified":
				s.Ratified = append(s.Ratified, e.Side)
			}
		}
	}
}

func (t *Track) mark(mark string, on bool) {
	switch mark {
	case "evidence_closed":
		t.EvidenceClosed = on
		t.Done = nil
	case "silent":
		t.Silent = on
	case "supervised":
		t.Supervised = on
	case "outside_team":
		t.OutsideTeam = on
	case "any_qualified":
		t.AnyQualified = on
	case "after_last":
		t.AfterLast = on
	case "from_appeal":
		t.FromAppeal = on
	case "on_file":
		t.OnFile = on
	case "fast_track":
		t.FastTrack = on
	case "item_named":
		t.ItemNamed = on
	case "declined":
		t.Declined = []Side{Claimant, Respondent}
	case "new_round":
		t.EvidenceClosed, t.FastTrack, t.ItemNamed, t.Supervised, t.OutsideTeam, t.AnyQualified = false, false, false, false, false, false
		t.Done, t.Consent, t.Declined, t.Waived, t.Appealed = nil, nil, nil, nil, nil
	case "new_window":
		t.Waived, t.Appealed, t.Supervised, t.OutsideTeam, t.AnyQualified = nil, nil, false, false, false
	default:
		panic("dispute: unknown mark " + mark)
	}
}

func (c *Case) mark(mark string, on bool) {
	switch mark {
	case "provisional":
		c.Provisional = on
	case "mediation_only":
		c.MediationOnly = on
	case "wants_mediation":
		c.WantsMediate = on
	case "out_of_time":
		c.OutOfTime = on
	case "safety":
		c.Safety = on
	case "undispatched":
		c.Undispatched = on
	default:
		panic("dispute: unknown mark " + mark)
	}
}

func (d *Deadline) end(state string, m record.Meta) { d.State, d.Ended = state, m.At }

// alertLater keeps the alert as far before the due instant as it was.
func (d *Deadline) alertLater(due timeT) {
	if !d.Alert.IsZero() && due.After(d.Due) {
		d.Alert = d.Alert.Add(due.Sub(d.Due))
	}
}

func (c *Case) applyDeadline(event record.Event, m record.Meta) bool {
	switch e := event.(type) {
	case DeadlineSet:
		c.Deadlines = append(c.Deadlines, e.Deadline)
	case DeadlinePaused:
		d := c.deadlineNo(e.No)
		d.State, d.Rest = "paused", e.Rest
	case DeadlineResumed:
		d := c.deadlineNo(e.No)
		d.alertLater(e.Due)
		d.State, d.Count, d.Due, d.Rest, d.Remind, d.Ended = "running", e.Count, e.Due, workday.Rest{}, e.Remind, timeT{}
	case DeadlineMoved:
		d := c.deadlineNo(e.No)
		d.alertLater(e.Due)
		d.Count, d.Due, d.Extended, d.Remind = e.Count, e.Due, d.Extended+e.Units, e.Remind
		if !e.Outage.IsZero() {
			d.Outage = e.Outage
		}
	case DeadlineMet:
		c.deadlineNo(e.No).end("met", m)
	case DeadlineExpired:
		c.deadlineNo(e.No).end("expired", m)
	case DeadlineCancelled:
		c.deadlineNo(e.No).end("cancelled", m)
	case Reminded:
		d := c.deadlineNo(e.No)
		d.Remind = slices.DeleteFunc(slices.Clone(d.Remind), func(t timeT) bool { return !t.After(e.At) })
	default:
		return false
	}
	return true
}

func (c *Case) deadlineNo(no int) *Deadline {
	for i := range c.Deadlines {
		if c.Deadlines[i].No == no {
			return &c.Deadlines[i]
		}
	}
	panic("dispute: no such deadline")
}

func (c *Case) applyNotice(event record.Event, m record.Meta) bool {
	switch e := event.(type) {
	case NoticeQueued:
		c.Notices = append(c.Notices, e.Notice)
	case NoticeLeft:
		c.Notice(e.No).Left = true
	case NoticeHanded:
		n := c.Notice(e.No)
		n.Tries++
		n.Expect = e.Expect
	case NoticeReceipted:
		if n := c.Notice(e.No); n.Receipt.IsZero() {
			n.Receipt = m.At
		}
	case NoticeServed:
		n := c.Notice(e.No)
		n.Served, n.How = m.At, e.How
	case NoticeFailed:
		n := c.Notice(e.No)
		n.Failed++
		if e.All {
			n.Dead = true
		}
	case NoticeFellBack:
		n := c.Notice(e.No)
		n.Fallback = e.To
		n.Dead = e.To == "none"
	default:
		return false
	}
	return true
}

func (c *Case) applyDuty(event record.Event, m record.Meta) bool {
	switch e := event.(type) {
	case DutySet:
		if old := c.Duty(e.Duty.No); old != nil {
			*old = e.Duty
		} else {
			e.Duty.Since = m.At
			c.Duties = append(c.Duties, e.Duty)
			if k := c.Claim(e.Duty.Claim); k != nil && e.Duty.Kind == pay && e.Duty.Basis != "reversal" {
				k.Settled += e.Duty.Minor
			}
		}
	case DutyMoved:
		d := c.Duty(e.No)
		d.State, d.Ended, d.Short, d.Waiting, d.Since = e.State, e.Ended, e.Short, false, m.At
	case DutyCancelled:
		d := c.Duty(e.No)
		d.Ended, d.Cancelled, d.Lapsed = true, true, e.Lapsed
		if k := c.Claim(d.Claim); k != nil && d.Kind == pay && d.Basis != "reversal" {
			k.Settled -= d.Minor - d.Paid
		}
	case DutyPaid:
		d := c.Duty(e.No)
		d.Paid += e.Minor
		d.Short = max(0, d.Short-e.Minor)
		d.Sources = append(d.Sources, Paid{Source: e.Source, Minor: e.Minor, Ref: e.Ref})
		switch k := c.Claim(e.Claim); {
		case k == nil:
		case d.Basis != "reversal":
			k.Paid += e.Minor
		case e.Source != "guarantee_fund": // the fund's money leaves with who gained what he got
			k.Paid -= e.Minor
		}
	default:
		return false
	}
	return true
}

func (c *Case) applySeat(event record.Event) bool {
	switch e := event.(type) {
	case Assigned:
		for i := range c.Seats {
			if s := &c.Seats[i]; s.Role == e.Role && s.Person != e.Person {
				s.Left = true
			}
		}
		c.Seats = append(c.Seats, Seat{Role: e.Role, Person: e.Person, Track: e.Track})
	case Unseated:
		for i := range c.Seats {
			if s := &c.Seats[i]; s.Role == e.Role && s.Person == e.Person {
				s.Left = true
			}
		}
	default:
		return false
	}
	return true
}

// applyAct remembers the deed and lets the word fold what is its own.
func (c *Case) applyAct(e Act, m record.Meta) {
	deed := Deed{
		Move: e.Move, Role: e.Role, Side: e.Side, Person: m.Person, Track: e.Track,
		Duty: e.Duty, Round: e.Round, At: m.At, Value: e.As, Object: e.Object,
	}
	if deed.Value == "" {
		deed.Value = e.Inputs.Code("ground")
	}
	c.Deeds = append(c.Deeds, deed)
	if w, ok := word(e.Move); ok && w.Fold != nil {
		w.Fold(c, e, m)
	}
}
