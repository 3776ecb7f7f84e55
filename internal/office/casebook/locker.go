package casebook

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/locker"
	"github.com/tianping-odr/tianping/internal/office/clerk"
)

// LockerItem is one thing a person keeps, with what he wrote beside it.
type LockerItem struct {
	locker.Item
	Name, Note, Digest string
}

// LockerFilter narrows a locker: by order, by words of name and note.
type LockerFilter struct {
	Order id.Order
	Query string
	After string
	Limit int
}

// LockerPage is a part of what a person keeps, the newest first. Count and Bytes are of
// everything he keeps, whatever was asked for.
type LockerPage struct {
	Items []LockerItem
	Next  string
	Count int
	Bytes int64
	Legal time.Time
}

// Locker lists what a person keeps for himself; nobody else has a way to it.
//
// Errors: ErrUnknown, ErrCursor, a fault.
func (b *Casebook) Locker(ctx context.Context, who clerk.Who, f LockerFilter) (LockerPage, error) {
	all, legal, err := b.kept(ctx, who)
	if err != nil {
		return LockerPage{}, err
	}
	out := LockerPage{Count: len(all), Legal: legal}
	for _, i := range all {
		out.Bytes += i.Bytes
	}
	if f.After != "" {
		last, err := strconv.Atoi(f.After)
		if err != nil {
			return LockerPage{}, ErrCursor
		}
		all = slices.DeleteFunc(all, func(i LockerItem) bool { return i.No >= last })
	}
	words := strings.ToLower(strings.TrimSpace(f.Query))
	all = slices.DeleteFunc(all, func(i LockerItem) bool {
		return !f.Order.IsZero() && i.Order != f.Order || !strings.Contains(strings.ToLower(i.Name+"\n"+i.Note), words)
	})
	if n := limitOf(f.Limit); len(all) > n {
		all, out.Next = all[:n], strconv.Itoa(all[n-1].No)
	}
	out.Items = all
	return out, nil
}

// LockerItem is one thing of a person's own locker.
//
// Errors: ErrUnknown, a fault.
func (b *Casebook) LockerItem(ctx context.Context, who clerk.Who, no int) (LockerItem, error) {
	all, _, err := b.kept(ctx, who)
	if err != nil {
		return LockerItem{}, err
	}
	for _, i := range all {
		if i.No == no {
			return i, nil
		}
	}
	return LockerItem{}, ErrUnknown
}

func (b *Casebook) kept(ctx context.Context, who clerk.Who) ([]LockerItem, time.Time, error) {
	state, legal, err := b.Clerk.Locker(ctx, who)
	if err != nil {
		return nil, legal, err
	}
	texts, err := b.textsAt(ctx, clerk.LockerRef(who.Market, who.Person))
	if err != nil {
		return nil, legal, err
	}
	var out []LockerItem
	for _, i := range state.Kept(legal) {
		t := texts[i.Seq]
		out = append(out, LockerItem{Item: i, Name: t["name"], Note: t["note"], Digest: t["digest"]})
	}
	return out, legal, nil
}
