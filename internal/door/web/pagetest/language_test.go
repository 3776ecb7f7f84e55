package pagetest

import (
	"slices"
	"testing"
)

// A left-over is found in text and in what is read out, and only there: not in what
// says its own language, in names, in numbers, or in what is being typed.
func TestLeftOvers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang, page string
		want       []string
	}{
		{"zh", `<p>请在 PDF 中查看 K2 号，SHA-256 7f3a…c21d</p><br><p>no answer</p>`, []string{"answer in: no answer"}},
		{"zh", `<p>由 <b translate="no">Alice <i>Brown</i></b> 提交</p><p>Alice</p>`, []string{"Alice in: Alice"}},
		{"zh", `<button aria-label="Close"></button><button lang="en">English</button>`, []string{"Close in: Close"}},
		{"zh", `<input value="typed words"><textarea>typed words</textarea><img alt="photo of it"><p>好</p>`, []string{"photo in: photo of it"}},
		{"zh", `<p>&quot;hello&quot; 您好</p>`, []string{`hello in: "hello" 您好`}},
		{"zh", `<p>买家与 shop-7 的案件</p><p>shopper</p>`, []string{"shopper in: shopper"}},
		{"en", `<p>Offer of <span translate="no">北辰数码</span></p><a lang="zh-CN">中文</a><p title="冻结">frozen</p>`, []string{"冻结"}},
		{"en", `<p>Before <time>9月24日</time></p>`, []string{"9月24日"}},
	} {
		if got := LeftOvers(c.page, c.lang, "shop-7"); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.page, got, c.want)
		}
	}
}
