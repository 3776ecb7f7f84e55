package view

import "time"

// Tab is one view of the list.
type Tab struct {
	Code, Name string
	N          int
}

// Load is how many cases a member of the team has, of how many at most.
type Load struct {
	Name    string
	You     bool
	N, Most int
}

// Count is a figure on the workbench, with its period.
type Count struct{ Name, Value, Beside string }

// NoticeRow is a notice in the mailbox, its content unopened.
type NoticeRow struct {
	ID      string
	Subject string
	Case    string
	About   string // the problem and the goods of the case
	At      time.Time
	Read    bool
	Binding bool // opening it serves it and starts a clock
}

// NoticeList is a page of the mailbox.
type NoticeList struct {
	Rows  []NoticeRow
	After string
	First bool
}

// Notice is one notice, opened.
type Notice struct {
	Subject string
	At      time.Time
	Served  time.Time // zero: not yet served
	How     string    // 站内阅读
	Body    []string
	Hash    string
	CaseURL string
	Case    string
	Starts  *Deadline
}

// Landing is the page of a one-time link before it is used. It tells no more than
// what the holder of the link needs to decide whether to use it.
type Landing struct {
	Subject string
	About   []string
	Button  string
	Expires time.Time
}

// Landed is what using the link showed.
type Landed struct {
	Title string
	Lines []string
	Next  *Link
}

// Outgoing is the page of messages a sandbox would have sent.
type Outgoing struct {
	Rows     []Sent
	Channels []FailSwitch
	After    string
	First    bool
}

// Sent is one message.
type Sent struct {
	At      time.Time
	Channel string
	To      string
	Subject string
	Body    string
	State   Chip
	Link    *Link // a one-time link inside it
	Receipt time.Time
}

// FailSwitch tells a sandbox channel to fail.
type FailSwitch struct {
	Code, Name string
	Failing    bool
}
