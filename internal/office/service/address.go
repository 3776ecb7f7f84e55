package service

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// address is where a letter may go.
type address struct {
	who     id.Person
	contact int // 0: not a contact, the order's own number
	text    string
}

// mostAddresses bounds how many addresses of one channel are tried.
const mostAddresses = 6

// addresses are where a party is reached by a channel: its confirmed contacts, in
// the order of clerk.Addressees; failing these, for a buyer the telephone number
// that came with the order, which the carrier used.
func (w *Worker) addresses(ctx context.Context, e errand, channel party.Channel) ([]address, error) {
	out, err := w.contacts(ctx, e, func(who id.Person, c party.Contact) bool {
		return c.Channel == channel && clerk.Usable(e.to, who, c)
	})
	if err != nil || len(out) > 0 || channel != party.SMS || e.to.Kind != dispute.Buyer || e.to.Locked || e.to.Dead {
		return out, err
	}
	phone, err := w.orderPhone(ctx, e)
	if err != nil || phone == "" {
		return nil, err
	}
	return []address{{who: e.to.Person, text: phone}}, nil
}

// published are the contacts a merchant publishes by law.
func (w *Worker) published(ctx context.Context, e errand, channel party.Channel) ([]address, error) {
	return w.contacts(ctx, e, func(_ id.Person, c party.Contact) bool {
		return c.Channel == channel && clerk.PublishedBy(e.to, c)
	})
}

func (w *Worker) contacts(ctx context.Context, e errand, fits func(id.Person, party.Contact) bool) ([]address, error) {
	var out []address
	for _, who := range clerk.Addressees(e.market, e.to, e.legal) {
		state, err := w.Clerk.Person(ctx, e.job.Market, who)
		if errors.Is(err, clerk.ErrUnknown) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(state.Contacts, func(c party.Contact) bool { return fits(who, c) }) {
			continue
		}
		texts, err := w.contactTexts(ctx, e.job.Market, who)
		if err != nil {
			return nil, err
		}
		for _, c := range state.Contacts {
			if fits(who, c) && c.Number <= len(texts) && len(out) < mostAddresses {
				out = append(out, address{who: who, contact: c.Number, text: texts[c.Number-1]})
			}
		}
	}
	return out, nil
}

// contactTexts are the addresses of a person's contacts, the first contact first:
// contacts are numbered as they were added. Destroying the key takes all of them.
func (w *Worker) contactTexts(ctx context.Context, m id.Market, who id.Person) ([]string, error) {
	return w.texts(ctx, m, record.Stream{Kind: record.Person, ID: who.Bytes()}, "address")
}

// orderPhone is the telephone number of an order's buyer; "" where it is masked or
// erased.
func (w *Worker) orderPhone(ctx context.Context, e errand) (string, error) {
	phones, err := w.texts(ctx, e.job.Market, record.Stream{Kind: record.Order, ID: e.kase.Order.Bytes()}, "buyer/phone")
	if err != nil {
		return "", err
	}
	for _, text := range phones {
		digits := strings.TrimPrefix(text, "+")
		if len(digits) >= 8 && len(digits) <= 15 && strings.Trim(digits, "0123456789") == "" {
			return text, nil
		}
	}
	return "", nil
}

// texts are the sealed parts of a stream that stand at a path, in the clear and in
// the order of its events.
func (w *Worker) texts(ctx context.Context, m id.Market, s record.Stream, path string) ([]string, error) {
	rows, err := w.Clerk.Docket.Select(ctx, docket.Select{
		Market: m, Table: streams.Texts, Limit: 100, OrderBy: []string{"seq"},
		Where: []docket.Cond{{Column: "stream", Op: "=", Value: s.Kind}, {Column: "id", Op: "=", Value: s.ID[:]}, {Column: "path", Op: "=", Value: path}},
	})
	if err != nil {
		return nil, fmt.Errorf("service: addresses: %w", err)
	}
	out := make([]string, 0, len(rows))
	for _, r := range rows {
		text, _ := r[6].(string)
		out = append(out, text)
	}
	return out, nil
}
