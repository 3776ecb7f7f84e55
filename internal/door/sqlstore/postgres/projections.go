package postgres

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// fitProjections makes the projections again from the events when any of them was
// made by another definition.
func (s *Store) fitProjections(ctx context.Context, progress func(done, total int)) error {
	have, err := definitions(ctx, s.reads())
	if err != nil {
		return err
	}
	if fits, err := s.fits(have); fits || err != nil {
		return err
	}
	return s.remake(ctx, false, progress)
}

func definitions(ctx context.Context, from shelf) (map[string][]byte, error) {
	have := make(map[string][]byte)
	_, err := query(ctx, from, func(row pgx.CollectableRow) (struct{}, error) {
		var name string
		var definition []byte
		err := row.Scan(&name, &definition)
		have[name] = definition
		return struct{}{}, err
	}, "SELECT name, definition FROM projections")
	return have, err
}

// fits tells whether the projections were made by this design.
func (s *Store) fits(have map[string][]byte) (bool, error) {
	fits := len(have) == len(s.tables)
	for name, t := range s.tables {
		want, err := t.definition(s.design.Edition)
		if err != nil {
			return false, err
		}
		fits = fits && bytes.Equal(have[name], want)
	}
	return fits, nil
}

// Rebuild drops the projections and the timers and makes them again from the events,
// in one transaction: readers see the old ones until it ends, writers wait.
func (s *Store) Rebuild(ctx context.Context, progress func(done, total int)) error {
	return s.remake(ctx, true, progress)
}

// remake makes new tables beside the old ones and changes their names at the end. Of
// two processes that want to, the later one looks whether it is still needed.
func (s *Store) remake(ctx context.Context, always bool, progress func(done, total int)) error {
	return s.alone(ctx, "LOCK TABLE heads IN EXCLUSIVE MODE", func(w *builder) error {
		have, err := definitions(ctx, w.shelf)
		if err != nil {
			return err
		}
		if fits, err := s.fits(have); err != nil || fits && !always {
			return err
		}
		w.run("DELETE FROM timers")
		for _, def := range s.design.Tables {
			w.run(w.tables[def.Name].create()...)
		}
		if w.err == nil {
			w.err = s.replayAll(w, progress)
		}
		for _, name := range slices.Sorted(maps.Keys(have)) {
			w.run("DROP TABLE IF EXISTS p_"+name, "DROP TABLE IF EXISTS s_"+name)
		}
		w.run("DELETE FROM projections")
		for _, def := range s.design.Tables {
			t := w.tables[def.Name]
			w.run(t.indexes()...)
			w.run(t.rename(s.tables[def.Name])...)
			definition, err := t.definition(s.design.Edition)
			if err != nil {
				return err
			}
			w.out.Queue("INSERT INTO projections (name, definition) VALUES ($1, $2)", def.Name, definition)
		}
		return w.flush()
	}, "n_", "m_")
}

// builder carries out a long transaction; after the first error it does nothing more.
type builder struct {
	ctx    context.Context //nolint:containedctx // lives as long as one rebuild
	tx     pgx.Tx
	shelf  shelf
	tables map[string]*table
	out    *pgx.Batch
	err    error
}

// alone runs a long transaction that begins with a lock, on tables of such names.
func (s *Store) alone(ctx context.Context, lock string, act func(*builder) error, rows, grams string, args ...any) error {
	tables := make(map[string]*table, len(s.tables))
	for name, t := range s.tables {
		made, err := newTable(t.def, rows, grams)
		if err != nil {
			return err
		}
		tables[name] = made
	}
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		w := &builder{ctx: ctx, tx: tx, shelf: shelf{q: tx}, tables: tables, out: &pgx.Batch{}}
		w.run("SET LOCAL statement_timeout=0", "SET LOCAL lock_timeout='60s'", "SET LOCAL idle_in_transaction_session_timeout=0")
		if w.out.Queue(lock, args...); w.flush() != nil {
			return w.err
		}
		return act(w)
	})
	return fault("rebuild", err)
}

// run carries out statements without values.
func (w *builder) run(texts ...string) {
	for _, text := range texts {
		if w.err == nil {
			_, w.err = w.tx.Exec(w.ctx, text)
		}
	}
}

// flush sends what waits.
func (w *builder) flush() error {
	if w.err == nil && w.out.Len() > 0 {
		w.err = w.tx.SendBatch(w.ctx, w.out).Close()
	}
	w.out = &pgx.Batch{}
	return w.err
}

// heap is how many rows of a rebuild go in one pipeline.
const heap = 2000

func (s *Store) replayAll(w *builder, progress func(done, total int)) error {
	all, err := query(w.ctx, w.shelf, func(row pgx.CollectableRow) (docket.Ref, error) { return scanRef(row) },
		"SELECT market, home, stream_kind, stream_id FROM heads ORDER BY 1, 2, 3, 4")
	if err != nil {
		return err
	}
	var made docket.Batch
	for i, ref := range all {
		if err := s.replay(w, ref, &made, true); err != nil {
			return err
		}
		if len(made.Rows) > heap {
			if err := w.write(&made); err != nil {
				return err
			}
		}
		if progress != nil {
			progress(i+1, len(all))
		}
	}
	return w.write(&made)
}

// write sends the rows and timers gathered so far.
func (w *builder) write(made *docket.Batch) error {
	rows(w.out, w.tables, made.Rows)
	timers(w.out, made.Timers)
	made.Rows, made.Timers = nil, nil
	return w.flush()
}

// replay follows one stream again. Timers are left alone when only rows are wanted.
func (s *Store) replay(w *builder, ref docket.Ref, made *docket.Batch, timed bool) error {
	parts := 0
	err := docket.Replay(w.ctx, s.design, s.keys, w.shelf, ref, func(part docket.Written) error {
		if parts++; parts > 1 { // a key of the part before may come again
			if err := w.write(made); err != nil {
				return err
			}
		}
		made.Rows = append(made.Rows, part.Rows...)
		if timed && part.Timer != nil {
			made.Timers = append(made.Timers, *part.Timer)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("postgres: replay %s: %w", docket.StreamText(ref.Stream), err)
	}
	return nil
}

// scanRef reads the four columns of a stream, and others after them.
func scanRef(row pgx.CollectableRow, after ...any) (docket.Ref, error) {
	var ref docket.Ref
	var market, stream []byte
	if err := row.Scan(append([]any{&market, &ref.Home, &ref.Kind, &stream}, after...)...); err != nil {
		return ref, err
	}
	if len(market) != 16 || len(stream) != 16 {
		return ref, fmt.Errorf("%w: id of %d bytes", docket.ErrDamaged, min(len(market), len(stream)))
	}
	ref.Market, ref.ID = id.From[id.Market]([16]byte(market)), [16]byte(stream)
	return ref, nil
}

// Refresh writes the projections of one stream again; commands to it wait.
func (s *Store) Refresh(ctx context.Context, ref docket.Ref) error {
	if heads, err := s.reads().Heads(ctx, []docket.Ref{ref}); err != nil {
		return err
	} else if heads[0].Version == 0 {
		return docket.ErrUnknownStream
	}
	return s.alone(ctx, "SELECT 1 FROM heads WHERE "+at+" FOR UPDATE", func(w *builder) error {
		for _, name := range slices.Sorted(maps.Keys(w.tables)) {
			if t := w.tables[name]; t.def.Clear {
				t.forget(w.out, ref)
			}
		}
		if w.flush() != nil {
			return w.err
		}
		var made docket.Batch
		if err := s.replay(w, ref, &made, false); err != nil {
			return err
		}
		return w.write(&made)
	}, "p_", "s_", refArgs(ref)...)
}
