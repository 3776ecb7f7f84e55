package party

// Capacity is as what a person acts. It stands in the envelope of every event.
type Capacity string

// Capacities that the party list of a case, or an order, gives.
const (
	Claimant       Capacity = "claimant"       // the party itself, or a member of that merchant
	Respondent     Capacity = "respondent"     // the same on the other side
	ThirdParty     Capacity = "third_party"    // asked for something: carrier, insurer, witness
	Representative Capacity = "representative" // under a mandate of a party
	Buyer          Capacity = "buyer"          // of an order, outside any case
	Seller         Capacity = "seller"         // member of the merchant of an order, outside any case
)

// Capacities that a marketplace grants.
const (
	Officer          Capacity = "officer"            // intake, rounds, service
	Mediator         Capacity = "mediator"           //
	Adjudicator      Capacity = "adjudicator"        //
	Reviewer         Capacity = "reviewer"           //
	Supervisor       Capacity = "supervisor"         // assigns; decides when others are late
	Juror            Capacity = "juror"              //
	Admin            Capacity = "admin"              // the marketplace, never a case
	Regulator        Capacity = "regulator"          // proof and results only
	Carrier          Capacity = "carrier"            // reports of a carrier
	PlatformAsSeller Capacity = "platform_as_seller" // answers for a self-operated shop
)

// Capacities held for one act only, by a person whose grant serves them (Serves).
const (
	Officer2       Capacity = "officer_2"       // another officer than the first
	OfficerOutside Capacity = "officer_outside" // qualified, outside the team
	FourEyes       Capacity = "four_eyes"       // approves a draft of another
)

// Memberships of a merchant (M81, M82).
const (
	Owner              Capacity = "owner"
	AfterSales         Capacity = "after_sales"         // up to a settlement limit
	MerchantSupervisor Capacity = "merchant_supervisor" // whom the specialist asks
)

// System is nobody: timers, expiries, set-up.
const System Capacity = "system"

// Text is one text for people in both languages.
type Text struct{ ZH, EN string }

//nolint:gochecknoglobals // a closed vocabulary, never written to
var capacityTexts = []struct {
	Capacity
	Text
}{
	{Claimant, Text{"申请人", "claimant"}},
	{Respondent, Text{"被申请人", "respondent"}},
	{ThirdParty, Text{"第三人", "third party"}},
	{Representative, Text{"代理人", "representative"}},
	{Buyer, Text{"买家", "buyer"}},
	{Seller, Text{"商家", "seller"}},
	{Officer, Text{"客服专员", "officer"}},
	{Officer2, Text{"另一名客服专员", "another officer"}},
	{OfficerOutside, Text{"组外合格人员", "qualified person outside the team"}},
	{Mediator, Text{"调解员", "mediator"}},
	{Adjudicator, Text{"平台裁决员", "adjudicator"}},
	{FourEyes, Text{"复签人", "second signer"}},
	{Reviewer, Text{"复核人", "reviewer"}},
	{Supervisor, Text{"主管", "supervisor"}},
	{Juror, Text{"评审员", "juror"}},
	{Admin, Text{"管理员", "administrator"}},
	{Regulator, Text{"监管人员", "regulator"}},
	{Carrier, Text{"承运人", "carrier"}},
	{PlatformAsSeller, Text{"自营方", "platform as seller"}},
	{Owner, Text{"商家负责人", "merchant owner"}},
	{AfterSales, Text{"售后专员", "after-sales specialist"}},
	{MerchantSupervisor, Text{"商家主管", "merchant supervisor"}},
	{System, Text{"系统", "system"}},
}

// AllCapacities lists every capacity, in the order of the rules page.
func AllCapacities() []Capacity {
	out := make([]Capacity, 0, len(capacityTexts))
	for _, row := range capacityTexts {
		out = append(out, row.Capacity)
	}
	return out
}

// Text is the name of the capacity for people; empty for an unknown one.
func (c Capacity) Text() Text {
	for _, row := range capacityTexts {
		if row.Capacity == c {
			return row.Text
		}
	}
	return Text{}
}

// Known tells whether the capacity is one of this package.
func (c Capacity) Known() bool { return c.Text() != Text{} }

// Membership tells whether the capacity is held in a merchant.
func (c Capacity) Membership() bool {
	return c == Owner || c == AfterSales || c == MerchantSupervisor || c == PlatformAsSeller
}

// Grantable tells whether the capacity can be given by a grant or membership.
func (c Capacity) Grantable() bool {
	switch c {
	case Officer, Mediator, Adjudicator, Reviewer, Supervisor, Juror, Admin, Regulator, Carrier:
		return true
	default:
		return c.Membership()
	}
}

// Serves tells whether a grant of the capacity c allows acting as as: its own
// name, and the capacities held for one act only. K_SUP2 turns to every
// qualified person (procedure.md T36); a draft is approved by another
// adjudicator or a reviewer.
func (c Capacity) Serves(as Capacity) bool {
	switch as {
	case Officer2:
		return c == Officer
	case OfficerOutside:
		return c == Officer || c == Adjudicator || c == Reviewer
	case FourEyes:
		return c == Adjudicator || c == Reviewer
	default:
		return c == as
	}
}
