package dispute

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

// Act is the event of a move: who did what with which public inputs. Its stored
// kind is the past form of the move ("escalated"); texts are sealed parts.
type Act struct {
	Move    string  `json:"-"`
	Track   int     `json:"track,omitempty"`
	Duty    int     `json:"duty,omitempty"`
	Object  int     `json:"object,omitempty"` // number of what it made: exhibit, offer, draft …
	Role    string  `json:"role"`
	Rule    string  `json:"rule,omitempty"` // of the rule table, which permitted it
	Side    Side    `json:"side,omitempty"`
	For     bool    `json:"for,omitempty"` // 「代为」: by a representative
	Round   int     `json:"round,omitempty"`
	Stage   string  `json:"stage,omitempty"` // where it was made
	As      string  `json:"as,omitempty"`
	Late    bool    `json:"late,omitempty"`
	Inputs  Answers `json:"in,omitempty"`
	Reply   int     `json:"reply,omitempty"` // what it answers
	Through string  `json:"through,omitempty"`
	// Kept tells of files among the inputs that their person had kept before; absent in
	// events of before this was possible, and where nothing was.
	Kept []KeptSince `json:"kept,omitempty"`
}

// Kind is the past form of the move.
func (a Act) Kind() string { return Past(a.Move) }

// Version of the payload.
func (Act) Version() int { return 1 }

// The events the engine itself writes. Each says one thing; Evolve needs no rule
// to fold them.
type (
	// DraftOpened begins a case stream.
	DraftOpened struct {
		Case         id.Case  `json:"case"`
		Order        id.Order `json:"order"`
		Number       string   `json:"number"`
		Procedure    string   `json:"procedure"`
		Rulebook     string   `json:"rulebook"`
		Currency     string   `json:"currency"`
		Custody      string   `json:"custody"`
		SelfOperated bool     `json:"self_operated,omitempty"`
		Parties      []Party  `json:"parties"`
		Stage        string   `json:"stage"`
		Follows      id.Case  `json:"follows,omitzero"`
		// Refiling counts the earlier cases of the quarrel; FirstFiled is the filing
		// date kept from one that ended incomplete (T06).
		Refiling   int       `json:"refiling,omitempty"`
		FirstFiled time.Time `json:"first_filed,omitzero"`
	}
	// RulebookPinned fixes the rules the case runs on from here.
	RulebookPinned struct {
		Procedure string `json:"procedure"`
		Rulebook  string `json:"rulebook"`
	}
	// ClaimOpened adds a claim, or replaces it before the first answer.
	ClaimOpened struct {
		Claim Claim `json:"claim"`
	}
	// ClaimMoved is a change of a claim's state.
	ClaimMoved struct {
		Claim   int        `json:"claim"`
		State   ClaimState `json:"state"`
		Final   bool       `json:"final,omitempty"`
		By      string     `json:"by,omitempty"`
		Granted int64      `json:"granted,omitempty"`
		Return  bool       `json:"return,omitempty"`
		Fault   bool       `json:"fault,omitempty"`
		Lapse   string     `json:"lapse,omitempty"`
	}
	// TrackOpened splits claims off into a track of their own.
	TrackOpened struct {
		Track  int    `json:"track"`
		From   int    `json:"from"`
		Stage  string `json:"stage"`
		Back   string `json:"back,omitempty"`
		Claims []int  `json:"claims"`
	}
	// Entered is a change of stage.
	Entered struct {
		Track  int    `json:"track"`
		Stage  string `json:"stage"`
		From   string `json:"from"`
		Back   string `json:"back,omitempty"`
		Closed bool   `json:"closed,omitempty"`
	}
	// TrackMarked sets a mark on a track; Off takes it away.
	TrackMarked struct {
		Track int    `json:"track"`
		Mark  string `json:"mark"`
		Off   bool   `json:"off,omitempty"`
	}
	// CaseMarked sets a mark on the case.
	CaseMarked struct {
		Mark string `json:"mark"`
		Off  bool   `json:"off,omitempty"`
	}
	// DeadlineSet starts a deadline.
	DeadlineSet struct {
		Deadline Deadline `json:"deadline"`
	}
	// DeadlinePaused stops it with what is left.
	DeadlinePaused struct {
		No   int          `json:"no"`
		Rest workday.Rest `json:"rest"`
		Why  string       `json:"why"`
	}
	// DeadlineResumed runs it on.
	DeadlineResumed struct {
		No     int           `json:"no"`
		Count  workday.Count `json:"count"`
		Due    time.Time     `json:"due"`
		Remind []time.Time   `json:"remind,omitempty"`
	}
	// DeadlineMoved is an extension, with its reason.
	DeadlineMoved struct {
		No    int           `json:"no"`
		Count workday.Count `json:"count"`
		Due   time.Time     `json:"due"`
		Units int           `json:"units"`
		Why   string        `json:"why"`
		// Remind are the reminders that still lie ahead.
		Remind []time.Time `json:"remind,omitempty"`
		// Outage is the end of the outage whose time is given back.
		Outage time.Time `json:"outage,omitzero"`
	}
	// DeadlineMet ends it because what it waited for happened.
	DeadlineMet struct {
		No int `json:"no"`
	}
	// DeadlineExpired ends it because time passed.
	DeadlineExpired struct {
		No    int    `json:"no"`
		Clock string `json:"clock"`
		Do    string `json:"do,omitempty"`
	}
	// DeadlineCancelled ends it because its object ended.
	DeadlineCancelled struct {
		No int `json:"no"`
	}
	// Reminded tells that a reminder was queued.
	Reminded struct {
		No int       `json:"no"`
		At time.Time `json:"at"`
	}
	// Alerted tells staff of a deadline.
	Alerted struct {
		No   int    `json:"no,omitempty"`
		Whom string `json:"whom"`
		Why  string `json:"why"`
		// Ahead: the deadline has not passed yet.
		Ahead bool `json:"ahead,omitempty"`
	}
	// HoldLaid pauses claims.
	HoldLaid struct {
		Hold Hold `json:"hold"`
	}
	// HoldLifted ends a hold; where a track is named, over that track alone.
	HoldLifted struct {
		No    int    `json:"no"`
		As    string `json:"as,omitempty"`
		Track int    `json:"track,omitempty"`
	}
	// DutySet opens a duty, or changes it as a whole.
	DutySet struct {
		Duty Duty `json:"duty"`
	}
	// DutyMoved is a change of a duty's state.
	DutyMoved struct {
		No    int    `json:"no"`
		State string `json:"state"`
		From  string `json:"from,omitempty"`
		Ended bool   `json:"ended,omitempty"`
		Short int64  `json:"short,omitempty"`
	}
	// DutyPaid is money that reached the creditor, or was released to him.
	DutyPaid struct {
		No     int    `json:"no"`
		Claim  int    `json:"claim"`
		Minor  int64  `json:"minor"`
		Source string `json:"source"`
		Ref    string `json:"ref,omitempty"` // of who told of it, so that it counts once
	}
	// DutyCancelled ends a duty that nothing asks for any more; what was paid stays.
	// Lapsed: it fell because what it hung on was not done.
	DutyCancelled struct {
		No     int  `json:"no"`
		Lapsed bool `json:"lapsed,omitempty"`
	}
	// NoticeQueued is a notice to be served.
	NoticeQueued struct {
		Notice Notice `json:"notice"`
	}
	// NoticeLeft hands the notice to the channels.
	NoticeLeft struct {
		No int `json:"no"`
	}
	// NoticeHanded is one attempt: a channel took the notice. Expect is set by the
	// sandbox channel alone: its receipt comes at that legal instant.
	NoticeHanded struct {
		No      int       `json:"no"`
		Channel string    `json:"channel"`
		Expect  time.Time `json:"expect,omitzero"`
	}
	// NoticeReceipted is a provider's receipt.
	NoticeReceipted struct {
		No      int    `json:"no"`
		Channel string `json:"channel"`
		Receipt string `json:"receipt,omitempty"`
	}
	// NoticeServed is service (送达): clocks may start.
	NoticeServed struct {
		No  int    `json:"no"`
		How string `json:"how"`
	}
	// NoticeFailed is a channel's failure; All when none is left.
	NoticeFailed struct {
		No      int    `json:"no"`
		Channel string `json:"channel"`
		All     bool   `json:"all,omitempty"`
	}
	// NoticeFellBack is the fallback of procedure.md §4; none means the notice is dead.
	NoticeFellBack struct {
		No int    `json:"no"`
		To string `json:"to"`
	}
	// Frozen and Thawed repeat what the order stream booked for a claim.
	Frozen struct {
		Claim int   `json:"claim"`
		Line  int   `json:"line"`
		Minor int64 `json:"minor"`
	}
	// Thawed is money returned to the escrow timer.
	Thawed struct {
		Claim int   `json:"claim"`
		Line  int   `json:"line"`
		Minor int64 `json:"minor"`
	}
	// Assigned seats a person of the staff.
	Assigned struct {
		Role   string    `json:"role"`
		Person id.Person `json:"person"`
		Track  int       `json:"track,omitempty"`
		Why    string    `json:"why"`
	}
	// Unseated ends that.
	Unseated struct {
		Role   string    `json:"role"`
		Person id.Person `json:"person"`
		Why    string    `json:"why"`
	}
	// RulingMade records a determination and its results.
	RulingMade struct {
		Ruling Ruling `json:"ruling"`
	}
	// Reconciled is a settlement (和解): claims and the offer's hash, never terms.
	Reconciled struct {
		Settlement Settlement `json:"settlement"`
	}
	// SettlementMoved is what became of it.
	SettlementMoved struct {
		No   int    `json:"no"`
		Mark string `json:"mark"` // unsigned, closed, challenged, stands, annulled, ratified
		Side Side   `json:"side,omitempty"`
	}
	// PartyChanged replaces what is known of a party.
	PartyChanged struct {
		Party Party  `json:"party"`
		Why   string `json:"why"`
	}
	// OfferLapsed ends an offer in the talks stream.
	OfferLapsed struct {
		No  int    `json:"no"`
		Why string `json:"why"`
	}
	// OfferAccepted ends an offer in the talks stream.
	OfferAccepted struct {
		No     int   `json:"no"`
		Claims []int `json:"claims"`
		By     Side  `json:"by"`
	}
	// OfferMade opens an offer in the talks stream.
	OfferMade struct {
		Offer Offer `json:"offer"`
	}
	// DraftMade is a draft decision in the deliberation stream.
	DraftMade struct {
		Draft Draft `json:"draft"`
	}
	// OutsideMoved is what became of a proceeding elsewhere.
	OutsideMoved struct {
		No    int    `json:"no"`
		State string `json:"state"`
	}
	// OrderMissed ends an order of evidence without the item.
	OrderMissed struct {
		No int `json:"no"`
	}
	// WindowLapsed tells that a side can no longer appeal.
	WindowLapsed struct {
		Track int  `json:"track"`
		Side  Side `json:"side"`
	}
	// ChallengeEnded is what became of a challenge of a neutral.
	ChallengeEnded struct {
		No  int    `json:"no"`
		How string `json:"how"`
	}
	// CaseLinked names a related case.
	CaseLinked struct {
		Case id.Case `json:"case"`
		Off  bool    `json:"off,omitempty"`
	}
)

// systemEvents are one of each kind, for decoding.
func systemEvents() []record.Event {
	return []record.Event{
		DraftOpened{},
		RulebookPinned{},
		ClaimOpened{},
		ClaimMoved{},
		TrackOpened{},
		Entered{},
		TrackMarked{},
		CaseMarked{},
		DeadlineSet{},
		DeadlinePaused{},
		DeadlineResumed{},
		DeadlineMoved{},
		DeadlineMet{},
		DeadlineExpired{},
		DeadlineCancelled{},
		Reminded{},
		Alerted{},
		HoldLaid{},
		HoldLifted{},
		DutySet{},
		DutyMoved{},
		DutyPaid{},
		DutyCancelled{},
		NoticeQueued{},
		NoticeLeft{},
		NoticeHanded{},
		NoticeReceipted{},
		NoticeServed{},
		NoticeFailed{},
		NoticeFellBack{},
		Frozen{},
		Thawed{},
		Assigned{},
		Unseated{},
		RulingMade{},
		Reconciled{},
		SettlementMoved{},
		PartyChanged{},
		OfferLapsed{},
		OfferAccepted{},
		OfferMade{},
		DraftMade{},
		OutsideMoved{},
		OrderMissed{},
		WindowLapsed{},
		ChallengeEnded{},
		CaseLinked{},
	}
}

// Events are one of each kind a case's streams may hold.
func Events() []record.Event {
	out := systemEvents()
	for _, w := range words() {
		out = append(out, Act{Move: w.Name})
	}
	return out
}
