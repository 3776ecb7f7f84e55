package page

import (
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// dot is a position on the line of the gap bar, in the units of its drawing.
type dot struct{ x, textX, textY, anchor, class, label string }

// Where the line of the gap bar begins and ends.
const gapBegin, gapEnd = 24, 536

// gapX places a sum on the line, which runs from nothing to all that is asked.
func gapX(g view.Gap, minor int64) int64 {
	top := max(g.Top, g.Claimant.Sum.Minor, g.Opponent.Sum.Minor, 1)
	return gapBegin + min(max(minor, 0), top)*(gapEnd-gapBegin)/top
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

// gapDots are the positions, each with its word on a line of its own: however close
// they come, no word covers another.
func gapDots(g view.Gap) []dot {
	place := func(p view.Position, y string) dot {
		x := gapX(g, p.Sum.Minor)
		d := dot{x: strconv.FormatInt(x, 10), textX: strconv.FormatInt(x, 10), textY: y, anchor: "t-m", class: string(p.Side), label: p.Label}
		switch {
		case x < 140:
			d.anchor, d.textX = "t-s", strconv.Itoa(gapBegin-8)
		case x > 420:
			d.anchor, d.textX = "t-e", strconv.Itoa(gapEnd+8)
		}
		return d
	}
	low, high := g.Opponent, g.Claimant
	if low.Sum.Minor > high.Sum.Minor {
		low, high = high, low
	}
	dots := []dot{place(low, "80"), place(high, "104")}
	if g.Suggested != nil {
		dots = append(dots, place(*g.Suggested, "20"))
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
