package workday_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/workday"
)

// A count is part of stored events, so its bytes are a contract: these texts may
// gain cases, never change.
func TestStoredForm(t *testing.T) {
	t.Parallel()
	c := cn(t)
	for _, s := range []struct {
		name string
		k    workday.Count
		want string
	}{
		{
			"rest guard", c.Count(start(t, "2026-10-02 08:00"), rules["48h G"]),
			`{"calendar":"cn","start":{"at":"2026-10-02T08:00:00+08:00"},"rule":{"span":{"n":48,"unit":"h"},"rest_guard_ns":43200000000000},"due":"2026-10-08T12:00:00+08:00",` +
				`"trace":[{"from":"2026-10-02","to":"2026-10-04","counted":true,"why":"holiday","name":{"zh":"国庆节","en":""}},` +
				`{"from":"2026-10-05","to":"2026-10-07","why":"holiday","name":{"zh":"国庆节","en":""}},{"from":"2026-10-08","why":"rest_guard"}],` +
				`"steps":[{"change":"guarded","was":"2026-10-04T08:00:00+08:00"}]}`,
		},
		{
			"extended from a due instant", c.Extend(c.Count(start(t, "2026-03-10 24:00"), working(3)), workday.Span{N: 1, Unit: workday.WorkingDays}),
			`{"calendar":"cn","start":{"at":"2026-03-11T00:00:00+08:00","from_due":true},"rule":{"span":{"n":3,"unit":"wd"}},"due":"2026-03-17T00:00:00+08:00",` +
				`"trace":[{"from":"2026-03-11","to":"2026-03-13","counted":true,"why":"workday"},{"from":"2026-03-14","to":"2026-03-15","why":"weekend"},` +
				`{"from":"2026-03-16","counted":true,"why":"workday"}],"steps":[{"change":"extended","was":"2026-03-14T00:00:00+08:00","by":{"n":1,"unit":"wd"}}]}`,
		},
		{
			"rolled", c.Count(start(t, "2026-09-28 10:00"), rules["7nd R"]),
			`{"calendar":"cn","start":{"at":"2026-09-28T10:00:00+08:00"},"rule":{"span":{"n":7,"unit":"nd"},"roll":true},"due":"2026-10-09T00:00:00+08:00",` +
				`"trace":[{"from":"2026-09-29","to":"2026-10-04","counted":true,"why":"natural"},` +
				`{"from":"2026-10-05","counted":true,"why":"holiday","name":{"zh":"国庆节","en":""}},` +
				`{"from":"2026-10-06","to":"2026-10-07","why":"holiday","name":{"zh":"国庆节","en":""}},{"from":"2026-10-08","why":"rolled"}],` +
				`"steps":[{"change":"rolled","was":"2026-10-06T00:00:00+08:00"}]}`,
		},
		{
			"resumed", c.Resume(c.Pause(c.Count(start(t, "2026-08-04 10:00"), working(3)), at(t, "2026-08-05 10:00")), at(t, "2026-09-04"), workday.Span{N: 2, Unit: workday.WorkingDays}),
			`{"calendar":"cn","start":{"at":"2026-09-05T00:00:00+08:00","from_due":true},"rule":{"span":{"n":3,"unit":"wd"}},"due":"2026-09-09T00:00:00+08:00",` +
				`"trace":[{"from":"2026-08-06","to":"2026-09-04","why":"pause"},{"from":"2026-09-05","to":"2026-09-06","why":"weekend"},{"from":"2026-09-07","to":"2026-09-08","counted":true,"why":"workday"}],` +
				`"resumed":{"at":"2026-08-05T10:00:00+08:00","rule":{"span":{"n":3,"unit":"wd"}},"left":{"n":2,"unit":"wd"},"least":{"n":2,"unit":"wd"}}}`,
		},
	} {
		got, err := json.Marshal(s.k)
		if err != nil || string(got) != s.want {
			t.Errorf("%s: %v\n got %s\nwant %s", s.name, err, got, s.want)
		}
		var back workday.Count
		if err := json.Unmarshal(got, &back); err != nil {
			t.Fatal(err)
		}
		if again, err := json.Marshal(back); err != nil || string(again) != s.want {
			t.Errorf("%s: read and written again: %v %s", s.name, err, again)
		}
		if same := c.Recount(back); !same.Due.Equal(s.k.Due) || len(same.Steps) != len(s.k.Steps) {
			t.Errorf("%s: counted again from its stored form: %+v", s.name, same)
		}
	}
}

// FuzzStoredCount: whatever JSON decodes to a count with a lawful rule can be
// paused, extended and counted again without a panic, and never ends earlier.
func FuzzStoredCount(f *testing.F) {
	c := cn(f)
	for _, s := range []string{"2026-10-02 08:00", "2026-03-10 24:00"} {
		for _, name := range []string{"48h G", "5wd", "7nd R", "6mo R", "4h B"} {
			b, err := json.Marshal(c.Count(start(f, s), rules[name]))
			if err != nil {
				f.Fatal(err)
			}
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, stored []byte) {
		var k workday.Count
		if json.Unmarshal(stored, &k) != nil || k.Rule.Check() != nil || !near(c, k) {
			return
		}
		k = c.Count(k.Start, k.Rule)
		if c.Recount(k).Due.Before(k.Due) {
			t.Fatal("counted again, ends earlier")
		}
		half := k.Start.At.Add(k.Due.Sub(k.Start.At) / 2)
		if same := c.Resume(c.Pause(k, half), half, workday.Span{}); same.Due.Before(k.Due) {
			t.Fatalf("paused for no time at %s: %s before %s", half, same.Due, k.Due)
		}
		if longer := c.Extend(k, workday.Span{N: 1, Unit: workday.WorkingDays}); !longer.Due.After(k.Due) {
			t.Fatal("an extension that does not extend")
		}
	})
}

// near keeps the fuzzer to instants JSON can write and loops that end soon.
func near(c workday.Calendar, k workday.Count) bool {
	y := k.Start.At.Year()
	return y > 1970 && y < 2200 && k.Rule.Span.N < 1000 && c.Date(k.Start.At) != 0
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"2026-10-01", "", "1969-12-31", "2024-02-29", "2026-13-01"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := workday.ParseDate(text)
		if err == nil && d != 0 && d.String() != text {
			t.Fatalf("%q read as %s", text, d)
		}
	})
}

func TestBeyondTheCalendar(t *testing.T) {
	t.Parallel()
	c := cn(t)
	for _, b := range []struct {
		start, rule, due string
		provisional      bool
	}{
		{"2026-12-22 10:00", "3wd", "2026-12-25", false},
		{"2026-12-22 10:00", "5wd", "2026-12-29", true}, // the paper for 2027 may still take 29–31 Dec
		{"2026-12-30 10:00", "5wd", "2027-01-06", true},
		{"2026-12-30 10:00", "7nd", "2027-01-06", false}, // no day is judged
		{"2026-12-27 10:00", "7nd R", "2027-01-04", true},
		{"2026-12-30 10:00", "72h", "2027-01-02 10:00", false},
		{"2027-01-02 10:00", "24h G", "2027-01-04 12:00", true},
		{"2023-12-29 10:00", "1wd", "2024-01-02", true},
	} {
		k := c.Count(start(t, b.start), rules[b.rule])
		due(t, b.start+" + "+b.rule, k.Due, b.due)
		if k.Provisional != b.provisional {
			t.Errorf("%s + %s: provisional %v", b.start, b.rule, k.Provisional)
		}
	}
	if c.Through() != date(t, "2026-12-28") || c.Covers(date(t, "2027-01-01")) || !c.Covers(date(t, "2025-12-31")) {
		t.Errorf("settled through %s", c.Through())
	}
	if got := (workday.Calendar{}).Through(); got != 0 {
		t.Errorf("an empty calendar settles %s", got)
	}
}

// The paper of a new year: confirmed, extended, and never shortened.
func TestRecount(t *testing.T) {
	t.Parallel()
	name := workday.Name{ZH: "元旦"}
	with := func(years ...workday.Year) workday.Calendar {
		c, err := workday.New("cn", 8*3600, years)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	y26, y28 := workday.Year{Year: 2026}, workday.Year{Year: 2028}
	y27 := workday.Year{
		Year:   2027,
		Off:    []workday.Range{{From: date(t, "2026-12-31"), To: date(t, "2027-01-03"), Name: name}},
		Makeup: []workday.MakeupDay{{Date: date(t, "2027-01-09"), Name: name}},
	}
	old, now := with(y26), with(y26, y27, y28)
	for _, r := range []struct {
		start, rule, was, is string
		kept                 bool
	}{
		{"2026-12-25 10:00", "3wd", "2026-12-30", "2026-12-30", false},
		{"2026-12-29 10:00", "3wd", "2027-01-01", "2027-01-05", false},
		{"2026-12-30 10:00", "7wd", "2027-01-08", "2027-01-11", false},
		{"2027-01-05 10:00", "5wd", "2027-01-12", "2027-01-12", true}, // would be 01-11
	} {
		k := old.Count(start(t, r.start), rules[r.rule])
		due(t, "as served", k.Due, r.was)
		again := now.Recount(k)
		due(t, "recounted "+r.start+" + "+r.rule, again.Due, r.is)
		longer := old.Extend(k, workday.Span{N: 2, Unit: workday.WorkingDays})
		shifted := old.Shift(k, k.Due, longer.Due)
		if !now.Recount(shifted).Due.Equal(now.Recount(longer).Due) || !now.Recount(longer).Due.After(again.Due) {
			t.Errorf("%s: extended %s, shifted %s", r.start, now.Recount(longer).Due, now.Recount(shifted).Due)
		}
		if !k.Provisional || again.Provisional || again.Has(workday.Kept) != r.kept {
			t.Errorf("%s: %+v", r.start, again)
		}
	}
}

func TestCalendarRefusesContradictions(t *testing.T) {
	t.Parallel()
	mon, sat := date(t, "2026-03-02"), date(t, "2026-03-07")
	for name, years := range map[string][]workday.Year{
		"a year twice":           {{Year: 2026}, {Year: 2026}},
		"a reversed range":       {{Year: 2026, Off: []workday.Range{{From: sat, To: mon}}}},
		"a range over a month":   {{Year: 2026, Off: []workday.Range{{From: mon, To: mon + 40}}}},
		"off twice":              {{Year: 2026, Off: []workday.Range{{From: mon, To: sat}, {From: sat, To: sat}}}},
		"off and made up":        {{Year: 2026, Off: []workday.Range{{From: sat, To: sat}}, Makeup: []workday.MakeupDay{{Date: sat}}}},
		"a make-up on a weekday": {{Year: 2026, Makeup: []workday.MakeupDay{{Date: mon}}}},
		"a day of another year":  {{Year: 2025, Off: []workday.Range{{From: mon, To: mon}}}},
	} {
		if _, err := workday.New("cn", 28800, years); !errors.Is(err, workday.ErrCalendar) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := workday.New("cn", 20*3600, nil); !errors.Is(err, workday.ErrCalendar) {
		t.Errorf("a zone of +20 h: %v", err)
	}
}

func TestRuleCheck(t *testing.T) {
	t.Parallel()
	open := func(from, to time.Duration) *workday.OpenHours { return &workday.OpenHours{Open: from, Close: to} }
	h4, wd3 := workday.Span{N: 4, Unit: workday.Hours}, workday.Span{N: 3, Unit: workday.WorkingDays}
	for name, r := range map[string]workday.Rule{
		"no unit":                {},
		"unknown unit":           {Span: workday.Span{N: 1, Unit: "weeks"}},
		"below zero":             {Span: workday.Span{N: -1, Unit: workday.Hours}},
		"beyond ten years":       {Span: workday.Span{N: 121, Unit: workday.Months}},
		"guard on days":          {Span: wd3, RestGuard: time.Hour},
		"guard and opening":      {Span: h4, RestGuard: time.Hour, Business: open(time.Hour, 2*time.Hour)},
		"guard at 24:00":         {Span: h4, RestGuard: 24 * time.Hour},
		"opening hours on days":  {Span: wd3, Business: open(time.Hour, 2*time.Hour)},
		"closes before it opens": {Span: h4, Business: open(2*time.Hour, time.Hour)},
		"never opens":            {Span: h4, Business: open(2*time.Hour, 2*time.Hour)},
		"closes after midnight":  {Span: h4, Business: open(2*time.Hour, 25*time.Hour)},
	} {
		if err := r.Check(); !errors.Is(err, workday.ErrRule) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, r := range rules {
		if err := r.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTimeOfDay(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{"00:00": 0, "09:30": 9*time.Hour + 30*time.Minute, "23:59": 24*time.Hour - time.Minute, "24:00": 24 * time.Hour} {
		if got, err := workday.TimeOfDay(text); got != want || err != nil {
			t.Errorf("%s: %s %v", text, got, err)
		}
	}
	for _, text := range []string{"", "9:00", "24:01", "12:60", "12.00", "noon", "12:00:00"} {
		if _, err := workday.TimeOfDay(text); !errors.Is(err, workday.ErrRule) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
