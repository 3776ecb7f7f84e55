package web

import (
	"flag"
	"fmt"
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
// dark, with a sheet that shows them side by side (make pictures). It judges
// nothing: a person looks.
func TestPictures(t *testing.T) {
	if *shots == "" {
		t.Skip("only with -shots: make pictures")
	}
	b := pagetest.Open(t, 30*time.Minute)
	server := galleryServer(t)
	var sheet strings.Builder
	sheet.WriteString(`<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Every page</title>` +
		`<style>body{font:14px sans-serif;margin:1rem}section{display:flex;gap:8px;overflow-x:auto;align-items:start;margin-bottom:2rem}figure{margin:0;flex:none}img{height:480px;border:1px solid #999;object-fit:cover;object-position:top}</style>`)
	for _, s := range gallery() {
		fmt.Fprintf(&sheet, "<h2 id=%q>%s</h2><section>", s.name, s.name)
		for _, lang := range text.Languages() {
			for i, look := range []string{"phone", "night", "desk", "evening"} {
				name := fmt.Sprintf("%s-%s-%s.png", s.name, lang, look)
				if i == 0 {
					b.Go(t, fmt.Sprintf("%s/gallery/%s/%s", server.URL, lang, s.name), pagetest.Named(look))
				}
				b.As(t, pagetest.Named(look))
				if err := os.WriteFile(filepath.Join(*shots, name), b.Picture(t), 0o600); err != nil {
					t.Fatal(err)
				}
				fmt.Fprintf(&sheet, "<figure><a href=%q><img src=%q alt=%q></a><figcaption>%s %s</figcaption></figure>", name, name, name, lang, look)
			}
		}
		sheet.WriteString("</section>\n")
	}
	if err := os.WriteFile(filepath.Join(*shots, "index.html"), []byte(sheet.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Logf("%s", filepath.Join(*shots, "index.html"))
}
