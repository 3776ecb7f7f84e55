package id_test

import (
	"errors"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// TestTextRoundTrip proves that every id reads back from its text, and that the
// text of one kind, or a damaged one, is no id of another.
func TestTextRoundTrip(t *testing.T) {
	t.Parallel()
	for _, b := range [][16]byte{{1}, {15: 1}, {0: 0xff, 7: 0x5a, 15: 0xff}} {
		market := id.From[id.Market](b)
		back, err := id.Parse[id.Market](market.String())
		if err != nil || back != market || back.Bytes() != b {
			t.Fatalf("%v became %v: %v", market, back, err)
		}
		if _, err := id.Parse[id.Case](market.String()); !errors.Is(err, id.ErrMalformed) {
			t.Fatalf("a market's text was read as a case: %v", err)
		}
		if _, err := id.Parse[id.Market](market.String()[:29]); !errors.Is(err, id.ErrMalformed) {
			t.Fatalf("a cut text was read: %v", err)
		}
	}
	if zero, err := id.Parse[id.Person](""); err != nil || !zero.IsZero() {
		t.Fatalf("the empty text is the zero id, got %v, %v", zero, err)
	}
}
