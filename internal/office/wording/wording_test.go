package wording

import (
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/office/rulebookfile"
)

// all yields every text of the package with where it stands.
func all() iter.Seq2[string, Words] {
	return func(yield func(string, Words) bool) {
		for name, t := range map[string]table{
			"phase": phases, "owner": owners, "side": sides, "claim state": claimStates, "lapse": lapses, "decider": deciders,
			"source": sources, "basis": bases, "bearer": bearers, "mark": marks, "sentence": sentences, "guard": guards, "feature": features, "choice": choices, "plain": plain, "label": labels,
		} {
			for code, w := range t {
				if !yield(name+" "+code, w) {
					return
				}
			}
		}
		texts := arranged()
		for name, t := range map[string]map[string]rulebookfile.Text{"stage": texts.Stages, "obligation": texts.Obligations, "state": texts.States, "hold": texts.Holds} {
			for code, w := range t {
				if !yield(name+" "+code, Words(w)) {
					return
				}
			}
		}
		for code, k := range texts.Clocks {
			if !yield("clock "+code, Words(k.Text)) {
				return
			}
			for end, w := range k.Then {
				if !yield("clock "+code+" "+end, Words(w)) {
					return
				}
			}
		}
		for code, m := range moves {
			ok := yield("act "+code+" name", m.Name) && yield("act "+code+" effect", m.Effect) && yield("act "+code+" button", Move(code).Button)
			if !ok {
				return
			}
		}
		for code, r := range refusals {
			if !yield("refusal "+code, r.Wrong) || !yield("refusal "+code+" instead", r.Instead) {
				return
			}
		}
		for code, n := range notices {
			if !yield("notice "+code, n.Title) || !yield("notice "+code+" lead", n.Lead) {
				return
			}
		}
		for code, f := range fields {
			if !yield("field "+code, f.Name) || !f.Hint.IsZero() && !yield("field "+code+" hint", f.Hint) {
				return
			}
		}
	}
}

// Every text exists in both languages, each in its own script, without figures
// (lengths and sums are data) except where a number is a name.
func TestEveryTextIsWhole(t *testing.T) {
	t.Parallel()
	n := 0
	for where, w := range all() {
		n++
		if w.ZH == "" || w.EN == "" {
			t.Errorf("%s lacks a language: %+v", where, w)
		}
		if strings.ContainsFunc(w.EN, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%s: Chinese in the English text: %q", where, w.EN)
		}
		if !strings.ContainsFunc(w.ZH, func(r rune) bool { return unicode.Is(unicode.Han, r) }) && !strings.Contains(w.ZH, "{") {
			t.Errorf("%s: no Chinese in the Chinese text: %q", where, w.ZH)
		}
		if plainZH := strings.ReplaceAll(w.ZH, "12315", ""); strings.ContainsAny(plainZH, "0123456789") {
			t.Errorf("%s: a figure stands in the words: %q", where, w.ZH)
		}
	}
	if n < 700 {
		t.Errorf("only %d texts were looked at", n)
	}
}

// Sentences are short: at most 25 Chinese characters between two stops
// (design/README.md, “Wording”).
func TestSentencesAreShort(t *testing.T) {
	t.Parallel()
	for where, w := range all() {
		for _, part := range strings.FieldsFunc(w.ZH, func(r rune) bool { return strings.ContainsRune("，。；：？！[]", r) }) {
			if n := utf8.RuneCountInString(part); n > 25 {
				t.Errorf("%s: %d characters in one breath: %q", where, n, part)
			}
		}
	}
}

// Nobody is blamed, threatened or promised an outcome; settled words are used.
func TestWordingIsNeutral(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"后果自负", "尽快", "输入有误", "系统异常", "对手", "小二", "投诉人", "你的", "务必", "必须立即", "已退款", "租户", "义务"} {
		for where, w := range all() {
			if strings.Contains(w.ZH, bad) {
				t.Errorf("%s says %q: %q", where, bad, w.ZH)
			}
		}
	}
	for _, bad := range []string{"tenant", "your opponent", "invalid input", "arbitrator ", "immediately!"} {
		for where, w := range all() {
			if strings.Contains(strings.ToLower(w.EN), bad) {
				t.Errorf("%s says %q: %q", where, bad, w.EN)
			}
		}
	}
}

var place = regexp.MustCompile(`\{[a-z]+\}`)

// The sentences of events ask for the same facts in both languages, only for facts
// there are, and close every bracket they open.
func TestSentencesAskForTheSameFacts(t *testing.T) {
	t.Parallel()
	known := Facts{}.pairs(0)
	for kind, w := range sentences {
		zh, en := place.FindAllString(w.ZH, -1), place.FindAllString(w.EN, -1)
		slices.Sort(zh)
		slices.Sort(en)
		if !slices.Equal(zh, en) {
			t.Errorf("%s: %v in Chinese, %v in English", kind, zh, en)
		}
		for _, p := range zh {
			if !slices.Contains(known, p) {
				t.Errorf("%s: no fact is called %s", kind, p)
			}
		}
		for _, text := range []string{w.ZH, w.EN} {
			if strings.Count(text, "[") != strings.Count(text, "]") {
				t.Errorf("%s: a bracket is open: %q", kind, text)
			}
		}
	}
}

// What a timeline shows, read by a person.
func TestHappened(t *testing.T) {
	t.Parallel()
	buyer := Words{"买家", "the buyer"}
	for _, c := range []struct {
		kind   string
		f      Facts
		zh, en string
	}{
		{"escalated", Facts{Who: buyer}, "买家申请平台介入", "The buyer asked the platform in"},
		{"offered", Facts{Who: Words{"商家", "the merchant"}, No: 2}, "商家提出方案 2", "The merchant made offer 2"},
		{"exhibit_added", Facts{Who: buyer, No: 4, What: Evidence("POD")}, "买家提交证据 4：签收凭证（底单）", "The buyer submitted evidence 4: Proof of delivery"},
		{"exhibit_added", Facts{Who: buyer}, "买家提交证据", "The buyer submitted evidence"},
		{"frozen", Facts{Sum: "¥300.00", Claims: []int{1}}, "冻结 ¥300.00，请求 1", "¥300.00 frozen, claim 1"},
		{"frozen", Facts{Sum: "¥300.00"}, "冻结 ¥300.00", "¥300.00 frozen"},
		{"withdrawn", Facts{Who: buyer, Claims: []int{1, 3}}, "买家撤回请求 1、3", "The buyer withdrew claims 1, 3"},
		{"deadline_set", Facts{What: Clock("K_ANS"), Due: Words{"11月24日（周二）18:00", "Tue 24 Nov, 18:00"}}, "答复期限：11月24日（周二）18:00", "Time to answer: Tue 24 Nov, 18:00"},
		{"entered", Facts{Where: Stage("MEDIATING")}, "进入「调解」", "Mediation"},
	} {
		if got := Happened(c.kind, c.f); got != (Words{c.zh, c.en}) {
			t.Errorf("%s:\n got %q %q\nwant %q %q", c.kind, got.ZH, got.EN, c.zh, c.en)
		}
	}
}

// Words that depend on the act, and those that come from the taxonomy.
func TestChoicesAndFields(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ got, want string }{
		{Choice("challenge_settlement", "ground", "fraud").ZH, "受欺诈"},
		{Choice("decide_challenge", "result", "refused").ZH, "不需回避"},
		{Choice("rule_return", "result", "refused").ZH, "退货不成立"},
		{Choice("submit", "claims.reason", "E1").ZH, "显示签收但未收到"},
		{Choice("submit", "claims.remedy", "RETURN_REFUND").EN, "Return and refund"},
		{Choice("add_exhibit", "kind", "TRK").ZH, "物流轨迹"},
		{Choice("external_result", "kind", "award").ZH, "仲裁裁决"},
		{Choice("assign", "role", "mediator").ZH, "调解员"},
		{Choice("offer", "terms.return", "yes").ZH, "是"},
		{Choice("offer", "terms.return", "maybe").ZH, "〔maybe〕"},
		{Ground("reject", "NOT_OURS").ZH, "不属于平台处理范围"},
		{Field("submit", "claims.reason").Name.ZH, "遇到的问题"},
		{Field("withdraw", "reason").Name.ZH, "理由"},
		{Field("offer", "terms.colour").Name.ZH, "〔colour〕"},
		{Who("claimant").ZH, "申请人"},
		{Who("parties").EN, "both sides"},
		{DecidedBy("rule").ZH, "未经人工裁决"},
		{fmt.Sprint(Move("accept_offer").Final, Move("offer").Final), "true false"},
		{Move("waive_appeal").Name.ZH, "接受处理结果"},  // M114
		{Move("confirm_receipt").Name.ZH, "确认收货"}, // M176, never the same word
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// A sentence that stands inside another loses its stop and its capital.
func TestClause(t *testing.T) {
	t.Parallel()
	w := Then("K_RET", procedure.Expiry{To: "RET_GRACE"})
	if got := w.Clause(); got != (Words{"进入宽限期，仍可寄回", "a time of grace begins; goods can still be sent"}) {
		t.Errorf("got %+v from %+v", got, w)
	}
	if got := w.In(EN); got != "A time of grace begins; goods can still be sent." {
		t.Errorf("got %q", got)
	}
}
