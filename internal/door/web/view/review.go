package view

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/money"
)

// Review is the ruling in force as it bears on an appeal: what it gave on each
// claim, who wants it changed into what, and how far a review may go.
type Review struct {
	Points  []ReviewPoint
	Appeals []Appealed
	Lines   []string // what holds for all of it: once each, until when, what the review may do
	Paper   *Decision
}

// ReviewPoint is one claim of the ruling, with its arithmetic.
type ReviewPoint struct {
	No, Asks, Ground string
	Says             string // 请求 ¥299.00，支持 ¥50.00，不支持 ¥249.00
	Reason           string // of the ruling, for this claim
	Ruled            *money.Amount
	Seeks            []Seek
	Range            string // what the result may become; "" where nothing may
	Contested        bool
}

// Seek is what one side asks a result to become.
type Seek struct {
	Who    string
	Sum    string // ¥299.00, or dismissal
	Ground string
	Diff   string // 比处理决定多 ¥249.00
}

// Appealed is the appeal of one side, with the answer to it.
type Appealed struct {
	Who      Who
	At       time.Time
	Reason   string
	Exhibits []string
	Reply    string
	ReplyAt  time.Time
}
