package casebook

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// Filter chooses cases.
type Filter struct {
	Mine       bool      // where the person holds a seat
	Unassigned bool      // where a seat of his kind would have to act and is empty
	Overdue    bool      // due before now
	DueBefore  time.Time // zero: whenever
	Stage      string    // one stage
	Reason     string    // of the first claim
	LeastMinor int64     // what is claimed in all is at least so much, in fen; 0: any
	Safety     bool      // somebody may get hurt
	Held       bool      // a hold pauses it
	Closed     bool      // closed ones instead of open ones
	As         Hat       // of MyCases: whose cases
	Query      string    // a number, an id, a merchant, or text of the case (never of talks)
	After      string
	Limit      int
}

// Workbench lists cases for staff: safety first, then by due instant, the larger sum,
// the longer wait (M218). Who decides, or may come to decide, is shown only the cases
// he sits in, and no stage that tells of talks. Errors: ErrUnknown for who is not staff,
// ErrCursor, a fault.
func (b *Casebook) Workbench(ctx context.Context, who clerk.Who, f Filter) (Page[CaseRow], error) {
	s, err := b.staffOf(ctx, who)
	if err != nil {
		return Page[CaseRow]{}, err
	}
	q := s.work(f)
	q.Limit = limitOf(f.Limit)
	if f.Query != "" {
		found, err := b.search(ctx, q.Market, f.Query)
		if err != nil || len(found) == 0 {
			return Page[CaseRow]{}, err
		}
		q.Where = append(q.Where, docket.Cond{Column: "case_id", Op: "in", Value: found})
	}
	p, err := b.pageOf(ctx, q, f.After)
	if err != nil {
		return p, err
	}
	if err := b.waits(ctx, q.Market, p.Rows, reader{person: who.Acting(), decider: s.decider}); err != nil {
		return p, err
	}
	for i := range p.Rows {
		if s.decider {
			p.Rows[i] = p.Rows[i].behindTheWall()
		}
	}
	return p, nil
}

// pageOf reads a page of cases: at once, or by the seats that name them.
func (b *Casebook) pageOf(ctx context.Context, q docket.Select, after string) (Page[CaseRow], error) {
	if q.Table == streams.Cases {
		return page(ctx, b.Clerk.Docket, q, after, caseRow)
	}
	q.Columns = []string{"case_id"}
	seats, err := page(ctx, b.Clerk.Docket, q, after, func(r []any) id.Case { return id.From[id.Case](sixteen(r[0])) })
	if err != nil {
		return Page[CaseRow]{}, err
	}
	found, err := b.About(ctx, q.Market, seats.Rows)
	if err != nil {
		return Page[CaseRow]{}, err
	}
	p := Page[CaseRow]{Next: seats.Next}
	for _, c := range seats.Rows {
		if row, ok := found[c]; ok { // not when it was made again in between
			p.Rows = append(p.Rows, row)
		}
	}
	return p, nil
}

// CountWork is how many cases each of some filters finds, at most 500; their Query,
// After and Limit are not regarded. Errors: as Workbench.
func (b *Casebook) CountWork(ctx context.Context, who clerk.Who, of ...Filter) ([]int, error) {
	s, err := b.staffOf(ctx, who)
	if err != nil {
		return nil, err
	}
	out := make([]int, len(of))
	for i, f := range of {
		q := s.work(f)
		q.OrderBy, q.Columns, q.Limit = nil, nil, docket.MaxRows
		if out[i], err = b.Clerk.Docket.Count(ctx, q); err != nil {
			return nil, fmt.Errorf("casebook: count: %w", err)
		}
	}
	return out, nil
}

// CountTurns is how many cases wait for a person in a seat of his, each once, at most
// 500; before an instant, where one is given. They are among those Workbench lists as
// his own. Errors: as Workbench.
func (b *Casebook) CountTurns(ctx context.Context, who clerk.Who, before time.Time) (int, error) {
	q := docket.Select{Market: who.Market, Table: streams.Seats, Limit: docket.MaxRows, Where: []docket.Cond{
		{Column: "person", Op: "=", Value: bytesOf(who.Acting().Bytes())}, {Column: "awaited", Op: "=", Value: int64(1)},
	}}
	if !before.IsZero() {
		q.Where = append(q.Where, docket.Cond{Column: "turn_due", Op: "<", Value: before.UnixMicro()})
	}
	n, err := b.Clerk.Docket.Count(ctx, q)
	if err != nil {
		return 0, fmt.Errorf("casebook: turns: %w", err)
	}
	return n, nil
}

// decides tells whether somebody with these roles is behind the wall.
func decides(roles []string) bool {
	return slices.ContainsFunc(deciding(), func(r string) bool { return slices.Contains(roles, r) })
}

// staff is who looks at the work, and when.
type staff struct {
	who     clerk.Who
	roles   []string
	legal   time.Time
	decider bool
}

// staffOf finds out what a person is. Errors: ErrUnknown for who is not staff, a fault.
func (b *Casebook) staffOf(ctx context.Context, who clerk.Who) (staff, error) {
	market, legal, err := b.marketAt(ctx, who.Market)
	if err != nil {
		return staff{}, err
	}
	s := staff{who: who, roles: rolesOf(market, who.Acting(), legal), legal: legal}
	if len(s.roles) == 0 {
		return staff{}, ErrUnknown
	}
	s.decider = decides(s.roles)
	return s, nil
}

// work is a filter as a question to the table of cases, or where it is about one's own
// to that of seats.
func (s staff) work(f Filter) docket.Select {
	q := docket.Select{Market: s.who.Market, Table: streams.Cases, OrderBy: []string{"urgency", "due", "less", "opened"}, Columns: caseColumns()}
	only := func(column, op string, value any) {
		q.Where = append(q.Where, docket.Cond{Column: column, Op: op, Value: value})
	}
	closed := int64(0)
	if f.Closed {
		closed = 1
	}
	only("closed", "=", closed)
	if f.Safety {
		only("urgency", "=", streams.Urgent)
	} else {
		only("urgency", "<", streams.Draft)
	}
	if f.Mine || s.decider {
		q.Table, q.Columns = streams.Seats, nil
		only("person", "=", bytesOf(s.who.Acting().Bytes()))
	}
	if !f.DueBefore.IsZero() {
		only("due", "<", f.DueBefore.UnixMicro())
	}
	if f.Unassigned {
		only("vacant", "in", vacancies(s.roles))
	}
	if f.Overdue {
		only("due", "<", s.legal.UnixMicro())
	}
	if f.Stage != "" {
		only("stage", "=", f.Stage)
	}
	if f.Reason != "" {
		only("reason", "=", f.Reason)
	}
	if f.LeastMinor > 0 {
		only("less", "<=", -f.LeastMinor)
	}
	if f.Held {
		only("held", "=", int64(1))
	}
	return q
}

// vacancies are the empty seats a person with these roles should know of: his own
// kind, and for who leads the desk every one.
func vacancies(roles []string) []any {
	var out []any
	add := func(seats ...string) {
		for _, s := range seats {
			if !slices.Contains(out, any(s)) {
				out = append(out, s)
			}
		}
	}
	for _, r := range roles {
		switch r {
		case "supervisor":
			add("officer", "officer_2", "mediator", "adjudicator", "reviewer")
		case "officer":
			add("officer", "officer_2")
		case "mediator", "adjudicator", "reviewer":
			add(r)
		}
	}
	return out
}

// behindTheWall is a row as a decider may read it: that the claimant is thinking it
// over means that there was an offer, so the row says only that talks are over.
func (r CaseRow) behindTheWall() CaseRow {
	if r.Phase == "negotiation" && r.Owner == "claimant" {
		r.TalksEnded = true
		r.Stage, r.Owner, r.Clock, r.Due = "", "", "", instant(int64(0))
		r.Awaited = slices.DeleteFunc(r.Awaited, func(w Waiting) bool { return r.Mine == nil || w != *r.Mine })
	}
	return r
}

// mostFound bounds what a search may find.
const mostFound = docket.MaxRows

// search finds cases: by their number or id, by the number, id or goods of their
// order, by their merchant, or by what stands in their own streams. Talks and caucus
// are never searched, nor what the order says of its buyer.
func (b *Casebook) search(ctx context.Context, m id.Market, query string) ([]any, error) {
	query = strings.TrimSpace(query)
	if named, err := b.named(ctx, m, query); err != nil || len(named) > 0 {
		return named, err
	}
	rows, err := b.texts(ctx, m, query, record.Case, record.Order, record.Person)
	if err != nil {
		return nil, err
	}
	found := found{}
	var orders []any
	for _, r := range rows {
		switch path := str(r[3]); {
		case str(r[0]) == record.Case:
			found.add(r[1])
		case str(r[0]) == record.Order && (path == "number" || strings.HasPrefix(path, "lines/")) && len(orders) < mostFound:
			orders = append(orders, r[1])
		}
	}
	shops, err := b.shopsOf(ctx, m, rows)
	if err != nil {
		return nil, err
	}
	for column, values := range map[string][]any{"order_id": orders, "merchant": shops} {
		if err := b.casesWhere(ctx, m, &found, docket.Cond{Column: column, Op: "in", Value: values}); err != nil {
			return nil, err
		}
	}
	return found.ids, nil
}

// found are cases, each once, mostFound at most.
type found struct {
	ids  []any
	seen map[[16]byte]bool
}

func (f *found) add(kase any) {
	at := sixteen(kase)
	if f.seen == nil {
		f.seen = map[[16]byte]bool{}
	}
	if len(f.ids) < mostFound && !f.seen[at] {
		f.seen[at] = true
		f.ids = append(f.ids, kase)
	}
}

func (b *Casebook) casesWhere(ctx context.Context, m id.Market, into *found, c docket.Cond) error {
	if values, ok := c.Value.([]any); ok && len(values) == 0 {
		return nil
	}
	rows, err := b.Clerk.Docket.Select(ctx, docket.Select{Market: m, Table: streams.Cases, Limit: mostFound, OrderBy: []string{c.Column}, Where: []docket.Cond{c}, Columns: []string{"case_id"}}) // in the order of the index that finds them
	if err != nil {
		return fmt.Errorf("casebook: search: %w", err)
	}
	for _, r := range rows {
		into.add(r[0])
	}
	return nil
}

// named finds the case, or the cases of the order, that a number or an id names.
func (b *Casebook) named(ctx context.Context, m id.Market, query string) ([]any, error) {
	c := docket.Cond{Column: "number", Op: "=", Value: query}
	if kase, err := id.Parse[id.Case](query); err == nil {
		c = docket.Cond{Column: "case_id", Op: "=", Value: bytesOf(kase.Bytes())}
	} else if order, err := id.Parse[id.Order](query); err == nil {
		c = docket.Cond{Column: "order_id", Op: "=", Value: bytesOf(order.Bytes())}
	}
	var out found
	err := b.casesWhere(ctx, m, &out, c)
	return out.ids, err
}

// mostPages is how many pages of texts a search reads.
const mostPages = 4

// texts are those of some kinds of streams that hold the words.
func (b *Casebook) texts(ctx context.Context, m id.Market, query string, of ...any) (found [][]any, err error) {
	q := docket.Select{
		Market: m, Table: streams.Texts, Limit: docket.MaxRows, Search: query, OrderBy: []string{"stream", "id", "seq", "path"},
		Where: []docket.Cond{{Column: "stream", Op: "in", Value: of}}, Columns: []string{"stream", "id", "seq", "path"},
	}
	for range mostPages {
		rows, err := b.Clerk.Docket.Select(ctx, q)
		if err != nil {
			return nil, fmt.Errorf("casebook: search: %w", err)
		}
		found = append(found, rows...)
		if len(rows) < q.Limit {
			break
		}
		q.After = rows[len(rows)-1][:4]
	}
	return found, nil
}

// shopsCalled are the merchants of that name. Buyers are not found by theirs.
func (b *Casebook) shopsCalled(ctx context.Context, m id.Market, query string) ([]any, error) {
	rows, err := b.texts(ctx, m, query, record.Person)
	if err != nil {
		return nil, err
	}
	return b.shopsOf(ctx, m, rows)
}

// shopsOf are the merchants whose owners' names are among some texts.
func (b *Casebook) shopsOf(ctx context.Context, m id.Market, texts [][]any) ([]any, error) {
	texts = slices.DeleteFunc(slices.Clone(texts), func(r []any) bool { return str(r[0]) != record.Person || str(r[3]) != "name" })
	if len(texts) == 0 {
		return nil, nil
	}
	market, legal, err := b.marketAt(ctx, m)
	if err != nil {
		return nil, err
	}
	var out []any
	for _, r := range texts {
		for _, g := range party.Capacities(market, id.From[id.Person](sixteen(r[1])), legal) {
			if g.Capacity == party.Owner && len(out) < mostFound {
				out = append(out, bytesOf(g.Merchant.Bytes()))
			}
		}
	}
	return out, nil
}
