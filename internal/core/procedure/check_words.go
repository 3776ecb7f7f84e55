package procedure

import (
	"slices"
	"strings"
)

// names checks that every stage, duty state, hold and clock that is named exists.
func (c *check) names() {
	seen := map[string]bool{}
	c.eachPlace(func(where, id, _ string, clocks []string, _ bool) {
		if seen[id] {
			c.add(where, "name_twice", id)
		}
		seen[id] = true
		c.clockNames(where+".clocks", clocks)
	})
	for _, h := range c.Holds {
		if seen[h.ID] {
			c.add(at("holds", h.ID), "name_twice", h.ID)
		}
		c.clockNames(at("holds", h.ID)+".clocks", h.Clocks)
	}
	for _, k := range c.Clocks {
		c.namesOfClock(at("clocks", k.ID), k)
	}
	for i, row := range c.Moves {
		c.namesOfRow(nth("moves", i), row)
	}
	for i, u := range c.Umbrellas {
		where := nth("umbrellas", i)
		c.clockNames(where+".clock", []string{u.Clock})
		for _, parts := range [][]Part{u.Base, u.Tight, u.Extensions, u.CalendarCheck} {
			for _, part := range parts {
				c.clockNames(where, []string{part.Clock})
			}
		}
	}
	c.clockNames("filing.clock", []string{c.Filing.Clock})
}

func (c *check) clockNames(where string, ids []string) {
	for _, id := range ids {
		if _, ok := c.clocks[id]; !ok && id != "" {
			c.add(where, "unknown_clock", id)
		}
	}
}

func (c *check) stageName(where, id string) {
	if !c.isPlace(id) {
		c.add(where, "unknown_stage", id)
	}
}

func (c *check) namesOfClock(where string, k Clock) {
	c.clockNames(where+".replaces", []string{k.Replaces})
	for _, by := range k.MovedBy {
		id, _, _ := strings.Cut(by, ".")
		c.clockNames(where+".moved_by", []string{id})
	}
	if k.Cap != nil {
		c.clockNames(where+".cap", []string{k.Cap.Before, k.Cap.By})
	}
	if k.Extend != nil {
		c.clockNames(where+".extend", []string{k.Extend.Moves, k.Extend.Cap})
	}
	for i, s := range k.Start {
		switch s.Kind {
		case OnEnter:
			c.stageName(nth(where+".start", i), s.Name)
		case OnExpired:
			c.clockNames(nth(where+".start", i), []string{s.Name})
		}
	}
	for i, e := range k.Expiry {
		if e.To != "" {
			c.stageName(nth(where+".expiry", i)+".to", e.To)
		}
		c.clockNames(nth(where+".expiry", i)+".starts", e.Starts)
	}
}

func (c *check) namesOfRow(where string, row Row) {
	for _, from := range row.From {
		if from != AnyOpen {
			c.stageName(where+".from", from)
		}
	}
	if row.To == Same || row.To == Back {
		return
	}
	c.stageName(where+".to", row.To)
	for _, from := range c.placesOf(row) {
		if c.isPlace(from) && c.isPlace(row.To) && c.machineOf(from) != c.machineOf(row.To) {
			c.add(where, "other_machine", from, row.To)
		}
	}
}

// machineOf is the kind of duty a state belongs to; "" for a stage.
func (c *check) machineOf(place string) string { return c.states[place].kind }

// words checks every word of the file against the vocabulary.
func (c *check) words() {
	c.eachPlace(func(where, _, owner string, _ []string, _ bool) {
		c.word(where+".owner", owner, "owner", c.v.Owners)
	})
	for _, s := range c.Stages {
		c.feature(at("stages", s.ID), s.Feature)
	}
	for _, h := range c.Holds {
		c.word(at("holds", h.ID)+".owner", h.Owner, "owner", c.v.Owners)
	}
	for i, row := range c.Moves {
		where := nth("moves", i)
		c.word(where, row.Move, "move", c.v.Moves)
		c.word(where, row.As, "as", c.v.Words["as"])
		for _, by := range row.By {
			c.word(where, by, "by", c.v.Actors)
		}
		for _, t := range row.Guard {
			c.term(where, t, "guard", c.v.Guards)
		}
	}
	for _, k := range c.Clocks {
		c.wordsOfClock(at("clocks", k.ID), k)
	}
	c.wordsOfRest()
}

func (c *check) word(where, word, key string, known []string) {
	if word != "" && !slices.Contains(known, word) {
		c.add(where, "unknown_word", word, key)
	}
}

// term checks a predicate and, if it takes one, its argument.
func (c *check) term(where string, t Term, key string, known []string) {
	switch {
	case t.Arg == "":
		c.word(where, t.Name, key, known)
	case slices.Contains(known, t.Name+"(clock)"):
		c.clockNames(where, []string{t.Arg})
	case slices.Contains(known, t.Name+"(feature)"):
		c.feature(where, t.Arg)
	default:
		c.add(where, "unknown_word", t.String(), key)
	}
}

func (c *check) feature(where, name string) {
	if _, declared := c.Features[name]; name != "" && !declared {
		c.add(where, "feature_undeclared", name)
	}
}

func (c *check) wordsOfClock(where string, k Clock) {
	w := c.v.Words
	for _, until := range k.Until {
		if _, isClock := c.clocks[until]; !isClock {
			c.word(where+".until", until, "until", w["until"])
		}
	}
	for _, p := range k.Pause {
		if _, isHold := c.holds[p]; !isHold {
			c.word(where+".pause", p, "pause", w["pause"])
		}
	}
	for _, name := range sorted(k.Variants) {
		c.word(where+".variants", name, "variants", w["variants"])
	}
	for _, name := range k.NeverBefore {
		c.word(where+".never_before", name, "never_before", w["never_before"])
	}
	for _, name := range k.LiftedBy {
		c.word(where+".lifted_by", name, "lifted_by", w["lifted_by"])
	}
	c.word(where+".unless", k.Unless, "unless", w["unless"])
	if k.Alert != nil {
		c.word(where+".alert", k.Alert.Whom, "alert", w["alert"])
	}
	if k.Task != nil {
		c.word(where+".task", k.Task.Owner, "owner", c.v.Owners)
	}
	if x := k.Extend; x != nil {
		c.word(where+".extend.by", x.By, "extend_by", w["extend_by"])
		c.word(where+".extend.decide", x.Decide, "by", c.v.Actors)
		c.word(where+".extend.move", x.Move, "move", c.v.Moves)
		if _, isHold := c.holds[x.As]; !isHold {
			c.word(where+".extend.as", x.As, "as", w["as"])
		}
	}
	for i, e := range k.Expiry {
		c.wordsOfExpiry(nth(where+".expiry", i), e)
	}
}

func (c *check) wordsOfExpiry(where string, e Expiry) {
	for _, and := range e.If {
		for _, t := range and {
			c.term(where+".if", t, "if", c.v.Conditions)
		}
	}
	c.word(where+".do", e.Do, "do", slices.Concat(c.v.Moves, c.v.Effects))
	c.word(where+".as", e.As, "as", c.v.Words["as"])
	c.word(where+".alert", e.Alert, "alert", c.v.Words["alert"])
	c.word(where+".offer", e.Offer, "offer", c.v.Words["offer"])
	c.word(where+".reason", e.Reason, "reason", c.v.Words["reason"])
}

// wordsOfRest checks what stands outside stages, clocks and moves.
func (c *check) wordsOfRest() {
	w := c.v.Words
	for _, side := range sorted(c.Service.Fallback) {
		c.word("service.fallback", side, "fallback", w["fallback"])
	}
	c.word("filing.late", c.Filing.Late, "late", w["late"])
	for _, g := range c.Filing.RejectGrounds {
		c.word("filing.reject_grounds", g, "reject_grounds", w["reject_grounds"])
	}
	for _, f := range c.Filing.ClaimFilter {
		c.word("filing.claim_filter", f, "claim_filter", w["claim_filter"])
	}
	for _, s := range c.Execution.Sources {
		c.word("execution.sources", s, "sources", w["sources"])
	}
	c.word("execution.buyer_debtor", c.Execution.BuyerDebtor, "buyer_debtor", w["buyer_debtor"])
	for _, what := range sorted(c.Publish) {
		c.word(at("publish", what), what, "publish", w["publish"])
		c.word(at("publish", what), c.Publish[what], "publish", w["publish"])
	}
}

func list(words []string) string { return strings.Join(words, ", ") }
