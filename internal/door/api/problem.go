package api

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/tianping-odr/tianping/internal/office/wording"
)

// Problem is an answer that says no (RFC 9457). Programs branch on Code, which
// never changes its meaning; people read the texts.
type Problem struct {
	Type   string `json:"type" doc:"A URI for the kind of problem; it leads to its entry on the page of operations."`
	Title  string `json:"title" doc:"What is wrong, in the language asked for."`
	Status int    `json:"status"`
	Detail string `json:"detail,omitempty" doc:"How to mend it, or what is possible instead."`
	Code   string `json:"code" doc:"Stable: dispute/held, request/duplicate_key, identity/key_missing …"`
	// Pointer is a JSON pointer into the request's body.
	Pointer string `json:"pointer,omitempty" doc:"JSON pointer (RFC 6901) to the input that is wrong."`
	// Parameter is the one of query or header that is wrong; bodies have Pointer.
	Parameter string `json:"parameter,omitempty" doc:"The parameter of the query, or the header, that is wrong."`
	Most      int    `json:"most,omitempty" doc:"How many there may be at once."`
	// Texts are title and detail in both languages.
	Texts    ProblemTexts     `json:"texts"`
	Move     string           `json:"move,omitempty" doc:"The act that was refused."`
	Rule     string           `json:"rule,omitempty" doc:"The rule of the table of who may do what that forbids it; A00 where none permits it."`
	Guard    *Coded           `json:"guard,omitempty" doc:"The condition that does not hold."`
	From     *time.Time       `json:"from,omitempty" doc:"The earliest instant at which it becomes possible, where that is known."`
	Until    *time.Time       `json:"until,omitempty" doc:"When the hold ends that is in the way."`
	Possible []Coded          `json:"possible,omitempty" doc:"Acts that are possible instead, now, for this person."`
	Minor    *int64           `json:"possible_minor,omitempty" doc:"The sum that would be possible instead, in minor units."`
	Errors   []ProblemElement `json:"errors,omitempty" doc:"Everything wrong at once, where more than one thing is."`
	Since    []Happened       `json:"since,omitempty" doc:"Where the state of the case is in the way: what happened since the version in Tianping-Seen-Version, or since the request came; newest first, 20 at most."`
	Retry    int              `json:"retry_after,omitempty" doc:"Seconds to wait before trying again."`
}

// Happened is one thing that happened meanwhile, as on the reader's timeline.
type Happened struct {
	ID    string        `json:"id"`
	At    time.Time     `json:"at"`
	Kind  string        `json:"kind"`
	Words wording.Words `json:"words"`
	By    Coded         `json:"by"`
	You   bool          `json:"you,omitempty"`
}

// ProblemTexts are the sentences of a problem in both languages.
type ProblemTexts struct {
	Title  wording.Words  `json:"title"`
	Detail *wording.Words `json:"detail,omitempty"`
}

// ProblemElement is one thing wrong among several.
type ProblemElement struct {
	Code    string         `json:"code"`
	Index   *int           `json:"index,omitempty" doc:"Which order of the request, from 0."`
	Pointer string         `json:"pointer,omitempty"`
	Texts   wording.Words  `json:"texts"`
	Mend    *wording.Words `json:"mend,omitempty"`
}

// Coded is a code with its words.
type Coded struct {
	Code  string        `json:"code"`
	Words wording.Words `json:"words"`
}

// Error implements error, so that operations return problems like other errors.
func (p *Problem) Error() string { return "problem: " + p.Code }

// problemType is where a kind of problem is described.
func problemType(code string) string { return "/docs#problem:" + code }

// newProblem makes a problem of a code, its status and its words.
func newProblem(code string, status int, wrong, mend wording.Words) *Problem {
	p := &Problem{Type: problemType(code), Status: status, Code: code, Texts: ProblemTexts{Title: wrong}}
	if !mend.IsZero() {
		p.Texts.Detail = &mend
	}
	return p
}

// at points a problem at an input.
func (p *Problem) at(pointer string) *Problem {
	p.Pointer = pointer
	return p
}

// named names the parameter or header that is wrong.
func (p *Problem) named(parameter string) *Problem {
	p.Parameter = parameter
	return p
}

// badParameter is the problem of one parameter of the query, or one header.
func badParameter(name string) *Problem { return request("request/bad_parameter").named(name) }

// write answers with the problem in a language.
func (p *Problem) write(w http.ResponseWriter, lang wording.Lang) {
	said := *p
	said.Title = p.Texts.Title.In(lang)
	if p.Texts.Detail != nil {
		said.Detail = p.Texts.Detail.In(lang)
	}
	body, err := json.Marshal(said)
	if err != nil {
		http.Error(w, "{}", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "application/problem+json; charset=utf-8")
	h.Set("Content-Language", string(lang))
	if p.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="tianping"`)
	}
	if p.Retry > 0 {
		h.Set("Retry-After", text(p.Retry))
	}
	w.WriteHeader(p.Status)
	_, _ = w.Write(body)
}
