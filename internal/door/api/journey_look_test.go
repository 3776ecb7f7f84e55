package api

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// verified recomputes the whole store from its events, as `tianping verify` does.
func (h *house) verified() {
	h.Helper()
	in, ok := h.office.Clerk.Docket.(interface {
		Inspect(context.Context, func(docket.Inspected) error) error
	})
	if !ok {
		h.Fatal("this docket does not show its tables")
	}
	ctx := context.WithoutCancel(h.Context())
	err := in.Inspect(ctx, func(at docket.Inspected) error {
		return docket.Verify(ctx, at, streams.NewDesign(h.office.Library), h.office.Clerk.Keys, func(p docket.Problem) { h.Errorf("verify: %+v", p) })
	})
	if err != nil {
		h.Error(err)
	}
}

// zone is the marketplace's: all instants below are written in it.
var zone = time.FixedZone("CST", 8*3600)

// local writes an instant of the API in the marketplace's zone; "" stays.
func (h *house) local(instant string) string {
	h.Helper()
	if instant == "" {
		return ""
	}
	at, err := time.Parse(time.RFC3339Nano, instant)
	if err != nil {
		h.Fatal(err)
	}
	return at.In(zone).Format("01-02 15:04")
}

// dues are the running deadlines of a case as a reader sees them, by clock:
// "K_ANS 09-17 09:01 K_NEG 09-22 00:00". What stands still says paused;
// what ends with something else than a date is left out.
func (h *house) dues(view reply) string {
	h.Helper()
	var out []string
	for _, d := range view.list("deadlines") {
		one := reply{json: d.(map[string]any)}
		switch due := h.local(one.text("due")); {
		case due != "":
			out = append(out, one.text("clock.code")+" "+due)
		case one.text("state") == "paused":
			out = append(out, one.text("clock.code")+" paused")
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// sees is what a reader sees of a case in a line: stage, claims, obligations, dates.
func (h *house) sees(name, of string) string {
	h.Helper()
	view := h.get(name, "/v1/cases/"+of)
	s := view.text("stage.code")
	if view.at("held") == true {
		s += " held"
	}
	for _, c := range view.list("claims") {
		one := reply{json: c.(map[string]any)}
		s += fmt.Sprintf(" | claim %d %s", one.number("no"), one.text("state.code"))
		if n := one.number("paid.minor"); n >= 0 {
			s += fmt.Sprintf(" %d/%d", n, one.number("granted.minor"))
		}
	}
	for _, o := range view.list("obligations") {
		one := reply{json: o.(map[string]any)}
		s += " | " + one.text("state.code")
		if n := one.number("paid.minor"); n >= 0 {
			s += fmt.Sprintf(" %d/%d", n, one.number("sum.minor"))
		}
		for i := range one.list("sources") {
			s += fmt.Sprintf(" %s %d", one.text(fmt.Sprintf("sources.%d.source.code", i)), one.number(fmt.Sprintf("sources.%d.sum.minor", i)))
		}
		if n := one.number("shortfall.minor"); n >= 0 {
			s += fmt.Sprintf(" short %d", n)
		}
		for _, mark := range []string{"breach", "cancelled"} {
			if one.at(mark) == true {
				s += " " + mark
			}
		}
	}
	if d := h.dues(view); d != "" {
		s += " | " + d
	}
	return s
}

// expect holds what a reader sees against a line written by hand.
func (h *house) expect(name, of, want string) {
	h.Helper()
	if got := h.sees(name, of); got != want {
		h.Errorf("at %s %s sees\n\t%s\nwant\n\t%s", h.now(), name, got, want)
	}
}

// legal is legal time.
func (h *house) legal() time.Time {
	h.Helper()
	at, err := time.Parse(time.RFC3339Nano, h.get("officer", "/v1/test-clock").text("now"))
	if err != nil {
		h.Fatal(err)
	}
	return at
}

// now is legal time, as it is written here.
func (h *house) now() string {
	h.Helper()
	return h.local(h.get("officer", "/v1/test-clock").text("now"))
}

// escrow is where the money of an order is, in fen, without zeros.
func (h *house) escrow(order string) string {
	h.Helper()
	view := h.get("buyer", "/v1/orders/"+order+"/escrow")
	var out []string
	for _, what := range []string{"paid", "from_others", "held", "frozen", "instructed", "refunded", "extra", "released", "to_merchant", "to_fund", "secured_by_deposit"} {
		if n := view.number(what + ".minor"); n != 0 {
			out = append(out, fmt.Sprintf("%s %d", what, n))
		}
	}
	return strings.Join(out, " ")
}

func (h *house) expectMoney(order, want string) {
	h.Helper()
	if got := h.escrow(order); got != want {
		h.Errorf("at %s the money is\n\t%s\nwant\n\t%s", h.now(), got, want)
	}
}

// read opens every notice of a person's mailbox that is not served yet.
func (h *house) read(name string) {
	h.Helper()
	for page, more := h.get(name, "/v1/notices?limit=100"), true; more; {
		for _, n := range page.list("notices") {
			if one := (reply{json: n.(map[string]any)}); one.text("served") == "" {
				told := h.post(name, fmt.Sprintf("/v1/notices/%s/%d/read", one.text("case"), one.number("no")), `{}`)
				if !strings.Contains(told.text("body.zh"), one.text("number")) || !strings.Contains(told.text("body.en"), "Claim 1: ") || len(told.text("hash")) != 64 {
					h.Errorf("a notice that was read says: %s", told.raw)
				}
			}
		}
		next := page.text("next")
		if more = next != ""; more {
			page = h.get(name, "/v1/notices?limit=100&after="+next)
		}
	}
}

// readIn opens every notice of one case.
func (h *house) readIn(name, of string) {
	h.Helper()
	view := h.get(name, "/v1/cases/"+of)
	for i := range view.list("notices") {
		if at := fmt.Sprintf("notices.%d.", i); view.text(at+"served") == "" {
			h.post(name, fmt.Sprintf("/v1/notices/%s/%d/read", of, view.number(at+"no")), `{}`)
		}
	}
}

// homeOf is the home of an order, where its merchant's deposit lives too.
func (h *house) homeOf(order string) uint16 {
	h.Helper()
	o, err := id.Parse[id.Order](order)
	if err != nil {
		h.Fatal(err)
	}
	_, place, err := h.office.Clerk.Books(h.Context(), h.office.Market, o)
	if err != nil {
		h.Fatal(err)
	}
	return place.Home
}
