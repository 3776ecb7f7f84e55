package rulebookfile_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tianping-odr/tianping/internal/core/workday"
	"github.com/tianping-odr/tianping/internal/office/rulebookfile"
)

// The days of domain.md §5, typed here a second time: off days and make-up days.
var publishedCN = []string{
	"2024 off 0101 0210-0217 0404-0406 0501-0505 0610 0915-0917 1001-1007",
	"2024 made 0204 0218 0407 0428 0511 0914 0929 1012",
	"2025 off 0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008",
	"2025 made 0126 0208 0427 0928 1011",
	"2026 off 0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007",
	"2026 made 0104 0214 0228 0509 0920 1010",
}

func TestEmbeddedCalendarIsAsPublished(t *testing.T) {
	t.Parallel()
	cn, err := rulebookfile.EmbeddedCalendar("cn")
	if err != nil {
		t.Fatal(err)
	}
	special := map[workday.Date]bool{} // true: worked
	for _, line := range publishedCN {
		f := strings.Fields(line)
		for _, run := range f[2:] {
			from, to, _ := strings.Cut(run, "-")
			for d := dayIn(t, f[0], from); d <= dayIn(t, f[0], max(from, to)); d++ {
				special[d] = f[1] == "made"
			}
		}
	}
	worked := map[int]int{}
	for d := workday.On(2024, 1, 1); d <= workday.On(2026, 12, 31); d++ {
		want, named := special[d]
		if !named {
			want = d.Weekday() >= 1 && d.Weekday() <= 5
		}
		if got := cn.Days.IsWorkday(cn.Days.Midnight(d)); got != want {
			t.Errorf("%s: workday %v, published %v", d, got, want)
		}
		if want {
			worked[d.Year()]++
		}
	}
	if worked[2024] != 251 || worked[2025] != 248 || worked[2026] != 248 {
		t.Errorf("workdays in the years: %v", worked)
	}
}

func dayIn(t *testing.T, year, monthDay string) workday.Date {
	t.Helper()
	d, err := workday.ParseDate(year + "-" + monthDay[:2] + "-" + monthDay[2:])
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestEmbeddedCalendarSaysWhatItIs(t *testing.T) {
	t.Parallel()
	cn, err := rulebookfile.EmbeddedCalendar("cn")
	if err != nil {
		t.Fatal(err)
	}
	if cn.ID != "cn" || cn.Zone != "Asia/Shanghai" || cn.Days.Name() != "cn" || len(cn.Papers) != 3 || cn.Source.SHA256 == [32]byte{} {
		t.Errorf("%+v", cn)
	}
	if _, offset := cn.Days.Midnight(workday.On(2026, 7, 1)).Zone(); offset != 8*3600 {
		t.Errorf("counts %d s east of UTC", offset)
	}
	for _, p := range cn.Papers {
		if !strings.HasPrefix(p.Address, "https://www.gov.cn/") {
			t.Errorf("%d has no paper: %q", p.Year, p.Address)
		}
	}
	k := cn.Days.Count(workday.Start{At: cn.Days.Midnight(workday.On(2026, 9, 30))}, workday.Rule{Span: workday.Span{N: 3, Unit: workday.WorkingDays}})
	if want := (workday.Name{ZH: "国庆节", EN: "National Day"}); k.Trace[0].Name != want || k.Trace[2].Name != want || k.Trace[2].Why != workday.Makeup {
		t.Errorf("days carry their holiday: %+v", k.Trace)
	}
	if names := rulebookfile.CalendarNames(); !slices.Equal(names, []string{"cn"}) {
		t.Errorf("built-in calendars: %v", names)
	}
}

const smallCalendar = `calendar: xx
version: 1.0.0
effective_from: 2026-01-01
zone: Asia/Shanghai
offset: "+08:00"
text: {zh: 日历, en: Days}
holidays: {spring: {zh: 春节, en: Spring Festival}}
years:
  - {year: 2026, paper: none, off: [{from: 2026-02-16, to: 2026-02-20, holiday: spring}], makeup: [{date: 2026-02-28, holiday: spring}]}
`

// One line for each way to break a calendar, and the code it is refused with.
func TestCalendarRefusals(t *testing.T) {
	t.Parallel()
	if _, err := readSmall(smallCalendar); err != nil {
		t.Fatalf("the unbroken file: %v", err)
	}
	for _, b := range []struct{ was, is, code string }{
		{"calendar: xx", "calendar: cn", "id_is_not_the_name"},
		{"version: 1.0.0", "version: one", "bad_version"},
		{"version: 1.0.0\n", "", "missing_key"},
		{"version: 1.0.0", "versions: 1.0.0", "unknown_key"},
		{"effective_from: 2026-01-01", "effective_from: 2026-02-30", "bad_date"},
		{`"+08:00"`, "eight", "not_one_of"},
		{`"+08:00"`, "[8]", "not_text"},
		{"en: Days", "en: " + strings.Repeat("d", 41), "bad_text"},
		{"{zh: 日历, en: Days}", "{zh: 日历}", "missing_key"},
		{"holidays: {spring: {zh: 春节, en: Spring Festival}}", "holidays: null", "nothing"},
		{"holidays: {spring", "holidays: {Spring", "bad_key"},
		{"to: 2026-02-20, holiday: spring", "to: 2026-02-20, holiday: autumn", "not_one_of"},
		{"to: 2026-02-20", "until: 2026-02-20", "unknown_key"},
		{"year: 2026", "year: -1", "not_number"},
		{"paper: none, ", "", "missing_key"},
		{"to: 2026-02-20", "to: 2026-02-15", "calendar_contradicts"},
		{"date: 2026-02-28", "date: 2026-02-27", "calendar_contradicts"},
		{"year: 2026", "year: 2024", "calendar_contradicts"},
		{"date: 2026-02-28, holiday: spring", "date: 2026-02-28, date: 2026-02-28, holiday: spring", "duplicate_key"},
		{"{spring: {zh: 春节, en: Spring Festival}}", "{spring: &a {zh: 春节, en: Spring Festival}, x: *a}", "alias"},
	} {
		broken := strings.Replace(smallCalendar, b.was, b.is, 1)
		if broken == smallCalendar {
			t.Fatalf("%q is not in the file", b.was)
		}
		_, err := readSmall(broken)
		var found rulebookfile.Problems
		if !errors.As(err, &found) || found[0].Code != b.code || found[0].Line == 0 || found[0].ZH == "" {
			t.Errorf("%s → %s: %v, want %s with its line", b.was, b.is, err, b.code)
		}
	}
	if _, err := rulebookfile.EmbeddedCalendar("nowhere"); !errors.As(err, new(rulebookfile.Problems)) {
		t.Errorf("a calendar that is not there: %v", err)
	}
}

func readSmall(text string) (rulebookfile.Calendar, error) {
	return rulebookfile.ReadCalendar(fstest.MapFS{"calendar/xx.yaml": {Data: []byte(text)}}, "calendar/xx.yaml")
}

func FuzzCalendar(f *testing.F) {
	f.Add(smallCalendar)
	f.Add("calendar: xx\nyears: [{year: 2026}]")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := readSmall(text)
		if err == nil && c.ID != "xx" {
			t.Fatalf("read as %q", c.ID)
		}
	})
}
