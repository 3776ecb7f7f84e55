package web

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/page"
)

func (s *Site) workbench(v *visit) error {
	q := v.r.URL.Query()
	ask := Work{
		Tab: short(q.Get("view")), Stage: short(q.Get("stage")), Flag: short(q.Get("flag")), Reason: short(q.Get("reason")), Least: short(q.Get("least")),
		Query: v.search(), After: v.after(),
	}
	bench, err := s.Workbench.Workbench(v.r.Context(), v.who, ask)
	if err != nil {
		return err
	}
	bench.Here = v.r.URL.RawQuery
	return v.show(http.StatusOK, page.WorkbenchPage(v.frame(v.t.Shell.Workbench).In("workbench"), bench))
}

// take seats the visitor in a case nobody holds: the one named, or the most urgent.
func (s *Site) take(v *visit) error {
	posted, err := v.posted()
	if err != nil {
		return err
	}
	var of id.Case
	if name := posted.Get("case"); name != "" {
		if of, err = caseID(name); err != nil {
			return err
		}
	}
	taken, err := s.Workbench.Take(v.r.Context(), v.who, of, keyOf(posted))
	var refused *Refused
	switch {
	case errors.Is(err, ErrUnknown) && of.IsZero(): // somebody else took the last one
		return v.see("/workbench?view=unassigned")
	case errors.As(err, &refused):
		return v.show(http.StatusConflict, page.RefusalPage(v.frame(refused.Title), refused.Refusal, nil))
	case err != nil:
		return err
	}
	return v.see("/cases/" + taken.String())
}

// nextCase remembers what of this case was seen, and leads to the next of the
// visitor's own; without another, back to the list.
func (s *Site) nextCase(v *visit) error {
	posted, err := v.posted()
	if err != nil {
		return err
	}
	after, err := caseID(posted.Get("case"))
	if err != nil {
		return err
	}
	if err := s.Workbench.HaveRead(v.r.Context(), v.who, after, posted.Get("seen")); err != nil && !errors.Is(err, ErrUnknown) {
		return err
	}
	next, err := s.Workbench.NextCase(v.r.Context(), v.who, after)
	if errors.Is(err, ErrUnknown) {
		return v.see(backTo(posted.Get("from")))
	}
	if err != nil {
		return err
	}
	return v.see("/cases/" + next.String() + fromQuery(posted.Get("from")))
}

// caseSeen remembers that a case was read, and stays there.
func (s *Site) caseSeen(v *visit) error {
	posted, err := v.posted()
	if err != nil {
		return err
	}
	of, err := caseID(posted.Get("case"))
	if err != nil {
		return err
	}
	if err := s.Workbench.HaveRead(v.r.Context(), v.who, of, posted.Get("seen")); err != nil {
		return err
	}
	return v.see("/cases/" + of.String() + fromQuery(posted.Get("from")))
}

// keyOf is the one-time key of a form; a form without a fit one has none.
func keyOf(posted form.Typed) string {
	if key := posted.Get(form.KeyName); len(key) <= 100 {
		return key
	}
	return ""
}

// mostBack bounds the query of a list that a page carries to come back to it.
const mostBack = 600

// backTo is the address of the list a visitor came from, given its query.
func backTo(query string) string {
	if _, err := url.ParseQuery(query); err != nil || query == "" || len(query) > mostBack {
		return "/workbench"
	}
	back := "/workbench?" + query
	if !local(back) {
		return "/workbench"
	}
	return back
}

// fromQuery carries that query on; "" for none.
func fromQuery(query string) string {
	if backTo(query) == "/workbench" {
		return ""
	}
	return "?from=" + url.QueryEscape(query)
}
