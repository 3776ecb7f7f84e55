package casebook

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// AdminAct is one thing done to the marketplace itself or to somebody's account.
type AdminAct struct {
	Kind       string // of the event: "granted", "person_locked" …
	At         time.Time
	By         id.Person // zero: the system
	Credential string
	About      id.Person // zero: nobody
	Case       id.Case   // zero: none
	What       string    // capacity, reason or document: a code
	No         int       // of the grant or contact
	Rule       string    // that permitted it
	Reason     string    // in the clear; "" where none was said, or it was erased
	stream     string
	id         []byte
	seq        int64
}

// ActFilter chooses acts: of some kinds (none: of all), about one person, in one case.
type ActFilter struct {
	Kinds []string
	About id.Person
	Case  id.Case
	After string
	Limit int
}

// AdminActs is the history of administration, newest first, for who may read the
// marketplace's settings.
//
// Errors: ErrUnknown (everybody else), ErrCursor, a fault.
func (b *Casebook) AdminActs(ctx context.Context, who clerk.Who, f ActFilter) (Page[AdminAct], error) {
	if _, err := b.Clerk.MarketFor(ctx, who); err != nil {
		return Page[AdminAct]{}, errors.Join(ErrUnknown, err)
	}
	return b.acts(ctx, who.Market, f)
}

// LooksAt are the looks of staff at a person's unmasked data, newest first, for that
// person alone.
func (b *Casebook) LooksAt(ctx context.Context, who clerk.Who, after string, limit int) (Page[AdminAct], error) {
	return b.acts(ctx, who.Market, ActFilter{Kinds: []string{"person_revealed"}, About: who.Acting(), After: after, Limit: limit})
}

func (b *Casebook) acts(ctx context.Context, m id.Market, f ActFilter) (Page[AdminAct], error) {
	q := docket.Select{Market: m, Table: streams.Acts, Limit: limitOf(f.Limit), OrderBy: []string{"-at"}}
	if len(f.Kinds) > 0 {
		kinds := make([]any, len(f.Kinds))
		for i, k := range f.Kinds {
			kinds[i] = k
		}
		q.Where = append(q.Where, docket.Cond{Column: "kind", Op: "in", Value: kinds})
	}
	if !f.About.IsZero() {
		q.Where = append(q.Where, docket.Cond{Column: "about", Op: "=", Value: bytesOf(f.About.Bytes())})
	}
	if !f.Case.IsZero() {
		q.Where = append(q.Where, docket.Cond{Column: "case_id", Op: "=", Value: bytesOf(f.Case.Bytes())})
	}
	p, err := page(ctx, b.Clerk.Docket, q, f.After, adminAct)
	if err != nil {
		return p, err
	}
	for i := range p.Rows {
		if p.Rows[i].Reason, err = b.reason(ctx, m, p.Rows[i]); err != nil {
			return p, err
		}
	}
	return p, nil
}

// reason is why an act was done, as its author wrote it.
func (b *Casebook) reason(ctx context.Context, m id.Market, a AdminAct) (string, error) {
	rows, err := b.Clerk.Docket.Select(ctx, docket.Select{
		Market: m, Table: streams.Texts, Limit: 1,
		Where: []docket.Cond{
			{Column: "stream", Op: "=", Value: a.stream}, {Column: "id", Op: "=", Value: a.id}, {Column: "seq", Op: "=", Value: a.seq}, {Column: "path", Op: "=", Value: "reason"},
		},
	})
	if err != nil || len(rows) == 0 {
		if err != nil {
			err = fmt.Errorf("casebook: reason: %w", err)
		}
		return "", err
	}
	return str(rows[0][6]), nil
}

func adminAct(r []any) AdminAct {
	return AdminAct{
		stream: str(r[0]), id: r[1].([]byte), seq: num(r[2]), Kind: str(r[3]), At: instant(r[4]), By: id.From[id.Person](sixteen(r[5])), Credential: str(r[6]), //nolint:forcetypeassert // the table's columns
		About: id.From[id.Person](sixteen(r[7])), Case: id.From[id.Case](sixteen(r[8])), What: str(r[9]), No: int(num(r[10])), Rule: str(r[11]),
	}
}

// Sums are figures of all cases, at most docket.MaxRows each. No person stands in them.
type Sums struct{ Running, Closed, Overdue int }

// Sums counts the cases of a marketplace, for who may read its settings: what a
// regulator gets without a request.
//
// Errors: as AdminActs.
func (b *Casebook) Sums(ctx context.Context, who clerk.Who) (Sums, error) {
	if _, err := b.Clerk.MarketFor(ctx, who); err != nil {
		return Sums{}, errors.Join(ErrUnknown, err)
	}
	legal, err := b.Clerk.Legal(ctx, who.Market)
	if err != nil {
		return Sums{}, err
	}
	var out Sums
	for _, one := range []struct {
		into *int
		more []docket.Cond
	}{
		{&out.Running, []docket.Cond{{Column: "closed", Op: "=", Value: int64(0)}}},
		{&out.Closed, []docket.Cond{{Column: "closed", Op: "=", Value: int64(1)}}},
		{&out.Overdue, []docket.Cond{{Column: "closed", Op: "=", Value: int64(0)}, {Column: "due", Op: "<", Value: legal.UnixMicro()}}},
	} {
		n, err := b.Clerk.Docket.Count(ctx, docket.Select{Market: who.Market, Table: streams.Cases, Limit: docket.MaxRows, Where: one.more})
		if err != nil {
			return out, fmt.Errorf("casebook: sums: %w", err)
		}
		*one.into = n
	}
	return out, nil
}

// MassGroup is a merchant against whom many cases were opened in a short time.
type MassGroup struct {
	Merchant id.Merchant
	Cases    int
	Last     time.Time
}

// Mass lists merchants with at least so many open cases opened within so many days,
// the most first; of the newest docket.MaxRows cases.
//
// Errors: as AdminActs.
func (b *Casebook) Mass(ctx context.Context, who clerk.Who, least int64, within time.Duration) ([]MassGroup, error) {
	if _, err := b.Clerk.MarketFor(ctx, who); err != nil {
		return nil, errors.Join(ErrUnknown, err)
	}
	legal, err := b.Clerk.Legal(ctx, who.Market)
	if err != nil {
		return nil, err
	}
	rows, err := b.Clerk.Docket.Select(ctx, docket.Select{
		Market: who.Market, Table: streams.Cases, Limit: docket.MaxRows, OrderBy: []string{"-opened"},
		Where: []docket.Cond{{Column: "closed", Op: "=", Value: int64(0)}, {Column: "opened", Op: ">=", Value: legal.Add(-within).UnixMicro()}},
	})
	if err != nil {
		return nil, fmt.Errorf("casebook: mass: %w", err)
	}
	at := map[id.Merchant]int{}
	var all []MassGroup
	for _, r := range rows {
		c := caseRow(r)
		i, known := at[c.Merchant]
		if !known {
			i = len(all)
			at[c.Merchant] = i
			all = append(all, MassGroup{Merchant: c.Merchant, Last: c.Opened})
		}
		all[i].Cases++
	}
	var out []MassGroup
	for _, g := range all {
		if int64(g.Cases) >= least {
			out = append(out, g)
		}
	}
	return out, nil
}
