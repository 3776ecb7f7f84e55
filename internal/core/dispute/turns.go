package dispute

import (
	"cmp"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/procedure"
)

// Turn is one thing a case waits for: who has to act, in which deadline, by when.
type Turn struct {
	// Who is a side as procedure files name it ("claimant", "respondent"), the role of
	// a seat ("mediator"), or somebody else ("carrier", "test_body", "platform").
	Who    string
	No     int       // of the deadline; 0 beside a notice
	Clock  string    // of the deadline; "" beside a notice
	Due    time.Time // zero beside a notice: no time runs yet
	Notice int       // what is not served yet, and may be acted on; 0 beside a deadline
}

// Turns are all whom a case waits for, each once, with the earliest thing he has to
// do: the one answer to “whose turn is it” for lists, rooms and counts. Nobody has a
// turn in what stands still, in what runs out by itself, or when he has done his part.
// It reads the case stream alone, so that a projection may ask it; an offer that waits
// for an answer is of the talks (Talks.Waiting).
//
// Source: procedure.md §2 (owner of a stage), §3 (column “On expiry”).
func Turns(b *Book, c Case) []Turn {
	if _, _, closed := Standing(b, c); closed {
		return nil
	}
	var out []Turn
	for _, d := range c.Deadlines {
		if !d.Running() || d.Due.IsZero() {
			continue
		}
		for _, who := range WaitsFor(b, c, d) {
			if d.Object == "hold" && sideNamed(who) != "" {
				continue // a stay ends by itself
			}
			out = append(out, Turn{Who: who, No: d.No, Clock: d.Clock, Due: d.Due})
		}
	}
	out = append(out, b.unserved(c, !slices.ContainsFunc(out, func(t Turn) bool { return t.Who != platform }))...)
	slices.SortStableFunc(out, func(x, y Turn) int {
		return cmp.Or(x.rank()-y.rank(), x.Due.Compare(y.Due))
	})
	seen := map[string]bool{}
	return slices.DeleteFunc(out, func(t Turn) bool {
		was := seen[t.Who]
		seen[t.Who] = true
		return was
	})
}

// noticeFiled tells the respondent of the filing.
const noticeFiled = "filed"

// platform is whom a promise over the whole case waits for: nobody by name.
const platform = "platform"

// rank puts what has no time behind what has, and the platform's own time last.
func (t Turn) rank() int {
	switch {
	case t.Who == platform:
		return 2
	case t.Due.IsZero():
		return 1
	}
	return 0
}

// TurnOf is the turn of one of those a case may wait for.
func TurnOf(all []Turn, who string) (Turn, bool) {
	i := slices.IndexFunc(all, func(t Turn) bool { return t.Who == who })
	if i < 0 {
		return Turn{}, false
	}
	return all[i], true
}

// OwnerOf is a side as procedure files name whom they wait for.
func OwnerOf(s Side) string {
	switch s {
	case Claimant:
		return "claimant"
	case Respondent:
		return "respondent"
	}
	return ""
}

// unserved are the notices that wait to be taken note of: the filing and an order of
// evidence always, as they may be answered at once; any other when nothing else is
// waited for.
func (b *Book) unserved(c Case, nothing bool) []Turn {
	var out []Turn
	for _, n := range c.Notices {
		if !n.Served.IsZero() || n.Dead || !b.Waits(n.Kind) || n.To == "" {
			continue
		}
		waits := nothing && !n.Receipt.IsZero()
		switch n.Kind {
		case noticeFiled:
			waits = !hasAnswered(c, n.Track)
		case noticeOrder:
			waits = slices.ContainsFunc(c.Orders, func(o EvidenceOrder) bool { return o.No == n.ObjectNo && ItemWaits(c, o) })
		}
		if waits {
			out = append(out, Turn{Who: OwnerOf(n.To), Notice: n.No})
		}
	}
	return out
}

// orderWaits is whom an order of evidence waits for.
func orderWaits(c Case, no int) []string {
	for _, o := range c.Orders {
		switch {
		case o.No != no:
		case !ItemWaits(c, o):
			return nil
		case OwnerOf(Side(o.To)) != "":
			return []string{OwnerOf(Side(o.To))}
		}
	}
	return []string{"third_party"}
}

// ItemWaits tells whether an order of evidence waits for an answer: not brought, not
// said to be missing, not too late, and not standing still.
func ItemWaits(c Case, o EvidenceOrder) bool {
	return !o.Done && !o.Missed && !o.Lacked && !slices.ContainsFunc(c.Deadlines, func(d Deadline) bool {
		return d.Object == "order" && d.ObjectNo == o.No && !d.Running()
	})
}

// WaitsFor are those who have to act in a deadline, running or paused, in the words of
// Turn.Who; none for a clock that waits for nobody.
func WaitsFor(b *Book, c Case, d Deadline) []string {
	k := b.clocks[d.Clock]
	switch {
	case k == nil || slices.Contains([]string{"window", "alert", "archive"}, k.Kind):
		return nil
	case d.Object == "duty":
		return b.dutyWaits(c.Duty(d.ObjectNo))
	case d.Object == "hold":
		return b.holdWaits(c.Hold(d.ObjectNo))
	case d.Object == "order":
		return orderWaits(c, d.ObjectNo)
	case d.Object == "notice":
		return []string{"officer"}
	case d.Clock == clockAnswer:
		return []string{OwnerOf(Respondent)}
	case Promise(b, k.ID):
		return []string{platform}
	}
	for _, e := range k.Expiry {
		if who := examiner(e.Do); who != "" {
			return []string{who}
		}
	}
	return b.stageWaits(c, d, k)
}

// examiner is who acts in a clock that runs beside the stage, by what its end does.
func examiner(do string) string {
	switch do {
	case "acceptance_stands", "fallback_service":
		return "officer"
	case "next_approver":
		return "four_eyes"
	case "replace_neutral":
		return "supervisor"
	}
	return ""
}

// stageWaits are those a clock of a stage waits for: its owner; of both sides those
// who have not done their part.
func (b *Book) stageWaits(c Case, d Deadline, k *procedure.Clock) []string {
	stage, _, _ := Standing(b, c)
	t := c.Track(d.Track)
	if t != nil && b.stages[t.Stage] != nil {
		stage = t.Stage
	}
	s := b.stages[stage]
	if s == nil || t != nil && t.Closed {
		return nil
	}
	switch {
	case s.Owner == "platform_as_seller": // the platform, where it is the shop
		for i := range c.Parties {
			if c.Parties[i].Kind == Merchant {
				return []string{OwnerOf(c.Parties[i].Side)}
			}
		}
	case s.Owner != bothSides && !partiesEnd(k):
		return []string{s.Owner}
	}
	var out []string
	for _, side := range []Side{Claimant, Respondent} {
		if len(k.Parties) > 0 && !slices.Contains(k.Parties, string(side)) || didPart(c, d, k, t, side) {
			continue
		}
		out = append(out, OwnerOf(side))
	}
	return out
}

// bothSides is the owner of what both sides have to do.
const bothSides = "parties"

// partiesEnd tells a clock of the sides in a stage that is somebody else's: signing,
// and the reply to an appeal.
func partiesEnd(k *procedure.Clock) bool {
	return slices.ContainsFunc(k.Expiry, func(e procedure.Expiry) bool { return e.Do == "record_unsigned" || e.Do == "reply_closed" })
}

// didPart tells whether a side has nothing more to do in a clock that waits for both,
// by what happens when nobody does anything.
func didPart(c Case, d Deadline, k *procedure.Clock, t *Track, s Side) bool {
	if t == nil {
		return false
	}
	if k.ID == clockTalks { // the next word is the respondent's, then the claimant's
		return hasAnswered(c, t.No) == (s == Respondent)
	}
	for _, e := range k.Expiry {
		switch e.Do {
		case "consent_refused":
			return slices.Contains(t.Consent, s) || slices.Contains(t.Declined, s)
		case "finalise", "open_review":
			return spent(t, s)
		case "reply_closed":
			return !slices.Contains(t.Appealed, s.Other()) || slices.ContainsFunc(c.Deeds, func(x Deed) bool {
				return x.Move == "reply_appeal" && x.Side == s && x.Round == t.Entered
			})
		case "record_unsigned":
			return signed(c, d.ObjectNo, s)
		}
	}
	return slices.Contains(t.Done, s)
}

// hasAnswered tells whether the respondent has answered since the case was accepted, on
// a track or on one it was split off from.
func hasAnswered(c Case, track int) bool {
	line, yes := lineOf(c, track), false
	for _, x := range c.Deeds {
		switch {
		case !slices.Contains(line, x.Track):
		case x.Move == "accept":
			yes = false
		case x.Move == "answer" || x.Move == "escalate" && x.Side == Respondent:
			yes = true
		}
	}
	return yes
}

// lineOf is a track and those it was split off from.
func lineOf(c Case, track int) []int {
	var out []int
	for t := c.Track(track); t != nil && !slices.Contains(out, t.No); t = c.Track(t.From) {
		out = append(out, t.No)
	}
	return out
}

func signed(c Case, settlement int, s Side) bool {
	return slices.ContainsFunc(c.Settled, func(x Settlement) bool { return x.No == settlement && slices.Contains(x.Signed, s) })
}

// dutyWaits is whom an obligation waits for; nobody while it rests, is being paid, or
// has ended.
func (b *Book) dutyWaits(d *Duty) []string {
	if d == nil || d.Ended || d.Paused || d.Paying != "" || b.duties[d.State] == nil {
		return nil
	}
	switch owner := b.duties[d.State].Owner; owner {
	case "debtor":
		return []string{OwnerOf(d.Debtor)}
	case "creditor":
		return []string{OwnerOf(d.Creditor())}
	case "both", bothSides:
		var out []string
		for _, s := range []Side{Claimant, Respondent} {
			if !slices.Contains(d.Appealed, s) && !slices.Contains(d.Waived, s) {
				out = append(out, OwnerOf(s))
			}
		}
		return out
	default:
		return []string{owner}
	}
}

// holdWaits is whom a hold waits for.
func (b *Book) holdWaits(h *Hold) []string {
	switch {
	case h == nil || b.holds[h.Kind] == nil:
		return nil
	case b.holds[h.Kind].Owner == bothSides:
		return []string{OwnerOf(Claimant), OwnerOf(Respondent)}
	}
	return []string{b.holds[h.Kind].Owner}
}

// Waiting are the offers that wait for a side's answer at an instant, oldest first.
func (t Talks) Waiting(s Side, now time.Time) []Offer {
	return slices.DeleteFunc(slices.Clone(t.Offers), func(o Offer) bool {
		return !o.WaitsFor(s) || !o.Due.After(now)
	})
}

// WaitsFor tells whether an offer waits for a side: open, for a time, by somebody
// else, and not answered. A claim, which stands as an offer without a time, does not.
func (o Offer) WaitsFor(s Side) bool {
	return o.State == "open" && !o.Due.IsZero() && s != "" && o.By != s && !slices.Contains(o.Accepted, s) && !slices.Contains(o.Declined, s)
}
