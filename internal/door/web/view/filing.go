package view

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
)

// Draft is one step of filing a dispute. Its content is kept on the server.
type Draft struct {
	ID      string
	Step    string // "order", "problem", "evidence", "claim", "check"
	Tag     string // version of the draft, sent back with what is saved
	Saved   time.Time
	Order   []Subject
	About   []Pair // what was chosen so far, beside the form
	After   []Check
	Fields  []dispute.Field
	Given   dispute.Answers // what was saved before
	Texts   []Pair          // saved texts by name of input: they are not in Given
	Brought []Check         // evidence the platform holds already
	Asked   []Request       // evidence that helps with this problem
	Kinds   []Pair          // kinds of evidence, those asked for first: code, name
	Files   []DraftFile
	Kept    []LockerItem // what of his locker the filer may choose in place of an upload
	Limit   int64        // bytes of one file
	Sums    []Section
	Protect *Act   // freeze before filing, by one tap; nil where it is not possible
	Safe    string // what is frozen already, and until when
	Expires time.Time
	Warn    []string // 请求超过已付金额，可以提出，但冻结以已付为限
}

// DraftFile is a file laid into a draft.
type DraftFile struct {
	ID, Name, Size, Proof string
	Kind                  string // 照片
	Proves                string
	Icon                  string
}

// Request is one item of the checklist of evidence. It is answered by a file or by
// “I have none”; neither is a must.
type Request struct {
	Kind, Name, Hint string // code, name, how to keep it
	Files            int    // laid into the draft
	None             bool   // the filer says he has none
}

// Section is a part of the last step, where everything is shown once more.
type Section struct {
	Title   string
	EditURL string
	Rows    []Pair
}

// FileStart lists the orders a dispute may be about.
type FileStart struct {
	Problem string    // chosen on the first page; may be empty
	Chosen  *OrderRow // the order the visitor came from; nil for none
	Orders  OrderList
}

// Kept is what a search among the orders keeps of the address.
func (s FileStart) Kept() []Pair {
	out := []Pair{{Name: "problem", Value: s.Problem}}
	if s.Chosen != nil {
		out = append(out, Pair{Name: "order", Value: s.Chosen.ID})
	}
	return out
}
