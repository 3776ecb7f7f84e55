package view

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/money"
)

// OrderRow is an order in a list.
type OrderRow struct {
	ID          string
	URL, Number string
	Title       string
	Shop        string // for a buyer the shop, for a merchant the buyer as masked
	At          time.Time
	Total       money.Amount
	State       Chip
	Icon        string
}

// OrderList is a page of orders.
type OrderList struct {
	Query  string
	State  string // "", or the code of one of States
	States []Tab  // what the list may be narrowed to; its links keep words and month
	Month  Select
	// Filtered: state or month narrow it. None and NoneSays are what an empty list says
	// then; "" what a list without any order says.
	Filtered       bool
	None, NoneSays string
	ForWho         string // 我的订单, 本店订单
	Rows           []OrderRow
	After          string
	First          bool
}

// Order is the page of one order.
type Order struct {
	ID, Number string
	Title      string
	Status     []Chip
	Buyer      Who
	Shop       Who
	Lines      []OrderLine
	Parcels    []Parcel
	Payments   []Pair
	Terms      []Pair // terms kept as at purchase
	Picture    Picture
	Custody    string // who holds the money, in a sentence
	Timer      *Deadline
	Cases      []CaseRow
	Acts       []Act
	FileURL    string
	EscrowURL  string
	TalkURL    string // of buyer and merchant, before any dispute
	KeepURL    string // where evidence of it is kept for later
	Total      money.Amount
}

// OrderLine is one line: what was paid for it with its share of freight and discount.
type OrderLine struct {
	Title    string
	Quantity int64
	Paid     money.Amount
	State    Chip
	Icon     string
}

// Parcel is one parcel on its way.
type Parcel struct {
	Name, Carrier, Waybill string
	Holds                  string // 杯子 ×2
	State                  Chip
	Track                  []Pair // when, what
	Timer                  *Deadline
	Acts                   []Act
}

// Picture shows where the money is: solid happened, amber now, dashed possible.
type Picture struct {
	Says   string // the finding as a sentence, for who cannot see it
	Path   []Station
	Branch *Station // 争议冻结, under Path[From]
	From   int
	Note   string // beside the arrow to the branch
	Ends   []Station
}

// Station is one place on the picture.
type Station struct {
	Name, Note string
	State      StepState
}

// Escrow is the money page of an order.
type Escrow struct {
	Order    Order
	Balances []Balance
	Lines    []LineMoney
	Journal  []Posting
	Sum      string // the check: 各账户之和为零
}

// Balance is what an account holds.
type Balance struct {
	Name string
	Side Side
	Sum  money.Amount
	Note string
}

// LineMoney is the money of one order line.
type LineMoney struct {
	Title                                 string
	Paid, Held, Frozen, Refunded, Release money.Amount
}

// Posting is one line of the journal. A nil sum is a dash.
type Posting struct {
	At                  time.Time
	What, Why           string
	Proof               string
	Buyer, Held, Seller *money.Amount
	Frozen              *money.Amount // the part of what is held that this froze, or thawed
	Pending             string        // 已发出指令，等待确认
}
