package workday_test

import (
	"slices"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/workday"
)

// The parts of procedure.md §6 that are more than one count: caps, extensions,
// pauses, shifts. Each test walks one timeline as it is written there.

func due(t *testing.T, what string, got time.Time, want string) {
	t.Helper()
	if !got.Equal(at(t, want)) {
		t.Errorf("%s: %s, want %s", what, got, want)
	}
}

func TestTimeline2Spring(t *testing.T) {
	t.Parallel()
	c := cn(t)
	due(t, "escalation opens", c.Opens(start(t, "2026-02-10 14:00"), 3), "2026-02-12 24:00")
	platform := c.Count(start(t, "2026-03-02 19:00"), working(15))
	mediation := c.Count(start(t, "2026-03-10 24:00"), working(5))
	mediation = c.Cap(mediation, c.Earlier(platform.Due, workday.Span{N: 5, Unit: workday.WorkingDays}))
	due(t, "K_MED capped", mediation.Due, "2026-03-16")
	if !mediation.Has(workday.Capped) || mediation.Spent() != 4 {
		t.Errorf("a capped count says so and ends its trace at the cap: %+v", mediation)
	}
	adjudication := c.Count(workday.Start{At: mediation.Due, FromDue: true}, working(5))
	due(t, "K_ADJ fits", adjudication.Due, "2026-03-23")
}

func TestTimeline1And3Opens(t *testing.T) {
	t.Parallel()
	c := cn(t)
	due(t, "alert of K_PLATFORM", c.After(start(t, "2026-04-23 15:00"), 12), "2026-05-13")
	due(t, "escalation opens", c.Opens(start(t, "2026-10-02 08:00"), 3), "2026-10-09 24:00")
}

func TestTimeline6LongestLawfulCase(t *testing.T) {
	t.Parallel()
	c := cn(t)
	five := workday.Span{N: 5, Unit: workday.WorkingDays}
	platform := c.Count(start(t, "2026-03-09 17:00"), working(15))
	evidence := c.Count(start(t, "2026-03-10 10:00"), working(3))
	evidence = c.Extend(evidence, workday.Span{N: 1, Unit: workday.WorkingDays})
	due(t, "K_EVD + 1 wd", evidence.Due, "2026-03-16")
	opinions := c.Count(workday.Start{At: evidence.Due, FromDue: true}, working(2))
	due(t, "K_XEX", opinions.Due, "2026-03-18")
	mediation := c.Count(workday.Start{At: opinions.Due, FromDue: true}, working(5))
	mediation = c.Cap(mediation, c.Earlier(platform.Due, five))
	due(t, "K_MED capped", mediation.Due, "2026-03-23")
	agreed := c.Extend(mediation, five)
	due(t, "K_MED agreed + 5", agreed.Due, "2026-03-30")
	platform = c.Shift(platform, mediation.Due, agreed.Due)
	adjudication := c.Count(workday.Start{At: agreed.Due, FromDue: true}, working(5))
	complexer := c.Extend(adjudication, five)
	due(t, "K_ADJ + 5 complex", complexer.Due, "2026-04-14")
	platform = c.Shift(platform, adjudication.Due, complexer.Due)
	due(t, "K_PLATFORM moved twice", platform.Due, "2026-04-14")
	if platform.Spent() != 25 {
		t.Errorf("K_PLATFORM counts %d wd, want 15 + 5 + 5", platform.Spent())
	}
	if same := c.Shift(platform, agreed.Due, mediation.Due); len(same.Steps) != len(platform.Steps) {
		t.Error("a deadline that moved back must not move another")
	}
}

func TestTimeline7QuietHours(t *testing.T) {
	t.Parallel()
	c := cn(t)
	for _, q := range []struct{ ready, leaves string }{
		{"2026-07-24 24:00", "2026-07-25 08:00"},
		{"2026-07-24 22:00", "2026-07-25 08:00"},
		{"2026-07-24 21:59", "2026-07-24 21:59"},
		{"2026-07-25 07:59", "2026-07-25 08:00"},
		{"2026-07-25 08:00", "2026-07-25 08:00"},
		{"2026-12-31 23:30", "2027-01-01 08:00"},
	} {
		due(t, "ready "+q.ready, c.QuietUntil(at(t, q.ready), 22*time.Hour, 8*time.Hour), q.leaves)
	}
	noon := at(t, "2026-07-25 12:00")
	due(t, "quiet within one day", c.QuietUntil(noon, 12*time.Hour, 14*time.Hour), "2026-07-25 14:00")
	due(t, "before it", c.QuietUntil(noon, 13*time.Hour, 14*time.Hour), "2026-07-25 12:00")
	due(t, "no quiet hours", c.QuietUntil(noon, 0, 0), "2026-07-25 12:00")
}

func TestTimeline8StayOfBoth(t *testing.T) {
	t.Parallel()
	c := cn(t)
	two := workday.Span{N: 2, Unit: workday.WorkingDays}
	paused, resumed := at(t, "2026-08-05 10:00"), at(t, "2026-09-04")
	back := func(k workday.Count, least workday.Span) workday.Count {
		return c.Resume(c.Pause(k, paused), resumed, least)
	}
	evidence := back(c.Count(start(t, "2026-08-04 10:00"), working(3)), two)
	due(t, "K_EVD", evidence.Due, "2026-09-08")
	platform := c.Count(start(t, "2026-08-03 10:00"), working(15))
	if left := c.Pause(platform, paused).Left.N; left != 13 {
		t.Errorf("K_PLATFORM has %d wd left, want 13", left)
	}
	due(t, "K_PLATFORM", back(platform, workday.Span{}).Due, "2026-09-22")
	total := c.Count(start(t, "2026-08-03 09:00"), natural(60))
	moved := back(total, workday.Span{})
	if got := moved.Due.Sub(total.Due); got != 30*24*time.Hour {
		t.Errorf("K_TOTAL moved by %s, want 30 days", got)
	}
	if evidence.Has(workday.Least) {
		t.Error("two days were left: the least must not be named")
	}
}

func TestResumeLeavesTheLeast(t *testing.T) {
	t.Parallel()
	c := cn(t)
	two := workday.Span{N: 2, Unit: workday.WorkingDays}
	for _, r := range []struct{ what, start, rule, paused, resumed, due string }{
		{"nothing left of days", "2026-08-04 10:00", "3wd", "2026-08-07 23:00", "2026-09-04 24:00", "2026-09-08"},
		{"three hours left", "2026-08-04 10:00", "48h G", "2026-08-06 07:00", "2026-09-04 09:00", "2026-09-08"},
		{"hours, enough left", "2026-08-04 10:00", "72h", "2026-08-04 11:00", "2026-09-07 09:00", "2026-09-10 08:00"},
		{"opening hours", "2026-08-04 16:00", "4h B", "2026-08-04 17:00", "2026-09-07 09:00", "2026-09-09"},
		{"rolled end is kept", "2026-09-28 10:00", "7nd R", "2026-10-06 10:00", "2026-10-06 11:00", "2026-10-09"},
		{"the roll was notified too: 11 days left", "2026-04-24 15:00", "7nd R", "2026-04-25 10:00", "2026-04-28 10:00", "2026-05-09"},
	} {
		k := c.Count(start(t, r.start), rules[r.rule])
		got := c.Resume(c.Pause(k, at(t, r.paused)), at(t, r.resumed), two)
		due(t, r.what, got.Due, r.due)
	}
}

func TestEarlier(t *testing.T) {
	t.Parallel()
	c := cn(t)
	for _, e := range []struct {
		due  string
		back workday.Span
		want string
	}{
		{"2026-10-09", workday.Span{N: 2, Unit: workday.WorkingDays}, "2026-09-30"},
		{"2026-10-12", workday.Span{N: 2, Unit: workday.WorkingDays}, "2026-10-09"}, // over the make-up Sat
		{"2026-10-09 15:00", workday.Span{N: 1, Unit: workday.WorkingDays}, "2026-10-08 15:00"},
		{"2026-10-04", workday.Span{N: 0, Unit: workday.WorkingDays}, "2026-09-30"},
		{"2026-10-09", workday.Span{N: 5, Unit: workday.NaturalDays}, "2026-10-04"},
		{"2026-10-09", workday.Span{N: 36, Unit: workday.Hours}, "2026-10-08 12:00"},
		{"2026-03-31", workday.Span{N: 1, Unit: workday.Months}, "2026-02-28"},
	} {
		due(t, "before "+e.due, c.Earlier(at(t, e.due), e.back), e.want)
	}
}

// What a pause leaves, one line each: the basis is that of the last extension.
func TestPauseLeaves(t *testing.T) {
	t.Parallel()
	c := cn(t)
	count := func(from, rule string) workday.Count { return c.Count(start(t, from), rules[rule]) }
	wd := func(n int) workday.Span { return workday.Span{N: n, Unit: workday.WorkingDays} }
	answer := count("2026-08-04 10:00", "48h G") // until 08-06 10:00
	for _, p := range []struct {
		what, at string
		k        workday.Count
		left     workday.Span
		time     time.Duration
	}{
		{"hours to the minute", "2026-08-05 12:30", answer, workday.Span{}, 21*time.Hour + 30*time.Minute},
		{"hours after the end", "2026-08-07 12:30", answer, workday.Span{}, 0},
		{"hours extended by days", "2026-08-05 12:30", c.Extend(answer, wd(3)), wd(4), 0},
		{"opening hours over night", "2026-10-03 17:00", count("2026-10-03 16:30", "4h B"), workday.Span{}, 3*time.Hour + 30*time.Minute},
		{"opening hours, paused when closed", "2026-10-03 20:00", count("2026-10-03 16:30", "4h B"), workday.Span{}, 2*time.Hour + 30*time.Minute},
		{"working days on the due day", "2026-08-07 20:00", count("2026-08-04 10:00", "3wd"), wd(0), 0},
		{"working days after the end", "2026-08-12 20:00", count("2026-08-04 10:00", "3wd"), wd(0), 0},
		{"a make-up Sunday is a day left", "2026-09-18 20:00", count("2026-09-18 10:00", "5wd"), wd(5), 0},
		{"24:00 belongs to the day that ends", "2026-08-05 24:00", count("2026-08-04 10:00", "3wd"), wd(2), 0},
		{"capped on a Sunday: one more day", "2026-08-06 10:00", c.Cap(count("2026-08-04 10:00", "5wd"), at(t, "2026-08-09")), wd(2), 0},
		{"natural days after the end", "2026-08-12 20:00", count("2026-08-04 10:00", "3nd"), workday.Span{Unit: workday.NaturalDays}, 0},
		{"months leave days", "2026-08-31 10:00", count("2026-08-04 10:00", "1mo"), workday.Span{N: 4, Unit: workday.NaturalDays}, 0},
		{
			"paused a second time", "2026-08-12 10:00", c.Resume(c.Pause(count("2026-08-04 10:00", "1mo"), at(t, "2026-08-10 10:00")), at(t, "2026-08-11 10:00"), wd(0)),
			workday.Span{N: 24, Unit: workday.NaturalDays},
			0,
		},
		{"a second time, hours extended by days", "2026-08-12 10:00", c.Resume(c.Pause(c.Extend(answer, wd(3)), at(t, "2026-08-05 10:00")), at(t, "2026-08-11 10:00"), wd(0)), wd(3), 0},
	} {
		got := c.Pause(p.k, at(t, p.at))
		if got.Left != p.left || got.LeftTime != p.time {
			t.Errorf("%s: left %v %s, want %v %s", p.what, got.Left, got.LeftTime, p.left, p.time)
		}
	}
}

// The trace of a resumed count: the pause stands still, then what was left, or
// the least.
func TestResumeTrace(t *testing.T) {
	t.Parallel()
	c := cn(t)
	k := c.Count(start(t, "2026-08-04 10:00"), rules["48h"])
	rest, resumed := c.Pause(k, at(t, "2026-08-05 09:00")), at(t, "2026-08-10 15:00")
	on := func(day int) workday.Date { return workday.On(2026, 8, day) }
	for least, want := range map[int][]workday.Stretch{
		0: {{From: on(6), To: on(9), Why: workday.InPause}, {From: on(10), To: on(11), Counted: true, Why: workday.ByHours}},
		2: {{From: on(6), To: on(10), Why: workday.InPause}, {From: on(11), To: on(12), Counted: true, Why: workday.Workday}},
	} {
		got := c.Resume(rest, resumed, workday.Span{N: least, Unit: workday.WorkingDays})
		if !slices.Equal(got.Trace, want) {
			t.Errorf("least %d: %+v", least, got.Trace)
		}
	}
}

func TestExtendInsideOpeningHours(t *testing.T) {
	t.Parallel()
	c := cn(t)
	k := c.Extend(c.Count(start(t, "2026-10-03 16:30"), rules["4h B"]), workday.Span{N: 7, Unit: workday.Hours})
	due(t, "4 h + 7 h of 09:00–18:00", k.Due, "2026-10-05 09:30")
	if k.Spent() != 3 || len(k.Trace) != 1 {
		t.Errorf("three days, each once: %+v", k.Trace)
	}
}

func TestCapOnTheFirstDay(t *testing.T) {
	t.Parallel()
	c := cn(t)
	k := c.Cap(c.Count(start(t, "2026-08-04 10:00"), working(3)), at(t, "2026-08-05"))
	if want := (workday.Stretch{From: date(t, "2026-08-05"), Counted: true, Why: workday.Workday}); len(k.Trace) != 1 || k.Trace[0] != want {
		t.Errorf("trace %+v", k.Trace)
	}
	due(t, "capped before it starts", c.Cap(k, at(t, "2026-08-01")).Due, "2026-08-04 10:00")
	if same := c.Cap(k, k.Due); len(same.Steps) != 1 {
		t.Error("a cap at the end changes nothing")
	}
}
