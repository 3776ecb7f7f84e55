package api

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// Questions are what the members of a merchant asked each other about a case: at most
// 50, the newest first. Neither the other side nor staff ever read them.
type Questions struct {
	Case      string     `json:"case"`
	Superior  bool       `json:"superior" doc:"This member may answer questions of others."`
	Questions []Question `json:"questions"`
}

// Question is one of them.
type Question struct {
	No       int          `json:"no"`
	At       time.Time    `json:"at"`
	By       string       `json:"by" doc:"per_… of the member who asked."`
	You      bool         `json:"you,omitempty"`
	Answer   string       `json:"answer" doc:"Code of the quick answer it is about."`
	Sum      money.Amount `json:"sum"`
	Note     string       `json:"note,omitempty"`
	State    string       `json:"state" enum:"open,approved,remarked"`
	Answered *time.Time   `json:"answered,omitempty"`
	Answerer string       `json:"answered_by,omitempty"`
	Remark   string       `json:"remark,omitempty"`
	May      bool         `json:"you_may_answer,omitempty"`
}

// QuestionDone is what was recorded of a question.
type QuestionDone struct {
	Case string `json:"case"`
	No   int    `json:"no"`
	Done string `json:"done" enum:"asked,approved,remarked"`
}

// OpenQuestions is a page of the questions that wait for this supervisor, oldest first.
type OpenQuestions struct {
	Questions []OpenQuestion `json:"questions"`
	Next      string         `json:"next,omitempty"`
}

// OpenQuestion is a question in a list, without its words.
type OpenQuestion struct {
	Case     string       `json:"case"`
	No       int          `json:"no"`
	Merchant string       `json:"merchant"`
	By       string       `json:"by"`
	Answer   string       `json:"answer"`
	Sum      money.Amount `json:"sum"`
	At       time.Time    `json:"at"`
}

func (d *door) questionOperations() []operation {
	read, act := []identity.Scope{identity.CasesRead}, []identity.Scope{identity.ActParty}
	here := "/v1/cases/{id}/questions"
	return []operation{
		{
			id: "listOpenQuestions", method: http.MethodGet, path: "/v1/shop/questions", group: "Shop", person: true, scopes: read,
			summary: wording.Words{ZH: "等我答复的请示", EN: "Questions that wait for a supervisor"},
			about:   wording.Words{ZH: "只给商家负责人和主管。", EN: "For owners and supervisors of a merchant; nobody else has any."}, gives: OpenQuestions{}, query: paged(), do: d.listOpenQuestions,
		},
		{
			id: "listQuestions", method: http.MethodGet, path: here, group: "Shop", person: true, scopes: read,
			summary: wording.Words{ZH: "店内请示", EN: "Questions inside the merchant about a case"},
			about:   wording.Words{ZH: "只有本店成员看得到，对方和平台人员都看不到。", EN: "Only members of the merchant read them: neither the other side nor staff."}, gives: Questions{}, do: d.listQuestions,
		},
		{
			id: "ask", method: http.MethodPost, path: here, group: "Shop", person: true, scopes: act, created: true,
			summary: wording.Words{ZH: "请示主管", EN: "Ask the supervisor"},
			about:   wording.Words{ZH: "关于一项超出本人权限的答复。", EN: "About a quick answer beyond one's own limit."},
			takes:   body("answer", map[string]*huma.Schema{"answer": schemaText("Code of a quick answer with over_limit."), "note": schemaText("Up to 1,000 characters.")}), gives: QuestionDone{}, do: d.ask,
		},
		{
			id: "approveQuestion", method: http.MethodPost, path: here + "/{no}/approve", group: "Shop", person: true, scopes: act,
			summary: wording.Words{ZH: "同意并办理", EN: "Approve a question, and do it"},
			about:   wording.Words{ZH: "以主管本人的名义办理，立即生效；重发不会重复办理。", EN: "The act is done in the supervisor's own name, at once; sent again, it is done once."}, takes: body("", nil), gives: QuestionDone{}, do: d.approveQuestion,
		},
		{
			id: "remarkQuestion", method: http.MethodPost, path: here + "/{no}/remark", group: "Shop", person: true, scopes: act,
			summary: wording.Words{ZH: "答复同事", EN: "Answer a question without doing it"}, about: wording.Words{ZH: "写明怎么办。", EN: "Say what to do instead."},
			takes: body("text", map[string]*huma.Schema{"text": schemaText("1 to 1,000 characters.")}), gives: QuestionDone{}, do: d.remarkQuestion,
		},
	}
}

func (d *door) listOpenQuestions(v *visit) (answer, error) {
	after, limit, err := v.page()
	if err != nil {
		return answer{}, err
	}
	page, err := d.Casebook.OpenAsks(v, v.who, after, limit)
	if err != nil {
		return answer{}, err
	}
	out := OpenQuestions{Questions: []OpenQuestion{}, Next: page.Next}
	for _, q := range page.Rows {
		out.Questions = append(out.Questions, OpenQuestion{
			Case: q.Case.String(), No: q.No, Merchant: q.Merchant.String(), By: q.By.String(), Answer: q.Choice, Sum: sum(q.Minor, q.Currency), At: q.At,
		})
	}
	return answer{body: out}, nil
}

func (d *door) listQuestions(v *visit) (answer, error) {
	of, err := v.caseOf()
	if err != nil {
		return answer{}, err
	}
	all, superior, err := d.Casebook.Inhouse(v, v.who, of)
	if err != nil {
		return answer{}, err
	}
	out := Questions{Case: of.String(), Superior: superior, Questions: []Question{}}
	for _, q := range all {
		out.Questions = append(out.Questions, questionOf(q, v.principal.Acting(), superior))
	}
	return answer{body: out}, nil
}

func questionOf(q casebook.Question, reader id.Person, superior bool) Question {
	out := Question{
		No: q.No, At: q.At, By: q.By.String(), You: q.By == reader, Answer: q.Choice, Sum: sum(q.Minor, q.Currency), Note: q.Note, State: "open",
		Answered: moment(q.Answered), Remark: q.Remark, May: superior && q.Open() && q.By != reader,
	}
	if q.Open() {
		return out
	}
	out.Answerer, out.State = q.Answerer.String(), "remarked"
	if q.Approved {
		out.State = "approved"
	}
	return out
}

func (d *door) ask(v *visit) (answer, error) {
	of, err := v.caseOf()
	if err != nil {
		return answer{}, err
	}
	view, err := d.merchantCase(v, of)
	if err != nil {
		return answer{}, err
	}
	r := read(v.body)
	code, note := r.text("answer", true), r.text("note", false)
	if err := r.end(); err != nil {
		return answer{}, err
	}
	c := view.Sight.World.Case
	var minor int64
	for _, q := range quickOf(view, v.lang) {
		if q.Code == code && q.Over {
			minor = q.Minor
		}
	}
	if known, err := d.Clerk.Claimed(v, v.who); err != nil || minor == 0 && !known {
		if err == nil {
			err = problemOf(&dispute.Refusal{Code: "changed"}).at("/answer")
		}
		return answer{}, err
	}
	said, err := d.Clerk.Ask(v, v.who, of, code, minor, c.Currency, note)
	if err != nil {
		return answer{}, pointed(err, "/note")
	}
	return answer{status: http.StatusCreated, replayed: said.Repeated, body: QuestionDone{Case: of.String(), No: said.No, Done: "asked"}}, nil
}

// pointed names the input that is too long or missing.
func pointed(err error, at string) error {
	p := problemOf(err)
	if p.Code != "talk/too_long" {
		return err
	}
	return p.at(at)
}

// question finds the question an address names.
func (d *door) question(v *visit) (of id.Case, q casebook.Question, superior bool, err error) {
	if of, err = v.caseOf(); err != nil {
		return of, q, false, err
	}
	no, err := strconv.Atoi(v.r.PathValue("no"))
	if err != nil {
		return of, q, false, clerk.ErrUnknown
	}
	all, superior, err := d.Casebook.Inhouse(v, v.who, of)
	if err != nil {
		return of, q, superior, err
	}
	i := slices.IndexFunc(all, func(q casebook.Question) bool { return q.No == no })
	if i < 0 {
		return of, q, superior, clerk.ErrUnknown
	}
	return of, all[i], superior, nil
}

// approveQuestion does the act first, in the supervisor's own name and under a key made
// of the question: sent again it is done once. Then the question is marked (ADR 0008).
func (d *door) approveQuestion(v *visit) (answer, error) {
	of, q, superior, err := d.question(v)
	if err != nil {
		return answer{}, err
	}
	if err := read(v.body).end(); err != nil {
		return answer{}, err
	}
	if superior && q.Open() && q.By != v.principal.Acting() {
		if err := d.doAsked(v, of, q); err != nil {
			return answer{}, err
		}
	}
	said, err := d.Clerk.AnswerAsk(v, v.who, of, q.No, true, "")
	return answer{replayed: said.Repeated, body: QuestionDone{Case: of.String(), No: q.No, Done: "approved"}}, err
}

func (d *door) doAsked(v *visit, of id.Case, q casebook.Question) error {
	if err := v.principal.RequireAct(party.Claimant); err != nil {
		return err
	}
	view, err := d.merchantCase(v, of)
	if err != nil {
		return err
	}
	who := v.who
	who.Key, who.Digest = fmt.Sprintf("asked-%s-%d", of, q.No), sha256.Sum256([]byte(q.Choice))
	for _, one := range quickOf(view, v.lang) {
		if one.Code == q.Choice && !one.Over {
			_, err := d.Clerk.Move(v, who, of, dispute.Command{Move: one.Act, In: one.Given})
			return err
		}
	}
	if done, err := d.Clerk.Known(v, who, record.Stream{Kind: record.Case, ID: of.Bytes()}); err != nil || done {
		return err
	}
	return &dispute.Refusal{Code: "changed"}
}

func (d *door) remarkQuestion(v *visit) (answer, error) {
	of, q, _, err := d.question(v)
	if err != nil {
		return answer{}, err
	}
	r := read(v.body)
	text := r.text("text", true)
	if err := r.end(); err != nil {
		return answer{}, err
	}
	said, err := d.Clerk.AnswerAsk(v, v.who, of, q.No, false, text)
	if err != nil {
		return answer{}, pointed(err, "/text")
	}
	return answer{replayed: said.Repeated, body: QuestionDone{Case: of.String(), No: q.No, Done: "remarked"}}, nil
}
