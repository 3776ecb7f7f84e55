package reception

import (
	"errors"
	"fmt"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/evidence"
	"github.com/tianping-odr/tianping/internal/office/filing"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// outside turns what the office answers into what the pages know; everything else
// stays a fault.
func outside(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, clerk.ErrUnknown), errors.Is(err, casebook.ErrCursor), errors.Is(err, docket.ErrKeyDestroyed), errors.Is(err, evidence.ErrUnknown):
		return web.ErrUnknown
	case errors.Is(err, docket.ErrBusy), errors.Is(err, docket.ErrUnknown):
		return web.ErrBusy
	case errors.Is(err, filing.ErrChanged):
		return web.ErrChanged
	case errors.Is(err, evidence.ErrTooLarge), errors.Is(err, filing.ErrTooLarge):
		return web.ErrTooLarge
	case errors.Is(err, evidence.ErrKind), errors.Is(err, evidence.ErrEmpty):
		return web.ErrFileKind
	}
	return err
}

// refused puts a refusal of the rules into words: what is wrong, what is possible
// instead, and from or until when.
func (s *session) refused(err error, back string, of id.Case) error {
	var act *dispute.Refusal
	var books *escrow.Refusal
	var grant *party.Refusal
	switch {
	case errors.As(err, &act):
		return s.refusal(*act, back, of)
	case errors.As(err, &books):
		return s.refusal(dispute.Refusal{Code: books.Code}, back, of)
	case errors.As(err, &grant):
		return s.refusal(dispute.Refusal{Code: string(grant.Code)}, back, of)
	case errors.Is(err, evidence.ErrFull):
		return s.refusal(dispute.Refusal{Code: "bounds"}, back, of)
	}
	return outside(err)
}

func (s *session) refusal(r dispute.Refusal, back string, of id.Case) *web.Refused {
	words := wording.Refusal(r.Code)
	out := view.Refusal{Code: r.Code, Title: s.in(words.Wrong), Why: []string{s.in(words.Instead)}, BackURL: back, Field: inputName(r.Field)}
	if r.Move == "submit" && r.Code == "already_done" {
		out.Why = []string{s.t.Buyer.NoMore} // another draft was first (refile.go)
	}
	if !r.From.IsZero() {
		out.Why = append(out.Why, fmt.Sprintf(s.t.Desk.PossibleFrom, s.at(r.From)))
	}
	if !r.Until.IsZero() {
		out.Why = append(out.Why, fmt.Sprintf(s.t.Desk.LastsUntil, s.till(r.Until)))
	}
	for _, name := range r.Possible {
		if !of.IsZero() {
			out.Possible = append(out.Possible, view.Act{Code: name, Name: s.in(wording.Move(name).Name), URL: moveURL(of, name, "")})
		}
	}
	return &web.Refused{Refusal: out}
}

// inputName is a refused input as forms name it: claims/0/amount → claims.0.amount.
func inputName(field string) string {
	out := []byte(field)
	for i := range out {
		if out[i] == '/' {
			out[i] = '.'
		}
	}
	return string(out)
}
