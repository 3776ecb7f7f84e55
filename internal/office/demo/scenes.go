package demo

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
)

// goods are what an order is about.
type goods struct {
	title  string
	qty    int64
	minor  int64
	unsent bool
}

// scene is one case played from its order to where it stands on the last morning.
type scene struct {
	name    string
	buyer   string
	shop    string
	goods   []goods
	signed  time.Duration // before the filing; 0: three days
	own     bool          // the platform itself sells
	gone    bool          // the money has left for the merchant
	carrier string        // "" SF
	filer   string        // "" the buyer
	steps   []step
}

// step is one act. who may be "claimant", "respondent" or "seat:adjudicator".
type step struct {
	at   time.Time
	who  string
	move string
	set  map[string]string
}

// at is an instant of the summer: month, day, hour, minute in legal time.
func at(month time.Month, day, hour, minute int) time.Time {
	return time.Date(2026, month, day, hour, minute, 0, 0, zone)
}

func sep(day, hour, minute int) time.Time { return at(time.September, day, hour, minute) }

func do(t time.Time, who, move string, set ...string) step {
	s := step{at: t, who: who, move: move, set: map[string]string{}}
	for i := 0; i+1 < len(set); i += 2 {
		s.set[set[i]] = set[i+1]
	}
	return s
}

// claim is what most buyers ask: one ground, one remedy, one line.
func claim(reason, remedy string, more ...string) []string {
	return append([]string{
		"claims/0/reason", reason, "claims/0/remedy", remedy, "claims/0/scope/0/line", "1", "claims/0/scope/0/qty", "1", "claims/0/story", "", "story", storyOf(reason),
	}, more...)
}

// opened plays a case up to its acceptance.
func opened(file, accept time.Time, c []string, rest ...step) []step {
	return append([]step{do(file, "claimant", "submit", c...), do(accept, "officer", "accept")}, rest...)
}

// escalated plays on to the round of evidence: the merchant refused.
func escalated(file, accept, refuse, escalate time.Time, c []string, rest ...step) []step {
	return opened(file, accept, c, append([]step{
		do(refuse, "respondent", "answer", "answers/0/answer", "refuse", "answers/0/reason", said("answer", "reason")), do(escalate, "claimant", "escalate"),
	}, rest...)...)
}

// heard closes both parts of the round by both sides being done.
func heard(first time.Time, consent string) []step {
	return []step{
		do(first, "claimant", "add_exhibit", "kind", "PHO", "name", "收到的包裹.png", "purpose", "收到时的包裹"), do(first.Add(time.Minute), "respondent", "add_exhibit", "kind", "POD", "name", "面单.png", "purpose", "面单与签收底单"),
		do(first.Add(90*time.Second), "claimant", "add_exhibit", "kind", "CHAT", "name", "聊天记录.txt", "purpose", "与客服的聊天记录"),
		do(first.Add(2*time.Minute), "claimant", "consent_mediation", "consent", consent), do(first.Add(3*time.Minute), "respondent", "consent_mediation", "consent", consent),
		do(first.Add(time.Hour), "claimant", "done"), do(first.Add(2*time.Hour), "respondent", "done"),
		do(first.Add(24*time.Hour), "claimant", "done"), do(first.Add(25*time.Hour), "respondent", "done"),
		do(first.Add(26*time.Hour), "officer", "close_round"),
	}
}

// agenda turns scenes and plain orders into turns.
func (s *Stage) agenda() []turn {
	var all []turn
	for i, sc := range slices.Concat(scenes(), lateScenes(), closedScenes(), crowdScenes(), fortyScenes()) {
		all = append(all, s.turns(sc, i)...)
	}
	for i := range 76 {
		when := at(time.July, 10, 9, 0).Add(time.Duration(i) * 17 * time.Hour)
		all = append(all, turn{at: when, name: "order", do: func(ctx context.Context) error {
			_, err := s.sell(ctx, scene{buyer: []string{"buyer", "buyer2"}[i%2], shop: []string{"青禾家居", "远山数码"}[i%2], goods: []goods{wares()[i%len(wares())]}}, 48*time.Hour)
			return err
		}})
	}
	return append(all, s.keeping()...)
}

// turns are a scene's order and steps.
func (s *Stage) turns(sc scene, n int) []turn {
	if sc.buyer == "" {
		sc.buyer = []string{"buyer", "buyer2"}[n%2]
	}
	if sc.shop == "" {
		sc.shop = []string{"青禾家居", "远山数码"}[n/2%2]
	}
	if sc.own {
		sc.shop = "平台自营"
	}
	if len(sc.goods) == 0 {
		sc.goods = []goods{wares()[n%len(wares())]}
	}
	if sc.signed == 0 {
		sc.signed = 72 * time.Hour
	}
	var c id.Case
	first := sc.steps[0].at
	out := []turn{{at: first.Add(-time.Minute), name: sc.name, do: func(ctx context.Context) error {
		order, err := s.sell(ctx, sc, sc.signed)
		if err != nil {
			return err
		}
		res, err := s.Clerk.Open(ctx, s.who(s.filer(sc)), clerk.Opening{Order: order})
		c = res.Case
		return err
	}}}
	for _, st := range sc.steps {
		if st.move == "" {
			continue
		}
		out = append(out, turn{at: st.at, name: sc.name, do: func(ctx context.Context) error { return s.act(ctx, sc, c, st) }})
	}
	return out
}

func (s *Stage) filer(sc scene) string {
	if sc.filer == "shop" {
		return s.owner(sc.shop)
	}
	return sc.buyer
}

func (s *Stage) owner(shop string) string {
	switch shop {
	case "远山数码":
		return "shop2"
	case "拾光杂货":
		return "shop3"
	case "果然鲜生":
		return "shop4"
	default:
		return "shop"
	}
}

// act makes a step, as whoever stands where the step says.
func (s *Stage) act(ctx context.Context, sc scene, c id.Case, st step) error {
	login := st.who
	switch {
	case st.who == "claimant":
		login = s.filer(sc)
	case st.who == "respondent" && sc.filer == "shop":
		login = sc.buyer
	case st.who == "respondent" && sc.own:
		login = "seller"
	case st.who == "respondent":
		login = s.owner(sc.shop)
	case st.who == "carrier":
		return s.Clerk.CarrierMove(ctx, s.Market, c, st.move)
	case strings.HasPrefix(st.who, "seat:"):
		look, err := s.Clerk.Look(ctx, s.who("officer"), c)
		if err != nil {
			return err
		}
		seat := look.World.Case.Seat(strings.TrimPrefix(st.who, "seat:"))
		login = ""
		for name, p := range s.people {
			if p == seat && !seat.IsZero() {
				login = name
			}
		}
		if login == "" {
			return fmt.Errorf("nobody holds the %s in %s", st.who, look.World.Case.Tracks[0].Stage)
		}
	}
	return s.move(ctx, login, c, st.move, st.set)
}

// nameOf is what a buyer is called.
func nameOf(login string) string {
	for _, p := range cast() {
		if p.login == login {
			return p.name
		}
	}
	for i := range crowd {
		if crowdLogin(i) == login {
			return crowdName(i)
		}
	}
	return ""
}

// sell imports an order bought six days before its signature.
func (s *Stage) sell(ctx context.Context, sc scene, signed time.Duration) (id.Order, error) {
	legal, err := s.Clerk.Legal(ctx, s.Market)
	if err != nil {
		return id.Order{}, err
	}
	s.sold++
	bought := legal.Add(-signed - 96*time.Hour)
	p := escrow.Purchase{
		Source: "demo", Number: fmt.Sprintf("27%016d", 4410000+s.sold*37), Origin: escrow.Imported, Custody: escrow.Held, Currency: "CNY", SelfOperated: sc.own,
		Buyer: escrow.Buyer{Person: s.people[sc.buyer], Nickname: sc.buyer, Name: nameOf(sc.buyer), Phone: "13812345678", Address: "浙江省杭州市西湖区文三路 9 号"}, Merchant: s.merchants[sc.shop], BoughtAt: bought,
	}
	var total int64
	for i, g := range sc.goods {
		p.Lines = append(p.Lines, escrow.PurchaseLine{No: i + 1, Title: g.title, Qty: g.qty, UnitMinor: g.minor})
		total += g.qty * g.minor
		if g.unsent {
			continue
		}
		parcel := escrow.PurchaseParcel{No: len(p.Parcels) + 1, Carrier: cmp.Or(sc.carrier, "SF"), Waybill: fmt.Sprintf("SF%013d", 1000000+s.sold*10+i), Items: []escrow.Packed{{Line: i + 1, Qty: g.qty}}}
		parcel.Track = []escrow.TrackPoint{
			{At: bought.Add(5 * time.Hour), Code: escrow.FirstScan, Place: "杭州余杭"},
			{At: bought.Add(30 * time.Hour), Code: escrow.Moved, Place: "杭州转运中心"},
			{At: legal.Add(-signed), Code: escrow.Signed, Signer: escrow.SignedUnknown, Place: "杭州西湖"},
		}
		if sc.gone {
			parcel.ConfirmedAt = legal.Add(-signed / 2)
		}
		p.Parcels = append(p.Parcels, parcel)
	}
	if sc.gone {
		p.PaidOutAt = legal.Add(-signed / 3)
	}
	p.Payments = []escrow.Payment{{ID: "pay", Tender: []string{"alipay", "wechat", "card"}[s.sold%3], Minor: total, At: bought.Add(time.Minute)}}
	order, err := s.Clerk.LandOrder(ctx, s.system(), p, &s.mu)
	if err != nil {
		var books *escrow.ImportError
		if errors.As(err, &books) {
			return order, fmt.Errorf("order: %w", books)
		}
		return order, err
	}
	return order, s.Stepper.Settle(ctx, s.Market)
}
