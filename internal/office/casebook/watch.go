package casebook

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Watch is what a reader of a case must be told of: the streams his view is made of,
// and no other. A stream he may not read is not in it, so that not even its growth
// can be seen.
type Watch struct{ refs []docket.Ref }

// watchOf are the streams of the case that its audience may read, its order, and the
// marketplace, whose stream holds grants and the legal clock.
func watchOf(s clerk.Sight, kinds []string) Watch {
	w := Watch{refs: []docket.Ref{clerk.MarketRef(s.Place.Market)}}
	for _, kind := range kinds {
		w.refs = append(w.refs, docket.Ref{Place: s.Place, Stream: record.Stream{Kind: kind, ID: s.World.Case.ID.Bytes()}})
	}
	if order := s.World.Order.ID; !order.IsZero() {
		w.refs = append(w.refs, docket.Ref{Place: s.Place, Stream: record.Stream{Kind: record.Order, ID: order.Bytes()}})
	}
	return w
}

// Watch finds what one person would have to watch of a case.
//
// Errors: ErrUnknown, a fault.
func (b *Casebook) Watch(ctx context.Context, who clerk.Who, c id.Case) (Watch, error) {
	v, _, err := b.view(ctx, who, c)
	return v.Watch, err
}

// Heads says how far the watched streams have come: 16 hex digits, others whenever one
// of them grew. It tells nothing else of them. Reading heads is right in however many
// processes the streams grow.
func (b *Casebook) Heads(ctx context.Context, w Watch) (string, error) {
	sum := sha256.New()
	for _, ref := range w.refs {
		_, head, err := b.Clerk.Docket.Load(ctx, ref)
		if err != nil && !errors.Is(err, docket.ErrUnknownStream) && !errors.Is(err, docket.ErrReadOnly) {
			return "", fmt.Errorf("casebook: watch %s: %w", ref.Kind, err)
		}
		sum.Write(binary.BigEndian.AppendUint64(nil, head.Version))
	}
	return hex.EncodeToString(sum.Sum(nil)[:8]), nil
}
