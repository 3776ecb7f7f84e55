package reception

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// In a browser without scripts: a buyer keeps a screenshot from the page of an order,
// files two days later and chooses it with one press, and another thing as an exhibit in
// the room; the shop and the officer read since when each was kept, and the shop finds
// nothing of it in a locker of its own (M58).
func TestBrowserKeepsBeforeADispute(t *testing.T) {
	t.Parallel()
	s := inChromium(t, "zh")
	shot := filepath.Join(t.TempDir(), "聊天截图.png")
	f, err := os.Create(shot)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil || f.Close() != nil {
		t.Fatal(err)
	}
	paper := filepath.Join(t.TempDir(), "发票.txt")
	if err := os.WriteFile(paper, []byte("发票一张"), 0o600); err != nil {
		t.Fatal(err)
	}

	s.atOrder("buyer", s.order)
	s.follow("keep", allOf(`main a[href^="/locker?order="]`))
	s.see("证据柜还是空的")
	s.follow("keep nothing", allOf(`#keep button`))
	s.see("请先选择一个文件。")
	s.write("note", "客服的承诺")
	s.set("file", shot)
	s.follow("keep", allOf(`#keep button`))
	s.see("已存入证据柜。")
	s.see("聊天截图.png")
	s.set("file", paper)
	s.follow("keep", allOf(`#keep button`))
	s.see("发票.txt")

	s.until(officetest.Begins().Add(48 * time.Hour))
	picked := false
	s.atStep = func() {
		if pick := `button[value^="kept:1"]`; !picked && s.there(pick) {
			s.look()
			s.follow("choose", allOf(pick))
			s.see("您的材料")
			picked = true
		}
	}
	kase := s.file(s.order, notReceived())
	if !picked {
		t.Fatal("nothing was offered while filing")
	}
	s.see("存入证据柜，此后未变。")
	s.do("officer", kase, "accept")
	s.see("该文件于9月14日（周一）")

	s.at("buyer", kase)
	s.follow("an exhibit", allOf(linkTo(kase, "add_exhibit")))
	s.look()
	s.follow("choose", allOf(`button[value^="kept:2"]`))
	s.see("发票.txt")
	s.set("kind", "CHAT")
	s.send()
	s.at("shop", kase)
	if n := strings.Count(s.body(), "存入证据柜，此后未变。"); n != 2 {
		t.Errorf("the shop reads %d times since when it was kept:\n%s", n, s.body())
	}
	s.open("/locker")
	s.see("证据柜还是空的")

	s.as("buyer")
	s.open("/locker/1")
	s.look()
	s.follow("remove", allOf(`.locker-remove button`))
	s.see("已移除。")
	s.not("聊天截图.png")
	s.at("officer", kase)
	s.see("存入证据柜，此后未变。")
	for _, w := range s.windows {
		w.forgive("422")
	}
}
