package api

import (
	"bytes"
	"encoding/base64"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// maxPaper bounds a request with a document in it, as base64.
const maxPaper = 12 << 20

// CaseResult is how a case ended and what proves it: no name, nothing anybody wrote.
type CaseResult struct {
	Case   string      `json:"case"`
	Number string      `json:"number"`
	Closed time.Time   `json:"closed"`
	Stage  Coded       `json:"stage"`
	Claims []ClaimView `json:"claims"`
	Events uint64      `json:"events" doc:"How many events its chain has."`
	Hash   string      `json:"hash" doc:"Of the last of them, hexadecimal."`
}

// Results are cases that ended, newest first.
type Results struct {
	Results []CaseResult `json:"results"`
	Next    string       `json:"next,omitempty"`
}

// LawfulRequest is a request by law for the records of a case.
type LawfulRequest struct {
	Asker     string     `json:"asker" doc:"per_…: who asks for the authority"`
	No        int        `json:"no"`
	Case      string     `json:"case"`
	Number    string     `json:"case_number"`
	State     string     `json:"state" enum:"waits,on_file,refused,over"`
	Authority string     `json:"authority"`
	Basis     string     `json:"basis" doc:"As it was said; the platform does not judge it."`
	Document  string     `json:"document_number"`
	Asks      string     `json:"asks"`
	Scope     []string   `json:"scope"`
	Silent    bool       `json:"parties_not_told"`
	SHA256    string     `json:"sha256" doc:"Of the document."`
	At        time.Time  `json:"at"`
	Until     *time.Time `json:"until,omitempty"`
	Readings  int        `json:"readings"`
	Reason    string     `json:"reason,omitempty" doc:"Of the answer."`
}

// LawfulRequests is a page of them, newest first.
type LawfulRequests struct {
	Requests []LawfulRequest `json:"requests"`
	Next     string          `json:"next,omitempty"`
}

// LawfulReading is a case as an authority reads it; the reading is on record.
type LawfulReading struct {
	Case    string      `json:"case"`
	Number  string      `json:"number"`
	Claims  []ClaimView `json:"claims"`
	Entries []Entry     `json:"entries" doc:"Newest first; never offers, mediation or drafts."`
	Page    string      `json:"page" doc:"The file for printing, for thirty minutes."`
}

// LawDone says what was done.
type LawDone struct {
	Done string `json:"done" enum:"recorded,answered"`
}

func (d *door) recordsOperations() []operation {
	staff, admin := []identity.Scope{identity.ActStaff}, []identity.Scope{identity.AdminScope}
	scope := &huma.Schema{Type: "string", Description: "What besides the case, with blanks between: order ledger personal"}
	return []operation{
		{
			id: "listResults", method: http.MethodGet, path: "/v1/results", group: "Authorities", person: true, scopes: []identity.Scope{identity.CasesRead}, query: paged(), gives: Results{}, do: d.listResults,
			summary: wording.Words{ZH: "结果和存证", EN: "Results and proofs"}, about: wording.Words{ZH: "监管人员无需请求即可查看。", EN: "For regulators, without any request (R31)."},
		},
		{
			id: "listLawfulRequests", method: http.MethodGet, path: "/v1/lawful-requests", group: "Authorities", person: true, scopes: []identity.Scope{identity.CasesRead}, query: paged(), gives: LawfulRequests{}, do: d.listLawful,
			summary: wording.Words{ZH: "依法调取请求", EN: "Requests by law"}, about: wording.Words{ZH: "监管人员看到自己的；管理员看到全部。", EN: "A regulator's own; all of them for administrators."},
		},
		{
			id: "askRecords", method: http.MethodPost, path: "/v1/lawful-requests", group: "Authorities", person: true, scopes: staff, limit: maxPaper, gives: LawDone{}, do: d.askRecords,
			summary: wording.Words{ZH: "登记依法调取请求", EN: "Record a request by law"}, about: wording.Words{ZH: "附请求文书；经管理员确认在卷后才能查看。", EN: "With its document. Nothing is read before an administrator confirms that it is on file."},
			takes: body("case_number authority basis document_number asks document", map[string]*huma.Schema{
				"case_number": schemaText("As people write it."), "authority": schemaText("Kept sealed, as all texts here."), "basis": schemaText("Statute and article."), "document_number": schemaText("Of the authority."),
				"asks": schemaText("What is asked, and why."), "scope": scope, "silence": schemaText("By what law the parties may not be told; left out: they are."), "document": schemaText("The document, base64."),
			}),
		},
		{
			id: "answerRecords", method: http.MethodPost, path: "/v1/lawful-requests/answer", group: "Authorities", person: true, scopes: admin, gives: LawDone{}, do: d.answerRecords,
			summary: wording.Words{ZH: "答复依法调取请求", EN: "Confirm or refuse a request by law"}, about: wording.Words{ZH: "管理员办理，不能确认自己提出的；最多三十天。", EN: "By an administrator who is not the asker; for thirty days at most."},
			takes: body("asker no granted reason", map[string]*huma.Schema{
				"asker": schemaText("per_…"), "no": schemaWhole("Of the request."), "granted": {Type: "boolean"}, "days": schemaWhole("1 to 30"), "parties_not_told": {Type: "boolean"}, "reason": schemaText("Kept sealed."),
			}),
		},
		{
			id: "readRecords", method: http.MethodPost, path: "/v1/lawful-requests/read", group: "Authorities", person: true, scopes: staff, gives: LawfulReading{}, do: d.readRecords,
			summary: wording.Words{ZH: "依法查看案件", EN: "Read a case under a request by law"}, about: wording.Words{ZH: "先留痕，再给出内容。", EN: "The reading is recorded first."},
			takes: body("no", map[string]*huma.Schema{"no": schemaWhole("Of one's own request.")}),
		},
		{
			id: "askStandIn", method: http.MethodPost, path: "/v1/stand-ins", group: "Cases", person: true, scopes: []identity.Scope{identity.ActParty}, limit: maxPaper, gives: LawDone{}, do: d.askStandIn,
			summary: wording.Words{ZH: "申请以监护人或继承人身份代办", EN: "Ask to act as guardian or heir"}, about: wording.Words{ZH: "案号和订单号须对得上；承办人员核对文件后答复。", EN: "Case and order number must belong together. Who handles the case checks the document and answers."},
			takes: body("case_number order_number for as reason document", map[string]*huma.Schema{
				"case_number": schemaText("As people write it."), "order_number": schemaText("At its shop."), "for": {Type: "string", Enum: []any{"buyer", "seller"}}, "as": {Type: "string", Enum: []any{"guardian", "successor"}},
				"reason": schemaText("Kept sealed."), "document": schemaText("The proof, base64."),
			}),
		},
	}
}

func (d *door) listResults(v *visit) (answer, error) {
	after, limit, err := v.page()
	if err != nil {
		return answer{}, err
	}
	found, err := d.Casebook.Results(v, v.who, after, limit)
	if err != nil {
		return answer{}, err
	}
	out := Results{Results: []CaseResult{}, Next: found.Next}
	for _, o := range found.Rows {
		var of casebook.Case
		of.Sight.World.Case.Claims, of.Sight.World.Case.Currency = o.Claims, o.Currency
		out.Results = append(out.Results, CaseResult{Case: o.Case.String(), Number: o.Number, Closed: o.Closed, Stage: coded(o.Stage, wording.Stage), Claims: claimsOf(of), Events: o.Version, Hash: hexOf(o.Hash[:])})
	}
	return answer{body: out}, nil
}

func (d *door) listLawful(v *visit) (answer, error) {
	after, limit, err := v.page()
	if err != nil {
		return answer{}, err
	}
	m, err := d.Clerk.MarketFor(v, v.who)
	if err != nil {
		return answer{}, err
	}
	legal, err := d.Clerk.Legal(v, v.who.Market)
	if err != nil {
		return answer{}, err
	}
	own := true
	for _, g := range party.Capacities(m, v.principal.Acting(), legal) {
		own = own && g.Capacity != party.Admin
	}
	found, err := d.Casebook.RecordsAsks(v, v.who, own, after, limit)
	if err != nil {
		return answer{}, err
	}
	out := LawfulRequests{Requests: []LawfulRequest{}, Next: found.Next}
	for _, a := range found.Rows {
		one := LawfulRequest{
			Asker: a.Asker.String(), No: a.No, Case: a.Case.String(), Number: a.Number, State: "waits", Authority: a.Authority, Basis: a.Basis, Document: a.DocumentNo, Asks: a.What,
			Scope: []string{}, Silent: a.Silent, SHA256: a.Proof, At: a.At, Until: moment(a.Until), Readings: a.Times, Reason: a.Reason,
		}
		for _, s := range a.Scope {
			one.Scope = append(one.Scope, string(s))
		}
		switch {
		case a.Answered.IsZero():
		case !a.Granted:
			one.State = "refused"
		case !legal.Before(a.Until):
			one.State = "over"
		default:
			one.State = "on_file"
		}
		out.Requests = append(out.Requests, one)
	}
	return answer{body: out}, nil
}

// paperIn reads a document out of a body and puts it into the room of a case.
func (d *door) paperIn(v *visit, of id.Case, text string) (string, error) {
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(raw) == 0 {
		return "", request("request/wrong_type").at("/document")
	}
	blob, err := d.Blobs.Put(v, v.who.Market, of, "document", bytes.NewReader(raw))
	return blob.SHA256, err
}

func (d *door) askRecords(v *visit) (answer, error) {
	r := read(v.body)
	ask := party.AskRecords{
		Authority: r.text("authority", true), Basis: r.text("basis", true), Number: r.text("document_number", true), Reason: r.text("asks", true), Silence: r.text("silence", false), Scope: []party.View{party.CaseView},
	}
	number, scope, document := r.text("case_number", true), r.text("scope", false), r.text("document", true)
	if err := r.end(); err != nil {
		return answer{}, err
	}
	for _, s := range strings.Fields(scope) {
		ask.Scope = append(ask.Scope, party.View(s))
	}
	if err := d.Clerk.MayReadResults(v, v.who); err != nil { // nobody else learns which numbers there are
		return answer{}, err
	}
	var err error
	if ask.Case, err = d.Casebook.CaseNumbered(v, v.who.Market, number); err == nil && ask.Case.IsZero() {
		err = clerk.ErrUnknown
	}
	if err != nil {
		return answer{}, err
	}
	if ask.Proof, err = d.paperIn(v, ask.Case, document); err != nil {
		return answer{}, err
	}
	return answer{body: LawDone{Done: "recorded"}}, d.Clerk.AskRecords(v, v.who, ask)
}

func (d *door) answerRecords(v *visit) (answer, error) {
	r := read(v.body)
	asker := idOf(r, "asker", true, id.Parse[id.Person])
	in := party.AnswerRecords{No: r.whole("no", true), Granted: r.truth("granted", true), Silent: r.truth("parties_not_told", false), Reason: r.text("reason", true)}
	days := r.whole("days", false)
	if err := r.end(); err != nil {
		return answer{}, err
	}
	legal, err := d.Clerk.Legal(v, v.who.Market)
	if err != nil {
		return answer{}, err
	}
	in.Until = legal.Add(time.Duration(min(days, 365)) * 24 * time.Hour)
	return answer{body: LawDone{Done: "answered"}}, d.Clerk.AnswerRecords(v, v.who, asker, in)
}

func (d *door) readRecords(v *visit) (answer, error) {
	r := read(v.body)
	no := r.whole("no", true)
	if err := r.end(); err != nil {
		return answer{}, err
	}
	req, err := d.Clerk.ReadRecords(v, v.who, no)
	if err != nil {
		return answer{}, err
	}
	seen, _, err := d.Casebook.Lawful(v, v.who, req.Case)
	if err != nil {
		return answer{}, err
	}
	out := LawfulReading{Case: req.Case.String(), Number: seen.Sight.World.Case.Number, Claims: claimsOf(seen), Entries: []Entry{}, Page: d.Site + "/cases/" + req.Case.String() + "/print"}
	for _, e := range seen.Timeline {
		out.Entries = append(out.Entries, entryOf(seen, e))
	}
	return answer{body: out}, nil
}

func (d *door) askStandIn(v *visit) (answer, error) {
	r := read(v.body)
	ask := party.AskStandIn{For: party.Capacity(r.text("for", true)), Kind: party.MandateKind(r.text("as", true)), Reason: r.text("reason", true)}
	number, order, document := r.text("case_number", true), r.text("order_number", true), r.text("document", true)
	if err := r.end(); err != nil {
		return answer{}, err
	}
	if wait := d.ByLook.Take("stand-in " + v.principal.Acting().String()); wait > 0 {
		return answer{}, tooFast(wait)
	}
	var err error
	if ask.Case, err = d.Casebook.CaseOfOrder(v, v.who.Market, number, order); err == nil && ask.Case.IsZero() {
		err = clerk.ErrUnknown
	}
	if err != nil {
		return answer{}, err
	}
	if ask.Proof, err = d.paperIn(v, ask.Case, document); err != nil {
		return answer{}, err
	}
	return answer{body: LawDone{Done: "recorded"}}, d.Clerk.AskStandIn(v, v.who, ask)
}
