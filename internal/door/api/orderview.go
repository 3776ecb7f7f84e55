package api

import (
	"fmt"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// OrderRow is an order in a list.
type OrderRow struct {
	Order        string         `json:"order"`
	Source       string         `json:"source"`
	Merchant     string         `json:"merchant"`
	SelfOperated bool           `json:"self_operated,omitempty"`
	Custody      string         `json:"custody" enum:"held,instructed,none"`
	Bought       *time.Time     `json:"bought,omitempty"`
	Signed       bool           `json:"signed"`
	Closed       bool           `json:"closed"`
	Total        money.Amount   `json:"total"`
	Held         money.Amount   `json:"held"`
	Frozen       money.Amount   `json:"frozen"`
	Titles       map[int]string `json:"titles" doc:"Names of the goods, by line."`
}

// OrderList is a page of orders.
type OrderList struct {
	Orders []OrderRow `json:"orders"`
	Next   string     `json:"next,omitempty"`
}

// OrderView is one order as its buyer, its merchant or staff may see it.
type OrderView struct {
	Order        string            `json:"order"`
	You          string            `json:"you" enum:"buyer,merchant,staff"`
	At           time.Time         `json:"at" doc:"Legal time of this view."`
	Source       string            `json:"source"`
	Merchant     string            `json:"merchant"`
	SelfOperated bool              `json:"self_operated,omitempty"`
	Bought       time.Time         `json:"bought"`
	Lines        []OrderLine       `json:"lines"`
	Parcels      []Parcel          `json:"parcels"`
	Payments     []PaymentView     `json:"payments"`
	Texts        map[string]string `json:"texts" doc:"What this reader may see of what was written, by path."`
	Cases        []CaseRow         `json:"cases"`
	Escrow       EscrowView        `json:"escrow"`
}

// OrderLine is one kind of goods with its share of discount and freight.
type OrderLine struct {
	No    int          `json:"no"`
	Title string       `json:"title,omitempty"`
	Qty   int64        `json:"qty"`
	Unit  money.Amount `json:"unit_price"`
	Share money.Amount `json:"share" doc:"Paid for it: price − discount − coupon + freight; the most that can be refunded."`
}

// Parcel is one parcel and its way.
type Parcel struct {
	No         int          `json:"no"`
	Carrier    string       `json:"carrier,omitempty"`
	Dispatched *time.Time   `json:"dispatched,omitempty"`
	Signed     *time.Time   `json:"signed,omitempty"`
	Signer     string       `json:"signer,omitempty"`
	Refused    *time.Time   `json:"refused,omitempty"`
	Lost       *time.Time   `json:"lost,omitempty"`
	Items      []ParcelItem `json:"items"`
	Track      []Scan       `json:"track"`
}

// ParcelItem is units of a line in a parcel, with their own clocks.
type ParcelItem struct {
	Line      int          `json:"line"`
	Qty       int64        `json:"qty"`
	Share     money.Amount `json:"share"`
	Confirmed *time.Time   `json:"confirmed,omitempty"`
	Release   *Deadline    `json:"release,omitempty" doc:"When receipt counts as confirmed and the money goes to the merchant."`
	Return    *Deadline    `json:"return,omitempty" doc:"Until when goods may go back without a reason."`
}

// Scan is one report of the carrier.
type Scan struct {
	At     time.Time `json:"at"`
	Status string    `json:"status"`
	Signer string    `json:"signer,omitempty"`
}

// PaymentView is one payment of the buyer.
type PaymentView struct {
	Tender string       `json:"tender"`
	Sum    money.Amount `json:"sum"`
	At     time.Time    `json:"at"`
}

// EscrowView says where every fen of an order is now. Nothing is called refunded
// before the custodian confirmed it.
type EscrowView struct {
	Custody  string       `json:"custody" enum:"held,instructed,none"`
	Where    string       `json:"where,omitempty" doc:"unpaid, held, frozen, part_frozen, returning, refunded, part_refunded, released, supervised"`
	Paid     money.Amount `json:"paid"`
	Others   money.Amount `json:"from_others" doc:"Own payments, payouts, deposit, fund."`
	Held     money.Amount `json:"held"`
	Frozen   money.Amount `json:"frozen"`
	Payable  money.Amount `json:"instructed" doc:"Instructed, not confirmed."`
	Refunded money.Amount `json:"refunded"`
	Extra    money.Amount `json:"extra" doc:"Freight and damages beside the price."`
	Released money.Amount `json:"released"`
	Seller   money.Amount `json:"to_merchant"`
	Fund     money.Amount `json:"to_fund"`
	Deposit  money.Amount `json:"secured_by_deposit"`
	Lines    []EscrowLine `json:"lines"`
	// PayOuts are those of the order, for its buyer and its merchant.
	PayOuts []PayOutView `json:"pay_outs,omitempty"`
}

// EscrowLine is the money of one line.
type EscrowLine struct {
	Line     int          `json:"line"`
	Held     money.Amount `json:"held"`
	Frozen   money.Amount `json:"frozen"`
	Payable  money.Amount `json:"instructed"`
	Refunded money.Amount `json:"refunded"`
	Released money.Amount `json:"released"`
	Room     money.Amount `json:"refundable" doc:"The most that may still be refunded and is not secured for a claim."`
}

func escrowView(p escrow.Picture) EscrowView {
	s := func(minor int64) money.Amount { return sum(minor, p.Currency) }
	out := EscrowView{
		Custody: string(p.Custody), Where: string(p.Where), Paid: s(p.PaidMinor), Others: s(p.OthersMinor), Held: s(p.HeldMinor), Frozen: s(p.FrozenMinor),
		Payable: s(p.PayableMinor), Refunded: s(p.RefundedMinor), Extra: s(p.ExtraMinor), Released: s(p.ReleasedMinor), Seller: s(p.SellerMinor),
		Fund: s(p.FundMinor), Deposit: s(p.DepositMinor), Lines: []EscrowLine{},
	}
	for _, l := range p.Lines {
		out.Lines = append(out.Lines, EscrowLine{
			Line: l.Line, Held: s(l.HeldMinor), Frozen: s(l.FrozenMinor), Payable: s(l.PayableMinor), Refunded: s(l.RefundedMinor), Released: s(l.ReleasedMinor), Room: s(l.RoomMinor),
		})
	}
	return out
}

func orderRow(r casebook.OrderRow) OrderRow {
	return OrderRow{
		Order: r.Order.String(), Source: r.Source, Merchant: r.Merchant.String(), SelfOperated: r.SelfOperated, Custody: r.Custody, Bought: moment(r.Bought),
		Signed: r.Signed, Closed: r.Closed, Total: sum(r.TotalMinor, r.Currency), Held: sum(r.HeldMinor, r.Currency), Frozen: sum(r.FrozenMinor, r.Currency),
		Titles: r.Titles,
	}
}

// orderView builds the view of an order; clocks are those its procedure names.
func orderView(v casebook.Order, clock func(string) *procedure.Clock) OrderView {
	o := v.Order
	out := OrderView{
		Order: o.ID.String(), You: v.Role, At: v.Legal, Source: o.Source, Merchant: o.Merchant.String(), SelfOperated: o.SelfOperated, Bought: o.BoughtAt,
		Lines: []OrderLine{}, Parcels: []Parcel{}, Payments: []PaymentView{}, Texts: v.Texts, Cases: []CaseRow{}, Escrow: escrowView(v.Picture),
	}
	for _, l := range o.Lines {
		out.Lines = append(out.Lines, OrderLine{
			No: l.No, Title: v.Texts[fmt.Sprintf("lines/%d/title", l.No)], Qty: l.Qty, Unit: sum(l.UnitMinor, o.Currency), Share: sum(l.ShareMinor, o.Currency),
		})
	}
	for _, p := range o.Parcels {
		out.Parcels = append(out.Parcels, parcelView(p, o.Currency, clock))
	}
	for _, p := range o.Payments {
		out.Payments = append(out.Payments, PaymentView{Tender: p.Tender, Sum: sum(p.Minor, o.Currency), At: p.At})
	}
	out.Escrow.PayOuts = payOutsFor(v)
	for _, c := range v.Cases {
		out.Cases = append(out.Cases, caseRow(c))
	}
	return out
}

func parcelView(p escrow.Parcel, currency string, clock func(string) *procedure.Clock) Parcel {
	out := Parcel{
		No: p.No, Carrier: p.Carrier, Dispatched: moment(p.DispatchedAt), Signed: moment(p.SignedAt), Signer: string(p.Signer), Refused: moment(p.RefusedAt),
		Lost: moment(p.LostAt), Items: []ParcelItem{}, Track: []Scan{},
	}
	for _, i := range p.Items {
		out.Items = append(out.Items, ParcelItem{
			Line: i.Line, Qty: i.Qty, Share: sum(i.ShareMinor, currency), Confirmed: moment(i.ConfirmedAt),
			Release: timerView("K_CONFIRM", i.Confirm, clock), Return: timerView("RETURN_WINDOW", i.Return, clock),
		})
	}
	for _, t := range p.Track {
		out.Track = append(out.Track, Scan{At: t.At, Status: string(t.Code), Signer: string(t.Signer)})
	}
	return out
}

// timerView explains a clock of the order; nil when it does not run or stand still.
func timerView(id string, t escrow.Timer, clock func(string) *procedure.Clock) *Deadline {
	due, runs := t.Due()
	if !runs && t.Rest == nil || t.Done {
		return nil
	}
	view := counted(t.Count)
	view.Clock, view.State, view.Due = coded(id, wording.Clock), "running", &due
	if strings.HasPrefix(view.Clock.Words.EN, "[") {
		view.Clock.Words = orderClock(id)
	}
	if !runs {
		view.State, view.Due = "paused", nil
	}
	view.StartedBy = Coded{Code: "signed", Words: wording.Words{ZH: "签收", EN: "signature"}}
	if k := clock(id); k != nil {
		view.Then = endings(id, k)
	}
	view.explain(t.Count, view.Clock.Words)
	return &view
}

// orderClock names the order's own clocks, which a case's procedure need not have.
func orderClock(id string) wording.Words {
	if id == "K_CONFIRM" {
		return wording.Words{ZH: "确认收货", EN: "confirmation of receipt"}
	}
	return wording.Words{ZH: "无理由退货期", EN: "time to return without a reason"}
}
