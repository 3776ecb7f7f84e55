package sqlite

import (
	"context"
	"database/sql"

	"github.com/tianping-odr/tianping/internal/office/docket"
)

// desk is the shelf the registrar writes on: reads and commits share the one write
// connection, so nothing is read that a commit of this process has overtaken.
type desk struct {
	shelf
	store *Store
}

const (
	insertHead = "INSERT INTO heads (market, home, stream_kind, stream_id, version, hash) VALUES (?,?,?,?,?,?) ON CONFLICT DO NOTHING"
	updateHead = "UPDATE heads SET version=?, hash=? WHERE " + at + " AND version=? AND hash=?"

	insertEvent = "INSERT INTO events (market, home, stream_kind, stream_id, " + eventColumns + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"
	insertLog   = "INSERT INTO log_queue (market, home, stream_kind, stream_id, seq, hash) VALUES (?,?,?,?,?,?)"

	upsertSnapshot = "INSERT INTO snapshots (market, home, stream_kind, stream_id, version, hash, edition, state) VALUES (?,?,?,?,?,?,?,?) " +
		"ON CONFLICT (market, home, stream_kind, stream_id) DO UPDATE SET version=excluded.version, hash=excluded.hash, edition=excluded.edition, state=excluded.state"

	upsertTimer = "INSERT INTO timers (market, home, stream_kind, stream_id, due_at, gen) VALUES (?,?,?,?,?,?) " +
		"ON CONFLICT (market, home, stream_kind, stream_id) DO UPDATE SET due_at=excluded.due_at, gen=excluded.gen"
	deleteTimer = "DELETE FROM timers WHERE " + at

	insertEffect = "INSERT INTO outbox (market, home, stream_kind, stream_id, seq, line, sink, body, next_at, lease_until, attempt, problem) " +
		"VALUES (?,?,?,?,?,?,?,?,?,0,0,'')"

	upsertReceipt = "INSERT INTO idempotency (market, principal, idem_key, digest, recorded_at, heads, result) VALUES (?,?,?,?,?,?,?) " +
		"ON CONFLICT (market, principal, idem_key) DO UPDATE SET digest=excluded.digest, recorded_at=excluded.recorded_at, heads=excluded.heads, result=excluded.result " +
		"WHERE recorded_at < ?" // out of date; one that still answers is another node's
	// A few at a time with every commit: nobody has to remember it, and none is slow.
	pruneReceipts = "DELETE FROM idempotency WHERE (market, principal, idem_key) IN " +
		"(SELECT market, principal, idem_key FROM idempotency WHERE recorded_at < ? LIMIT 512)"
)

// ready prepares what commits use, before the write connection is busy.
func (s *Store) ready(ctx context.Context) error {
	texts := []string{
		selectHead, selectSnapshot, selectEvents, selectReceipt, insertHead, updateHead, insertEvent, insertLog,
		upsertSnapshot, upsertTimer, deleteTimer, insertEffect, upsertReceipt, pruneReceipts,
	}
	for _, t := range s.tables {
		texts = append(texts, t.texts()...)
	}
	for _, text := range texts {
		if _, err := s.write.prepare(ctx, text); err != nil { //nolint:sqlclosecheck // kept until the store closes
			return err
		}
	}
	return nil
}

// Commit writes a batch whole or not at all.
func (d *desk) Commit(ctx context.Context, b *docket.Batch) error {
	return within(ctx, d.st.db, nil, func(tx *sql.Tx) error {
		w := writer{ctx: ctx, st: d.st, tx: tx, tables: d.store.tables}
		for _, a := range b.Advances {
			w.advance(a)
		}
		for i := range b.Events {
			w.event(&b.Events[i])
		}
		for _, snap := range b.Snapshots {
			w.do(upsertSnapshot, append(refArgs(snap.Ref), int64(snap.Version), snap.Hash[:], snap.Edition, filled(snap.State))...) //nolint:gosec // a version stays below 2⁶³
		}
		for _, row := range b.Rows {
			w.row(row)
		}
		for _, t := range b.Timers {
			w.timer(t)
		}
		for _, e := range b.Effects {
			ref := docket.Ref{Place: e.Place, Stream: e.Stream}
			w.do(insertEffect, append(refArgs(ref), int64(e.Seq), e.Line, e.Sink, filled(e.Body), moment(e.Recorded))...) //nolint:gosec // a seq stays below 2⁶³
		}
		for _, k := range b.Receipts {
			w.receipt(k)
		}
		if len(b.Receipts) > 0 {
			w.do(pruneReceipts, moment(b.Recorded.Add(-docket.KeepReceipts)))
		}
		return w.err
	})
}

// filled makes an absent value an empty one: no column here is ever NULL.
func filled(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// writer carries out one transaction; after the first error it does nothing more.
type writer struct {
	ctx    context.Context //nolint:containedctx // lives as long as one call of Commit
	st     *statements
	tx     *sql.Tx
	tables map[string]*table
	err    error
}

func (w *writer) do(text string, args ...any) (changed int64) {
	if w.err == nil {
		changed, w.err = w.st.exec(w.ctx, w.tx, text, args...)
	}
	return changed
}

// advance moves a head, which guards the whole batch.
func (w *writer) advance(a docket.Advance) {
	after := []any{int64(a.After.Version), a.After.Hash[:]} //nolint:gosec // a version stays below 2⁶³
	var moved int64
	if a.Before.Version == 0 {
		moved = w.do(insertHead, append(refArgs(a.Ref), after...)...)
	} else {
		args := append(after, refArgs(a.Ref)...)
		moved = w.do(updateHead, append(args, int64(a.Before.Version), a.Before.Hash[:])...) //nolint:gosec // a version stays below 2⁶³
	}
	if w.err == nil && moved != 1 {
		w.err = docket.ErrStale
	}
}

func (w *writer) event(e *docket.RawEvent) {
	ref := refArgs(e.Ref)
	w.do(insertEvent, append(ref, int64(e.Seq), e.Kind, e.Version, moment(e.Legal), moment(e.Recorded), //nolint:gosec // a seq stays below 2⁶³
		e.Header, e.Payload, filled(e.Sealed), e.Hash[:])...)
	w.do(insertLog, append(refArgs(e.Ref), int64(e.Seq), e.Hash[:])...) //nolint:gosec // a seq stays below 2⁶³
}

// receipt keeps an idempotency record; one that is there already guards the batch.
func (w *writer) receipt(k docket.Kept) {
	market := k.Market.Bytes()
	kept := w.do(upsertReceipt, market[:], k.Principal, k.Key, k.Digest[:], moment(k.Recorded),
		docket.EncodeHeads(k.Heads), filled(k.Result), moment(k.Recorded.Add(-docket.KeepReceipts)))
	if w.err == nil && kept != 1 {
		w.err = docket.ErrStale
	}
}

func (w *writer) timer(t docket.Timer) {
	ref := refArgs(docket.Ref{Place: t.Place, Stream: t.Stream})
	if t.Due.IsZero() {
		w.do(deleteTimer, ref...)
		return
	}
	w.do(upsertTimer, append(ref, moment(t.Due), int64(t.Gen))...) //nolint:gosec // a version stays below 2⁶³
}
