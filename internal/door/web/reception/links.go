package reception

import (
	"context"
	"errors"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// links are one-time links to notices. Looking changes nothing; using serves.
type links struct{ *Reception }

// Look implements web.Links.
func (l links) Look(ctx context.Context, token string, lang text.Lang) (view.Landing, error) {
	link, err := l.Identity.PeekLink(ctx, token, identity.ReadNotice, identity.SeeStatus)
	if err != nil || link.Market != l.Market {
		return view.Landing{}, gone(err)
	}
	s, err := l.ask(ctx, view.Visitor{Lang: lang})
	if err != nil {
		return view.Landing{}, err
	}
	if link.Purpose == identity.SeeStatus {
		return view.Landing{Subject: s.t.Status.Look, Button: s.t.Status.Show, Expires: s.local(link.Expires), About: []string{s.t.Status.LookSays}}, nil
	}
	return view.Landing{
		Subject: s.t.Desk.NoticeYou, Button: s.t.Desk.OpenNotice, Expires: s.local(link.Expires),
		About: []string{s.t.Desk.OpeningServesPeriodsBeginRun},
	}, nil
}

// gone hides why a link does not work.
func gone(err error) error {
	var refusal *identity.Refusal
	if err == nil || errors.As(err, &refusal) {
		return web.ErrGone
	}
	return err
}

// Use implements web.Links: whoever holds the link reads the notice it is for, and
// nothing else.
func (l links) Use(ctx context.Context, token string, lang text.Lang) (view.Landed, error) {
	if _, err := l.Look(ctx, token, lang); err != nil {
		return view.Landed{}, err
	}
	link, err := l.Identity.UseLink(ctx, token, identity.ReadNotice)
	if err != nil {
		return l.status(ctx, token, lang)
	}
	s, err := l.ask(ctx, view.Visitor{Lang: lang, Person: link.Person, Account: link.Principal().Credential})
	if err != nil {
		return view.Landed{}, err
	}
	of, no, err := parseNotice(link.Target)
	if err != nil {
		return view.Landed{}, web.ErrGone
	}
	if _, err := l.Clerk.Read(ctx, s.who(), of, no); err != nil && !refusedByRules(err) {
		return view.Landed{}, outside(err)
	}
	r, err := s.enter(ctx, of)
	if err != nil {
		return view.Landed{}, err
	}
	out := view.Landed{Title: r.kase.Number, Next: &view.Link{Name: s.t.Desk.SignAct, URL: "/sign-in"}}
	if n := r.kase.Notice(no); n != nil && n.To == r.Audience.Side {
		words := wording.Notice(n.Kind)
		out.Title, out.Lines = capital(s.in(words.Title)), []string{s.in(words.Lead)}
		out.Lines = append(out.Lines, r.standing().Lines...) // without a sign-in: no name, no sum
	}
	return out, nil
}

// status shows how a case stands, once; nothing is served by it.
func (l links) status(ctx context.Context, token string, lang text.Lang) (view.Landed, error) {
	link, err := l.Identity.UseLink(ctx, token, identity.SeeStatus)
	if err != nil {
		return view.Landed{}, gone(err)
	}
	of, err := id.Parse[id.Case](link.Target)
	if err != nil {
		return view.Landed{}, web.ErrGone
	}
	s, err := l.ask(ctx, view.Visitor{Lang: lang, Person: link.Person, Account: link.Principal().Credential})
	if err != nil {
		return view.Landed{}, err
	}
	r, err := s.enter(ctx, of)
	if errors.Is(err, web.ErrUnknown) {
		return view.Landed{}, web.ErrGone // he is no party any more
	}
	if err != nil {
		return view.Landed{}, err
	}
	return r.standing(), nil
}

func refusedByRules(err error) bool {
	var refusal *dispute.Refusal
	return errors.As(err, &refusal) && !errors.Is(err, clerk.ErrUnknown)
}
