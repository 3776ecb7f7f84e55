package dispute

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/procedure"
)

// capacity finds in which of a row's capacities the actor may act; else why not.
func (a *act) capacity(row *procedure.Row, at place) (role, code string) {
	code = "wrong_capacity"
	for _, by := range row.By {
		r, c := a.capable(by, at)
		if c == "" {
			return r, ""
		}
		if weight(c) > weight(code) {
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
	case "T", "carrier", "platform":
		if a.actor.System == by || slices.Contains(a.actor.Roles, by) {
			return by, ""
		}
		return "", "wrong_capacity"
	case "representative":
		if a.actor.For && a.actor.Side != "" {
			return "representative", ""
		}
		return "", "wrong_capacity"
	default:
		return a.staff(by, at)
	}
}

func (a *act) as(s Side, role string) (string, string) {
	if a.actor.Side == s {
		return role, ""
	}
	return "", "wrong_capacity"
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

func (a *act) staff(by string, at place) (string, string) {
	if a.actor.Side != "" || !slices.Contains(a.actor.Roles, grantFor(by)) && !slices.Contains(a.actor.Roles, by) {
		return "", "wrong_capacity"
	}
	if a.conflict(by) {
		return "", "conflict"
	}
	t := a.c().Track(at.track)
	switch by {
	case "mediator", "reviewer":
		if !a.w.Facts.same(a.c().Seat(by), a.actor.Person) {
			return "", "not_assigned"
		}
	case "adjudicator":
		if !a.w.Facts.same(a.c().Seat(by), a.actor.Person) && (t == nil || !t.AnyQualified) {
			return "", "not_assigned"
		}
	case "officer_outside":
		if t == nil || !t.OutsideTeam {
			return "", "wrong_capacity"
		}
	case "officer_2":
		if a.didAs("officer") {
			return "", "conflict"
		}
	}
	return by, ""
}

// conflict tells whether the person may not hold the role: he is a party, or has
// acted in a capacity the procedure keeps apart from it.
func (a *act) conflict(role string) bool {
	for _, p := range a.c().Parties {
		if a.w.Facts.same(p.Person, a.actor.Person) || slices.ContainsFunc(p.RepBy, func(x personID) bool { return a.w.Facts.same(x, a.actor.Person) }) {
			return true
		}
	}
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
		if d.Role == role && a.w.Facts.same(d.Person, a.actor.Person) {
			return true
		}
	}
	seated := role == "mediator" || role == "adjudicator" || role == "reviewer"
	for _, s := range a.c().Seats {
		if seated && s.Role == role && a.w.Facts.same(s.Person, a.actor.Person) {
			return true
		}
	}
	return false
}

// seatOwner draws the person who must act in a stage: least loaded, then by id;
// nobody with a conflict, nobody who left the seat before.
func (a *act) seatOwner(owner string, track int) {
	if !slices.Contains([]string{"officer", "officer_2", "mediator", "adjudicator", "reviewer"}, owner) {
		return
	}
	if owner == "officer" && !a.c().Seat("officer").IsZero() {
		return
	}
	if p := a.draw(owner); !p.IsZero() && p != a.c().Seat(owner) {
		a.emit(Assigned{Role: owner, Person: p, Track: track, Why: "rota"})
	}
}

func (a *act) draw(role string) personID {
	var best Candidate
	actor := a.actor
	defer func() { a.actor = actor }()
	for _, k := range a.w.Facts.Roster {
		if k.Role != grantFor(role) {
			continue
		}
		a.actor = Actor{Person: k.Person}
		left := slices.ContainsFunc(a.c().Seats, func(s Seat) bool { return s.Role == role && s.Left && a.w.Facts.same(s.Person, k.Person) })
		if left || a.conflict(role) || role == "officer_2" && a.didAs("officer") {
			continue
		}
		if best.Person.IsZero() || k.Load < best.Load || k.Load == best.Load && k.Person.String() < best.Person.String() {
			best = k
		}
	}
	return best.Person
}
