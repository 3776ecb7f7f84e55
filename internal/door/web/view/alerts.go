package view

import "time"

// Alert is one thing in an open case that staff should look at.
type Alert struct {
	Why, Do, For, Number string
	CaseURL              string // "" for who may not open cases
	At                   time.Time
}

// AlertList is a page of them, newest first.
type AlertList struct {
	Rows  []Alert
	After string
	First bool
}
