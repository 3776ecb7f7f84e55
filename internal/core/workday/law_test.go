package workday_test

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/workday"
)

// rules are the lengths as a procedure file writes them: R rolls, G is the rest
// guard at noon, B counts inside 09:00–18:00.
var rules = map[string]workday.Rule{
	"24h G": {Span: workday.Span{N: 24, Unit: workday.Hours}, RestGuard: 12 * time.Hour},
	"24h":   {Span: workday.Span{N: 24, Unit: workday.Hours}},
	"48h G": {Span: workday.Span{N: 48, Unit: workday.Hours}, RestGuard: 12 * time.Hour},
	"48h":   {Span: workday.Span{N: 48, Unit: workday.Hours}},
	"72h":   {Span: workday.Span{N: 72, Unit: workday.Hours}},
	"4h B": {
		Span:     workday.Span{N: 4, Unit: workday.Hours},
		Business: &workday.OpenHours{Open: 9 * time.Hour, Close: 18 * time.Hour},
	},
	"3nd R": rolling(3), "5nd R": rolling(5), "7nd R": rolling(7), "30nd R": rolling(30),
	"3nd": natural(3), "7nd": natural(7), "60nd": natural(60),
	"1wd": working(1), "2wd": working(2), "3wd": working(3), "5wd": working(5),
	"7wd": working(7), "10wd": working(10), "11wd": working(11), "15wd": working(15),
	"1mo": months(1), "6mo R": {Span: workday.Span{N: 6, Unit: workday.Months}, Roll: true},
}

func working(n int) workday.Rule {
	return workday.Rule{Span: workday.Span{N: n, Unit: workday.WorkingDays}}
}

func natural(n int) workday.Rule {
	return workday.Rule{Span: workday.Span{N: n, Unit: workday.NaturalDays}}
}

func months(n int) workday.Rule {
	return workday.Rule{Span: workday.Span{N: n, Unit: workday.Months}}
}

func rolling(n int) workday.Rule {
	r := natural(n)
	r.Roll = true
	return r
}

// Every date worked out in domain.md §3.5 and procedure.md §6 that is pure
// counting: start, length, due. A start "24:00" is the due instant of an expired
// deadline; a due day without a time ends at 24:00.
var worked = []struct{ source, start, rule, due string }{
	{"§3.5 Spring Festival", "2026-02-12 10:00", "3wd", "2026-02-24"},
	{"§3.5 Labour Day", "2026-04-30 10:00", "3wd", "2026-05-08"},
	{"§3.5 Sun 20 Sep is a workday", "2026-09-18 10:00", "5wd", "2026-09-24"},
	{"§3.5 National Day", "2026-09-30 10:00", "7wd", "2026-10-15"},
	{"§3.5 National Day 2025", "2025-09-26 10:00", "7wd", "2025-10-13"},
	{"§3.5 16 Feb rolls", "2026-02-09 10:00", "7nd R", "2026-02-24"},
	{"§3.5 4 May rolls", "2026-04-27 10:00", "7nd R", "2026-05-06"},

	{"1 K_INTAKE", "2026-04-20 10:00", "24h", "2026-04-21 10:00"},
	{"1 K_ANS", "2026-04-21 15:00", "48h G", "2026-04-23 15:00"},
	{"1 K_NEG", "2026-04-21 15:00", "5wd", "2026-04-28"},
	{"1 K_EVD", "2026-04-24 15:00", "3wd", "2026-04-29"},
	{"1 K_XEX", "2026-04-29 24:00", "2wd", "2026-05-06"},
	{"1 K_ADJ", "2026-05-06 24:00", "5wd", "2026-05-12"},
	{"1 K_PLATFORM", "2026-04-23 15:00", "15wd", "2026-05-18"},
	{"1 K_TOTAL, no roll", "2026-04-20 15:00", "60nd", "2026-06-19"},
	{"1 K_APP", "2026-05-11 16:00", "7nd R", "2026-05-18"},

	{"2 K_ANS", "2026-02-10 14:00", "48h G", "2026-02-12 14:00"},
	{"2 K_NEG", "2026-02-10 14:00", "5wd", "2026-02-24"},
	{"2 K_ESC", "2026-02-24 24:00", "7nd R", "2026-03-03"},
	{"2 K_PLATFORM", "2026-03-02 19:00", "15wd", "2026-03-23"},
	{"2 K_EVD", "2026-03-03 10:00", "3wd", "2026-03-06"},
	{"2 K_XEX", "2026-03-06 24:00", "2wd", "2026-03-10"},
	{"2 K_MED uncapped", "2026-03-10 24:00", "5wd", "2026-03-17"},
	{"2 K_ADJ", "2026-03-16 24:00", "5wd", "2026-03-23"},

	{"3 rest guard", "2026-10-02 08:00", "48h G", "2026-10-08 12:00"},
	{"3 rest guard, 24 h variant", "2026-10-02 08:00", "24h G", "2026-10-08 12:00"},
	{"3 touches a workday", "2026-09-30 20:00", "48h G", "2026-10-02 20:00"},
	{"3 ends on a workday", "2026-10-17 09:00", "48h G", "2026-10-19 09:00"},
	{"3 K_NEG", "2026-10-02 08:00", "5wd", "2026-10-13"},

	{"4 K_APP", "2026-09-28 10:00", "7nd R", "2026-10-08"},
	{"4 K_REPLY", "2026-10-08 24:00", "2wd", "2026-10-10"},
	{"4 K_REV", "2026-10-08 24:00", "5wd", "2026-10-14"},
	{"4 K_SUP", "2026-10-14 24:00", "2wd", "2026-10-16"},
	{"4 K_SUP2", "2026-10-16 24:00", "3wd", "2026-10-21"},
	{"4 K_LAST", "2026-10-14 24:00", "10wd", "2026-10-28"},
	{"4 K_HUMAN", "2026-10-29 09:00", "30nd R", "2026-11-30"},
	{"4 remanded: K_EVD", "2026-10-15 09:00", "3wd", "2026-10-20"},
	{"4 remanded: K_XEX", "2026-10-20 24:00", "2wd", "2026-10-22"},
	{"4 remanded: K_ADJ", "2026-10-22 24:00", "5wd", "2026-10-29"},
	{"4 K_REMAND", "2026-10-14 11:00", "11wd", "2026-10-29"},

	{"5 K_RET", "2026-09-21 10:00", "7nd R", "2026-09-28"},
	{"5 K_RETG", "2026-09-28 24:00", "3nd R", "2026-10-08"},
	{"5 K_RETL", "2026-10-09 09:00", "72h", "2026-10-12 09:00"},
	{"5 K_INSP", "2026-10-01 10:00", "5nd R", "2026-10-08"},
	{"5 K_REFD", "2026-10-01 10:00", "7nd R", "2026-10-08"},
	{"5 K_RD_ANS", "2026-10-08 18:00", "48h G", "2026-10-10 18:00"},
	{"5 K_RD_EVD", "2026-10-10 18:00", "3wd", "2026-10-14"},
	{"5 K_RD_ADJ", "2026-10-14 24:00", "3wd", "2026-10-19"},

	{"6 K_NEG", "2026-02-14 10:00", "5wd", "2026-02-28"},
	{"6 K_ESC", "2026-02-28 24:00", "7nd R", "2026-03-09"},
	{"6 K_PLATFORM", "2026-03-09 17:00", "15wd", "2026-03-30"},
	{"6 K_TOTAL", "2026-02-13 10:00", "60nd", "2026-04-14"},

	{"7 K_INTAKE", "2026-06-15 09:00", "24h", "2026-06-16 09:00"},
	{"7 K_ANS, no guard", "2026-06-17 09:00", "48h G", "2026-06-19 09:00"},
	{"7 K_EVD", "2026-06-20 09:00", "3wd", "2026-06-24"},
	{"7 K_XEX", "2026-06-24 24:00", "2wd", "2026-06-26"},
	{"7 K_ADJ", "2026-06-26 24:00", "5wd", "2026-07-03"},
	{"7 K_SUP", "2026-07-03 24:00", "2wd", "2026-07-07"},
	{"7 K_SUP2", "2026-07-07 24:00", "3wd", "2026-07-10"},
	{"7 K_PLATFORM", "2026-06-19 09:00", "15wd", "2026-07-10"},
	{"7 K_LAST", "2026-07-10 24:00", "10wd", "2026-07-24"},
	{"7 own payment", "2026-07-26 08:00", "24h", "2026-07-27 08:00"},
	{"7 K_HUMAN", "2026-07-26 08:00", "30nd R", "2026-08-25"},

	{"8 K_PLATFORM", "2026-08-03 10:00", "15wd", "2026-08-24"},
	{"8 K_EVD", "2026-08-04 10:00", "3wd", "2026-08-07"},
	{"8 K_STAY", "2026-08-05 10:00", "30nd R", "2026-09-04"},

	{"CivC 202: end of a shorter month", "2026-01-31 10:00", "1mo", "2026-02-28"},
	{"CivC 202: leap year", "2024-01-31 10:00", "1mo", "2024-02-29"},
	{"CivC 202: matching day", "2026-02-28 10:00", "1mo", "2026-03-28"},
	{"K_POLICE: 4 Oct rolls", "2026-04-04 10:00", "6mo R", "2026-10-08"},
	{"a start at 00:00 is that day", "2026-04-30 00:00", "3wd", "2026-05-08"},
	{"natural days without roll", "2026-04-27 10:00", "7nd", "2026-05-04"},
	{"hours never roll", "2026-09-30 10:00", "72h", "2026-10-03 10:00"},
	{"jd K_EVD inside opening hours", "2026-10-03 10:15", "4h B", "2026-10-03 14:15"},
	{"jd K_EVD over night", "2026-10-03 16:30", "4h B", "2026-10-04 11:30"},
	{"jd K_EVD before opening", "2026-10-03 06:00", "4h B", "2026-10-03 13:00"},
	{"jd K_EVD to the closing minute", "2026-10-03 14:00", "4h B", "2026-10-03 18:00"},
	{"jd K_EVD after closing", "2026-10-03 18:00", "4h B", "2026-10-04 13:00"},
}

// start reads a start; 24:00 is a due instant.
func start(t testing.TB, text string) workday.Start {
	return workday.Start{At: at(t, text), FromDue: len(text) > 11 && text[11:] == "24:00"}
}

func TestWorkedDates(t *testing.T) {
	t.Parallel()
	c := cn(t)
	for _, w := range worked {
		got := c.Count(start(t, w.start), rules[w.rule])
		if want := at(t, w.due); !got.Due.Equal(want) {
			t.Errorf("%s: %s + %s = %s, want %s", w.source, w.start, w.rule, got.Due, want)
		}
		if got.Provisional {
			t.Errorf("%s: provisional inside the calendar", w.source)
		}
	}
}
