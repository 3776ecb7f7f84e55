package docket_test

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
)

var update = flag.Bool("update", false, "write the vectors anew")

const vectorFile = "testdata/event-vectors.json"

// vector is one event of the published test vectors (docs/event-format.md). Binary
// values are in hex, instants in microseconds since 1970.
type vector struct {
	Market      string         `json:"market"`
	StreamKind  string         `json:"stream_kind"`
	StreamID    string         `json:"stream_id"`
	Seq         uint64         `json:"seq"`
	Prev        string         `json:"prev"`
	Kind        string         `json:"kind"`
	Version     uint64         `json:"version"`
	LegalAt     int64          `json:"legal_at"`
	RecordedAt  int64          `json:"recorded_at"`
	Person      string         `json:"person"`
	Capacity    string         `json:"capacity"`
	Credential  string         `json:"credential"`
	OnBehalfOf  string         `json:"on_behalf_of"`
	Authority   string         `json:"authority"`
	Rulebook    string         `json:"rulebook"`
	Command     string         `json:"command"`
	Correlation string         `json:"correlation"`
	Cause       string         `json:"cause"`
	Payload     string         `json:"payload"`
	Sealed      []sealedVector `json:"sealed"`
	WantHeader  string         `json:"want_header"`
	WantSealed  string         `json:"want_sealed"`
	WantHash    string         `json:"want_hash"`
}

type sealedVector struct {
	Path    string `json:"path"`
	KeyID   string `json:"key_id"`
	DataKey string `json:"data_key"`
	Clear   string `json:"clear"`
}

// TestVectors proves that the docket writes the published bytes: it appends three
// events through the real registrar, holds them against the file, and recomputes the
// file with a second implementation that shares nothing with the first.
func TestVectors(t *testing.T) {
	t.Parallel()
	made := appendVectors(t)
	if *update {
		text, err := json.MarshalIndent(made, "", "\t")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(vectorFile, append(text, '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(vectorFile)
	if err != nil {
		t.Fatal(err)
	}
	var kept []vector
	if err := json.Unmarshal(text, &kept); err != nil {
		t.Fatal(err)
	}
	if len(kept) != 3 || len(made) != 3 {
		t.Fatalf("%d vectors, %d events", len(kept), len(made))
	}
	prev := hex.EncodeToString(make([]byte, 32))
	for i, v := range kept {
		if was, is := asJSON(t, v), asJSON(t, made[i]); was != is {
			t.Errorf("event %d: the docket writes\n%s\nand the file says\n%s", i+1, is, was)
		}
		header, sealed, hash := v.recompute(t)
		if header != v.WantHeader || sealed != v.WantSealed || hash != v.WantHash || v.Prev != prev {
			t.Errorf("event %d: the second implementation differs", i+1)
		}
		prev = v.WantHash
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// said is the events' payload; it has what JSON libraries disagree about.
type said struct {
	Text  string   `json:"text"`
	Minor int64    `json:"minor"`
	Lines []int    `json:"lines,omitempty"`
	Case  id.Case  `json:"case"`
	Due   *instant `json:"due,omitempty"`
}

type instant = time.Time

// Kind and Version name the event.
func (said) Kind() string { return "said" }

// Version of it.
func (said) Version() int { return 2 }

type saidFold struct{}

func (saidFold) New(record.Stream) any { return 0 }
func (saidFold) Decode(_ string, _ int, b []byte) (record.Event, error) {
	var s said
	err := json.Unmarshal(b, &s)
	return s, err
}

func (saidFold) Evolve(state any, events []record.Recorded) any    { return state.(int) + len(events) }
func (saidFold) Freeze(any) ([]byte, error)                        { return nil, nil }
func (saidFold) Thaw(record.Stream, []byte) (state any, err error) { return 0, nil }

// appendVectors lets the docket append the three events of the vectors.
func appendVectors(t *testing.T) []vector {
	t.Helper()
	m := dockettest.NewMemory(docket.Design{Folds: map[string]docket.Fold{record.Talks: saidFold{}}}, 2026)
	stream := record.Stream{Kind: record.Talks, ID: [16]byte{0x01, 0x92, 0x5b, 15: 0xff}}
	place := docket.Place{Market: id.From[id.Market]([16]byte{0x01, 0x91, 15: 7}), Home: 40000}
	caseKey := record.Owner{Kind: "case", ID: stream.ID}
	person := record.Owner{Kind: "person", ID: [16]byte{0x77}}
	at := time.Date(2026, 9, 14, 9, 0, 0, 123456789, time.FixedZone("", 8*3600))
	due := at.Add(72 * time.Hour)
	entries := []record.Entry{
		{Stream: stream, Event: said{Text: "<a> & \u2028 “引号” \"", Minor: 71920, Lines: []int{1, 2}}, Authority: "T17", Rulebook: [32]byte{1, 2, 3}, Clear: []record.Clear{
			{Path: "reason", Owner: caseKey, Text: "卖家说已经发货，但我没有收到。"}, {Path: "phone", Owner: person, Text: "13800000000"},
		}},
		{Stream: stream, Event: said{Minor: -1, Case: id.From[id.Case](stream.ID), Due: &due}, At: at.Add(-time.Hour), Authority: "K_ANS", System: true},
		{Stream: stream, Event: said{}, Clear: []record.Clear{{Path: "terms/2/note", Owner: caseKey}}},
	}
	env := docket.Envelope{
		Place: place, Digest: [32]byte{0xdd}, Legal: at, Recorded: at.Add(time.Millisecond), Person: id.From[id.Person]([16]byte{0x77}),
		Capacity: "claimant", Credential: "key:erp", OnBehalfOf: id.From[id.Person]([16]byte{0x78}), Correlation: "req-7f", Cause: "imp-1",
	}
	needs := docket.Needs{Streams: []record.Stream{stream}, Keys: []record.Owner{caseKey, person}}
	_, err := m.Submit(t.Context(), env, needs, func(docket.View) (docket.Outcome, error) { return docket.Outcome{Appends: entries}, nil })
	if err != nil {
		t.Fatal(err)
	}
	events, err := m.Events(t.Context(), docket.Ref{Place: place, Stream: stream}, 1, 10)
	if err != nil {
		t.Fatal(err)
	}
	var made []vector
	for i, e := range events {
		made = append(made, describe(t, m.Keys(), e, entries[i]))
	}
	return made
}

func describe(t *testing.T, keys docket.Keys, e docket.Stored, entry record.Entry) vector {
	t.Helper()
	h, err := docket.ParseHeader(e.Header)
	if err != nil {
		t.Fatal(err)
	}
	v := vector{
		Market: h.Market.String(), StreamKind: h.Stream.Kind, StreamID: docket.StreamText(h.Stream), Seq: h.Seq, Prev: hex.EncodeToString(h.Prev[:]),
		Kind: h.Kind, Version: uint64(h.Version), LegalAt: h.Legal.UnixMicro(), RecordedAt: h.Recorded.UnixMicro(),
		Person: h.Person.String(), Capacity: h.Capacity, Credential: h.Credential, OnBehalfOf: h.OnBehalfOf.String(), Authority: h.Authority,
		Rulebook: hex.EncodeToString(h.Rulebook[:]), Command: hex.EncodeToString(h.Command[:]), Correlation: h.Correlation, Cause: h.Cause,
		Payload: string(e.Payload), WantHeader: hex.EncodeToString(e.Header),
		WantSealed: hex.EncodeToString(docket.EncodeSealed(e.Sealed)), WantHash: hex.EncodeToString(e.Meta.Hash[:]),
	}
	for i, part := range e.Sealed {
		key, err := keys.Find(t.Context(), part.KeyID)
		if err != nil {
			t.Fatal(err)
		}
		v.Sealed = append(v.Sealed, sealedVector{
			Path: part.Path, KeyID: hex.EncodeToString(part.KeyID[:]), DataKey: hex.EncodeToString(key.Secret[:]), Clear: entry.Clear[i].Text,
		})
	}
	return v
}

// recompute is the second implementation, written from docs/event-format.md.
func (v vector) recompute(t *testing.T) (header, sealed, hash string) {
	t.Helper()
	unhex := func(s string) []byte {
		b, err := hex.DecodeString(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	var h bytes.Buffer
	put := func(w *bytes.Buffer, field any) {
		var b []byte
		switch f := field.(type) {
		case string:
			b = []byte(f)
		case []byte:
			b = f
		case uint64:
			b = binary.BigEndian.AppendUint64(nil, f)
		case int64:
			b = binary.BigEndian.AppendUint64(nil, uint64(f))
		}
		w.Write(binary.BigEndian.AppendUint32(nil, uint32(len(b))))
		w.Write(b)
	}
	for _, field := range []any{
		"tianping/event/1", v.Market, v.StreamKind, v.StreamID, v.Seq, unhex(v.Prev), v.Kind, v.Version, v.LegalAt, v.RecordedAt,
		v.Person, v.Capacity, v.Credential, v.OnBehalfOf, v.Authority, unhex(v.Rulebook), unhex(v.Command), v.Correlation, v.Cause,
	} {
		put(&h, field)
	}
	var s bytes.Buffer
	for _, part := range v.Sealed {
		var bound bytes.Buffer
		for _, field := range []any{"tianping/sealed/1", v.Market, v.StreamKind, v.StreamID, v.Seq, part.Path} {
			put(&bound, field)
		}
		sub := func(label string) []byte { return hmacOf(unhex(part.DataKey), []byte(label)) }
		var named bytes.Buffer
		named.Write(bound.Bytes())
		put(&named, part.Clear)
		nonce := hmacOf(sub("tianping/nonce/1"), named.Bytes())[:12]
		block, err := aes.NewCipher(sub("tianping/seal/1"))
		if err != nil {
			t.Fatal(err)
		}
		gcm, err := cipher.NewGCM(block)
		if err != nil {
			t.Fatal(err)
		}
		put(&s, part.Path)
		put(&s, unhex(part.KeyID))
		put(&s, append(bytes.Clone(nonce), gcm.Seal(nil, nonce, []byte(part.Clear), bound.Bytes())...))
	}
	var all bytes.Buffer
	all.Write(h.Bytes())
	put(&all, v.Payload)
	put(&all, s.Bytes())
	sum := sha256.Sum256(all.Bytes())
	return hex.EncodeToString(h.Bytes()), hex.EncodeToString(s.Bytes()), hex.EncodeToString(sum[:])
}

func hmacOf(key, data []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write(data)
	return mac.Sum(nil)
}
