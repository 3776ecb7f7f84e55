// Package proceduretest gives tests of procedure files the calendar of domain.md
// §5, typed again from there, so that a test does not learn the days from the file
// that others check. It never reads a file.
package proceduretest

import (
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/workday"
)

// Calendar is the calendar of domain.md §5, 2024 to 2026.
func Calendar() workday.Calendar { return calendar(2024) }

// Calendar2026 has the days of one year: sums over it cost a third.
func Calendar2026() workday.Calendar { return calendar(2026) }

func calendar(from int) workday.Calendar {
	years := []workday.Year{
		year(2024, "01-01 02-10…02-17 04-04…04-06 05-01…05-05 06-10 09-15…09-17 10-01…10-07", "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12"),
		year(2025, "01-01 01-28…02-04 04-04…04-06 05-01…05-05 05-31…06-02 10-01…10-08", "01-26 02-08 04-27 09-28 10-11"),
		year(2026, "01-01…01-03 02-15…02-23 04-04…04-06 05-01…05-05 06-19…06-21 09-25…09-27 10-01…10-07", "01-04 02-14 02-28 05-09 09-20 10-10"),
	}
	c, err := workday.New("cn", 8*60*60, years[from-2024:])
	if err != nil {
		panic(err)
	}
	return c
}

func year(n int, off, makeup string) workday.Year {
	y := workday.Year{Year: n}
	for _, days := range strings.Fields(off) {
		from, to, ok := strings.Cut(days, "…")
		if !ok {
			to = from
		}
		y.Off = append(y.Off, workday.Range{From: date(n, from), To: date(n, to)})
	}
	for _, day := range strings.Fields(makeup) {
		y.Makeup = append(y.Makeup, workday.MakeupDay{Date: date(n, day)})
	}
	return y
}

func date(year int, monthDay string) workday.Date {
	d, err := workday.ParseDate(strconv.Itoa(year) + "-" + monthDay)
	if err != nil {
		panic(err)
	}
	return d
}
