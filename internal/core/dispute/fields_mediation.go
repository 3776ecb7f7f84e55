package dispute

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/party"
)

// daysFields: so many days more of mediation as are left to agree on (T32).
func daysFields(a *act, at place) []Field {
	k := a.b.clocks[clockMediation]
	d := a.c().Deadline(clockMediation, at.track)
	f := number("days", true, 1, 0)
	f.None = "already_done"
	if k != nil && k.Extend != nil && d != nil && d.Running() {
		f.Max = int64(k.Extend.Max.N - d.Extended)
	}
	return []Field{f}
}

// extendMediationFields: just the days the other side has consented to.
func extendMediationFields(a *act, at place) []Field {
	f := daysFields(a, at)[0]
	if n := consentedDays(a.consentOn("extend_mediation", "", at.track)); n > 0 && n <= f.Max {
		f.Min, f.Max = n, n
	}
	return []Field{f}
}

// pausable are the open claims that no hold pauses yet.
func (a *act) pausable() []*Claim {
	return a.openClaims(func(k *Claim) bool { return !k.over() && !a.held(k.Track) && !a.c().Track(k.Track).Closed })
}

// staysFields: the claims a side would see stayed.
func staysFields(a *act, _ place) []Field {
	f := claimsField(true, a.pausable())
	f.None = "held"
	return []Field{f, text("reason", false)}
}

// stayFields: a party names just the claims the other side has consented to; the
// desk names claims and the letter of a body (T67).
func stayFields(a *act, at place) []Field {
	fields := staysFields(a, at)
	if a.actor.Side == "" {
		return []Field{fields[0], proofOf("letter", "both_or_body"), reasonText("reason", "")}
	}
	if d := a.consent("stay", ""); d != nil {
		all := allOf(consentedClaims(d))
		for _, o := range all.Choices {
			if !slices.ContainsFunc(fields[0].Choices, func(x Option) bool { return x.Value == o.Value }) {
				all.Choices, all.None = nil, "not_consented" // the case has moved on since
				break
			}
		}
		fields[0] = all
	}
	return fields
}

// endStayFields: the stay a side would see ended.
func endStayFields(a *act, _ place) []Field {
	return []Field{holdChoice(slices.DeleteFunc(a.holdsNow(), func(h *Hold) bool { return h.As != "agreed" }))}
}

// resumeFields: the hold to be ended; the desk brings the letter or proof.
func resumeFields(a *act, _ place) []Field {
	fields := []Field{holdChoice(a.resumable()), text("note", false)}
	if a.actor.Side == "" {
		fields = append(fields, proofOf("letter", "both_or_body_or_after_stay_min"))
	}
	return fields
}

// holdsNow are the holds that pause claims now.
func (a *act) holdsNow() []*Hold {
	var out []*Hold
	for i := range a.c().Holds {
		if h := &a.c().Holds[i]; !h.Lifted && a.b.pauses[h.Kind] {
			out = append(out, h)
		}
	}
	return out
}

func holdChoice(holds []*Hold) Field {
	f := Field{Name: "hold", Kind: Choice, Required: true}
	for _, h := range holds {
		f.Choices = append(f.Choices, Option{Value: itoa(h.No), Label: h.Kind})
	}
	return f
}

// provable are the holds that rest on proof still to come, or to be renewed.
func (a *act) provable() Field {
	return holdChoice(slices.DeleteFunc(a.holdsNow(), func(h *Hold) bool { return h.Kind != "STAYED_PROOF" && h.Kind != "STAYED_EXTERNAL" }))
}

func proveFields(a *act, _ place) []Field {
	return []Field{a.provable(), proofOf("proof", "proof"), text("note", false)}
}

// partyFields: what befell which party, with proof. A party speaks of itself; the
// desk, and who brings a power, of the side they speak for.
func partyFields(a *act, _ place) []Field {
	sides := []Side{Claimant, Respondent}
	if a.actor.Side != "" {
		sides = []Side{a.actor.Side}
	}
	who := Field{Name: "party", Kind: Choice, Required: true}
	var every []string
	for _, s := range sides {
		events := a.partyEvents(s)
		one := choice("event", true, events...)
		for i := range one.Choices {
			one.Choices[i].Then = a.partyThen(one.Choices[i].Value, s)
		}
		who.Choices = append(who.Choices, Option{Value: string(s), Then: []Field{one}})
		for _, e := range events {
			if !slices.Contains(every, e) {
				every = append(every, e)
			}
		}
	}
	return []Field{
		who, choice("event", true, every...), proofOf("proof", "proof"),
		{Name: "since", Kind: Instant, Latest: a.now},
		code("person", false, 40), powerField(), untilField(a), text("note", false),
	}
}

// powerField is how far a power reaches: only a special one settles and gives up.
func powerField() Field {
	return choice("power", false, string(party.Agent), string(party.SpecialAgent))
}

// untilField is when a power ends; not said, it has no end.
func untilField(a *act) Field {
	return Field{Name: "until", Kind: Instant, Earliest: a.now.Add(time.Second).Truncate(time.Second)}
}

// partyEvents are what can befall a party that has not befallen it yet. Who else
// shall act for it, and whose account is its own again, the desk records on proof;
// an account that may be in other hands says nothing of itself at all.
func (a *act) partyEvents(s Side) []string {
	p := a.c().Party(s)
	desk := a.actor.Side == ""
	if !desk && !notLocked(a, place{}, "") {
		return nil
	}
	all := []struct {
		name string
		is   bool
	}{
		{"represent", !p.Dead && (desk || a.inOwnRight(p))},
		{"end_power", len(a.endable(p)) > 0},
		{"substitute", !p.Dead},
		{"succeed", p.Dead && desk},
		{"incapable", !p.Incapable},
		{"guardian", p.Incapable && desk},
		{"capable", p.Incapable && desk},
		{"ratify", a.ratifiable(s) && (desk || a.is(p.Guardian))},
		{"lock_party", !p.Locked},
		{"unlock", p.Locked && p.LockedBy == "" && desk},
		{"insolvency_opened", p.Kind == Merchant && !p.Insolvent},
	}
	var out []string
	for _, e := range all {
		if e.is {
			out = append(out, e.name)
		}
	}
	return out
}

// inOwnRight tells whether the actor may let others act for the party: the party
// itself and its members, a guardian or successor. Who acts under a power passes none
// on and widens none, his own least of all.
func (a *act) inOwnRight(p *Party) bool {
	return !a.actor.For || a.is(p.Guardian) || a.is(p.Successor)
}

// endable are the representatives whose power the actor may end: any of the own
// party; who acts under a power lays down his own.
func (a *act) endable(p *Party) []string {
	var out []string
	for _, who := range p.RepBy {
		if a.actor.Side == "" || a.inOwnRight(p) || who == a.actor.Person {
			out = append(out, who.String())
		}
	}
	return out
}

// partyThen: who acts for the party is named by its id, a representative with the
// extent and end of the power; since when is asked of a lock only.
func (a *act) partyThen(event string, s Side) []Field {
	person := code("person", event != "incapable", 40)
	person.Form = "person"
	plain := []Field{unsaid("power"), unsaid("until")}
	switch event {
	case "represent":
		return []Field{person, unsaid("since"), powerField(), untilField(a)}
	case "end_power":
		return append(plain, choice("person", true, a.endable(a.c().Party(s))...), unsaid("since"))
	case "incapable":
		if a.actor.Side != "" {
			person = unsaid("person") // nobody names his own guardian
		}
		return append(plain, person, unsaid("since"))
	case "guardian", "succeed":
		return append(plain, person, unsaid("since"))
	case "lock_party":
		return append(plain, unsaid("person"))
	default:
		return append(plain, unsaid("person"), unsaid("since"))
	}
}
