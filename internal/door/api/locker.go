package api

import (
	"net/http"
	"net/url"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/locker"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// LockerList is a part of what a person keeps for himself, the newest first.
type LockerList struct {
	Items []LockerItem `json:"items"`
	Next  string       `json:"next,omitempty"`
	Count int          `json:"count" doc:"Of everything kept, whatever was asked for."`
	Bytes int64        `json:"bytes" doc:"Of everything kept."`
	Most  LockerLimits `json:"most"`
}

// LockerLimits are how much one person may keep.
type LockerLimits struct {
	Items int   `json:"items"`
	Bytes int64 `json:"bytes"`
}

// LockerItem is one thing kept. Only its person reads it.
type LockerItem struct {
	No     int       `json:"no"`
	Order  string    `json:"order,omitempty" doc:"The order it belongs to."`
	Name   string    `json:"name"`
	Note   string    `json:"note,omitempty"`
	Type   string    `json:"type" doc:"As found in the bytes."`
	Bytes  int64     `json:"bytes"`
	SHA256 string    `json:"sha256"`
	At     time.Time `json:"at" doc:"When the platform received it."`
	Until  time.Time `json:"until" doc:"When it is removed by itself."`
	Cases  []string  `json:"cases" doc:"Cases that have a copy of their own."`
	Href   string    `json:"href" doc:"Where its bytes are."`
}

// LockerDone is what was done in a locker.
type LockerDone struct {
	No   int    `json:"no"`
	Done string `json:"done" enum:"kept,there,removed" doc:"there: the same bytes for the same order were kept before."`
}

// KeptView says that the person of an exhibit had kept these very bytes before.
type KeptView struct {
	Since time.Time     `json:"since" doc:"When the platform received them."`
	Event string        `json:"event" doc:"Hash of that event of the locker, hexadecimal."`
	Salt  string        `json:"salt" doc:"Opens the mark of that event, with sha256 (docs/event-format.md)."`
	Words wording.Words `json:"words"`
}

func (d *door) lockerOperations() []operation {
	read, act := []identity.Scope{identity.CasesRead}, []identity.Scope{identity.ActParty}
	return []operation{
		{
			id: "listLocker", method: http.MethodGet, path: "/v1/locker", group: "Locker", person: true, scopes: read, gives: LockerList{}, do: d.listLocker,
			query:   paged(parameter{"order", "string", "Only what belongs to this order: ord_…"}, parameter{"q", "string", "Words of name or note."}),
			summary: wording.Words{ZH: "我的证据柜", EN: "What I keep"},
			about:   wording.Words{ZH: "只有本人看得到；发生纠纷前就可以存。", EN: "Only its person sees it; it may be kept before there is any dispute. It is that of the person of the key, also where he acts for another."},
		},
		{
			id: "keep", method: http.MethodPost, path: "/v1/locker", group: "Locker", person: true, scopes: act, streams: true, created: true, gives: LockerDone{}, do: d.keep,
			query:   []parameter{{"order", "string", "The order it belongs to: ord_…"}},
			heads:   []parameter{{"X-Note", "string", "A short note, percent-encoded UTF-8; 500 characters at most."}},
			summary: wording.Words{ZH: "存一份证据", EN: "Keep something"},
			about:   wording.Words{ZH: "内容原样发送；记下收到的时间和 SHA-256。同一订单的同一文件只存一份。", EN: "The body is the file as it is, streamed. When it came is recorded. The same bytes for the same order are kept once, with their first instant."},
		},
		{
			id: "getLockerItem", method: http.MethodGet, path: "/v1/locker/{no}", group: "Locker", person: true, scopes: read, gives: LockerItem{}, do: d.lockerItem,
			summary: wording.Words{ZH: "查看一份", EN: "One thing kept"}, about: wording.Words{ZH: "只有本人。", EN: "For its person only."},
		},
		{
			id: "getLockerFile", method: http.MethodGet, path: "/v1/locker/{no}/file", group: "Locker", person: true, scopes: read, do: d.lockerFile,
			summary: wording.Words{ZH: "下载一份", EN: "The bytes of one"}, about: wording.Words{ZH: "原样，只有本人。", EN: "As they came, for its person only; never run."},
		},
		{
			id: "removeLockerItem", method: http.MethodPost, path: "/v1/locker/{no}/remove", group: "Locker", person: true, scopes: act, takes: body("", nil), gives: LockerDone{}, do: d.removeKept,
			summary: wording.Words{ZH: "移除一份", EN: "Remove one"},
			about:   wording.Words{ZH: "不能恢复。案件中已提交的副本和存入时间不受影响。", EN: "It cannot be brought back. A case it went into keeps its copy, and since when it had been here."},
		},
		{
			id: "takeFromLocker", method: http.MethodPost, path: "/v1/cases/{id}/exhibits/from-locker", group: "Exhibits", person: true, scopes: act, created: true, gives: Uploaded{}, do: d.takeFromLocker,
			takes:   body("item", map[string]*huma.Schema{"item": schemaWhole("Number of the item in the person's locker.")}),
			summary: wording.Words{ZH: "从证据柜取用", EN: "Take a file out of the locker"},
			about:   wording.Words{ZH: "重新计算 SHA-256 并与存入时核对，再以本案密钥另存一份。随后提交证据时引用它，记录会写明存入时间。", EN: "The SHA-256 is computed anew from the bytes, compared, and a copy kept under the key of the case. An act that then names it says in its event since when it was kept."},
		},
	}
}

func (d *door) listLocker(v *visit) (answer, error) {
	after, limit, err := v.page()
	if err != nil {
		return answer{}, err
	}
	q := v.r.URL.Query()
	of, err := id.Parse[id.Order](q.Get("order"))
	if err != nil {
		return answer{}, badParameter("order")
	}
	page, err := d.Casebook.Locker(v, v.who, casebook.LockerFilter{Order: of, Query: q.Get("q"), After: after, Limit: limit})
	if err != nil {
		return answer{}, err
	}
	out := LockerList{Items: []LockerItem{}, Next: page.Next, Count: page.Count, Bytes: page.Bytes, Most: LockerLimits{Items: locker.MaxItems, Bytes: locker.MaxBytes}}
	for _, i := range page.Items {
		out.Items = append(out.Items, lockerItemOf(i))
	}
	return answer{body: out}, nil
}

func lockerItemOf(i casebook.LockerItem) LockerItem {
	out := LockerItem{
		No: i.No, Order: i.Order.String(), Name: i.Name, Note: i.Note, Type: i.Media, Bytes: i.Bytes, SHA256: i.Digest, At: i.At, Until: i.Until,
		Cases: []string{}, Href: "/v1/locker/" + strconv.Itoa(i.No) + "/file",
	}
	for _, c := range i.Cases {
		out.Cases = append(out.Cases, c.String())
	}
	return out
}

func (v *visit) lockerNo() (int, error) {
	no, err := strconv.Atoi(v.r.PathValue("no"))
	if err != nil || no < 1 {
		return 0, clerk.ErrUnknown
	}
	return no, nil
}

func (d *door) keep(v *visit) (answer, error) {
	name, err := fileName(v.r.Header.Get("X-File-Name"))
	if err != nil {
		return answer{}, err
	}
	note, err := url.PathUnescape(v.r.Header.Get("X-Note"))
	if err != nil || !utf8.ValidString(note) {
		return answer{}, badParameter("X-Note")
	}
	of, err := id.Parse[id.Order](v.r.URL.Query().Get("order"))
	if err != nil {
		return answer{}, badParameter("order")
	}
	v.digest([]byte(of.String() + "\x00" + name + "\x00" + note)) // the clerk adds what the bytes are
	kept, err := d.Clerk.Keep(v, v.who, clerk.Keeping{Order: of, Name: name, Note: note, Body: http.MaxBytesReader(v.w, v.r.Body, maxUpload)})
	if err != nil {
		if tooLong(err) {
			err = ErrTooLarge
		}
		return answer{}, err
	}
	done := "kept"
	if kept.There {
		done = "there"
	}
	return answer{
		status: http.StatusCreated, replayed: kept.Repeated, location: "/v1/locker/" + strconv.Itoa(kept.No), body: LockerDone{No: kept.No, Done: done},
	}, nil
}

func (d *door) lockerItem(v *visit) (answer, error) {
	no, err := v.lockerNo()
	if err != nil {
		return answer{}, err
	}
	i, err := d.Casebook.LockerItem(v, v.who, no)
	return answer{body: lockerItemOf(i)}, err
}

func (d *door) lockerFile(v *visit) (answer, error) {
	no, err := v.lockerNo()
	if err != nil {
		return answer{}, err
	}
	f, _, err := d.Clerk.OpenKept(v, v.who, no)
	if err != nil {
		return answer{}, err
	}
	return answer{file: &file{Blob: Blob{SHA256: f.Digest, Bytes: f.Bytes, Type: f.Type}, body: f}}, nil
}

func (d *door) removeKept(v *visit) (answer, error) {
	no, err := v.lockerNo()
	if err != nil {
		return answer{}, err
	}
	if wrong := read(v.body).end(); wrong != nil {
		if _, err := d.Casebook.LockerItem(v, v.who, no); err != nil {
			return answer{}, err // what is not there is not there, whatever was sent
		}
		return answer{}, wrong
	}
	repeated, err := d.Clerk.Remove(v, v.who, no)
	return answer{replayed: repeated, body: LockerDone{No: no, Done: "removed"}}, err
}

func (d *door) takeFromLocker(v *visit) (answer, error) {
	of, err := v.caseOf()
	if err != nil {
		return answer{}, err
	}
	r := read(v.body)
	no := r.whole("item", true)
	sight, err := d.Clerk.Look(v, v.who, of)
	if err != nil {
		return answer{}, err // who has no part in it learns nothing of the form either
	}
	if err := r.end(); err != nil {
		return answer{}, err
	}
	taken, err := d.Clerk.UseKept(v, v.who, no, of)
	if err != nil {
		return answer{}, err
	}
	repeated, err := d.Clerk.Claim(v, v.who)
	return answer{
		status: http.StatusCreated, version: sight.Head.Version, replayed: repeated, location: "/v1/cases/" + of.String() + "/exhibits/" + taken.Digest,
		body: Uploaded{SHA256: taken.Digest, Bytes: taken.Bytes, Type: taken.Type},
	}, err
}

// keptView is what an exhibit says of having been kept; nil where it does not.
func keptView(k dispute.KeptSince, zone *time.Location) *KeptView {
	if k.IsZero() {
		return nil
	}
	return &KeptView{Since: k.Since, Event: k.Event, Salt: k.Salt, Words: wording.KeptSince(k.Since.In(zone))}
}

// lockerSaid are the refusals of lockers; an item that is not there is unknown, as
// everything that is not there. A test holds them against core/locker.
//
//nolint:gochecknoglobals // a closed vocabulary, never written to
var lockerSaid = map[string]said{
	locker.Full:    {http.StatusConflict, wording.Words{ZH: "证据柜已满。", EN: "The locker is full."}, wording.Words{ZH: "请先移除不再需要的。", EN: "Remove what is not needed any more, then try again."}},
	locker.TooLong: {http.StatusUnprocessableEntity, wording.Words{ZH: "名称或备注太长。", EN: "The name or the note is too long."}, wording.Words{ZH: "名称不超过 200 字，备注不超过 500 字。", EN: "A name has at most 200 characters, a note 500."}},
	locker.Changed: {http.StatusConflict, wording.Words{ZH: "文件与存入时不同，未取用。", EN: "The bytes are not those that were kept; nothing was taken."}, wording.Words{ZH: "请联系平台，并另行上传原件。", EN: "Tell the platform, and upload the original."}},
}
