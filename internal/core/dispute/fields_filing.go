package dispute

import "slices"

func protectFields(a *act, _ place) []Field {
	return []Field{
		{Name: "lines", Kind: Group, Required: true, Min: 1, Max: int64(len(a.w.Order.Lines)), Distinct: true, Fields: scopeFields(a)},
		a.reasonField(),
	}
}

// scopeFields name what is in dispute: a line of the order, perhaps in one parcel,
// and how many units.
func scopeFields(a *act) []Field {
	line := Field{Name: "line", Kind: Choice, Required: true}
	parcel := Field{Name: "parcel", Kind: Choice}
	most := int64(1)
	for _, l := range a.w.Order.Lines {
		line.Choices = append(line.Choices, Option{Value: itoa(l.No)})
		most = max(most, l.Qty)
	}
	for _, p := range a.w.Order.Parcels {
		parcel.Choices = append(parcel.Choices, Option{Value: itoa(p.No)})
	}
	return []Field{line, parcel, number("qty", true, 1, most)}
}

func (a *act) reasonField() Field {
	f := Field{Name: "reason", Kind: Choice, Required: true}
	if a.b.Reasons == nil {
		return f
	}
	for i := range a.b.Reasons.Reasons {
		f.Choices = append(f.Choices, Option{Value: a.b.Reasons.Reasons[i].Code})
	}
	return f
}

// claimFields are one demand on one ground with a scope.
func claimFields(a *act) []Field {
	kinds := Field{Name: "remedy", Kind: Choice, Required: true}
	if a.b.Reasons != nil {
		for i := range a.b.Reasons.Kinds {
			kinds.Choices = append(kinds.Choices, Option{Value: a.b.Reasons.Kinds[i].Code})
		}
	}
	return []Field{
		a.reasonField(), kinds, sum("amount", false, 0, maxClaim, a.c().Currency),
		{Name: "scope", Kind: Group, Required: true, Min: 1, Max: 50, Fields: scopeFields(a)},
		text("story", false),
	}
}

func exhibitFields(a *act) []Field {
	kinds := Field{Name: "kind", Kind: Choice, Required: true}
	if a.b.Reasons != nil {
		for i := range a.b.Reasons.Proofs {
			kinds.Choices = append(kinds.Choices, Option{Value: a.b.Reasons.Proofs[i].Code})
		}
	}
	return []Field{{Name: "digest", Kind: Digest, Required: true}, kinds, text("purpose", false), text("name", false)}
}

func submitFields(a *act, _ place) []Field {
	return []Field{
		{Name: "claims", Kind: Group, Required: true, Min: 1, Max: 20, Fields: claimFields(a)},
		{Name: "exhibits", Kind: Group, Max: 30, Fields: exhibitFields(a)},
		{Name: "mediation_only", Kind: Choice, Choices: []Option{{Value: "yes"}, {Value: "no"}}},
		text("story", false),
	}
}

func rejectFields(a *act, _ place) []Field {
	return []Field{choice("ground", true, a.b.Procedure.Filing.RejectGrounds...), text("reason", true), text("routes", false)}
}

func upholdFields(a *act, at place) []Field {
	f := rejectFields(a, at)
	f[0].Choices = slices.DeleteFunc(f[0].Choices, func(Option) bool { return !a.runs("K_OBJ", at) })
	return f
}

func cureFields(a *act, _ place) []Field {
	return []Field{text("items", true), {Name: "exhibits", Kind: Group, Max: 30, Fields: exhibitFields(a)}}
}
