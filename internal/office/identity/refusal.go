package identity

import "time"

// Code names why somebody was not let in. It is stable: programs branch on it.
type Code string

// The refusals of this package.
const (
	WrongCredentials Code = "identity/credentials"
	Throttled        Code = "identity/throttled"
	AccountLocked    Code = "identity/locked"
	SessionEnded     Code = "identity/session_ended"
	LinkUnusable     Code = "identity/link_unusable"
	LinkMalformed    Code = "identity/link_terms"
	LinksFull        Code = "identity/links_full"
	KeyUnusable      Code = "identity/key_unusable"
	KeyMalformed     Code = "identity/key_terms"
	KeyMissing       Code = "identity/key_missing"
	TooManyKeys      Code = "identity/too_many_keys"
	ScopeMissing     Code = "identity/scope_missing"
	NotOnBehalf      Code = "identity/on_behalf_not_allowed"
	UnknownPerson    Code = "identity/person_unknown"
	PasswordLength   Code = "identity/password_length"
	PasswordIsLogin  Code = "identity/password_is_login"
	LoginMalformed   Code = "identity/login_malformed"
	LoginTaken       Code = "identity/login_taken"
	AccountUnknown   Code = "identity/account_unknown"
	Busy             Code = "identity/busy"
	CodeWrong        Code = "identity/code_wrong"
	FactorOn         Code = "identity/second_step_on"
	FactorOff        Code = "identity/second_step_off"
)

// Refusal says no. It carries neither secret nor personal data.
type Refusal struct {
	Code  Code
	Retry time.Duration // how long to wait, with Throttled and Busy
}

// Error is the code; sentences are rendered where the reader is known.
func (r *Refusal) Error() string { return string(r.Code) }

func refuse(c Code) error { return &Refusal{Code: c} }

// Text is one text for people in both languages.
type Text struct{ ZH, EN string }

//nolint:gochecknoglobals // a closed vocabulary, never written to
var codeTexts = []struct {
	Code
	Text
}{
	{WrongCredentials, Text{"登录名或密码不对；也可以用一次性链接登录", "login or password is wrong; a one-time link works as well"}},
	{Throttled, Text{"尝试过多，请稍候再试，或用一次性链接登录", "too many attempts; wait a little, or use a one-time link"}},
	{AccountLocked, Text{"账号已锁定；请用发往已验证联系方式的一次性链接解锁", "the account is locked; unlock it with a one-time link sent to a verified contact"}},
	{SessionEnded, Text{"登录已过期；请重新登录，已填写的内容不会丢失", "you are signed out; sign in again, what you typed is kept"}},
	{LinkUnusable, Text{"链接不存在、已使用或已过期；请重新索取", "the link is unknown, used or expired; ask for a new one"}},
	{LinkMalformed, Text{"链接的用途、对象或有效期有误", "purpose, target or length of the link is wrong"}},
	{LinksFull, Text{"有效的链接太多，请先收回一些", "too many links still work; take some back first"}},
	{KeyUnusable, Text{"密钥不存在、已撤销或已过期", "the key is unknown, revoked or expired"}},
	{KeyMalformed, Text{"密钥的名称、范围或有效期有误", "label, scopes or length of the key is wrong"}},
	{KeyMissing, Text{"请求缺少密钥：Authorization: Bearer tp_…", "the request has no key: Authorization: Bearer tp_…"}},
	{TooManyKeys, Text{"密钥数量已达上限；请先撤销不用的", "there are as many keys as possible; revoke those not in use"}},
	{ScopeMissing, Text{"密钥没有所需的范围", "the key lacks the scope this needs"}},
	{NotOnBehalf, Text{"只有平台自己的、带 act:party 或 act:staff 范围的密钥可以代人行为", "only a key of the marketplace itself, with act:party or act:staff, acts on behalf of somebody"}},
	{UnknownPerson, Text{"本市场没有这个人", "this marketplace does not know that person"}},
	{PasswordLength, Text{"密码须为 10 至 256 个字节", "a password has 10 to 256 bytes"}},
	{PasswordIsLogin, Text{"密码不能与登录名相同", "the password may not be the login"}},
	{LoginMalformed, Text{"登录名为空、过长或含控制字符", "the login is empty, too long or has control characters"}},
	{LoginTaken, Text{"登录名已被使用，或该人已有账号", "the login is in use, or the person has an account"}},
	{AccountUnknown, Text{"没有这个账号", "there is no such account"}},
	{CodeWrong, Text{"验证码不对、已过期或已用过；请等应用显示下一个", "the code is wrong, out of time or used; wait for the next one"}},
	{FactorOn, Text{"两步验证已开启；要换设备，请先关闭", "the second step is on; to change the device, put it off first"}},
	{FactorOff, Text{"没有开启两步验证；请先添加", "there is no second step; add one first"}},
	{Busy, Text{"登录的人太多，请稍候再试", "too many people sign in at once; try again shortly"}},
}

// AllCodes lists every refusal of this package.
func AllCodes() []Code {
	out := make([]Code, 0, len(codeTexts))
	for _, row := range codeTexts {
		out = append(out, row.Code)
	}
	return out
}

// Text says why, and what is possible instead; empty for an unknown code.
func (c Code) Text() Text {
	for _, row := range codeTexts {
		if row.Code == c {
			return row.Text
		}
	}
	return Text{}
}
