package party

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
)

// Refusal says that the rules say no. It carries no personal data.
type Refusal struct{ Code Code }

// Error is the code; sentences are rendered where the reader is known.
func (r *Refusal) Error() string { return "party: " + string(r.Code) }

func refuse(c Code) error { return &Refusal{Code: c} }
