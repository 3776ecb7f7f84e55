package dispute

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/procedure"
)

// timer is the actor of a procedure file that is no person.
const timer = "T"

// knows tells whether the case exists for the actor: a draft is its claimant's
// alone, everything else is unknown to who has no tie to it.
func (a *act) knows() bool {
	if a.actor.System != "" {
		return true
	}
	if len(a.c().Tracks) == 1 && a.b.stages[a.c().Tracks[0].Stage].Initial {
		return a.actor.Side == Claimant
	}
	return a.actor.Side != "" || len(a.actor.Roles) > 0
}

// Hidden tells whether a case is a draft of somebody else, of which nobody was told:
// for this person it does not exist. Who was told that goods or money are protected
// may look at it, though all acts in it are its claimant's (T01).
func Hidden(b *Book, w World, actor Actor) bool {
	a := newAct(b, w, actor)
	return !a.knows() && len(w.Case.Protected) == 0
}

// capacity finds in which of a row's capacities the actor may act, and under which
// rule; else why not. A denial that concerns what is done, not who does it (the
// account is locked), comes with the capacity.
func (a *act) capacity(row *procedure.Row, at place) (role string, v verdict) {
	worst := verdict{}
	for _, by := range row.By {
		v := verdict{code: "wrong_capacity"}
		if a.capable(by, at) {
			v = a.ruled(by, row, at)
			if (v.code == "" || v.code == "wrong_capacity") && a.decidedBefore(by) {
				v.code = "conflict"
			}
		}
		if v.code == "" || rank(v.code) >= rank("held") {
			return by, v
		}
		if worst.code == "" || rank(v.code) > rank(worst.code) {
			worst = v
		}
	}
	return "", worst
}

// capable tells whether the actor stands where by is: on that side, that machine,
// a person of the staff. Whether he may act as it, the rule table says.
func (a *act) capable(by string, at place) bool {
	switch by {
	case "C":
		return a.on(Claimant)
	case "R":
		return a.on(Respondent)
	case "debtor", "creditor":
		d := a.c().Duty(at.duty)
		switch {
		case d == nil:
			return false
		case by == "debtor":
			return a.on(d.Debtor)
		default:
			return a.on(d.Creditor())
		}
	case timer, "carrier", "platform":
		return a.actor.System == by
	case "platform_as_seller":
		return a.c().SelfOperated && slices.Contains(a.actor.Roles, by)
	case "representative":
		return a.actor.For && a.actor.Side != ""
	case "third_party":
		return a.holds3rd()
	default:
		return a.staff(by, at)
	}
}

func (a *act) on(s Side) bool { return a.actor.Side == s && a.actor.System == "" }

func (a *act) is(p personID) bool { return a.w.Facts.same(p, a.actor.Person) }

func (a *act) among(persons []personID) bool { return slices.ContainsFunc(persons, a.is) }

// holds3rd tells whether a third party was asked for an item, by a request that
// was served.
func (a *act) holds3rd() bool {
	if !slices.Contains(a.actor.Roles, "third_party") {
		return false
	}
	return slices.ContainsFunc(a.c().Notices, func(n Notice) bool {
		return n.Kind == "third_party_request" && !n.Served.IsZero()
	})
}

// grantFor is the grant that lets a person take a role of the file.
func grantFor(role string) string {
	switch role {
	case "officer_2", "officer_outside":
		return "officer"
	case "four_eyes":
		return "adjudicator"
	default:
		return role
	}
}

// staff tells whether a person of the staff stands where a role is: he holds a grant
// for it, and no other seat that he would act against.
func (a *act) staff(by string, _ place) bool {
	named := slices.Contains(a.actor.Roles, by)
	switch {
	case a.actor.Side != "" || a.actor.System != "" || !named && !slices.Contains(a.actor.Roles, grantFor(by)):
		return false
	case by == "four_eyes":
		return named || !a.is(a.c().Seat("adjudicator")) // nobody is his own second pair of eyes
	default:
		return by != "officer_outside" || a.outsider()
	}
}

// outsider tells whether an officer stands outside the team of the case: he holds
// no seat in it, and none of its officers is of his team.
func (a *act) outsider() bool {
	team := func(p personID) string {
		for _, k := range a.w.Facts.Roster {
			if a.w.Facts.same(k.Person, p) {
				return k.Team
			}
		}
		return ""
	}
	own := team(a.actor.Person)
	return !slices.ContainsFunc(a.c().Seats, func(s Seat) bool {
		return a.is(s.Person) || own != "" && s.Role == "officer" && team(s.Person) == own
	})
}

// decidedBefore: after a remand another adjudicator decides, and another person
// approves (T50). This is of the round, which the rule table does not know.
func (a *act) decidedBefore(role string) bool {
	return (role == "adjudicator" || role == "four_eyes") && a.ruledBeforeRemand()
}

// ruledBeforeRemand: after a remand another adjudicator decides (T50).
func (a *act) ruledBeforeRemand() bool {
	last, round := -1, 0
	for i, d := range a.c().Deeds {
		if d.Move == "remand" {
			last, round = i, d.Round
		}
	}
	if slices.ContainsFunc(a.w.Deliberation.Drafts, func(d Draft) bool { return d.Round < round && a.is(d.Approved) }) {
		return true
	}
	return slices.ContainsFunc(a.c().Deeds[:last+1], func(d Deed) bool { return d.Role == "adjudicator" && a.is(d.Person) })
}

// seatOwner draws the person who must act in a stage: least loaded, then by id;
// nobody with a conflict, nobody who left the seat before.
func (a *act) seatOwner(owner string, track int) {
	if !slices.Contains([]string{"officer", "officer_2", "mediator", "adjudicator", "reviewer"}, owner) {
		return
	}
	if seated := a.c().Seat(owner); !seated.IsZero() && (owner == "officer" || a.fits(seated, owner)) {
		return
	}
	if p := a.draw(owner); !p.IsZero() {
		a.emit(Assigned{Role: owner, Person: p, Track: track, Why: "rota"})
	}
}

// fits tells whether a person may hold a role in this case.
func (a *act) fits(p personID, role string) bool {
	actor := a.actor
	a.actor = Actor{Person: p}
	defer func() { a.actor = actor }()
	return a.mayHold(role) && !a.decidedBefore(role)
}

func (a *act) draw(role string) personID {
	var best Candidate
	for _, k := range a.w.Facts.Roster {
		if k.Role != grantFor(role) {
			continue
		}
		left := slices.ContainsFunc(a.c().Seats, func(s Seat) bool {
			return s.Role == role && s.Left && a.w.Facts.same(s.Person, k.Person)
		})
		if left || !a.fits(k.Person, role) {
			continue
		}
		if best.Person.IsZero() || k.Load < best.Load || k.Load == best.Load && k.Person.String() < best.Person.String() {
			best = k
		}
	}
	return best.Person
}
