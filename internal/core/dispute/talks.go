package dispute

import (
	"fmt"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/core/workday"
)

// Offer is one structured proposal to settle claims; its free words are sealed.
type Offer struct {
	No       int           `json:"no"`
	By       Side          `json:"by,omitempty"` // "" the mediator's proposal to both
	Counter  int           `json:"counter,omitempty"`
	Terms    []Term        `json:"terms"`
	At       time.Time     `json:"at"`
	Count    workday.Count `json:"count"`
	Due      time.Time     `json:"due"`
	State    string        `json:"state"` // open, replaced, declined, lapsed, accepted
	Accepted []Side        `json:"accepted,omitempty"`
	Declined []Side        `json:"declined,omitempty"`
	Hash     string        `json:"hash"` // hash of its event: what an acceptance is bound to
}

// Term is what is offered for one claim.
type Term struct {
	Claim   int    `json:"claim"`
	Minor   int64  `json:"minor,omitempty"`  // refunded or paid
	Return  bool   `json:"return,omitempty"` // goods go back first
	Freight string `json:"freight,omitempty"`
	Reship  bool   `json:"reship,omitempty"`
	Act     bool   `json:"act,omitempty"` // an act described in the sealed note
	Days    int    `json:"days,omitempty"`
	Drop    bool   `json:"drop,omitempty"` // the claim is given up
}

// Talks is the fold of the talks stream: what no decider may ever read.
type Talks struct {
	Offers   []Offer `json:"offers,omitempty"`
	Messages int     `json:"messages,omitempty"`
	Opened   []Deed  `json:"opened,omitempty"` // staff who have read it
}

// Clone copies the talks.
func (t Talks) Clone() Talks {
	t.Offers = slices.Clone(t.Offers)
	for i := range t.Offers {
		t.Offers[i].Accepted = slices.Clone(t.Offers[i].Accepted)
		t.Offers[i].Declined = slices.Clone(t.Offers[i].Declined)
	}
	t.Opened = slices.Clone(t.Opened)
	return t
}

// Offer is the offer of a number, nil when there is none.
func (t *Talks) Offer(no int) *Offer {
	for i := range t.Offers {
		if t.Offers[i].No == no {
			return &t.Offers[i]
		}
	}
	return nil
}

// EvolveTalks folds events of a talks stream.
func EvolveTalks(t Talks, events []record.Recorded) Talks {
	t = t.Clone()
	for _, r := range events {
		t.apply(r.Event, r.Meta)
	}
	return t
}

func (t *Talks) apply(event record.Event, m record.Meta) {
	switch e := event.(type) {
	case OfferMade:
		if m.Hash != ([32]byte{}) {
			e.Offer.Hash = fmt.Sprintf("%x", m.Hash)
		}
		t.Offers = append(t.Offers, e.Offer)
	case OfferLapsed:
		t.Offer(e.No).State = e.Why
	case OfferAccepted:
		o := t.Offer(e.No)
		o.Accepted = append(o.Accepted, e.By)
		if o.By != "" || len(o.Accepted) == 2 {
			o.State = "accepted"
		}
	case Act:
		t.applyAct(e, m)
	default:
		panic("dispute: no fold in talks for " + event.Kind())
	}
}

func (t *Talks) applyAct(e Act, m record.Meta) {
	switch e.Move {
	case "message":
		t.Messages++
	case "decline_offer":
		o := t.Offer(e.Object)
		o.Declined = append(o.Declined, e.Side)
		if o.By != "" || len(o.Declined) == 2 {
			o.State = "declined"
		}
	case "open_talks":
		t.Opened = append(t.Opened, Deed{Move: e.Move, Role: e.Role, Person: m.Person, At: m.At})
	}
}

// Deliberation is the fold of the deciders' own stream: drafts and approvals.
type Deliberation struct {
	Drafts []Draft `json:"drafts,omitempty"`
}

// Draft is a decision waiting for its second pair of eyes.
type Draft struct {
	No       int      `json:"no"`
	Track    int      `json:"track"`
	Round    int      `json:"round"`
	By       personID `json:"by"`
	Results  []Result `json:"results"`
	Approved personID `json:"approved,omitzero"`
	Hash     string   `json:"hash"`
	// Returned is the second person, where he sent the draft back with a reason.
	Returned personID `json:"returned,omitzero"`
	// In is the whole draft as it was written: results, facts, reasons. Its texts are
	// sealed parts of the same event, by path ("facts/0/fact"). Drafts of before lack it.
	In Answers `json:"in,omitempty"`
}

// EvolveDeliberation folds events of a deliberation stream.
func EvolveDeliberation(d Deliberation, events []record.Recorded) Deliberation {
	d.Drafts = slices.Clone(d.Drafts)
	for _, r := range events {
		d.apply(r.Event, r.Meta)
	}
	return d
}

func (d *Deliberation) apply(event record.Event, m record.Meta) {
	switch e := event.(type) {
	case DraftMade:
		e.Draft.By = m.Person
		if m.Hash != ([32]byte{}) {
			e.Draft.Hash = fmt.Sprintf("%x", m.Hash)
		}
		d.Drafts = append(d.Drafts, e.Draft)
	case Act:
		for i := range d.Drafts {
			switch x := &d.Drafts[i]; {
			case x.No != e.Object:
			case e.Move == "approve":
				x.Approved = m.Person
			case e.Move == "return_draft":
				x.Returned = m.Person
			}
		}
	default:
		panic("dispute: no fold in deliberation for " + event.Kind())
	}
}
