package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/page"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// call shows the form that notes a telephone call.
func (s *Site) call(v *visit) error {
	c, err := v.callForm()
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.CallPage(v.frame(v.t.Mediator.Call).In("workbench"), page.CallForm{Call: c, Key: s.token(15)}))
}

func (v *visit) callForm() (view.Call, error) {
	of, err := v.caseOf()
	if err != nil {
		return view.Call{}, err
	}
	return v.site.Cases.Call(v.r.Context(), v.who, of)
}

// callDone keeps the note. Whatever is missing or refused comes back with the form,
// and with everything that was ticked and typed.
func (s *Site) callDone(v *visit) error {
	of, err := v.caseOf()
	if err != nil {
		return err
	}
	posted, err := v.posted()
	if err != nil {
		return err
	}
	key := keyOf(posted)
	c, err := v.callForm()
	if err != nil {
		return err
	}
	shown := page.CallForm{Call: c, Key: key, Typed: posted}
	given, wrong := v.callNote(c, posted)
	if len(wrong) > 0 {
		shown.Wrong = wrong
		return v.show(http.StatusUnprocessableEntity, page.CallPage(v.frame(v.t.Mediator.Call).In("workbench"), shown))
	}
	done, err := s.Moves.Do(v.r.Context(), v.who, Of{Case: of}, "message", "", key, given)
	var refused *Refused
	if errors.As(err, &refused) {
		shown.Refusal = &refused.Refusal
		return v.show(http.StatusConflict, page.CallPage(v.frame(refused.Title).In("workbench"), shown))
	}
	if err != nil {
		return err
	}
	return v.done(done)
}

// callNote reads the form: the ticked sentences, each on a line, then what was typed.
func (v *visit) callNote(c view.Call, posted form.Typed) (given dispute.Answers, wrong []form.Wrong) {
	missing := func(id, label string) {
		wrong = append(wrong, form.Wrong{ID: id, Label: label, Message: v.t.Mediator.CallMissing})
	}
	whom := posted.Get("call")
	if !slices.ContainsFunc(c.Whom, func(p view.Pair) bool { return p.Value == whom }) {
		missing("call-whom", v.t.Mediator.CallWhom)
	}
	minutes, err := strconv.ParseInt(posted.Get("minutes"), 10, 16)
	if err != nil || minutes < 1 {
		missing("call-long", v.t.Mediator.CallLong)
	}
	var lines []string
	for i, sentence := range c.Sentences {
		if slices.Contains(posted["said"], strconv.Itoa(i)) {
			lines = append(lines, sentence)
		}
	}
	if free := strings.TrimSpace(form.Show(posted.Get("more"))); free != "" {
		lines = append(lines, free)
	}
	if len(lines) == 0 {
		wrong = append(wrong, form.Wrong{ID: "call-what", Label: v.t.Mediator.CallWhat, Message: v.t.Mediator.CallNothing})
	}
	given = dispute.Answers{{Name: "text", Text: strings.Join(lines, "\n")}, {Name: "call", Value: whom}, {Name: "minutes", Minor: minutes}}
	if began := posted.Get("began"); began != "" {
		at, err := time.ParseInLocation("2006-01-02T15:04", began, v.zone())
		if err != nil {
			wrong = append(wrong, form.Wrong{ID: "call-began", Label: v.t.Mediator.CallBegan, Message: v.t.Mediator.CallMissing})
		}
		given = append(given, dispute.Answer{Name: "began", At: &at})
	}
	return given, wrong
}
