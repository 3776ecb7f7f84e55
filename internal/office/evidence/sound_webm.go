package evidence

import (
	"bufio"
	"encoding/binary"
	"io"
	"math"
	"time"
)

// Elements of Matroska and WebM that tell how long a recording is (RFC 9559).
const (
	ebmlSegment   = 0x18538067
	ebmlInfo      = 0x1549A966
	ebmlScale     = 0x2AD7B1 // nanoseconds of a tick
	ebmlDuration  = 0x4489   // in ticks, a float
	ebmlTracks    = 0x1654AE6B
	ebmlEntry     = 0xAE
	ebmlTrackKind = 0x83 // 1 picture, 2 sound
	ebmlCluster   = 0x1F43B675
	ebmlTimecode  = 0xE7
	ebmlSimple    = 0xA3
	ebmlGroup     = 0xA0
	ebmlBlock     = 0xA1
)

// webm is what has been read of a recording. A browser that records leaves the length
// out of the head: then the last block tells it.
type webm struct {
	scale          uint64
	duration       float64
	cluster, last  int64
	sound, picture bool
}

// hearWebM walks the elements in order; containers are entered whatever their size, so
// that a recording of unknown size, as browsers make them, is read like any other.
func hearWebM(in *bufio.Reader) (heard, error) {
	w := webm{scale: 1_000_000}
	for n := 0; ; n++ {
		kind, err := ebmlNumber(in, true)
		if err != nil {
			break
		}
		size, err := ebmlNumber(in, false)
		if err != nil {
			break
		}
		if n == 0 && kind != 0x1A45DFA3 {
			return heard{}, errQuiet
		}
		if err := w.element(in, kind, size); err != nil {
			break // cut off: what was read so far counts
		}
	}
	if !w.sound || w.picture {
		return heard{}, nil
	}
	length := max(w.duration, float64(w.last)) * float64(w.scale)
	if math.IsNaN(length) || length < 0 || length > float64(24*time.Hour) {
		length = 0
	}
	return heard{sound: true, lasts: time.Duration(length)}, nil
}

func (w *webm) element(in *bufio.Reader, kind, size uint64) error {
	switch kind {
	case ebmlSegment, ebmlInfo, ebmlTracks, ebmlEntry, ebmlCluster, ebmlGroup:
		return nil // go in
	case ebmlSimple, ebmlBlock:
		return w.block(in, size)
	case ebmlScale, ebmlDuration, ebmlTrackKind, ebmlTimecode:
	default:
		if size > measured {
			return errQuiet
		}
		_, err := in.Discard(int(size))
		return err
	}
	if size == 0 || size > 8 {
		return errQuiet
	}
	raw := make([]byte, 8)
	if _, err := io.ReadFull(in, raw[8-size:]); err != nil {
		return err
	}
	value := binary.BigEndian.Uint64(raw)
	switch {
	case kind == ebmlScale:
		w.scale = value
	case kind == ebmlDuration && size == 4:
		w.duration = float64(math.Float32frombits(uint32(value))) //nolint:gosec // four bytes
	case kind == ebmlDuration:
		w.duration = math.Float64frombits(value)
	case kind == ebmlTrackKind:
		w.sound, w.picture = w.sound || value == 2, w.picture || value == 1
	case kind == ebmlTimecode:
		w.cluster = int64(value & math.MaxInt32)
	}
	return nil
}

// block reads when one block begins: its track, then 16 bits after its cluster.
func (w *webm) block(in *bufio.Reader, size uint64) error {
	if size < 4 || size > measured {
		return errQuiet
	}
	head := make([]byte, 4)
	if _, err := io.ReadFull(in, head); err != nil {
		return err
	}
	at := w.cluster + int64(int16(binary.BigEndian.Uint16(head[1:]))) //nolint:gosec // signed by the format
	w.last = max(w.last, at)
	_, err := in.Discard(int(size) - 4)
	return err
}

// ebmlNumber reads a number of one to eight bytes; an id keeps the bit that says how
// many. A size of all ones is unknown, and given as the largest there is.
func ebmlNumber(in *bufio.Reader, id bool) (uint64, error) {
	first, err := in.ReadByte()
	if err != nil {
		return 0, err
	}
	n, mark := 1, byte(0x80)
	for ; mark != 0 && first&mark == 0; mark >>= 1 {
		n++
	}
	if mark == 0 || id && n > 4 {
		return 0, errQuiet
	}
	value, ones := uint64(first), first&(mark-1) == mark-1
	if !id {
		value = uint64(first & (mark - 1))
	}
	for range n - 1 {
		b, err := in.ReadByte()
		if err != nil {
			return 0, err
		}
		value, ones = value<<8|uint64(b), ones && b == 0xFF
	}
	if !id && ones {
		return math.MaxUint64, nil
	}
	return value, nil
}
