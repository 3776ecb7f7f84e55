package dockettest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Store is a docket that can be laid open.
type Store interface {
	docket.Docket
	Inspect(ctx context.Context, look func(docket.Inspected) error) error
}

// Setup is what the suite asks a store to be opened with.
type Setup struct {
	// Folder is the store's own; the same folder again is the same store.
	Folder string
	Design docket.Design
	Keys   docket.Keys
	Docket docket.Options
	Wrap   func(docket.Shelf) docket.Shelf
}

// Open opens a store. The suite closes it.
type Open func(t *testing.T, s Setup) Store

// Run is the conformance suite: what every store of streams must do.
func Run(t *testing.T, open Open) {
	tests := []func(*desk){
		(*desk).keyAnswersAgain, (*desk).keyIsForgotten, (*desk).refusalIsNotKept, (*desk).refusalKeepsAppends,
		(*desk).batchSeesItself, (*desk).sameKeyAtOnce, (*desk).twoStreamsOneCommit, (*desk).faultsDropOnlyThemselves,
		(*desk).commitFaultDropsOnlyItself, (*desk).commitFails, (*desk).replyIsLost, (*desk).outcomeUnknown,
		(*desk).unknownEventBlocks, (*desk).placesAreApart, (*desk).cancelledIsNotDone, (*desk).fullQueueIsBusy,
		(*desk).limits, (*desk).closeDrains, (*desk).reopens, (*desk).timers, (*desk).outbox, (*desk).logQueue,
		(*desk).rebuild, (*desk).rebuildInUse, (*desk).keyDestroyed, (*desk).paging, (*desk).conditions, (*desk).chosen, (*desk).merged, (*desk).search, (*desk).searchAgain, (*desk).readsEvents,
		(*desk).randomHistory, (*desk).twoNodes, (*desk).overtaken,
	}
	for _, test := range tests {
		name := runtime.FuncForPC(reflect.ValueOf(test).Pointer()).Name()
		t.Run(name[len("github.com/tianping-odr/tianping/internal/office/docket/dockettest.(*desk)."):], func(t *testing.T) {
			t.Parallel()
			d := &desk{t: t, open: open, setup: Setup{Folder: t.TempDir(), Design: PurseDesign(), Keys: NewKeys(7)}}
			d.faults = &Faults{}
			d.setup.Wrap = d.faults.Wrap
			d.start()
			test(d)
			d.verify()
			if err := d.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// desk is one test with its store.
type desk struct {
	Store
	t      *testing.T
	open   Open
	setup  Setup
	faults *Faults
	clock  int64 // seconds of both clocks
	mu     sync.Mutex
}

func (d *desk) start() { d.Store = d.open(d.t, d.setup) }

// verify proves that nothing in the store contradicts its events.
func (d *desk) verify() {
	d.t.Helper()
	if found := Problems(d.t, d.Store, d.setup.Design, d.setup.Keys); len(found) > 0 {
		d.t.Errorf("verify: %v", found)
	}
}

// Problems are what docket.Verify reports of a store.
func Problems(t *testing.T, s Store, design docket.Design, keys docket.Keys) []docket.Problem {
	t.Helper()
	var found []docket.Problem
	err := s.Inspect(t.Context(), func(in docket.Inspected) error {
		return docket.Verify(t.Context(), in, design, keys, func(p docket.Problem) { found = append(found, p) })
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func (d *desk) need(ok bool, format string, args ...any) {
	d.t.Helper()
	if !ok {
		d.t.Fatalf(format, args...)
	}
}

// place is where the suite's purses live, unless a test says otherwise.
func place() docket.Place {
	return docket.Place{Market: id.From[id.Market]([16]byte{0xaa, 1}), Home: 3}
}

func aPurse(n int) record.Stream {
	return record.Stream{Kind: purseKind, ID: [16]byte{0: 0x50, 14: byte(n >> 8), 15: byte(n)}} //nolint:gosec // the low bytes
}

func refOf(s record.Stream) docket.Ref { return docket.Ref{Place: place(), Stream: s} }

func ownerOf(s record.Stream) record.Owner { return record.Owner{Kind: "case", ID: s.ID} }

// envelope is a command without key, a second later than the one before.
func (d *desk) envelope() docket.Envelope {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.clock++
	at := time.Date(2026, 9, 14, 1, 0, 0, 0, time.UTC).Add(time.Duration(d.clock) * time.Second)
	return docket.Envelope{
		Place: place(), Principal: "account:1", Legal: at, Recorded: at, Person: id.From[id.Person]([16]byte{9}),
		Capacity: "claimant", Credential: "account:1", Correlation: "req-1",
	}
}

func keyed(env docket.Envelope, key string, digest byte) docket.Envelope {
	env.Key, env.Digest = key, [32]byte{digest}
	return env
}

// needs names streams and the keys that seal what is written in them.
func needs(streams ...record.Stream) docket.Needs {
	n := docket.Needs{Streams: streams}
	for _, s := range streams {
		n.Keys = append(n.Keys, ownerOf(s))
	}
	return n
}

func fill(s record.Stream, minor int64) record.Entry {
	return record.Entry{Stream: s, Event: filled{Minor: minor}, Authority: "T1"}
}

func note(s record.Stream, text string) record.Entry {
	return record.Entry{Stream: s, Event: noted{Length: len(text)}, Clear: []record.Clear{{Path: "text", Owner: ownerOf(s), Text: text}}}
}

// plain appends without looking.
func plain(entries ...record.Entry) docket.Decide {
	return func(docket.View) (docket.Outcome, error) { return docket.Outcome{Appends: entries}, nil }
}

// errPoor is the toy's refusal.
var errPoor = errors.New("the purse holds too little")

// pay takes money out of a purse that has it.
func pay(s record.Stream, minor int64) docket.Decide {
	return func(v docket.View) (docket.Outcome, error) {
		state, _ := v.State(s)
		if state.(purse).Balance < minor { //nolint:forcetypeassert // the fold makes only purses
			return docket.Outcome{Refusal: errPoor}, nil
		}
		return docket.Outcome{Appends: []record.Entry{{Stream: s, Event: spent{Minor: minor}}}, Result: []byte("paid")}, nil
	}
}

// submit runs a command that must go well.
func (d *desk) submit(env docket.Envelope, n docket.Needs, decide docket.Decide) docket.Receipt {
	d.t.Helper()
	r, err := d.Submit(d.t.Context(), env, n, decide)
	d.need(err == nil, "submit: %v", err)
	return r
}

// purse loads a purse that must exist.
func (d *desk) purse(s record.Stream) purse {
	d.t.Helper()
	state, _, err := d.Load(d.t.Context(), refOf(s))
	d.need(err == nil, "load: %v", err)
	return state.(purse) //nolint:forcetypeassert // the fold makes only purses
}

// together submits commands so that all but the first wait in the queue at once. It
// returns their errors, the first command's own not among them.
func (d *desk) together(n int, submit func(i int) error) []error {
	d.t.Helper()
	return d.togetherUntil(n, func() bool { return true }, submit)
}

// togetherUntil keeps the first command in its decision until ready says so.
func (d *desk) togetherUntil(n int, ready func() bool, submit func(i int) error) []error {
	d.t.Helper()
	entered, leave := make(chan struct{}), make(chan struct{})
	var once sync.Once
	var all sync.WaitGroup
	all.Go(func() {
		_, err := d.Submit(d.t.Context(), d.envelope(), docket.Needs{}, func(docket.View) (docket.Outcome, error) {
			once.Do(func() { close(entered) })
			<-leave
			return docket.Outcome{}, nil
		})
		if err != nil {
			d.t.Error(err)
		}
	})
	<-entered
	errs := make([]error, n)
	started := make(chan struct{}, n)
	for i := range n {
		all.Go(func() {
			started <- struct{}{}
			errs[i] = submit(i)
		})
	}
	for range n {
		<-started
	}
	for tries := 0; tries < 50 || !ready(); tries++ {
		runtime.Gosched() // let them reach the queue; the tests hold either way
	}
	close(leave)
	all.Wait()
	return errs
}

func count(errs []error, want error) (n int) {
	for _, err := range errs {
		if errors.Is(err, want) || err == nil && want == nil {
			n++
		}
	}
	return n
}

// dump writes all projection rows in order.
func (d *desk) dump() []string {
	d.t.Helper()
	var rows []string
	for _, table := range d.setup.Design.Tables {
		after := []any(nil)
		for {
			q := docket.Select{Market: place().Market, Table: table.Name, After: after, Limit: 500}
			page, err := d.Select(d.t.Context(), q)
			d.need(err == nil, "select %s: %v", table.Name, err)
			for _, row := range page {
				rows = append(rows, fmt.Sprintf("%s %v", table.Name, row))
			}
			if len(page) < 500 {
				break
			}
			after = page[len(page)-1][:table.Key]
		}
	}
	return rows
}
