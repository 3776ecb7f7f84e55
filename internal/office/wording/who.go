package wording

import "github.com/tianping-odr/tianping/internal/core/party"

// owners are those a procedure file waits for that are no capacity of a person.
//
//nolint:gochecknoglobals // a closed vocabulary, never written to
var owners = table{
	"C":              {"申请人", "claimant"},
	"R":              {"被申请人", "respondent"},
	"T":              {"系统（到期自动）", "the system, at the due time"},
	"timer":          {"系统（到期自动）", "the system, at the due time"},
	"both":           {"双方", "both sides"},
	"parties":        {"双方", "both sides"},
	"party":          {"当事人", "a party"},
	"debtor":         {"履行方", "who must perform"},
	"creditor":       {"收取方", "who is owed"},
	"platform":       {"平台", "the platform"},
	"jury":           {"大众评审团", "the public panel"},
	"asker":          {"提出中止的一方", "who asked for the stay"},
	"successor":      {"继承人或承继方", "the successor"},
	"test_body":      {"检测机构", "the test body"},
	"account_holder": {"账号本人", "the account holder"},
	"quality_desk":   {"质量安全岗", "the quality desk"},
	"legal":          {"法务", "legal staff"},
	"merchant":       {"商家", "merchant"},
	"rule":           {"规则", "the rules"},
}

// Who is the name of a capacity, of a side, or of whom a procedure file waits for.
func Who(code string) Words {
	if w, ok := owners[code]; ok {
		return w
	}
	if t := party.Capacity(code).Text(); t != (party.Text{}) {
		return Words{ZH: t.ZH, EN: t.EN}
	}
	return fallback(code)
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var sides = table{
	"buyer":    {"买家", "buyer"},
	"merchant": {"商家", "merchant"},
	"platform": {"平台", "platform"},
}

// Side is what a party is in the order: people are shown as buyer and merchant,
// wherever they stand in the case.
func Side(kind string) Words { return sides.of(kind) }
