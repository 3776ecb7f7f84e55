package api

import (
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/service"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// NoticeLink is a one-time link to a notice, told once. Whoever uses it reads that
// notice and nothing else; that is service.
type NoticeLink struct {
	Case    string    `json:"case"`
	No      int       `json:"no"`
	Code    string    `json:"code" doc:"The secret, as it can be typed from paper. It is not kept."`
	Link    string    `json:"link" doc:"Where it is used; without the site's address when that is not configured."`
	Expires time.Time `json:"expires"`
	Page    string    `json:"page" doc:"A page to print or hand over: HTML in both languages."`
}

// NoticeAgain says that a notice goes out again.
type NoticeAgain struct {
	Case    string `json:"case"`
	No      int    `json:"no"`
	Version uint64 `json:"version"`
}

// Hours a link may be good for.
const (
	usualLinkHours = 7 * 24
	mostLinkHours  = 30 * 24
)

func (d *door) deliveryOperations() []operation {
	staff := []identity.Scope{identity.ActStaff}
	return []operation{
		{
			id: "makeNoticeLink", method: http.MethodPost, path: "/v1/cases/{id}/notices/{no}/link", group: "Notices", person: true, scopes: staff, created: true,
			summary: wording.Words{ZH: "生成通知的一次性链接", EN: "Make a one-time link to a notice"},
			about:   wording.Words{ZH: "供受理专员或主管打印、转交；使用链接即为阅读送达。重发会另生成一个链接。", EN: "For an officer or supervisor to print or hand over; using it is reading. The same request again makes another link."},
			takes:   body("", map[string]*huma.Schema{"hours": schemaWhole("How long it is good for, 1 to 720; usually 168.")}), gives: NoticeLink{}, do: d.makeNoticeLink,
		},
		{
			id: "sendNoticeAgain", method: http.MethodPost, path: "/v1/cases/{id}/notices/{no}/send", group: "Notices", person: true, scopes: staff,
			summary: wording.Words{ZH: "找到其他渠道，重新送达", EN: "Another channel was found: send it again"},
			about:   wording.Words{ZH: "仅在所有渠道都失败之后；由受理专员或主管操作。", EN: "Only after every channel failed; by an officer or supervisor."},
			takes:   body("", nil), gives: NoticeAgain{}, do: d.sendNoticeAgain,
		},
	}
}

// noticeNo reads which notice the address names.
func (v *visit) noticeNo() (int, error) {
	no, err := strconv.Atoi(v.r.PathValue("no"))
	if err != nil || no < 1 {
		return 0, clerk.ErrUnknown
	}
	return no, nil
}

func (d *door) makeNoticeLink(v *visit) (answer, error) {
	of, err := v.caseOf()
	if err != nil {
		return answer{}, err
	}
	no, err := v.noticeNo()
	if err != nil {
		return answer{}, err
	}
	kase, notice, reader, err := d.Clerk.Reader(v, v.who, of, no)
	if err != nil {
		return answer{}, err
	}
	r := read(v.body)
	hours := r.whole("hours", false)
	if err := r.end(); err != nil {
		return answer{}, err
	}
	if hours == 0 {
		hours = usualLinkHours
	}
	if hours < 1 || hours > mostLinkHours {
		return answer{}, &dispute.Refusal{Code: "bounds", Field: "hours"}
	}
	code, link, err := d.Identity.MakeLink(v, identity.NewLink{
		Market: v.who.Market, Purpose: identity.ReadNotice, Person: reader, Target: service.NoticeID(of, no), Length: time.Duration(hours) * time.Hour,
	})
	if err != nil {
		return answer{}, err
	}
	if _, err := d.Clerk.Hear(v, v.who.Market, of, dispute.Signal{Kind: "handed", Notice: no, Channel: string(party.PrintedLink)}); err != nil {
		return answer{}, err // the attempt stands in the record
	}
	out := NoticeLink{Case: of.String(), No: no, Code: code, Link: d.Site + "/l/" + code, Expires: link.Expires}
	if out.Page, err = service.Paper(kase, notice, out.Link, link.Expires.In(time.FixedZone("", 8*3600))); err != nil {
		return answer{}, err
	}
	return answer{status: http.StatusCreated, body: out}, nil
}

func (d *door) sendNoticeAgain(v *visit) (answer, error) {
	of, err := v.caseOf()
	if err != nil {
		return answer{}, err
	}
	no, err := v.noticeNo()
	if err != nil {
		return answer{}, err
	}
	if _, err := d.Clerk.Look(v, v.who, of); err != nil {
		return answer{}, err
	}
	if err := read(v.body).end(); err != nil {
		return answer{}, err
	}
	res, err := d.Clerk.FoundChannel(v, v.who, of, no)
	if err != nil {
		return answer{version: res.Version}, err
	}
	return answer{version: res.Version, replayed: res.Repeated, body: NoticeAgain{Case: of.String(), No: no, Version: res.Version}}, nil
}
