package identity_test

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/identity"
)

// TestLocked (journey r): a locked person is out at once, and neither the right
// password nor a link to enter or reset lets anybody in; the link to unlock does,
// once, with a new password.
func TestLocked(t *testing.T) {
	t.Parallel()
	s := open(t).registered(t)
	ctx := t.Context()
	token, err := s.signIn(ctx, annLogin, password)
	ok(t, err)
	enter, reset := s.link(t, identity.Enter, ann), s.link(t, identity.Reset, ann)
	ok(t, s.Lock(ctx, shop, ann))
	_, err = s.Authenticate(ctx, token)
	refused(t, err, identity.SessionEnded)
	_, err = s.signIn(ctx, annLogin, password)
	refused(t, err, identity.AccountLocked)
	_, err = s.signIn(ctx, annLogin, "wrong password")
	refused(t, err, identity.WrongCredentials)
	_, _, err = s.EnterBy(ctx, enter, "")
	refused(t, err, identity.AccountLocked)
	_, err = s.ResetPassword(ctx, reset, "a brand new password")
	refused(t, err, identity.AccountLocked)

	unlock := s.link(t, identity.Unlock, ann)
	_, err = s.Unlock(ctx, unlock, "short")
	refused(t, err, identity.PasswordLength)
	_, err = s.Unlock(ctx, enter, "a brand new password")
	refused(t, err, identity.LinkUnusable)
	s.wait(time.Second)
	used, err := s.Unlock(ctx, unlock, "a brand new password")
	ok(t, err)
	if used.Contact != 1 || used.Person != ann {
		t.Errorf("used %+v", used)
	}
	_, err = s.Unlock(ctx, unlock, "yet another password")
	refused(t, err, identity.LinkUnusable)
	_, err = s.signIn(ctx, annLogin, password)
	refused(t, err, identity.WrongCredentials)
	_, err = s.signIn(ctx, annLogin, "a brand new password")
	ok(t, err)
}

// TestLockedWithoutAccount: who only ever came by links is shut out as well, and let
// in again by link or by staff; staff leave no old password behind.
func TestLockedWithoutAccount(t *testing.T) {
	t.Parallel()
	s := open(t).registered(t)
	ctx := t.Context()
	ok(t, s.Lock(ctx, shop, bob))
	enter := s.link(t, identity.Enter, bob)
	_, _, err := s.EnterBy(ctx, enter, "")
	refused(t, err, identity.AccountLocked)
	_, err = s.Unlock(ctx, s.link(t, identity.Unlock, bob), "")
	ok(t, err)
	_, _, err = s.EnterBy(ctx, enter, "")
	ok(t, err)

	for _, p := range []id.Person{ann, bob} {
		ok(t, s.Lock(ctx, shop, p))
		ok(t, s.Reopen(ctx, shop, p))
	}
	_, err = s.signIn(ctx, annLogin, password)
	refused(t, err, identity.WrongCredentials)
	_, err = s.ResetPassword(ctx, s.link(t, identity.Invite, ann), "a brand new password")
	ok(t, err)
	_, err = s.signIn(ctx, annLogin, "a brand new password")
	ok(t, err)
	_, err = s.ResetPassword(ctx, s.link(t, identity.Invite, bob), "a brand new password")
	refused(t, err, identity.AccountUnknown)
}
