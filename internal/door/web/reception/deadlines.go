package reception

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
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
	slices.SortStableFunc(all, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), a.Due.Compare(b.Due))
	})
	if len(all) == 0 {
		return r.arriving(), nil
	}
	var others []view.Deadline
	for _, d := range all[1:] {
		if !d.beside {
			others = append(others, d.Deadline)
		}
	}
	return &all[0].Deadline, others
}

// arriving is when the notice counts as served that the next clock waits for, where no
// clock runs: so that nobody looks at a case that says no date. Reading it is sooner.
func (r *room) arriving() *view.Deadline {
	after := r.book.Procedure.Service.AfterReceipt
	if r.Closed || after.IsZero() {
		return nil
	}
	var out *view.Deadline
	for _, n := range r.kase.Notices {
		if n.Receipt.IsZero() || !n.Served.IsZero() || n.Dead {
			continue
		}
		counts := n.Receipt.Add(time.Duration(after.N) * time.Hour)
		if !counts.After(r.now) || out != nil && !counts.Before(out.Due) {
			continue
		}
		out = &view.Deadline{
			Mine: r.Audience.Side == n.To, Actor: r.in(r.kindOf(n.To)), Act: r.t.Desk.TakeNotice, Began: r.local(n.Receipt), Due: r.local(counts), Otherwise: r.t.Desk.NoticeCounts,
		}
	}
	return out
}

// rank orders deadlines for their reader: what he alone is waited for comes first,
// what stands still and what spans the whole case last.
func (r *room) rank(d dispute.Deadline, k *procedure.Clock) int {
	owner := r.waitsFor(d, k)
	switch {
	case d.Due.IsZero():
		return 4
	case r.broad(k):
		return 3
	case d.State == "paused":
		return 2
	case r.isMe(owner) && owner != "parties" && owner != "both":
		return 0
	}
	return 1
}

// broad tells a clock that spans several stages: it is the platform's promise, and
// nobody's next step.
func (r *room) broad(k *procedure.Clock) bool {
	stages := 0
	for _, s := range r.book.Procedure.Stages {
		if slices.Contains(s.Clocks, k.ID) {
			stages++
		}
	}
	return k.Kind == "umbrella" || stages > 2
}

// answerable is the time this reader has to answer an offer of the other side.
func (r *room) answerable(o dispute.Offer) (view.Deadline, bool) {
	if o.State != "open" || o.Due.IsZero() || !o.Due.After(r.now) || o.By == r.Audience.Side || !slices.Contains(r.choices("accept_offer", "offer"), strconv.Itoa(o.No)) {
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
	owner := r.waitsFor(d, k)
	out := view.Deadline{
		Mine: r.isMe(owner) && d.Object != "hold", Actor: r.in(wording.Who(r.sideName(owner))), Act: r.in(wording.Due(d.Clock)), Began: r.local(d.Count.Start.At), Due: r.local(d.Due),
		Provisional: d.Count.Provisional,
	}
	if d.State == "paused" {
		out.Due, out.Paused = r.local(d.Due), r.t.Desk.Paused+r.holdName()
		return out
	}
	if d.Due.IsZero() && len(k.Until) > 0 && r.book.Clock(k.Until[0]) != nil {
		until := wording.Clock(k.Until[0])
		out.Paused = fmt.Sprintf(r.t.Desk.EndsTogetherWith, r.in(until))
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
func (r *room) waitsFor(d dispute.Deadline, k *procedure.Clock) string {
	switch d.Object {
	case "duty":
		if duty := r.kase.Duty(d.ObjectNo); duty != nil {
			return r.dutyOwner(*duty)
		}
	case "hold":
		return r.holdOwner(d.ObjectNo)
	}
	if d.Clock == answerClock(r.book) {
		return string(dispute.Respondent)
	}
	if r.broad(k) {
		return "platform"
	}
	if owner, ok := examiner(k); ok {
		return owner
	}
	owner := r.Owner
	if t := r.kase.Track(d.Track); t != nil {
		if s := r.book.Stage(t.Stage); s != nil && slices.Contains(s.Clocks, k.ID) {
			owner = s.Owner
		}
	}
	if len(k.Parties) == 1 {
		owner = k.Parties[0]
	}
	if moves := ends(k); len(moves) > 0 {
		return r.still(moves)
	}
	return owner
}

// examiner is who acts in a clock that runs beside the stage, by what its end does.
func examiner(k *procedure.Clock) (string, bool) {
	who := map[string]string{
		"acceptance_stands": "officer", "next_approver": "four_eyes", "replace_neutral": "supervisor", "fallback_service": "officer",
	}
	for _, e := range k.Expiry {
		if owner := who[e.Do]; owner != "" {
			return owner, true
		}
	}
	return "", false
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

// still is which of the sides a clock waits for: a party whose move is no longer
// offered has done its part, and the other side is waited for.
func (r *room) still(moves []string) string {
	if r.Audience.Side == "" {
		return "parties"
	}
	for _, name := range moves {
		if _, ok := r.moveNamed(name); ok {
			return string(r.Audience.Side)
		}
	}
	return string(r.Audience.Side.Other())
}

// holdOwner is who has to end a hold.
func (r *room) holdOwner(no int) string {
	h := r.kase.Hold(no)
	for _, kind := range r.book.Procedure.Holds {
		if h != nil && kind.ID == h.Kind {
			return kind.Owner
		}
	}
	return "parties"
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
