package reception

import (
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// arrives lets somebody in whom the marketplace knows and who holds nothing; he has an
// account. What is given is his number, as the desk reads it from his papers.
func (s *stand) arrives(name string) string {
	s.t.Helper()
	p, err := s.office.Clerk.Register(s.t.Context(), clerk.System(s.office.Market), "test", name, name)
	if err == nil {
		s.office.People[name] = p
		_, err = s.desk.Identity.Register(s.t.Context(), identity.NewAccount{Market: s.office.Market, Person: p, Login: name, Password: password})
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return p.String()
}

// unlocked has the desk unlock an account after it saw who its holder is.
func (s *stand) unlocked(name string) {
	s.t.Helper()
	err := s.office.Clerk.UnlockPerson(s.t.Context(), s.office.Who("supervisor"), s.office.People[name], 0)
	if err == nil {
		err = s.office.Stepper.Settle(s.t.Context(), s.office.Market)
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// offered is a case with an offer of the shop, and the page on which the buyer is
// about to accept it.
func (s *stand) offered(order id.Order) string {
	s.t.Helper()
	kase := s.file(order, notReceived())
	s.accepted(kase)
	s.do("shop", kase, "offer", "terms.0.claim", "1", "terms.0.amount", "200.00")
	s.at("buyer", kase)
	s.takes(kase, "accept_offer")
	return kase
}

// befalls has the desk record what happened to the claimant, on proof.
func (s *stand) befalls(kase, event string, more ...string) {
	s.t.Helper()
	s.whoever(kase, "party_event", "officer", "officer_2")
	s.move(kase, "party_event", append([]string{"party", "C", "event", event, "proof", s.paper("proof.png")}, more...)...)
}

// barred proves that the buyer's page that was open before leads nowhere now, that he
// reads why, and that nothing that gives something up is offered to him any more.
func (s *stand) barred(kase, why string) {
	s.t.Helper()
	s.as("buyer")
	s.follow("send", sendButton)
	if s.there(confirming) {
		s.confirm()
	}
	if s.recorded() {
		s.t.Fatalf("it slipped through: %s", s.body())
	}
	s.look()
	s.see(why)
	s.at("buyer", kase)
	for _, act := range []string{"accept_offer", "withdraw", "external_withdraw", "waive_appeal"} {
		if s.may(kase, act) {
			s.t.Errorf("%s is offered", act)
		}
	}
}

// Journey (r): an account in other hands, a party who is not of age, a party who died:
// no irreversible act slips through, not by a page that was open before either; then
// the right person does it.
func TestBrowserRNoIrreversibleActSlipsThrough(t *testing.T) {
	told(t, "en", func(s *stand) {
		goods := officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour}

		locked := s.offered(s.order)
		s.befalls(locked, "lock_party")
		s.barred(locked, s.two("账号已锁定", "The account is locked"))
		s.see(s.two("账号锁定", "Account locked"))
		s.say("我的账号被盗了。")
		s.see("我的账号被盗了。")
		s.unlocked("buyer")
		s.do("buyer", locked, "accept_offer")

		ward := s.buy(goods)
		minor := s.offered(ward)
		mother := s.arrives("mother")
		s.befalls(minor, "incapable")
		s.barred(minor, s.two("监护人", "guardian"))
		s.befalls(minor, "guardian", "person", mother)
		s.given("mother", minor)
		s.look()
		s.move(minor, "accept_offer")

		estate := s.buy(goods)
		dead := s.offered(estate)
		heir := s.arrives("heir")
		s.befalls(dead, "substitute")
		s.barred(dead, "")
		s.befalls(dead, "succeed", "person", heir)
		s.given("heir", dead)
		s.move(dead, "accept_offer")

		s.after(60 * 24 * time.Hour)
		for _, o := range []id.Order{s.order, ward, estate} {
			s.paid(o, 20000, 9900)
		}
	})
}

// given brings somebody to a case he was told of, by his own list where it stands there.
func (s *stand) given(who, kase string) {
	s.t.Helper()
	if !s.finds(who, kase) {
		s.open(kase)
	}
}
