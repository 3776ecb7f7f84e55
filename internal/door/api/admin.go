package api

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/door/api/strict"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// inviteLength is how long a link to a first password, or to unlock, is good for.
const inviteLength = 7 * 24 * time.Hour

// AccountOpened is a new account. Secrets are told once.
type AccountOpened struct {
	Person string `json:"person"`
	Link   string `json:"link,omitempty" doc:"One-time link that sets the first password; told once, where no password was given."`
}

// AccountState is an account after it was locked or unlocked.
type AccountState struct {
	Person string `json:"person"`
	Locked bool   `json:"locked"`
	Link   string `json:"link,omitempty" doc:"One-time link that sets a new password, after staff checked the identity; told once."`
}

// UnlockLink opens a locked account for who is reached at the contact.
type UnlockLink struct {
	Link    string    `json:"link" doc:"To be sent to the contact and nowhere else; told once."`
	Expires time.Time `json:"expires"`
}

// GrantList are the capacities of a marketplace.
type GrantList struct {
	Grants []GrantRow `json:"grants"`
}

// GrantRow is one grant or membership.
type GrantRow struct {
	Number   int        `json:"number"`
	Person   string     `json:"person"`
	Capacity string     `json:"capacity"`
	Words    any        `json:"words"`
	Merchant string     `json:"merchant,omitempty"`
	Scope    string     `json:"scope,omitempty"`
	Limit    *int64     `json:"limit_minor,omitempty" doc:"What an after-sales specialist may agree to alone, in minor units."`
	From     time.Time  `json:"from"`
	Until    *time.Time `json:"until,omitempty"`
}

// KeyList are the API keys of a marketplace, without their texts.
type KeyList struct {
	Keys []KeyRow `json:"keys"`
}

// KeyRow is one API key.
type KeyRow struct {
	Number  string           `json:"number"`
	Text    string           `json:"text,omitempty" doc:"tp_…; told once, when the key is made."`
	Person  string           `json:"person,omitempty"`
	Label   string           `json:"label"`
	Scopes  []identity.Scope `json:"scopes"`
	Created time.Time        `json:"created"`
	Expires *time.Time       `json:"expires,omitempty"`
	Revoked *time.Time       `json:"revoked,omitempty"`
}

func (d *door) adminOperations() []operation {
	admin := []identity.Scope{identity.AdminScope}
	desk := []identity.Scope{identity.AdminScope, identity.ActStaff}
	post := func(id, path string, scopes []identity.Scope, s, about wording.Words, takes *huma.Schema, gives any, do func(*visit) (answer, error)) operation {
		return operation{
			id: id, method: http.MethodPost, path: path, group: "Administration", person: true, scopes: scopes,
			summary: s, about: about, takes: takes, gives: gives, do: do,
		}
	}
	person := schemaText("per_…")
	instant := &huma.Schema{Type: "string", Format: "date-time"}
	unlock := post("unlockByLink", "/v1/accounts/unlock-by-link", nil,
		wording.Words{ZH: "凭链接解锁", EN: "Unlock by link"},
		wording.Words{ZH: "链接须发往锁定起始之前已验证的联系方式；同时设置新密码。", EN: "The link went to a contact verified before the takeover began; a new password is set with it."},
		body("link password", map[string]*huma.Schema{"link": schemaText("0f3k-…"), "password": schemaText("10 to 256 bytes")}), AccountState{}, d.unlockByLink)
	unlock.open, unlock.person = true, false
	return []operation{
		post("openAccount", "/v1/accounts", admin,
			wording.Words{ZH: "开设账号", EN: "Open an account"},
			wording.Words{ZH: "管理员办理。未给出密码时，返回设置首个密码的一次性链接。", EN: "By an administrator. Without a password the answer holds a one-time link that sets the first one."},
			body("login", map[string]*huma.Schema{"login": schemaText("up to 128 bytes"), "password": schemaText("10 to 256 bytes"), "name": schemaText("up to 128 bytes"), "person": person}),
			AccountOpened{}, d.openAccount),
		post("lockAccount", "/v1/accounts/lock", desk,
			wording.Words{ZH: "锁定账号", EN: "Lock an account"},
			wording.Words{ZH: "主管、管理员或本人办理。会话全部终止；接受、撤回、放弃、确认收货等不可逆的操作被拒绝，案件中止计时。", EN: "By a supervisor, an administrator or the holder. All sessions end; what cannot be taken back (accept, withdraw, waive, confirm receipt) is refused, and cases get their hold."},
			body("person reason", map[string]*huma.Schema{"person": person, "reason": {Type: "string", Enum: lockReasons()}, "since": instant}), AccountState{}, d.lockAccount),
		post("unlockAccount", "/v1/accounts/unlock", desk,
			wording.Words{ZH: "核验身份后解锁", EN: "Unlock after checking the identity"},
			wording.Words{ZH: "主管或管理员办理；旧密码失效，返回设置新密码的一次性链接。", EN: "By a supervisor or an administrator; the old password is gone, the answer holds a one-time link that sets another."},
			body("person", map[string]*huma.Schema{"person": person}), AccountState{}, d.unlockAccount),
		post("makeUnlockLink", "/v1/accounts/unlock-link", desk,
			wording.Words{ZH: "生成解锁链接", EN: "Make a link to unlock"},
			wording.Words{ZH: "仅限锁定起始之前已验证的联系方式。", EN: "For a contact verified before the takeover began only."},
			body("person contact", map[string]*huma.Schema{"person": person, "contact": schemaWhole("number of the contact")}), UnlockLink{}, d.makeUnlockLink),
		unlock,
		{
			id: "listGrants", method: http.MethodGet, path: "/v1/grants", group: "Administration", person: true, scopes: desk,
			summary: wording.Words{ZH: "授权清单", EN: "Grants"}, about: wording.Words{ZH: "管理员、主管和监管人员可见。", EN: "For administrators, supervisors and regulators."},
			gives: GrantList{}, do: d.listGrants,
		},
		post("grant", "/v1/grants", []identity.Scope{identity.AdminScope, identity.ActParty},
			wording.Words{ZH: "授予身份", EN: "Give a capacity"},
			wording.Words{ZH: "管理员授予市场身份，商家负责人增加本商家成员；任何人不得给自己授权。", EN: "An administrator gives capacities of the marketplace, an owner members of its merchant; nobody to itself."},
			body("person capacity", map[string]*huma.Schema{
				"person": person, "capacity": {Type: "string", Enum: grantable()}, "merchant": schemaText("mer_…, of memberships"), "scope": schemaText("queue; none is the whole marketplace"),
				"limit_minor": schemaWhole("of an after-sales specialist"), "from": instant, "until": instant,
			}), GrantRow{}, d.grant),
		post("revoke", "/v1/grants/revoke", []identity.Scope{identity.AdminScope, identity.ActParty},
			wording.Words{ZH: "终止授权", EN: "End a grant"}, wording.Words{ZH: "最后一名管理员和商家最后一名负责人除外。", EN: "Not of the last administrator, nor of the last owner of a merchant."},
			body("number", map[string]*huma.Schema{"number": schemaWhole("of the grant"), "until": instant}), GrantRow{}, d.revoke),
		{
			id: "listKeys", method: http.MethodGet, path: "/v1/keys", group: "Administration", person: true, scopes: admin,
			summary: wording.Words{ZH: "密钥清单", EN: "API keys"}, about: wording.Words{ZH: "不含密钥内容。", EN: "Without their texts."}, gives: KeyList{}, do: d.listKeys,
		},
		post("mintKey", "/v1/keys", admin,
			wording.Words{ZH: "发放密钥", EN: "Issue an API key"}, wording.Words{ZH: "密钥内容只显示一次。", EN: "Its text is told once."},
			body("label scopes", map[string]*huma.Schema{
				"label": schemaText("up to 64 bytes, no personal data"), "person": person, "days": schemaWhole("how long it is good for; 0: no end"),
				"scopes": {Type: "array", Items: &huma.Schema{Type: "string", Enum: scopeNames()}},
			}), KeyRow{}, d.mintKey),
		post("revokeKey", "/v1/keys/revoke", admin,
			wording.Words{ZH: "撤销密钥", EN: "Revoke an API key"}, wording.Words{ZH: "立即生效。", EN: "At once."},
			body("number", map[string]*huma.Schema{"number": schemaText("of the key")}), KeyList{}, d.revokeKey),
	}
}

func lockReasons() []any {
	var out []any
	for _, r := range party.LockReasons() {
		if r != party.ToldInCase {
			out = append(out, string(r))
		}
	}
	return out
}

func grantable() []any {
	var out []any
	for _, c := range party.AllCapacities() {
		if c.Grantable() {
			out = append(out, string(c))
		}
	}
	return out
}

func scopeNames() []any {
	var out []any
	for _, s := range identity.AllScopes() {
		out = append(out, string(s))
	}
	return out
}

// openAccount registers a person, known by the login, and opens the account. Sent
// again it finds both.
func (d *door) openAccount(v *visit) (answer, error) {
	r := read(v.body)
	login, password, name := r.text("login", true), r.text("password", false), r.text("name", false)
	person := idOf(r, "person", false, id.Parse[id.Person])
	if err := r.end(); err != nil {
		return answer{}, err
	}
	if err := d.Clerk.MayAdminister(v, v.who, "open_account"); err != nil {
		return answer{}, err
	}
	repeated, err := d.Clerk.Claim(v, v.who)
	if err != nil {
		return answer{}, err
	}
	if person, err = d.holder(v, person, login, name); err != nil {
		return answer{}, err
	}
	out := AccountOpened{Person: person.String()}
	_, err = d.Identity.Register(v, identity.NewAccount{Market: v.who.Market, Person: person, Login: login, Password: password})
	if refused := new(identity.Refusal); errors.As(err, &refused) && refused.Code == identity.LoginTaken && repeated {
		return answer{body: out, replayed: true}, nil
	}
	if err != nil {
		return answer{}, err
	}
	if password == "" {
		if out.Link, _, err = d.Identity.MakeLink(v, identity.NewLink{Market: v.who.Market, Purpose: identity.Invite, Person: person, Length: inviteLength}); err != nil {
			return answer{}, err
		}
	}
	return answer{body: out}, nil
}

// holder is the person named, else the one known by the login, else a new one.
func (d *door) holder(v *visit, named id.Person, login, name string) (id.Person, error) {
	if !named.IsZero() {
		_, err := d.Clerk.Person(v, v.who.Market, named)
		return named, err
	}
	normal, ok := identity.NormalLogin(login)
	if !ok {
		return named, &identity.Refusal{Code: identity.LoginMalformed}
	}
	found, err := d.Clerk.PersonOf(v, v.who.Market, clerk.AccountSource, normal)
	if err != nil || !found.IsZero() {
		return found, err
	}
	return d.Clerk.Register(v, v.unkeyed(), clerk.AccountSource, normal, cmp.Or(name, login))
}

func (d *door) lockAccount(v *visit) (answer, error) {
	r := read(v.body)
	person := idOf(r, "person", true, id.Parse[id.Person])
	reason, since := r.text("reason", true), r.instant("since", false)
	if err := r.end(); err != nil {
		return answer{}, err
	}
	err := d.Clerk.LockPerson(v, v.unkeyed(), person, since, party.LockReason(reason))
	again := new(party.Refusal)
	if errors.As(err, &again) && again.Code == party.AlreadyLocked {
		err = nil // what was begun is finished below
	} else {
		again = nil
	}
	if err != nil {
		return answer{}, err
	}
	if err := d.Identity.Lock(v, v.who.Market, person); err != nil {
		return answer{}, err
	}
	return answer{body: AccountState{Person: person.String(), Locked: true}, replayed: again != nil}, nil
}

func (d *door) unlockAccount(v *visit) (answer, error) {
	r := read(v.body)
	person := idOf(r, "person", true, id.Parse[id.Person])
	if err := r.end(); err != nil {
		return answer{}, err
	}
	if err := d.Clerk.UnlockPerson(v, v.unkeyed(), person, 0); err != nil {
		return answer{}, err
	}
	if err := d.Identity.Reopen(v, v.who.Market, person); err != nil {
		return answer{}, err
	}
	link, _, err := d.Identity.MakeLink(v, identity.NewLink{Market: v.who.Market, Purpose: identity.Invite, Person: person, Length: inviteLength})
	return answer{body: AccountState{Person: person.String(), Link: link}}, err
}

// makeUnlockLink makes a link for a contact that may unlock; the core says which may.
func (d *door) makeUnlockLink(v *visit) (answer, error) {
	r := read(v.body)
	person := idOf(r, "person", true, id.Parse[id.Person])
	contact := r.whole("contact", true)
	if err := r.end(); err != nil {
		return answer{}, err
	}
	if err := d.Clerk.MayUnlockBy(v, v.who, person, contact); err != nil {
		return answer{}, err
	}
	text, link, err := d.Identity.MakeLink(v, identity.NewLink{Market: v.who.Market, Purpose: identity.Unlock, Person: person, Contact: contact, Length: inviteLength})
	return answer{body: UnlockLink{Link: text, Expires: link.Expires}}, err
}

// unlockByLink is for who was reached at the contact: the link is the credential.
func (d *door) unlockByLink(v *visit) (answer, error) {
	r := read(v.body)
	text, password := r.text("link", true), r.text("password", true)
	if err := r.end(); err != nil {
		return answer{}, err
	}
	found, err := d.Identity.PeekLink(v, text, identity.Unlock)
	if err != nil {
		return answer{}, err
	}
	used, err := d.Identity.Unlock(v, text, password)
	if err != nil {
		return answer{}, err
	}
	if err := d.Clerk.UnlockPerson(v, clerk.System(used.Market), used.Person, found.Contact); err != nil {
		return answer{}, errors.Join(err, d.Identity.Lock(v, used.Market, used.Person))
	}
	return answer{body: AccountState{Person: used.Person.String()}}, nil
}

// listGrants is for who may read the marketplace's settings.
func (d *door) listGrants(v *visit) (answer, error) {
	m, err := d.Clerk.MarketFor(v, v.who)
	if err != nil {
		return answer{}, err
	}
	out := GrantList{Grants: []GrantRow{}}
	for _, g := range m.Grants {
		out.Grants = append(out.Grants, grantRow(g))
	}
	return answer{body: out}, nil
}

func grantRow(g party.Grant) GrantRow {
	row := GrantRow{
		Number: g.Number, Person: g.Person.String(), Capacity: string(g.Capacity), Words: wording.Words(g.Capacity.Text()), Scope: g.Scope,
		From: g.From, Until: moment(g.Until),
	}
	if !g.Merchant.IsZero() {
		row.Merchant = g.Merchant.String()
	}
	if g.Capacity == party.AfterSales {
		row.Limit = &g.LimitMinor
	}
	return row
}

func (d *door) grant(v *visit) (answer, error) {
	r := read(v.body)
	g := party.GrantCapacity{
		Person: idOf(r, "person", true, id.Parse[id.Person]), Capacity: party.Capacity(r.text("capacity", true)), Scope: r.text("scope", false),
		Merchant: idOf(r, "merchant", false, id.Parse[id.Merchant]), From: r.instant("from", false), Until: r.instant("until", false),
	}
	if n, ok := r.get("limit_minor", strict.Number, false); ok {
		minor, whole := n.Whole()
		if g.LimitMinor = minor; !whole {
			r.note("request/wrong_type", n.Pointer)
		}
	}
	if err := r.end(); err != nil {
		return answer{}, err
	}
	if _, err := d.Clerk.Person(v, v.who.Market, g.Person); err != nil {
		return answer{}, err
	}
	if err := d.Clerk.Grant(v, v.who, g); err != nil {
		return answer{}, err
	}
	return d.granted(v, func(x party.Grant) bool {
		return x.Person == g.Person && x.Capacity == g.Capacity && x.Merchant == g.Merchant && x.Scope == g.Scope
	})
}

func (d *door) revoke(v *visit) (answer, error) {
	r := read(v.body)
	number, until := r.whole("number", true), r.instant("until", false)
	if err := r.end(); err != nil {
		return answer{}, err
	}
	if err := d.Clerk.Revoke(v, v.who, number, until); err != nil {
		return answer{}, err
	}
	return d.granted(v, func(x party.Grant) bool { return x.Number == number })
}

// granted answers with the newest grant that is meant.
func (d *door) granted(v *visit, is func(party.Grant) bool) (answer, error) {
	m, err := d.Clerk.Market(v, v.who.Market)
	if err != nil {
		return answer{}, err
	}
	for _, g := range slices.Backward(m.Grants) {
		if is(g) {
			return answer{body: grantRow(g)}, nil
		}
	}
	return answer{}, clerk.ErrUnknown
}

func keyRow(k identity.Key) KeyRow {
	row := KeyRow{Number: k.Number.String(), Label: k.Label, Scopes: k.Scopes, Created: k.Created, Expires: moment(k.Expires), Revoked: moment(k.Revoked)}
	if !k.Person.IsZero() {
		row.Person = k.Person.String()
	}
	return row
}

func (d *door) listKeys(v *visit) (answer, error) {
	if err := d.Clerk.MayAdminister(v, v.who, "mint_key"); err != nil {
		return answer{}, err
	}
	keys, err := d.Identity.Keys(v, v.who.Market)
	out := KeyList{Keys: []KeyRow{}}
	for _, k := range keys {
		out.Keys = append(out.Keys, keyRow(k))
	}
	return answer{body: out}, err
}

// mintKey makes a key. Sent again it makes none, and cannot tell the text again.
func (d *door) mintKey(v *visit) (answer, error) {
	r := read(v.body)
	n := identity.NewKey{
		Market: v.who.Market, Person: idOf(r, "person", false, id.Parse[id.Person]), Label: r.text("label", true),
		Length: time.Duration(min(r.whole("days", false), 20_000)) * 24 * time.Hour,
	}
	scopes, _ := r.get("scopes", strict.List, true)
	for _, s := range scopes.Items {
		n.Scopes = append(n.Scopes, identity.Scope(s.Text))
	}
	if err := r.end(); err != nil {
		return answer{}, err
	}
	if err := d.Clerk.MayAdminister(v, v.who, "mint_key"); err != nil {
		return answer{}, err
	}
	if !n.Person.IsZero() {
		if _, err := d.Clerk.Person(v, v.who.Market, n.Person); err != nil {
			return answer{}, err
		}
	}
	repeated, err := d.Clerk.Claim(v, v.who)
	if err != nil {
		return answer{}, err
	}
	if repeated {
		return answer{body: KeyRow{Label: n.Label, Scopes: n.Scopes}, replayed: true}, nil
	}
	text, key, err := d.Identity.MintKey(v, n)
	if err != nil {
		return answer{}, err
	}
	row := keyRow(key)
	row.Text = text
	return answer{body: row}, nil
}

func (d *door) revokeKey(v *visit) (answer, error) {
	r := read(v.body)
	text := r.text("number", true)
	if err := r.end(); err != nil {
		return answer{}, err
	}
	if err := d.Clerk.MayAdminister(v, v.who, "mint_key"); err != nil {
		return answer{}, err
	}
	number, ok := identity.ParseNumber(text)
	if !ok {
		return answer{}, clerk.ErrUnknown
	}
	if err := d.Identity.RevokeKey(v, v.who.Market, number); err != nil {
		return answer{}, err
	}
	return d.listKeys(v)
}
