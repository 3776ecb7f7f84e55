package archtest

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// longestClause is how many Chinese characters may stand between two stops. The aim
// is 25 for a whole sentence; what is longer has its place in longer.
const longestClause = 25

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

// longer are texts that may be longer, with the reason: titles of laws and what is
// quoted from them.
var longer = map[string]string{
	"关于审理":  "the title of a judicial interpretation",
	"暂行办法":  "the title of a rule",
	"监督管理":  "the title of a rule",
	"责任规定":  "the title of a rule",
	"处罚办法":  "the title of a rule",
	"处理办法":  "the title of a rule",
	"（示例）":  "a label",
	"对照":    "a label of a comparison",
	"投诉举报":  "the title of a rule",
	"价格欺诈":  "the title of a rule",
	"价款三倍":  "what the law says, as a label",
	"价款十倍":  "what the law says, as a label",
	"损失二倍":  "what the law says, as a label",
	"七日无理由": "the title of a rule",
}

func wordingRules() []rule {
	return []rule{{
		name:  "texts keep the rules of wording",
		check: badWording,
		broken: map[string]string{
			"internal/door/web/text/zh.go":      "package text\n// 你 in a comment is talk\nvar a = \"请尽快处理\"\nvar b = \"您可以等\"",
			"internal/door/web/text/zh_test.go": "package text\nvar a = \"你\"",
			"internal/office/wording/a.go":      "package wording\nvar a = \"这一句话实在太长太长太长而且从头到尾没有任何停顿让人根本读不下去\"\nvar b = \"这一句，虽然也长，却有停顿，读得下去，所以没有问题，可以留着。\"",
			"internal/core/dispute/a.go":        "package dispute\nvar a = \"你\"",
			"rulebook/words/a.yaml":             "# 你 in a comment is talk\na: {zh: 你有一份通知, en: A notice}\nb: {zh: 您有一份通知}\n",
			"internal/door/web/page/a.templ":    "<p>系统异常</p>",
		},
		wrong: []string{
			`internal/door/web/page/a.templ:1: "系统异常" in "<p>系统异常</p>": say what was lost and what was kept`,
			`internal/door/web/text/zh.go:3: "请尽快" in "请尽快处理": say by when: 请在 11月24日（周二）18:00 前…`,
			`internal/office/wording/a.go:2: 32 characters without a stop: "这一句话实在太长太长太长而且从头到尾没有任何停顿让人根本读不下去"`,
			`rulebook/words/a.yaml:2: "你" in "a: {zh: 你有一份通知, en: A notice}": 您`,
		},
	}}
}

// badWording finds forbidden words, and clauses nobody can read in one breath, in the
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
	for _, clause := range stops.Split(text, -1) {
		if n := hanIn(clause); n > longestClause && !isLonger(clause) {
			found = append(found, fmt.Sprintf("%d characters without a stop: %q", n, strings.TrimSpace(clause)))
		}
	}
	return found
}

var stops = regexp.MustCompile(`[，。；：、！？（）「」《》“”…·｜|\n<>{}"']|\\n|%[a-z]`)

func hanIn(text string) (n int) {
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}

func isLonger(clause string) bool {
	for part := range longer {
		if strings.Contains(clause, part) {
			return true
		}
	}
	return false
}

func sortedKeys(m map[string]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
