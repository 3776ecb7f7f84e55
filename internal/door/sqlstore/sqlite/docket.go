package sqlite

import (
	"context"
	"database/sql"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Submit runs one command.
func (s *Store) Submit(ctx context.Context, env docket.Envelope, needs docket.Needs, decide docket.Decide) (docket.Receipt, error) {
	return s.registrar.Submit(ctx, env, needs, decide)
}

// Load reads the state of a stream.
func (s *Store) Load(ctx context.Context, ref docket.Ref) (any, docket.Head, error) {
	return s.registrar.Load(ctx, shelf{st: s.read}, ref)
}

// Events reads stored events.
func (s *Store) Events(ctx context.Context, ref docket.Ref, from uint64, limit int) ([]docket.Stored, error) {
	return s.registrar.Events(ctx, shelf{st: s.read}, ref, from, limit)
}

// DueTimers lists timers of a marketplace that are due, earliest first.
func (s *Store) DueTimers(ctx context.Context, market id.Market, now time.Time, limit int) ([]docket.Due, error) {
	b := market.Bytes()
	var due []docket.Due
	err := s.read.query(ctx, nil, "SELECT market, home, stream_kind, stream_id, due_at, gen FROM timers "+
		"WHERE market=? AND due_at<=? ORDER BY due_at, home, stream_kind, stream_id", // as its index: the reader stops
		[]any{b[:], moment(now)}, func(rows *sql.Rows) (bool, error) {
			t, err := scanTimer(rows)
			due = append(due, docket.Due{Timer: t})
			return len(due) < docket.PageOf(limit), err
		})
	return due, err
}

func scanTimer(rows *sql.Rows) (docket.Timer, error) {
	var at int64
	var t docket.Timer
	ref, err := scanRef(rows, &at, &t.Gen)
	t.Place, t.Stream, t.Due = ref.Place, ref.Stream, instant(at)
	return t, err
}

// NextTimer is the earliest timer of a marketplace.
func (s *Store) NextTimer(ctx context.Context, market id.Market) (next time.Time, err error) {
	b := market.Bytes()
	err = s.read.query(ctx, nil, "SELECT due_at FROM timers WHERE market=? ORDER BY due_at LIMIT 1", []any{b[:]},
		func(rows *sql.Rows) (bool, error) {
			var at int64
			err := rows.Scan(&at)
			next = instant(at)
			return false, err
		})
	return next, err
}

const job = at + " AND seq=? AND line=?"

func jobArgs(j docket.Job) []any {
	return append(refArgs(docket.Ref{Place: j.Place, Stream: j.Stream}), int64(j.Seq), j.Line) //nolint:gosec // a seq stays below 2⁶³
}

// LeaseJobs takes jobs of a sink, those that wait longest first.
func (s *Store) LeaseJobs(ctx context.Context, sink string, now time.Time, lease time.Duration, limit int) ([]docket.Job, error) {
	if idle, err := s.noJob(ctx, sink, now); idle || err != nil {
		return nil, err
	}
	var jobs []docket.Job
	err := s.Write(ctx, func(tx *sql.Tx) error {
		err := s.write.query(ctx, tx, "SELECT market, home, stream_kind, stream_id, seq, line, sink, body, attempt FROM outbox "+
			"WHERE sink=? AND next_at<=? AND lease_until<=? ORDER BY next_at, market, home, stream_kind, stream_id, seq, line"+atMost(docket.PageOf(limit)),
			[]any{sink, moment(now), moment(now)}, func(rows *sql.Rows) (bool, error) {
				var j docket.Job
				ref, err := scanRef(rows, &j.Seq, &j.Line, &j.Sink, &j.Body, &j.Attempt)
				j.Place, j.Stream = ref.Place, ref.Stream
				j.Attempt++
				jobs = append(jobs, j)
				return len(jobs) < docket.PageOf(limit), err
			})
		for _, j := range jobs {
			if err != nil {
				break
			}
			_, err = s.write.exec(ctx, tx, "UPDATE outbox SET lease_until=?, attempt=? WHERE "+job,
				append([]any{moment(now.Add(lease)), j.Attempt}, jobArgs(j)...)...)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return jobs, nil
}

// noJob looks without writing: an idle worker must not take the write lock.
func (s *Store) noJob(ctx context.Context, sink string, now time.Time) (bool, error) {
	idle := true
	err := s.read.query(ctx, nil, "SELECT 1 FROM outbox WHERE sink=? AND next_at<=? AND lease_until<=? LIMIT 1",
		[]any{sink, moment(now), moment(now)}, func(*sql.Rows) (bool, error) {
			idle = false
			return false, nil
		})
	return idle, err
}

// FinishJob removes a job.
func (s *Store) FinishJob(ctx context.Context, j docket.Job) error {
	return s.Write(ctx, func(tx *sql.Tx) error {
		_, err := s.write.exec(ctx, tx, "DELETE FROM outbox WHERE "+job, jobArgs(j)...)
		return err
	})
}

// RetryJob puts a job back, unless somebody else has leased it since.
func (s *Store) RetryJob(ctx context.Context, j docket.Job, at time.Time, reason string) error {
	return s.Write(ctx, func(tx *sql.Tx) error {
		args := append([]any{moment(at), reason}, jobArgs(j)...)
		_, err := s.write.exec(ctx, tx, "UPDATE outbox SET next_at=?, lease_until=0, problem=? WHERE "+job+" AND attempt=?", append(args, j.Attempt)...)
		return err
	})
}

// PendingJobs counts jobs waiting or leased for a marketplace.
func (s *Store) PendingJobs(ctx context.Context, market id.Market) (n int, err error) {
	b := market.Bytes()
	err = s.read.query(ctx, nil, "SELECT count(*) FROM outbox WHERE market=?", []any{b[:]}, func(rows *sql.Rows) (bool, error) {
		return false, rows.Scan(&n)
	})
	return n, err
}
