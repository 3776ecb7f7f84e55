package docket

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/record"
)

// EncodeHeads writes the heads of a receipt for keeping, in the order of the streams.
func EncodeHeads(heads map[record.Stream]Head) []byte {
	streams := slices.SortedFunc(maps.Keys(heads), func(a, b record.Stream) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), slices.Compare(a.ID[:], b.ID[:]))
	})
	b := []byte{}
	for _, s := range streams {
		head := heads[s]
		b = appendField(b, []byte(s.Kind))
		b = appendField(b, s.ID[:])
		b = appendNumber(b, head.Version)
		b = appendField(b, head.Hash[:])
	}
	return b
}

// ParseHeads reads what EncodeHeads wrote.
//
// Errors: ErrMalformed.
func ParseHeads(b []byte) (map[record.Stream]Head, error) {
	r := fields{rest: b}
	heads := make(map[record.Stream]Head)
	for len(r.rest) > 0 && !r.bad {
		s := record.Stream{Kind: r.text(), ID: [16]byte(r.sized(16))}
		heads[s] = Head{Version: r.number(), Hash: r.digest()}
	}
	if r.bad {
		return nil, fmt.Errorf("%w: heads", ErrMalformed)
	}
	return heads, nil
}
