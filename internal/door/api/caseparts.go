package api

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// OfferView is a structured proposal; an acceptance names its number and hash.
type OfferView struct {
	No       int        `json:"no"`
	By       Coded      `json:"by" doc:"Empty: the mediator's proposal to both."`
	Counter  int        `json:"counter_to,omitempty"`
	At       time.Time  `json:"at"`
	Due      *time.Time `json:"due,omitempty" doc:"Until when it can be accepted; absent: while the case allows. A filing is the claimant's first offer."`
	State    string     `json:"state" enum:"open,replaced,declined,lapsed,accepted"`
	Hash     string     `json:"hash" doc:"Hash of its event: what an acceptance is bound to."`
	Terms    []TermView `json:"terms"`
	Accepted []string   `json:"accepted_by,omitempty"`
	Declined []string   `json:"declined_by,omitempty"`
}

// TermView is what is offered for one claim.
type TermView struct {
	Claim   int          `json:"claim"`
	Sum     money.Amount `json:"sum"`
	Return  bool         `json:"return_first,omitempty"`
	Freight *Coded       `json:"freight,omitempty"`
	Reship  bool         `json:"reship,omitempty"`
	Act     bool         `json:"act,omitempty"`
	Days    int          `json:"days,omitempty"`
	Drop    bool         `json:"given_up,omitempty"`
}

// ExhibitView is one item of evidence.
type ExhibitView struct {
	No       int           `json:"no"`
	Kind     Coded         `json:"kind"`
	By       Coded         `json:"by"`
	SHA256   string        `json:"sha256"`
	Href     string        `json:"href" doc:"Where its bytes are."`
	Claims   []int         `json:"claims"`
	At       time.Time     `json:"at"`
	Late     bool          `json:"late,omitempty"`
	Ordered  int           `json:"ordered,omitempty" doc:"The order of evidence it answers."`
	Opinions []OpinionView `json:"opinions"`
	Kept     *KeptView     `json:"kept,omitempty" doc:"Its person had kept these bytes before, since then unchanged; absent: he had not."`
}

// OpinionView is what the other side says of an exhibit; silence is no admission.
type OpinionView struct {
	By       string `json:"by" enum:"C,R"`
	Genuine  Coded  `json:"genuine"`
	Lawful   Coded  `json:"lawful"`
	Relevant Coded  `json:"relevant"`
}

// OrderedItem is evidence somebody was asked for.
type OrderedItem struct {
	No     int    `json:"no"`
	To     string `json:"to"`
	Kind   Coded  `json:"kind"`
	Track  int    `json:"track"`
	Done   bool   `json:"done"`
	Missed bool   `json:"missed"`

	Lacked *time.Time `json:"lacked,omitempty" doc:"When who was asked said that he does not have it. It is no admission; it may still come in time."`
}

// Obligation is something owed (履行项).
type Obligation struct {
	No       int           `json:"no"`
	Kind     Coded         `json:"kind"`
	State    Coded         `json:"state"`
	Ended    bool          `json:"ended"`
	Claim    int           `json:"claim"`
	Track    int           `json:"track"`
	Debtor   Coded         `json:"debtor"`
	Creditor Coded         `json:"creditor"`
	Basis    Coded         `json:"basis"`
	Sum      *money.Amount `json:"sum,omitempty"`
	Paid     *money.Amount `json:"paid,omitempty"`
	Short    *money.Amount `json:"shortfall,omitempty"`
	Sources  []SourceView  `json:"sources,omitempty" doc:"Where the money came from, in order."`
	After    int           `json:"after,omitempty" doc:"The obligation that must end well first."`
	Waiting  bool          `json:"waiting,omitempty"`
	Breach   bool          `json:"breach,omitempty"`
	Dropped  bool          `json:"cancelled,omitempty" doc:"It fell away undone: what it waited for failed, or another took its place."`
	By       *time.Time    `json:"by,omitempty"`
	// Nothing is paid before whoever holds the money confirmed it.
	Payment   *Coded     `json:"payment,omitempty" doc:"How far what was paid toward it has come: instructed, refused, confirmed."`
	Confirmed *time.Time `json:"confirmed,omitempty" doc:"When all of it was confirmed by whoever holds the money; absent until then."`
}

// SourceView is one payment toward an obligation.
type SourceView struct {
	Source Coded        `json:"source"`
	Sum    money.Amount `json:"sum"`
}

// NoticeView is a notice of the reader's side.
type NoticeView struct {
	No     int        `json:"no"`
	To     string     `json:"to" enum:"C,R"`
	Kind   Coded      `json:"kind"`
	Queued time.Time  `json:"queued"`
	Left   bool       `json:"left"`
	Leaves *time.Time `json:"leaves,omitempty" doc:"When it leaves, where quiet hours hold it."`
	Counts *time.Time `json:"counts_as_served,omitempty" doc:"When it counts as served unless it is read before."`
	Served *time.Time `json:"served,omitempty" doc:"From when clocks that wait for it run."`
	How    string     `json:"how,omitempty"`
	Failed int        `json:"failed_attempts,omitempty"`
	Dead   bool       `json:"undeliverable,omitempty"`
}

// RulingView is one decision over claims. It is neither an arbitral award nor a judgment.
type RulingView struct {
	No      int           `json:"no"`
	Track   int           `json:"track"`
	Kind    string        `json:"kind" enum:"ruling,review,rule,final_answer"`
	By      wording.Words `json:"by"`
	At      time.Time     `json:"at"`
	Label   wording.Words `json:"label"`
	Results []ResultView  `json:"results"`
}

// ResultView is what became of one claim.
type ResultView struct {
	Claim  int          `json:"claim"`
	Result Coded        `json:"result"`
	Sum    money.Amount `json:"sum"`
	Return bool         `json:"return_first,omitempty"`
}

// OutsideView is a proceeding elsewhere.
type OutsideView struct {
	No     int    `json:"no"`
	Body   Coded  `json:"body"`
	Claims []int  `json:"claims"`
	State  string `json:"state" enum:"accepted,result,ended"`
}

func sides(of []dispute.Side) (out []string) {
	for _, s := range of {
		out = append(out, string(s))
	}
	return out
}

func offersOf(v casebook.Case) []OfferView {
	out := []OfferView{}
	for _, o := range v.Offers {
		view := OfferView{
			No: o.No, By: coded(string(o.By), wording.Who), Counter: o.Counter, At: o.At, Due: moment(o.Due), State: o.State, Hash: o.Hash,
			Accepted: sides(o.Accepted), Declined: sides(o.Declined), Terms: []TermView{},
		}
		for _, t := range o.Terms {
			term := TermView{Claim: t.Claim, Sum: sum(t.Minor, v.Sight.World.Case.Currency), Return: t.Return, Reship: t.Reship, Act: t.Act, Days: t.Days, Drop: t.Drop}
			if t.Freight != "" {
				f := choiceOf("freight", t.Freight)
				term.Freight = &f
			}
			view.Terms = append(view.Terms, term)
		}
		out = append(out, view)
	}
	return out
}

func choiceOf(field, code string) Coded {
	return coded(code, func(c string) wording.Words { return wording.Choice("", field, c) })
}

func exhibitsOf(v casebook.Case) []ExhibitView {
	c := v.Sight.World.Case
	out := []ExhibitView{}
	for _, x := range c.Exhibits {
		by := coded(string(x.By), wording.Who)
		if x.By == "" {
			by = coded(x.Role, wording.Who)
		}
		view := ExhibitView{
			No: x.No, Kind: coded(x.Kind, wording.Evidence), By: by, SHA256: x.Digest, Href: "/v1/cases/" + c.ID.String() + "/exhibits/" + x.Digest,
			Claims: notNil(x.Claims), At: x.At, Late: x.Late, Ordered: x.Ordered, Opinions: []OpinionView{}, Kept: keptView(x.Kept, v.Sight.Book.Calendar.Zone()),
		}
		for _, o := range x.Opinions {
			view.Opinions = append(view.Opinions, OpinionView{
				By: string(o.By), Genuine: choiceOf("genuine", o.Genuine), Lawful: choiceOf("lawful", o.Lawful), Relevant: choiceOf("relevant", o.Relevant),
			})
		}
		out = append(out, view)
	}
	return out
}

func orderedOf(c dispute.Case) []OrderedItem {
	out := []OrderedItem{}
	for _, o := range c.Orders {
		out = append(out, OrderedItem{No: o.No, To: o.To, Kind: coded(o.Kind, wording.Evidence), Track: o.Track, Done: o.Done, Missed: o.Missed, Lacked: moment(o.LackedAt)})
	}
	return out
}

func obligationsOf(c dispute.Case, o escrow.Order) []Obligation {
	out := []Obligation{}
	for _, d := range c.Duties {
		view := Obligation{
			No: d.No, Kind: coded(d.Kind, wording.Obligation), State: coded(d.State, wording.ObligationState), Ended: d.Ended, Claim: d.Claim, Track: d.Track,
			Debtor: coded(string(d.Debtor), wording.Who), Creditor: coded(string(d.Creditor()), wording.Who), Basis: coded(d.Basis, wording.Basis),
			After: d.After, Waiting: d.Waiting, Breach: d.Breach, Dropped: d.Cancelled, By: moment(d.By),
		}
		if d.Minor > 0 {
			owed, paid := sum(d.Minor, c.Currency), sum(d.Paid, c.Currency)
			view.Sum, view.Paid = &owed, &paid
		}
		if d.Short > 0 {
			short := sum(d.Short, c.Currency)
			view.Short = &short
		}
		for _, s := range d.Sources {
			view.Sources = append(view.Sources, SourceView{Source: coded(s.Source, wording.Source), Sum: sum(s.Minor, c.Currency)})
		}
		view.paying(d, o.PaidOut(c.ID, func(p escrow.PayOut) bool { return p.Obligation == d.No }))
		out = append(out, view)
	}
	return out
}

func noticesOf(v casebook.Case) []NoticeView {
	out := []NoticeView{}
	for _, n := range v.Sight.World.Case.Notices {
		if !sameSide(v.Audience, n.To) {
			continue
		}
		view := NoticeView{
			No: n.No, To: string(n.To), Kind: noticeCode(n.Kind), Queued: n.Queued, Left: n.Left, Served: moment(n.Served), How: n.How,
		}
		switch after := v.Sight.Book.Procedure.Service.AfterReceipt; {
		case !n.Served.IsZero() || n.Dead:
		case !n.Left:
			view.Leaves = moment(n.Leave)
		case !n.Receipt.IsZero() && !after.IsZero():
			view.Counts = moment(n.Receipt.Add(time.Duration(after.N) * time.Hour))
		}
		if v.Audience.Staff {
			view.Failed, view.Dead = n.Failed, n.Dead
		}
		out = append(out, view)
	}
	return out
}

func noticeCode(kind string) Coded {
	return coded(kind, func(k string) wording.Words { return wording.Notice(k).Title })
}

func resultsOf(v casebook.Case) []RulingView {
	c := v.Sight.World.Case
	out := []RulingView{}
	for _, r := range c.Rulings {
		view := RulingView{No: r.No, Track: r.Track, Kind: r.Kind, By: wording.DecidedBy(r.By), At: r.At, Label: rulingLabel(r), Results: []ResultView{}}
		for _, one := range r.Results {
			view.Results = append(view.Results, ResultView{Claim: one.Claim, Result: choiceOf("result", one.Code), Sum: sum(one.Minor, c.Currency), Return: one.Return})
		}
		out = append(out, view)
	}
	return out
}

func outsideOf(c dispute.Case) []OutsideView {
	out := []OutsideView{}
	for _, o := range c.Outside {
		out = append(out, OutsideView{No: o.No, Body: choiceOf("body", o.Body), Claims: notNil(o.Claims), State: o.State})
	}
	return out
}
