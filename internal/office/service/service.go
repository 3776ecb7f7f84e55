// Package service serves notices (送达): it hands what has left to the channels
// and brings their receipts back as commands. It never decides that something is
// served; the case does, by reading, a receipt and 24 hours, or the fallback. It
// never puts an address or a text into a log, an error or an event.
//
//	outbox "notice" → Worker → contacts → Channel.Send → handed, receipt or failure → clerk.Hear
//	provider's report of delivery ────────────→ Report ─────────────────────────────→ clerk.Hear
package service

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// Errors of a channel. Every other error is temporary: the message is sent again,
// with the same id, after a while.
var (
	// ErrRefused means that the provider does not take this message, now or later.
	ErrRefused = errors.New("service: refused")
	// ErrBadAddress means that the provider knows this address to be of no use: the
	// contact is not used again until the person is reached there.
	ErrBadAddress = fmt.Errorf("%w: address", ErrRefused)
)

// Letter is what a channel carries to one address.
type Letter struct {
	ID      string // of the notice: the same letter sent again has the same id
	To      string
	Number  string // of the case, as people write it
	Subject Words
	Text    Words
	Link    string // one-time link that opens the notice; "" where there is none
	Informs bool   // no clock waits for it: it is told, not served
}

// Words is one text in both languages.
type Words struct{ ZH, EN string }

// Sent is what a provider said to a letter it took.
type Sent struct {
	Receipt string // the provider's number; no personal data
	// Pending means that the letter was taken and its delivery will be reported.
	Pending bool
}

// Channel is a way to reach people outside the site.
//
// Errors: ErrRefused, ErrBadAddress; any other is temporary. No error holds the
// address, the text, or what the provider wrote.
type Channel interface {
	Send(ctx context.Context, l Letter) (Sent, error)
}

// Linker makes a one-time link for a person to a notice, and gives its address.
type Linker func(ctx context.Context, m id.Market, who id.Person, notice string) (string, error)

// Worker empties the outbox of notices.
type Worker struct {
	Clerk    *clerk.Clerk
	Channels map[party.Channel]Channel // those that are configured; no other exists
	Link     Linker                    // nil: letters hold no link
	Log      *slog.Logger

	mu   sync.Mutex
	down map[party.Channel]time.Time // until when a provider is not tried
}

// Limits of the work.
const (
	lease    = 5 * time.Minute
	batch    = 20
	attempts = 8 // of one channel, before the next is tried
	// budget is how long one call may work before it lets others go first.
	budget = 10 * time.Second
	// rest is how long a provider that cannot be reached is left alone.
	rest = 15 * time.Second
	// ReportWait is how long a provider may take to report a delivery; then its
	// channel has failed.
	ReportWait = time.Hour
	// SandboxDelay is when the sandbox channel's receipt comes, in legal time.
	SandboxDelay = time.Minute
)

// backoff is how long to wait after so many attempts: about an hour over all of
// them, which is longer than what receivers that put off strangers ask for.
func backoff(attempt int) time.Duration {
	steps := []time.Duration{15 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 20 * time.Minute, 30 * time.Minute}
	return steps[min(max(attempt, 1), len(steps))-1]
}

// later puts a job back until an instant; fault is what went wrong, if anything.
type later struct {
	at    time.Time
	fault error
}

func (later) Error() string { return "service: later" }

// Work hands over what waits and returns how many notices it dealt with.
func (w *Worker) Work(ctx context.Context, _ id.Market) (int, error) {
	done, until := 0, w.Clerk.Now().Add(budget)
	for w.Clerk.Now().Before(until) {
		jobs, err := w.Clerk.Docket.LeaseJobs(ctx, streams.NoticeSink, w.Clerk.Now(), lease, batch)
		if err != nil {
			return done, fmt.Errorf("service: outbox: %w", err)
		}
		if len(jobs) == 0 {
			return done, nil
		}
		for _, j := range jobs {
			finished, err := w.settle(ctx, j, w.deal(ctx, j))
			if err != nil {
				return done, err
			}
			if finished {
				done++
			}
		}
	}
	return done, nil
}

// settle takes a job out of the outbox, or puts it back.
func (w *Worker) settle(ctx context.Context, j docket.Job, err error) (bool, error) {
	if err == nil {
		if err := w.Clerk.Docket.FinishJob(ctx, j); err != nil {
			return false, fmt.Errorf("service: outbox: %w", err)
		}
		return true, nil
	}
	if ctx.Err() != nil {
		return false, context.Cause(ctx)
	}
	at, reason := w.Clerk.Now().Add(backoff(j.Attempt)), "fault"
	var put later
	if errors.As(err, &put) {
		at, reason, err = put.at, "later", put.fault
	}
	if err != nil {
		w.Log.WarnContext(ctx, "notice not handed over yet", "attempt", j.Attempt, "error", err)
	}
	if err := w.Clerk.Docket.RetryJob(ctx, j, at, reason); err != nil {
		return false, fmt.Errorf("service: outbox: %w", err)
	}
	return false, nil
}

// resting tells that a provider is left alone for now.
func (w *Worker) resting(c party.Channel) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.Clerk.Now().Before(w.down[c])
}

func (w *Worker) leaveAlone(c party.Channel) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.down == nil {
		w.down = map[party.Channel]time.Time{}
	}
	w.down[c] = w.Clerk.Now().Add(rest)
}

// NoticeID names a notice towards providers, and as the target of links.
func NoticeID(c id.Case, no int) string { return c.String() + "." + strconv.Itoa(no) }

// ParseNoticeID reads the name of a notice.
func ParseNoticeID(text string) (id.Case, int, bool) {
	head, tail, found := strings.Cut(text, ".")
	c, err := id.Parse[id.Case](head)
	no, bad := strconv.Atoi(tail)
	return c, no, found && err == nil && bad == nil && no >= 1 && strconv.Itoa(no) == tail
}
