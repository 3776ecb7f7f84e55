package escrow_test

import (
	"slices"
	"testing"
	"time"

	. "github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

// oneParcel is an order of one line in one parcel, signed for at an instant.
func oneParcel(t *testing.T, now, signed string, change func(*Purchase)) *shop {
	t.Helper()
	p := purchase([]PurchaseLine{goods(1, 1, 30000)}, 0, 0, 0)
	p.Parcels = []PurchaseParcel{sent(1, at(t, signed), Packed{Line: 1, Qty: 1})}
	if change != nil {
		change(&p)
	}
	return openShop(t, now, p)
}

func (s *shop) item() Item { return s.b.Order.Parcels[0].Items[0] }

func (s *shop) due(t *testing.T, want string) {
	t.Helper()
	due, runs := s.item().Confirm.Due()
	if want == "" {
		if runs {
			t.Errorf("K_CONFIRM runs to %v, want it to stand still", due)
		}
		return
	}
	if !runs || !due.Equal(at(t, want)) {
		t.Errorf("K_CONFIRM is due %v (runs %v), want %s", due, runs, want)
	}
}

// TestConfirmClock: each line is a life of K_CONFIRM (procedure.md §3, §1
// invariant 2): signed, frozen, thawed, told, and when it then ends.
func TestConfirmClock(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ why, signed, frozen, thawed, told, due string }{
		{why: "ten natural days after the day of signature", signed: "2026-09-16 15:00", due: "2026-09-27 00:00"},
		{why: "no roll: it ends inside National Day", signed: "2026-09-21 08:00", due: "2026-10-02 00:00"},
		{why: "a freeze stops it", signed: "2026-09-16 15:00", frozen: "2026-09-18 11:00"},
		{
			why:    "thawed: the eight whole days it had left",
			signed: "2026-09-16 15:00", frozen: "2026-09-18 11:00", thawed: "2026-09-30 10:00", told: "2026-09-30 10:00",
			due: "2026-10-09 00:00",
		},
		{
			why:    "one day left is less than 72 h after both were told",
			signed: "2026-09-16 15:00", frozen: "2026-09-25 12:00", thawed: "2026-09-28 10:00", told: "2026-09-28 10:00",
			due: "2026-10-01 10:00",
		},
		{
			why:    "told two days after the thaw: 72 h from then",
			signed: "2026-09-16 15:00", frozen: "2026-09-25 12:00", thawed: "2026-09-28 10:00", told: "2026-09-30 09:00",
			due: "2026-10-03 09:00",
		},
		{
			why:    "told late, but more was left",
			signed: "2026-09-16 15:00", frozen: "2026-09-17 12:00", thawed: "2026-09-28 10:00", told: "2026-09-30 09:00",
			due: "2026-10-08 00:00",
		},
		{
			why:    "not yet told: long enough for telling, and yet an end",
			signed: "2026-09-16 15:00", frozen: "2026-09-25 12:00", thawed: "2026-09-28 10:00",
			due: "2026-10-17 00:00",
		},
	} {
		t.Run(c.why, func(t *testing.T) {
			t.Parallel()
			s := oneParcel(t, "2026-09-22 09:00", c.signed, nil)
			if c.frozen != "" {
				s.now = at(t, c.frozen)
				s.do(Freeze(s.b, s.by(), claimStake(1, 1, 30000)))
				s.due(t, "")
			}
			if c.thawed != "" {
				s.now = at(t, c.thawed)
				e := Ending{ClaimRef: ref(1)}
				if c.told == c.thawed {
					e.ToldAt = s.now
				}
				s.do(Thaw(s.b, s.by(), e))
			}
			if c.told != "" && c.told != c.thawed {
				s.now = at(t, c.told)
				s.do(WasTold(s.b, s.by(), ref(1), s.now), nil)
			}
			s.due(t, c.due)
		})
	}
}

// TestConfirmClockOfDigitalGoods: three natural days after the delivery log.
func TestConfirmClockOfDigitalGoods(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-16 16:00", "2026-09-16 15:00", func(p *Purchase) {
		p.Lines[0].Digital = true
		p.Parcels[0].Track = []TrackPoint{{At: at(t, "2026-09-16 15:00"), Code: Delivered}}
	})
	s.due(t, "2026-09-20 00:00")
	s.until("2026-09-19 23:59")
	is(t, "released before", s.b.Picture().ReleasedMinor, 0)
	s.until("2026-09-20 00:00")
	is(t, "released", s.b.Picture().ReleasedMinor, 30000)
}

// TestPartOfALineFrozen: a line with a claim on part of it is not confirmed by
// the clock; the buyer himself may still confirm, and then what is free goes.
func TestPartOfALineFrozen(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-17 09:00", "2026-09-16 15:00", nil)
	s.do(Freeze(s.b, s.by(), claimStake(1, 1, 10000)))
	s.until("2026-10-10 00:00")
	is(t, "held", s.b.Picture().HeldMinor, 20000)
	s.do(ConfirmReceipt(s.b, s.by(), 1))
	is(t, "released", s.b.Picture().ReleasedMinor, 20000)
	is(t, "frozen", s.b.Picture().FrozenMinor, 10000)
	s.do(Thaw(s.b, s.by(), Ending{ClaimRef: ref(1), ToldAt: s.now}))
	s.due(t, "2026-10-19 00:00") // stopped on the 17th with nine days left
	s.until("2026-10-19 00:00")
	is(t, "released", s.b.Picture().ReleasedMinor, 30000)
}

// TestTwoClaimsStopOneClock: it goes on when the last of them ends.
func TestTwoClaimsStopOneClock(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-18 09:00", "2026-09-16 15:00", nil)
	s.do(Freeze(s.b, s.by(), claimStake(1, 1, 10000)))
	s.now = at(t, "2026-09-20 09:00")
	s.do(Freeze(s.b, s.by(), claimStake(2, 1, 10000)))
	s.now = at(t, "2026-09-22 09:00")
	s.do(Thaw(s.b, s.by(), Ending{ClaimRef: ref(1), ToldAt: s.now}))
	s.due(t, "")
	s.now = at(t, "2026-09-24 09:00")
	s.do(Thaw(s.b, s.by(), Ending{ClaimRef: ref(2), ToldAt: s.now}))
	s.due(t, "2026-10-03 00:00") // stopped on the 18th with eight days left
}

// TestToldOfAnotherClaim: being told of one claim's thaw shortens nothing that
// waits for another's.
func TestToldOfAnotherClaim(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-18 09:00", "2026-09-16 15:00", nil)
	s.do(Freeze(s.b, s.by(), claimStake(1, 1, 10000)))
	s.do(Freeze(s.b, s.by(), claimStake(2, 1, 10000)))
	s.do(Thaw(s.b, s.by(), Ending{ClaimRef: ref(1)}))
	s.do(Thaw(s.b, s.by(), Ending{ClaimRef: ref(2)}))
	s.now = at(t, "2026-09-20 09:00")
	s.do(WasTold(s.b, s.by(), ref(1), s.now), nil)
	s.due(t, "2026-10-07 00:00") // 18 natural days: claim 2's parties are not told
	s.do(WasTold(s.b, s.by(), ref(2), s.now), nil)
	s.due(t, "2026-09-27 00:00")
}

// TestConfirmedWhileFrozen: what is thawed of a stake stays in escrow as long as
// the rest of the stake stands, also when the buyer confirmed receipt.
func TestConfirmedWhileFrozen(t *testing.T) {
	t.Parallel()
	for _, track := range []int{1, 2} { // the signature is not known, or is
		s := oneParcel(t, "2026-09-17 09:00", "2026-09-16 15:00", func(p *Purchase) {
			p.Parcels[0].Track = p.Parcels[0].Track[:track]
		})
		s.do(Freeze(s.b, s.by(), claimStake(1, 1, 10000)))
		s.do(ConfirmReceipt(s.b, s.by(), 1))
		s.do(Thaw(s.b, s.by(), Ending{ClaimRef: ref(1), Minor: 4000, ToldAt: s.now}))
		s.until("2026-11-01 00:00")
		is(t, "held", s.b.Picture().HeldMinor, 4000)
		s.do(Thaw(s.b, s.by(), Ending{ClaimRef: ref(1), ToldAt: s.now}))
		s.until("2026-11-20 00:00")
		is(t, "held", s.b.Picture().HeldMinor, 0)
	}
}

// TestSignatureReportedWhileFrozen: the clock starts with the signature and
// stands still from the later of signature and freeze.
func TestSignatureReportedWhileFrozen(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-17 09:00", "2026-09-16 15:00", func(p *Purchase) {
		p.Parcels[0].Track = p.Parcels[0].Track[:1]
	})
	s.do(Freeze(s.b, s.by(), claimStake(1, 1, 30000)))
	s.now = at(t, "2026-09-21 09:00")
	s.do(Track(s.b, s.by(), 1, []TrackPoint{{At: at(t, "2026-09-20 12:00"), Code: Signed, Signer: SignedProxy}}))
	s.due(t, "")
	is(t, "days left", int64(s.item().Confirm.Rest.Left.N), 10)
	s.now = at(t, "2026-09-22 09:00")
	s.do(Thaw(s.b, s.by(), Ending{ClaimRef: ref(1), ToldAt: s.now}))
	s.due(t, "2026-10-03 00:00")
	if signer := s.b.Order.Parcels[0].Signer; signer != SignedProxy {
		t.Errorf("signer is %s", signer)
	}
}

// TestReturnWindow: seven days whose last is a holiday end with the next working
// day (journey g; domain.md E01, CivC 203).
func TestReturnWindow(t *testing.T) {
	t.Parallel()
	for signed, want := range map[string]string{
		"2026-09-24 10:00": "2026-10-09 00:00", // 10-01 … 07 off
		"2026-09-14 10:00": "2026-09-22 00:00", // Mon 21
		"2026-09-13 10:00": "2026-09-21 00:00", // Sun 20 is worked
	} {
		s := oneParcel(t, "2026-09-25 09:00", "2026-09-24 10:00", func(p *Purchase) {
			p.Parcels[0].Track[1].At = at(t, signed)
		})
		if due, runs := s.item().Return.Due(); !runs || !due.Equal(at(t, want)) {
			t.Errorf("signed %s: the window ends %v, want %s", signed, due, want)
		}
	}
}

// TestReturnWindowBeyondTheCalendar: it is provisional until the calendar is
// published, and is then confirmed or extended, never shortened.
func TestReturnWindowBeyondTheCalendar(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-12-28 09:00", "2026-12-27 10:00", nil)
	if due, _ := s.item().Return.Due(); !due.Equal(at(t, "2027-01-05 00:00")) || !s.item().Return.Count.Provisional {
		t.Fatalf("the window ends %v, provisional %v", due, s.item().Return.Count.Provisional)
	}
	s.do(Recount(s.b, s.by()), nil)
	if !s.item().Return.Count.Provisional {
		t.Error("confirmed by a calendar that does not reach so far")
	}
	published := s.by()
	var err error
	published.Rules.Calendar, err = workday.New("cn", 8*3600, []workday.Year{{Year: 2026}, {Year: 2027, Off: []workday.Range{
		{From: workday.On(2027, 1, 1), To: workday.On(2027, 1, 5), Name: workday.Name{ZH: "元旦"}},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	s.do(Recount(s.b, published), nil)
	if due, _ := s.item().Return.Due(); !due.Equal(at(t, "2027-01-07 00:00")) || s.item().Return.Count.Provisional {
		t.Errorf("published: the window ends %v", due)
	}
}

// TestDispatchClock: K_DISPATCH marks and moves nothing.
func TestDispatchClock(t *testing.T) {
	t.Parallel()
	late := func(s *shop) bool {
		for _, e := range s.all {
			if e.Event.Kind() == (DispatchMissed{}).Kind() {
				return e.Authority == "K_DISPATCH"
			}
		}
		return false
	}
	unsent := func(p *Purchase) { p.Parcels = nil }
	s := oneParcel(t, "2026-09-14 10:00", "2026-09-16 15:00", unsent)
	s.until("2026-09-16 09:59")
	if late(s) {
		t.Error("marked before 48 h")
	}
	s.until("2026-09-16 10:00")
	if !late(s) {
		t.Error("not marked after 48 h")
	}
	is(t, "held", s.b.Picture().HeldMinor, 30000)

	promised := oneParcel(t, "2026-09-14 10:00", "2026-09-16 15:00", func(p *Purchase) {
		unsent(p)
		p.PromisedDispatch = at(t, "2026-09-20 00:00")
	})
	promised.until("2026-09-19 23:00")
	if late(promised) {
		t.Error("marked before what was promised")
	}
	scanned := oneParcel(t, "2026-09-16 16:00", "2026-09-16 15:00", nil)
	scanned.until("2026-09-30 00:00")
	if late(scanned) {
		t.Error("marked although the first scan was in time")
	}
}

// TestPayoutClock: released money waits 24 h, is sent, and is settled when the
// provider confirms; a failed one is unsettled again and sent once more.
func TestPayoutClock(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-17 09:00", "2026-09-16 15:00", nil)
	s.do(ConfirmReceipt(s.b, s.by(), 1))
	s.until("2026-09-18 08:59")
	is(t, "unsettled", s.b.Picture().UnsettledMinor, 30000)
	s.until("2026-09-18 09:00")
	is(t, "sending", s.b.Picture().SendingMinor, 30000)
	payout := s.b.Merchant.Payouts[0]
	s.do(PayoutNotDone(s.b, s.by(), payout.ID, 1, "account_closed"))
	is(t, "unsettled", s.b.Picture().UnsettledMinor, 30000)
	s.until("2026-09-19 09:00")
	s.do(PayoutNotDone(s.b, s.by(), payout.ID, 1, "late notice of the first attempt"))
	is(t, "sending", s.b.Picture().SendingMinor, 30000)
	s.do(PayoutDone(s.b, s.by(), payout.ID, "n1"))
	s.do(PayoutDone(s.b, s.by(), payout.ID, "n1"))
	is(t, "settled", s.balance(OutsidePayout), 30000)
}

// TestLateReports: what fell due before the order knew of it happens when it
// learns it, never in its past.
func TestLateReports(t *testing.T) {
	t.Parallel()
	s := oneParcel(t, "2026-09-30 09:00", "2026-09-16 15:00", nil)
	s.until("2026-09-30 09:00")
	is(t, "released", s.b.Picture().ReleasedMinor, 30000)
	if last := s.all[len(s.all)-1].At; !last.Equal(at(t, "2026-09-30 09:00")) {
		t.Errorf("released at %v", last)
	}
}

// TestTimersLateOrOnTime: whether timers come at each instant or months later,
// the same happens at the same instants.
func TestTimersLateOrOnTime(t *testing.T) {
	t.Parallel()
	run := func(step time.Duration) (all []string) {
		s := oneParcel(t, "2026-09-17 09:00", "2026-09-16 15:00", nil)
		n := len(s.all)
		end := at(t, "2026-10-10 00:00")
		for s.now.Before(end) {
			s.now = s.now.Add(step)
			d := Elapse(s.b, s.by())
			s.b = d.Books
			s.book(d.Entries)
			if next := s.b.Order.NextDue(); !next.IsZero() && !next.After(s.now) {
				t.Fatalf("due %v is left at %v", next, s.now)
			}
		}
		for _, e := range s.all[n:] {
			all = append(all, e.Event.Kind()+e.At.Format(time.RFC3339)+e.Authority)
		}
		return all
	}
	slow, fast := run(5000*time.Hour), run(time.Hour)
	if len(slow) != 3 || !slices.Equal(slow, fast) {
		t.Errorf("late: %v\non time: %v", slow, fast)
	}
}
