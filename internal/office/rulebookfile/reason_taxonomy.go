package rulebookfile

import (
	"strings"

	"github.com/tianping-odr/tianping/internal/core/remedy"
)

func (f *reasonFile) taxonomy() remedy.Taxonomy {
	t := remedy.Taxonomy{
		ID: f.Reasons, Version: f.Version, EffectiveFrom: f.EffectiveFrom,
		LawPack: f.LawPack, Notice: f.Notice.words(),
	}
	for _, l := range f.Laws {
		t.Laws = append(t.Laws, remedy.Law{Key: l.Key, Words: l.words(), Kind: l.Kind, Mark: remedy.Mark(l.Mark)})
	}
	for _, p := range f.Evidence {
		t.Proofs = append(t.Proofs, remedy.Proof{
			Code: p.Code, Words: p.words(), Class: p.Class, Capture: p.Capture.words(),
			Mark: remedy.Mark(p.Mark), LiftsWindows: p.LiftsWindows, Sensitive: p.Sensitive,
		})
	}
	for _, k := range f.Remedies {
		t.Kinds = append(t.Kinds, remedy.Kind{
			Code: k.Code, Words: k.words(), Duties: k.Duties, Debtor: remedy.Side(k.Debtor),
			Sum: remedy.Sum(k.Sum), Statute: clauses(k.Law), Mark: remedy.Mark(k.Mark),
		})
	}
	for _, w := range f.Windows {
		t.Windows = append(t.Windows, remedy.Window{
			ID: w.ID, Words: w.words(), Categories: w.Categories, Tell: w.Tell, File: w.File,
			Mark: remedy.Mark(w.Mark), Law: clauses(w.Law),
		})
	}
	for _, g := range f.Groups {
		t.Groups = append(t.Groups, remedy.Group{Code: g.Code, Words: g.words()})
	}
	for i := range f.List {
		t.Reasons = append(t.Reasons, f.List[i].reason())
	}
	return t
}

func (r *reasonEntryFile) reason() remedy.Reason {
	group, claimant := "", remedy.Side(r.Claimant)
	if r.Code != "" {
		group = r.Code[:1]
	}
	if claimant == "" {
		claimant = remedy.Buyer
	}
	return remedy.Reason{
		Code: r.Code, Name: r.Name, Group: group, Words: r.words(),
		Mark: remedy.Mark(r.Mark), Note: r.Note.words(), Claimant: claimant,
		Buyer: needs(r.Buyer), Merchant: needs(r.Merchant), Burden: r.burden(),
		Remedies: r.Remedies, OfBase: r.OfBase, Law: clauses(r.Law), Rows: r.Rows,
		Windows: r.Windows, Safety: r.Safety, AutoGrantProof: r.AutoGrantProof,
	}
}

func (r *reasonEntryFile) burden() remedy.Burden {
	b := remedy.Burden{Order: bearers(r.Burden), Note: r.BurdenNote.words()}
	for _, s := range r.BurdenWhen {
		b.When = append(b.When, remedy.Shift{If: remedy.Circumstance(s.If), Order: bearers(s.Order)})
	}
	return b
}

func bearers(codes []string) []remedy.Bearer {
	var out []remedy.Bearer
	for _, c := range codes {
		out = append(out, remedy.Bearer(c))
	}
	return out
}

func needs(all []needFile) []remedy.Need {
	var out []remedy.Need
	for _, n := range all {
		out = append(out, remedy.Need{Proof: n.Kind, Words: n.words()})
	}
	return out
}

// clauses reads "CivC 582" as article 582 of CivC, and "INVOICE" as the whole text.
func clauses(refs []string) []remedy.Clause {
	var out []remedy.Clause
	for _, ref := range refs {
		law, article, _ := strings.Cut(ref, " ")
		out = append(out, remedy.Clause{Law: law, Article: article})
	}
	return out
}
