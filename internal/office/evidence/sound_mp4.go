package evidence

import (
	"encoding/binary"
	"io"
	"time"
)

// mp4 is what has been read of a film or recording (ISO/IEC 14496-12). A telephone that
// records writes fragments: then the length is the sum of their samples.
type mp4 struct {
	in             io.ReadSeeker
	whole          time.Duration // of the head
	scale          map[uint32]uint64
	usual          map[uint32]uint32 // a sample's length, by track
	track          uint32            // being read
	sampled        map[uint32]uint64
	sample         uint32
	sound, picture bool
	boxes          int
}

// The most boxes of a file, and the most bytes of one that is read.
const (
	mostBoxes = 100_000
	mostBox   = 4 << 20
)

func hearMP4(in io.ReadSeeker, size int64) (heard, error) {
	m := mp4{in: in, scale: map[uint32]uint64{}, usual: map[uint32]uint32{}, sampled: map[uint32]uint64{}}
	if err := m.read(0, size, 0); err != nil {
		return heard{}, err
	}
	if !m.sound || m.picture {
		return heard{}, nil
	}
	lasts := m.whole
	for track, n := range m.sampled {
		lasts = max(lasts, ticks(n, m.scale[track]))
	}
	return heard{sound: true, lasts: lasts}, nil
}

// read walks the boxes between two offsets.
func (m *mp4) read(from, to int64, deep int) error {
	for at := from; at+8 <= to; {
		if m.boxes++; m.boxes > mostBoxes || deep > 8 {
			return errQuiet
		}
		head, err := m.bytes(at, 8)
		if err != nil {
			return err
		}
		size, body := int64(binary.BigEndian.Uint32(head)), at+8
		switch size {
		case 0: // to the end
			size = to - at
		case 1:
			long, err := m.bytes(body, 8)
			if err != nil {
				return err
			}
			size, body = int64(binary.BigEndian.Uint64(long)), body+8 //nolint:gosec // held against the file below
		}
		if size < body-at || size > to-at {
			return errQuiet
		}
		if err := m.box(string(head[4:]), body, at+size, deep); err != nil {
			return err
		}
		at += size
	}
	return nil
}

func (m *mp4) bytes(at, n int64) ([]byte, error) {
	if n < 0 || n > mostBox {
		return nil, errQuiet
	}
	if _, err := m.in.Seek(at, io.SeekStart); err != nil {
		return nil, err
	}
	out := make([]byte, n)
	_, err := io.ReadFull(m.in, out)
	return out, err
}

func (m *mp4) box(kind string, from, to int64, deep int) error {
	switch kind {
	case "moov", "trak", "mdia", "mvex", "moof", "traf":
		return m.read(from, to, deep+1)
	case "mvhd", "mdhd", "tkhd", "hdlr", "trex", "tfhd", "trun":
	default:
		return nil
	}
	b, err := m.bytes(from, to-from)
	if err != nil {
		return err
	}
	if len(b) < 8 {
		return errQuiet
	}
	r := fields{b: b[4:], long: b[0] == 1}
	switch flags := binary.BigEndian.Uint32(b) & 0xFFFFFF; kind {
	case "mvhd", "mdhd":
		m.times(kind, &r)
	case "tkhd":
		r.wide()
		r.wide()
		m.track = r.word()
	case "hdlr":
		r.word()
		name := r.word()
		m.sound, m.picture = m.sound || name == 0x736F756E, m.picture || name == 0x76696465 // "soun", "vide"
	case "trex":
		track := r.word()
		r.word()
		m.usual[track] = r.word()
	case "tfhd":
		m.fragment(&r, flags)
	case "trun":
		m.run(&r, flags)
	}
	if r.short {
		return errQuiet
	}
	return nil
}

// times reads how fast a clock ticks, and the length of the whole.
func (m *mp4) times(kind string, r *fields) {
	r.wide()
	r.wide()
	scale := uint64(r.word())
	length := r.wide()
	if kind == "mdhd" {
		m.scale[m.track] = scale
	} else if length != 0xFFFFFFFF {
		m.whole = max(m.whole, ticks(length, scale))
	}
}

// fragment reads of which track a fragment is, and how long its samples usually are.
func (m *mp4) fragment(r *fields, flags uint32) {
	m.track = r.word()
	m.sample = m.usual[m.track]
	if flags&1 != 0 {
		r.word()
		r.word()
	}
	if flags&2 != 0 {
		r.word()
	}
	if flags&8 != 0 {
		m.sample = r.word()
	}
}

// run adds the samples of one run up.
func (m *mp4) run(r *fields, flags uint32) {
	n := r.word()
	if flags&1 != 0 {
		r.word()
	}
	if flags&4 != 0 {
		r.word()
	}
	if flags&0x100 == 0 {
		m.sampled[m.track] += uint64(n) * uint64(m.sample)
		return
	}
	for range n {
		m.sampled[m.track] += uint64(r.word())
		for _, f := range []uint32{0x200, 0x400, 0x800} {
			if flags&f != 0 {
				r.word()
			}
		}
		if r.short {
			return
		}
	}
}

// fields are numbers read one after the other; long makes the wide ones eight bytes.
type fields struct {
	b           []byte
	long, short bool
}

func (r *fields) word() uint32 {
	if len(r.b) < 4 {
		r.short, r.b = true, nil
		return 0
	}
	n := binary.BigEndian.Uint32(r.b)
	r.b = r.b[4:]
	return n
}

func (r *fields) wide() uint64 {
	n := uint64(r.word())
	if r.long {
		n = n<<32 | uint64(r.word())
	}
	return n
}
