package reception

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

type timeT = time.Time

// confirmReceipt is the one act on an order outside a case (确认收货).
const confirmReceipt = "confirm_receipt"

// buyersOrder opens an order for its buyer: nobody else confirms receipt.
func (m moves) buyersOrder(ctx context.Context, who view.Visitor, of id.Order) (*session, casebook.Order, error) {
	s, err := m.ask(ctx, who)
	if err != nil {
		return nil, casebook.Order{}, err
	}
	seen, err := m.Casebook.Order(ctx, s.who(), of)
	if err == nil && seen.Role != "buyer" {
		err = web.ErrUnknown
	}
	return s, seen, outside(err)
}

// receipt is the form of confirming receipt.
func (m moves) receipt(ctx context.Context, who view.Visitor, of id.Order, act string) (view.Move, error) {
	if act != confirmReceipt {
		return view.Move{}, web.ErrUnknown
	}
	s, seen, err := m.buyersOrder(ctx, who, of)
	if err != nil {
		return view.Move{}, err
	}
	shown, err := s.order(ctx, seen)
	if err != nil {
		return view.Move{}, err
	}
	open := s.unconfirmed(seen.Order)
	if len(open) == 0 {
		return view.Move{}, s.refusal(dispute.Refusal{Code: escrow.ErrConfirmed.Code}, "/orders/"+of.String(), id.Case{})
	}
	words := wording.Move(confirmReceipt)
	parcel := dispute.Field{Name: "parcel", Kind: dispute.Choice, Required: true}
	for _, p := range open {
		parcel.Choices = append(parcel.Choices, dispute.Option{Value: strconv.Itoa(p.No), Label: fmt.Sprintf(s.t.Desk.Parcel, p.No)})
	}
	parcel.Default = parcel.Choices[0].Value
	return view.Move{
		Of:    view.CaseBrief{ID: shown.ID, Number: shown.Number, Title: shown.Title, URL: "/orders/" + of.String(), Status: shown.Status},
		Act:   view.Act{Code: confirmReceipt, Name: capital(s.in(words.Button)), Hint: s.in(words.Effect)},
		About: []string{s.in(words.Effect)}, Grave: true,
		Fields: []dispute.Field{parcel, {Name: "confirm", Kind: dispute.Confirm, Required: true}},
	}, nil
}

// receiptForesight states what is released.
func (m moves) receiptForesight(ctx context.Context, who view.Visitor, of id.Order, given dispute.Answers) (view.Foresight, error) {
	s, seen, err := m.buyersOrder(ctx, who, of)
	if err != nil {
		return view.Foresight{}, err
	}
	var minor int64
	for _, b := range seen.Order.Balances {
		if b.Name == escrow.HeldAccount && (b.Parcel == given.Int("parcel")) {
			minor += b.Minor
		}
	}
	_, shop, err := s.sides(ctx, seen.Order)
	if err != nil {
		return view.Foresight{}, outside(err)
	}
	return view.Foresight{
		Asks:  s.t.Desk.ConfirmYouHaveParcel,
		Money: []view.Flow{{Sum: money.Amount{Minor: minor, Currency: seen.Order.Currency}, From: s.t.Desk.Escrow, To: shop.Name, Note: s.t.Desk.GoesMerchantsUnsettledPayouts}},
		Undo:  s.t.Desk.CannotBeTakenBackYou,
	}, nil
}

// confirm performs it.
func (m moves) confirm(ctx context.Context, who view.Visitor, of id.Order, act, key string, given dispute.Answers) (view.Recorded, error) {
	if act != confirmReceipt {
		return view.Recorded{}, web.ErrUnknown
	}
	s, _, err := m.buyersOrder(ctx, who, of)
	if err != nil {
		return view.Recorded{}, err
	}
	actor := s.who()
	actor.Key, actor.Digest = key, digestOf("/orders/"+of.String()+"/moves/"+act, given)
	back := "/orders/" + of.String()
	if err := m.Clerk.ConfirmReceipt(ctx, actor, of, given.Int("parcel")); err != nil {
		return view.Recorded{}, s.refused(err, back, id.Case{})
	}
	return view.Recorded{Title: s.in(wording.Happened("receipt_confirmed", wording.Facts{No: given.Int("parcel")})), At: s.now, BackURL: back}, nil
}
