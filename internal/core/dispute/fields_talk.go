package dispute

import (
	"slices"
	"time"
)

func answerFields(a *act, at place) []Field {
	open := a.openClaims(func(k *Claim) bool { return k.Track == at.track && k.State == Open && k.By != a.actor.Side })
	return []Field{perClaim("answers", 1, len(open), claimChoice(open, nil), choice("answer", true, "refuse", "contest", "discuss"), text("reason", false))}
}

func changeFields(a *act, at place) []Field {
	own := a.openClaims(func(k *Claim) bool { return k.By == a.actor.Side && k.State == Open && k.Track == at.track })
	return []Field{perClaim("claims", 1, len(own), append([]Field{claimChoice(own, nil)}, claimFields(a)...)...)}
}

// deadlineFields: any date ahead, a year at most (K_NEG by both).
func deadlineFields(a *act, at place) []Field {
	f := Field{Name: "until", Kind: Instant, Required: true, Earliest: a.now.Add(time.Second).Truncate(time.Second), Latest: a.now.AddDate(1, 0, 0)}
	if d := a.consentOn("agree_deadline", "", at.track); d != nil {
		f.Default = d.Value
	}
	return []Field{f}
}

// agreeFields: just the date the other side has consented to.
func agreeFields(a *act, at place) []Field {
	f := deadlineFields(a, at)[0]
	if d := a.consentOn("agree_deadline", "", at.track); d != nil {
		until := consentedInstant(d)
		if f.Latest = until; until.After(f.Earliest) {
			f.Earliest = until
		}
	}
	f.None = "too_late"
	return []Field{f}
}

// talksRun: their end can be moved only while their clock runs.
func talksRun(a *act, at place) string {
	if d := a.c().Deadline(clockTalks, at.track); d == nil || !d.Running() {
		return "nothing_there"
	}
	return ""
}

func counterFields(a *act, _ place) []Field {
	return []Field{{Name: "claims", Kind: Group, Required: true, Min: 1, Max: 10, Fields: claimFields(a)}}
}

// messageFields: with a mediator at work a party may speak to him alone, and he to
// one side alone; each may carry files. Staff who telephoned note it as a message (M73).
func messageFields(a *act, _ place) []Field {
	f := []Field{text("text", true), a.saidFiles()}
	switch {
	case a.actor.Side != "" && a.mediating():
		return append(f, choice("audience", false, "both", "private"))
	case a.actor.Side != "":
		return f
	case !a.mediating():
		return append(f, callField(a))
	case a.role == "mediator":
		return append(f, choice("audience", false, "both", string(Claimant), string(Respondent)), callField(a, unsaid("audience")))
	default:
		return append(f, choice("audience", false, "both"))
	}
}

// mostMinutes bounds what one call may have taken.
const mostMinutes = 480

// callField: with whom staff telephoned, how long, and when it began; not said, it
// ended just now. The note goes where what was said on the telephone belongs: in
// mediation to the channel of who was on it, and to nobody else.
func callField(a *act, beside ...Field) Field {
	f := choice("call", false, "both", string(Claimant), string(Respondent))
	for i := range f.Choices {
		f.Choices[i].Then = append(slices.Clone(beside), number("minutes", true, 1, mostMinutes), Field{Name: "began", Kind: Instant, Latest: a.now})
	}
	return f
}
