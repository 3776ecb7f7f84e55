package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/clerk"
)

// ErrNoChannel means that nothing is sent by the channel of a contact: it is not
// configured, or not on in this marketplace.
var ErrNoChannel = errors.New("service: no such channel")

// Prove sends a code to a contact, so that who reads it there can show it. Nothing is
// recorded but that the address is of no use, if it is.
//
// Errors: ErrNoChannel, ErrRefused, ErrBadAddress, *party.Refusal (unknown contact),
// clerk.ErrUnknown; any other is temporary.
func (w *Worker) Prove(ctx context.Context, m id.Market, who id.Person, number int, code string) error {
	return w.Write(ctx, m, who, number, codeLetter(code))
}

// Write sends a letter to one contact of a person, whether it is confirmed or not.
// Errors: as Prove.
func (w *Worker) Write(ctx context.Context, m id.Market, who id.Person, number int, letter Letter) error {
	market, err := w.Clerk.Market(ctx, m)
	if err != nil {
		return err
	}
	person, err := w.Clerk.Person(ctx, m, who)
	if err != nil {
		return err
	}
	if number < 1 || number > len(person.Contacts) || !person.Contacts[number-1].Live() {
		return &party.Refusal{Code: party.UnknownContact}
	}
	name := person.Contacts[number-1].Channel
	channel, ok := w.Channels[name]
	if !ok || !slices.ContainsFunc(market.Channels, func(way party.Way) bool { return way.Channel == name }) {
		return ErrNoChannel
	}
	addresses, err := w.contactTexts(ctx, m, who)
	if err != nil {
		return err
	}
	if len(addresses) < number {
		return clerk.ErrUnknown // erased
	}
	letter.To = addresses[number-1]
	_, err = channel.Send(ctx, letter)
	if errors.Is(err, ErrBadAddress) {
		return errors.Join(err, w.Clerk.ContactFailed(ctx, m, who, number))
	}
	if err != nil {
		return fmt.Errorf("service: code: %w", err)
	}
	return nil
}

// codeLetter holds a code and what it is for, and names nobody.
func codeLetter(code string) Letter {
	sum := sha256.Sum256([]byte(code))
	return Letter{
		ID: "code." + hex.EncodeToString(sum[:8]), Informs: true,
		Subject: Words{ZH: "天平：确认码 " + code, EN: "Tianping: your code " + code},
		Text: Words{
			ZH: "有人（应该是您）把这个地址登记为接收天平通知的联系方式。确认码：\n" + code + "\n一小时内有效。不是您登记的，不必理会。",
			EN: "Somebody, presumably you, gave this address for notices of Tianping. The code:\n" + code + "\nIt is good for an hour. If it was not you, do nothing.",
		},
	}
}

// Address is one contact with where it leads.
type Address struct {
	party.Contact
	Text string // "" where it was erased
}

// Addresses are the contacts of a person with their addresses, for that person alone.
// Errors: clerk.ErrUnknown, a fault.
func Addresses(ctx context.Context, k *clerk.Clerk, m id.Market, who id.Person) ([]Address, error) {
	person, err := k.Person(ctx, m, who)
	if err != nil {
		return nil, err
	}
	w := Worker{Clerk: k}
	texts, err := w.texts(ctx, m, record.Stream{Kind: record.Person, ID: who.Bytes()}, "address")
	if err != nil {
		return nil, err
	}
	out := make([]Address, len(person.Contacts))
	for i, c := range person.Contacts {
		out[i].Contact = c
		if i < len(texts) {
			out[i].Text = texts[i]
		}
	}
	return out, nil
}
