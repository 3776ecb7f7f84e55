package intake

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// form reads the fields of one JSON document and gathers everything that is
// wrong, so that a sender mends it once.
type form struct {
	told     time.Time // Settings.Told
	problems []Problem
}

func (f *form) wrong(n node, code Code, arg string) {
	f.problems = append(f.problems, Problem{Line: n.line, Column: n.path, Code: code, Arg: arg})
}

// object reads n as an object; nil when it is absent or, reported, something else.
func (f *form) object(n node) *object {
	if n.absent {
		return nil
	}
	o, ok := n.value.(*object)
	if !ok {
		f.wrong(n, NotType, "object")
	}
	return o
}

// take gives the field of a name; null counts as not given.
func (o *object) take(parent node, name string) node {
	o.asked[name] = true
	if n, ok := o.fields[name]; ok && n.value != nil {
		return n
	}
	return node{path: join(parent.path, name), line: parent.line, absent: true}
}

// rest reports the fields nobody asked for.
func (f *form) rest(o *object) {
	for _, name := range o.order {
		if !o.asked[name] {
			f.wrong(o.fields[name], UnknownField, "")
		}
	}
}

// need reports an absent field.
func (f *form) need(n node) node {
	if n.absent {
		f.wrong(n, Missing, "")
	}
	return n
}

// list reads an array of at most so many items.
func (f *form) list(n node, most int) []node {
	if n.absent {
		return nil
	}
	items, ok := n.value.([]node)
	switch {
	case !ok:
		f.wrong(n, NotType, "array")
	case len(items) > most:
		f.wrong(n, TooMany, strconv.Itoa(most))
		return nil
	}
	return items
}

// text reads one line of text, of at most so many characters.
func (f *form) text(n node, most int) string {
	text := f.prose(n, most)
	if strings.ContainsAny(text, "\n\t") {
		f.wrong(n, NotText, "")
	}
	return text
}

// prose reads text that may have line breaks.
func (f *form) prose(n node, most int) string {
	if n.absent {
		return ""
	}
	text, ok := n.value.(string)
	if !ok {
		f.wrong(n, NotType, "string")
		return ""
	}
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	if code, arg := checkText(text, most); code != "" {
		f.wrong(n, code, arg)
	}
	return text
}

// checkText says what is wrong with a text: too long, or characters that are none.
// U+FFFD stands where bytes or half a surrogate pair could not be read.
func checkText(text string, most int) (Code, string) {
	count := 0
	for _, r := range text {
		count++
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r == unicode.ReplacementChar || isBidi(r) {
			return NotText, ""
		}
	}
	if count > most {
		return TooLong, strconv.Itoa(most)
	}
	return "", ""
}

// isBidi tells whether a character turns the direction of what follows: it can
// make a name read as another.
func isBidi(r rune) bool { return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 }

// code reads a text of a given shape; absent is "".
func (f *form) code(n node, s shape) string {
	if n.absent {
		return ""
	}
	text, ok := n.value.(string)
	switch {
	case !ok:
		f.wrong(n, NotType, "string")
		return ""
	case !s.fits(text):
		f.wrong(n, NotFormed, s.words)
	}
	return text
}

// oneOf reads one of some words; absent is otherwise.
func oneOf[T ~string](f *form, n node, otherwise T, words ...T) T {
	if n.absent {
		return otherwise
	}
	text, ok := n.value.(string)
	switch {
	case !ok:
		f.wrong(n, NotType, "string")
	case !slices.Contains(words, T(text)):
		f.wrong(n, NotOneOf, listed(words))
	}
	return T(text)
}

func listed[T ~string](words []T) string {
	plain := make([]string, len(words))
	for i, w := range words {
		plain[i] = string(w)
	}
	return strings.Join(plain, ", ")
}

// whole reads a whole number inside bounds; absent is 0.
func (f *form) whole(n node, low, high int64) int64 {
	if n.absent {
		return 0
	}
	number, ok := n.value.(json.Number)
	if !ok {
		f.wrong(n, NotType, "number")
		return 0
	}
	value, err := strconv.ParseInt(number.String(), 10, 64)
	switch {
	case err != nil:
		f.wrong(n, NotNumber, "")
	case value < low || value > high:
		f.wrong(n, OutOfRange, fmt.Sprintf("%d – %d", low, high))
	}
	return value
}

// truth reads true or false; absent is otherwise.
func (f *form) truth(n node, otherwise bool) bool {
	if n.absent {
		return otherwise
	}
	value, ok := n.value.(bool)
	if !ok {
		f.wrong(n, NotType, "true, false")
	}
	return value
}

// The years in which an order can have happened.
const firstYear, lastYear = 2000, 2100

// instant reads a time with its offset (RFC 3339), as UTC; absent is zero.
func (f *form) instant(n node) time.Time {
	if n.absent {
		return time.Time{}
	}
	text, ok := n.value.(string)
	if !ok {
		f.wrong(n, NotType, "string")
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil || at.Year() < firstYear || at.Year() > lastYear {
		f.wrong(n, NotTime, "")
		return time.Time{}
	}
	return at.UTC()
}

// past reads a time that has been.
func (f *form) past(n node) time.Time {
	at := f.instant(n)
	if !f.told.IsZero() && at.After(f.told) {
		f.wrong(n, InFuture, "")
	}
	return at
}

// merchant reads a merchant's id; absent is otherwise.
func (f *form) merchant(n node, otherwise id.Merchant) id.Merchant {
	if n.absent {
		return otherwise
	}
	text, ok := n.value.(string)
	if !ok {
		f.wrong(n, NotType, "string")
		return otherwise
	}
	var found id.Merchant
	if err := found.UnmarshalText([]byte(text)); err != nil || found.IsZero() {
		f.wrong(n, NotFormed, "mer_…")
	}
	return found
}
