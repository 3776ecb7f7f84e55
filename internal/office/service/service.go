// Package service serves notices (送达): it hands what has left to the channels
// and brings their receipts back as commands. It never decides that something is
// served; the case does, by reading, a receipt and 24 hours, or the fallback.
//
//	outbox "notice" → Worker → Channel.Send → receipt or failure → clerk.Hear
package service

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// ErrNoAddress means that a channel has no address for this addressee: it cannot
// be tried at all.
var ErrNoAddress = errors.New("service: no address")

// Message is one notice on its way to one addressee. ID is the idempotency id:
// the same message sent again is the same message.
type Message struct {
	ID       string
	Market   id.Market
	Case     id.Case
	Number   string
	Notice   int
	Kind     string
	Person   id.Person
	Merchant id.Merchant
	Body     map[string]string // by language
}

// Channel is a way to reach people. Send returns the provider's receipt; an error
// that wraps ErrNoAddress, or any other that lasts, means that it failed.
type Channel interface {
	Send(ctx context.Context, m Message) (receipt string, err error)
}

// Worker empties the outbox of notices.
type Worker struct {
	Clerk    *clerk.Clerk
	Channels map[party.Channel]Channel
	Log      *slog.Logger
}

// limits of one message.
const (
	lease    = time.Minute
	attempts = 5
	batch    = 100
	// SandboxDelay is when the sandbox channel's receipt comes, in legal time.
	SandboxDelay = time.Minute
)

// Work hands over what waits and returns how many notices it dealt with.
func (w *Worker) Work(ctx context.Context, m id.Market) (int, error) {
	done := 0
	for {
		jobs, err := w.Clerk.Docket.LeaseJobs(ctx, streams.NoticeSink, w.Clerk.Now(), lease, batch)
		if err != nil {
			return done, fmt.Errorf("service: outbox: %w", err)
		}
		if len(jobs) == 0 {
			return done, nil
		}
		for _, j := range jobs {
			if err := w.deal(ctx, j); err != nil {
				if ctx.Err() != nil {
					return done, context.Cause(ctx)
				}
				w.Log.ErrorContext(ctx, "notice not handed over", "attempt", j.Attempt, "error", err)
				if err := w.Clerk.Docket.RetryJob(ctx, j, w.Clerk.Now().Add(backoff(j.Attempt)), "fault"); err != nil {
					return done, fmt.Errorf("service: outbox: %w", err)
				}
				continue
			}
			done++
		}
	}
}

func backoff(attempt int) time.Duration { return time.Second << min(attempt, 10) }

// deal hands one notice to the channels that are on, in their order.
func (w *Worker) deal(ctx context.Context, j docket.Job) error {
	var job streams.Job
	if err := json.Unmarshal(j.Body, &job); err != nil {
		return fmt.Errorf("service: job: %w", err)
	}
	market, err := w.Clerk.Market(ctx, j.Market)
	if err != nil {
		return err
	}
	msg, live, err := w.message(ctx, j.Place, job)
	if err != nil {
		return err
	}
	if live {
		if err := w.try(ctx, market, msg, j.Attempt); err != nil {
			return err
		}
	}
	return w.Clerk.Docket.FinishJob(ctx, j)
}

// message is what a notice says; live is false when nobody needs it any more.
func (w *Worker) message(ctx context.Context, p docket.Place, job streams.Job) (Message, bool, error) {
	stream := record.Stream{Kind: record.Case, ID: job.Case.Bytes()}
	state, _, err := w.Clerk.Docket.Load(ctx, docket.Ref{Place: p, Stream: stream})
	if err != nil {
		return Message{}, false, fmt.Errorf("service: case: %w", err)
	}
	c := state.(dispute.Case) //nolint:forcetypeassert // the fold of case streams
	n := c.Notice(job.Notice)
	if n == nil || !n.Served.IsZero() || !n.Receipt.IsZero() || n.Dead {
		return Message{}, false, nil
	}
	party := c.Party(n.To)
	m := Message{
		ID: fmt.Sprintf("%s/n%d", c.ID, n.No), Market: p.Market, Case: c.ID, Number: c.Number, Notice: n.No, Kind: n.Kind,
		Person: party.Person, Merchant: party.Merchant,
	}
	if w.Clerk.Served != nil {
		m.Body = w.Clerk.Served(*n, c)
	}
	return m, true, nil
}

// try goes through the channels until one takes the notice. When none does the
// case is told: no clock runs, and staff hear of it.
func (w *Worker) try(ctx context.Context, market party.Market, m Message, attempt int) error {
	for _, way := range market.Channels {
		if way.Channel == party.SandboxChannel {
			return w.sandbox(ctx, market, m, way)
		}
		channel, ok := w.Channels[way.Channel]
		if !ok || way.Failing {
			continue
		}
		receipt, err := channel.Send(ctx, m)
		switch {
		case err == nil:
			_, err = w.Clerk.Hear(ctx, m.Market, m.Case, dispute.Signal{Kind: "receipt", Notice: m.Notice, Channel: string(way.Channel), Receipt: receipt})
			return err
		case errors.Is(err, ErrNoAddress):
		case attempt < attempts:
			return fmt.Errorf("service: %s: %w", way.Channel, err)
		default:
			w.Log.WarnContext(ctx, "channel gave up", "channel", way.Channel, "notice", m.Notice)
		}
	}
	_, err := w.Clerk.Hear(ctx, m.Market, m.Case, dispute.Signal{Kind: "failed", Notice: m.Notice, Channel: "all", All: true})
	return err
}

// sandbox keeps the message inside: it shows on the page of outgoing messages, and
// its receipt comes one minute of legal time later. It can be told to fail.
func (w *Worker) sandbox(ctx context.Context, market party.Market, m Message, way party.Way) error {
	s := dispute.Signal{Kind: "handed", Notice: m.Notice, Channel: string(way.Channel)}
	if way.Failing {
		s = dispute.Signal{Kind: "failed", Notice: m.Notice, Channel: string(way.Channel), All: true}
	} else {
		s.Expect = market.LegalTime(w.Clerk.Now()).Truncate(time.Microsecond).Add(SandboxDelay)
	}
	_, err := w.Clerk.Hear(ctx, m.Market, m.Case, s)
	return err
}
