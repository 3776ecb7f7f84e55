package escrow

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// Custody says who holds the money of an order (design §6).
type Custody string

// The custodies. Moves, texts and enforcement follow them.
const (
	Held       Custody = "held"       // through a payment provider of this marketplace
	Instructed Custody = "instructed" // marketplace or its institution holds; we instruct and record its confirmation
	None       Custody = "none"       // nobody known to us holds: obligations are only supervised
)

// Origin says how an order came to us.
type Origin string

// The origins of orders.
const (
	Imported Origin = "imported" // told by the shop or marketplace
	Claimed  Origin = "claimed"  // told by a party, with proof; custody is None
)

// Signer is who took a parcel.
type Signer string

// The signers. A proxy (门卫, 代收点) or a locker without consent matters to
// reason E3 WRONG_PLACE.
const (
	SignedSelf    Signer = "self"
	SignedProxy   Signer = "proxy"
	SignedLocker  Signer = "locker"
	SignedUnknown Signer = "unknown"
)

// TrackCode is what a carrier reports.
type TrackCode string

// The carrier's reports that the core understands. Others are kept as Moved.
const (
	FirstScan TrackCode = "first_scan" // 揽收: the parcel counts as dispatched
	Moved     TrackCode = "moved"      // 运输中
	OutFor    TrackCode = "out_for"    // 派送中
	Signed    TrackCode = "signed"     // 签收: starts K_CONFIRM and the return window
	Refused   TrackCode = "refused"    // 拒收
	SentBack  TrackCode = "sent_back"  // 退回
	Lost      TrackCode = "lost"       // 丢失
	Delivered TrackCode = "delivered"  // digital goods: the delivery log's instant
)

// Purchase is one order as a shop, a CSV row group or a party tells it, in the
// clear. It may be told again with more (payments, tracking, refunds): Import
// appends only what is new. Amounts are fen of Currency.
type Purchase struct {
	Order    id.Order
	Source   string // system that numbered it: "taobao", "shop-a"; a code, not a name of a person
	Number   string // external order number; enters the stream only sealed
	Digest   string // HMAC of (source, number), hex; the order's natural id
	Origin   Origin
	Custody  Custody
	Currency string // ISO 4217: "CNY"

	Buyer        Buyer
	Merchant     id.Merchant
	SelfOperated bool

	BoughtAt         time.Time
	PromisedDispatch time.Time // zero: the default of K_DISPATCH counts from payment
	ClosedAt         time.Time // the shop closed it without delivery (交易关闭); zero: it did not
	TermsDigest      string    // SHA-256 of the terms agreed at purchase, hex

	Lines []PurchaseLine
	// Totals of the whole order. Unless SharesGiven, each is shared over the lines
	// by gross price and largest remainder.
	DiscountMinor, CouponMinor, FreightMinor int64
	// SharesGiven: each line carries its own shares; they must add to the totals.
	SharesGiven bool

	Payments []Payment
	Parcels  []PurchaseParcel
	Refunds  []PastRefund // made before or outside this platform, out of custody as far as it holds
	// PaidOutAt: the merchant already had the money of the parcels confirmed
	// by then (打款商家); zero: he had not.
	PaidOutAt time.Time
	Note      string // buyer's remark at purchase; sealed
}

// Buyer is who bought. Only Person is public; the rest is sealed with his key.
type Buyer struct {
	Person   id.Person
	Nickname string
	Name     string // consignee
	Phone    string
	Address  string
}

// PurchaseLine is one kind of goods bought.
type PurchaseLine struct {
	No            int    // from 1, as in the shop's order
	Title, SKU    string // sealed
	Category      string // our category code, "" unknown
	Digital       bool   // no parcel travels: delivery is a log entry
	Qty           int64
	UnitMinor     int64
	DiscountMinor int64 // shares, only with SharesGiven
	CouponMinor   int64
	FreightMinor  int64
	ListingDigest string // SHA-256 of the listing as at purchase, hex
	Windows       Windows
}

// Windows are the periods of a line fixed at purchase (domain.md E01, E02, §2.4).
// They are public: codes, counts and dates.
type Windows struct {
	NoReasonDays  int       `json:"noReasonDays,omitempty"`  // 7 or what the merchant promised; 0 = excluded or not a consumer sale
	Exclusion     string    `json:"exclusion,omitempty"`     // code of E02 (custom, fresh, digital, press, hygiene, activated, flawed)
	Confirmed     bool      `json:"confirmed,omitempty"`     // buyer confirmed the exclusion for this purchase
	ReportHours   int       `json:"reportHours,omitempty"`   // surface complaints (fresh goods 24–48 h), 0 = none
	WarrantyUntil time.Time `json:"warrantyUntil,omitzero"`  // 三包, statutory or promised
	BestBefore    time.Time `json:"bestBefore,omitzero"`     // shelf life
	PromisedUntil time.Time `json:"promisedUntil,omitzero"`  // any other promise of the merchant
	GuaranteeCode string    `json:"guaranteeCode,omitempty"` // promise marked on the listing (假一赔十 …), a code
}

// Payment is one tender paid in.
type Payment struct {
	ID     string    `json:"id"`     // provider's or shop's number of the payment; unique in the order
	Tender string    `json:"tender"` // "alipay", "wechat", "card", "points", …
	Minor  int64     `json:"minor"`
	At     time.Time `json:"at"`
}

// PurchaseParcel is one parcel (or digital delivery) and what is known of its way.
type PurchaseParcel struct {
	No            int // from 1
	Carrier       string
	Waybill       string // sealed
	WaybillDigest string // HMAC, hex: finds the parcel when tracking comes
	Items         []Packed
	Track         []TrackPoint // any order; told again: only new points count
	ConfirmedAt   time.Time    // buyer confirmed receipt in the shop
}

// Packed says how many units of a line lie in a parcel.
type Packed struct {
	Line int   `json:"line"`
	Qty  int64 `json:"qty"`
}

// TrackPoint is one report of the carrier. Place is sealed.
type TrackPoint struct {
	At     time.Time `json:"at"`
	Code   TrackCode `json:"code"`
	Signer Signer    `json:"signer,omitempty"` // with Signed
	Place  string    `json:"-"`
}

// PastRefund is a refund made before or outside this platform; booked so that
// nothing is paid twice.
type PastRefund struct {
	ID    string    `json:"id"` // unique in the order
	Line  int       `json:"line"`
	Minor int64     `json:"minor"`
	At    time.Time `json:"at"`
}
