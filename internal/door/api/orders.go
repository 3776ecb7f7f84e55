package api

import (
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// LandReport says what became of each order of a request, in its order.
type LandReport struct {
	New     int      `json:"new" doc:"Landed with something new."`
	Known   int      `json:"known" doc:"All of it was known; nothing changed."`
	Refused int      `json:"refused"`
	Orders  []Landed `json:"orders"`
}

// Landed is what became of one order.
type Landed struct {
	Index    int              `json:"index"`
	Order    string           `json:"order,omitempty"`
	State    string           `json:"state" enum:"new,known,refused"`
	Problems []ProblemElement `json:"problems,omitempty"`
}

func (d *door) orderOperations() []operation {
	read := []identity.Scope{identity.CasesRead}
	form, tracking := d.orderForms()
	ref := &huma.Schema{Description: "One order, or an array of at most 1,000 (docs/import.md).", OneOf: []*huma.Schema{form, {Type: "array", MaxItems: whole(maxBatch), Items: form}}}
	return []operation{
		{
			id: "landOrders", method: http.MethodPost, path: "/v1/orders", group: "Orders", scopes: []identity.Scope{identity.OrdersWrite},
			summary: wording.Words{ZH: "导入订单", EN: "Take orders in"},
			about:   wording.Words{ZH: "一个订单或一组订单。再次导入同样的订单不改变任何内容；一个有误不影响其他。一次最多 1000 个。", EN: "One order or an array. The same orders sent again change nothing; a bad one never stops a good one. At most 1,000 at once, else request/too_many. When none could be taken the answer is a problem."},
			takes:   ref, gives: LandReport{}, raw: true, limit: maxOrders, do: d.landOrders,
		},
		{
			id: "listOrders", method: http.MethodGet, path: "/v1/orders", group: "Orders", scopes: read, person: true,
			summary: wording.Words{ZH: "我的订单", EN: "One's orders"}, about: wording.Words{ZH: "买家本人的，或其商家的订单，新的在前。", EN: "A buyer's own, or those of one's merchant, newest first."},
			gives: OrderList{}, query: paged(orderFilters()...), do: d.listOrders,
		},
		{
			id: "getOrder", method: http.MethodGet, path: "/v1/orders/{id}", group: "Orders", scopes: read, person: true,
			summary: wording.Words{ZH: "查看订单", EN: "One order"}, about: wording.Words{ZH: "商品、包裹、付款、期限和资金。", EN: "Goods, parcels, payments, clocks and money."},
			gives: OrderView{}, do: d.getOrder,
		},
		{
			id: "getEscrow", method: http.MethodGet, path: "/v1/orders/{id}/escrow", group: "Orders", scopes: read, person: true,
			summary: wording.Words{ZH: "订单资金", EN: "Where the money of an order is"}, about: wording.Words{ZH: "精确到分。", EN: "To the fen."},
			gives: EscrowView{}, do: d.getEscrow,
		},
		{
			id: "trackParcel", method: http.MethodPost, path: "/v1/orders/{id}/tracking", group: "Orders", scopes: []identity.Scope{identity.OrdersWrite},
			summary: wording.Words{ZH: "报告物流", EN: "Report tracking"}, about: wording.Words{ZH: "揽收、签收等；已知的不重复记录。", EN: "First scan, signature and the rest; what is known is not recorded again."},
			takes: tracking, raw: true, gives: Accepted{}, do: d.trackParcel,
		},
		{
			id: "confirmReceipt", method: http.MethodPost, path: "/v1/orders/{id}/moves/confirm_receipt", group: "Orders", person: true,
			scopes: []identity.Scope{identity.ActParty}, summary: wording.Words{ZH: "确认收货", EN: "Confirm receipt"},
			about: wording.Words{ZH: "没有争议的货款放给商家；不能撤回。", EN: "Money of the parcel that is not in dispute goes to the merchant; it can't be taken back."},
			takes: body("parcel", map[string]*huma.Schema{"parcel": schemaWhole("Number of the parcel.")}), gives: Accepted{}, do: d.confirmReceipt,
		},
		d.carrierOperation(),
	}
}

// Accepted says that something was recorded.
type Accepted struct {
	Order string `json:"order"`
	Done  string `json:"done" doc:"What was recorded: tracked, receipt_confirmed."`
}

func (d *door) landOrders(v *visit) (answer, error) {
	legal, err := d.Clerk.Legal(v, v.who.Market)
	if err != nil {
		return answer{}, err
	}
	told, err := d.Orders.Read(v, v.who.Market, legal, v.raw)
	if err != nil {
		return answer{}, err
	}
	if len(told) > maxBatch {
		p := request("request/too_many")
		p.Most = maxBatch
		return answer{}, p
	}
	var report LandReport
	repeated, err := d.once(v, func() error {
		if report, err = d.land(v, told); err == nil && report.New+report.Known == 0 {
			err = nothingLanded(report)
		}
		return err
	})
	return answer{body: report, replayed: repeated}, err
}

// once does what natural ids make harmless to repeat, and keeps the request's key only
// when it was done: what was refused may be mended and sent again under the same key.
func (d *door) once(v *visit, do func() error) (repeated bool, err error) {
	if _, err = d.Clerk.Claimed(v, v.who); err != nil {
		return false, err
	}
	if err = do(); err != nil {
		return false, err
	}
	return d.Clerk.Claim(v, v.who)
}

// land takes the good orders in, side by side, so that they share commits. Their
// natural ids make a repetition harmless, so the request's own key is not theirs.
func (d *door) land(v *visit, told []ToldOrder) (LandReport, error) {
	report := LandReport{Orders: make([]Landed, len(told))}
	var good []escrow.Purchase
	var at []int
	sells := map[id.Merchant]bool{}
	for i, one := range told {
		may, known := sells[one.Purchase.Merchant]
		if !known && len(one.Problems) == 0 {
			var err error
			if may, err = d.sells(v, one.Purchase.Merchant); err != nil {
				return report, err
			}
			sells[one.Purchase.Merchant] = may
		}
		switch report.Orders[i].Index = i; {
		case len(one.Problems) > 0:
			report.Orders[i].Problems = elements(one.Problems, i)
		case !may:
			report.Orders[i].Problems = elements([]OrderProblem{notYourShop()}, i)
		default:
			good, at = append(good, one.Purchase), append(at, i)
		}
	}
	harbour := clerk.Harbour{Clerk: d.Clerk, Who: v.unkeyed(), Gates: &d.gates}
	for n, one := range harbour.LandEach(v, good) {
		landed := &report.Orders[at[n]]
		landed.Order = one.Order.String()
		var err error
		if landed.State, landed.Problems, err = landedAs(one.Err); err != nil {
			return report, err
		}
	}
	for i := range report.Orders {
		report.count(&report.Orders[i])
	}
	return report, nil
}

func (r *LandReport) count(l *Landed) {
	switch {
	case len(l.Problems) > 0:
		l.State, l.Order = "refused", ""
		r.Refused++
	case l.State == "known":
		r.Known++
	default:
		r.New++
	}
}

// landedAs sorts what the clerk said of an order; an error is a fault.
func landedAs(err error) (state string, problems []ProblemElement, fault error) {
	if err == nil {
		return "new", nil, nil
	}
	if known, ok := errors.AsType[interface {
		error
		NothingNew() bool
	}](err); ok && known.NothingNew() {
		return "known", nil, nil
	}
	var fields *escrow.ImportError
	var books *escrow.Refusal
	switch {
	case errors.As(err, &fields):
		return "refused", ofImport(fields).Errors, nil
	case errors.As(err, &books):
		p := ofEscrow(books)
		return "refused", []ProblemElement{{Code: p.Code, Texts: p.Texts.Title}}, nil
	}
	return "", nil, err
}

func elements(problems []OrderProblem, index int) []ProblemElement {
	out := make([]ProblemElement, 0, len(problems))
	for _, p := range problems {
		mend := p.Mend
		out = append(out, ProblemElement{Code: "order/" + p.Code, Index: &index, Pointer: pointerOf(p.Path), Texts: p.Wrong, Mend: &mend})
	}
	return out
}

// pointerOf turns the path of an order form, lines[0].qty, into a JSON pointer.
func pointerOf(path string) string {
	if path == "" {
		return ""
	}
	return "/" + strings.NewReplacer("].", "/", "[", "/", "]", "", ".", "/").Replace(path)
}

func nothingLanded(r LandReport) error {
	p := newProblem("order/refused", http.StatusUnprocessableEntity, orderRefused(), wording.Words{ZH: "逐项原因见 errors。", EN: "What is wrong with each stands in errors."})
	for _, o := range r.Orders {
		p.Errors = append(p.Errors, o.Problems...)
	}
	if len(p.Errors) > 0 {
		p.Pointer = p.Errors[0].Pointer
	}
	p.Errors = p.Errors[:min(len(p.Errors), 1000)]
	return p
}

func (d *door) listOrders(v *visit) (answer, error) {
	after, limit, err := v.page()
	if err != nil {
		return answer{}, err
	}
	f, err := d.orderFilter(v)
	if err != nil {
		return answer{}, err
	}
	f.After, f.Limit = after, limit
	page, err := d.Casebook.MyOrders(v, v.who, f)
	if err != nil {
		return answer{}, err
	}
	out := OrderList{Orders: []OrderRow{}, Next: page.Next}
	for _, r := range page.Rows {
		out.Orders = append(out.Orders, orderRow(r))
	}
	return answer{body: out}, nil
}

func (d *door) getOrder(v *visit) (answer, error) {
	of, err := v.orderOf()
	if err != nil {
		return answer{}, err
	}
	view, err := d.Casebook.Order(v, v.who, of)
	if err != nil {
		return answer{}, err
	}
	return answer{body: orderView(view, d.Clerk.Library.Named("tianping-std").Clock)}, nil
}

func (d *door) getEscrow(v *visit) (answer, error) {
	of, err := v.orderOf()
	if err != nil {
		return answer{}, err
	}
	view, err := d.Casebook.Order(v, v.who, of)
	if err != nil {
		return answer{}, err
	}
	e := escrowView(view.Picture)
	e.PayOuts = payOutsFor(view)
	return answer{body: e}, nil
}

func (d *door) trackParcel(v *visit) (answer, error) {
	of, err := v.orderOf()
	if err != nil {
		return answer{}, err
	}
	if err := d.sellsOrder(v, of); err != nil {
		return answer{}, err
	}
	legal, err := d.Clerk.Legal(v, v.who.Market)
	if err != nil {
		return answer{}, err
	}
	told, err := d.Orders.Tracking(v, legal, v.raw)
	if err != nil {
		return answer{}, err
	}
	if len(told.Problems) > 0 {
		return answer{}, nothingLanded(LandReport{Orders: []Landed{{Problems: elements(told.Problems, 0)}}})
	}
	if told.Parcel == 0 {
		if told.Parcel, err = d.Clerk.ParcelOf(v, v.who.Market, of, told.Carrier, told.Waybill); err != nil {
			return answer{}, err
		}
	}
	repeated, err := d.once(v, func() error { return d.Clerk.Track(v, v.unkeyed(), of, told.Parcel, told.Points) })
	return answer{body: Accepted{Order: of.String(), Done: "tracked"}, replayed: repeated}, err
}

// unkeyed is who asks, for commands whose natural ids make them harmless to repeat.
func (v *visit) unkeyed() clerk.Who {
	who := v.who
	who.Key = ""
	return who
}

func (d *door) confirmReceipt(v *visit) (answer, error) {
	of, err := v.orderOf()
	if err != nil {
		return answer{}, err
	}
	view, err := d.Casebook.Order(v, v.who, of)
	if err != nil {
		return answer{}, err
	}
	if view.Role != "buyer" {
		return answer{}, &dispute.Refusal{Code: "wrong_capacity", Move: "confirm_receipt"}
	}
	r := read(v.body)
	parcel := r.whole("parcel", true)
	if err := r.end(); err != nil {
		return answer{}, err
	}
	before, err := d.Clerk.Claimed(v, v.who)
	if err != nil {
		return answer{}, err
	}
	repeated, err := d.once(v, func() error {
		err := d.Clerk.ConfirmReceipt(v, v.unkeyed(), of, parcel)
		if before && errors.Is(err, escrow.ErrConfirmed) {
			return nil // the same request sent again: it was done then
		}
		return err
	})
	return answer{body: Accepted{Order: of.String(), Done: "receipt_confirmed"}, replayed: repeated}, err
}
