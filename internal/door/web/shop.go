package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/page"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// ShopAsk says which part of a merchant's list to show.
type ShopAsk struct{ Tab, Shop, Product, Carrier, Reason, Charge, Query, After string }

// Shop is the desk of a merchant's members. Errors: ErrUnknown for anybody else.
type Shop interface {
	Desk(ctx context.Context, who view.Visitor, ask ShopAsk) (view.ShopDesk, error)
	Money(ctx context.Context, who view.Visitor, after string) (view.ShopMoney, error)
	// Quick lists the answers to a case that need no typing.
	Quick(ctx context.Context, who view.Visitor, of id.Case) (view.Quick, error)
	// Foresee states what one of them does, and does nothing. Errors: *Refused.
	Foresee(ctx context.Context, who view.Visitor, of id.Case, choice string) (view.QuickConfirm, error)
	// Answer does it. The same key again gives what was recorded, with Again.
	// Errors: as Moves.Do.
	Answer(ctx context.Context, who view.Visitor, of id.Case, choice, key string) (view.Recorded, error)
	// Done is the page behind it: what was recorded, and the next case.
	Done(ctx context.Context, who view.Visitor, of id.Case, recorded string) (view.QuickDone, error)
}

func (s *Site) shopRoutes() map[string]route {
	return map[string]route{
		"POST /as":                       {answer: s.asHat},
		"GET /shop":                      {answer: s.shopDesk},
		"GET /shop/money":                {answer: s.shopMoney},
		"GET /shop/cases/{case}/answer":  {answer: s.shopQuick},
		"POST /shop/cases/{case}/answer": {answer: s.shopAnswer},
		"GET /shop/cases/{case}/done":    {answer: s.shopDone},
	}
}

// hatCookie keeps with which hat a member of a shop looks: "buyer", or nothing.
const hatCookie = "as"

// hat puts the hat on that the cookie names.
func (v *visit) hat() {
	if c, err := v.r.Cookie(hatCookie); err == nil && c.Value == string(view.Buyer) {
		v.who = v.who.As(view.Buyer, v.t.Shop.AsBuyer)
	}
}

// asHat changes hats: it is a choice of what to look at, and gives no right.
func (s *Site) asHat(v *visit) error {
	posted, err := v.posted()
	if err != nil {
		return err
	}
	c := &http.Cookie{Name: hatCookie, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: s.Secure, MaxAge: 1 << 25} //nolint:gosec // Secure where the site is served so
	to := "/shop"
	if posted.Get("as") == string(view.Buyer) {
		c.Value, to = string(view.Buyer), "/"
	} else {
		c.MaxAge = -1
	}
	http.SetCookie(v.w, c)
	return v.see(to)
}

func (s *Site) shopDesk(v *visit) error {
	q := v.r.URL.Query()
	ask := ShopAsk{
		Tab: short(q.Get("view")), Shop: short(q.Get("shop")), Product: long(q.Get("product")), Carrier: short(q.Get("carrier")), Reason: short(q.Get("reason")),
		Charge: short(q.Get("charge")), Query: v.search(), After: v.after(),
	}
	desk, err := s.Shop.Desk(v.r.Context(), v.who, ask)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.ShopPage(v.frame(v.t.Shop.Home).In("shop"), desk))
}

// long bounds the name of goods from an address.
func long(name string) string {
	if len(name) > 600 {
		return ""
	}
	return form.Show(name)
}

func (s *Site) shopMoney(v *visit) error {
	m, err := s.Shop.Money(v.r.Context(), v.who, v.after())
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.ShopMoneyPage(v.frame(v.t.Shop.Money).In("money"), m))
}

// shopQuick is the second tap of three: the choice, or what the choice named does.
func (s *Site) shopQuick(v *visit) error {
	of, err := v.caseOf()
	if err != nil {
		return err
	}
	choice := short(v.r.URL.Query().Get("choose"))
	if choice == "" {
		return v.showQuick(of, nil)
	}
	c, err := s.Shop.Foresee(v.r.Context(), v.who, of, choice)
	if err != nil {
		return v.quickAgain(of, err)
	}
	return v.show(http.StatusOK, page.QuickConfirmPage(v.frame(v.t.Shop.ConfirmTitle(c.Chosen.Name)).In("shop").Buttons(), c))
}

// quickAgain shows the choices again with why one was not possible.
func (v *visit) quickAgain(of id.Case, err error) error {
	if refused, ok := asRefused(err); ok {
		return v.showQuick(of, &refused.Refusal)
	}
	return err
}

func (v *visit) showQuick(of id.Case, why *view.Refusal) error {
	q, err := v.site.Shop.Quick(v.r.Context(), v.who, of)
	if err != nil {
		return err
	}
	q.Refusal = why
	status := http.StatusOK
	if why != nil {
		status = http.StatusConflict
	}
	return v.show(status, page.QuickPage(v.frame(v.t.Shop.QuickTitle).In("shop"), q))
}

// shopAnswer is the third tap.
func (s *Site) shopAnswer(v *visit) error {
	of, err := v.caseOf()
	if err != nil {
		return err
	}
	posted, err := v.posted()
	if err != nil {
		return err
	}
	key := posted.Get(form.KeyName)
	if key == "" || len(key) > 100 {
		return v.showQuick(of, nil)
	}
	done, err := s.Shop.Answer(v.r.Context(), v.who, of, short(posted.Get("choose")), key)
	if err != nil {
		return v.quickAgain(of, err)
	}
	return v.see("/shop/cases/" + of.String() + "/done?recorded=" + url.QueryEscape(done.ID))
}

func (s *Site) shopDone(v *visit) error {
	of, err := v.caseOf()
	if err != nil {
		return err
	}
	done, err := s.Shop.Done(v.r.Context(), v.who, of, short(v.r.URL.Query().Get("recorded")))
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.QuickDonePage(v.frame(v.t.Shop.Done).In("shop"), done))
}

func asRefused(err error) (*Refused, bool) { return errors.AsType[*Refused](err) }
