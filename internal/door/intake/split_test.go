package intake

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// TestJSONOrders proves that an array, one order, and one order a line are told
// apart, that damage stays where it is, and that lines are counted.
func TestJSONOrders(t *testing.T) {
	t.Parallel()
	const order = `{"number": "%s", "buyer": {"nickname": "n]}\"{"}, "boughtAt": "2026-09-01T10:00:00+08:00", "lines": [{"title": "t", "qty": 1, "unitMinor": 1}]}`
	a, b := fmt.Sprintf(order, "a"), fmt.Sprintf(order, "b")
	spread := strings.ReplaceAll(a, ", ", ",\n  ")
	big := `{"note": "` + strings.Repeat("x", MaxOrderBytes) + `"}`
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"white space", " \n\t\r\n", ""},
		{"one", a, "1 a"},
		{"one, spread over lines", "\n" + spread, "2 a"},
		{"one, spread, and more", spread + "\n" + b, "1 a, 7 stops not_json"},
		{"one a line", a + "\n\n" + b + "\n", "1 a, 3 b"},
		{"one a line, the second broken", a + "\n" + b[:40] + "\n" + a + b + "\n" + b, "1 a, 2 not_json, 3 not_json, 4 b"},
		{"one a line, one too long", a + "\n" + big + "\n" + b, "1 a, 2 row_too_long, 3 b"},
		{"an array", "[" + a + ",\n" + spread + "]\n", "1 a, 2 a"},
		{"an array with a byte order mark", utf8BOM + "[" + a + "]", "1 a"},
		{"an empty array", "[ ]", ""},
		{"an array, one too long", "[" + big + ",\n" + b + "]", "1 row_too_long, 2 b"},
		{"an array, one bad", "[" + a + ",\n{\"number\": 1},\n" + b + "]", "1 a, 2 not_type, 3 b"},
		{"an array cut short", "[" + a + ",\n" + b[:50], "1 a, 2 stops not_json"},
		{"an array without end", "[" + a + "\n", "1 a, 2 stops not_json"},
		{"an array with a comma too many", "[" + a + ",]", "1 a, 1 stops not_json"},
		{"an array without comma", "[" + a + b + "]", "1 a, 1 stops not_json"},
		{"an array of numbers", "[1, 2]", "1 stops not_json"},
		{"more after the array", "[" + a + "] x", "1 a, 1 stops not_json"},
		{"a CSV", "订单编号,订单状态\n1,2\n", "1 not_json, 2 not_json"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for _, r := range []io.Reader{strings.NewReader(c.text), iotest.OneByteReader(strings.NewReader(c.text))} {
				var got []string
				for told, err := range JSONOrders(r, testSettings()) {
					p, stops := errors.AsType[Problem](err)
					switch {
					case stops:
						got = append(got, fmt.Sprintf("%d stops %s", p.Line, p.Code))
					case err != nil:
						t.Error(err)
					case len(told.Problems) > 0:
						got = append(got, fmt.Sprintf("%d %s", told.Lines[0], told.Problems[0].Code))
					default:
						got = append(got, fmt.Sprintf("%d %s", told.Lines[0], told.Purchase.Number))
					}
				}
				if joined := strings.Join(got, ", "); joined != c.want {
					t.Errorf("got %q, want %q", joined, c.want)
				}
			}
		})
	}
}

// TestReadingFails proves that a disk that fails is told apart from a bad file.
func TestReadingFails(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"[{", "{", "", "[", "[{}"} {
		var last error
		for _, err := range JSONOrders(io.MultiReader(strings.NewReader(text), iotest.ErrReader(errDisk)), testSettings()) {
			last = err
		}
		if !errors.Is(last, errDisk) {
			t.Errorf("%q: %v, want the disk's own error", text, last)
		}
	}
}
