package api

import (
	"context"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// reaches refuses a key of the marketplace that names somebody its scopes do not
// reach: staff need act:staff, everybody else act:party, for reading too.
func (d *door) reaches(ctx context.Context, p identity.Principal) error {
	if p.OnBehalfOf.IsZero() {
		return nil
	}
	held, err := d.Clerk.Capacities(ctx, p.Market, p.OnBehalfOf)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(held, func(g party.Grant) bool { return !g.Capacity.Membership() }) {
		return p.Require(identity.ActStaff)
	}
	return p.Require(identity.ActParty)
}

// sells tells whether who asks may tell of a merchant's orders: the marketplace's own
// key tells of all, a person's of the merchants it is a member of.
func (d *door) sells(v *visit, of id.Merchant) (bool, error) {
	who := v.principal.Acting()
	if who.IsZero() {
		return true, nil
	}
	held, err := d.Clerk.Capacities(v, v.who.Market, who)
	return slices.ContainsFunc(held, func(g party.Grant) bool {
		return g.Capacity == party.Admin || g.Capacity.Membership() && g.Merchant == of
	}), err
}

// sellsOrder is sells for an order that is known; to everybody else it does not exist.
func (d *door) sellsOrder(v *visit, of id.Order) error {
	order, _, err := d.Clerk.Books(v, v.who.Market, of)
	if err != nil {
		return err
	}
	may, err := d.sells(v, order.Order.Merchant)
	if err == nil && !may {
		err = clerk.ErrUnknown
	}
	return err
}

// notYourShop is the problem of an order told for a merchant one does not act for.
func notYourShop() OrderProblem {
	return OrderProblem{
		Code: "not_your_merchant", Path: "merchant",
		Wrong: wording.Words{ZH: "您不是这个商家的成员", EN: "You are no member of this merchant"},
		Mend:  wording.Words{ZH: "改为您所在的商家，或使用平台自己的密钥", EN: "Name a merchant you are a member of, or use a key of the marketplace itself"},
	}
}
