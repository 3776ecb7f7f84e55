package streams

import (
	"slices"
	"sync"

	"github.com/tianping-odr/tianping/internal/office/docket"
)

// The projections. Each is dropped and made again from the events; those marked
// Clear hold personal data or what people wrote (docs/personal-data.md).
const (
	Texts   = "texts"   // every sealed part, in the clear
	Cases   = "cases"   // one row a case: lists and work queues
	Orders  = "orders"  // one row an order: lists
	Wares   = "wares"   // one row an order: what it is found by, its number and its goods
	Notices = "notices" // one row a notice: mailboxes, outgoing messages
	Alerts  = "alerts"  // one row a thing staff were alerted to, while it matters
	Journal = "journal" // every posting
	Asks    = "asks"    // one row a question to a merchant's supervisors
	Directs = "directs" // one row an order whose buyer and merchant have talked
	People  = "people"  // external references of persons, to find them again
	// Payments is one row for each instruction to whoever holds the money: pay-outs
	// of orders, debtors' own payments, payouts to merchants. No person stands there.
	Payments = "payments"
)

// Tables are the definitions of the projections.
func Tables() []docket.Table { return slices.Clone(drawn()) }

// drawn are they, made once: every page of a list asks for them.
var drawn = sync.OnceValue(draw) //nolint:gochecknoglobals // a constant table

func draw() []docket.Table {
	text := func(n string) docket.Column { return docket.Column{Name: n, Type: docket.TextColumn} }
	num := func(n string) docket.Column { return docket.Column{Name: n, Type: docket.IntColumn} }
	ref := func(n string) docket.Column { return docket.Column{Name: n, Type: docket.BytesColumn} }
	return append(append(actTables(), turnTables()...), []docket.Table{
		{
			Name: Payments, Key: 1,
			Columns: []docket.Column{
				text("payment"), text("kind"), text("state"), ref("order_id"), ref("case_id"), ref("merchant"), num("obligation"), num("claim"), num("line"),
				text("purpose"), text("source"), text("tenders"), num("minor"), text("currency"), num("attempt"), num("failures"), num("again"),
				text("problem"), text("ref"), num("asked"), num("told"),
			},
			Indexes: [][]string{{"asked"}, {"state", "asked"}, {"order_id", "asked"}, {"case_id", "asked"}},
		},
		{
			Name: Texts, Key: 4, Search: "body", Clear: true,
			Columns: []docket.Column{text("stream"), ref("id"), num("seq"), text("path"), text("owner_kind"), ref("owner_id"), text("body")},
			Indexes: [][]string{{"stream", "id", "seq", "path"}}, // names and titles of a list, whose homes it does not know
		},
		{
			Name: Cases, Key: 1,
			Columns: []docket.Column{
				ref("case_id"), text("number"), ref("order_id"), text("procedure"), text("stage"), text("phase"), text("owner"),
				ref("claimant"), ref("respondent"), ref("buyer"), ref("merchant"),
				ref("officer"), ref("mediator"), ref("adjudicator"), ref("reviewer"),
				num("due"), text("due_clock"), num("amount"), text("currency"), text("reason"), num("safety"), num("held"),
				num("opened"), num("updated"), num("version"), num("closed"), num("self_operated"),
				num("urgency"), num("less"), text("vacant"), // how staff's work is ordered, and who is missing
				num("shop_due"), text("shop_clock"), num("shop_risk"), ref("in_charge"),
			},
			Indexes: [][]string{
				{"closed", "urgency", "due", "less", "opened"},
				{"vacant", "closed", "urgency", "due", "less", "opened"},
				{"case_id"}, // of a list, whose homes it does not know
				{"number"},
				{"order_id"},
				{"claimant", "opened"},
				{"respondent", "opened"},
				{"merchant", "due"},
				{"merchant", "opened"},
				{"merchant", "closed", "shop_due"},
				{"merchant", "closed", "updated"},
				{"buyer", "opened"},
				{"stage", "closed", "urgency", "due", "less", "opened"},
			},
		},
		{
			Name: Orders, Key: 1,
			Columns: []docket.Column{
				ref("order_id"), text("source"), text("digest"), ref("buyer"), ref("merchant"), text("custody"), text("currency"),
				num("total"), num("held"), num("frozen"), num("refunded"), num("bought"), num("signed"), num("closed"), num("self_operated"), num("version"), text("carriers"), num("confirms"),
			},
			Indexes: [][]string{{"order_id"}, {"digest"}, {"buyer", "bought"}, {"merchant", "bought"}}, // lists name orders whose homes they do not know
		},
		{
			Name: Wares, Key: 1, Search: "words", Clear: true,
			Columns: []docket.Column{ref("order_id"), ref("buyer"), ref("merchant"), num("bought"), text("words")},
			Indexes: [][]string{{"buyer", "bought"}, {"merchant", "bought"}},
		},
		{
			Name: Notices, Key: 2,
			Columns: []docket.Column{
				ref("case_id"), num("no"), text("kind"), text("side"), ref("person"), ref("merchant"), num("queued"), num("left"), num("receipt"), num("served"),
				text("how"), num("failed"), text("number"), num("seq"),
			},
			Indexes: [][]string{{"person", "queued"}, {"merchant", "queued"}, {"queued"}},
		},
		{
			Name: Alerts, Key: 3,
			Columns: []docket.Column{
				ref("case_id"), text("topic"), num("no"), text("whom"), text("why"), num("ahead"), num("at"), num("seq"), text("number"),
			},
			Indexes: [][]string{{"at"}},
		},
		{
			Name: Journal, Key: 4,
			Columns: []docket.Column{
				text("stream"), ref("id"), num("seq"), num("line"), text("account"), text("currency"), num("order_line"), num("parcel"), ref("case_id"), num("claim"), text("transfer"),
				num("minor"), num("at"), text("kind"),
			},
			Indexes: [][]string{{"stream", "id", "seq"}},
		},
		{
			Name: Asks, Key: 2,
			Columns: []docket.Column{ref("case_id"), num("no"), ref("merchant"), ref("by_person"), text("choice"), num("minor"), text("currency"), num("at"), num("answered"), num("approved")},
			Indexes: [][]string{{"merchant", "answered", "at"}},
		},
		{
			Name: Directs, Key: 1,
			Columns: []docket.Column{ref("order_id"), ref("buyer"), ref("merchant"), num("messages"), num("at"), text("last_side"), num("buyer_unread"), num("shop_unread")},
			Indexes: [][]string{{"merchant", "at"}, {"buyer", "at"}},
		},
		{
			Name: People, Key: 3, Clear: true,
			Columns: []docket.Column{ref("person"), text("source"), text("ref"), num("at")},
			Indexes: [][]string{{"source", "ref"}},
		},
	}...)
}

// Plan is how a page of a projection is read, and what its cursor holds.
func Plan(q docket.Select) (docket.Plan, error) {
	return docket.Design{Tables: drawn()}.Plan(q)
}
