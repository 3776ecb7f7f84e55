package reception

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

func caseURL(c id.Case) string { return "/cases/" + c.String() }

func moveURL(c id.Case, act, on string) string {
	url := caseURL(c) + "/moves/" + act
	if on != "" {
		url += "?on=" + on
	}
	return url
}

// room is one case as its reader may see it, while its page is built.
type room struct {
	*session
	casebook.Case
	kase  dispute.Case
	world dispute.World
	book  *dispute.Book
	who   map[dispute.Side]view.Who
	of    bought
	rows  []casebook.Entry // oldest first
	plain bool             // nothing is masked: by a request by law that names personal data
}

// enter opens a case for a visitor. A draft is open to its author alone.
func (s *session) enter(ctx context.Context, of id.Case) (*room, error) {
	seen, err := s.Casebook.Case(ctx, s.who(), of)
	if err != nil {
		return nil, outside(err)
	}
	return s.roomOf(ctx, seen)
}

// roomOf opens a case that was read.
func (s *session) roomOf(ctx context.Context, seen casebook.Case) (*room, error) {
	var err error
	r := &room{session: s, Case: seen, kase: seen.Sight.World.Case, world: seen.Sight.World, book: seen.Sight.Book, who: map[dispute.Side]view.Who{}}
	if r.draft() && seen.Audience.Side != dispute.Claimant {
		return nil, web.ErrUnknown
	}
	for _, p := range r.kase.Parties {
		if r.who[p.Side], err = r.party(ctx, p); err != nil {
			return nil, outside(err)
		}
	}
	r.of = s.called(r.OrderNumber, r.Titles)
	r.rows = slices.Clone(seen.Timeline)
	slices.Reverse(r.rows)
	return r, outside(r.callAgents(ctx))
}

func (r *room) draft() bool {
	st := r.book.Stage(r.Stage)
	return st != nil && st.Initial
}

// party is a side of the case by name: one's own in full, a counterpart masked, a
// shop by its sign.
func (r *room) party(ctx context.Context, p dispute.Party) (view.Who, error) {
	w := view.Who{Side: view.Seller, Role: capital(r.in(wording.Side(string(p.Kind)))), You: r.Audience.Side == p.Side}
	var err error
	if p.Kind == dispute.Buyer {
		w.Side = view.Buyer
		w.Name, err = r.name(ctx, p.Person, r.Audience.Side != p.Side)
	} else {
		w.Name, err = r.shop(ctx, p.Merchant)
	}
	if w.Name == "" {
		w.Name = w.Role
	}
	return w, err
}

// Case implements web.Cases.
func (c cases) Case(ctx context.Context, who view.Visitor, of id.Case, before string) (view.Case, error) {
	s, err := c.ask(ctx, who)
	if err != nil {
		return view.Case{}, err
	}
	r, err := s.enter(ctx, of)
	if err != nil {
		return view.Case{}, err
	}
	if r.draft() {
		return view.Case{}, web.ErrUnknown // its page is the filing
	}
	out := view.Case{CaseBrief: r.brief(), Intro: r.intro(), Steps: r.steps(), Claims: r.claims(), Acts: r.acts()}
	out.Deadline, out.Deadlines = r.deadlines()
	out.Now = r.happens(out.Deadline, out.Deadlines)
	for _, p := range r.kase.Parties {
		out.Parties = append(out.Parties, r.partyCard(p))
		if r.Audience.Side != "" || r.changesParties() {
			out.PeopleURL, out.DeskPeople = caseURL(r.kase.ID)+"/people", r.Audience.Side == ""
		}
	}
	if r.seated() {
		out.RevealURL = revealURL(r.kase.ID)
	}
	r.offers(&out)
	r.timeline(&out, before)
	out.Exhibits, out.Asked = r.exhibits(ctx), r.ordered()
	mandates, err := r.mandateExhibits(ctx)
	if err != nil {
		return out, outside(err)
	}
	out.Exhibits = append(out.Exhibits, mandates...)
	if out.Channels, err = r.channels(ctx); err != nil {
		return out, outside(err)
	}
	r.staff(&out)
	out.Call = r.call()
	if out.News, err = r.news(ctx); err != nil {
		return out, outside(err)
	}
	out.Obligations = r.obligations()
	out.Latest, out.Papers = r.latest(), r.papersOf()
	out.Seen = r.seen()
	if out.Heads, err = c.Casebook.Heads(ctx, r.Watch); err != nil {
		return out, outside(err)
	}
	nextStep(&out)
	if err := r.kin(ctx, &out); err != nil {
		return out, err
	}
	out.Stake = r.stake(&out)
	if err := r.order(ctx, &out); err != nil {
		return out, outside(err)
	}
	return out, nil
}

// nextStep puts the button of the one thing to do beside its deadline.
func nextStep(c *view.Case) {
	d := c.Deadline
	if d == nil || !d.Mine || d.URL != "" {
		return
	}
	for _, o := range c.Obligations {
		if o.Clock != nil && o.Clock.Mine && o.Due.Equal(d.Due) && len(o.Acts) > 0 {
			d.URL, d.ActName = o.Acts[0].URL, o.Acts[0].Name
			return
		}
	}
	if len(c.Acts) > 0 && slices.Contains(first(), c.Acts[0].Code) {
		d.URL, d.ActName = c.Acts[0].URL, c.Acts[0].Name
	}
}

// latest is the last act of this reader, for the page that follows it.
func (r *room) latest() *view.Entry {
	for _, e := range r.Timeline { // newest first
		if _, ok := e.Event.(dispute.Act); ok && e.Person == r.visitor.Person {
			shown := r.entry(e)
			return &shown
		}
	}
	return nil
}

// brief is the head of the case.
func (r *room) brief() view.CaseBrief {
	reason := ""
	if len(r.kase.Claims) > 0 {
		reason = r.kase.Claims[0].Reason
	}
	b := view.CaseBrief{ID: r.kase.ID.String(), Number: r.kase.Number, Title: r.about(reason, r.of.goods), Order: r.of.number, URL: caseURL(r.kase.ID)}
	b.Status = append(b.Status, view.Chip{Tone: view.Brand, Text: capital(r.in(r.closedPaying(r.stageName(r.Stage))))})
	if r.draft() {
		b.URL = "/file/" + r.kase.ID.String() + "/problem"
	}
	if r.Held {
		b.Status = append(b.Status, view.Chip{Tone: view.Warn, Text: r.holdName()})
	}
	for label, on := range map[string]bool{"safety": r.kase.Safety, "mediation_only": r.kase.MediationOnly, "provisional_accept": r.kase.Provisional} {
		if on {
			b.Status = append(b.Status, view.Chip{Tone: view.Warn, Text: capital(r.in(wording.Label(label)))})
		}
	}
	slices.SortStableFunc(b.Status[1:], func(x, y view.Chip) int { return strings.Compare(x.Text, y.Text) })
	if n := r.frozen(); n > 0 {
		b.Status = append(b.Status, view.Chip{Tone: view.Golden, Icon: "lock", Text: r.t.Desk.FrozenSum + r.sum(n, r.kase.Currency)})
	}
	return b
}

func (r *room) holdName() string {
	for _, h := range r.kase.Holds {
		if !h.Lifted {
			return capital(r.in(wording.Hold(h.Kind)))
		}
	}
	return r.t.Desk.Hold
}

// frozen is what this case holds frozen of its order.
func (r *room) frozen() int64 {
	var n int64
	for _, l := range (escrow.Books{Order: r.world.Order}).Picture().Lines {
		for _, c := range l.Claims {
			if c.Case == r.kase.ID {
				n += c.FrozenMinor
			}
		}
	}
	return n
}

// intro says as what staff are looking.
func (r *room) intro() string {
	if !r.Audience.Staff {
		return ""
	}
	var seats []string
	for _, seat := range r.kase.Seats {
		if seat.Person == r.visitor.Person && !seat.Left {
			seats = append(seats, r.in(wording.Who(seat.Role)))
		}
	}
	switch {
	case len(seats) == 0:
		return r.t.Desk.NoSeat
	case r.Audience.Decider:
		return fmt.Sprintf(r.t.Desk.SeatOfDecider, r.list(seats))
	default:
		return fmt.Sprintf(r.t.Desk.SeatHeld, r.list(seats))
	}
}

// steps are the road of a case: 受理 → 协商 → 举证 → 调解 → 平台裁决 → 履行, always
// the same, with where the case stands and what it passed by. Panel, review and the
// end show only in cases that have them.
func (r *room) steps() []view.Step {
	visited := map[string]bool{r.Phase: true}
	for _, e := range r.rows {
		if in, ok := e.Event.(dispute.Entered); ok {
			if s := r.book.Stage(in.Stage); s != nil {
				visited[s.Phase] = true
			}
		}
	}
	order := []string{"intake", "negotiation", "evidence", "mediation", "panel", "decision", "appeal", "performance", "closed"}
	seldom := []string{"panel", "appeal", "closed"}
	now := slices.Index(order, r.Phase)
	var out []view.Step
	for i, phase := range order {
		if slices.Contains(seldom, phase) && !visited[phase] {
			continue
		}
		step := view.Step{Name: r.t.Case.Phase(phase), State: view.Next}
		switch {
		case i == now:
			step.State = view.Now
			if stage := capital(r.in(r.stageName(r.Stage))); stage != step.Name {
				step.Note = stage
			}
		case i < now && visited[phase]:
			step.State = view.Done
		case i < now:
			step.State = view.PassedBy
		case visited[phase]:
			step.State = view.Done // an appeal sent back
		}
		out = append(out, step)
	}
	return out
}

// partyCard is a side with who acts for it.
func (r *room) partyCard(p dispute.Party) view.Party {
	card := view.Party{Who: r.who[p.Side]}
	side := r.t.Desk.Claimant
	if p.Side == dispute.Respondent {
		side = r.t.Desk.Respondent
	}
	card.Notes = append(card.Notes, side)
	if len(p.RepBy) > 0 {
		card.Notes = append(card.Notes, r.t.Desk.Represented)
	}
	if r.Audience.Side == p.Side {
		card.Notes = append(card.Notes, r.agentsOf(p)...)
	}
	if p.Locked {
		card.Notes = append(card.Notes, r.t.Desk.AccountLockedIrreversibleActsWait)
	}
	return card
}

// claims are the demands, each with its own state.
func (r *room) claims() []view.Claim {
	var out []view.Claim
	open := map[int]bool{}
	for i := range r.kase.Tracks {
		open[r.kase.Tracks[i].No] = !r.kase.Tracks[i].Closed
	}
	for i := range r.kase.Claims {
		k := &r.kase.Claims[i]
		c := view.Claim{
			No: fmt.Sprint(k.No), Asks: capital(r.in(wording.Remedy(k.Remedy))), Ground: capital(r.in(wording.Reason(k.Reason))), Scope: r.scope(k.Scope),
			Sum: money.Amount{Minor: k.Minor, Currency: r.kase.Currency}, State: r.claimState(*k),
		}
		behind := r.Audience.Decider && slices.Contains(r.Agreed, k.No)
		if k.State != dispute.Open && !behind && (k.Granted > 0 || k.Paid > 0) {
			c.Got = &money.Amount{Minor: max(k.Granted, k.Paid), Currency: r.kase.Currency}
		}
		if len(r.kase.Tracks) > 1 {
			if t := r.kase.Track(k.Track); t != nil {
				c.Stage = capital(r.in(wording.Stage(t.Stage)))
			}
		}
		if h := r.kase.Held(k.Track); h != nil {
			c.Hold = capital(r.in(wording.Hold(h.Kind)))
		}
		out = append(out, c)
	}
	return out
}

func (r *room) claimState(k dispute.Claim) view.Chip {
	if r.Audience.Decider && slices.Contains(r.Agreed, k.No) {
		return view.Chip{Text: capital(r.in(wording.Label("closed_by_agreement")))}
	}
	chip := view.Chip{Text: capital(r.in(wording.ClaimState(string(k.State))))}
	switch k.State {
	case dispute.Performed:
		how := paid(r.world.Order.PaidOut(r.kase.ID, func(p escrow.PayOut) bool { return p.Claim == k.No }))
		chip.Tone, chip.Text = view.Fine, capital(r.in(wording.Performed(how)))
		if how != "confirmed" {
			chip.Tone = view.Warn
		}
	case dispute.Agreed, dispute.Determined:
		chip.Tone = view.Brand
	case dispute.Dismissed, dispute.Unrecovered:
		chip.Tone = view.Bad
	case dispute.Open, dispute.Withdrawn, dispute.Lapsed:
	}
	return chip
}

// scope names the goods of a claim: 耳机 ×1.
func (r *room) scope(items []dispute.ScopeItem) string {
	var parts []string
	for _, s := range items {
		parts = append(parts, fmt.Sprintf("%s ×%d", r.lineTitle(s.Line), s.Qty))
	}
	return r.list(parts)
}

func (r *room) lineTitle(line int) string {
	if t := r.Titles[line]; t != "" {
		return t
	}
	return fmt.Sprintf(r.t.Desk.ItemNo, line)
}

// order shows the goods in dispute and where their money is.
func (r *room) order(ctx context.Context, out *view.Case) error {
	shop, err := r.shop(ctx, r.world.Order.Merchant)
	if err != nil {
		return err
	}
	url := "/orders/" + r.kase.Order.String()
	seen := map[int]bool{}
	for _, k := range r.kase.Claims {
		for _, item := range k.Scope {
			if seen[item.Line] {
				continue
			}
			seen[item.Line] = true
			for _, l := range r.world.Order.Lines {
				if l.No == item.Line {
					out.Subjects = append(out.Subjects, view.Subject{
						Title: r.lineTitle(l.No), Shop: shop, Order: r.t.Desk.Order, OrderURL: url, Quantity: int64(item.Qty),
						Amount: money.Amount{Minor: l.ShareMinor, Currency: r.kase.Currency},
					})
				}
			}
		}
	}
	sums := escrow.Books{Order: r.world.Order}.Picture().Sums
	for _, p := range []struct {
		name  string
		minor int64
	}{
		{r.t.Desk.Held, sums.HeldMinor},
		{r.t.Desk.FrozenNow, sums.FrozenMinor},
		{r.t.Desk.InstructedNotConfirmed, sums.PayableMinor},
		{r.t.Desk.Refunded, sums.RefundedMinor},
		{r.t.Desk.ReleasedMerchant, sums.ReleasedMinor},
	} {
		if p.minor != 0 {
			out.Escrow = append(out.Escrow, view.Pair{Name: p.name, Value: r.sum(p.minor, r.kase.Currency)})
		}
	}
	out.EscrowURL = url + "/escrow"
	return nil
}
