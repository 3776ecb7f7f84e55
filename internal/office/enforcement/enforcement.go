// Package enforcement carries out what was decided about money: it takes
// instructions from the outbox to the payment provider and brings the outcome
// back as a command. Nothing is called refunded before a confirmation; what is
// unknown stays unknown until asked again.
//
//	outbox "payment" → Worker → Provider (idempotency id) → clerk: PayOutDone …
//	outbox "payment" → nobody, where an institution reports to POST /v1/payments/{id}/outcome
//	outbox "fund"    → Worker → fund stream (another home) → clerk: Hear(fund_answered)
package enforcement

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// State is how an instruction stands with the provider.
type State string

// The states.
const (
	Done    State = "done"
	Refused State = "refused"
	Pending State = "pending" // unknown: ask again with the same id
)

// Instruction asks the provider for something. The same ID asked again is the same
// instruction.
type Instruction struct {
	ID       string
	Market   id.Market
	Kind     string // pay_out: to a buyer · own: collect from the debtor · give_back: return that · payout: to a merchant
	Minor    int64
	Currency string
	Attempt  int
}

// Outcome is the provider's word.
type Outcome struct {
	State   State
	Ref     string // the provider's number
	Problem string // its code when refused
}

// Provider holds and moves the money: a licensed institution, or a sandbox.
type Provider interface {
	Do(ctx context.Context, i Instruction) (Outcome, error)
}

// Worker empties the outbox of payments and of the guarantee fund.
type Worker struct {
	Clerk    *clerk.Clerk
	Provider Provider
	Log      *slog.Logger
}

const (
	lease = time.Minute
	batch = 100
	again = 5 * time.Second
)

// Work carries out what waits and returns how many instructions came to an end.
func (w *Worker) Work(ctx context.Context, _ id.Market) (int, error) {
	done := 0
	for _, sink := range []string{streams.PaymentSink, streams.FundSink} {
		n, err := w.drain(ctx, sink)
		done += n
		if err != nil {
			return done, err
		}
	}
	return done, nil
}

func (w *Worker) drain(ctx context.Context, sink string) (int, error) {
	done := 0
	for {
		jobs, err := w.Clerk.Docket.LeaseJobs(ctx, sink, w.Clerk.Now(), lease, batch)
		if err != nil {
			return done, fmt.Errorf("enforcement: outbox: %w", err)
		}
		if len(jobs) == 0 {
			return done, nil
		}
		for _, j := range jobs {
			ended, err := w.deal(ctx, j)
			if err != nil && ctx.Err() != nil {
				return done, context.Cause(ctx)
			}
			if err != nil {
				w.Log.ErrorContext(ctx, "payment not carried out", "attempt", j.Attempt, "error", err)
			}
			if ended {
				err = w.Clerk.Docket.FinishJob(ctx, j)
				done++
			} else {
				err = w.Clerk.Docket.RetryJob(ctx, j, w.Clerk.Now().Add(again<<min(j.Attempt, 8)), "pending")
			}
			if err != nil {
				return done, fmt.Errorf("enforcement: outbox: %w", err)
			}
		}
	}
}

// deal carries out one job; ended is false while its outcome is unknown.
func (w *Worker) deal(ctx context.Context, j docket.Job) (ended bool, err error) {
	var job streams.Job
	if err := json.Unmarshal(j.Body, &job); err != nil {
		return false, fmt.Errorf("enforcement: job: %w", err)
	}
	if j.Sink == streams.FundSink {
		err := w.Clerk.FundTurn(ctx, j.Market, job.Kind, job.Order, job.Case, job.Ref)
		return err == nil, err
	}
	if open, err := w.open(ctx, j, job); err != nil || !open {
		return err == nil, err // its outcome was told at the desk: nobody is asked again
	}
	out, err := w.Provider.Do(ctx, Instruction{ID: job.Ref, Market: j.Market, Kind: job.Kind, Minor: job.Minor, Currency: "CNY", Attempt: job.Try})
	if err != nil || out.State == Pending {
		return false, err
	}
	err = w.tell(ctx, j, job, out)
	return err == nil, err
}

// tell brings the provider's word back as a command.
func (w *Worker) tell(ctx context.Context, j docket.Job, job streams.Job, out Outcome) error {
	ok := out.State == Done
	switch {
	case job.Kind == "pay_out" && ok:
		return w.Clerk.PayOutDone(ctx, j.Market, job.Order, job.Ref, out.Ref)
	case job.Kind == "pay_out":
		return w.Clerk.PayOutNotDone(ctx, j.Market, job.Order, job.Ref, job.Try, out.Problem)
	case job.Kind == "payout":
		return w.Clerk.PayoutTold(ctx, j.Place, id.From[id.Merchant](j.Stream.ID), job.Ref, job.Try, ok, out.Ref, out.Problem)
	case ok:
		return w.arrived(ctx, j, job)
	default:
		_, err := w.Clerk.Hear(ctx, j.Market, job.Case, dispute.Signal{Kind: "own_failed", Ref: job.Ref, Channel: out.Problem})
		return err
	}
}

// arrived tells the case that a debtor's own payment came. What the books no
// longer want, because the obligation ended otherwise, goes back to him; asked
// again, the provider does neither twice.
func (w *Worker) arrived(ctx context.Context, j docket.Job, job streams.Job) error {
	if _, err := w.Clerk.Hear(ctx, j.Market, job.Case, dispute.Signal{Kind: "own_arrived", Ref: job.Ref}); err != nil {
		return err
	}
	booked, err := w.Clerk.OwnBooked(ctx, j.Market, job.Order, job.Ref)
	if err != nil || booked {
		return err
	}
	out, err := w.Provider.Do(ctx, Instruction{ID: job.Ref, Market: j.Market, Kind: "give_back", Minor: job.Minor, Currency: "CNY", Attempt: job.Try})
	if err == nil && out.State != Done {
		return fmt.Errorf("enforcement: own payment not given back: %s %s", out.State, out.Problem)
	}
	if err != nil {
		return err
	}
	return w.Clerk.OwnGone(ctx, clerk.System(j.Market), job.Order, job.Ref, clerk.GiveBack)
}
