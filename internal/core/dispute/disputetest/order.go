package disputetest

import (
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// Goods is one line of an order, each in a parcel of its own.
type Goods struct {
	Qty    int64
	Minor  int64         // unit price
	Signed time.Duration // after purchase; 0: dispatched, not signed; <0: never dispatched
	Out    bool          // confirmed, and the merchant has the money already
}

// Order makes an order of goods paid in full, held in escrow.
func Order(b *dispute.Book, bought time.Time, goods ...Goods) (escrow.Order, escrow.Merchant) {
	return Bought(b, bought, func(*escrow.Purchase) {}, goods...)
}

// Bought is Order with the last word on how it was bought.
func Bought(b *dispute.Book, bought time.Time, shape func(*escrow.Purchase), goods ...Goods) (escrow.Order, escrow.Merchant) {
	p := escrow.Purchase{
		Order: id.From[id.Order]([16]byte{0: 7, 15: 1}), Source: "test", Number: "1", Digest: strings.Repeat("0", 64), Origin: escrow.Imported,
		Custody: escrow.Held, Currency: "CNY", Buyer: escrow.Buyer{Person: Buyer()}, Merchant: id.From[id.Merchant]([16]byte{0: 8, 15: 1}),
		BoughtAt: bought,
	}
	var total int64
	for i, g := range goods {
		p.Lines = append(p.Lines, escrow.PurchaseLine{No: i + 1, Title: "goods", Qty: g.Qty, UnitMinor: g.Minor})
		total += g.Qty * g.Minor
		parcel := escrow.PurchaseParcel{No: i + 1, Carrier: "SF", Items: []escrow.Packed{{Line: i + 1, Qty: g.Qty}}}
		if g.Signed >= 0 {
			parcel.Track = append(parcel.Track, escrow.TrackPoint{At: bought.Add(time.Hour), Code: escrow.FirstScan})
		}
		if g.Signed > 0 {
			parcel.Track = append(parcel.Track, escrow.TrackPoint{At: bought.Add(g.Signed), Code: escrow.Signed, Signer: escrow.SignedUnknown})
		}
		if g.Out {
			parcel.ConfirmedAt = bought.Add(g.Signed + time.Hour)
			p.PaidOutAt = bought.Add(g.Signed + 30*time.Hour)
		}
		if g.Signed >= 0 {
			p.Parcels = append(p.Parcels, parcel)
		}
	}
	p.Payments = []escrow.Payment{{ID: "pay1", Tender: "alipay", Minor: total, At: bought}}
	shape(&p)
	by := escrow.By{At: bought.Add(240 * time.Hour), Authority: "import", Rules: b.Escrow}
	entries, err := escrow.Import(nil, p, by)
	if err != nil {
		panic(err)
	}
	var o escrow.Order
	var m escrow.Merchant
	for i, e := range entries {
		r := []record.Recorded{{Event: e.Event, Meta: record.Meta{Seq: uint64(i + 1), At: e.At}}}
		if e.Stream.Kind == record.Order {
			o = escrow.EvolveOrder(o, r)
		} else {
			m = escrow.EvolveMerchant(m, r)
		}
	}
	m.ID = p.Merchant
	return o, m
}

func otherCase() id.Case { return id.From[id.Case]([16]byte{0: 9, 15: 77}) }

// Yuan is a sum in fen.
func Yuan(n int64) int64 { return n * 100 }

// The functions below make answers.

// Pick is a choice.
func Pick(name, value string) dispute.Answer { return dispute.Answer{Name: name, Value: value} }

// Say is a text.
func Say(name, text string) dispute.Answer {
	return dispute.Answer{Name: name, Text: text, Sealed: true}
}

// Pay is a sum.
func Pay(name string, minor int64) dispute.Answer { return dispute.Answer{Name: name, Minor: minor} }

// List is several codes or numbers.
func List(name string, of ...string) dispute.Answer { return dispute.Answer{Name: name, List: of} }

// Items is a group.
func Items(name string, of ...dispute.Answers) dispute.Answer {
	return dispute.Answer{Name: name, Items: of}
}

// Sure is a fresh confirmation.
func Sure() dispute.Answer { return Pick("confirm", "yes") }

// Claim is one claim of a filing.
func Claim(reason, remedy string, minor int64, line, qty string) dispute.Answers {
	in := dispute.Answers{Pick("reason", reason), Pick("remedy", remedy), Items("scope", dispute.Answers{Pick("line", line), {Name: "qty", Minor: int64(qty[0] - '0')}})}
	if minor > 0 {
		in = append(in, Pay("amount", minor))
	}
	return in
}
