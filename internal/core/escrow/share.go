package escrow

import "github.com/tianping-odr/tianping/internal/core/money"

// units is what qty of like units are worth that come after the first before.
func units(share int64, line int, before, qty, of int64) (int64, error) {
	already, err := money.Units(share, 0, before, of)
	if err != nil {
		return 0, refuse(ErrAmount, line, 0)
	}
	worth, err := money.Units(share, already, before+qty, of)
	if err != nil || qty < 0 {
		return 0, refuse(ErrAmount, line, 0)
	}
	return worth, nil
}

// share divides the order's discount, coupon and freight over its lines: discount
// and freight by gross price, the coupon by what the discount left, each by
// largest remainder. So no line costs less than nothing.
//
// Errors: those of money.Allocate. Source: procedure.md §5, examples 1 and 2.
func (p Purchase) share() ([]Line, error) {
	lines, gross := make([]Line, len(p.Lines)), make([]int64, len(p.Lines))
	for i, l := range p.Lines {
		sum, err := money.MulDiv(l.UnitMinor, l.Qty, 1, money.Down)
		if err != nil {
			return nil, err
		}
		gross[i] = sum
		lines[i] = Line{
			No: l.No, Category: l.Category, Digital: l.Digital, Qty: l.Qty, UnitMinor: l.UnitMinor,
			DiscountMinor: l.DiscountMinor, CouponMinor: l.CouponMinor, FreightMinor: l.FreightMinor,
			ListingDigest: l.ListingDigest, Windows: l.Windows,
		}
	}
	if !p.SharesGiven {
		if err := p.spread(lines, gross); err != nil {
			return nil, err
		}
	}
	for i := range lines {
		l := &lines[i]
		sum, err := money.Sum(gross[i], -l.DiscountMinor, -l.CouponMinor, l.FreightMinor)
		if err != nil {
			return nil, err
		}
		l.ShareMinor = sum
	}
	return lines, nil
}

func (p Purchase) spread(lines []Line, gross []int64) error {
	discount, err := money.Allocate(p.DiscountMinor, gross)
	if err != nil {
		return err
	}
	net := make([]int64, len(gross))
	for i := range gross {
		net[i] = max(0, gross[i]-discount[i])
	}
	coupon, err := money.Allocate(p.CouponMinor, net)
	if err != nil {
		return err
	}
	freight, err := money.Allocate(p.FreightMinor, gross)
	if err != nil {
		return err
	}
	for i := range lines {
		lines[i].DiscountMinor, lines[i].CouponMinor, lines[i].FreightMinor = discount[i], coupon[i], freight[i]
	}
	return nil
}

// TotalMinor is the price of the order: what all lines' shares add up to.
func (o Order) TotalMinor() int64 {
	var sum int64
	for _, l := range o.Lines {
		sum += l.ShareMinor
	}
	return sum
}
