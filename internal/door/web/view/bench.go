package view

import "time"

// Workbench is the list of work of staff, the most urgent first.
type Workbench struct {
	Tab     string // "mine", "unassigned", "team", "overdue"
	Tabs    []Tab
	Urgent  *Deadline
	Title   string // of the urgent case
	Filters []Select
	Query   string
	Narrow  bool // a filter or search is on
	Rows    []BenchRow
	After   string
	First   bool
	Counted []Count
	Loads   []Load
	Approve []Approval // drafts of others that wait for this reader
	Alerts  []Alert    // the newest few; nil for who has none to heed
	Take    bool       // the visitor may take a case nobody holds
	Rota    bool       // who fills empty seats is not for the visitor to decide
	Here    string     // the query of this list, to come back to
}

// Vacant tells whether any case waits for somebody to take it.
func (b Workbench) Vacant() bool {
	for _, t := range b.Tabs {
		if t.Code == "unassigned" {
			return t.N > 0
		}
	}
	return false
}

// Select is one filter of a list: its name in the address, its label, its values.
type Select struct {
	Name, Label, Chosen string
	Options             []Pair // Value, Name
}

// BenchRow is a case on the workbench, and why it stands where it stands.
type BenchRow struct {
	CaseRow
	ID     string // case_…
	Why    string // 期限相同，金额更大
	Vacant bool   // nobody holds the seat that would have to act
}

// News is what changed in a case since a member of staff last looked.
type News struct {
	First bool // he never said that he had read it: then the newest of it
	Rows  []NewsRow
	More  int    // that much more is in the timeline
	Seen  string // what the page shows, for the mark
}

// NewsRow is one thing that happened, and where on the page it stands.
type NewsRow struct {
	At      time.Time
	Side    Side
	Title   string
	Text    string // the beginning of what was said
	URL     string // "#talks-4"
	Private bool   // said alone with one side
}
