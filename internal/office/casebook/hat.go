package casebook

import (
	"context"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Hat is as what a person looks at his own lists. Who works for a shop buys things
// too: the two never stand in one list.
type Hat string

// The hats.
const (
	AnyHat    Hat = ""         // his merchants' where he is a member of any, else his own
	BuyerHat  Hat = "buyer"    // what he bought himself
	SellerHat Hat = "merchant" // all merchants he is a member of
)

// Known tells whether it is one of them.
func (h Hat) Known() bool { return h == AnyHat || h == BuyerHat || h == SellerHat }

// under is the condition that makes a list a person's: his own, in the column named,
// or his merchants'. Its column is "" when there can be nothing: a member of no shop
// asks for his shops'.
func (b *Casebook) under(ctx context.Context, who clerk.Who, as Hat, own string) (cond docket.Cond, shops bool, err error) {
	var merchants []id.Merchant
	if as != BuyerHat {
		if _, merchants, err = b.Roles(ctx, who.Market, who.Acting()); err != nil {
			return docket.Cond{}, false, err
		}
	}
	if len(merchants) == 0 {
		if as == SellerHat {
			return docket.Cond{}, true, nil
		}
		return docket.Cond{Column: own, Op: "=", Value: bytesOf(who.Acting().Bytes())}, false, nil
	}
	var all []any
	for _, m := range merchants {
		all = append(all, bytesOf(m.Bytes()))
	}
	return docket.Cond{Column: "merchant", Op: "in", Value: all}, true, nil
}
