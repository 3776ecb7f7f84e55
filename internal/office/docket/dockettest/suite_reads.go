package dockettest

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// reopens: everything is there again, from snapshots and without, to the same hash.
func (d *desk) reopens() {
	s := aPurse(1)
	for range 30 {
		d.submit(d.envelope(), needs(s), plain(fill(s, 2), note(s, "说明"), fill(s, 3)))
	}
	r := d.submit(keyed(d.envelope(), "k", 1), needs(s), plain(fill(s, 1)))
	before := d.purse(s)
	d.restart(d.setup.Design)
	state, head, err := d.Load(d.t.Context(), refOf(s))
	d.need(err == nil && state == any(before) && head == r.Heads[s], "%v %v %v", state, head, err)
	d.need(d.submit(keyed(d.envelope(), "k", 1), needs(s), plain(fill(s, 1))).Repeated, "the receipt is gone")
	newer := d.setup.Design
	newer.Edition = "2"
	d.restart(newer)
	d.need(d.purse(s) == before, "without snapshots the fold differs")
	d.submit(d.envelope(), needs(s), plain(fill(s, 1)))
	d.need(d.purse(s).Balance == before.Balance+1, "balance %d", d.purse(s).Balance)
}

// timers: one per stream, moved and removed by its events, earliest first.
func (d *desk) timers() {
	start := d.envelope().Legal
	market := place().Market
	next, err := d.NextTimer(d.t.Context(), market)
	d.need(err == nil && next.IsZero(), "%v %v", next, err)
	for n := range 6 {
		s, env := aPurse(n), d.envelope()
		env.Legal = start.Add(time.Duration(6-n) * time.Hour)
		d.submit(env, needs(s), plain(fill(s, 10)))
	}
	next, err = d.NextTimer(d.t.Context(), market)
	d.need(err == nil && next.Equal(start.Add(25*time.Hour)), "next %v %v", next, err)
	due, err := d.DueTimers(d.t.Context(), market, start.Add(27*time.Hour), 10)
	d.need(err == nil && len(due) == 3 && due[0].Stream == aPurse(5) && due[2].Stream == aPurse(3), "%v %v", due, err)
	d.need(due[0].Gen == 1 && due[0].Place == place() && due[0].Due.Equal(next), "%+v", due[0])
	due, err = d.DueTimers(d.t.Context(), market, start.Add(27*time.Hour), 2)
	d.need(err == nil && len(due) == 2, "%v %v", due, err)
	env := d.envelope()
	env.Legal = start.Add(100 * time.Hour)
	d.submit(env, needs(aPurse(5)), plain(fill(aPurse(5), 1)))
	d.submit(d.envelope(), needs(aPurse(4)), pay(aPurse(4), 10))
	due, err = d.DueTimers(d.t.Context(), market, start.Add(500*time.Hour), 10)
	d.need(err == nil && len(due) == 5 && due[0].Stream == aPurse(3) && due[4].Stream == aPurse(5) && due[4].Gen == 2, "%v %v", due, err)
}

// outbox: leased once at a time, again after the lease or a retry, never after the finish.
func (d *desk) outbox() {
	s, ctx := aPurse(1), d.t.Context()
	d.submit(d.envelope(), needs(s), plain(fill(s, 100)))
	for n := range 3 {
		d.submit(d.envelope(), needs(s), pay(s, int64(n+1)))
	}
	now := d.envelope().Recorded
	lease := func(at time.Time, limit int) []docket.Job {
		jobs, err := d.LeaseJobs(ctx, "payment", at, time.Minute, limit)
		d.need(err == nil, "lease: %v", err)
		return jobs
	}
	pending := func(want int) {
		d.t.Helper()
		n, err := d.PendingJobs(ctx, place().Market)
		d.need(err == nil && n == want, "pending %d, want %d: %v", n, want, err)
	}
	pending(3)
	d.need(len(lease(now.Add(-time.Hour), 9)) == 0, "leased before it was recorded")
	if other, err := d.LeaseJobs(ctx, "notice", now, time.Minute, 9); err != nil || len(other) != 0 {
		d.t.Fatalf("another sink's jobs: %v %v", other, err)
	}
	first, rest := lease(now, 1), lease(now, 9)
	d.need(len(first) == 1 && len(rest) == 2 && len(lease(now, 9)) == 0, "leased twice")
	j := first[0]
	d.need(j.Stream == s && j.Place == place() && j.Seq == 2 && j.Line == 1 && string(j.Body) == "1" && j.Attempt == 1 && j.Sink == "payment", "%+v", j)
	for range 2 { // the second time it is not there any more
		d.need(d.FinishJob(ctx, j) == nil, "finish")
	}
	d.need(d.RetryJob(ctx, rest[0], now.Add(time.Hour), "the bank is closed") == nil, "retry")
	pending(2)
	again := lease(now.Add(time.Minute), 9)
	d.need(len(again) == 1 && again[0].Seq == rest[1].Seq && again[0].Attempt == 2, "after the lease: %+v", again)
	d.need(d.RetryJob(ctx, rest[1], now, "late") == nil, "retry")
	d.need(len(lease(now.Add(time.Minute), 9)) == 0, "a lease that ended put back a job somebody else has")
	d.need(len(lease(now.Add(time.Hour), 9)) == 2, "the retry did not come")
	for _, job := range append(again, rest[0]) {
		d.need(d.FinishJob(ctx, job) == nil, "finish")
	}
	pending(0)
	d.need(d.Rebuild(ctx, nil) == nil, "rebuild")
	pending(0)
}

// logQueue: one row per event, with its hash.
func (d *desk) logQueue() {
	for n := range 5 {
		s := aPurse(n)
		d.submit(d.envelope(), needs(s), plain(fill(s, 10), note(s, "话"), fill(s, 1)))
	}
	rows := 0
	err := d.Inspect(d.t.Context(), func(in docket.Inspected) error {
		return in.EachQueued(d.t.Context(), func(ref docket.Ref, seq uint64, hash [32]byte) error {
			rows++
			found, err := in.Raw(d.t.Context(), ref, seq, 1)
			if err == nil && (len(found) != 1 || found[0].Hash != hash) {
				err = fmt.Errorf("%v %d has another hash", ref, seq)
			}
			return err
		})
	})
	d.need(err == nil && rows == 15, "%d rows, %v", rows, err)
}

// rebuild: the projections made again from the events are those written with them,
// also under a definition that has changed.
func (d *desk) rebuild() {
	for i := range 60 {
		s := aPurse(i % 7)
		d.submit(d.envelope(), needs(s), plain(fill(s, int64(i)), note(s, fmt.Sprintf("第%d条说明", i))))
		if i%5 == 0 {
			d.submit(d.envelope(), needs(s), func(v docket.View) (docket.Outcome, error) {
				state, _ := v.State(s)
				return docket.Outcome{Appends: []record.Entry{{Stream: s, Event: spent{Minor: state.(purse).Balance}}}}, nil //nolint:forcetypeassert // the fold makes only purses
			})
		}
	}
	before, steps := d.dump(), 0
	d.need(len(before) > 100, "only %d rows", len(before))
	err := d.Rebuild(d.t.Context(), func(done, total int) {
		steps++
		d.need(done == steps && total == 7, "progress %d of %d", done, total)
	})
	d.need(err == nil && steps == 7, "rebuild: %v", err)
	d.need(slices.Equal(before, d.dump()), "rebuilt rows differ")
	newer := d.setup.Design
	newer.Tables = slices.Clone(newer.Tables)
	newer.Tables[0].Indexes = nil
	newer.Edition = "2"
	d.restart(newer)
	d.need(slices.Equal(before, d.dump()), "rows of the new definition differ")
	d.submit(d.envelope(), needs(aPurse(1)), plain(note(aPurse(1), "重建之后")))
	rows, err := d.Select(d.t.Context(), docket.Select{Market: place().Market, Table: "purse_notes", Search: "建之"})
	d.need(err == nil && len(rows) == 1, "%v %v", rows, err)
}

// rebuildInUse: commands go on while the projections are made again and a stream is
// refreshed, and no row is older than its stream afterwards.
func (d *desk) rebuildInUse() {
	s := aPurse(1)
	d.submit(d.envelope(), needs(s), plain(fill(s, 1)))
	var all sync.WaitGroup
	for i := range 60 {
		all.Go(func() {
			if err := d.fails(d.envelope(), needs(s), plain(fill(s, 1), note(s, fmt.Sprintf("第%d条", i)))); err != nil {
				d.t.Error(err)
			}
		})
	}
	for range 3 {
		if err := errors.Join(d.Rebuild(d.t.Context(), nil), d.Refresh(d.t.Context(), refOf(s))); err != nil {
			d.t.Error(err)
		}
	}
	all.Wait()
	rows, err := d.Select(d.t.Context(), docket.Select{Market: place().Market, Table: "purses"})
	d.need(err == nil && len(rows) == 1 && rows[0][1] == int64(61), "%v %v", rows, err)
	d.submit(d.envelope(), needs(s), plain(note(s, "重建后的话")))
	rows, err = d.Select(d.t.Context(), docket.Select{Market: place().Market, Table: "purse_notes", Search: "建后的"})
	d.need(err == nil && len(rows) == 1, "%v %v", rows, err)
}

// keyDestroyed: states and sums stay, the text is gone from rows and search; nothing
// can be sealed with the key any more; another key's texts stay.
func (d *desk) keyDestroyed() {
	s, other := aPurse(1), aPurse(2)
	d.submit(d.envelope(), needs(s, other), plain(fill(s, 5), note(s, "张三的电话"), fill(other, 5), note(other, "李四的电话")))
	before := d.purse(s)
	d.need(d.setup.Keys.Destroy(d.t.Context(), ownerOf(s)) == nil, "destroy")
	d.need(d.Refresh(d.t.Context(), refOf(s)) == nil, "refresh")
	d.need(errors.Is(d.Refresh(d.t.Context(), refOf(aPurse(9))), docket.ErrUnknownStream), "refreshed nothing")
	search := func(text string) int {
		rows, err := d.Select(d.t.Context(), docket.Select{Market: place().Market, Table: "purse_notes", Search: text})
		d.need(err == nil, "%v", err)
		return len(rows)
	}
	d.need(search("张三") == 0 && search("李四") == 1 && search("电话") == 1, "the text is still found")
	d.need(!strings.Contains(strings.Join(d.dump(), ""), "张三"), "the text is still in a row")
	d.restart(d.setup.Design)
	d.need(d.purse(s) == before, "the fold changed")
	_, err := d.Submit(d.t.Context(), d.envelope(), needs(s), plain(fill(s, 1), note(s, "再写")))
	d.need(errors.Is(err, docket.ErrKeyDestroyed), "sealed with a destroyed key: %v", err)
	d.submit(d.envelope(), needs(s), plain(fill(s, 1)))
	d.need(d.Rebuild(d.t.Context(), nil) == nil && search("张三") == 0 && search("李四") == 1, "after the rebuild")
	events, err := d.Events(d.t.Context(), refOf(s), 1, 10)
	d.need(err == nil && len(events) == 3, "%v", err)
	clear, err := docket.Unseal(d.t.Context(), d.setup.Keys, events[1])
	d.need(err == nil && len(clear) == 0 && len(events[1].Sealed) == 1, "%v %v", clear, err)
	for _, e := range events {
		d.need(!bytes.Contains(e.Payload, []byte("张三")) && !bytes.Contains(e.Header, []byte("张三")), "clear text in an event")
	}
}

// paging: pages are total and stable: every row once, in order, whatever the page
// size, while rows before and behind the cursor come and go.
func (d *desk) paging() {
	dice := rand.New(rand.NewPCG(3, 5)) //nolint:gosec // a seeded test
	for n := range 90 {
		s := aPurse(n)
		d.submit(d.envelope(), needs(s), plain(fill(s, 1+dice.Int64N(12))))
	}
	for _, order := range [][]string{nil, {"balance"}, {"-balance"}, {"parity", "-balance"}, {"-parity", "-balance"}, {"purse"}, {"-balance", "purse"}} {
		q := docket.Select{Market: place().Market, Table: "purses", OrderBy: order, Limit: 500}
		plan, err := d.setup.Design.Plan(q)
		d.need(err == nil, "%v", err)
		all, err := d.Select(d.t.Context(), q)
		d.need(err == nil && len(all) == 90, "%d rows: %v", len(all), err)
		d.need(slices.IsSortedFunc(all, func(a, b []any) int {
			if plan.Less(a, b) {
				return -1
			}
			return 1
		}), "%v: not in order", order)
		for _, limit := range []int{1, 7, 90} {
			var paged [][]any
			q.Limit, q.After = limit, nil
			for {
				page, err := d.Select(d.t.Context(), q)
				d.need(err == nil && len(page) <= limit, "%v", err)
				if len(page) == 0 {
					break
				}
				paged = append(paged, page...)
				q.After = plan.Cursor(page[len(page)-1])
			}
			d.need(fmt.Sprint(paged) == fmt.Sprint(all), "%v by %d: pages differ from the whole", order, limit)
		}
	}
	rows, err := d.Select(d.t.Context(), docket.Select{Market: place().Market, Table: "purses"})
	d.need(err == nil && len(rows) == 90, "default page: %d %v", len(rows), err)
}

// conditions: every operator, on every type, as a plain walk over the rows answers it.
func (d *desk) conditions() {
	for n := range 40 {
		s := aPurse(n)
		d.submit(d.envelope(), needs(s), plain(fill(s, int64(n*n)+1)))
	}
	ask := func(where ...docket.Cond) int {
		d.t.Helper()
		q := docket.Select{Market: place().Market, Table: "purses", Where: where}
		rows, err := d.Select(d.t.Context(), q)
		d.need(err == nil, "%v", err)
		n, err := d.Count(d.t.Context(), q)
		d.need(err == nil && n == len(rows), "%v: counted %d of %d, %v", where, n, len(rows), err)
		q.Limit = 3
		few, err := d.Count(d.t.Context(), q)
		d.need(err == nil && few == min(n, 3), "%v: counted %d beyond the limit, %v", where, few, err)
		return n
	}
	_, err := d.Count(d.t.Context(), docket.Select{Market: place().Market, Table: "purse_notes", Search: "x"})
	d.need(errors.Is(err, docket.ErrBadSelect), "a search is counted: %v", err)
	first, last := aPurse(0).ID, aPurse(39).ID
	for _, c := range []struct {
		want int
		cond []docket.Cond
	}{
		{1, []docket.Cond{{Column: "balance", Op: "=", Value: 26}}},
		{5, []docket.Cond{{Column: "balance", Op: "<", Value: 26}}},
		{6, []docket.Cond{{Column: "balance", Op: "<=", Value: int64(26)}}},
		{34, []docket.Cond{{Column: "balance", Op: ">", Value: 26}}},
		{35, []docket.Cond{{Column: "balance", Op: ">=", Value: 26}}},
		{20, []docket.Cond{{Column: "parity", Op: "=", Value: "odd"}}},
		{40, []docket.Cond{{Column: "parity", Op: "in", Value: []any{"odd", "even"}}}},
		{0, []docket.Cond{{Column: "parity", Op: "in", Value: []any{}}}},
		{8, []docket.Cond{{Column: "rich", Op: "=", Value: true}}},
		{4, []docket.Cond{{Column: "rich", Op: "=", Value: true}, {Column: "parity", Op: "=", Value: "odd"}}},
		{39, []docket.Cond{{Column: "purse", Op: ">", Value: first[:]}}},
		{2, []docket.Cond{{Column: "purse", Op: "in", Value: []any{first[:], last[:]}}}},
		{40, []docket.Cond{{Column: "home", Op: "=", Value: int(place().Home)}}},
		{0, []docket.Cond{{Column: "home", Op: ">", Value: int(place().Home)}}},
	} {
		d.need(ask(c.cond...) == c.want, "%v: %d rows, want %d", c.cond, ask(c.cond...), c.want)
	}
	for _, q := range []docket.Select{
		{Table: "nothing"},
		{Table: "purses", Search: "x"},
		{Table: "purses", OrderBy: []string{"nothing"}},
		{Table: "purses", After: []any{1, 2, 3}},
		{Table: "purses", After: []any{"x"}},
		{Table: "purses", Where: []docket.Cond{{Column: "balance", Op: "like", Value: 1}}},
		{Table: "purses", Where: []docket.Cond{{Column: "balance", Op: "=", Value: "1 OR 1=1"}}},
		{Table: "purses", Where: []docket.Cond{{Column: "1=1 --", Op: "=", Value: 1}}},
		{Table: "purses", Where: []docket.Cond{{Column: "balance", Op: "in", Value: 1}}},
	} {
		_, err := d.Select(d.t.Context(), q)
		d.need(errors.Is(err, docket.ErrBadSelect), "%+v: %v", q, err)
	}
}

// search: what a plain look through all texts finds, no more and no less, for one to
// four characters, several words, changed and removed texts.
func (d *desk) search() {
	dice := rand.New(rand.NewPCG(11, 13)) //nolint:gosec // a seeded test
	letters := []rune("退款退货运费险卖家买家发票假货七天无理由到账aB9 ，。鉴定𠮷😀")
	texts := make([]string, 120)
	for i := range texts {
		var b strings.Builder
		for range 5 + dice.IntN(40) {
			b.WriteRune(letters[dice.IntN(len(letters))])
		}
		texts[i] = b.String()
		d.submit(d.envelope(), needs(aPurse(1)), plain(note(aPurse(1), texts[i])))
	}
	find := func(query string) []string {
		rows, err := d.Select(d.t.Context(), docket.Select{Market: place().Market, Table: "purse_notes", Search: query, Limit: 500})
		d.need(err == nil, "%q: %v", query, err)
		found := make([]string, len(rows))
		for i, row := range rows {
			found[i] = row[2].(string) //nolint:forcetypeassert // a text column
		}
		return found
	}
	hits := 0
	for i := range 400 {
		runes := []rune(texts[dice.IntN(len(texts))])
		from := dice.IntN(len(runes) - 4)
		query := string(runes[from : from+1+i%4])
		if i%7 == 0 {
			query += " " + string(runes[:2])
		}
		if i%11 == 0 {
			query = string(letters[i%10]) + string(letters[(i*7)%12]) + string(letters[(i*5)%12])
		}
		var want []string
		for _, text := range texts {
			if containsAll(text, query) {
				want = append(want, text)
			}
		}
		got := find(query)
		d.need(slices.Equal(want, got) || len(got) == 0 && len(docket.Words(query)) == 0, "%q: %d found, %d expected", query, len(got), len(want))
		hits += len(want)
	}
	d.need(hits > 1000, "the queries hit only %d", hits)
	d.need(len(find("ＡＢ９")) == len(find("ab9")) && len(find("!!")) == 0, "wide forms or punctuation")
	q := docket.Select{Market: place().Market, Table: "purse_notes", Search: "退", Limit: 3}
	var paged []string
	for {
		page, err := d.Select(d.t.Context(), q)
		d.need(err == nil, "%v", err)
		if len(page) == 0 {
			break
		}
		for _, row := range page {
			paged = append(paged, row[2].(string)) //nolint:forcetypeassert // a text column
		}
		q.After = page[len(page)-1][:2]
	}
	d.need(slices.Equal(paged, find("退")), "pages of a search")
}

// searchAgain: texts that change are found by what they say now, and only by that.
func (d *desk) searchAgain() {
	dice := rand.New(rand.NewPCG(31, 37)) //nolint:gosec // a seeded test
	now := make(map[int]string)
	for range 20 {
		entries := make(map[int]string)
		for range 1 + dice.IntN(12) {
			n := dice.IntN(24)
			entries[n] = fmt.Sprintf("%d-%d-%d号包裹", dice.IntN(3), dice.IntN(16), dice.IntN(1000))
		}
		errs := d.together(24, func(n int) error {
			if text, changes := entries[n]; changes {
				return d.fails(d.envelope(), needs(aPurse(n)), plain(note(aPurse(n), text)))
			}
			return nil
		})
		d.need(count(errs, nil) == 24, "%v", errs)
		for n, text := range entries {
			now[n] = text
		}
	}
	for n, text := range now {
		rows, err := d.Select(d.t.Context(), docket.Select{Market: place().Market, Table: "purse_last", Search: text})
		id := aPurse(n).ID
		d.need(err == nil && slices.ContainsFunc(rows, func(row []any) bool { return bytes.Equal(row[0].([]byte), id[:]) }), "%q: %v %v", text, rows, err) //nolint:forcetypeassert // a bytes column
		for _, row := range rows {
			d.need(containsAll(row[1].(string), text), "%q found %v", text, row) //nolint:forcetypeassert // a text column
		}
	}
}

// containsAll is the truth a search is held against, written apart from it.
func containsAll(text, query string) bool {
	plain := func(s string) string {
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune(" ，。", r) {
				return ' '
			}
			return r
		}, strings.ToLower(s))
	}
	for _, word := range strings.Fields(plain(query)) {
		if !strings.Contains(plain(text), word) {
			return false
		}
	}
	return true
}

// readsEvents: events as they stand, in pages, with their bytes and their metadata.
func (d *desk) readsEvents() {
	s := aPurse(1)
	for i := range 25 {
		d.submit(d.envelope(), needs(s), plain(fill(s, int64(i))))
	}
	var prev [32]byte
	from := uint64(1)
	for from <= 25 {
		page, err := d.Events(d.t.Context(), refOf(s), from, 10)
		d.need(err == nil && len(page) > 0 && len(page) <= 10, "%d %v", len(page), err)
		for _, e := range page {
			sum := docket.Hash(e.Header, e.Payload, docket.EncodeSealed(e.Sealed))
			d.need(e.Meta.Seq == from && e.Prev == prev && sum == e.Meta.Hash && e.Meta.Capacity == "claimant" && e.Meta.Authority == "T1", "%+v", e)
			d.need(e.Event == record.Event(filled{Minor: int64(from - 1)}), "%+v", e.Event)
			prev = e.Meta.Hash
			from++
		}
	}
	page, err := d.Events(d.t.Context(), refOf(s), 26, 10)
	d.need(err == nil && len(page) == 0, "%v", err)
	_, err = d.Events(d.t.Context(), refOf(aPurse(2)), 1, 10)
	d.need(errors.Is(err, docket.ErrUnknownStream), "%v", err)
}

// randomHistory: hundreds of commands at random, with faults at random, against a
// plain account of what was acknowledged.
func (d *desk) randomHistory() {
	dice := rand.New(rand.NewPCG(17, 19)) //nolint:gosec // a seeded test
	want := make(map[int]int64)
	for i := range 600 {
		switch dice.IntN(12) {
		case 0:
			d.faults.Lose(1)
		case 1:
			d.faults.Fail(1)
		}
		n, minor := dice.IntN(9), 1+dice.Int64N(30)
		s, env := aPurse(n), keyed(d.envelope(), fmt.Sprint(i), 1)
		decide := plain(fill(s, minor), note(s, fmt.Sprint("第", i, "笔")))
		if dice.IntN(2) == 0 {
			decide, minor = pay(s, minor), -minor
		}
		_, err := d.Submit(d.t.Context(), env, needs(s), decide)
		for range 3 {
			if errors.Is(err, ErrInjected) {
				_, err = d.Submit(d.t.Context(), env, needs(s), decide)
			}
		}
		switch {
		case err == nil:
			want[n] += minor
		case !errors.Is(err, errPoor):
			d.t.Fatal(err)
		}
	}
	d.faults.Fail(0)
	for n, balance := range want {
		d.need(d.purse(aPurse(n)).Balance == balance && balance >= 0, "purse %d: %d, want %d", n, d.purse(aPurse(n)).Balance, balance)
	}
	before := d.dump()
	d.need(d.Rebuild(d.t.Context(), nil) == nil && slices.Equal(before, d.dump()), "rebuilt rows differ")
}
