package strict

import (
	"strconv"
	"unicode/utf8"
)

// MaxDepth is how deep objects and lists may lie in each other.
const MaxDepth = 32

// Kind is what a value is.
type Kind string

// The kinds, as JSON names them.
const (
	Null    Kind = "null"
	Boolean Kind = "boolean"
	Number  Kind = "number"
	String  Kind = "string"
	List    Kind = "array"
	Object  Kind = "object"
)

// Node is one value and where it stands.
type Node struct {
	Pointer string // RFC 6901: "/inputs/claims/0/amount"; "" is the whole body
	Kind    Kind
	Text    string // of a string; the digits of a number as written
	True    bool
	Items   []Node
	Fields  []Field // in the order written
}

// Field is one member of an object.
type Field struct {
	Name  string
	Value Node
}

// Get finds a member; ok is false when it is not there.
func (n Node) Get(name string) (Node, bool) {
	for i := range n.Fields {
		if n.Fields[i].Name == name {
			return n.Fields[i].Value, true
		}
	}
	return Node{Pointer: n.Pointer + "/" + escape(name)}, false
}

// Whole reads a number as a whole one; a fraction or an exponent is none.
func (n Node) Whole() (int64, bool) {
	if n.Kind != Number {
		return 0, false
	}
	v, err := strconv.ParseInt(n.Text, 10, 64)
	return v, err == nil && n.Text != "-0"
}

// Code says what is wrong with bytes. It is stable.
type Code string

// What may be wrong.
const (
	NotJSON          Code = "not_json"
	NotUTF8          Code = "not_utf8"
	DuplicateKey     Code = "duplicate_key"
	TooDeep          Code = "too_deep"
	ControlCharacter Code = "control_character"
)

// Fault is the first thing wrong. It holds nothing of what was sent but the
// pointer, and that only where all of its names look like names.
type Fault struct {
	Code    Code
	Pointer string
	Offset  int // in bytes, from 0
}

// Error implements error.
func (f *Fault) Error() string { return "strict: " + string(f.Code) + " at " + strconv.Itoa(f.Offset) }

// Read reads exactly one JSON value.
func Read(raw []byte) (Node, *Fault) { return run(raw, true) }

// Check reads as Read does and keeps nothing.
func Check(raw []byte) *Fault {
	_, fault := run(raw, false)
	return fault
}

func run(raw []byte, keep bool) (Node, *Fault) {
	if at := firstBad(raw); at >= 0 {
		return Node{}, &Fault{Code: NotUTF8, Offset: at}
	}
	r := reader{raw: raw, keep: keep}
	n := r.value("", 0)
	r.space()
	if r.fault == nil && r.at != len(raw) {
		r.fail(NotJSON, "")
	}
	if r.fault != nil {
		return Node{}, r.fault
	}
	return n, nil
}

// firstBad is where the bytes stop being UTF-8; -1 when they do not.
func firstBad(raw []byte) int {
	for at := 0; at < len(raw); {
		r, size := utf8.DecodeRune(raw[at:])
		if r == utf8.RuneError && size <= 1 {
			return at
		}
		at += size
	}
	return -1
}

// escape writes a name into a pointer. A name that does not look like one may be
// anything, even a person's data, and stands as "?".
func escape(name string) string {
	if len(name) > 40 {
		return "?"
	}
	digits := 0
	for _, c := range name {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_', c == '$', c == '-':
		default:
			return "?"
		}
	}
	if digits > 3 {
		return "?"
	}
	return name
}
