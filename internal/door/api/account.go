package api

import (
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// OwnAccount is what a person may know of the own account.
type OwnAccount struct {
	Person   string     `json:"person"`
	Locked   bool       `json:"locked"`
	Since    *time.Time `json:"locked_since,omitempty"`
	Second   SecondStep `json:"second_step"`
	Sessions int        `json:"sessions"`
}

// SecondStep is the state of the second step of sign-in.
type SecondStep struct {
	On    bool       `json:"on"`
	Begun bool       `json:"begun,omitempty" doc:"A secret was made that no code has proved yet."`
	Since *time.Time `json:"since,omitempty"`
	Codes int        `json:"recovery_codes_left"`
}

// SessionList are the sessions of a person that still let in, newest first.
type SessionList struct {
	Sessions []SessionView `json:"sessions"`
}

// SessionView is one browser that is signed in. Its handle opens nothing.
type SessionView struct {
	Session string    `json:"session" doc:"Handle among the person's own."`
	Browser string    `json:"browser" doc:"firefox, chrome, wechat … other"`
	System  string    `json:"system" doc:"iphone, android, windows … other"`
	Began   time.Time `json:"began"`
	Seen    time.Time `json:"seen" doc:"To the minute."`
	ByLink  bool      `json:"by_link,omitempty" doc:"Began with a one-time link, not with a password."`
}

// SecondStepBegun is what an app of codes must be told; once it is proved it is never
// told again.
type SecondStepBegun struct {
	Secret string `json:"secret" doc:"Base32, in groups of four."`
	URI    string `json:"uri" doc:"otpauth://…, for a picture."`
}

// RecoveryCodes are told once; each is good once.
type RecoveryCodes struct {
	Codes []string `json:"recovery_codes"`
}

func (d *door) accountOperations() []operation {
	own := []identity.Scope{identity.ActParty, identity.ActStaff, identity.AdminScope}
	code := body("code", map[string]*huma.Schema{"code": schemaText("Six digits of the app; or a recovery code, where one may be used.")})
	op := func(method, id, path string, s, about wording.Words, takes *huma.Schema, gives any, do func(*visit) (answer, error)) operation {
		return operation{
			id: id, method: method, path: "/v1/account" + path, group: "Account", person: true, own: true, scopes: own, summary: s, about: about, takes: takes, gives: gives, do: do,
		}
	}
	get, post, none := http.MethodGet, http.MethodPost, body("", nil)
	return []operation{
		op(get, "getAccount", "", wording.Words{ZH: "自己的账号", EN: "One's own account"}, wording.Words{ZH: "是否锁定、两步验证、已登录的设备数。只能用本人的密钥。", EN: "Locked or not, second step, devices signed in. By a key of the person itself alone."}, nil, OwnAccount{}, d.getAccount),
		op(get, "listSessions", "/sessions", wording.Words{ZH: "已登录的设备", EN: "Devices signed in"}, wording.Words{ZH: "不保存浏览器的其他信息。", EN: "Nothing else of what a browser says is kept."}, nil, SessionList{}, d.listSessions),
		op(post, "endSession", "/sessions/end", wording.Words{ZH: "退出一台设备", EN: "Sign one device out"}, wording.Words{ZH: "立即生效。", EN: "At once."},
			body("session", map[string]*huma.Schema{"session": schemaText("Handle of one of one's own.")}), SessionList{}, d.endSession),
		op(post, "endAllSessions", "/sessions/end-all", wording.Words{ZH: "退出所有设备", EN: "Sign out everywhere"}, wording.Words{ZH: "所有网页会话立即终止；API 密钥不受影响。", EN: "Every session of the site ends at once; API keys do not."}, none, SessionList{}, d.endAllSessions),
		op(get, "getSecondStep", "/second-step", wording.Words{ZH: "两步验证", EN: "The second step of sign-in"}, wording.Words{ZH: "是否开启、备用码还剩几个。", EN: "On or off, and how many recovery codes are left."}, nil, SecondStep{}, d.getSecondStep),
		op(post, "beginSecondStep", "/second-step", wording.Words{ZH: "开始设置两步验证", EN: "Begin a second step"}, wording.Words{ZH: "返回给验证器的密钥；用一个验证码确认后才生效。", EN: "Gives the secret for an app; it is on once a code has proved it."}, none, SecondStepBegun{}, d.beginSecondStep),
		op(post, "confirmSecondStep", "/second-step/confirm", wording.Words{ZH: "确认两步验证", EN: "Put the second step on"}, wording.Words{ZH: "备用码只显示这一次。", EN: "The recovery codes are told this once."}, code, RecoveryCodes{}, d.confirmSecondStep),
		op(post, "newRecoveryCodes", "/second-step/codes", wording.Words{ZH: "更换备用码", EN: "Replace the recovery codes"}, wording.Words{ZH: "旧的全部失效。", EN: "The old ones are gone."}, code, RecoveryCodes{}, d.newRecoveryCodes),
		op(post, "endSecondStep", "/second-step/end", wording.Words{ZH: "关闭两步验证", EN: "Put the second step off"}, wording.Words{ZH: "凭验证码或备用码。", EN: "By a code of the app, or a recovery code."}, code, SecondStep{}, d.endSecondStep),
	}
}

func (d *door) getAccount(v *visit) (answer, error) {
	me := v.principal.Acting()
	state, err := d.Clerk.Person(v, v.who.Market, me)
	if err != nil {
		return answer{}, err
	}
	all, err := d.Identity.Sessions(v, v.who.Market, me, "")
	if err != nil {
		return answer{}, err
	}
	second, err := d.second(v, me)
	if err != nil {
		return answer{}, err
	}
	out := OwnAccount{Person: me.String(), Locked: state.Locked(), Since: moment(state.Lock.At), Second: second, Sessions: len(all)}
	return answer{body: out}, nil
}

func (d *door) second(v *visit, of id.Person) (SecondStep, error) {
	f, err := d.Identity.Factor(v, v.who.Market, of)
	return SecondStep{On: f.On, Begun: f.Begun, Since: moment(f.Since), Codes: f.Codes}, err
}

func (d *door) listSessions(v *visit) (answer, error) {
	all, err := d.Identity.Sessions(v, v.who.Market, v.principal.Acting(), "")
	if err != nil {
		return answer{}, err
	}
	out := SessionList{Sessions: []SessionView{}}
	for _, s := range all {
		browser, system := s.Device.Words()
		out.Sessions = append(out.Sessions, SessionView{Session: s.Handle, Browser: browser, System: system, Began: s.Began, Seen: s.Seen, ByLink: s.ByLink})
	}
	return answer{body: out}, nil
}

// endSession ends one; one that is over, or somebody else's, is not there.
func (d *door) endSession(v *visit) (answer, error) {
	r := read(v.body)
	handle := r.text("session", true)
	if err := r.end(); err != nil {
		return answer{}, err
	}
	all, err := d.Identity.Sessions(v, v.who.Market, v.principal.Acting(), "")
	if err != nil {
		return answer{}, err
	}
	for _, s := range all {
		if s.Handle == handle {
			if err := d.Identity.EndSession(v, v.who.Market, v.principal.Acting(), handle); err != nil {
				return answer{}, err
			}
		}
	}
	return d.listSessions(v)
}

func (d *door) endAllSessions(v *visit) (answer, error) {
	if err := read(v.body).end(); err != nil {
		return answer{}, err
	}
	if err := d.Identity.SignOutAll(v, v.who.Market, v.principal.Acting()); err != nil {
		return answer{}, err
	}
	return d.listSessions(v)
}

func (d *door) getSecondStep(v *visit) (answer, error) {
	out, err := d.second(v, v.principal.Acting())
	return answer{body: out}, err
}

// appLabel is what an app of codes calls this site.
const appLabel = "Tianping"

func (d *door) beginSecondStep(v *visit) (answer, error) {
	if err := read(v.body).end(); err != nil {
		return answer{}, err
	}
	e, err := d.Identity.BeginFactor(v, v.who.Market, v.principal.Acting(), appLabel)
	return answer{body: SecondStepBegun{Secret: e.Secret, URI: e.URI}}, err
}

// byCode reads the code and does what it proves.
func (v *visit) byCode(do func(code string) error) error {
	r := read(v.body)
	code := r.text("code", true)
	if err := r.end(); err != nil {
		return err
	}
	if err := do(code); err != nil {
		p := problemOf(err)
		if p.Code == string(identity.CodeWrong) {
			return p.at("/code")
		}
		return err
	}
	return nil
}

func (d *door) confirmSecondStep(v *visit) (a answer, err error) {
	err = v.byCode(func(code string) error {
		codes, err := d.Identity.ConfirmFactor(v, v.who.Market, v.principal.Acting(), code)
		a.body = RecoveryCodes{Codes: codes}
		return err
	})
	return a, err
}

func (d *door) newRecoveryCodes(v *visit) (a answer, err error) {
	err = v.byCode(func(code string) error {
		codes, err := d.Identity.NewCodes(v, v.who.Market, v.principal.Acting(), code)
		a.body = RecoveryCodes{Codes: codes}
		return err
	})
	return a, err
}

func (d *door) endSecondStep(v *visit) (answer, error) {
	err := v.byCode(func(code string) error { return d.Identity.EndFactor(v, v.who.Market, v.principal.Acting(), code) })
	if err != nil {
		return answer{}, err
	}
	return d.getSecondStep(v)
}
