package escrow

import (
	"slices"
	"time"
)

// Freeze sets a claim's stake on a line and freezes as much of it as can be:
// min(stake, paid for the line − refunded − already secured, what is still held).
// Done.Minor is what moved. A stake set lower than before thaws the difference.
// What can not be frozen now is frozen later, as soon as another claim's money on
// that line is thawed. The escrow timers of the line (in that parcel) stop.
// Nothing happens for an order in nobody's custody.
//
// Errors: ErrUnknownLine, ErrUnknownParcel, ErrAmount, ErrOverlap.
// Source: design §6; procedure.md §5 "Freeze", T01, T02, T13.
func Freeze(b Books, by By, s Stake) (Done, error) {
	d := open(b, by)
	if err := d.checkStake(s); err != nil {
		return Done{Books: b}, err
	}
	if d.o.Custody == None {
		return Done{Books: b}, nil
	}
	f := d.known(s.ClaimRef, s.Line, s.Parcel)
	var moved int64
	if s.WantMinor < f.WantMinor {
		moved = d.thaw(f, f.WantMinor-s.WantMinor, time.Time{})
		d.cover(s.Line)
	} else {
		f.WantMinor = s.WantMinor
		moved = d.froze(f, true)
	}
	out := d.done()
	out.Minor = moved
	return out, nil
}

func (d *desk) checkStake(s Stake) error {
	switch {
	case s.WantMinor < 0:
		return refuse(ErrAmount, s.Line, 0)
	case d.o.line(s.Line) == nil:
		return refuse(ErrUnknownLine, s.Line, 0)
	case s.Parcel != 0 && d.o.item(s.Parcel, s.Line) == nil:
		return refuse(ErrUnknownParcel, s.Line, 0)
	}
	for _, f := range d.o.Stakes {
		if f.ClaimRef == s.ClaimRef && f.Line == s.Line && (f.Parcel == 0) != (s.Parcel == 0) {
			return refuse(ErrOverlap, s.Line, 0)
		}
	}
	return nil
}

// known is the stake as it stands, or a new one.
func (d *desk) known(ref ClaimRef, line, parcel int) Stake {
	f := Stake{ClaimRef: ref, Line: line, Parcel: parcel, At: d.At}
	if i := slices.IndexFunc(d.o.Stakes, f.same); i >= 0 {
		return d.o.Stakes[i]
	}
	return f
}

// froze freezes what it can of a stake and stops its timers. Unless the stake is
// new or changed, nothing is written when nothing moves.
func (d *desk) froze(f Stake, changed bool) int64 {
	ref := f.ClaimRef
	need := f.WantMinor - d.o.frozen(f)
	free := d.o.paidIn(f.Line) - d.o.promised(f.Line) - d.o.stakes(f.Line, anyClaim)
	var j journal
	moved := j.drain(d.o.Balances, isHeld(f.Line, f.Parcel), func(a Account) Account {
		return d.o.claimAccount(Frozen, a.Line, a.Parcel, f.Case, f.Claim)
	}, max(0, min(need, free)))
	if moved > 0 || (changed && f.WantMinor > 0) {
		d.order(Froze{ClaimRef: ref, Line: f.Line, Minor: moved, Change: Change{
			Stakes: []Stake{f}, Timers: d.stop(f), Booking: Booking{j},
		}})
	}
	return moved
}

func anyClaim(ClaimRef) bool { return true }

// cover freezes for stakes that could not be met so far, the oldest first.
func (d *desk) cover(line int) {
	for _, f := range slices.Clone(d.o.Stakes) {
		if f.Line == line && d.o.frozen(f) < f.WantMinor {
			d.froze(f, false)
		}
	}
}

// Ending is what of a claim's stakes comes to an end, and since when both sides
// know. Line 0 means all lines, Minor 0 the whole stake.
type Ending struct {
	ClaimRef
	Line, Parcel int
	Minor        int64
	// ToldAt is when both sides had been told; zero when they have not: call Told
	// when they were.
	ToldAt time.Time
}

// Thaw makes stakes of a claim smaller or ends them. Money goes back to held and
// its escrow timer, with the time it had left and at least 72 h after both were
// told; deposit that secured the claim is free again. Stakes of other claims that
// could not be met are met first. Done.Minor is what was thawed of escrow.
//
// Errors: ErrAmount. Source: procedure.md §1 invariant 2, §5.
func Thaw(b Books, by By, e Ending) (Done, error) {
	d := open(b, by)
	if e.Minor < 0 {
		return Done{Books: b}, refuse(ErrAmount, e.Line, 0)
	}
	left, whole := e.Minor, e.Minor == 0
	var moved int64
	var lines []int
	for _, f := range slices.Clone(d.o.Stakes) {
		if f.ClaimRef != e.ClaimRef || (e.Line != 0 && f.Line != e.Line) || (e.Parcel != 0 && f.Parcel != e.Parcel) {
			continue
		}
		cut := f.WantMinor
		if !whole {
			cut = min(left, f.WantMinor)
		}
		left -= cut
		moved += d.thaw(f, cut, e.ToldAt)
		left = d.thawDeposit(d.known(f.ClaimRef, f.Line, f.Parcel), left, whole)
		lines = append(lines, f.Line)
	}
	for _, line := range slices.Compact(lines) {
		d.cover(line)
	}
	out := d.done()
	out.Minor = moved
	return out, nil
}

// thaw makes one stake smaller by cut.
func (d *desk) thaw(f Stake, cut int64, told time.Time) int64 {
	if cut <= 0 {
		return 0
	}
	f.WantMinor -= cut
	var j journal
	moved := j.drain(d.o.Balances, isFrozen(f), func(a Account) Account {
		return d.o.account(HeldAccount, a.Line, a.Parcel)
	}, max(0, d.o.frozen(f)-f.WantMinor))
	d.order(Thawed{ClaimRef: f.ClaimRef, Line: f.Line, Minor: moved, ToldAt: told, Change: Change{
		Stakes: []Stake{f}, Timers: d.start([]Stake{f}, told), Booking: Booking{j},
	}})
	return moved
}

// thawDeposit frees deposit of a stake and returns what of the cut is left.
func (d *desk) thawDeposit(f Stake, cut int64, whole bool) int64 {
	minor := f.DepositMinor
	if !whole {
		minor = min(minor, cut)
	}
	if minor == 0 {
		return cut
	}
	f.DepositMinor -= minor
	ref := f.ClaimRef
	d.order(Thawed{ClaimRef: ref, Line: f.Line, Change: Change{Stakes: []Stake{f}}})
	var j journal
	j.move(d.deposit(DepositFrozen, ref), d.deposit(DepositFree, ClaimRef{}), minor)
	d.merchant(DepositThawed{ClaimRef: ref, Minor: minor, Booking: Booking{j}})
	return cut - minor
}

func (d *desk) deposit(name AccountName, ref ClaimRef) Account {
	return d.o.claimAccount(name, 0, 0, ref.Case, ref.Claim)
}

// trim thaws what is secured on a line beyond what can still be refunded, because
// it was refunded otherwise: first of the claim paid, then the youngest stake.
func (d *desk) trim(line int, first ClaimRef) {
	stakes := slices.Clone(d.o.Stakes)
	slices.Reverse(stakes)
	slices.SortStableFunc(stakes, func(a, b Stake) int { return rank(a, first) - rank(b, first) })
	for _, f := range stakes {
		over := d.o.stakes(line, anyClaim) + d.o.promised(line) - d.o.paidIn(line)
		if f.Line != line || over <= 0 {
			continue
		}
		short := f.WantMinor - d.o.frozen(f)
		moved := d.thaw(f, min(f.WantMinor, over+short), d.At)
		d.thawDeposit(d.known(f.ClaimRef, f.Line, f.Parcel), over-moved, false)
	}
}

func rank(f Stake, first ClaimRef) int {
	if f.ClaimRef == first {
		return 0
	}
	return 1
}
