package reception

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// deadlines are the clocks that run: the one that matters most to this reader, and
// the others. An obligation's own clock stands beside it, and may be the one that
// matters most.
func (r *room) deadlines() (*view.Deadline, []view.Deadline) {
	type ranked struct {
		view.Deadline
		clock  string
		rank   int
		beside bool // shown elsewhere on the page too
	}
	var all []ranked
	for _, d := range r.kase.Deadlines {
		k := r.book.Clock(d.Clock)
		if d.State != "running" && d.State != "paused" || k == nil || slices.Contains([]string{"window", "archive", "alert"}, k.Kind) || d.Object == "notice" && !r.visitor.Staff || d.Object == "duty" && r.kase.Duty(d.ObjectNo) == nil {
			continue
		}
		if r.Audience.Decider && (d.Object == "offer" || d.Object == "settlement") {
			continue
		}
		if d.Object == "notice" && slices.ContainsFunc(all, func(o ranked) bool { return o.clock == d.Clock && o.Due.Equal(d.Due) }) {
			continue // a notice to each side: one thing to do
		}
		all = append(all, ranked{Deadline: r.deadline(d, k), clock: d.Clock, beside: d.Object == "duty", rank: r.rank(d, k)})
	}
	for _, o := range r.Offers {
		if shown, ok := r.answerable(o); ok {
			all = append(all, ranked{Deadline: shown, beside: true})
		}
	}
	if taken := r.arriving(); taken != nil {
		all = append(all, ranked{Deadline: *taken, rank: toTake(*taken)})
	}
	for _, t := range r.Turns {
		if d, k := r.behind(t.No); k != nil && r.isMe(t.Who) {
			shown := r.deadline(d, k)
			shown.Mine = true
			all = append(all, ranked{Deadline: shown})
		}
	}
	slices.SortStableFunc(all, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), undated(a.Deadline)-undated(b.Deadline), a.Due.Compare(b.Due))
	})
	if len(all) == 0 {
		return nil, nil
	}
	var others []view.Deadline
	for _, d := range all[1:] {
		if !d.beside {
			others = append(others, d.Deadline)
		}
	}
	return &all[0].Deadline, others
}

// undated puts what has no date behind what has.
func undated(d view.Deadline) int {
	if d.Due.IsZero() {
		return 1
	}
	return 0
}

// toTake ranks a notice that is to be taken note of: its own reader's first of what has
// no other date, another's before the platform's promise.
func toTake(d view.Deadline) int {
	if d.Mine {
		return 0
	}
	return 2
}

// arriving is the notice that the next clock waits for, where the case waits for its
// service: so that nobody looks at a case that says no date. Reading it is sooner.
func (r *room) arriving() *view.Deadline {
	var best *view.Deadline
	for _, t := range r.Turns {
		n := r.kase.Notice(t.Notice)
		if n == nil {
			continue
		}
		mine := r.isMe(t.Who)
		if best != nil && (best.Mine || !mine) {
			continue
		}
		best = &view.Deadline{Mine: mine, Actor: r.in(r.kindOf(n.To)), Act: r.t.Desk.TakeNotice, Began: r.local(n.Receipt)}
		after := receiptCounts(r.book)
		if counts := n.Receipt.Add(time.Duration(after.N) * time.Hour); !n.Receipt.IsZero() && after.N > 0 && counts.After(r.now) {
			best.Due, best.Otherwise = r.local(counts), r.t.Desk.NoticeCounts
		}
	}
	return best
}

// behind is the deadline of an obligation that this reader may not see, though its
// clock waits for him: who decides about goods sent back under an agreement.
func (r *room) behind(no int) (dispute.Deadline, *procedure.Clock) {
	for _, d := range r.kase.Deadlines {
		if d.No == no && d.Object == "duty" && r.kase.Duty(d.ObjectNo) == nil {
			return d, r.book.Clock(d.Clock)
		}
	}
	return dispute.Deadline{}, nil
}

// rank orders deadlines for their reader: what he is waited for comes first, what
// stands still and what spans the whole case last.
func (r *room) rank(d dispute.Deadline, k *procedure.Clock) int {
	switch {
	case d.Due.IsZero():
		return 4
	case dispute.Promise(r.book, k.ID):
		return 3
	case d.State == "paused":
		return 2
	case r.isMine(d):
		return 0
	}
	return 1
}

// isMine tells whether this reader has to act in a deadline.
func (r *room) isMine(d dispute.Deadline) bool {
	return d.Running() && !d.Due.IsZero() && d.Object != "hold" && slices.ContainsFunc(dispute.WaitsFor(r.book, r.kase, d), r.isMe)
}

// answerable is the time this reader has to answer an offer of the other side.
func (r *room) answerable(o dispute.Offer) (view.Deadline, bool) {
	if !o.WaitsFor(r.Audience.Side) || !o.Due.After(r.now) {
		return view.Deadline{}, false
	}
	for i := range r.book.Procedure.Clocks {
		k := &r.book.Procedure.Clocks[i]
		if !slices.ContainsFunc(k.Start, func(s procedure.Start) bool { return s.Kind == "event" && s.Name == "offer" }) || len(k.Expiry) == 0 {
			continue
		}
		return view.Deadline{
			Mine: true, Act: r.in(wording.Due(k.ID)), Began: r.local(o.At), Due: r.local(o.Due), Otherwise: r.in(wording.Then(k.ID, k.Expiry[len(k.Expiry)-1])),
			URL: fmt.Sprintf("#offer-%d", o.No), ActName: r.t.Desk.SeeOffer,
		}, true
	}
	return view.Deadline{}, false
}

// deadline says who must do what by when, what happens otherwise, and why this date.
func (r *room) deadline(d dispute.Deadline, k *procedure.Clock) view.Deadline {
	out := view.Deadline{
		Mine: r.isMine(d), Actor: r.in(wording.Who(r.sideName(r.waitsFor(d)))), Act: r.in(wording.Due(d.Clock)), Began: r.local(d.Count.Start.At), Due: r.local(d.Due),
		Provisional: d.Count.Provisional,
	}
	if d.State == "paused" {
		out.Due, out.Paused = r.local(d.Due), r.t.Desk.Paused+r.holdName()
		return out
	}
	if d.Due.IsZero() && len(k.Until) > 0 && d.Object == "" {
		out.Paused = r.t.Desk.EndsWithTheLast
		if r.book.Clock(k.Until[0]) != nil {
			out.Paused = fmt.Sprintf(r.t.Desk.EndsTogetherWith, r.in(wording.Clock(k.Until[0])))
		}
		return out
	}
	for _, name := range ends(k) {
		if _, ok := r.moveNamed(name); ok && out.Mine {
			a := r.act(name, "")
			out.URL, out.ActName = a.URL, a.Name
			break
		}
	}
	then := r.then(d, k)
	out.Otherwise = r.in(then)
	count := d.Count
	count.Start.At, count.Due = r.local(count.Start.At), r.local(count.Due)
	out.Why = wording.Explain(count, r.visitor.Lang, wording.Deadline{Name: capital(r.in(wording.Clock(d.Clock))), Began: r.began(d), Then: r.in(then.Clause())})
	return out
}

// waitsFor is whom a deadline waits for, in the words of procedure files.
func (r *room) waitsFor(d dispute.Deadline) string {
	switch all := dispute.WaitsFor(r.book, r.kase, d); len(all) {
	case 0:
		return "parties"
	case 1:
		return all[0]
	default:
		return "parties"
	}
}

// ends are the moves by which a side is done with a clock that waits for both.
func ends(k *procedure.Clock) []string {
	moves := map[string][]string{
		"consent_refused": {"consent_mediation"}, "close_evidence": {"done"}, "record_unsigned": {"sign"}, "reply_closed": {"reply_appeal"}, "finalise": {"appeal", "ask_person"},
	}
	for _, e := range k.Expiry {
		if all, ok := moves[e.Do]; ok {
			return all
		}
	}
	return nil
}

// answerClock is the clock that the service of the filing starts and that the
// respondent's silence ends: its expiry marks the silence.
func answerClock(book *dispute.Book) string {
	for i := range book.Procedure.Clocks {
		k := &book.Procedure.Clocks[i]
		if slices.ContainsFunc(k.Expiry, func(e procedure.Expiry) bool { return e.As == "respondent_silent" }) {
			return k.ID
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
		return r.event(d.StartBy)
	}
	return r.start(procedure.Start{Kind: kind, Name: name})
}

// then is what happens if nothing is done, found by letting time pass on a copy:
// the same function that will decide it then.
func (r *room) then(d dispute.Deadline, k *procedure.Clock) wording.Words {
	end, ok := r.Silence(d, k)
	if !ok {
		return wording.Words{}
	}
	return wording.Then(d.Clock, end)
}
