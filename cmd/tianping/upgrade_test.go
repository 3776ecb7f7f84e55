package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/door/sqlstore/sqlite"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
	"github.com/tianping-odr/tianping/internal/office/library"
	"github.com/tianping-odr/tianping/internal/office/officetest"
	"github.com/tianping-odr/tianping/internal/office/streams"
	"github.com/tianping-odr/tianping/internal/office/wording"
	"github.com/tianping-odr/tianping/rulebook"
)

// older is a version of the program whose standard procedure gave 72 hours to answer.
func older(t *testing.T) *library.Library {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(rulebook.Files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(rulebook.Files, path)
		if path == "procedure/tianping-std.yaml" {
			now := data
			if data = bytes.Replace(now, []byte("{len: 48h, start: [served(filed)]"), []byte("{len: 72h, start: [served(filed)]"), 1); bytes.Equal(now, data) {
				t.Error("K_ANS is written in another way; mend this test")
			}
		}
		files[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	lib, err := library.OpenFiles(files)
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

// A case runs to its end on the rules it was accepted under, whatever a later version of
// the program brings: the new version finds them in the store. Without them the case
// waits, it is never handled by other rules. One that was not accepted yet goes on by
// those then in force (design §3).
func TestCasesOutliveTheVersionTheyBeganUnder(t *testing.T) {
	ctx := t.Context()
	path, keys := filepath.Join(t.TempDir(), "t.db"), dockettest.NewMemory(docket.Design{}, 7).Keys()
	deaf := func(err error) { t.Error(err) }
	opened := func(lib *library.Library, prepare bool) *sqlite.Store {
		options := sqlite.Options{Path: path, Design: streams.NewDesign(lib), Keys: keys}
		if prepare {
			options.Prepare = func(ctx context.Context, s *sqlite.Store) error { return lib.Join(ctx, s.Rulebooks(), deaf) }
		}
		s, err := sqlite.Open(ctx, options)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	before := older(t)
	s := opened(before, true)
	o, err := officetest.Over(ctx, s.Docket(), keys, before, 7, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	submitted := func() id.Case {
		order, err := o.Buy(ctx, officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
		if err != nil {
			t.Fatal(err)
		}
		res, err := o.Clerk.Open(ctx, o.Who("buyer"), clerk.Opening{Order: order})
		if err != nil {
			t.Fatal(err)
		}
		if err := o.Do(ctx, "buyer", res.Case, "submit", play.Items("claims", play.Claim("E1", "REFUND_ONLY", 0, "1", "1"))); err != nil {
			t.Fatal(err)
		}
		return res.Case
	}
	accept := dispute.Command{Move: "accept"}
	accepted, waiting := submitted(), submitted()
	if _, err := o.Clerk.Move(ctx, o.Who("officer"), accepted, accept); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	reopened := func(prepare bool) (*sqlite.Store, *clerk.Clerk) {
		lib, err := library.Open()
		if err != nil {
			t.Fatal(err)
		}
		s := opened(lib, prepare)
		t.Cleanup(func() { _ = s.Close() })
		c := *o.Clerk
		c.Docket, c.Library, c.Served = s.Docket(), lib, wording.NoticeText
		return s, &c
	}
	unsafe := dispute.Command{Move: "raise_safety", In: dispute.Answers{play.Pick("ground", "fire"), play.Say("reason", "充电时冒烟。")}}
	s, c := reopened(false)
	if _, err := c.Move(ctx, o.Who("officer"), accepted, unsafe); err == nil || !strings.Contains(err.Error(), "rulebook") {
		t.Errorf("without the documents of its version the case answered %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s, c = reopened(true)
	if _, err := c.Move(ctx, o.Who("buyer"), accepted, unsafe); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Move(ctx, o.Who("officer"), waiting, accept); err != nil {
		t.Fatal(err)
	}
	for of, hours := range map[id.Case]int{accepted: 72, waiting: 48} {
		v, err := (&casebook.Casebook{Clerk: c}).Case(ctx, o.Who("officer"), of)
		if err != nil {
			t.Fatal(err)
		}
		if got := v.Sight.Book.Clock("K_ANS").Len; got != (procedure.Length{N: hours, Unit: procedure.Hours}) {
			t.Errorf("the case answers by a clock of %+v, want %d hours", got, hours)
		}
	}
	all, err := s.Rulebooks().Manifests(ctx)
	if err != nil || len(all) != 2 {
		t.Errorf("manifests on the shelf: %d, %v; want one for each version", len(all), err)
	}
	if _, err := s.Rulebooks().Document(ctx, [32]byte{1}); !errors.Is(err, library.ErrUnknown) {
		t.Errorf("a document that is not there: %v", err)
	}
}
