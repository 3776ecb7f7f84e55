package reception

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// orders shows orders and their money.
type orders struct{ *Reception }

// Orders implements web.Orders.
func (o orders) Orders(ctx context.Context, who view.Visitor, query, after string) (view.OrderList, error) {
	s, err := o.ask(ctx, who)
	if err != nil {
		return view.OrderList{}, err
	}
	return s.orderList(ctx, query, after)
}

func (s *session) orderList(ctx context.Context, query, after string) (view.OrderList, error) {
	page, err := s.Casebook.MyOrders(ctx, s.who(), query, after, 20)
	if err != nil {
		return view.OrderList{}, outside(err)
	}
	out := view.OrderList{Query: query, After: page.Next, First: after == "", ForWho: s.two("我的订单", "My orders")}
	if s.visitor.Side == view.Seller {
		out.ForWho = s.two("本店订单", "Orders of the shop")
	}
	for _, row := range page.Rows {
		shown, err := s.orderRow(ctx, row)
		if err != nil {
			return out, outside(err)
		}
		out.Rows = append(out.Rows, shown)
	}
	return out, nil
}

func (s *session) orderRow(ctx context.Context, row casebook.OrderRow) (view.OrderRow, error) {
	out := view.OrderRow{
		ID: row.Order.String(), URL: "/orders/" + row.Order.String(), Number: row.Number, At: s.local(row.Bought),
		Total: money.Amount{Minor: row.TotalMinor, Currency: row.Currency}, State: s.standing(row),
	}
	var titles []string
	for _, line := range sorted(row.Titles) {
		titles = append(titles, row.Titles[line])
	}
	out.Title = s.list(titles)
	var err error
	if s.visitor.Side == view.Seller {
		out.Shop, err = s.name(ctx, row.Buyer, true)
	} else {
		out.Shop, err = s.shop(ctx, row.Merchant)
	}
	return out, err
}

func sorted(titles map[int]string) []int {
	var lines []int
	for n := range titles {
		lines = append(lines, n)
	}
	slices.Sort(lines)
	return lines
}

// standing says in one word where the money of an order is.
func (s *session) standing(row casebook.OrderRow) view.Chip {
	switch {
	case row.Custody == string(escrow.None):
		return view.Chip{Text: s.two("只监督履行", "Supervised only")}
	case row.FrozenMinor > 0:
		return view.Chip{Tone: view.Golden, Icon: "lock", Text: s.two("争议冻结", "Frozen")}
	case row.HeldMinor > 0:
		return view.Chip{Tone: view.Golden, Text: s.two("担保中", "Held")}
	case row.Refunds >= row.TotalMinor && row.TotalMinor > 0:
		return view.Chip{Text: s.two("已退款", "Refunded")}
	case row.Refunds > 0:
		return view.Chip{Text: s.two("部分退款", "Part refunded")}
	}
	return view.Chip{Tone: view.Fine, Text: s.two("已放款", "Released")}
}

// Order implements web.Orders.
func (o orders) Order(ctx context.Context, who view.Visitor, order id.Order) (view.Order, error) {
	s, err := o.ask(ctx, who)
	if err != nil {
		return view.Order{}, err
	}
	seen, err := o.Casebook.Order(ctx, s.who(), order)
	if err != nil {
		return view.Order{}, outside(err)
	}
	return s.order(ctx, seen)
}

func (s *session) order(ctx context.Context, seen casebook.Order) (view.Order, error) {
	ord := seen.Order
	url := "/orders/" + ord.ID.String()
	v := view.Order{
		ID: ord.ID.String(), Number: seen.Texts["number"], Total: s.money(ord.TotalMinor(), ord), EscrowURL: url + "/escrow",
		Picture: s.picture(seen), Custody: s.custody(ord.Custody),
	}
	var err error
	if v.Buyer, v.Shop, err = s.sides(ctx, ord); err != nil {
		return v, outside(err)
	}
	var titles []string
	for _, l := range ord.Lines {
		titles = append(titles, s.goods(seen, l.No))
		v.Lines = append(v.Lines, view.OrderLine{Title: s.goods(seen, l.No), Quantity: l.Qty, Paid: s.money(l.ShareMinor, ord), State: s.lineState(seen, l.No)})
	}
	v.Title = s.list(titles)
	v.Status = []view.Chip{s.where(seen.Picture.Where)}
	for _, p := range ord.Parcels {
		v.Parcels = append(v.Parcels, s.parcel(seen, p))
	}
	for _, p := range ord.Payments {
		v.Payments = append(v.Payments, view.Pair{Name: s.at(p.At), Value: s.sum(p.Minor, ord.Currency) + " · " + p.Tender})
	}
	if !ord.PromisedDispatch.IsZero() {
		v.Terms = append(v.Terms, view.Pair{Name: s.two("承诺发货", "Promised dispatch"), Value: s.till(ord.PromisedDispatch)})
	}
	for _, row := range seen.Cases {
		if s.hidden(row) && !s.visitor.Staff {
			continue
		}
		shown, err := s.caseRow(ctx, row)
		if err != nil {
			return v, outside(err)
		}
		if s.isDraft(row) {
			shown.URL = "/file/" + row.Case.String() + "/problem"
		}
		v.Cases = append(v.Cases, shown)
	}
	if seen.Role != "staff" {
		v.FileURL = "/file?order=" + ord.ID.String()
	}
	if seen.Role == "buyer" && len(s.unconfirmed(ord)) > 0 {
		words := wording.Move("confirm_receipt")
		v.Acts = []view.Act{{Code: "confirm_receipt", Name: capital(s.in(words.Button)), Hint: s.in(words.Effect), URL: url + "/moves/confirm_receipt"}}
	}
	return v, nil
}

func (s *session) money(minor int64, o escrow.Order) money.Amount {
	return money.Amount{Minor: minor, Currency: o.Currency}
}

func (s *session) sides(ctx context.Context, o escrow.Order) (buyer, shop view.Who, err error) {
	buyer = view.Who{Side: view.Buyer, Role: capital(s.in(wording.Side("buyer"))), You: o.Buyer == s.visitor.Person}
	shop = view.Who{Side: view.Seller, Role: capital(s.in(wording.Side("merchant"))), You: s.visitor.Side == view.Seller}
	if buyer.Name, err = s.name(ctx, o.Buyer, true); err != nil {
		return buyer, shop, err
	}
	shop.Name, err = s.shop(ctx, o.Merchant)
	return buyer, shop, err
}

func (s *session) goods(seen casebook.Order, line int) string {
	if t := seen.Texts[fmt.Sprintf("lines/%d/title", line)]; t != "" {
		return t
	}
	return fmt.Sprintf(s.two("商品 %d", "Item %d"), line)
}

func (s *session) lineState(seen casebook.Order, line int) view.Chip {
	for _, l := range seen.Picture.Lines {
		if l.Line != line {
			continue
		}
		switch {
		case l.FrozenMinor > 0:
			return view.Chip{Tone: view.Golden, Icon: "lock", Text: s.two("冻结", "Frozen")}
		case l.HeldMinor > 0:
			return view.Chip{Tone: view.Golden, Text: s.two("担保中", "Held")}
		case l.PayableMinor > 0:
			return view.Chip{Tone: view.Warn, Text: s.two("退款中", "Being refunded")}
		case l.RefundedMinor > 0:
			return view.Chip{Text: s.two("已退款", "Refunded")}
		case l.ReleasedMinor > 0:
			return view.Chip{Tone: view.Fine, Text: s.two("已放款", "Released")}
		}
	}
	return view.Chip{}
}

// where says where the money of an order stands.
func (s *session) where(w escrow.Where) view.Chip {
	switch w {
	case escrow.Supervised:
		return view.Chip{Text: s.two("只监督履行", "Supervised only")}
	case escrow.Unpaid:
		return view.Chip{Text: s.two("待付款", "Unpaid")}
	case escrow.IsHeld:
		return view.Chip{Tone: view.Golden, Text: s.two("担保中", "Held")}
	case escrow.IsFrozen:
		return view.Chip{Tone: view.Golden, Icon: "lock", Text: s.two("争议冻结", "Frozen")}
	case escrow.PartFrozen:
		return view.Chip{Tone: view.Golden, Icon: "lock", Text: s.two("部分冻结", "Part frozen")}
	case escrow.Returning:
		return view.Chip{Tone: view.Warn, Text: s.two("退款中", "Being refunded")}
	case escrow.Refunded:
		return view.Chip{Text: s.two("已退款", "Refunded")}
	case escrow.PartBack:
		return view.Chip{Text: s.two("部分退款", "Part refunded")}
	case "":
		return view.Chip{Text: s.two("部分已和解，金额不公开", "Partly settled, sums not shown")}
	case escrow.WithSeller:
	}
	return view.Chip{Tone: view.Fine, Text: s.two("已放款", "Released")}
}

func (s *session) custody(c escrow.Custody) string {
	switch c {
	case escrow.Held:
		return s.two("货款由支付机构的担保账户保管。", "A payment provider keeps the money in escrow.")
	case escrow.Instructed:
		return s.two("货款由市场或其合作机构保管，平台发出指令并登记确认。", "The marketplace or its institution keeps the money; the platform instructs and records the confirmation.")
	case escrow.None:
	}
	return s.two("平台不保管这笔货款，只监督履行。", "The platform does not hold this money; it supervises performance.")
}

// unconfirmed are the parcels whose receipt may still be confirmed.
func (s *session) unconfirmed(o escrow.Order) []escrow.Parcel {
	var out []escrow.Parcel
	for _, p := range o.Parcels {
		if slices.ContainsFunc(p.Items, func(i escrow.Item) bool { return i.ConfirmedAt.IsZero() }) {
			out = append(out, p)
		}
	}
	return out
}

// parcel is one parcel with its way and its timer.
func (s *session) parcel(seen casebook.Order, p escrow.Parcel) view.Parcel {
	v := view.Parcel{Name: fmt.Sprintf(s.two("包裹 %d", "Parcel %d"), p.No), Carrier: p.Carrier}
	var holds []string
	for _, i := range p.Items {
		holds = append(holds, fmt.Sprintf("%s ×%d", s.goods(seen, i.Line), i.Qty))
	}
	v.Holds = s.list(holds)
	switch {
	case !p.LostAt.IsZero():
		v.State = view.Chip{Tone: view.Bad, Text: s.two("丢失", "Lost")}
	case !p.RefusedAt.IsZero():
		v.State = view.Chip{Tone: view.Warn, Text: s.two("拒收", "Refused")}
	case !p.SignedAt.IsZero():
		v.State = view.Chip{Tone: view.Fine, Text: s.two("已签收", "Signed for")}
	case !p.DispatchedAt.IsZero():
		v.State = view.Chip{Text: s.two("运输中", "On its way")}
	default:
		v.State = view.Chip{Text: s.two("待发货", "To be dispatched")}
	}
	for i := len(p.Track) - 1; i >= 0; i-- {
		v.Track = append(v.Track, view.Pair{Name: s.at(p.Track[i].At), Value: s.tracked(p.Track[i].Code)})
	}
	v.Timer = s.confirmTimer(p)
	return v
}

// tracked says what a carrier reported.
func (s *session) tracked(code escrow.TrackCode) string {
	switch code {
	case escrow.FirstScan:
		return s.two("已揽收", "Picked up")
	case escrow.Moved:
		return s.two("运输中", "On its way")
	case escrow.OutFor:
		return s.two("派送中", "Out for delivery")
	case escrow.Delivered:
		return s.two("已交付", "Delivered")
	case escrow.Signed:
		return s.two("已签收", "Signed for")
	case escrow.Refused:
		return s.two("拒收", "Refused")
	case escrow.SentBack:
		return s.two("退回途中", "Going back")
	case escrow.Lost:
		return s.two("丢失", "Lost")
	}
	return string(code)
}

// confirmTimer is the clock that confirms receipt by itself.
func (s *session) confirmTimer(p escrow.Parcel) *view.Deadline {
	for _, i := range p.Items {
		t := i.Confirm
		if t.Rest != nil {
			return &view.Deadline{Actor: s.two("系统", "system"), Act: s.two("自动确认收货", "receipt confirmed by itself"), Paused: s.two("自动确认收货已暂停：相关货款在争议中冻结。", "Automatic confirmation is paused: the money is frozen in a dispute.")}
		}
		due, runs := t.Due()
		if !runs {
			continue
		}
		count := t.Count
		count.Start.At, count.Due = s.local(count.Start.At), s.local(count.Due)
		then := s.two("货款放给商家", "the money goes to the merchant")
		name := s.two("自动确认收货", "Receipt confirmed by itself")
		return &view.Deadline{
			Actor: s.in(wording.Side("buyer")), Act: s.two("确认收货", "confirm receipt"), Mine: s.visitor.Side == view.Buyer, Began: count.Start.At, Due: s.local(due), Otherwise: capital(then) + s.two("。", "."),
			Why: wording.Explain(count, s.visitor.Lang, wording.Deadline{Name: name, Began: s.two("签收或发货", "signature or dispatch"), Then: then}), Provisional: count.Provisional,
		}
	}
	return nil
}

// picture shows where the money is, as a path.
func (s *session) picture(seen casebook.Order) view.Picture {
	o, sums := seen.Order, seen.Picture.Sums
	if seen.Veiled {
		return view.Picture{Says: s.two(
			fmt.Sprintf("买家已付 %s，其中为未结请求冻结 %s。已和解部分的金额不向裁决人员展示。", s.sum(sums.PaidMinor, o.Currency), s.sum(sums.FrozenMinor, o.Currency)),
			fmt.Sprintf("The buyer paid %s; %s is frozen for claims still open. Sums that were settled are not shown to who decides.", s.sum(sums.PaidMinor, o.Currency), s.sum(sums.FrozenMinor, o.Currency)))}
	}
	shipped := time.Time{}
	for _, p := range o.Parcels {
		if !p.DispatchedAt.IsZero() && (shipped.IsZero() || p.DispatchedAt.Before(shipped)) {
			shipped = p.DispatchedAt
		}
	}
	state := func(done, now bool) view.StepState {
		switch {
		case now:
			return view.Now
		case done:
			return view.Done
		}
		return view.Next
	}
	inEscrow := sums.HeldMinor + sums.FrozenMinor
	p := view.Picture{Path: []view.Station{
		{Name: s.two("买家付款", "Buyer paid"), Note: s.sum(sums.PaidMinor, o.Currency), State: state(sums.PaidMinor > 0, false)},
		{Name: s.two("担保中", "Held"), Note: s.sum(sums.HeldMinor, o.Currency), State: state(sums.PaidMinor > 0, sums.HeldMinor > 0 && sums.FrozenMinor == 0)},
		{Name: s.two("商家发货", "Dispatch"), State: state(!shipped.IsZero(), false)},
		{Name: s.two("确认收货", "Receipt confirmed"), Note: s.two("或到期自动确认", "or by itself in time"), State: state(inEscrow == 0 && sums.ReleasedMinor > 0, false)},
	}, From: 1}
	if !shipped.IsZero() {
		p.Path[2].Note, p.From = s.t.Day(s.local(shipped), s.now), 2
	}
	if sums.FrozenMinor > 0 {
		p.Branch = &view.Station{Name: s.two("争议冻结", "Frozen"), Note: s.sum(sums.FrozenMinor, o.Currency), State: view.Now}
		p.Note = s.two("发起争议", "dispute filed")
	}
	p.Ends = []view.Station{
		{Name: s.two("退给买家", "Back to the buyer"), Note: s.sum(sums.RefundedMinor+sums.PayableMinor, o.Currency), State: state(sums.RefundedMinor > 0, false)},
		{Name: s.two("放款给商家", "To the merchant"), Note: s.sum(sums.ReleasedMinor+sums.SellerMinor, o.Currency), State: state(sums.ReleasedMinor > 0, false)},
	}
	p.Says = s.two(
		fmt.Sprintf("买家已付 %s；担保中 %s，冻结 %s，已退买家 %s，已放款商家 %s。", s.sum(sums.PaidMinor, o.Currency), s.sum(sums.HeldMinor, o.Currency), s.sum(sums.FrozenMinor, o.Currency), s.sum(sums.RefundedMinor, o.Currency), s.sum(sums.ReleasedMinor, o.Currency)),
		fmt.Sprintf("The buyer paid %s; %s is held, %s frozen, %s went back, %s went to the merchant.", s.sum(sums.PaidMinor, o.Currency), s.sum(sums.HeldMinor, o.Currency), s.sum(sums.FrozenMinor, o.Currency), s.sum(sums.RefundedMinor, o.Currency), s.sum(sums.ReleasedMinor, o.Currency)))
	return p
}

// Escrow implements web.Orders.
func (o orders) Escrow(ctx context.Context, who view.Visitor, order id.Order) (view.Escrow, error) {
	s, err := o.ask(ctx, who)
	if err != nil {
		return view.Escrow{}, err
	}
	seen, err := o.Casebook.Order(ctx, s.who(), order)
	if err != nil {
		return view.Escrow{}, outside(err)
	}
	out := view.Escrow{Sum: s.two("各账户之和为零。", "All accounts add up to zero.")}
	if out.Order, err = s.order(ctx, seen); err != nil {
		return out, err
	}
	if seen.Veiled {
		out.Sum = out.Order.Picture.Says
		out.Balances = []view.Balance{{Name: s.two("担保账户：冻结", "Escrow: frozen"), Side: view.Gold, Sum: s.money(seen.Picture.FrozenMinor, seen.Order)}}
		return out, nil
	}
	s.balances(&out, seen)
	out.Journal, err = s.journal(ctx, seen.Order)
	return out, outside(err)
}

func (s *session) balances(out *view.Escrow, seen casebook.Order) {
	sums := seen.Picture.Sums
	add := func(zh, en string, side view.Side, minor int64, always bool) {
		if minor != 0 || always {
			out.Balances = append(out.Balances, view.Balance{Name: s.two(zh, en), Side: side, Sum: s.money(minor, seen.Order)})
		}
	}
	add("担保账户：担保中", "Escrow: held", view.Gold, sums.HeldMinor, true)
	add("担保账户：冻结", "Escrow: frozen", view.Gold, sums.FrozenMinor, true)
	add("已发出指令，待确认", "Instructed, not confirmed", view.Gold, sums.PayableMinor, false)
	add("已退买家", "Refunded to the buyer", view.Buyer, sums.RefundedMinor, true)
	add("运费和赔偿", "Freight and damages paid", view.Buyer, sums.ExtraMinor, false)
	add("已放款商家", "Released to the merchant", view.Seller, sums.ReleasedMinor, true)
	add("保证金替代冻结", "Secured by deposit", view.Seller, sums.DepositMinor, false)
	add("其他来源支付", "From other sources", view.NoSide, sums.OthersMinor, false)
	for _, l := range seen.Picture.Lines {
		out.Lines = append(out.Lines, view.LineMoney{
			Title: s.goods(seen, l.Line), Paid: s.money(l.PaidMinor, seen.Order), Held: s.money(l.HeldMinor, seen.Order),
			Frozen: s.money(l.FrozenMinor, seen.Order), Refunded: s.money(l.RefundedMinor, seen.Order), Release: s.money(l.ReleasedMinor, seen.Order),
		})
	}
}

// journal reads every money event of an order, newest first.
func (s *session) journal(ctx context.Context, o escrow.Order) ([]view.Posting, error) {
	stream := record.Stream{Kind: record.Order, ID: o.ID.Bytes()}
	place, err := s.Clerk.Docket.Find(ctx, s.Market, stream)
	if err != nil {
		return nil, fmt.Errorf("reception: journal: %w", err)
	}
	stored, err := s.Clerk.Docket.Events(ctx, docket.Ref{Place: place, Stream: stream}, 1, 1000)
	if err != nil {
		return nil, fmt.Errorf("reception: journal: %w", err)
	}
	var out []view.Posting
	for _, e := range slices.Backward(stored) {
		booked, ok := e.Event.(escrow.Booked)
		if !ok || len(booked.Journal()) == 0 {
			continue
		}
		if line := s.posting(e, booked.Journal(), o); line.Buyer != nil || line.Held != nil || line.Seller != nil || line.Frozen != nil {
			out = append(out, line) // goods that change parcels move money between accounts shown as one
		}
	}
	return out, nil
}

// authority says by what a money event came about: a clock that ended, an act, the
// import; a row of the rule table says nothing to a reader.
func (s *session) authority(code string) string {
	book := s.Library.Named("tianping-std")
	switch {
	case code == "import":
		return s.two("订单导入", "order import")
	case book != nil && book.Clock(code) != nil:
		return s.two("「"+wording.Clock(code).ZH+"」届满", "end of “"+wording.Clock(code).EN+"”")
	case dispute.Past(code) != "":
		return s.in(wording.Move(code).Name)
	}
	return ""
}

// posting is one money event as a line: what each of the accounts shown gained.
func (s *session) posting(e docket.Stored, journal []escrow.Posting, o escrow.Order) view.Posting {
	var buyer, held, frozen, seller, moved int64
	for _, p := range journal {
		if p.Minor > 0 {
			moved += p.Minor
		}
		switch p.Name {
		case escrow.OutsidePurchase, escrow.OutsideRefund, escrow.OutsideDamages:
			buyer += p.Minor
		case escrow.HeldAccount, escrow.Payable:
			held += p.Minor
		case escrow.Frozen:
			frozen += p.Minor
		case escrow.Transit, escrow.OutsideSettled, escrow.OutsideToSeller, escrow.OutsideOwn:
			seller += p.Minor
		default: // accounts this page has no column for
		}
	}
	v := view.Posting{
		At: s.local(e.Meta.At), Why: s.authority(e.Meta.Authority), Proof: hashText(e.Meta.Hash),
		What: s.in(wording.Happened(e.Kind, wording.Facts{Sum: s.sum(moved, o.Currency)})),
	}
	for _, c := range []struct {
		to    **money.Amount
		minor int64
	}{{&v.Buyer, buyer}, {&v.Held, held + frozen}, {&v.Seller, seller}, {&v.Frozen, frozen}} {
		if c.minor != 0 {
			sum := s.money(c.minor, o)
			*c.to = &sum
		}
	}
	return v
}
