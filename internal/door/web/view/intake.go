package view

// Intake is a new case as the officer sees it who decides whether it is taken.
type Intake struct {
	Case
	Checks  []IntakeCheck
	Accept  *Act  // one press
	Cure    []Act // what to ask for, each a form begun
	Reject  []Act // grounds of the list, each a form begun
	Second  []Act // of who reviews a rejection
	Story   []string
	NextURL string
	PassOn  string // hand the case to another officer; "" where not possible
}

// IntakeCheck is one condition with what speaks for it or against it.
type IntakeCheck struct {
	Name, Says string
	State      Chip
}
