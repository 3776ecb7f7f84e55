package intake

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// schema is as much of JSON Schema as the order's uses.
type schema struct {
	Ref        string            `json:"$ref"`
	Properties map[string]schema `json:"properties"`
	Required   []string          `json:"required"`
	Items      *schema           `json:"items"`
	Enum       []string          `json:"enum"`
	Defs       map[string]schema `json:"$defs"`
	MaxItems   int               `json:"maxItems"`
}

func (s schema) resolve(root schema) schema {
	if name, ok := strings.CutPrefix(s.Ref, "#/$defs/"); ok {
		return root.Defs[name]
	}
	return s
}

// TestSchemaIsTheReader proves that the schema names exactly the fields the reader
// asks for, in every object of a full order and of a tracking history.
func TestSchemaIsTheReader(t *testing.T) {
	t.Parallel()
	var root schema
	if err := json.Unmarshal(OrderSchema(), &root); err != nil {
		t.Fatal(err)
	}
	order, bad := readTree([]byte(orderFile(t)), 1)
	if bad != nil {
		t.Fatal(bad)
	}
	f := &orderForm{settings: testSettings()}
	f.order(order)
	objects := compare(t, root, root, order)
	if objects < 12 {
		t.Errorf("only %d objects of the order were compared", objects)
	}
	for _, c := range []struct {
		path string
		got  int
		want int
	}{
		{"lines", root.Properties["lines"].MaxItems, MaxLines},
		{"payments", root.Properties["payments"].MaxItems, MaxPayments},
		{"parcels", root.Properties["parcels"].MaxItems, MaxParcels},
		{"refunds", root.Properties["refunds"].MaxItems, MaxRefunds},
		{"scans", root.Defs["parcel"].Properties["scans"].MaxItems, MaxScans},
	} {
		if c.got != c.want {
			t.Errorf("%s: schema allows %d, reader %d", c.path, c.got, c.want)
		}
	}
	if got := root.Defs["line"].Properties["windows"].Properties["exclusion"].Enum; !slices.Equal(got, exclusions()) {
		t.Errorf("exclusions: %v", got)
	}
	if got := root.Defs["scan"].Properties["status"].Enum; fmt.Sprint(got) != fmt.Sprint(reports()) {
		t.Errorf("reports: %v", got)
	}
	if got := root.Defs["scan"].Properties["signer"].Enum; fmt.Sprint(got) != fmt.Sprint(signers()) {
		t.Errorf("signers: %v", got)
	}
}

// TestSchemaOfTracking proves the same of tracking: a document of every field is
// known, and without a required one it is not good.
func TestSchemaOfTracking(t *testing.T) {
	t.Parallel()
	var root schema
	if err := json.Unmarshal(OrderSchema(), &root); err != nil {
		t.Fatal(err)
	}
	all := map[string]any{
		"source": "shop-a", "number": "1", "parcel": 1, "carrier": "yto", "waybill": "YT12345",
		"scans": []any{map[string]any{"at": "2026-09-02T18:00:00+08:00", "status": "signed", "signer": "self", "place": "330106"}},
	}
	if got, want := slices.Sorted(maps.Keys(all)), slices.Sorted(maps.Keys(root.Defs["tracking"].Properties)); !reflect.DeepEqual(got, want) {
		t.Errorf("schema has %v, the full document %v", want, got)
	}
	body, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	if _, problems := TrackingForm(body, 1, testSettings().Told); len(problems) > 0 {
		t.Error(where(problems))
	}
	for _, name := range root.Defs["tracking"].Required {
		less := maps.Clone(all)
		delete(less, name)
		body, err := json.Marshal(less)
		if err != nil {
			t.Fatal(err)
		}
		if _, problems := TrackingForm(body, 1, testSettings().Told); len(problems) == 0 {
			t.Errorf("good without %s", name)
		}
	}
}

// compare walks tree and schema together and tells how many objects it saw.
func compare(t *testing.T, root, s schema, n node) (objects int) {
	t.Helper()
	s = s.resolve(root)
	switch value := n.value.(type) {
	case []node:
		if s.Items == nil {
			t.Errorf("%s: an array, and the schema has no items", n.path)
			return 0
		}
		for _, item := range value {
			objects += compare(t, root, *s.Items, item)
		}
	case *object:
		objects++
		if asked, named := slices.Sorted(maps.Keys(value.asked)), slices.Sorted(maps.Keys(s.Properties)); !slices.Equal(asked, named) {
			t.Errorf("%q: the reader asks for %v, the schema names %v", n.path, asked, named)
		}
		for name, field := range value.fields {
			objects += compare(t, root, s.Properties[name], field)
		}
	}
	return objects
}
