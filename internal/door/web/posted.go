package web

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/tianping-odr/tianping/internal/door/web/form"
)

var (
	errTooBig  = errors.New("web: request too large")
	errForeign = errors.New("web: from another site")
	errGarbled = errors.New("web: form not readable")
)

// posted reads a form without files. A form that arrived in part is an error;
// whatever of it could be read is given all the same, to be shown again.
func (v *visit) posted() (form.Typed, error) {
	if v.multipart() {
		in, err := v.postedWithFiles(nil)
		return in.typed, err
	}
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, v.space())
	err := v.r.ParseForm()
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large), len(v.r.PostForm) > formNames:
		return form.Typed{}, errTooBig
	case err != nil:
		return v.r.PostForm, errGarbled
	}
	return v.r.PostForm, nil
}

// space is how much somebody may write into a form.
func (v *visit) space() int64 {
	if v.who.Known() {
		return ownBytes
	}
	return formBytes
}

func (v *visit) multipart() bool {
	kind, _, err := mime.ParseMediaType(v.r.Header.Get("Content-Type"))
	return err == nil && kind == "multipart/form-data"
}

// sink takes one file of a form as it streams in. A message is shown at the input.
type sink func(name string, body io.Reader) (stored Stored, message string, err error)

// arrived is a form as it came: what was typed, the files taken in, and what was
// wrong with others.
type arrived struct {
	typed form.Typed
	files []form.Upload
	wrong []form.Wrong
}

// postedWithFiles reads a form that may carry files. The files go to the sink as
// they arrive. What could be read before an error is given all the same.
func (v *visit) postedWithFiles(take sink) (in arrived, err error) {
	if !v.multipart() {
		in.typed, err = v.posted()
		return in, err
	}
	room := v.space()
	if take == nil {
		v.r.Body = http.MaxBytesReader(v.w, v.r.Body, room)
	} else { // room for the files and the form around them
		v.r.Body = http.MaxBytesReader(v.w, v.r.Body, v.site.FileBytes*4+room)
	}
	parts, err := v.r.MultipartReader()
	in.typed = form.Typed{}
	if err != nil {
		return in, errGarbled
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return in, nil
		}
		if err != nil {
			return in, readFault(err)
		}
		name := part.FormName()
		if name == "" || len(in.typed) >= formNames {
			return in, errTooBig
		}
		if part.FileName() == "" {
			if strings.Contains(part.Header.Get("Content-Disposition"), "filename=") {
				continue // a file input left empty: what was kept beside it stays
			}
			value, err := io.ReadAll(io.LimitReader(part, room+1))
			if room -= int64(len(value)); err != nil || room < 0 {
				return in, readFault(err)
			}
			in.typed.Add(name, string(value))
			continue
		}
		if take == nil {
			continue
		}
		stored, message, err := take(fileName(part.FileName()), part)
		if err != nil {
			return in, readFault(err)
		}
		if message != "" {
			in.wrong = append(in.wrong, form.Wrong{ID: form.ID(name), Label: fileName(part.FileName()), Message: message})
			continue
		}
		in.files = append(in.files, form.Upload{Input: name, Digest: stored.Digest, Name: stored.Name, Media: stored.Media, Bytes: stored.Bytes, Sound: stored.Sound, Seconds: stored.Seconds})
	}
}

// fileName makes the name of a file fit to be shown.
func fileName(name string) string {
	name = strings.ReplaceAll(form.Show(name), "\n", " ")
	if runes := []rune(name); len(runes) > 120 {
		name = "…" + string(runes[len(runes)-119:]) // the ending says what kind it is
	}
	return name
}

func readFault(err error) error {
	var large *http.MaxBytesError
	if err == nil || errors.As(err, &large) || errors.Is(err, errTooBig) {
		return errTooBig
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return errGarbled
	}
	return err
}
