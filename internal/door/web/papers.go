package web

import (
	"net/http"
	"strconv"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web/page"
)

// numbered reads the case and the number of one of its papers.
func (v *visit) numbered() (of id.Case, no int, err error) {
	if of, err = v.caseOf(); err != nil {
		return of, 0, err
	}
	if no, err = strconv.Atoi(short(v.r.PathValue("no"))); err != nil || no < 1 {
		return of, 0, ErrUnknown
	}
	return of, no, nil
}

// section is where in the navigation the papers of a case stand.
func (v *visit) section() string {
	if v.who.Staff {
		return "workbench"
	}
	return "cases"
}

func (s *Site) decisionPaper(v *visit) error {
	of, no, err := v.numbered()
	if err != nil {
		return err
	}
	d, err := s.Papers.Decision(v.r.Context(), v.who, of, no)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.PaperPage(v.frame(d.Title).In(v.section()), d))
}

func (s *Site) settledPaper(v *visit) error {
	of, no, err := v.numbered()
	if err != nil {
		return err
	}
	d, err := s.Papers.Settled(v.r.Context(), v.who, of, no)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.SettledPage(v.frame(d.Title).In(v.section()), d))
}

func (s *Site) printCase(v *visit) error {
	of, err := v.caseOf()
	if err != nil {
		return err
	}
	c, err := s.Papers.File(v.r.Context(), v.who, of)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.FilePage(v.frame(v.t.Ruling.File+" "+c.Number).In(v.section()), c))
}

// payments are what was instructed to whoever holds the money.
func (s *Site) payments(v *visit) error {
	list, err := s.Paying.Payments(v.r.Context(), v.who, short(v.r.URL.Query().Get("state")), v.after())
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.PaymentsPage(v.frame(v.t.Ruling.PaymentsTitle).In("payments"), list))
}

// intake is a new case on one screen, for the officer who decides whether it is taken.
func (s *Site) intake(v *visit) error {
	of, err := v.caseOf()
	if err != nil {
		return err
	}
	c, err := s.Papers.Intake(v.r.Context(), v.who, of)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.IntakePage(v.frame(v.t.Intake.Title+" "+c.Number).In("workbench"), c))
}
