package api

import (
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/workday"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// Deadline is a date with its reasons: what runs, from when, every day counted or
// skipped and why, what moved its end, and what happens then.
type Deadline struct {
	No          int            `json:"no"`
	Clock       Coded          `json:"clock"`
	Track       int            `json:"track,omitempty"`
	Object      string         `json:"object,omitempty" doc:"What it belongs to besides the case: obligation, offer, hold, notice …"`
	ObjectNo    int            `json:"object_no,omitempty"`
	State       string         `json:"state" enum:"running,paused"`
	Due         *time.Time     `json:"due,omitempty" doc:"In time means before this instant. Absent while it stands still, and where it ends with something else, not on a date."`
	StartedBy   Coded          `json:"started_by"`
	Started     time.Time      `json:"started"`
	Calendar    string         `json:"calendar"`
	Length      wording.Words  `json:"length"`
	Days        []DayRun       `json:"days"`
	Changes     []Change       `json:"changes" doc:"What moved its end, in order."`
	Provisional bool           `json:"provisional" doc:"A day beyond the published calendar was counted as an ordinary week."`
	Then        []Ending       `json:"then" doc:"What happens when it ends; of several, the first whose condition holds."`
	Explained   ExplainedDates `json:"explained" doc:"The same as sentences: why this date."`
}

// DayRun is a run of days that meant the same to the count.
type DayRun struct {
	From    string         `json:"from" format:"date"`
	To      string         `json:"to" format:"date"`
	Counted bool           `json:"counted"`
	Why     string         `json:"why" enum:"hours,natural,workday,makeup,weekend,holiday,rolled,rest_guard,pause"`
	Name    *wording.Words `json:"name,omitempty" doc:"Of the holiday."`
}

// Change is one step that moved the end.
type Change struct {
	Kind string    `json:"kind" enum:"rolled,guarded,extended,shifted,capped,least,kept"`
	Was  time.Time `json:"was"`
}

// Ending is one way a deadline may end.
type Ending struct {
	If   []wording.Words `json:"if,omitempty" doc:"Alternatives; empty: in every other case."`
	Then wording.Words   `json:"then"`
}

// ExplainedDates are sentences in both languages.
type ExplainedDates struct {
	ZH []string `json:"zh"`
	EN []string `json:"en"`
}

func deadlinesOf(v casebook.Case) []Deadline {
	out := []Deadline{}
	for _, d := range v.Sight.World.Case.Deadlines {
		if d.State != "running" && d.State != "paused" {
			continue
		}
		k := v.Sight.Book.Clock(d.Clock)
		if k == nil || v.Audience.Decider && d.Object == "offer" {
			continue
		}
		out = append(out, deadlineView(d, k))
	}
	return out
}

func deadlineView(d dispute.Deadline, k *procedure.Clock) Deadline {
	view := counted(d.Count)
	view.No, view.Clock, view.Track, view.ObjectNo, view.State = d.No, coded(d.Clock, wording.Clock), d.Track, d.ObjectNo, d.State
	view.Object = d.Object
	if d.Object == "duty" {
		view.Object = "obligation"
	}
	view.Due = nil
	if d.State != "paused" {
		view.Due = moment(d.Due)
	}
	view.StartedBy = Coded{Code: d.StartBy, Words: began(d.StartBy)}
	view.Then = endings(d.Clock, k)
	view.explain(d.Count, view.Clock.Words)
	return view
}

// counted is what a count itself tells.
func counted(c workday.Count) Deadline {
	view := Deadline{
		Due: &c.Due, Started: c.Start.At, Calendar: c.Calendar, Provisional: c.Provisional, Days: []DayRun{}, Changes: []Change{}, Then: []Ending{},
	}
	if c.Rule.Span.Unit != "" {
		view.Length = wording.Words{ZH: wording.Length(c.Rule.Span, wording.ZH), EN: wording.Length(c.Rule.Span, wording.EN)}
	}
	for _, s := range c.Trace {
		run := DayRun{From: s.From.String(), To: s.Last().String(), Counted: s.Counted, Why: string(s.Why)}
		if s.Name.ZH != "" {
			name := wording.Words(s.Name)
			run.Name = &name
		}
		view.Days = append(view.Days, run)
	}
	for _, s := range c.Steps {
		view.Changes = append(view.Changes, Change{Kind: string(s.Change), Was: s.Was})
	}
	return view
}

func (d *Deadline) explain(c workday.Count, name wording.Words) {
	if c.Rule.Span.Unit == "" {
		d.Explained = ExplainedDates{ZH: []string{}, EN: []string{}}
		return
	}
	said := func(lang wording.Lang) []string {
		return wording.Explain(c, lang, wording.Deadline{Name: name.In(lang), Began: d.StartedBy.Words.In(lang), Then: d.then(lang)})
	}
	d.Explained = ExplainedDates{ZH: said(wording.ZH), EN: said(wording.EN)}
}

// then is what happens as one clause: of several endings all, each with its condition.
func (d *Deadline) then(lang wording.Lang) string {
	var out []string
	for _, e := range d.Then {
		clause := e.Then.Clause().In(lang)
		if len(e.If) > 0 && len(d.Then) > 1 {
			var conditions []string
			for _, w := range e.If {
				conditions = append(conditions, w.In(lang))
			}
			if lang == wording.EN {
				clause = "if " + strings.Join(conditions, ", or ") + ": " + clause
			} else {
				clause = "如" + strings.Join(conditions, "，或") + "：" + clause
			}
		}
		out = append(out, clause)
	}
	return strings.Join(out, map[wording.Lang]string{wording.EN: "; ", wording.ZH: "；"}[lang])
}

// endings are the ways a clock may end.
func endings(clock string, k *procedure.Clock) []Ending {
	out := []Ending{}
	for _, e := range k.Expiry {
		end := Ending{Then: wording.Then(clock, e)}
		for _, all := range e.If {
			var zh, en []string
			for _, t := range all {
				w := wording.Guard(t)
				zh, en = append(zh, w.ZH), append(en, w.EN)
			}
			end.If = append(end.If, wording.Words{ZH: strings.Join(zh, "，且"), EN: strings.Join(en, " and ")})
		}
		out = append(out, end)
	}
	return out
}

// began says what started a deadline: served(ruling), enter(EVIDENCE), expired(K_EVD), or an act.
func began(by string) wording.Words {
	kind, rest, bracket := strings.Cut(by, "(")
	name := strings.TrimSuffix(rest, ")")
	switch {
	case bracket && kind == "served":
		w := wording.Notice(name).Title
		return wording.Words{ZH: "送达「" + w.ZH + "」", EN: "service of “" + w.EN + "”"}
	case bracket && kind == "enter":
		w := wording.Place(name)
		return wording.Words{ZH: "进入「" + w.ZH + "」", EN: "entering “" + w.EN + "”"}
	case bracket && kind == "expired":
		w := wording.Clock(name)
		return wording.Words{ZH: "「" + w.ZH + "」期满", EN: "the end of “" + w.EN + "”"}
	}
	if w := wording.Move(by).Name; !strings.HasPrefix(w.EN, "[") {
		return wording.Words{ZH: "「" + w.ZH + "」", EN: "“" + w.EN + "”"}
	}
	if w := wording.Happened(by, wording.Facts{}); !strings.HasPrefix(w.EN, "[") {
		return w.Clause()
	}
	return wording.Words{ZH: "规定的起算事件", EN: "the event it waits for"}
}
