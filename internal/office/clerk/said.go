package clerk

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/evidence"
)

// measured is what the evidence room told of the files of a message.
type measured struct {
	files []evidence.Told
	wrong int // the file there is none of, counted from 1; 0 none
	fault error
}

// measure puts what the room knows of each file of a message in the place of whatever
// the caller said: size, type, length. The caller's own command is left as it was.
func (k *Clerk) measure(ctx context.Context, who Who, c id.Case, cmd *dispute.Command) (m measured) {
	if cmd.Move != "message" || len(cmd.In.Items("files")) == 0 {
		return m
	}
	items := slices.Clone(cmd.In.Items("files"))
	for i, item := range items {
		told, err := k.told(ctx, who, c, item.Code("digest"))
		switch {
		case errors.Is(err, evidence.ErrUnknown), errors.Is(err, docket.ErrNoKey), errors.Is(err, docket.ErrKeyDestroyed):
			m.wrong = i + 1
			return m
		case err != nil:
			m.fault = err
			return m
		}
		m.files, items[i] = append(m.files, told), saidOf(item, told)
	}
	cmd.In = slices.Clone(cmd.In)
	for i := range cmd.In {
		if cmd.In[i].Name == "files" {
			cmd.In[i].Items = items
		}
	}
	return m
}

func (k *Clerk) told(ctx context.Context, who Who, c id.Case, digest string) (evidence.Told, error) {
	if k.Evidence == nil {
		return evidence.Told{}, evidence.ErrUnknown
	}
	return k.Evidence.Measure(ctx, evidence.Place{Market: who.Market, Case: c}, digest)
}

// saidOf is one file as it is recorded: its digest and name as given, the rest as
// measured.
func saidOf(item dispute.Answers, told evidence.Told) dispute.Answers {
	out := slices.DeleteFunc(slices.Clone(item), func(a dispute.Answer) bool {
		return slices.Contains([]string{"bytes", "media", "seconds"}, a.Name)
	})
	out = append(out, dispute.Answer{Name: "bytes", Minor: told.Bytes})
	if dispute.SaidMedia(told.Media) {
		out = append(out, dispute.Answer{Name: "media", Value: told.Media})
	}
	if n := int64((told.Lasts + time.Second - 1) / time.Second); n > 0 {
		out = append(out, dispute.Answer{Name: "seconds", Minor: n})
	}
	return out
}

// refuse says no to a file that is not there, and to a recording that does not tell its
// length and is larger than one of the longest could be. A length that is told is held
// against the rules by the core.
func (m measured) refuse(b *dispute.Book) *dispute.Refusal {
	if m.wrong > 0 {
		return &dispute.Refusal{Code: "bounds", Move: "message", Field: "files/" + strconv.Itoa(m.wrong-1) + "/digest"}
	}
	for i, f := range m.files {
		if f.Sound() && f.Lasts == 0 && f.Bytes > VoiceBytes(b.VoiceSeconds()) {
			return &dispute.Refusal{Code: "bounds", Move: "message", Field: "files/" + strconv.Itoa(i) + "/seconds"}
		}
	}
	return nil
}

// VoiceBytes is the most a recording of so many seconds may weigh where its container
// does not tell how long it is: 128 kbit a second.
func VoiceBytes(seconds int64) int64 { return seconds * 16 << 10 }
