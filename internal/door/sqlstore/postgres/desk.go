package postgres

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tianping-odr/tianping/internal/office/docket"
)

// desk is the shelf the registrar writes on.
type desk struct {
	shelf
	store *Store
}

// commitTimeout bounds a commit as a whole, also where the wire is cut without a word;
// longer than PostgreSQL's own limits, so that it speaks first.
const commitTimeout = 25 * time.Second

// mostCommits bounds how often a batch is sent that PostgreSQL itself undid.
const mostCommits = 6

// A guard counts what it moved and divides by zero when that is not everything: the
// batch, sent in one go, is then undone as a whole, without asking us in between.
const (
	guard = "SELECT 1 / CASE WHEN count(*) = cardinality($1::bytea[]) THEN 1 ELSE 0 END FROM kept"

	insertHeads = "INSERT INTO heads (" + fourNames + ", version, hash) SELECT * FROM unnest(" + fourArrays + ", $5::bigint[], $6::bytea[])"
	updateHeads = "WITH kept AS (UPDATE heads h SET version=u.version, hash=u.hash FROM unnest(" + fourArrays +
		", $5::bigint[], $6::bytea[], $7::bigint[], $8::bytea[]) AS u(" + fourNames + ", version, hash, was, was_hash) " +
		"WHERE " + sameRef + " AND h.version=u.was AND h.hash=u.was_hash RETURNING 1) " + guard

	insertEvents = "WITH kept AS (INSERT INTO events (" + fourNames + ", " + eventColumns + ") SELECT * FROM unnest(" + fourArrays +
		", $5::bigint[], $6::text[], $7::int[], $8::bigint[], $9::bigint[], $10::bytea[], $11::bytea[], $12::bytea[], $13::bytea[]) " +
		"RETURNING " + fourNames + ", seq, hash) " +
		"INSERT INTO log_queue (" + fourNames + ", seq, hash) SELECT * FROM kept"

	upsertSnapshots = "INSERT INTO snapshots (" + fourNames + ", version, hash, edition, state) SELECT * FROM unnest(" + fourArrays +
		", $5::bigint[], $6::bytea[], $7::text[], $8::bytea[]) ON CONFLICT (" + fourNames + ") DO UPDATE SET " +
		"version=excluded.version, hash=excluded.hash, edition=excluded.edition, state=excluded.state"

	upsertTimers = "INSERT INTO timers (" + fourNames + ", due_at, gen) SELECT * FROM unnest(" + fourArrays + ", $5::bigint[], $6::bigint[]) " +
		"ON CONFLICT (" + fourNames + ") DO UPDATE SET due_at=excluded.due_at, gen=excluded.gen"
	deleteTimers = "DELETE FROM timers h USING unnest(" + fourArrays + ") AS u(" + fourNames + ") WHERE " + sameRef

	insertEffects = "INSERT INTO outbox (" + fourNames + ", seq, line, sink, body, next_at, lease_until, attempt, problem) " +
		"SELECT *, 0, 0, '' FROM unnest(" + fourArrays + ", $5::bigint[], $6::int[], $7::text[], $8::bytea[], $9::bigint[])"

	upsertReceipts = "WITH kept AS (INSERT INTO idempotency AS i (market, principal, idem_key, digest, recorded_at, heads, result) " +
		"SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[], $4::bytea[], $5::bigint[], $6::bytea[], $7::bytea[]) " +
		"ON CONFLICT (market, principal, idem_key) DO UPDATE SET digest=excluded.digest, recorded_at=excluded.recorded_at, heads=excluded.heads, result=excluded.result " +
		"WHERE i.recorded_at < excluded.recorded_at - $8 RETURNING 1) " + guard // out of date; one that still answers is another node's
	// A few at a time with every commit: nobody has to remember it, and none is slow.
	pruneReceipts = "DELETE FROM idempotency WHERE (market, principal, idem_key) IN (SELECT market, principal, idem_key FROM idempotency " +
		"WHERE recorded_at < $1 ORDER BY recorded_at LIMIT 512 FOR UPDATE SKIP LOCKED)"
)

// Commit writes a batch whole or not at all: all statements in one pipeline, which is
// one transaction. What PostgreSQL undid by itself is sent again; after any other error
// nobody knows.
func (d *desk) Commit(ctx context.Context, b *docket.Batch) error {
	ctx, cancel := context.WithTimeout(ctx, commitTimeout)
	defer cancel()
	wait := 5 * time.Millisecond
	for try := 1; ; try++ {
		err := d.store.write.SendBatch(ctx, d.store.statements(b)).Close()
		switch {
		case code(err) == "22012" || code(err) == "23505": // a guard, or a key that is there already
			return fmt.Errorf("%w: %w", docket.ErrStale, err)
		case err == nil || !undone(err) || try == mostCommits || pause(ctx, wait) != nil:
			return fault("commit", err)
		}
		wait *= 3
	}
}

// statements puts a batch into one pipeline. Rows go in the order of their keys, so
// that two processes never wait for each other crosswise.
func (s *Store) statements(b *docket.Batch) *pgx.Batch {
	out := &pgx.Batch{}
	advances(out, b.Advances)
	events(out, b.Events)
	snapshots(out, b.Snapshots)
	rows(out, s.tables, b.Rows)
	timers(out, b.Timers)
	effects(out, b.Effects)
	receipts(out, b.Receipts)
	if len(b.Receipts) > 0 {
		out.Queue(pruneReceipts, moment(b.Recorded.Add(-docket.KeepReceipts)))
	}
	return out
}

// sorted gives a copy in an order.
func sorted[T any](list []T, order func(a, b T) int) []T {
	list = slices.Clone(list)
	slices.SortFunc(list, order)
	return list
}

// advances move the heads, which guard the whole batch.
func advances(out *pgx.Batch, list []docket.Advance) {
	var fresh, moved refs
	var freshTo, movedTo, was []int64
	var freshHash, movedHash, wasHash [][]byte
	for _, a := range sorted(list, func(a, b docket.Advance) int { return docket.CompareRefs(a.Ref, b.Ref) }) {
		if a.Before.Version == 0 {
			fresh.add(a.Ref)
			freshTo, freshHash = append(freshTo, int64(a.After.Version)), append(freshHash, a.After.Hash[:]) //nolint:gosec // a version stays below 2⁶³
			continue
		}
		moved.add(a.Ref)
		movedTo, movedHash = append(movedTo, int64(a.After.Version)), append(movedHash, a.After.Hash[:]) //nolint:gosec // a version stays below 2⁶³
		was, wasHash = append(was, int64(a.Before.Version)), append(wasHash, a.Before.Hash[:])           //nolint:gosec // a version stays below 2⁶³
	}
	if len(movedTo) > 0 {
		out.Queue(updateHeads, moved.with(movedTo, movedHash, was, wasHash)...)
	}
	if len(freshTo) > 0 {
		out.Queue(insertHeads, fresh.with(freshTo, freshHash)...)
	}
}

func events(out *pgx.Batch, list []docket.RawEvent) {
	if len(list) == 0 {
		return
	}
	var of refs
	var seqs, legal, recorded []int64
	var kinds []string
	var versions []int32
	var headers, payloads, seals, hashes [][]byte
	for _, e := range sorted(list, func(a, b docket.RawEvent) int {
		return cmp.Or(docket.CompareRefs(a.Ref, b.Ref), cmp.Compare(a.Seq, b.Seq))
	}) {
		of.add(e.Ref)
		seqs, kinds, versions = append(seqs, int64(e.Seq)), append(kinds, e.Kind), append(versions, int32(e.Version)) //nolint:gosec // small numbers
		legal, recorded = append(legal, moment(e.Legal)), append(recorded, moment(e.Recorded))
		headers, payloads = append(headers, e.Header), append(payloads, filled(e.Payload))
		seals, hashes = append(seals, filled(e.Sealed)), append(hashes, e.Hash[:])
	}
	out.Queue(insertEvents, of.with(seqs, kinds, versions, legal, recorded, headers, payloads, seals, hashes)...)
}

func snapshots(out *pgx.Batch, list []docket.Snapshot) {
	if len(list) == 0 {
		return
	}
	var of refs
	var versions []int64
	var editions []string
	var hashes, states [][]byte
	for _, s := range sorted(list, func(a, b docket.Snapshot) int { return docket.CompareRefs(a.Ref, b.Ref) }) {
		of.add(s.Ref)
		versions, hashes = append(versions, int64(s.Version)), append(hashes, s.Hash[:]) //nolint:gosec // a version stays below 2⁶³
		editions, states = append(editions, s.Edition), append(states, filled(s.State))
	}
	out.Queue(upsertSnapshots, of.with(versions, hashes, editions, states)...)
}

func timers(out *pgx.Batch, list []docket.Timer) {
	ref := func(t docket.Timer) docket.Ref { return docket.Ref{Place: t.Place, Stream: t.Stream} }
	var set, gone refs
	var due, gens []int64
	for _, t := range sorted(list, func(a, b docket.Timer) int { return docket.CompareRefs(ref(a), ref(b)) }) {
		if t.Due.IsZero() {
			gone.add(ref(t))
			continue
		}
		set.add(ref(t))
		due, gens = append(due, moment(t.Due)), append(gens, int64(t.Gen)) //nolint:gosec // a version stays below 2⁶³
	}
	if len(due) > 0 {
		out.Queue(upsertTimers, set.with(due, gens)...)
	}
	if len(gone.kinds) > 0 {
		out.Queue(deleteTimers, gone.with()...)
	}
}

func effects(out *pgx.Batch, list []docket.PlacedEffect) {
	if len(list) == 0 {
		return
	}
	var of refs
	var seqs, next []int64
	var lines []int32
	var sinks []string
	var bodies [][]byte
	for _, e := range list { // each is new: nobody else can wait for it
		of.add(docket.Ref{Place: e.Place, Stream: e.Stream})
		seqs, lines, sinks = append(seqs, int64(e.Seq)), append(lines, int32(e.Line)), append(sinks, e.Sink) //nolint:gosec // small numbers
		bodies, next = append(bodies, filled(e.Body)), append(next, moment(e.Recorded))
	}
	out.Queue(insertEffects, of.with(seqs, lines, sinks, bodies, next)...)
}

// receipts keep idempotency records; one that is there already guards the batch.
func receipts(out *pgx.Batch, list []docket.Kept) {
	if len(list) == 0 {
		return
	}
	var markets, digests, heads, results [][]byte
	var principals, keys []string
	var recorded []int64
	byKey := func(a, b docket.Kept) int {
		am, bm := a.Market.Bytes(), b.Market.Bytes()
		return cmp.Or(bytes.Compare(am[:], bm[:]), cmp.Compare(a.Principal, b.Principal), cmp.Compare(a.Key, b.Key))
	}
	for _, k := range sorted(list, byKey) {
		market := k.Market.Bytes()
		markets, principals, keys = append(markets, market[:]), append(principals, k.Principal), append(keys, k.Key)
		digests, recorded = append(digests, k.Digest[:]), append(recorded, moment(k.Recorded))
		heads, results = append(heads, docket.EncodeHeads(k.Heads)), append(results, filled(k.Result))
	}
	out.Queue(upsertReceipts, markets, principals, keys, digests, recorded, heads, results, docket.KeepReceipts.Microseconds())
}

// filled makes an absent value an empty one: no column here is ever NULL.
func filled(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
