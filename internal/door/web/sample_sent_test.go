package web

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"io"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// sentOf shows one picture of a message.
type sentOf struct{ *house }

const sampleDigest = "7f3a51c2"

func (l tongue) sentFiles() []view.SentFile {
	at := caseURL + "/files/" + sampleDigest
	return []view.SentFile{
		{URL: at, BytesURL: at + "/bytes", ThumbURL: at + "/thumb", Name: "IMG_2043.jpg", Bytes: 1_840_000, Picture: true, Alt: l.s("图片 1/1：充电盒开裂的地方", "Picture 1/1: where the case is cracked")},
		{URL: at, BytesURL: at + "/bytes", Name: "voice.webm", Bytes: 48_000, Voice: true, Lasts: "0:12"},
		{URL: at, BytesURL: at + "/bytes", Name: l.s("维修单.pdf", "repair.pdf"), Bytes: 220_000},
	}
}

func (h sentOf) File(_ context.Context, who view.Visitor, _ id.Case, digest string) (view.SentPage, error) {
	l := tongue(who.Lang)
	if digest != sampleDigest {
		return view.SentPage{}, ErrUnknown
	}
	return view.SentPage{Of: l.brief(), File: l.sentFiles()[0], From: l.buyer(true), At: on(9, 18, 10, 2), Text: l.s("充电盒开裂的地方。", "Where the case is cracked."), MayExhibit: true, ExhibitURL: caseURL + "/moves/add_exhibit"}, nil
}

func (h sentOf) Bytes(_ context.Context, _ view.Visitor, _ id.Case, _ string) (File, error) {
	var out bytes.Buffer
	err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 40, 30)))
	return File{Name: "IMG_2043.png", Type: "image/png", Body: io.NopCloser(&out)}, err
}

func (h sentOf) Exhibit(_ context.Context, _ view.Visitor, _ id.Case, _, _ string) (view.Recorded, error) {
	return view.Recorded{}, ErrUnknown
}
