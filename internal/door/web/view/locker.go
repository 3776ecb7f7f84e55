package view

import "time"

// Locker is what the visitor keeps for himself, a page of it, with the form that keeps
// one thing more.
type Locker struct {
	Items  []LockerItem
	First  bool
	After  string
	Query  string
	Of     *LockerOrder // the order the page is about; nil: all of them
	Count  int          // of everything kept
	Used   string       // 共 2 份 1.2 MB，最多 200 份 500 MB
	Rule   string       // how long, and what happens then
	Limit  int64        // bytes of one file
	Note   string       // what was typed, when the form comes back
	Wrong  string       // why nothing was kept; "" when all is well
	Kept   string       // said after one was kept, or was there already
	OrdID  string       // the order chosen in the form
	Orders []Pair       // orders that may be chosen: id, name
}

// LockerOrder is an order whose evidence is looked at.
type LockerOrder struct{ ID, Name, URL string }

// LockerItem is one thing kept.
type LockerItem struct {
	No           int
	Name, Note   string
	Icon, Type   string
	Bytes        int64
	Digest       string
	Proof        string // short digest
	At, Until    time.Time
	Order        *Link
	Cases        []Link // that have a copy of their own
	URL, FileURL string
	Picture      bool // a browser shows it
	Here         bool // belongs to the order that is looked at
}
