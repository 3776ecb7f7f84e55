package workday_test

import (
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/workday"
)

// The PRC days of domain.md §5, typed again here by hand, so that the test does
// not learn them from the file it checks.
const papers = `
off 2024-01-01 2024-01-01 元旦
off 2024-02-10 2024-02-17 春节
off 2024-04-04 2024-04-06 清明节
off 2024-05-01 2024-05-05 劳动节
off 2024-06-10 2024-06-10 端午节
off 2024-09-15 2024-09-17 中秋节
off 2024-10-01 2024-10-07 国庆节
makeup 2024-02-04 2024-02-18 春节
makeup 2024-04-07 清明节
makeup 2024-04-28 2024-05-11 劳动节
makeup 2024-09-14 中秋节
makeup 2024-09-29 2024-10-12 国庆节
off 2025-01-01 2025-01-01 元旦
off 2025-01-28 2025-02-04 春节
off 2025-04-04 2025-04-06 清明节
off 2025-05-01 2025-05-05 劳动节
off 2025-05-31 2025-06-02 端午节
off 2025-10-01 2025-10-08 国庆节、中秋节
makeup 2025-01-26 2025-02-08 春节
makeup 2025-04-27 劳动节
makeup 2025-09-28 2025-10-11 国庆节、中秋节
off 2026-01-01 2026-01-03 元旦
off 2026-02-15 2026-02-23 春节
off 2026-04-04 2026-04-06 清明节
off 2026-05-01 2026-05-05 劳动节
off 2026-06-19 2026-06-21 端午节
off 2026-09-25 2026-09-27 中秋节
off 2026-10-01 2026-10-07 国庆节
makeup 2026-01-04 元旦
makeup 2026-02-14 2026-02-28 春节
makeup 2026-05-09 劳动节
makeup 2026-09-20 2026-10-10 国庆节
`

func cn(t testing.TB) workday.Calendar {
	t.Helper()
	years := []workday.Year{{Year: 2024}, {Year: 2025}, {Year: 2026}}
	for line := range strings.Lines(strings.TrimSpace(papers)) {
		f := strings.Fields(line)
		name := workday.Name{ZH: f[len(f)-1]}
		dates := f[1 : len(f)-1]
		y := &years[date(t, dates[0]).Year()-2024]
		if f[0] == "off" {
			y.Off = append(y.Off, workday.Range{From: date(t, dates[0]), To: date(t, dates[1]), Name: name})
			continue
		}
		for _, d := range dates {
			y.Makeup = append(y.Makeup, workday.MakeupDay{Date: date(t, d), Name: name})
		}
	}
	c, err := workday.New("cn", 8*3600, years)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func date(t testing.TB, text string) workday.Date {
	t.Helper()
	d, err := workday.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

var china = time.FixedZone("+08:00", 8*3600)

// at reads "2026-10-02 08:00"; "2026-10-02 24:00" or "2026-10-02" alone is the
// end of that day.
func at(t testing.TB, text string) time.Time {
	t.Helper()
	day, clock, timed := strings.Cut(text, " ")
	if !timed || clock == "24:00" {
		return cnEnd(t, day)
	}
	instant, err := time.ParseInLocation("2006-01-02 15:04", text, china)
	if err != nil {
		t.Fatal(err)
	}
	return instant
}

func cnEnd(t testing.TB, day string) time.Time {
	instant, err := time.ParseInLocation(time.DateOnly, day, china)
	if err != nil {
		t.Fatal(err)
	}
	return instant.AddDate(0, 0, 1)
}

// paperDays are the days of 2024–2026 and, by name, those off and those made up.
func paperDays(t testing.TB, off, made map[string]bool) (days []time.Time) {
	t.Helper()
	for line := range strings.Lines(strings.TrimSpace(papers)) {
		f := strings.Fields(line)
		if f[0] == "makeup" {
			for _, d := range f[1 : len(f)-1] {
				made[d] = true
			}
			continue
		}
		for d := at(t, f[1]+" 00:00"); d.Before(at(t, f[2])); d = d.AddDate(0, 0, 1) {
			off[d.Format(time.DateOnly)] = true
		}
	}
	for d := at(t, "2024-01-01 00:00"); d.Before(at(t, "2026-12-31")); d = d.AddDate(0, 0, 1) {
		days = append(days, d)
	}
	return days
}
