package api

import (
	_ "embed" // examples are data
	"encoding/json"
	"fmt"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// examplesFile holds a body for each operation that takes one and is no act of a case:
// those have theirs from acts.json. A test holds them against what is taken.
//
//go:embed examples.json
var examplesFile []byte

// examples reads it, by operation; a file that does not read is a slip of the build.
func examples() map[string]json.RawMessage {
	var out map[string]json.RawMessage
	if err := json.Unmarshal(examplesFile, &out); err != nil {
		panic(fmt.Sprintf("api: examples.json: %v", err))
	}
	return out
}

// openAnswers takes the lock off the schemas of answers: members are added to them
// without a new version, so a reader must pass over what he does not know. What is
// sent stays closed: the server refuses members it does not know.
func (d *door) openAnswers() {
	for _, s := range d.huma.OpenAPI().Components.Schemas.Map() {
		if s.Extensions[takenIn] == nil {
			unlock(s)
		}
	}
}

func unlock(s *huma.Schema) {
	if s == nil {
		return
	}
	if closed, ok := s.AdditionalProperties.(bool); ok && !closed {
		s.AdditionalProperties = nil
	}
	if of, ok := s.AdditionalProperties.(*huma.Schema); ok {
		unlock(of)
	}
	for _, p := range s.Properties {
		unlock(p)
	}
	unlock(s.Items)
}

// takenIn marks a schema of what is sent, not of an answer.
const takenIn = "x-sent"

// Names of the schemas of what is told of an order, among those of answers.
const orderForm, trackingForm = "OrderTold", "OrderTold.tracking"

// describeOrders puts the form of an order, and of a tracking history, among the
// schemas. It is the very schema the reader of orders is tested against; only its
// references are written for their new place. One that does not read is a slip of the
// build.
func (d *door) describeOrders() {
	if d.OrderForm == nil {
		return
	}
	var whole map[string]any
	here := strings.ReplaceAll(string(d.OrderForm), `"#/$defs/`, `"#/components/schemas/`+orderForm+`.`)
	if err := json.Unmarshal([]byte(here), &whole); err != nil {
		panic(fmt.Sprintf("api: the form of orders: %v", err))
	}
	all := d.huma.OpenAPI().Components.Schemas.Map()
	defs, _ := whole["$defs"].(map[string]any)
	for name, def := range defs {
		parts, _ := def.(map[string]any)
		all[orderForm+"."+name] = sent(parts)
	}
	delete(whole, "$defs")
	delete(whole, "$schema")
	all[orderForm] = sent(whole)
}

// sent is a schema written as it stands.
func sent(parts map[string]any) *huma.Schema {
	s := &huma.Schema{Extensions: map[string]any{takenIn: true}}
	for name, value := range parts {
		s.Extensions[name] = value
	}
	return s
}

// orderForms are the forms as bodies refer to them.
func (d *door) orderForms() (order, tracking *huma.Schema) {
	if d.OrderForm == nil {
		return &huma.Schema{Type: "object"}, &huma.Schema{Type: "object", Description: "A tracking history in the documented JSON form (docs/import.md)."}
	}
	at := "#/components/schemas/"
	return &huma.Schema{Ref: at + orderForm}, &huma.Schema{Ref: at + trackingForm}
}
