package wording_test

import (
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/workday"
	"github.com/tianping-odr/tianping/internal/office/rulebookfile"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

var update = flag.Bool("update", false, "write the golden files anew")

var (
	wd5   = workday.Rule{Span: wd(5)}
	wd3   = workday.Rule{Span: wd(3)}
	nd7   = workday.Rule{Span: workday.Span{N: 7, Unit: workday.NaturalDays}}
	nd7R  = workday.Rule{Span: nd7.Span, Roll: true}
	mo1   = workday.Rule{Span: workday.Span{N: 1, Unit: workday.Months}}
	mo6R  = workday.Rule{Span: workday.Span{N: 6, Unit: workday.Months}, Roll: true}
	h24   = workday.Rule{Span: workday.Span{N: 24, Unit: workday.Hours}}
	h48G  = workday.Rule{Span: workday.Span{N: 48, Unit: workday.Hours}, RestGuard: 12 * time.Hour}
	h4B   = workday.Rule{Span: workday.Span{N: 4, Unit: workday.Hours}, Business: &workday.OpenHours{Open: 9 * time.Hour, Close: 18 * time.Hour}}
	china = time.FixedZone("+08:00", 8*3600)
)

func wd(n int) workday.Span { return workday.Span{N: n, Unit: workday.WorkingDays} }

func at(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, china)
	if err != nil {
		panic(err)
	}
	return t
}

func from(text string) workday.Start { return workday.Start{At: at(text)} }

func fromDue(text string) workday.Start { return workday.Start{At: at(text), FromDue: true} }

// told are a clock's texts: its name, what began it, what then.
var told = map[string]map[wording.Lang]wording.Deadline{
	"answer": {
		wording.ZH: {Name: "商家首次答复", Began: "投诉送达商家", Then: "案件自动进入举证"},
		wording.EN: {Name: "The merchant’s first answer", Began: "service of the complaint", Then: "the case goes on to evidence by itself"},
	},
	"talks": {
		wording.ZH: {Name: "协商", Began: "投诉送达商家", Then: "由申请人选择是否申请平台介入"},
		wording.EN: {Name: "Negotiation", Began: "service of the complaint", Then: "the claimant may ask the platform to step in"},
	},
	"platform": {
		wording.ZH: {Name: "平台处理", Began: "申请平台介入", Then: "转由主管督办"},
		wording.EN: {Name: "Platform handling", Began: "the request for the platform to step in", Then: "a supervisor takes over"},
	},
	"mediation": {
		wording.ZH: {Name: "调解", Began: "质证结束", Then: "转入平台裁决"},
		wording.EN: {Name: "Mediation", Began: "the end of the opinions on the evidence", Then: "the platform decides"},
	},
	"appeal": {
		wording.ZH: {Name: "申请复核", Began: "处理决定送达", Then: "未申请复核的处理决定生效"},
		wording.EN: {Name: "Asking for a review", Began: "service of the ruling", Then: "a ruling nobody has appealed becomes final"},
	},
	"hold": {
		wording.ZH: {Name: "因公安机关立案中止", Began: "提交受案回执", Then: "案件恢复处理"},
		wording.EN: {Name: "Hold for a police matter", Began: "proof that the police took the case", Then: "the case goes on"},
	},
	"opinions": {
		wording.ZH: {Name: "质证", Began: "举证期限届满", Then: "不论是否提交意见，案件进入下一步"},
		wording.EN: {Name: "Opinions on the evidence", Began: "the end of the time for evidence", Then: "the case goes on, with or without an opinion"},
	},
}

// The golden cases: each basis with a skip, a make-up day, a roll, a pause,
// provisional, and what moves an end.
func goldenCases(c workday.Calendar) []struct {
	name, clock string
	k           workday.Count
} {
	pause := func(k workday.Count, stop, goOn string, least int) workday.Count {
		return c.Resume(c.Pause(k, at(stop)), at(goOn), wd(least))
	}
	talks := c.Count(from("2026-02-10 14:00"), wd5)
	platform := c.Count(from("2026-03-09 17:00"), workday.Rule{Span: wd(15)})
	mediation := c.Cap(c.Count(fromDue("2026-03-19 00:00"), wd5), c.Earlier(platform.Due, wd(5)))
	agreed := c.Extend(mediation, wd(5))
	next, err := workday.New("cn", 8*3600, []workday.Year{{Year: 2026}, {Year: 2027, Makeup: []workday.MakeupDay{{Date: workday.On(2027, 1, 9), Name: workday.Name{ZH: "元旦", EN: "New Year’s Day"}}}}, {Year: 2028}})
	if err != nil {
		panic(err)
	}
	return []struct {
		name, clock string
		k           workday.Count
	}{
		{"hours: plain, over a weekend", "answer", c.Count(from("2026-10-16 09:00"), h48G)},
		{"hours: rest guard, National Day", "answer", c.Count(from("2026-10-02 08:00"), h48G)},
		{"hours: rest guard, weekend", "answer", c.Count(from("2026-09-05 00:00"), h48G)},
		{"hours: rest guard ends on a make-up day", "answer", c.Count(from("2026-09-19 09:00"), workday.Rule{Span: workday.Span{N: 12, Unit: workday.Hours}, RestGuard: 12 * time.Hour})},
		{"hours: rest guard, provisional", "answer", c.Count(from("2027-01-02 08:00"), h24Guard())},
		{"hours: rest guard, then capped before it", "answer", c.Cap(c.Count(from("2026-10-02 08:00"), h48G), at("2026-10-06 12:00"))},
		{"hours: rest guard, then capped at once", "answer", c.Cap(c.Count(from("2026-10-02 00:00"), h48G), at("2026-10-01 00:00"))},
		{"hours: pause", "answer", pause(c.Count(from("2026-08-04 10:00"), h48G), "2026-08-05 12:30", "2026-09-07 09:00", 0)},
		{"hours: pause, then the least", "answer", pause(c.Count(from("2026-08-04 10:00"), h48G), "2026-08-06 09:30", "2026-09-04 09:00", 2)},
		{"hours: extended by working days", "answer", c.Extend(c.Count(from("2026-09-17 10:00"), h48G), wd(3))},
		{"hours: to the end of a day", "answer", c.Count(from("2026-08-04 00:00"), h24)},
		{"business hours: over night", "opinions", c.Count(from("2026-10-03 16:30"), h4B)},
		{"business hours: pause", "opinions", pause(c.Count(from("2026-10-03 16:30"), h4B), "2026-10-03 17:00", "2026-10-09 09:00", 0)},
		{"natural days: plain, no roll", "appeal", c.Count(from("2026-04-27 10:00"), nd7)},
		{"natural days: roll over National Day", "appeal", c.Count(from("2026-09-28 10:00"), nd7R)},
		{"natural days: roll over a weekend", "appeal", c.Count(from("2026-08-29 10:00"), nd7R)},
		{"natural days: roll to a make-up day", "appeal", c.Count(from("2026-09-12 10:00"), nd7R)},
		{"natural days: pause", "appeal", pause(c.Count(from("2026-08-03 10:00"), nd7R), "2026-08-05 10:00", "2026-08-20 10:00", 0)},
		{"natural days: provisional roll", "appeal", c.Count(from("2026-12-27 10:00"), nd7R)},
		{"natural days: rolled, then extended", "appeal", c.Extend(c.Count(from("2026-09-28 10:00"), nd7R), nd7.Span)},
		{"natural days: rolled, then capped before it", "appeal", c.Cap(c.Count(from("2026-09-28 10:00"), nd7R), at("2026-10-07 00:00"))},
		{"natural days: rolled, then capped long before it", "appeal", c.Cap(c.Count(from("2026-09-28 10:00"), nd7R), at("2026-10-01 00:00"))},
		{"working days: skip a weekend", "opinions", c.Count(fromDue("2026-08-06 00:00"), wd3)},
		{"working days: skip Labour Day", "talks", c.Count(from("2026-04-29 10:00"), wd5)},
		{"working days: make-up day and Spring Festival", "talks", talks},
		{"working days: pause", "opinions", pause(c.Count(fromDue("2026-08-05 00:00"), wd3), "2026-08-05 10:00", "2026-09-05 00:00", 2)},
		{"working days: pause with nothing left", "opinions", pause(c.Count(fromDue("2026-08-05 00:00"), wd3), "2026-08-07 23:00", "2026-09-05 00:00", 2)},
		{"working days: provisional", "talks", c.Count(from("2026-12-28 10:00"), wd5)},
		{"working days: capped, then extended", "mediation", agreed},
		{"working days: shifted", "platform", c.Shift(platform, mediation.Due, agreed.Due)},
		{"working days: a new calendar does not shorten", "talks", next.Recount(c.Count(from("2027-01-05 10:00"), wd5))},
		{"working days: restored after an outage", "talks", c.Restore(c.Count(from("2026-09-21 10:00"), wd5), 26*time.Hour)},
		{"hours: restored after an outage", "answer", c.Restore(c.Count(from("2026-09-21 10:00"), h48G), 90*time.Minute)},
		{"months: plain", "hold", c.Count(from("2026-03-16 10:00"), mo1)},
		{"months: a shorter month", "hold", c.Count(from("2026-01-31 10:00"), mo1)},
		{"months: roll over National Day", "hold", c.Count(from("2026-04-04 10:00"), mo6R)},
		{"months: pause", "hold", pause(c.Count(from("2026-03-16 10:00"), mo1), "2026-04-10 10:00", "2026-05-08 10:00", 0)},
		{"months: provisional, into the next year", "hold", c.Count(from("2026-07-17 10:00"), mo6R)},
	}
}

func h24Guard() workday.Rule {
	return workday.Rule{Span: h24.Span, RestGuard: 12 * time.Hour}
}

func TestExplainGolden(t *testing.T) {
	t.Parallel()
	cn, err := rulebookfile.EmbeddedCalendar("cn")
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []wording.Lang{wording.ZH, wording.EN} {
		var b strings.Builder
		for _, g := range goldenCases(cn.Days) {
			b.WriteString("# " + g.name + "\n")
			for _, line := range wording.Explain(g.k, lang, told[g.clock][lang]) {
				b.WriteString(line + "\n")
			}
			b.WriteString("\n")
		}
		golden(t, "testdata/deadline."+string(lang)+".txt", b.String())
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run with -update and read the difference. Got:\n%s", file, got)
	}
}
