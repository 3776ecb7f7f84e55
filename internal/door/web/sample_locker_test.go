package web

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"io"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// lockerOf is a locker with two things in it: a picture of a chat, which is in a case
// already, and an invoice.
type lockerOf struct{ *house }

func (l tongue) lockerItems() []view.LockerItem {
	digest := strings.Repeat("7f3a51c2", 8)
	return []view.LockerItem{
		{
			No: 2, Name: l.s("聊天截图.png", "chat.png"), Note: l.s("客服说降噪不好可以退。", "The shop says I may send them back."), Icon: "image", Type: l.s("图片 PNG", "Picture PNG"), Bytes: 1_840_000,
			Digest: digest, Proof: digest[:8] + "…", At: on(9, 12, 10, 2), Until: on(9, 12, 10, 2).AddDate(3, 0, 0), Order: &view.Link{Name: "DD202609090083", URL: orderURL},
			Cases: []view.Link{{Name: "TP-26-0004521-6", URL: caseURL}}, URL: "/locker/2", FileURL: "/locker/2/file", Picture: true, Here: true,
		},
		{No: 1, Name: l.s("发票.pdf", "invoice.pdf"), Icon: "file-text", Type: "PDF", Bytes: 220_000, Digest: digest, Proof: digest[:8] + "…", At: on(9, 11, 9, 30), Until: on(9, 11, 9, 30).AddDate(3, 0, 0), URL: "/locker/1", FileURL: "/locker/1/file"},
	}
}

func (h lockerOf) Locker(_ context.Context, who view.Visitor, ask LockerAsk) (view.Locker, error) {
	l := tongue(who.Lang)
	out := view.Locker{
		First: true, Query: ask.Query, Count: 2, Used: text.Load().Of(who.Lang).Locker.Used(2, "2 MB", 200, "500 MB"), Rule: text.Load().Of(who.Lang).Locker.Rule(l.s("36 个月", "36 months")),
		Orders: []view.Pair{{Name: sampleOrder.String(), Value: l.s("蓝牙降噪耳机 Pro，DD202609090083", "Headphones Pro, DD202609090083")}},
	}
	if !ask.Order.IsZero() {
		out.Of, out.OrdID = &view.LockerOrder{ID: ask.Order.String(), Name: "DD202609090083", URL: "/orders/" + ask.Order.String()}, ask.Order.String()
	}
	if h.bare {
		out.Count, out.Orders = 0, nil
	} else if ask.Query == "" {
		out.Items = l.lockerItems()
	}
	return out, nil
}

func (h lockerOf) Item(_ context.Context, who view.Visitor, no int) (view.LockerItem, error) {
	if no != 2 {
		return view.LockerItem{}, ErrUnknown
	}
	return tongue(who.Lang).lockerItems()[0], nil
}

func (h lockerOf) Lay(_ context.Context, _ view.Visitor, name string, body io.Reader) (Stored, error) {
	n, err := io.Copy(io.Discard, body)
	return Stored{Digest: strings.Repeat("0", 64), Name: name, Media: "text/plain", Bytes: n}, err
}

func (h lockerOf) Keep(context.Context, view.Visitor, Keeping) (bool, error) { return false, nil }

func (h lockerOf) Bytes(context.Context, view.Visitor, int) (File, error) {
	var out bytes.Buffer
	err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 40, 30)))
	return File{Name: "chat.png", Type: "image/png", Body: io.NopCloser(&out)}, err
}

func (h lockerOf) Remove(context.Context, view.Visitor, int, string) error { return nil }

func (h lockerOf) Use(context.Context, view.Visitor, int, id.Case) (Stored, error) {
	return Stored{}, ErrUnknown
}
