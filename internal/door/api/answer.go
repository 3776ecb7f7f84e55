package api

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/tianping-odr/tianping/internal/office/wording"
)

// answer is what an operation says.
type answer struct {
	status   int // 0: 200
	body     any
	version  uint64 // of the case; 0 for none
	replayed bool   // the key was known: nothing new was done
	location string
	file     *file // instead of body
}

// file is bytes on their way out.
type file struct {
	Blob
	body io.ReadCloser
}

// tag is a case version as a weak entity tag: what a reader sees of a version also
// depends on who reads and when.
func tag(version uint64) string { return `W/"` + strconv.FormatUint(version, 10) + `"` }

func (a answer) write(w http.ResponseWriter, lang wording.Lang) error {
	h := w.Header()
	if a.version > 0 {
		h.Set("ETag", tag(a.version))
	}
	if a.replayed {
		h.Set("Idempotent-Replayed", "true")
	}
	if a.location != "" {
		h.Set("Location", a.location)
	}
	if a.status == 0 {
		a.status = http.StatusOK
	}
	if a.file != nil {
		return a.file.write(w)
	}
	body, err := json.Marshal(a.body)
	if err != nil {
		request("office/internal").write(w, lang)
		return fmt.Errorf("api: encode: %w", err)
	}
	h.Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(a.status)
	_, err = w.Write(body)
	return err
}

// write sends a file as an attachment nothing will run: what it is was sniffed,
// never believed.
func (f *file) write(w http.ResponseWriter) error {
	defer f.body.Close() //nolint:errcheck // read only
	h := w.Header()
	h.Set("Content-Type", f.Type)
	h.Set("Content-Length", strconv.FormatInt(f.Bytes, 10))
	h.Set("Content-Disposition", `attachment; filename="`+f.SHA256+`"`)
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	w.WriteHeader(http.StatusOK)
	_, err := io.Copy(w, f.body)
	return err
}

func text[N int | int64 | uint64](n N) string { return strconv.FormatInt(int64(n), 10) }
