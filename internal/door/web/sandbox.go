package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/page"
)

func (s *Site) outgoing(v *visit) error {
	out, err := s.Sandbox.Outgoing(v.r.Context(), v.who, v.after())
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.OutgoingPage(v.frame(v.t.Shell.Outgoing).In("outgoing"), out))
}

func (s *Site) outgoingFail(v *visit) error {
	posted, err := v.posted()
	if err != nil {
		return err
	}
	if err := s.Sandbox.SetFailing(v.r.Context(), v.who, short(posted.Get("channel")), posted.Get("failing") == "yes"); err != nil {
		return err
	}
	return v.see("/outgoing")
}

// until is the form in which a moment is typed for the test clock.
func (v *visit) until() form.Sheet {
	sheet := v.sheet("step_clock")
	sheet.Words = clockWords{v.t.Clock.Until}
	sheet.Fields = []dispute.Field{{Name: "to", Kind: dispute.Instant, Required: true}}
	return sheet
}

// clockWords names the one input of the clock page.
type clockWords struct{ until string }

// Field names the moment to go to.
func (w clockWords) Field(string, string) form.Label { return form.Label{Name: w.until} }

// Option is never asked: nothing is chosen.
func (w clockWords) Option(string, string, string) form.Label { return form.Label{} }

func (s *Site) testClock(v *visit) error {
	c, err := s.Sandbox.TestClock(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	typed := form.Typed{"to.date": {v.Now.Format("2006-01-02")}, "to.time": {v.Now.Format("15:04")}}
	return v.show(http.StatusOK, page.ClockPage(v.frame(v.t.Shell.TestClock).In("test-clock"),
		page.ClockForm{Page: c, Inputs: v.until().Draw(typed, nil)}))
}

// testClockMove moves the clock by what the pressed button says.
func (s *Site) testClockMove(v *visit) error {
	posted, err := v.posted()
	if err != nil {
		return err
	}
	c := page.ClockForm{}
	to, ok := v.target(posted, &c)
	if ok {
		err = s.Sandbox.StepTo(v.r.Context(), v.who, to)
		if err == nil {
			back := posted.Get("back")
			if !local(back) {
				back = "/test-clock"
			}
			return v.see(back)
		}
		var refused *Refused
		if !errors.As(err, &refused) {
			return err
		}
		c.Refusal = &refused.Refusal
	}
	if c.Page, err = s.Sandbox.TestClock(v.r.Context(), v.who); err != nil {
		return err
	}
	c.Inputs = v.until().Draw(posted, c.Wrong)
	return v.show(http.StatusUnprocessableEntity, page.ClockPage(v.frame(v.t.Shell.TestClock).In("test-clock"), c))
}

// target is where a pressed button leads; what is wrong with a typed moment is
// noted in the form.
func (v *visit) target(posted form.Typed, c *page.ClockForm) (time.Time, bool) {
	switch by := posted.Get("by"); by {
	case "1h", "24h", "168h":
		hours, _ := strconv.Atoi(strings.TrimSuffix(by, "h"))
		return v.Now.Add(time.Duration(hours) * time.Hour), true
	case "next":
		if v.Clock != nil && !v.Clock.Next.IsZero() {
			return v.Clock.Next, true
		}
		c.Says = v.t.Clock.NothingDue
		return time.Time{}, false
	}
	given, wrong := v.until().Read(form.Typed{"to.date": posted["to.date"], "to.time": posted["to.time"]})
	if c.Wrong = wrong; len(wrong) > 0 {
		return time.Time{}, false
	}
	return *given[0].At, true
}
