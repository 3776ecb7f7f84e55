package party

// Action is what a person wants to do: one move, one view, or to be given a
// capacity in a case.
type Action struct {
	Verb Verb
	Name string // of the move or view; of the capacity's holder nothing
}

// Verb is the manner of an action.
type Verb string

// The verbs.
const (
	MoveVerb Verb = "move" // Name is a move of the procedure or of the marketplace
	ReadVerb Verb = "read" // Name is a view
	HoldVerb Verb = "hold" // be assigned the capacity Request.As in the case
)

// Do is the action of making a move.
func Do(move string) Action { return Action{MoveVerb, move} }

// Read is the action of opening a view.
func Read(v View) Action { return Action{ReadVerb, string(v)} }

// Hold is the action of being assigned in a case.
func Hold() Action { return Action{Verb: HoldVerb} }

// View is a part of what is known about a case, an order or a marketplace.
type View string

// The views.
const (
	CaseView             View = "case"              // timeline, claims, exhibits, decisions
	TalksView            View = "talks"             // offers, proposals, mediation
	CaucusClaimantView   View = "caucus_claimant"   // private channel of the claimant
	CaucusRespondentView View = "caucus_respondent" // private channel of the respondent
	DeliberationView     View = "deliberation"      // drafts, votes
	OrderView            View = "order"             // lines, parcels, tracking
	LedgerView           View = "ledger"            // escrow of the order
	ShippingView         View = "shipping"          // name, phone and address needed to send goods
	PersonalView         View = "personal"          // unmasked phone, address, name
	ResultView           View = "result"            // how the case ended
	ProofView            View = "proof"             // hashes and their chain
	RequestView          View = "request"           // what a third party was asked
	MarketView           View = "market"            // grants, settings, rulebooks
	WorkView             View = "work"              // queues and lists of cases
)

// Class groups actions that the rule table treats alike.
type Class string

// The classes. Which moves belong to which is in classes below.
const (
	ClaimOrderClass  Class = "claim_order"  // say, with proof, that an order is one's own
	FileClass        Class = "file"         // bring a claim, or ask for another step
	ChangeClass      Class = "change"       // change what is asked: claims, counterclaim, appeal
	SpeakClass       Class = "speak"        // say or show something
	OfferClass       Class = "offer"        // promise something on conditions
	DisposeClass     Class = "dispose"      // give something up, or agree: irreversible
	ReceiptClass     Class = "receipt"      // confirm receipt, which releases money
	PayoutClass      Class = "payout"       // where a merchant's money goes
	PerformClass     Class = "perform"      // do what is owed
	PartyChangeClass Class = "party_change" // representation, succession, lock
	OutsideClass     Class = "outside"      // tell of a procedure outside
	IntakeClass      Class = "intake"       // accept, reject, ask for a cure
	RecheckClass     Class = "recheck"      // look again at another officer's rejection or acceptance
	ConductClass     Class = "conduct"      // run the rounds
	GatherClass      Class = "gather"       // order evidence and tests
	OpenTalksClass   Class = "open_talks"   // open the offers and mediation file
	MediateClass     Class = "mediate"
	DecideClass      Class = "decide"
	ApproveClass     Class = "approve"
	ReviewClass      Class = "review"
	CorrectClass     Class = "correct"
	StepDownClass    Class = "step_down"
	AssignClass      Class = "assign"
	SuperviseClass   Class = "supervise"
	VoteClass        Class = "vote"
	FinalAnswerClass Class = "final_answer"
	ReportClass      Class = "report"     // what happened to a parcel
	IdentityClass    Class = "identity"   // link persons, unlock after an identity check
	MembersClass     Class = "members"    // members of one's own merchant
	GrantClass       Class = "grant"      // capacities of the marketplace
	AdministerClass  Class = "administer" // rulebooks, channels, clock, imports, keys
	KeepTimeClass    Class = "keep_time"  // expiries, service by lapse of time, outages
	HoldClass        Class = "hold"       // be assigned

	ReadCase         Class = "read_case"
	ReadTalks        Class = "read_talks"
	ReadCaucusC      Class = "read_caucus_claimant"
	ReadCaucusR      Class = "read_caucus_respondent"
	ReadDeliberation Class = "read_deliberation"
	ReadOrder        Class = "read_order"
	ReadLedger       Class = "read_ledger"
	ReadShipping     Class = "read_shipping"
	ReadPersonal     Class = "read_personal"
	ReadResult       Class = "read_result"
	ReadProof        Class = "read_proof"
	ReadRequest      Class = "read_request"
	ReadMarket       Class = "read_market"
	ReadWork         Class = "read_work"
)

// classes says what belongs together: each move in exactly one class.
//
//nolint:gochecknoglobals // a closed vocabulary, never written to
var classes = []struct {
	Class
	Text
	Moves []string
}{
	{ClaimOrderClass, Text{"认领订单", "claim an order as one's own"}, []string{"claim_order"}},
	{FileClass, Text{"提出请求", "bring a claim, ask for a step"}, []string{
		"open_draft", "protect", "submit", "cure", "review_rejection", "wait", "escalate", "ask_person",
		"challenge_settlement", "challenge_neutral",
	}},
	{ChangeClass, Text{"变更请求", "change what is asked"}, []string{"change_claim", "counterclaim", "appeal"}},
	{SpeakClass, Text{"陈述举证", "say or show something"}, []string{
		"object_acceptance", "answer", "add_exhibit", "opine", "done", "ask_extension", "name_item", "lack_evidence",
		"consent_mediation", "reply_appeal", "raise_safety", "message", "decline_offer", "leave",
		"answer_contest", "impediment", "report_tracking",
	}},
	{OfferClass, Text{"提出方案", "promise something on conditions"}, []string{
		"offer", "counter", "agree_deadline", "extend_mediation", "replace_freeze",
	}},
	{DisposeClass, Text{"处分权利", "agree, or give something up"}, []string{
		"accept_offer", "agree", "withdraw", "waive_appeal", "accept_final_answer", "external_withdraw",
		"consent_withdrawal", "consent_deadline", "consent_extension", "consent_stay", "consent_resume",
	}},
	{ReceiptClass, Text{"确认收货", "confirm receipt"}, []string{"confirm_receipt"}},
	{PayoutClass, Text{"变更收款", "change where money goes"}, []string{"change_payout"}},
	{PerformClass, Text{"履行", "do what is owed, or take it"}, []string{
		"sign", "pay", "give_address", "send_back", "accept_return", "contest_return", "ship_replacement",
		"choose_time", "choose_refund", "perform_act", "ask_value", "refund_outside",
	}},
	{PartyChangeClass, Text{"主体变更", "representation, succession, lock"}, []string{"party_event"}},
	{OutsideClass, Text{"外部程序", "tell of a procedure outside; stay"}, []string{
		"escalate_external", "external_accepted", "external_result", "external_ended", "prove_held", "stay", "resume",
		"ask_records",
	}},
	{IntakeClass, Text{"受理审查", "accept, reject or ask for a cure"}, []string{"accept", "reject", "ask_cure"}},
	{RecheckClass, Text{"复议受理", "look again at another officer's step"}, []string{"confirm_rejection", "uphold_objection"}},
	{ConductClass, Text{"程序指挥", "run the rounds"}, []string{
		"fast_track", "close_round", "extend", "link", "unlink", "link_mass", "serve", "note",
	}},
	{GatherClass, Text{"调取证据", "order evidence and tests"}, []string{
		"order_evidence", "third_party_request", "order_test",
	}},
	{OpenTalksClass, Text{"打开协商卷", "open the offers and mediation file"}, []string{"open_talks"}},
	{MediateClass, Text{"调解", "mediate"}, []string{"propose", "fail", "private_message"}},
	{DecideClass, Text{"裁决", "decide"}, []string{
		"submit_draft", "rule", "mark_complex", "uphold_settlement", "annul_settlement", "rule_return", "set_value",
	}},
	{ApproveClass, Text{"复签", "approve a draft"}, []string{"approve", "return_draft"}},
	{ReviewClass, Text{"复核", "review"}, []string{"uphold", "vary", "remand", "decide_return"}},
	{CorrectClass, Text{"更正", "correct a slip"}, []string{"correct"}},
	{StepDownClass, Text{"自行回避", "step down"}, []string{"recuse"}},
	{AssignClass, Text{"指派", "assign"}, []string{"assign", "reassign"}},
	{SuperviseClass, Text{"监督", "supervise"}, []string{"decide_challenge"}},
	{VoteClass, Text{"评审投票", "vote"}, []string{"vote"}},
	{FinalAnswerClass, Text{"自营最终答复", "answer for a self-operated shop"}, []string{"final_answer"}},
	{ReportClass, Text{"物流回报", "report on a parcel"}, []string{"return_signed", "return_refused", "report_scan", "confirm_replacement"}},
	{IdentityClass, Text{"身份核验", "check identities"}, []string{"link_persons", "unlink_persons", "lock_account", "unlock_by_identity", "recover_account"}},
	{MembersClass, Text{"商家成员", "members of a merchant"}, []string{"add_member", "end_member"}},
	{GrantClass, Text{"授权", "capacities of the marketplace"}, []string{"grant", "revoke"}},
	{AdministerClass, Text{"市场管理", "run the marketplace"}, []string{
		"publish_rulebook", "set_channels", "move_clock", "import_orders", "mint_key", "open_account", "set_sign_in", "answer_records",
	}},
	{KeepTimeClass, Text{"到期处理", "what expiries do"}, []string{"expire", "tally", "close_window", "record_outage", "served"}},
	{HoldClass, Text{"担任", "be assigned"}, nil},
	{ReadCase, Text{"查看案件", "read the case"}, nil},
	{ReadTalks, Text{"查看协商卷", "read offers and mediation"}, nil},
	{ReadCaucusC, Text{"查看申请人单独沟通", "read the claimant's private channel"}, nil},
	{ReadCaucusR, Text{"查看被申请人单独沟通", "read the respondent's private channel"}, nil},
	{ReadDeliberation, Text{"查看合议卷", "read drafts and votes"}, nil},
	{ReadOrder, Text{"查看订单", "read the order"}, nil},
	{ReadLedger, Text{"查看担保账", "read the escrow ledger"}, nil},
	{ReadShipping, Text{"查看收发货信息", "read what shipping needs"}, nil},
	{ReadPersonal, Text{"查看未遮盖个人信息", "read unmasked personal data"}, nil},
	{ReadResult, Text{"查看结果", "read the result"}, nil},
	{ReadProof, Text{"查看存证", "read proofs"}, nil},
	{ReadRequest, Text{"查看协查请求", "read what one was asked"}, nil},
	{ReadMarket, Text{"查看市场设置", "read the marketplace's settings"}, nil},
	{ReadWork, Text{"查看工作台", "read queues"}, nil},
}

//nolint:gochecknoglobals // a closed vocabulary, never written to
var views = []struct {
	View
	Class
}{
	{CaseView, ReadCase},
	{TalksView, ReadTalks},
	{CaucusClaimantView, ReadCaucusC},
	{CaucusRespondentView, ReadCaucusR},
	{DeliberationView, ReadDeliberation},
	{OrderView, ReadOrder},
	{LedgerView, ReadLedger},
	{ShippingView, ReadShipping},
	{PersonalView, ReadPersonal},
	{ResultView, ReadResult},
	{ProofView, ReadProof},
	{RequestView, ReadRequest},
	{MarketView, ReadMarket},
	{WorkView, ReadWork},
}

// AllClasses lists every class, in the order of the rules page.
func AllClasses() []Class {
	out := make([]Class, 0, len(classes))
	for _, row := range classes {
		out = append(out, row.Class)
	}
	return out
}

// AllViews lists every view.
func AllViews() []View {
	out := make([]View, 0, len(views))
	for _, row := range views {
		out = append(out, row.View)
	}
	return out
}

// Text is the name of the class for people; empty for an unknown one.
func (c Class) Text() Text {
	for _, row := range classes {
		if row.Class == c {
			return row.Text
		}
	}
	return Text{}
}

// Moves lists the moves of a class; none for those of views and of HoldClass.
func (c Class) Moves() []string {
	for _, row := range classes {
		if row.Class == c {
			return append([]string(nil), row.Moves...)
		}
	}
	return nil
}

// Class finds the class of an action; ok is false for an unknown move or view,
// which nobody may do.
func (a Action) Class() (class Class, ok bool) {
	switch a.Verb {
	case HoldVerb:
		return HoldClass, a.Name == ""
	case ReadVerb:
		for _, row := range views {
			if string(row.View) == a.Name {
				return row.Class, true
			}
		}
	case MoveVerb:
		for _, row := range classes {
			for _, move := range row.Moves {
				if move == a.Name {
					return row.Class, true
				}
			}
		}
	}
	return "", false
}
