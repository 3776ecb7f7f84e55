package service_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/service"
)

// dying is a docket of a process that is killed at its nth write: before it happens,
// or when it has happened and nobody was told. Afterwards it answers nothing.
type dying struct {
	docket.Docket
	at     int
	before bool
	writes int
}

var errKilled = errors.New("killed")

func (d *dying) write(do func() error) error {
	d.writes++
	switch {
	case d.writes > d.at:
		return errKilled
	case d.writes < d.at:
		return do()
	case !d.before:
		_ = do()
	}
	return errKilled
}

func (d *dying) Submit(ctx context.Context, env docket.Envelope, n docket.Needs, decide docket.Decide) (receipt docket.Receipt, err error) {
	err = d.write(func() (err error) { receipt, err = d.Docket.Submit(ctx, env, n, decide); return err })
	return receipt, err
}

func (d *dying) FinishJob(ctx context.Context, j docket.Job) error {
	return d.write(func() error { return d.Docket.FinishJob(ctx, j) })
}

func (d *dying) RetryJob(ctx context.Context, j docket.Job, at time.Time, why string) error {
	return d.write(func() error { return d.Docket.RetryJob(ctx, j, at, why) })
}

// TestKilledAnywhere kills the worker at each of its writes in turn, before it and
// after it, and begins again with another: no notice is lost, none stays in the
// outbox, and nobody gets a letter twice, though a provider may be asked again for
// the same id.
func TestKilledAnywhere(t *testing.T) {
	t.Parallel()
	deepest := 0
	for at := 1; deepest >= at-1 && at < 50; at++ {
		for n, before := range []bool{true, false, true, false} {
			s := open(t)
			reported := n > 1
			s.sms.answer = func(service.Letter) (service.Sent, error) { return service.Sent{Receipt: "r", Pending: reported}, nil }
			s.mail.answer = func(service.Letter) (service.Sent, error) { return service.Sent{}, service.ErrBadAddress }
			working := s.Stepper.Workers
			s.Stepper.Workers = working[1:] // the outbox waits
			s.file()
			dead := &dying{Docket: s.Clerk.Docket, at: at, before: before}
			killed := *s.Clerk
			killed.Docket = dead
			_, _ = (&service.Worker{Clerk: &killed, Channels: s.worker.Channels, Log: s.worker.Log}).Work(t.Context(), s.Market)
			deepest = max(deepest, dead.writes)
			s.Stepper.Workers = working
			s.wait(10 * time.Minute)
			if reported {
				s.must(s.worker.Report(t.Context(), s.Market, service.Report{Notice: service.NoticeID(s.of, s.filed().No), Channel: party.SMS, Delivered: true}))
				s.wait(2 * time.Hour)
			}
			s.delivered(fmt.Sprintf("killed at write %d (before: %v, reported: %v)", at, before, reported))
		}
	}
	if deepest < 4 {
		t.Errorf("the worker writes only %d times: nothing is proved", deepest)
	}
}

// delivered: the notice was taken once, by SMS, and no job is left.
func (s *shop) delivered(when string) {
	s.Helper()
	if n := s.filed(); n.Receipt.IsZero() || n.Failed > 1 || n.Dead {
		s.Errorf("%s: lost: %+v", when, n)
	}
	if len(s.sms.reached) != 1 || len(s.sms.calls) > 2 {
		s.Errorf("%s: reached %v, asked %d times", when, s.sms.reached, len(s.sms.calls))
	}
	for _, l := range s.sms.calls {
		if l.ID != s.sms.calls[0].ID || l.Plain() != s.sms.calls[0].Plain() {
			s.Errorf("%s: asked again with another letter", when)
		}
	}
	jobs, err := s.Clerk.Docket.PendingJobs(s.Context(), s.Market)
	s.must(err)
	if jobs != 0 {
		s.Errorf("%s: %d jobs are left", when, jobs)
	}
}

// TestLostAnswer: the provider took the letter and its answer was lost: the same
// letter is handed over again, under the same id, and reaches nobody twice.
func TestLostAnswer(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.mail.answer = func(service.Letter) (service.Sent, error) {
		if len(s.mail.calls) == 1 {
			return service.Sent{}, errLost
		}
		return service.Sent{Receipt: "r"}, nil
	}
	s.file()
	if n := s.filed(); !n.Receipt.IsZero() {
		t.Error("a receipt that nobody gave")
	}
	s.wait(10 * time.Minute)
	if n := s.filed(); n.Receipt.IsZero() || n.Failed != 0 || len(s.mail.calls) != 2 || len(s.mail.reached) != 1 || s.mail.calls[0].ID != s.mail.calls[1].ID {
		t.Errorf("%+v, asked %d times, reached %v", n, len(s.mail.calls), s.mail.reached)
	}
}
