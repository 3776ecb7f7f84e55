package api

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// CaseView is a case as one reader may see it.
type CaseView struct {
	Case          string        `json:"case"`
	Number        string        `json:"number"`
	Order         string        `json:"order"`
	Procedure     string        `json:"procedure"`
	Rulebook      string        `json:"rulebook" doc:"Hash of the rules the case runs on."`
	Version       uint64        `json:"version"`
	At            time.Time     `json:"at" doc:"Legal time of this view."`
	Stage         Coded         `json:"stage"`
	Phase         Coded         `json:"phase"`
	WaitsFor      Coded         `json:"waits_for" doc:"Whom the case waits for now, as in a list."`
	Held          bool          `json:"held"`
	Closed        bool          `json:"closed"`
	Opened        time.Time     `json:"opened"`
	Submitted     *time.Time    `json:"submitted,omitempty"`
	Accepted      *time.Time    `json:"accepted,omitempty"`
	Custody       string        `json:"custody" enum:"held,instructed,none"`
	Marks         []Coded       `json:"marks" doc:"self_operated, mediation_only, safety …"`
	You           You           `json:"you"`
	Parties       []PartyView   `json:"parties"`
	Claims        []ClaimView   `json:"claims"`
	Tracks        []TrackView   `json:"tracks"`
	Deadlines     []Deadline    `json:"deadlines" doc:"Those that run or stand still."`
	Offers        []OfferView   `json:"offers" doc:"Empty for who may not read the talks."`
	Agreed        []int         `json:"closed_by_agreement" doc:"Claims settled; a decider reads no more of them."`
	Exhibits      []ExhibitView `json:"exhibits"`
	EvidenceAsked []OrderedItem `json:"evidence_ordered"`
	Obligations   []Obligation  `json:"obligations"`
	Holds         []HoldView    `json:"holds"`
	Notices       []NoticeView  `json:"notices" doc:"Of one's own side; staff see those of both."`
	Results       []RulingView  `json:"results"`
	Outside       []OutsideView `json:"outside"`
	Links         []string      `json:"linked_cases"`
	Follows       string        `json:"follows,omitempty"`
	Escrow        EscrowView    `json:"escrow"`
}

// You is in what capacity the reader looks.
type You struct {
	Side  string  `json:"side,omitempty" enum:"C,R"`
	For   bool    `json:"on_behalf,omitempty"`
	Roles []Coded `json:"roles,omitempty"`
}

// PartyView is a party without a name: who it is in the order, and where it stands.
type PartyView struct {
	Side          Coded  `json:"side"`
	Kind          Coded  `json:"kind"`
	You           bool   `json:"you"`
	Merchant      string `json:"merchant,omitempty"`
	Person        string `json:"person,omitempty" doc:"Only to oneself and to staff."`
	Represented   bool   `json:"represented,omitempty"`
	Guardian      bool   `json:"guardian,omitempty"`
	AccountLocked bool   `json:"account_locked,omitempty"`
}

// ClaimView is one demand.
type ClaimView struct {
	No       int            `json:"no"`
	By       Coded          `json:"by"`
	Track    int            `json:"track"`
	Counter  bool           `json:"counterclaim,omitempty"`
	Reason   Coded          `json:"reason"`
	Remedy   Coded          `json:"remedy"`
	Sum      money.Amount   `json:"sum"`
	Scope    []ScopeView    `json:"scope"`
	State    Coded          `json:"state"`
	Final    bool           `json:"final"`
	Decided  *wording.Words `json:"decided,omitempty"`
	Granted  *money.Amount  `json:"granted,omitempty"`
	Paid     *money.Amount  `json:"paid,omitempty"`
	Return   bool           `json:"return_first,omitempty"`
	Fault    bool           `json:"fault_found,omitempty"`
	LapsedBy *Coded         `json:"lapsed,omitempty"`

	Payment   *Coded     `json:"payment,omitempty" doc:"How far what was paid on it has come: instructed, refused, confirmed."`
	Confirmed *time.Time `json:"confirmed,omitempty" doc:"When all of it was confirmed by whoever holds the money; absent until then."`
}

// ScopeView is what a claim is about.
type ScopeView struct {
	Line   int    `json:"line"`
	Title  string `json:"title,omitempty"`
	Parcel int    `json:"parcel,omitempty"`
	Qty    int    `json:"qty"`
}

// TrackView is the claims that share a stage.
type TrackView struct {
	No        int       `json:"no"`
	Stage     Coded     `json:"stage"`
	Since     time.Time `json:"since"`
	Claims    []int     `json:"claims"`
	Closed    bool      `json:"closed"`
	FastTrack bool      `json:"fast_track,omitempty"`
	Silent    bool      `json:"respondent_silent,omitempty"`
	Consent   []string  `json:"mediation_consent,omitempty"`
}

// HoldView pauses claims.
type HoldView struct {
	No     int       `json:"no"`
	Kind   Coded     `json:"kind"`
	Since  time.Time `json:"since"`
	Lifted bool      `json:"lifted"`
	Tracks []int     `json:"tracks"`
	Claims []int     `json:"claims"`
}

// caseView builds the view of a case.
func caseView(v casebook.Case, e EscrowView) CaseView {
	c := v.Sight.World.Case
	out := CaseView{
		Case: c.ID.String(), Number: c.Number, Order: c.Order.String(), Procedure: c.Procedure, Rulebook: c.Rulebook,
		Version: v.Sight.Head.Version, At: v.Sight.Legal, Stage: stageFor(v, v.Stage), Phase: coded(v.Phase, wording.Phase), WaitsFor: coded(casebook.WaitsFor(v.Awaited()), wording.Who),
		Held: v.Held, Closed: v.Closed, Opened: c.Opened, Submitted: moment(c.Submitted), Accepted: moment(c.Accepted), Custody: c.Custody,
		Marks: marksOf(c), You: youOf(v.Sight.Actor), Agreed: notNil(v.Agreed), Links: []string{}, Follows: c.Follows.String(), Escrow: e,
	}
	for _, l := range c.Links {
		out.Links = append(out.Links, l.String())
	}
	out.Parties, out.Claims, out.Tracks = partiesOf(v), claimsOf(v), tracksOf(v)
	out.Deadlines, out.Offers, out.Exhibits, out.EvidenceAsked = deadlinesOf(v), offersOf(v), exhibitsOf(v), orderedOf(c)
	out.Obligations, out.Holds, out.Notices, out.Results = obligationsOf(c, v.Sight.World.Order), holdsOf(c), noticesOf(v), resultsOf(v)
	out.Outside = outsideOf(c)
	if v.Closed && !v.Audience.Decider {
		paid := v.Sight.World.Order.PaidOut(c.ID, func(escrow.PayOut) bool { return true })
		out.Stage.Words = wording.ClosedPaying(paymentOf(paid), out.Stage.Words)
	}
	return out
}

// stageFor hides from a decider that the claimant has a choice of offers: he reads
// that negotiation ended (design §3, the wall).
func stageFor(v casebook.Case, stage string) Coded {
	s := v.Sight.Book.Stage(stage)
	if v.Audience.Decider && s != nil && s.Phase == "negotiation" && s.Owner == "claimant" {
		return Coded{Code: "talks_ended", Words: wording.Label("talks_ended")}
	}
	return coded(stage, wording.Stage)
}

func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func marksOf(c dispute.Case) []Coded {
	out := []Coded{}
	for _, m := range []struct {
		on   bool
		code string
	}{
		{c.SelfOperated, "self_operated"}, {c.MediationOnly, "mediation_only"}, {c.Safety, "safety"}, {c.Provisional, "provisional_accept"},
	} {
		if m.on {
			out = append(out, coded(m.code, wording.Label))
		}
	}
	return out
}

func youOf(a dispute.Actor) You {
	y := You{Side: string(a.Side), For: a.For}
	for _, r := range a.Roles {
		y.Roles = append(y.Roles, coded(r, wording.Who))
	}
	return y
}

func partiesOf(v casebook.Case) []PartyView {
	out := []PartyView{}
	for _, p := range v.Sight.World.Case.Parties {
		you := v.Audience.Side == p.Side
		view := PartyView{
			Side: coded(string(p.Side), wording.Who), Kind: coded(string(p.Kind), wording.Side), You: you, Merchant: p.Merchant.String(),
			Represented: len(p.RepBy) > 0, Guardian: !p.Guardian.IsZero(), AccountLocked: p.Locked && (you || v.Audience.Staff),
		}
		if you || v.Audience.Staff {
			view.Person = p.Person.String()
		}
		out = append(out, view)
	}
	return out
}

func claimsOf(v casebook.Case) []ClaimView {
	c := v.Sight.World.Case
	out := []ClaimView{}
	for _, k := range c.Claims {
		view := ClaimView{
			No: k.No, By: coded(string(k.By), wording.Who), Track: k.Track, Counter: k.Counter, Reason: coded(k.Reason, wording.Reason),
			Remedy: coded(k.Remedy, wording.Remedy), Sum: sum(k.Minor, c.Currency), State: coded(string(k.State), wording.ClaimState), Final: k.Final,
			Return: k.Return, Fault: k.Fault, Scope: []ScopeView{},
		}
		for _, s := range k.Scope {
			view.Scope = append(view.Scope, ScopeView{Line: s.Line, Title: v.Titles[s.Line], Parcel: s.Parcel, Qty: s.Qty})
		}
		view.outcome(v, k)
		out = append(out, view)
	}
	return out
}

// outcome adds what became of a claim; of settled ones a decider reads only that
// they are closed by agreement.
func (c *ClaimView) outcome(v casebook.Case, k dispute.Claim) {
	if k.DecideBy == "agreement" && v.Audience.Decider {
		w := wording.Label("closed_by_agreement")
		c.Decided = &w
		return
	}
	if k.DecideBy != "" {
		w := wording.DecidedBy(k.DecideBy)
		c.Decided = &w
		granted, paid := sum(k.Granted, c.Sum.Currency), sum(k.Paid, c.Sum.Currency)
		c.Granted, c.Paid = &granted, &paid
		c.paying(k, v.Sight.World.Order.PaidOut(v.Sight.World.Case.ID, func(p escrow.PayOut) bool { return p.Claim == k.No }))
	}
	if k.Lapse != "" {
		l := coded(k.Lapse, wording.Lapse)
		c.LapsedBy = &l
	}
}

func tracksOf(v casebook.Case) []TrackView {
	c := v.Sight.World.Case
	out := []TrackView{}
	for _, t := range c.Tracks {
		view := TrackView{No: t.No, Stage: stageFor(v, t.Stage), Since: t.Since, Claims: []int{}, Closed: t.Closed, FastTrack: t.FastTrack, Silent: t.Silent}
		for _, k := range c.Of(t.No) {
			view.Claims = append(view.Claims, k.No)
		}
		if !v.Audience.Decider {
			for _, s := range t.Consent {
				view.Consent = append(view.Consent, string(s))
			}
		}
		out = append(out, view)
	}
	return out
}

func holdsOf(c dispute.Case) []HoldView {
	out := []HoldView{}
	for _, h := range c.Holds {
		out = append(out, HoldView{No: h.No, Kind: coded(h.Kind, wording.Hold), Since: h.Since, Lifted: h.Lifted, Tracks: notNil(h.Tracks), Claims: notNil(h.Claims)})
	}
	return out
}

// sameSide tells whether something of a side is for this reader.
func sameSide(a casebook.Audience, side dispute.Side) bool {
	return a.Staff || slices.Contains([]dispute.Side{a.Side}, side)
}
