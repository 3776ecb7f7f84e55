package dispute

func extendMediationFields(a *act, at place) []Field {
	k := a.b.clocks[clockMediation]
	d := a.c().Deadline(clockMediation, at.track)
	if k == nil || k.Extend == nil || d == nil {
		return []Field{{Name: "days", Kind: Number, Required: true, Min: 1, Max: 0}}
	}
	return []Field{number("days", true, 1, int64(k.Extend.Max.N-d.Extended))}
}

func stayFields(a *act, _ place) []Field {
	basis := choice("basis", true, "agreed")
	if a.actor.Side == "" {
		basis = choice("basis", true, "body")
	} else {
		basis.Choices = append(basis.Choices, Option{Value: "body"})
	}
	return []Field{basis, claimsField("claims", true, a.pausable()), text("reason", true)}
}

func (a *act) provable() Field {
	f := Field{Name: "hold", Kind: Choice, Required: true}
	for _, h := range a.c().Holds {
		if !h.Lifted && (h.Kind == "STAYED_PROOF" || h.Kind == "STAYED_EXTERNAL") {
			f.Choices = append(f.Choices, Option{Value: itoa(h.No), Label: h.Kind})
		}
	}
	return f
}

func proveFields(a *act, _ place) []Field {
	return []Field{a.provable(), {Name: "proof", Kind: Digest, Required: true}, text("note", false)}
}

func partyFields(a *act, _ place) []Field {
	who := choice("party", true, "C", "R")
	if a.actor.Side != "" {
		who = choice("party", true, string(a.actor.Side))
	}
	return []Field{
		choice("event", true, "represent", "substitute", "incapable", "lock_party", "unlock", "ratify", "insolvency_opened"), who,
		{Name: "proof", Kind: Digest, Required: true}, {Name: "since", Kind: Instant, Latest: a.now}, text("note", false),
	}
}
