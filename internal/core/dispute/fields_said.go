package dispute

import "slices"

// What a message may carry where the procedure file says nothing of it (its settings
// message.files and message.voice_seconds), and the most bytes of one file of it.
const (
	usualSaidFiles = 4
	usualVoice     = 60
	MaxSaidBytes   = 20 << 20
)

// soundMedia are types of recordings that are said, beside those that are evidence.
var soundMedia = []string{"audio/ogg", "audio/webm", "audio/aac", "audio/amr", "audio/flac", "image/heif"} //nolint:gochecknoglobals // a constant list

// VoiceSeconds is how long a voice message may be, in seconds.
func (b *Book) VoiceSeconds() int64 {
	if n := b.limit("message.voice_seconds"); n > 0 {
		return n
	}
	return usualVoice
}

// SaidMedia tells whether a type of file is one that messages name; a file of another
// type is carried without a type.
func SaidMedia(media string) bool { return slices.Contains(saidMedia(), media) }

func saidMedia() []string {
	return append(mediaTypes[:len(mediaTypes):len(mediaTypes)], soundMedia...)
}

// saidFiles are the files a message carries: pictures, a recording of a voice, papers.
// The digest is of bytes uploaded before; what else is known of a file the office
// measures itself, and puts in the place of whatever a caller said. The text of the
// message is what a recording says, in short: it can be read and found.
// Source: mission M50, M90 (图片、语音留言).
func (a *act) saidFiles() Field {
	most := a.b.limit("message.files")
	if most == 0 {
		most = usualSaidFiles
	}
	name := text("name", false)
	name.Max = 200
	return Field{Name: "files", Kind: Group, Max: most, Fields: []Field{
		{Name: "digest", Kind: Digest, Required: true},
		name, number("bytes", false, 1, MaxSaidBytes), choice("media", false, saidMedia()...),
		number("seconds", false, 1, a.b.VoiceSeconds()),
	}}
}
