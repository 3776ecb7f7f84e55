package workday

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Range is a run of days off, both ends included.
type Range struct {
	From, To Date
	Name     Name
}

// MakeupDay is a weekend day worked in exchange for a day off.
type MakeupDay struct {
	Date Date
	Name Name // of the holiday it makes up for
}

// Year is what was published for one year. Days off may reach into December of
// the year before: the paper for 2019 took 31 Dec 2018.
type Year struct {
	Year   int
	Off    []Range
	Makeup []MakeupDay
}

// Calendar tells working days from rest days: a make-up day, or Mon–Fri that is
// not off. The zero Calendar knows no holiday and counts in UTC.
type Calendar struct {
	name string
	zone *time.Location
	year map[int]bool
	off  map[Date]Name
	made map[Date]Name
}

// ErrCalendar means the published days contradict each other.
var ErrCalendar = errors.New("workday: calendar")

// New builds a calendar from what was published. Zone is seconds east of UTC,
// without daylight saving (China: 28800).
//
// Errors: ErrCalendar, with the day that is wrong.
func New(name string, zone int, years []Year) (Calendar, error) {
	if zone <= -86400/2 || zone > 14*3600 {
		return Calendar{}, fmt.Errorf("%w: zone %d s", ErrCalendar, zone)
	}
	c := Calendar{
		name: name, zone: time.FixedZone(zoneName(zone), zone),
		year: map[int]bool{}, off: map[Date]Name{}, made: map[Date]Name{},
	}
	for _, y := range years {
		if c.year[y.Year] {
			return Calendar{}, fmt.Errorf("%w: %d twice", ErrCalendar, y.Year)
		}
		c.year[y.Year] = true
		if err := c.load(y); err != nil {
			return Calendar{}, err
		}
	}
	return c, nil
}

func (c Calendar) load(y Year) error {
	for _, r := range y.Off {
		if r.To < r.From || r.To-r.From > 31 {
			return fmt.Errorf("%w: off %s to %s", ErrCalendar, r.From, r.To)
		}
		for d := r.From; d <= r.To; d++ {
			if err := c.put(c.off, d, y.Year, r.Name); err != nil {
				return err
			}
		}
	}
	for _, m := range y.Makeup {
		if w := m.Date.Weekday(); w != time.Saturday && w != time.Sunday {
			return fmt.Errorf("%w: make-up day %s is a %s", ErrCalendar, m.Date, w)
		}
		if err := c.put(c.made, m.Date, y.Year, m.Name); err != nil {
			return err
		}
	}
	return nil
}

func (c Calendar) put(days map[Date]Name, d Date, year int, name Name) error {
	_, off := c.off[d]
	_, made := c.made[d]
	switch {
	case d < On(year-1, time.December, 15) || d > On(year, time.December, 31):
		return fmt.Errorf("%w: %s is not of %d", ErrCalendar, d, year)
	case off || made:
		return fmt.Errorf("%w: %s twice", ErrCalendar, d)
	}
	days[d] = name
	return nil
}

func zoneName(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	return fmt.Sprintf("%c%02d:%02d", sign, seconds/3600, seconds/60%60)
}

// Name is what the calendar is called in rulebooks: "cn".
func (c Calendar) Name() string { return c.name }

// Zone is the zone the days are counted in.
func (c Calendar) Zone() *time.Location {
	if c.zone == nil {
		return time.UTC
	}
	return c.zone
}

// Date is the day of an instant in the calendar's zone.
func (c Calendar) Date(t time.Time) Date { return On(t.In(c.Zone()).Date()) }

// Midnight is 00:00 of a day.
func (c Calendar) Midnight(d Date) time.Time {
	year, month, dayOfMonth := d.Civil()
	return time.Date(year, month, dayOfMonth, 0, 0, 0, 0, c.Zone())
}

// End is 24:00 of a day: 00:00 of the next.
func (c Calendar) End(d Date) time.Time { return c.Midnight(d + 1) }

// Covers tells whether the day is settled by what was published. The last three
// days of a year are settled only with the next year's paper, which may take
// them (31 Dec 2018 was off, 29 Dec 2018 worked, by the paper for 2019).
func (c Calendar) Covers(d Date) bool {
	year, month, dayOfMonth := d.Civil()
	return c.year[year] && (c.year[year+1] || month < time.December || dayOfMonth < 29)
}

// Through is the last settled day without a gap before it; operators are told 60
// days before. Zero when no year is loaded.
func (c Calendar) Through() Date {
	var first int
	for y := range c.year {
		if first == 0 || y < first {
			first = y
		}
	}
	if first == 0 {
		return 0
	}
	for c.year[first+1] {
		first++
	}
	return On(first, time.December, 28)
}

// IsWorkday tells whether the day of the instant is a working day.
func (c Calendar) IsWorkday(t time.Time) bool { return c.works(c.Date(t)) }

func (c Calendar) works(d Date) bool {
	works, _, _ := c.judge(d)
	return works
}

// judge tells working days from rest days, and why.
func (c Calendar) judge(d Date) (works bool, why Why, name Name) {
	if name, ok := c.made[d]; ok {
		return true, Makeup, name
	}
	if name, ok := c.off[d]; ok {
		return false, Holiday, name
	}
	if slices.Contains([]time.Weekday{time.Saturday, time.Sunday}, d.Weekday()) {
		return false, Weekend, Name{}
	}
	return true, Workday, Name{}
}
