package api

import (
	"encoding/json"
	"net/http"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// operation is one line of the table: what it is, who may ask, what it takes and
// gives. It is described and served from here alone.
type operation struct {
	id, method, path, group string
	summary                 wording.Words
	about                   wording.Words
	scopes                  []identity.Scope  // one of them is needed; none for any key
	open                    bool              // no key is needed
	free                    bool              // nobody is slowed down
	person                  bool              // the key must be, or name, somebody
	own                     bool              // the key must be that person's own: nobody else's does
	takes                   *huma.Schema      // of the body
	example                 json.RawMessage   // of the body
	refuses                 map[string]string // problem codes by status, where they are told one by one
	gives                   any               // a value of the type of the answer; nil for bytes
	created                 bool              // 201
	query                   []parameter
	heads                   []parameter // headers of a body that is streamed
	limit                   int64       // most bytes of the body; 0: maxBody
	raw                     bool        // the body goes to another reader, checked to be clean JSON
	streams                 bool        // the body is no JSON; the operation reads it
	do                      func(*visit) (answer, error)
}

// parameter is one of the query.
type parameter struct {
	name, kind string // string, integer, boolean
	about      string
}

// paged are the parameters of every list.
func paged(more ...parameter) []parameter {
	return append([]parameter{
		{"after", "string", "Cursor of the next page, sent back unchanged."},
		{"limit", "integer", "Most rows of a page, 1 to 100; usually 50."},
	}, more...)
}

var pathPart = regexp.MustCompile(`\{(\w+)\}`)

// describe writes the operation into OpenAPI.
func (o operation) describe(schemas huma.Registry) *huma.Operation {
	op := &huma.Operation{
		OperationID: o.id, Method: o.method, Path: o.path, Tags: []string{o.group}, Summary: o.summary.EN,
		Description: strings.TrimSpace(o.about.EN + "\n\n" + o.summary.ZH + "。" + o.about.ZH),
		Responses:   map[string]*huma.Response{}, Extensions: map[string]any{"x-summary": o.summary, "x-about": o.about},
	}
	if !o.open {
		op.Security = []map[string][]string{{"key": {}}}
		op.Extensions["x-scopes"] = append([]identity.Scope{}, o.scopes...)
		op.Parameters = append(op.Parameters, header("Tianping-On-Behalf-Of", "The person acted for: per_…", false))
	}
	if o.refuses != nil {
		op.Parameters = append(op.Parameters, header(seenHeader, "Version of the case that the person saw; a refusal then names what happened since.", false))
	}
	for _, m := range pathPart.FindAllStringSubmatch(o.path, -1) {
		op.Parameters = append(op.Parameters, &huma.Param{Name: m[1], In: "path", Required: true, Schema: &huma.Schema{Type: "string"}, Description: pathAbout(m[1])})
	}
	for _, q := range o.query {
		op.Parameters = append(op.Parameters, &huma.Param{Name: q.name, In: "query", Description: q.about, Schema: &huma.Schema{Type: q.kind}})
	}
	if o.method == http.MethodPost {
		op.Parameters = append(op.Parameters, header("Idempotency-Key", "Yours, new for each request and the same when sent again; 1 to 128 visible ASCII characters.", true))
		o.describeBody(op)
	}
	op.Responses[o.statusText()] = o.response(schemas)
	problem := schemas.Schema(reflect.TypeFor[Problem](), true, "")
	said := map[string]*huma.MediaType{"application/problem+json": {Schema: problem}}
	op.Responses["default"] = &huma.Response{Description: "A problem (RFC 9457)", Content: said}
	for status, codes := range o.refuses {
		op.Responses[status] = &huma.Response{Description: "A problem: " + codes, Content: said}
	}
	return op
}

func (o operation) describeBody(op *huma.Operation) {
	kind, schema := "application/json", o.takes
	if o.streams {
		kind, schema = "application/octet-stream", &huma.Schema{Type: "string", Format: "binary"}
		op.Parameters = append(op.Parameters, header("X-File-Name", "Name of the file, percent-encoded UTF-8.", false))
		for _, h := range o.heads {
			op.Parameters = append(op.Parameters, header(h.name, h.about, false))
		}
	}
	if o.example == nil {
		o.example = examples()[o.id]
	}
	if schema != nil {
		op.RequestBody = &huma.RequestBody{Required: len(schema.Required) > 0 || o.raw || o.streams, Content: map[string]*huma.MediaType{kind: {Schema: schema}}}
		if o.example != nil {
			op.RequestBody.Content[kind].Example = o.example
		}
	}
}

func (o operation) statusText() string {
	if o.created {
		return "201"
	}
	return "200"
}

func (o operation) response(schemas huma.Registry) *huma.Response {
	r := &huma.Response{Description: "Done", Headers: map[string]*huma.Param{}}
	if strings.Contains(o.path, "/cases") {
		r.Headers["ETag"] = &huma.Param{Description: "Version of the case", Schema: &huma.Schema{Type: "string"}}
	}
	if o.method == http.MethodPost {
		r.Headers["Idempotent-Replayed"] = &huma.Param{Description: "true when this key was known and nothing new was done", Schema: &huma.Schema{Type: "string"}}
	}
	if o.gives == nil {
		r.Content = map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{Type: "string", Format: "binary"}}}
		return r
	}
	r.Content = map[string]*huma.MediaType{"application/json": {Schema: schemas.Schema(reflect.TypeOf(o.gives), true, "")}}
	return r
}

func header(name, about string, required bool) *huma.Param {
	return &huma.Param{Name: name, In: "header", Required: required, Description: about, Schema: &huma.Schema{Type: "string"}}
}

func pathAbout(name string) string {
	switch name {
	case "sha256":
		return "SHA-256 of the bytes, 64 hexadecimal digits"
	case "contact":
		return "Number of the contact of the person"
	case "no":
		return "Number of the notice, question or paper in its case, or of the item in the locker"
	case "link":
		return "Number of the link, as it was told when it was made"
	default:
		return "Id as text: case_…, ord_…"
	}
}

// body is the schema of a JSON body of named members.
func body(required string, members map[string]*huma.Schema) *huma.Schema {
	s := &huma.Schema{Type: "object", Properties: members, AdditionalProperties: false}
	if required != "" {
		s.Required = strings.Fields(required)
		slices.Sort(s.Required)
	}
	return s
}

func schemaText(about string) *huma.Schema { return &huma.Schema{Type: "string", Description: about} }

func schemaWhole(about string) *huma.Schema {
	return &huma.Schema{Type: "integer", Description: about}
}
