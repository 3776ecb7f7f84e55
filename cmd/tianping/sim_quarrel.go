package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// clockCaller is the caller that does nothing but move the clock.
const clockCaller = 0

// live is what one caller does: one quarrel after the other, until no more is wanted.
func (c *caller) live(ctx context.Context) error {
	for i := 1; !c.k.desk.ending(); i++ {
		act := func(ctx context.Context) error { return c.quarrel(ctx, i) }
		if c.n == clockCaller {
			act = c.turn
		}
		err := act(ctx)
		if errors.Is(err, errNoServer) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("caller %d: %w", c.n, err)
		}
	}
	return c.recall(ctx)
}

// recalled is about how many of its accepted commands each caller sends again at the end.
const recalled = 150

// recall sends commands again that were answered long ago.
func (c *caller) recall(ctx context.Context) error {
	c.k.mu.Lock()
	var mine []sent
	for i, s := range c.k.done {
		if i%c.k.callers == c.n {
			mine = append(mine, s)
		}
	}
	c.k.mu.Unlock()
	for i := 0; i < len(mine); i += 1 + len(mine)/recalled {
		if err := c.again(ctx, mine[i]); err != nil {
			return err
		}
	}
	return nil
}

// quarrel lands an order; mostly a dispute is filed about it and goes some way.
// Refusals are answers: others act meanwhile, and deadlines pass.
func (c *caller) quarrel(ctx context.Context, i int) error {
	shop := c.dice.IntN(len(c.k.town.Merchants))
	minor := int64(1_000 + c.dice.IntN(90_000))
	order, err := c.land(ctx, i, shop, minor)
	if err != nil || order == "" {
		return err
	}
	buyer, seller := c.k.buyers[c.n], c.k.town.Shops[shop]
	if c.dice.IntN(6) == 0 {
		_, err := c.command(ctx, sent{path: "/v1/orders/" + order + "/moves/confirm_receipt", person: buyer, body: `{"parcel":1}`})
		return err
	}
	opened, err := c.command(ctx, sent{path: "/v1/cases", person: buyer, body: `{"order":"` + order + `"}`})
	if err != nil || !opened.accepted() {
		return err
	}
	q := quarrel{c: c, id: opened.read("case"), buyer: buyer, seller: seller, minor: minor}
	return q.play(ctx)
}

// land lands one order, as a shop's system does.
func (c *caller) land(ctx context.Context, i, shop int, minor int64) (string, error) {
	number := fmt.Sprintf("%d-%d", c.n, i)
	s, err := c.command(ctx, sent{path: "/v1/orders", body: fmt.Sprintf(`{"source":%q,"number":%q,"merchant":%q,"custody":"held","currency":"CNY",
		"buyer":{"nickname":%q,"name":%[4]q},"boughtAt":"2026-08-20T10:00:00+08:00",
		"lines":[{"no":1,"title":"茶杯","qty":1,"unitMinor":%[5]d,"windows":{"noReasonDays":7}}],
		"payments":[{"id":"pay","tender":"alipay","amountMinor":%[5]d,"at":"2026-08-20T10:01:00+08:00"}],
		"parcels":[{"no":1,"carrier":"sf","waybill":"SF%[2]s","items":[{"line":1,"qty":1}],"scans":[
			{"at":"2026-08-21T10:00:00+08:00","status":"first_scan"},{"at":"2026-08-29T10:00:00+08:00","status":"signed","signer":"unknown"}]}]}`,
		buyerSource, number, c.k.town.Merchants[shop], buyerName(c.n), minor)})
	if err != nil || !s.accepted() {
		if err == nil {
			c.k.wrong("an order was refused: %s", s.answer)
		}
		return "", err
	}
	c.k.mu.Lock()
	c.k.paid += minor
	c.k.mu.Unlock()
	return orderIn(s), nil
}

// turn moves the clock on: deadlines pass while everybody acts.
func (c *caller) turn(ctx context.Context) error {
	now, err := c.look(ctx, id.Person{}, "/v1/test-clock")
	if err != nil || now == nil {
		return err
	}
	text, _ := now["now"].(string)
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return fmt.Errorf("clock: %w", err)
	}
	to := at.Add(time.Duration(2+c.dice.IntN(12)) * time.Hour).Format(time.RFC3339)
	_, err = c.command(ctx, sent{path: "/v1/test-clock", body: `{"to":"` + to + `"}`})
	return err
}

// quarrel is one case on its way.
type quarrel struct {
	c             *caller
	id            string
	buyer, seller id.Person
	minor         int64
}

// said is what people write: it names the command, so that it stands exactly once.
const said = "said in $KEY"

// do makes a move; $SAID in its inputs becomes what is said.
func (q quarrel) do(ctx context.Context, who id.Person, act, inputs string) (bool, error) {
	s := sent{path: "/v1/cases/" + q.id + "/moves/" + act, person: who, body: `{"inputs":` + strings.ReplaceAll(inputs, "$SAID", said) + `}`}
	if strings.Contains(inputs, "$SAID") {
		s.text = said
	}
	s, err := q.c.command(ctx, s)
	return err == nil && s.accepted(), err
}

// play takes the case from the draft to wherever chance leads.
func (q quarrel) play(ctx context.Context) error {
	if filed, err := q.file(ctx); err != nil || !filed {
		return err
	}
	if err := q.talk(ctx); err != nil {
		return err
	}
	switch q.c.dice.IntN(5) {
	case 0:
		return q.settle(ctx)
	case 1:
		return q.escalate(ctx)
	case 2:
		_, err := q.do(ctx, q.buyer, "withdraw", `{"claims":["1"],"confirm":true}`)
		return err
	default:
		return nil // they fall silent: what happens next, deadlines decide
	}
}

// upload sends a file of its own and returns its SHA-256.
func (q quarrel) upload(ctx context.Context, who id.Person) (string, error) {
	s, err := q.c.command(ctx, sent{path: "/v1/cases/" + q.id + "/exhibits", person: who, file: true, body: "a file sent in $KEY"})
	if err != nil || !s.accepted() {
		return "", err
	}
	if s.read("sha256") != digestOf(s.body) {
		q.c.k.wrong("a file came in as another")
	}
	return s.read("sha256"), nil
}

func (q quarrel) file(ctx context.Context) (bool, error) {
	digest, err := q.upload(ctx, q.buyer)
	if err != nil || digest == "" {
		return false, err
	}
	filed, err := q.do(ctx, q.buyer, "submit", `{"claims":[{"reason":"E1","remedy":"REFUND_ONLY","scope":[{"line":"1","qty":1}]}],"story":"$SAID","exhibits":[{"digest":"`+digest+`","kind":"CHAT"}]}`)
	if err != nil || !filed {
		return false, err
	}
	_, err = q.do(ctx, q.c.k.town.Staff[q.c.dice.IntN(2)], "accept", `{}`)
	return true, err
}

func (q quarrel) talk(ctx context.Context) error {
	for range 1 + q.c.dice.IntN(5) {
		who := q.buyer
		if q.c.dice.IntN(2) == 0 {
			who = q.seller
		}
		if _, err := q.do(ctx, who, "message", `{"text":"$SAID"}`); err != nil {
			return err
		}
	}
	return nil
}

// settle: the shop offers a part of the sum, the buyer takes the offer as it stands.
func (q quarrel) settle(ctx context.Context) error {
	offered, err := q.do(ctx, q.seller, "offer", fmt.Sprintf(`{"terms":[{"claim":"1","amount":%d}],"note":"$SAID"}`, 1+q.c.dice.Int64N(q.minor)))
	if err != nil || !offered {
		return err
	}
	view, err := q.c.look(ctx, q.buyer, "/v1/cases/"+q.id)
	if err != nil || view == nil {
		return err
	}
	offers, _ := view["offers"].([]any)
	if len(offers) == 0 {
		return nil
	}
	last, _ := offers[len(offers)-1].(map[string]any)
	_, err = q.do(ctx, q.buyer, "accept_offer", fmt.Sprintf(`{"offer":"%v","offer_event_hash":"%v","claims":["1"],"confirm":true}`, last["no"], last["hash"]))
	return err
}

// escalate: the shop refuses, the platform comes in, both show what they have.
func (q quarrel) escalate(ctx context.Context) error {
	refused, err := q.do(ctx, q.seller, "answer", `{"answers":[{"claim":"1","answer":"refuse","reason":"$SAID"}]}`)
	if err != nil || !refused {
		return err
	}
	if came, err := q.do(ctx, q.buyer, "escalate", `{}`); err != nil || !came {
		return err
	}
	for _, who := range []id.Person{q.seller, q.buyer} {
		digest, err := q.upload(ctx, who)
		if err != nil || digest == "" {
			return err
		}
		if _, err := q.do(ctx, who, "add_exhibit", `{"digest":"`+digest+`","kind":"CHAT","purpose":"$SAID"}`); err != nil {
			return err
		}
		if _, err := q.do(ctx, who, "done", `{}`); err != nil {
			return err
		}
	}
	return nil
}
