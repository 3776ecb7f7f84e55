package procedure

import (
	"errors"
	"strconv"
	"strings"
)

// What a text in the notation of procedure files can get wrong. Callers know the
// place and tell it together with an example.
var (
	ErrLength    = errors.New("not a length")
	ErrStart     = errors.New("not a start")
	ErrTerm      = errors.New("not a name, nor name(ARGUMENT)")
	ErrCondition = errors.New("not a condition")
)

// The kinds of starts (procedure.md §7).
const (
	OnEvent   = "event"   // a move was made, or a named fact recorded
	OnEnter   = "enter"   // a stage or duty state was reached
	OnExpired = "expired" // a clock ended unmet
	OnServed  = "served"  // a notice was served
	OnLatest  = "latest"  // the last of several facts
)

// maxLength bounds the count of a length: 99,999 h is eleven years.
const maxLength = 99_999

// maxConditionWords bounds a condition; the longest of the standard file has four.
const maxConditionWords = 60

// ParseLength reads "48h", "5wd", "7nd" or "6mo": 1 to 99,999 units, no sign and
// no leading zero. Error: ErrLength.
func ParseLength(s string) (Length, error) {
	i := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if i <= 0 || s[0] == '0' {
		return Length{}, ErrLength
	}
	n, err := strconv.Atoi(s[:i])
	if err != nil || n > maxLength {
		return Length{}, ErrLength
	}
	switch u := Unit(s[i:]); u {
	case Hours, NaturalDays, WorkingDays, Months:
		return Length{N: n, Unit: u}, nil
	default:
		return Length{}, ErrLength
	}
}

// IsZero tells whether the length is absent.
func (l Length) IsZero() bool { return l == Length{} }

// String is the notation of the length; an absent one is empty.
func (l Length) String() string {
	if l.IsZero() {
		return ""
	}
	return strconv.Itoa(l.N) + string(l.Unit)
}

// ParseTerm reads a name, or a name with one argument: "proof", "running(K_FAST)".
// A name that begins with "not_" is a name like any other. Error: ErrTerm.
func ParseTerm(s string) (Term, error) {
	name, arg := s, ""
	if open := strings.IndexByte(s, '('); open >= 0 {
		if !strings.HasSuffix(s, ")") {
			return Term{}, ErrTerm
		}
		name, arg = s[:open], s[open+1:len(s)-1]
		if !IsWord(arg) {
			return Term{}, ErrTerm
		}
	}
	if !IsWord(name) || name == "and" || name == "or" || name == "not" {
		return Term{}, ErrTerm
	}
	return Term{Name: name, Arg: arg}, nil
}

// String is the notation of the term, with "not " before a negated one.
func (t Term) String() string {
	s := t.Name
	if t.Arg != "" {
		s += "(" + t.Arg + ")"
	}
	if t.Not {
		return "not " + s
	}
	return s
}

// ParseCondition reads "or" of "and" of terms, each perhaps after "not":
// "x and not y or z". There are no brackets. Error: ErrCondition.
func ParseCondition(s string) (Condition, error) {
	words := strings.Fields(s)
	if len(words) > maxConditionWords {
		return nil, ErrCondition
	}
	var or Condition
	for _, group := range splitAt(words, "or") {
		var and []Term
		for _, part := range splitAt(group, "and") {
			t, err := parseNegatable(part)
			if err != nil {
				return nil, ErrCondition
			}
			and = append(and, t)
		}
		or = append(or, and)
	}
	return or, nil
}

func parseNegatable(words []string) (Term, error) {
	not := len(words) == 2 && words[0] == "not"
	if not {
		words = words[1:]
	}
	if len(words) != 1 {
		return Term{}, ErrTerm
	}
	t, err := ParseTerm(words[0])
	t.Not = not
	return t, err
}

// splitAt cuts words at every sep; two in a row leave an empty group.
func splitAt(words []string, sep string) [][]string {
	groups := [][]string{nil}
	for _, w := range words {
		if w == sep {
			groups = append(groups, nil)
			continue
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], w)
	}
	return groups
}

// String is the notation of the condition; one that always holds is empty.
func (c Condition) String() string {
	var out strings.Builder
	for i, and := range c {
		if i > 0 {
			out.WriteString(" or ")
		}
		for j, t := range and {
			if j > 0 {
				out.WriteString(" and ")
			}
			out.WriteString(t.String())
		}
	}
	return out.String()
}

// ParseStart reads "submit", "enter(JURY)", "expired(K_RET)", "served(duty)" or
// "latest(order_completed, closed)". Error: ErrStart.
func ParseStart(s string) (Start, error) {
	inner, isLatest := strings.CutPrefix(s, OnLatest+"(")
	if isLatest {
		inner, closed := strings.CutSuffix(inner, ")")
		names := strings.Split(inner, ",")
		for i, n := range names {
			names[i] = strings.TrimSpace(n)
			if !IsWord(names[i]) {
				return Start{}, ErrStart
			}
		}
		if !closed || len(names) < 2 {
			return Start{}, ErrStart
		}
		return Start{Kind: OnLatest, Name: strings.Join(names, ", ")}, nil
	}
	t, err := ParseTerm(s)
	switch {
	case err != nil:
		return Start{}, ErrStart
	case t.Arg == "":
		return Start{Kind: OnEvent, Name: t.Name}, nil
	case t.Name == OnEnter, t.Name == OnExpired, t.Name == OnServed:
		return Start{Kind: t.Name, Name: t.Arg}, nil
	default:
		return Start{}, ErrStart
	}
}

// Names are the facts of a "latest" start, or the one name of any other.
func (s Start) Names() []string { return strings.Split(s.Name, ", ") }

// String is the notation of the start.
func (s Start) String() string {
	if s.Kind == OnEvent {
		return s.Name
	}
	return s.Kind + "(" + s.Name + ")"
}

// IsWord tells whether s may name something in a procedure file: a letter, then
// letters, digits and "_", 64 bytes at most.
func IsWord(s string) bool {
	for i, r := range s {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || r != '_' && (r < '0' || r > '9')) {
			return false
		}
	}
	return s != "" && len(s) <= 64
}
