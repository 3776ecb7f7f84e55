package dispute

import "slices"

// acceptedFields: which body took up which claims, with proof (T69).
func acceptedFields(a *act, _ place) []Field {
	return []Field{
		choice("body", true, bodies...), claimsField(true, a.openClaims(func(k *Claim) bool { return !k.over() })),
		proofOf("proof", "proof"), code("docket", false, 64), text("note", false),
	}
}

// outsideChoice are the proceedings elsewhere that have not ended; then are the
// inputs as they are for each, nil where it cannot be chosen.
func (a *act) outsideChoice(then func(Outside) []Field) Field {
	f := Field{Name: "proceeding", Kind: Choice, Required: true}
	for _, o := range a.c().Outside {
		if o.State != "accepted" {
			continue
		}
		option := Option{Value: itoa(o.No), Label: o.Body}
		if then != nil {
			if option.Then = then(o); option.Then == nil {
				continue
			}
		}
		f.Choices = append(f.Choices, option)
	}
	return f
}

// outsideResults: what the body gave, claim by claim, never more than was asked. A claim
// for something else than money is granted unless it was refused.
func (a *act) outsideResults(of []*Claim) Field {
	most := int64(0)
	for _, k := range of {
		most = max(most, k.Minor)
	}
	return perClaim("results", 1, len(of), claimChoice(of, func(k *Claim) []Field {
		amount := sum("amount", true, 0, k.Minor, a.c().Currency)
		if k.Minor > 0 {
			return []Field{amount}
		}
		return []Field{amount, yesNo("refused")} // what is asked for is no money: the sum does not say
	}), sum("amount", true, 0, most, a.c().Currency), yesNo("return"), yesNo("refused"))
}

// pending are the claims of a proceeding that are not over.
func (a *act) pending(o Outside) []*Claim {
	return a.openClaims(func(k *Claim) bool { return slices.Contains(o.Claims, k.No) && !k.over() })
}

func resultFieldsOutside(a *act, _ place) []Field {
	var every []*Claim
	proceedings := a.outsideChoice(func(o Outside) []Field {
		of := a.pending(o)
		if len(of) == 0 {
			return nil
		}
		for _, k := range of {
			if !slices.Contains(every, k) {
				every = append(every, k)
			}
		}
		return []Field{a.outsideResults(of)}
	})
	return []Field{
		proceedings, choice("kind", true, "judgment", "award", "agreement"), a.outsideResults(every), proofOf("proof", "proof"), confirm(),
	}
}

func endedFields(a *act, _ place) []Field {
	return []Field{a.outsideChoice(nil), ground("", "not_accepted", "no_result", "withdrawn"), proofOf("proof", "proof")}
}

// externalWithdrawFields: own claims that a body has taken up (T71).
func externalWithdrawFields(a *act, _ place) []Field {
	own := a.openClaims(func(k *Claim) bool {
		taken := slices.ContainsFunc(a.c().Outside, func(o Outside) bool { return o.State == "accepted" && slices.Contains(o.Claims, k.No) })
		return k.By == a.actor.Side && k.State == Open && taken
	})
	return []Field{claimsField(true, own), express("express")}
}

// assignFields: a seat, and the persons with that grant whom nothing keeps from it.
func assignFields(a *act, _ place) []Field {
	every := Field{Name: "person", Kind: Staff, Required: true}
	role := Field{Name: "role", Kind: Choice, Required: true}
	for _, seat := range seats {
		one := Field{Name: "person", Kind: Staff, Required: true, None: "conflict"}
		for _, k := range a.w.Facts.Roster {
			o := Option{Value: k.Person.String(), Label: k.Role}
			known := func(x Option) bool { return x.Value == o.Value }
			switch {
			case k.Role != seat || slices.ContainsFunc(one.Choices, known):
			case a.fits(k.Person, seat):
				one.Choices = append(one.Choices, o)
			default:
				one.Barred = append(one.Barred, Bar{o.Value, "conflict"})
			}
			if !slices.ContainsFunc(every.Choices, known) {
				every.Choices = append(every.Choices, o)
			}
		}
		if len(one.Choices) > 0 {
			role.Choices = append(role.Choices, Option{Value: seat, Then: []Field{one}})
		} else {
			role.Barred = append(role.Barred, Bar{seat, "conflict"})
		}
	}
	return []Field{role, every, text("reason", false)}
}

// challengeNeutralFields: a neutral who is seated and not challenged already.
func challengeNeutralFields(a *act, _ place) []Field {
	f := Field{Name: "role", Kind: Choice, Required: true}
	for _, role := range []string{"mediator", "adjudicator", "reviewer"} {
		waits := slices.ContainsFunc(a.c().Challenges, func(ch Challenge) bool { return ch.Ended == "" && ch.Role == role })
		switch {
		case a.c().Seat(role).IsZero():
		case waits:
			f.Barred, f.None = append(f.Barred, Bar{role, "already_done"}), "already_done"
		default:
			f.Choices = append(f.Choices, Option{Value: role})
		}
	}
	return []Field{f, ground("", "interest", "relation", "bias", "other"), reasonText("reason", "")}
}

func decideChallengeFields(a *act, _ place) []Field {
	f := Field{Name: "challenge", Kind: Choice, Required: true}
	for _, ch := range a.c().Challenges {
		if ch.Ended == "" {
			f.Choices = append(f.Choices, Option{Value: itoa(ch.No)})
		}
	}
	return []Field{f, choice("result", true, "upheld", "refused"), reasonText("reason", "")}
}

// linkFields: another case, by its id.
func linkFields(*act, place) []Field {
	other := code("case", true, 40)
	other.Form = "case"
	return []Field{other, reasonText("reason", "")}
}

func unlinkFields(a *act, _ place) []Field {
	f := Field{Name: "case", Kind: Choice, Required: true}
	for _, l := range a.c().Links {
		f.Choices = append(f.Choices, Option{Value: l.String()})
	}
	return []Field{f, reasonText("reason", "")}
}

// massFields: a group of equal cases that is large enough (T76).
func massFields(a *act, _ place) []Field {
	group := Field{Name: "group", Kind: Choice, Required: true, None: "bounds"}
	for _, g := range a.w.Facts.Mass {
		if int64(g.Cases) >= a.b.limit("mass.cases") {
			group.Choices = append(group.Choices, Option{Value: g.ID, Label: itoa(g.Cases)})
		}
	}
	return []Field{group, choice("deposit_risk", true, "yes", "no"), text("reason", a.actor.System == "")}
}
