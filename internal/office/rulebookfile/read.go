package rulebookfile

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/tianping-odr/tianping/internal/core/procedure"
)

// reader turns nodes into values of the core, gathering what is wrong. Each of
// its methods that takes a pointer gives back a function that fills it.
type reader struct{ found Problems }

// into reads one value.
type into func(n *node)

// fields are the keys a map may have.
type fields map[string]into

// fields reads a map of known keys; wanted are those that must be there.
func (r *reader) fields(n *node, known fields, wanted ...string) {
	if n.kind != yaml.MappingNode {
		r.found.add(n, "not_map")
		return
	}
	for _, e := range n.entries {
		read, ok := known[e.key]
		switch {
		case !ok:
			r.found.add(e.value, "unknown_key", e.key, strings.Join(slices.Sorted(maps.Keys(known)), ", "))
		case e.value.isNull():
			r.found.add(e.value, "nothing")
		default:
			read(e.value)
		}
	}
	for _, key := range wanted {
		if n.get(key) == nil {
			r.found.add(n, "missing_key", key)
		}
	}
}

// entries reads a map whose keys are the file's own names.
func (r *reader) entries(n *node, isName func(string) bool, code string, do func(key string, value *node)) {
	if n.kind != yaml.MappingNode {
		r.found.add(n, "not_map")
		return
	}
	for _, e := range n.entries {
		switch {
		case !isName(e.key):
			r.found.add(e.value, code, e.key)
		case e.value.isNull():
			r.found.add(e.value, "nothing")
		default:
			do(e.key, e.value)
		}
	}
}

// list reads each item of a list.
func (r *reader) list(n *node, do into) {
	if n.kind != yaml.SequenceNode {
		r.found.add(n, "not_list")
		return
	}
	for _, item := range n.items {
		do(item)
	}
}

// scalar is the text of one value; not ok when it has none.
func (r *reader) scalar(n *node) (string, bool) {
	switch {
	case n.kind != yaml.ScalarNode:
		r.found.add(n, "not_text")
		return "", false
	case n.isNull() || n.text == "":
		r.found.add(n, "nothing")
		return "", false
	}
	return n.text, true
}

// checked reads a text that must satisfy ok.
func (r *reader) checked(to *string, ok func(string) bool, code string, args ...any) into {
	return func(n *node) {
		s, given := r.scalar(n)
		if !given {
			return
		}
		if !ok(s) {
			if args == nil {
				args = []any{s}
			}
			r.found.add(n, code, args...)
			return
		}
		*to = s
	}
}

func (r *reader) id(to *string) into   { return r.checked(to, isID, "bad_id") }
func (r *reader) key(to *string) into  { return r.checked(to, isKey, "bad_key") }
func (r *reader) word(to *string) into { return r.checked(to, procedure.IsWord, "bad_name") }
func (r *reader) time(to *string) into { return r.checked(to, isTime, "bad_time") }
func (r *reader) date(to *string) into { return r.checked(to, isDate, "bad_date") }

// oneOf reads one of a few words.
func (r *reader) oneOf(to *string, words ...string) into {
	return func(n *node) {
		if s, given := r.scalar(n); given {
			if !slices.Contains(words, s) {
				r.found.add(n, "not_one_of", s, strings.Join(words, ", "))
			}
			*to = s
		}
	}
}

// text reads a line for people, of at most so many characters.
func (r *reader) text(to *string, most int) into {
	return r.checked(to, func(s string) bool {
		return utf8.RuneCountInString(s) <= most && !strings.ContainsFunc(s, unicode.IsControl)
	}, "bad_text", most)
}

// words reads a list of names without repetition.
func (r *reader) words(to *[]string) into { return r.strings(to, procedure.IsWord, "bad_name") }

// wordOrWords reads one name, or a list of them.
func (r *reader) wordOrWords(to *[]string) into {
	return func(n *node) {
		if n.kind == yaml.ScalarNode {
			var s string
			r.word(&s)(n)
			*to = []string{s}
			return
		}
		r.words(to)(n)
	}
}

func (r *reader) strings(to *[]string, ok func(string) bool, code string) into {
	return func(n *node) {
		*to = []string{}
		r.list(n, func(item *node) {
			var s string
			r.checked(&s, ok, code)(item)
			if s != "" && slices.Contains(*to, s) {
				r.found.add(item, "twice", s)
				return
			}
			*to = append(*to, s)
		})
	}
}

func (r *reader) bool(to *bool) into {
	return func(n *node) {
		if n.kind != yaml.ScalarNode || n.text != "true" && n.text != "false" {
			r.found.add(n, "not_bool")
			return
		}
		*to = n.text == "true"
	}
}

func (r *reader) length(to *procedure.Length) into {
	return func(n *node) {
		s, given := r.scalar(n)
		if !given {
			return
		}
		l, err := procedure.ParseLength(s)
		if err != nil {
			r.found.add(n, "bad_length", s)
		}
		*to = l
	}
}

func (r *reader) condition(to *procedure.Condition) into {
	return func(n *node) {
		s, given := r.scalar(n)
		if !given {
			return
		}
		c, err := procedure.ParseCondition(s)
		if err != nil {
			r.found.add(n, "bad_condition", s)
		}
		*to = c
	}
}

// number reads digits only: no sign, no exponent, no other base.
func (r *reader) number(n *node, most int64) (int64, bool) {
	v, err := strconv.ParseInt(n.text, 10, 64)
	if n.kind != yaml.ScalarNode || err != nil || v < 0 || v > most || strconv.FormatInt(v, 10) != n.text {
		r.found.add(n, "not_number", 0, most)
		return 0, false
	}
	return v, true
}

// isID: a stage, duty, hold or clock.
func isID(s string) bool {
	return len(s) <= 40 && procedure.IsWord(s) && s[0] <= 'Z' && strings.ToUpper(s) == s
}

// isKey: a document or a setting, "tianping-std", "fund.per_claim".
func isKey(s string) bool {
	for i, c := range []byte(s) {
		small := c >= 'a' && c <= 'z' || c >= '0' && c <= '9'
		if !small && (i == 0 || !strings.ContainsRune("-_.", rune(c))) {
			return false
		}
	}
	return s != "" && len(s) <= 64
}

func isVersion(s string) bool { return strings.Count(s, ".") == 2 && isVersionPrefix(s) }

func isVersionPrefix(s string) bool {
	parts := strings.Split(s, ".")
	for _, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil || n < 0 || strconv.Itoa(n) != p || n > 9999 {
			return false
		}
	}
	return len(parts) <= 3
}

func isDate(s string) bool { _, err := time.Parse(time.DateOnly, s); return err == nil }

func isTime(s string) bool { _, err := time.Parse("15:04", s); return err == nil && len(s) == 5 }

// isReminder: "half", "-24h" before the end, "day 3" after the start.
func isReminder(s string) bool {
	if s == "half" {
		return true
	}
	if before, ok := strings.CutPrefix(s, "-"); ok {
		_, err := procedure.ParseLength(before)
		return err == nil
	}
	day, ok := strings.CutPrefix(s, "day ")
	n, err := strconv.Atoi(day)
	return ok && err == nil && n > 0 && n <= 366 && strconv.Itoa(n) == day
}
