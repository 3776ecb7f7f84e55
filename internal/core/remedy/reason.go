// Package remedy holds what may be complained of and what may be asked for: the
// reasons, who has to prove what, which kinds of evidence help, and the remedies
// each reason allows. It proposes and looks up; it never decides a claim.
//
//	rulebook/reason/cn.yaml ─ office/rulebookfile → Taxonomy ─ Reason("E1")
//	                                                  ├ Proofs    what to bring (checklist)
//	                                                  ├ Burden    who proves first
//	                                                  └ Remedies  what may be asked
package remedy

// Mark is how sure a figure or a citation is (domain.md, head).
type Mark string

// The marks. An operator sees every mark but Verified beside its text.
const (
	Verified   Mark = "V" // read in the text at its source
	Partly     Mark = "P" // secondary source, or only an excerpt read
	Unverified Mark = "U" // an editable default, never a legal fact
	Design     Mark = "D" // our own choice
)

// Side is a side of the sale, whoever complains.
type Side string

// The sides.
const (
	Buyer    Side = "buyer"
	Merchant Side = "merchant"
)

// Words is one text in both languages.
type Words struct{ ZH, EN string }

// Taxonomy is one document of reasons, as published by a marketplace. The zero
// Taxonomy knows nothing.
type Taxonomy struct {
	ID            string // "cn"
	Version       string
	EffectiveFrom string // date, 2006-01-02
	LawPack       string
	Notice        Words // shown wherever the taxonomy proposes something
	Laws          []Law
	Proofs        []Proof
	Kinds         []Kind
	Windows       []Window
	Groups        []Group
	Reasons       []Reason
}

// Group is a letter of the taxonomy: quality, description, shipping …
type Group struct {
	Code string // "A"
	Words
}

// Reason is one ground of complaint.
type Reason struct {
	Code  string // "E1": stands in events, never reused
	Name  string // "SIGNED_NOT_RECEIVED"
	Group string // "E"
	Words
	Mark     Mark
	Note     Words  // what the mark, or a departure from the ordinary, means; may be empty
	Buyer    []Need // evidence checklist of the buyer
	Merchant []Need // evidence checklist of the merchant
	Burden   Burden
	Remedies []string // kinds of remedy allowed, the usual one first; for A4 the order is the order in law
	OfBase   bool     // the remedies are those of the reason it follows (F7)
	Law      []Clause
	Rows     []string // mission rows served, "M38"
	Windows  []string // ids of windows for surface complaints that may apply
	Safety   bool     // injury, fire, food, children: T75 applies from filing
	// AutoGrantProof is true where platform data alone can prove the claim, so that
	// a silent merchant may be answered by rule (T15): D1, D2, D4, F2 and no other.
	AutoGrantProof bool
	Claimant       Side // who files: Buyer, or Merchant (group L)
}

// Need is one item of an evidence checklist.
type Need struct {
	Proof string // kind of evidence: "POD"
	Words        // what exactly to show; empty when the kind says it all
}

// Clause is a reference into a law or a published rule.
type Clause struct {
	Law     string // key of Laws: "CivC"
	Article string // "582", "23(3)", "5–6"; empty for the whole text
}

// String is the clause as it stands in files and events: "CivC 582", "CRPL 23(3)".
func (c Clause) String() string {
	if c.Article == "" {
		return c.Law
	}
	return c.Law + " " + c.Article
}

// Law is a text that clauses refer to.
type Law struct {
	Key string // "CivC"
	Words
	// Kind is "statute", "regulation", "interpretation", "rule" (of a ministry) or
	// "platform": another platform's published rule, which binds nobody here and
	// only shows where a default comes from.
	Kind string
	Mark Mark
}

// Proof is a kind of evidence.
type Proof struct {
	Code string // "POD"
	Words
	Class   []string // classes of Civil Procedure Law art 66: electronic, audiovisual, documentary …
	Capture Words    // how to keep it
	Mark    Mark
	// LiftsWindows is true for findings of an authority or a court: they lift the
	// time limit for filing (K_FILE).
	LiftsWindows bool
	Sensitive    bool // sensitive personal data: asked for only where the reason needs it
}

// Kind is a kind of remedy.
type Kind struct {
	Code string // "RETURN_REFUND"
	Words
	Duties  []string // the obligations it becomes, in order: "RETURN", "PAY"
	Debtor  Side     // who performs; "" when the ruling says
	Sum     Sum
	Statute []Clause // the entitlement it rests on, where it is a statutory sum
	Mark    Mark
}

// Sum is how much money a kind of remedy may ask.
type Sum string

// The sums. Only UpToPaid and Freight are at stake in escrow (procedure.md §5).
const (
	NoSum    Sum = "none"     // goods or an act
	UpToPaid Sum = "paid"     // at most what was paid for the lines
	Freight  Sum = "freight"  // freight of dispatch or return
	Beyond   Sum = "beyond"   // multiples, damages: may exceed the price, never freezes more than it
	WholeRem Sum = "residual" // what remains on the lines once the rest is decided
)

// Window is a usual time for complaints about what the eye can see. Its end bars
// nothing that the law gives (CivC 622).
type Window struct {
	ID string
	Words
	Categories []string
	Tell       string // tell the merchant within: "48h" after signature
	File       string // file within: "15nd"; "" when none is reported
	Mark       Mark
	Law        []Clause
}

// Reason finds a reason by its code.
func (t *Taxonomy) Reason(code string) (Reason, bool) {
	return find(t.Reasons, func(r *Reason) bool { return r.Code == code })
}

// Proof finds a kind of evidence by its code.
func (t *Taxonomy) Proof(code string) (Proof, bool) {
	return find(t.Proofs, func(p *Proof) bool { return p.Code == code })
}

// Kind finds a kind of remedy by its code.
func (t *Taxonomy) Kind(code string) (Kind, bool) {
	return find(t.Kinds, func(k *Kind) bool { return k.Code == code })
}

// Window finds a window by its id.
func (t *Taxonomy) Window(id string) (Window, bool) {
	return find(t.Windows, func(w *Window) bool { return w.ID == id })
}

// Law finds a law by its key.
func (t *Taxonomy) Law(key string) (Law, bool) {
	return find(t.Laws, func(l *Law) bool { return l.Key == key })
}

// Group finds a group by its letter.
func (t *Taxonomy) Group(code string) (Group, bool) {
	return find(t.Groups, func(g *Group) bool { return g.Code == code })
}

// In lists the reasons of a group, in the document's order.
func (t *Taxonomy) In(group string) []Reason {
	var out []Reason
	for i := range t.Reasons {
		if t.Reasons[i].Group == group {
			out = append(out, t.Reasons[i])
		}
	}
	return out
}

func find[T any](all []T, is func(*T) bool) (T, bool) {
	for i := range all {
		if is(&all[i]) {
			return all[i], true
		}
	}
	var none T
	return none, false
}
