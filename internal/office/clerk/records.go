package clerk

import (
	"context"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// Requests by law for the records of a case. An authority's person asks, an
// administrator confirms that the request is on file, and only then the rule table lets
// that person read, for a time and in the scope given; every reading is recorded before
// it happens.
//
//	AskRecords → AnswerRecords → ReadRecords → LookLawful
//
// Source: rules R31, R32; 电子商务法 第二十五条.

// AskRecords records a request of an authority.
//
// Errors: *party.Refusal, *identity.Refusal (ScopeMissing), ErrUnknown (no such case), a fault.
func (k *Clerk) AskRecords(ctx context.Context, who Who, c party.AskRecords) error {
	m, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return err
	}
	rule, err := k.allow(m, who, legal, "ask_records", party.Facts{}, party.Regulator)
	if err != nil {
		return err
	}
	if _, err := k.open(ctx, who.Market, c.Case); err != nil {
		return err
	}
	return k.onPerson(ctx, who, who.Acting(), legal, func(state party.Person, a party.Act) ([]record.Entry, error) {
		a.Authority = rule
		return party.DecideRecords(state, a, c)
	})
}

// AnswerRecords confirms that a request is on file, or refuses it: an administrator,
// who is not the human that asked. The parties are told, unless the law forbids it.
//
// Errors: *party.Refusal, *identity.Refusal (ScopeMissing), ErrUnknown, a fault.
func (k *Clerk) AnswerRecords(ctx context.Context, who Who, asker id.Person, c party.AnswerRecords) error {
	m, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return err
	}
	rule, err := k.allow(m, who, legal, "answer_records", party.Facts{}, party.Admin)
	if err != nil {
		return err
	}
	if m.SameHuman(who.Acting(), asker) {
		return &party.Refusal{Code: party.NotAllowed, Rule: party.NoRule} // nobody confirms his own
	}
	if _, err := k.Person(ctx, who.Market, asker); err != nil {
		return err
	}
	err = k.onPerson(ctx, who, asker, legal, func(state party.Person, a party.Act) ([]record.Entry, error) {
		a.Authority = rule
		return party.DecideRecordsAnswer(state, a, c)
	})
	if err != nil || !c.Granted || c.Silent {
		return err
	}
	state, err := k.Person(ctx, who.Market, asker)
	if err != nil {
		return err
	}
	return k.tellRecords(ctx, who.Market, state.Records[c.No-1])
}

// tellRecords tells the parties of a request that was confirmed, once.
func (k *Clerk) tellRecords(ctx context.Context, m id.Market, r party.Records) error {
	f, err := k.open(ctx, m, r.Case)
	if err != nil {
		return err
	}
	state, _, err := k.Docket.Load(ctx, docketRef(f, record.Case))
	if err != nil {
		return err
	}
	kase := state.(dispute.Case) //nolint:forcetypeassert // the fold of case streams
	if slices.ContainsFunc(kase.Notices, func(n dispute.Notice) bool { return n.Kind == "records_opened" && !n.Queued.Before(r.Answered) }) {
		return nil
	}
	_, err = k.Hear(ctx, m, r.Case, dispute.Signal{Kind: "records_opened"})
	return err
}

// Lawful is under which request a person may read a view of a case now, and by which
// rule of the table.
//
// Errors: ErrUnknown (none), *identity.Refusal (ScopeMissing), a fault.
func (k *Clerk) Lawful(ctx context.Context, who Who, c id.Case, v party.View) (no int, rule string, err error) {
	m, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return 0, "", err
	}
	state, err := k.Person(ctx, who.Market, who.Acting())
	if err != nil {
		return 0, "", err
	}
	no = state.Lawful(c, v, legal)
	rule, err = k.mayRead(m, who, legal, v, party.Facts{LawfulRequest: no > 0}, party.Regulator)
	if no == 0 || err != nil && isNotAllowed(err) {
		return 0, "", ErrUnknown
	}
	return no, rule, err
}

// ReadRecords records that a person reads a case under his request, before he does.
//
// Errors: *party.Refusal (UnknownAsk), ErrUnknown (not confirmed, or over), a fault.
func (k *Clerk) ReadRecords(ctx context.Context, who Who, no int) (party.Records, error) {
	state, err := k.Person(ctx, who.Market, who.Acting())
	if err != nil {
		return party.Records{}, err
	}
	if no < 1 || no > len(state.Records) {
		return party.Records{}, ErrUnknown
	}
	r := state.Records[no-1]
	_, rule, err := k.Lawful(ctx, who, r.Case, party.CaseView)
	if err != nil {
		return r, err
	}
	if !r.Silent {
		if err := k.tellRecords(ctx, who.Market, r); err != nil {
			return r, err
		}
	}
	_, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return r, err
	}
	return r, k.onPerson(ctx, who, who.Acting(), legal, func(state party.Person, a party.Act) ([]record.Entry, error) {
		a.Authority = rule
		return party.DecideRecordsRead(state, a, no)
	})
}

// ReadLasts is how long what was read may be looked at and printed before another
// reading is recorded.
const ReadLasts = 30 * time.Minute

// LookLawful reads a case for who has just recorded a reading of it. It offers no acts.
//
// Errors: ErrUnknown (no request, or no reading recorded lately), a fault.
func (k *Clerk) LookLawful(ctx context.Context, who Who, c id.Case) (Sight, party.Records, error) {
	no, _, err := k.Lawful(ctx, who, c, party.CaseView)
	if err != nil {
		return Sight{}, party.Records{}, err
	}
	state, err := k.Person(ctx, who.Market, who.Acting())
	if err != nil {
		return Sight{}, party.Records{}, err
	}
	_, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return Sight{}, party.Records{}, err
	}
	r := state.Records[no-1]
	if r.Read.IsZero() || legal.Sub(r.Read) > ReadLasts {
		return Sight{}, r, ErrUnknown
	}
	f, err := k.open(ctx, who.Market, c)
	if err != nil {
		return Sight{}, r, err
	}
	v, err := k.peek(ctx, f.place, f.needs(who.Market))
	if err != nil {
		return Sight{}, r, err
	}
	w, _ := f.world(v, who.Market, legal)
	_, w = dispute.Elapse(f.book, w)
	a := dispute.Actor{Person: who.Acting(), Roles: []string{string(party.Regulator)}}
	_, head := v.State(caseStream(record.Case, c))
	return Sight{World: w, Book: f.book, Actor: a, Place: f.place, Head: head, Legal: legal}, r, nil
}

// MayReadResults tells whether somebody may read how cases ended and what proves it,
// without any request (R31).
//
// Errors: *party.Refusal (NotAllowed), *identity.Refusal (ScopeMissing), a fault.
func (k *Clerk) MayReadResults(ctx context.Context, who Who) error {
	m, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return err
	}
	for _, v := range []party.View{party.ResultView, party.ProofView} {
		if _, err := k.mayRead(m, who, legal, v, party.Facts{}, party.Regulator); err != nil {
			return err
		}
	}
	return nil
}
