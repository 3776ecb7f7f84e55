package postgres

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Submit runs one command.
func (s *Store) Submit(ctx context.Context, env docket.Envelope, needs docket.Needs, decide docket.Decide) (docket.Receipt, error) {
	return s.registrar.Submit(ctx, env, needs, decide)
}

// Load reads the state of a stream.
func (s *Store) Load(ctx context.Context, ref docket.Ref) (any, docket.Head, error) {
	return s.registrar.Load(ctx, s.reads(), ref)
}

// Events reads stored events.
func (s *Store) Events(ctx context.Context, ref docket.Ref, from uint64, limit int) ([]docket.Stored, error) {
	return s.registrar.Events(ctx, s.reads(), ref, from, limit)
}

// DueTimers lists timers of a marketplace that are due, earliest first. Two processes
// may be given the same one: its firing is a command, and the later one finds that the
// stream has moved on.
func (s *Store) DueTimers(ctx context.Context, market id.Market, now time.Time, limit int) ([]docket.Due, error) {
	b := market.Bytes()
	return query(ctx, s.reads(), func(row pgx.CollectableRow) (docket.Due, error) {
		t, err := scanTimer(row)
		return docket.Due{Timer: t}, err
	}, "SELECT market, home, stream_kind, stream_id, due_at, gen FROM timers WHERE market=$1 AND due_at<=$2 "+
		"ORDER BY due_at, home, stream_kind, stream_id LIMIT $3", b[:], moment(now), docket.PageOf(limit))
}

func scanTimer(row pgx.CollectableRow) (docket.Timer, error) {
	var at int64
	var t docket.Timer
	ref, err := scanRef(row, &at, &t.Gen)
	t.Place, t.Stream, t.Due = ref.Place, ref.Stream, instant(at)
	return t, err
}

// NextTimer is the earliest timer of a marketplace.
func (s *Store) NextTimer(ctx context.Context, market id.Market) (time.Time, error) {
	b := market.Bytes()
	next, err := query(ctx, s.reads(), func(row pgx.CollectableRow) (time.Time, error) {
		var at int64
		err := row.Scan(&at)
		return instant(at), err
	}, "SELECT due_at FROM timers WHERE market=$1 ORDER BY due_at LIMIT 1", b[:])
	if err != nil || len(next) == 0 {
		return time.Time{}, err
	}
	return next[0], nil
}

const (
	job = at + " AND seq=$5 AND line=$6"

	// Those another process is about to take are passed over, not waited for.
	leaseJobs = "UPDATE outbox SET lease_until=$3, attempt=attempt+1 WHERE (market, home, stream_kind, stream_id, seq, line) IN " +
		"(SELECT market, home, stream_kind, stream_id, seq, line FROM outbox WHERE sink=$1 AND next_at<=$2 AND lease_until<=$2 " +
		"ORDER BY next_at, market, home, stream_kind, stream_id, seq, line LIMIT $4 FOR UPDATE SKIP LOCKED) " +
		"RETURNING market, home, stream_kind, stream_id, seq, line, sink, body, attempt, next_at"
)

func jobArgs(j docket.Job, more ...any) []any {
	args := append(refArgs(docket.Ref{Place: j.Place, Stream: j.Stream}), int64(j.Seq), j.Line) //nolint:gosec // a seq stays below 2⁶³
	return append(args, more...)
}

// LeaseJobs takes jobs of a sink, those that wait longest first. A lease whose reply
// was lost runs out.
func (s *Store) LeaseJobs(ctx context.Context, sink string, now time.Time, lease time.Duration, limit int) ([]docket.Job, error) {
	type leased struct {
		docket.Job
		next int64
	}
	found, err := query(ctx, shelf{q: s.pool}, func(row pgx.CollectableRow) (l leased, err error) {
		ref, err := scanRef(row, &l.Seq, &l.Line, &l.Sink, &l.Body, &l.Attempt, &l.next)
		l.Place, l.Stream = ref.Place, ref.Stream
		return l, err
	}, leaseJobs, sink, moment(now), moment(now.Add(lease)), docket.PageOf(limit))
	slices.SortFunc(found, func(a, b leased) int {
		return cmp.Or(cmp.Compare(a.next, b.next), docket.CompareRefs(docket.Ref{Place: a.Place, Stream: a.Stream}, docket.Ref{Place: b.Place, Stream: b.Stream}),
			cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.Line, b.Line))
	})
	var jobs []docket.Job
	for _, l := range found {
		jobs = append(jobs, l.Job)
	}
	return jobs, err
}

// FinishJob removes a job.
func (s *Store) FinishJob(ctx context.Context, j docket.Job) error {
	return patiently(ctx, func() error {
		_, err := s.pool.Exec(ctx, "DELETE FROM outbox WHERE "+job, jobArgs(j)...)
		return fault("finish job", err)
	})
}

// RetryJob puts a job back, unless somebody else has leased it since.
func (s *Store) RetryJob(ctx context.Context, j docket.Job, at time.Time, reason string) error {
	reason = strings.ToValidUTF8(strings.ReplaceAll(reason, "\x00", ""), "")
	return patiently(ctx, func() error {
		_, err := s.pool.Exec(ctx, "UPDATE outbox SET next_at=$7, lease_until=0, problem=$8 WHERE "+job+" AND attempt=$9",
			jobArgs(j, moment(at), reason, j.Attempt)...)
		return fault("retry job", err)
	})
}

// PendingJobs counts jobs waiting or leased for a marketplace.
func (s *Store) PendingJobs(ctx context.Context, market id.Market) (int, error) {
	b := market.Bytes()
	n, err := query(ctx, s.reads(), func(row pgx.CollectableRow) (n int, err error) {
		err = row.Scan(&n)
		return n, err
	}, "SELECT count(*) FROM outbox WHERE market=$1", b[:])
	if err != nil {
		return 0, err
	}
	return n[0], nil
}
