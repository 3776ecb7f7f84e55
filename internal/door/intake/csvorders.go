package intake

import (
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"slices"
	"strconv"
)

// CSV is a file of orders, one or more rows for each.
type CSV struct {
	columns  Columns
	settings Settings
	encoding Encoding
	r        io.ReadSeeker
	rows     int            // of data
	expected map[uint64]int // rows of an order, by a hash of its number
	seed     maphash.Seed
}

// OpenCSV looks through a file once, so that the rows of one order are found
// wherever they stand and progress knows its end. It keeps eight bytes and a count
// for each order. Settings' Source is that of the column map.
//
// Errors: a Problem for a file that cannot be read as a whole (FileRefused,
// NoHeading, HeadingTwice, TooMany rows), or what reading failed with.
func OpenCSV(r io.ReadSeeker, columns Columns, e Encoding, s Settings) (*CSV, error) {
	f := &CSV{columns: columns, settings: s, encoding: e, r: r, expected: map[uint64]int{}, seed: maphash.MakeSeed()}
	f.settings.Source = columns.Source
	reader, table, err := f.start()
	if err != nil {
		return nil, err
	}
	for {
		row, bad, err := reader.next()
		switch {
		case errors.Is(err, io.EOF):
			return f, nil
		case err != nil:
			return nil, fmt.Errorf("intake: read: %w", err)
		}
		if f.rows++; f.rows > MaxRows {
			return nil, Problem{Line: row.line, Code: TooMany, Arg: strconv.Itoa(MaxRows)}
		}
		if bad == nil {
			no, _ := table.read(row).cell(number)
			f.expected[maphash.String(f.seed, no)]++
		}
	}
}

// Rows is how many rows of data the file has.
func (f *CSV) Rows() int { return f.rows }

// start reads the headings, from the beginning.
func (f *CSV) start() (*cellReader, *sheet, error) {
	if _, err := f.r.Seek(0, io.SeekStart); err != nil {
		return nil, nil, fmt.Errorf("intake: read: %w", err)
	}
	text, err := decoded(f.r, f.encoding)
	if err != nil {
		return nil, nil, err
	}
	reader := newCellReader(text)
	head, bad, err := reader.next()
	switch {
	case errors.Is(err, io.EOF):
		return nil, nil, Problem{Code: FileRefused, Arg: "0"}
	case err != nil:
		return nil, nil, fmt.Errorf("intake: read: %w", err)
	case bad != nil:
		return nil, nil, *bad
	}
	table, bad := newSheet(f.columns, f.settings.Currency, head)
	if bad != nil {
		return nil, nil, *bad
	}
	return reader, table, nil
}

// Orders are the orders of the file, each when its last row was read. Rows that
// cannot be told to belong to an order are reported alone.
func (f *CSV) Orders() Orders {
	return func(yield func(Told, error) bool) {
		reader, table, err := f.start()
		if err != nil {
			yield(Told{}, err)
			return
		}
		gathering := &gathering{file: f, groups: map[string]*group{}}
		for {
			row, bad, err := reader.next()
			switch {
			case errors.Is(err, io.EOF):
				gathering.flush(yield)
				return
			case err != nil:
				yield(Told{}, fmt.Errorf("intake: read: %w", err))
				return
			case bad != nil:
				if !yield(Told{Lines: []int{row.line}, Problems: []Problem{*bad}}, nil) {
					return
				}
			default:
				if told, ready := gathering.add(table.read(row)); ready && !yield(told, nil) {
					return
				}
			}
		}
	}
}

// group is the rows of one order read so far.
type group struct {
	rows []*cells
	lost bool // its rows stand too far apart to be kept
}

// gathering holds rows until all rows of their order were read.
type gathering struct {
	file   *CSV
	groups map[string]*group
	held   int
}

// add takes a row; told is ready when it completes an order.
func (g *gathering) add(c *cells) (told Told, ready bool) {
	no, heading := c.cell(number)
	if no == "" {
		c.wrong(heading, Missing, "")
		return Told{Lines: []int{c.line}, Problems: c.problems}, true
	}
	// A number that is none joins no rows: a spreadsheet makes many orders' numbers
	// the same 2.02E+18.
	if c.code(number, numberShape()); !numberShape().fits(no) {
		return Told{Lines: []int{c.line}, Problems: c.problems}, true
	}
	known, ok := g.groups[no]
	if !ok {
		known = &group{}
		g.groups[no] = known
	}
	more := g.file.expected[maphash.String(g.file.seed, no)] - len(known.rows) - 1 // rows still to come
	if more > 0 && g.held >= MaxOpenRows {
		known.lost = true
	}
	if known.lost { // this row, and those before and after it
		return g.scatter(known, c), true
	}
	known.rows = append(known.rows, c)
	g.held++
	if more > 0 {
		return Told{}, false
	}
	delete(g.groups, no)
	g.held -= len(known.rows)
	return g.file.order(known.rows), true
}

func (g *gathering) scatter(lost *group, c *cells) Told {
	told := Told{}
	for _, row := range append(lost.rows, c) {
		told.Lines = append(told.Lines, row.line)
		told.Problems = append(told.Problems, Problem{Line: row.line, Code: TooScattered})
	}
	g.held -= len(lost.rows)
	lost.rows = nil
	return told
}

// flush gives what is left at the end of the file, by line.
func (g *gathering) flush(yield func(Told, error) bool) {
	var left []*group
	for _, known := range g.groups {
		if len(known.rows) > 0 {
			left = append(left, known)
		}
	}
	slices.SortFunc(left, func(a, b *group) int { return a.rows[0].line - b.rows[0].line })
	for _, known := range left {
		if !yield(g.file.order(known.rows), nil) {
			return
		}
	}
}
