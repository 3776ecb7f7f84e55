package evidence

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"strings"
	"time"
)

// Told is what the room itself measured of a file: never what a browser says of it.
type Told struct {
	Item
	// Media is the type, with recordings told from films: "audio/webm" has no picture.
	Media string
	// Lasts is how long a recording takes; 0 when the file is none, or does not tell.
	Lasts time.Duration
}

// Sound tells whether the file is a recording without a picture.
func (t Told) Sound() bool { return strings.HasPrefix(t.Media, "audio/") }

// measured is the most of a file that is read to learn its length.
const measured = 64 << 20

// Measure reads a kept file and tells what it is. Nothing is believed that the bytes
// do not say; a container that is broken is a file without a length.
//
// Errors: ErrUnknown, ErrDamaged, docket.ErrKeyDestroyed, a fault.
func (r *Room) Measure(ctx context.Context, at Place, digest string) (Told, error) {
	f, err := r.Open(ctx, at, digest)
	if err != nil {
		return Told{}, err
	}
	defer f.Close() //nolint:errcheck // only read from
	told := Told{Item: f.Item, Media: f.Type}
	if f.Bytes > measured {
		return told, nil
	}
	heard, err := listen(f, f.Type, f.Bytes)
	if errors.Is(err, ErrDamaged) {
		return told, err
	}
	if err != nil { // what cannot be read to its end tells no length
		return told, nil
	}
	if heard.sound {
		if _, kind, ok := strings.Cut(told.Media, "/"); ok {
			told.Media = "audio/" + strings.TrimPrefix(kind, "x-")
		}
		switch told.Media {
		case "audio/m4a", "audio/quicktime", "audio/3gpp":
			told.Media = "audio/mp4"
		case "audio/matroska":
			told.Media = "audio/webm"
		}
		told.Lasts = heard.lasts
	}
	return told, nil
}

// heard is what a container tells: that it holds sound and no picture, and how long.
type heard struct {
	sound bool
	lasts time.Duration
}

// errQuiet: the container does not have the shape its type promises.
var errQuiet = errors.New("evidence: length not told")

func listen(f io.ReadSeeker, kind string, size int64) (heard, error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return heard{}, err
	}
	in := bufio.NewReaderSize(f, 32<<10)
	switch kind {
	case "audio/wav":
		return hearWAV(in, size)
	case "audio/ogg":
		return hearOgg(in)
	case "audio/amr":
		return hearAMR(in)
	case "video/webm", "audio/webm", "video/x-matroska":
		return hearWebM(in)
	case "video/mp4", "audio/mp4", "audio/x-m4a", "video/quicktime", "video/3gpp":
		return hearMP4(f, size)
	}
	return heard{sound: strings.HasPrefix(kind, "audio/")}, nil
}

// ticks is so many ticks of a clock that ticks so often a second; nothing negative, and
// nothing beyond a day, is a length.
func ticks(n uint64, perSecond uint64) time.Duration {
	if perSecond == 0 || n/perSecond > 24*60*60 {
		return 0
	}
	return time.Duration(float64(n) / float64(perSecond) * float64(time.Second))
}

// hearWAV divides the bytes of sound by the bytes of a second (RIFF WAVE).
func hearWAV(in *bufio.Reader, size int64) (heard, error) {
	head := make([]byte, 12)
	if _, err := io.ReadFull(in, head); err != nil || string(head[:4]) != "RIFF" || string(head[8:]) != "WAVE" {
		return heard{}, errQuiet
	}
	var rate uint64
	for at := int64(12); ; {
		chunk := make([]byte, 8)
		if _, err := io.ReadFull(in, chunk); err != nil {
			return heard{}, errQuiet
		}
		n := int64(binary.LittleEndian.Uint32(chunk[4:]))
		at += 8
		switch string(chunk[:4]) {
		case "fmt ":
			f := make([]byte, 16)
			if _, err := io.ReadFull(in, f); err != nil || n < 16 {
				return heard{}, errQuiet
			}
			rate = uint64(binary.LittleEndian.Uint32(f[8:]))
			n, at = n-16, at+16
		case "data":
			return heard{sound: true, lasts: ticks(uint64(min(n, size-at)), rate)}, nil //nolint:gosec // not negative: what was read lies within size
		}
		n += n & 1
		if _, err := io.CopyN(io.Discard, in, n); err != nil {
			return heard{}, errQuiet
		}
		at += n
	}
}

// hearAMR counts frames of 20 ms (RFC 4867 §5).
func hearAMR(in *bufio.Reader) (heard, error) {
	name, err := in.ReadString('\n')
	sizes := []int{12, 13, 15, 17, 19, 20, 26, 31, 5}
	switch {
	case err != nil:
		return heard{}, errQuiet
	case name == "#!AMR-WB\n":
		sizes = []int{17, 23, 32, 36, 40, 46, 50, 58, 60, 5}
	case name != "#!AMR\n":
		return heard{}, errQuiet
	}
	frames := uint64(0)
	for {
		toc, err := in.ReadByte()
		if err != nil {
			return heard{sound: true, lasts: ticks(frames, 50)}, nil //nolint:nilerr // the end
		}
		if kind := int(toc >> 3 & 15); kind < len(sizes) {
			if _, err := in.Discard(sizes[kind]); err != nil {
				return heard{sound: true, lasts: ticks(frames, 50)}, nil //nolint:nilerr // the end
			}
		}
		frames++
	}
}

// hearOgg takes the last position of the stream of sound: samples at 48 kHz of Opus
// (RFC 7845 §4), at its own rate of Vorbis.
func hearOgg(in *bufio.Reader) (heard, error) {
	var rate, first, last uint64
	page := make([]byte, 27)
	for n := 0; ; n++ {
		if _, err := io.ReadFull(in, page); err != nil {
			break
		}
		if string(page[:4]) != "OggS" {
			return heard{}, errQuiet
		}
		lacing := make([]byte, page[26])
		if _, err := io.ReadFull(in, lacing); err != nil {
			break
		}
		size := 0
		for _, l := range lacing {
			size += int(l)
		}
		body := make([]byte, size)
		if _, err := io.ReadFull(in, body); err != nil {
			break
		}
		switch {
		case n == 0 && len(body) >= 12 && string(body[:8]) == "OpusHead":
			rate, first = 48000, uint64(binary.LittleEndian.Uint16(body[10:]))
		case n == 0 && len(body) >= 16 && string(body[:7]) == "\x01vorbis":
			rate = uint64(binary.LittleEndian.Uint32(body[12:]))
		}
		if at := binary.LittleEndian.Uint64(page[6:]); at != math.MaxUint64 {
			last = max(last, at)
		}
	}
	if rate == 0 {
		return heard{}, errQuiet
	}
	return heard{sound: true, lasts: ticks(last-min(first, last), rate)}, nil
}
