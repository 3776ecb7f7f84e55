package dockettest

import (
	"encoding/binary"
	"math/rand/v2"
)

// Dice throws the ids of a seeded run: the same seed, the same ids in the same order.
// It is not safe for concurrent use, and no secret may come from it.
type Dice struct{ from *rand.ChaCha8 }

// NewDice makes dice of a seed.
func NewDice(seed uint64) *Dice {
	var whole [32]byte
	binary.BigEndian.PutUint64(whole[:], seed)
	return &Dice{from: rand.NewChaCha8(whole)}
}

// ID is 16 fresh bytes.
func (d *Dice) ID() (b [16]byte) {
	binary.BigEndian.PutUint64(b[:8], d.from.Uint64())
	binary.BigEndian.PutUint64(b[8:], d.from.Uint64())
	return b
}

// N is a number from 0 to n−1; n must be positive.
func (d *Dice) N(n int) int { return rand.New(d.from).IntN(n) } //nolint:gosec // seeded on purpose
