package clerk_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

func office(t *testing.T) *officetest.Office {
	t.Helper()
	o, err := officetest.Memory(t.Context(), 3, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func filed(t *testing.T, o *officetest.Office) (id.Order, id.Case) {
	t.Helper()
	order, err := o.Buy(t.Context(), officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	res, err := o.Clerk.Open(t.Context(), o.Who("buyer"), clerk.Opening{Order: order})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Do(t.Context(), "buyer", res.Case, "submit", play.Items("claims", play.Claim("E1", "REFUND_ONLY", 0, "1", "1"))); err != nil {
		t.Fatal(err)
	}
	return order, res.Case
}

// TestSameKeyOnce proves that a repeated command is answered from its record and
// that the same key with another body is refused.
func TestSameKeyOnce(t *testing.T) {
	ctx, o := t.Context(), office(t)
	order, err := o.Buy(ctx, officetest.Goods{Qty: 1, Minor: 100, Signed: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	who := o.Who("buyer")
	who.Key, who.Digest = "k1", [32]byte{1}
	first, err := o.Clerk.Open(ctx, who, clerk.Opening{Order: order})
	if err != nil {
		t.Fatal(err)
	}
	again, err := o.Clerk.Open(ctx, who, clerk.Opening{Order: order})
	if err != nil || !again.Repeated || again.Case != first.Case {
		t.Errorf("again: %+v %v, want the case %s repeated", again, err, first.Case)
	}
	who.Digest = [32]byte{2}
	if _, err := o.Clerk.Open(ctx, who, clerk.Opening{Order: order}); !errors.Is(err, docket.ErrKeyReused) {
		t.Errorf("another body under the key: %v, want ErrKeyReused", err)
	}
	about := record.Stream{Kind: record.Case, ID: first.Case.Bytes()}
	if known, err := o.Clerk.Known(ctx, who, about); err != nil || !known {
		t.Errorf("the key that was used: known %v, %v", known, err)
	}
	before, err := o.Clerk.Look(ctx, who, first.Case)
	if err != nil {
		t.Fatal(err)
	}
	for _, stranger := range []clerk.Who{{Market: who.Market, Person: who.Person, Credential: who.Credential, Key: "k2"}, {Market: who.Market, Person: o.People["shop"], Credential: "account:shop", Key: "k1"}} {
		if known, err := o.Clerk.Known(ctx, stranger, about); err != nil || known {
			t.Errorf("%s of %s: known %v, %v; want it unknown", stranger.Key, stranger.Credential, known, err)
		}
	}
	after, err := o.Clerk.Look(ctx, who, first.Case)
	if err != nil || after.Head != before.Head {
		t.Errorf("asking wrote: %v, %v, %v", before.Head, after.Head, err)
	}
}

// TestStrangers proves that for who has no business in it a case and an order do
// not exist, whatever they try.
func TestStrangers(t *testing.T) {
	ctx, o := t.Context(), office(t)
	order, c := filed(t, o)
	stranger, err := o.Clerk.Register(ctx, clerk.System(o.Market), "test", "stranger", "")
	if err != nil {
		t.Fatal(err)
	}
	o.People["stranger"] = stranger
	for _, name := range []string{"stranger", "admin"} {
		who := o.Who(name)
		tries := map[string]error{}
		_, tries["look"] = o.Clerk.Look(ctx, who, c)
		_, tries["move"] = o.Clerk.Move(ctx, who, c, dispute.Command{Move: "message"})
		_, tries["open"] = o.Clerk.Open(ctx, who, clerk.Opening{Order: order})
		_, tries["view"] = o.Casebook.Case(ctx, who, c)
		tries["confirm"] = o.Clerk.ConfirmReceipt(ctx, who, order, 1)
		for what, err := range tries {
			if !errors.Is(err, clerk.ErrUnknown) {
				t.Errorf("%s may %s: %v", name, what, err)
			}
		}
	}
	if _, err := o.Clerk.Look(ctx, o.Who("buyer"), id.From[id.Case]([16]byte{9})); !errors.Is(err, clerk.ErrUnknown) {
		t.Errorf("a case that is none: %v", err)
	}
}

// TestRefusalRecordsWhatWasDue proves that deadlines already passed are applied and
// kept even when the act itself is refused (design §5).
func TestRefusalRecordsWhatWasDue(t *testing.T) {
	ctx, o := t.Context(), office(t)
	_, c := filed(t, o)
	// The clock jumps without a timer having fired: nobody came.
	if err := o.Clerk.MoveClock(ctx, clerk.System(o.Market), officetest.Begins().Add(30*time.Hour)); err != nil {
		t.Fatal(err)
	}
	_, err := o.Clerk.Move(ctx, o.Who("shop"), c, dispute.Command{Move: "approve"})
	var refusal *dispute.Refusal
	if !errors.As(err, &refusal) || len(refusal.Possible) == 0 {
		t.Fatalf("approve by the shop: %v, want a refusal that says what is possible", err)
	}
	state, _, err := o.Clerk.Docket.Load(ctx, ref(ctx, t, o, c))
	if err != nil {
		t.Fatal(err)
	}
	if got := state.(dispute.Case); !got.Provisional || got.Accepted.IsZero() {
		t.Errorf("the expiry of the intake was lost: %+v", got.Tracks)
	}
}

func ref(ctx context.Context, t *testing.T, o *officetest.Office, c id.Case) docket.Ref {
	t.Helper()
	look, err := o.Clerk.Look(ctx, o.Who("buyer"), c)
	if err != nil {
		t.Fatal(err)
	}
	r := docket.Ref{Place: look.Place}
	r.Kind, r.ID = "case", c.Bytes()
	return r
}

// TestTwoAtOnce proves that two people acting at once both succeed where they do
// not conflict, and that exactly one withdraws.
func TestTwoAtOnce(t *testing.T) {
	ctx, o := t.Context(), office(t)
	_, c := filed(t, o)
	if err := o.Do(ctx, "officer", c, "accept"); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		wg.Go(func() {
			if i%2 == 0 {
				_, errs[i] = o.Clerk.Move(ctx, o.Who("buyer"), c, dispute.Command{Move: "message", In: dispute.Answers{play.Say("text", "您好")}})
				return
			}
			_, errs[i] = o.Clerk.Move(ctx, o.Who("buyer"), c, dispute.Command{Move: "withdraw", In: dispute.Answers{play.List("claims", "1"), play.Sure()}})
		})
	}
	wg.Wait()
	withdrawn := 0
	for i, err := range errs {
		if i%2 == 1 && err == nil {
			withdrawn++
		}
	}
	if withdrawn != 1 {
		t.Errorf("%d withdrawals went through, want one: %v", withdrawn, errs)
	}
}

// TestCheckDigit holds the number's check digit against single errors and swaps.
func TestCheckDigit(t *testing.T) {
	const body = "20260914-0123456"
	want := clerk.CheckDigit(body)
	for i := range len(body) {
		if body[i] == '-' {
			continue
		}
		for d := byte('0'); d <= '9'; d++ {
			wrong := []byte(body)
			wrong[i] = d
			if d != body[i] && clerk.CheckDigit(string(wrong)) == want {
				t.Errorf("%s has the same check digit as %s", wrong, body)
			}
		}
		if i+1 < len(body) && body[i+1] != '-' && body[i] != body[i+1] {
			swapped := []byte(body)
			swapped[i], swapped[i+1] = swapped[i+1], swapped[i]
			if clerk.CheckDigit(string(swapped)) == want {
				t.Errorf("%s has the same check digit as %s", swapped, body)
			}
		}
	}
}
