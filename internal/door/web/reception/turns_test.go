package reception

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/deadline"
	"github.com/tianping-odr/tianping/internal/office/demo"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
	pays "github.com/tianping-odr/tianping/internal/office/enforcement"
	"github.com/tianping-odr/tianping/internal/office/evidence"
	"github.com/tianping-odr/tianping/internal/office/evidence/evidencetest"
	"github.com/tianping-odr/tianping/internal/office/library"
	"github.com/tianping-odr/tianping/internal/office/looks"
	"github.com/tianping-odr/tianping/internal/office/officetest"
	"github.com/tianping-odr/tianping/internal/office/service"
	"github.com/tianping-odr/tianping/internal/office/streams"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// demoDesk is a reception before the demo, over the docket in memory: cases in every
// stage, every state of an obligation and every hold.
func demoDesk(t *testing.T) *Reception {
	t.Helper()
	ctx := t.Context()
	lib, err := library.Open()
	if err != nil {
		t.Fatal(err)
	}
	m := dockettest.NewMemory(streams.NewDesign(lib), 7)
	dice := &officetest.Dice{}
	machine := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	k := &clerk.Clerk{Docket: m, Keys: m.Keys(), Library: lib, Now: func() time.Time { return machine }, NewID: dice.ID}
	log := slog.New(slog.DiscardHandler)
	room := &evidence.Room{Blobs: evidencetest.NewShelf(), Keys: m.Keys(), Random: rand.NewChaCha8([32]byte{7})}
	k.Evidence = room
	s := &demo.Stage{Clerk: k, Market: id.From[id.Market](dice.ID()), NewID: dice.ID, Evidence: room, Stepper: &deadline.Stepper{
		Keeper:  &deadline.Keeper{Clerk: k, Log: log},
		Workers: []deadline.Worker{&service.Worker{Clerk: k, Log: log}, &pays.Worker{Clerk: k, Provider: officetest.NewProvider(), Log: log}},
	}}
	if err := s.Build(ctx); err != nil {
		t.Fatal(err)
	}
	if err := s.Stepper.Settle(ctx, s.Market); err != nil {
		t.Fatal(err)
	}
	return &Reception{Market: s.Market, Clerk: k, Casebook: &casebook.Casebook{Clerk: k}, Library: lib, Evidence: room, Looks: &looks.Memory{}}
}

// everybody are all persons of a marketplace, as they come to the pages.
func everybody(ctx context.Context, t *testing.T, r *Reception) []view.Visitor {
	t.Helper()
	rows, err := r.Clerk.Docket.Select(ctx, docket.Select{Market: r.Market, Table: streams.People, Limit: docket.MaxRows})
	if err != nil {
		t.Fatal(err)
	}
	var out []view.Visitor
	for _, row := range rows {
		v := view.Visitor{Market: r.Market, Person: id.From[id.Person]([16]byte(row[0].([]byte))), Lang: wording.ZH} //nolint:forcetypeassert // the table's columns
		if slices.ContainsFunc(out, func(x view.Visitor) bool { return x.Person == v.Person }) {
			continue
		}
		if err := (gate{r}).capacities(ctx, &v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

// listed are all rows a visitor's lists show, by the address of the case.
func listed(ctx context.Context, t *testing.T, r *Reception, who view.Visitor) map[string]view.CaseRow {
	t.Helper()
	out := map[string]view.CaseRow{}
	add := func(list string, row view.CaseRow) {
		if was, ok := out[row.URL]; ok && was.Mine != row.Mine {
			t.Errorf("%s: two lists differ about %s (%s)", who.Role, row.Number, list)
		}
		out[row.URL] = row
	}
	for after := ""; ; {
		page, err := cases{r}.Cases(ctx, who, "", after)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range page.Rows {
			add("cases", row)
		}
		if after = page.After; after == "" {
			break
		}
	}
	for _, tab := range tabs() {
		for after := ""; who.Staff; {
			page, err := bench{r}.Workbench(ctx, who, web.Work{Tab: tab, After: after})
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range page.Rows {
				add(tab, row.CaseRow)
			}
			if after = page.After; after == "" {
				break
			}
		}
	}
	for after := ""; who.Side == view.Seller; {
		page, err := shops{r}.Desk(ctx, who, web.ShopAsk{After: after})
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range page.Groups {
			for _, row := range g.Rows {
				if (g.Code == "others") == row.Mine {
					t.Errorf("%s stands under %s, and is mine: %v", row.Number, g.Code, row.Mine)
				}
				add("shop", row.CaseRow)
			}
		}
		if after = page.After; after == "" {
			break
		}
	}
	return out
}

func b2i(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// awaited tells from the page of a case alone whether something waits for its reader:
// the first deadline, an obligation, an offer he can answer.
func awaited(c view.Case) bool {
	if c.Deadline != nil && c.Deadline.Mine {
		return true
	}
	if slices.ContainsFunc(c.Obligations, func(o view.Obligation) bool { return o.Clock != nil && o.Clock.Mine }) {
		return true
	}
	if slices.ContainsFunc(c.Asked, func(a view.AskedItem) bool { return a.Mine }) {
		return true
	}
	return slices.ContainsFunc(c.Deadlines, func(d view.Deadline) bool { return d.Mine })
}

// Whose turn it is reads the same in every list and in the room itself, for every
// person and every case of the demo: both ask dispute.Turns.
func TestTurnsAgree(t *testing.T) {
	t.Parallel()
	r, ctx := demoDesk(t), t.Context()
	mine, others, parties, staff := 0, 0, 0, 0
	for _, who := range everybody(ctx, t, r) {
		for url, row := range listed(ctx, t, r, who) {
			kase, err := id.Parse[id.Case](url[len("/cases/"):])
			if err != nil {
				continue // a draft: its page is the filing
			}
			room, err := cases{r}.Case(ctx, who, kase, "")
			if err != nil {
				t.Errorf("%s cannot open %s of his list: %v", who.Role, row.Number, err)
				continue
			}
			if row.Mine != awaited(room) {
				t.Errorf("%s (%s, %s): the list says mine: %v; the room shows %+v %+v", row.Number, who.Role, row.Stage.Text, row.Mine, room.Deadline, room.Deadlines)
			}
			if room.Stake != nil && room.Stake.Idle == row.Mine {
				t.Errorf("%s (%s, %s): mine: %v, and nothing to do: %v", row.Number, who.Role, row.Stage.Text, row.Mine, room.Stake.Idle)
			}
			mine, others = mine+b2i(row.Mine), others+b2i(!row.Mine)
			parties, staff = parties+b2i(!who.Staff), staff+b2i(who.Staff)
		}
	}
	if mine < 40 || others < 40 || parties < 60 || staff < 60 {
		t.Errorf("too few were looked at: %d mine, %d not; %d of parties, %d of staff", mine, others, parties, staff)
	}
	t.Logf("%d mine, %d not; %d of parties, %d of staff", mine, others, parties, staff)
}
