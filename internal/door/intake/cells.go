package intake

import (
	"bufio"
	"errors"
	"io"
	"strconv"
	"strings"
)

// cellReader reads a CSV row by row. It forgives what shops' exports do (quotes
// inside bare cells, text after a closing quote, any line ending, rows too short)
// and keeps damage local: a quotation mark that nothing closes harms its own line.
type cellReader struct {
	r    *bufio.Reader
	back []byte // read once, to be read again
	line int    // of the next byte
	raw  []byte // bytes of the row being read
	over bool   // the row is longer than MaxRowBytes
}

func newCellReader(r io.Reader) *cellReader {
	return &cellReader{r: bufio.NewReader(r), line: 1}
}

// row is one line of cells.
type row struct {
	line  int
	cells []string
}

// next reads a row; empty lines are passed over. A problem concerns this row only,
// the following ones can be read. err is io.EOF at the end, or what reading failed
// with.
func (c *cellReader) next() (row, *Problem, error) {
	for {
		found := row{line: c.line}
		var bad *Problem
		var err error
		found.cells, bad, err = c.cells()
		switch {
		case err != nil:
			return row{}, nil, err
		case bad != nil:
			bad.Line = found.line
			return found, bad, nil
		case len(found.cells) > 1 || plain(found.cells[0]) != "":
			return found, nil, nil
		}
	}
}

// cells reads one row's cells: a small machine over bytes. Quotation marks, commas
// and line ends are never parts of longer characters in UTF-8.
func (c *cellReader) cells() (cells []string, bad *Problem, err error) {
	c.raw, c.over = c.raw[:0], false
	var cell strings.Builder
	quoted, started := false, false // inside quotation marks; something of the cell was read
	for {
		b, err := c.take()
		switch {
		case err != nil && !errors.Is(err, io.EOF):
			return nil, nil, err
		case err != nil && len(c.raw) == 0:
			return nil, nil, io.EOF
		case quoted && (err != nil || c.over):
			return nil, c.giveUp(), nil
		case err != nil || !quoted && b == '\n':
			cells = append(cells, strings.TrimSuffix(cell.String(), "\r"))
			return cells, c.length(), nil
		case quoted && b == '"':
			if again, _ := c.peek(); again != '"' {
				quoted = false
				continue
			}
			_, _ = c.take() // the second of two: a mark that is meant
			cell.WriteByte('"')
		case !quoted && b == '"' && !started && !c.over:
			quoted, started = true, true
		case !quoted && b == ',':
			cells = append(cells, cell.String())
			cell.Reset()
			started = false
		default:
			started = true
			if !c.over {
				cell.WriteByte(b)
			}
		}
		if len(cells) > MaxColumns {
			c.over = true
		}
	}
}

// length reports a row too long to be one.
func (c *cellReader) length() *Problem {
	if c.over {
		return &Problem{Code: RowTooLong, Arg: strconv.Itoa(MaxRowBytes)}
	}
	return nil
}

// giveUp ends a row whose quotation mark nothing closes after its first line; what
// follows that line is read again.
func (c *cellReader) giveUp() *Problem {
	end := strings.IndexByte(string(c.raw), '\n') + 1
	if end == 0 { // all one line: pass over the rest of it
		for {
			if b, err := c.take(); err != nil || b == '\n' {
				return &Problem{Code: OpenQuote}
			}
		}
	}
	again := c.raw[end:]
	c.line -= strings.Count(string(again), "\n")
	c.back = append(append([]byte(nil), again...), c.back...)
	return &Problem{Code: OpenQuote}
}

func (c *cellReader) peek() (byte, error) {
	if len(c.back) > 0 {
		return c.back[0], nil
	}
	next, err := c.r.Peek(1)
	if err != nil {
		return 0, err
	}
	return next[0], nil
}

// take reads a byte and remembers it while the row is not too long. It counts
// lines; a lone carriage return ends no line.
func (c *cellReader) take() (b byte, err error) {
	if len(c.back) > 0 {
		b, c.back = c.back[0], c.back[1:]
	} else if b, err = c.r.ReadByte(); err != nil {
		return 0, err
	}
	if b == '\n' {
		c.line++
	}
	if !c.over {
		c.raw = append(c.raw, b)
		c.over = len(c.raw) > MaxRowBytes
	}
	return b, nil
}
