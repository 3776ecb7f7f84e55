package api

import (
	"errors"
	"net/http"
	"time"

	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// StatusLink is a link that shows once, without a sign-in, how a case stands. Code and
// Link are told when it is made and never again.
type StatusLink struct {
	No      string    `json:"no" doc:"To take it back by."`
	Case    string    `json:"case"`
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires"`
	Code    string    `json:"code,omitempty" doc:"Told once: whoever has it sees how the case stands."`
	Link    string    `json:"link,omitempty"`
}

// StatusLinks are those of a person that still work.
type StatusLinks struct {
	Links []StatusLink `json:"links"`
}

func (d *door) statusOperations() []operation {
	own := []identity.Scope{identity.ActParty}
	return []operation{
		{
			id: "makeStatusLink", method: http.MethodPost, path: "/v1/cases/{id}/status-links", group: "Notices", person: true, scopes: own, created: true, takes: body("", nil), gives: StatusLink{}, do: d.makeStatusLink,
			summary: wording.Words{ZH: "生成进度链接", EN: "Make a status link"},
			about:   wording.Words{ZH: "不用登录，打开一次，只看到阶段、轮到谁和到期时间。七天有效，可以收回。", EN: "Opened once, without a sign-in, it shows the stage, whose turn it is and when that ends, nothing else. Good for seven days; it can be taken back."},
		},
		{
			id: "listStatusLinks", method: http.MethodGet, path: "/v1/status-links", group: "Notices", person: true, scopes: own, gives: StatusLinks{}, do: d.listStatusLinks,
			summary: wording.Words{ZH: "有效的进度链接", EN: "Status links that work"}, about: wording.Words{ZH: "此人生成的、还没有打开的。", EN: "Those of this person that nobody has opened yet."},
		},
		{
			id: "endStatusLink", method: http.MethodPost, path: "/v1/status-links/{link}/end", group: "Notices", person: true, scopes: own, takes: body("", nil), gives: StatusLinks{}, do: d.endStatusLink,
			summary: wording.Words{ZH: "收回进度链接", EN: "Take a status link back"}, about: wording.Words{ZH: "收回后打不开。", EN: "It opens nothing any more."},
		},
	}
}

func (d *door) makeStatusLink(v *visit) (answer, error) {
	of, err := v.caseOf()
	if err != nil {
		return answer{}, err
	}
	sight, err := d.Clerk.Look(v, v.who, of)
	if err != nil {
		return answer{}, err
	}
	if sight.Actor.Side == "" {
		return answer{}, clerk.ErrUnknown
	}
	if err := read(v.body).end(); err != nil {
		return answer{}, err
	}
	code, link, err := d.Identity.MakeStatusLink(v, v.who.Market, v.who.Acting(), of)
	if err != nil {
		return answer{}, err
	}
	out := statusLink(link)
	out.Code, out.Link = code, d.Site+"/l/"+code
	return answer{status: http.StatusCreated, version: sight.Head.Version, body: out}, nil
}

func statusLink(l identity.Link) StatusLink {
	return StatusLink{No: l.Number.String(), Case: l.Target, Created: l.Created, Expires: l.Expires}
}

func (d *door) listStatusLinks(v *visit) (answer, error) {
	all, err := d.Identity.StatusLinks(v, v.who.Market, v.who.Acting())
	if err != nil {
		return answer{}, err
	}
	out := StatusLinks{Links: []StatusLink{}}
	for _, l := range all {
		out.Links = append(out.Links, statusLink(l))
	}
	return answer{body: out}, nil
}

func (d *door) endStatusLink(v *visit) (answer, error) {
	if err := read(v.body).end(); err != nil {
		return answer{}, err
	}
	n, ok := identity.ParseNumber(v.r.PathValue("link"))
	if !ok {
		return answer{}, clerk.ErrUnknown
	}
	err := d.Identity.EndStatusLink(v, v.who.Market, v.who.Acting(), n)
	if refused := new(identity.Refusal); errors.As(err, &refused) && refused.Code == identity.LinkUnusable {
		return answer{}, clerk.ErrUnknown // another's link is as one that is not there
	}
	if err != nil {
		return answer{}, err
	}
	return d.listStatusLinks(v)
}
