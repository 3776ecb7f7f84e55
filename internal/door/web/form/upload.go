package form

import (
	"strconv"

	"github.com/tianping-odr/tianping/internal/core/dispute"
)

// Upload is a file that arrived with a form.
type Upload struct {
	Input  string // name of the input it came in: "digest", "exhibits.0.digest"
	Digest string // SHA-256, hex
	Name   string // as shown
	Media  string // its type as found in its bytes: "image/png"
	Bytes  int64
	// Sound tells that it is a recording, Seconds how long it is; 0: not told.
	Sound   bool
	Seconds int64
}

// ofFile tells the inputs beside a digest that speak of the file itself. Nobody
// types them: they come with the upload and travel unseen.
func ofFile(fields []dispute.Field, f dispute.Field) bool {
	switch f.Name {
	case "name", "bytes", "media", "seconds":
	default:
		return false
	}
	for _, x := range fields {
		if x.Kind == dispute.Digest {
			return true
		}
	}
	return false
}

// Receive puts an upload into the form it came with: its digest in place of the
// file, and what is known of the file into the inputs that ask for it.
func (s Sheet) Receive(typed Typed, up Upload) {
	up.Input = s.row(typed, up.Input)
	prefix, _ := cutLast(up.Input)
	typed.Set(up.Input, up.Digest)
	typed.Set(up.Input+".name", up.Name)
	for _, f := range s.beside(prefix, typed) {
		name := join(prefix, f.Name)
		switch f.Name {
		case "name":
			typed.Set(name, up.Name)
		case "bytes":
			typed.Set(name, strconv.FormatInt(up.Bytes, 10))
		case "media":
			typed.Del(name)
			if offers(f, up.Media) {
				typed.Set(name, up.Media)
			}
		}
	}
}

// row gives a file that came for a whole group a row of its own: "files" becomes
// "files.2.digest".
func (s Sheet) row(typed Typed, input string) string {
	group, ok := s.find(input)
	if !ok || group.Kind != dispute.Group {
		return input
	}
	rows, _ := strconv.Atoi(typed.Get(input + ".rows"))
	rows = max(rows, 0)
	typed.Set(input+".rows", strconv.Itoa(rows+1))
	for _, f := range group.Fields {
		if f.Kind == dispute.Digest {
			return join(join(input, strconv.Itoa(rows)), f.Name)
		}
	}
	return input
}

// beside are the inputs that speak of the file in a row of the form.
func (s Sheet) beside(prefix string, typed Typed) (found []dispute.Field) {
	fields := s.Fields
	if prefix != "" {
		group, _ := cutLast(prefix) // "exhibits" of "exhibits.0"
		f, ok := s.find(group)
		if !ok {
			return nil
		}
		fields = f.Fields
	}
	for _, f := range chosen(fields, prefix, typed) {
		if ofFile(fields, f) {
			found = append(found, f)
		}
	}
	return found
}
