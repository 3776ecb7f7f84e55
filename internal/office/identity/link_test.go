package identity_test

import (
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/identity"
)

// TestLinks: a link is looked at as often as one likes and used once; expired, of
// another purpose or mistyped it is nothing.
func TestLinks(t *testing.T) {
	t.Parallel()
	s := open(t)
	ctx := t.Context()
	text := s.link(t, identity.ReadNotice, ann)
	for range 3 {
		l, err := s.PeekLink(ctx, text, identity.ReadNotice)
		if err != nil || l.Principal().Acting() != ann || !strings.HasPrefix(l.Principal().Credential, "link:") {
			t.Fatalf("peek: %+v, %v", l, err)
		}
	}
	_, err := s.PeekLink(ctx, text, identity.Enter)
	refused(t, err, identity.LinkUnusable)
	_, err = s.UseLink(ctx, text, identity.Enter)
	refused(t, err, identity.LinkUnusable)
	_, err = s.UseLink(ctx, text+"0", identity.ReadNotice)
	refused(t, err, identity.LinkUnusable)
	_, err = s.UseLink(ctx, strings.ToUpper(text), identity.ReadNotice)
	ok(t, err)
	_, err = s.UseLink(ctx, text, identity.ReadNotice)
	refused(t, err, identity.LinkUnusable)
	_, err = s.PeekLink(ctx, text, identity.ReadNotice)
	refused(t, err, identity.LinkUnusable)
	late := s.link(t, identity.ReadNotice, ann)
	s.wait(time.Hour)
	_, err = s.PeekLink(ctx, late, identity.ReadNotice)
	refused(t, err, identity.LinkUnusable)
	_, err = s.UseLink(ctx, late, identity.ReadNotice)
	refused(t, err, identity.LinkUnusable)
	good := identity.NewLink{Market: shop, Purpose: identity.Join, Person: ann, Target: "case_1", Length: time.Hour}
	for name, spoil := range map[string]func(*identity.NewLink){
		"purpose": func(n *identity.NewLink) { n.Purpose = "party" },
		"person":  func(n *identity.NewLink) { n.Person = id.Person{} },
		"target":  func(n *identity.NewLink) { n.Target = "王小明" },
		"long":    func(n *identity.NewLink) { n.Target = strings.Repeat("x", 129) },
		"contact": func(n *identity.NewLink) { n.Contact = -1 },
		"none":    func(n *identity.NewLink) { n.Length = 0 },
		"length":  func(n *identity.NewLink) { n.Length = identity.LongestLink + 1 },
	} {
		bad := good
		spoil(&bad)
		if _, _, err := s.MakeLink(ctx, bad); err == nil {
			t.Errorf("%s: made", name)
		} else {
			refused(t, err, identity.LinkMalformed)
		}
	}
}

// TestKeys: a key works until it is revoked or expires, in no other form than told,
// and acts on behalf of known persons only with a scope for it.
func TestKeys(t *testing.T) {
	t.Parallel()
	s := open(t)
	ctx := t.Context()
	mint := func(n identity.NewKey) (string, identity.Key) {
		t.Helper()
		n.Market, n.Label = shop, "warehouse"
		text, k, err := s.MintKey(ctx, n)
		ok(t, err)
		return "Bearer " + text, k
	}
	header, key := mint(identity.NewKey{Scopes: []identity.Scope{identity.ActParty, identity.CasesRead}})
	p, err := s.AuthenticateKey(ctx, header)
	ok(t, err)
	if p.Market != shop || p.Credential != "key:"+key.Number.String() || !p.IsKey() || !p.Acting().IsZero() {
		t.Errorf("principal %+v", p)
	}
	if !strings.HasPrefix(header, "Bearer tp_") || strings.Contains(p.Credential, header[10:20]) {
		t.Errorf("header %s, credential %s", header[:10], p.Credential)
	}
	ok(t, p.Require(identity.CasesRead))
	refused(t, p.Require(identity.OrdersWrite), identity.ScopeMissing)
	ok(t, p.RequireAct(party.Respondent))
	refused(t, p.RequireAct(party.Mediator), identity.ScopeMissing)
	refused(t, p.RequireAct(party.Admin), identity.ScopeMissing)

	as, err := s.ActAs(ctx, p, bob.String())
	ok(t, err)
	if as.Acting() != bob || as.Credential != p.Credential || !p.OnBehalfOf.IsZero() {
		t.Errorf("acting %+v", as)
	}
	same, err := s.ActAs(ctx, p, "")
	ok(t, err)
	if !same.OnBehalfOf.IsZero() {
		t.Error("acts on behalf of somebody unnamed")
	}
	for _, bad := range []string{"per_x", strings.ToUpper(bob.String()), " " + bob.String(), id.From[id.Person]([16]byte{9}).String(), id.From[id.Case]([16]byte{4}).String()} {
		_, err := s.ActAs(ctx, p, bad)
		refused(t, err, identity.UnknownPerson)
	}
	reader, _ := mint(identity.NewKey{Scopes: []identity.Scope{identity.CasesRead}, Length: time.Hour})
	p, err = s.AuthenticateKey(ctx, reader)
	ok(t, err)
	_, err = s.ActAs(ctx, p, bob.String())
	refused(t, err, identity.NotOnBehalf)
	_, err = s.ActAs(ctx, identity.Principal{Market: shop, Person: ann}, bob.String())
	refused(t, err, identity.NotOnBehalf)

	s.wait(time.Hour)
	_, err = s.AuthenticateKey(ctx, reader)
	refused(t, err, identity.KeyUnusable)
	ok(t, s.RevokeKey(ctx, shop, key.Number))
	_, err = s.AuthenticateKey(ctx, header)
	refused(t, err, identity.KeyUnusable)
	refused(t, s.RevokeKey(ctx, id.From[id.Market]([16]byte{2}), key.Number), identity.KeyUnusable)
	list, err := s.Keys(ctx, shop)
	if err != nil || len(list) != 2 || list[0].Revoked.IsZero() || list[1].Seen.IsZero() {
		t.Errorf("list %+v, %v", list, err)
	}
	for _, bad := range []string{"", header[7:], "Basic " + header[7:], "Bearer  " + header[7:], header + "0", header[:len(header)-1] + "u", "Bearer " + header[10:]} {
		_, err := s.AuthenticateKey(ctx, bad)
		refused(t, err, identity.KeyMissing)
	}
	for name, bad := range map[string]identity.NewKey{
		"no scope":      {Market: shop, Label: "x"},
		"unknown scope": {Market: shop, Label: "x", Scopes: []identity.Scope{"root"}},
		"scope twice":   {Market: shop, Label: "x", Scopes: []identity.Scope{identity.ActParty, identity.ActParty}},
		"no label":      {Market: shop, Scopes: []identity.Scope{identity.ActParty}},
		"no market":     {Label: "x", Scopes: []identity.Scope{identity.ActParty}},
		"ended":         {Market: shop, Label: "x", Scopes: []identity.Scope{identity.ActParty}, Length: -1},
	} {
		if _, _, err := s.MintKey(ctx, bad); err == nil {
			t.Errorf("%s: minted", name)
		}
	}
}
