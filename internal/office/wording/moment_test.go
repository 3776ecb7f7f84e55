package wording_test

import (
	"encoding/json"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/workday"
	"github.com/tianping-odr/tianping/internal/office/rulebookfile"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

func TestMoments(t *testing.T) {
	t.Parallel()
	for _, m := range []struct{ got, want string }{
		{wording.Moment(at("2026-11-24 18:00"), wording.ZH), "11月24日（周二）18:00"},
		{wording.Moment(at("2026-11-24 18:00"), wording.EN), "Tue 24 Nov 2026, 18:00"},
		{wording.Moment(at("2026-11-24 00:00"), wording.EN), "Tue 24 Nov 2026, 00:00"},
		{wording.DueMoment(at("2026-11-24 18:00"), wording.EN), "Tue 24 Nov 2026, 18:00"},
		{wording.DueMoment(at("2026-11-25 00:00"), wording.ZH), "11月24日（周二）24:00"},
		{wording.DueMoment(at("2027-01-01 00:00"), wording.EN), "Thu 31 Dec 2026, 24:00"},
		{wording.Length(wd(1), wording.EN), "1 working day"},
		{wording.Length(wd(5), wording.ZH), "5 个工作日"},
		{wording.Length(workday.Span{N: 48, Unit: workday.Hours}, wording.EN), "48 hours"},
		{wording.Length(workday.Span{N: 7, Unit: workday.NaturalDays}, wording.EN), "7 calendar days"},
		{wording.Length(workday.Span{N: 6, Unit: workday.Months}, wording.ZH), "6 个月"},
		{wording.Length(wd(5), "fr"), "5 个工作日"}, // a language without texts reads Chinese
	} {
		if m.got != m.want {
			t.Errorf("%q, want %q", m.got, m.want)
		}
	}
}

// A count explained after it came back from the store reads the same.
func TestExplainStoredCount(t *testing.T) {
	t.Parallel()
	cn, err := rulebookfile.EmbeddedCalendar("cn")
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range goldenCases(cn.Days) {
		stored, err := json.Marshal(g.k)
		if err != nil {
			t.Fatal(err)
		}
		var back workday.Count
		if err := json.Unmarshal(stored, &back); err != nil {
			t.Fatal(err)
		}
		for _, lang := range []wording.Lang{wording.ZH, wording.EN} {
			was, is := wording.Explain(g.k, lang, told[g.clock][lang]), wording.Explain(back, lang, told[g.clock][lang])
			for i := range was {
				if i >= len(is) || was[i] != is[i] {
					t.Errorf("%s: %q stored reads %q", g.name, was[i], is)
					break
				}
			}
		}
	}
}
