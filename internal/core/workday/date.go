package workday

import (
	"fmt"
	"time"
)

// Date is a day without a time or zone: days since 1970-01-01. Zero is no date.
// Its text is 2026-10-01.
type Date int

// On is the date of a year, month and day; out-of-range values carry over.
func On(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// ParseDate reads 2026-10-01. Errors: those of time.Parse.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return 0, fmt.Errorf("workday: date: %w", err)
	}
	return On(t.Date()), nil
}

// Civil is year, month and day.
func (d Date) Civil() (int, time.Month, int) { return d.utc().Date() }

// Year is the year of the date.
func (d Date) Year() int { return d.utc().Year() }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// String is 2026-10-01; empty for no date.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return d.utc().Format(time.DateOnly)
}

// MarshalText writes 2026-10-01.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads 2026-10-01, or nothing for no date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = 0
		return nil
	}
	parsed, err := ParseDate(string(text))
	*d = parsed
	return err
}

func (d Date) utc() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// addMonths goes to the same day n months on, or to the last day of a shorter month.
func (d Date) addMonths(n int) Date {
	year, month, dayOfMonth := d.Civil()
	last := On(year, month+time.Month(n)+1, 0)
	return min(last, On(year, month+time.Month(n), 1)+Date(dayOfMonth-1))
}
