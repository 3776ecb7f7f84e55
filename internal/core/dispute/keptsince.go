package dispute

import (
	"slices"
	"time"
)

// KeptSince says that a file lay in its person's locker before it came into the case.
// With the file, whoever reads the event Event of the locker can check it: its mark is
// that of Salt and Digest (docs/event-format.md).
type KeptSince struct {
	Digest string    `json:"digest"` // SHA-256 of the file, as when it was received
	Since  time.Time `json:"since"`  // when the platform received it
	Event  string    `json:"event"`  // hash of the locker's event, hexadecimal
	Salt   string    `json:"salt"`   // hexadecimal
}

// IsZero tells that a file was not kept before.
func (k KeptSince) IsZero() bool { return k == KeptSince{} }

// keptOf are those of an act's own files; each file at most once.
func keptOf(kept []KeptSince, in Answers) []KeptSince {
	var out []KeptSince
	for _, digest := range DigestsIn(in) {
		if at := slices.IndexFunc(kept, func(k KeptSince) bool { return k.Digest == digest }); at >= 0 && !slices.Contains(out, kept[at]) {
			out = append(out, kept[at])
		}
	}
	return out
}

// DigestsIn are the files an act offers as exhibits, by SHA-256.
func DigestsIn(in Answers) []string {
	var out []string
	if d := in.Code("digest"); d != "" {
		out = append(out, d)
	}
	for _, item := range in.Items("exhibits") {
		if d := item.Code("digest"); d != "" {
			out = append(out, d)
		}
	}
	return out
}

func (e Act) keptSince(digest string) KeptSince {
	for _, k := range e.Kept {
		if k.Digest == digest {
			return k
		}
	}
	return KeptSince{}
}
