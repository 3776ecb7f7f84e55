package procedure

import (
	"strconv"
	"strings"
)

// Entry is one thing a file says: a stage, a clock, a row, a setting. Its fields
// are in the notation of the file, absent ones left out.
type Entry struct {
	Section string // key of the file: "stages", "clocks", "moves", "limits" …
	Key     string // "EVIDENCE", "RETURN.RET_DUE", "escalate"; "" where the section is one thing
	Fields  []Field
}

// Field is one key and what stands there.
type Field struct{ Name, Text string }

// Outline is everything a procedure says, in the order of its file: what show
// prints and Diff compares.
func Outline(p Procedure) []Entry {
	entries := []Entry{{"procedure", "", fieldsOf(
		"id", p.ID, "version", p.Version, "effective_from", p.EffectiveFrom, "transitional", p.Transitional,
		"law_pack", p.LawPack, "calendar", p.Calendar, "zone", p.Zone, "languages", list(p.Languages),
	)}}
	for _, name := range sorted(p.Features) {
		entries = append(entries, Entry{"features", name, fieldsOf("value", strconv.FormatBool(p.Features[name]))})
	}
	entries = append(entries, Entry{"service", "", fieldsOf(
		"after_receipt", p.Service.AfterReceipt.String(), "quiet_hours", strings.Trim(p.Service.QuietFrom+"–"+p.Service.QuietTo, "–"),
		"reminders", list(p.Service.Reminders), "fallback", pairs(p.Service.Fallback),
	)})
	for _, name := range sorted(p.Limits) {
		entries = append(entries, Entry{"limits", name, fieldsOf("value", p.Limits[name].String())})
	}
	entries = append(entries, Entry{"filing", "", fieldsOf(
		"clock", p.Filing.Clock, "late", p.Filing.Late,
		"reject_grounds", list(p.Filing.RejectGrounds), "claim_filter", list(p.Filing.ClaimFilter),
	)})
	entries = append(entries, outlinePlaces(p)...)
	for _, k := range p.Clocks {
		entries = append(entries, Entry{"clocks", k.ID, k.fields()})
	}
	for _, row := range p.Moves {
		entries = append(entries, Entry{"moves", row.Move, row.fields()})
	}
	return append(entries, outlineRest(p)...)
}

func outlinePlaces(p Procedure) (entries []Entry) {
	for _, s := range p.Stages {
		entries = append(entries, Entry{"stages", s.ID, fieldsOf(
			"zh", s.ZH, "phase", s.Phase, "owner", s.Owner, "clocks", list(s.Clocks),
			"initial", yes(s.Initial), "terminal", yes(s.Terminal), "feature", s.Feature,
		)})
	}
	for _, d := range p.Duties {
		for _, s := range d.States {
			entries = append(entries, Entry{"duties", d.ID + "." + s.ID, fieldsOf(
				"owner", s.Owner, "clocks", list(s.Clocks), "terminal", yes(s.Terminal),
			)})
		}
	}
	for _, h := range p.Holds {
		entries = append(entries, Entry{"holds", h.ID, fieldsOf(
			"zh", h.ZH, "owner", h.Owner, "clocks", list(h.Clocks), "over", h.Over,
		)})
	}
	return entries
}

func outlineRest(p Procedure) (entries []Entry) {
	for _, u := range p.Umbrellas {
		entries = append(entries, Entry{"umbrellas", u.Clock, fieldsOf(
			"base", partNames(u.Base), "tight", partNames(u.Tight),
			"extensions", partNames(u.Extensions), "calendar_check", partNames(u.CalendarCheck),
		)})
	}
	for _, pair := range p.Separations {
		entries = append(entries, Entry{"separations", pair[0] + " / " + pair[1], nil})
	}
	x := p.Execution
	entries = append(entries, Entry{"execution", "", fieldsOf(
		"sources", list(x.Sources), "deposit_notice", x.DepositNotice.String(),
		"buyer_debtor", x.BuyerDebtor, "debit_at_open", yes(x.DebitAtOpen),
	)})
	return append(entries, Entry{"publish", "", fieldsOf("value", pairs(p.Publish))})
}

// fields are what is said of a clock.
func (k Clock) fields() []Field {
	var starts, expiry []string
	for _, s := range k.Start {
		starts = append(starts, s.String())
	}
	for _, e := range k.Expiry {
		expiry = append(expiry, e.String())
	}
	variants := map[string]string{}
	for name, l := range k.Variants {
		variants[name] = l.String()
	}
	return fieldsOf(
		"len", k.Len.String(), "until", list(k.Until), "start", list(starts), "roll", yes(k.Roll),
		"variants", pairs(variants), "rest_guard", k.RestGuard, "business_hours", k.Business.String(),
		"extend", k.Extend.String(), "min", k.Min.String(), "max", k.Max.String(), "cap", k.Cap.String(),
		"pause", list(k.Pause), "moved_by", list(k.MovedBy), "remind", list(k.Remind), "alert", k.Alert.String(),
		"task", k.Task.String(), "parties", list(k.Parties), "kind", k.Kind, "once", yes(k.Once), "repeat", yes(k.Repeat),
		"replaces", k.Replaces, "never_before", list(k.NeverBefore), "lifted_by", list(k.LiftedBy),
		"opens_escalation", k.OpensEscalator.String(), "unless", k.Unless, "expiry", strings.Join(expiry, "; "),
	)
}

func (r Row) fields() []Field {
	var guard []string
	for _, t := range r.Guard {
		guard = append(guard, t.String())
	}
	return fieldsOf("from", list(r.From), "by", list(r.By), "guard", list(guard), "as", r.As, "to", r.To)
}

// String is the setting in the notation of the file.
func (l Limit) String() string {
	switch {
	case l.List != nil:
		return list(l.List)
	case !l.Length.IsZero():
		return l.Length.String()
	default:
		return strconv.FormatInt(l.N, 10)
	}
}

// String is the entry as people read it: "if any_appeal: open_review → APPEAL".
func (e Expiry) String() string {
	out := strings.TrimSpace(e.Do + as(e.As))
	if e.To != "" {
		out = strings.TrimSpace(out + " → " + e.To)
	}
	for _, more := range []string{prefix("starts ", list(e.Starts)), prefix("tells ", e.Alert), prefix("offers ", e.Offer), prefix("reason ", e.Reason)} {
		if more != "" {
			out = strings.TrimSpace(out + ", " + more)
		}
	}
	out = strings.TrimPrefix(out, ", ")
	if len(e.If) == 0 {
		return out
	}
	return "if " + e.If.String() + ": " + out
}

func as(mode string) string { return prefix(" as ", mode) }

// String is the opening hours; empty when there are none.
func (b *Business) String() string {
	if b == nil {
		return ""
	}
	return b.Open + "–" + b.Close + " " + b.Days
}

// String is how the clock may be made longer; empty when it may not.
func (x *Extension) String() string {
	if x == nil {
		return ""
	}
	return "by " + x.By + prefix(", decided by ", x.Decide) + prefix(", move ", x.Move) + as(x.As) +
		prefix(", +", x.Len.String()) + prefix(", at most ", x.Max.String()) + prefix(", ", onceOnly(x.Once)) +
		prefix(", moves ", x.Moves) + prefix(", not past ", x.Cap)
}

func onceOnly(once bool) string {
	if once {
		return "once"
	}
	return ""
}

// String is what the clock must leave room for; empty when nothing.
func (c *Cap) String() string {
	if c == nil {
		return ""
	}
	return "ends " + c.By + " before " + c.Before
}

// String is who is told when; empty when nobody.
func (a *Alert) String() string {
	if a == nil {
		return ""
	}
	return a.Whom + " at " + a.At.String()
}

// String is the work to do; empty when there is none.
func (t *Task) String() string {
	if t == nil {
		return ""
	}
	return t.Owner + " within " + t.Len.String()
}

func partNames(parts []Part) string {
	var names []string
	for _, p := range parts {
		names = append(names, partName(p)+prefix(" ", p.Why))
	}
	return strings.Join(names, " + ")
}

// fieldsOf makes fields of names and texts in turn, leaving out empty texts.
func fieldsOf(namesAndTexts ...string) (fields []Field) {
	for i := 0; i+1 < len(namesAndTexts); i += 2 {
		if namesAndTexts[i+1] != "" {
			fields = append(fields, Field{namesAndTexts[i], namesAndTexts[i+1]})
		}
	}
	return fields
}

// prefix puts words before a text that is not empty.
func prefix(words, text string) string {
	if text == "" {
		return ""
	}
	return words + text
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

func pairs(m map[string]string) string {
	var out []string
	for _, key := range sorted(m) {
		out = append(out, key+": "+m[key])
	}
	return list(out)
}
