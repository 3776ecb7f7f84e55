package reception

import (
	"context"
	"errors"

	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
)

func recoverRooms() map[string]chamber {
	return map[string]chamber{
		"":       {showRecover, doRecover},
		"code":   {showCode, doCode},
		"locked": {showLocked, doRecover},
	}
}

func linkRooms() map[string]chamber {
	return map[string]chamber{"link": {showLink, doLink}}
}

func showRecover(_ context.Context, d *errand) (view.Leaf, error) {
	t := d.t.Account
	return view.Leaf{
		Back: &view.Link{Name: t.SignInAt, URL: "/sign-in"}, Title: t.RecoverTitle, Says: t.RecoverSays,
		Parts: []view.Part{
			{Asks: []view.Ask{d.askBack("/recover", t.RecoverAsk)}},
			{Links: []view.Entrance{{URL: "/recover/code", Icon: "key-round", Name: t.HaveCode}}},
		},
	}, nil
}

func (d *errand) askBack(action, button string) view.Ask {
	return view.Ask{Action: action, Button: button, Tone: "primary", Fields: []view.Question{{Name: "login", Label: d.t.Account.Login, Fill: "username", Most: identity.MaxLogin}}}
}

// doRecover takes in that somebody cannot get in. Whatever there is behind the login,
// the answer and the time to it are the same.
func doRecover(ctx context.Context, d *errand, in form.Typed) (view.LeafDone, error) {
	lost, err := d.Identity.Ask(ctx, d.Market, in.Get("login"), d.at.Client)
	if err != nil {
		return view.LeafDone{}, err
	}
	if d.Lost != nil {
		err = d.Lost.Ask(lost)
	}
	return view.LeafDone{Next: "/recover/code"}, err
}

func showCode(_ context.Context, d *errand) (view.Leaf, error) {
	t := d.t.Account
	return view.Leaf{
		Back: &view.Link{Name: t.RecoverTitle, URL: "/recover"}, Title: t.CodeTitle, Says: t.CodeSays,
		Parts: []view.Part{
			{Asks: []view.Ask{{
				Action: "/recover/code", Button: t.SetPassword, Tone: "primary",
				Fields: []view.Question{{Name: "code", Label: t.Code, Hint: t.CodeHint, Kind: "code", Fill: "one-time-code", Most: 60}, d.newPassword()},
			}}},
			{Title: t.EnterCode + "?", Steps: t.NotCome},
		},
	}, nil
}

func doCode(ctx context.Context, d *errand, in form.Typed) (view.LeafDone, error) {
	return d.setPassword(ctx, in.Get("code"), in.Get("password"))
}

// setPassword sets a password by a code or link, unlocks where it is for that, and
// tells the person's other contacts.
func (d *errand) setPassword(ctx context.Context, code, fresh string) (view.LeafDone, error) {
	found, err := d.Identity.PeekLink(ctx, code, identity.Reset, identity.Invite, identity.Unlock)
	if err != nil {
		return view.LeafDone{}, err
	}
	if found.Market != d.Market {
		return view.LeafDone{}, &identity.Refusal{Code: identity.LinkUnusable}
	}
	if found.Purpose == identity.Unlock {
		err = d.unlock(ctx, code, fresh, found)
	} else {
		_, err = d.Identity.ResetPassword(ctx, code, fresh)
	}
	if err != nil {
		return view.LeafDone{}, err
	}
	if d.Lost != nil { // the password is set: a full queue must not say otherwise
		_ = d.Lost.Tell(d.Market, found.Person, found.Contact, found.Number.String())
	}
	t := d.t.Account
	told := view.Leaf{Title: t.PasswordSet, Parts: []view.Part{{Links: []view.Entrance{{URL: "/sign-in", Icon: "log-in", Name: t.SignInAt}}}}}
	return view.LeafDone{Told: &told, Ended: d.visitor.Person == found.Person}, nil
}

// unlock opens the account first at the desk, then on record; what the record refuses
// is locked again.
func (d *errand) unlock(ctx context.Context, code, fresh string, found identity.Link) error {
	if _, err := d.Identity.Unlock(ctx, code, fresh); err != nil {
		return err
	}
	if err := d.Clerk.UnlockPerson(ctx, clerk.System(d.Market), found.Person, found.Contact); err != nil && !notLocked(err) {
		return errors.Join(err, d.Identity.Lock(ctx, d.Market, found.Person))
	}
	return nil
}

func alreadyLocked(err error) bool { return partyCode(err) == party.AlreadyLocked }

func notLocked(err error) bool { return partyCode(err) == party.NotLocked }

func partyCode(err error) party.Code {
	var r *party.Refusal
	if errors.As(err, &r) {
		return r.Code
	}
	return ""
}

func showLocked(_ context.Context, d *errand) (view.Leaf, error) { return d.locked(), nil }

// locked says what happened to a locked account, and the way back.
func (d *errand) locked() view.Leaf {
	t := d.t.Account
	return view.Leaf{Title: t.LockedTitle, Says: t.LockedSays, Parts: []view.Part{
		{Title: d.t.Admin.WhatItMeans, Steps: t.LockedMeans},
		{Title: d.t.Admin.WayBack, Steps: t.LockedBack, Asks: []view.Ask{d.askBack("/recover/locked", t.UnlockAsk)}},
	}}
}

// showLink is a one-time link that is no notice. Looking changes nothing.
func showLink(ctx context.Context, d *errand) (view.Leaf, error) {
	link, err := d.link(ctx)
	if err != nil {
		return view.Leaf{}, err
	}
	t := d.t.Account
	here := "/l/" + d.at.ID
	until := view.Fact{Name: t.PaperUntil, At: d.local(link.Expires)}
	switch link.Purpose {
	case identity.Enter:
		return view.Leaf{Title: t.EnterTitle, Says: t.EnterSays, Parts: []view.Part{{Facts: []view.Fact{until}, Asks: []view.Ask{{Action: here, Button: t.EnterButton, Tone: "primary"}}}}}, nil
	case identity.Join:
		return d.joining(ctx, link, here, until)
	default: // a password is set
	}
	title := map[identity.Purpose]string{identity.Invite: t.InviteTitle, identity.Unlock: t.UnlockTitle}[link.Purpose]
	if title == "" {
		title = t.SetPassword
	}
	return view.Leaf{Title: title, Parts: []view.Part{{Facts: []view.Fact{until}, Asks: []view.Ask{{Action: here, Button: t.SetPassword, Tone: "primary", Fields: []view.Question{d.newPassword()}}}}}}, nil
}

// link finds a link that has a room; others have none here.
func (d *errand) link(ctx context.Context) (identity.Link, error) {
	link, err := d.Identity.PeekLink(ctx, d.at.ID, identity.Enter, identity.Invite, identity.Reset, identity.Unlock, identity.Join)
	var refusal *identity.Refusal
	if errors.As(err, &refusal) || err == nil && link.Market != d.Market {
		return link, web.ErrUnknown
	}
	return link, err
}

func doLink(ctx context.Context, d *errand, in form.Typed) (view.LeafDone, error) {
	link, err := d.link(ctx)
	if err != nil {
		return view.LeafDone{}, err
	}
	switch link.Purpose {
	case identity.Enter:
		return d.enterBy(ctx)
	case identity.Join:
		return d.join(ctx, link)
	default:
		return d.setPassword(ctx, d.at.ID, in.Get("password"))
	}
}

func (d *errand) enterBy(ctx context.Context) (view.LeafDone, error) {
	token, _, err := d.Identity.EnterBy(ctx, d.at.ID, d.at.Token)
	var half *identity.Half
	var refusal *identity.Refusal
	switch {
	case errors.As(err, &half):
		return view.LeafDone{Half: half.Token, Next: "/"}, nil
	case errors.As(err, &refusal) && refusal.Code == identity.AccountLocked:
		return view.LeafDone{Next: "/recover/locked"}, nil
	}
	return view.LeafDone{Token: token, Lasts: lasting, Next: "/"}, err
}
