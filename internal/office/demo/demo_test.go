package demo

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/deadline"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
	"github.com/tianping-odr/tianping/internal/office/enforcement"
	"github.com/tianping-odr/tianping/internal/office/library"
	"github.com/tianping-odr/tianping/internal/office/officetest"
	"github.com/tianping-odr/tianping/internal/office/service"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// TestDemoIsPlayedByTheRules builds the demo over the docket in memory and looks
// at where its cases stand.
func TestDemoIsPlayedByTheRules(t *testing.T) {
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
	s := &Stage{Clerk: k, Market: id.From[id.Market](dice.ID()), NewID: dice.ID, Stepper: &deadline.Stepper{
		Keeper:  &deadline.Keeper{Clerk: k, Log: log},
		Workers: []deadline.Worker{&service.Worker{Clerk: k, Log: log}, &enforcement.Worker{Clerk: k, Provider: officetest.NewProvider(), Log: log}},
	}}
	if err := s.Build(ctx); err != nil {
		t.Fatal(err)
	}
	stages := standing(ctx, t, k, s.Market)
	for _, want := range []string{"DRAFT", "SUBMITTED", "SUPPLEMENT", "REJECTED", "REJECT_REVIEW", "NEGOTIATING", "AWAITING_CHOICE", "EVIDENCE", "MEDIATING", "ADJUDICATING", "SELLER_FINAL", "RULED", "RULE_DECIDED", "APPEAL", "SETTLEMENT_CHECK", "PERFORMING"} {
		if stages[want] == 0 {
			t.Errorf("no case stands in %s", want)
		}
	}
	t.Log(stages)
}

func standing(ctx context.Context, t *testing.T, k *clerk.Clerk, m id.Market) map[string]int {
	t.Helper()
	rows, err := k.Docket.Select(ctx, docket.Select{Market: m, Table: streams.Cases, Limit: 500})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int{}
	for _, r := range rows {
		out[r[4].(string)]++
	}
	return out
}

var _ = dispute.Open
