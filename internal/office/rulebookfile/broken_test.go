package rulebookfile

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// small is a procedure of the fewest keys; %s is where a case puts its own.
const small = `procedure: small
version: 1.0.0
effective_from: 2026-01-01
calendar: cn
zone: Asia/Shanghai
languages: [zh, en]
clocks:
  K_A: {len: 1h, start: [draft_opened], kind: side, expiry: [{do: thaw}]}
moves:
  - {move: submit, from: open, by: [C], to: same}
`

// brokenTexts are files with one mistake each: the code and the line told.
func brokenTexts() []struct{ name, text, want string } {
	clock := func(fields string) string {
		return strings.Replace(small, "{len: 1h, start: [draft_opened], kind: side, expiry: [{do: thaw}]}", fields, 1)
	}
	row := func(fields string) string {
		return strings.Replace(small, "{move: submit, from: open, by: [C], to: same}", fields, 1)
	}
	extending := func(more string) string {
		return "procedure: small\nversion: 1.0.0\nextends: tianping-std@1\n" + more
	}
	return []struct{ name, text, want string }{
		// the document
		{"nothing", "", "empty 0"},
		{"a comment alone", "# nothing\n", "empty 0"},
		{"too large", small + "# " + strings.Repeat("x", maxBytes), "too_big 0"},
		{"not UTF-8", small + "# \xff\n", "not_utf8 0"},
		{"an open bracket", small + "stages: {\n", "not_yaml 11"},
		{"a control character", small + "x: \"\x01\"\n", "not_yaml 0"},
		{"two documents", small + "---\n" + small, "many_documents 11"},
		{"a list", "- procedure: small\n", "not_map 1"},
		{"an alias", "procedure: &p small\nversion: *p\n", "alias 1"},
		{"a bomb of aliases", bomb(), "alias 1"},
		{"a merge key", small + "stages:\n  A: {<<: {zh: 甲}}\n", "key_not_text 12"},
		{"a tag", small + "publish: {ruling: !!str never}\n", "tag 11"},
		{"a local tag", small + "publish: {ruling: !file never}\n", "tag 11"},
		{"a list for a key", small + "? [a]\n: b\n", "key_not_text 11"},
		{"a key twice", small + "version: 1.0.1\n", "duplicate_key 11"},
		{"a stage twice", small + "stages:\n  A: {zh: 甲, phase: closed}\n  A: {zh: 甲, phase: closed}\n", "duplicate_key 13"},
		{"too deep", small + "publish: " + strings.Repeat("[", 13) + strings.Repeat("]", 13) + "\n", "too_deep 11"},
		{"far too deep", small + "publish: " + strings.Repeat("[", 11_000) + "\n", "not_yaml 11"},
		{"too many", small + "languages2: [" + strings.Repeat("a, ", 2*maxItems) + "a]\n", "too_many 11"},

		// keys and values
		{"an unknown key", small + "stage: {}\n", "unknown_key 11"},
		{"a missing key", strings.Replace(small, "calendar: cn\n", "", 1), "missing_key 1"},
		{"a key without a value", small + "law_pack:\n", "nothing 11"},
		{"an empty text", small + "law_pack: \"\"\n", "nothing 11"},
		{"a map for a text", small + "law_pack: {}\n", "not_text 11"},
		{"a number for a list", strings.Replace(small, "[zh, en]", "2", 1), "not_list 6"},
		{"a list for a map", small + "features: [jury]\n", "not_map 11"},
		{"a word for a truth", small + "features: {jury: maybe}\n", "not_bool 11"},
		{"a truth as YAML 1.1 had it", small + "features: {jury: yes}\n", "not_bool 11"},
		{"a number with a sign", small + "limits: {remands: -1}\n", "not_number 11"},
		{"a number with an exponent", small + "limits: {remands: 1e3}\n", "not_number 11"},
		{"an octal number", small + "limits: {remands: 010}\n", "not_number 11"},
		{"a number past all money", small + "limits: {remands: 99999999999999}\n", "not_number 11"},
		{"a date that is none", strings.Replace(small, "2026-01-01", "2026-02-30", 1), "bad_date 3"},
		{"an offset for a zone", strings.Replace(small, "Asia/Shanghai", "+08:00", 1), "bad_zone 5"},
		{"a version of two numbers", strings.Replace(small, "1.0.0", "1.0", 1), "bad_version 2"},
		{"a name with capitals", strings.Replace(small, "procedure: small", "procedure: Small", 1), "bad_key 1"},
		{"a stage in small letters", small + "stages: {draft: {zh: 草稿, phase: intake}}\n", "bad_id 11"},
		{"a name too long", small + "stages: {A: {zh: " + strings.Repeat("长", 41) + ", phase: intake}}\n", "bad_text 11"},
		{"a name of two lines", small + "stages: {A: {zh: \"甲\\n乙\", phase: intake}}\n", "bad_text 11"},
		{"a phase that is none", small + "stages: {A: {zh: 甲, phase: later}}\n", "not_one_of 11"},
		{"quiet hours of one end", small + "service: {quiet_hours: [\"22:00\"]}\n", "two_wanted 11"},
		{"an hour past the day", small + "service: {quiet_hours: [\"22:00\", \"25:00\"]}\n", "bad_time 11"},
		{"a pair of three", small + "separations: [[a, b, c]]\n", "two_wanted 11"},

		// clocks and rows
		{"a clock without length", clock("{start: [a], expiry: [{do: thaw}]}"), "len_or_until 8"},
		{"a clock without start", clock("{len: 1h, expiry: [{do: thaw}]}"), "missing_key 8"},
		{"a length without unit", clock("{len: 48, start: [a], expiry: [{do: thaw}]}"), "bad_length 8"},
		{"a length of nothing", clock("{len: 0h, start: [a], expiry: [{do: thaw}]}"), "bad_length 8"},
		{"a length of weeks", clock("{len: 1w, start: [a], expiry: [{do: thaw}]}"), "bad_length 8"},
		{"a start of two arguments", clock("{len: 1h, start: [\"served(a, b)\"], expiry: [{do: thaw}]}"), "bad_start 8"},
		{"a start of an unknown kind", clock("{len: 1h, start: [left(A)], expiry: [{do: thaw}]}"), "bad_start 8"},
		{"a condition with brackets", clock("{len: 1h, start: [a], expiry: [{if: (a or b) and c, do: thaw}]}"), "bad_condition 8"},
		{"a condition that ends in and", clock("{len: 1h, start: [a], expiry: [{if: a and, do: thaw}]}"), "bad_condition 8"},
		{"a condition twice negated", clock("{len: 1h, start: [a], expiry: [{if: not not a, do: thaw}]}"), "bad_condition 8"},
		{"a reminder at no time", clock("{len: 1h, start: [a], remind: [soon], expiry: [{do: thaw}]}"), "bad_reminder 8"},
		{"a clock twice on a list", small + "holds: {H: {zh: 停, clocks: [K_A, K_A]}}\n", "twice 11"},
		{"a guard that is a sentence", row("{move: submit, from: open, by: [C], guard: [not locked], to: same}"), "bad_term 10"},
		{"a move with a space", row("{move: do it, from: open, by: [C], to: same}"), "bad_name 10"},
		{"a part of no kind", small + "umbrellas: [{clock: K_A, base: [K_A.max]}]\n", "part_shape 11"},
		{"a slack without a reason", small + "umbrellas: [{clock: K_A, base: [{slack: 1wd}]}]\n", "missing_key 11"},

		// what a file extends
		{"remove without a base", small + "remove: {clocks: [K_A]}\n", "extends_nothing 11"},
		{"a base without a version", "procedure: small\nversion: 1.0.0\nextends: tianping-std\n", "bad_extends 3"},
		{"a base in another folder", "procedure: small\nversion: 1.0.0\nextends: ../other@1\n", "bad_extends 3"},
		{"an unknown base", "procedure: small\nversion: 1.0.0\nextends: nobody@1\n", "extends_unknown 3"},
		{"another version", "procedure: small\nversion: 1.0.0\nextends: tianping-std@2\n", "extends_version 3"},
		{"its own base", "procedure: small\nversion: 1.0.0\nextends: small@1\n", "extends_deep 3"},
		{"a base under another name", "procedure: small\nversion: 1.0.0\nextends: renamed@1\n", "id_is_not_the_name 1"},
		{"a stage to remove that is not there", extending("remove: {stages: [LIMBO]}\n"), "remove_unknown 4"},
		{"a clock to remove that is not there", extending("remove: {clocks: [K_LIMBO]}\n"), "remove_unknown 4"},
		{"a move to remove that is not there", extending("remove: {moves: [dance]}\n"), "remove_unknown 4"},
		{"a way round a stage that stays", extending("redirect: {RULED: APPEAL}\n"), "redirect_kept 4"},
		{"a null that deletes nothing", extending("clocks: {K_OBJ: {roll: null}}\n"), "null_nothing 4"},
		{"a null inside something new", extending("clocks: {K_NEW: {len: 1h, start: [a], roll: null, expiry: [{do: thaw}]}}\n"), "nothing 4"},
	}
}

func bomb() string {
	var out strings.Builder
	out.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 10; i++ {
		fmt.Fprintf(&out, "a%d: &a%d [%s*a%d]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), i-1)
	}
	return out.String()
}

// TestBrokenTexts proves that each mistake is told with its code and line, in
// both languages, with the way to mend it; and that it is told first.
func TestBrokenTexts(t *testing.T) {
	t.Parallel()
	for _, c := range brokenTexts() {
		_, err := Load(fstest.MapFS{
			"procedure/small.yaml":   {Data: []byte(c.text)},
			"procedure/renamed.yaml": {Data: []byte(small)},
		}, "procedure/small.yaml")
		var found Problems
		if !errors.As(err, &found) {
			t.Errorf("%s: error %v", c.name, err)
			continue
		}
		first := found[0]
		if got := fmt.Sprintf("%s %d", first.Code, first.Line); got != c.want {
			t.Errorf("%s: told %q (%s), want %q", c.name, got, err, c.want)
		}
		if first.ZH == "" || first.ZH == first.EN || strings.Contains(first.EN+first.ZH, "%!") || !strings.Contains(first.EN, ";") {
			t.Errorf("%s: told as %q and %q", c.name, first.EN, first.ZH)
		}
		if !strings.HasPrefix(first.Error(), "procedure/") {
			t.Errorf("%s: %q does not name the file", c.name, first.Error())
		}
	}
	if _, err := Load(fstest.MapFS{"procedure/small.yaml": {Data: []byte(small)}}, "procedure/small.yaml"); err != nil {
		t.Errorf("the file the mistakes are made in is wrong itself: %v", err)
	}
}

// TestEveryProblemIsTold proves that no text is there for a mistake nobody can make.
func TestEveryProblemIsTold(t *testing.T) {
	t.Parallel()
	told := []string{"no_file", "other_zone"} // TestBookRefuses
	for _, c := range brokenTexts() {
		code, _, _ := strings.Cut(c.want, " ")
		told = append(told, code)
	}
	for code := range problemTexts() {
		if !slices.Contains(told, code) {
			t.Errorf("no file brings %s", code)
		}
	}
}
