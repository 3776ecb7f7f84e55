package web

import (
	"bytes"
	"flag"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/door/web/pagetest"
	"github.com/tianping-odr/tianping/internal/door/web/text"
)

var shots = flag.String("shots", "", "write a picture of every page into this folder, and a sheet of them all")

// Pictures of every page in both languages, on a phone and at a desk, light and
// dark, with a sheet that shows them side by side (make pictures): a person judges.
// Without a folder only the first page is pictured.
func TestPictures(t *testing.T) {
	pages, folder := gallery(), *shots
	if folder == "" { // one page, so that the way there stays open
		pages, folder = pages[:1], t.TempDir()
	}
	b := pagetest.Open(t, 30*time.Minute)
	server := galleryServer(t)
	var sheet strings.Builder
	sheet.WriteString(`<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Every page</title>` +
		`<style>body{font:14px sans-serif;margin:1rem}section{display:flex;gap:8px;overflow-x:auto;align-items:start;margin-bottom:2rem}figure{margin:0;flex:none}img{height:480px;border:1px solid #999;object-fit:cover;object-position:top}</style>`)
	for _, s := range pages {
		fmt.Fprintf(&sheet, "<h2 id=%q>%s</h2><section>", s.name, s.name)
		for _, lang := range text.Languages() {
			for i, look := range []string{"phone", "night", "desk", "evening"} {
				name := fmt.Sprintf("%s-%s-%s.png", s.name, lang, look)
				if i == 0 {
					b.Go(t, fmt.Sprintf("%s/gallery/%s/%s", server.URL, lang, s.name), pagetest.Named(look))
				}
				b.As(t, pagetest.Named(look))
				picture := b.Picture(t)
				if seen, err := png.DecodeConfig(bytes.NewReader(picture)); err != nil || int64(seen.Width) != pagetest.Named(look).Wide {
					t.Errorf("%s is %d wide: %v", name, seen.Width, err)
				}
				if err := os.WriteFile(filepath.Join(folder, name), picture, 0o600); err != nil {
					t.Fatal(err)
				}
				fmt.Fprintf(&sheet, "<figure><a href=%q><img src=%q alt=%q></a><figcaption>%s %s</figcaption></figure>", name, name, name, lang, look)
			}
		}
		sheet.WriteString("</section>\n")
	}
	if err := os.WriteFile(filepath.Join(folder, "index.html"), []byte(sheet.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Logf("%s", filepath.Join(folder, "index.html"))
}
