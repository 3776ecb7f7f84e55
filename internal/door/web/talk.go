package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/page"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// Talk is what is said beside a case: inside a merchant, and between the two sides of
// an order. Errors: ErrUnknown for everybody it is not for, *Refused.
type Talk interface {
	// Asking shows the questions about a case; choice is the answer to ask about.
	Asking(ctx context.Context, who view.Visitor, of id.Case, choice string) (view.Asking, error)
	Ask(ctx context.Context, who view.Visitor, of id.Case, choice, note, key string) error
	// Approve does the act in the supervisor's own name and records that.
	Approve(ctx context.Context, who view.Visitor, of id.Case, no int, key string) error
	Remark(ctx context.Context, who view.Visitor, of id.Case, no int, remark, key string) error

	// Words is the page for an answer in one's own words; looked reads a draft.
	Words(ctx context.Context, who view.Visitor, of id.Case, draft string, looked bool) (view.Words, error)
	AnswerInWords(ctx context.Context, who view.Visitor, of id.Case, text, key string) (view.Recorded, error)

	Direct(ctx context.Context, who view.Visitor, of id.Order, draft string, looked bool) (view.DirectTalk, error)
	Say(ctx context.Context, who view.Visitor, of id.Order, text, key string) error
	// Seen marks what the other side wrote as read; it serves nothing, and starts no time.
	Seen(ctx context.Context, who view.Visitor, of id.Order, key string) error
	// Record is the whole talk as a file.
	Record(ctx context.Context, who view.Visitor, of id.Order) (name string, body []byte, err error)
	Attach(ctx context.Context, who view.Visitor, of id.Order, to id.Case, key string) (view.Recorded, error)
}

func (s *Site) talkRoutes() map[string]route {
	return map[string]route{
		"GET /shop/cases/{case}/ask":    {answer: s.asking},
		"POST /shop/cases/{case}/ask":   {answer: s.askDone},
		"GET /shop/cases/{case}/words":  {answer: s.words},
		"POST /shop/cases/{case}/words": {answer: s.wordsDone},
		"GET /orders/{order}/talk":      {answer: s.directTalk},
		"POST /orders/{order}/talk":     {answer: s.directSaid},
		"GET /orders/{order}/talk/file": {answer: s.directFile},
	}
}

func (s *Site) asking(v *visit) error {
	of, err := v.caseOf()
	if err != nil {
		return err
	}
	a, err := s.Talk.Asking(v.r.Context(), v.who, of, short(v.r.URL.Query().Get("choose")))
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.AskPage(v.frame(v.t.Talk.AskTitle).In("shop"), a))
}

// keyed is a form with its one-time key; one without it is garbled.
func (v *visit) keyed() (form.Typed, string, error) {
	posted, err := v.posted()
	if err != nil {
		return posted, "", err
	}
	key := posted.Get(form.KeyName)
	if key == "" || len(key) > 100 {
		return posted, "", errGarbled
	}
	return posted, key, nil
}

func (s *Site) askDone(v *visit) error {
	of, err := v.caseOf()
	if err != nil {
		return err
	}
	posted, key, err := v.keyed()
	if err != nil {
		return err
	}
	note, choice := clean(posted.Get("note")), short(posted.Get("choose"))
	no, _ := strconv.Atoi(posted.Get("no"))
	switch posted.Get("do") {
	case "approve":
		err = s.Talk.Approve(v.r.Context(), v.who, of, no, key)
	case "remark":
		err = s.Talk.Remark(v.r.Context(), v.who, of, no, note, key)
	default:
		err = s.Talk.Ask(v.r.Context(), v.who, of, choice, note, key)
	}
	if refused, ok := asRefused(err); ok {
		a, again := s.Talk.Asking(v.r.Context(), v.who, of, choice)
		if again != nil {
			return again
		}
		a.Note, a.Wrong = note, refused.Title
		return v.show(http.StatusConflict, page.AskPage(v.frame(v.t.Talk.AskTitle).In("shop"), a))
	}
	if err != nil {
		return err
	}
	return v.see("/shop/cases/" + of.String() + "/ask")
}

// clean is a text as it may be stored and shown.
func clean(text string) string { return strings.TrimSpace(form.Show(text)) }

func (s *Site) words(v *visit) error {
	of, err := v.caseOf()
	if err != nil {
		return err
	}
	return v.showWords(of, "", false, "")
}

func (v *visit) showWords(of id.Case, draft string, looked bool, wrong string) error {
	w, err := v.site.Talk.Words(v.r.Context(), v.who, of, draft, looked)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if w.Wrong = wrong; wrong != "" {
		status = http.StatusConflict
	}
	return v.show(status, page.WordsPage(v.frame(v.t.Talk.Own).In("shop"), w))
}

func (s *Site) wordsDone(v *visit) error {
	of, err := v.caseOf()
	if err != nil {
		return err
	}
	posted, key, err := v.keyed()
	if err != nil {
		return err
	}
	draft := clean(posted.Get("text"))
	if posted.Get("do") == "look" {
		return v.showWords(of, draft, true, "")
	}
	done, err := s.Talk.AnswerInWords(v.r.Context(), v.who, of, draft, key)
	if refused, ok := asRefused(err); ok {
		return v.showWords(of, draft, false, refused.Title)
	}
	if err != nil {
		return err
	}
	return v.see("/shop/cases/" + of.String() + "/done?recorded=" + url.QueryEscape(done.ID))
}

func (s *Site) directTalk(v *visit) error {
	of, err := v.orderOf()
	if err != nil {
		return err
	}
	return v.showDirect(of, "", false, "")
}

func (v *visit) showDirect(of id.Order, draft string, looked bool, wrong string) error {
	d, err := v.site.Talk.Direct(v.r.Context(), v.who, of, draft, looked)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if d.Wrong = wrong; wrong != "" {
		status = http.StatusConflict
	}
	return v.show(status, page.DirectPage(v.frame(v.t.Talk.Direct).In("orders"), d))
}

func (s *Site) directSaid(v *visit) error {
	of, err := v.orderOf()
	if err != nil {
		return err
	}
	posted, key, err := v.keyed()
	if err != nil {
		return err
	}
	draft := clean(posted.Get("text"))
	switch posted.Get("do") {
	case "look":
		return v.showDirect(of, draft, true, "")
	case "seen":
		if err := s.Talk.Seen(v.r.Context(), v.who, of, key); err != nil {
			return err
		}
		return v.see("/orders/" + of.String() + "/talk")
	case "attach":
		to, wrong := caseID(posted.Get("case"))
		if wrong != nil {
			return wrong
		}
		done, err := s.Talk.Attach(v.r.Context(), v.who, of, to, key)
		if refused, ok := asRefused(err); ok {
			return v.showDirect(of, draft, false, refused.Title)
		}
		if err != nil {
			return err
		}
		return v.done(done)
	}
	err = s.Talk.Say(v.r.Context(), v.who, of, draft, key)
	if refused, ok := asRefused(err); ok {
		return v.showDirect(of, draft, false, refused.Title)
	}
	if err != nil {
		return err
	}
	return v.see("/orders/" + of.String() + "/talk#last")
}

func (s *Site) directFile(v *visit) error {
	of, err := v.orderOf()
	if err != nil {
		return err
	}
	name, body, err := s.Talk.Record(v.r.Context(), v.who, of)
	if err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(name))
	h.Set("Cache-Control", "private, no-store")
	_, err = v.w.Write(body)
	return err
}
