package reception

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// reviewing are the acts on a ruling that stands: to ask for its review, to answer
// such an application, to decide it, to mend a slip (T45–T51).
func (d *desk) reviewing() bool {
	return d.move.Duty == 0 && slices.Contains([]string{"appeal", "reply_appeal", "waive_appeal", "uphold", "vary", "remand", "correct"}, d.act)
}

// review is the ruling in force beside an act on it; nil for every other act.
func (d *desk) review(ctx context.Context) (*view.Review, error) {
	if !d.reviewing() {
		return nil, nil //nolint:nilnil // there is none, and that is no error
	}
	given, ok := d.inForce()
	if !ok {
		return nil, nil //nolint:nilnil // decided by rule or not at all: there is nothing to show
	}
	paper, err := d.decision(ctx, given)
	if err != nil {
		return nil, err
	}
	out := &view.Review{Paper: &paper, Appeals: d.appealed(), Lines: d.reviewLines()}
	for _, o := range d.outcomes(given) {
		k := d.kase.Claim(claimNo(o.No))
		if k == nil || k.Track != d.move.Track {
			continue
		}
		p := view.ReviewPoint{No: o.No, Asks: o.Asks, Ground: capital(d.in(wording.Reason(k.Reason))), Says: o.Says, Reason: o.Reason, Seeks: d.seeks(k)}
		p.Contested = len(p.Seeks) > 0
		if k.Minor > 0 {
			p.Ruled = &money.Amount{Minor: k.Granted, Currency: d.kase.Currency}
		}
		p.Range = d.reviewRange(k)
		out.Points = append(out.Points, p)
	}
	return out, nil
}

// inForce is the newest decision by a person on the track of the act.
func (d *desk) inForce() (decided, bool) {
	for _, x := range slices.Backward(d.decisions()) {
		if x.ruling.By == "person" && (x.ruling.Track == d.move.Track || d.covers(x.ruling)) {
			return x, true
		}
	}
	return decided{}, false
}

// covers tells whether a decision is about a claim that is on the track of the act
// now: a track may have split since.
func (d *desk) covers(r dispute.Ruling) bool {
	return slices.ContainsFunc(r.Results, func(x dispute.Result) bool {
		k := d.kase.Claim(x.Claim)
		return k != nil && k.Track == d.move.Track
	})
}

// live are the appeals of the ruling in force on the track of the act.
func (d *desk) live() []dispute.Appeal {
	t := d.kase.Track(d.move.Track)
	return slices.DeleteFunc(slices.Clone(d.kase.Appeals), func(p dispute.Appeal) bool {
		return t == nil || p.Track != t.No || p.Ruling != t.Ruling
	})
}

func (d *desk) seeks(k *dispute.Claim) (out []view.Seek) {
	for _, p := range d.live() {
		for _, pt := range p.Points {
			if pt.Claim != k.No {
				continue
			}
			s := view.Seek{Who: d.who[p.Side].Role, Sum: d.worthSays(k, pt.Sought), Ground: d.in(wording.Choice("appeal", "points.ground", pt.Ground))}
			s.Diff = d.differs(k, pt.Sought)
			out = append(out, s)
		}
	}
	return out
}

// worthSays is a result in words: a sum, nothing at all, or of an act whether it is owed.
func (d *desk) worthSays(k *dispute.Claim, minor int64) string {
	switch {
	case k.Minor == 0 && minor > 0:
		return d.t.Review.ActGiven
	case k.Minor == 0:
		return d.t.Review.ActNot
	case minor == 0:
		return d.t.Review.Dismiss
	}
	return d.sum(minor, d.kase.Currency)
}

// differs is the arithmetic against the ruling; "" of an act.
func (d *desk) differs(k *dispute.Claim, minor int64) string {
	t := d.t.Review
	switch more := minor - worthOf(k); {
	case k.Minor == 0:
		return ""
	case more > 0:
		return fmt.Sprintf(t.More, d.sum(more, d.kase.Currency))
	case more < 0:
		return fmt.Sprintf(t.Less, d.sum(-more, d.kase.Currency))
	}
	return t.Same
}

// reviewRange says what the act may make of a claim, from the bounds the rules offer.
func (d *desk) reviewRange(k *dispute.Claim) string {
	low, high, ok := d.bounds(k.No)
	if !ok || k.Minor == 0 {
		return ""
	}
	from, to := d.sum(low, d.kase.Currency), d.sum(high, d.kase.Currency)
	switch d.act {
	case "appeal":
		out := fmt.Sprintf(d.t.Review.SoughtSays, from, to)
		if low == 0 {
			out += d.t.Review.Zero
		}
		return out
	case "correct":
		return fmt.Sprintf(d.t.Review.RangeCorrect, from, to)
	case "vary":
		if low == high {
			return fmt.Sprintf(d.t.Review.RangeOne, from)
		}
		return fmt.Sprintf(d.t.Review.Range, from, to) + fmt.Sprintf(d.t.Review.KeepSays, d.sum(k.Granted, d.kase.Currency))
	}
	return ""
}

// worthOf is what a claim was given; of an act, 1 where it is owed.
func worthOf(k *dispute.Claim) int64 {
	if k.Minor == 0 && k.State == dispute.Determined {
		return 1
	}
	return k.Granted
}

// bounds are those of the sum of one claim, as the move offers them.
func (d *desk) bounds(claim int) (low, high int64, ok bool) {
	fields := d.move.Fields
	for _, f := range fields {
		if f.Name == "points" {
			fields = f.Fields
			break
		}
	}
	for _, f := range fields {
		if f.Name != "claim" {
			continue
		}
		for _, o := range f.Choices {
			if o.Value == strconv.Itoa(claim) {
				return sumIn(o.Then)
			}
		}
	}
	return 0, 0, false
}

func sumIn(fields []dispute.Field) (low, high int64, ok bool) {
	for _, f := range fields {
		if f.Kind == dispute.Sum {
			return f.Min, f.Max, true
		}
		for _, o := range f.Choices {
			if o.Value == "sum" { // a slip of sum, as against one of pen
				return sumIn(o.Then)
			}
		}
	}
	return 0, 0, false
}

// appealed are the applications for review and what was said to them.
func (d *desk) appealed() []view.Appealed {
	var out []view.Appealed
	for _, e := range d.rows {
		a, ok := e.Event.(dispute.Act)
		if !ok || e.Stream != record.Case || a.Duty != 0 || a.Track != d.move.Track && a.Track != 0 {
			continue
		}
		switch a.Move {
		case "appeal":
			x := view.Appealed{Who: d.who[a.Side], At: d.local(e.At), Reason: e.Texts["reason"]}
			for _, item := range a.Inputs.Items("exhibits") {
				x.Exhibits = append(x.Exhibits, d.exhibitOf(item.Code("digest")))
			}
			out = append(out, x)
		case "reply_appeal":
			for i := range out {
				if out[i].Who != d.who[a.Side] {
					out[i].Reply, out[i].ReplyAt = e.Texts["reply"], d.local(e.At)
				}
			}
		}
	}
	return out
}

func (d *desk) exhibitOf(digest string) string {
	for _, x := range d.kase.Exhibits {
		if x.Digest == digest {
			return exhibitNo(x.No)
		}
	}
	return short(digest)
}

// reviewLines are what holds for the act as a whole.
func (d *desk) reviewLines() []string {
	t := d.t.Review
	switch d.act {
	case "appeal":
		return []string{t.AppealSays, t.Once, t.ConcedeSays, d.lengthOf(t.ReviewIn, "K_REV")}
	case "uphold":
		return []string{t.UpholdSays}
	case "vary":
		return []string{t.VarySays, t.NoWorse, t.FactsStand}
	case "remand":
		return []string{t.RemandSays, d.lengthOf(t.RemandIn, "K_REMAND")}
	case "correct":
		return []string{t.CorrectSays, d.lengthOf(t.WindowAgain, "K_APP")}
	}
	return nil
}

// lengthOf says a sentence with the length of a clock of the case's own procedure;
// "" where it has none.
func (d *desk) lengthOf(sentence, clock string) string {
	k := d.book.Clock(clock)
	if k == nil {
		return ""
	}
	return fmt.Sprintf(sentence, wording.Length(k.Len.Span(), d.visitor.Lang))
}

// foreseeReview adds the arithmetic of an act on a ruling, claim by claim, and what
// of the right to a review is spent.
func (d *desk) foreseeReview(out *view.Foresight, given dispute.Answers) {
	if !d.reviewing() {
		return
	}
	var lines []string
	named := given.Numbers("claims")
	for i := range d.kase.Claims {
		k := &d.kase.Claims[i]
		if k.Track != d.move.Track || k.State != dispute.Determined && k.State != dispute.Dismissed {
			continue
		}
		if line := d.pointLine(k, given, named); line != "" {
			lines = append(lines, line)
		}
	}
	out.Follows = append(lines, out.Follows...)
	t := d.t.Review
	switch d.act {
	case "appeal":
		var left []string
		for _, m := range d.move.Fields {
			left = append(left, leftOut(m, given)...)
		}
		if len(left) > 0 {
			out.GivesUp = append(out.GivesUp, fmt.Sprintf(t.SpentLine, strings.Join(left, d.t.Desk.Comma)))
		}
		out.GivesUp = append(out.GivesUp, t.Once)
		out.Follows = append(out.Follows, t.StaysFrozen, d.lengthOf(t.ReviewIn, "K_REV"))
	case "remand":
		out.Follows = append(out.Follows, d.lengthOf(t.RemandIn, "K_REMAND"))
	case "correct":
		out.Follows = append(out.Follows, d.lengthOf(t.WindowAgain, "K_APP"))
	}
	out.Follows = slices.DeleteFunc(out.Follows, func(line string) bool { return line == "" })
}

// leftOut are the claims that could be contested and are not.
func leftOut(f dispute.Field, given dispute.Answers) []string {
	var out []string
	for _, in := range f.Fields {
		if f.Name != "points" || in.Name != "claim" {
			continue
		}
		for _, o := range in.Choices {
			if !slices.ContainsFunc(given.Items("points"), func(p dispute.Answers) bool { return p.Code("claim") == o.Value }) {
				out = append(out, o.Value)
			}
		}
	}
	return out
}

// pointLine is what an act does to one claim of the ruling; "" for nothing.
func (d *desk) pointLine(k *dispute.Claim, given dispute.Answers, named []int) string {
	t, no, was := d.t.Review, strconv.Itoa(k.No), d.worthSays(k, worthOf(k))
	for _, p := range given.Items("points") {
		if p.Int("claim") != k.No {
			continue
		}
		if d.act == "appeal" {
			sought := p.Minor("sought")
			return fmt.Sprintf(t.SeekLine, no, was, d.worthSays(k, sought), d.sum(max(sought-k.Granted, k.Granted-sought), d.kase.Currency))
		}
		return fmt.Sprintf(t.VaryLine, no, was, d.worthSays(k, p.Minor("amount")), d.differs(k, p.Minor("amount")))
	}
	switch {
	case d.act == "remand" && slices.Contains(named, k.No):
		return fmt.Sprintf(t.RemandLine, no)
	case d.act == "uphold", d.act == "vary":
		return fmt.Sprintf(t.UpholdLine, no, was)
	case d.act == "correct" && given.Int("claim") == k.No && given.Code("slip") == "pen":
		return fmt.Sprintf(t.Pen, no, was)
	case d.act == "correct" && given.Int("claim") == k.No:
		return fmt.Sprintf(t.CorrectLine, no, was, d.worthSays(k, given.Minor("amount")), d.differs(k, given.Minor("amount")))
	}
	return ""
}
