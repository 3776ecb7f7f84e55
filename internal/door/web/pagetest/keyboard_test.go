package pagetest

import (
	"slices"
	"testing"
)

// What is wrong with a walk or with what is heard is found, and nothing else.
func TestWalkedAndNameless(t *testing.T) {
	t.Parallel()
	good := []Stop{{0, "a", ""}, {1, "b", ""}, {2, "c", ""}, {0, "a", ""}}
	if wrong := Walked(good, 3); len(wrong) > 0 {
		t.Errorf("a good walk: %q", wrong)
	}
	for want, walk := range map[string][]Stop{
		`the focus is not seen on "b": no ring`:          {{0, "a", ""}, {1, "b", "no ring"}, {2, "c", ""}},
		`out of order: "b"`:                              {{0, "a", ""}, {2, "c", ""}, {1, "b", ""}},
		`never reached: control 3 of 3`:                  {{0, "a", ""}, {1, "b", ""}},
		`a trap at "a": it came back after 2 of 3 stops`: {{0, "a", ""}, {1, "b", ""}, {0, "a", ""}},
	} {
		if wrong := Walked(walk, 3); !slices.Contains(wrong, want) {
			t.Errorf("%v: %q, want %q", walk, wrong, want)
		}
	}
	heard := []Heard{{"heading", "Case", 1}, {"heading", "Claims", 2}, {"button", "Send", 0}}
	if wrong := Nameless(heard); len(wrong) > 0 {
		t.Errorf("a good page: %q", wrong)
	}
	for want, more := range map[string]Heard{
		"a button without a name": {"button", "", 0}, `heading "Deep" is of level 4 after level 2`: {"heading", "Deep", 4}, "2 headings of level 1": {"heading", "Again", 1},
	} {
		if wrong := Nameless(append(slices.Clone(heard), more)); !slices.Contains(wrong, want) {
			t.Errorf("%v: %q, want %q", more, wrong, want)
		}
	}
}
