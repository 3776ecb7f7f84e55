package dispute

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/workday"
)

// Refiling is what a new case keeps of the earlier one it follows.
type Refiling struct {
	No         int       // how many refilings of the quarrel there are, this one counted; 0: none of them is one
	FirstFiled time.Time // filing date kept (T06); zero: its own
}

// Refile tells whether a new case may follow an earlier one, and what it keeps. Only
// the claimant of the earlier case may, once it is over. What ended without a
// decision (incomplete, not pursued, withdrawn) may be filed again as often as the
// file's limit says, a second withdrawal also with new facts; what was decided or
// settled may be followed by another complaint, which is no refiling (M115). Whether
// that is the same claim again is for the officer (T07, SAME_CLAIM_DONE).
//
// Refusals: wrong_capacity, too_early (not over yet), already_done (the limit).
// Source: procedure.md T02, T06, T20, T72.
func Refile(b *Book, earlier Case, side Side, newFacts bool, at time.Time) (Refiling, *Refusal) {
	_, _, closed := Standing(b, earlier)
	switch {
	case side != Claimant:
		return Refiling{}, &Refusal{Code: "wrong_capacity", Move: "submit", Guard: "refiled"}
	case !closed || earlier.Submitted.IsZero():
		return Refiling{}, &Refusal{Code: "too_early", Move: "submit", Guard: "refiled"}
	case !undecided(earlier):
		return Refiling{}, nil
	}
	out := Refiling{No: earlier.Refiling + 1}
	if int64(out.No) > b.limit("refilings") && (!newFacts || !withdrawn(earlier)) {
		return Refiling{}, &Refusal{Code: "already_done", Move: "submit", Guard: "refiled"}
	}
	if over := ended(earlier); earlier.Accepted.IsZero() && !withdrawn(earlier) && !rejected(earlier) {
		again := b.Procedure.Limits["refile.within"].Length
		if again.N > 0 && at.Before(b.Calendar.Count(workday.Start{At: over}, workday.Rule{Span: span(again)}).Due) {
			out.FirstFiled = earlier.FiledAt
			if first := earlier.FirstFiled; !first.IsZero() && first.Before(out.FirstFiled) {
				out.FirstFiled = first
			}
		}
	}
	return out, nil
}

// refiledOnce: of several drafts that follow one earlier case only so many are
// submitted as the file's limit allows: each was opened before the others counted. A
// draft that went beyond the limit for new facts has been let through as such.
func refiledOnce(a *act, _ place) string {
	if RefiledEnough(a.b, a.c().Refiling, a.w.Facts.Refiled) {
		return "already_done"
	}
	return ""
}

// RefiledEnough tells whether a refiling of this number may not be made, as others of
// the same earlier case were submitted before it.
func RefiledEnough(b *Book, no, others int) bool {
	most := b.limit("refilings")
	return no > 0 && int64(no) <= most && int64(no+others) > most
}

// Refilings are how many of some cases have been submitted as refilings of the case
// that this one follows, itself not counted: Facts.Refiled.
func Refilings(c Case, others []Case) int {
	n := 0
	for i := range others {
		if x := &others[i]; x.ID != c.ID && !c.Follows.IsZero() && x.Follows == c.Follows && x.Refiling > 0 && !x.Submitted.IsZero() {
			n++
		}
	}
	return n
}

// undecided: every claim of the claimant ended without a decision or a settlement.
func undecided(c Case) bool {
	for i := range c.Claims {
		if k := &c.Claims[i]; k.By == Claimant && k.State != Lapsed && k.State != Withdrawn {
			return false
		}
	}
	return true
}

// withdrawn: the claimant took every claim back himself.
func withdrawn(c Case) bool {
	for i := range c.Claims {
		if k := &c.Claims[i]; k.By == Claimant && k.State != Withdrawn {
			return false
		}
	}
	return len(c.Claims) > 0
}

func rejected(c Case) bool {
	return slices.ContainsFunc(c.Deeds, func(d Deed) bool { return d.Move == "reject" })
}

// ended is when the last track of a case closed.
func ended(c Case) (last time.Time) {
	for i := range c.Tracks {
		if c.Tracks[i].Since.After(last) {
			last = c.Tracks[i].Since
		}
	}
	return last
}
