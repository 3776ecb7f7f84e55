// Package looks keeps, for each person and case, how much of it he had seen when he
// last said so. It never holds anything of the case itself, and no other person is
// told: a mark is comfort for who comes back, and proves nothing.
//
//	a person has read the news ─ Look(mark) → a store ─ Last → what is newer is news
package looks

import (
	"context"
	"sync"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// Most bounds a mark, in bytes.
const Most = 200

// Looks is the port to where marks lie.
type Looks interface {
	// Last is the mark of a person on a case; "" when he never left one.
	Last(ctx context.Context, m id.Market, p id.Person, c id.Case) (mark string, err error)
	// Look replaces it. A mark longer than Most is cut off by the caller.
	Look(ctx context.Context, m id.Market, p id.Person, c id.Case, mark string) error
}

// Memory keeps marks for as long as it lives.
type Memory struct {
	mu    sync.Mutex
	marks map[of]string
}

type of struct {
	market id.Market
	person id.Person
	kase   id.Case
}

var _ Looks = (*Memory)(nil)

// Last implements Looks.
func (k *Memory) Last(_ context.Context, m id.Market, p id.Person, c id.Case) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.marks[of{m, p, c}], nil
}

// Look implements Looks.
func (k *Memory) Look(_ context.Context, m id.Market, p id.Person, c id.Case, mark string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.marks == nil {
		k.marks = map[of]string{}
	}
	k.marks[of{m, p, c}] = mark
	return nil
}
