package dispute

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/procedure"
)

// queueFor sends the notices that clocks of a stage (or duty state) wait for:
// a clock that starts at service makes the notice go out.
func (a *act) queueFor(owner string, clocks []string, r ref) {
	var kinds []string
	for _, name := range clocks {
		k := a.b.clocks[name]
		if k == nil || k.Kind != "" {
			continue
		}
		for _, s := range k.Start {
			if s.Kind == "served" && !slices.Contains(kinds, s.Name) {
				kinds = append(kinds, s.Name)
			}
		}
	}
	for _, kind := range kinds {
		for _, side := range a.addressees(kind, owner, r) {
			a.queue(kind, side, r)
		}
	}
}

// addressees are the sides a notice must be served on.
func (a *act) addressees(kind, owner string, r ref) []Side {
	d := a.c().Duty(r.no)
	switch {
	case kind == noticeFiled:
		return []Side{Respondent}
	case kind == "deposit_notice" && d != nil:
		return []Side{d.Debtor}
	case owner == "claimant":
		return []Side{Claimant}
	case owner == "respondent":
		return []Side{Respondent}
	case owner == "debtor" && d != nil:
		return []Side{d.Debtor}
	case owner == "creditor" && d != nil:
		return []Side{d.Creditor()}
	default:
		return []Side{Claimant, Respondent}
	}
}

// queue writes a notice to one side. At night it waits for the morning, except
// in safety cases.
func (a *act) queue(kind string, to Side, r ref) {
	leave := a.now
	if !a.c().Safety {
		leave = a.quiet(a.now)
	}
	n := Notice{
		No: len(a.c().Notices) + 1, Kind: kind, To: to, Track: r.track, Object: r.object, ObjectNo: r.no,
		Queued: a.now, Leave: leave,
	}
	a.emit(NoticeQueued{Notice: n})
	if !leave.After(a.now) {
		a.emit(NoticeLeft{No: n.No})
	}
}

// served records service and starts what waits for it, once everybody who must
// be served is.
func (a *act) served(no int, how string) {
	n := a.c().Notice(no)
	a.emit(NoticeServed{No: no, How: how})
	if !a.b.Waits(n.Kind) {
		return // it informs: nothing waits for it
	}
	a.endObject("notice", no)
	r := ref{track: n.Track, object: n.Object, no: n.ObjectNo}
	for i := range a.c().Notices {
		o := &a.c().Notices[i]
		if o.Kind == n.Kind && o.Track == n.Track && o.Object == n.Object && o.ObjectNo == n.ObjectNo &&
			o.Queued.Equal(n.Queued) && o.Served.IsZero() && o.To != "" {
			return
		}
	}
	a.resumeService(n.Track)
	switch n.Kind {
	case noticeThawed:
		a.told(n.ObjectNo)
	case noticeOrder:
		a.orderServed(n.Track, n.ObjectNo)
	default:
		kind := startsAs(n.Kind)
		a.fire(procedure.Start{Kind: "served", Name: kind}, r, no)
		for _, t := range a.splitFrom(n) {
			a.fire(procedure.Start{Kind: "served", Name: kind}, ref{track: t}, no)
		}
	}
}

// splitFrom are the open tracks split off from a notice's while its service was
// pending: it is theirs too.
func (a *act) splitFrom(n *Notice) []int {
	var out []int
	for _, t := range a.c().Tracks {
		if n.Object == "" && t.No != n.Track && !t.Closed && slices.Contains(a.line(t.No), n.Track) {
			out = append(out, t.No)
		}
	}
	return out
}

// startsAs is the notice a clock waits for: an amended ruling is a ruling.
func startsAs(kind string) string {
	if kind == noticeAmended {
		return noticeRuling
	}
	return kind
}

const (
	noticeOrder   = "evidence_order"
	noticeAmended = "amendment"
	noticeRuling  = "ruling"
)

// readable tells whether a party may mark a notice as read: it is shown to it,
// and reading serves (procedure.md §4).
func (n *Notice) pending() bool { return n.Left && n.Served.IsZero() && !n.Dead }

// lapseAt is when a notice counts as served without being read; zero when nothing
// says so yet.
func (a *act) lapseAt(n *Notice) time.Time {
	if !n.pending() || !a.b.Waits(n.Kind) {
		return time.Time{}
	}
	after := a.b.Procedure.Service.AfterReceipt
	length := time.Duration(after.N) * time.Hour
	if n.Receipt.IsZero() {
		return time.Time{}
	}
	return n.Receipt.Add(length)
}

// failed records that a channel failed; when none is left, no clock runs and
// staff are told (K_SERVE).
func (a *act) failed(no int, channel string, all bool) {
	a.emit(NoticeFailed{No: no, Channel: channel, All: all})
	n := a.c().Notice(no)
	if !all || !a.b.served[startsAs(n.Kind)] {
		return // no clock waits for this one
	}
	if n.To == "" {
		// Whoever is no party and cannot be reached takes nothing from the parties: the
		// time for the item runs, and the case goes on without it (K_TPE).
		a.fire(procedure.Start{Kind: "served", Name: n.Kind}, ref{track: n.Track, object: n.Object, no: n.ObjectNo}, no)
		return
	}
	if !a.waitsAfter("service_failed") {
		a.fallback(no)
		return
	}
	a.event("service_failed", ref{track: n.Track, object: "notice", no: no})
	a.pauseService(n.Track)
}

// waitsAfter tells whether the file has a clock that an event starts.
func (a *act) waitsAfter(event string) bool {
	return slices.ContainsFunc(a.b.Procedure.Clocks, func(k procedure.Clock) bool {
		return slices.Contains(k.Start, procedure.Start{Kind: "event", Name: event})
	})
}

// fallback is the effect of K_SERVE (procedure.md §4).
func (a *act) fallback(no int) {
	n := a.c().Notice(no)
	p := a.c().Party(n.To)
	fallback := a.b.Procedure.Service.Fallback
	switch {
	case n.To == Claimant, !a.waitsAfter("fallback_none") && (p.Kind != Merchant || !a.w.Facts.PublishedContact):
		a.emit(NoticeFellBack{No: no, To: "in_site"})
		a.served(no, "in_site")
	case p.Kind == Merchant && a.w.Facts.PublishedContact:
		// served 24 h after dispatch, receipt or not
		a.emit(NoticeFellBack{No: no, To: fallback["R_merchant"]})
		a.emit(NoticeReceipted{No: no, Channel: fallback["R_merchant"]})
	case p.Kind == Merchant:
		a.emit(NoticeFellBack{No: no, To: "none"})
		a.emit(Alerted{Whom: "claimant", Why: "E40"})
		a.kit("claimant")
		a.event("fallback_none", ref{track: n.Track, object: "notice", no: no})
	default:
		a.emit(NoticeFellBack{No: no, To: "none"})
		a.event("fallback_none", ref{track: n.Track, object: "notice", no: no})
	}
}
