package reception

import (
	"fmt"
	"strings"

	"github.com/boombuler/barcode/qr"

	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// square draws a text as a QR code, in SVG: a white field with a quiet border, and one
// path for all dark modules. nil where the text is too long for one.
func square(name, text string) *view.Drawing {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil
	}
	const quiet, module = 4, 4
	bounds := code.Bounds()
	side := (bounds.Dx() + 2*quiet) * module
	var path strings.Builder
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			if r, _, _, _ := code.At(x, y).RGBA(); r == 0 {
				fmt.Fprintf(&path, "M%d %dh%dv%dh-%dz", (x+quiet)*module, (y+quiet)*module, module, module, module)
			}
		}
	}
	return &view.Drawing{
		Name: name, Width: side, Height: side,
		Inner: fmt.Sprintf(`<rect class="paper" width="%d" height="%d"/><path class="ink" d="%s"/>`, side, side, path.String()),
	}
}
