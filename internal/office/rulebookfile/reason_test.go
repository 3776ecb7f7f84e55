package rulebookfile

import (
	"slices"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/remedy"
	"github.com/tianping-odr/tianping/rulebook"
)

// The built-in document is complete: every code of domain.md §2.2, §1.3 and §1.4
// is there, and Check (run by Reasons) finds nothing.
func TestReasonsHoldTheWholeTaxonomy(t *testing.T) {
	t.Parallel()
	taxonomy := builtIn(t)
	counts := map[string]int{"A": 6, "B": 6, "C": 3, "D": 5, "E": 5, "F": 7, "G": 7, "H": 6, "I": 6, "J": 5, "K": 2, "L": 3}
	for group, n := range counts {
		if got := len(taxonomy.In(group)); got != n {
			t.Errorf("group %s has %d reasons, domain.md §2.2 lists %d", group, got, n)
		}
	}
	if len(taxonomy.Groups) != len(counts) {
		t.Errorf("%d groups, want %d", len(taxonomy.Groups), len(counts))
	}
	for _, code := range strings.Fields("ORD LIST AGR PAY CHAT PHO VID UNBOX PACK TRK POD CST WGT QIR EXP AUTH CERT CONF RET REC INV PRC LOG MED LOSS WIT ADM JUD") {
		if _, ok := taxonomy.Proof(code); !ok {
			t.Errorf("evidence %s of domain.md §1.3 is missing", code)
		}
	}
	for _, code := range strings.Fields("REFUND_ONLY RETURN_REFUND PARTIAL EXCHANGE REPAIR REDO RESHIP SHIP DELETE_DATA RELEASE PUN3 PUN10 LIQ DEPOSIT2 DAMAGES FREIGHT PRICE_DIFF INVOICE APOLOGY DISMISS") {
		if _, ok := taxonomy.Kind(code); !ok {
			t.Errorf("remedy %s of domain.md §1.4 is missing", code)
		}
	}
}

// Rows of domain.md §2.2, read by hand and typed here a second time: who must
// prove first, and what may be asked.
func TestReasonsAgreeWithTheDomainTable(t *testing.T) {
	t.Parallel()
	taxonomy := builtIn(t)
	for _, row := range []struct {
		code, burden, remedies string
		known                  []remedy.Circumstance
	}{
		{"A1", "B M B", "RETURN_REFUND EXCHANGE REPAIR PARTIAL", nil},
		{"A2", "M B", "RETURN_REFUND EXCHANGE REPAIR PARTIAL", nil},
		{"A3", "M", "REPAIR EXCHANGE RETURN_REFUND", nil},
		{"A4", "M B", "REPAIR EXCHANGE RETURN_REFUND", nil},
		{"B1", "M B", "RETURN_REFUND PARTIAL EXCHANGE", nil},
		{"B1", "B M B", "RETURN_REFUND PARTIAL EXCHANGE", []remedy.Circumstance{remedy.Visible}},
		{"B2", "B M", "EXCHANGE RETURN_REFUND", nil},
		{"B4", "M B", "RESHIP EXCHANGE RETURN_REFUND REFUND_ONLY PARTIAL", nil},
		{"B4", "B", "RESHIP EXCHANGE RETURN_REFUND REFUND_ONLY PARTIAL", []remedy.Circumstance{remedy.ReceiptConfirmed}},
		{"D1", "S", "SHIP LIQ REFUND_ONLY", nil},
		{"D3", "S M", "REFUND_ONLY LIQ PUN3", nil},
		{"E1", "M", "REFUND_ONLY RESHIP", nil},
		{"F1", "M", "RETURN_REFUND", nil},
		{"F3", "B", "REFUND_ONLY RELEASE", nil},
		{"F6", "F", "FREIGHT", nil},
		{"H1", "B M", "REFUND_ONLY RETURN_REFUND PUN10", nil},
		{"I5", "P", "REFUND_ONLY", nil},
		{"K2", "L", "RETURN_REFUND", nil},
		{"L3", "M", "RECOVER_GOODS RECOVER_PRICE", nil},
	} {
		r, ok := taxonomy.Reason(row.code)
		if !ok {
			t.Errorf("%s: unknown", row.code)
			continue
		}
		var order []string
		for _, b := range r.Burden.For(row.known...) {
			order = append(order, string(b))
		}
		if got := strings.Join(order, " "); got != row.burden {
			t.Errorf("%s: burden %s, domain.md says %s", row.code, got, row.burden)
		}
		if got := strings.Join(r.Remedies, " "); got != row.remedies {
			t.Errorf("%s: remedies %s, domain.md says %s", row.code, got, row.remedies)
		}
	}
}

// Only D1, D2, D4 and F2 can be proved by data alone (procedure.md T15); only
// claims of group L, and F4, are brought by merchants.
func TestReasonsMarkTheSpecialOnes(t *testing.T) {
	t.Parallel()
	taxonomy := builtIn(t)
	var granted, safety, merchants []string
	for _, r := range taxonomy.Reasons {
		if r.AutoGrantProof {
			granted = append(granted, r.Code)
		}
		if r.Safety {
			safety = append(safety, r.Code)
		}
		if r.Claimant == remedy.Merchant {
			merchants = append(merchants, r.Code)
		}
	}
	for _, want := range []struct {
		what string
		got  []string
		want string
	}{
		{"auto-grant", granted, "D1 D2 D4 F2"},
		{"safety", safety, "A5 H1 H2 H5"},
		{"merchant", merchants, "F4 L1 L2 L3"},
	} {
		if got := strings.Join(want.got, " "); got != want.want {
			t.Errorf("%s: %s, want %s", want.what, got, want.want)
		}
	}
}

// Every document that strays from the schema is refused, with a reason that says where.
func TestReasonsRefuseWhatStrays(t *testing.T) {
	t.Parallel()
	whole := string(cn(t))
	for name, c := range map[string]struct{ old, new, says string }{
		"unknown field":        {"    name: QUAL_VISIBLE\n", "    name: QUAL_VISIBLE\n    colour: red\n", "colour"},
		"repeated key":         {"    name: QUAL_VISIBLE\n", "    name: QUAL_VISIBLE\n    name: AGAIN\n", "already defined"},
		"alias":                {"law_pack: cn\n", "law_pack: &p cn\n", "anchors and aliases"},
		"second document":      {"list:\n", "---\nlist:\n", "not in its group|more than one document"},
		"unknown evidence":     {"{kind: PACK, zh: 出库时完好", "{kind: PAKC, zh: 出库时完好", "reason A1: unknown evidence PAKC"},
		"unknown remedy":       {"remedies: [SHIP, LIQ, REFUND_ONLY]", "remedies: [SHIP, LIQ, REFUND]", "reason D1: unknown remedy REFUND"},
		"unknown law":          {"law: [CivC 582, CivC 610,", "law: [Civ 582, CivC 610,", "reason A1: unknown law Civ"},
		"unknown bearer":       {"burden: [S, M]", "burden: [S, X]", "reason D3: unknown bearer X"},
		"unknown circumstance": {"{if: visible,", "{if: invisible,", "unknown circumstance invisible"},
		"code twice":           {"  - code: A2\n", "  - code: A1\n", `reason "A1" is empty or stands twice`},
		"language missing":     {"    en: Late dispatch\n", "", "reason D1 lacks a language"},
		"auto-grant widened":   {"    name: FAKE_SHIP\n", "    name: FAKE_SHIP\n    auto_grant_proof: true\n", "reason D3: data alone cannot prove it"},
		"unknown mark":         {"    mark: U\n    note: {zh: 取决于", "    mark: X\n    note: {zh: 取决于", `mark "X"`},
	} {
		broken := strings.Replace(whole, c.old, c.new, 1)
		if broken == whole {
			t.Errorf("%s: the text to break is not in the document", name)
			continue
		}
		_, err := Reasons([]byte(broken))
		if err == nil || !slices.ContainsFunc(strings.Split(c.says, "|"), func(s string) bool { return strings.Contains(err.Error(), s) }) {
			t.Errorf("%s: got %v, want a refusal saying %q", name, err, c.says)
		}
	}
}

func builtIn(t *testing.T) remedy.Taxonomy {
	t.Helper()
	taxonomy, err := Reasons(cn(t))
	if err != nil {
		t.Fatal(err)
	}
	return taxonomy
}

// cn is the built-in document.
func cn(t *testing.T) []byte {
	t.Helper()
	doc, err := rulebook.Files.ReadFile("reason/cn.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return doc
}
