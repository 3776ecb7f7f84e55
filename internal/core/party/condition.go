package party

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// Condition names a pure predicate over a request.
type Condition string

// The conditions.
const (
	IsParty       Condition = "is_party"
	IsMember      Condition = "is_member"
	HasMandate    Condition = "has_mandate"
	SignedIn      Condition = "signed_in"
	MandateOfC    Condition = "mandate_of_claimant"
	MandateOfR    Condition = "mandate_of_respondent"
	OwnShop       Condition = "own_shop"
	OwnsShop      Condition = "owns_shop"
	IsGranted     Condition = "granted"
	IsAssigned    Condition = "assigned"
	AssignedFree  Condition = "assigned_or_free"
	Overdue       Condition = "overdue"
	OpenedTalks   Condition = "opened_talks"
	NamedPurpose  Condition = "purpose_named"
	LawfulRequest Condition = "lawful_request"
	NobodyActs    Condition = "nobody_acts"

	OverLimit        Condition = "over_limit"
	MandateTooNarrow Condition = "mandate_too_narrow"
	IsLocked         Condition = "locked"
	IsIncapable      Condition = "incapable"
	SuccessionOpen   Condition = "succession_open"
	Conflict         Condition = "conflict"
	StoodDown        Condition = "stood_down"
	DidFirstStep     Condition = "was_officer"
	DidSecondStep    Condition = "was_officer_2"
	DidMediate       Condition = "was_mediator"
	DidAdjudicate    Condition = "was_adjudicator"
	DidApprove       Condition = "was_four_eyes"
	DidReview        Condition = "was_reviewer"
	DidSeeOffers     Condition = "saw_offers"
	DecidesHere      Condition = "decides_here"
	ToOneself        Condition = "to_oneself"
)

// conditions holds the predicates and their words.
//
//nolint:gochecknoglobals // a closed vocabulary, never written to
var conditions = []struct {
	Condition
	Text
	holds func(Request) bool
}{
	{IsParty, Text{"本人是该方当事人", "is that party in person"}, isParty},
	{IsMember, Text{"是该方商家的成员", "is a member of the merchant on that side"}, isMember},
	{HasMandate, Text{"持有该案当事人的有效授权", "holds a mandate of a party that is in force"}, hasMandate},
	{MandateOfC, Text{"持有申请人的有效授权", "holds a mandate of the claimant"}, mandateOf(Claimant)},
	{MandateOfR, Text{"持有被申请人的有效授权", "holds a mandate of the respondent"}, mandateOf(Respondent)},
	{SignedIn, Text{"是已登录的人", "is somebody who signed in"}, func(r Request) bool { return !r.Person.IsZero() }},
	{OwnShop, Text{"是该商家的成员", "is a member of the merchant meant"}, func(r Request) bool { return r.member(r.Facts.Merchant) }},
	{OwnsShop, Text{"是该商家的负责人", "is an owner of the merchant"}, ownsShop},
	{IsGranted, Text{"持有范围内的有效授权身份", "holds the capacity by a grant in force and in scope"}, isGranted},
	{IsAssigned, Text{"已被指派到本案", "is assigned to the case"}, isAssigned},
	{AssignedFree, Text{"已被指派到本案，或本案该角色尚无人承办", "is assigned to the case, or nobody is"}, assignedOrFree},
	{Overdue, Text{"主管逾期，转由任一合格人员办理", "supervision is overdue: any qualified person may act"}, func(r Request) bool { return r.Facts.Overdue }},
	{OpenedTalks, Text{"已登记打开协商卷", "is on record as having opened the talks"}, openedTalks},
	{NamedPurpose, Text{"已说明用途并留痕", "named a purpose, which is recorded"}, func(r Request) bool { return r.Facts.Purpose }},
	{LawfulRequest, Text{"有依法调取的请求在卷", "a request by law is on file"}, func(r Request) bool { return r.Facts.LawfulRequest }},
	{NobodyActs, Text{"没有人行为，由系统到期处理", "no person acts"}, func(r Request) bool { return r.Person.IsZero() && r.As == System }},

	{OverLimit, Text{"金额超过其和解权限", "the sum is above the settlement limit"}, overLimit},
	{MandateTooNarrow, Text{"没有特别授权", "holds no special mandate"}, mandateTooNarrow},
	{IsLocked, Text{"该方账号已锁定", "the account of that party is locked"}, sideIs(func(s Side) bool { return s.Locked })},
	{IsIncapable, Text{"该方无相应行为能力，且非监护人行为", "that party lacks capacity and no guardian acts"}, incapable},
	{SuccessionOpen, Text{"该方承继人尚未确定", "the successor of that party is not yet on file"}, succession},
	{Conflict, Text{"与一方当事人是同一人、其成员或代理人", "is one human with a party, or a member or representative of one"}, conflict},
	{StoodDown, Text{"已回避或被准予回避", "stepped down or was challenged with success"}, stoodDown},
	{DidFirstStep, Text{"同一人作过受理或不予受理决定", "the same human accepted or rejected"}, took(TookOfficer)},
	{DidSecondStep, Text{"同一人复议过受理", "the same human looked again at that"}, took(TookOfficer2)},
	{DidMediate, Text{"同一人担任过本案调解员", "the same human mediated"}, took(TookMediator)},
	{DidAdjudicate, Text{"同一人参与过本案裁决", "the same human decided"}, took(TookAdjudicator)},
	{DidApprove, Text{"同一人复签过本案", "the same human approved a draft"}, took(TookFourEyes)},
	{DidReview, Text{"同一人复核过本案", "the same human reviewed"}, took(TookReviewer)},
	{DidSeeOffers, Text{"同一人看过协商卷", "the same human saw the offers"}, took(SawOffers)},
	{DecidesHere, Text{"同一人正在或曾经裁决、复签、复核本案", "the same human decides, approves or reviews here, or did"}, decidesHere},
	{ToOneself, Text{"授予对象是本人", "it would go to the same human"}, toOneself},
}

// AllConditions lists every condition, in the order of the rules page.
func AllConditions() []Condition {
	out := make([]Condition, 0, len(conditions))
	for _, row := range conditions {
		out = append(out, row.Condition)
	}
	return out
}

// Text is what the condition says, for people; empty for an unknown one.
func (c Condition) Text() Text {
	for _, row := range conditions {
		if row.Condition == c {
			return row.Text
		}
	}
	return Text{}
}

// Holds tells whether the condition holds; an unknown one does not.
func (c Condition) Holds(r Request) bool {
	holds, _ := c.holds(r)
	return holds
}

func (c Condition) holds(r Request) (holds, known bool) {
	for i := range conditions {
		if conditions[i].Condition == c {
			return conditions[i].holds(r), true
		}
	}
	return false, false
}

// acting lists the parties for whom the person acts in that capacity.
func acting(r Request) []Side {
	var out []Side
	for _, s := range r.Facts.Parties {
		switch {
		case r.As == Representative && s.mandate(r) != nil,
			r.As == s.As && (s.isPerson(r.Person) || r.member(s.Merchant)):
			out = append(out, s)
		}
	}
	return out
}

func (s Side) isPerson(p id.Person) bool { return !p.IsZero() && s.Person == p }

func (s Side) mandate(r Request) *Mandate {
	for i, m := range s.Mandates {
		if m.Person == r.Person && !r.Person.IsZero() && inWindow(r.At, m.From, m.Until) {
			return &s.Mandates[i]
		}
	}
	return nil
}

func (r Request) member(of id.Merchant) bool {
	return !of.IsZero() && slices.ContainsFunc(r.Held, func(g Grant) bool {
		return g.Merchant == of && g.Capacity.Membership()
	})
}

func isParty(r Request) bool {
	return slices.ContainsFunc(r.Facts.Parties, func(s Side) bool { return s.As == r.As && s.isPerson(r.Person) })
}

func isMember(r Request) bool {
	return slices.ContainsFunc(r.Facts.Parties, func(s Side) bool { return s.As == r.As && r.member(s.Merchant) })
}

func hasMandate(r Request) bool {
	return slices.ContainsFunc(r.Facts.Parties, func(s Side) bool { return s.mandate(r) != nil })
}

func mandateOf(as Capacity) func(Request) bool {
	return func(r Request) bool {
		return slices.ContainsFunc(r.Facts.Parties, func(s Side) bool { return s.As == as && s.mandate(r) != nil })
	}
}

func ownsShop(r Request) bool {
	return slices.ContainsFunc(r.Held, func(g Grant) bool {
		return g.Capacity == Owner && g.Merchant == r.Facts.Merchant && !g.Merchant.IsZero()
	})
}

func isGranted(r Request) bool {
	return slices.ContainsFunc(r.Held, func(g Grant) bool {
		return g.Capacity.Serves(r.As) &&
			(g.Scope == "" || slices.Contains(r.Facts.Scopes, g.Scope)) &&
			(g.Merchant.IsZero() || g.Merchant == r.Facts.Merchant)
	})
}

func isAssigned(r Request) bool {
	return slices.Contains(r.Facts.Assigned, Assignment{Person: r.Person, As: r.As})
}

func assignedOrFree(r Request) bool {
	return isAssigned(r) || !slices.ContainsFunc(r.Facts.Assigned, func(a Assignment) bool { return a.As == r.As })
}

func openedTalks(r Request) bool {
	return slices.Contains(r.Facts.Took, Took{Person: r.Person, Part: SawOffers})
}

// overLimit: true unless some membership of that merchant reaches the sum.
// Capacities other than the after-sales specialist have no limit.
func overLimit(r Request) bool {
	merchants := []id.Merchant{r.Facts.Merchant}
	for _, s := range acting(r) {
		merchants = append(merchants, s.Merchant)
	}
	bound := false
	for _, g := range r.Held {
		if g.Merchant.IsZero() || !slices.Contains(merchants, g.Merchant) {
			continue
		}
		if g.Capacity != AfterSales || r.Facts.SumMinor <= g.LimitMinor {
			return false
		}
		bound = true
	}
	return bound
}

func mandateTooNarrow(r Request) bool {
	sides := acting(r)
	return len(sides) == 0 || slices.ContainsFunc(sides, func(s Side) bool {
		m := s.mandate(r)
		return m == nil || m.Kind == Agent
	})
}

func sideIs(what func(Side) bool) func(Request) bool {
	return func(r Request) bool { return slices.ContainsFunc(acting(r), what) }
}

// incapable: the party itself acts, or an agent it chose; a guardian may.
func incapable(r Request) bool {
	return slices.ContainsFunc(acting(r), func(s Side) bool {
		m := s.mandate(r)
		return s.Incapable && (r.As != Representative || m == nil || m.Kind != Guardian)
	})
}

// succession: a mandate of the dead has ended too; only who succeeds may act.
func succession(r Request) bool {
	return slices.ContainsFunc(acting(r), func(s Side) bool {
		m := s.mandate(r)
		return s.Succession && (r.As != Representative || m == nil || m.Kind != Successor)
	})
}

// conflict compares humans, not log-ins: every person linked to this one counts,
// and every membership any of them ever had (M123, design §2 (1)).
func conflict(r Request) bool {
	for _, s := range r.Facts.Parties {
		if r.same(s.Person) || slices.ContainsFunc(s.Mandates, func(m Mandate) bool { return r.same(m.Person) }) {
			return true
		}
	}
	return slices.ContainsFunc(r.Ties, func(g Grant) bool {
		return g.Merchant == r.Facts.Merchant || slices.ContainsFunc(r.Facts.Parties, func(s Side) bool {
			return s.Merchant == g.Merchant
		})
	})
}

func stoodDown(r Request) bool { return slices.ContainsFunc(r.Facts.Barred, r.same) }

func took(part Part) func(Request) bool {
	return func(r Request) bool {
		return slices.ContainsFunc(r.Facts.Took, func(t Took) bool { return t.Part == part && r.same(t.Person) })
	}
}

func decidesHere(r Request) bool {
	assigned := slices.ContainsFunc(r.Facts.Assigned, func(a Assignment) bool {
		return (a.As == Adjudicator || a.As == FourEyes || a.As == Reviewer || a.As == OfficerOutside) && r.same(a.Person)
	})
	return assigned || took(TookAdjudicator)(r) || took(TookFourEyes)(r) || took(TookReviewer)(r)
}

func toOneself(r Request) bool { return r.same(r.Facts.Target) }

// same tells whether p is the person who asks, or linked to it.
func (r Request) same(p id.Person) bool {
	return !p.IsZero() && (p == r.Person || slices.Contains(r.Same, p))
}
