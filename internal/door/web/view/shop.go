package view

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/money"
)

// Desk of a merchant: his cases by what silence costs and when.
type ShopDesk struct {
	Title     string
	Waiting   int // how many wait for the merchant
	More      bool
	First     *ShopRow // the most urgent
	Tabs      []Tab    // open, closed
	Tab       string
	Groups    []ShopGroup
	Filters   []Select
	Query     string
	Filtered  bool
	After     string
	FirstPage bool
	Money     []Pair  // frozen, at risk, deposit left
	Reminder  string  // what falls due before the day ends; "" for nothing
	Asks      []Asked // questions of colleagues that wait for this visitor
	Mail      []Link  // talks with something new
}

// ShopGroup are the cases of one stretch of time: 已逾期, 今天, 明天, 本周, 以后, 等别人.
type ShopGroup struct {
	Code, Name string
	Beside     string // the dates
	N          int
	More       bool // N counts only as far as one page reaches
	Rows       []ShopRow
}

// ShopRow is one case in a merchant's list.
type ShopRow struct {
	CaseRow
	By       time.Time // when the merchant has to have acted; zero: waits for others
	Act      string    // 答复请求
	Cost     string    // what follows from silence, by the procedure's own row
	Risk     money.Amount
	Offer    string // 买家提出 ¥260.00，9月16日 20:00 前有效
	Goods    string
	Carrier  string
	Charge   string // who last acted for the merchant
	Shop     string // named when the visitor has several
	QuickURL string // "" when nothing can be answered with one press
}

// Quick is the page that answers a case with one press.
type Quick struct {
	Of       CaseBrief
	Claims   []Claim
	Deadline *Deadline
	Answers  []QuickAnswer
	NextURL  string // the next case that waits
	FullURL  string // the whole case
	Refusal  *Refusal
}

// QuickAnswer is one choice on it.
type QuickAnswer struct {
	Code, Name, Says string
	Kind             string // "full", "offer", "contest"
	Sum              *money.Amount
	Over             string // why it is more than the visitor may concede; then it asks the supervisor
	AskURL           string
}

// QuickConfirm states what the chosen answer does, before it is done.
type QuickConfirm struct {
	Quick
	Chosen    QuickAnswer
	Foresight Foresight
	Text      string // what will be said to the other side, word by word
}

// QuickDone is what was recorded, and the way to the next case.
type QuickDone struct {
	Of      CaseBrief
	Done    Recorded
	Next    *ShopRow
	Waiting int
}

// ShopMoney is a merchant's money page.
type ShopMoney struct {
	Kpis   []Count
	Orders []ShopOrder
	After  string
	First  bool
	Shops  []ShopDeposit
}

// ShopDeposit is the deposit of one merchant, and what is on its way to him.
type ShopDeposit struct {
	Name         string
	Free, Frozen money.Amount
	Payouts      []ShopPayment // released and not yet paid out
}

// ShopOrder is the money of one order in dispute.
type ShopOrder struct {
	URL, Title, Number string
	Total              money.Amount
	Held, Frozen, Risk money.Amount
	State              Chip
	Payments           []ShopPayment
	Cases              []Link
}

// ShopPayment is one instruction: nothing is called paid before it is confirmed.
type ShopPayment struct {
	What  string
	Sum   money.Amount
	Asked time.Time
	State Chip
	Told  time.Time
}
