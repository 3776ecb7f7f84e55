package intake

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestDocs proves that docs/import.md and its Chinese sister say of every code what
// the program says, that their example orders are good, and that the limits named
// are those kept.
func TestDocs(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("problem.go")
	if err != nil {
		t.Fatal(err)
	}
	for language, name := range map[string]string{"en": "import.md", "zh": "import.zh-CN.md"} {
		body, err := os.ReadFile("../../../docs/" + name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(body)
		joint := map[string]string{"en": "; ", "zh": "；"}[language]
		for _, match := range regexp.MustCompile(`Code = "([a-z_]+)"`).FindAllStringSubmatch(string(source), -1) {
			p := Problem{Code: Code(match[1]), Arg: "…"}
			if row := fmt.Sprintf("| `%s` | %s%s%s |", p.Code, p.Text(language), joint, p.Mend(language)); !strings.Contains(text, row) {
				t.Errorf("%s lacks\n%s", name, row)
			}
		}
		for _, limit := range []string{"64 KiB", "1,000,000", "4,000", fmt.Sprint(MaxColumns), fmt.Sprint(MaxLines), "10,000"} {
			if !strings.Contains(text, limit) {
				t.Errorf("%s does not name the limit %s", name, limit)
			}
		}
		for field, headings := range columnsOf(t, TaobaoColumns()).Columns {
			if !slices.ContainsFunc(headings, func(h string) bool { return strings.Contains(text, h) }) {
				t.Errorf("%s names no heading of %s", name, field)
			}
		}
		for _, block := range regexp.MustCompile("(?s)```json\n(.*?)```").FindAllStringSubmatch(text, -1) {
			if strings.Contains(block[1], `"lines"`) {
				if told := OrderForm([]byte(block[1]), 1, testSettings()); len(told.Problems) > 0 {
					t.Errorf("%s: example order: %s", name, where(told.Problems))
				} else {
					landTwice(t, []Told{told})
				}
			} else if _, problems := TrackingForm([]byte(block[1]), 1, testSettings().Told); len(problems) > 0 {
				t.Errorf("%s: example tracking: %s", name, where(problems))
			}
		}
	}
}
