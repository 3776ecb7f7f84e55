package reception

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// hands posts a form with a document.
func (p person) hands(at, paper string, pairs ...string) (string, int) {
	p.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i < len(pairs); i += 2 {
		if err := w.WriteField(pairs[i], pairs[i+1]); err != nil {
			p.t.Fatal(err)
		}
	}
	if paper != "" {
		part, err := w.CreateFormFile("paper", "paper.txt")
		if err != nil {
			p.t.Fatal(err)
		}
		_, _ = part.Write([]byte(paper))
	}
	_ = w.Close()
	return p.read(p.client.Post(p.server.URL+at, w.FormDataContentType(), &body)) //nolint:bodyclose // read closes it
}

// comes registers somebody with an account, and a capacity or none.
func comes(t *testing.T, o *officetest.Office, r *Reception, name string, as party.Capacity) id.Person {
	t.Helper()
	p, err := o.Clerk.Register(t.Context(), clerk.System(o.Market), "test", name, "周全")
	if err != nil {
		t.Fatal(err)
	}
	if as != "" {
		if err := o.Clerk.Grant(t.Context(), clerk.System(o.Market), party.GrantCapacity{Person: p, Capacity: as}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := r.Identity.Register(t.Context(), identity.NewAccount{Market: o.Market, Person: p, Login: name, Password: password}); err != nil {
		t.Fatal(err)
	}
	o.People[name] = p
	return p
}

// numbers are the numbers of a case and of its order.
func numbers(t *testing.T, o *officetest.Office, c id.Case) (kase, order string) {
	t.Helper()
	seen, err := o.Casebook.Case(t.Context(), o.Who("buyer"), c)
	if err != nil {
		t.Fatal(err)
	}
	return seen.Sight.World.Case.Number, seen.OrderNumber
}

// TestRecordsByLaw (R31, R32): an authority reads nothing of a case until its request,
// with its document, is confirmed by an administrator who is somebody else; then it
// reads the file, each reading recorded first; the parties are told; offers stay shut.
func TestRecordsByLaw(t *testing.T) {
	t.Parallel()
	o, err := officetest.Memory(t.Context(), 44, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	c := disputed(t, o)
	r, server := serveOffice(t, o)
	asker := comes(t, o, r, "regulator", party.Regulator)
	reg, admin, room := enters(t, server, "regulator"), enters(t, server, "admin"), "/cases/"+c.String()
	number, _ := numbers(t, o, c)
	for _, at := range []string{room, room + "/print"} {
		if _, status := reg.gets(at); status != http.StatusNotFound {
			t.Fatalf("%s without a request: %d", at, status)
		}
	}
	page, _ := reg.gets("/admin/results")
	tells(t, "results", page, "结果和存证", "还没有结束的案件")
	if _, status := admin.gets("/admin/results"); status != http.StatusNotFound {
		t.Errorf("results for an administrator: %d", status)
	}
	form := []string{"_key", "r1", "case", number, "authority", "某市市场监督管理局", "basis", "电子商务法第二十五条", "number", "市监调〔2026〕7号", "what", "核查经营行为", "personal", "yes"}
	if _, status := reg.hands("/admin/records", "", form...); status != http.StatusUnprocessableEntity {
		t.Errorf("without its document: %d", status)
	}
	page, status := reg.hands("/admin/records", "协助调查函", form...)
	if status != http.StatusOK {
		t.Fatalf("not recorded: %d\n%s", status, page)
	}
	tells(t, "the request", page, "某市市场监督管理局", "等待确认")
	one := "/admin/records/" + asker.String() + ".1"
	if _, status = reg.hands(one, "", "_key", "r2", "do", "read"); status != http.StatusNotFound {
		t.Errorf("read before it was confirmed: %d", status)
	}
	if _, status = reg.hands(one, "", "_key", "r3", "do", "confirm", "days", "7", "reason", "自己确认"); status < http.StatusBadRequest {
		t.Errorf("he confirmed his own: %d", status)
	}
	page, _ = admin.gets(one)
	tells(t, "the administrator", page, "市监调〔2026〕7号", "核查经营行为", "未遮盖的个人信息", "U，未经核验")
	paper := room + "/exhibits/L." + asker.String() + ".1/file"
	for who, want := range map[string]int{"admin": http.StatusOK, "regulator": http.StatusOK, "buyer": http.StatusNotFound, "officer": http.StatusNotFound} {
		if _, status := enters(t, server, who).gets(paper); status != want {
			t.Errorf("%s opens the document: %d", who, status)
		}
	}
	if page, status = admin.hands(one, "", "_key", "a1", "do", "confirm", "days", "7", "reason", "已核对文书"); status != http.StatusOK {
		t.Fatalf("not confirmed: %d\n%s", status, page)
	}
	if _, status = reg.gets(room + "/print"); status != http.StatusNotFound {
		t.Errorf("read without a reading on record: %d", status)
	}
	page, status = reg.hands(one, "", "_key", "r4", "do", "read")
	if status != http.StatusOK {
		t.Fatalf("not read: %d\n%s", status, page)
	}
	tells(t, "the file", page, number, "测试买家", "证据")
	if _, status = reg.gets(room); status != http.StatusNotFound {
		t.Errorf("an authority enters the room: %d", status)
	}
	page, _ = admin.gets("/admin/history")
	tells(t, "the history", page, "依法调取：查看了案件材料", "答复依法调取请求", "已核对文书")
	page, _ = enters(t, server, "buyer").gets("/notices")
	tells(t, "the buyer", page, "有机关依法调取本案材料")
	if strings.Contains(page, "某市") {
		t.Error("the notice names more than it should")
	}
}

// TestGuardianByPages (T66): a father asks to act for his child with a proof; case and
// order number must belong together; an officer of the case opens the proof and agrees;
// the father then has the case, in which he may settle; able again, the child acts alone.
func TestGuardianByPages(t *testing.T) {
	t.Parallel()
	o, err := officetest.Memory(t.Context(), 45, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	c, _ := filed(t, o, 29900)
	r, server := serveOffice(t, o)
	asker := comes(t, o, r, "father", "")
	father, room := enters(t, server, "father"), "/cases/"+c.String()
	number, order := numbers(t, o, c)
	form := []string{"_key", "g1", "case", number, "order", "WRONG", "for", "buyer", "as", "guardian", "reason", "我是她父亲。"}
	if page, status := father.hands("/account/stand-in", "户口簿", form...); status != http.StatusUnprocessableEntity || !strings.Contains(page, "对不上") {
		t.Errorf("with another order's number: %d", status)
	}
	form[5] = order
	if page, status := father.hands("/account/stand-in", "户口簿", form...); status != http.StatusOK || !strings.Contains(page, "等待答复") {
		t.Fatalf("not asked: %d\n%s", status, page)
	}
	if _, status := father.gets(room); status != http.StatusNotFound {
		t.Errorf("in the case before anybody agreed: %d", status)
	}
	proof := room + "/exhibits/S." + asker.String() + ".1/file"
	for who, want := range map[string]int{"buyer": http.StatusNotFound, "shop": http.StatusNotFound, "father": http.StatusOK} {
		if _, status := enters(t, server, who).gets(proof); status != want {
			t.Errorf("%s opens the proof: %d", who, status)
		}
	}
	desk := enters(t, server, "officer")
	page, _ := desk.gets(room + "/people")
	tells(t, "the desk", page, "我是她父亲。", "监护人", "打开证明文件")
	if _, status := desk.gets(proof); status != http.StatusOK {
		t.Errorf("the desk opens the proof: %d", status)
	}
	if page, status := desk.hands(room+"/people", "", "_key", "g2", "do", "yes", "asker", asker.String(), "no", "1", "reason", "户口簿与身份证一致"); status != http.StatusOK {
		t.Fatalf("not agreed: %d\n%s", status, page)
	}
	page, _ = father.gets(room)
	tells(t, "the father's room", page, "监护关系证明", "M-01")
	if page, _ = enters(t, server, "shop").gets(room + "/print"); !strings.Contains(page, "周**") || strings.Contains(page, "周全") {
		t.Error("the shop's file does not name the guardian masked")
	}
	if page, status := desk.hands(room+"/people", "成年证明", "_key", "g3", "do", "capable", "side", "C"); status != http.StatusOK {
		t.Fatalf("not ended: %d\n%s", status, page)
	}
	if _, status := father.gets(room); status != http.StatusNotFound {
		t.Errorf("in the case after it ended: %d", status)
	}
}
