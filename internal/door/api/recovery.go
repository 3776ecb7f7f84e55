package api

import (
	"errors"
	"net/http"
	"net/netip"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/service"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// RecoveryAsked is the answer to everybody who asks, known or not.
type RecoveryAsked struct {
	Asked bool          `json:"asked"`
	Next  wording.Words `json:"next"`
}

// RecoveryDone says that another password holds.
type RecoveryDone struct {
	Done string `json:"done" enum:"password_set"`
}

// AccountView is what the desk may know of somebody's account: no name, no address.
type AccountView struct {
	Person     string          `json:"person"`
	Locked     bool            `json:"locked"`
	Second     bool            `json:"second_step"`
	Capacities []wording.Words `json:"capacities"`
}

// SignInPolicy says what sign-in asks for.
type SignInPolicy struct {
	Staff bool `json:"staff_second_step" doc:"Staff set up a second step before anything else."`
}

func (d *door) recoveryOperations() []operation {
	admin, desk := []identity.Scope{identity.AdminScope}, []identity.Scope{identity.AdminScope, identity.ActStaff}
	var out []operation
	if !d.Market.IsZero() {
		out = append(out, operation{
			id: "askRecovery", method: http.MethodPost, path: "/v1/recovery", group: "Account", open: true,
			summary: wording.Words{ZH: "找回账号", EN: "Ask for a way back in"},
			about: wording.Words{
				ZH: "不论有没有这个账号，答复和用时都一样。确认码发到已确认的联系方式。按登录名和来源地址限速。",
				EN: "Whether there is such an account or not, words and time are the same. A code goes to a confirmed contact. Slowed down by log-in name and by address.",
			},
			takes: body("login", map[string]*huma.Schema{"login": schemaText("up to 128 bytes")}), gives: RecoveryAsked{}, do: d.askRecovery,
		}, operation{
			id: "finishRecovery", method: http.MethodPost, path: "/v1/recovery/finish", group: "Account", open: true,
			summary: wording.Words{ZH: "用确认码设置新密码", EN: "Set another password by a code"},
			about:   wording.Words{ZH: "确认码或链接用一次；所有会话终止，其他联系方式会收到通知。", EN: "A code or link is good once; every session ends, and the person's other contacts are told."},
			takes:   body("code password", map[string]*huma.Schema{"code": schemaText("0f3k-…"), "password": schemaText("10 to 256 bytes")}), gives: RecoveryDone{}, do: d.finishRecovery,
		})
	}
	ways := []any{}
	for _, w := range party.WaysOfChecking() {
		ways = append(ways, string(w))
	}
	return append(
		out, operation{
			id: "getSomeAccount", method: http.MethodGet, path: "/v1/accounts/{id}", group: "Administration", person: true, scopes: desk,
			summary: wording.Words{ZH: "某人的账号状态", EN: "The state of somebody's account"}, about: wording.Words{ZH: "管理员和主管可见；不含姓名和联系方式。", EN: "For administrators and supervisors; without name or contacts."}, gives: AccountView{}, do: d.getSomeAccount,
		}, operation{
			id: "recoverAccount", method: http.MethodPost, path: "/v1/accounts/recover", group: "Administration", person: true, scopes: desk,
			summary: wording.Words{ZH: "核验身份后帮助找回", EN: "Help somebody back in after checking the identity"},
			about:   wording.Words{ZH: "主管或管理员办理，不能为自己办；留痕。返回设置新密码的一次性链接。", EN: "By a supervisor or an administrator, for nobody itself, on record; the answer holds a one-time link that sets another password."},
			takes: body("person checked_by reason", map[string]*huma.Schema{
				"person": schemaText("per_…"), "checked_by": {Type: "string", Enum: ways}, "reason": schemaText("Kept sealed."), "second_step": {Type: "boolean", Description: "Put the second step off as well: device and recovery codes are lost."},
			}), gives: AccountState{}, do: d.recoverAccount,
		}, operation{
			id: "getSignInPolicy", method: http.MethodGet, path: "/v1/sign-in-policy", group: "Administration", person: true, scopes: desk,
			summary: wording.Words{ZH: "登录要求", EN: "What sign-in asks for"}, about: wording.Words{ZH: "管理员、主管和监管人员可见。", EN: "For administrators, supervisors and regulators."}, gives: SignInPolicy{}, do: d.getSignInPolicy,
		}, operation{
			id: "setSignInPolicy", method: http.MethodPost, path: "/v1/sign-in-policy", group: "Administration", person: true, scopes: admin,
			summary: wording.Words{ZH: "设置登录要求", EN: "Set what sign-in asks for"}, about: wording.Words{ZH: "由管理员办理，留痕。", EN: "By an administrator, on record."},
			takes: body("staff_second_step", map[string]*huma.Schema{"staff_second_step": {Type: "boolean"}}), gives: SignInPolicy{}, do: d.setSignInPolicy,
		})
}

// askRecovery takes in that somebody cannot get in, and looks nothing up.
func (d *door) askRecovery(v *visit) (answer, error) {
	r := read(v.body)
	login := r.text("login", true)
	if err := r.end(); err != nil {
		return answer{}, err
	}
	from := v.r.RemoteAddr
	if peer, err := netip.ParseAddrPort(from); err == nil {
		from = peer.Addr().String()
	}
	lost, err := d.Identity.Ask(v, d.Market, login, from)
	if err != nil {
		return answer{}, err
	}
	if d.Lost != nil {
		if err := d.Lost.Ask(lost); errors.Is(err, service.ErrFull) {
			return answer{}, request("office/busy")
		}
	}
	return answer{body: RecoveryAsked{Asked: true, Next: wording.Words{
		ZH: "如果有这个账号，且有已确认的联系方式，确认码会发到那里，30 分钟内有效。",
		EN: "If there is such an account with a confirmed contact, a code goes there; it is good for 30 minutes.",
	}}}, nil
}

// finishRecovery sets a password by a code or link; the code is the credential.
func (d *door) finishRecovery(v *visit) (answer, error) {
	r := read(v.body)
	code, password := r.text("code", true), r.text("password", true)
	if err := r.end(); err != nil {
		return answer{}, err
	}
	found, err := d.Identity.PeekLink(v, code, identity.Reset, identity.Invite, identity.Unlock)
	if err == nil && found.Market != d.Market {
		err = &identity.Refusal{Code: identity.LinkUnusable}
	}
	if err != nil {
		return answer{}, err
	}
	if found.Purpose == identity.Unlock {
		err = d.unlock(v, code, password, found)
	} else {
		_, err = d.Identity.ResetPassword(v, code, password)
	}
	if err != nil {
		return answer{}, err
	}
	if d.Lost != nil { // the password is set: a full queue must not say otherwise
		_ = d.Lost.Tell(d.Market, found.Person, found.Contact, found.Number.String())
	}
	return answer{body: RecoveryDone{Done: "password_set"}}, nil
}

// unlock opens the account first at the desk, then on record; what the record refuses
// is locked again.
func (d *door) unlock(v *visit, code, password string, found identity.Link) error {
	if _, err := d.Identity.Unlock(v, code, password); err != nil {
		return err
	}
	err := d.Clerk.UnlockPerson(v, clerk.System(found.Market), found.Person, found.Contact)
	if refused, ok := errors.AsType[*party.Refusal](err); ok && refused.Code == party.NotLocked {
		return nil
	}
	if err != nil {
		return errors.Join(err, d.Identity.Lock(v, found.Market, found.Person))
	}
	return nil
}

// desk lets administrators and supervisors in; to others there is nothing.
func (d *door) desk(v *visit) error {
	m, err := d.Clerk.MarketFor(v, v.who)
	if err != nil {
		return clerk.ErrUnknown
	}
	legal, err := d.Clerk.Legal(v, v.who.Market)
	if err != nil {
		return err
	}
	for _, g := range party.Capacities(m, v.principal.Acting(), legal) {
		if g.Capacity == party.Admin || g.Capacity == party.Supervisor {
			return nil
		}
	}
	return clerk.ErrUnknown
}

func (d *door) getSomeAccount(v *visit) (answer, error) {
	if err := d.desk(v); err != nil {
		return answer{}, err
	}
	of, err := id.Parse[id.Person](v.r.PathValue("id"))
	if err != nil {
		return answer{}, clerk.ErrUnknown
	}
	state, err := d.Clerk.Person(v, v.who.Market, of)
	if err != nil {
		return answer{}, err
	}
	second, err := d.second(v, of)
	if err != nil {
		return answer{}, err
	}
	held, err := d.Clerk.Capacities(v, v.who.Market, of)
	if err != nil {
		return answer{}, err
	}
	out := AccountView{Person: of.String(), Locked: state.Locked(), Second: second.On, Capacities: []wording.Words{}}
	for _, g := range held {
		out.Capacities = append(out.Capacities, wording.Words(g.Capacity.Text()))
	}
	return answer{body: out}, nil
}

func (d *door) recoverAccount(v *visit) (answer, error) {
	r := read(v.body)
	person := idOf(r, "person", true, id.Parse[id.Person])
	ask := party.Recover{By: party.CheckedBy(r.text("checked_by", true)), Reason: r.text("reason", true), SecondStep: r.truth("second_step", false)}
	if err := r.end(); err != nil {
		return answer{}, err
	}
	if err := d.desk(v); err != nil {
		return answer{}, err
	}
	if err := d.Clerk.RecoverPerson(v, v.who, person, ask); err != nil {
		switch p := problemOf(err); p.Code {
		case "party/" + string(party.UnknownReason):
			return answer{}, p.at("/checked_by")
		case "party/" + string(party.ReasonMissing):
			return answer{}, p.at("/reason")
		}
		return answer{}, err
	}
	if ask.SecondStep {
		if err := d.Identity.DropFactor(v, v.who.Market, person); err != nil {
			return answer{}, err
		}
	}
	if err := d.Identity.Reopen(v, v.who.Market, person); err != nil {
		return answer{}, err
	}
	if err := d.Identity.SignOutAll(v, v.who.Market, person); err != nil {
		return answer{}, err
	}
	link, _, err := d.Identity.MakeLink(v, identity.NewLink{Market: v.who.Market, Purpose: identity.Invite, Person: person, Length: inviteLength})
	return answer{body: AccountState{Person: person.String(), Link: link}}, err
}

func (d *door) getSignInPolicy(v *visit) (answer, error) {
	m, err := d.Clerk.MarketFor(v, v.who)
	if err != nil {
		return answer{}, err
	}
	return answer{body: SignInPolicy{Staff: m.SignIn.StaffSecondStep}}, nil
}

func (d *door) setSignInPolicy(v *visit) (answer, error) {
	r := read(v.body)
	staff := r.truth("staff_second_step", true)
	if err := r.end(); err != nil {
		return answer{}, err
	}
	if err := d.Clerk.SetSignIn(v, v.who, party.SignInPolicy{StaffSecondStep: staff}); err != nil {
		return answer{}, err
	}
	return answer{body: SignInPolicy{Staff: staff}}, nil
}
