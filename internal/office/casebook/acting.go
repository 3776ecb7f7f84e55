package casebook

import (
	"context"
	"fmt"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// actedFor lists the cases in which a person acts for somebody now, the newest first,
// however many they are: the rows by which he finds them are read a page at a time, and
// each case is asked whether he still may. A page may be shorter for it.
func (b *Casebook) actedFor(ctx context.Context, who clerk.Who, f Filter) (Page[CaseRow], error) {
	var found []any
	if f.Query != "" {
		var err error
		if found, err = b.search(ctx, who.Market, f.Query); err != nil || len(found) == 0 {
			return Page[CaseRow]{}, err
		}
	}
	q := docket.Select{
		Market: who.Market, Table: streams.Agents, Limit: limitOf(f.Limit), OrderBy: []string{"-opened"},
		Where: []docket.Cond{{Column: "person", Op: "=", Value: bytesOf(who.Acting().Bytes())}},
	}
	if f.Query != "" {
		q.Where = append(q.Where, docket.Cond{Column: "case_id", Op: "in", Value: found})
	}
	var out Page[CaseRow]
	for after := f.After; ; after = out.Next {
		p, err := page(ctx, b.Clerk.Docket, q, after, agentRow)
		if err != nil {
			return out, err
		}
		out.Next = p.Next
		if out.Rows, err = b.actingIn(ctx, who, p.Rows); err != nil || len(out.Rows) > 0 || out.Next == "" {
			return out, err
		}
	}
}

// agentOf is a row of the list of who acts for whom.
type agentOf struct {
	of id.Case
	Acting
}

func agentRow(r []any) agentOf {
	return agentOf{of: id.From[id.Case](sixteen(r[0])), Acting: Acting{Side: dispute.Side(str(r[2])), Kind: str(r[3]), Since: instant(r[4]), Ends: instant(r[5])}}
}

// actingIn are the cases of a page in which the person still may act.
func (b *Casebook) actingIn(ctx context.Context, who clerk.Who, rows []agentOf) ([]CaseRow, error) {
	acts, err := b.stillActs(ctx, who, rows)
	if err != nil {
		return nil, err
	}
	var ask []any
	for _, r := range rows {
		if _, may := acts[r.of]; may {
			ask = append(ask, bytesOf(r.of.Bytes()))
		}
	}
	if len(ask) == 0 {
		return nil, nil
	}
	found, err := b.Clerk.Docket.Select(ctx, docket.Select{Market: who.Market, Table: streams.Cases, Limit: docket.MaxRows, OrderBy: []string{"-opened"}, Where: []docket.Cond{{Column: "case_id", Op: "in", Value: ask}}, Columns: caseColumns()})
	if err != nil {
		return nil, fmt.Errorf("casebook: acting: %w", err)
	}
	var out []CaseRow
	for _, r := range found {
		out = append(out, caseRow(r))
	}
	out = slices.DeleteFunc(out, func(r CaseRow) bool { return len(b.notDrafts([]CaseRow{r}, who.Acting(), false)) == 0 })
	return out, b.waits(ctx, who.Market, out, reader{person: who.Acting(), acts: acts})
}

// stillActs asks each case whether the person may still act in it.
func (b *Casebook) stillActs(ctx context.Context, who clerk.Who, rows []agentOf) (map[id.Case]Acting, error) {
	legal, err := b.Clerk.Legal(ctx, who.Market)
	if err != nil {
		return nil, err
	}
	out := map[id.Case]Acting{}
	for _, r := range rows {
		state, err := b.caseState(ctx, who.Market, r.of)
		if err != nil {
			return nil, err
		}
		if side := state.Party(r.Side); side != nil && side.ActsFor(who.Acting(), legal) {
			out[r.of] = r.Acting
		}
	}
	return out, nil
}
