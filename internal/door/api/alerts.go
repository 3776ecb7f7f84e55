package api

import (
	"net/http"
	"time"

	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// AlertList is a page of alerts, newest first.
type AlertList struct {
	Alerts []AlertRow `json:"alerts"`
	Next   string     `json:"next,omitempty"`
}

// AlertRow is one thing in an open case that staff should look at: codes, nothing of
// what was said or agreed.
type AlertRow struct {
	Case   string        `json:"case"`
	Number string        `json:"number" doc:"Number of the case."`
	For    Coded         `json:"for" doc:"The desk it is for: officer, supervisor, quality_desk, admin …"`
	Why    Coded         `json:"why" doc:"A clock (K_SERVE, K_PLATFORM …), safety, or money: with what the books refused."`
	Do     wording.Words `json:"do" doc:"What is to be done."`
	Ahead  bool          `json:"ahead" doc:"The deadline has not passed yet."`
	At     time.Time     `json:"at" doc:"Legal time."`
}

func (d *door) alertOperations() []operation {
	return []operation{{
		id: "listAlerts", method: http.MethodGet, path: "/v1/alerts", group: "Notices", person: true, scopes: []identity.Scope{identity.CasesRead},
		summary: wording.Words{ZH: "提醒", EN: "What staff are alerted to"},
		about: wording.Words{
			ZH: "只给工作人员：按所任角色列出未结案件中需要查看的事，从新到旧；期限已完成或案件已结束的不再列出。",
			EN: "For staff alone: by the roles held, what needs attention in open cases, newest first. What is in time again, or closed, is left out.",
		},
		gives: AlertList{}, query: paged(), do: d.listAlerts,
	}}
}

func (d *door) listAlerts(v *visit) (answer, error) {
	after, limit, err := v.page()
	if err != nil {
		return answer{}, err
	}
	page, err := d.Casebook.Alerts(v, v.who, after, limit)
	if err != nil {
		return answer{}, err
	}
	out := AlertList{Alerts: []AlertRow{}, Next: page.Next}
	for _, a := range page.Rows {
		out.Alerts = append(out.Alerts, alertRow(a))
	}
	return answer{body: out}, nil
}

func alertRow(a casebook.Alert) AlertRow {
	said := wording.Alert(a.Why)
	return AlertRow{
		Case: a.Case.String(), Number: a.Number, For: coded(a.Whom, wording.Who), Why: Coded{Code: a.Why, Words: said.Why}, Do: said.Do,
		Ahead: a.Ahead, At: a.At,
	}
}
