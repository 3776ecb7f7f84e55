package web

import (
	"image"
	"image/color"
)

// shrink makes a picture whose longest side is at most so many points: each point is
// the mean of up to sixteen of those it stands for. What is smaller stays as it is.
func shrink(from image.Image, side int) image.Image {
	b := from.Bounds()
	w, h := b.Dx(), b.Dy()
	if w <= side && h <= side {
		return from
	}
	if w >= h {
		w, h = side, max(1, h*side/w)
	} else {
		w, h = max(1, w*side/h), side
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			out.SetRGBA(x, y, mean(from, image.Rect(b.Min.X+x*b.Dx()/w, b.Min.Y+y*b.Dy()/h, b.Min.X+(x+1)*b.Dx()/w, b.Min.Y+(y+1)*b.Dy()/h)))
		}
	}
	return out
}

func mean(from image.Image, r image.Rectangle) color.RGBA {
	stepX, stepY := max(1, r.Dx()/4), max(1, r.Dy()/4)
	var sum [3]uint64
	n := uint64(0)
	for y := r.Min.Y; y < max(r.Max.Y, r.Min.Y+1); y += stepY {
		for x := r.Min.X; x < max(r.Max.X, r.Min.X+1); x += stepX {
			red, green, blue, alpha := from.At(x, y).RGBA()
			white := uint64(0xFFFF - alpha) // what is clear is shown on white
			sum[0], sum[1], sum[2] = sum[0]+uint64(red)+white, sum[1]+uint64(green)+white, sum[2]+uint64(blue)+white
			n++
		}
	}
	return color.RGBA{R: uint8(sum[0] / n >> 8), G: uint8(sum[1] / n >> 8), B: uint8(sum[2] / n >> 8), A: 0xFF} //nolint:gosec // a mean of 16 bits, its upper half
}
