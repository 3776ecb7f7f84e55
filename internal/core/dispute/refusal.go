package dispute

import (
	"slices"
	"time"
)

// Refusal is why a move is not possible, and what is.
type Refusal struct {
	Code     string // one of Codes
	Move     string
	Guard    string    // the condition that does not hold
	Rule     string    // of the rule table, which forbids it; party.NoRule where none permits it
	Field    string    // the input that is outside its bounds
	From     time.Time // the earliest instant at which it becomes possible, if known
	Until    time.Time // when the hold ends that is in the way
	Possible []string  // moves that are possible instead
	row      int       // row of the procedure file
}

// Error makes a refusal an error; it is never wrapped.
func (r *Refusal) Error() string { return "refused: " + r.Code }

// Codes are all that a refusal may say, in the order in which they are asked: of
// several causes the first is the answer (testdata/who-may.md). They are stable.
func Codes() []string { return slices.Clone(codes) }

var codes = []string{ //nolint:gochecknoglobals // a constant list
	"unknown",           // for this person the case, or the order, does not exist (404)
	"wrong_stage",       // the move does not exist in this state, for anybody
	"wrong_capacity",    // it exists here, but not for this capacity
	"conflict",          // this person has acted, or seen, what must be kept apart from this act
	"held",              // the claims are on hold
	"locked",            // the account is locked; irreversible acts wait
	"no_capacity",       // the party cannot do this without guardian
	"mediation_only",    // the case is mediation only
	"self_operated",     // it depends on whether the platform itself is the seller
	"too_early",         // its time, or what must come first, has not come
	"too_late",          // its time has passed, though the state is still open
	"already_done",      // it may be done once, and was; or the right is spent
	"nothing_there",     // what it answers, ends or signs does not exist
	"not_consented",     // the other side's agreement is missing
	"incomplete",        // something required is missing
	"not_listed_ground", // the ground is not on the closed list
	"needs_reason",      // the reason or coded ground is missing
	"needs_proof",       // the proof is missing
	"second_person",     // a second person must approve first
	"forbidden_term",    // a term that nobody may agree to
	"worsening",         // a sole appellant may not end worse
	"not_confirmed",     // the fresh confirmation is missing
	"changed",           // what the person relied on has changed since
	"bounds",            // an input, or what it touches, lies outside the bounds
}

// rank is a code's place in that order.
func rank(code string) int {
	n := slices.Index(codes, code)
	if n < 0 {
		panic("dispute: no such refusal: " + code)
	}
	return n
}

// earlier is the refusal that is asked first; nil is none.
func earlier(a, b *Refusal) *Refusal {
	if a == nil || b != nil && rank(b.Code) < rank(a.Code) {
		return b
	}
	return a
}
