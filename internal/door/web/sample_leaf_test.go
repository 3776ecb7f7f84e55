package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// roomsOf shows a leaf with every kind of part in it.
type roomsOf struct{ *house }

func (h *house) Second(_ context.Context, half, code, _ string) (string, time.Duration, error) {
	switch {
	case half != "half":
		return "", 0, ErrNoSession
	case code != "123456":
		return "", 0, ErrCredentials
	}
	return "mediator", time.Hour, nil
}

func (h roomsOf) Show(_ context.Context, who view.Visitor, at Room) (view.Leaf, error) {
	if at.Area == LinkArea || at.Name == "nowhere" {
		return view.Leaf{}, ErrUnknown
	}
	l := tongue(who.Lang)
	part := view.Part{
		Title: l.s("登录的设备", "Devices"), Says: l.s("只列出您自己的。", "Only your own."), Warn: l.s("只显示这一次。", "Shown once."), Lines: []string{l.s("一行。", "A line.")}, First: true,
		Steps: []string{l.s("第一步", "First")}, Facts: []view.Fact{{Name: l.s("期限", "Until"), At: now}, {Name: l.s("密钥", "Secret"), Value: "4217", Mono: true}},
		Table: &view.Table{Name: l.s("设备", "Devices"), Head: []string{l.s("浏览器", "Browser"), l.s("最近", "Seen"), ""}, Rows: []view.TableRow{
			{ID: "d-1", Cells: []view.Cell{{Text: l.s("火狐", "Firefox"), Sub: l.s("用链接登录", "by link"), Chip: &view.Chip{Tone: view.Brand, Text: l.s("当前", "This one")}}, {At: now}}, Asks: []view.Ask{{Action: "/account/devices", Button: l.s("退出", "Sign out"), Slim: true}}},
		}},
		Asks: []view.Ask{{Action: "/account/devices", Button: l.s("更改", "Change"), Tone: "primary", Fields: []view.Question{
			{Name: "old", Label: l.s("现在的密码", "Password now"), Kind: "password", Fill: "current-password"},
			{Name: "login", Label: l.s("登录名", "Log-in name"), Hint: l.s("完整的", "The whole")},
			{Name: "why", Label: l.s("原因", "Why"), Kind: "select", Choices: []view.Pair{{Value: "a", Name: l.s("丢失", "Lost")}}},
			{Name: "note", Label: l.s("说明", "Note"), Kind: "area", Optional: true},
			{Name: "paper", Label: l.s("文件", "Document"), Hint: l.s("PDF 或照片", "PDF or photo"), Kind: "file"},
			{Name: "sure", Label: l.s("也关闭", "As well"), Kind: "tick"},
		}}},
	}
	if h.bare {
		part = view.Part{Title: part.Title, None: l.s("没有设备", "No devices"), NoneSays: l.s("登录后列在这里。", "They stand here.")}
	}
	links := view.Part{Links: []view.Entrance{{URL: "/account", Icon: "user", Name: l.s("我的账户", "My account"), Says: l.s("登录", "Sign-in")}}}
	return view.Leaf{Back: &view.Link{Name: l.s("我的账户", "My account"), URL: "/account"}, Title: l.s("账户", "Account"), Says: l.s("说明。", "About."), Section: "account", Parts: []view.Part{part, links}}, nil
}

func (h roomsOf) Do(_ context.Context, who view.Visitor, at Room, in form.Typed) (view.LeafDone, error) {
	switch {
	case at.Area == LinkArea:
		return view.LeafDone{}, ErrUnknown
	case h.fail != nil:
		return view.LeafDone{}, h.fail
	case in.Get("old") == "wrong":
		l := tongue(who.Lang)
		return view.LeafDone{}, &Refused{view.Refusal{Code: "x", Title: l.s("密码不对", "Wrong password"), Field: "old"}}
	case in.Get("all") == "yes":
		return view.LeafDone{Next: "/sign-in", Ended: true}, nil
	}
	return view.LeafDone{Next: "/account"}, nil
}

// A leaf that refuses shows why, above the same page, with what was typed; a password
// is never shown again. The session's cookie goes when the session does.
func TestLeaf(t *testing.T) {
	t.Parallel()
	h := newHouse()
	site := newSite(h).Handler()
	w := ask(t, site, "buyer", "/account/devices", url.Values{"old": {"wrong"}, "login": {"abc"}}, text.Chinese)
	body := w.Body.String()
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(body, "密码不对") || !strings.Contains(body, `value="abc"`) || strings.Contains(body, `value="wrong"`) || !strings.Contains(body, `href="#q-old"`) {
		t.Errorf("refused: %d %s", w.Code, body)
	}
	w = ask(t, site, "buyer", "/account/devices", url.Values{"all": {"yes"}}, text.Chinese)
	if w.Code != http.StatusSeeOther || w.Result().Cookies()[0].MaxAge >= 0 {
		t.Errorf("signed out everywhere: %d %v", w.Code, w.Result().Cookies())
	}
	h.fail = &Wait{For: time.Minute}
	if w = ask(t, site, "", "/recover", url.Values{"login": {"x"}}, text.Chinese); w.Code != http.StatusTooManyRequests {
		t.Errorf("too often: %d", w.Code)
	}
	if w = ask(t, site, "buyer", "/account/nowhere", nil, text.Chinese); w.Code != http.StatusNotFound {
		t.Errorf("no such room: %d", w.Code)
	}
	if w = ask(t, site, "", "/account/devices", nil, text.Chinese); w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/sign-in") {
		t.Errorf("a stranger: %d", w.Code)
	}
}

// A sign-in with a second step begins no session before the code; its half is in a
// cookie no script reads, and a form that was typed is carried through both steps.
func TestSecondStep(t *testing.T) {
	t.Parallel()
	h := newHouse()
	h.fail = &Half{Token: "half"}
	site := newSite(h).Handler()
	kept := url.Values{"account": {"mediator"}, "password": {"open"}, "_path": {caseURL + counterURL}, "_body": {counter().Encode()}}
	w := ask(t, site, "", "/sign-in", kept, text.Chinese)
	cookies := w.Result().Cookies()
	if w.Code != http.StatusOK || len(cookies) != 1 || cookies[0].Name != "tianping-step" || !cookies[0].HttpOnly || strings.Contains(w.Body.String(), ">half<") {
		t.Fatalf("%d %+v", w.Code, cookies)
	}
	step := func(half, code string) (int, []*http.Cookie, string) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "/sign-in/code", strings.NewReader(url.Values{"code": {code}, "next": {"//evil.example"}, "_path": {caseURL + counterURL}, "_body": {counter().Encode()}}.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.AddCookie(&http.Cookie{Name: "tianping-step", Value: half})
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		return w.Code, w.Result().Cookies(), w.Body.String()
	}
	if code, cookies, body := step("half", "000000"); code != http.StatusUnprocessableEntity || len(cookies) != 0 || !strings.Contains(body, "验证码不对") || !strings.Contains(body, "_body") {
		t.Errorf("a wrong code: %d %v", code, cookies)
	}
	if code, _, body := step("other", "123456"); code != http.StatusUnauthorized || !strings.Contains(body, "请重新登录") {
		t.Errorf("too late: %d", code)
	}
	code, cookies, body := step("half", "123456")
	if code != http.StatusOK || len(cookies) != 2 || cookies[1].Value != "mediator" || !strings.Contains(body, `name="note" value="谢谢"`) {
		t.Errorf("in: %d %v", code, cookies)
	}
}
