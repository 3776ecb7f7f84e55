package rulebookfile

import (
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/tianping-odr/tianping/rulebook"
)

// maxBases is how long a chain of extends may be.
const maxBases = 4

// loader reads one file and what it extends.
type loader struct {
	reader
	sources []Source
}

func itoa(n int) string { return strconv.Itoa(n) }

// resolve reads the file and lays it over its base, if it has one.
func (l *loader) resolve(files fs.FS, name string, bases int) (*node, error) {
	data, err := readFile(files, name)
	if err != nil {
		return nil, err
	}
	over, err := parseTree(name, data)
	if err != nil {
		return nil, err
	}
	from := source(name, data)
	from.ID, from.Version = textOf(over.get("procedure")), textOf(over.get("version"))
	from.EffectiveFrom = textOf(over.get("effective_from"))
	l.sources = append(l.sources, from)
	extends := over.get("extends")
	if extends == nil {
		for _, key := range []string{"remove", "redirect"} {
			if n := over.get(key); n != nil {
				l.found.add(n, "extends_nothing", key)
			}
		}
		return over, l.found.all()
	}
	base, err := l.base(files, name, extends, bases)
	if err != nil {
		return nil, err
	}
	l.removeFrom(base, over)
	l.merge(base, over, "")
	return base, l.found.all()
}

// base finds what the text after extends names: beside the file, or built in.
func (l *loader) base(files fs.FS, name string, extends *node, bases int) (*node, error) {
	id, version, ok := strings.Cut(extends.text, "@")
	if extends.kind != yaml.ScalarNode || !ok || !isKey(id) || !isVersionPrefix(version) {
		l.found.add(extends, "bad_extends", extends.text)
		return nil, l.found.all()
	}
	if bases >= maxBases {
		l.found.add(extends, "extends_deep", maxBases)
		return nil, l.found.all()
	}
	at := path.Join(path.Dir(name), id+".yaml")
	if _, err := fs.Stat(files, at); err != nil {
		files, at = rulebook.Files, embeddedPath(id)
	}
	if _, err := fs.Stat(files, at); err != nil {
		l.found.add(extends, "extends_unknown", id)
		return nil, l.found.all()
	}
	base, err := l.resolve(files, at, bases+1)
	if err != nil {
		return nil, err
	}
	if n := base.get("procedure"); n != nil && n.text != id {
		l.found.add(n, "id_is_not_the_name", n.text, id)
	}
	if n := base.get("version"); n == nil || n.text != version && !strings.HasPrefix(n.text, version+".") {
		l.found.add(extends, "extends_version", id, textOf(n), version)
	}
	for _, own := range []string{"procedure", "version"} { // never inherited
		base.drop(own)
	}
	return base, l.found.all()
}

func textOf(n *node) string {
	if n == nil {
		return ""
	}
	return n.text
}

// removal is what a file takes out of its base, and where edges lead instead.
type removal struct {
	stages, clocks, moves []string
	redirect              map[string]*node
}

// removeFrom takes stages, clocks and moves out of the base, then leads its edges
// elsewhere. A removed clock leaves the lists it was on; a removed stage leaves
// the “from” of rows. What still names them is found by procedure.Check.
func (l *loader) removeFrom(base, over *node) {
	var r removal
	if n := over.get("remove"); n != nil {
		l.fields(n, fields{
			"stages": l.words(&r.stages), "clocks": l.words(&r.clocks), "moves": l.words(&r.moves),
		})
		l.drop(base, n, "stages", r.stages)
		l.drop(base, n, "clocks", r.clocks)
	}
	r.redirect = map[string]*node{}
	if n := over.get("redirect"); n != nil {
		l.entries(n, isID, "bad_id", func(id string, to *node) {
			if !slices.Contains(r.stages, id) {
				l.found.add(to, "redirect_kept", id)
			}
			r.redirect[id] = to
		})
	}
	l.pruneMoves(base, over, r)
	pruneLists(base, r)
}

func (l *loader) drop(base, remove *node, section string, ids []string) {
	from := base.get(section)
	for _, id := range ids {
		if from == nil || !from.drop(id) {
			l.found.add(remove, "remove_unknown", id)
		}
	}
}

// pruneMoves drops the rows of removed moves and those left without a place, and
// leads the others elsewhere.
func (l *loader) pruneMoves(base, over *node, r removal) {
	moves := base.get("moves")
	if moves == nil {
		return
	}
	seen := map[string]bool{}
	var kept []*node
	for _, row := range moves.items {
		move := textOf(row.get("move"))
		seen[move] = true
		from := row.get("from")
		had := from != nil && len(from.items) > 0
		dropTexts(from, r.stages)
		if slices.Contains(r.moves, move) || had && len(from.items) == 0 {
			continue
		}
		r.lead(row)
		kept = append(kept, row)
	}
	moves.items = kept
	for _, move := range r.moves {
		if !seen[move] {
			l.found.add(over.get("remove"), "remove_unknown", move)
		}
	}
}

// pruneLists takes removed clocks off the lists of stages, duty states and
// moved_by, and leads expiries elsewhere.
func pruneLists(base *node, r removal) {
	eachEntry(base.get("stages"), func(stage *node) { dropTexts(stage.get("clocks"), r.clocks) })
	eachEntry(base.get("holds"), func(hold *node) { dropTexts(hold.get("clocks"), r.clocks) })
	eachEntry(base.get("duties"), func(kind *node) {
		eachEntry(kind.get("states"), func(state *node) { dropTexts(state.get("clocks"), r.clocks) })
	})
	eachEntry(base.get("clocks"), func(clock *node) {
		if by := clock.get("moved_by"); by != nil {
			by.items = slices.DeleteFunc(by.items, func(n *node) bool {
				id, _, _ := strings.Cut(n.text, ".")
				return slices.Contains(r.clocks, id)
			})
		}
		if expiry := clock.get("expiry"); expiry != nil {
			for _, e := range expiry.items {
				r.lead(e)
			}
		}
	})
}

// lead changes the “to” of a row or expiry whose stage was removed.
func (r removal) lead(edge *node) {
	if to := edge.get("to"); to != nil && r.redirect[to.text] != nil {
		edge.set("to", r.redirect[to.text])
	}
}

func eachEntry(n *node, do func(*node)) {
	if n == nil {
		return
	}
	for _, e := range n.entries {
		do(e.value)
	}
}

func dropTexts(list *node, texts []string) {
	if list != nil {
		list.items = slices.DeleteFunc(list.items, func(n *node) bool { return slices.Contains(texts, n.text) })
	}
}

// merge lays one map over another: maps merge, null deletes, moves are appended,
// everything else is replaced.
func (l *loader) merge(base, over *node, place string) {
	for _, e := range over.entries {
		if place == "" && slices.Contains([]string{"extends", "remove", "redirect"}, e.key) {
			continue
		}
		was := base.get(e.key)
		switch {
		case e.value.isNull():
			if !base.drop(e.key) {
				l.found.add(e.value, "null_nothing", e.key)
			}
		case was == nil:
			base.set(e.key, e.value)
		case was.kind == yaml.MappingNode && e.value.kind == yaml.MappingNode:
			l.merge(was, e.value, place+"."+e.key)
		case place == "" && e.key == "moves" && was.kind == yaml.SequenceNode && e.value.kind == yaml.SequenceNode:
			was.items = append(was.items, e.value.items...)
		default:
			base.set(e.key, e.value)
		}
	}
}
