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

// TestTextIsPublished proves single texts worked out by hand from the bits: they stand
// in hashed bytes and never change.
func TestTextIsPublished(t *testing.T) {
	t.Parallel()
	for want, b := range map[string][16]byte{
		"case_00000000000000000000000001": {15: 1},
		"case_7zzzzzzzzzzzzzzzzzzzzzzzzz": {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255},
		"case_40000000000000000000000000": {0x80},
		"case_00000000000080000000000000": {7: 0x10}, // bit 68 = group 13 from the right, value 8
	} {
		if got := id.From[id.Case](b).String(); got != want {
			t.Errorf("%x is %s, not %s", b, got, want)
		}
	}
}
