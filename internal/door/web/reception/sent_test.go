package reception

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// picture is a PNG of so many points a side.
func picture(t *testing.T, side int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, side, side/2))
	img.Set(3, 3, color.RGBA{R: 200, A: 255})
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// sends posts a message with files, as a browser without scripts does.
func (p person) sends(of id.Case, key, audience, text string, files ...[]byte) (string, int) {
	p.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, value := range map[string]string{"_key": key, "text": text, "audience": audience} {
		if value != "" {
			_ = w.WriteField(name, value)
		}
	}
	for _, f := range files {
		part, err := w.CreateFormFile("files", "照片.png")
		if err == nil {
			_, err = part.Write(f)
		}
		if err != nil {
			p.t.Fatal(err)
		}
	}
	_ = w.Close()
	return p.read(p.client.Post(p.server.URL+"/cases/"+of.String()+"/moves/message", w.FormDataContentType(), &body)) //nolint:bodyclose // read closes it
}

var sentLink = regexp.MustCompile(`/cases/[a-z0-9_]+/files/[0-9a-f]{64}`)

// TestM090_PicturesAndVoiceOnPages: what is sent with a message stands in the room, small
// and described; a voice that is too long is refused at its input with the words kept;
// one press makes evidence of one's own; a stranger, and who decides, find nothing at
// its address; and only a room may use the microphone.
func TestM090_PicturesAndVoiceOnPages(t *testing.T) {
	t.Parallel()
	o, err := officetest.Memory(t.Context(), 23, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	c, _ := filed(t, o, 29900)
	if o.People["stranger"], err = o.Clerk.Register(t.Context(), clerk.System(o.Market), "test", "stranger", "stranger"); err != nil {
		t.Fatal(err)
	}
	_, server := serveOffice(t, o)
	buyer, shop, stranger := enters(t, server, "buyer"), enters(t, server, "shop"), enters(t, server, "stranger")
	room, status := buyer.sends(c, "k-1", "", "门口监控的截图", picture(t, 1200), wav(12))
	if status != http.StatusOK || !strings.Contains(room, "语音 0:12") || !strings.Contains(room, "图片 1/1：门口监控的截图") {
		t.Fatalf("the room after sending: %d %s", status, room)
	}
	at := sentLink.FindString(room)
	small, status := shop.gets(at + "/thumb")
	if img, err := jpegOf(small); status != http.StatusOK || err != nil || img.Bounds().Dx() != 320 || img.Bounds().Dy() != 160 {
		t.Errorf("the other side's small picture: %d %v", status, err)
	}
	for _, more := range []string{"", "/bytes", "/thumb"} {
		if _, status := stranger.gets(at + more); status != http.StatusNotFound {
			t.Errorf("a stranger at %q: %d", more, status)
		}
	}
	page, status := buyer.sends(c, "k-2", "", "这段话不能丢", wav(61))
	if status != http.StatusUnprocessableEntity || !strings.Contains(page, "最长 60 秒") || !strings.Contains(page, "这段话不能丢") {
		t.Errorf("a voice that is too long: %d", status)
	}
	if _, status := shop.posts(at+"/exhibit", url.Values{"_key": {"k-3"}}); status != http.StatusNotFound {
		t.Errorf("another side's file as evidence: %d", status)
	}
	if page, _ := buyer.posts(at+"/exhibit", url.Values{"_key": {"k-4"}}); !strings.Contains(page, "E-01") {
		t.Error("one's own picture did not become evidence")
	}
	if page, _ := buyer.gets(at); !strings.Contains(page, "已提交为证据 E-01") {
		t.Error("the page of the picture does not say that it is evidence")
	}
	for path, want := range map[string]string{"/cases/" + c.String(): "microphone=(self)", "/cases": "microphone=()"} {
		r, err := buyer.client.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		_ = r.Body.Close()
		if got := r.Header.Get("Permissions-Policy"); !strings.Contains(got, want) {
			t.Errorf("%s: %s", path, got)
		}
	}
}

// wav is so many seconds of silence.
func wav(seconds int) []byte {
	n := seconds * 800
	out := append([]byte("RIFF\x00\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x20\x03\x00\x00\x20\x03\x00\x00\x01\x00\x08\x00data"), byte(n), byte(n>>8), byte(n>>16), 0)
	return append(out, bytes.Repeat([]byte{0x80}, n)...)
}

func jpegOf(body string) (image.Image, error) { return jpeg.Decode(strings.NewReader(body)) }
