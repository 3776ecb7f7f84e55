package dispute

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// What needs both sides is two moves: one side consents to an act on its terms,
// which changes nothing; the other may then make that act, on just these terms,
// as long as the case has not moved on (T32, T67, T72, K_NEG).
//
//	consent_stay by C, claims 1 and 2 ─ recorded, shown ─→ stay by R, claims 1 and 2
func consentWords() []*Word {
	return []*Word{
		{Name: "consent_deadline", Past: "deadline_consented", T: "K_NEG", Bar: talksRun, Fields: deadlineFields, Set: setAgreed},
		{Name: "consent_extension", Past: "extension_consented", T: "T32", Fields: daysFields, Set: setDays},
		{Name: "consent_stay", Past: "stay_consented", T: "T67", Fields: staysFields, Set: setClaims},
		{Name: "consent_resume", Past: "resumption_consented", T: "T67", Fields: endStayFields, Set: setHoldChoice},
		{Name: "consent_withdrawal", Past: "withdrawal_consented", T: "T72", Fields: consentWithdrawalFields, Set: setClaims},
	}
}

// consentTo is the move that consents to a move.
func consentTo(move string) string {
	switch move {
	case "agree_deadline":
		return "consent_deadline"
	case "extend_mediation":
		return "consent_extension"
	case "withdraw":
		return "consent_withdrawal"
	default:
		return "consent_" + move
	}
}

// consent is what the other side has agreed to and nobody has made use of yet;
// value "" is any terms. Nil when there is none.
func (a *act) consent(move, value string) *Deed { return a.consentOn(move, value, 0) }

func (a *act) consentOn(move, value string, track int) *Deed {
	for i := len(a.c().Deeds) - 1; i >= 0; i-- {
		d := &a.c().Deeds[i]
		t := a.c().Track(d.Track)
		if track != 0 && d.Track != track || t == nil || d.Round != t.Entered {
			continue
		}
		if d.Move == move && (value == "" || d.Value == value) {
			return nil
		}
		if d.Move == consentTo(move) && d.Side == a.actor.Side.Other() && (value == "" || d.Value == value) {
			return d
		}
	}
	return nil
}

// bothAgree: the other side has given its recorded consent to this very act.
func bothAgree(a *act, at place, _ string) bool {
	track := at.track
	if slices.Contains(at.row.From, "open") {
		track = 0
	}
	return a.actor.Side != "" && a.consentOn(at.row.Move, "", track) != nil
}

// consentedClaims are the claim numbers of a consent.
func consentedClaims(d *Deed) []int {
	var out []int
	if d == nil {
		return nil
	}
	for _, text := range strings.Fields(d.Value) {
		if n, err := strconv.Atoi(text); err == nil {
			out = append(out, n)
		}
	}
	return out
}

func consentedDays(d *Deed) int64 {
	if d == nil {
		return 0
	}
	n, err := strconv.ParseInt(d.Value, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

const instantLayout = "2006-01-02T15:04:05Z"

func consentedInstant(d *Deed) time.Time {
	if d == nil {
		return time.Time{}
	}
	t, err := time.Parse(instantLayout, d.Value)
	if err != nil {
		return time.Time{}
	}
	return t
}

// setClaims keeps the claims of a consent, in order.
func setClaims(_ *act, _ place, in Answers, e *Act) {
	claims := in.Numbers("claims")
	slices.Sort(claims)
	var out []string
	for _, n := range claims {
		out = append(out, itoa(n))
	}
	e.As = strings.Join(out, " ")
}

func setAgreed(_ *act, _ place, in Answers, e *Act) {
	if at := in.get("until").At; at != nil {
		e.As = at.UTC().Format(instantLayout)
	}
}

func setDays(_ *act, _ place, in Answers, e *Act) { e.As = itoa(in.Int("days")) }

// setHoldChoice keeps which hold is meant.
func setHoldChoice(_ *act, _ place, in Answers, e *Act) { e.As = itoa(in.Int("hold")) }
