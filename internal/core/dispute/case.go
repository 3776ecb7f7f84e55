package dispute

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

// Side is one of the two positions in a case; either may be buyer or merchant.
type Side string

// The sides.
const (
	Claimant   Side = "C"
	Respondent Side = "R"
)

// Other is the opposite side.
func (s Side) Other() Side {
	if s == Claimant {
		return Respondent
	}
	return Claimant
}

// PartyKind is what a party is in the order.
type PartyKind string

// The kinds of parties.
const (
	Buyer    PartyKind = "buyer"
	Merchant PartyKind = "merchant"
)

// Party is who stands on a side.
type Party struct {
	Side        Side        `json:"side"`
	Kind        PartyKind   `json:"kind"`
	Person      id.Person   `json:"person,omitzero"`
	Merchant    id.Merchant `json:"merchant,omitzero"`
	RepBy       []id.Person `json:"rep_by,omitempty"` // acts for the party, shown 「代为」
	Powers      []Power     `json:"powers,omitempty"` // how far those powers reach; RepBy names the same persons
	Guardian    id.Person   `json:"guardian,omitzero"`
	Successor   id.Person   `json:"successor,omitzero"` // heir, legal successor or administrator, on file
	Locked      bool        `json:"locked,omitempty"`
	Incapable   bool        `json:"incapable,omitempty"`
	Dead        bool        `json:"dead,omitempty"`
	Insolvent   bool        `json:"insolvent,omitempty"`
	LockedSince time.Time   `json:"locked_since,omitzero"`
	LockedBy    string      `json:"locked_by,omitempty"` // "account": the lock follows that of the account
}

// Power lets a representative act for a party (T66 represent).
type Power struct {
	Person id.Person         `json:"person"`
	Kind   party.MandateKind `json:"kind"` // party.Agent, or party.SpecialAgent who may settle and give up
	From   time.Time         `json:"from,omitzero"`
	Until  time.Time         `json:"until,omitzero"` // zero: no end
}

// Silenceable tells whether silence of this party may count against it.
func (p Party) Silenceable() bool { return !p.Locked && !p.Incapable && !p.Dead }

// ClaimState is the state of one claim (procedure.md §1).
type ClaimState string

// The claim states.
const (
	Open        ClaimState = "OPEN"
	Agreed      ClaimState = "AGREED"
	Determined  ClaimState = "DETERMINED"
	Dismissed   ClaimState = "DISMISSED"
	Withdrawn   ClaimState = "WITHDRAWN"
	Lapsed      ClaimState = "LAPSED"
	Performed   ClaimState = "PERFORMED"
	Unrecovered ClaimState = "UNRECOVERED"
)

// ScopeItem is what a claim is about: so much of one order line in one parcel.
type ScopeItem struct {
	Line   int `json:"line"`
	Parcel int `json:"parcel,omitempty"` // 0: not bound to a parcel
	Qty    int `json:"qty"`
}

// Claim is one demand on one ground with a scope.
type Claim struct {
	No       int         `json:"no"`
	By       Side        `json:"by"`
	Reason   string      `json:"reason"` // code of the reason taxonomy (domain.md §2.2)
	Remedy   string      `json:"remedy"` // code of domain.md §1.4
	Scope    []ScopeItem `json:"scope"`
	Minor    int64       `json:"minor"` // sum demanded, fen; 0 when an act is demanded
	Counter  bool        `json:"counter,omitempty"`
	Track    int         `json:"track"`
	State    ClaimState  `json:"state"`
	Final    bool        `json:"final,omitempty"`
	DecideBy string      `json:"decided_by,omitempty"` // "person", "rule", "agreement", "outside"
	Granted  int64       `json:"granted,omitempty"`    // determined or agreed sum
	Settled  int64       `json:"settled,omitempty"`    // of it already turned into duties
	Paid     int64       `json:"paid,omitempty"`       // what the creditor received
	Return   bool        `json:"return,omitempty"`     // goods go back first
	Lapse    string      `json:"lapse,omitempty"`      // why it lapsed, coded
	Fault    bool        `json:"fault,omitempty"`      // fault of the respondent found
}

// Money tells whether the claim demands a sum out of the order.
func (c Claim) Money() bool { return c.Minor > 0 }

// Track is the claims that share a stage and its clocks.
type Track struct {
	No      int       `json:"no"`
	From    int       `json:"from,omitempty"` // track it was split off from
	Stage   string    `json:"stage"`
	Back    string    `json:"back,omitempty"` // stage to go back to
	Since   time.Time `json:"since"`
	Entered int       `json:"entered"` // number of stages entered, distinguishes rounds
	Closed  bool      `json:"closed,omitempty"`

	EvidenceClosed bool   `json:"evidence_closed,omitempty"`
	Done           []Side `json:"done,omitempty"`    // sides that are done with this part of the round
	Consent        []Side `json:"consent,omitempty"` // sides that want mediation
	Declined       []Side `json:"declined,omitempty"`
	FastTrack      bool   `json:"fast_track,omitempty"`
	ItemNamed      bool   `json:"item_named,omitempty"`
	Silent         bool   `json:"silent,omitempty"` // respondent silent
	Supervised     bool   `json:"supervised,omitempty"`
	OutsideTeam    bool   `json:"outside_team,omitempty"`
	AnyQualified   bool   `json:"any_qualified,omitempty"`
	AfterLast      bool   `json:"after_last,omitempty"` // decided by K_LAST
	FromAppeal     bool   `json:"from_appeal,omitempty"`
	OnFile         bool   `json:"on_file,omitempty"`
	Waived         []Side `json:"waived,omitempty"`
	Appealed       []Side `json:"appealed,omitempty"`
	Ruling         int    `json:"ruling,omitempty"` // number of the ruling in force
}

// Deadline is a value: what runs, why, until when (design §5).
type Deadline struct {
	No       int           `json:"no"`
	Clock    string        `json:"clock"`
	Track    int           `json:"track,omitempty"`
	Object   string        `json:"object,omitempty"` // "", duty, notice, hold, offer, challenge, item, settlement
	ObjectNo int           `json:"object_no,omitempty"`
	StartBy  string        `json:"start_by"` // what started it: an event, enter(S), served(N), expired(K)
	Notice   int           `json:"notice,omitempty"`
	Count    workday.Count `json:"count"`
	Due      time.Time     `json:"due,omitzero"`
	State    string        `json:"state"` // running, paused, met, expired, cancelled
	Rest     workday.Rest  `json:"rest,omitzero"`
	Extended int           `json:"extended,omitempty"` // units granted so far
	Outage   time.Time     `json:"outage,omitzero"`    // end of the last outage whose time was given back
	Remind   []time.Time   `json:"remind,omitempty"`
	Alert    time.Time     `json:"alert,omitzero"`
	Variant  string        `json:"variant,omitempty"`
	Ended    time.Time     `json:"ended,omitzero"` // met, expired or cancelled at
}

// Running tells whether the deadline can expire.
func (d Deadline) Running() bool { return d.State == "running" }

// Hold pauses chosen claims.
type Hold struct {
	No     int       `json:"no"`
	Kind   string    `json:"kind"`
	Claims []int     `json:"claims,omitempty"`
	Tracks []int     `json:"tracks,omitempty"`
	By     Side      `json:"by,omitempty"`
	Since  time.Time `json:"since"`
	Lifted bool      `json:"lifted,omitempty"`
	As     string    `json:"as,omitempty"` // agreed, body, proof …
}

// Duty is one act owed under a settlement or a determination (履行项, obligation).
type Duty struct {
	No        int       `json:"no"`
	Kind      string    `json:"kind"` // PAY, RETURN, REPLACE, ACT
	State     string    `json:"state"`
	Ended     bool      `json:"ended,omitempty"`
	Claim     int       `json:"claim"`
	Track     int       `json:"track"`
	Debtor    Side      `json:"debtor"`
	Minor     int64     `json:"minor,omitempty"` // sum owed
	Paid      int64     `json:"paid,omitempty"`
	Sources   []Paid    `json:"sources,omitempty"`
	Short     int64     `json:"short,omitempty"`
	After     int       `json:"after,omitempty"`   // duty that must end well first
	Waiting   bool      `json:"waiting,omitempty"` // not yet begun
	Paused    bool      `json:"paused,omitempty"`
	Breach    bool      `json:"breach,omitempty"`
	Freight   string    `json:"freight,omitempty"` // who pays for sending the goods back, as agreed
	Basis     string    `json:"basis"`             // settlement, ruling, rule, outside, final_answer, value
	Remedy    string    `json:"remedy,omitempty"`
	By        time.Time `json:"by,omitzero"` // date in the text of an act
	Accepted  bool      `json:"accepted,omitempty"`
	RuledBy   id.Person `json:"ruled_by,omitzero"`
	Reduced   int64     `json:"reduced,omitempty"`
	Refused   bool      `json:"refused,omitempty"`
	Kept      bool      `json:"kept,omitempty"`
	Delivered bool      `json:"delivered,omitempty"`
	Appealed  []Side    `json:"appealed,omitempty"`
	Waived    []Side    `json:"waived,omitempty"`
	Cancelled bool      `json:"cancelled,omitempty"`
	Lapsed    bool      `json:"lapsed,omitempty"` // cancelled, because what it hung on was not done
	Paying    string    `json:"paying,omitempty"` // own payment under way
	Since     time.Time `json:"since"`
}

// Paid is one payment toward a duty and where it came from.
type Paid struct {
	Source string `json:"source"` // order_escrow, own_payment, unsettled_payouts, deposit, guarantee_fund, outside
	Minor  int64  `json:"minor"`
	Ref    string `json:"ref,omitempty"`
}

// Creditor is who is owed.
func (d Duty) Creditor() Side { return d.Debtor.Other() }

// Exhibit is one item of evidence (design §7).
type Exhibit struct {
	No       int       `json:"no"`
	Kind     string    `json:"kind"`
	By       Side      `json:"by,omitempty"`
	Role     string    `json:"role"`
	Person   id.Person `json:"person,omitzero"`
	Digest   string    `json:"digest"`
	Claims   []int     `json:"claims,omitempty"`
	At       time.Time `json:"at"`
	Stage    string    `json:"stage"`
	Late     bool      `json:"late,omitempty"`
	Ordered  int       `json:"ordered,omitempty"` // the order of evidence it answers
	Duty     int       `json:"duty,omitempty"`    // the obligation in whose round it came
	Opinions []Opinion `json:"opinions,omitempty"`
	// Kept tells since when its person had kept these very bytes in his locker; zero: he
	// had not, or did not say so.
	Kept KeptSince `json:"kept,omitzero"`
}

// Opinion is what the other side says of an exhibit; silence is no admission.
type Opinion struct {
	By       Side   `json:"by"`
	Genuine  string `json:"genuine"`
	Lawful   string `json:"lawful"`
	Relevant string `json:"relevant"`
}

// EvidenceOrder asks somebody for an item.
type EvidenceOrder struct {
	No     int    `json:"no"`
	To     string `json:"to"` // C, R, or third
	Kind   string `json:"kind"`
	Track  int    `json:"track"`
	Served bool   `json:"served,omitempty"`
	Done   bool   `json:"done,omitempty"`
	Missed bool   `json:"missed,omitempty"`
	// Lacked tells that who was asked says he does not have it, and when (T23).
	Lacked   bool      `json:"lacked,omitempty"`
	LackedAt time.Time `json:"lacked_at,omitzero"`
}

// Notice is one thing served on one party.
type Notice struct {
	No       int       `json:"no"`
	Kind     string    `json:"kind"`
	To       Side      `json:"to"`
	Track    int       `json:"track,omitempty"`
	Object   string    `json:"object,omitempty"`
	ObjectNo int       `json:"object_no,omitempty"`
	Queued   time.Time `json:"queued"`
	Leave    time.Time `json:"leave"` // after quiet hours
	Left     bool      `json:"left,omitempty"`
	Tries    int       `json:"tries,omitempty"` // attempts handed to channels
	Expect   time.Time `json:"expect,omitzero"` // when the sandbox channel's receipt will come
	Receipt  time.Time `json:"receipt,omitzero"`
	Served   time.Time `json:"served,omitzero"`
	How      string    `json:"how,omitempty"` // read, receipt, published_contact, in_site
	Failed   int       `json:"failed,omitempty"`
	Dead     bool      `json:"dead,omitempty"`     // all channels failed, no fallback
	Fallback string    `json:"fallback,omitempty"` // published_contact, in_site
}

// Seat is a staff role held by a person in this case.
type Seat struct {
	Role   string    `json:"role"`
	Person id.Person `json:"person"`
	Track  int       `json:"track,omitempty"`
	Left   bool      `json:"left,omitempty"`
}

// Deed remembers that somebody made a move, for "once" and the separations.
type Deed struct {
	Move   string    `json:"move"`
	Role   string    `json:"role"`
	Side   Side      `json:"side,omitempty"`
	Person id.Person `json:"person,omitzero"`
	Track  int       `json:"track,omitempty"`
	Duty   int       `json:"duty,omitempty"`
	Round  int       `json:"round"` // Track.Entered when it was made
	At     time.Time `json:"at"`
	Value  string    `json:"value,omitempty"` // a code worth remembering (ground, answer)
	Object int       `json:"object,omitempty"`
}

// Ruling is one decision over claims of a track.
type Ruling struct {
	No      int       `json:"no"`
	Track   int       `json:"track"`
	By      string    `json:"by"` // person or rule
	Person  id.Person `json:"person,omitzero"`
	Kind    string    `json:"kind"` // ruling, review, rule, final_answer
	Results []Result  `json:"results"`
	At      time.Time `json:"at"`
	Hash    string    `json:"hash,omitempty"` // event hash, hex
	// Approved is the second person, where the decision adopts a draft (T34).
	Approved id.Person `json:"approved,omitzero"`
}

// Result is what became of one claim.
type Result struct {
	Claim  int    `json:"claim"`
	Code   string `json:"code"` // granted, partly, dismissed
	Minor  int64  `json:"minor,omitempty"`
	Return bool   `json:"return,omitempty"`
	Fault  bool   `json:"fault,omitempty"`
	Kept   string `json:"kept,omitempty"` // why the goods stay with the buyer without fault (116 art 27(1)): legal, impracticable
	Days   int    `json:"days,omitempty"`
}

// Appeal is one side's appeal, point by point.
type Appeal struct {
	Side   Side    `json:"side"`
	Track  int     `json:"track"`
	Ruling int     `json:"ruling"`
	Points []Point `json:"points"`
	Live   bool    `json:"live"`
}

// Point is one contested result.
type Point struct {
	Claim  int    `json:"claim"`
	Sought int64  `json:"sought"` // sum the appellant asks the result to become
	Ground string `json:"ground"`
}

// Case is the fold of one case stream: everything a decider may read.
type Case struct {
	ID        id.Case   `json:"id"`
	Order     id.Order  `json:"order"`
	Number    string    `json:"number,omitempty"`
	Procedure string    `json:"procedure"`
	Rulebook  string    `json:"rulebook"`
	Currency  string    `json:"currency"`
	Custody   string    `json:"custody"`
	Opened    time.Time `json:"opened"`
	FiledAt   time.Time `json:"filed_at,omitzero"` // earlier of protect and submit
	Submitted time.Time `json:"submitted,omitzero"`
	Accepted  time.Time `json:"accepted,omitzero"`

	SelfOperated  bool `json:"self_operated,omitempty"`
	MediationOnly bool `json:"mediation_only,omitempty"`
	WantsMediate  bool `json:"wants_mediation,omitempty"`
	OutOfTime     bool `json:"out_of_time,omitempty"`
	Provisional   bool `json:"provisional,omitempty"`
	Safety        bool `json:"safety,omitempty"`
	Undispatched  bool `json:"undispatched,omitempty"`

	Parties    []Party         `json:"parties"`
	Claims     []Claim         `json:"claims,omitempty"`
	Protected  []ScopeItem     `json:"protected,omitempty"` // lines protected before filing (T01)
	Tracks     []Track         `json:"tracks"`
	Deadlines  []Deadline      `json:"deadlines,omitempty"`
	Holds      []Hold          `json:"holds,omitempty"`
	Duties     []Duty          `json:"duties,omitempty"`
	Exhibits   []Exhibit       `json:"exhibits,omitempty"`
	Orders     []EvidenceOrder `json:"orders,omitempty"`
	Notices    []Notice        `json:"notices,omitempty"`
	Seats      []Seat          `json:"seats,omitempty"`
	Deeds      []Deed          `json:"deeds,omitempty"`
	Rulings    []Ruling        `json:"rulings,omitempty"`
	Appeals    []Appeal        `json:"appeals,omitempty"`
	Challenges []Challenge     `json:"challenges,omitempty"`
	Settled    []Settlement    `json:"settled,omitempty"`
	Outside    []Outside       `json:"outside,omitempty"`
	Links      []id.Case       `json:"links,omitempty"`
	Follows    id.Case         `json:"follows,omitzero"`
	Refiling   int             `json:"refiling,omitempty"`   // how many cases of the same quarrel came before
	FirstFiled time.Time       `json:"first_filed,omitzero"` // filing date kept from the earlier case (T06)
	Messages   int             `json:"messages,omitempty"`
}

// Challenge is a challenge of a neutral.
type Challenge struct {
	No     int       `json:"no"`
	Role   string    `json:"role"`
	Person id.Person `json:"person"`
	By     Side      `json:"by"`
	Ended  string    `json:"ended,omitempty"` // upheld, refused, replaced
}

// Settlement is what the case stream knows of an agreement: which claims, and
// the hash of the offer event. The terms stay behind the wall.
type Settlement struct {
	No         int       `json:"no"`
	Claims     []int     `json:"claims"`
	Offer      int       `json:"offer"`
	Hash       string    `json:"hash"`
	At         time.Time `json:"at"`
	Signed     []Side    `json:"signed,omitempty"`
	Unsigned   bool      `json:"unsigned,omitempty"`
	Challenged bool      `json:"challenged,omitempty"`
	Annulled   bool      `json:"annulled,omitempty"`
	Accepted   []Side    `json:"accepted,omitempty"` // who accepted
	Ratified   []Side    `json:"ratified,omitempty"` // sides whose guardian ratified
	Closed     bool      `json:"closed,omitempty"`   // no longer challengeable
	Track      int       `json:"track"`
	Back       string    `json:"back"` // stage the claims came from
}

// Outside is a proceeding elsewhere.
type Outside struct {
	No     int    `json:"no"`
	Body   string `json:"body"` // court, tribunal, regulator, association, police, other
	Claims []int  `json:"claims"`
	State  string `json:"state"` // accepted, result, ended
}
