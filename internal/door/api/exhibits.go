package api

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// Uploaded is a file that was taken in. It is evidence only when an act names its
// SHA-256.
type Uploaded struct {
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
	Type   string `json:"type" doc:"As found in the bytes."`
}

func (d *door) exhibitOperations() []operation {
	return []operation{
		{
			id: "uploadExhibit", method: http.MethodPost, path: "/v1/cases/{id}/exhibits", group: "Exhibits", person: true, created: true,
			scopes: acting(), streams: true, gives: Uploaded{}, do: d.upload,
			summary: wording.Words{ZH: "上传文件", EN: "Upload a file"},
			about:   wording.Words{ZH: "内容原样发送；答复中有 SHA-256，提交证据时引用它。", EN: "The body is the file as it is, streamed. The answer has its SHA-256, which acts such as add_exhibit name."},
		},
		{
			id: "getExhibit", method: http.MethodGet, path: "/v1/cases/{id}/exhibits/{sha256}", group: "Exhibits", person: true,
			scopes: []identity.Scope{identity.CasesRead}, do: d.download,
			summary: wording.Words{ZH: "下载文件", EN: "The bytes of a file"},
			about:   wording.Words{ZH: "只有此人可以看到的文件。", EN: "Of files this reader may see; the bytes as they came, never run."},
		},
	}
}

func (d *door) upload(v *visit) (answer, error) {
	of, err := v.caseOf()
	if err != nil {
		return answer{}, err
	}
	sight, err := d.Clerk.Look(v, v.who, of)
	if err != nil {
		return answer{}, err
	}
	if err := v.principal.RequireAct(capacityOf(sight.Actor)); err != nil {
		return answer{}, err
	}
	name, err := fileName(v.r.Header.Get("X-File-Name"))
	if err != nil {
		return answer{}, err
	}
	blob, err := d.Blobs.Put(v, v.who.Market, of, name, http.MaxBytesReader(v.w, v.r.Body, maxUpload))
	if err != nil {
		if tooLong(err) {
			err = ErrTooLarge
		}
		return answer{}, err
	}
	v.digest([]byte(name + "\x00" + blob.SHA256))
	repeated, err := d.Clerk.Claim(v, v.who)
	if err != nil {
		return answer{}, err
	}
	out := Uploaded(blob)
	return answer{
		status: http.StatusCreated, version: sight.Head.Version, replayed: repeated, body: out,
		location: "/v1/cases/" + of.String() + "/exhibits/" + blob.SHA256,
	}, nil
}

// fileName reads X-File-Name: percent-encoded, without folders or control characters.
func fileName(header string) (string, error) {
	name, err := url.PathUnescape(header)
	if err != nil || len(name) > 255 || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) || strings.ContainsAny(name, `/\`) {
		return "", badParameter("X-File-Name")
	}
	return name, nil
}

// download gives bytes to who sees them named: an exhibit of the case, a file of
// an act on the reader's timeline.
func (d *door) download(v *visit) (answer, error) {
	of, err := v.caseOf()
	if err != nil {
		return answer{}, err
	}
	view, err := d.Casebook.Case(v, v.who, of)
	if err != nil {
		return answer{}, err
	}
	digest := v.r.PathValue("sha256")
	if seen, err := d.named(v, view, digest); err != nil || !seen {
		return answer{}, cmp.Or(err, ErrUnknownFile)
	}
	if denied, err := d.mandateDenied(v, view, digest); err != nil || denied {
		return answer{}, cmp.Or(err, ErrUnknownFile)
	}
	blob, body, err := d.Blobs.Open(v, v.who.Market, of, digest)
	if err != nil {
		return answer{}, err
	}
	return answer{version: view.Sight.Head.Version, file: &file{Blob: blob, body: body}}, nil
}

// named tells whether a reader sees a file named: as an exhibit, or anywhere on his
// timeline, however long that is.
func (d *door) named(v *visit, view casebook.Case, digest string) (bool, error) {
	here := func(e casebook.Entry) bool { return slices.Contains(filesIn(e), digest) }
	c := view.Sight.World.Case
	if slices.ContainsFunc(c.Exhibits, func(x dispute.Exhibit) bool { return x.Digest == digest }) || slices.ContainsFunc(view.Timeline, here) {
		return true, nil
	}
	for after := ""; view.More; {
		page, next, err := d.Casebook.Timeline(v, v.who, c.ID, after, pageLimit)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(page.Timeline, here) {
			return true, nil
		}
		after, view.More = next, next != ""
	}
	return false, nil
}
