package procedure

// Vocabulary is the closed list of words that code understands (procedure.md §7,
// “The line”): core/dispute and core/escrow give theirs, Check refuses a file
// that uses any other. Data can make a procedure slow, short or silent; it can
// not make it do what no word stands for.
type Vocabulary struct {
	Moves   []string // what an actor may do: "escalate"
	Effects []string // what an expiry may do besides making a move: "thaw"
	// Guards and Conditions are named predicates. One that takes an argument says
	// of which kind: "running(clock)", "within(clock)", "feature(feature)".
	Guards     []string // of rows
	Conditions []string // of expiries; "not" before them is the file's
	Actors     []string // who may make a move: "C", "officer", "T"
	Owners     []string // who may be waited for: "claimant", "adjudicator"
	// Facts are what may start a clock besides a move or effect, each with the moves
	// and effects that record it; none means it comes from outside the procedure
	// (the order, service, the law).
	Facts map[string][]string
	// Notices are what may be served, each with the moves and effects that queue it;
	// none means it is queued on arrival wherever a listed clock waits for it.
	Notices map[string][]string
	// EndsHold are the effects after which a hold is over.
	EndsHold []string
	// Features are the switches, each with the phase that exists only with it ("" if
	// it has none).
	Features map[string]string
	// Limits are the settings, each with what it may be.
	Limits map[string]LimitRule
	// Words are those of every other key, by the key: "as", "until", "pause",
	// "variants", "never_before", "lifted_by", "unless", "offer", "reason", "late",
	// "reject_grounds", "claim_filter", "extend_by", "alert", "sources",
	// "buyer_debtor", "publish", "fallback", "capacity".
	Words map[string][]string
	// Separate are the capacities one person may never hold both in a case where
	// both may act (invariant 6); no file may leave a pair out.
	Separate [][2]string
	// Lasting are predicates that stay as they are for the life of a track, such as
	// "self_operated"; a row or expiry with “as” such a word makes it true.
	Lasting []string
	// Pending are words above that code does not carry out yet.
	Pending []string
}

// LimitRule says what a setting may be.
type LimitRule struct {
	Kind  string // "number", "length", "list"
	Least Length // a length may be raised, never set below this
	Words string // of a list: the key of Words it takes its entries from
}

// Pending are the words of the file that code does not carry out yet, sorted and
// without repetition: a file in use may name none.
func Pending(p Procedure, v Vocabulary) []string {
	waiting := set(v.Pending)
	used := map[string]bool{}
	note := func(words ...string) {
		for _, w := range words {
			if waiting[w] {
				used[w] = true
			}
		}
	}
	for _, row := range p.Moves {
		note(row.Move, row.As)
		for _, t := range row.Guard {
			note(t.Name)
		}
	}
	for _, k := range p.Clocks {
		for _, e := range k.Expiry {
			note(e.Do, e.As)
			for _, and := range e.If {
				for _, t := range and {
					note(t.Name)
				}
			}
		}
	}
	return sorted(used)
}
