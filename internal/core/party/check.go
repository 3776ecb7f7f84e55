package party

import "slices"

// Finding is one thing wrong with a table.
type Finding struct {
	Rule string // id of the rule, "" when something is missing from the table
	Code FindingCode
	Word string // the word meant: a capacity, class, condition or id
}

// FindingCode says what is wrong.
type FindingCode string

// What Check finds.
const (
	BadRuleID        FindingCode = "bad_rule_id"        // not a capital and two digits, or NoRule
	RuleTwice        FindingCode = "rule_twice"         // Word: the id
	BadEffect        FindingCode = "bad_effect"         // Word: neither permit nor forbid
	UnknownWord      FindingCode = "unknown_word"       // Word: not in the vocabulary
	AppliesToNothing FindingCode = "applies_to_nothing" // no capacity or no class
	NoText           FindingCode = "no_text"            // text zh, en or source missing
	OpenToAnybody    FindingCode = "open_to_anybody"    // a permit that asks for no standing
	SeparationGone   FindingCode = "separation_gone"    // Word: "reviewer review was_mediator"
	TooManyRules     FindingCode = "too_many_rules"
)

// MaxRules is how many rules a table may have.
const MaxRules = 500

// Text says it for people.
func (c FindingCode) Text() Text {
	switch c {
	case BadRuleID:
		return Text{"规则编号须为一个大写字母加两位数字", "a rule id is one capital and two digits"}
	case RuleTwice:
		return Text{"规则编号重复", "the rule id is used twice"}
	case BadEffect:
		return Text{"效力只能是 permit 或 forbid", "the effect is permit or forbid"}
	case UnknownWord:
		return Text{"词汇表中没有这个词", "the word is not in the vocabulary"}
	case AppliesToNothing:
		return Text{"规则没有适用的身份或行为", "the rule names no capacity or no act"}
	case NoText:
		return Text{"规则缺少中文、英文说明或出处", "the rule lacks its zh or en text or its source"}
	case OpenToAnybody:
		return Text{"许可规则没有要求任何身份条件", "a permit asks for no standing"}
	case SeparationGone:
		return Text{"缺少不可设置的禁止规则", "a denial that is not a setting is missing"}
	case TooManyRules:
		return Text{"规则过多", "there are too many rules"}
	default:
		return Text{}
	}
}

// Check finds what makes a table unfit for use. A marketplace may add rules and
// change permits; the denials in settled may not be missing.
// Source: procedure.md §9: separation of persons, the wall and the protection of
// parties are not settings.
func Check(t Table) []Finding {
	var found []Finding
	if len(t.Rules) > MaxRules {
		return []Finding{{Code: TooManyRules}}
	}
	seen := map[string]bool{}
	for _, r := range t.Rules {
		if seen[r.ID] {
			found = append(found, Finding{r.ID, RuleTwice, r.ID})
		}
		seen[r.ID] = true
		found = append(found, r.check()...)
	}
	for _, s := range settled() {
		if !slices.ContainsFunc(t.Rules, s.in) {
			found = append(found, Finding{Code: SeparationGone, Word: s.String()})
		}
	}
	return found
}

func (rule Rule) check() []Finding {
	var found []Finding
	add := func(c FindingCode, word string) { found = append(found, Finding{rule.ID, c, word}) }
	if !ruleIDOK(rule.ID) {
		add(BadRuleID, rule.ID)
	}
	if rule.Effect != Permit && rule.Effect != Forbid {
		add(BadEffect, string(rule.Effect))
	}
	if len(rule.Capacities) == 0 || len(rule.Actions) == 0 {
		add(AppliesToNothing, "")
	}
	if rule.Text.ZH == "" || rule.Text.EN == "" || rule.Source == "" {
		add(NoText, "")
	}
	for _, word := range rule.unknown() {
		add(UnknownWord, word)
	}
	for _, c := range rule.Capacities {
		if rule.Effect == Permit && !rule.asksStanding(c) {
			add(OpenToAnybody, string(c))
		}
	}
	return found
}

func (rule Rule) unknown() []string {
	var out []string
	for _, c := range rule.Capacities {
		if !c.Known() {
			out = append(out, string(c))
		}
	}
	for _, c := range rule.Actions {
		if c.Text() == (Text{}) {
			out = append(out, string(c))
		}
	}
	for _, c := range rule.When {
		if c.Text() == (Text{}) {
			out = append(out, string(c))
		}
	}
	return out
}

// asksStanding tells whether a permit asks what makes somebody that capacity:
// staff their grant, parties their side, the system that nobody acts.
func (rule Rule) asksStanding(c Capacity) bool {
	var standing []Condition
	switch c {
	case Claimant, Respondent, ThirdParty, Buyer, Seller, Representative:
		standing = []Condition{IsParty, IsMember, HasMandate, MandateOfC, MandateOfR, OwnShop, OwnsShop, SignedIn}
	case System:
		standing = []Condition{NobodyActs}
	default:
		standing = []Condition{IsGranted, IsAssigned}
	}
	return slices.ContainsFunc(rule.When, func(w Condition) bool { return slices.Contains(standing, w) })
}

// ruleIDOK: one capital and two digits, as stored in events.
func ruleIDOK(s string) bool {
	return len(s) == 3 && s != NoRule && s[0] >= 'A' && s[0] <= 'Z' &&
		s[1] >= '0' && s[1] <= '9' && s[2] >= '0' && s[2] <= '9'
}

// denial is one cell that every table must forbid whenever its condition holds;
// without a condition, always.
type denial struct {
	who  Capacity
	act  Class
	when Condition
}

// String is the cell in three words.
func (d denial) String() string { return string(d.who) + " " + string(d.act) + " " + string(d.when) }

// in tells whether a rule forbids the cell, without asking for more.
func (d denial) in(r Rule) bool {
	return r.Effect == Forbid && slices.Contains(r.Capacities, d.who) && slices.Contains(r.Actions, d.act) &&
		!slices.ContainsFunc(r.When, func(c Condition) bool { return c != d.when })
}

// settled lists the denials that are not settings.
func settled() []denial {
	var out []denial
	add := func(who []Capacity, acts []Class, when ...Condition) {
		for _, w := range who {
			for _, a := range acts {
				for _, c := range when {
					out = append(out, denial{w, a, c})
				}
			}
		}
	}
	handles := []struct {
		Capacity
		acts []Class
	}{
		{Officer, []Class{IntakeClass, ConductClass}},
		{Officer2, []Class{RecheckClass, IntakeClass}},
		{Mediator, []Class{MediateClass}},
		{Adjudicator, []Class{DecideClass}},
		{OfficerOutside, []Class{DecideClass}},
		{Supervisor, []Class{DecideClass, SuperviseClass}},
		{FourEyes, []Class{ApproveClass}},
		{Reviewer, []Class{ReviewClass}},
		{Juror, []Class{VoteClass}},
	}
	for _, h := range handles { // M123, T73
		add([]Capacity{h.Capacity}, h.acts, Conflict, StoodDown)
	}
	deciders := []Capacity{Adjudicator, OfficerOutside, Supervisor}
	talks := []Class{ReadTalks, ReadCaucusC, ReadCaucusR, OpenTalksClass}
	sides := []Capacity{Claimant, Respondent, Representative}
	add(deciders, []Class{DecideClass}, DidMediate, DidReview, DidApprove, DidSeeOffers)
	add([]Capacity{FourEyes}, []Class{ApproveClass}, DidMediate, DidReview, DidAdjudicate, DidSeeOffers)
	add([]Capacity{Reviewer}, []Class{ReviewClass}, DidMediate, DidAdjudicate, DidApprove, DidSeeOffers)
	add([]Capacity{Mediator}, []Class{MediateClass}, DecidesHere)
	add([]Capacity{Officer2}, []Class{RecheckClass, IntakeClass}, DidFirstStep)
	add([]Capacity{Adjudicator, FourEyes, Reviewer, OfficerOutside, Juror, Regulator, Admin}, talks, "")
	add([]Capacity{Officer, Supervisor, Mediator}, talks, DecidesHere)
	add([]Capacity{Claimant}, []Class{ReadCaucusR}, "")
	add([]Capacity{Respondent}, []Class{ReadCaucusC}, "")
	add(sides, []Class{DisposeClass}, IsLocked, IsIncapable, SuccessionOpen)
	add([]Capacity{Buyer, Seller, Claimant, Respondent}, []Class{ReceiptClass}, IsLocked)
	add([]Capacity{Seller}, []Class{PayoutClass}, IsLocked)
	return out
}
