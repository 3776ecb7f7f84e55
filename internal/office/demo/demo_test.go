package demo

import (
	"bytes"
	"context"
	"image/png"
	"io"
	"log/slog"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/deadline"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
	"github.com/tianping-odr/tianping/internal/office/enforcement"
	"github.com/tianping-odr/tianping/internal/office/evidence"
	"github.com/tianping-odr/tianping/internal/office/evidence/evidencetest"
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
	k.Evidence = &evidence.Room{Blobs: evidencetest.NewShelf(), Keys: m.Keys(), Random: rand.NewChaCha8([32]byte{7})}
	s := &Stage{Clerk: k, Market: id.From[id.Market](dice.ID()), NewID: dice.ID, Evidence: k.Evidence, Stepper: &deadline.Stepper{
		Keeper:  &deadline.Keeper{Clerk: k, Log: log},
		Workers: []deadline.Worker{&service.Worker{Clerk: k, Log: log}, &enforcement.Worker{Clerk: k, Provider: officetest.NewProvider(), Log: log}},
	}}
	if err := s.Build(ctx); err != nil {
		t.Fatal(err)
	}
	seen := standing(ctx, t, s)
	p := lib.Named("tianping-std").Procedure
	for _, stage := range p.Stages {
		if !slices.Contains([]string{"JURY", "PURGED"}, stage.ID) && !seen["stage "+stage.ID] {
			t.Errorf("no track stands in %s", stage.ID)
		}
	}
	for _, duty := range p.Duties {
		for _, state := range duty.States {
			if !seen["obligation "+state.ID] {
				t.Errorf("no obligation stands in %s", state.ID)
			}
		}
	}
	for _, hold := range p.Holds {
		if !seen["hold "+hold.ID] {
			t.Errorf("nothing is on hold by %s", hold.ID)
		}
	}
	for _, kind := range []string{"image/png", "text/plain"} {
		if !seen["file "+kind] {
			t.Errorf("no exhibit is %s", kind)
		}
	}
	if len(seen) < 60 {
		t.Errorf("only %d things were looked for: the file was not read", len(seen))
	}
}

// shown opens an exhibit: it has bytes of a kind people can look at.
func shown(ctx context.Context, t *testing.T, s *Stage, c id.Case, x dispute.Exhibit) string {
	t.Helper()
	f, err := s.Evidence.Open(ctx, evidence.Place{Market: s.Market, Case: c}, x.Digest)
	if err != nil {
		t.Errorf("exhibit %d of %s: %v", x.No, c, err)
		return ""
	}
	defer f.Close() //nolint:errcheck // only read
	raw, err := io.ReadAll(f)
	if err != nil {
		t.Error(err)
	}
	if x.Kind == "PHO" {
		if p, err := png.Decode(bytes.NewReader(raw)); err != nil || p.Bounds().Dx() < 300 {
			t.Errorf("exhibit %d is no picture: %v", x.No, err)
		}
	}
	return f.Type
}

// standing is where tracks, obligations and holds of all cases stand now, and of what
// types their exhibits are.
func standing(ctx context.Context, t *testing.T, s *Stage) map[string]bool {
	t.Helper()
	k, m := s.Clerk, s.Market
	rows, err := k.Docket.Select(ctx, docket.Select{Market: m, Table: streams.Cases, Limit: 500})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, r := range rows {
		c := id.From[id.Case]([16]byte(r[0].([]byte)))
		place, err := k.Docket.Find(ctx, m, record.Stream{Kind: record.Case, ID: c.Bytes()})
		if err != nil {
			t.Fatal(err)
		}
		state, _, err := k.Docket.Load(ctx, docket.Ref{Place: place, Stream: record.Stream{Kind: record.Case, ID: c.Bytes()}})
		if err != nil {
			t.Fatal(err)
		}
		kase := state.(dispute.Case)
		for _, track := range kase.Tracks {
			out["stage "+track.Stage] = true
		}
		for _, d := range kase.Duties {
			out["obligation "+d.State] = true
		}
		for _, x := range kase.Exhibits {
			out["file "+shown(ctx, t, s, c, x)] = true
		}
		for _, h := range kase.Holds {
			if !h.Lifted {
				out["hold "+h.Kind] = true
			}
		}
	}
	return out
}
