package dispute

// resultFields give every open claim of the track a result (invariant 1).
func (a *act) resultFields(track int, most func(*Claim) int64) Field {
	open := a.c().OpenOf(track)
	bound := int64(0)
	for _, k := range open {
		bound = max(bound, most(k))
	}
	return Field{Name: "results", Kind: Group, Required: true, Min: int64(len(open)), Max: int64(len(open)), Distinct: true, Fields: []Field{
		claimChoice(open), choice("result", true, "granted", "partly", "dismissed"), sum("amount", false, 0, bound, a.c().Currency),
		choice("return", false, "yes", "no"), choice("fault", false, "yes", "no"), number("days", false, 1, 90), text("reason", true),
	}}
}

func rulingFields(a *act, at place) []Field {
	facts := Field{Name: "facts", Kind: Group, Required: true, Min: 1, Max: 100, Fields: []Field{
		text("fact", true), choice("status", true, "found", "not_found", "open"), a.exhibitNumbers(), code("clause", false, 64),
	}}
	return []Field{a.resultFields(at.track, demanded), facts, text("reasons", true)}
}

func (a *act) exhibitNumbers() Field {
	f := Field{Name: "exhibits", Kind: Exhibits}
	for _, x := range a.c().Exhibits {
		f.Choices = append(f.Choices, Option{Value: itoa(x.No)})
	}
	return f
}

func approveFields(a *act, at place) []Field {
	f := Field{Name: "draft", Kind: Choice, Required: true}
	t := a.c().Track(at.track)
	for _, d := range a.w.Deliberation.Drafts {
		if d.Track == at.track && d.Round == t.Entered && d.Approved.IsZero() {
			f.Choices = append(f.Choices, Option{Value: itoa(d.No), Label: d.Hash})
		}
	}
	return []Field{f, confirm()}
}

// ruleFields: above the limit the decision is the approved draft, by its hash;
// below it is given here.
func ruleFields(a *act, at place) []Field {
	if d := a.approvedDraft(at.track); d != nil {
		return []Field{{Name: "draft_hash", Kind: Seen, Required: true, Must: d.Hash, Default: d.Hash}, confirm()}
	}
	return append(rulingFields(a, at), confirm())
}

func resultsOnly(a *act, at place) []Field {
	return []Field{a.resultFields(at.track, demanded), confirm()}
}

func correctFields(a *act, at place) []Field {
	var of []*Claim
	for _, k := range a.c().Of(at.track) {
		if k.State == Determined && a.mayCorrect(k) {
			of = append(of, k)
		}
	}
	most := int64(0)
	for _, k := range of {
		most = max(most, k.Minor)
	}
	return []Field{claimChoice(of), sum("amount", true, 0, most, a.c().Currency), text("reason", true)}
}

// appealFields: point by point, the sum the appellant asks for, a coded ground.
func appealFields(a *act, at place) []Field {
	ground := choice("ground", true, "new_fact", "error", "not_heard")
	if at.duty != 0 {
		return []Field{ground, text("reason", true)}
	}
	var of []*Claim
	most := int64(0)
	for _, k := range a.c().Of(at.track) {
		if (k.State == Determined || k.State == Dismissed) && !k.Final {
			of = append(of, k)
			most = max(most, k.Minor)
		}
	}
	return []Field{
		{Name: "points", Kind: Group, Required: true, Min: 1, Max: int64(len(of)), Distinct: true, Fields: []Field{
			claimChoice(of), sum("sought", true, 0, most, a.c().Currency), ground,
		}},
		text("reason", true), {Name: "exhibits", Kind: Group, Max: 30, Fields: exhibitFields(a)},
	}
}

// varyFields keep every new sum between what the appeals ask: a sole appellant
// is never worse off.
func varyFields(a *act, at place) []Field {
	var of []*Claim
	least, most := int64(1<<62), int64(0)
	for _, k := range a.c().Of(at.track) {
		if low, high, contested := a.reach(k, at.track); contested && !k.Final {
			of = append(of, k)
			least, most = min(least, low), max(most, high)
		}
	}
	if len(of) == 0 {
		least = 0
	}
	return []Field{
		{Name: "points", Kind: Group, Required: true, Min: 1, Max: int64(len(of)), Distinct: true, Fields: []Field{
			claimChoice(of), sum("amount", true, least, most, a.c().Currency), text("reason", true),
		}},
		text("reasons", true), confirm(),
	}
}

func remandFields(a *act, at place) []Field {
	var of []*Claim
	for _, k := range a.c().Of(at.track) {
		if _, _, contested := a.reach(k, at.track); contested && !k.Final {
			of = append(of, k)
		}
	}
	return []Field{claimsField("claims", true, of), text("reason", true), confirm()}
}
