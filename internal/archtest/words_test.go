package archtest

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strings"
)

// empty are names that say nothing about what is inside.
var empty = []string{
	"utils", "util", "common", "misc", "models", "model", "types", "manager", "managers", "service", "services",
	"impl", "base", "helper", "helpers", "shared", "lib", "core", "internal",
}

// meant are the folders whose empty-looking name is the right word, with the reason.
var meant = map[string]string{
	"internal/office/service": "送达: what was served on whom, when; the law's own word",
}

func wordRules() []rule {
	return []rule{
		{
			name:  "a mediator understands the names",
			check: emptyNames,
			broken: map[string]string{
				"internal/core/utils/a.go":     "package utils",
				"internal/core/ruling/a.go":    "package types",
				"internal/office/service/a.go": "package service",
				"internal/core/remedy/a.go":    "package remedy",
			},
			wrong: []string{
				`internal/core/ruling: package "types" says nothing about what is inside`,
				`internal/core/utils: package "utils" says nothing about what is inside`,
			},
		},
		{
			name:  "仲裁 is what institutions outside do",
			check: arbitration,
			broken: map[string]string{
				"internal/door/web/texts.go":      "package web\n// 平台仲裁 in a comment is talk between programmers\nvar a = \"平台仲裁\"\nvar b = \"可申请仲裁\"",
				"internal/door/web/case.templ":    "<p>仲裁中</p>\n<p>本决定不是仲裁裁决</p>",
				"procedure/std.yaml":              "stages:\n  JURY: {zh: 大众仲裁}\n",
				"internal/door/web/texts_test.go": "package web\nvar a = \"平台仲裁\"",
				"docs/law/odr.md":                 "仲裁与调解\n",
				"README.zh-CN.md":                 "平台仲裁员\n仲裁委员会\n",
			},
			wrong: []string{
				`README.zh-CN.md:1: "平台仲裁员": the platform decides (处理决定); 仲裁 only with an institution outside`,
				`internal/door/web/case.templ:1: "<p>仲裁中</p>": the platform decides (处理决定); 仲裁 only with an institution outside`,
				`internal/door/web/texts.go:3: "平台仲裁": the platform decides (处理决定); 仲裁 only with an institution outside`,
				`procedure/std.yaml:2: "JURY: {zh: 大众仲裁}": the platform decides (处理决定); 仲裁 only with an institution outside`,
			},
		},
	}
}

// emptyNames finds packages whose folder or name says nothing.
func emptyNames(house tree) (found []string) {
	for dir, files := range house.packages() {
		name := files[0].file.Name.Name
		if _, ok := meant[dir]; ok {
			continue
		}
		if slices.Contains(empty, name) || slices.Contains(empty, path.Base(dir)) {
			found = append(found, fmt.Sprintf("%s: package %q says nothing about what is inside", dir, name))
		}
	}
	return found
}

// outside are the words in which 仲裁 is right, with the reason.
var outside = map[string]string{
	"仲裁机构":   "the institution",
	"仲裁委员会":  "the institution",
	"仲裁庭":    "its tribunal",
	"仲裁法":    "the law's title",
	"仲裁协议":   "what lets an institution decide",
	"仲裁条款":   "what lets an institution decide",
	"仲裁裁决":   "its award; also “this is not an award”",
	"仲裁程序":   "its proceedings",
	"申请仲裁":   "a party goes to the institution",
	"提请仲裁":   "a party goes to the institution",
	"提起仲裁":   "a party goes to the institution",
	"诉讼或仲裁":  "the roads outside",
	"诉讼、仲裁":  "the roads outside",
	"诉讼或者仲裁": "the roads outside",
	"仲裁或诉讼":  "the roads outside",
	"仲裁或者诉讼": "the roads outside",
	"仲裁、诉讼":  "the roads outside",
	"法院或仲裁":  "the roads outside",
	"外部仲裁":   "the road outside, by name",
}

// talkers are the places that discuss the word itself or quote law.
var talkers = map[string]string{
	"docs/":           "law and decisions are quoted there",
	"GLOSSARY.md":     "defines the word",
	"ARCHITECTURE.md": "says what must not exist",
}

// arbitration finds the word 仲裁 said of the platform, in texts and in string
// literals of the product.
func arbitration(house tree) (found []string) {
	for name, body := range house.texts {
		if mayTalk(name) || strings.Contains(name, "testdata/") {
			continue
		}
		for i, line := range strings.Split(body, "\n") {
			if misused(line) {
				found = append(found, fmt.Sprintf("%s:%d: %s", name, i+1, misuse(line)))
			}
		}
	}
	for _, s := range house.sources {
		if !s.product() || s.isGenerated() { // generated pages come from templ files, seen above
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && misused(lit.Value) {
				found = append(found, s.at(lit.Pos(), "%s", misuse(strings.Trim(lit.Value, "`\""))))
			}
			return true
		})
	}
	return found
}

func mayTalk(name string) bool {
	for place := range talkers {
		if strings.HasPrefix(name, place) {
			return true
		}
	}
	return false
}

func misused(text string) bool {
	for word := range outside {
		text = strings.ReplaceAll(text, word, "")
	}
	return strings.Contains(text, "仲裁")
}

func misuse(text string) string {
	return fmt.Sprintf("%q: the platform decides (处理决定); 仲裁 only with an institution outside", strings.TrimSpace(text))
}
