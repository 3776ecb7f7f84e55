package view

import "time"

// AskedItem is one item of evidence somebody was ordered to bring (T23), and what came
// of it: brought, “I don't have it”, nothing.
type AskedItem struct {
	No         string
	To         string // 商家
	Kind, Item string // what was asked for, and in the words of who asked
	Why        string
	At, Due    time.Time // due is zero until the order was served
	State      Chip
	Lacked     bool // who was asked says he does not have it
	Said       string
	SaidAt     time.Time
	Mine       bool   // for this reader to answer
	SubmitURL  string // hand it in; "" where it is not his, or over
	LackURL    string // say that one does not have it
}
