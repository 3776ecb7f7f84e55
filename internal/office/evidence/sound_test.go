package evidence

import (
	"bytes"
	"encoding/binary"
	"testing"
	"time"
)

// box is a box of an MP4 file.
func box(kind string, parts ...[]byte) []byte {
	body := bytes.Join(parts, nil)
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)+8))
	return append(append(out, kind...), body...)
}

func words(n ...uint32) (out []byte) {
	for _, w := range n {
		out = binary.BigEndian.AppendUint32(out, w)
	}
	return out
}

// element is an element of a WebM file; an open one is of unknown size.
func element(id uint32, body []byte, open bool) []byte {
	raw := binary.BigEndian.AppendUint32(nil, id)
	out := bytes.TrimLeft(raw, "\x00")
	if open {
		return append(append(out, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF), body...)
	}
	return append(binary.BigEndian.AppendUint16(out, 0x4000|uint16(len(body))), body...)
}

func webmOf(kinds ...byte) []byte {
	var entries []byte
	for _, k := range kinds {
		entries = append(entries, element(ebmlEntry, element(ebmlTrackKind, []byte{k}, false), false)...)
	}
	cluster := func(at uint16, block uint16) []byte {
		b := binary.BigEndian.AppendUint16([]byte{0x81}, block)
		return element(ebmlCluster, append(element(ebmlTimecode, binary.BigEndian.AppendUint16(nil, at), false), element(ebmlSimple, append(b, 0x80, 1, 2, 3), false)...), true)
	}
	segment := append(element(ebmlTracks, entries, false), append(cluster(0, 5), cluster(12000, 480)...)...)
	return append(element(0x1A45DFA3, []byte{0x42, 0x86, 0x81, 1}, false), element(ebmlSegment, segment, true)...)
}

func wavOf(seconds int) []byte {
	out := append([]byte("RIFF\x00\x00\x00\x00WAVEfmt "), 16, 0, 0, 0, 1, 0, 1, 0)
	out = binary.LittleEndian.AppendUint32(out, 8000)
	out = binary.LittleEndian.AppendUint32(out, 8000)
	out = append(out, 1, 0, 8, 0)
	out = binary.LittleEndian.AppendUint32(append(out, "data"...), uint32(seconds*8000))
	return append(out, make([]byte, seconds*8000)...)
}

func oggPage(granule uint64, body string) []byte {
	out := binary.LittleEndian.AppendUint64([]byte("OggS\x00\x00"), granule)
	out = append(out, make([]byte, 12)...)
	return append(append(out, 1, byte(len(body))), body...)
}

func oggOf(seconds uint64) []byte {
	head := "OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00" // pre-skip 312
	return append(oggPage(0, head), oggPage(seconds*48000+312, "sound")...)
}

func mp4Of(handler string, fragments bool) []byte {
	length := uint32(9000)
	if fragments {
		length = 0
	}
	trak := box("trak", box("tkhd", words(0, 0, 0, 1, 0, 0)), box("mdia", box("mdhd", words(0, 0, 0, 1000, 0, 0)), box("hdlr", words(0, 0), []byte(handler), words(0, 0, 0))))
	moov := box("moov", box("mvhd", words(0, 0, 0, 1000, length, 0)), trak, box("mvex", box("trex", words(0, 1, 1, 20, 0, 0))))
	out := append(box("ftyp", []byte("isom\x00\x00\x00\x00isom")), moov...)
	if fragments {
		out = append(out, box("moof", box("traf", box("tfhd", words(0, 1)), box("trun", words(0, 100))))...)
		out = append(out, box("moof", box("traf", box("tfhd", words(8, 1, 10)), box("trun", words(0x100, 2, 500, 1500))))...)
	}
	return append(out, box("mdat", []byte("sound"))...)
}

// TestLengths: the length of a recording is what its bytes say, by each container a
// telephone or a browser writes; a film is no recording, and a file cut off or made up
// never fails and never tells more than it holds.
func TestLengths(t *testing.T) {
	t.Parallel()
	amr := append([]byte("#!AMR\n"), bytes.Repeat(append([]byte{4}, make([]byte, 12)...), 50)...)
	for _, row := range []struct {
		name, kind string
		file       []byte
		sound      bool
		want       time.Duration
	}{
		{"wav", "audio/wav", wavOf(3), true, 3 * time.Second},
		{"wav cut off", "audio/wav", wavOf(3)[:44+8000], true, time.Second},
		{"ogg opus", "audio/ogg", oggOf(7), true, 7 * time.Second},
		{"amr", "audio/amr", amr[:6+13*25], true, 500 * time.Millisecond},
		{"webm of a browser", "video/webm", webmOf(2), true, 12480 * time.Millisecond},
		{"webm with a picture", "video/webm", webmOf(1, 2), false, 0},
		{"m4a", "audio/x-m4a", mp4Of("soun", false), true, 9 * time.Second},
		{"m4a in fragments", "video/mp4", mp4Of("soun", true), true, 4 * time.Second},
		{"film", "video/mp4", mp4Of("vide", false), false, 0},
		{"mp3 does not tell", "audio/mpeg", []byte("ID3"), true, 0},
	} {
		got, err := listen(bytes.NewReader(row.file), row.kind, int64(len(row.file)))
		if err != nil || got.sound != row.sound || got.lasts != row.want {
			t.Errorf("%s: %+v, %v, want %v %v", row.name, got, err, row.sound, row.want)
		}
	}
}

// FuzzLengths: no bytes make the readers fail, hang, or tell of more than a day.
func FuzzLengths(f *testing.F) {
	for _, seed := range [][]byte{wavOf(1), oggOf(1), webmOf(2), mp4Of("soun", true)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, kind := range []string{"audio/wav", "audio/ogg", "audio/amr", "video/webm", "video/mp4"} {
			if got, _ := listen(bytes.NewReader(raw), kind, int64(len(raw))); got.lasts < 0 || got.lasts > 25*time.Hour {
				t.Fatalf("%s: %v", kind, got.lasts)
			}
		}
	})
}
