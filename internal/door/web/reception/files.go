package reception

import (
	"context"
	"io"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/evidence"
)

// files takes and gives the bytes of exhibits.
type files struct{ *Reception }

// maxName bounds a file name, in runes.
const maxName = 200

// Put implements web.Files: only who may see the case may put a file into it.
func (f files) Put(ctx context.Context, who view.Visitor, of web.Of, name string, body io.Reader) (web.Stored, error) {
	s, err := f.ask(ctx, who)
	if err != nil {
		return web.Stored{}, err
	}
	if of.Case.IsZero() {
		return web.Stored{}, web.ErrUnknown
	}
	if _, err := s.enter(ctx, of.Case); err != nil {
		return web.Stored{}, err
	}
	item, err := f.Evidence.Take(ctx, evidence.Place{Market: f.Market, Case: of.Case}, body)
	if err != nil {
		return web.Stored{}, s.refused(err, caseURL(of.Case), of.Case)
	}
	told, err := f.Evidence.Measure(ctx, evidence.Place{Market: f.Market, Case: of.Case}, item.Digest)
	if err != nil {
		return web.Stored{}, outside(err)
	}
	return web.Stored{
		Digest: item.Digest, Name: plainName(name), Media: told.Media, Bytes: item.Bytes, Sound: told.Sound(), Seconds: int64((told.Lasts + time.Second - 1) / time.Second),
	}, nil
}

// plainName leaves of a file name what stands after the last slash.
func plainName(name string) string {
	name = strings.TrimSpace(name[strings.LastIndexAny(name, `/\`)+1:])
	if runes := []rune(name); len(runes) > maxName {
		name = string(runes[:maxName])
	}
	return name
}

// Open implements web.Files: an exhibit of a case this visitor may see.
func (f files) Open(ctx context.Context, who view.Visitor, of id.Case, exhibit string) (web.File, error) {
	s, err := f.ask(ctx, who)
	if err != nil {
		return web.File{}, err
	}
	if strings.HasPrefix(exhibit, "S.") || strings.HasPrefix(exhibit, "L.") {
		return f.askFile(ctx, s, of, exhibit)
	}
	r, err := s.enter(ctx, of)
	if err != nil {
		return web.File{}, err
	}
	for _, x := range r.kase.Exhibits {
		if exhibitNo(x.No) != exhibit || x.Digest == "" {
			continue
		}
		file, err := f.Evidence.Open(ctx, evidence.Place{Market: f.Market, Case: of}, x.Digest)
		if err != nil {
			return web.File{}, outside(err)
		}
		name := r.asides()[x.Digest].name
		if name == "" {
			name = exhibit
		}
		return web.File{Name: name, Type: file.Type, Bytes: file.Bytes, Body: file}, nil
	}
	file, name, err := r.mandateFile(ctx, exhibit)
	if err != nil {
		return web.File{}, err
	}
	return web.File{Name: name, Type: file.Type, Bytes: file.Bytes, Body: file}, nil
}
