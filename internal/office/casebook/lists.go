package casebook

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// CaseRow is one case in a list.
type CaseRow struct {
	Case                                     id.Case
	Number, Procedure, Stage, Phase, Owner   string
	Order                                    id.Order
	Claimant, Respondent, Buyer              id.Person
	Merchant                                 id.Merchant
	Officer, Mediator, Adjudicator, Reviewer id.Person
	Due                                      time.Time // zero: nothing runs
	Clock                                    string
	Minor                                    int64
	Currency, Reason                         string
	Safety, Held, Closed, SelfOperated       bool
	Opened, Updated                          time.Time
	Version                                  uint64
	Vacant                                   string // the seat that would have to act and is empty; "" for none
	// TalksEnded stands for stage and clock where those would tell a decider that
	// an offer was made (design.md §3: “negotiation ended”).
	TalksEnded bool
	// Awaited are all whom the case waits for, the most urgent first; empty for a closed
	// one. Mine is the earliest of the reader's own; nil: nothing waits for him.
	Awaited []Waiting
	Mine    *Waiting
}

// OrderRow is one order in a list.
type OrderRow struct {
	Order                                       id.Order
	Source                                      string
	Buyer                                       id.Person
	Merchant                                    id.Merchant
	Custody, Currency                           string
	TotalMinor, HeldMinor, FrozenMinor, Refunds int64
	Bought                                      time.Time
	Signed, Closed, SelfOperated                bool
	Carriers                                    string    // "JD SF"
	Confirms                                    time.Time // when receipt is confirmed by itself; zero: no time runs
	Titles                                      map[int]string
	Number                                      string
}

// NoticeRow is one notice in a mailbox, or on the page of outgoing messages.
type NoticeRow struct {
	Case                    id.Case
	No                      int
	Kind, Side, How, Number string
	Person                  id.Person
	Merchant                id.Merchant
	Queued, Receipt, Served time.Time
	Left                    bool
	Failed                  int
	Seq                     uint64
}

// Page is a page of rows and the cursor of the next; "" when this is the last.
type Page[R any] struct {
	Rows []R
	Next string
}

func limitOf(n int) int {
	if n <= 0 || n > 100 {
		return 50
	}
	return n
}

// MyCases lists the cases a person is party of: as buyer the newest first, as member
// of merchants those first that are due first.
func (b *Casebook) MyCases(ctx context.Context, who clerk.Who, f Filter) (Page[CaseRow], error) {
	if f.As == AgentHat {
		return b.actedFor(ctx, who, f)
	}
	own, merchants, err := b.under(ctx, who, f.As, "buyer")
	if err != nil || own.Column == "" {
		return Page[CaseRow]{}, err
	}
	q := docket.Select{Market: who.Market, Table: streams.Cases, Limit: limitOf(f.Limit), OrderBy: []string{"-opened"}, Where: []docket.Cond{own}, Columns: caseColumns()}
	if merchants {
		q.OrderBy = []string{"closed", "due"}
	}
	as, err := b.as(ctx, who, f.As)
	if err != nil {
		return Page[CaseRow]{}, err
	}
	return b.cases(ctx, q, f, as)
}

// rolesOf are the staff capacities of a person.
func rolesOf(m party.Market, p id.Person, at time.Time) []string {
	var out []string
	for _, g := range party.Capacities(m, p, at) {
		if !g.Capacity.Membership() && g.Capacity != party.Admin && g.Capacity != party.Regulator {
			out = append(out, string(g.Capacity))
		}
	}
	return out
}

// Roles are the staff capacities of a person now; memberships are his merchants.
func (b *Casebook) Roles(ctx context.Context, m id.Market, p id.Person) (roles []string, merchants []id.Merchant, err error) {
	market, legal, err := b.marketAt(ctx, m)
	if err != nil {
		return nil, nil, err
	}
	for _, g := range party.Capacities(market, p, legal) {
		if g.Capacity.Membership() {
			merchants = append(merchants, g.Merchant)
		} else {
			roles = append(roles, string(g.Capacity))
		}
	}
	return roles, merchants, nil
}

func (b *Casebook) marketAt(ctx context.Context, m id.Market) (party.Market, time.Time, error) {
	market, err := b.Clerk.Market(ctx, m)
	if err != nil {
		return market, time.Time{}, err
	}
	return market, market.LegalTime(b.Clerk.Now()), nil
}

func (b *Casebook) cases(ctx context.Context, q docket.Select, f Filter, as reader) (Page[CaseRow], error) {
	if f.Query != "" {
		found, err := b.search(ctx, q.Market, f.Query)
		if err != nil || len(found) == 0 {
			return Page[CaseRow]{}, err
		}
		q.Where = append(q.Where, docket.Cond{Column: "case_id", Op: "in", Value: found})
	}
	p, err := page(ctx, b.Clerk.Docket, q, f.After, caseRow)
	if err != nil {
		return p, err
	}
	p.Rows = b.notDrafts(p.Rows, as.person, false)
	return p, b.waits(ctx, q.Market, p.Rows, as)
}

// notDrafts drops the drafts of others: a draft is known to its claimant alone, and
// one of a merchant to its members. A page may be shorter for it.
func (b *Casebook) notDrafts(rows []CaseRow, who id.Person, staff bool) []CaseRow {
	return slices.DeleteFunc(rows, func(r CaseRow) bool {
		name, _, _ := strings.Cut(r.Procedure, "@")
		book := b.Clerk.Library.Named(name)
		if book == nil || r.Claimant == who {
			return false
		}
		s := book.Stage(r.Stage)
		return s != nil && s.Initial && (staff || who == r.Buyer || r.Claimant == r.Buyer)
	})
}

// Order is one order as its buyer, its merchant or staff may see it.
type Order struct {
	Order    escrow.Order
	Merchant escrow.Merchant
	Picture  escrow.Picture
	Texts    map[string]string // by path: number, titles, and for who ships it the address
	Role     string            // buyer, merchant, staff
	Cases    []CaseRow
	Legal    time.Time
	// Veiled: the reader decides about the order, and sums settled on it are not his
	// to know. Then the books show what was paid and what is frozen for open claims,
	// nothing of what moved; neither may the journal be shown.
	Veiled bool
}

// Order reads an order. Errors: ErrUnknown (also for somebody else's), a fault.
func (b *Casebook) Order(ctx context.Context, who clerk.Who, o id.Order) (Order, error) {
	market, legal, err := b.marketAt(ctx, who.Market)
	if err != nil {
		return Order{}, err
	}
	books, _, err := b.Clerk.Books(ctx, who.Market, o)
	if err != nil {
		return Order{}, err
	}
	v := Order{Order: books.Order, Merchant: books.Merchant, Picture: books.Picture(), Texts: map[string]string{}, Legal: legal}
	roles := rolesOf(market, who.Acting(), legal)
	switch {
	case books.Order.Buyer == who.Acting():
		v.Role = "buyer"
	case slices.ContainsFunc(party.Capacities(market, who.Acting(), legal), func(g party.Grant) bool { return g.Capacity.Membership() && g.Merchant == books.Order.Merchant }):
		v.Role = "merchant"
	case len(roles) > 0:
		v.Role = "staff"
		s, err := b.settledOn(ctx, who.Market, o, roles, who.Acting())
		if err != nil {
			return Order{}, err
		}
		v.Veiled = s.veiled()
		v.Order, v.Merchant = s.veil(books.Order, books.Merchant)
		v.Picture = s.picture(escrow.Books{Order: v.Order, Merchant: v.Merchant})
	default:
		return Order{}, ErrUnknown
	}
	all, err := b.Texts(ctx, who.Market, record.Stream{Kind: record.Order, ID: o.Bytes()})
	if err != nil {
		return Order{}, err
	}
	for _, parts := range all {
		for path, text := range parts {
			if v.Role == "staff" && len(path) > 6 && path[:6] == "buyer/" {
				continue // unmasked only through a recorded reveal
			}
			v.Texts[path] = text
		}
	}
	raw := o.Bytes()
	cases, err := page(ctx, b.Clerk.Docket, docket.Select{Market: who.Market, Table: streams.Cases, Limit: 50, OrderBy: []string{"-opened"}, Where: []docket.Cond{{Column: "order_id", Op: "=", Value: raw[:]}}, Columns: caseColumns()}, "", caseRow)
	if err != nil {
		return v, err
	}
	v.Cases = b.notDrafts(cases.Rows, who.Acting(), v.Role == "staff")
	as := reader{person: who.Acting(), decider: v.Role == "staff" && decides(roles)}
	if v.Role == "merchant" {
		as.shops = []id.Merchant{books.Order.Merchant}
	}
	return v, b.waits(ctx, who.Market, v.Cases, as)
}

// Notices is the mailbox of a person, or of his merchants, newest first; under several
// hats at once their mailboxes are one list. A page may be shorter for what is the other
// side's. Errors: ErrCursor, a fault.
func (b *Casebook) Notices(ctx context.Context, who clerk.Who, after string, limit int, as ...Hat) (Page[NoticeRow], error) {
	q := docket.Select{Market: who.Market, Table: streams.Notices, Limit: limitOf(limit), OrderBy: []string{"-queued"}}
	type notice struct {
		of id.Case
		no int
	}
	var all []Page[NoticeRow]
	own := map[notice]bool{} // under a hat of his own
	for _, hat := range as {
		mine, _, err := b.under(ctx, who, hat, "person")
		if err != nil {
			return Page[NoticeRow]{}, err
		}
		if mine.Column == "" {
			continue
		}
		q.Where = []docket.Cond{mine}
		p, err := page(ctx, b.Clerk.Docket, q, after, noticeRow)
		if err != nil {
			return p, err
		}
		all = append(all, p)
		for _, n := range p.Rows {
			own[notice{n.Case, n.No}] = own[notice{n.Case, n.No}] || hat != AgentHat
		}
	}
	out := together(q, all)
	if !slices.Contains(as, AgentHat) {
		return out, nil
	}
	acts, err := b.actsIn(ctx, who)
	out.Rows = slices.DeleteFunc(out.Rows, func(n NoticeRow) bool { // those of the other side
		return !own[notice{n.Case, n.No}] && string(acts[n.Case].Side) != n.Side
	})
	return out, err
}

// together makes one page of the pages of several mailboxes, each notice once. What no
// longer fits comes on the next page.
func together(q docket.Select, all []Page[NoticeRow]) Page[NoticeRow] {
	if len(all) == 1 {
		return all[0]
	}
	var out Page[NoticeRow]
	more := false
	for _, p := range all {
		out.Rows, more = append(out.Rows, p.Rows...), more || p.Next != ""
	}
	at := func(n NoticeRow) []any { return []any{n.Queued.UnixMicro(), bytesOf(n.Case.Bytes()), int64(n.No)} }
	slices.SortFunc(out.Rows, func(x, y NoticeRow) int { // as the table has them
		l, r := at(y), at(x)
		return cmp.Or(docket.Compare(l[0], r[0]), docket.Compare(l[1], r[1]), docket.Compare(l[2], r[2]))
	})
	out.Rows = slices.CompactFunc(out.Rows, func(x, y NoticeRow) bool { return x.Case == y.Case && x.No == y.No })
	if len(out.Rows) > q.Limit {
		out.Rows, more = out.Rows[:q.Limit], true
	}
	if more && len(out.Rows) > 0 {
		out.Next = closeCursor(append([]any{listOf(q)}, at(out.Rows[len(out.Rows)-1])...))
	}
	return out
}

// Outgoing lists everything that was sent in a sandbox, newest first.
func (b *Casebook) Outgoing(ctx context.Context, m id.Market, after string, limit int) (Page[NoticeRow], error) {
	return page(ctx, b.Clerk.Docket, docket.Select{Market: m, Table: streams.Notices, Limit: limitOf(limit), OrderBy: []string{"-queued"}}, after, noticeRow)
}

func bytesOf(b [16]byte) []byte { return b[:] }

// The tables' columns, in their order; a wrong type is a broken table and panics.

func sixteen(v any) [16]byte {
	b := v.([]byte) //nolint:forcetypeassert // the table's columns
	var out [16]byte
	copy(out[:], b)
	return out
}

func str(v any) string { return v.(string) } //nolint:forcetypeassert // the table's columns

func num(v any) int64 { return v.(int64) } //nolint:forcetypeassert // the table's columns

func instant(v any) time.Time {
	n := num(v)
	if n == 0 || n == math.MaxInt64 {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}

// caseColumns are those of which a CaseRow is made.
func caseColumns() []string {
	return []string{
		"case_id", "number", "order_id", "procedure", "stage", "phase", "owner", "claimant", "respondent", "buyer", "merchant",
		"officer", "mediator", "adjudicator", "reviewer", "due", "due_clock", "amount", "currency", "reason", "safety", "held",
		"opened", "updated", "version", "closed", "self_operated", "vacant",
	}
}

func caseRow(r []any) CaseRow {
	return CaseRow{
		Case: id.From[id.Case](sixteen(r[0])), Number: str(r[1]), Order: id.From[id.Order](sixteen(r[2])), Procedure: str(r[3]), Stage: str(r[4]), Phase: str(r[5]), Owner: str(r[6]),
		Claimant: id.From[id.Person](sixteen(r[7])), Respondent: id.From[id.Person](sixteen(r[8])), Buyer: id.From[id.Person](sixteen(r[9])), Merchant: id.From[id.Merchant](sixteen(r[10])),
		Officer: id.From[id.Person](sixteen(r[11])), Mediator: id.From[id.Person](sixteen(r[12])), Adjudicator: id.From[id.Person](sixteen(r[13])), Reviewer: id.From[id.Person](sixteen(r[14])),
		Due: instant(r[15]), Clock: str(r[16]), Minor: num(r[17]), Currency: str(r[18]), Reason: str(r[19]), Safety: num(r[20]) == 1, Held: num(r[21]) == 1,
		Opened: instant(r[22]), Updated: instant(r[23]), Version: uint64(num(r[24])), Closed: num(r[25]) == 1, SelfOperated: num(r[26]) == 1, Vacant: str(r[29]), //nolint:gosec // a sequence number
	}
}

func orderRow(r []any) OrderRow {
	return OrderRow{
		Order: id.From[id.Order](sixteen(r[0])), Source: str(r[1]), Buyer: id.From[id.Person](sixteen(r[3])), Merchant: id.From[id.Merchant](sixteen(r[4])),
		Custody: str(r[5]), Currency: str(r[6]), TotalMinor: num(r[7]), HeldMinor: num(r[8]), FrozenMinor: num(r[9]), Refunds: num(r[10]), Bought: instant(r[11]),
		Signed: num(r[12]) == 1, Closed: num(r[13]) == 1, SelfOperated: num(r[14]) == 1, Carriers: str(r[16]), Confirms: instant(r[17]),
	}
}

func noticeRow(r []any) NoticeRow {
	return NoticeRow{
		Case: id.From[id.Case](sixteen(r[0])), No: int(num(r[1])), Kind: str(r[2]), Side: str(r[3]), Person: id.From[id.Person](sixteen(r[4])), Merchant: id.From[id.Merchant](sixteen(r[5])),
		Queued: instant(r[6]), Left: num(r[7]) == 1, Receipt: instant(r[8]), Served: instant(r[9]), How: str(r[10]), Failed: int(num(r[11])), Number: str(r[12]), Seq: uint64(num(r[13])), //nolint:gosec // a sequence number
	}
}
