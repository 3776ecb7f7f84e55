package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/identity"
)

// Recovery helps who cannot get in. Whoever asks is answered before anything is
// looked up, so that neither words nor time tell whether there is an account; what is
// asked waits here, in memory, for the next turn of the house. After a restart one
// asks again.
//
//	sign-in page ─ Ask ─ queue ─ Work ─┬─ a code to a confirmed contact
//	new password ─ Tell ─ queue ───────┴─ a word to the person's other contacts
type Recovery struct {
	worker   *Worker
	identity *identity.Desk
	public   string // address of the web site; "" none
	asks     chan ask
}

// ask is somebody who cannot get in, or a person who is to be told of a new password.
type ask struct {
	lost   identity.Lost
	tell   id.Person // zero: a code is asked for
	except int       // the contact that needs not be told
	ref    string    // of the change, so that its letter is known again
}

// ErrFull means that too many ask at once.
var ErrFull = errors.New("service: too many cannot get in at once")

// Limits of recovery.
const (
	mostAsks     = 1000
	asksPerTurn  = 20
	unlockLength = 7 * 24 * time.Hour
)

// NewRecovery opens the desk. public is the address of the web site, for links.
func NewRecovery(w *Worker, desk *identity.Desk, public string) *Recovery {
	return &Recovery{worker: w, identity: desk, public: public, asks: make(chan ask, mostAsks)}
}

// Ask takes in that somebody cannot get in; it never waits. Errors: ErrFull.
func (r *Recovery) Ask(l identity.Lost) error { return r.put(ask{lost: l}) }

// Tell lets a person's confirmed contacts know of a new password, except the one by
// which it was set (0: all). ref is one for each change. Errors: ErrFull.
func (r *Recovery) Tell(m id.Market, p id.Person, except int, ref string) error {
	return r.put(ask{lost: identity.Lost{Market: m}, tell: p, except: except, ref: ref})
}

func (r *Recovery) put(a ask) error {
	select {
	case r.asks <- a:
		return nil
	default:
		return ErrFull
	}
}

// Work answers some who wait. A letter that cannot be sent now is dropped with a line
// in the log: who waits for it asks again.
func (r *Recovery) Work(ctx context.Context, _ id.Market) (int, error) {
	for done := range asksPerTurn {
		select {
		case a := <-r.asks:
			if err := r.answer(ctx, a); err != nil && ctx.Err() == nil {
				r.worker.Log.WarnContext(ctx, "no way back was sent", "error", err)
			}
		default:
			return done, nil
		}
	}
	return asksPerTurn, nil
}

func (r *Recovery) answer(ctx context.Context, a ask) error {
	if !a.tell.IsZero() {
		return r.tell(ctx, a)
	}
	who, locked, err := r.identity.Find(ctx, a.lost)
	var unknown *identity.Refusal
	switch {
	case errors.As(err, &unknown):
		return nil
	case err != nil:
		return err
	}
	person, err := r.worker.Clerk.Person(ctx, a.lost.Market, who)
	if err != nil {
		return err
	}
	if !locked.IsZero() || person.Locked() {
		return r.unlock(ctx, a.lost.Market, person)
	}
	sent := ErrNoChannel
	for _, c := range person.Contacts { // the first that works is enough
		if !c.Confirmed() {
			continue
		}
		sent = r.send(ctx, identity.NewLink{Market: a.lost.Market, Purpose: identity.Reset, Person: who, Contact: c.Number, Length: identity.RecoveryLength})
		if sent == nil {
			return nil
		}
	}
	return sent
}

// unlock sends a link to every contact that may unlock: who took the account over
// must not be the only one to hear.
func (r *Recovery) unlock(ctx context.Context, m id.Market, person party.Person) error {
	var failed error
	for _, c := range person.Contacts {
		if !c.Confirmed() {
			continue
		}
		if _, err := party.DecideUnlock(person, party.Act{}, c.Number); err != nil {
			continue
		}
		failed = errors.Join(failed, r.send(ctx, identity.NewLink{Market: m, Purpose: identity.Unlock, Person: person.ID, Contact: c.Number, Length: unlockLength}))
	}
	return failed
}

func (r *Recovery) send(ctx context.Context, n identity.NewLink) error {
	token, _, err := r.identity.MakeLink(ctx, n)
	if err != nil {
		return err
	}
	return r.worker.Write(ctx, n.Market, n.Person, n.Contact, r.wayBack(token, n.Purpose))
}

// tell writes to the confirmed contacts of a person that the password is another one.
func (r *Recovery) tell(ctx context.Context, a ask) error {
	person, err := r.worker.Clerk.Person(ctx, a.lost.Market, a.tell)
	if err != nil {
		return err
	}
	var failed error
	for _, c := range slices.Backward(person.Contacts) {
		if c.Confirmed() && c.Number != a.except {
			failed = errors.Join(failed, r.worker.Write(ctx, a.lost.Market, a.tell, c.Number, changed(a.ref)))
		}
	}
	return failed
}

// wayBack holds a code and what it is for, and names nobody.
func (r *Recovery) wayBack(token string, of identity.Purpose) Letter {
	sum := sha256.Sum256([]byte(token))
	l := Letter{ID: "back." + hex.EncodeToString(sum[:8]), Informs: true}
	zh, en := "设置新密码的验证码", "the code to set a new password"
	ends := Words{ZH: "三十分钟内有效，只能用一次。不是您要的，不必理会，密码没有变。", EN: "It is good for thirty minutes, once. If you did not ask, do nothing: the password is as it was."}
	if of == identity.Unlock {
		zh, en = "解锁账号的验证码", "the code to unlock the account"
		ends = Words{ZH: "七天内有效，只能用一次。请不要转给任何人。", EN: "It is good for seven days, once. Give it to nobody."}
	}
	where := Words{ZH: "在登录页点“忘记密码或账号被锁”，填写它。", EN: "Type it at “Forgotten password, or account locked” on the sign-in page."}
	if r.public != "" {
		where = Words{ZH: "也可以打开 " + r.public + "/l/" + token, EN: "Or open " + r.public + "/l/" + token}
	}
	l.Subject = Words{ZH: "天平：" + zh, EN: "Tianping: " + en}
	l.Text = Words{ZH: zh + "：\n" + token + "\n" + where.ZH + "\n" + ends.ZH, EN: en + ":\n" + token + "\n" + where.EN + "\n" + ends.EN}
	return l
}

func changed(ref string) Letter {
	sum := sha256.Sum256([]byte(ref))
	return Letter{
		ID: "changed." + hex.EncodeToString(sum[:8]), Informs: true,
		Subject: Words{ZH: "天平：您的密码刚被更改", EN: "Tianping: your password was just changed"},
		Text: Words{
			ZH: "您的密码刚被更改，所有设备已退出。不是您改的，请在登录页点“忘记密码或账号被锁”。也可以联系平台锁定账号。",
			EN: "Your password was just changed; every device is signed out. If it was not you, choose “Forgotten password, or account locked” on the sign-in page, or ask the platform to lock the account.",
		},
	}
}
