package api

import (
	"net/http"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// MandateView is one power to act for a party (代为): how far, since and until when,
// and its document. Who it is, his own side alone is told.
type MandateView struct {
	No       int           `json:"no,omitempty" doc:"In this case; absent when its act is not in reach."`
	Side     Coded         `json:"side"`
	Power    Coded         `json:"power" doc:"agent, special_agent, guardian, successor"`
	From     time.Time     `json:"from"`
	Until    *time.Time    `json:"until,omitempty" doc:"As was said; absent: no end."`
	Ended    *time.Time    `json:"ended,omitempty" doc:"Taken back, replaced, or its reason gone."`
	Name     string        `json:"name,omitempty" doc:"To the side acted for."`
	Document wording.Words `json:"document" doc:"What kind of document it rests on."`
	SHA256   string        `json:"sha256,omitempty" doc:"Of that document."`
	MayOpen  bool          `json:"may_open" doc:"Whether this reader may have its bytes: GET /v1/cases/{id}/exhibits/{sha256}. Staff: after a look with a purpose, POST /v1/cases/{id}/reveal."`
}

// CaseMandates are all mandates a case has known.
type CaseMandates struct {
	Case     string        `json:"case"`
	Mandates []MandateView `json:"mandates" doc:"The oldest first; those that ended stay."`
}

func (d *door) mandateOperations() []operation {
	return []operation{{
		id: "listMandates", method: http.MethodGet, path: "/v1/cases/{id}/mandates", group: "Cases", person: true, scopes: []identity.Scope{identity.CasesRead},
		summary: wording.Words{ZH: "代理、监护和继承的依据", EN: "By what mandates somebody acts for a party"},
		about:   wording.Words{ZH: "双方和承办人员都看得到有哪些依据和种类；内容只给本方，以及写明用途的承办人员。", EN: "Both sides and staff see that there is one, and its kind; the bytes are for the own side, and for staff who named a purpose."},
		gives:   CaseMandates{}, do: d.listMandates,
	}}
}

func (d *door) listMandates(v *visit) (answer, error) {
	view, _, err := d.paper(v)
	if err != nil {
		return answer{}, err
	}
	all, err := d.mandates(v, view, func(casebook.Mandate) bool { return true })
	return answer{version: view.Sight.Head.Version, body: CaseMandates{Case: view.Sight.World.Case.ID.String(), Mandates: all}}, err
}

// mandates are those of a case that somebody asks for, as this reader may know them.
func (d *door) mandates(v *visit, view casebook.Case, are func(casebook.Mandate) bool) ([]MandateView, error) {
	out := []MandateView{}
	for _, m := range view.Mandates() {
		if !are(m) {
			continue
		}
		one := MandateView{
			No: m.No, Side: coded(string(m.Side), wording.Who), Power: coded(string(m.Kind), wording.Mandate), From: m.From, Until: moment(m.Until), Ended: moment(m.Ended),
			Document: wording.MandateDocument(string(m.Kind)), SHA256: m.Proof,
		}
		var err error
		if one.MayOpen, err = d.Casebook.MayOpen(v, v.who, view, m); err != nil {
			return nil, err
		}
		if view.Audience.Side == m.Side || m.Person == v.principal.Acting() {
			if one.Name, err = d.Casebook.Name(v, v.who.Market, m.Person); err != nil {
				return nil, err
			}
		}
		out = append(out, one)
	}
	return out, nil
}

// mandatesAt are those in force when a paper was made.
func (d *door) mandatesAt(v *visit, view casebook.Case, at time.Time) ([]MandateView, error) {
	return d.mandates(v, view, func(m casebook.Mandate) bool { return m.At(at) })
}

// behalf is under which mandate something was done; nil where the party did it itself.
func behalf(v casebook.Case, e casebook.Entry) *OnBehalf {
	a, ok := e.Event.(dispute.Act)
	if !ok || !a.For {
		return nil
	}
	out := &OnBehalf{Of: coded(string(a.Side), wording.Who)}
	if m, known := casebook.Under(v.Mandates(), a.Side, e.Person, e.At); known {
		power := coded(string(m.Kind), wording.Mandate)
		out.Power, out.From, out.Mandate = &power, moment(m.From), m.No
	}
	return out
}

// OnBehalf says for whom, and by which mandate, something was done.
type OnBehalf struct {
	Of      Coded      `json:"of"`
	Power   *Coded     `json:"power,omitempty"`
	From    *time.Time `json:"from,omitempty"`
	Mandate int        `json:"mandate,omitempty" doc:"Its number in the case."`
}

// mandateDenied tells whether a file is the document of a mandate that this reader may
// not open: that it is there he sees, its bytes he does not get.
func (d *door) mandateDenied(v *visit, view casebook.Case, digest string) (bool, error) {
	found := false
	for _, m := range view.Mandates() {
		if m.Proof != digest {
			continue
		}
		may, err := d.Casebook.MayOpen(v, v.who, view, m)
		if err != nil || may {
			return false, err
		}
		found = true
	}
	return found, nil
}
