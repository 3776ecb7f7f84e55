package archtest

import (
	_ "embed" // the list of longer sentences
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// longestSentence is how many Chinese characters a sentence may have, from stop to
// stop (design: 25). What is longer stands in testdata/longer.txt with its reason.
const longestSentence = 25

// never are words people must not read, each with what is said instead.
var never = map[string]string{
	"请尽快":   "say by when: 请在 11月24日（周二）18:00 前…",
	"后果自负":  "say what happens: 不回应则由调解员继续，不视为同意",
	"操作不可逆": "say what happens to the money",
	"系统异常":  "say what was lost and what was kept",
	"输入有误":  "say what is wrong and how to mend it",
	"被投诉人":  "商家 / 买家",
	"投诉人":   "申请人",
	"对手":    "对方",
	"客服小二":  "调解员",
	"租户":    "市场",
	"你":     "您",
}

// spokenIn are the rooms whose texts people read.
var spokenIn = []string{"internal/door/web", "internal/office/wording", "internal/office/service", "internal/core/party", "rulebook/"}

//go:embed testdata/longer.txt
var longerFile string

// longer are the sentences that may be longer, each with its reason: what stands in
// the file, one a line, "sentence | reason".
func longer() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(longerFile) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		sentence, reason, _ := strings.Cut(line, " | ")
		out[sentence] = reason
	}
	return out
}

// Every exception has a reason, is longer than others may be, and still stands in a
// text: a list of what once was is no list of exceptions.
func TestLongerSentencesAreThere(t *testing.T) {
	t.Parallel()
	house := repository(t)
	var all strings.Builder
	for name, body := range house.texts {
		if isSpoken(name) {
			all.WriteString(body)
		}
	}
	for _, s := range house.sources {
		if s.product() && isSpoken(s.path) {
			ast.Inspect(s.file, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					all.WriteString(lit.Value)
				}
				return true
			})
		}
	}
	for sentence, reason := range longer() {
		if hanIn(reason)+len(reason) == 0 || hanIn(sentence) <= longestSentence || !strings.Contains(all.String(), sentence) {
			t.Errorf("testdata/longer.txt: no exception, or none any more: %s", sentence)
		}
	}
}

func wordingRules() []rule {
	return []rule{{
		name:  "texts keep the rules of wording",
		check: badWording,
		broken: map[string]string{
			"internal/door/web/text/zh.go":      "package text\n// 你 in a comment is talk\nvar a = \"请尽快处理\"\nvar b = \"您可以等\"",
			"internal/door/web/text/zh_test.go": "package text\nvar a = \"你\"",
			"internal/office/wording/a.go":      "package wording\nvar a = \"这一句话实在太长太长太长而且从头到尾没有任何停顿让人根本读不下去\"\nvar b = \"这一句不长，读得下去。所以没有问题，可以留着。这一句，虽然有停顿，却从头到尾都不结束，让人读不下去，太长了。\"",
			"internal/core/dispute/a.go":        "package dispute\nvar a = \"你\"",
			"rulebook/words/a.yaml":             "# 你 in a comment is talk\na: {zh: 你有一份通知, en: A notice}\nb: {zh: 您有一份通知}\n",
			"internal/door/web/page/a.templ":    "<p>系统异常</p>",
		},
		wrong: []string{
			`internal/door/web/page/a.templ:1: "系统异常" in "<p>系统异常</p>": say what was lost and what was kept`,
			`internal/door/web/text/zh.go:3: "请尽快" in "请尽快处理": say by when: 请在 11月24日（周二）18:00 前…`,
			`internal/office/wording/a.go:2: a sentence of 32 characters: "这一句话实在太长太长太长而且从头到尾没有任何停顿让人根本读不下去"`,
			`internal/office/wording/a.go:3: a sentence of 26 characters: "这一句，虽然有停顿，却从头到尾都不结束，让人读不下去，太长了"`,
			`rulebook/words/a.yaml:2: "你" in "a: {zh: 你有一份通知, en: A notice}": 您`,
		},
	}}
}

// badWording finds forbidden words, and sentences nobody can read in one breath, in the
// texts of pages, notices and rulebooks.
func badWording(house tree) (found []string) {
	for name, body := range house.texts {
		if !isSpoken(name) || strings.Contains(name, "testdata/") {
			continue
		}
		for i, line := range strings.Split(body, "\n") {
			if trimmed := strings.TrimSpace(line); strings.HasPrefix(trimmed, "#") || strings.HasPrefix(trimmed, "//") {
				continue
			}
			line, _, _ = strings.Cut(line, " # ")
			for _, wrong := range misworded(line) {
				found = append(found, fmt.Sprintf("%s:%d: %s", name, i+1, wrong))
			}
		}
	}
	for _, s := range house.sources {
		if !s.product() || s.isGenerated() || !isSpoken(s.path) {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				for _, wrong := range misworded(strings.Trim(lit.Value, "`\"")) {
					found = append(found, s.at(lit.Pos(), "%s", wrong))
				}
			}
			return true
		})
	}
	return found
}

func isSpoken(name string) bool {
	if strings.HasPrefix(name, "rulebook/reply/") { // lists the words a reply is better without
		return false
	}
	return path.Ext(name) != ".md" && slices.ContainsFunc(spokenIn, func(room string) bool { return strings.HasPrefix(name, room) })
}

// misworded says what is wrong with a text; nothing for a text without Chinese.
func misworded(text string) (found []string) {
	for _, word := range sortedKeys(never) {
		if strings.Contains(text, word) && (word != "投诉人" || !strings.Contains(text, "被投诉人")) {
			found = append(found, fmt.Sprintf("%q in %q: %s", word, strings.TrimSpace(text), never[word]))
		}
	}
	for _, sentence := range stops.Split(text, -1) {
		sentence = strings.TrimSpace(sentence)
		if n := hanIn(sentence); n > longestSentence && longer()[sentence] == "" {
			found = append(found, fmt.Sprintf("a sentence of %d characters: %q", n, sentence))
		}
	}
	return found
}

// stops end a sentence: its own signs, a line, what separates labels, tags of a page,
// and what stands between the texts of a rulebook's line.
var stops = regexp.MustCompile(`[。！？；…·｜|\n<>{}\[\]"]|\\n|, |[a-z_]+: `)

func hanIn(text string) (n int) {
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}

func sortedKeys(m map[string]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
