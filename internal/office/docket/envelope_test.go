package docket_test

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/docket/dockettest"
)

func header() docket.Header {
	at := time.Date(2026, 9, 14, 1, 0, 0, 123456000, time.UTC)
	return docket.Header{
		Market: id.From[id.Market]([16]byte{1}), Stream: record.Stream{Kind: record.Case, ID: [16]byte{2}}, Seq: 3, Prev: [32]byte{4},
		Kind: "escalated", Version: 1, Legal: at, Recorded: at.Add(time.Second), Person: id.From[id.Person]([16]byte{5}), Capacity: "claimant",
		Credential: "account:1", Authority: "T17", Rulebook: [32]byte{6}, Command: [32]byte{7}, Correlation: "req", Cause: "",
	}
}

// FuzzHeader proves that whatever parses as a header is written again to the same
// bytes: there is one way to write a header, so a hash stands for one meaning.
func FuzzHeader(f *testing.F) {
	b, err := header().Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add(b[:len(b)-1])
	f.Add(append(bytes.Clone(b), 0))
	f.Add([]byte{0, 0, 0, 16, 't'})
	f.Fuzz(func(t *testing.T, b []byte) {
		h, err := docket.ParseHeader(b)
		if err != nil {
			if !errors.Is(err, docket.ErrMalformed) {
				t.Fatal(err)
			}
			return
		}
		again, err := h.Encode()
		if err != nil || !bytes.Equal(again, b) {
			t.Fatalf("%x became %x: %v", b, again, err)
		}
	})
}

// FuzzSealed proves the same of sealed parts, and that none of them opens.
func FuzzSealed(f *testing.F) {
	f.Add(docket.EncodeSealed([]docket.SealedPart{{Path: "reason", KeyID: [16]byte{1}, Bytes: make([]byte, 40)}}))
	f.Add([]byte{0, 0, 0, 1, 'a', 0, 0, 0, 16})
	f.Fuzz(func(t *testing.T, b []byte) {
		parts, err := docket.ParseSealed(b)
		if err != nil {
			return
		}
		if again := docket.EncodeSealed(parts); !bytes.Equal(again, b) {
			t.Fatalf("%x became %x", b, again)
		}
		keys := dockettest.NewKeys(1)
		if clear, err := docket.Unseal(t.Context(), keys, docket.Stored{Sealed: parts}); err == nil && len(clear) > 0 {
			t.Fatalf("opened %v", clear)
		}
	})
}

// TestHeaderRoundTrip proves that every field of a header survives, and that each
// changes the bytes.
func TestHeaderRoundTrip(t *testing.T) {
	t.Parallel()
	base, err := header().Encode()
	if err != nil {
		t.Fatal(err)
	}
	if h, err := docket.ParseHeader(base); err != nil || h != header() {
		t.Fatalf("%+v: %v", h, err)
	}
	for i, change := range []func(*docket.Header){
		func(h *docket.Header) { h.Market = id.From[id.Market]([16]byte{9}) },
		func(h *docket.Header) { h.Stream.Kind = record.Talks }, // the same id text
		func(h *docket.Header) { h.Stream.ID[15]++ },
		func(h *docket.Header) { h.Seq++ },
		func(h *docket.Header) { h.Prev[31]++ },
		func(h *docket.Header) { h.Kind += "d" },
		func(h *docket.Header) { h.Version++ },
		func(h *docket.Header) { h.Legal = h.Legal.Add(time.Microsecond) },
		func(h *docket.Header) { h.Recorded = h.Recorded.Add(time.Microsecond) },
		func(h *docket.Header) { h.Person = id.Person{} },
		func(h *docket.Header) { h.Capacity = "respondent" },
		func(h *docket.Header) { h.Credential = "" },
		func(h *docket.Header) { h.OnBehalfOf = h.Person },
		func(h *docket.Header) { h.Authority = "T18" },
		func(h *docket.Header) { h.Rulebook[0]++ },
		func(h *docket.Header) { h.Command[0]++ },
		func(h *docket.Header) { h.Correlation, h.Cause = h.Cause, h.Correlation },
	} {
		h := header()
		change(&h)
		b, err := h.Encode()
		if err != nil || bytes.Equal(b, base) {
			t.Errorf("change %d leaves the bytes as they were: %v", i, err)
		}
		if back, err := docket.ParseHeader(b); err != nil || back != h {
			t.Errorf("change %d does not survive: %v", i, err)
		}
	}
	for i, spoil := range []func(*docket.Header){
		func(h *docket.Header) { h.Kind = "" }, func(h *docket.Header) { h.Seq = 0 }, func(h *docket.Header) { h.Version = 0 },
		func(h *docket.Header) { h.Legal = time.Time{} }, func(h *docket.Header) { h.Cause = "\xff" },
	} {
		h := header()
		spoil(&h)
		if _, err := h.Encode(); !errors.Is(err, docket.ErrMalformed) {
			t.Errorf("spoiled header %d was written: %v", i, err)
		}
	}
}

// TestSealedPartStaysWhereItIs proves that ciphertext opens only in its marketplace,
// stream, event and path, with its key, unchanged.
func TestSealedPartStaysWhereItIs(t *testing.T) {
	t.Parallel()
	m := dockettest.NewMemory(dockettest.PurseDesign(), 5)
	s := record.Stream{Kind: "purse", ID: [16]byte{1}}
	owner := record.Owner{Kind: "case", ID: s.ID}
	place := docket.Place{Market: id.From[id.Market]([16]byte{1}), Home: 1}
	at := time.Unix(1789000000, 0)
	note := record.Entry{Stream: s, Event: dockettest.Note(), Clear: []record.Clear{{Path: "text", Owner: owner, Text: "同一句话"}}}
	_, err := m.Submit(t.Context(), docket.Envelope{Place: place, Legal: at, Recorded: at},
		docket.Needs{Streams: []record.Stream{s}, Keys: []record.Owner{owner, {Kind: "case"}}},
		func(docket.View) (docket.Outcome, error) {
			return docket.Outcome{Appends: []record.Entry{note, note}}, nil
		})
	if err != nil {
		t.Fatal(err)
	}
	events, err := m.Events(t.Context(), docket.Ref{Place: place, Stream: s}, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(events[0].Sealed[0].Bytes, events[1].Sealed[0].Bytes) {
		t.Error("the same text in two events looks the same")
	}
	clear, err := docket.Unseal(t.Context(), m.Keys(), events[0])
	if err != nil || len(clear) != 1 || clear[0] != note.Clear[0] {
		t.Fatalf("%v: %v", clear, err)
	}
	other, err := m.Keys().Get(t.Context(), record.Owner{Kind: "case"})
	if err != nil {
		t.Fatal(err)
	}
	for name, move := range map[string]func(*docket.Stored){
		"marketplace": func(e *docket.Stored) { e.Place.Market = id.From[id.Market]([16]byte{2}) },
		"stream":      func(e *docket.Stored) { e.Stream.ID[0]++ },
		"kind":        func(e *docket.Stored) { e.Stream.Kind = "chest" },
		"event":       func(e *docket.Stored) { e.Meta.Seq++ },
		"path":        func(e *docket.Stored) { e.Sealed[0].Path = "texts" },
		"key":         func(e *docket.Stored) { e.Sealed[0].KeyID = other.ID },
		"bytes": func(e *docket.Stored) {
			e.Sealed[0].Bytes = append(bytes.Clone(e.Sealed[0].Bytes[:20]), e.Sealed[0].Bytes[19:]...)
		},
	} {
		e := events[0]
		e.Sealed = append([]docket.SealedPart(nil), e.Sealed...)
		move(&e)
		if clear, err := docket.Unseal(t.Context(), m.Keys(), e); !errors.Is(err, docket.ErrMalformed) {
			t.Errorf("moved to another %s it still opens: %v %v", name, clear, err)
		}
	}
}

type payload[V any] struct {
	Value V `json:"value"`
}

// Kind and Version name the event.
func (payload[V]) Kind() string { return "tried" }

// Version of it.
func (payload[V]) Version() int { return 1 }

// TestPayloadIsStable proves what a payload looks like, and that types whose bytes
// could differ tomorrow are refused.
func TestPayloadIsStable(t *testing.T) {
	t.Parallel()
	b, err := docket.EncodePayload(payload[string]{Value: "<退款> & \u2028"})
	if err != nil || string(b) != "{\"value\":\"<退款> & \\u2028\"}" {
		t.Errorf("%s: %v", b, err)
	}
	for _, event := range []record.Event{
		payload[map[string]int]{}, payload[float64]{}, payload[any]{}, payload[[]struct{ V map[int]int }]{}, payload[*float32]{},
	} {
		if b, err := docket.EncodePayload(event); !errors.Is(err, docket.ErrMalformed) {
			t.Errorf("%T was written as %s: %v", event, b, err)
		}
	}
	for _, event := range []record.Event{payload[time.Time]{}, payload[[]id.Case]{}, payload[*payload[[32]byte]]{}} {
		if _, err := docket.EncodePayload(event); err != nil {
			t.Errorf("%T: %v", event, err)
		}
	}
}

// TestMAC proves that a digest depends on the key, the use and every part's length.
func TestMAC(t *testing.T) {
	t.Parallel()
	a, b := docket.Key{Secret: [32]byte{1}}, docket.Key{Secret: [32]byte{2}}
	seen := map[[32]byte]bool{}
	for _, sum := range [][32]byte{
		a.MAC("order", []byte("ab"), []byte("c")), a.MAC("order", []byte("a"), []byte("bc")), a.MAC("order", []byte("abc")),
		a.MAC("phone", []byte("abc")), b.MAC("order", []byte("abc")),
	} {
		if seen[sum] {
			t.Error("two digests are the same")
		}
		seen[sum] = true
	}
}
