package rulebookfile

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"reflect"
	"testing"
	"testing/fstest"

	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/workday"
	"github.com/tianping-odr/tianping/rulebook"
)

// FuzzProcedure proves that no file, however wrong, does more than be refused with
// a place, and that one that is read can be checked, drawn, told apart and read
// again to the same procedure.
func FuzzProcedure(f *testing.F) {
	for _, name := range Names() {
		data, err := rulebook.Files.ReadFile(embeddedPath(name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, c := range brokenTexts() {
		if len(c.text) < 4_000 {
			f.Add([]byte(c.text))
		}
	}
	words := procedure.Standard()
	f.Fuzz(func(t *testing.T, data []byte) {
		files := fstest.MapFS{"procedure/small.yaml": {Data: data}}
		p, err := Load(files, "procedure/small.yaml")
		if err != nil {
			var found Problems
			if !errors.As(err, &found) || len(found) > maxProblems || found[0].Code == "" {
				t.Fatalf("refused with %v", err)
			}
			return
		}
		again, err := Load(files, "procedure/small.yaml")
		if err != nil || !reflect.DeepEqual(p, again) {
			t.Fatalf("read again it is another procedure (error %v)", err)
		}
		procedure.Check(p, words, workday.Calendar{}) // must come back
		if changes := procedure.Diff(p, again); len(changes) > 0 {
			t.Fatalf("differs from itself in %v", changes)
		}
		drawn := xml.NewDecoder(bytes.NewReader(procedure.Draw(p)))
		for {
			if _, err := drawn.Token(); errors.Is(err, io.EOF) {
				return
			} else if err != nil {
				t.Fatalf("drawn as %v", err)
			}
		}
	})
}
