package api

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/service"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// Revealed is a person's name and contacts unmasked. It is told once for each look;
// the look stands on record, with its purpose and reason, for the person himself.
type Revealed struct {
	Case     string            `json:"case"`
	Person   string            `json:"person"`
	Name     string            `json:"name"`
	Contacts []RevealedContact `json:"contacts" doc:"Those still in use."`
}

// RevealedContact is one way to reach the person.
type RevealedContact struct {
	Channel string `json:"channel" enum:"email,sms,link,sandbox"`
	Address string `json:"address"`
}

func (d *door) revealOperations() []operation {
	purposes := []any{}
	for _, p := range party.Purposes() {
		purposes = append(purposes, string(p))
	}
	return []operation{{
		id: "revealPerson", method: http.MethodPost, path: "/v1/cases/{id}/reveal", group: "Cases", person: true, scopes: []identity.Scope{identity.ActStaff},
		summary: wording.Words{ZH: "查看未遮盖的信息", EN: "See a party unmasked"},
		about:   wording.Words{ZH: "只给承办人员；先记录用途和理由，再给出姓名和联系方式。本人和管理员都能看到这次查看。限速。", EN: "For who is assigned to the case alone. Purpose and reason are recorded first, for the person and the administrators to read. Slowed down."},
		takes: body("person purpose reason", map[string]*huma.Schema{
			"person": schemaText("per_…: a party, or who acts for one"), "purpose": {Type: "string", Enum: purposes}, "reason": schemaText("Kept sealed; at most 600 bytes."),
		}), gives: Revealed{}, do: d.reveal,
	}}
}

func (d *door) reveal(v *visit) (answer, error) {
	of, err := v.caseOf()
	if err != nil {
		return answer{}, err
	}
	if _, err := d.Casebook.Case(v, v.who, of); err != nil {
		return answer{}, err // whoever may not see the case learns nothing of what is missing
	}
	r := read(v.body)
	person := idOf(r, "person", true, id.Parse[id.Person])
	look := party.Reveal{Case: of, Purpose: party.Purpose(r.text("purpose", true)), Reason: r.text("reason", true)}
	if err := r.end(); err != nil {
		return answer{}, err
	}
	if wait := d.ByLook.Take(v.principal.Acting().String()); wait > 0 {
		return answer{}, tooFast(wait)
	}
	if err := d.Clerk.RevealPerson(v, v.who, person, look); err != nil {
		switch p := problemOf(err); p.Code {
		case "party/" + string(party.UnknownReason):
			return answer{}, p.at("/purpose")
		case "party/" + string(party.ReasonMissing):
			return answer{}, p.at("/reason")
		}
		return answer{}, err
	}
	out := Revealed{Case: of.String(), Person: person.String(), Contacts: []RevealedContact{}}
	if out.Name, err = d.Casebook.Name(v, v.who.Market, person); err != nil {
		return answer{}, err
	}
	all, err := service.Addresses(v, d.Clerk, v.who.Market, person)
	if err != nil {
		return answer{}, err
	}
	for _, c := range all {
		if c.Live() {
			out.Contacts = append(out.Contacts, RevealedContact{Channel: string(c.Channel), Address: c.Text})
		}
	}
	return answer{body: out}, nil
}
