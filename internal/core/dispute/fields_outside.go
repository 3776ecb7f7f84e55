package dispute

import "slices"

func acceptedFields(a *act, _ place) []Field {
	return []Field{
		choice("body", true, bodies...), claimsField("claims", true, a.openClaims(func(k *Claim) bool { return !k.over() })),
		{Name: "proof", Kind: Digest, Required: true}, code("docket", false, 64), text("note", false),
	}
}

func (a *act) outsideChoice() Field {
	f := Field{Name: "proceeding", Kind: Choice, Required: true}
	for _, o := range a.c().Outside {
		if o.State == "accepted" {
			f.Choices = append(f.Choices, Option{Value: itoa(o.No), Label: o.Body})
		}
	}
	return f
}

func resultFieldsOutside(a *act, _ place) []Field {
	var of []*Claim
	most := int64(0)
	for _, o := range a.c().Outside {
		for _, no := range o.Claims {
			if k := a.c().Claim(no); o.State == "accepted" && k != nil && !k.over() && !slices.Contains(of, k) {
				of = append(of, k)
				most = max(most, k.Minor)
			}
		}
	}
	return []Field{
		a.outsideChoice(), choice("kind", true, "judgment", "award", "agreement"),
		{Name: "results", Kind: Group, Required: true, Min: 1, Max: int64(max(1, len(of))), Distinct: true, Fields: []Field{
			claimChoice(of), sum("amount", true, 0, most, a.c().Currency), choice("return", false, "yes", "no"),
		}},
		{Name: "proof", Kind: Digest, Required: true}, confirm(),
	}
}

func endedFields(a *act, _ place) []Field {
	return []Field{a.outsideChoice(), choice("ground", true, "not_accepted", "no_result", "withdrawn"), {Name: "proof", Kind: Digest, Required: true}}
}

func externalWithdrawFields(a *act, _ place) []Field {
	var of []*Claim
	for _, o := range a.c().Outside {
		for _, no := range o.Claims {
			if k := a.c().Claim(no); k != nil && k.By == a.actor.Side && k.State == Open && !slices.Contains(of, k) {
				of = append(of, k)
			}
		}
	}
	return []Field{claimsField("claims", true, of), confirm()}
}

func assignFields(a *act, _ place) []Field {
	who := Field{Name: "person", Kind: Staff, Required: true}
	for _, k := range a.w.Facts.Roster {
		o := Option{Value: k.Person.String(), Label: k.Role}
		if !slices.ContainsFunc(who.Choices, func(x Option) bool { return x.Value == o.Value }) && a.free(k.Person) {
			who.Choices = append(who.Choices, o)
		}
	}
	return []Field{choice("role", true, seats...), who, text("reason", false)}
}

func challengeNeutralFields(a *act, _ place) []Field {
	f := Field{Name: "role", Kind: Choice, Required: true}
	for _, role := range []string{"mediator", "adjudicator", "reviewer"} {
		if !a.c().Seat(role).IsZero() {
			f.Choices = append(f.Choices, Option{Value: role})
		}
	}
	return []Field{f, choice("ground", true, "interest", "relation", "bias", "other"), text("reason", true)}
}

func decideChallengeFields(a *act, _ place) []Field {
	f := Field{Name: "challenge", Kind: Choice, Required: true}
	for _, ch := range a.c().Challenges {
		if ch.Ended == "" {
			f.Choices = append(f.Choices, Option{Value: itoa(ch.No)})
		}
	}
	return []Field{f, choice("result", true, "upheld", "refused"), text("reason", true)}
}

func linkFields(*act, place) []Field { return []Field{code("case", true, 40), text("reason", true)} }

func unlinkFields(a *act, _ place) []Field {
	f := Field{Name: "case", Kind: Choice, Required: true}
	for _, l := range a.c().Links {
		f.Choices = append(f.Choices, Option{Value: l.String()})
	}
	return []Field{f, text("reason", true)}
}

func massFields(*act, place) []Field {
	return []Field{code("group", true, 64), choice("deposit_risk", true, "yes", "no"), text("reason", true)}
}
