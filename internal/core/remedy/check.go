package remedy

import (
	"fmt"
	"slices"
)

// autoGrant is the closed set of reasons that data alone may prove (procedure.md
// T15). A document may narrow it, never widen it (procedure.md §9).
func autoGrant(code string) bool {
	return slices.Contains([]string{"D1", "D2", "D4", "F2"}, code)
}

// Check lists what is wrong with a document; none means it may be published.
// It finds codes used twice, words missing in a language, references that lead
// nowhere, reasons without evidence, burden or remedy, and auto-grants beyond
// what data can prove.
func (t *Taxonomy) Check() []string {
	var c checker
	c.unique("law", codes(t.Laws, func(l Law) (string, Words) { return l.Key, l.Words }))
	c.unique("proof", codes(t.Proofs, func(p Proof) (string, Words) { return p.Code, p.Words }))
	c.unique("remedy", codes(t.Kinds, func(k Kind) (string, Words) { return k.Code, k.Words }))
	c.unique("window", codes(t.Windows, func(w Window) (string, Words) { return w.ID, w.Words }))
	c.unique("group", codes(t.Groups, func(g Group) (string, Words) { return g.Code, g.Words }))
	c.unique("reason", codes(t.Reasons, func(r Reason) (string, Words) { return r.Code, r.Words }))
	c.need(t.Notice.full(), "the notice lacks a language")
	for i := range t.Laws {
		c.mark("law "+t.Laws[i].Key, t.Laws[i].Mark)
	}
	for i := range t.Proofs {
		p := &t.Proofs[i]
		c.mark("proof "+p.Code, p.Mark)
		c.need(len(p.Class) > 0 && p.Capture.full(), "proof "+p.Code+": class or capture rule missing")
	}
	for i := range t.Kinds {
		c.kind(t, &t.Kinds[i])
	}
	for i := range t.Windows {
		w := &t.Windows[i]
		c.mark("window "+w.ID, w.Mark)
		c.need(w.Tell != "", "window "+w.ID+": no time to tell the merchant")
		c.clauses(t, "window "+w.ID, w.Law)
	}
	for i := range t.Reasons {
		c.reason(t, &t.Reasons[i])
	}
	return c.found
}

type checker struct{ found []string }

func (c *checker) need(ok bool, finding string) {
	if !ok {
		c.found = append(c.found, finding)
	}
}

func (c *checker) mark(what string, m Mark) {
	c.need(slices.Contains([]Mark{Verified, Partly, Unverified, Design}, m), fmt.Sprintf("%s: mark %q is none of V P U D", what, m))
}

type named struct {
	code  string
	words Words
}

func codes[T any](all []T, of func(T) (string, Words)) []named {
	var out []named
	for _, one := range all {
		code, words := of(one)
		out = append(out, named{code, words})
	}
	return out
}

func (c *checker) unique(what string, all []named) {
	seen := map[string]bool{}
	for _, n := range all {
		c.need(n.code != "" && !seen[n.code], fmt.Sprintf("%s %q is empty or stands twice", what, n.code))
		c.need(n.words.full(), fmt.Sprintf("%s %s lacks a language", what, n.code))
		seen[n.code] = true
	}
}

func (c *checker) kind(t *Taxonomy, k *Kind) {
	where := "remedy " + k.Code
	c.mark(where, k.Mark)
	c.need(slices.Contains([]Sum{NoSum, UpToPaid, Freight, Beyond, WholeRem}, k.Sum), where+": unknown sum "+string(k.Sum))
	for _, d := range k.Duties {
		c.need(slices.Contains([]string{"PAY", "RETURN", "REPLACE", "ACT"}, d), where+": unknown obligation "+d)
	}
	c.clauses(t, where, k.Statute)
}

func (c *checker) clauses(t *Taxonomy, where string, all []Clause) {
	for _, cl := range all {
		_, known := t.Law(cl.Law)
		c.need(known, where+": unknown law "+cl.Law)
	}
}

func (c *checker) reason(t *Taxonomy, r *Reason) {
	where := "reason " + r.Code
	c.mark(where, r.Mark)
	_, grouped := t.Group(r.Group)
	c.need(grouped && len(r.Code) > 1 && r.Code[:1] == r.Group, where+": not in its group")
	c.need(r.Name != "", where+": no name")
	c.need(len(r.Buyer)+len(r.Merchant) > 0, where+": no evidence checklist")
	for _, n := range append(slices.Clone(r.Buyer), r.Merchant...) {
		_, known := t.Proof(n.Proof)
		c.need(known, where+": unknown evidence "+n.Proof)
		c.need(n.Words == Words{} || n.full(), where+": item "+n.Proof+" lacks a language")
	}
	c.burden(where, r.Burden)
	c.need(len(r.Remedies) > 0, where+": no remedy")
	for _, code := range r.Remedies {
		_, known := t.Kind(code)
		c.need(known, where+": unknown remedy "+code)
	}
	for _, id := range r.Windows {
		_, known := t.Window(id)
		c.need(known, where+": unknown window "+id)
	}
	c.clauses(t, where, r.Law)
	c.need(len(r.Law) > 0 || r.Mark != Verified, where+": verified, yet cites nothing")
	c.need(!r.AutoGrantProof || autoGrant(r.Code), where+": data alone cannot prove it, so no rule may grant it")
	c.need(r.Claimant == Buyer || r.Claimant == Merchant, where+": who files?")
	c.need(r.Note == Words{} || r.Note.full(), where+": note lacks a language")
}

func (c *checker) burden(where string, b Burden) {
	orders := [][]Bearer{b.Order}
	for _, s := range b.When {
		c.need(s.If == Visible || s.If == ReceiptConfirmed, where+": unknown circumstance "+string(s.If))
		orders = append(orders, s.Order)
	}
	for _, order := range orders {
		c.need(len(order) > 0, where+": nobody bears the burden")
		for _, one := range order {
			known := slices.Contains([]Bearer{OnBuyer, OnMerchant, ByData, OnProvider, ByFault, ByLaw}, one)
			c.need(known, where+": unknown bearer "+string(one))
		}
	}
	c.need(b.Note == Words{} || b.Note.full(), where+": burden note lacks a language")
}

func (w Words) full() bool { return w.ZH != "" && w.EN != "" }
