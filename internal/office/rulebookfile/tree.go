package rulebookfile

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// The limits of one file. The largest built-in one has 30 kB, depth 6 and
// some 3,500 values.
const (
	maxBytes  = 256 << 10
	maxDepth  = 12
	maxValues = 40_000
	maxItems  = 500 // of one list or map
)

// node is one value of a file, and where it stands: merging keeps the place of
// each value, so that an error names the file and line that must be mended.
type node struct {
	file    string
	line    int
	place   string // "clocks.K_ANS.expiry[0].to", set when merging is done
	kind    yaml.Kind
	tag     string // "!!str", "!!int", "!!null", …
	text    string
	entries []entry // of a map, in the order of the file
	items   []*node // of a list
}

type entry struct {
	key   string
	value *node
}

func (n *node) isNull() bool { return n.kind == yaml.ScalarNode && n.tag == "!!null" }

func (n *node) get(key string) *node {
	for _, e := range n.entries {
		if e.key == key {
			return e.value
		}
	}
	return nil
}

func (n *node) set(key string, value *node) {
	for i := range n.entries {
		if n.entries[i].key == key {
			n.entries[i].value = value
			return
		}
	}
	n.entries = append(n.entries, entry{key, value})
}

func (n *node) drop(key string) bool {
	for i := range n.entries {
		if n.entries[i].key == key {
			n.entries = append(n.entries[:i:i], n.entries[i+1:]...)
			return true
		}
	}
	return false
}

// settle writes into each node its place below this one.
func (n *node) settle(place string) {
	n.place = place
	for _, e := range n.entries {
		e.value.settle(strings.TrimPrefix(place+"."+e.key, "."))
	}
	for i, item := range n.items {
		item.settle(place + "[" + itoa(i) + "]")
	}
}

// parseTree reads one strict document: UTF-8, one map, no anchors, aliases, own
// tags or repeated keys, within the limits above.
func parseTree(file string, data []byte) (*node, error) {
	var found Problems
	whole := &node{file: file}
	switch {
	case len(data) > maxBytes:
		found.add(whole, "too_big", maxBytes)
		return nil, found
	case !utf8.Valid(data):
		found.add(whole, "not_utf8")
		return nil, found
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var document yaml.Node
	switch err := decoder.Decode(&document); {
	case errors.Is(err, io.EOF):
		found.add(whole, "empty")
		return nil, found
	case err != nil:
		at, what := syntaxError(file, err)
		found.add(at, "not_yaml", what)
		return nil, found
	}
	var next yaml.Node
	if err := decoder.Decode(&next); !errors.Is(err, io.EOF) {
		found.add(&node{file: file, line: next.Line}, "many_documents")
		return nil, found
	}
	c := copier{file: file, found: &found}
	root := c.copy(document.Content[0], 1)
	if root.kind != yaml.MappingNode && len(found) == 0 {
		found.add(root, "not_map")
	}
	return root, found.all()
}

// syntaxError takes the line out of the parser's text "yaml: line 3: …".
func syntaxError(file string, err error) (at *node, what string) {
	at, what = &node{file: file}, strings.TrimPrefix(err.Error(), "yaml: ")
	if inner, ok := strings.CutPrefix(what, "line "); ok {
		number, rest, _ := strings.Cut(inner, ": ")
		if line, err := strconv.Atoi(number); err == nil {
			at.line, what = line, rest
		}
	}
	return at, what
}

type copier struct {
	file   string
	found  *Problems
	values int
}

// copy takes over one value and all below it, refusing what a document may not hold.
func (c *copier) copy(from *yaml.Node, depth int) *node {
	n := &node{file: c.file, line: from.Line, kind: from.Kind, tag: from.ShortTag(), text: from.Value}
	c.values++
	switch {
	case depth > maxDepth:
		c.found.add(n, "too_deep", maxDepth)
		return n
	case c.values > maxValues || len(from.Content) > 2*maxItems:
		c.found.add(n, "too_many", maxItems)
		return n
	case from.Kind == yaml.AliasNode || from.Anchor != "":
		c.found.add(n, "alias")
		return n
	case from.Style&yaml.TaggedStyle != 0:
		c.found.add(n, "tag", from.Tag)
		return n
	}
	if from.Kind == yaml.MappingNode {
		c.copyMap(n, from, depth)
		return n
	}
	for _, item := range from.Content {
		n.items = append(n.items, c.copy(item, depth+1))
	}
	return n
}

func (c *copier) copyMap(n *node, from *yaml.Node, depth int) {
	seen := map[string]bool{}
	for i := 0; i+1 < len(from.Content); i += 2 {
		key := from.Content[i]
		at := &node{file: c.file, line: key.Line}
		switch {
		case key.Kind == yaml.AliasNode || key.Anchor != "":
			c.found.add(at, "alias")
		case key.Kind != yaml.ScalarNode || key.Style&yaml.TaggedStyle != 0 || key.Value == "<<":
			c.found.add(at, "key_not_text")
		case seen[key.Value]:
			c.found.add(at, "duplicate_key", key.Value)
		default:
			seen[key.Value] = true
			n.entries = append(n.entries, entry{key.Value, c.copy(from.Content[i+1], depth+1)})
		}
	}
}
