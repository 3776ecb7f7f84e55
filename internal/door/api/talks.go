package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// TalkList is a page of talks, the last spoken in first.
type TalkList struct {
	Talks []TalkRow `json:"talks"`
	Next  string    `json:"next,omitempty"`
}

// TalkRow is one talk in a list, without its words.
type TalkRow struct {
	Order    string    `json:"order"`
	Merchant string    `json:"merchant"`
	Messages int       `json:"messages"`
	Last     time.Time `json:"last"`
	Unread   int       `json:"unread"`
}

// TalkView is the talk of a buyer and a merchant about an order. Nothing in it is of a
// case: no date and no right depends on it, and no decider reads it.
type TalkView struct {
	Order    string        `json:"order"`
	You      string        `json:"you" enum:"buyer,merchant"`
	Merchant string        `json:"merchant"`
	Count    int           `json:"count" doc:"Messages in all; at most 500."`
	Unread   int           `json:"unread"`
	Messages []TalkMessage `json:"messages" doc:"The newest first; they are never changed."`
	Next     string        `json:"next,omitempty"`
	Record   *TalkRecord   `json:"record,omitempty" doc:"The whole as a file; absent while nothing was said."`
}

// TalkMessage is one thing said.
type TalkMessage struct {
	No   int       `json:"no"`
	At   time.Time `json:"at"`
	From string    `json:"from" enum:"buyer,merchant"`
	You  bool      `json:"you,omitempty" doc:"Of the reader's side."`
	Text string    `json:"text" doc:"Empty when its writer was erased."`
	Hash string    `json:"hash" doc:"Hash of its event, hexadecimal."`
}

// TalkRecord is the export, complete or not at all, in the language asked for.
type TalkRecord struct {
	Href   string `json:"href"`
	SHA256 string `json:"sha256" doc:"Of the file's bytes."`
	Inside string `json:"inside" doc:"The digest the file ends with, of everything above it."`
}

// TalkDone is what was recorded.
type TalkDone struct {
	Order string `json:"order"`
	Done  string `json:"done" enum:"said,seen"`
	No    int    `json:"no,omitempty" doc:"Number of the message."`
	Hash  string `json:"hash,omitempty" doc:"Hash of its event, hexadecimal."`
}

// TalkAttached says that the whole record is an exhibit of a case now.
type TalkAttached struct {
	Case    string `json:"case"`
	SHA256  string `json:"sha256" doc:"Of the file."`
	Version uint64 `json:"version"`
}

func (d *door) talkOperations() []operation {
	read, act := []identity.Scope{identity.CasesRead}, []identity.Scope{identity.ActParty}
	here := "/v1/orders/{id}/talk"
	return []operation{
		{
			id: "listTalks", method: http.MethodGet, path: "/v1/talks", group: "Talks", person: true, scopes: read,
			summary: wording.Words{ZH: "直接沟通", EN: "Talks beside cases"}, about: wording.Words{ZH: "买家与商家就订单的直接沟通。", EN: "Of a buyer and a merchant about an order, before there is a dispute."},
			gives: TalkList{}, query: paged(hat()), do: d.listTalks,
		},
		{
			id: "getTalk", method: http.MethodGet, path: here, group: "Talks", person: true, scopes: read,
			summary: wording.Words{ZH: "查看沟通", EN: "One talk"},
			about:   wording.Words{ZH: "只有买卖双方看得到；不影响任何期限和权利。", EN: "Only its two sides read it; no date and no right depends on it."}, gives: TalkView{}, query: paged(), do: d.getTalk,
		},
		{
			id: "say", method: http.MethodPost, path: here, group: "Talks", person: true, scopes: act, created: true,
			summary: wording.Words{ZH: "写给对方", EN: "Say something to the other side"}, about: wording.Words{ZH: "写出后不能更改或收回。", EN: "It is never changed and never taken back."},
			takes: body("text", map[string]*huma.Schema{"text": schemaText("1 to 1,000 characters.")}), gives: TalkDone{}, do: d.say,
		},
		{
			id: "seeTalk", method: http.MethodPost, path: here + "/seen", group: "Talks", person: true, scopes: act,
			summary: wording.Words{ZH: "标为已读", EN: "Mark a talk as read"}, about: wording.Words{ZH: "不算送达，不开始任何期限。", EN: "It serves nothing and starts no time."}, takes: body("", nil), gives: TalkDone{}, do: d.seeTalk,
		},
		{
			id: "getTalkRecord", method: http.MethodGet, path: here + "/file", group: "Talks", person: true, scopes: read,
			summary: wording.Words{ZH: "下载完整记录", EN: "Download the whole record"},
			about: wording.Words{
				ZH: "每条消息带时间和校验值；Repr-Digest 是文件的 SHA-256。双方同一语言得到相同的内容。",
				EN: "Every message with its time and checksum, in UTF-8; Repr-Digest has the SHA-256 of the file. Both sides get the same bytes in one language.",
			},
			do: d.talkFile,
		},
		{
			id: "attachTalk", method: http.MethodPost, path: here + "/attach", group: "Talks", person: true, scopes: act,
			summary: wording.Words{ZH: "把完整记录作为证据提交", EN: "Submit the whole record as evidence"}, about: wording.Words{ZH: "经普通的提交证据操作，依其规则。", EN: "By the ordinary act add_exhibit and under its rules."},
			takes: body("case", map[string]*huma.Schema{"case": schemaText("case_… of this order.")}), gives: TalkAttached{}, do: d.attachTalk,
		},
	}
}

func (d *door) listTalks(v *visit) (answer, error) {
	after, limit, err := v.page()
	if err != nil {
		return answer{}, err
	}
	as, err := v.hat()
	if err != nil {
		return answer{}, err
	}
	page, err := d.Casebook.Directs(v, v.who, as, after, limit)
	if err != nil {
		return answer{}, err
	}
	out := TalkList{Talks: []TalkRow{}, Next: page.Next}
	for _, r := range page.Rows {
		out.Talks = append(out.Talks, TalkRow{Order: r.Order.String(), Merchant: r.Merchant.String(), Messages: r.Messages, Last: r.At, Unread: r.Unread})
	}
	return answer{body: out}, nil
}

func (d *door) getTalk(v *visit) (answer, error) {
	of, err := v.orderOf()
	if err != nil {
		return answer{}, err
	}
	after, limit, err := v.page()
	if err != nil {
		return answer{}, err
	}
	t, err := d.Casebook.Direct(v, v.who, of)
	if err != nil {
		return answer{}, err
	}
	before := len(t.Messages) + 1
	if after != "" {
		if before, err = strconv.Atoi(after); err != nil || before < 1 || before > len(t.Messages) {
			return answer{}, badParameter("after")
		}
	}
	out := TalkView{Order: of.String(), You: string(t.Side), Merchant: t.Merchant.String(), Count: len(t.Messages), Unread: t.Unread, Messages: []TalkMessage{}}
	first := max(1, before-limit)
	for no := before - 1; no >= first; no-- {
		m := t.Messages[no-1]
		out.Messages = append(out.Messages, TalkMessage{No: m.No, At: m.At, From: string(m.Side), You: m.Side == t.Side, Text: m.Text, Hash: hexOf(m.Hash[:])})
	}
	if first > 1 {
		out.Next = strconv.Itoa(first)
	}
	if len(t.Messages) > 0 {
		file, inside, err := d.record(v, of, t)
		if err != nil {
			return answer{}, err
		}
		whole := sha256.Sum256(file)
		out.Record = &TalkRecord{Href: "/v1/orders/" + of.String() + "/talk/file", SHA256: hexOf(whole[:]), Inside: hexOf(inside[:])}
	}
	return answer{body: out}, nil
}

// record is the talk as a file in the language asked for.
func (d *door) record(v *visit, of id.Order, t casebook.Direct) (file []byte, inside [32]byte, err error) {
	number, _, err := d.Casebook.Bought(v, v.who.Market, of)
	if err != nil {
		return nil, inside, err
	}
	file, inside = t.Record(number, v.lang, d.zone())
	return file, inside, nil
}

// recorded is the record of a talk in which something was said.
func (d *door) recorded(v *visit, of id.Order) ([]byte, error) {
	t, err := d.Casebook.Direct(v, v.who, of)
	if err == nil && len(t.Messages) == 0 {
		err = clerk.ErrUnknown
	}
	if err != nil {
		return nil, err
	}
	file, _, err := d.record(v, of, t)
	return file, err
}

func (d *door) talkFile(v *visit) (answer, error) {
	of, err := v.orderOf()
	if err != nil {
		return answer{}, err
	}
	raw, err := d.recorded(v, of)
	if err != nil {
		return answer{}, err
	}
	whole := sha256.Sum256(raw)
	v.w.Header().Set("Repr-Digest", "sha-256=:"+base64.StdEncoding.EncodeToString(whole[:])+":") // RFC 9530
	v.w.Header().Set("Content-Language", string(v.lang))
	blob := Blob{SHA256: hex.EncodeToString(whole[:]), Bytes: int64(len(raw)), Type: "text/plain; charset=utf-8"}
	return answer{file: &file{Blob: blob, body: io.NopCloser(bytes.NewReader(raw))}}, nil
}

func (d *door) say(v *visit) (answer, error) {
	of, err := v.orderOf()
	if err != nil {
		return answer{}, err
	}
	r := read(v.body)
	text := r.text("text", true)
	if _, _, _, err := d.Clerk.DirectSide(v, v.who, of); err != nil {
		return answer{}, err // who has no part in it learns nothing of the form either
	}
	if err := r.end(); err != nil {
		return answer{}, err
	}
	said, err := d.Clerk.Say(v, v.who, of, text)
	if err != nil {
		return answer{}, pointed(err, "/text")
	}
	out := TalkDone{Order: of.String(), Done: "said", No: said.No, Hash: hexOf(said.Hash[:])}
	return answer{status: http.StatusCreated, replayed: said.Repeated, body: out}, nil
}

func (d *door) seeTalk(v *visit) (answer, error) {
	of, err := v.orderOf()
	if err != nil {
		return answer{}, err
	}
	if _, _, _, err := d.Clerk.DirectSide(v, v.who, of); err != nil {
		return answer{}, err
	}
	if err := read(v.body).end(); err != nil {
		return answer{}, err
	}
	said, err := d.Clerk.SeeDirect(v, v.who, of)
	return answer{replayed: said.Repeated, body: TalkDone{Order: of.String(), Done: "seen"}}, err
}

// attachTalk puts the whole record among the files of a case and names it there, by the
// ordinary act.
func (d *door) attachTalk(v *visit) (answer, error) {
	of, err := v.orderOf()
	if err != nil {
		return answer{}, err
	}
	raw, err := d.recorded(v, of)
	if err != nil {
		return answer{}, err
	}
	r := read(v.body)
	to := idOf(r, "case", true, id.Parse[id.Case])
	if err := r.end(); err != nil {
		return answer{}, err
	}
	sight, err := d.Clerk.Look(v, v.who, to)
	if err == nil && sight.World.Order.ID != of {
		err = clerk.ErrUnknown
	}
	if err != nil {
		return answer{}, err
	}
	if err := v.principal.RequireAct(party.Claimant); err != nil {
		return answer{}, err
	}
	name := "talk-" + of.String() + ".txt"
	blob, err := d.Blobs.Put(v, v.who.Market, to, name, bytes.NewReader(raw))
	if err != nil {
		return answer{}, err
	}
	res, err := d.Clerk.Move(v, v.who, to, dispute.Command{Move: "add_exhibit", In: dispute.Answers{
		{Name: "digest", Value: blob.SHA256}, {Name: "kind", Value: "CHAT"}, {Name: "purpose", Text: wording.TalkFile().Head.In(v.lang), Sealed: true}, {Name: "name", Text: name, Sealed: true},
	}})
	if err != nil {
		return answer{version: res.Version}, err
	}
	return answer{version: res.Version, replayed: res.Repeated, body: TalkAttached{Case: to.String(), SHA256: blob.SHA256, Version: res.Version}}, nil
}
