package reception

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// sandbox is what exists only in a sandbox marketplace.
type sandbox struct{ *Reception }

// Outgoing implements web.Sandbox: what went out to everybody is for who runs the
// marketplace, and nobody else.
func (b sandbox) Outgoing(ctx context.Context, who view.Visitor, after string) (view.Outgoing, error) {
	if !who.Runs {
		return view.Outgoing{}, web.ErrUnknown
	}
	s, err := b.ask(ctx, who)
	if err != nil {
		return view.Outgoing{}, err
	}
	page, err := b.Casebook.Outgoing(ctx, b.Market, after, 25)
	if err != nil {
		return view.Outgoing{}, outside(err)
	}
	market, err := b.Clerk.Market(ctx, b.Market)
	if err != nil {
		return view.Outgoing{}, outside(err)
	}
	out := view.Outgoing{After: page.Next, First: after == ""}
	for _, w := range market.Channels {
		out.Channels = append(out.Channels, view.FailSwitch{Code: string(w.Channel), Name: s.channelName(w.Channel), Failing: w.Failing})
	}
	for _, row := range page.Rows {
		sent, err := s.sent(ctx, row)
		if err != nil {
			return out, outside(err)
		}
		out.Rows = append(out.Rows, sent)
	}
	return out, nil
}

func (s *session) channelName(c party.Channel) string {
	switch c {
	case party.SandboxChannel:
		return s.t.Desk.SandboxChannel
	case party.Email:
		return s.t.Desk.EMail
	case party.SMS:
		return s.t.Desk.SMS
	case party.WebhookChannel:
		return s.t.Desk.MerchantsSystem
	case party.PrintedLink:
		return s.t.Desk.PrintedLink
	}
	return string(c)
}

// sent is one message as the page of outgoing messages shows it.
func (s *session) sent(ctx context.Context, row casebook.NoticeRow) (view.Sent, error) {
	words := wording.Notice(row.Kind)
	out := view.Sent{
		At: s.local(row.Queued), Channel: s.channelName(party.SandboxChannel), Subject: capital(s.in(words.Title)),
		Body: s.t.Desk.Case + row.Number + s.t.Desk.Colon + s.in(words.Lead), Receipt: s.local(row.Receipt),
	}
	var err error
	if !row.Person.IsZero() && row.Merchant.IsZero() {
		out.To, err = s.name(ctx, row.Person, true)
	} else {
		out.To, err = s.shop(ctx, row.Merchant)
	}
	switch {
	case !row.Served.IsZero():
		out.State = view.Chip{Tone: view.Fine, Text: s.t.Desk.Served}
	case !row.Receipt.IsZero():
		out.State = view.Chip{Tone: view.Fine, Text: s.t.Desk.ReceiptCame}
	case row.Failed > 0:
		out.State = view.Chip{Tone: view.Bad, Text: s.t.Desk.Failed}
	case row.Left:
		out.State = view.Chip{Text: s.t.Desk.Sent}
	default:
		out.State = view.Chip{Tone: view.Warn, Text: s.t.Desk.WaitingLeave}
	}
	return out, err
}

// SetFailing implements web.Sandbox.
func (b sandbox) SetFailing(ctx context.Context, who view.Visitor, channel string, failing bool) error {
	if !who.Runs {
		return web.ErrUnknown
	}
	market, err := b.Clerk.Market(ctx, b.Market)
	if err != nil {
		return outside(err)
	}
	on := slices.Clone(market.Channels)
	at := slices.IndexFunc(on, func(w party.Way) bool { return string(w.Channel) == channel })
	if at < 0 {
		return web.ErrUnknown
	}
	on[at].Failing = failing
	s, err := b.ask(ctx, who)
	if err != nil {
		return err
	}
	return s.refused(b.Clerk.SetChannels(ctx, b.who(who), on), "/outgoing", id.Case{})
}

// TestClock implements web.Sandbox.
func (b sandbox) TestClock(ctx context.Context, who view.Visitor) (view.ClockPage, error) {
	s, err := b.ask(ctx, who)
	if err != nil {
		return view.ClockPage{}, err
	}
	clock, err := b.clock(ctx, web.Around{Now: s.now})
	out := view.ClockPage{Clock: clock}
	b.passed.mu.Lock()
	defer b.passed.mu.Unlock()
	for _, at := range slices.Backward(b.passed.list) {
		out.Passed = append(out.Passed, view.Passed{At: s.local(at), What: s.t.Desk.WhatWasDueWasDone, Link: view.Link{Name: s.t.Desk.Cases, URL: "/cases"}})
	}
	return out, err
}

// remembered is how many stops of the clock the page tells.
const remembered = 20

// stepping bounds one move of the clock; what was passed stays passed.
const stepping = 2 * time.Minute

// StepTo implements web.Sandbox. A step once begun goes on when the visitor leaves.
func (b sandbox) StepTo(ctx context.Context, who view.Visitor, to time.Time) error {
	s, err := b.ask(ctx, who)
	if err != nil {
		return err
	}
	if !to.After(s.now) {
		return s.refusal(dispute.Refusal{Code: string(party.ClockBackwards)}, "/test-clock", id.Case{})
	}
	if to.Sub(s.now) > party.MaxClockStep {
		return s.refusal(dispute.Refusal{Code: string(party.ClockTooFar)}, "/test-clock", id.Case{})
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stepping)
	defer cancel()
	_, err = b.Stepper.Step(ctx, clerk.System(b.Market), to, func(at time.Time) {
		b.passed.mu.Lock()
		defer b.passed.mu.Unlock()
		b.passed.list = append(b.passed.list, at)
		b.passed.list = b.passed.list[max(0, len(b.passed.list)-remembered):]
	})
	if errors.Is(err, context.DeadlineExceeded) {
		return web.ErrBusy
	}
	return s.refused(err, "/test-clock", id.Case{})
}
