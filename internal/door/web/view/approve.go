package view

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/money"
)

// Approval is a draft that waits for this reader's approval.
type Approval struct {
	URL, Number, Title string
	By                 string
	Sum                money.Amount
	Due                time.Time // zero: it has passed
}
