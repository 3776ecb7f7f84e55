package web

import (
	"net/http"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web/page"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// start is the first page; staff begin at the workbench.
func (s *Site) start(v *visit) error {
	if v.who.Staff {
		return v.see("/workbench")
	}
	if v.who.Runs {
		return v.see("/menu")
	}
	if v.who.Side == view.Seller && len(v.who.Shops) > 0 {
		return v.see("/shop")
	}
	start, err := s.Front.Start(v.r.Context(), v.who, short(v.r.URL.Query().Get("problem")))
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.StartPage(v.frame(v.t.Shell.Problem).In("start"), start))
}

func (s *Site) menu(v *visit) error {
	return v.show(http.StatusOK, page.MenuPage(v.frame(v.t.Shell.MenuTitle)))
}

func (s *Site) rules(v *visit) error {
	rules, err := s.Rules.Rules(v.r.Context(), v.t.Lang, short(v.r.URL.Query().Get("procedure")))
	if err != nil {
		return err
	}
	part := short(v.r.URL.Query().Get("part"))
	if !slices.Contains(page.RulesParts(rules), part) {
		return ErrUnknown
	}
	return v.show(http.StatusOK, page.RulesPage(v.frame(v.t.Shell.Rules).In("rules"), rules, part))
}

func (s *Site) orders(v *visit) error {
	asked := v.r.URL.Query()
	list, err := s.Orders.Orders(v.r.Context(), v.who, OrdersAsk{Query: v.search(), State: asked.Get("state"), Month: asked.Get("month"), After: v.after()})
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.OrdersPage(v.frame(list.ForWho).In("orders"), list))
}

func (s *Site) order(v *visit) error {
	of, err := v.orderOf()
	if err != nil {
		return err
	}
	order, err := s.Orders.Order(v.r.Context(), v.who, of)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.OrderPage(v.frame(order.Title).In("orders"), order))
}

func (s *Site) escrow(v *visit) error {
	of, err := v.orderOf()
	if err != nil {
		return err
	}
	escrow, err := s.Orders.Escrow(v.r.Context(), v.who, of)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.EscrowPage(v.frame(escrow.Order.Title).In("orders"), escrow))
}

func (s *Site) cases(v *visit) error {
	list, err := s.Cases.Cases(v.r.Context(), v.who, v.search(), v.after())
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.CasesPage(v.frame(v.t.Shell.Cases).In("cases"), list))
}

// caseRoom shows a case. recorded names the event an act just left behind; the
// page says so only if that event is really there.
func (s *Site) caseRoom(v *visit) error {
	of, err := v.caseOf()
	if err != nil {
		return err
	}
	before := v.r.URL.Query().Get("before")
	if len(before) > 64 {
		before = ""
	}
	c, err := s.Cases.Case(v.r.Context(), v.who, of, before)
	if err != nil {
		return err
	}
	section := "cases"
	if v.who.Staff {
		section = "workbench"
	}
	done := justRecorded(c, v.r.URL.Query().Get("recorded"))
	v.recall(of, &c)
	if before == "" {
		c.LiveURL = liveURL(of, c, done, v.r.URL.Query().Get("from"))
	}
	v.maySpeak()
	frame := v.frame(c.Title).In(section)
	frame.Back = backTo(v.r.URL.Query().Get("from"))
	return v.show(http.StatusOK, page.CasePage(frame, c, done))
}

// short bounds a code from an address.
func short(code string) string {
	if len(code) > 64 {
		return ""
	}
	return code
}

func (v *visit) orderOf() (of id.Order, err error) {
	if of.UnmarshalText([]byte(v.r.PathValue("order"))) != nil || of.IsZero() {
		return of, ErrUnknown
	}
	return of, nil
}

func (v *visit) caseOf() (of id.Case, err error) { return caseID(v.r.PathValue("case")) }

func caseID(text string) (of id.Case, err error) {
	if of.UnmarshalText([]byte(text)) != nil || of.IsZero() {
		return of, ErrUnknown
	}
	return of, nil
}

// justRecorded finds the entry an address claims was just made.
func justRecorded(c view.Case, entry string) *view.Entry {
	for i := range c.Timeline {
		if entry != "" && entry == c.Timeline[i].ID {
			return &c.Timeline[i]
		}
	}
	if c.Latest != nil && entry != "" && entry == c.Latest.ID {
		return c.Latest // an act that stands elsewhere on the page: an offer, a message
	}
	return nil
}
