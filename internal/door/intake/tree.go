package intake

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// node is one JSON value with where it stands. Unlike encoding/json's own
// reading into structs it loses nothing: repeated fields, unknown fields and
// broken text are seen, each with its path.
type node struct {
	path   string
	line   int
	value  any // nil, bool, json.Number, string, []node, *object
	absent bool
}

// object is a JSON object; fields not asked for are unknown.
type object struct {
	fields map[string]node
	order  []string
	asked  map[string]bool
}

// treeReader reads one JSON value.
type treeReader struct {
	raw   []byte
	dec   *json.Decoder
	first int // line of the file at which raw begins
	seen  int // bytes of raw whose lines are counted
	lines int // in them
}

// readTree reads raw as exactly one JSON value. Problems: NotText, NotJSON,
// FieldTwice, TooDeep.
func readTree(raw []byte, firstLine int) (node, *Problem) {
	t := &treeReader{raw: raw, dec: json.NewDecoder(bytes.NewReader(raw)), first: firstLine}
	t.dec.UseNumber()
	if at, ok := invalidText(raw); ok {
		return node{}, &Problem{Line: t.lineAt(int64(at)), Code: NotText}
	}
	var whole json.RawMessage
	if err := json.Unmarshal(raw, &whole); err != nil {
		at := int64(len(raw))
		if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
			at = syntax.Offset
		}
		return node{}, &Problem{Line: t.lineAt(at), Code: NotJSON}
	}
	return t.read("", 0)
}

func invalidText(raw []byte) (at int, bad bool) {
	for at < len(raw) {
		r, size := utf8.DecodeRune(raw[at:])
		if r == utf8.RuneError && size <= 1 {
			return at, true
		}
		at += size
	}
	return 0, false
}

func (t *treeReader) line() int { return t.lineAt(t.dec.InputOffset()) }

// lineAt is the line of an offset; offsets come in order, so nothing is counted
// twice.
func (t *treeReader) lineAt(offset int64) int {
	end := min(int(offset), len(t.raw))
	t.lines += bytes.Count(t.raw[t.seen:end], []byte{'\n'})
	t.seen = end
	return t.first + t.lines
}

func (t *treeReader) read(path string, depth int) (node, *Problem) {
	token, err := t.dec.Token()
	if err != nil {
		return node{}, &Problem{Line: t.line(), Column: path, Code: NotJSON}
	}
	here := node{path: path, line: t.line()}
	open, nested := token.(json.Delim)
	switch {
	case !nested:
		here.value = token
		return here, nil
	case depth >= MaxDepth:
		return node{}, &Problem{Line: here.line, Column: path, Code: TooDeep, Arg: strconv.Itoa(MaxDepth)}
	default:
		return t.inside(here, open, depth)
	}
}

func (t *treeReader) inside(here node, open json.Delim, depth int) (node, *Problem) {
	var bad *Problem
	if open == '[' {
		here.value, bad = t.items(here.path, depth)
	} else {
		here.value, bad = t.fields(here.path, depth)
	}
	if bad != nil {
		return node{}, bad
	}
	if _, err := t.dec.Token(); err != nil { // the closing bracket
		return node{}, &Problem{Line: t.line(), Column: here.path, Code: NotJSON}
	}
	return here, nil
}

func (t *treeReader) items(path string, depth int) ([]node, *Problem) {
	var items []node
	for t.dec.More() {
		item, bad := t.read(fmt.Sprintf("%s[%d]", path, len(items)), depth+1)
		if bad != nil {
			return nil, bad
		}
		items = append(items, item)
	}
	return items, nil
}

func (t *treeReader) fields(path string, depth int) (*object, *Problem) {
	o := &object{fields: map[string]node{}, asked: map[string]bool{}}
	for t.dec.More() {
		token, err := t.dec.Token()
		name, ok := token.(string)
		if err != nil || !ok {
			return nil, &Problem{Line: t.line(), Column: path, Code: NotJSON}
		}
		here := node{path: join(path, printable(name)), line: t.line()}
		if _, twice := o.fields[name]; twice {
			return nil, &Problem{Line: here.line, Column: here.path, Code: FieldTwice}
		}
		value, bad := t.read(here.path, depth+1)
		if bad != nil {
			return nil, bad
		}
		o.fields[name] = value
		o.order = append(o.order, name)
	}
	return o, nil
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// printable keeps a field name of the sender's out of our reports unless it looks
// like a field name: it may be anything, even a person's data.
func printable(name string) string {
	digits := 0
	for _, r := range name {
		if r >= '0' && r <= '9' {
			digits++
		} else if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '_' {
			return "?"
		}
	}
	if len(name) > 40 || digits > 3 {
		return "?"
	}
	return name
}
