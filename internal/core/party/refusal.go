package party

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// Code names why a command was refused. It is stable: programs branch on it.
type Code string

// The refusals of this package.
const (
	UnknownCapacity   Code = "grant/unknown_capacity"
	NoPerson          Code = "grant/no_person"
	MerchantMissing   Code = "grant/merchant_missing"
	MerchantNotMeant  Code = "grant/merchant_not_meant"
	LimitNotMeant     Code = "grant/limit_not_meant"
	LimitOutOfRange   Code = "grant/limit_out_of_range"
	WindowEmpty       Code = "grant/window_empty"
	WindowPast        Code = "grant/window_past"
	ScopeMalformed    Code = "grant/scope_malformed"
	AlreadyGranted    Code = "grant/already_granted"
	TooManyGrants     Code = "grant/too_many"
	UnknownGrant      Code = "grant/unknown"
	GrantEnded        Code = "grant/ended"
	LastAdmin         Code = "grant/last_admin"
	LastOwner         Code = "grant/last_owner"
	UnknownGround     Code = "link/unknown_ground"
	SamePerson        Code = "link/same_person"
	AlreadyLinked     Code = "link/already_linked"
	NotLinked         Code = "link/not_linked"
	NotSandbox        Code = "clock/not_sandbox"
	ClockBackwards    Code = "clock/backwards"
	ClockTooFar       Code = "clock/too_far"
	AlreadyOpened     Code = "market/already_opened"
	NotOpened         Code = "market/not_opened"
	ZoneMissing       Code = "market/zone_missing"
	RulebookMalformed Code = "rulebook/malformed"
	RulebookBackdated Code = "rulebook/backdated"
	AlreadyPublished  Code = "rulebook/already_published"
	OutageMalformed   Code = "outage/malformed"
	OutageTooShort    Code = "outage/too_short"
	OutageKnown       Code = "outage/known"
	UnknownChannel    Code = "channel/unknown"
	ChannelSandbox    Code = "channel/sandbox_only"
	NoChannel         Code = "channel/none"
	AlreadyRegistered Code = "person/already_registered"
	NotRegistered     Code = "person/not_registered"
	NameMalformed     Code = "person/name_malformed"
	ReferenceKnown    Code = "person/reference_known"
	ReferenceEmpty    Code = "person/reference_malformed"
	TooManyReferences Code = "person/too_many_references"
	ContactMalformed  Code = "person/contact_malformed"
	UnknownContact    Code = "person/unknown_contact"
	TooManyContacts   Code = "person/too_many_contacts"
	AlreadyLocked     Code = "person/already_locked"
	NotLocked         Code = "person/not_locked"
	LockAhead         Code = "person/lock_ahead"
	NotVerified       Code = "person/contact_not_verified"
	UnknownReason     Code = "person/unknown_reason"
	ReasonMissing     Code = "person/reason_missing"
	PaperMissing      Code = "person/paper_missing"
	AlreadyAsked      Code = "person/already_asked"
	TooManyAsks       Code = "person/too_many_asks"
	UnknownAsk        Code = "person/unknown_ask"
	NotAllowed        Code = "authority/not_allowed"
)

//nolint:gochecknoglobals // a closed vocabulary, never written to
var codeTexts = []struct {
	Code
	Text
}{
	{UnknownCapacity, Text{"没有这种可授予的身份", "there is no such capacity to grant"}},
	{NoPerson, Text{"请指明是哪个人", "say which person is meant"}},
	{MerchantMissing, Text{"请指明是哪个商家的成员", "say of which merchant the person is to be a member"}},
	{MerchantNotMeant, Text{"该身份属于市场，不属于某个商家", "this capacity is of the marketplace, not of a merchant"}},
	{LimitNotMeant, Text{"只有售后专员设和解权限", "only an after-sales specialist has a settlement limit"}},
	{LimitOutOfRange, Text{"和解权限金额超出范围", "the settlement limit is out of range"}},
	{WindowEmpty, Text{"终止时间须晚于起始时间", "the end must be after the start"}},
	{WindowPast, Text{"时间不能早于现在", "the time may not be before now"}},
	{ScopeMalformed, Text{"范围代码只能用小写字母、数字、_ 和 -", "a scope is written in small letters, digits, _ and -"}},
	{AlreadyGranted, Text{"该人在此期间已有这一身份；如要改权限，请先终止原授权", "the person holds this already in that time; to change its limit, end the old grant first"}},
	{TooManyGrants, Text{"该人的授权数量已达上限；请先终止不用的", "the person has as many grants as possible; end those not in use"}},
	{UnknownGrant, Text{"没有这项授权", "there is no such grant"}},
	{GrantEnded, Text{"该授权已在此前终止", "the grant has ended by then"}},
	{LastAdmin, Text{"这是最后一名管理员；请先授权另一名", "this is the last administrator; grant another first"}},
	{LastOwner, Text{"这是商家最后一名负责人；请先增加另一名", "this is the last owner of the merchant; add another first"}},
	{UnknownGround, Text{"请选择列出的理由", "choose one of the listed grounds"}},
	{SamePerson, Text{"两个编号本来就是同一个", "both are the same person already"}},
	{AlreadyLinked, Text{"这两个人已登记为同一人", "the two are on record as one human already"}},
	{NotLinked, Text{"这两个人没有直接关联", "the two are not linked directly"}},
	{NotSandbox, Text{"只有演练市场的时钟可以拨动", "only a sandbox has a clock that moves"}},
	{ClockBackwards, Text{"时钟只能向前", "the clock only goes forward"}},
	{ClockTooFar, Text{"一次最多拨动十年", "one move reaches ten years at most"}},
	{AlreadyOpened, Text{"市场已经开设", "the marketplace is open already"}},
	{NotOpened, Text{"市场尚未开设", "the marketplace is not open yet"}},
	{ZoneMissing, Text{"请写明时区，如 Asia/Shanghai", "name the time zone, such as Asia/Shanghai"}},
	{RulebookMalformed, Text{"规则文件的种类、名称、版本或摘要有误", "kind, name, version or digest of the document is wrong"}},
	{RulebookBackdated, Text{"新版本的生效时间不能早于现在", "a new version may not take effect in the past"}},
	{AlreadyPublished, Text{"这份文件已按同一生效时间发布", "this document is published already with that start"}},
	{OutageMalformed, Text{"中断须已结束，且结束晚于开始", "an outage must be over, and end after it began"}},
	{OutageTooShort, Text{"一小时以内的中断不登记", "an outage of an hour or less is not recorded"}},
	{OutageKnown, Text{"这段时间已登记过中断", "an outage in that time is on record already"}},
	{UnknownChannel, Text{"没有这种送达渠道，或重复列出", "there is no such channel, or it stands twice"}},
	{ChannelSandbox, Text{"演练渠道和故意失败只用于演练市场", "the sandbox channel and failing on purpose are for sandboxes only"}},
	{NoChannel, Text{"至少保留一种站外送达渠道", "keep at least one channel outside the site"}},
	{AlreadyRegistered, Text{"该人已登记", "the person is registered already"}},
	{NotRegistered, Text{"该人尚未登记", "the person is not registered yet"}},
	{NameMalformed, Text{"姓名为空或过长", "the name is empty or too long"}},
	{ReferenceKnown, Text{"该外部编号已登记", "this reference is on record already"}},
	{ReferenceEmpty, Text{"外部编号的来源或内容有误", "source or id of the reference is wrong"}},
	{TooManyReferences, Text{"外部编号数量已达上限", "there are as many references as possible"}},
	{ContactMalformed, Text{"联系方式为空或过长", "the address is empty or too long"}},
	{UnknownContact, Text{"没有这个联系方式，或已停用", "there is no such contact, or it is no longer used"}},
	{TooManyContacts, Text{"联系方式数量已达上限", "there are as many contacts as possible"}},
	{AlreadyLocked, Text{"账号已锁定；请先解锁", "the account is locked; unlock it first"}},
	{UnknownReason, Text{"请选择列出的理由", "choose one of the listed reasons"}},
	{ReasonMissing, Text{"请写明理由，最多 600 个字节", "say why, in at most 600 bytes"}},
	{PaperMissing, Text{"请附上文件", "add the document"}},
	{AlreadyAsked, Text{"您在这个案件中的申请还在等候答复", "what you asked for in this case still waits for its answer"}},
	{TooManyAsks, Text{"等候答复的申请已达上限；请先等答复", "as many of your asks as possible wait; wait for an answer first"}},
	{UnknownAsk, Text{"没有这项申请，或已经答复、已经过期", "there is no such request, or it was answered or is over"}},
	{NotAllowed, Text{"该身份不能做这件事；请由有权的人办理", "this is not for you to do; ask somebody who may"}},
	{NotLocked, Text{"账号没有锁定", "the account is not locked"}},
	{LockAhead, Text{"起始时间不能晚于现在", "the start may not lie ahead"}},
	{NotVerified, Text{"须用锁定起始之前已验证的联系方式解锁；也可以由工作人员核验身份", "unlock over a contact verified before the takeover began, or have staff check the identity"}},
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

// Refusal says that the rules say no. It carries no personal data.
type Refusal struct {
	Code Code
	Rule string // of NotAllowed: the rule that forbids it, NoRule where none permits it
}

// Error is the code; sentences are rendered where the reader is known.
func (r *Refusal) Error() string { return "party: " + string(r.Code) }

func refuse(c Code) error { return &Refusal{Code: c} }

// Allow asks the table about an act in a marketplace outside any case: whether the
// person may make the move in one of the capacities, and as what, under which rule.
//
// Refusals: NotAllowed.
func Allow(x *Index, m Market, p id.Person, at time.Time, move string, f Facts, as ...Capacity) (Capacity, string, error) {
	worst := &Refusal{Code: NotAllowed, Rule: NoRule}
	for _, c := range as {
		r := Ask(m, p, c, at)
		r.Action, r.Facts = Do(move), f
		d := x.Decide(r)
		if d.Allow {
			return c, d.Rule, nil
		}
		if worst.Rule == NoRule {
			worst.Rule = d.Rule
		}
	}
	return "", "", worst
}
