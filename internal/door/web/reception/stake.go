package reception

import (
	"context"
	"errors"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// stake says to a party how much the case is about, where the money is now, and
// whether anything is for him to do.
func (r *room) stake(c *view.Case) *view.Stake {
	if r.Audience.Staff {
		return nil
	}
	out := &view.Stake{URL: c.EscrowURL, Where: r.whereNow(), Idle: r.idle()}
	if out.URL == "" {
		out.URL = "/orders/" + r.kase.Order.String() + "/escrow"
	}
	var asked int64
	for i := range r.kase.Claims {
		asked += r.kase.Claims[i].Minor
	}
	out.Sum = money.Amount{Minor: asked, Currency: r.kase.Currency}
	if _, ok := r.moveNamed("change_claim"); ok {
		a := r.act("change_claim", "")
		out.Change = &a
		if d := r.answerDue(); !d.IsZero() {
			out.Until = r.t.Buyer.ChangeUntil(r.t.Till(d, r.now))
		}
	}
	return out
}

// answerDue is when the other side must have answered first; zero while that does
// not run.
func (r *room) answerDue() (due timeT) {
	for _, d := range r.kase.Deadlines {
		if d.Clock == answerClock(r.book) && d.Running() && !d.Due.IsZero() {
			return r.local(d.Due)
		}
	}
	return due
}

// idle tells that nothing waits for this reader, as lists say it: no period, no
// obligation, no notice, no offer of his.
func (r *room) idle() bool {
	return !slices.ContainsFunc(r.Turns, func(t dispute.Turn) bool { return r.isMe(t.Who) }) &&
		len(r.world.Talks.Waiting(r.Audience.Side, r.now)) == 0
}

// whereNow says where the money of the case is. What was instructed is not called
// paid before whoever holds the money confirms it (design §6).
func (r *room) whereNow() string {
	if n := r.frozen(); n > 0 {
		return r.t.Desk.FrozenSum + r.sum(n, r.kase.Currency)
	}
	picture := escrow.Books{Order: r.world.Order}.Picture()
	switch {
	case picture.PayableMinor > 0:
		return capital(r.in(wording.Payment("instructed")))
	case r.kase.OutOfTime:
		return capital(r.t.Buyer.NoMoney)
	}
	return r.where(picture.Where).Text
}

// kin are the cases before and after this one; once it is over its claimant may
// complain anew, or reads why not (T02, T20, T72, M115).
func (r *room) kin(ctx context.Context, out *view.Case) error {
	if before := r.kase.Follows; !before.IsZero() {
		k, err := r.relative(ctx, before, r.t.Buyer.Follows)
		if err != nil {
			return err
		}
		out.Kin = append(out.Kin, k...)
	}
	_, _, closed := dispute.Standing(r.book, r.kase)
	if !closed {
		return nil
	}
	seen, err := r.Casebook.Order(ctx, r.session.who(), r.kase.Order)
	if errors.Is(outside(err), web.ErrUnknown) {
		return nil // who may see the case alone
	}
	if err != nil {
		return outside(err)
	}
	followed := false
	for _, row := range seen.Cases {
		if row.Case == r.kase.ID || r.hidden(row) {
			continue
		}
		later, err := r.Casebook.Case(ctx, r.session.who(), row.Case)
		if err != nil || later.Sight.World.Case.Follows != r.kase.ID {
			continue // a case this reader may not see is none of his kin
		}
		followed = true
		out.Kin = append(out.Kin, view.Kin{Name: r.t.Buyer.FollowedBy, Number: row.Number, URL: caseURL(row.Case)})
	}
	if !followed && r.Audience.Side == dispute.Claimant {
		out.Again = r.again()
	}
	return nil
}

// relative is another case by its number; none where this reader may not see it.
func (r *room) relative(ctx context.Context, of id.Case, name string) ([]view.Kin, error) {
	seen, err := r.Casebook.Case(ctx, r.session.who(), of)
	if errors.Is(outside(err), web.ErrUnknown) {
		return nil, nil
	}
	if err != nil {
		return nil, outside(err)
	}
	return []view.Kin{{Name: name, Number: seen.Sight.World.Case.Number, URL: caseURL(of)}}, nil
}

func (r *room) again() *view.Again {
	out := &view.Again{Order: r.kase.Order.String(), Follows: r.kase.ID.String()}
	_, refusal := dispute.Refile(r.book, r.kase, dispute.Claimant, false, r.now)
	if refusal == nil {
		return out
	}
	if _, still := dispute.Refile(r.book, r.kase, dispute.Claimant, true, r.now); still == nil {
		out.Facts = true
		return out
	}
	out.Refused = r.t.Buyer.NoMore
	return out
}
