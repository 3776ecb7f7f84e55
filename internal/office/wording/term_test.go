package wording

import (
	"strings"
	"testing"
)

// A text is cut at the words it names: the longest first, each once, English ones
// only whole; nothing of the text is lost.
func TestFindTerms(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang Lang
		text string
		want string
	}{
		{ZH, "平台裁决员作出处理决定书。", "[adjudicator:平台裁决员]作出[ruling:处理决定书]。"},
		{ZH, "货款冻结，冻结期间不放款。", "货款[frozen:冻结]，冻结期间不[release:放款]。"},
		{ZH, "举证责任与举证", "[burden:举证责任]与[prove:举证]"},
		{ZH, "没有这些词。", "没有这些词。"},
		{EN, "Frozen money is released after a ruling.", "[frozen:Frozen] money is [release:released] after a [ruling:ruling]."},
		{EN, "Bruling depositary", "Bruling depositary"},
		{EN, "", ""},
	} {
		var got, whole strings.Builder
		for _, p := range FindTerms(c.text, c.lang, map[string]bool{}) {
			whole.WriteString(p.Text)
			if p.Term != "" {
				got.WriteString("[" + p.Term + ":" + p.Text + "]")
			} else {
				got.WriteString(p.Text)
			}
		}
		if got.String() != c.want || whole.String() != c.text {
			t.Errorf("%q: %q, want %q", c.text, got.String(), c.want)
		}
	}
	seen := map[string]bool{"frozen": true}
	if p := FindTerms("货款冻结", ZH, seen); len(p) != 1 || p[0].Term != "" {
		t.Errorf("a word seen before is marked again: %v", p)
	}
}

// Every term stands under a heading and keeps the rules of wording: one sentence,
// at most 25 Chinese characters between two stops.
func TestTermsAreShort(t *testing.T) {
	t.Parallel()
	if len(Terms()) < 40 {
		t.Fatalf("%d terms", len(Terms()))
	}
	for _, term := range Terms() {
		for _, part := range strings.FieldsFunc(term.Says.ZH, func(r rune) bool { return strings.ContainsRune("，。：；、", r) }) {
			if n := len([]rune(part)); n > 25 {
				t.Errorf("%s: %d characters without a stop: %s", term.ID, n, part)
			}
		}
	}
}
