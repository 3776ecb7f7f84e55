package dispute

// Broken is the book with some conditions always holding or never, and with an ear
// for which rows of the file accept and refuse. No book outside tests is broken.
func (b *Book) Broken(forced map[string]bool, watch func(row int, guard, code string)) *Book {
	c := *b
	c.test = &breakage{forced: forced, watch: watch}
	return &c
}

// Inputs are the fields a command would be held against, also where it is refused.
func Inputs(b *Book, w World, cmd Command) []Field {
	a := newAct(b, w, Actor{System: timer})
	a.role = timer
	a.elapse()
	a.actor = cmd.Actor
	m, _ := a.find(cmd)
	return m.Fields
}

// Rank is a refusal's place in the order of causes.
func Rank(code string) int { return rank(code) }
