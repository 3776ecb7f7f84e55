package escrow

// Where tells in one word where the money of an order stands. It is computed
// from balances and never stored.
type Where string

// The escrow states shown.
const (
	Supervised Where = "supervised" // in nobody's custody we know of
	Unpaid     Where = "unpaid"     // 待付款
	IsHeld     Where = "held"       // 担保中
	IsFrozen   Where = "frozen"     // 冻结: all that is in escrow
	PartFrozen Where = "part_frozen"
	Returning  Where = "returning"     // 退款中: instructed, not confirmed, nothing else in escrow
	Refunded   Where = "refunded"      // 已退款: the whole price
	PartBack   Where = "part_refunded" // 部分退款: the rest went to the merchant
	WithSeller Where = "released"      // 已放款
)

// Sums say where money stands, in fen. For each line and for the order
//
//	Paid + Others = Held + Frozen + Payable + Refunded + Extra + Released + Seller + Fund
type Sums struct {
	PaidMinor     int64 `json:"paidMinor"`     // by the buyer
	OthersMinor   int64 `json:"othersMinor"`   // own payments, payouts, deposit, fund
	HeldMinor     int64 `json:"heldMinor"`     // 担保中
	FrozenMinor   int64 `json:"frozenMinor"`   // 冻结
	PayableMinor  int64 `json:"payableMinor"`  // instructed, not confirmed
	RefundedMinor int64 `json:"refundedMinor"` // confirmed
	ExtraMinor    int64 `json:"extraMinor"`    // freight and damages, confirmed
	ReleasedMinor int64 `json:"releasedMinor"` // to the merchant's payouts, or before the order came to us
	SellerMinor   int64 `json:"sellerMinor"`   // debts and reversals paid to the merchant
	FundMinor     int64 `json:"fundMinor"`     // back to the guarantee fund
	DepositMinor  int64 `json:"depositMinor"`  // secured by deposit, beside all this
}

// LinePicture is one line of a picture.
type LinePicture struct {
	Line int `json:"line"`
	Sums
	// RoomMinor is the most that may still be refunded and is not secured for a claim.
	RoomMinor int64          `json:"roomMinor"`
	Claims    []ClaimPicture `json:"claims,omitempty"`
}

// ClaimPicture is what is secured for a claim on a line.
type ClaimPicture struct {
	Stake
	FrozenMinor int64 `json:"frozenMinor"`
}

// Picture is where every fen of an order is.
type Picture struct {
	Currency string  `json:"currency"`
	Custody  Custody `json:"custody"`
	Where    Where   `json:"where"`
	Sums
	// UnsettledMinor is what of this order's releases waits in the merchant's
	// payouts, SendingMinor what was sent to him and not confirmed.
	UnsettledMinor int64         `json:"unsettledMinor"`
	SendingMinor   int64         `json:"sendingMinor"`
	Lines          []LinePicture `json:"lines"`
}

// Picture draws where the money of an order is now.
func (b Books) Picture() Picture {
	o := b.Order
	p := Picture{Currency: o.Currency, Custody: o.Custody}
	p.Sums = o.sums(func(Account) bool { return true })
	for _, l := range o.Lines {
		lp := LinePicture{Line: l.No, Sums: o.sums(func(a Account) bool { return a.Line == l.No })}
		lp.RoomMinor = max(0, o.paidIn(l.No)-o.promised(l.No)-o.stakes(l.No, anyClaim))
		for _, f := range o.Stakes {
			if f.Line == l.No {
				lp.Claims = append(lp.Claims, ClaimPicture{f, o.frozen(f)})
				lp.DepositMinor += f.DepositMinor
			}
		}
		p.DepositMinor += lp.DepositMinor
		p.Lines = append(p.Lines, lp)
	}
	for _, q := range b.Merchant.Payouts {
		switch {
		case q.Order != o.ID:
		case q.Sent:
			p.SendingMinor += q.Minor
		default:
			p.UnsettledMinor += q.Minor
		}
	}
	p.Where = p.where()
	return p
}

func (o *Order) sums(match func(Account) bool) Sums {
	var s Sums
	for _, b := range o.Balances {
		if !match(b.Account) {
			continue
		}
		switch b.Name {
		case OutsidePurchase:
			s.PaidMinor -= b.Minor
		case HeldAccount:
			s.HeldMinor += b.Minor
		case Frozen:
			s.FrozenMinor += b.Minor
		case Payable:
			s.PayableMinor += b.Minor
		case OutsideRefund:
			s.RefundedMinor += b.Minor
		case OutsideDamages:
			s.ExtraMinor += b.Minor
		case OutsideToSeller:
			s.SellerMinor += b.Minor
		case OutsideSettled:
			s.ReleasedMinor += b.Minor
		case OutsideOwn:
			s.OthersMinor -= b.Minor
		case Transit:
			s.OthersMinor += b.OutMinor
			s.sent(b)
		default: // a merchant's or the fund's: not money of an order
		}
	}
	return s
}

// sent counts what left for other streams: a line's money goes to the merchant,
// money of no line to the fund.
func (s *Sums) sent(b Balance) {
	if b.Line != 0 {
		s.ReleasedMinor += b.InMinor
	} else {
		s.FundMinor += b.InMinor
	}
}

func (p Picture) where() Where {
	inEscrow := p.HeldMinor + p.FrozenMinor
	switch {
	case p.Custody == None:
		return Supervised
	case p.PaidMinor == 0:
		return Unpaid
	case p.FrozenMinor > 0 && p.HeldMinor == 0:
		return IsFrozen
	case p.FrozenMinor > 0:
		return PartFrozen
	case inEscrow > 0:
		return IsHeld
	case p.PayableMinor > 0:
		return Returning
	case p.RefundedMinor >= p.PaidMinor:
		return Refunded
	case p.RefundedMinor > 0:
		return PartBack
	}
	return WithSeller
}
