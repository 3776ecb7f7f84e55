package dispute

import "slices"

// findings are the facts a decision rests on, tied to what proves them and to the
// clauses they come under, so that paper and court file can be made again from the
// event. The shape of one, in the inputs of submit_draft, rule and vary, for ever:
//
//	claim     the claim it is about; left out: all of them
//	issue     what was to be proved, and by whom, out of the reason's taxonomy: "buyer_PHO"
//	fact      the sentence (sealed)
//	status    found 认定 · not_found 不认定
//	exhibits  numbers of exhibits; one at least where found
//	cites     "CivC 582", out of the taxonomy; one at least where found
//	clause    another clause, in the decider's own words of reference
//
// A fact that is still to be looked into (open) is a hole: it can be drafted, not
// decided. What can't be found out is not found, and the burden decides. Streams of
// before hold facts without claim, issue and cites, and some that are open; they fold.
//
// Source: procedure.md T34, T35 (facts → exhibits → clauses → results), domain.md §6.8.
func (a *act) findings(track int) Field {
	return a.findingsOn(a.c().OpenOf(track))
}

// reviewFindings are what a review finds anew, in the same shape: none are needed
// where the ruling's facts stand and only what follows from them is put right (T49).
func (a *act) reviewFindings(track int) Field {
	f := a.findingsOn(a.contestedOn(track))
	f.Required, f.Min, f.Every = false, 0, ""
	return f
}

func (a *act) findingsOn(claims []*Claim) Field {
	status := choice("status", true, "found", "not_found")
	status.Barred = []Bar{{"open", "incomplete"}}
	exhibits, cites := a.exhibitNumbers(), a.clauses()
	proved, cited := exhibits, cites
	proved.Required, proved.Min, proved.Missing = true, 1, "needs_proof"
	cited.Required = len(cited.Choices) > 0
	status.Choices[0].Then = []Field{proved, cited}
	if len(exhibits.Choices) == 0 {
		status.Choices = status.Choices[1:]
		status.Barred = append(status.Barred, Bar{"found", "needs_proof"})
	}
	about := Field{Name: "claim", Kind: Choice}
	for _, k := range claims {
		about.Choices = append(about.Choices, Option{Value: itoa(k.No)})
	}
	return Field{Name: "facts", Kind: Group, Required: true, Min: 1, Max: 100, Every: "claim", Fields: []Field{
		about, a.issues(), text("fact", true), status, exhibits, cites, code("clause", false, 64),
	}}
}

// clauses are what may be cited: every clause of the taxonomy that binds here.
func (a *act) clauses() Field {
	f := Field{Name: "cites", Kind: Choices}
	if a.b.Reasons == nil {
		return f
	}
	for i := range a.b.Reasons.Reasons {
		for _, c := range a.b.Reasons.Reasons[i].Law {
			if l, ok := a.b.Reasons.Law(c.Law); !ok || l.Kind == "platform" || slices.ContainsFunc(f.Choices, func(o Option) bool { return o.Value == c.String() }) {
				continue
			}
			f.Choices = append(f.Choices, Option{Value: c.String()})
		}
	}
	return f
}

// issues are what may have to be proved, and by whom: each kind of evidence of the
// taxonomy for each side. The list is the same in every case; which of them a claim
// turns on, the checklists of its reason say.
func (a *act) issues() Field {
	f := Field{Name: "issue", Kind: Choice}
	if a.b.Reasons == nil {
		return f
	}
	for _, who := range []string{"buyer", "merchant"} {
		for i := range a.b.Reasons.Proofs {
			f.Choices = append(f.Choices, Option{Value: who + "_" + a.b.Reasons.Proofs[i].Code})
		}
	}
	return f
}
