package dockettest

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// The suite's toy: purses that are filled, spent from and written notes about. It
// has everything a real design has: two kinds of streams, sums a guard depends on,
// sealed texts, a timer, an effect, projections with a text
// that is written once, that changes, that is part of the key.

// Kinds of the toy's streams.
const (
	purseKind = "purse"
	chestKind = "chest" // folded like a purse, guarded apart
)

// filled puts money into a purse.
type filled struct {
	Minor int64     `json:"minor"`
	When  time.Time `json:"when"`
}

// spent takes money out.
type spent struct {
	Minor int64 `json:"minor"`
}

// noted tells that somebody wrote something, which is sealed.
type noted struct {
	Length int `json:"length"`
}

// foreseen is an event of a version that does not exist yet.
type foreseen struct {
	Minor int64 `json:"minor"`
}

// Kind and Version name the toy's events as they are stored.
func (filled) Kind() string   { return "filled" }
func (spent) Kind() string    { return "spent" }
func (noted) Kind() string    { return "noted" }
func (foreseen) Kind() string { return "foreseen" }

// Version of each kind.
func (filled) Version() int   { return 1 }
func (spent) Version() int    { return 1 }
func (noted) Version() int    { return 1 }
func (foreseen) Version() int { return 1 }

// purse is the toy's state; it is never changed, only replaced.
type purse struct {
	ID      [16]byte `json:"id"`
	Balance int64    `json:"balance"`
	Notes   int      `json:"notes"`
	Events  int      `json:"events"`
}

// purseFold folds purses. With future set it knows the events of the next version.
type purseFold struct{ future bool }

// New is the purse before its first event.
func (purseFold) New(s record.Stream) any { return purse{ID: s.ID} }

// Decode reads a stored payload.
func (f purseFold) Decode(kind string, version int, payload []byte) (record.Event, error) {
	switch {
	case kind == "filled" && version == 1:
		return decode[filled](payload)
	case kind == "spent" && version == 1:
		return decode[spent](payload)
	case kind == "noted" && version == 1:
		return decode[noted](payload)
	case kind == "foreseen" && f.future:
		return decode[foreseen](payload)
	}
	return nil, fmt.Errorf("purse: unknown event %s %d", kind, version)
}

func decode[E record.Event](payload []byte) (record.Event, error) {
	var e E
	if err := json.Unmarshal(payload, &e); err != nil {
		return nil, fmt.Errorf("purse: %w", err)
	}
	return e, nil
}

// Evolve folds events.
func (purseFold) Evolve(state any, events []record.Recorded) any {
	p := state.(purse) //nolint:forcetypeassert // New and Thaw give only purses
	for _, e := range events {
		p.Events++
		switch e := e.Event.(type) {
		case filled:
			p.Balance += e.Minor
		case spent:
			p.Balance -= e.Minor
		case noted:
			p.Notes++
		}
	}
	return p
}

// Freeze makes a snapshot.
func (purseFold) Freeze(state any) ([]byte, error) { return json.Marshal(state) }

// Thaw reads a snapshot.
func (purseFold) Thaw(_ record.Stream, b []byte) (any, error) {
	var p purse
	err := json.Unmarshal(b, &p)
	return p, err
}

// PurseDesign is the toy as a store is told of it.
func PurseDesign() docket.Design { return purseDesign(purseFold{}) }

func purseDesign(fold purseFold) docket.Design {
	text := docket.Column{Name: "text", Type: docket.TextColumn}
	return docket.Design{
		Edition: "1",
		Folds:   map[string]docket.Fold{purseKind: fold, chestKind: fold},
		Follow:  followPurse,
		Tables: []docket.Table{
			{
				Name: "purses", Key: 1, Indexes: [][]string{{"balance"}, {"parity", "balance"}},
				Columns: []docket.Column{
					{Name: "purse", Type: docket.BytesColumn},
					{Name: "balance", Type: docket.IntColumn},
					{Name: "parity", Type: docket.TextColumn},
					{Name: "rich", Type: docket.IntColumn},
				},
			},
			{
				Name: "purse_entries", Key: 2,
				Columns: []docket.Column{
					{Name: "purse", Type: docket.BytesColumn}, {Name: "seq", Type: docket.IntColumn}, {Name: "minor", Type: docket.IntColumn},
				},
			},
			{
				Name: "purse_notes", Key: 2, Search: "text", Clear: true,
				Columns: []docket.Column{
					{Name: "purse", Type: docket.BytesColumn}, {Name: "seq", Type: docket.IntColumn}, text,
				},
			},
			{
				Name: "purse_last", Key: 1, Search: "text", Clear: true,
				Columns: []docket.Column{{Name: "purse", Type: docket.BytesColumn}, text},
			},
			{
				Name: "purse_words", Key: 2, Clear: true,
				Columns: []docket.Column{text, {Name: "purse", Type: docket.BytesColumn}},
			},
		},
	}
}

func followPurse(_ docket.Place, s record.Stream, _, after any, events []record.Recorded, clear [][]record.Clear) docket.Consequences {
	var c docket.Consequences
	p := after.(purse) //nolint:forcetypeassert // New and Thaw give only purses
	row := func(table string, values ...any) {
		c.Rows = append(c.Rows, docket.Row{Table: table, Values: append([]any{s.ID[:]}, values...)})
	}
	for i, e := range events {
		seq := int64(e.Meta.Seq) //nolint:gosec // small in a toy
		switch e := e.Event.(type) {
		case filled:
			row("purse_entries", seq, e.Minor)
			c.Timer = &docket.Timer{Due: events[i].Meta.At.Add(24 * time.Hour)}
		case spent:
			row("purse_entries", seq, -e.Minor)
			c.Effects = append(c.Effects, docket.Effect{Line: 1, Sink: "payment", Body: fmt.Appendf(nil, "%d", e.Minor)})
		case noted:
			text := ""
			for _, part := range clear[i] {
				text += part.Text
				c.Rows = append(c.Rows, docket.Row{Table: "purse_words", Values: []any{part.Text, s.ID[:]}})
			}
			row("purse_notes", seq, text)
			row("purse_last", text)
		}
	}
	if p.Balance == 0 {
		c.Timer = &docket.Timer{}
		c.Rows = append(c.Rows, docket.Row{Table: "purses", Values: []any{s.ID[:]}, Delete: true})
		return c
	}
	parity := "even"
	if p.Balance%2 != 0 {
		parity = "odd"
	}
	row("purses", p.Balance, parity, p.Balance > 1000)
	return c
}

// Fill is an event that puts money into a purse.
func Fill(minor int64) record.Event { return filled{Minor: minor} }

// Note is an event that tells of a sealed text.
func Note() record.Event { return noted{} }

// Spend is an event that takes money out of a purse.
func Spend(minor int64) record.Event { return spent{Minor: minor} }
