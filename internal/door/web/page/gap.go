package page

import (
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// dot is a position on the line of the gap bar, in the units of its drawing.
type dot struct{ x, textX, textY, anchor, class, label string }

// gapX places a sum on the line: the two positions stand at the inner thirds, so
// that their labels have room outwards.
func gapX(g view.Gap, minor int64) int64 {
	low, high := bounds(g)
	if low == high {
		return 280
	}
	return 150 + (minor-low)*260/(high-low)
}

func bounds(g view.Gap) (low, high int64) {
	a, b := g.Claimant.Sum.Minor, g.Opponent.Sum.Minor
	return min(a, b), max(a, b)
}

func gapFrom(g view.Gap) string {
	low, _ := bounds(g)
	return strconv.FormatInt(gapX(g, low), 10)
}

func gapTo(g view.Gap) string {
	_, high := bounds(g)
	return strconv.FormatInt(gapX(g, high), 10)
}

func gapDots(g view.Gap) []dot {
	place := func(p view.Position, anchor, y string, shift int64) dot {
		x := gapX(g, p.Sum.Minor)
		return dot{
			x: strconv.FormatInt(x, 10), textX: strconv.FormatInt(x+shift, 10), textY: y,
			anchor: anchor, class: string(p.Side), label: p.Label,
		}
	}
	left, right := g.Opponent, g.Claimant
	if left.Sum.Minor > right.Sum.Minor {
		left, right = right, left
	}
	dots := []dot{place(left, "t-e", "80", 12), place(right, "t-s", "80", -12)}
	if g.Suggested != nil {
		s := *g.Suggested
		low, high := bounds(g)
		s.Sum.Minor = min(max(s.Sum.Minor, low), high)
		dots = append(dots, place(s, "t-m", "18", 0))
	}
	return dots
}

// termLine is the terms of an offer on one line of its history.
func termLine(terms []view.Pair) string {
	parts := make([]string, 0, len(terms))
	for _, t := range terms {
		parts = append(parts, t.Name+" "+t.Value)
	}
	return strings.Join(parts, " · ")
}

// bytes writes the size of a file.
func bytes(n int64) string {
	switch {
	case n >= 10<<20:
		return strconv.FormatInt(n>>20, 10) + " MB"
	case n >= 1<<20:
		return strconv.FormatInt(n>>20, 10) + "." + strconv.FormatInt(n%(1<<20)*10>>20, 10) + " MB"
	case n >= 1<<10:
		return strconv.FormatInt(n>>10, 10) + " KB"
	}
	return strconv.FormatInt(n, 10) + " B"
}
