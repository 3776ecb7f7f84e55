package web

import (
	"bytes"
	"context"
	"image"
	_ "image/gif" // thumbnails of what telephones and browsers send
	"image/jpeg"
	_ "image/png" // as above
	"io"
	"mime"
	"net/http"
	"strings"
	"sync"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/page"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// Sent gives the files of messages, each to who may read its message and to nobody
// else. Errors: ErrUnknown.
type Sent interface {
	File(ctx context.Context, who view.Visitor, of id.Case, digest string) (view.SentPage, error)
	Bytes(ctx context.Context, who view.Visitor, of id.Case, digest string) (File, error)
	// Exhibit lays a file of the visitor's own message before everybody as evidence.
	// Errors: ErrUnknown, *Refused.
	Exhibit(ctx context.Context, who view.Visitor, of id.Case, digest, key string) (view.Recorded, error)
}

func (s *Site) sentRoutes() map[string]route {
	return map[string]route{
		"GET /cases/{case}/files/{digest}":          {answer: s.sentPage},
		"GET /cases/{case}/files/{digest}/bytes":    {answer: s.sentBytes},
		"GET /cases/{case}/files/{digest}/thumb":    {answer: s.sentThumb},
		"POST /cases/{case}/files/{digest}/exhibit": {answer: s.sentExhibit},
	}
}

func (v *visit) sent() (of id.Case, digest string, err error) {
	of, err = v.caseOf()
	return of, short(v.r.PathValue("digest")), err
}

func (s *Site) sentPage(v *visit) error { return v.showSent("") }

func (v *visit) showSent(wrong string) error {
	of, digest, err := v.sent()
	if err != nil {
		return err
	}
	p, err := v.site.Sent.File(v.r.Context(), v.who, of, digest)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if p.Wrong = wrong; wrong != "" {
		status = http.StatusConflict
	}
	return v.show(status, page.SentPage(v.frame(v.t.Sent.Title).In(v.section()), p))
}

// sentBytes gives a file as it came, for an element of a page of ours or to be saved;
// the browser never shows it as a page.
func (s *Site) sentBytes(v *visit) error {
	of, digest, err := v.sent()
	if err != nil {
		return err
	}
	file, err := s.Sent.Bytes(v.r.Context(), v.who, of, digest)
	if err != nil {
		return err
	}
	defer file.Body.Close() //nolint:errcheck // only read from
	h := v.w.Header()
	h.Set("Content-Type", sentType(file.Type))
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": file.Name}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	if seek, ok := file.Body.(io.ReadSeeker); ok {
		http.ServeContent(v.w, v.r, "", v.Now, seek) // a voice is listened to from any place
		return nil
	}
	_, err = io.Copy(v.w, file.Body)
	return err
}

func sentType(t string) string {
	switch t {
	case "image/gif", "audio/webm", "video/webm", "audio/ogg", "audio/wav", "audio/aac", "audio/flac", "audio/x-m4a":
		return t
	}
	return fileType(t)
}

// Thumbnails: their longest side, the most pixels of a picture that is opened for one,
// and how many are remembered.
const (
	thumbSide   = 320
	thumbPixels = 40_000_000
	thumbKept   = 256
)

// thumbs remembers small pictures; one is made at a time, so that a picture of many
// pixels cannot take all memory. Whether somebody may see one is asked before.
type thumbs struct {
	mu   sync.Mutex
	made map[string][]byte
}

// sentThumb gives a small copy, without what a camera wrote into the file.
func (s *Site) sentThumb(v *visit) error {
	of, digest, err := v.sent()
	if err != nil {
		return err
	}
	file, err := s.Sent.Bytes(v.r.Context(), v.who, of, digest)
	if err != nil {
		return err
	}
	defer file.Body.Close() //nolint:errcheck // only read from
	small, err := s.thumbs.of(of.String()+digest, file)
	if err != nil {
		return ErrUnknown
	}
	v.w.Header().Set("Content-Type", "image/jpeg")
	v.w.Header().Set("Content-Security-Policy", "default-src 'none'; sandbox")
	_, _ = v.w.Write(small) // the visitor may have left
	return nil
}

func (t *thumbs) of(name string, file File) ([]byte, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if small, ok := t.made[name]; ok {
		return small, nil
	}
	raw, err := io.ReadAll(io.LimitReader(file.Body, dispute.MaxSaidBytes+1))
	if err != nil {
		return nil, err
	}
	head, _, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	if head.Width <= 0 || head.Height <= 0 || head.Width > thumbPixels/head.Height {
		return nil, ErrTooLarge
	}
	whole, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, shrink(whole, thumbSide), &jpeg.Options{Quality: 75}); err != nil {
		return nil, err
	}
	if t.made == nil || len(t.made) >= thumbKept {
		t.made = map[string][]byte{}
	}
	t.made[name] = out.Bytes()
	return out.Bytes(), nil
}

// sentExhibit makes evidence of a file of one's own message.
func (s *Site) sentExhibit(v *visit) error {
	of, digest, err := v.sent()
	if err != nil {
		return err
	}
	_, key, err := v.keyed()
	if err != nil {
		return err
	}
	done, err := s.Sent.Exhibit(v.r.Context(), v.who, of, digest, key)
	if refused, ok := asRefused(err); ok {
		return v.showSent(refused.Title)
	}
	if err != nil {
		return err
	}
	return v.done(done)
}

// maySpeak lets the page record: its microphone, and listening before sending. No other
// page of the site may.
func (v *visit) maySpeak() {
	h := v.w.Header()
	h.Set("Permissions-Policy", "camera=(), microphone=(self), geolocation=(), payment=()")
	h.Set("Content-Security-Policy", strings.Replace(policy, "media-src 'self'", "media-src 'self' blob:", 1))
}

// tooLong takes recordings that last longer than the act allows out of a form, each
// with what is wrong with it, at the input it came in.
func (d *doing) tooLong(in *arrived) {
	most := voiceOf(d.move.Fields)
	if most == 0 {
		return
	}
	kept := in.files[:0]
	for _, f := range in.files {
		switch {
		case f.Seconds > most:
			in.wrong = append(in.wrong, form.Wrong{ID: form.ID(f.Input), Label: f.Name, Message: d.t.Sent.TooLong(f.Seconds, most)})
		case f.Seconds == 0 && f.Sound && f.Bytes > most<<14:
			in.wrong = append(in.wrong, form.Wrong{ID: form.ID(f.Input), Label: f.Name, Message: d.t.Sent.NotTold(most)})
		default:
			kept = append(kept, f)
		}
	}
	in.files = kept
}

// voiceOf is how many seconds a voice may last in a form; 0 where it has none.
func voiceOf(fields []dispute.Field) int64 {
	for _, f := range fields {
		if f.Kind == dispute.Group && f.Name == "files" {
			for _, x := range f.Fields {
				if x.Name == "seconds" {
					return x.Max
				}
			}
		}
	}
	return 0
}
