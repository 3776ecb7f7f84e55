package casebook

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// Lawful is a case for who reads it under a request by law, in the scope of the
// request: never offers, mediation or drafts (F20, F25). A reading must have been
// recorded just before (clerk.ReadRecords).
//
// Errors: ErrUnknown, a fault.
func (b *Casebook) Lawful(ctx context.Context, who clerk.Who, c id.Case) (Case, party.Records, error) {
	sight, r, err := b.Clerk.LookLawful(ctx, who, c)
	if err != nil {
		return Case{}, r, err
	}
	v, _, err := b.viewOf(ctx, who, sight)
	if err != nil {
		return Case{}, r, err
	}
	v, err = b.whole(ctx, who, v, []string{record.Case})
	return v, r, err
}

// RecordsAsk is a request by law with its words.
type RecordsAsk struct {
	party.Records
	Asker                                      id.Person
	Number                                     string // of the case
	Authority, Basis, DocumentNo, What, Secret string // Secret: why the parties may not be told
	Reason                                     string // of the answer
}

// RecordsAsks are requests by law, newest first: one's own, or all for who may read the
// marketplace's settings as administrator or supervisor.
//
// Errors: ErrUnknown (everybody else), ErrCursor, a fault.
func (b *Casebook) RecordsAsks(ctx context.Context, who clerk.Who, own bool, after string, limit int) (Page[RecordsAsk], error) {
	if _, err := b.Clerk.MarketFor(ctx, who); err != nil {
		return Page[RecordsAsk]{}, errors.Join(ErrUnknown, err)
	}
	f := ActFilter{Kinds: []string{"records_asked"}, After: after, Limit: limit}
	if own {
		f.About = who.Acting()
	}
	page, err := b.acts(ctx, who.Market, f)
	out := Page[RecordsAsk]{Next: page.Next}
	if err != nil {
		return out, err
	}
	for _, row := range page.Rows {
		one, err := b.recordsAsk(ctx, who.Market, row.About, row.No)
		if err != nil {
			return out, err
		}
		out.Rows = append(out.Rows, one)
	}
	return out, nil
}

// RecordsAsk is one request, for who asked or an administrator.
//
// Errors: ErrUnknown, a fault.
func (b *Casebook) RecordsAsk(ctx context.Context, who clerk.Who, asker id.Person, no int) (RecordsAsk, error) {
	if _, err := b.Clerk.MarketFor(ctx, who); err != nil {
		return RecordsAsk{}, errors.Join(ErrUnknown, err)
	}
	return b.recordsAsk(ctx, who.Market, asker, no)
}

func (b *Casebook) recordsAsk(ctx context.Context, m id.Market, asker id.Person, no int) (RecordsAsk, error) {
	state, err := b.Clerk.Person(ctx, m, asker)
	if err != nil {
		return RecordsAsk{}, err
	}
	if no < 1 || no > len(state.Records) {
		return RecordsAsk{}, ErrUnknown
	}
	out := RecordsAsk{Records: state.Records[no-1], Asker: asker}
	kase, err := b.caseState(ctx, m, out.Case)
	if err != nil {
		return out, err
	}
	out.Number = kase.Number
	texts, err := b.personTexts(ctx, m, asker, no, "records_asked", "records_answered")
	if err != nil {
		return out, err
	}
	asked, answered := texts[0], texts[1]
	out.Authority, out.Basis, out.DocumentNo, out.What, out.Secret = asked["authority"], asked["basis"], asked["number"], asked["reason"], asked["silence"]
	out.Reason = answered["reason"]
	return out, nil
}

// personTexts are the clear parts of the events of these kinds that bear a number.
func (b *Casebook) personTexts(ctx context.Context, m id.Market, p id.Person, no int, kinds ...string) ([]map[string]string, error) {
	all, err := b.Texts(ctx, m, record.Stream{Kind: record.Person, ID: p.Bytes()})
	if err != nil {
		return nil, err
	}
	out := make([]map[string]string, len(kinds))
	for after := ""; ; {
		page, err := b.acts(ctx, m, ActFilter{Kinds: kinds, About: p, After: after})
		if err != nil {
			return nil, err
		}
		for _, row := range page.Rows {
			if i := slices.Index(kinds, row.Kind); row.No == no && i >= 0 {
				out[i] = all[uint64(row.seq)] //nolint:gosec // a sequence number
			}
		}
		if after = page.Next; after == "" {
			return out, nil
		}
	}
}

// StandInAsk is somebody's ask to act for a party by law, with his words.
type StandInAsk struct {
	party.StandIn
	Asker          id.Person
	Words, Replied string
}

// StandInAsks are the asks in one case, newest first. Whether the reader may know of
// them is asked by who calls.
func (b *Casebook) StandInAsks(ctx context.Context, m id.Market, c id.Case, own id.Person) ([]StandInAsk, error) {
	page, err := b.acts(ctx, m, ActFilter{Kinds: []string{"stand_in_asked"}, Case: c, About: own, Limit: 50})
	if err != nil {
		return nil, err
	}
	var out []StandInAsk
	for _, row := range page.Rows {
		state, err := b.Clerk.Person(ctx, m, row.About)
		if err != nil {
			return nil, err
		}
		if row.No < 1 || row.No > len(state.StandIns) {
			continue
		}
		texts, err := b.personTexts(ctx, m, row.About, row.No, "stand_in_answered")
		if err != nil {
			return nil, err
		}
		out = append(out, StandInAsk{StandIn: state.StandIns[row.No-1], Asker: row.About, Words: row.Reason, Replied: texts[0]["reason"]})
	}
	return out, nil
}

// Outcome is how a case ended and what proves it: no name, nothing anybody wrote (R31).
type Outcome struct {
	Case           id.Case
	Number         string
	Procedure      string
	Opened, Closed time.Time
	Stage          string
	Currency       string
	Claims         []dispute.Claim
	Version        uint64
	Hash           [32]byte // of the head of the case's chain
}

// Results are cases that ended, newest first, for who may read results and proofs.
//
// Errors: ErrUnknown (everybody else), ErrCursor, a fault.
func (b *Casebook) Results(ctx context.Context, who clerk.Who, after string, limit int) (Page[Outcome], error) {
	if err := b.Clerk.MayReadResults(ctx, who); err != nil {
		return Page[Outcome]{}, errors.Join(ErrUnknown, err)
	}
	q := docket.Select{
		Market: who.Market, Table: streams.Cases, Limit: limitOf(limit), OrderBy: []string{"-opened"},
		Where: []docket.Cond{{Column: "closed", Op: "=", Value: int64(1)}},
	}
	found, err := page(ctx, b.Clerk.Docket, q, after, caseRow)
	out := Page[Outcome]{Next: found.Next}
	if err != nil {
		return out, err
	}
	for _, row := range found.Rows {
		stream := record.Stream{Kind: record.Case, ID: row.Case.Bytes()}
		place, err := b.Clerk.Docket.Find(ctx, who.Market, stream)
		if err != nil {
			return out, fmt.Errorf("casebook: results: %w", err)
		}
		state, head, err := b.Clerk.Docket.Load(ctx, docket.Ref{Place: place, Stream: stream})
		if err != nil {
			return out, fmt.Errorf("casebook: results: %w", err)
		}
		k := state.(dispute.Case) //nolint:forcetypeassert // the fold of case streams
		out.Rows = append(out.Rows, Outcome{
			Case: k.ID, Number: k.Number, Procedure: k.Procedure, Opened: row.Opened, Closed: row.Updated, Stage: row.Stage, Currency: k.Currency,
			Claims: k.Claims, Version: head.Version, Hash: head.Hash,
		})
	}
	return out, nil
}

// CaseNumbered is the case of a number; zero for none.
func (b *Casebook) CaseNumbered(ctx context.Context, m id.Market, number string) (id.Case, error) {
	rows, err := b.Clerk.Docket.Select(ctx, docket.Select{
		Market: m, Table: streams.Cases, Limit: 1, OrderBy: []string{"number"}, Where: []docket.Cond{{Column: "number", Op: "=", Value: number}},
	})
	if err != nil || len(rows) == 0 {
		if err != nil {
			err = fmt.Errorf("casebook: number: %w", err)
		}
		return id.Case{}, err
	}
	return caseRow(rows[0]).Case, nil
}

// CaseOfOrder is the case of a number, where the order's own number at its shop was
// given as well; zero for anything else, without telling which of the two was wrong.
func (b *Casebook) CaseOfOrder(ctx context.Context, m id.Market, number, order string) (id.Case, error) {
	of, err := b.CaseNumbered(ctx, m, number)
	if err != nil || of.IsZero() || order == "" {
		return id.Case{}, err
	}
	k, err := b.caseState(ctx, m, of)
	if err != nil {
		return id.Case{}, err
	}
	if known, _, err := b.Bought(ctx, m, k.Order); err != nil || known != order {
		return id.Case{}, err
	}
	return of, nil
}
