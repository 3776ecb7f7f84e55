package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/tianping-odr/tianping/internal/office/docket"
)

// ErrOtherEdition means that a database was made, or last opened, by another version
// of the program: its projections are not this version's.
var ErrOtherEdition = errors.New("sqlite: the projections are of another version; open the store once, or use that version")

// Examine lays a database file open for docket.Verify without changing it: no
// migration, no rebuild. The store may be in use by another process meanwhile.
//
// Errors: ErrOtherEdition, a fault.
func Examine(ctx context.Context, o Options, look func(docket.Inspected) error) (err error) {
	s := newStore(o)
	for _, def := range o.Design.Tables {
		if s.tables[def.Name], err = newTable(def); err != nil {
			return err
		}
	}
	db, err := sql.Open("sqlite", address(o.Path, "deferred", "busy_timeout(10000)", "query_only(ON)", "cache_size(-65536)")+"&mode=rw")
	if err != nil {
		return fmt.Errorf("sqlite: open: %w", err)
	}
	db.SetMaxOpenConns(1)
	s.read = newStatements(db)
	defer func() { err = errors.Join(err, s.disconnect()) }()
	have, err := definitions(ctx, s.read)
	if err != nil {
		return err
	}
	if fits, err := s.fits(have); err != nil {
		return err
	} else if !fits {
		return ErrOtherEdition
	}
	if o.Prepare != nil {
		if err := o.Prepare(ctx, s); err != nil {
			return err
		}
	}
	return s.Inspect(ctx, look)
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
