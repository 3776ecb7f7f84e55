package api

import (
	"encoding/hex"
	"net/http"
	"strconv"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// NoticeList is a page of notices, newest first.
type NoticeList struct {
	Notices []NoticeRow `json:"notices"`
	Next    string      `json:"next,omitempty"`
}

// NoticeRow is one notice.
type NoticeRow struct {
	Case    string     `json:"case"`
	Number  string     `json:"number" doc:"Number of the case."`
	No      int        `json:"no" doc:"Number of the notice in its case."`
	Kind    Coded      `json:"kind"`
	To      string     `json:"to" enum:"C,R"`
	Queued  time.Time  `json:"queued"`
	Left    bool       `json:"left"`
	Receipt *time.Time `json:"receipt,omitempty" doc:"When a channel took it."`
	Served  *time.Time `json:"served,omitempty"`
	How     string     `json:"how,omitempty" doc:"read, receipt, published_contact, in_site"`
	Failed  int        `json:"failed_attempts,omitempty"`
}

// NoticeRead says that a notice was read, and so served, and what stands in it.
type NoticeRead struct {
	Case    string        `json:"case"`
	No      int           `json:"no"`
	Kind    Coded         `json:"kind"`
	Body    wording.Words `json:"body" doc:"Its words as they were kept when it was written; empty once the key of the case is destroyed."`
	Hash    string        `json:"hash" doc:"SHA-256 of the event that holds it, hex."`
	Version uint64        `json:"version"`
}

func (d *door) noticeOperations() []operation {
	return []operation{
		{
			id: "listNotices", method: http.MethodGet, path: "/v1/notices", group: "Notices", person: true, scopes: []identity.Scope{identity.CasesRead},
			summary: wording.Words{ZH: "站内通知", EN: "The mailbox"}, about: wording.Words{ZH: "列出通知不算送达，打开才算。", EN: "Listing a notice does not serve it; reading it does."},
			gives: NoticeList{}, query: paged(hat()), do: d.listNotices,
		},
		{
			id: "readNotice", method: http.MethodPost, path: "/v1/notices/{id}/{no}/read", group: "Notices", person: true, scopes: []identity.Scope{identity.ActParty},
			summary: wording.Words{ZH: "阅读通知", EN: "Read a notice"}, about: wording.Words{ZH: "阅读即送达，有关期限从此开始。", EN: "Reading serves it; the clocks that wait for it begin."},
			takes: body("", nil), gives: NoticeRead{}, do: d.readNotice,
		},
	}
}

func noticeRow(r casebook.NoticeRow) NoticeRow {
	return NoticeRow{
		Case: r.Case.String(), Number: r.Number, No: r.No, Kind: noticeCode(r.Kind), To: r.Side, Queued: r.Queued, Left: r.Left, Receipt: moment(r.Receipt),
		Served: moment(r.Served), How: r.How, Failed: r.Failed,
	}
}

func noticeList(p casebook.Page[casebook.NoticeRow]) NoticeList {
	out := NoticeList{Notices: []NoticeRow{}, Next: p.Next}
	for _, r := range p.Rows {
		out.Notices = append(out.Notices, noticeRow(r))
	}
	return out
}

func (d *door) listNotices(v *visit) (answer, error) {
	after, limit, err := v.page()
	if err != nil {
		return answer{}, err
	}
	as, err := v.hat()
	if err != nil {
		return answer{}, err
	}
	page, err := d.Casebook.Notices(v, v.who, after, limit, as)
	if err != nil {
		return answer{}, err
	}
	return answer{body: noticeList(page)}, nil
}

func (d *door) readNotice(v *visit) (answer, error) {
	of, err := v.caseOf()
	if err != nil {
		return answer{}, err
	}
	if err := v.principal.RequireAct(party.Claimant); err != nil {
		return answer{}, err
	}
	sight, err := d.Clerk.Look(v, v.who, of)
	if err != nil {
		return answer{}, err
	}
	no, err := strconv.Atoi(v.r.PathValue("no"))
	c := sight.World.Case
	if n := c.Notice(no); err != nil || n == nil || sight.Actor.Side != "" && n.To != sight.Actor.Side {
		return answer{}, clerk.ErrUnknown
	}
	if err := read(v.body).end(); err != nil {
		return answer{}, err
	}
	res, err := d.Clerk.Read(v, v.who, of, no)
	if err != nil {
		return answer{version: res.Version}, err
	}
	out := NoticeRead{Case: of.String(), No: no, Kind: noticeCode(c.Notice(no).Kind), Version: res.Version}
	view, err := d.Casebook.Case(v, v.who, of)
	if err != nil {
		return answer{version: res.Version}, err
	}
	for _, e := range view.Timeline {
		if q, ok := e.Event.(dispute.NoticeQueued); ok && q.Notice.No == no {
			out.Body, out.Hash = wording.Words{ZH: e.Texts["body/zh"], EN: e.Texts["body/en"]}, hex.EncodeToString(e.Hash[:])
		}
	}
	return answer{version: res.Version, replayed: res.Repeated, body: out}, nil
}
