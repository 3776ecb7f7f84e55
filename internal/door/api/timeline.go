package api

import (
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// timelineLanguage names the language of entries. Stored events are no API: kinds
// here are added, never renamed, and a change of meaning is a new number.
const timelineLanguage = "tianping-timeline/1"

// Timeline is a page of what happened, newest first.
type Timeline struct {
	Language string  `json:"language" doc:"Version of the language of entries."`
	Case     string  `json:"case"`
	Version  uint64  `json:"version"`
	Entries  []Entry `json:"entries"`
	Next     string  `json:"next,omitempty" doc:"Cursor of the next page."`
}

// Entry is one thing that happened.
type Entry struct {
	ID    string            `json:"id" doc:"Unique in the case, for ever: case/12, talks/3."`
	At    time.Time         `json:"at" doc:"Legal time."`
	Kind  string            `json:"kind"`
	Words wording.Words     `json:"words"`
	By    Coded             `json:"by" doc:"In which capacity; T: by lapse of time or by the rules, no person acted."`
	You   bool              `json:"you,omitempty"`
	For   *OnBehalf         `json:"on_behalf,omitempty" doc:"Present when somebody acted for a party (代为)."`
	Rule  string            `json:"rule,omitempty" doc:"The rule that allowed it."`
	Texts map[string]string `json:"texts,omitempty" doc:"What people wrote, by input."`
	Files []string          `json:"files,omitempty" doc:"SHA-256 of files it names."`
	Hash  string            `json:"hash" doc:"Hash of the stored event, hexadecimal."`
	// Attached are the files of a message, as the platform measured them.
	Attached []Attachment `json:"attached,omitempty" doc:"Files of a message; their bytes: GET /v1/cases/{id}/exhibits/{sha256}."`
}

// Attachment is one file of a message.
type Attachment struct {
	SHA256  string `json:"sha256"`
	Name    string `json:"name,omitempty"`
	Type    string `json:"type,omitempty" doc:"As found in the bytes; audio/…: a voice message, of which the text is the summary."`
	Bytes   int64  `json:"bytes"`
	Seconds int64  `json:"seconds,omitempty" doc:"Length of a recording, measured by the platform."`
}

// attached are the files of a message.
func attached(e casebook.Entry) (out []Attachment) {
	for _, f := range e.Files() {
		out = append(out, Attachment{SHA256: f.Digest, Name: f.Name, Type: f.Media, Bytes: f.Bytes, Seconds: f.Seconds})
	}
	return out
}

func hexOf(b []byte) string { return hex.EncodeToString(b) }

func (d *door) timelineOperation() operation {
	return operation{
		id: "getTimeline", method: http.MethodGet, path: "/v1/cases/{id}/timeline", group: "Cases", person: true,
		summary: wording.Words{ZH: "案件经过", EN: "What happened in a case"},
		about: wording.Words{
			ZH: "从新到旧；只有此人可以看到的内容。协商、调解的内容不给裁决人员看。",
			EN: "Newest first, and only what this reader may see: deciders never read offers or mediation. Entries speak " + timelineLanguage + ".",
		},
		scopes: []identity.Scope{identity.CasesRead}, gives: Timeline{}, query: paged(), do: d.timeline,
	}
}

func (d *door) timeline(v *visit) (answer, error) {
	of, err := v.caseOf()
	if err != nil {
		return answer{}, err
	}
	after, limit, err := v.page()
	if err != nil {
		return answer{}, err
	}
	view, next, err := d.Casebook.Timeline(v, v.who, of, after, limit)
	if err != nil {
		return answer{}, err
	}
	out := Timeline{Language: timelineLanguage, Case: of.String(), Version: view.Sight.Head.Version, Entries: []Entry{}, Next: next}
	for _, e := range view.Timeline {
		out.Entries = append(out.Entries, entryOf(view, e))
	}
	return answer{version: out.Version, body: out}, nil
}

func entryID(e casebook.Entry) string { return e.Stream + "/" + strconv.FormatUint(e.Seq, 10) }

func entryOf(v casebook.Case, e casebook.Entry) Entry {
	out := Entry{
		ID: entryID(e), At: e.At, Kind: e.Kind, Words: wording.Happened(e.Kind, factsOf(v, e)), By: byOf(e.Role), Rule: e.Rule,
		You: !e.Person.IsZero() && e.Person == v.Sight.Actor.Person, Files: filesIn(e), Hash: hexOf(e.Hash[:]), Attached: attached(e), For: behalf(v, e),
	}
	for path, said := range e.Texts {
		if out.Texts == nil {
			out.Texts = map[string]string{}
		}
		out.Texts[path] = said
	}
	return out
}

// byOf is who acted, by capacity, never by name.
func byOf(role string) Coded {
	switch role {
	case "", "T", "system":
		return coded("T", wording.Who)
	case "claimant":
		return coded("C", wording.Who)
	case "respondent":
		return coded("R", wording.Who)
	}
	w := wording.Who(role)
	if strings.HasPrefix(w.EN, "[") {
		return coded("T", wording.Who)
	}
	return Coded{Code: role, Words: w}
}
