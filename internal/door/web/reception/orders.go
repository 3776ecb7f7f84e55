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
		return view.Chip{Text: s.t.Desk.SupervisedOnly}
	case row.FrozenMinor > 0:
		return view.Chip{Tone: view.Golden, Icon: "lock", Text: s.t.Desk.FrozenInDispute}
	case row.HeldMinor > 0:
		return view.Chip{Tone: view.Golden, Text: s.t.Desk.Held}
	case row.Refunds >= row.TotalMinor && row.TotalMinor > 0:
		return view.Chip{Text: s.t.Desk.RefundedAll}
	case row.Refunds > 0:
		return view.Chip{Text: s.t.Desk.PartRefunded}
	}
	return view.Chip{Tone: view.Fine, Text: s.t.Desk.Released}
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
		v.Payments = append(v.Payments, view.Pair{Name: s.at(p.At), Value: s.sum(p.Minor, ord.Currency) + " · " + s.in(wording.Tender(p.Tender))})
	}
	if !ord.PromisedDispatch.IsZero() {
		v.Terms = append(v.Terms, view.Pair{Name: s.t.Desk.PromisedDispatch, Value: s.till(ord.PromisedDispatch)})
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
		v.TalkURL = url + "/talk"
		v.KeepURL = "/locker?order=" + ord.ID.String() + "#keep"
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
	return fmt.Sprintf(s.t.Desk.ItemNo, line)
}

func (s *session) lineState(seen casebook.Order, line int) view.Chip {
	for _, l := range seen.Picture.Lines {
		if l.Line != line {
			continue
		}
		switch {
		case l.FrozenMinor > 0:
			return view.Chip{Tone: view.Golden, Icon: "lock", Text: s.t.Desk.FrozenNow}
		case l.HeldMinor > 0:
			return view.Chip{Tone: view.Golden, Text: s.t.Desk.Held}
		case l.PayableMinor > 0:
			return view.Chip{Tone: view.Warn, Text: s.t.Desk.BeingRefunded}
		case l.RefundedMinor > 0:
			return view.Chip{Text: s.t.Desk.RefundedAll}
		case l.ReleasedMinor > 0:
			return view.Chip{Tone: view.Fine, Text: s.t.Desk.Released}
		}
	}
	return view.Chip{}
}

// where says where the money of an order stands.
func (s *session) where(w escrow.Where) view.Chip {
	switch w {
	case escrow.Supervised:
		return view.Chip{Text: s.t.Desk.SupervisedOnly}
	case escrow.Unpaid:
		return view.Chip{Text: s.t.Desk.Unpaid}
	case escrow.IsHeld:
		return view.Chip{Tone: view.Golden, Text: s.t.Desk.Held}
	case escrow.IsFrozen:
		return view.Chip{Tone: view.Golden, Icon: "lock", Text: s.t.Desk.FrozenInDispute}
	case escrow.PartFrozen:
		return view.Chip{Tone: view.Golden, Icon: "lock", Text: s.t.Desk.PartFrozen}
	case escrow.Returning:
		return view.Chip{Tone: view.Warn, Text: s.t.Desk.BeingRefunded}
	case escrow.Refunded:
		return view.Chip{Text: s.t.Desk.RefundedAll}
	case escrow.PartBack:
		return view.Chip{Text: s.t.Desk.PartRefunded}
	case "":
		return view.Chip{Text: s.t.Desk.PartlySettledSumsNotShown}
	case escrow.WithSeller:
	}
	return view.Chip{Tone: view.Fine, Text: s.t.Desk.Released}
}

func (s *session) custody(c escrow.Custody) string {
	switch c {
	case escrow.Held:
		return s.t.Desk.PaymentProviderKeepsMoneyEscrow
	case escrow.Instructed:
		return s.t.Desk.MarketplaceItsInstitutionKeepsMoney
	case escrow.None:
	}
	return s.t.Desk.PlatformDoesNotHoldMoney
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
	v := view.Parcel{Name: fmt.Sprintf(s.t.Desk.Parcel, p.No), Carrier: p.Carrier}
	var holds []string
	for _, i := range p.Items {
		holds = append(holds, fmt.Sprintf("%s ×%d", s.goods(seen, i.Line), i.Qty))
	}
	v.Holds = s.list(holds)
	switch {
	case !p.LostAt.IsZero():
		v.State = view.Chip{Tone: view.Bad, Text: s.t.Desk.Lost}
	case !p.RefusedAt.IsZero():
		v.State = view.Chip{Tone: view.Warn, Text: s.t.Desk.Refused}
	case !p.SignedAt.IsZero():
		v.State = view.Chip{Tone: view.Fine, Text: s.t.Desk.Signed}
	case !p.DispatchedAt.IsZero():
		v.State = view.Chip{Text: s.t.Desk.ItsWay}
	default:
		v.State = view.Chip{Text: s.t.Desk.BeDispatched}
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
		return s.t.Desk.PickedUp
	case escrow.Moved:
		return s.t.Desk.ItsWay
	case escrow.OutFor:
		return s.t.Desk.OutDelivery
	case escrow.Delivered:
		return s.t.Desk.Delivered
	case escrow.Signed:
		return s.t.Desk.Signed
	case escrow.Refused:
		return s.t.Desk.Refused
	case escrow.SentBack:
		return s.t.Desk.GoingBack
	case escrow.Lost:
		return s.t.Desk.Lost
	}
	return string(code)
}

// confirmTimer is the clock that confirms receipt by itself.
func (s *session) confirmTimer(p escrow.Parcel) *view.Deadline {
	for _, i := range p.Items {
		t := i.Confirm
		if t.Rest != nil {
			return &view.Deadline{Actor: s.t.Desk.System, Act: s.t.Desk.ConfirmsItself, Paused: s.t.Desk.AutomaticConfirmationPausedMoneyFrozen}
		}
		due, runs := t.Due()
		if !runs {
			continue
		}
		count := t.Count
		count.Start.At, count.Due = s.local(count.Start.At), s.local(count.Due)
		then := s.t.Desk.MoneyGoesMerchant
		name := s.t.Desk.ConfirmedItself
		return &view.Deadline{
			Actor: s.in(wording.Side("buyer")), Act: s.t.Desk.ConfirmReceipt, Mine: s.visitor.Side == view.Buyer, Began: count.Start.At, Due: s.local(due), Otherwise: capital(then) + s.t.Desk.Stop,
			Why: wording.Explain(count, s.visitor.Lang, wording.Deadline{Name: name, Began: s.t.Desk.SignatureDispatch, Then: then}), Provisional: count.Provisional,
		}
	}
	return nil
}

// picture shows where the money is, as a path.
func (s *session) picture(seen casebook.Order) view.Picture {
	o, sums := seen.Order, seen.Picture.Sums
	if seen.Veiled {
		return view.Picture{Says: fmt.Sprintf(s.t.Desk.BuyerPaidFrozenClaimsStill, s.sum(sums.PaidMinor, o.Currency), s.sum(sums.FrozenMinor, o.Currency))}
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
		{Name: s.t.Desk.BuyerPaid, Note: s.sum(sums.PaidMinor, o.Currency), State: state(sums.PaidMinor > 0, false)},
		{Name: s.t.Desk.Held, Note: s.sum(sums.HeldMinor, o.Currency), State: state(sums.PaidMinor > 0, sums.HeldMinor > 0 && sums.FrozenMinor == 0)},
		{Name: s.t.Desk.Dispatch, State: state(!shipped.IsZero(), false)},
		{Name: s.t.Desk.ReceiptConfirmed, Note: s.t.Desk.ItselfTime, State: state(inEscrow == 0 && sums.ReleasedMinor > 0, false)},
	}, From: 1}
	if !shipped.IsZero() {
		p.Path[2].Note, p.From = s.t.Day(s.local(shipped), s.now), 2
	}
	if sums.FrozenMinor > 0 {
		p.Branch = &view.Station{Name: s.t.Desk.FrozenInDispute, Note: s.sum(sums.FrozenMinor, o.Currency), State: view.Now}
		p.Note = s.t.Desk.DisputeFiled
	}
	p.Ends = []view.Station{
		{Name: s.t.Desk.BackBuyer, Note: s.sum(sums.RefundedMinor, o.Currency), State: state(sums.RefundedMinor > 0, false)},
		{Name: s.t.Desk.ToMerchant, Note: s.sum(sums.ReleasedMinor+sums.SellerMinor, o.Currency), State: state(sums.ReleasedMinor > 0, false)},
	}
	if sums.PayableMinor > 0 { // instructed is not paid (design §6)
		p.Ends[0].State, p.Ends[0].Note = view.Now, s.sum(sums.PayableMinor, o.Currency)+" · "+capital(s.in(wording.Payment("instructed")))
	}
	p.Says = fmt.Sprintf(s.t.Desk.BuyerPaidHeldFrozenWent, s.sum(sums.PaidMinor, o.Currency), s.sum(sums.HeldMinor, o.Currency), s.sum(sums.FrozenMinor, o.Currency), s.sum(sums.RefundedMinor, o.Currency), s.sum(sums.ReleasedMinor, o.Currency))
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
	out := view.Escrow{Sum: s.t.Desk.AllAccountsAddUpZero}
	if out.Order, err = s.order(ctx, seen); err != nil {
		return out, err
	}
	if seen.Veiled {
		out.Sum = out.Order.Picture.Says
		out.Balances = []view.Balance{{Name: s.t.Desk.EscrowFrozen, Side: view.Gold, Sum: s.money(seen.Picture.FrozenMinor, seen.Order)}}
		return out, nil
	}
	s.balances(&out, seen)
	out.Journal, err = s.journal(ctx, seen.Order)
	return out, outside(err)
}

func (s *session) balances(out *view.Escrow, seen casebook.Order) {
	sums := seen.Picture.Sums
	add := func(name string, side view.Side, minor int64, always bool) {
		if minor != 0 || always {
			out.Balances = append(out.Balances, view.Balance{Name: name, Side: side, Sum: s.money(minor, seen.Order)})
		}
	}
	add(s.t.Desk.EscrowHeld, view.Gold, sums.HeldMinor, true)
	add(s.t.Desk.EscrowFrozen, view.Gold, sums.FrozenMinor, true)
	add(s.t.Desk.InstructedNotConfirmed, view.Gold, sums.PayableMinor, false)
	add(s.t.Desk.RefundedBuyer, view.Buyer, sums.RefundedMinor, true)
	add(s.t.Desk.FreightDamagesPaid, view.Buyer, sums.ExtraMinor, false)
	add(s.t.Desk.ReleasedToMerchant, view.Seller, sums.ReleasedMinor, true)
	add(s.t.Desk.SecuredDeposit, view.Seller, sums.DepositMinor, false)
	add(s.t.Desk.FromOtherSources, view.NoSide, sums.OthersMinor, false)
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
		return s.t.Desk.OrderImport
	case book != nil && book.Clock(code) != nil:
		return fmt.Sprintf(s.t.Desk.EndOf, s.in(wording.Clock(code)))
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
