package party

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/record"
)

// Put is a rulebook document that a marketplace published.
type Put struct {
	Kind    string        `json:"kind"`    // "procedure", "calendar", "reasons", "authority"
	Name    string        `json:"name"`    // "tianping-std", "cn"
	Version string        `json:"version"` // as the document says
	Digest  record.Digest `json:"digest"`  // SHA-256 of its bytes
	From    time.Time     `json:"from"`    // effective from
	At      time.Time     `json:"at"`      // published at
}

// RulebookPublished records the publication. The document's bytes are kept by
// their digest, outside the streams.
type RulebookPublished struct {
	DocKind string        `json:"doc_kind"`
	Name    string        `json:"name"`
	DocVer  string        `json:"doc_version"`
	Digest  record.Digest `json:"digest"`
	From    time.Time     `json:"from"`
}

// Kind implements record.Event.
func (RulebookPublished) Kind() string { return "rulebook_published" }

// Version implements record.Event.
func (RulebookPublished) Version() int { return 1 }

func (e RulebookPublished) put(at time.Time) Put {
	return Put{Kind: e.DocKind, Name: e.Name, Version: e.DocVer, Digest: e.Digest, From: e.From, At: at}
}

// PublishRulebook asks to publish a document. The zero From means now.
type PublishRulebook struct {
	Kind, Name, Version string
	Digest              record.Digest
	From                time.Time
}

// DecidePublish publishes a document. Only the first document of its kind and
// name may be effective in the past: later ones would change what was in force
// when somebody looked.
//
// Refusals: NotOpened, RulebookMalformed, AlreadyPublished, RulebookBackdated.
// Source: design §4 “Rulebook”.
func DecidePublish(m Market, a Act, c PublishRulebook) ([]record.Entry, error) {
	if c.From.IsZero() {
		c.From = a.At
	}
	switch {
	case !m.Opened:
		return nil, refuse(NotOpened)
	case !scopeOK(c.Kind) || c.Kind == "" || !scopeOK(c.Name) || c.Name == "",
		len(c.Version) > 32, c.Digest.IsZero():
		return nil, refuse(RulebookMalformed)
	}
	first := true
	for _, p := range m.Rulebook {
		if p.Kind != c.Kind || p.Name != c.Name {
			continue
		}
		first = false
		if p.Digest == c.Digest && p.From.Equal(c.From) {
			return nil, refuse(AlreadyPublished)
		}
	}
	if !first && c.From.Before(a.At) {
		return nil, refuse(RulebookBackdated)
	}
	return a.entry(m.Stream(), RulebookPublished{
		DocKind: c.Kind, Name: c.Name, DocVer: c.Version, Digest: c.Digest, From: c.From.UTC(),
	}), nil
}

// InForce is the document of a kind and name that is effective at an instant:
// the one with the latest From not after it, of equals the last published.
func (m Market) InForce(kind, name string, at time.Time) (Put, bool) {
	var best Put
	found := false
	for _, p := range m.Rulebook {
		if p.Kind != kind || p.Name != name || at.Before(p.From) || found && p.From.Before(best.From) {
			continue
		}
		best, found = p, true
	}
	return best, found
}

// SetInForce lists the document in force of every kind and name, in the order
// first published.
func (m Market) SetInForce(at time.Time) []Put {
	var out []Put
	seen := func(p Put) bool {
		for _, o := range out {
			if o.Kind == p.Kind && o.Name == p.Name {
				return true
			}
		}
		return false
	}
	for _, p := range m.Rulebook {
		if seen(p) {
			continue
		}
		if best, ok := m.InForce(p.Kind, p.Name, at); ok {
			out = append(out, best)
		}
	}
	return out
}
