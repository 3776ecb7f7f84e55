package web

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/page"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// LockerAsk is what is asked of a locker: words, an order (zero: all), where a page
// goes on.
type LockerAsk struct {
	Order        id.Order
	Query, After string
}

// Keeping is one file to be kept, as it was taken in.
type Keeping struct {
	Stored

	Order id.Order
	Note  string
	Key   string
}

// Locker is what the visitor keeps for himself. Errors: ErrUnknown for everything that
// is not his own, *Refused.
type Locker interface {
	Locker(ctx context.Context, who view.Visitor, ask LockerAsk) (view.Locker, error)
	Item(ctx context.Context, who view.Visitor, no int) (view.LockerItem, error)
	// Lay takes bytes in; nothing is kept before Keep. Errors: ErrTooLarge, ErrFileKind.
	Lay(ctx context.Context, who view.Visitor, name string, body io.Reader) (Stored, error)
	// Keep records what was laid; there tells that it was kept before.
	Keep(ctx context.Context, who view.Visitor, in Keeping) (there bool, err error)
	Bytes(ctx context.Context, who view.Visitor, no int) (File, error)
	Remove(ctx context.Context, who view.Visitor, no int, key string) error
	// Use takes an item into a case: the act that names it says since when it was kept.
	Use(ctx context.Context, who view.Visitor, no int, of id.Case) (Stored, error)
}

func (s *Site) lockerRoutes() map[string]route {
	return map[string]route{
		"GET /locker":              {answer: s.locker},
		"POST /locker":             {answer: s.lockerKeep, files: true},
		"GET /locker/{no}":         {answer: s.lockerItem},
		"GET /locker/{no}/file":    {answer: s.lockerFile},
		"POST /locker/{no}/remove": {answer: s.lockerRemove},
	}
}

func (v *visit) lockerNo() (int, error) {
	no, err := strconv.Atoi(v.r.PathValue("no"))
	if err != nil || no < 1 {
		return 0, ErrUnknown
	}
	return no, nil
}

func orderID(text string) (of id.Order, err error) {
	if of, err = id.Parse[id.Order](text); err != nil {
		return of, ErrUnknown
	}
	return of, nil
}

func (s *Site) locker(v *visit) error {
	of, err := orderID(v.r.URL.Query().Get("order"))
	if err != nil {
		return err
	}
	said := ""
	switch v.r.URL.Query().Get("done") {
	case "kept":
		said = v.t.Locker.Kept
	case "there":
		said = v.t.Locker.There
	case "removed":
		said = v.t.Locker.RemoveDone
	}
	return v.showLocker(LockerAsk{Order: of, Query: v.search(), After: v.after()}, "", "", said)
}

func (v *visit) showLocker(ask LockerAsk, note, wrong, said string) error {
	l, err := v.site.Locker.Locker(v.r.Context(), v.who, ask)
	if err != nil {
		return err
	}
	l.Limit, l.Note, l.Wrong, l.Kept = v.site.FileBytes, note, wrong, said
	status := http.StatusOK
	if wrong != "" {
		status = http.StatusUnprocessableEntity
	}
	return v.show(status, page.LockerPage(v.frame(v.t.Locker.Title).In("account"), l))
}

// lockerKeep takes one file in. The words and the key may stand before or after it in
// the form, so that the bytes are laid down first and named when the form is read.
func (s *Site) lockerKeep(v *visit) error {
	in, readErr := v.postedWithFiles(func(name string, body io.Reader) (Stored, string, error) {
		return v.lay(name, body)
	})
	note, key := clean(in.typed.Get("note")), in.typed.Get(form.KeyName)
	of, err := orderID(in.typed.Get("order"))
	if err != nil {
		return err
	}
	wrong := ""
	switch {
	case errors.Is(readErr, errTooBig):
		wrong = v.t.Form.TooBig(s.FileBytes >> 20)
	case readErr != nil, key == "", len(key) > 100:
		wrong = v.t.Form.NotPosted
	case len(in.wrong) > 0:
		wrong = in.wrong[0].Message
	case len(in.files) == 0:
		wrong = v.t.Locker.NoFile
	}
	if wrong != "" {
		return v.showLocker(LockerAsk{Order: of}, note, wrong, "")
	}
	up := in.files[0]
	there, err := s.Locker.Keep(v.r.Context(), v.who, Keeping{
		Stored: Stored{Digest: up.Digest, Name: up.Name, Media: up.Media, Bytes: up.Bytes}, Order: of, Note: note, Key: key,
	})
	if refused, ok := asRefused(err); ok {
		return v.showLocker(LockerAsk{Order: of}, note, refused.Title, "")
	}
	if err != nil {
		return err
	}
	q := url.Values{"done": {"kept"}}
	if there {
		q.Set("done", "there")
	}
	if !of.IsZero() {
		q.Set("order", of.String())
	}
	return v.see("/locker?" + q.Encode())
}

func (v *visit) lay(name string, body io.Reader) (Stored, string, error) {
	stored, err := v.site.Locker.Lay(v.r.Context(), v.who, name, http.MaxBytesReader(v.w, io.NopCloser(body), v.site.FileBytes))
	return v.laid(stored, err)
}

func (s *Site) lockerItem(v *visit) error {
	no, err := v.lockerNo()
	if err != nil {
		return err
	}
	i, err := s.Locker.Item(v.r.Context(), v.who, no)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.KeptPage(v.frame(i.Name).In("account"), i))
}

// lockerFile gives the bytes, to be saved or for an element of a page of ours.
func (s *Site) lockerFile(v *visit) error {
	no, err := v.lockerNo()
	if err != nil {
		return err
	}
	file, err := s.Locker.Bytes(v.r.Context(), v.who, no)
	if err != nil {
		return err
	}
	defer file.Body.Close() //nolint:errcheck // only read from
	h := v.w.Header()
	h.Set("Content-Type", sentType(file.Type))
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": file.Name}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	_, err = io.Copy(v.w, file.Body)
	return err
}

func (s *Site) lockerRemove(v *visit) error {
	no, err := v.lockerNo()
	if err != nil {
		return err
	}
	_, key, err := v.keyed()
	if err != nil {
		return err
	}
	if err := s.Locker.Remove(v.r.Context(), v.who, no, key); err != nil {
		return err
	}
	return v.see("/locker?done=removed")
}

// picked is the item of the locker whose button was pressed; 0 for none.
func picked(pressed string) int {
	text, ok := strings.CutPrefix(pressed, "kept:")
	no, err := strconv.Atoi(text)
	if !ok || err != nil {
		return 0
	}
	return no
}

// use takes a picked item into a case, as an upload for an input of a form. A message
// is shown at the input.
func (v *visit) use(no int, of id.Case, input string) (form.Upload, string, error) {
	stored, err := v.site.Locker.Use(v.r.Context(), v.who, no, of)
	if refused, ok := asRefused(err); ok {
		return form.Upload{}, refused.Title, nil
	}
	if errors.Is(err, ErrTooLarge) || errors.Is(err, ErrFileKind) {
		return form.Upload{}, v.t.Fault.FileKind, nil
	}
	return form.Upload{Input: input, Digest: stored.Digest, Name: stored.Name, Media: stored.Media, Bytes: stored.Bytes}, "", err
}

// fromLocker puts a picked item into the form of an act, in place of an upload; what
// was typed stays.
func (d *doing) fromLocker(no int) error {
	d.typed.Del(form.StepName)
	up, message, err := d.use(no, d.of.Case, "digest")
	if err != nil {
		return err
	}
	if message != "" {
		d.wrong = []form.Wrong{{ID: form.ID("digest"), Message: message}}
		return d.showForm(http.StatusUnprocessableEntity, nil, "")
	}
	d.whole().Receive(d.typed, up)
	return d.showForm(http.StatusOK, nil, "")
}

// fromLocker lays a picked item into a draft.
func (f *filing) fromLocker(no int, proves string) error {
	up, message, err := f.use(no, f.draft, "")
	if err != nil {
		return err
	}
	up.Input = "file." + usualKind(up.Media)
	if message != "" {
		f.wrong = append(f.wrong, form.Wrong{ID: "lp", Message: message})
		return nil
	}
	return f.attach([]form.Upload{up}, proves)
}

// usualKind is the kind of evidence a file most likely is; "" leaves it to what the
// problem asks for first.
func usualKind(media string) string {
	switch kind, _, _ := strings.Cut(media, "/"); kind {
	case "image":
		return "PHO"
	case "video":
		return "VID"
	case "text":
		return "CHAT"
	}
	return ""
}
