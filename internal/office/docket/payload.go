package docket

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"sync"

	"github.com/tianping-odr/tianping/internal/core/record"
)

// maxPayload bounds the public payload of one event, in bytes.
const maxPayload = 1 << 20

// EncodePayload gives the public payload as it is stored and hashed: encoding/json
// of the event struct, HTML escaping off, no newline at the end.
//
// Errors: ErrMalformed when the type could give other bytes tomorrow (maps,
// interfaces, floats) or the payload is too large.
func EncodePayload(event record.Event) ([]byte, error) {
	if reason := unstable(reflect.TypeOf(event)); reason != "" {
		return nil, fmt.Errorf("%w: payload of %s: %s", ErrMalformed, event.Kind(), reason)
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(event); err != nil {
		return nil, fmt.Errorf("docket: payload of %s: %w", event.Kind(), err)
	}
	payload := bytes.TrimSuffix(out.Bytes(), []byte("\n"))
	if len(payload) > maxPayload {
		return nil, fmt.Errorf("%w: payload of %s has %d bytes", ErrMalformed, event.Kind(), len(payload))
	}
	return payload, nil
}

//nolint:gochecknoglobals // a memo of what types look like; it holds no state of the program
var unstableTypes sync.Map

// unstable tells why a type must not be a payload, or "".
func unstable(t reflect.Type) string {
	if known, ok := unstableTypes.Load(t); ok {
		return known.(string) //nolint:forcetypeassert // only strings are stored
	}
	reason := look(t, map[reflect.Type]bool{})
	unstableTypes.Store(t, reason)
	return reason
}

func look(t reflect.Type, seen map[reflect.Type]bool) string {
	if seen[t] || ownText(t) {
		return ""
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Map, reflect.Interface, reflect.Float32, reflect.Float64, reflect.Complex64, reflect.Complex128:
		return "holds a " + t.Kind().String()
	case reflect.Pointer, reflect.Slice, reflect.Array:
		return look(t.Elem(), seen)
	case reflect.Struct:
		for field := range t.Fields() {
			if !field.IsExported() && !field.Anonymous || field.Tag.Get("json") == "-" {
				continue
			}
			if reason := look(field.Type, seen); reason != "" {
				return field.Name + " " + reason
			}
		}
	default:
	}
	return ""
}

// ownText tells whether a type writes itself as a text (ids, instants).
func ownText(t reflect.Type) bool {
	text := reflect.TypeFor[encoding.TextMarshaler]()
	return t.Implements(text) || reflect.PointerTo(t).Implements(text)
}
