package dispute

// The few shapes inputs have. A field that carries out a condition of the file
// bears its name: then the condition is exactly its bound, no more and no less.

func text(name string, required bool) Field {
	return Field{Name: name, Kind: Text, Required: required, Max: 4000, Sealed: true}
}

// reasonText is a written reason; guard is the condition it carries out, or "".
func reasonText(name, guard string) Field {
	f := text(name, true)
	f.Missing, f.Guard = "needs_reason", guard
	return f
}

// ground is a coded reason out of a closed list.
func ground(guard string, codes ...string) Field {
	f := choice("ground", true, codes...)
	f.Missing, f.Outside, f.Guard = "needs_reason", "not_listed_ground", guard
	return f
}

// proofOf is the digest of a proof uploaded before.
func proofOf(name, guard string) Field {
	return Field{Name: name, Kind: Digest, Required: true, Missing: "needs_proof", Guard: guard}
}

func confirm() Field { return express("fresh_confirmation") }

// express is a fresh, express confirmation.
func express(guard string) Field {
	return Field{Name: "confirm", Kind: Confirm, Required: true, Missing: "not_confirmed", Guard: guard}
}

func choice(name string, required bool, codes ...string) Field {
	f := Field{Name: name, Kind: Choice, Required: required}
	for _, c := range codes {
		f.Choices = append(f.Choices, Option{Value: c})
	}
	return f
}

func yesNo(name string) Field { return choice(name, false, "yes", "no") }

func code(name string, required bool, most int64) Field {
	return Field{Name: name, Kind: Code, Required: required, Max: most}
}

func sum(name string, required bool, least, most int64, currency string) Field {
	return Field{Name: name, Kind: Sum, Required: required, Min: least, Max: most, Currency: currency}
}

// exactly is a sum that can only be this.
func exactly(name string, minor int64, currency string) Field {
	return sum(name, false, minor, minor, currency)
}

// unsaid is an input that has no place beside the value chosen.
func unsaid(name string) Field { return Field{Name: name, Kind: Absent} }

func number(name string, required bool, least, most int64) Field {
	return Field{Name: name, Kind: Number, Required: required, Min: least, Max: most}
}

// claimsField are some of the claims, one at least where required.
func claimsField(required bool, claims []*Claim) Field {
	f := Field{Name: "claims", Kind: Claims, Required: required}
	for _, k := range claims {
		f.Choices = append(f.Choices, Option{Value: itoa(k.No)})
	}
	return f
}

// allOf are exactly these claims, each of them named.
func allOf(numbers []int) Field {
	f := Field{Name: "claims", Kind: Claims, Required: true, Min: int64(len(numbers)), Max: int64(len(numbers))}
	for _, n := range numbers {
		f.Choices = append(f.Choices, Option{Value: itoa(n)})
	}
	return f
}

// claimChoice is one claim; then are the inputs as they are for that claim.
func claimChoice(claims []*Claim, then func(*Claim) []Field) Field {
	f := Field{Name: "claim", Kind: Choice, Required: true}
	for _, k := range claims {
		o := Option{Value: itoa(k.No)}
		if then != nil {
			o.Then = then(k)
		}
		f.Choices = append(f.Choices, o)
	}
	return f
}

// perClaim is a group of which each item speaks of another claim.
func perClaim(name string, least, most int, fields ...Field) Field {
	return Field{Name: name, Kind: Group, Required: true, Min: int64(least), Max: int64(most), Distinct: true, Fields: fields}
}

// reasoned asks for a written reason, and for a ground where codes are given.
func reasoned(guard string, codes ...string) func(*act, place) []Field {
	return func(*act, place) []Field {
		if len(codes) == 0 {
			return []Field{reasonText("reason", guard)}
		}
		return []Field{ground(guard, codes...), reasonText("reason", "")}
	}
}

func note(*act, place) []Field { return []Field{text("note", false)} }

func confirmed(*act, place) []Field { return []Field{confirm(), text("note", false)} }

// openClaims are the claims of a kind.
func (a *act) openClaims(of func(*Claim) bool) []*Claim {
	var out []*Claim
	for i := range a.c().Claims {
		if k := &a.c().Claims[i]; of(k) {
			out = append(out, k)
		}
	}
	return out
}
