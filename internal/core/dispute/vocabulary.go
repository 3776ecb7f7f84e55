package dispute

import (
	"maps"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/record"
)

// Word is one move of the closed vocabulary: its inputs with their bounds, its
// event, its effects. Files arrange words; they cannot make new ones.
type Word struct {
	Name   string
	Past   string                                    // stored kind of its event; never renamed
	T      string                                    // row of procedure.md
	Stream string                                    // "" the case; talks or deliberation for what a decider or a party may not read
	Where  func(a *act, at place, in Answers) string // the stream, when it is not always the same
	Object string                                    // what the clocks it starts belong to
	Fields func(a *act, at place) []Field
	Set    func(a *act, at place, in Answers, e *Act)
	Do     func(a *act, at *place, in Answers)
	Fold   func(c *Case, e Act, m record.Meta)
	Auto   bool // the timer makes it by itself when its guards hold
	Final  bool // irreversible: asks for a fresh confirmation
	Money  bool // moves money
	Leads  bool // its own effects decide where it leads
	Starts bool // its clocks belong to Object
	Silent bool // its effects start its clocks themselves

	// Bar says what the word itself forbids here, whatever the file says: a code, or "".
	Bar     func(a *act, at place) string
	Routes  bool // what is said with it decides which row of the file it follows
	Machine bool // the platform finds it by itself, without a deadline (T76)
}

var vocabulary struct { //nolint:gochecknoglobals // the closed vocabulary: written once at start, read only
	words  []*Word
	byName map[string]*Word
	guards map[string]guard
	does   map[string]func(*act, place)
}

func init() { //nolint:gochecknoinits // words and guards refer to each other; a plain initialiser would be a cycle
	for _, group := range [][]*Word{filingWords(), talkWords(), settleWords(), evidenceWords(), mediationWords(), rulingWords(), appealWords(), holdWords(), consentWords(), outsideWords(), staffWords(), payWords(), returnWords(), replaceWords()} {
		vocabulary.words = append(vocabulary.words, group...)
	}
	vocabulary.byName = map[string]*Word{}
	for _, w := range vocabulary.words {
		vocabulary.byName[w.Name] = w
	}
	vocabulary.guards = makeGuards()
	vocabulary.does = makeEffects()
}

func words() []*Word { return vocabulary.words }

func word(name string) (*Word, bool) {
	w, ok := vocabulary.byName[name]
	return w, ok
}

// Past is the stored kind of a move's event.
func Past(move string) string {
	if w, ok := word(move); ok {
		return w.Past
	}
	return ""
}

// Pasts maps stored kinds of moves' events back to the moves, for decoding.
func Pasts() map[string]string {
	out := map[string]string{}
	for _, w := range words() {
		out[w.Past] = w.Name
	}
	return out
}

// Words lists the names of the moves there are.
func Words() []string {
	var out []string
	for _, w := range words() {
		out = append(out, w.Name)
	}
	slices.Sort(out)
	return out
}

// Conditions lists the names of the guards and conditions there are.
func Conditions() []string { return slices.Sorted(maps.Keys(vocabulary.guards)) }

// Effects lists the names of what an expiry may do.
func Effects() []string { return slices.Sorted(maps.Keys(vocabulary.does)) }

// carryOut does what an expiry names.
func (a *act) carryOut(do string, at place) {
	if do == "" {
		return
	}
	f, ok := vocabulary.does[do]
	if !ok {
		panic("dispute: procedure uses an unknown effect " + do)
	}
	f(a, at)
}
