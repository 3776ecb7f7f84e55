package service

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// errand is one notice on its way.
type errand struct {
	job    docket.Job
	ref    docket.Ref
	market party.Market
	legal  time.Time
	kase   dispute.Case
	notice dispute.Notice
	to     dispute.Party
	// informs: no clock waits for the notice, and no receipt is worth a command.
	informs bool
}

func (e errand) hear(kind string) dispute.Signal {
	return dispute.Signal{Kind: kind, Notice: e.notice.No}
}

// deal hands one notice to the channels that are on, in their order.
func (w *Worker) deal(ctx context.Context, j docket.Job) error {
	var job streams.Job
	if err := json.Unmarshal(j.Body, &job); err != nil {
		return fmt.Errorf("service: job: %w", err)
	}
	e := errand{job: j, ref: docket.Ref{Place: j.Place, Stream: record.Stream{Kind: record.Case, ID: job.Case.Bytes()}}}
	var err error
	if e.market, err = w.Clerk.Market(ctx, j.Market); err != nil {
		return err
	}
	e.legal = e.market.LegalTime(w.Clerk.Now()).Truncate(time.Microsecond)
	state, _, err := w.Clerk.Docket.Load(ctx, e.ref)
	if err != nil {
		return fmt.Errorf("service: case: %w", err)
	}
	e.kase = state.(dispute.Case) //nolint:forcetypeassert // the fold of case streams
	n := e.kase.Notice(job.Notice)
	if n == nil {
		return nil
	}
	e.notice, e.to = *n, *e.kase.Party(n.To)
	if b := w.Clerk.Library.Book(e.kase.Rulebook); b != nil {
		e.informs = !b.Waits(n.Kind)
	}
	if job.Kind == streams.PublishedNotice {
		return w.dispatch(ctx, e)
	}
	if !n.Served.IsZero() || !n.Receipt.IsZero() || n.Dead {
		return nil // nobody needs it any more, or a channel has it
	}
	return w.try(ctx, e)
}

// try goes through the channels until one takes the notice. When none does the
// case is told: no clock runs, and staff hear of it.
func (w *Worker) try(ctx context.Context, e errand) error {
	past := past{failed: map[party.Channel]bool{}}
	if len(w.Channels) > 0 {
		var err error
		if past, err = w.past(ctx, e); err != nil {
			return err
		}
	}
	for _, way := range e.market.Channels {
		if way.Channel == party.SandboxChannel {
			return w.sandbox(ctx, e, way)
		}
		channel, ok := w.Channels[way.Channel]
		if !ok || way.Failing || past.failed[way.Channel] {
			continue
		}
		taken, err := w.tryChannel(ctx, e, way.Channel, channel, &past)
		if taken || err != nil {
			return err
		}
	}
	s := e.hear("failed")
	s.Channel, s.All = "all", true
	_, err := w.Clerk.Hear(ctx, e.job.Market, e.kase.ID, s)
	return err
}

// tryChannel tries the addresses of one channel. taken means that the channel has
// the notice; without it and without an error the next channel's turn has come.
func (w *Worker) tryChannel(ctx context.Context, e errand, name party.Channel, channel Channel, past *past) (taken bool, err error) {
	if at, ok := past.handed[name]; ok {
		if until := at.Add(ReportWait); w.Clerk.Now().Before(until) {
			return true, later{at: until}
		}
		return false, w.gaveUp(ctx, e, name, past) // no report came
	}
	turn := past.turn(e.job.Attempt)
	again := later{at: w.Clerk.Now().Add(backoff(turn))}
	if turn < attempts && w.resting(name) {
		return false, again
	}
	addresses, err := w.addresses(ctx, e, name)
	if err != nil || len(addresses) == 0 {
		return false, err
	}
	for _, to := range addresses {
		sent, err := w.send(ctx, e, name, channel, to)
		switch {
		case err == nil:
			return true, w.took(ctx, e, name, sent)
		case errors.Is(err, ErrBadAddress):
			if err := w.forget(ctx, e, to); err != nil {
				return false, err
			}
		case errors.Is(err, ErrRefused):
		case turn < attempts:
			again.fault = fmt.Errorf("service: %s: %w", name, err)
			return false, again
		}
	}
	return false, w.gaveUp(ctx, e, name, past)
}

// send composes the letter to one address and hands it over.
func (w *Worker) send(ctx context.Context, e errand, name party.Channel, channel Channel, to address) (Sent, error) {
	l := compose(e)
	l.To = to.text
	if w.Link != nil && !to.who.IsZero() {
		link, err := w.Link(ctx, e.job.Market, to.who, l.ID)
		if err != nil {
			return Sent{}, fmt.Errorf("link: %w", err)
		}
		l.Link = link
	}
	sent, err := channel.Send(ctx, l)
	if err != nil && !errors.Is(err, ErrRefused) {
		w.leaveAlone(name)
	}
	return sent, err
}

// took tells the case that a channel has the notice. A delivery that is still to be
// reported leaves the job in the outbox, to look again when the report is overdue.
func (w *Worker) took(ctx context.Context, e errand, name party.Channel, sent Sent) error {
	s := e.hear("receipt")
	if sent.Pending {
		s = e.hear("handed")
	}
	s.Channel, s.Receipt = string(name), sent.Receipt
	if _, err := w.Clerk.Hear(ctx, e.job.Market, e.kase.ID, s); err != nil {
		return err
	}
	if sent.Pending {
		return later{at: w.Clerk.Now().Add(ReportWait)}
	}
	return nil
}

// gaveUp records that one channel failed; the next one's turn has come.
func (w *Worker) gaveUp(ctx context.Context, e errand, name party.Channel, past *past) error {
	s := e.hear("failed")
	s.Channel = string(name)
	if _, err := w.Clerk.Hear(ctx, e.job.Market, e.kase.ID, s); err != nil {
		return err
	}
	past.fail(name)
	w.Log.WarnContext(ctx, "channel gave up", "channel", name, "case", e.kase.ID.String(), "notice", e.notice.No)
	return nil
}

// forget records that a contact is of no use. An address of an order is no contact.
func (w *Worker) forget(ctx context.Context, e errand, a address) error {
	if a.contact == 0 {
		return nil
	}
	err := w.Clerk.ContactFailed(ctx, e.job.Market, a.who, a.contact)
	var refusal *party.Refusal
	if errors.As(err, &refusal) {
		return nil // dropped in the meantime
	}
	return err
}

// dispatch sends a notice to the contact the merchant publishes by law. It is served
// 24 h after that, receipt or not, so nothing comes back into the case; a contact
// that proves false is forgotten, and the next notice knows.
//
// Source: procedure.md §4, “After 3 wd, R merchant”.
func (w *Worker) dispatch(ctx context.Context, e errand) error {
	if slices.ContainsFunc(e.market.Channels, func(way party.Way) bool { return way.Channel == party.SandboxChannel }) {
		return nil // it stays inside, as everything of that marketplace
	}
	for _, name := range []party.Channel{party.Email, party.SMS} {
		channel, ok := w.Channels[name]
		if !ok {
			continue
		}
		addresses, err := w.published(ctx, e, name)
		if err != nil {
			return err
		}
		for _, to := range addresses {
			_, err := w.send(ctx, e, name, channel, to)
			switch {
			case err == nil:
				return nil
			case errors.Is(err, ErrBadAddress):
				if err := w.forget(ctx, e, to); err != nil {
					return err
				}
			case !errors.Is(err, ErrRefused) && e.job.Attempt < attempts:
				return fmt.Errorf("service: published contact: %s: %w", name, err)
			}
		}
	}
	w.Log.WarnContext(ctx, "no channel reaches the published contact", "case", e.kase.ID.String(), "notice", e.notice.No)
	return nil
}

// sandbox keeps the message inside: it shows on the page of outgoing messages, and
// its receipt comes one minute of legal time later. It can be told to fail.
func (w *Worker) sandbox(ctx context.Context, e errand, way party.Way) error {
	s := e.hear("handed")
	if e.informs && !way.Failing {
		return nil // it shows as outgoing, and that is all
	}
	if way.Failing {
		s = e.hear("failed")
		s.All = true
	} else {
		s.Expect = e.legal.Add(SandboxDelay)
	}
	s.Channel = string(way.Channel)
	_, err := w.Clerk.Hear(ctx, e.job.Market, e.kase.ID, s)
	return err
}
