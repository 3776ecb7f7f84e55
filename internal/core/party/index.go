package party

// Index is a table made ready to be asked often: its rules by capacity and class,
// in the order of the table, and the class of every move. It is made once and
// never changed, so that any number may ask at once.
type Index struct {
	table   Table
	rules   map[cell][]Rule
	classes map[Action]Class
}

type cell struct {
	as    Capacity
	class Class
}

// NewIndex makes a table ready. A table without rules allows nothing.
func NewIndex(t Table) *Index {
	x := &Index{table: t, rules: map[cell][]Rule{}, classes: map[Action]Class{Hold(): HoldClass}}
	for _, row := range classes {
		for _, move := range row.Moves {
			x.classes[Do(move)] = row.Class
		}
	}
	for _, row := range views {
		x.classes[Read(row.View)] = row.Class
	}
	for _, rule := range t.Rules {
		for _, as := range rule.Capacities {
			for _, class := range rule.Actions {
				x.rules[cell{as, class}] = append(x.rules[cell{as, class}], rule)
			}
		}
	}
	return x
}

// Table is what the index was made of.
func (x *Index) Table() Table { return x.table }

// Decide answers as Decide of the table does.
func (x *Index) Decide(r Request) Decision {
	return x.DecideBut(r, func(Rule) bool { return false })
}

// DecideBut is Decide without the rules that lifted names: a test breaks a
// condition open with it. Rules that permit are never lifted.
func (x *Index) DecideBut(r Request, lifted func(Rule) bool) Decision {
	class, ok := x.classes[r.Action]
	if !ok {
		return Decision{Rule: NoRule}
	}
	permitted := ""
	for _, rule := range x.rules[cell{r.As, class}] {
		if permitted != "" && rule.Effect == Permit || !rule.holds(r) {
			continue
		}
		if rule.Effect == Permit {
			permitted = rule.ID
		} else if !lifted(rule) {
			return Decision{Rule: rule.ID}
		}
	}
	if permitted == "" {
		return Decision{Rule: NoRule}
	}
	return Decision{Allow: true, Rule: permitted}
}

// Class is the class of a move; ok is false for one the table does not know.
func (x *Index) Class(move string) (class Class, ok bool) {
	class, ok = x.classes[Do(move)]
	return class, ok
}
