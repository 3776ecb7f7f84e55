package api

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// factsOf fills the sentence of an entry. What is not named here has a sentence
// that needs nothing.
func factsOf(v casebook.Case, e casebook.Entry) wording.Facts {
	c := v.Sight.World.Case
	f := wording.Facts{Who: byOf(e.Role).Words}
	switch x := e.Event.(type) {
	case dispute.Act:
		actFacts(&f, x)
	case dispute.ClaimOpened:
		f.Claims, f.What, f.Sum = []int{x.Claim.No}, wording.Remedy(x.Claim.Remedy), price(x.Claim.Minor, c.Currency)
	case dispute.ClaimMoved:
		f.Claims, f.What, f.Sum = []int{x.Claim}, wording.ClaimState(string(x.State)), price(x.Granted, c.Currency)
	case dispute.TrackOpened:
		f.Claims = x.Claims
	case dispute.Entered:
		f.Where = stageFor(v, x.Stage).Words
	case dispute.HoldLaid:
		f.What, f.Claims = wording.Hold(x.Hold.Kind), x.Hold.Claims
	case dispute.Frozen:
		f.Claims, f.Sum = []int{x.Claim}, price(x.Minor, c.Currency)
	case dispute.Thawed:
		f.Claims, f.Sum = []int{x.Claim}, price(x.Minor, c.Currency)
	case dispute.Assigned:
		f.What = wording.Who(x.Role)
	case dispute.Unseated:
		f.What = wording.Who(x.Role)
	case dispute.Reconciled:
		f.Claims = x.Settlement.Claims
	case dispute.WindowLapsed:
		f.Who = wording.Who(string(x.Side))
	case dispute.OutsideMoved:
		f.No = x.No
	case dispute.Alerted:
		f.Who, f.What = wording.Who(x.Whom), wording.Alert(x.Why).Why
	default:
		dutyFacts(&f, c, e)
		timeFacts(&f, c, e)
		noticeFacts(&f, c, e)
		talkFacts(&f, e)
	}
	return f
}

// actFacts are those of a move: its coded inputs in words, its claims and number.
func actFacts(f *wording.Facts, a dispute.Act) {
	f.No = a.Object
	f.Claims = a.Inputs.Numbers("claims")
	for _, name := range []string{"ground", "answer", "consent", "kind", "result", "body", "event", "to", "role"} {
		if code := a.Inputs.Code(name); code != "" {
			f.What = wording.Choice(a.Move, name, code)
			break
		}
	}
	for _, in := range a.Inputs {
		if in.At != nil {
			f.Due = due(*in.At)
		}
	}
}

func dutyFacts(f *wording.Facts, c dispute.Case, e casebook.Entry) {
	switch x := e.Event.(type) {
	case dispute.DutySet:
		f.No, f.What, f.Sum = x.Duty.No, wording.Obligation(x.Duty.Kind), price(x.Duty.Minor, c.Currency)
	case dispute.DutyMoved:
		f.No, f.Where = x.No, wording.ObligationState(x.State)
	case dispute.DutyPaid:
		f.No, f.Sum, f.What = x.No, price(x.Minor, c.Currency), wording.Source(x.Source)
	case dispute.DutyCancelled:
		f.No = x.No
	}
}

func timeFacts(f *wording.Facts, c dispute.Case, e casebook.Entry) {
	no := 0
	switch x := e.Event.(type) {
	case dispute.DeadlineSet:
		no, f.Due = x.Deadline.No, due(x.Deadline.Due)
	case dispute.DeadlinePaused:
		no = x.No
	case dispute.DeadlineResumed:
		no, f.Due = x.No, due(x.Due)
	case dispute.DeadlineMoved:
		no, f.Due = x.No, due(x.Due)
	case dispute.DeadlineMet:
		no = x.No
	case dispute.DeadlineExpired:
		no = x.No
	case dispute.DeadlineCancelled:
		no = x.No
	case dispute.Reminded:
		no = x.No
	default:
		return
	}
	at := slices.IndexFunc(c.Deadlines, func(d dispute.Deadline) bool { return d.No == no })
	if at >= 0 {
		f.What = wording.Clock(c.Deadlines[at].Clock)
	}
}

func noticeFacts(f *wording.Facts, c dispute.Case, e casebook.Entry) {
	no := 0
	switch x := e.Event.(type) {
	case dispute.NoticeQueued:
		no = x.Notice.No
	case dispute.NoticeLeft:
		no = x.No
	case dispute.NoticeHanded:
		no = x.No
	case dispute.NoticeReceipted:
		no = x.No
	case dispute.NoticeServed:
		no = x.No
	case dispute.NoticeFailed:
		no = x.No
	case dispute.NoticeFellBack:
		no = x.No
	default:
		return
	}
	if n := c.Notice(no); n != nil {
		f.What, f.Who = wording.Notice(n.Kind).Title, wording.Who(string(n.To))
	}
}

func talkFacts(f *wording.Facts, e casebook.Entry) {
	switch x := e.Event.(type) {
	case dispute.OfferMade:
		f.No = x.Offer.No
		if x.Offer.By != "" {
			f.Who = wording.Who(string(x.Offer.By))
		}
	case dispute.OfferLapsed:
		f.No = x.No
	case dispute.OfferAccepted:
		f.No, f.Who = x.No, wording.Who(string(x.By))
	case dispute.DraftMade:
		f.No = x.Draft.No
	}
}

// price writes a sum as people read it; nothing for none.
func price(minor int64, currency string) string {
	if minor == 0 {
		return ""
	}
	said := money.Amount{Minor: minor, Currency: currency}.Format()
	if currency == "CNY" {
		return "¥" + said
	}
	return said + " " + currency
}

func due(at time.Time) wording.Words {
	if at.IsZero() {
		return wording.Words{}
	}
	return wording.Words{ZH: wording.DueMoment(at, wording.ZH), EN: wording.DueMoment(at, wording.EN)}
}

// filesIn are the digests an act names.
func filesIn(e casebook.Entry) []string {
	a, ok := e.Event.(dispute.Act)
	if !ok {
		return nil
	}
	var out []string
	var walk func(dispute.Answers)
	walk = func(in dispute.Answers) {
		for _, one := range in {
			if slices.Contains(fileInputs, one.Name) {
				if len(one.Value) == 64 {
					out = append(out, one.Value)
				}
			}
			for _, item := range one.Items {
				walk(item)
			}
		}
	}
	walk(a.Inputs)
	return out
}

// fileInputs are the inputs that name files; a test compares them with the source
// of core/dispute.
//
//nolint:gochecknoglobals // a closed vocabulary, never written to
var fileInputs = []string{"digest", "letter", "opening_record", "proof"}
