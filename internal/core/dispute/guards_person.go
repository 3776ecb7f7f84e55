package dispute

import (
	"slices"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/party"
)

func identified(a *act, _ place, _ string) bool {
	return slices.Contains(a.w.Facts.Identified, a.actor.Side)
}

func reachable(a *act, _ place, _ string) bool {
	return slices.Contains(a.w.Facts.Reachable, a.actor.Side)
}

// hasCapacity: the party is of age and alive, or its guardian or successor acts.
func hasCapacity(a *act, _ place, _ string) bool {
	r := a.asks(a.role)
	return !party.IsIncapable.Holds(r) && !party.SuccessionOpen.Holds(r)
}

// notLocked: neither the case nor the platform holds the account to be in other
// hands.
func notLocked(a *act, _ place, _ string) bool { return !party.IsLocked.Holds(a.asks(a.role)) }

// ownOrder: who files is a party of the order.
func ownOrder(a *act, _ place, _ string) bool {
	p := a.c().Party(a.actor.Side)
	if p.Kind == Merchant {
		return p.Merchant == a.w.Order.Merchant
	}
	return a.w.Order.Buyer.IsZero() || a.w.Facts.same(a.w.Order.Buyer, p.Person)
}

// selfOperated: as the order was imported, unless the market knows better by now.
func (a *act) selfOperated() bool {
	switch a.w.Facts.SelfOperated {
	case "yes":
		return true
	case "no":
		return false
	default:
		return a.c().SelfOperated
	}
}

// otherPerson: nobody passes on his own act in one matter (procedure.md inv. 6).
func otherPerson(a *act, at place, _ string) bool {
	watched := map[string][]string{
		"confirm_rejection": {"reject", "uphold_objection"}, "uphold_objection": {"accept"},
		"accept":  {"reject", "uphold_objection"},
		"approve": {"submit_draft"}, "return_draft": {"submit_draft"},
	}
	for _, d := range a.c().Deeds {
		if slices.Contains(watched[at.row.Move], d.Move) && a.w.Facts.same(d.Person, a.actor.Person) {
			return false
		}
	}
	if at.row.Move == "decide_challenge" {
		for _, ch := range a.c().Challenges {
			if ch.Ended == "" && a.w.Facts.same(ch.Person, a.actor.Person) {
				return false
			}
		}
	}
	if at.row.Move == "approve" || at.row.Move == "return_draft" {
		for _, d := range a.w.Deliberation.Drafts {
			if d.Track == at.track && d.Approved.IsZero() && d.Returned.IsZero() && a.w.Facts.same(d.By, a.actor.Person) {
				return false
			}
		}
	}
	return true
}

// unconnected: has done nothing else in the case, held no seat in it and seen no
// offers.
func unconnected(a *act, _ place, _ string) bool {
	for _, d := range a.c().Deeds {
		if a.w.Facts.same(d.Person, a.actor.Person) && !slices.Contains([]string{"rule", "assign", "rule_return", "set_value", "decide_challenge"}, d.Move) {
			return false
		}
	}
	return !a.sawOffers() && !slices.ContainsFunc(a.c().Seats, func(s Seat) bool { return a.is(s.Person) })
}

func (a *act) sawOffers() bool {
	return slices.ContainsFunc(a.w.Talks.Opened, func(d Deed) bool { return a.w.Facts.same(d.Person, a.actor.Person) })
}

// bothOrBody: a party needs the other side's consent; the desk the letter of a
// body, which the bounds of its inputs ask for (T67).
func bothOrBody(a *act, at place, _ string) bool {
	return a.actor.Side == "" || bothAgree(a, at, "")
}

func mayWithdraw(a *act, _ place, _ string) bool { return len(a.withdrawable()) > 0 }

// whyNotWithdraw: nothing of his is left, or it is settled or final.
func whyNotWithdraw(a *act, _ place, _ string) string {
	why := "nothing_there"
	for _, k := range a.c().Claims {
		switch {
		case k.By != a.actor.Side || k.over():
		case determined(&k):
			return ""
		default:
			why = "too_late"
		}
	}
	return why
}

// withdrawable are the actor's claims that may be withdrawn now: freely before
// the determination, then those the other side consents to (T72).
func (a *act) withdrawable() []*Claim {
	var agreed []string
	if d := a.consent("withdraw", ""); d != nil {
		agreed = strings.Fields(d.Value)
	}
	return a.openClaims(func(k *Claim) bool {
		return k.By == a.actor.Side && (k.State == Open || determined(k) && slices.Contains(agreed, itoa(k.No)))
	})
}

// determined: decided, but not yet for good.
func determined(k *Claim) bool { return (k.State == Determined || k.State == Dismissed) && !k.Final }
