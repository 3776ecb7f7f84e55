package dockettest

import (
	"cmp"
	"container/heap"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// timers are kept by stream and, for each marketplace, in a heap by due instant in
// which entries that no longer hold are left until they come up.
type timers struct {
	now  map[docket.Ref]docket.Timer
	heap map[id.Market]*timerHeap
}

func newTimers() timers {
	return timers{now: make(map[docket.Ref]docket.Timer), heap: make(map[id.Market]*timerHeap)}
}

func timerRef(t docket.Timer) docket.Ref { return docket.Ref{Place: t.Place, Stream: t.Stream} }

func (ts timers) set(t docket.Timer) {
	if t.Due.IsZero() {
		delete(ts.now, timerRef(t))
		return
	}
	ts.now[timerRef(t)] = t
	h := ts.heap[t.Market]
	if h == nil {
		h = &timerHeap{}
		ts.heap[t.Market] = h
	}
	heap.Push(h, t)
}

// due takes the earliest timers due at now, at most limit, without removing them.
func (ts timers) due(market id.Market, now time.Time, limit int) []docket.Timer {
	h := ts.heap[market]
	var found []docket.Timer
	for h != nil && h.Len() > 0 && len(found) < limit {
		first := (*h)[0]
		if ts.now[timerRef(first)] != first {
			heap.Pop(h)
			continue
		}
		if first.Due.After(now) {
			break
		}
		heap.Pop(h)
		if !slices.Contains(found, first) {
			found = append(found, first)
		}
	}
	for _, t := range found {
		heap.Push(h, t)
	}
	return found
}

// farFuture is later than any deadline.
func farFuture() time.Time { return time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC) }

type timerHeap []docket.Timer

func (h timerHeap) Len() int           { return len(h) }
func (h timerHeap) Less(i, j int) bool { return compareTimers(h[i], h[j]) < 0 }
func (h timerHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }

// Push is for container/heap.
func (h *timerHeap) Push(x any) { *h = append(*h, x.(docket.Timer)) } //nolint:forcetypeassert // only timers come here

// Pop is for container/heap.
func (h *timerHeap) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

func compareTimers(a, b docket.Timer) int {
	return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Home, b.Home), compareStreams(a.Stream, b.Stream))
}

func compareStreams(a, b record.Stream) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), slices.Compare(a.ID[:], b.ID[:]))
}
