package dispute

func payFields(a *act, at place) []Field {
	d := a.c().Duty(at.duty)
	left := d.Minor - d.Paid
	if d.Paying != "" {
		return []Field{{Name: "amount", Kind: Sum, Required: true, Min: left, Max: 0}}
	}
	return []Field{sum("amount", true, left, left, a.c().Currency), code("reference", false, 64), confirm()}
}

func valueFields(a *act, _ place) []Field {
	return []Field{sum("amount", true, 0, max(a.w.Order.TotalMinor(), 1), a.c().Currency), text("reason", true), confirm()}
}

func ruleReturnFields(a *act, at place) []Field {
	refund := a.refundAfter(at.duty)
	most := int64(0)
	if refund != nil {
		most = refund.Minor
	}
	return []Field{choice("result", true, "accepted", "reduced", "refused"), sum("amount", false, 0, most, a.c().Currency), text("reason", true), confirm()}
}
