package escrow_test

import (
	"fmt"
	"testing"

	. "github.com/tianping-odr/tianping/internal/core/escrow"
)

// Example pays a debt of 500.00 out of what is frozen and thaws the rest of the
// stake, in one command; the entries of all acts are appended in one commit.
func Example() {
	s := frozen500(&testing.T{})
	due := debt(refund(1, 1, 30000))

	d, err := PayClaim(s.b, s.by(), due)
	due = due.Less(d.Paid)
	if err == nil {
		d, err = d.Then(func(b Books) (Done, error) {
			return Thaw(b, s.by(), Ending{ClaimRef: ref(1), ToldAt: s.now})
		})
	}
	for _, e := range d.Entries {
		fmt.Println(e.Event.Kind())
	}
	p := d.Books.Picture()
	fmt.Println(p.PayableMinor, p.HeldMinor, p.FrozenMinor, len(due.Parts), err)
	// Output:
	// payment_instructed
	// thawed
	// 30000 20000 0 0 <nil>
}

// TestThen: acts chain, and a refused one leaves what was done before it.
func TestThen(t *testing.T) {
	t.Parallel()
	s := frozen500(t)
	d, err := PayClaim(s.b, s.by(), debt(refund(1, 1, 30000)))
	if err != nil {
		t.Fatal(err)
	}
	d, err = d.Then(func(b Books) (Done, error) { return Release(b, s.by(), ref(1), 1, 99999) })
	if err == nil || len(d.Entries) != 1 || d.Books.Picture().PayableMinor != 30000 {
		t.Errorf("%v, %d entries, %d payable", err, len(d.Entries), d.Books.Picture().PayableMinor)
	}
	s.do(d, nil)
}
