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

// capacity finds in which of a row's capacities the actor may act; else why not.
func (a *act) capacity(row *procedure.Row, at place) (role, code string) {
	for _, by := range row.By {
		r, c := a.capable(by, at)
		if c == "" {
			return r, ""
		}
		if code == "" || rank(c) > rank(code) {
			code = c
		}
	}
	return "", code
}

// capable tells whether the actor may act as by.
func (a *act) capable(by string, at place) (role, code string) {
	switch by {
	case "C":
		return a.as(Claimant, "claimant")
	case "R":
		return a.as(Respondent, "respondent")
	case "debtor", "creditor":
		d := a.c().Duty(at.duty)
		if d == nil {
			return "", "wrong_capacity"
		}
		side := d.Debtor
		if by == "creditor" {
			side = d.Creditor()
		}
		return a.as(side, by)
	case timer, "carrier", "platform":
		if a.actor.System == by {
			return by, ""
		}
	case "platform_as_seller":
		if a.c().SelfOperated && slices.Contains(a.actor.Roles, by) {
			return by, ""
		}
	case "representative":
		if a.actor.For && a.actor.Side != "" {
			return by, ""
		}
	case "third_party":
		if a.holds3rd() {
			return by, ""
		}
	default:
		return a.staff(by, at)
	}
	return "", "wrong_capacity"
}

// as lets a party act for itself, or who holds a recorded power or guardianship.
func (a *act) as(s Side, role string) (string, string) {
	if a.actor.Side != s || a.actor.System != "" {
		return "", "wrong_capacity"
	}
	if p := a.c().Party(s); a.actor.For && !a.among(p.RepBy) && !a.is(p.Guardian) {
		return "", "wrong_capacity"
	}
	return role, ""
}

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

// staff tells whether a person of the staff may act in a role here.
func (a *act) staff(by string, at place) (string, string) {
	if a.actor.Side != "" || !slices.Contains(a.actor.Roles, grantFor(by)) && !slices.Contains(a.actor.Roles, by) {
		return "", "wrong_capacity"
	}
	if !slices.Contains(a.actor.Roles, by) && by == "four_eyes" && a.is(a.c().Seat("adjudicator")) {
		return "", "wrong_capacity" // the adjudicator is not his own second pair of eyes
	}
	if by == "officer_outside" && !a.outsider() {
		return "", "wrong_capacity"
	}
	if a.conflict(by) {
		return "", "conflict"
	}
	t := a.c().Track(at.track)
	switch by {
	case "mediator", "reviewer":
		if !a.is(a.c().Seat(by)) {
			return "", "wrong_capacity"
		}
	case "adjudicator":
		if !a.is(a.c().Seat(by)) && (t == nil || !t.AnyQualified) {
			return "", "wrong_capacity"
		}
	}
	return by, ""
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

// conflict tells whether the person may not hold the role: he is a party, or has
// acted in a capacity the procedure keeps apart from it (invariant 6).
func (a *act) conflict(role string) bool {
	for _, p := range a.c().Parties {
		if a.is(p.Person) || a.is(p.Guardian) || a.among(p.RepBy) {
			return true
		}
	}
	return slices.ContainsFunc(decidesAs(role), a.separated) ||
		slices.Contains(decidesAs(role), "adjudicator") && a.ruledBeforeRemand()
}

// decidesAs: who approves a decision decides it with its author.
func decidesAs(role string) []string {
	if role == "four_eyes" {
		return []string{"four_eyes", "adjudicator"}
	}
	return []string{role}
}

// separated tells whether the file keeps apart the role and what the person was.
func (a *act) separated(role string) bool {
	for _, pair := range a.b.Procedure.Separations {
		other := ""
		switch role {
		case pair[0]:
			other = pair[1]
		case pair[1]:
			other = pair[0]
		default:
			continue
		}
		if other == "saw_offers" && a.sawOffers() || other != "saw_offers" && a.didAs(other) {
			return true
		}
	}
	return false
}

// didAs tells whether the actor has acted or been seated in a role.
func (a *act) didAs(role string) bool {
	for _, d := range a.c().Deeds {
		if d.Role == role && a.is(d.Person) {
			return true
		}
	}
	if role == "four_eyes" && a.approvedOne() {
		return true
	}
	seated := role == "mediator" || role == "adjudicator" || role == "reviewer"
	for _, s := range a.c().Seats {
		if seated && s.Role == role && a.is(s.Person) {
			return true
		}
	}
	return false
}

// approvedOne tells whether the actor has approved a draft of this case.
func (a *act) approvedOne() bool {
	return slices.ContainsFunc(a.w.Deliberation.Drafts, func(d Draft) bool { return a.is(d.Approved) })
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
	return !a.conflict(role)
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
