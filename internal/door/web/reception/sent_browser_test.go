package reception

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// In a browser with scripts: 400 KB pasted into the box of a room have their answer in
// seconds, with the limit and the length at the field and the text kept; what is wrong
// with a file is said where it was chosen, words and file still there; and a voice is
// recorded, listened to, sent with its summary, and heard by the other side.
func TestBrowserSendsPicturesAndVoice(t *testing.T) {
	t.Parallel()
	s := standIn(t, "zh", true, officetest.Begins())
	kase := s.file(s.order, notReceived())
	s.do("officer", kase, "accept")
	s.until(officetest.Begins().Add(2 * time.Hour))
	const button = `form.composer > button.btn-primary`

	s.at("buyer", kase)
	var typed int
	s.ask("paste", `const t = document.querySelector('form.composer textarea'); t.value = '谢'.repeat(133000); t.dispatchEvent(new Event('input', {bubbles: true})); return t.value.length`, &typed)
	begun := time.Now() //nolint:forbidigo // a browser is real
	s.follow("send 400 KB", allOf(button))
	s.see("最多 4000 个字，现在有 133000 个")
	s.ask("kept", `return document.querySelector('textarea[name=text]').value.length`, &typed)
	if took := time.Since(begun); took > 20*time.Second || typed != 133000 { //nolint:forbidigo // a browser is real
		t.Errorf("took %v, %d characters stand there", took, typed)
	}

	s.at("buyer", kase)
	s.click("more", s.spot("more", allOf(`.attach summary`)))
	s.write("text", "这段话要留着")
	var chosen int
	s.ask("choose", `const f = new File([Uint8Array.from(atob('`+base64.StdEncoding.EncodeToString(wav(61))+`'), c => c.charCodeAt(0))], 'long.wav', {type: 'audio/wav'}), all = new DataTransfer();
		all.items.add(f); const i = document.querySelector('.voice input'); i.files = all.files; return i.files.length`, &chosen)
	s.click("send", s.spot("send", allOf(button)))
	s.soon("这段语音 61 秒，最长 60 秒", 10*time.Second)
	var left string
	s.ask("what is left", `return document.querySelector('form.composer textarea').value + document.querySelector('.voice input').files[0].name + document.activeElement.className`, &left)
	if left != "这段话要留着long.wavsend-failed error-summary" {
		t.Errorf("left: %s", left)
	}

	s.ask("record", `document.querySelector('.voice-row button').click(); return 1`, &chosen)
	s.soon("还可以录 57 秒", 10*time.Second)
	s.ask("stop", `document.querySelector('.voice-row button').click(); return 1`, &chosen)
	s.soon("录好了", 5*time.Second)
	s.ask("listen", `return document.querySelectorAll('.voice audio[src^="blob:"]').length`, &chosen)
	if chosen != 1 {
		t.Error("it cannot be listened to before it is sent")
	}
	s.follow("send", allOf(button))
	s.see("语音 0:0")
	s.at("shop", kase)
	s.see("这段话要留着")
	var heard string
	s.js(`new Promise(done => { const a = document.querySelector('.sent-voice audio'); a.muted = true; a.play().then(() => setTimeout(() => done('at ' + a.currentTime), 400), e => done('' + e)) })`, &heard)
	if !strings.HasPrefix(heard, "at 0.") {
		t.Errorf("the other side hears: %s", heard)
	}
	for _, w := range s.windows {
		w.forgive("422")
	}
}
