package text

// Advice is what the first page says about a problem before anything is filed.
type Advice struct {
	Urgent, UrgentHint, UrgentSays   string
	Suggest                          func(problem string) string
	Cool                             string // collect first, speak later (mission M08)
	First, Collect, Rights, Path     string
	AutoKept, Bring, Explain, Source string
	Estimate                         string
	Near, AllProblems                string
	WhichOrder, AllOrders, Pick      string
	SignInFirst, NoOrders            string
	By                               func(when string) string
	Accept, AcceptElse               string
	Answer, AnswerElse               string
	Talk, TalkElse                   string
	Decide, DecideElse               string
	// Do and May say what usually helps first and what a buyer may ask, by the code
	// of a reason or else by its group; never an article of law.
	Do  func(code, group string) []Hint
	May func(code, group string) []Hint
}

// Hint is a plain sentence, and a second one that explains it.
type Hint struct{ Says, More string }

// hints looks a code up, then its group, then what always holds.
func hints(all map[string][]Hint) func(code, group string) []Hint {
	return func(code, group string) []Hint {
		for _, key := range []string{code, group} {
			if found := all[key]; found != nil {
				return append(found[:len(found):len(found)], all["*"]...)
			}
		}
		return all["*"]
	}
}
