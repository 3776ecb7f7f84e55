package dockettest

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// keyAnswersAgain: the same key with the same body gives the same receipt and does
// nothing; with another body it is refused; another principal's key is another key.
func (d *desk) keyAnswersAgain() {
	s := aPurse(1)
	d.submit(d.envelope(), needs(s), plain(fill(s, 100)))
	first := d.submit(keyed(d.envelope(), "k", 1), needs(s), pay(s, 60))
	d.need(!first.Repeated && string(first.Result) == "paid" && first.Heads[s].Version == 2, "first receipt: %+v", first)
	again := d.submit(keyed(d.envelope(), "k", 1), needs(s), pay(s, 60))
	d.need(again.Repeated && string(again.Result) == "paid" && again.Heads[s] == first.Heads[s], "repeated receipt: %+v", again)
	_, err := d.Submit(d.t.Context(), keyed(d.envelope(), "k", 2), needs(s), pay(s, 1))
	d.need(errors.Is(err, docket.ErrKeyReused), "other body: %v", err)
	other := keyed(d.envelope(), "k", 2)
	other.Principal = "account:2"
	d.need(!d.submit(other, needs(s), pay(s, 10)).Repeated, "another principal's key was taken for this one's")
	d.need(d.purse(s).Balance == 30, "balance %d", d.purse(s).Balance)
}

// keyIsForgotten: after 30 days a key is new again.
func (d *desk) keyIsForgotten() {
	s := aPurse(1)
	env := keyed(d.envelope(), "k", 1)
	d.submit(env, needs(s), plain(fill(s, 100)))
	env.Recorded = env.Recorded.Add(docket.KeepReceipts)
	d.need(d.submit(env, needs(s), plain(fill(s, 100))).Repeated, "forgotten too early")
	env.Recorded = env.Recorded.Add(time.Second)
	env.Digest = [32]byte{2}
	d.need(!d.submit(env, needs(s), plain(fill(s, 100))).Repeated, "remembered too long")
	d.need(d.submit(env, needs(s), plain(fill(s, 100))).Repeated, "the new use was not kept")
}

// refusalIsNotKept: a refused command may be tried again under its key.
func (d *desk) refusalIsNotKept() {
	s := aPurse(1)
	_, err := d.Submit(d.t.Context(), keyed(d.envelope(), "k", 1), needs(s), pay(s, 5))
	d.need(errors.Is(err, errPoor), "refusal: %v", err)
	_, _, err = d.Load(d.t.Context(), refOf(s))
	d.need(errors.Is(err, docket.ErrUnknownStream), "a refusal made a stream: %v", err)
	d.submit(d.envelope(), needs(s), plain(fill(s, 5)))
	d.need(!d.submit(keyed(d.envelope(), "k", 1), needs(s), pay(s, 5)).Repeated, "the refusal was kept")
}

// refusalKeepsAppends: what decide appended is committed though the act is refused.
func (d *desk) refusalKeepsAppends() {
	s := aPurse(1)
	r, err := d.Submit(d.t.Context(), d.envelope(), needs(s), func(docket.View) (docket.Outcome, error) {
		return docket.Outcome{Appends: []record.Entry{fill(s, 5)}, Refusal: errPoor}, nil
	})
	d.need(errors.Is(err, errPoor) && r.Heads[s].Version == 1, "%+v %v", r, err)
	d.need(d.purse(s).Balance == 5, "the append is lost")
}

// batchSeesItself: of many who want what is enough for some, exactly some get it.
func (d *desk) batchSeesItself() {
	s := aPurse(1)
	d.submit(d.envelope(), needs(s), plain(fill(s, 100)))
	errs := d.together(40, func(int) error {
		_, err := d.Submit(d.t.Context(), d.envelope(), needs(s), pay(s, 10))
		return err
	})
	d.need(count(errs, nil) == 10 && count(errs, errPoor) == 30, "paid %d, refused %d", count(errs, nil), count(errs, errPoor))
	d.need(d.purse(s).Balance == 0, "balance %d", d.purse(s).Balance)
}

// sameKeyAtOnce: one command sent many times at once is done once.
func (d *desk) sameKeyAtOnce() { d.sameKeyAtOnceOn(aPurse(1)) }

func (d *desk) sameKeyAtOnceOn(s record.Stream) {
	d.submit(d.envelope(), needs(s), plain(fill(s, 100)))
	var mu sync.Mutex
	fresh := 0
	errs := d.together(20, func(int) error {
		r, err := d.Submit(d.t.Context(), keyed(d.envelope(), "k", 1), needs(s), pay(s, 10))
		mu.Lock()
		defer mu.Unlock()
		if !r.Repeated {
			fresh++
		}
		return err
	})
	d.need(count(errs, nil) == 20 && fresh == 1 && d.purse(s).Balance == 90, "fresh %d, balance %d", fresh, d.purse(s).Balance)
}

// twoStreamsOneCommit: a command over two streams is whole or not at all, and reads a
// stream of another home without guarding it.
func (d *desk) twoStreamsOneCommit() {
	from, to := aPurse(1), record.Stream{Kind: chestKind, ID: [16]byte{2}}
	far := docket.Ref{Place: docket.Place{Market: place().Market, Home: 9}, Stream: aPurse(7)}
	env := d.envelope()
	env.Place = far.Place
	d.submit(env, needs(far.Stream), plain(fill(far.Stream, 77)))
	d.submit(d.envelope(), needs(from), plain(fill(from, 100)))
	n := needs(from, to)
	n.Read = []docket.Ref{far}
	r := d.submit(d.envelope(), n, func(v docket.View) (docket.Outcome, error) {
		seen, head := v.Other(far)
		_, unborn := v.State(to)
		if seen.(purse).Balance != 77 || head.Version != 1 || unborn != (docket.Head{}) { //nolint:forcetypeassert // the fold makes only purses
			return docket.Outcome{}, fmt.Errorf("saw %v at %v, %v", seen, head, unborn)
		}
		return docket.Outcome{Appends: []record.Entry{{Stream: from, Event: spent{Minor: 40}}, fill(to, 40), fill(to, 2)}}, nil
	})
	d.need(r.Heads[from].Version == 2 && r.Heads[to].Version == 2 && len(r.Heads) == 2, "receipt %+v", r)
	_, err := d.Submit(d.t.Context(), d.envelope(), needs(from, to), plain(fill(to, 1), record.Entry{Stream: aPurse(3), Event: filled{}}))
	d.need(err != nil, "appended to a stream it did not need")
	d.need(d.purse(to).Balance == 42 && d.purse(from).Balance == 60, "half a command was written")
}

type unstable struct {
	Words map[string]string `json:"words"`
}

// Kind and Version name an event that must not be stored.
func (unstable) Kind() string { return "filled" }

// Version of it.
func (unstable) Version() int { return 1 }

// faultsDropOnlyThemselves: in one batch, members that fail in every way there is, and
// good ones between them, which all land.
func (d *desk) faultsDropOnlyThemselves() {
	bad := []func(s record.Stream) (docket.Needs, docket.Decide){
		func(s record.Stream) (docket.Needs, docket.Decide) {
			return needs(s), func(docket.View) (docket.Outcome, error) { return docket.Outcome{}, ErrInjected }
		},
		func(s record.Stream) (docket.Needs, docket.Decide) {
			return needs(s), func(docket.View) (docket.Outcome, error) { panic("an impossible state") }
		},
		func(s record.Stream) (docket.Needs, docket.Decide) {
			return needs(s), plain(fill(s, 1), record.Entry{Stream: s, Event: unstable{}})
		},
		func(s record.Stream) (docket.Needs, docket.Decide) {
			return needs(s), plain(fill(s, 1), record.Entry{Stream: s, Event: foreseen{}})
		},
		func(s record.Stream) (docket.Needs, docket.Decide) {
			return docket.Needs{Streams: []record.Stream{s}}, plain(fill(s, 1), note(s, "no key was named"))
		},
		func(s record.Stream) (docket.Needs, docket.Decide) {
			return needs(s), func(v docket.View) (docket.Outcome, error) { v.State(aPurse(999)); return docket.Outcome{}, nil }
		},
		func(s record.Stream) (docket.Needs, docket.Decide) { // the batch has s, this member does not
			return needs(aPurse(2)), plain(fill(aPurse(2), 1), fill(s, 1))
		},
		func(record.Stream) (docket.Needs, docket.Decide) {
			s := record.Stream{Kind: "nobody folds this", ID: [16]byte{1}}
			return needs(s), plain(fill(s, 1))
		},
	}
	s := aPurse(1)
	errs := d.together(3*len(bad), func(i int) error {
		if i%3 > 0 {
			_, err := d.Submit(d.t.Context(), d.envelope(), needs(s), plain(fill(s, 10)))
			return err
		}
		n, decide := bad[i/3](s)
		_, err := d.Submit(d.t.Context(), d.envelope(), n, decide)
		if err == nil {
			d.t.Errorf("bad member %d got through", i/3)
		}
		return nil
	})
	d.need(count(errs, nil) == len(errs), "a good member was dropped: %v", errors.Join(errs...))
	d.need(d.purse(s).Balance == int64(20*len(bad)) && d.purse(s).Events == 2*len(bad), "%+v", d.purse(s))
}

// commitFaultDropsOnlyItself: a member whose commit the database will not take is
// dropped, those beside it are written.
func (d *desk) commitFaultDropsOnlyItself() {
	d.faults.Refuse = func(b *docket.Batch) bool {
		for _, e := range b.Events {
			if strings.Contains(string(e.Payload), "666") {
				return true
			}
		}
		return false
	}
	s := aPurse(1)
	errs := d.together(9, func(i int) error {
		minor := int64(1)
		if i == 4 {
			minor = 666
		}
		_, err := d.Submit(d.t.Context(), keyed(d.envelope(), fmt.Sprint(i), 1), needs(s), plain(fill(s, minor)))
		return err
	})
	d.need(errors.Is(errs[4], ErrInjected) && count(errs, nil) == 8, "%v", errs)
	d.need(d.purse(s).Balance == 8, "balance %d", d.purse(s).Balance)
}

// commitFails: a commit that failed wrote nothing; the command may be sent again.
func (d *desk) commitFails() {
	s := aPurse(1)
	d.submit(d.envelope(), needs(s), plain(fill(s, 1)))
	d.faults.Fail(1)
	_, err := d.Submit(d.t.Context(), keyed(d.envelope(), "k", 1), needs(s), plain(fill(s, 10)))
	d.need(errors.Is(err, ErrInjected) && !errors.Is(err, docket.ErrUnknown), "%v", err)
	d.need(d.purse(s).Balance == 1, "a failed commit was written, or is believed to be")
	d.need(!d.submit(keyed(d.envelope(), "k", 1), needs(s), plain(fill(s, 10))).Repeated, "it was never done")
	d.need(d.purse(s).Balance == 11, "balance %d", d.purse(s).Balance)
}

// replyIsLost: a commit that was written but seemed to fail is found again, with a key,
// without, and when there was nothing to append; many at once or one alone.
func (d *desk) replyIsLost() {
	s := aPurse(1)
	for _, env := range []docket.Envelope{keyed(d.envelope(), "k", 1), d.envelope()} {
		d.faults.Lose(1)
		r := d.submit(env, needs(s), plain(fill(s, 10)))
		d.need(!r.Repeated && r.Heads[s].Version > 0, "%+v", r)
	}
	d.faults.Lose(1)
	d.submit(keyed(d.envelope(), "nothing", 1), needs(s), plain())
	d.need(d.submit(keyed(d.envelope(), "nothing", 1), needs(s), plain(fill(s, 1))).Repeated, "the receipt was not kept")
	d.faults.Lose(3)
	errs := d.together(30, func(i int) error {
		_, err := d.Submit(d.t.Context(), keyed(d.envelope(), fmt.Sprint(i), 1), needs(s), plain(fill(s, 1)))
		return err
	})
	d.need(count(errs, nil) == 30 && d.purse(s).Balance == 50, "balance %d: %v", d.purse(s).Balance, errs)
}

// outcomeUnknown: when nobody can look, the outcome is unknown, and asking again with
// the same key tells.
func (d *desk) outcomeUnknown() {
	s := aPurse(1)
	d.faults.Lose(1)
	d.faults.Blind(0)
	blindAfterCommit(d.faults)
	env := keyed(d.envelope(), "k", 1)
	_, err := d.Submit(d.t.Context(), env, needs(s), plain(fill(s, 10)))
	d.need(errors.Is(err, docket.ErrUnknown), "%v", err)
	d.need(d.submit(env, needs(s), plain(fill(s, 10))).Repeated, "it was written")
	d.need(d.purse(s).Balance == 10, "balance %d", d.purse(s).Balance)
}

// blindAfterCommit makes the next read fail, but only after the next commit.
func blindAfterCommit(f *Faults) {
	f.Refuse = func(*docket.Batch) bool {
		f.Blind(1)
		return false
	}
}

// unknownEventBlocks: a stream with an event of a later version is read-only here,
// other streams are not, and the later version goes on.
func (d *desk) unknownEventBlocks() {
	s, other := aPurse(1), aPurse(2)
	today, future := d.setup.Design, purseDesign(purseFold{future: true})
	d.restart(future)
	d.submit(d.envelope(), needs(s), plain(fill(s, 10), record.Entry{Stream: s, Event: foreseen{Minor: 1}}, fill(s, 5)))
	d.restart(today)
	state, head, err := d.Load(d.t.Context(), refOf(s))
	d.need(errors.Is(err, docket.ErrReadOnly) && state.(purse).Balance == 10 && head.Version == 3, "%v %v %v", state, head, err) //nolint:forcetypeassert // the fold makes only purses
	events, err := d.Events(d.t.Context(), refOf(s), 1, 10)
	d.need(err == nil && len(events) == 3 && events[1].Event == nil && events[1].Kind == "foreseen" && events[2].Event != nil, "events: %v", err)
	errs := d.together(4, func(i int) error {
		n := needs([]record.Stream{s, other}[i%2])
		_, err := d.Submit(d.t.Context(), d.envelope(), n, plain(fill(n.Streams[0], 1)))
		return err
	})
	d.need(count(errs, docket.ErrReadOnly) == 2 && count(errs, nil) == 2, "%v", errs)
	d.restart(future)
	d.submit(d.envelope(), needs(s), plain(fill(s, 1)))
	d.need(d.purse(s).Balance == 16, "balance %d", d.purse(s).Balance)
	d.setup.Design = future
}

// restart closes the store and opens it with another design.
func (d *desk) restart(design docket.Design) {
	d.t.Helper()
	d.need(d.Close() == nil, "close")
	d.setup.Design = design
	d.start()
}

// placesAreApart: marketplaces do not see each other; a stream has one home.
func (d *desk) placesAreApart() {
	s := aPurse(1)
	env := d.envelope()
	env.Market = id.From[id.Market]([16]byte{0xbb})
	d.submit(d.envelope(), needs(s), plain(fill(s, 10), note(s, "甲市场的话")))
	d.submit(env, needs(s), plain(fill(s, 20), note(s, "乙市场的话")))
	state, _, err := d.Load(d.t.Context(), docket.Ref{Place: env.Place, Stream: s})
	d.need(err == nil && state.(purse).Balance == 20 && d.purse(s).Balance == 10, "%v %v", state, err) //nolint:forcetypeassert // the fold makes only purses
	for market, text := range map[id.Market]string{place().Market: "甲市场的话", env.Market: "乙市场的话"} {
		rows, err := d.Select(d.t.Context(), docket.Select{Market: market, Table: "purse_notes", Search: "市场的话"})
		d.need(err == nil && len(rows) == 1 && rows[0][2] == text, "%v %v", rows, err)
	}
	found, err := d.Find(d.t.Context(), env.Market, s)
	d.need(err == nil && found == env.Place, "found %v %v", found, err)
	_, err = d.Find(d.t.Context(), env.Market, aPurse(2))
	d.need(errors.Is(err, docket.ErrUnknownStream), "%v", err)
	env.Home++
	_, err = d.Submit(d.t.Context(), env, needs(s), plain(fill(s, 1)))
	d.need(err != nil, "one stream in two homes")
}

// cancelledIsNotDone: a caller who gives up before his turn has done nothing; in his
// turn, the outcome is unknown or told.
func (d *desk) cancelledIsNotDone() {
	s := aPurse(1)
	d.submit(d.envelope(), needs(s), plain(fill(s, 1)))
	ctx, cancel := context.WithCancel(d.t.Context())
	errs := d.together(5, func(i int) error {
		if i == 0 {
			cancel()
		}
		_, err := d.Submit(ctx, d.envelope(), needs(s), plain(fill(s, 10)))
		return err
	})
	done := int64(count(errs, nil))
	d.need(int(done)+count(errs, context.Canceled) == 5, "%v", errs)
	balance := d.purse(s).Balance
	d.need(balance >= 1+10*done && balance <= 1+10*(done+int64(count(errs, docket.ErrUnknown))), "balance %d after %v", balance, errs)
}

// fullQueueIsBusy: more than may wait is told to come back, and nothing of it is done.
func (d *desk) fullQueueIsBusy() {
	d.need(d.Close() == nil, "close")
	d.setup.Docket = docket.Options{Queue: 3, Batch: 2}
	d.start()
	s := aPurse(1)
	var turned atomic.Int32
	errs := d.togetherUntil(50, func() bool { return turned.Load() > 0 }, func(int) error {
		_, err := d.Submit(d.t.Context(), d.envelope(), needs(s), plain(fill(s, 1)))
		if errors.Is(err, docket.ErrBusy) {
			turned.Add(1)
		}
		return err
	})
	done, busy := count(errs, nil), count(errs, docket.ErrBusy)
	d.need(done+busy == 50 && busy > 0 && d.purse(s).Balance == int64(done), "done %d, busy %d, balance %d", done, busy, d.purse(s).Balance)
}

// limits: what is too much is refused as a fault and leaves nothing.
func (d *desk) limits() {
	s := aPurse(1)
	d.submit(d.envelope(), needs(s), plain(fill(s, 1)))
	many := make([]record.Entry, 1001)
	for i := range many {
		many[i] = fill(s, 1)
	}
	parts := note(s, "a")
	parts.Clear = append(parts.Clear, parts.Clear[0])
	long := d.envelope()
	long.Correlation = strings.Repeat("x", 2000)
	tries := map[string]func() error{
		"appends":        func() error { return d.fails(d.envelope(), needs(s), plain(many...)) },
		"text":           func() error { return d.fails(d.envelope(), needs(s), plain(note(s, strings.Repeat("字", 1<<19)))) },
		"two same paths": func() error { return d.fails(d.envelope(), needs(s), plain(parts)) },
		"header":         func() error { return d.fails(long, needs(s), plain(fill(s, 1))) },
		"no instant":     func() error { return d.fails(docket.Envelope{Place: place()}, needs(s), plain(fill(s, 1))) },
		"needs":          func() error { return d.fails(d.envelope(), docket.Needs{Streams: make([]record.Stream, 600)}, plain()) },
		"result": func() error {
			return d.fails(d.envelope(), needs(s), func(docket.View) (docket.Outcome, error) {
				return docket.Outcome{Appends: []record.Entry{fill(s, 1)}, Result: make([]byte, 1<<20)}, nil
			})
		},
	}
	for name, try := range tries {
		d.need(try() != nil, "%s: let through", name)
	}
	d.need(d.purse(s).Events == 1, "something was left behind")
}

func (d *desk) fails(env docket.Envelope, n docket.Needs, decide docket.Decide) error {
	_, err := d.Submit(d.t.Context(), env, n, decide)
	return err
}

// closeDrains: what waits is finished, what comes later is told so.
func (d *desk) closeDrains() {
	s := aPurse(1)
	d.submit(d.envelope(), needs(s), plain(fill(s, 1)))
	var closing atomic.Int32
	errs := d.togetherUntil(201, func() bool { return closing.Load() > 0 && closing.Add(1) > 1000 }, func(i int) error {
		if i == 200 {
			for range 1000 {
				runtime.Gosched() // behind the others
			}
			closing.Add(1)
			return d.Close()
		}
		_, err := d.Submit(d.t.Context(), d.envelope(), needs(s), plain(fill(s, 1)))
		return err
	})
	done := count(errs[:200], nil)
	d.need(done > 0 && done+count(errs, docket.ErrClosed) == 200 && errs[200] == nil, "%v", errs)
	_, err := d.Submit(d.t.Context(), d.envelope(), needs(s), plain(fill(s, 1)))
	d.need(errors.Is(err, docket.ErrClosed), "%v", err)
	d.start()
	d.need(d.purse(s).Balance == int64(1+done), "balance %d, acknowledged %d", d.purse(s).Balance, done)
}

// overtaken: another node moves the stream, or does the very command, between this
// node's look at the heads and its commit.
func (d *desk) overtaken() {
	s := aPurse(1)
	d.submit(d.envelope(), needs(s), plain(fill(s, 100)))
	setup := d.setup
	setup.Wrap = (&Faults{}).Wrap
	other := d.open(d.t, setup)
	fresh := d.envelope()
	for i, theirs := range []docket.Envelope{d.envelope(), keyed(fresh, "k", 1)} {
		d.restart(d.setup.Design) // nothing is known beforehand
		d.faults.Overtake = func() {
			_, err := other.Submit(d.t.Context(), theirs, needs(s), pay(s, 10))
			d.need(err == nil, "the other node: %v", err)
		}
		r := d.submit(keyed(fresh, []string{"own", "k"}[i], 1), needs(s), pay(s, 10))
		d.need(r.Repeated == (i == 1), "%d: %+v", i, r)
	}
	d.need(d.purse(s).Balance == 70, "balance %d", d.purse(s).Balance)
	d.need(other.Close() == nil, "close")
}

// twoNodes: two registrars on one store move the same streams; whoever comes too late
// decides again, and nothing is lost or done twice, not even where one key is used
// for two new streams.
func (d *desk) twoNodes() {
	s := aPurse(1)
	d.submit(d.envelope(), needs(s), plain(fill(s, 1000)))
	nodes := []Store{d.Store, d.open(d.t, d.setup)}
	var all sync.WaitGroup
	var mu sync.Mutex
	paid, filled := 0, 0
	submit := func(node int, key string, n docket.Needs, decide docket.Decide, fresh *int) {
		env := keyed(d.envelope(), key, 1)
		r, err := nodes[node].Submit(d.t.Context(), env, n, decide)
		for range 50 {
			if !errors.Is(err, docket.ErrBusy) {
				break
			}
			r, err = nodes[node].Submit(d.t.Context(), env, n, decide)
		}
		if err != nil {
			d.t.Errorf("node %d: %v", node, err)
		}
		mu.Lock()
		defer mu.Unlock()
		if !r.Repeated {
			*fresh++
		}
	}
	for i := range 40 {
		all.Go(func() {
			fresh := aPurse(100 + i)
			submit(i%2, fmt.Sprint("pay", i/4), needs(s), pay(s, 1), &paid)
			submit(i%2, fmt.Sprint("new", i/4), needs(fresh), plain(fill(fresh, 1)), &filled)
		})
	}
	all.Wait()
	d.need(paid == 10 && filled == 10 && d.purse(s).Balance == 990 && d.purse(s).Events == 11, "paid %d, filled %d, %+v", paid, filled, d.purse(s))
	d.need(nodes[1].Close() == nil, "close")
}
