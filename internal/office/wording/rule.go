package wording

// variants are the cases in which a period has another length.
//
//nolint:gochecknoglobals // a closed vocabulary, never written to
var variants = table{
	"undispatched": {"尚未发货", "not yet dispatched"},
	"safety":       {"涉及人身安全", "safety of persons"},
	"fast_track":   {"快速处理", "fast track"},
	"digital":      {"数字商品", "digital goods"},
	"k_last":       {"由规则认定", "decided by rule"},
}

// Variant names the case in which a period has another length.
func Variant(code string) Words { return variants.of(code) }

//nolint:gochecknoglobals // a closed vocabulary, never written to
var procedures = table{
	"tianping-std": {"天平标准程序", "Tianping standard procedure"},
	"jd":           {"京东式程序（示例）", "Procedure in the manner of JD (sketch)"},
	"paypal":       {"PayPal 式程序（示例）", "Procedure in the manner of PayPal (sketch)"},
	"r12315":       {"12315 式调解程序（示例）", "Mediation in the manner of 12315 (sketch)"},
}

// Procedure is the name of a built-in procedure; one of a marketplace's own is
// called by its id.
func Procedure(id string) Words {
	if w, ok := procedures[id]; ok {
		return w
	}
	return Words{id, id}
}
