package reception

import (
	"context"
	"fmt"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/evidence"
)

// sent gives the files of messages.
type sent struct{ *Reception }

// found is a file with the message it stands in, as this reader may see both.
type found struct {
	*room
	entry casebook.Entry
	act   dispute.Act
	file  casebook.SaidFile
}

func (p sent) find(ctx context.Context, who view.Visitor, of id.Case, digest string) (found, error) {
	s, err := p.ask(ctx, who)
	if err != nil {
		return found{}, err
	}
	r, err := s.enter(ctx, of)
	if err != nil {
		return found{}, err
	}
	e, f, err := p.Casebook.Said(ctx, s.who(), of, digest)
	if err != nil {
		return found{}, outside(err)
	}
	a, _ := e.Event.(dispute.Act)
	return found{room: r, entry: e, act: a, file: f}, nil
}

// File implements web.Sent.
func (p sent) File(ctx context.Context, who view.Visitor, of id.Case, digest string) (view.SentPage, error) {
	f, err := p.find(ctx, who, of, digest)
	if err != nil {
		return view.SentPage{}, err
	}
	out := view.SentPage{Of: f.brief(), At: f.local(f.entry.At), Text: f.entry.Texts["text"], ExhibitURL: moveURL(of, "add_exhibit", "")}
	if out.From, err = f.speaker(ctx, f.act, f.entry.Person); err != nil {
		return out, outside(err)
	}
	for _, x := range f.sentFiles(f.entry) {
		if x.URL == sentURL(of, digest) {
			out.File = x
		}
	}
	for _, x := range f.kase.Exhibits {
		if x.Digest == digest {
			out.Exhibit = exhibitNo(x.No)
		}
	}
	out.MayExhibit = f.own()
	return out, nil
}

// own tells whether the visitor may lay the file before everybody: his side said it,
// and evidence may be brought now.
func (f found) own() bool {
	_, may := f.moveNamed("add_exhibit")
	return may && f.act.Side != "" && f.act.Side == f.Audience.Side
}

// Bytes implements web.Sent.
func (p sent) Bytes(ctx context.Context, who view.Visitor, of id.Case, digest string) (web.File, error) {
	f, err := p.find(ctx, who, of, digest)
	if err != nil {
		return web.File{}, err
	}
	file, err := p.Evidence.Open(ctx, evidence.Place{Market: p.Market, Case: of}, digest)
	if err != nil {
		return web.File{}, outside(err)
	}
	name, media := f.file.Name, f.file.Media
	if name == "" {
		name = digest[:8]
	}
	if media == "" {
		media = file.Type
	}
	return web.File{Name: name, Type: media, Bytes: file.Bytes, Body: file}, nil
}

// Exhibit implements web.Sent. What it proves is what was said with it.
func (p sent) Exhibit(ctx context.Context, who view.Visitor, of id.Case, digest, key string) (view.Recorded, error) {
	f, err := p.find(ctx, who, of, digest)
	if err != nil {
		return view.Recorded{}, err
	}
	if f.act.Side == "" || f.act.Side != f.Audience.Side {
		return view.Recorded{}, web.ErrUnknown
	}
	given := dispute.Answers{
		{Name: "digest", Value: digest}, {Name: "kind", Value: proofOf(f.file)}, {Name: "bytes", Minor: f.file.Bytes},
	}
	if text := f.entry.Texts["text"]; text != "" {
		given = append(given, dispute.Answer{Name: "purpose", Text: text, Sealed: true})
	}
	if f.file.Name != "" {
		given = append(given, dispute.Answer{Name: "name", Text: f.file.Name, Sealed: true})
	}
	if m, ok := f.moveNamed("add_exhibit"); ok && takes(m, f.file.Media) {
		given = append(given, dispute.Answer{Name: "media", Value: f.file.Media})
	}
	return moves(p).Do(ctx, who, web.Of{Case: of}, "add_exhibit", "", key, given)
}

// proofOf is what kind of evidence a file of a message is.
func proofOf(f casebook.SaidFile) string {
	switch {
	case f.Picture():
		return "PHO"
	case f.Voice():
		return "STM"
	}
	return "CHAT"
}

func takes(m dispute.Move, media string) bool {
	return slices.ContainsFunc(m.Fields, func(f dispute.Field) bool {
		return f.Name == "media" && slices.ContainsFunc(f.Choices, func(o dispute.Option) bool { return o.Value == media })
	})
}

func sentURL(of id.Case, digest string) string { return caseURL(of) + "/files/" + digest }

// sentFiles are the files of a message as its reader sees them.
func (r *room) sentFiles(e casebook.Entry) (out []view.SentFile) {
	all, pictures, no := e.Files(), 0, 0
	for _, f := range all {
		if f.Picture() {
			pictures++
		}
	}
	for _, f := range all {
		x := view.SentFile{URL: sentURL(r.kase.ID, f.Digest), Name: f.Name, Bytes: f.Bytes, Picture: f.Picture(), Voice: f.Voice()}
		x.BytesURL = x.URL + "/bytes"
		if f.Picture() {
			no++
			x.Alt = r.t.Sent.Picture(no, pictures, brief(e.Texts["text"]))
			if slices.Contains([]string{"image/jpeg", "image/png", "image/gif"}, f.Media) {
				x.ThumbURL = x.URL + "/thumb"
			}
		}
		if f.Seconds > 0 {
			x.Lasts = fmt.Sprintf("%d:%02d", f.Seconds/60, f.Seconds%60)
		}
		out = append(out, x)
	}
	return out
}

// attach is what a message of this visitor may carry now.
func (r *room) attach() *view.Attach {
	m, ok := r.moveNamed("message")
	if !ok {
		return nil
	}
	for _, f := range m.Fields {
		if f.Name == "files" {
			return &view.Attach{Most: f.Max, MB: dispute.MaxSaidBytes >> 20, Seconds: r.book.VoiceSeconds()}
		}
	}
	return nil
}
