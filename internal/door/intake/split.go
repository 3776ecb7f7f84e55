package intake

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// JSONOrders reads orders from an array, from one order, or from one order a line
// (NDJSON), holding one order in memory. Which of them it is shows in the first
// character and line. In NDJSON a broken line harms itself only.
//
// Errors: a Problem FileRefused or NotJSON where the array itself is broken, or
// what reading r fails with.
func JSONOrders(r io.Reader, s Settings) Orders {
	return func(yield func(Told, error) bool) {
		for piece, err := range jsonPieces(r) {
			switch {
			case err != nil:
				yield(Told{}, err)
				return
			case piece.tooLong:
				if !yield(Told{Lines: []int{piece.line}, Problems: []Problem{{Line: piece.line, Code: RowTooLong, Arg: strconv.Itoa(MaxOrderBytes)}}}, nil) {
					return
				}
			case !yield(OrderForm(piece.raw, piece.line, s), nil):
				return
			}
		}
	}
}

// piece is one value of a file, not yet read.
type piece struct {
	raw     []byte // valid until the next one
	line    int
	tooLong bool
}

// splitter cuts a file into its values without understanding them.
type splitter struct {
	r    *bufio.Reader
	line int
	buf  []byte
}

func jsonPieces(r io.Reader) func(yield func(piece, error) bool) {
	return func(yield func(piece, error) bool) {
		s := &splitter{r: bufio.NewReader(r), line: 1}
		if bom, _ := s.r.Peek(3); string(bom) == utf8BOM {
			_, _ = s.r.Discard(3) // peeked, so it is there
		}
		first, err := s.skip()
		switch {
		case errors.Is(err, io.EOF):
			return
		case err != nil:
			yield(piece{}, err)
		case first == '[':
			s.array(yield)
		default:
			s.lines(yield)
		}
	}
}

// skip passes white space and tells what comes next, without taking it.
func (s *splitter) skip() (byte, error) {
	for {
		b, err := s.r.ReadByte()
		switch {
		case err != nil:
			return 0, err
		case b == '\n':
			s.line++
		case b != ' ' && b != '\t' && b != '\r':
			return b, s.r.UnreadByte()
		}
	}
}

// array yields the items of the array that begins here.
func (s *splitter) array(yield func(piece, error) bool) {
	_, _ = s.r.ReadByte() // the bracket skip saw
	for after := byte('['); ; {
		b, err := s.skip()
		if err == nil && b == ']' && after != ',' {
			_, _ = s.r.ReadByte()
			if _, err = s.skip(); !errors.Is(err, io.EOF) {
				yield(piece{}, s.broken(NotJSON, err))
			}
			return
		}
		if err != nil || after == '}' && b != ',' || after != '}' && b != '{' {
			yield(piece{}, s.broken(NotJSON, err))
			return
		}
		if b == ',' {
			_, _ = s.r.ReadByte()
			after = b
			continue
		}
		item, err := s.value()
		if err != nil {
			yield(piece{}, s.broken(NotJSON, err))
			return
		}
		if !yield(item, nil) {
			return
		}
		after = '}'
	}
}

// broken is why a file ends before its end. A file cut short is the file's fault,
// another error of reading is passed on.
func (s *splitter) broken(code Code, err error) error {
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("intake: read: %w", err)
	}
	return Problem{Line: s.line, Code: code}
}

// value takes one object, to its closing brace. What exceeds MaxOrderBytes is
// passed over.
func (s *splitter) value() (piece, error) {
	found := piece{line: s.line}
	s.buf = s.buf[:0]
	depth, quoted, escaped := 0, false, false
	for {
		b, err := s.r.ReadByte()
		if err != nil {
			return piece{}, err
		}
		if len(s.buf) < MaxOrderBytes {
			s.buf = append(s.buf, b)
		} else {
			found.tooLong = true
		}
		switch {
		case b == '\n':
			s.line++
		case escaped:
			escaped = false
			continue
		case quoted:
			escaped, quoted = b == '\\', b != '"'
		case b == '"':
			quoted = true
		case b == '{' || b == '[':
			depth++
		case b == '}' || b == ']':
			depth--
		}
		if depth == 0 {
			found.raw = s.buf
			return found, nil
		}
	}
}

// lines yields one value a line, or the whole rest when the first line does not
// hold a value by itself: one order written over several lines.
func (s *splitter) lines(yield func(piece, error) bool) {
	for n := 0; ; n++ {
		b, err := s.skip()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			yield(piece{}, s.broken(FileRefused, err))
			return
		}
		if n == 0 && b == '{' && !s.lineIsWhole() {
			s.only(yield)
			return
		}
		if !yield(s.restOfLine()) {
			return
		}
	}
}

// only yields the one value of a file that holds one over several lines.
func (s *splitter) only(yield func(piece, error) bool) {
	item, err := s.value()
	if err == nil {
		if !yield(item, nil) {
			return
		}
		if _, err = s.skip(); errors.Is(err, io.EOF) {
			return
		}
	}
	yield(piece{}, s.broken(NotJSON, err))
}

// lineIsWhole looks ahead, as far as the reader's buffer goes, whether the braces
// that open on this line close on it.
func (s *splitter) lineIsWhole() bool {
	ahead, _ := s.r.Peek(s.r.Size())
	line, _, ended := bytes.Cut(ahead, []byte{'\n'})
	probe := &splitter{r: bufio.NewReader(bytes.NewReader(line))}
	_, err := probe.value()
	return err == nil || !ended && len(ahead) == s.r.Size()
}

// restOfLine takes what is left of this line.
func (s *splitter) restOfLine() (piece, error) {
	found := piece{line: s.line}
	s.buf = s.buf[:0]
	for {
		part, err := s.r.ReadSlice('\n')
		if room := MaxOrderBytes - len(s.buf); len(part) > room {
			part, found.tooLong = part[:room], true
		}
		s.buf = append(s.buf, part...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && !errors.Is(err, io.EOF):
			return piece{}, s.broken(FileRefused, err)
		}
		s.line++
		found.raw = bytes.TrimSpace(s.buf)
		return found, nil
	}
}
