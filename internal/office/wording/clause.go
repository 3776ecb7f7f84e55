package wording

import "strings"

// Clause names a clause as a decision cites it: "CRPL 23(3)" is 《消费者权益保护法》第23条第3款,
// Consumer Rights Protection Law, art. 23(3). One of an unknown text is left as it was written.
func Clause(code string) Words {
	key, article, _ := strings.Cut(code, " ")
	t := builtIn()
	l, ok := t.Law(key)
	if !ok {
		return Words{ZH: code, EN: code}
	}
	if article == "" {
		return Words{ZH: "《" + l.ZH + "》", EN: l.EN}
	}
	zh, rest, found := strings.Cut(article, "(")
	zh = "第" + zh + "条"
	if found {
		zh += "第" + strings.TrimSuffix(rest, ")") + "款"
	}
	return Words{ZH: "《" + l.ZH + "》" + zh, EN: l.EN + ", art. " + article}
}

// Issue names what has to be proved, and by whom: "buyer_PHO" is 买家举证：照片.
func Issue(code string) Words {
	who, proof, ok := strings.Cut(code, "_")
	if !ok {
		return fallback(code)
	}
	p := Evidence(proof)
	if who == "buyer" {
		return Words{ZH: "买家举证：" + p.ZH, EN: "The buyer proves: " + p.EN}
	}
	return Words{ZH: "商家举证：" + p.ZH, EN: "The merchant proves: " + p.EN}
}
