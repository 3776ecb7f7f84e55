package dispute

func answerFields(a *act, at place) []Field {
	open := a.openClaims(func(k *Claim) bool { return k.Track == at.track && k.State == Open && k.By != a.actor.Side })
	return []Field{
		{Name: "answers", Kind: Group, Required: true, Min: 1, Max: int64(len(open)), Distinct: true, Fields: []Field{
			claimChoice(open), choice("answer", true, "refuse", "contest", "discuss"), text("reason", false),
		}},
	}
}

func changeFields(a *act, at place) []Field {
	own := a.openClaims(func(k *Claim) bool { return k.By == a.actor.Side && k.State == Open && k.Track == at.track })
	f := append([]Field{claimChoice(own)}, claimFields(a)...)
	return []Field{{Name: "claims", Kind: Group, Required: true, Min: 1, Max: int64(len(own)), Distinct: true, Fields: f}}
}

func agreeFields(a *act, at place) []Field {
	f := Field{Name: "until", Kind: Instant, Required: true, Earliest: a.now}
	if p := a.proposedBy("agree_deadline", at.track, a.actor.Side.Other()); p != nil {
		f.Default = p.Value
	}
	return []Field{f}
}

func counterFields(a *act, _ place) []Field {
	return []Field{{Name: "claims", Kind: Group, Required: true, Min: 1, Max: 10, Fields: claimFields(a)}}
}

func messageFields(*act, place) []Field { return []Field{text("text", true)} }
