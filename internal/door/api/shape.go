package api

import (
	_ "embed" // the shapes of acts are data
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// actsFile holds, for each act, every input it may ask for: what GET …/moves listed
// of it in every state a case can be in. A test makes it and fails when it differs.
//
//go:embed acts.json
var actsFile []byte

// actShape is what an act may ask for, and one body that was taken.
type actShape struct {
	Inputs  []inputShape    `json:"inputs"`
	Example json.RawMessage `json:"example,omitempty"`
}

// inputShape is one input: what holds of it whatever the state.
type inputShape struct {
	Name     string       `json:"name"`
	Kind     string       `json:"kind"`
	Required bool         `json:"required,omitempty"` // always, in every state in which the act is possible
	Max      int64        `json:"max,omitempty"`      // characters of a text, bytes of a code, items of a group: where it never changes
	Codes    []string     `json:"codes,omitempty"`    // of a choice: where the list never changes
	Fields   []inputShape `json:"fields,omitempty"`
}

// shapes reads the shapes of acts; a file that does not read is a slip of the build.
func shapes() map[string]actShape {
	var out map[string]actShape
	if err := json.Unmarshal(actsFile, &out); err != nil {
		panic(fmt.Sprintf("api: acts.json: %v", err))
	}
	return out
}

// inputSchema describes the inputs of an act: their names and types, and the bounds
// that never change. Those of now, which depend on case and person, are listed by
// GET …/moves.
func inputSchema(act string, of actShape) *huma.Schema {
	if of.Inputs == nil {
		return &huma.Schema{Type: "object", Description: "No person is offered this act as things stand; what is offered is listed by GET /v1/cases/{id}/moves."}
	}
	s := groupSchema(act, "", of.Inputs)
	s.Description = "The inputs of this act; which of them, and within which bounds now, lists GET /v1/cases/{id}/moves."
	return s
}

func groupSchema(act, path string, inputs []inputShape) *huma.Schema {
	s := &huma.Schema{Type: "object", Properties: map[string]*huma.Schema{}, AdditionalProperties: false}
	for _, in := range inputs {
		s.Properties[in.Name] = in.schema(act, strings.TrimPrefix(path+"."+in.Name, "."))
		if in.Required {
			s.Required = append(s.Required, in.Name)
		}
	}
	slices.Sort(s.Required)
	return s
}

// schema is one input in the JSON that inputs reads (the table of docs/api.md).
func (in inputShape) schema(act, path string) *huma.Schema {
	s := &huma.Schema{Type: "string"}
	switch dispute.FieldKind(in.Kind) {
	case dispute.Digest:
		s.Pattern = "^[0-9a-f]{64}$"
	case dispute.Text, dispute.Code:
		s.MaxLength = whole(in.Max)
	case dispute.Choice:
		s.Enum = anys(in.Codes)
	case dispute.Choices, dispute.Claims, dispute.Exhibits:
		s = &huma.Schema{Type: "array", Items: &huma.Schema{Type: "string", Enum: anys(in.Codes)}}
	case dispute.Sum:
		minor := &huma.Schema{Type: "integer", Format: "int64", Description: "In minor units."}
		s = &huma.Schema{OneOf: []*huma.Schema{body("minor currency", map[string]*huma.Schema{"minor": minor, "currency": schemaText("ISO 4217, that of the order.")}), minor}}
	case dispute.Number:
		s = &huma.Schema{Type: "integer", Format: "int64"}
	case dispute.Instant:
		s.Format = "date-time"
	case dispute.Confirm:
		s = &huma.Schema{Type: "boolean"}
	case dispute.Group:
		s = &huma.Schema{Type: "array", Items: groupSchema(act, path, in.Fields), MaxItems: whole(in.Max)}
	case dispute.Seen, dispute.Staff, dispute.Absent:
	}
	if w := wording.Field(act, path).Name; !strings.HasPrefix(w.EN, "[") {
		s.Description = strings.TrimSpace(w.EN + " · " + w.ZH + " (" + in.Kind + "). " + s.Description)
	}
	return s
}

func whole(n int64) *int {
	if n == 0 {
		return nil
	}
	v := int(n)
	return &v
}

func anys(codes []string) (out []any) {
	for _, c := range codes {
		out = append(out, c)
	}
	return out
}

// refusalsOf are the problems an act may answer with, by status: those of cases, and
// of the request itself.
func refusalsOf() map[string]string {
	by := map[int][]string{
		http.StatusBadRequest:            {"request/not_json", "request/not_utf8", "request/duplicate_key", "request/too_deep", "request/control_character", "request/no_key", "request/bad_key"},
		http.StatusUnauthorized:          {string(identity.KeyMissing), string(identity.KeyUnusable)},
		http.StatusForbidden:             {"request/nobody", string(identity.ScopeMissing), string(identity.NotOnBehalf), string(identity.UnknownPerson)},
		http.StatusNotFound:              {"request/unknown"},
		http.StatusRequestEntityTooLarge: {"request/too_large"},
		http.StatusUnsupportedMediaType:  {"request/content_type"},
		http.StatusUnprocessableEntity:   {"request/unknown_field", "request/wrong_type", "request/wrong_currency", "request/key_reused", "request/unknown_file"},
		http.StatusServiceUnavailable:    {"office/busy", "office/outcome_unknown", "office/read_only"},
	}
	for code, status := range disputeStatus {
		if code != "unknown" { // a stranger reads request/unknown
			by[status] = append(by[status], "dispute/"+code)
		}
	}
	for code, status := range escrowStatus {
		by[status] = append(by[status], "escrow/"+code)
	}
	out := map[string]string{}
	for status, codes := range by {
		slices.Sort(codes)
		out[strconv.Itoa(status)] = strings.Join(codes, ", ")
	}
	return out
}
