package intake

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
)

// Report writes problems as a CSV that a spreadsheet opens: line, column, code,
// what is wrong and how to mend it. It holds nothing that stood in the file.
type Report struct {
	w        *csv.Writer
	language string
	begun    bool
}

// NewReport writes to w in a language, "zh" or "en". It begins with a byte order
// mark, without which spreadsheets misread Chinese.
func NewReport(w io.Writer, language string) *Report {
	return &Report{w: csv.NewWriter(w), language: language}
}

// Add writes one problem.
func (r *Report) Add(p Problem) error {
	if !r.begun {
		r.begun = true
		heading := []string{utf8BOM + "line", "column", "code", "problem", "mend"}
		if r.language == "zh" {
			heading = []string{utf8BOM + "行", "列", "代码", "问题", "如何更正"}
		}
		if err := r.w.Write(heading); err != nil {
			return fmt.Errorf("intake: report: %w", err)
		}
	}
	if err := r.w.Write([]string{strconv.Itoa(p.Line), inert(p.Column), string(p.Code), p.Text(r.language), p.Mend(r.language)}); err != nil {
		return fmt.Errorf("intake: report: %w", err)
	}
	return nil
}

// Close writes what is still held back; the writer stays the caller's.
func (r *Report) Close() error {
	r.w.Flush()
	if err := r.w.Error(); err != nil {
		return fmt.Errorf("intake: report: %w", err)
	}
	return nil
}

// inert keeps a heading from being run as a formula by a spreadsheet.
func inert(heading string) string {
	if heading != "" && (heading[0] == '=' || heading[0] == '+' || heading[0] == '-' || heading[0] == '@') {
		return "'" + heading
	}
	return heading
}
