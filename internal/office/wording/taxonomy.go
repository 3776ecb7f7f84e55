package wording

import (
	"sync"

	"github.com/tianping-odr/tianping/internal/core/remedy"
	"github.com/tianping-odr/tianping/internal/office/rulebookfile"
	"github.com/tianping-odr/tianping/rulebook"
)

// builtIn is the document of reasons the binary ships with. A marketplace that
// publishes its own reads the words from its own taxonomy instead.
//
//nolint:gochecknoglobals // read once, never written to
var builtIn = sync.OnceValue(func() remedy.Taxonomy {
	doc, err := rulebook.Files.ReadFile("reason/cn.yaml")
	if err != nil {
		panic("wording: the built-in document of reasons is missing: " + err.Error())
	}
	t, err := rulebookfile.Reasons(doc)
	if err != nil {
		panic("wording: the built-in document of reasons does not read: " + err.Error())
	}
	return t
})

// Reason is the name of a reason of complaint: E1 签收未收到.
func Reason(code string) Words {
	t := builtIn()
	if r, ok := t.Reason(code); ok {
		return Words(r.Words)
	}
	return fallback(code)
}

// ReasonGroup is the name of a letter of the taxonomy.
func ReasonGroup(code string) Words {
	t := builtIn()
	if g, ok := t.Group(code); ok {
		return Words(g.Words)
	}
	return fallback(code)
}

// Remedy is the name of what is asked for: RETURN_REFUND 退货退款.
func Remedy(code string) Words {
	t := builtIn()
	if k, ok := t.Kind(code); ok {
		return Words(k.Words)
	}
	return fallback(code)
}

// Evidence is the name of a kind of evidence: POD 签收凭证（底单）.
func Evidence(code string) Words {
	t := builtIn()
	if p, ok := t.Proof(code); ok {
		return Words(p.Words)
	}
	return fallback(code)
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var bearers = table{
	"B": {"买家举证", "the buyer"},
	"M": {"商家举证", "the merchant"},
	"S": {"以平台或承运人数据为准", "platform or carrier data decide"},
	"P": {"支付机构举证", "the payment provider"},
	"F": {"随过错认定", "follows the fault found"},
	"L": {"法律问题，无须举证", "a point of law"},
}

// Bearer says who has to prove next (domain.md §2.1).
func Bearer(code string) Words { return bearers.of(code) }

//nolint:gochecknoglobals // a closed vocabulary, never written to
var marks = table{
	"V": {"已核对原文", "verified at the source"},
	"P": {"部分核对", "partly verified"},
	"U": {"未核实，可修改的默认值", "not verified, an editable default"},
	"D": {"本平台设计", "our own design"},
}

// Mark says how sure a figure or citation is.
func Mark(code string) Words { return marks.of(code) }
