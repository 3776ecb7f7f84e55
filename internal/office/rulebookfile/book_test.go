package rulebookfile

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/procedure"
	rules "github.com/tianping-odr/tianping/internal/core/rulebook"
)

func shelf(t *testing.T) Shelf {
	t.Helper()
	files, err := BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	s := Shelf{}
	for _, f := range files {
		s[PathOf(f.Kind, f.Name)] = f.Bytes
	}
	return s
}

// TestBookOfStoredBytes proves that a book bound from bytes a store kept is the
// book bound from the built-in files, and that a preset's book holds its base.
func TestBookOfStoredBytes(t *testing.T) {
	t.Parallel()
	stored := shelf(t)
	for name, want := range map[string][]string{
		"tianping-std": {"procedure order-std", "procedure tianping-std", "calendar cn", "reasons cn", "authority cn"},
		"jd":           {"procedure jd", "procedure order-std", "procedure tianping-std", "calendar cn", "reasons cn", "authority cn"},
		"r12315":       {"procedure order-std", "procedure r12315", "calendar cn", "reasons cn", "authority cn"},
	} {
		set := StandardSet()
		set.Procedure = name
		built, err := EmbeddedBook(set, procedure.Standard())
		if err != nil {
			t.Fatal(err)
		}
		again, err := Book(stored, set, procedure.Standard())
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range again.Documents {
			got = append(got, d.Kind+" "+d.Name)
			if d.Version == "" || d.Digest.IsZero() {
				t.Errorf("%s: document %s %s has version %q, digest %s", name, d.Kind, d.Name, d.Version, d.Digest)
			}
		}
		if built.Digest != again.Digest || !slices.Equal(got, want) {
			t.Errorf("%s: digests %s and %s, documents %q, want %q", name, built.Digest, again.Digest, got, want)
		}
		if again.Procedure.ID != name || again.Order.ID != "order-std" || len(again.Reasons.Reasons) == 0 || len(again.Authority.Rules) == 0 {
			t.Errorf("%s: the book's contents are not those asked for", name)
		}
		if err := again.Pinnable(time.Date(2026, 9, 14, 9, 0, 0, 0, again.Calendar.Zone())); err != nil {
			t.Error(err)
		}
	}
}

// TestBookRefuses proves that a book is not bound over anything wrong, that the
// error leads to the line, and that one changed byte is another book.
func TestBookRefuses(t *testing.T) {
	t.Parallel()
	stored := shelf(t)
	good, err := Book(stored, StandardSet(), procedure.Standard())
	if err != nil {
		t.Fatal(err)
	}
	const std, order, cn = "procedure/tianping-std.yaml", "procedure/order-std.yaml", "calendar/cn.yaml"
	for _, c := range []struct {
		name, path, old, new string
		is                   error
		says                 string
	}{
		{"a comment more", std, "# tianping-std", "# tianping-std ", nil, ""},
		{"a dead end", std, "do: settlement_stands, to: PERFORMING,", "do: settlement_stands,", nil, std + ":"},
		{"a typing error", std, "clocks:   #", "clock:   #", nil, std + ":"},
		{"another zone", order, "zone: Asia/Shanghai", "zone: Asia/Tokyo", nil, order + ":8: zone: the zone is Asia/Tokyo"},
		{"another calendar", order, "calendar: cn", "calendar: jp", nil, order},
		{"no calendar", cn, "", "", nil, cn},
		{"no such reason set", "reason/cn.yaml", "", "", nil, "reason/cn.yaml"},
		{"reasons with an error", "reason/cn.yaml", "version: ", "versio: ", ErrReasons, "reason/cn.yaml"},
		{"a rule table with an error", "authority/cn.yaml", "version: ", "versio: ", nil, "authority/cn.yaml:"},
	} {
		changed := maps.Clone(stored)
		if c.old == "" {
			delete(changed, c.path)
		} else {
			changed[c.path] = []byte(strings.Replace(string(stored[c.path]), c.old, c.new, 1))
		}
		b, err := Book(changed, StandardSet(), procedure.Standard())
		switch {
		case c.says == "" && (err != nil || b.Digest == good.Digest):
			t.Errorf("%s: error %v, digest unchanged %t", c.name, err, b.Digest == good.Digest)
		case c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)):
			t.Errorf("%s: error %v, want it to say %q", c.name, err, c.says)
		case c.is != nil && !errors.Is(err, c.is):
			t.Errorf("%s: error %v is not %v", c.name, err, c.is)
		}
	}
	if err := good.Pinnable(time.Date(2023, 12, 31, 0, 0, 0, 0, time.UTC)); !errors.Is(err, rules.ErrNotYet) {
		t.Errorf("in 2023 the book could be pinned: %v", err)
	}
}
