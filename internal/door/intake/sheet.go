package intake

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/tianping-odr/tianping/internal/core/money"
)

// sheet is a CSV whose headings are understood.
type sheet struct {
	columns  Columns
	currency string
	headings []string
	places   map[Field][]int // cells that may carry a meaning, best first
}

// newSheet finds the columns by their headings. Problems: NoHeading, HeadingTwice,
// TooMany.
func newSheet(c Columns, currency string, head row) (*sheet, *Problem) {
	s := &sheet{columns: c, currency: currency, places: map[Field][]int{}}
	at := map[string]int{}
	for i, cell := range head.cells {
		heading := plain(unguard(cell))
		s.headings = append(s.headings, heading)
		if heading == "" {
			continue
		}
		if _, twice := at[heading]; twice && c.uses(heading) {
			return nil, &Problem{Line: head.line, Column: heading, Code: HeadingTwice}
		}
		at[heading] = i
	}
	for field, headings := range c.Columns {
		for _, heading := range headings {
			if i, ok := at[heading]; ok {
				s.places[field] = append(s.places[field], i)
			}
		}
	}
	for _, field := range needed() {
		if len(s.places[field]) == 0 {
			return nil, &Problem{Line: head.line, Code: NoHeading, Arg: strings.Join(c.Columns[field], " / ")}
		}
	}
	return s, nil
}

func (c Columns) uses(heading string) bool {
	for _, headings := range c.Columns {
		for _, h := range headings {
			if h == heading {
				return true
			}
		}
	}
	return false
}

// cells reads the cells of one row by meaning and gathers what is wrong.
type cells struct {
	*sheet
	line     int
	held     []string
	problems []Problem
}

// read checks a row as a whole before its cells are asked for.
func (s *sheet) read(r row) *cells {
	c := &cells{sheet: s, line: r.line, held: r.cells}
	for i, cell := range r.cells {
		heading := ""
		if i < len(s.headings) {
			heading = s.headings[i]
		} else if strings.TrimSpace(cell) != "" {
			c.problems = append(c.problems, Problem{Line: r.line, Code: Cells})
			break
		}
		if !utf8.ValidString(cell) || strings.ContainsAny(cell, "\uFFFD\x00") {
			c.problems = append(c.problems, Problem{Line: r.line, Column: heading, Code: NotText})
		} else if utf8.RuneCountInString(cell) > MaxCellRunes {
			c.problems = append(c.problems, Problem{Line: r.line, Column: heading, Code: TooLong, Arg: strconv.Itoa(MaxCellRunes)})
		}
	}
	return c
}

// cell is the first of a meaning's cells that holds something, bare of guards, and
// the heading over it.
func (c *cells) cell(f Field) (text, heading string) {
	for _, i := range c.places[f] {
		if i < len(c.held) {
			if text := unguard(c.held[i]); text != "" {
				return text, c.headings[i]
			}
		}
	}
	return "", c.heading(f)
}

// heading is the name a meaning has in this file, or would have.
func (c *cells) heading(f Field) string {
	if at := c.places[f]; len(at) > 0 {
		return c.headings[at[0]]
	}
	if names := c.columns.Columns[f]; len(names) > 0 {
		return names[0]
	}
	return string(f)
}

// wrong reports a cell, once: what is no text is also no sum. Of a row whose cells
// stand under the wrong headings nothing more is said.
func (c *cells) wrong(heading string, code Code, arg string) {
	if slices.ContainsFunc(c.problems, func(p Problem) bool { return p.Code == Cells || p.Column == heading && heading != "" }) {
		return
	}
	c.problems = append(c.problems, Problem{Line: c.line, Column: heading, Code: code, Arg: arg})
}

// text reads a cell of at most so many characters.
func (c *cells) text(f Field, most int) string {
	text, heading := c.cell(f)
	if code, arg := checkText(text, most); code != "" {
		c.wrong(heading, code, arg)
	}
	return text
}

// need reads a text that must be there.
func (c *cells) need(f Field, most int) string {
	text := c.text(f, most)
	if text == "" {
		c.wrong(c.heading(f), Missing, "")
	}
	return text
}

// code reads a text of a given shape; a number a spreadsheet spoilt is told apart.
func (c *cells) code(f Field, s shape) string {
	text, heading := c.cell(f)
	switch {
	case text == "" || s.fits(text):
	case mangled(text):
		c.wrong(heading, Mangled, "")
	default:
		c.wrong(heading, NotFormed, s.words)
	}
	return text
}

// mangled tells whether a text is a number like 1.23457E+17.
func mangled(text string) bool {
	head, power, ok := strings.Cut(strings.ToUpper(text), "E+")
	_, err := strconv.ParseFloat(head, 64)
	return ok && err == nil && power != "" && strings.Trim(power, "0123456789") == ""
}

// sum reads an amount; an empty cell is 0 and not given.
func (c *cells) sum(f Field) (minor int64, given bool) {
	text, heading := c.cell(f)
	if text == "" {
		return 0, false
	}
	amount, err := money.Parse(text, c.currency)
	if err != nil {
		c.wrong(heading, NotMoney, "")
	}
	return amount.Minor, true
}

// count reads how many; an empty cell is 1.
func (c *cells) count(f Field) int64 {
	text, heading := c.cell(f)
	if text == "" {
		return 1
	}
	value, err := strconv.ParseInt(text, 10, 64)
	switch {
	case err != nil:
		c.wrong(heading, NotNumber, "")
	case value < 1 || value > MaxQty:
		c.wrong(heading, OutOfRange, fmt.Sprintf("1 – %d", MaxQty))
	}
	return value
}

// instant reads a time of the map's offset, as UTC; an empty cell is zero.
func (c *cells) instant(f Field) time.Time {
	text, heading := c.cell(f)
	if text == "" || strings.HasPrefix(text, "0000-00-00") {
		return time.Time{}
	}
	for _, layout := range []string{"2006-1-2 15:04:05", "2006/1/2 15:04:05", "2006-1-2 15:04", "2006/1/2 15:04"} {
		if at, err := time.ParseInLocation(layout, text, c.columns.zone); err == nil && at.Year() >= firstYear && at.Year() <= lastYear {
			return at.UTC()
		}
	}
	c.wrong(heading, NotTime, "")
	return time.Time{}
}

// plain is a text without the white space around it.
func plain(text string) string {
	return strings.TrimFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == '\uFEFF' || r == '\u200B' })
}

// unguard takes away what exports put around a value so that a spreadsheet keeps
// it as text: ="123", '123, a tab. "null" is how some write nothing.
func unguard(cell string) string {
	text := plain(cell)
	if rest, ok := strings.CutPrefix(text, "="); ok {
		text = plain(rest)
		if len(text) >= 2 && text[0] == '"' && text[len(text)-1] == '"' {
			text = plain(text[1 : len(text)-1])
		}
	}
	text = plain(strings.TrimPrefix(text, "'"))
	if text == "null" {
		return ""
	}
	return text
}
