// Package reason carries the built-in documents of reasons inside the binary. It
// only holds bytes: office/rulebookfile reads them, the rulebook keeps them under
// their digest, and a marketplace may publish its own instead.
//
//	cn.yaml → CN() → rulebookfile.Reasons → remedy.Taxonomy
package reason

import _ "embed"

//go:embed cn.yaml
var cn []byte

// CN is the document of reasons for the People's Republic of China. The schema
// stands at its head.
func CN() []byte { return append([]byte(nil), cn...) }
