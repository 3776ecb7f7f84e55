package identity

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"sync/atomic"

	"golang.org/x/crypto/argon2"
)

// Cost of one password, measured for a laptop's core at 50–170 ms.
const (
	argonTime   = 2
	argonMemory = 19 << 10 // KiB
	saltBytes   = 16
	sumBytes    = 32
)

// Bounds of a password, in bytes.
const (
	MinPassword = 10
	MaxPassword = 256
)

// nobodys is checked when there is no account: same cost, never right, since no
// password has this sum (all bits zero) but with negligible chance.
var nobodys = encodePassword(make([]byte, saltBytes), make([]byte, sumBytes)) //nolint:gochecknoglobals // a constant

// hasher computes password sums, a few at a time: each takes 19 MiB.
type hasher struct {
	slots   chan struct{}
	waiting atomic.Int64
	most    int64 // how many may wait
}

func newHasher(slots int) *hasher {
	return &hasher{slots: make(chan struct{}, slots), most: int64(16 * slots)}
}

// sum waits its turn and computes.
//
// Errors: Busy when too many wait; the context's error.
func (h *hasher) sum(ctx context.Context, password string, salt []byte) ([]byte, error) {
	if h.waiting.Add(1) > h.most {
		h.waiting.Add(-1)
		return nil, &Refusal{Code: Busy, Retry: busyRetry}
	}
	defer h.waiting.Add(-1)
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, fmt.Errorf("identity: password: %w", ctx.Err())
	}
	defer func() { <-h.slots }()
	return argon2.IDKey([]byte(password), salt, argonTime, argonMemory, 1, sumBytes), nil
}

// matches tells whether a password belongs to a stored text.
func (h *hasher) matches(ctx context.Context, password, stored string) (bool, error) {
	salt, want, ok := decodePassword(stored)
	if !ok {
		return false, fmt.Errorf("identity: a stored password does not decode")
	}
	got, err := h.sum(ctx, password, salt)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1, nil
}

// encodePassword writes the usual form: $argon2id$v=19$m=19456,t=2,p=1$salt$sum.
func encodePassword(salt, sum []byte) string {
	return passwordHead() + base64.RawStdEncoding.EncodeToString(salt) + "$" + base64.RawStdEncoding.EncodeToString(sum)
}

func passwordHead() string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=1$", argon2.Version, argonMemory, argonTime)
}

// decodePassword reads that form at today's cost. When the cost changes, the old
// one is read beside it and written anew at the next sign-in.
func decodePassword(stored string) (salt, sum []byte, ok bool) {
	rest, ok := strings.CutPrefix(stored, passwordHead())
	if !ok {
		return nil, nil, false
	}
	first, second, ok := strings.Cut(rest, "$")
	salt, err := base64.RawStdEncoding.Strict().DecodeString(first)
	sum, err2 := base64.RawStdEncoding.Strict().DecodeString(second)
	return salt, sum, ok && err == nil && err2 == nil && len(salt) == saltBytes && len(sum) == sumBytes
}
