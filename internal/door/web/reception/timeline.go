package reception

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// pageOfTimeline is how many lines stand on one page of a case.
const pageOfTimeline = 40

// quiet are events that only carry others on: they are in the record and in the
// export, and would bury the story on a page.
func quiet(e record.Event) bool {
	switch x := e.(type) {
	case dispute.DeadlineSet, dispute.DeadlineMet, dispute.DeadlineCancelled, dispute.TrackMarked, dispute.CaseMarked, dispute.RulebookPinned,
		dispute.NoticeQueued, dispute.NoticeLeft, dispute.NoticeHanded, dispute.NoticeReceipted, dispute.Reminded, dispute.TrackOpened, dispute.OfferAccepted:
		return true
	case dispute.Alerted:
		return x.No != 0 // a deadline's own story tells it; staff have it in their list
	case dispute.Act:
		return x.Move == "message" || x.Move == "offer"
	}
	return false
}

// timeline shows what happened, newest first.
func (r *room) timeline(out *view.Case, before string) {
	skip, err := strconv.Atoi(before)
	if err != nil || skip < 0 {
		skip = 0
	}
	shown := slices.DeleteFunc(slices.Clone(r.Timeline), func(e casebook.Entry) bool { return quiet(e.Event) })
	if skip > len(shown) {
		skip = len(shown)
	}
	last := min(skip+pageOfTimeline, len(shown))
	for _, e := range shown[skip:last] {
		out.Timeline = append(out.Timeline, r.entry(e))
	}
	if last < len(shown) {
		out.OlderURL = fmt.Sprintf("%s?before=%d#timeline", caseURL(r.kase.ID), last)
	}
}

// entryID names a line on the page of its case: streams count for themselves.
func entryID(e casebook.Entry) string { return e.Stream + "-" + strconv.FormatUint(e.Seq, 10) }

// entry is one line of what happened.
func (r *room) entry(e casebook.Entry) view.Entry {
	facts, side := r.facts(e)
	out := view.Entry{
		ID: entryID(e), Seq: e.Seq, At: r.local(e.At), Side: side, Icon: icon(e.Event), Title: r.in(wording.Happened(e.Kind, facts)), Proof: hashText(e.Hash),
		ByRule: e.Person.IsZero() && decides(e.Event),
	}
	if a, ok := e.Event.(dispute.Alerted); ok {
		out.Lines = []string{r.in(wording.Alert(a.Why).Do)}
	}
	if a, ok := e.Event.(dispute.Act); ok {
		if out.Lines = r.onBehalf(a, e.Person); len(out.Lines) > 0 {
			out.For = out.Lines[0]
			if m, known := casebook.Under(r.Mandates(), a.Side, e.Person, e.At); known && m.No > 0 {
				out.Lines[0] += r.t.Desk.Comma + r.mandateBasis(m)
			}
		}
		out.Lines = append(out.Lines, r.said(a, e.Texts)...)
		if a.Move == "add_exhibit" || a.Move == "opine" {
			out.Exhibits = []string{exhibitNo(a.Object)}
		}
	}
	return out
}

// decides tells an event that ends a claim by the rules, when no person made it.
func decides(e record.Event) bool {
	switch x := e.(type) {
	case dispute.RulingMade:
		return true
	case dispute.ClaimMoved:
		return x.By == "rule"
	}
	return false
}

// facts fill the sentence of an event.
func (r *room) facts(e casebook.Entry) (wording.Facts, view.Side) {
	var f wording.Facts
	side := view.NoSide
	sum := func(minor int64) string {
		if minor == 0 {
			return ""
		}
		return r.sum(minor, r.kase.Currency)
	}
	switch x := e.Event.(type) {
	case dispute.Act:
		f.Who, side = r.whoOf(x)
		f.No, f.What = x.Object, r.whatOf(x)
		f.Claims = x.Inputs.Numbers("claims")
		if x.Inputs.Items("claims") != nil {
			f.Claims = nil
		}
		f.Sum = sum(x.Inputs.Minor("amount"))
	case dispute.ClaimOpened:
		f.Claims, f.What, f.Sum = []int{x.Claim.No}, wording.Remedy(x.Claim.Remedy), sum(x.Claim.Minor)
	case dispute.ClaimMoved:
		f.Claims, f.What, f.Sum = []int{x.Claim}, wording.ClaimState(string(x.State)), sum(x.Granted)
	case dispute.Entered:
		f.Where, side = r.stageName(x.Stage), view.Gold
	case dispute.DeadlineExpired:
		f.What = wording.Clock(x.Clock)
	case dispute.DeadlineMoved:
		f.What, f.Due = r.clockOf(x.No), r.dueWords(x.Due)
	case dispute.DeadlinePaused:
		f.What = r.clockOf(x.No)
	case dispute.DeadlineResumed:
		f.What, f.Due = r.clockOf(x.No), r.dueWords(x.Due)
	case dispute.HoldLaid:
		f.What, f.Claims = wording.Hold(x.Hold.Kind), x.Hold.Claims
	case dispute.DutySet:
		f.No, f.What, f.Sum = x.Duty.No, wording.Obligation(x.Duty.Kind), sum(x.Duty.Minor)
	case dispute.DutyMoved:
		f.No, f.Where = x.No, wording.ObligationState(x.State)
	case dispute.DutyPaid:
		f.No, f.Sum, f.What, side = x.No, sum(x.Minor), wording.Source(x.Source), view.Gold
	case dispute.DutyCancelled:
		f.No = x.No
	case dispute.NoticeServed:
		if n := r.kase.Notice(x.No); n != nil {
			f.What, f.Who = wording.Notice(n.Kind).Title, r.kindOf(n.To)
		}
	case dispute.NoticeFailed:
		f.What = r.noticeOf(x.No)
	case dispute.NoticeFellBack:
		f.What = r.noticeOf(x.No)
	case dispute.Frozen:
		f.Claims, f.Sum, side = positive(x.Claim), sum(x.Minor), view.Gold
	case dispute.Thawed:
		f.Claims, f.Sum, side = positive(x.Claim), sum(x.Minor), view.Gold
	case dispute.Assigned:
		f.What, side = wording.Who(x.Role), view.Staff
	case dispute.Unseated:
		f.What, side = wording.Who(x.Role), view.Staff
	case dispute.RulingMade:
		f.What, side = wording.DecidedBy(x.Ruling.By), view.Gold
	case dispute.Reconciled:
		f.Claims, side = x.Settlement.Claims, view.Gold
	case dispute.OfferMade:
		f.No, f.Who = x.Offer.No, r.kindOf(x.Offer.By)
	case dispute.OfferLapsed:
		f.No = x.No
	case dispute.Alerted:
		f.Who, f.What = wording.Who(x.Whom), wording.Alert(x.Why).Why
	case dispute.WindowLapsed:
		f.Who = r.kindOf(x.Side)
	}
	return f, side
}

func positive(claim int) []int {
	if claim <= 0 {
		return nil
	}
	return []int{claim}
}

// whoOf says in which capacity somebody acted.
func (r *room) whoOf(a dispute.Act) (wording.Words, view.Side) {
	if a.Side == "" {
		if a.Role == "T" || a.Role == "" {
			return wording.Who("T"), view.NoSide
		}
		return wording.Who(a.Role), view.Staff
	}
	return r.kindOf(a.Side), r.who[a.Side].Side
}

// kindOf is a side as buyer or merchant; no side is the mediator.
func (r *room) kindOf(s dispute.Side) wording.Words {
	if p := r.kase.Party(s); s != "" && p != nil {
		return wording.Side(string(p.Kind))
	}
	return wording.Who("mediator")
}

// whatOf is the code an act turned on, in words.
func (r *room) whatOf(a dispute.Act) wording.Words {
	for _, name := range []string{"ground", "kind", "consent", "event", "result", "role", "body"} {
		if v := a.Inputs.Code(name); v != "" {
			return wording.Choice(a.Move, name, v)
		}
	}
	if a.Move == "lack_evidence" {
		return r.askedFor(a.Object)
	}
	if items := a.Inputs.Items("answers"); len(items) > 0 {
		return wording.Choice(a.Move, "answers.answer", items[0].Code("answer"))
	}
	return wording.Words{}
}

func (r *room) clockOf(no int) wording.Words {
	for _, d := range r.kase.Deadlines {
		if d.No == no {
			return wording.Clock(d.Clock)
		}
	}
	return wording.Words{}
}

func (r *room) noticeOf(no int) wording.Words {
	if n := r.kase.Notice(no); n != nil {
		return wording.Notice(n.Kind).Title
	}
	return wording.Words{}
}

// said is what a person wrote with an act, in the order of the form.
func (r *room) said(a dispute.Act, texts map[string]string) []string {
	paths := make([]string, 0, len(texts))
	for path := range texts {
		if !strings.HasSuffix(path, "/name") && !strings.HasPrefix(path, "exhibits/") {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	var out []string
	for _, path := range paths {
		last := path[strings.LastIndexByte(path, '/')+1:]
		label := capital(r.in(wording.Field(a.Move, last).Name))
		out = append(out, label+r.t.Desk.Colon+texts[path])
	}
	return out
}

func icon(e record.Event) string {
	switch x := e.(type) {
	case dispute.Act:
		switch {
		case strings.Contains(x.Move, "exhibit"):
			return "file-text"
		case x.Move == "submit", x.Move == "escalate":
			return "send"
		case x.Move == "rule":
			return "gavel"
		}
	case dispute.Frozen, dispute.Thawed:
		return "lock"
	case dispute.RulingMade:
		return "gavel"
	case dispute.Entered:
		return "arrow-right"
	}
	return ""
}

// dueWords is a due instant in both languages.
func (r *room) dueWords(t time.Time) wording.Words {
	local := r.local(t)
	return wording.Words{ZH: wording.DueMoment(local, wording.ZH), EN: wording.DueMoment(local, wording.EN)}
}
