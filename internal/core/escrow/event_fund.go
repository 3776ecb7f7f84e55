package escrow

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// FundGiven is money put into the fund; Ref is the provider's number.
type FundGiven struct {
	first
	Ref string `json:"ref"`
	Booking
}

// FundPaid answers a request with money and books the recourse.
type FundPaid struct {
	first
	Request    string    `json:"request"`
	Order      id.Order  `json:"order"`
	Case       id.Case   `json:"case"`
	Obligation int       `json:"obligation"`
	Currency   string    `json:"currency"`
	Minor      int64     `json:"minor"`
	Until      time.Time `json:"until"`
	Booking
}

// FundDeclined answers a request with nothing: the fund is empty.
type FundDeclined struct {
	first
	Request string   `json:"request"`
	Order   id.Order `json:"order"`
}

// FundSettled closes a payment of the fund: the order has it, or sent a part back.
type FundSettled struct {
	first
	Request       string `json:"request"`
	ReturnedMinor int64  `json:"returnedMinor,omitempty"`
	Booking
}

// FundRecovered is money that came back from who owed it.
type FundRecovered struct {
	first
	Transfer   string   `json:"transfer"`
	Order      id.Order `json:"order"`
	Case       id.Case  `json:"case"`
	Obligation int      `json:"obligation"`
	Minor      int64    `json:"minor"`
	Booking
}

// FundTransferOverdue marks a payment without an answer in time: work for staff.
type FundTransferOverdue struct {
	first
	Transfer string `json:"transfer"`
}

// Kind implements record.Event.
func (FundGiven) Kind() string { return "fund_given" }

// Kind implements record.Event.
func (FundPaid) Kind() string { return "fund_paid" }

// Kind implements record.Event.
func (FundDeclined) Kind() string { return "fund_declined" }

// Kind implements record.Event.
func (FundSettled) Kind() string { return "fund_settled" }

// Kind implements record.Event.
func (FundRecovered) Kind() string { return "fund_recovered" }

// Kind implements record.Event.
func (FundTransferOverdue) Kind() string { return "fund_transfer_overdue" }

func (e FundGiven) onFund(f *Fund, _ time.Time) { f.Refs = append(f.Refs, e.Ref) }

func (e FundPaid) onFund(f *Fund, at time.Time) {
	f.Advances = append(f.Advances, FundAdvance{
		Request: e.Request, Order: e.Order, Case: e.Case, Obligation: e.Obligation,
		Currency: e.Currency, At: at, PaidMinor: e.Minor,
	})
	f.Open = append(f.Open, Transfer{ID: e.Request, Minor: e.Minor, Until: e.Until})
}

func (e FundDeclined) onFund(f *Fund, _ time.Time) { f.Refs = append(f.Refs, e.Request) }

func (e FundSettled) onFund(f *Fund, _ time.Time) {
	f.Open = slices.DeleteFunc(f.Open, func(t Transfer) bool { return t.ID == e.Request })
	i := slices.IndexFunc(f.Advances, func(a FundAdvance) bool { return a.Request == e.Request })
	f.Advances[i].PaidMinor -= e.ReturnedMinor
}

func (e FundRecovered) onFund(f *Fund, _ time.Time) {
	f.Refs = append(f.Refs, e.Transfer)
	left := e.Minor
	for i := range f.Advances {
		a := &f.Advances[i]
		if a.Case == e.Case && a.Obligation == e.Obligation {
			m := min(left, a.PaidMinor-a.BackMinor)
			a.BackMinor += m
			left -= m
		}
	}
}

func (e FundTransferOverdue) onFund(f *Fund, _ time.Time) {
	for i := range f.Open {
		if f.Open[i].ID == e.Transfer {
			f.Open[i].Late = true
		}
	}
}
