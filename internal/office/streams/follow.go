package streams

import (
	"encoding/json"
	"math"
	"strconv"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/locker"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/core/talk"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Books finds the rules a case runs on.
type Books interface {
	Book(hash string) *dispute.Book
}

// Sinks of the outbox: who does what is to be done in the world.
const (
	NoticeSink  = "notice"  // a notice has left: hand it to the channels
	PaymentSink = "payment" // something for the payment provider
	FundSink    = "fund"    // something between an order and the guarantee fund
)

// Kinds of jobs of NoticeSink.
const (
	LeftNotice      = "notice"    // hand it to the channels that are on
	PublishedNotice = "published" // send it to the contact the merchant publishes by law
)

// Job is the body of an effect: codes and ids, never text.
type Job struct {
	Kind   string    `json:"kind"`
	Case   id.Case   `json:"case,omitzero"`
	Order  id.Order  `json:"order,omitzero"`
	Notice int       `json:"notice,omitempty"`
	Ref    string    `json:"ref,omitempty"`
	Minor  int64     `json:"minor,omitempty"`
	Try    int       `json:"try,omitempty"`
	At     time.Time `json:"at,omitzero"` // legal instant it follows from
}

// NewDesign is everything the store must be told.
func NewDesign(books Books) docket.Design {
	return docket.Design{Edition: "7", Folds: folds(), Tables: Tables(), Follow: follower{books}.follow}
}

type follower struct{ books Books }

// follow computes rows, timers and effects of one event. It is pure.
func (f follower) follow(p docket.Place, s record.Stream, before, after any, events []record.Recorded, clear [][]record.Clear) docket.Consequences {
	var c docket.Consequences
	for i, e := range events {
		for _, part := range clear[i] {
			c.Rows = append(c.Rows, textRow(s, e.Meta.Seq, part))
		}
		if b, ok := e.Event.(escrow.Booked); ok {
			c.Rows = append(c.Rows, journalRows(s, e, b)...)
		}
		c.Rows = append(c.Rows, payoutRows(before, after, e)...)
		c.Rows = append(c.Rows, actRows(s, e)...)
		c.Effects = append(c.Effects, effects(s, e)...)
	}
	last := events[len(events)-1]
	switch state := after.(type) {
	case dispute.Case:
		f.followCase(&c, before, state, last)
	case dispute.Talks:
		old, _ := before.(dispute.Talks)
		c.Rows = append(c.Rows, offerRows(s, old, state)...)
		c.Timer = &docket.Timer{Due: dispute.NextOffer(state)}
	case escrow.Order:
		c.Rows = append(append(c.Rows, orderRow(state, last.Meta.Seq)), paymentRows(state, last.Event)...)
		c.Rows = append(c.Rows, wareRows(state, clear[len(clear)-1])...)
		c.Timer = &docket.Timer{Due: state.NextDue()}
	case talk.Inhouse:
		c.Rows = append(c.Rows, askRows(state)...)
	case talk.Direct:
		c.Rows = append(c.Rows, directRow(state))
	case escrow.Merchant:
		c.Timer = &docket.Timer{Due: state.NextDue()}
	case locker.Locker:
		was, _ := before.(locker.Locker)
		c.Rows = append(c.Rows, removedRows(s, was, last.Event)...)
		c.Timer = &docket.Timer{Due: state.Next()}
	case party.Person:
		c.Rows = append(c.Rows, personRows(state, last, clear[len(clear)-1])...)
	}
	return c
}

// personRows let a person be found by an external reference: source and id.
func personRows(p party.Person, last record.Recorded, clear []record.Clear) []docket.Row {
	var rows []docket.Row
	add := func(r party.Reference, path string) {
		for _, part := range clear {
			if part.Path == path {
				rows = append(rows, docket.Row{Table: People, Values: []any{raw(p.ID.Bytes()), r.Source, part.Text, micro(last.Meta.At)}})
			}
		}
	}
	switch e := last.Event.(type) {
	case party.PersonRegistered:
		for i, r := range e.References {
			add(r, "references/"+strconv.Itoa(i)+"/id")
		}
	case party.ReferenceAdded:
		add(e.Reference, "reference/id")
	}
	return rows
}

func textRow(s record.Stream, seq uint64, part record.Clear) docket.Row {
	return docket.Row{Table: Texts, Values: []any{s.Kind, raw(s.ID), int64(seq), part.Path, part.Owner.Kind, raw(part.Owner.ID), part.Text}} //nolint:gosec // a sequence number
}

func journalRows(s record.Stream, e record.Recorded, b escrow.Booked) []docket.Row {
	var rows []docket.Row
	for i, p := range b.Journal() {
		rows = append(rows, docket.Row{Table: Journal, Values: []any{
			s.Kind, raw(s.ID), int64(e.Meta.Seq), int64(i), string(p.Name), p.Currency, int64(p.Line), int64(p.Parcel), raw(p.Case.Bytes()), int64(p.Claim), p.Transfer, //nolint:gosec // a sequence number
			p.Minor, micro(e.Meta.At), e.Event.Kind(),
		}})
	}
	return rows
}

// effects are what an event asks of the world.
func effects(s record.Stream, r record.Recorded) []docket.Effect {
	var jobs []struct {
		sink string
		job  Job
	}
	add := func(sink string, j Job) {
		j.At = r.Meta.At
		jobs = append(jobs, struct {
			sink string
			job  Job
		}{sink, j})
	}
	order, kase := id.From[id.Order](s.ID), id.From[id.Case](s.ID)
	switch e := r.Event.(type) {
	case dispute.NoticeLeft:
		add(NoticeSink, Job{Kind: LeftNotice, Case: kase, Notice: e.No})
	case dispute.NoticeFellBack:
		switch e.To {
		case "other_channel": // staff found one: the channels have another turn
			add(NoticeSink, Job{Kind: LeftNotice, Case: kase, Notice: e.No})
		case "published_contact":
			add(NoticeSink, Job{Kind: PublishedNotice, Case: kase, Notice: e.No})
		}
	case escrow.PaymentInstructed:
		for _, p := range e.PayOuts {
			add(PaymentSink, Job{Kind: "pay_out", Order: order, Case: e.Case, Ref: p.ID, Minor: p.Minor, Try: 1})
		}
		if e.ToFund != nil {
			add(FundSink, Job{Kind: "to_fund", Order: order, Case: e.Case, Ref: e.ToFund.ID, Minor: e.ToFund.Minor})
		}
	case escrow.PaymentRetried:
		add(PaymentSink, Job{Kind: "pay_out", Order: order, Case: e.Case, Ref: e.ID, Minor: e.Minor, Try: e.Attempt})
	case escrow.OwnPaymentAsked:
		add(PaymentSink, Job{Kind: "own", Order: order, Case: e.Payment.Case, Ref: e.Payment.ID, Minor: e.Payment.Minor, Try: 1})
	case escrow.FundAsked:
		add(FundSink, Job{Kind: "ask", Order: order, Case: e.Request.Case, Ref: e.Request.ID})
	case escrow.PayoutSent:
		add(PaymentSink, Job{Kind: "payout", Ref: e.Payout, Minor: e.Minor, Try: e.Attempt})
	}
	out := make([]docket.Effect, 0, len(jobs))
	for i, j := range jobs {
		body, err := json.Marshal(j.job)
		if err != nil {
			panic("streams: job: " + err.Error())
		}
		out = append(out, docket.Effect{Line: i, Sink: j.sink, Body: body})
	}
	return out
}

// followCase writes a case's row, the notice or the alert an event is about, and when
// the case next wants to be woken.
func (f follower) followCase(c *docket.Consequences, before any, k dispute.Case, last record.Recorded) {
	b := f.books.Book(k.Rulebook)
	if b == nil {
		return // an unknown rulebook: nothing is scheduled, staff are told at start
	}
	c.Timer = &docket.Timer{Due: dispute.NextDue(b, dispute.World{Case: k})}
	c.Rows = append(c.Rows, caseRow(b, k, last.Meta))
	_, _, closed := dispute.Standing(b, k)
	c.Rows = append(c.Rows, agentRows(k, micro(k.Opened), flag(closed))...)
	if no := noticeOf(last.Event); no != 0 {
		c.Rows = append(c.Rows, noticeRow(k, no, last.Meta.Seq))
	}
	old, _ := before.(dispute.Case)
	c.Rows = append(c.Rows, alertRows(b, old, k, last)...)
	c.Rows = append(c.Rows, turnRows(b, old, k)...)
	c.Rows = append(c.Rows, seatRows(b, old, k)...)
}

func noticeOf(e record.Event) int {
	switch e := e.(type) {
	case dispute.NoticeQueued:
		return e.Notice.No
	case dispute.NoticeLeft:
		return e.No
	case dispute.NoticeHanded:
		return e.No
	case dispute.NoticeReceipted:
		return e.No
	case dispute.NoticeServed:
		return e.No
	case dispute.NoticeFailed:
		return e.No
	case dispute.NoticeFellBack:
		return e.No
	}
	return 0
}

func noticeRow(k dispute.Case, no int, seq uint64) docket.Row {
	n := k.Notice(no)
	p := k.Party(n.To)
	return docket.Row{Table: Notices, Values: []any{
		raw(k.ID.Bytes()), int64(n.No), n.Kind, string(n.To), raw(p.Person.Bytes()), raw(p.Merchant.Bytes()),
		micro(n.Queued), flag(n.Left), micro(n.Receipt), micro(n.Served), n.How, int64(n.Failed), k.Number, int64(seq), //nolint:gosec // a sequence number
	}}
}

func caseRow(b *dispute.Book, k dispute.Case, m record.Meta) docket.Row {
	stage, held, closed := dispute.Standing(b, k)
	phase, owner := "", ""
	if s := b.Stage(stage); s != nil {
		phase, owner = s.Phase, s.Owner
	}
	due, clock := nextDeadline(b, k)
	amount, reason := claimed(k)
	claimant, respondent := k.Party(dispute.Claimant), k.Party(dispute.Respondent)
	var buyer id.Person
	var merchant id.Merchant
	for _, p := range k.Parties {
		if p.Kind == dispute.Buyer {
			buyer = p.Person
		} else {
			merchant = p.Merchant
		}
	}
	turn := shopTurn(b, k)
	return docket.Row{Table: Cases, Values: []any{
		raw(k.ID.Bytes()), k.Number, raw(k.Order.Bytes()), k.Procedure, stage, phase, owner,
		raw(claimant.Person.Bytes()), raw(respondent.Person.Bytes()), raw(buyer.Bytes()), raw(merchant.Bytes()),
		raw(k.Seat("officer").Bytes()), raw(k.Seat("mediator").Bytes()), raw(k.Seat("adjudicator").Bytes()), raw(k.Seat("reviewer").Bytes()),
		due, clock, amount, k.Currency, reason, flag(k.Safety), flag(held),
		micro(k.Opened), micro(m.At), int64(m.Seq), flag(closed), flag(k.SelfOperated), //nolint:gosec // a sequence number
		urgencyOf(b, stage, k), -amount, vacantOf(k, owner, closed),
		turn.due, turn.clock, turn.risk, raw(turn.charge.Bytes()),
	}}
}

// claimed is what is claimed in all, in fen, and the reason of the first claim that has one.
func claimed(k dispute.Case) (amount int64, reason string) {
	for _, c := range k.Claims {
		amount += c.Minor
		if reason == "" {
			reason = c.Reason
		}
	}
	return amount, reason
}

// The urgency of a case among the work of staff: what may hurt somebody goes before
// everything else (T75), a draft is nobody's work yet.
const (
	Urgent = int64(0)
	Usual  = int64(1)
	Draft  = int64(2)
)

func urgencyOf(b *dispute.Book, stage string, k dispute.Case) int64 {
	switch s := b.Stage(stage); {
	case s != nil && s.Initial:
		return Draft
	case k.Safety:
		return Urgent
	}
	return Usual
}

// vacantOf is the seat that would have to act now and that nobody holds: the rota
// found nobody free to take it.
func vacantOf(k dispute.Case, owner string, closed bool) string {
	switch owner {
	case "officer", "officer_2", "mediator", "adjudicator", "reviewer":
		if !closed && k.Seat(owner).IsZero() {
			return owner
		}
	}
	return ""
}

// nextDeadline is the earliest running deadline somebody must act in.
func nextDeadline(b *dispute.Book, k dispute.Case) (int64, string) {
	due, clock := int64(math.MaxInt64), ""
	for _, d := range k.Deadlines {
		c := b.Clock(d.Clock)
		if !d.Running() || d.Due.IsZero() || c == nil || c.Kind == "window" || c.Kind == "archive" {
			continue
		}
		if n := micro(d.Due); n < due {
			due, clock = n, d.Clock
		}
	}
	return due, clock
}

func orderRow(o escrow.Order, seq uint64) docket.Row {
	sums := escrow.Books{Order: o}.Picture().Sums
	signed := int64(1)
	if len(o.Parcels) == 0 {
		signed = 0
	}
	for _, p := range o.Parcels {
		if p.SignedAt.IsZero() {
			signed = 0
		}
	}
	return docket.Row{Table: Orders, Values: []any{
		raw(o.ID.Bytes()), o.Source, o.Digest, raw(o.Buyer.Bytes()), raw(o.Merchant.Bytes()), string(o.Custody), o.Currency,
		o.TotalMinor(), sums.HeldMinor, sums.FrozenMinor, sums.RefundedMinor + sums.PayableMinor, micro(o.BoughtAt), signed, flag(!o.ClosedAt.IsZero()), flag(o.SelfOperated), int64(seq), carriers(o), micro(confirms(o)), //nolint:gosec // a sequence number
	}}
}

func raw(b [16]byte) []byte { return b[:] }

// micro is an instant as it stands in tables: UTC microseconds; 0 for none.
func micro(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
