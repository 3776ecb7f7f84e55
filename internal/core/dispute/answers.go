package dispute

import "strconv"

// Code reads a coded input: a choice, a reference, a confirmation.
func (a Answers) Code(name string) string { return a.get(name).Value }

// Minor reads a sum in fen.
func (a Answers) Minor(name string) int64 { return a.get(name).Minor }

// Int reads a number, or the number of a chosen thing.
func (a Answers) Int(name string) int {
	g := a.get(name)
	if g.Value != "" {
		n, err := strconv.Atoi(g.Value)
		if err != nil {
			return 0
		}
		return n
	}
	return int(g.Minor)
}

// Numbers reads claim or exhibit numbers.
func (a Answers) Numbers(name string) []int {
	var out []int
	for _, v := range a.get(name).List {
		if n, err := strconv.Atoi(v); err == nil {
			out = append(out, n)
		}
	}
	return out
}

// Codes reads several coded inputs.
func (a Answers) Codes(name string) []string { return a.get(name).List }

// Text reads what a person wrote; empty when an event is folded.
func (a Answers) Text(name string) string { return a.get(name).Text }

// Yes tells whether a confirmation was given.
func (a Answers) Yes(name string) bool { return a.get(name).Value == "yes" }

// Items reads the repetitions of a group.
func (a Answers) Items(name string) []Answers { return a.get(name).Items }
