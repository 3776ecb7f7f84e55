package api

import (
	"net/http"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// CasePeople are who acts for the reader's own side of a case, or once did.
type CasePeople struct {
	Case   string      `json:"case"`
	Side   Coded       `json:"side"`
	People []ActingFor `json:"people"`
	Give   bool        `json:"may_give" doc:"Whether the reader may have somebody act now: by the act party_event."`
}

// ActingFor is one of them. His name is shown to the side he acts for.
type ActingFor struct {
	Person string     `json:"person"`
	Name   string     `json:"name,omitempty"`
	You    bool       `json:"you,omitempty"`
	Power  Coded      `json:"power" doc:"agent, special_agent, guardian, successor"`
	From   *time.Time `json:"from,omitempty"`
	Until  *time.Time `json:"until,omitempty" doc:"Absent: no end."`
	Over   bool       `json:"over,omitempty"`
	May    bool       `json:"may_end" doc:"Whether the reader may take it back now: by the act party_event."`
}

func (d *door) peopleOperations() []operation {
	return []operation{{
		id: "listCasePeople", method: http.MethodGet, path: "/v1/cases/{id}/people", group: "Cases", person: true, scopes: []identity.Scope{identity.CasesRead},
		summary: wording.Words{ZH: "谁代为办理", EN: "Who acts for one's side"},
		about:   wording.Words{ZH: "代理人、监护人、继承人；只给本方看。由 party_event 授予和收回。", EN: "Representatives, guardian, heir: to their own side alone. Powers are given and taken back by the act party_event."},
		gives:   CasePeople{}, do: d.casePeople,
	}}
}

func (d *door) casePeople(v *visit) (answer, error) {
	of, err := v.caseOf()
	if err != nil {
		return answer{}, err
	}
	view, err := d.Casebook.Glance(v, v.who, of)
	if err != nil {
		return answer{}, err
	}
	side := view.Sight.World.Case.Party(view.Sight.Actor.Side)
	if view.Sight.Actor.Side == "" || side == nil {
		return answer{}, clerk.ErrUnknown
	}
	ends, gives := powersNow(view)
	out := CasePeople{Case: of.String(), Side: coded(string(side.Side), wording.Who), People: []ActingFor{}, Give: gives}
	for _, m := range side.Mandates() {
		name, err := d.Casebook.Name(v, v.who.Market, m.Person)
		if err != nil {
			return answer{}, err
		}
		out.People = append(out.People, ActingFor{
			Person: m.Person.String(), Name: name, You: m.Person == v.principal.Acting(), Power: coded(string(m.Kind), wording.Mandate), From: moment(m.From), Until: moment(m.Until),
			Over: !m.Until.IsZero() && !view.Sight.Legal.Before(m.Until), May: slices.Contains(ends, m.Person.String()),
		})
	}
	return answer{version: view.Sight.Head.Version, body: out}, nil
}

// powersNow are whose powers the reader may end now, and whether he may give one, as
// the rules offer it.
func powersNow(v casebook.Case) (ends []string, gives bool) {
	var walk func(fields []dispute.Field, event string)
	walk = func(fields []dispute.Field, event string) {
		for _, f := range fields {
			for _, o := range f.Choices {
				gives = gives || f.Name == "event" && o.Value == "represent"
				if f.Name == "person" && event == "end_power" {
					ends = append(ends, o.Value)
				}
				next := event
				if f.Name == "event" {
					next = o.Value
				}
				walk(o.Then, next)
			}
		}
	}
	for _, m := range v.Moves {
		if m.Name == "party_event" {
			walk(m.Fields, "")
		}
	}
	return ends, gives
}
