package demo

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
)

// The demo's photographs are drawn: a parcel on a floor, and a waybill with its bars.
// Each variant differs in colour, light, place and damage.

const wide, high = 480, 360

// canvas is a picture being drawn.
type canvas struct{ *image.RGBA }

func newCanvas() canvas { return canvas{image.NewRGBA(image.Rect(0, 0, wide, high))} }

func (c canvas) png() []byte {
	var out bytes.Buffer
	if err := png.Encode(&out, c); err != nil {
		panic(fmt.Sprintf("demo: picture: %v", err)) // a picture in memory always encodes
	}
	return out.Bytes()
}

// shade makes a colour lighter or darker by per mille.
func shade(c color.RGBA, by int) color.RGBA {
	part := func(v uint8) uint8 { return uint8(min(255, max(0, int(v)*(1000+by)/1000))) }
	return color.RGBA{part(c.R), part(c.G), part(c.B), 255}
}

// point is a corner on the canvas.
type point struct{ x, y int }

// fill paints a convex shape with a light that falls off from left to right.
func (c canvas) fill(paint color.RGBA, falls int, corners ...point) {
	box := image.Rectangle{Min: image.Pt(corners[0].x, corners[0].y), Max: image.Pt(corners[0].x, corners[0].y)}
	for _, p := range corners {
		box = box.Union(image.Rect(p.x, p.y, p.x+1, p.y+1))
	}
	box = box.Intersect(c.Bounds())
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			if inside(x, y, corners) {
				c.SetRGBA(x, y, shade(paint, -falls*(x-box.Min.X)/max(1, box.Dx())/8*8))
			}
		}
	}
}

func abs(n int) int { return max(n, -n) }

func inside(x, y int, corners []point) bool {
	plus, minus := false, false
	for i, a := range corners {
		b := corners[(i+1)%len(corners)]
		side := (b.x-a.x)*(y-a.y) - (b.y-a.y)*(x-a.x)
		plus, minus = plus || side > 0, minus || side < 0
	}
	return !plus || !minus
}

func (c canvas) bar(paint color.RGBA, x, y, w, h int) {
	box := image.Rect(x, y, x+w, y+h).Intersect(c.Bounds())
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			c.SetRGBA(x, y, paint)
		}
	}
}

// bars is a bar code.
func (c canvas) bars(seed, x, y, w, h int) {
	for at := 0; at < w; {
		seed = (seed*1103515245 + 12345) & 0x7fffffff
		thick := 1 + seed>>16&3
		c.bar(color.RGBA{20, 20, 20, 255}, x+at, y, min(thick, w-at), h)
		at += thick + 1 + seed>>20&3
	}
}

// lines look like print too small to read.
func (c canvas) lines(seed, x, y, w, n, step int) {
	for i := range n {
		seed = (seed*1103515245 + 12345) & 0x7fffffff
		c.bar(color.RGBA{90, 90, 90, 255}, x, y+i*step, w*(55+seed>>16%45)/100, max(2, step/3))
	}
}

// parcelPhoto is a parcel as somebody found it.
func parcelPhoto(v int) []byte {
	c := newCanvas()
	walls := []color.RGBA{{205, 199, 188, 255}, {176, 186, 192, 255}, {214, 205, 180, 255}, {160, 156, 152, 255}}
	floors := []color.RGBA{{128, 104, 82, 255}, {150, 148, 144, 255}, {96, 84, 76, 255}, {170, 158, 140, 255}}
	c.fill(walls[v%4], 180, point{0, 0}, point{wide, 0}, point{wide, 210}, point{0, 210})
	c.fill(floors[v/2%4], 220, point{0, 210}, point{wide, 210}, point{wide, high}, point{0, high})
	for i := range 4 { // boards or tiles
		c.bar(shade(floors[v/2%4], -160), 0, 226+i*(30+v%5), wide, 2)
	}
	card := []color.RGBA{{186, 145, 98, 255}, {171, 130, 84, 255}, {201, 164, 118, 255}}[v%3]
	x, y, w, h, d := 92+v*7%60, 128+v*11%26, 190+v*13%50, 120, 74
	c.fill(shade(floors[v/2%4], -380), 0, point{x - 10, y + h + 4}, point{x + w, y + h + 16}, point{x + w + d + 22, y + h - 30}, point{x + w + d, y + h - 44})
	c.fill(card, 120, point{x, y}, point{x + w, y}, point{x + w, y + h}, point{x, y + h})
	c.fill(shade(card, 170), 80, point{x, y}, point{x + d, y - 44}, point{x + w + d, y - 44}, point{x + w, y})
	c.fill(shade(card, -250), 140, point{x + w, y}, point{x + w + d, y - 44}, point{x + w + d, y + h - 44}, point{x + w, y + h})
	tape := color.RGBA{222, 205, 160, 255}
	c.fill(tape, 60, point{x + w/2 - 9, y}, point{x + w/2 + 9, y}, point{x + w/2 + 9 + d, y - 44}, point{x + w/2 - 9 + d, y - 44})
	c.bar(tape, x+w/2-9, y, 18, 34)
	c.bar(color.RGBA{244, 243, 238, 255}, x+14, y+40, 78, 62)
	c.bars(v+3, x+20, y+46, 64, 18)
	c.lines(v+9, x+20, y+70, 62, 4, 7)
	switch v % 3 {
	case 1: // a corner torn open
		c.fill(color.RGBA{46, 36, 28, 255}, 0, point{x + w - 46, y + h - 8}, point{x + w - 12, y + h - 44}, point{x + w, y + h - 30}, point{x + w, y + h})
		c.fill(shade(card, 120), 0, point{x + w - 46, y + h - 8}, point{x + w - 30, y + h - 52}, point{x + w - 12, y + h - 44})
	case 2: // wet
		c.fill(shade(card, -330), 0, point{x + 30, y + h}, point{x + 60, y + h - 40}, point{x + 132, y + h - 34}, point{x + 160, y + h})
	}
	return c.png()
}

// waybillPhoto is the carrier's label, lying on a table.
func waybillPhoto(v int) []byte {
	c := newCanvas()
	table := []color.RGBA{{112, 92, 74, 255}, {70, 78, 84, 255}, {140, 128, 110, 255}}[v%3]
	c.fill(table, 240, point{0, 0}, point{wide, 0}, point{wide, high}, point{0, high})
	lean := v%5*4 - 8
	c.fill(shade(table, -400), 0, point{110, 28}, point{388, 28 + lean}, point{388, 346 + lean}, point{110, 346})
	c.fill(color.RGBA{247, 246, 241, 255}, 60, point{102, 20}, point{380, 20 + lean}, point{380, 338 + lean}, point{102, 338})
	brand := []color.RGBA{{200, 32, 40, 255}, {34, 92, 160, 255}, {236, 140, 24, 255}}[v%3]
	c.bar(brand, 116, 36, 70, 24)
	c.bars(v*31+7, 200, 36, 160, 40)
	c.bar(color.RGBA{30, 30, 30, 255}, 116, 92, 250, 2)
	c.lines(v+1, 124, 104, 220, 4, 16)
	c.bar(color.RGBA{30, 30, 30, 255}, 116, 172, 250, 2)
	c.lines(v+5, 124, 184, 200, 3, 16)
	c.bar(color.RGBA{30, 30, 30, 255}, 116, 238, 250, 2)
	c.bars(v*17+3, 124, 250, 150, 46)
	ink := color.RGBA{24, 40, 120, 255} // a signature nobody can read
	for i := range 46 {
		c.bar(ink, 290+i, 266+abs(i*(3+v%3)%44-22)+i*v%3, 3, 4)
	}
	return c.png()
}
