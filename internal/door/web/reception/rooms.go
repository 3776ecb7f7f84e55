package reception

import (
	"context"
	"errors"

	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/service"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// rooms are the leaves. Each room is a function that shows it and one that does what
// its forms ask; a room that is not in the lists does not exist.
type rooms struct{ *Reception }

// errand is one visit to a room.
type errand struct {
	*session
	at web.Room
}

type (
	shows func(context.Context, *errand) (view.Leaf, error)
	does  func(context.Context, *errand, form.Typed) (view.LeafDone, error)
)

// chamber is how a leaf is shown and what its forms do.
type chamber struct {
	show shows
	do   does
}

// find is the room of an address.
func find(at web.Room) (chamber, bool) {
	lists := map[string]map[string]chamber{web.AccountArea: accountRooms(), web.RecoverArea: recoverRooms(), web.LinkArea: linkRooms(), web.PeopleArea: {"": {showPeople, doPeople}}, web.RevealArea: {"": {showReveal, doReveal}}, web.AdminArea: adminRooms()}
	name := at.Name
	if at.Area == web.LinkArea {
		name = "link"
	}
	r, ok := lists[at.Area][name]
	return r, ok
}

// Show implements web.Rooms.
func (r rooms) Show(ctx context.Context, who view.Visitor, at web.Room) (view.Leaf, error) {
	found, ok := find(at)
	if !ok {
		return view.Leaf{}, web.ErrUnknown
	}
	s, err := r.ask(ctx, who)
	if err != nil {
		return view.Leaf{}, err
	}
	l, err := found.show(ctx, &errand{s, at})
	return l, outside(err)
}

// Do implements web.Rooms.
func (r rooms) Do(ctx context.Context, who view.Visitor, at web.Room, in form.Typed) (view.LeafDone, error) {
	found, ok := find(at)
	if !ok || found.do == nil {
		return view.LeafDone{}, web.ErrUnknown
	}
	s, err := r.ask(ctx, who)
	if err != nil {
		return view.LeafDone{}, err
	}
	d := &errand{s, at}
	done, err := found.do(ctx, d, in)
	return done, d.wrong(err)
}

// wrong puts what the office refuses into words for the visitor.
func (d *errand) wrong(err error) error {
	var refusal *identity.Refusal
	switch {
	case errors.As(err, &refusal) && refusal.Code == identity.Throttled:
		return &web.Wait{For: refusal.Retry}
	case errors.As(err, &refusal) && refusal.Code == identity.Busy:
		return web.ErrBusy
	case errors.As(err, &refusal):
		return &web.Refused{Refusal: view.Refusal{Code: string(refusal.Code), Title: capital(d.in(wording.Words(refusal.Code.Text()))), Field: fieldOf(refusal.Code)}}
	case errors.Is(err, service.ErrFull):
		return web.ErrBusy
	}
	var refused *web.Refused
	if errors.As(err, &refused) {
		return err
	}
	return d.refused(err, "", zeroCase())
}

// fieldOf is the input a refusal is about.
func fieldOf(c identity.Code) string {
	switch c {
	case identity.WrongCredentials:
		return "old"
	case identity.PasswordLength, identity.PasswordIsLogin:
		return "password"
	case identity.LinkUnusable, identity.CodeWrong:
		return "code"
	case identity.LoginMalformed, identity.LoginTaken:
		return "login"
	default:
		return ""
	}
}

// say is a refusal of the page's own, at an input.
func (d *errand) say(field, title string) error {
	return &web.Refused{Refusal: view.Refusal{Code: "page/" + field, Title: title, Field: field}}
}

// atField puts a refusal at an input, where it says none.
func atField(err error, field string) error {
	var refused *web.Refused
	if errors.As(err, &refused) && (refused.Field == "" || refused.Field == "code") {
		refused.Field = field
	}
	return err
}
