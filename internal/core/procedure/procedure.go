// Package procedure is the shape of a procedure file: which stages there are,
// who owns each, how long, what an expiry calls, who may do what. It never knows
// a stage by name; the words it may use are a closed vocabulary given by core/dispute.
//
//	YAML ─ office/rulebookfile → Procedure ─ Check → findings
//	                                 └ core/dispute runs it
package procedure

// Procedure is one file, merged with what it extends.
type Procedure struct {
	ID, Version   string
	EffectiveFrom string // date, 2006-01-02, in Zone
	Extends       string // "tianping-std@1" before merging, "" after
	Transitional  string // "new_cases" (default) or "open_cases"
	LawPack       string
	Calendar      string
	Zone          string
	Languages     []string
	Features      map[string]bool
	Service       Service
	Limits        map[string]Limit
	Filing        Filing
	Stages        []Stage
	Duties        []DutyKind
	Holds         []Hold
	Clocks        []Clock
	Moves         []Row
	Umbrellas     []Umbrella
	Separations   [][2]string
	Execution     Execution
	Publish       map[string]string
}

// Phases are the words rules, metrics and pages speak in (design §4): many stages
// of many files, one short list, in the order a case may go through them.
func Phases() []string {
	return []string{"intake", "negotiation", "evidence", "mediation", "panel", "decision", "appeal", "performance", Closed}
}

// Closed is the phase of terminal stages, and of no other.
const Closed = "closed"

// ClockKinds are what a clock may be besides a stage's own. Clocks of kind side,
// window, money and umbrella belong to their object (an offer, an item, a
// settlement, a track) and end with it.
func ClockKinds() []string {
	return []string{"side", "window", "money", "umbrella", "alert", "archive"}
}

// The words of a row that are no stage.
const (
	AnyOpen = "open" // from: every stage not terminal, but the initial one
	Same    = "same" // to: no change
	Back    = "back" // to: the stage the claims came from
)

// Unit is what a length counts.
type Unit string

// The units of lengths: hours, natural days, working days, months.
const (
	Hours       Unit = "h"
	NaturalDays Unit = "nd"
	WorkingDays Unit = "wd"
	Months      Unit = "mo"
)

// Length is a count of units; the zero Length is absent.
type Length struct {
	N    int
	Unit Unit
}

// Limit is a setting: a number (money in fen, counts), a length, or a list of codes.
type Limit struct {
	N      int64
	Length Length
	List   []string
}

// Service says when a notice is served (procedure.md §4).
type Service struct {
	AfterReceipt Length            // 24h
	QuietFrom    string            // "22:00"
	QuietTo      string            // "08:00"
	Reminders    []string          // "half", "-24h"
	Fallback     map[string]string // R_merchant, C, R_buyer → published_contact, in_site, none
}

// Filing is the door of the procedure.
type Filing struct {
	Clock         string
	Late          string
	RejectGrounds []string
	ClaimFilter   []string
}

// Stage is where a track of claims stands.
type Stage struct {
	ID, ZH   string
	Phase    string // intake, negotiation, evidence, mediation, panel, decision, appeal, performance, closed
	Owner    string
	Clocks   []string
	Initial  bool
	Terminal bool
	Feature  string
}

// DutyKind is a small machine of its own (procedure.md §2.5).
type DutyKind struct {
	ID, ZH string
	States []DutyState // the first is where it begins
}

// DutyState is one state of a duty.
type DutyState struct {
	ID       string
	Owner    string
	Clocks   []string
	Terminal bool
}

// Hold is laid over chosen claims and pauses their stage clocks.
type Hold struct {
	ID, ZH string
	Owner  string
	Clocks []string
	Over   string // "" claims, "deposit_debits"
}

// Start is one thing that starts a clock.
type Start struct {
	Kind string // "event", "enter", "expired", "served", "latest"
	Name string // move or fact, stage or duty state, clock, notice; "a, b" for latest
}

// Clock is one kind of deadline.
type Clock struct {
	ID             string
	Len            Length
	Until          []string // a clock, or named instants ("last_duty", "date_in_text"); with Len too: Len where no such instant is known
	Start          []Start
	Roll           bool
	Variants       map[string]Length
	RestGuard      string // "12:00"
	Business       *Business
	Extend         *Extension
	Min, Max       Length
	Cap            *Cap
	Pause          []string // holds, or named conditions such as service_pending
	MovedBy        []string // "K_MED.extend"
	Remind         []string
	Alert          *Alert
	Task           *Task
	Parties        []string // "C", "R"; empty = both
	Kind           string   // "", side, window, money, umbrella, alert, archive
	Once, Repeat   bool
	Replaces       string
	NeverBefore    []string
	LiftedBy       []string
	OpensEscalator Length // opens_escalation
	Unless         string
	Expiry         []Expiry
}

// Business are opening hours inside which a length of hours counts.
type Business struct{ Open, Close, Days string }

// Extension is how a clock may be made longer.
type Extension struct {
	By, Decide, Move, As, Moves string
	Len, Max                    Length
	Once                        bool
	Cap                         string
}

// Cap ends a clock early, so that another still fits (K_MED before K_PLATFORM).
type Cap struct{ Before, By string }

// Alert tells somebody while a clock runs, or when it ends.
type Alert struct {
	At   Length
	Whom string
}

// Task is work for staff while a clock runs.
type Task struct {
	Len   Length
	Owner string
}

// Expiry is what happens when a clock ends; the first whose If holds is taken.
type Expiry struct {
	If     Condition
	Do     string
	As     string
	To     string // stage or duty state; "" = stays
	Starts []string
	Alert  string
	Offer  string
	Reason string
}

// Term is one named predicate, perhaps negated, perhaps with an argument.
type Term struct {
	Not  bool
	Name string // "self_operated", "running"
	Arg  string // "K_FAST"
}

// Condition is "or" of "and" of terms; empty means always.
type Condition [][]Term

// Row says who may make a move where.
type Row struct {
	N     int // its number in the merged file, 1 for the first; set by Compile
	Move  string
	From  []string // stages or duty states; "open" = every stage not terminal, but the initial one
	By    []string
	Guard []Term // all must hold
	As    string
	To    string // stage or duty state, "same", "back"
}

// Part is one summand of an umbrella: a clock, a part of one, or slack.
type Part struct {
	Clock string // "K_EVD", "" when slack
	Of    string // "", "extend", "min"
	Slack Length
	Why   string
}

// Umbrella is a clock that its parts must fit into.
type Umbrella struct {
	Clock         string
	Base, Tight   []Part
	Extensions    []Part
	CalendarCheck []Part
}

// Execution is where money comes from, in order.
type Execution struct {
	Sources       []string
	DepositNotice Length
	BuyerDebtor   string
	DebitAtOpen   bool
}
