package procedure_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/procedure"
)

var update = flag.Bool("update", false, "write the golden files again; read the difference")

// golden compares with a file that a person has looked at.
func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s changed; look at the new picture or text, then run with -update", path)
	}
}

// TestDraw proves that the pictures in docs are as they were looked at, are well-formed,
// carry classes and no inline styles, and show every stage and every way out.
func TestDraw(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"tianping-std", "jd", "paypal", "r12315"} {
		p := builtIn(t, name)
		svg := procedure.Draw(p)
		golden(t, filepath.Join("..", "..", "..", "docs", "procedure", name+".svg"), svg)
		wellFormed(t, svg)
		text := string(svg)
		if strings.Contains(text, "style=") {
			t.Errorf("%s has inline styles, which pages refuse", name)
		}
		for _, s := range p.Stages {
			if !strings.Contains(text, ">"+s.ID+"<") || !strings.Contains(text, ">"+s.ZH+"<") {
				t.Errorf("%s does not show %s", name, s.ID)
			}
		}
		for _, row := range p.Moves {
			if row.To != procedure.Same && row.To != procedure.Back && procedure.Compile(p).Phase(row.To) != "" && !strings.Contains(text, row.Move) {
				t.Errorf("%s does not show the move %s", name, row.Move)
			}
		}
	}
}

// TestDrawEscapes proves that a name from a file stays a name in the picture.
func TestDrawEscapes(t *testing.T) {
	t.Parallel()
	p := builtIn(t, "r12315")
	p.ID, p.Stages[0].ZH = `a"b`, `<script>&'`
	svg := procedure.Draw(p)
	wellFormed(t, svg)
	if bytes.Contains(svg, []byte("<script")) {
		t.Error("a stage's name became an element")
	}
}

func wellFormed(t *testing.T, svg []byte) {
	t.Helper()
	in := xml.NewDecoder(bytes.NewReader(svg))
	for {
		if _, err := in.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}
