// Package demo fills a sandbox marketplace with orders and cases that one could
// meet: every one is made by the public commands, by people with accounts, under a
// stepping clock. It inserts no row and knows no shortcut.
//
//	scenes → agenda by legal time → Stepper.Step → clerk.Move … → 2026-09-14 09:00
package demo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/deadline"
	"github.com/tianping-odr/tianping/internal/office/evidence"
	"github.com/tianping-odr/tianping/internal/office/identity"
)

// Stage is where a demo is built.
type Stage struct {
	Clerk    *clerk.Clerk
	Identity *identity.Desk
	Stepper  *deadline.Stepper
	Market   id.Market
	NewID    func() [16]byte
	Evidence *evidence.Room // where the bytes of exhibits are kept
	// Progress hears how far it is, in thousandths.
	Progress func(done, of int)

	people    map[string]id.Person
	merchants map[string]id.Merchant
	Accounts  []Account
	sold      int
	brought   int
	chat      int // the kept record of a chat, until it came into a case
	mu        sync.Mutex
}

// Account is one way in, for the sign-in page and the API.
type Account struct {
	Name     string    `json:"name"` // log-in
	RoleZH   string    `json:"role_zh"`
	RoleEN   string    `json:"role_en"`
	Password string    `json:"password"`
	Key      string    `json:"key"`
	Person   id.Person `json:"person"`
}

var zone = time.FixedZone("CST", 8*3600) //nolint:gochecknoglobals // a constant

// Now is the legal instant at which the demo is handed over: Mid-Autumn, the
// make-up Sunday and National Day lie ahead.
func Now() time.Time { return time.Date(2026, 9, 14, 9, 0, 0, 0, zone) }

// begins is when the marketplace's legal time begins, before the first case.
func begins() time.Time { return time.Date(2026, 6, 1, 9, 0, 0, 0, zone) }

// password of every demo account; it opens nothing outside a sandbox.
const password = "tianping-demo-2026" //nolint:gosec // it stands on the sign-in page

// Build opens the marketplace and plays everything up to Now.
func (s *Stage) Build(ctx context.Context) error {
	s.people, s.merchants = map[string]id.Person{}, map[string]id.Merchant{}
	if err := s.open(ctx); err != nil {
		return err
	}
	if err := s.letIn(ctx); err != nil {
		return err
	}
	if err := s.program(ctx); err != nil {
		return err
	}
	return s.play(ctx, s.agenda())
}

func (s *Stage) system() clerk.Who { return clerk.System(s.Market) }

func (s *Stage) open(ctx context.Context) error {
	if err := s.Clerk.OpenMarket(ctx, s.system(), true, begins()); err != nil {
		return fmt.Errorf("demo: market: %w", err)
	}
	if err := s.Clerk.Publish(ctx, s.system()); err != nil {
		return fmt.Errorf("demo: rulebook: %w", err)
	}
	if err := s.Clerk.SetChannels(ctx, s.system(), []party.Way{{Channel: party.SandboxChannel}}); err != nil {
		return fmt.Errorf("demo: channels: %w", err)
	}
	return s.Clerk.FundIn(ctx, s.system(), money.Amount{Minor: 50_000_00, Currency: "CNY"}, "demo-fund")
}

// play goes through the agenda in the order of legal time.
func (s *Stage) play(ctx context.Context, agenda []turn) error {
	slices.SortStableFunc(agenda, func(a, b turn) int { return a.at.Compare(b.at) })
	var wrong []error
	for i, t := range agenda {
		if err := s.reach(ctx, t.at); err != nil {
			return err
		}
		if err := t.do(ctx); err != nil {
			wrong = append(wrong, fmt.Errorf("demo: %s: %w", t.name, err))
		}
		if s.Progress != nil {
			s.Progress(i+1, len(agenda)+1)
		}
	}
	if err := s.reach(ctx, Now()); err != nil {
		return err
	}
	if s.Progress != nil {
		s.Progress(len(agenda)+1, len(agenda)+1)
	}
	return errors.Join(wrong...)
}

// reach steps to an instant; the clock runs on while the demo is built, so it may
// be a little past already.
func (s *Stage) reach(ctx context.Context, at time.Time) error {
	legal, err := s.Clerk.Legal(ctx, s.Market)
	if err != nil {
		return fmt.Errorf("demo: clock: %w", err)
	}
	if !at.After(legal) {
		return s.Stepper.Settle(ctx, s.Market)
	}
	if _, err := s.Stepper.Step(ctx, s.system(), at, nil); err != nil {
		return fmt.Errorf("demo: clock: %w", err)
	}
	return nil
}

// turn is one thing somebody does at a legal instant.
type turn struct {
	at   time.Time
	name string
	do   func(context.Context) error
}

// person is one who has an account.
type person struct {
	login, name, zh, en string
	as                  party.Capacity
	merchant            string
	limit               int64
}

func cast() []person {
	return []person{
		{login: "buyer", name: "林晓", zh: "买家", en: "buyer"},
		{login: "buyer2", name: "周敏", zh: "买家", en: "buyer"},
		{login: "shop", name: "青禾家居", zh: "商家（店主）", en: "merchant (owner)", as: party.Owner, merchant: "青禾家居"},
		{login: "aftersales", name: "青禾售后小何", zh: "商家（售后专员，限额 500 元）", en: "merchant (after-sales specialist, limit 500.00)", as: party.AfterSales, merchant: "青禾家居", limit: 50000},
		{login: "shop2", name: "远山数码", zh: "商家（店主）", en: "merchant (owner)", as: party.Owner, merchant: "远山数码"},
		{login: "shop3", name: "拾光杂货", zh: "商家（店主）", en: "merchant (owner)", as: party.Owner, merchant: "拾光杂货"},
		{login: "shop4", name: "果然鲜生", zh: "商家（店主）", en: "merchant (owner)", as: party.Owner, merchant: "果然鲜生"},
		{login: "officer", name: "陈受理", zh: "平台受理专员", en: "case officer", as: party.Officer},
		{login: "officer2", name: "郑复议", zh: "平台受理专员", en: "case officer", as: party.Officer},
		{login: "mediator", name: "何调解", zh: "调解员", en: "mediator", as: "mediator"},
		{login: "adjudicator", name: "沈裁决", zh: "平台裁决员", en: "adjudicator", as: "adjudicator"},
		{login: "adjudicator2", name: "顾裁决", zh: "平台裁决员", en: "adjudicator", as: "adjudicator"},
		{login: "reviewer", name: "秦复核", zh: "复核员", en: "reviewer", as: "reviewer"},
		{login: "supervisor", name: "唐主管", zh: "主管", en: "supervisor", as: party.Supervisor},
		{login: "regulator", name: "贺监管", zh: "监管人员", en: "regulator", as: party.Regulator},
		{login: "seller", name: "平台自营", zh: "平台自营客服", en: "platform as seller", as: party.PlatformAsSeller, merchant: "平台自营"},
		{login: "admin", name: "管理员", zh: "管理员", en: "administrator", as: party.Admin},
	}
}

// letIn registers the people, gives them their capacities, accounts and keys.
func (s *Stage) letIn(ctx context.Context) error {
	for _, p := range cast() {
		who, err := s.Clerk.Register(ctx, s.system(), "demo", p.login, p.name)
		if err != nil {
			return fmt.Errorf("demo: %s: %w", p.login, err)
		}
		s.people[p.login] = who
		grant := party.GrantCapacity{Person: who, Capacity: p.as, LimitMinor: p.limit}
		if p.merchant != "" {
			if s.merchants[p.merchant].IsZero() {
				s.merchants[p.merchant] = id.From[id.Merchant](s.NewID())
			}
			grant.Merchant = s.merchants[p.merchant]
		}
		if p.as != "" {
			if err := s.Clerk.Grant(ctx, s.system(), grant); err != nil {
				return fmt.Errorf("demo: grant %s: %w", p.login, err)
			}
		}
		if p.as == party.Owner || p.as == party.PlatformAsSeller {
			if _, err := s.Clerk.AddContact(ctx, s.system(), who, party.AddContact{Channel: party.SMS, Address: "057100000000", Published: true}); err != nil {
				return fmt.Errorf("demo: published contact of %s: %w", p.login, err)
			}
		}
		if err := s.account(ctx, p, who); err != nil {
			return err
		}
	}
	if err := s.letCrowdIn(ctx); err != nil {
		return err
	}
	for i, name := range []string{"青禾家居", "远山数码"} {
		m := s.merchants[name]
		home := clerk.HomeOf(escrow.Purchase{Merchant: m})
		if err := s.Clerk.DepositIn(ctx, s.system(), home, m, money.Amount{Minor: int64(200_00 + i*4_800_00), Currency: "CNY"}, "demo-deposit"); err != nil {
			return fmt.Errorf("demo: deposit: %w", err)
		}
	}
	return nil
}

func (s *Stage) account(ctx context.Context, p person, who id.Person) error {
	if s.Identity == nil {
		return nil
	}
	if _, err := s.Identity.Register(ctx, identity.NewAccount{Market: s.Market, Person: who, Login: p.login, Password: password}); err != nil {
		return fmt.Errorf("demo: account %s: %w", p.login, err)
	}
	scopes := []identity.Scope{identity.CasesRead}
	switch {
	case p.as == party.Admin:
		scopes = append(scopes, identity.OrdersWrite, identity.AdminScope, identity.ActParty, identity.ActStaff)
	case p.merchant != "":
		scopes = append(scopes, identity.OrdersWrite)
	}
	key, _, err := s.Identity.MintKey(ctx, identity.NewKey{Market: s.Market, Person: who, Label: "demo", Scopes: append(scopes, act(p)...)})
	if err != nil {
		return fmt.Errorf("demo: key %s: %w", p.login, err)
	}
	s.Accounts = append(s.Accounts, Account{Name: p.login, RoleZH: p.zh, RoleEN: p.en, Password: password, Key: key, Person: who})
	return nil
}

// program is the marketplace's own key: nobody's, so that it tells of every merchant's
// orders and acts on behalf of whom it names.
func (s *Stage) program(ctx context.Context) error {
	if s.Identity == nil {
		return nil
	}
	scopes := []identity.Scope{identity.OrdersWrite, identity.CasesRead, identity.ActParty}
	key, _, err := s.Identity.MintKey(ctx, identity.NewKey{Market: s.Market, Label: "demo program", Scopes: scopes})
	if err != nil {
		return fmt.Errorf("demo: key of the marketplace: %w", err)
	}
	s.Accounts = append(s.Accounts, Account{Name: "program", RoleZH: "平台程序（仅密钥）", RoleEN: "the marketplace's program (key only)", Key: key})
	return nil
}

func act(p person) []identity.Scope {
	switch {
	case p.as == party.Admin:
		return nil
	case p.as == "" || p.merchant != "":
		return []identity.Scope{identity.ActParty}
	default:
		return []identity.Scope{identity.ActStaff}
	}
}

func (s *Stage) who(login string) clerk.Who {
	return clerk.Who{Market: s.Market, Person: s.people[login], Credential: "demo:" + login}
}

// bring takes a file of a kind in, another one each time, and gives its SHA-256.
func (s *Stage) bring(ctx context.Context, login string, c id.Case, kind string) (string, error) {
	if digest, kept, err := s.fromLocker(ctx, login, c, kind); kept {
		return digest, err
	}
	s.brought++
	item, err := s.Evidence.Take(ctx, evidence.Place{Market: s.Market, Case: c}, bytes.NewReader(paperOf(kind, s.brought).bytes))
	if err != nil {
		return "", fmt.Errorf("brings %s: %w", kind, err)
	}
	return item.Digest, nil
}

// move makes a move with believable inputs; set overrides them by path.
func (s *Stage) move(ctx context.Context, login string, c id.Case, name string, set map[string]string) error {
	look, err := s.Clerk.Look(ctx, s.who(login), c)
	if err != nil {
		return fmt.Errorf("%s looks: %w", login, err)
	}
	for _, m := range look.Moves {
		if m.Name != name {
			continue
		}
		var lost error
		in := fill(name, m.Fields, set, "", func(kind string) string {
			digest, err := s.bring(ctx, login, c, kind)
			lost = errors.Join(lost, err)
			return digest
		})
		if lost != nil {
			return lost
		}
		_, err := s.Clerk.Move(ctx, s.who(login), c, dispute.Command{Move: name, Track: m.Track, Duty: m.Duty, In: in})
		if err != nil {
			return fmt.Errorf("%s %s: %w", login, name, err)
		}
		return s.Stepper.Settle(ctx, s.Market)
	}
	_, err = s.Clerk.Move(ctx, s.who(login), c, dispute.Command{Move: name})
	var refusal *dispute.Refusal
	if errors.As(err, &refusal) {
		return fmt.Errorf("%s may not %s: %s %s %s", login, name, refusal.Code, refusal.Guard, refusal.Field)
	}
	return fmt.Errorf("%s may not %s: %w", login, name, err)
}
