package wording

// Mandate says how far somebody may act for a party, by the code of party.MandateKind.
func Mandate(kind string) Words {
	switch kind {
	case "agent":
		return Words{ZH: "一般授权：查看、陈述、举证", EN: "ordinary: read, speak, show evidence"}
	case "special_agent":
		return Words{ZH: "特别授权：还可以和解、撤回、放弃", EN: "special: also settle, withdraw, waive"}
	case "guardian":
		return Words{ZH: "监护人", EN: "guardian"}
	case "successor":
		return Words{ZH: "继承人或承继人", EN: "heir or successor"}
	}
	return fallback(kind)
}

// MandateDocument names the document a mandate rests on, by the code of
// party.MandateKind.
func MandateDocument(kind string) Words {
	switch kind {
	case "agent", "special_agent":
		return Words{ZH: "授权委托书", EN: "power of attorney"}
	case "guardian":
		return Words{ZH: "监护关系证明", EN: "proof of guardianship"}
	case "successor":
		return Words{ZH: "继承或承继证明", EN: "proof of succession"}
	}
	return fallback(kind)
}
