package view

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/money"
)

// CaseRow is a case in a list.
type CaseRow struct {
	URL     string
	Number  string
	Title   string // 显示签收但未收到 · 羊毛围巾
	Order   string // 订单 DD202609090083
	Parties string // 买家 林** / 北辰数码; what this visitor may see
	Stage   Chip
	Flags   []Chip
	Amount  money.Amount
	Waiting Chip      // 等您回应, 等商家
	Due     time.Time // zero: nothing is due
	Late    bool
	Mine    bool // this visitor has to act
}

// CaseList is a page of cases. After is the cursor of the next page, "" at the end.
type CaseList struct {
	Query string
	Rows  []CaseRow
	After string
	First bool
}

// CaseBrief is the head of a case, for pages about one act.
type CaseBrief struct {
	ID, Number, Title string
	Order             string // 订单 DD202609090083
	URL               string
	Status            []Chip
	Deadline          *Deadline
}

// Deadline says who must do what by when, what happens otherwise, and why this date.
type Deadline struct {
	Mine        bool
	Actor       string // 商家; used when not Mine
	Act         string // 回应买家的请求
	Began, Due  time.Time
	Otherwise   string   // 不回应则由平台继续处理，不视为同意。
	Why         []string // start, each skipped or made-up day with its reason, due instant
	Provisional bool     // beyond the published calendar
	Paused      string   // why it stands still; then Due is zero
	URL         string   // where to act
	ActName     string
}

// Step is a stage of the case for the row of stages.
type Step struct {
	Name, Note string
	State      StepState
}

// StepState is where a step stands.
type StepState string

// The states of steps and stations.
const (
	Done StepState = "done"
	Now  StepState = "now"
	Next StepState = "next"
	// PassedBy is a stage the case went by without stopping.
	PassedBy StepState = "passed"
)

// Party is one side of the case.
type Party struct {
	Who
	Notes []string // 由 王敏 代为
}

// Subject is an order line in dispute.
type Subject struct {
	Title, Shop, Order string
	OrderURL           string
	Quantity           int64
	Amount             money.Amount
	Icon               string
}

// Claim is one demand.
type Claim struct {
	No     string
	Asks   string // 退款
	Ground string // 签收未收到
	Scope  string // 耳机 ×1
	Sum    money.Amount
	Got    *money.Amount // granted or agreed; nil before
	State  Chip
	Stage  string // only when tracks differ
	Hold   string // 中止至 9月30日：等待检测
}

// Entry is one line of what happened.
type Entry struct {
	ID       string // of the entry on this page: "case-24"; streams count for themselves
	Seq      uint64 // number shown as its record
	At       time.Time
	Side     Side
	Icon     string
	Title    string
	Lines    []string
	Exhibits []string // E-04
	Proof    string   // b1e0…94af
	ByRule   bool     // by lapse of time, no person acted
	For      string   // who acted for whom (代为); "" where a party acted itself
}

// Offer is a proposal with its terms.
type Offer struct {
	ID       string
	Title    string // 商家提出方案 3
	From     Who
	At       time.Time
	Until    time.Time
	State    Chip
	Headline string // 退 ¥719.20
	Beside   string // 您的请求 ¥899.00，相差 ¥179.80
	Terms    []Pair
	Note     string
	Acts     []Act
	Open     bool
}

// Gap puts the positions on one line. Suggested may be nil.
type Gap struct {
	Says      string // the finding, as a sentence
	Claimant  Position
	Opponent  Position
	Suggested *Position
	Top       int64      // where the line ends, in minor units: all that is asked
	Claims    []ClaimGap // the same, claim by claim
}

// ClaimGap is where the sides stand on one claim; "–" where nothing was said.
type ClaimGap struct{ Name, Asked, Offered, Suggested string }

// Position is a sum somebody stands at.
type Position struct {
	Label string // 商家 ¥719
	Side  Side
	Sum   money.Amount
}

// Exhibit is one item of evidence.
type Exhibit struct {
	No, Title, Kind, Icon string
	From                  Who
	Source                string // 平台调取
	Proves                string
	At                    time.Time
	Late                  string // why it is marked late; "" when in time
	Kept                  string // since when its person had kept it; "" when he had not
	Proof                 string // short digest
	Digest                string // whole SHA-256
	Bytes                 int64
	Opinions              []Opinion
	Weighed               string // how a ruling considered it
	FileURL               string // "" when there is no file, or none for this visitor
	OpineURL              string
}

// Verdict is an opinion in one word.
type Verdict string

// The verdicts.
const (
	Agreed  Verdict = "yes"
	Denied  Verdict = "no"
	Pending Verdict = "wait"
)

// Opinion is what a side says about an exhibit (质证).
type Opinion struct {
	Verdict Verdict
	Text    string // 真实性：买家认可
}

// Channel is a conversation with a fixed audience. Private ones are drawn apart.
type Channel struct {
	ID       string
	Title    string
	Audience string // 三方可见, 只有您和商家可见
	Private  bool
	Messages []Message
	Say      *Say   // nil: this visitor cannot write here
	Closed   string // why not
}

// Message is one thing said.
type Message struct {
	ID     string // of the entry it is: "talks-4"
	Call   string // 电话记录 · 买家 · 8 分钟; "" for what was written
	From   Who
	At     time.Time
	Text   string
	Files  []SentFile
	System bool // a line between messages: 调解员建议退款
}

// Say is the composer: which act sends, and the inputs it fills.
type Say struct {
	URL    string
	Field  string // name of the text input
	Preset []Pair // other inputs of the form, hidden
	Most   int64
	To     string // what its button says: 只发给买家 林**
	Text   string // what this visitor wrote here and did not send
	Attach *Attach
	Keeping
}

// Obligation is something owed (履行项).
type Obligation struct {
	No       string
	What     string
	Debtor   Who
	Creditor Who
	Sum      *money.Amount
	State    Chip
	Due      time.Time
	After    string // what must happen first
	Secured  string // 由冻结的担保款保证
	Payments []Payment
	Clock    *Deadline
	Acts     []Act
}

// Paper is a document of the case.
type Paper struct {
	Title string
	At    time.Time
	State Chip
	URL   string
	Note  string // 不是仲裁裁决，也不是法院判决
}

// Case is the page of one case for one visitor.
type Case struct {
	CaseBrief
	Intro       string // who is looking, when it is staff: 您是本案调解员
	Deadlines   []Deadline
	Steps       []Step
	StageNote   string
	Now         *Happens // what happens now, from the pinned procedure; nil shows nothing
	Parties     []Party
	Subjects    []Subject
	Claims      []Claim
	Offers      []Offer
	Gap         *Gap
	OffersShut  string // why offers are not shown: the wall (协商已结束)
	OpenTalks   *Act   // staff: open the talks, with the warning in its hint
	Timeline    []Entry
	Latest      *Entry // the visitor's own last act, said above the page that follows it
	OlderURL    string
	Exhibits    []Exhibit
	Asked       []AskedItem // evidence that was ordered
	Channels    []Channel
	Clauses     []Clause // of staff: rules the grounds of the claims name
	DraftURL    string   // of the mediator: a proposal reckoned from the claims
	News        *News    // of staff: what changed since the last look; nil for others
	Call        *Call    // the note of a telephone call; nil for who cannot note one
	Obligations []Obligation
	Papers      []Paper
	Stake       *Stake // for a party
	Kin         []Kin
	Again       *Again
	Escrow      []Pair // 担保中 ¥899.00
	EscrowURL   string
	PeopleURL   string // who may act for the visitor's side; "" for others
	DeskPeople  bool   // that page is the desk's: who acts for both sides, and asks to
	RevealURL   string // a party’s data unmasked; "" for who may not
	Acts        []Act
	// Seen is up to where the reader has seen the case; Heads is how far the streams
	// behind this page had come. LiveURL is the stream of changes from there on; ""
	// when there is none.
	Seen, Heads, LiveURL string
}
