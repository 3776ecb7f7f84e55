package reply_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/office/reply"
)

// TestM079_ReadingADraft: a draft is told its length, the words that blame, and the
// facts its kind of complaint needs; a calm and complete one is told nothing.
func TestM079_ReadingADraft(t *testing.T) {
	t.Parallel()
	b := reply.Standard()
	for _, row := range []struct {
		name, draft, group string
		want               []string
	}{
		{"nothing typed", "  ", "E", nil},
		{"calm and complete", "包裹 SF1023456789 已于 9月12日 签收，我们今天向快递公司调取底单。", "E", nil},
		{"short", "不行", "X", []string{"short:"}},
		{"long", strings.Repeat("我们正在核实。", 60), "X", []string{"long:"}},
		{"blames", "您这是无理取闹，我们不会退款的。", "X", []string{"tone:无理取闹"}},
		{"no waybill, no date", "快递显示已经签收了，请您再找一找。", "E", []string{"missing:waybill", "missing:date"}},
		{"no sum", "我们愿意退一部分给您，您看可以吗？", "A", []string{"missing:sum"}},
		{"a sum in English", "We offer 30 yuan back for the scratch.", "A", nil},
		{"English blame", "That is ridiculous and your fault.", "X", []string{"tone:ridiculous", "tone:your fault"}},
	} {
		var got []string
		for _, a := range b.Read(row.draft, row.group) {
			got = append(got, a.Kind+":"+a.Word)
		}
		if !slices.Equal(got, row.want) {
			t.Errorf("%s: %v, want %v", row.name, got, row.want)
		}
	}
}

// TestBadBooksAreRefused: what could not be shown, or promises more than was asked,
// does not load.
func TestBadBooksAreRefused(t *testing.T) {
	t.Parallel()
	for name, doc := range map[string]string{
		"unknown field": "reply: x\nmood: bad\n",
		"one language":  "reply: x\ncontests: [{code: a, zh: 不同意}]\n",
		"twice":         "reply: x\ncontests: [{code: a, zh: 一, en: one}, {code: a, zh: 二, en: two}]\n",
		"over the sum":  "reply: x\noffers: [{code: a, percent: 120, zh: 一, en: one}]\n",
		"blind":         "reply: x\nfacts: [{groups: [A], needs: [mood]}]\n",
		"two":           "reply: x\n---\nreply: y\n",
	} {
		if _, err := reply.Load([]byte(doc)); !errors.Is(err, reply.ErrBook) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestContestsFitTheReason: who is said to have received a parcel is not told that
// the goods are as described, and there is always something to say.
func TestContestsFitTheReason(t *testing.T) {
	t.Parallel()
	b := reply.Standard()
	for _, c := range b.ContestsFor("E") {
		if c.Code == "as_described" {
			t.Error("a reason about goods stands under a parcel that did not come")
		}
	}
	if all := b.ContestsFor("L"); len(all) != 1 || all[0].Code != "other" {
		t.Errorf("for any reason: %v", all)
	}
}
