package strict

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// reader goes through the bytes once; after a fault it does nothing more.
type reader struct {
	raw   []byte
	at    int
	keep  bool
	fault *Fault
}

func (r *reader) fail(code Code, pointer string) {
	if r.fault == nil {
		r.fault = &Fault{Code: code, Pointer: pointer, Offset: r.at}
	}
}

func (r *reader) space() {
	for r.at < len(r.raw) {
		switch r.raw[r.at] {
		case ' ', '\t', '\n', '\r':
			r.at++
		default:
			return
		}
	}
}

// next is the byte at hand; 0 at the end, which no JSON value begins with.
func (r *reader) next() byte {
	if r.fault != nil || r.at >= len(r.raw) {
		return 0
	}
	return r.raw[r.at]
}

func (r *reader) take(c byte) bool {
	r.space()
	if r.next() != c {
		return false
	}
	r.at++
	return true
}

func (r *reader) value(pointer string, depth int) Node {
	r.space()
	n := Node{Pointer: pointer}
	switch c := r.next(); {
	case c == '{' || c == '[':
		if depth >= MaxDepth {
			r.fail(TooDeep, pointer)
			return n
		}
		r.at++
		if c == '{' {
			return r.object(n, depth+1)
		}
		return r.list(n, depth+1)
	case c == '"':
		n.Kind, n.Text = String, r.text(pointer)
	case c == '-' || c >= '0' && c <= '9':
		n.Kind, n.Text = Number, r.number(pointer)
	case r.word("true"):
		n.Kind, n.True = Boolean, true
	case r.word("false"):
		n.Kind = Boolean
	case r.word("null"):
		n.Kind = Null
	default:
		r.fail(NotJSON, pointer)
	}
	return n
}

func (r *reader) word(w string) bool {
	if r.fault != nil || !strings.HasPrefix(string(r.raw[r.at:min(len(r.raw), r.at+len(w))]), w) {
		return false
	}
	r.at += len(w)
	return true
}

func (r *reader) list(n Node, depth int) Node {
	n.Kind = List
	if r.take(']') {
		return n
	}
	for i := 0; r.fault == nil; i++ {
		item := r.value(n.Pointer+"/"+strconv.Itoa(i), depth)
		if r.keep {
			n.Items = append(n.Items, item)
		}
		if r.take(']') {
			return n
		}
		if !r.take(',') {
			r.fail(NotJSON, n.Pointer)
		}
	}
	return n
}

func (r *reader) object(n Node, depth int) Node {
	n.Kind = Object
	if r.take('}') {
		return n
	}
	seen := map[string]bool{}
	for r.fault == nil {
		r.space()
		if r.next() != '"' {
			r.fail(NotJSON, n.Pointer)
			return n
		}
		name := r.text(n.Pointer)
		here := n.Pointer + "/" + escape(name)
		if strings.ContainsAny(name, "\n\r\t") {
			r.fail(ControlCharacter, n.Pointer)
		}
		if seen[name] {
			r.fail(DuplicateKey, here)
		}
		seen[name] = true
		if !r.take(':') {
			r.fail(NotJSON, here)
		}
		value := r.value(here, depth)
		if r.keep {
			n.Fields = append(n.Fields, Field{Name: name, Value: value})
		}
		if r.take('}') {
			return n
		}
		if !r.take(',') {
			r.fail(NotJSON, n.Pointer)
		}
	}
	return n
}

// number keeps the digits as written and holds them against the grammar.
func (r *reader) number(pointer string) string {
	from := r.at
	r.sign("-")
	if r.next() == '0' {
		r.at++
	} else if r.digits() == 0 {
		r.fail(NotJSON, pointer)
	}
	if r.next() == '.' {
		r.at++
		if r.digits() == 0 {
			r.fail(NotJSON, pointer)
		}
	}
	if c := r.next(); c == 'e' || c == 'E' {
		r.at++
		r.sign("+-")
		if r.digits() == 0 {
			r.fail(NotJSON, pointer)
		}
	}
	return string(r.raw[from:r.at])
}

func (r *reader) sign(of string) {
	if c := r.next(); c != 0 && strings.IndexByte(of, c) >= 0 {
		r.at++
	}
}

func (r *reader) digits() (n int) {
	for c := r.next(); c >= '0' && c <= '9'; c = r.next() {
		r.at++
		n++
	}
	return n
}

// text reads a string. Line breaks and tabs may stand in what people write, other
// control characters may not, however they are written.
func (r *reader) text(pointer string) string {
	r.at++
	var out strings.Builder
	for {
		switch c := r.next(); {
		case c == '"':
			r.at++
			return out.String()
		case c == '\\':
			r.at++
			r.escaped(&out, pointer)
		case r.fault != nil || r.at >= len(r.raw):
			r.fail(NotJSON, pointer)
			return ""
		case c < 0x20:
			r.fail(ControlCharacter, pointer)
		default:
			ch, size := utf8.DecodeRune(r.raw[r.at:])
			r.put(&out, ch, pointer)
			r.at += size
		}
	}
}

func (r *reader) put(out *strings.Builder, ch rune, pointer string) {
	if unicode.IsControl(ch) && ch != '\n' && ch != '\r' && ch != '\t' {
		r.fail(ControlCharacter, pointer)
		return
	}
	out.WriteRune(ch)
}

func (r *reader) escaped(out *strings.Builder, pointer string) {
	c := r.next()
	r.at++
	switch c {
	case '"', '\\', '/':
		out.WriteByte(c)
	case 'n':
		out.WriteByte('\n')
	case 't':
		out.WriteByte('\t')
	case 'r':
		out.WriteByte('\r')
	case 'b', 'f':
		r.fail(ControlCharacter, pointer)
	case 'u':
		ch := r.unit(pointer)
		if utf16.IsSurrogate(ch) {
			second := rune(-1)
			if r.word(`\u`) {
				second = r.unit(pointer)
			}
			if ch = utf16.DecodeRune(ch, second); ch == utf8.RuneError {
				r.fail(NotUTF8, pointer)
				return
			}
		}
		r.put(out, ch, pointer)
	default:
		r.fail(NotJSON, pointer)
	}
}

// unit reads the four hexadecimal digits of an escape.
func (r *reader) unit(pointer string) rune {
	if r.fault != nil || r.at+4 > len(r.raw) {
		r.fail(NotJSON, pointer)
		return 0
	}
	v, err := strconv.ParseUint(string(r.raw[r.at:r.at+4]), 16, 16)
	if err != nil || r.raw[r.at] == '+' {
		r.fail(NotJSON, pointer)
		return 0
	}
	r.at += 4
	return rune(v)
}
