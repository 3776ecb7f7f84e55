package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// fitProjections makes the projections again from the events when any of them was
// made by another definition, in one transaction.
func (s *Store) fitProjections(ctx context.Context, progress func(done, total int)) error {
	have, err := definitions(ctx, s.write)
	if err != nil {
		return err
	}
	fits, err := s.fits(have)
	if err != nil {
		return err
	}
	if !fits {
		if err := s.Rebuild(ctx, progress); err != nil {
			return err
		}
	}
	return s.ready(ctx)
}

func definitions(ctx context.Context, st *statements) (map[string][]byte, error) {
	have := make(map[string][]byte)
	err := st.query(ctx, nil, "SELECT name, definition FROM projections", nil, func(rows *sql.Rows) (bool, error) {
		var name string
		var definition []byte
		err := rows.Scan(&name, &definition)
		have[name] = definition
		return true, err
	})
	return have, err
}

// Rebuild drops the projections and the timers and makes them again from the events,
// in one transaction: readers see the old ones until it ends, writers wait.
func (s *Store) Rebuild(ctx context.Context, progress func(done, total int)) error {
	have, err := definitions(ctx, s.write)
	if err != nil {
		return err
	}
	return s.Write(ctx, func(tx *sql.Tx) error {
		w := writer{ctx: ctx, st: s.write, tx: tx, tables: s.tables}
		for name := range have {
			w.do("DROP TABLE IF EXISTS p_" + name)
			w.do("DROP TABLE IF EXISTS s_" + name)
		}
		w.do("DELETE FROM projections")
		w.do("DELETE FROM timers")
		for _, def := range s.design.Tables {
			t := s.tables[def.Name]
			for _, text := range t.create() {
				w.do(text)
			}
			definition, err := t.definition(s.design.Edition)
			if err != nil {
				return err
			}
			w.do("INSERT INTO projections (name, definition) VALUES (?,?)", def.Name, definition)
		}
		if w.err != nil {
			return w.err
		}
		return s.replayAll(&w, progress)
	})
}

func (s *Store) replayAll(w *writer, progress func(done, total int)) error {
	refs, err := s.refs(w.ctx, w.tx)
	if err != nil {
		return err
	}
	for i, ref := range refs {
		if err := s.replay(w, ref, true); err != nil {
			return err
		}
		if progress != nil {
			progress(i+1, len(refs))
		}
	}
	return nil
}

// replay follows one stream again. Timers are left alone when only rows are wanted.
func (s *Store) replay(w *writer, ref docket.Ref, timers bool) error {
	err := docket.Replay(w.ctx, s.design, s.keys, shelf{st: s.write, tx: w.tx}, ref, func(made docket.Written) error {
		for _, row := range made.Rows {
			w.row(row)
		}
		if timers && made.Timer != nil {
			w.timer(*made.Timer)
		}
		return w.err
	})
	if err != nil {
		return fmt.Errorf("sqlite: replay %s: %w", docket.StreamText(ref.Stream), err)
	}
	return nil
}

// refs lists all streams in order.
func (s *Store) refs(ctx context.Context, tx *sql.Tx) ([]docket.Ref, error) {
	var refs []docket.Ref
	err := s.write.query(ctx, tx, "SELECT market, home, stream_kind, stream_id FROM heads ORDER BY 1, 2, 3, 4", nil, func(rows *sql.Rows) (bool, error) {
		ref, err := scanRef(rows)
		refs = append(refs, ref)
		return true, err
	})
	return refs, err
}

// scanRef reads the four columns of a stream, and others after them.
func scanRef(rows *sql.Rows, after ...any) (docket.Ref, error) {
	var ref docket.Ref
	var market, stream []byte
	if err := rows.Scan(append([]any{&market, &ref.Home, &ref.Kind, &stream}, after...)...); err != nil {
		return ref, err
	}
	if len(market) != 16 || len(stream) != 16 {
		return ref, fmt.Errorf("%w: id of %d bytes", docket.ErrDamaged, min(len(market), len(stream)))
	}
	ref.Market, ref.ID = id.From[id.Market]([16]byte(market)), [16]byte(stream)
	return ref, nil
}

// Refresh writes the projections of one stream again.
func (s *Store) Refresh(ctx context.Context, ref docket.Ref) error {
	refs := []docket.Ref{ref}
	if heads, err := (shelf{st: s.read}).Heads(ctx, refs); err != nil {
		return err
	} else if slices.Equal(heads, []docket.Head{{}}) {
		return docket.ErrUnknownStream
	}
	return s.Write(ctx, func(tx *sql.Tx) error {
		w := writer{ctx: ctx, st: s.write, tx: tx, tables: s.tables}
		for _, t := range s.tables {
			if t.def.Clear {
				w.forget(t, ref)
			}
		}
		if w.err != nil {
			return w.err
		}
		return s.replay(&w, ref, false)
	})
}
