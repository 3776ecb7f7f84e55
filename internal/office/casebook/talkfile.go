package casebook

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"time"

	"github.com/tianping-odr/tianping/internal/core/talk"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// Record writes a talk whole: every message with its instant and the hash of its event,
// and at the end the digest of all of it, so that a part is seen to be a part (M50).
// number is the order's. The same talk gives the same bytes, whoever asks; inside is
// the digest the text ends with, of everything above it.
func (d Direct) Record(number string, lang wording.Lang, zone *time.Location) (file []byte, inside [32]byte) {
	var out bytes.Buffer
	t := wording.TalkFile()
	fmt.Fprintf(&out, "%s · %s\n%s\n", t.Head.In(lang), number, fmt.Sprintf(t.Complete.In(lang), len(d.Messages)))
	for _, m := range d.Messages {
		side := t.Buyer
		if m.Side == talk.Seller {
			side = t.Seller
		}
		fmt.Fprintf(&out, "\n%d / %d · %s · %s\nsha256 %x\n%s\n", m.No, len(d.Messages), m.At.In(zone).Format(time.RFC3339), side.In(lang), m.Hash, m.Text)
	}
	inside = sha256.Sum256(out.Bytes())
	fmt.Fprintf(&out, "\n%s%x\n", t.Sum.In(lang), inside)
	return out.Bytes(), inside
}
