package procedure

import (
	"slices"
	"strings"
)

// circles finds places that timers alone lead back to.
func (c *check) circles() {
	next := c.timerEdges()
	done := map[string]bool{}
	var path []string
	var visit func(place string)
	visit = func(place string) {
		if i := slices.Index(path, place); i >= 0 {
			circle := append(slices.Clone(path[i:]), place)
			c.add(c.where(place), "timer_circle", strings.Join(circle, " → "))
			return
		}
		if done[place] {
			return
		}
		path = append(path, place)
		for _, to := range next[place] {
			visit(to)
		}
		path = path[:len(path)-1]
		done[place] = true
	}
	c.eachPlace(func(_, id, _ string, _ []string, _ bool) { visit(id) })
}

// timerEdges are the places that the clocks listed at each place lead to.
func (c *check) timerEdges() map[string][]string {
	next := map[string][]string{}
	c.eachPlace(func(_, id, _ string, clocks []string, _ bool) {
		for _, k := range c.Clocks {
			if !slices.Contains(clocks, k.stands()) {
				continue
			}
			for _, e := range k.Expiry {
				if e.To != "" && e.To != id && !slices.Contains(next[id], e.To) {
					next[id] = append(next[id], e.To)
				}
			}
		}
	})
	return next
}
