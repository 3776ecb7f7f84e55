package dispute

// payFields: all that is left, once; while a payment is on its way nothing more.
func payFields(a *act, at place) []Field {
	d := a.c().Duty(at.duty)
	left := d.Minor - d.Paid
	amount := sum("amount", true, left, left, a.c().Currency)
	if d.Paying != "" {
		amount.Max, amount.None = left-1, "already_done"
	}
	return []Field{amount, code("reference", false, 64), confirm()}
}

func valueFields(a *act, _ place) []Field {
	return []Field{sum("amount", true, 0, max(a.w.Order.TotalMinor(), 1), a.c().Currency), reasonText("reason", ""), confirm()}
}

// addressFields: who agreed to pay for the way back gives the paid label with it.
func addressFields(a *act, at place) []Field {
	d := a.c().Duty(at.duty)
	return []Field{text("address", true), text("label", d != nil && d.Freight == "merchant")}
}

func sendBackFields(*act, place) []Field {
	return []Field{code("carrier", true, 32), code("waybill_digest", false, 64), text("waybill", true)}
}

func impedimentFields(*act, place) []Field {
	return []Field{proofOf("proof", "proof"), reasonText("reason", "")}
}

// contestFields: what is wrong, and a record of it: of the opening, the weight, or
// a serial number (T63).
func contestFields(*act, place) []Field {
	return []Field{
		ground("", "wrong_item", "empty", "damaged", "used", "missing_parts"), proofOf("opening_record", "opening_record"),
		choice("record", false, "opening", "weight", "serial"),
		number("weight_grams", false, 0, 1_000_000), code("serial", false, 64), reasonText("reason", ""),
	}
}

// returnResultFields: the return accepted, its refund reduced, or refused (T64).
func returnResultFields(a *act, at place) []Field {
	most := int64(0)
	if refund := a.refundAfter(at.duty); refund != nil {
		most = refund.Minor
	}
	result := choice("result", true, "accepted", "reduced", "refused")
	result.Choices[0].Then = []Field{unsaid("amount")}
	result.Choices[1].Then = []Field{sum("amount", true, 1, most-1, a.c().Currency)}
	result.Choices[2].Then = []Field{unsaid("amount")}
	if most < 2 {
		result.Choices = append(result.Choices[:1:1], result.Choices[2])
	}
	return []Field{result, sum("amount", false, 0, most, a.c().Currency), reasonText("reason", ""), confirm()}
}

func sendFields(*act, place) []Field {
	return []Field{code("carrier", true, 32), text("waybill", true)}
}
