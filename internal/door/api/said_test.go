package api

import (
	"encoding/binary"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// voice is a recording of so many seconds of silence, as a program would send it.
func voice(seconds int) string {
	out := append([]byte("RIFF\x00\x00\x00\x00WAVEfmt "), 16, 0, 0, 0, 1, 0, 1, 0)
	out = binary.LittleEndian.AppendUint32(out, 800)
	out = binary.LittleEndian.AppendUint32(out, 800)
	out = append(out, 1, 0, 8, 0)
	out = binary.LittleEndian.AppendUint32(append(out, "data"...), uint32(seconds*800))
	return string(out) + strings.Repeat("\x80", seconds*800)
}

// TestM090_FilesOfMessages: a picture and a voice go with a message; what is known of
// them is measured here and never believed; a voice that is too long, and a file nobody
// sent, are refused; and what was said alone with the mediator, or while he mediates,
// is bytes that no decider, no other side and no stranger is given (inv. 7).
func TestM090_FilesOfMessages(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour}, officetest.Goods{Qty: 1, Minor: 10000, Signed: 72 * time.Hour})
	of := h.toMediation(order)
	said := func(name, text, more string, files ...string) {
		h.Helper()
		var all []string
		for _, f := range files {
			all = append(all, `{"digest":"`+f+`","name":"MARKED 名.png","bytes":1,"media":"image/png","seconds":1}`)
		}
		h.do(name, of, "message", `{"text":"`+text+`","files":[`+strings.Join(all, ",")+`]`+more+`}`)
	}
	long, short := h.uploaded("buyer", of, voice(61)), h.uploaded("buyer", of, voice(12))
	if r := h.refused("buyer", of, "message", `{"text":"太长","files":[{"digest":"`+long+`","seconds":3}]}`, "dispute/bounds"); !strings.Contains(string(r.raw), "files/0/seconds") {
		t.Errorf("a voice that is too long: %s", r.raw)
	}
	if r := h.try("buyer", "/v1/cases/"+of+"/moves/message", `{"inputs":{"text":"没有","files":[{"digest":"`+strings.Repeat("0a", 32)+`"}]}}`); r.status != http.StatusNotFound && r.status != http.StatusUnprocessableEntity && r.status != http.StatusBadRequest {
		t.Errorf("a file nobody sent: %d %s", r.status, r.raw)
	}
	said("buyer", "两边都能听的摘要", `,"audience":"both"`, short)
	alone := h.uploaded("buyer", of, "MARKED: only for the mediator")
	said("buyer", "只给调解员", `,"audience":"private"`, alone)

	fetch := func(name, digest string) int {
		return h.call(http.MethodGet, "/v1/cases/"+of+"/exhibits/"+digest, h.key(name), "", "").status
	}
	for _, row := range []struct {
		name, digest string
		want         int
	}{
		{"buyer", short, 200},
		{"shop", short, 200},
		{"buyer", alone, 200},
		{"shop", alone, 404},
		{"adjudicator", short, 404},
		{"adjudicator", alone, 404},
		{"reviewer", short, 404},
		{"officer", alone, 404},
		{"buyer", long, 404}, // sent in, never said
	} {
		if got := fetch(row.name, row.digest); got != row.want {
			t.Errorf("%s fetches: %d, want %d", row.name, got, row.want)
		}
	}
	h.after(time.Minute)
	line := h.get("shop", "/v1/cases/"+of+"/timeline?limit=100")
	if raw := string(line.raw); !strings.Contains(raw, `"seconds":12`) || !strings.Contains(raw, `"type":"audio/wav"`) || strings.Contains(raw, alone) {
		t.Errorf("what the other side is told: %s", raw)
	}
	h.do("buyer", of, "leave", `{"confirm":true}`)
	h.everyoneRead()
	for _, name := range []string{"adjudicator", "adjudicator_2", "reviewer"} {
		for _, digest := range []string{short, alone} {
			if got := fetch(name, digest); got != http.StatusNotFound {
				t.Errorf("%s fetches after mediation: %d", name, got)
			}
		}
		raw := string(h.call(http.MethodGet, "/v1/cases/"+of+"/timeline?limit=100", h.key(name), "", "").raw)
		if strings.Contains(raw, short) || strings.Contains(raw, alone) || strings.Contains(raw, "MARKED") {
			t.Errorf("%s reads of a file: %s", name, raw)
		}
	}
}
