package dockettest

import (
	"cmp"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

type jobKey struct {
	place  docket.Place
	stream record.Stream
	seq    uint64
	line   int
}

type job struct {
	place   docket.Place
	effect  docket.Effect
	next    time.Time // not before
	lease   time.Time // taken until
	attempt int
	problem string
}

func keyOf(j docket.Job) jobKey { return jobKey{j.Place, j.Stream, j.Seq, j.Line} }

// take leases jobs of a sink, those that wait longest first.
func (s *shelf) take(sink string, now time.Time, lease time.Duration, limit int) []docket.Job {
	s.mu.Lock()
	defer s.mu.Unlock()
	var ready []*job
	for _, j := range s.jobs {
		if j.effect.Sink == sink && !j.next.After(now) && !j.lease.After(now) {
			ready = append(ready, j)
		}
	}
	slices.SortFunc(ready, func(a, b *job) int {
		return cmp.Or(
			a.next.Compare(b.next),
			docket.CompareRefs(docket.Ref{Place: a.place, Stream: a.effect.Stream}, docket.Ref{Place: b.place, Stream: b.effect.Stream}),
			cmp.Compare(a.effect.Seq, b.effect.Seq), cmp.Compare(a.effect.Line, b.effect.Line),
		)
	})
	var taken []docket.Job
	for _, j := range ready[:min(limit, len(ready))] {
		j.lease = now.Add(lease)
		j.attempt++
		taken = append(taken, docket.Job{Place: j.place, Effect: j.effect, Attempt: j.attempt})
	}
	return taken
}

func (s *shelf) finish(j docket.Job) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.jobs, keyOf(j))
}

// retry puts a job back, unless somebody else has leased it since.
func (s *shelf) retry(j docket.Job, at time.Time, reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if kept := s.jobs[keyOf(j)]; kept != nil && kept.attempt == j.Attempt {
		kept.next, kept.lease, kept.problem = at, time.Time{}, reason
	}
}
