package intake

import _ "embed" // the schema shipped

//go:embed order.schema.json
var orderSchema []byte

// OrderSchema is the form of an order as JSON Schema (2020-12), for the API's own
// description; $defs/tracking is that of a tracking history. A test holds it and
// the reader together.
func OrderSchema() []byte { return append([]byte(nil), orderSchema...) }
