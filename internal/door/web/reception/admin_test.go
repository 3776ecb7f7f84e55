package reception

import (
	"net/http"
	"strings"
	"testing"
)

// TestAdministration: an administrator gives a capacity with a reason, which stands in
// the history with who did it; gives nothing to himself; helps somebody back in with a
// reason, by a link told once; issues a key whose text is told once. Supervisors and
// regulators see what they may; everybody else finds nothing there at all.
func TestAdministration(t *testing.T) {
	t.Parallel()
	h := openHall(t)
	rooms := []string{"/admin", "/admin/people", "/admin/grants", "/admin/keys", "/admin/procedure", "/admin/calendar", "/admin/rules", "/admin/history", "/admin/outages", "/admin/mass", "/admin/regulator"}
	admin, supervisor := h.guest("admin"), h.guest("supervisor")
	for _, path := range rooms {
		status, _, body := admin.get(path)
		if h.want("admin "+path, status, http.StatusOK); strings.Contains(body, "%!") || strings.Contains(body, "<nil>") {
			t.Errorf("%s shows a code", path)
		}
		for _, who := range []string{"buyer", "shop", "officer", "mediator", "adjudicator"} {
			status, _, _ = h.guest(who).get(path)
			h.want(who+" "+path, status, http.StatusNotFound)
		}
		if path == "/admin/keys" {
			status, _, _ = supervisor.get(path)
			h.want("supervisor "+path, status, http.StatusNotFound)
		}
	}
	for _, post := range [][]string{
		{"/admin/grants", "do", "give", "person", "buyer", "capacity", "admin", "reason", "x"}, {"/admin/keys", "do", "mint", "label", "x", "admin", "yes"}, {"/admin", "second", "yes"},
	} {
		status, _, _ := supervisor.send(post[0], post[1:]...)
		h.want("supervisor posts "+post[0], status, http.StatusNotFound)
		status, _, _ = h.guest("officer").send(post[0], post[1:]...)
		h.want("officer posts "+post[0], status, http.StatusNotFound)
	}
	to := h.o.People["officer"].String()
	status, _, body := admin.send("/admin/grants", "do", "give", "person", to, "capacity", "reviewer", "_key", "g1")
	if h.want("no reason", status, http.StatusUnprocessableEntity); !strings.Contains(body, "请写明理由") {
		t.Error("the reason is not asked for")
	}
	status, _, _ = admin.send("/admin/grants", "do", "give", "person", h.o.People["admin"].String(), "capacity", "reviewer", "reason", "自己", "_key", "g0")
	h.want("to himself", status, http.StatusUnprocessableEntity)
	status, _, _ = admin.send("/admin/grants", "do", "give", "person", to, "capacity", "reviewer", "reason", "复核人手不足", "_key", "g2")
	h.want("give", status, http.StatusSeeOther)
	_, _, body = admin.get("/admin/history?kind=granted")
	if !strings.Contains(body, "复核人手不足") {
		t.Error("the history does not say why")
	}
	if _, _, body = admin.get("/admin/history?kind=revoked"); strings.Contains(body, "复核人手不足") {
		t.Error("the filter lets everything through")
	}
	buyer := h.guest("buyer")
	path := "/admin/people/" + h.o.People["buyer"].String()
	status, _, _ = admin.send(path, "do", "recover", "by", "in_person", "reason", "")
	h.want("help without a reason", status, http.StatusUnprocessableEntity)
	status, _, body = supervisor.send(path, "do", "recover", "by", "in_person", "reason", "身份证原件核对")
	link := printedCode.FindString(body)
	if h.want("help", status, http.StatusOK); link == "" {
		t.Fatal("no link is told")
	}
	status, _, _ = buyer.get("/account")
	h.want("sessions of before", status, http.StatusSeeOther)
	status, _, _ = h.guest("").send("/l/"+link, "password", "a new long password")
	h.want("a new password", status, http.StatusOK)
	if _, _, body = admin.get("/admin/history?kind=person_recovered"); !strings.Contains(body, "身份证原件核对") || !strings.Contains(body, "当面核对证件") {
		t.Error("the history does not say who was helped and why")
	}
	status, _, body = admin.send("/admin/keys", "do", "mint", "label", "仓库", "orders-write", "yes")
	if h.want("a key", status, http.StatusOK); !strings.Contains(body, "tp_") {
		t.Error("the key is not told")
	}
	if _, _, body = admin.get("/admin/keys"); !strings.Contains(body, "仓库") || strings.Contains(body, "tp_") {
		t.Error("the list of keys is wrong")
	}
}
