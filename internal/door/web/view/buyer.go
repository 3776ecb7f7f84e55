package view

import "github.com/tianping-odr/tianping/internal/core/money"

// Stake is what a party asks first in the room: how much it is about, where the
// money is now, and whether anything is for him to do.
type Stake struct {
	Sum    money.Amount
	Where  string // 已冻结 ¥299.00，谁也拿不走
	URL    string // the money, to the fen
	Idle   bool   // nothing is for this reader to do now
	Change *Act   // problem and claims may still be changed
	Until  string // until when, as a sentence
}

// Again is a complaint made anew after a case is over, or why it cannot be.
type Again struct {
	Order, Follows string // ids for the form
	Key            string
	Facts          bool   // only with new facts
	Refused        string // why not; "" where it may be made
}

// Kin is a case before or after this one.
type Kin struct{ Name, Number, URL string }
