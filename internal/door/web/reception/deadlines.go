package reception

import (
	"slices"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// deadlines are the clocks that run: the one that matters most to this reader, and
// the others. The reader's own comes first, then the earliest.
func (r *room) deadlines() (*view.Deadline, []view.Deadline) {
	var shown []view.Deadline
	for _, d := range r.kase.Deadlines {
		k := r.book.Clock(d.Clock)
		if d.State != "running" && d.State != "paused" || k == nil || slices.Contains([]string{"window", "archive", "alert"}, k.Kind) || d.Object == "notice" || d.Object == "duty" {
			continue
		}
		if r.Audience.Decider && (d.Object == "offer" || d.Object == "settlement") {
			continue
		}
		shown = append(shown, r.deadline(d, k))
	}
	slices.SortStableFunc(shown, func(a, b view.Deadline) int {
		switch {
		case a.Mine != b.Mine && a.Mine:
			return -1
		case a.Mine != b.Mine:
			return 1
		case a.Due.IsZero() != b.Due.IsZero() && a.Due.IsZero():
			return 1
		case a.Due.IsZero() != b.Due.IsZero():
			return -1
		}
		return a.Due.Compare(b.Due)
	})
	if len(shown) == 0 {
		return nil, nil
	}
	return &shown[0], shown[1:]
}

// deadline says who must do what by when, what happens otherwise, and why this date.
func (r *room) deadline(d dispute.Deadline, k *procedure.Clock) view.Deadline {
	owner := r.waitsFor(d, k)
	out := view.Deadline{
		Mine: r.isMe(owner), Actor: r.in(wording.Who(r.sideName(owner))), Act: r.in(wording.Clock(d.Clock)), Began: r.local(d.Count.Start.At), Due: r.local(d.Due),
		Provisional: d.Count.Provisional,
	}
	if d.State == "paused" {
		out.Due, out.Paused = r.local(d.Due), r.two("暂停计时：", "Paused: ")+r.holdName()
		return out
	}
	then := r.then(d, k)
	out.Otherwise = r.in(then)
	count := d.Count
	count.Start.At, count.Due = r.local(count.Start.At), r.local(count.Due)
	out.Why = wording.Explain(count, r.visitor.Lang, wording.Deadline{Name: capital(out.Act), Began: r.began(d), Then: r.in(then.Clause())})
	return out
}

// waitsFor is whom a deadline waits for, in the words of procedure files.
func (r *room) waitsFor(d dispute.Deadline, k *procedure.Clock) string {
	switch d.Object {
	case "duty":
		if duty := r.kase.Duty(d.ObjectNo); duty != nil {
			return r.dutyOwner(*duty)
		}
	case "hold":
		return "parties"
	case "draft":
		return "adjudicator"
	}
	if d.Clock == r.answerClock() {
		return string(dispute.Respondent)
	}
	if t := r.kase.Track(d.Track); t != nil {
		if s := r.book.Stage(t.Stage); s != nil && slices.Contains(s.Clocks, k.ID) {
			return s.Owner
		}
	}
	if len(k.Parties) == 1 {
		return k.Parties[0]
	}
	return r.Owner
}

// answerClock is the clock that the service of the filing starts and that the
// respondent's silence ends: its expiry marks the silence.
func (r *room) answerClock() string {
	for i := range r.book.Procedure.Clocks {
		k := &r.book.Procedure.Clocks[i]
		if slices.ContainsFunc(k.Expiry, func(e procedure.Expiry) bool { return e.As == "respondent_silent" }) {
			return k.ID
		}
	}
	return ""
}

// dutyOwner is who must act next on an obligation.
func (r *room) dutyOwner(d dispute.Duty) string {
	for _, kind := range r.book.Procedure.Duties {
		for _, st := range kind.States {
			if kind.ID != d.Kind || st.ID != d.State {
				continue
			}
			switch st.Owner {
			case "debtor":
				return string(d.Debtor)
			case "creditor":
				return string(d.Creditor())
			default:
				return st.Owner
			}
		}
	}
	return ""
}

// isMe tells whether an owner of a procedure file is this reader.
func (r *room) isMe(owner string) bool {
	switch owner {
	case "C", "claimant":
		return r.Audience.Side == dispute.Claimant
	case "R", "respondent":
		return r.Audience.Side == dispute.Respondent
	case "parties", "both":
		return r.Audience.Side != ""
	}
	return r.Audience.Staff && r.kase.Seat(owner) == r.visitor.Person && !r.visitor.Person.IsZero()
}

// sideName shows people as buyer and merchant, wherever they stand in the case.
func (r *room) sideName(owner string) string {
	side := dispute.Side("")
	switch owner {
	case "C", "claimant":
		side = dispute.Claimant
	case "R", "respondent":
		side = dispute.Respondent
	default:
		return owner
	}
	if p := r.kase.Party(side); p != nil {
		return string(p.Kind)
	}
	return owner
}

// began names what started a clock.
func (r *room) began(d dispute.Deadline) string {
	kind, name, found := strings.Cut(strings.TrimSuffix(d.StartBy, ")"), "(")
	if !found {
		words := wording.Happened(dispute.Past(d.StartBy), wording.Facts{})
		if dispute.Past(d.StartBy) == "" {
			words = wording.Move(d.StartBy).Name
		}
		return r.in(words.Clause())
	}
	switch kind {
	case "served":
		return r.two("「"+wording.Notice(name).Title.ZH+"」送达", "service of “"+wording.Notice(name).Title.EN+"”")
	case "enter":
		return r.two("进入「"+wording.Place(name).ZH+"」", "entering “"+wording.Place(name).EN+"”")
	case "expired":
		return r.two(wording.Clock(name).ZH+"届满", "the end of “"+wording.Clock(name).EN+"”")
	}
	return r.in(wording.Move(name).Name)
}

// then is what happens if nothing is done, found by letting time pass on a copy:
// the same function that will decide it then.
func (r *room) then(d dispute.Deadline, k *procedure.Clock) wording.Words {
	if len(k.Expiry) == 0 || d.Due.IsZero() {
		return wording.Words{}
	}
	world := r.Sight.World
	world.Facts.Now = d.Due
	entries, _ := dispute.Elapse(r.book, world)
	does, to, seen := "", "", false
	for _, e := range entries {
		switch x := e.Event.(type) {
		case dispute.DeadlineExpired:
			if seen {
				continue
			}
			if seen = x.No == d.No; seen {
				does = x.Do
			}
		case dispute.Entered:
			if seen && to == "" && x.Track == d.Track {
				to = x.Stage
			}
		}
	}
	best := k.Expiry[len(k.Expiry)-1]
	for _, e := range k.Expiry {
		if seen && e.Do == does && (e.To == to || e.To == "" || e.To == "same") {
			best = e
			break
		}
	}
	return wording.Then(d.Clock, best)
}
