package web

import (
	"io"
	"mime"
	"net/http"
	"strconv"
)

// exhibitFile gives the bytes of an exhibit, to be saved and never to be shown by
// the browser as a page of ours.
func (s *Site) exhibitFile(v *visit) error {
	of, err := v.caseOf()
	if err != nil {
		return err
	}
	file, err := s.Files.Open(v.r.Context(), v.who, of, short(v.r.PathValue("no")))
	if err != nil {
		return err
	}
	defer file.Body.Close() //nolint:errcheck // only read from
	h := v.w.Header()
	h.Set("Content-Type", fileType(file.Type))
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": file.Name}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	if file.Bytes > 0 {
		h.Set("Content-Length", strconv.FormatInt(file.Bytes, 10))
	}
	v.w.WriteHeader(http.StatusOK)
	if _, err := io.Copy(v.w, file.Body); err != nil {
		s.Log.InfoContext(v.r.Context(), "web: file not sent to its end", "ref", refOf(v.r.Context()))
	}
	return nil
}

// fileType passes the types an exhibit may have; anything else is only bytes.
func fileType(t string) string {
	switch t {
	case "image/jpeg", "image/png", "image/webp", "image/heic", "video/mp4", "video/quicktime", "audio/mpeg",
		"audio/mp4", "application/pdf", "text/plain; charset=utf-8":
		return t
	}
	return "application/octet-stream"
}
