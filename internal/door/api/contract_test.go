package api

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestContract holds every operation against testdata/contract.txt: what it is called,
// which scopes it asks for, what it takes and gives, member by member. A line that goes
// or changes breaks somebody; new ones do not. Read the difference before -update.
func TestContract(t *testing.T) {
	t.Parallel()
	form, err := os.ReadFile("../intake/order.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	h := openWith(t, func(p *Ports) { p.OrderForm = form })
	var doc spec
	if err := json.Unmarshal(h.call(http.MethodGet, "/openapi.json", "", "", "").raw, &doc); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for path, methods := range doc.Paths {
		for method, o := range methods {
			if strings.HasPrefix(o.ID, "move_") {
				continue // acts.json holds what acts take
			}
			line := fmt.Sprintf("%s %s %s [%s]", strings.ToUpper(method), path, o.ID, strings.Join(o.Scopes, " "))
			for _, p := range o.Parameters {
				if p.In == "query" {
					line += " ?" + p.Name
				}
			}
			for _, m := range o.Body.Content {
				line += " takes " + m.Schema.names()
			}
			for _, r := range []string{"200", "201"} {
				for _, m := range o.Responses[r].Content {
					line += " gives " + r + " " + m.Schema.names()
				}
			}
			lines = append(lines, line)
		}
	}
	for name, s := range doc.Components.Schemas {
		if !strings.HasPrefix(name, orderForm) {
			lines = append(lines, name+" = "+s.names())
		}
	}
	slices.Sort(lines)
	got := strings.Join(lines, "\n") + "\n"
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("testdata/contract.txt", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile("testdata/contract.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		for _, l := range lines {
			if !strings.Contains(string(want), l+"\n") {
				t.Errorf("now: %s", l)
			}
		}
		for _, l := range strings.Split(strings.TrimSpace(string(want)), "\n") {
			if !strings.Contains(got, l+"\n") {
				t.Errorf("was: %s", l)
			}
		}
		t.Error("the contract is another one: go test ./internal/door/api -run TestContract -update, and read the difference")
	}
	if len(lines) < 150 {
		t.Errorf("only %d lines: this check sees little", len(lines))
	}
}

// TestEveryBodyHasAnExample: whoever sends something finds a body in the description
// that has all that is needed and nothing that is not taken; the order is that of
// docs/import.md, which the reader of orders is tested against.
func TestEveryBodyHasAnExample(t *testing.T) {
	t.Parallel()
	h := open(t)
	var doc spec
	if err := json.Unmarshal(h.call(http.MethodGet, "/openapi.json", "", "", "").raw, &doc); err != nil {
		t.Fatal(err)
	}
	checked, known := 0, examples()
	for path, methods := range doc.Paths {
		for _, o := range methods {
			body, ok := o.Body.Content["application/json"]
			if !ok || strings.HasPrefix(o.ID, "move_") || len(body.Schema.Properties) == 0 {
				continue
			}
			checked++
			var example map[string]any
			if err := json.Unmarshal(body.Example, &example); err != nil {
				t.Errorf("%s (%s) has no example: %v", path, o.ID, err)
				continue
			}
			delete(known, o.ID)
			for name, value := range example {
				as, taken := body.Schema.Properties[name]
				if !taken || len(as.Enum) > 0 && !slices.Contains(as.Enum, value) {
					t.Errorf("%s: the example says %s %v, which is not taken", o.ID, name, value)
				}
			}
			for _, name := range body.Schema.Required {
				if example[name] == nil {
					t.Errorf("%s: the example lacks %s", o.ID, name)
				}
			}
		}
	}
	for _, id := range []string{"landOrders", "trackParcel"} {
		delete(known, id)
	}
	if checked < 25 || len(known) > 0 {
		t.Errorf("%d examples checked; nobody takes those of %v", checked, slices.Sorted(maps.Keys(known)))
	}
	text, err := os.ReadFile("../../../docs/import.md")
	if err != nil {
		t.Fatal(err)
	}
	for i, id := range []string{"landOrders", "trackParcel"} {
		block, _, _ := strings.Cut(strings.SplitN(string(text), "```json\n", 3)[i+1], "```")
		var told, shown any
		if json.Unmarshal([]byte(block), &told) != nil || json.Unmarshal(examples()[id], &shown) != nil || !reflect.DeepEqual(told, shown) {
			t.Errorf("the example of %s is not that of docs/import.md", id)
		}
	}
}

// spec is as much of OpenAPI as the contract is made of.
type spec struct {
	Paths map[string]map[string]struct {
		ID         string   `json:"operationId"`
		Scopes     []string `json:"x-scopes"`
		Parameters []struct {
			Name, In string
		} `json:"parameters"`
		Body struct {
			Content map[string]media `json:"content"`
		} `json:"requestBody"`
		Responses map[string]struct {
			Content map[string]media `json:"content"`
		} `json:"responses"`
	} `json:"paths"`
	Components struct {
		Schemas map[string]shapeOf `json:"schemas"`
	} `json:"components"`
}

type media struct {
	Schema  shapeOf         `json:"schema"`
	Example json.RawMessage `json:"example"`
}

type shapeOf struct {
	Ref        string             `json:"$ref"`
	Type       any                `json:"type"`
	Properties map[string]shapeOf `json:"properties"`
	Required   []string           `json:"required"`
	Items      *shapeOf           `json:"items"`
	OneOf      []shapeOf          `json:"oneOf"`
	Enum       []any              `json:"enum"`
}

// names are the members of a schema with their types; * marks those always there.
func (s shapeOf) names() string {
	switch {
	case s.Ref != "":
		return strings.TrimPrefix(s.Ref, "#/components/schemas/")
	case s.Items != nil:
		return "[" + s.Items.names() + "]"
	case len(s.OneOf) > 0:
		var all []string
		for _, one := range s.OneOf {
			all = append(all, one.names())
		}
		return strings.Join(all, "|")
	case len(s.Properties) > 0:
		var all []string
		for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
			mark := map[bool]string{true: "*"}[slices.Contains(s.Required, name)]
			all = append(all, name+mark+":"+s.Properties[name].names())
		}
		return "{" + strings.Join(all, " ") + "}"
	case len(s.Enum) > 0:
		return fmt.Sprintf("%v(%d)", s.Type, len(s.Enum))
	}
	return fmt.Sprint(s.Type)
}
