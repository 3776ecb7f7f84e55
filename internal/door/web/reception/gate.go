package reception

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// gate knows who is at the browser.
type gate struct{ *Reception }

// lasting is how long the cookie of a session is kept; the desk ends it sooner
// when it idles.
const lasting = 7 * 24 * time.Hour

// Visitor implements web.Gate.
func (g gate) Visitor(ctx context.Context, token string, lang text.Lang) (view.Visitor, error) {
	p, err := g.Identity.Authenticate(ctx, token)
	var refusal *identity.Refusal
	switch {
	case errors.As(err, &refusal):
		return view.Visitor{}, web.ErrNoSession
	case err != nil:
		return view.Visitor{}, err
	case p.Market != g.Market:
		return view.Visitor{}, web.ErrNoSession
	}
	v := view.Visitor{Market: g.Market, Person: p.Person, Account: p.Credential, Lang: lang, Languages: text.Languages()}
	if v.Name, err = g.Casebook.Name(ctx, g.Market, p.Person); err != nil {
		return v, outside(err)
	}
	if err := g.capacities(ctx, &v); err != nil {
		return v, outside(err)
	}
	if v.MustEnrol, err = g.mustEnrol(ctx, v); err != nil {
		return v, outside(err)
	}
	mail, err := g.Casebook.Notices(ctx, g.who(v), "", 50, casebook.AnyHat)
	if err != nil {
		return v, outside(err)
	}
	for _, n := range mail.Rows {
		if n.Left && n.Served.IsZero() {
			v.Unread++
		}
	}
	return v, nil
}

// capacities says as what a visitor comes: staff, member of a merchant, else buyer.
func (g gate) capacities(ctx context.Context, v *view.Visitor) error {
	roles, merchants, err := g.Casebook.Roles(ctx, g.Market, v.Person)
	if err != nil {
		return err
	}
	v.Admin = slices.ContainsFunc(roles, func(r string) bool {
		return r == string(party.Admin) || r == string(party.Supervisor) || r == string(party.Regulator)
	})
	v.Runs = slices.ContainsFunc(roles, func(r string) bool {
		return r == string(party.Admin) || r == string(party.Officer) || r == string(party.Supervisor)
	})
	for _, m := range merchants {
		if slices.ContainsFunc(v.Shops, func(s view.Shop) bool { return s.ID == m }) {
			continue
		}
		name, err := g.Casebook.ShopName(ctx, g.Market, m)
		if err != nil {
			return err
		}
		v.Shops = append(v.Shops, view.Shop{ID: m, Name: name})
	}
	switch {
	case len(merchants) > 0:
		v.Side, v.Role = view.Seller, capital(wording.Who("merchant").In(v.Lang))
	case len(roles) > 0:
		v.Side, v.Role = view.Staff, capital(wording.Who(roles[0]).In(v.Lang))
		v.Staff = slices.ContainsFunc(roles, func(r string) bool { return r != "admin" && r != "regulator" })
		if slices.Contains(roles, "adjudicator") || slices.Contains(roles, "reviewer") {
			v.Side = view.Gold
		}
	default:
		v.Side, v.Role = view.Buyer, capital(wording.Side("buyer").In(v.Lang))
	}
	return nil
}

// SignIn implements web.Gate.
func (g gate) SignIn(ctx context.Context, in web.SignIn) (string, time.Duration, error) {
	token, _, err := g.Identity.SignIn(ctx, identity.SignIn{
		Market: g.Market, Login: in.Account, Password: in.Password, Address: in.Client, Device: identity.DeviceOf(in.Agent),
	})
	return token, lasting, entering(err)
}

// Second implements web.Gate.
func (g gate) Second(ctx context.Context, half, code, agent string) (string, time.Duration, error) {
	token, _, err := g.Identity.Finish(ctx, identity.Second{Half: half, Code: code, Device: identity.DeviceOf(agent)})
	return token, lasting, entering(err)
}

// entering is why somebody was not let in, as the pages know it. That an account is
// locked is said only to who brought the right password.
func entering(err error) error {
	var half *identity.Half
	if errors.As(err, &half) {
		return &web.Half{Token: half.Token}
	}
	var refusal *identity.Refusal
	if !errors.As(err, &refusal) {
		return err
	}
	switch refusal.Code {
	case identity.Throttled:
		return &web.Wait{For: refusal.Retry}
	case identity.Busy:
		return web.ErrBusy
	case identity.AccountLocked:
		return web.ErrLocked
	case identity.LinkUnusable:
		return web.ErrNoSession
	default:
		return web.ErrCredentials
	}
}

// SignOut implements web.Gate.
func (g gate) SignOut(ctx context.Context, token string) error {
	return g.Identity.SignOut(ctx, token)
}

// DemoAccounts implements web.Gate.
func (g gate) DemoAccounts(_ context.Context, lang text.Lang) []view.DemoAccount {
	out := make([]view.DemoAccount, 0, len(g.Demo))
	for _, a := range g.Demo {
		role := wording.Words{ZH: a.RoleZH, EN: capital(a.RoleEN)}
		side := view.Staff
		switch {
		case a.RoleEN == "buyer":
			side = view.Buyer
		case len(a.RoleEN) > 8 && a.RoleEN[:8] == "merchant", a.RoleEN == "platform as seller":
			side = view.Seller
		case a.RoleEN == "adjudicator", a.RoleEN == "reviewer":
			side = view.Gold
		}
		out = append(out, view.DemoAccount{Name: a.Name, Role: role.In(lang), Side: side, Account: a.Name, Password: a.Password})
	}
	return out
}
