package casebook

import (
	"context"
	"fmt"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
)

// SaidFile is one file of a message. It stands where the message stands: who may not
// read the one never learns of the other.
type SaidFile struct {
	Digest, Name, Media string
	Bytes, Seconds      int64
}

// Picture tells whether it is one, Voice whether it is a recording of somebody speaking.
func (f SaidFile) Picture() bool { return strings.HasPrefix(f.Media, "image/") }

// Voice tells whether it is a recording.
func (f SaidFile) Voice() bool { return strings.HasPrefix(f.Media, "audio/") }

// Files are the files of a message; none of any other entry.
func (e Entry) Files() (out []SaidFile) {
	a, ok := e.Event.(dispute.Act)
	if !ok || a.Move != "message" {
		return nil
	}
	for i, item := range a.Inputs.Items("files") {
		out = append(out, SaidFile{
			Digest: item.Code("digest"), Name: e.Texts[fmt.Sprintf("files/%d/name", i)], Media: item.Code("media"), Bytes: item.Minor("bytes"), Seconds: item.Minor("seconds"),
		})
	}
	return out
}

// Said finds the message that carries a file, among those this person may read, the
// newest first. Errors: ErrUnknown, also where only others may read it; a fault.
func (b *Casebook) Said(ctx context.Context, who clerk.Who, c id.Case, digest string) (Entry, SaidFile, error) {
	for after := ""; ; {
		page, next, err := b.Timeline(ctx, who, c, after, 100)
		if err != nil {
			return Entry{}, SaidFile{}, err
		}
		for _, e := range page.Timeline {
			for _, f := range e.Files() {
				if f.Digest == digest {
					return e, f, nil
				}
			}
		}
		if after = next; next == "" {
			return Entry{}, SaidFile{}, ErrUnknown
		}
	}
}
