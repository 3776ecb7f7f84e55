package casebook

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/streams"
)

// ErrCursor means that a page's cursor is not one of ours.
var ErrCursor = errors.New("casebook: cursor")

// page reads one page and makes its cursor.
func page[R any](ctx context.Context, d docket.Docket, q docket.Select, after string, read func([]any) R) (Page[R], error) {
	var p Page[R]
	plan, err := streams.Plan(q)
	if err != nil {
		return p, fmt.Errorf("casebook: %w", err)
	}
	for _, o := range plan.Order { // the cursor is made of them
		if !plan.Wants(o.Column) {
			q.Columns = append(q.Columns, plan.Table.Columns[o.Column].Name)
		}
	}
	if after != "" {
		values, err := openCursor(after)
		if err != nil {
			return p, err
		}
		if len(values) < 2 || values[0] != listOf(q) {
			return p, ErrCursor // of another list
		}
		q.After = values[1:]
		if _, err := streams.Plan(q); err != nil {
			return p, ErrCursor
		}
	}
	rows, err := d.Select(ctx, q)
	if err != nil {
		return p, fmt.Errorf("casebook: list: %w", err)
	}
	for _, r := range rows {
		p.Rows = append(p.Rows, read(r))
	}
	if len(rows) == q.Limit {
		p.Next = closeCursor(append([]any{listOf(q)}, plan.Cursor(rows[len(rows)-1])...))
	}
	return p, nil
}

// listOf names a list in its cursors: its table and its order.
func listOf(q docket.Select) string { return q.Table + ":" + strings.Join(q.OrderBy, ",") }

// closeCursor and openCursor carry the last row's order values; they hold ids and
// instants only.
func closeCursor(values []any) string {
	out := make([]any, len(values))
	for i, v := range values {
		if b, ok := v.([]byte); ok {
			v = map[string]string{"b": base64.RawURLEncoding.EncodeToString(b)}
		}
		out[i] = v
	}
	raw, err := json.Marshal(out)
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

func openCursor(text string) ([]any, error) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(raw) > 4096 {
		return nil, ErrCursor
	}
	var parts []json.RawMessage
	if err := json.Unmarshal(raw, &parts); err != nil || len(parts) > 16 {
		return nil, ErrCursor
	}
	out := make([]any, len(parts))
	for i, p := range parts {
		var n int64
		var s string
		var b struct {
			B string `json:"b"`
		}
		switch {
		case json.Unmarshal(p, &n) == nil:
			out[i] = n
		case json.Unmarshal(p, &s) == nil:
			out[i] = s
		case json.Unmarshal(p, &b) == nil:
			if out[i], err = base64.RawURLEncoding.DecodeString(b.B); err != nil {
				return nil, ErrCursor
			}
		default:
			return nil, ErrCursor
		}
	}
	return out, nil
}
