package api

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// TestRefusedOrdersKeepNoKey: orders that were all refused are mended and sent again
// under the same key; what landed keeps it. A thousand land at once, one more is
// refused whole, with how many there may be.
func TestRefusedOrdersKeepNoKey(t *testing.T) {
	t.Parallel()
	h := open(t)
	importer := h.mint(h.office.Market, id.Person{}, identity.OrdersWrite)
	land := func(key, body string) reply { return h.call(http.MethodPost, "/v1/orders", importer, key, body) }
	if bad := land("k", `{"number":"A1","minor":0}`); bad.text("code") != "order/refused" {
		t.Fatalf("refused: %s", bad.raw)
	}
	if mended := land("k", `{"number":"A1","minor":100}`); mended.number("new") != 1 || mended.header.Get("Idempotent-Replayed") != "" {
		t.Errorf("mended, under the same key: %s", mended.raw)
	}
	if other := land("k", `{"number":"A2","minor":100}`); other.text("code") != "request/key_reused" {
		t.Errorf("now it is kept: %s", other.raw)
	}
	order := h.bought(officetest.Goods{Qty: 1, Minor: 100})
	track := func(body string) reply {
		return h.call(http.MethodPost, "/v1/orders/"+order+"/tracking", importer, "t", body)
	}
	if r := track(`{"parcel":7,"status":"signed"}`); r.status < 400 {
		t.Fatalf("no such parcel: %s", r.raw)
	}
	if r := track(`{"parcel":1,"status":"signed"}`); r.status != http.StatusOK {
		t.Errorf("mended: %s", r.raw)
	}
	many := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `,{"number":"M%d","minor":100}`, i)
		}
		return "[" + b.String()[1:] + "]"
	}
	if r := land("many", many(maxBatch+1)); r.status != http.StatusUnprocessableEntity || r.text("code") != "request/too_many" || r.number("most") != maxBatch {
		t.Errorf("too many: %.300s", r.raw)
	}
	r := land("many", many(maxBatch))
	if r.number("new") != maxBatch || len(r.list("orders")) != maxBatch || r.number("orders.999.index") != 999 || r.text("orders.999.order") == r.text("orders.998.order") {
		t.Errorf("a thousand: %.300s", r.raw)
	}
}

// TestTheSameOrdersAtOnce: a program that waited in vain sends its orders again while
// the first request is still under way: nobody is registered twice, nothing is refused.
func TestTheSameOrdersAtOnce(t *testing.T) {
	t.Parallel()
	h := open(t)
	importer := h.mint(h.office.Market, id.Person{}, identity.OrdersWrite)
	var orders []string
	for i := range 60 {
		orders = append(orders, fmt.Sprintf(`{"number":"S%d","minor":100,"buyer":"b%d"}`, i, i))
	}
	body := "[" + strings.Join(orders, ",") + "]"
	out := make([]reply, 4)
	var wg sync.WaitGroup
	for i := range out {
		wg.Go(func() { out[i] = h.call(http.MethodPost, "/v1/orders", importer, "same", body) })
	}
	wg.Wait()
	landed := int64(0)
	for _, r := range out {
		landed += r.number("new")
		if r.status != http.StatusOK || r.number("refused") != 0 {
			t.Errorf("%d %.300s", r.status, r.raw)
		}
	}
	if landed != 60 {
		t.Errorf("%d landed, want 60", landed)
	}
}

// inMediation brings a case about an order to a mediator.
func (h *house) inMediation(order string) string {
	h.Helper()
	of := h.toEvidence(order)
	for _, who := range []string{"buyer", "shop"} {
		h.do(who, of, "consent_mediation", `{"consent":"yes"}`)
		h.do(who, of, "done", `{}`)
	}
	for range 10 {
		if h.get("buyer", "/v1/cases/"+of).text("phase.code") == "mediation" {
			return of
		}
		h.after(24 * time.Hour)
	}
	h.Fatal("no mediation")
	return of
}

// TestEveryWriteTellsTheVersion: an act that leaves the case's own stream as it is (what
// is said in mediation) tells the version of the case, and the same when sent again.
func TestEveryWriteTellsTheVersion(t *testing.T) {
	t.Parallel()
	h := open(t)
	of := h.inMediation(h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour}))
	at := h.get("buyer", "/v1/cases/"+of).number("version")
	say := func() reply {
		return h.call(http.MethodPost, "/v1/cases/"+of+"/moves/message", h.key("buyer"), "o", `{"inputs":{"text":"可以退一半"}}`)
	}
	first, again := say(), say()
	if first.number("version") != at || len(first.text("hash")) != 64 || strings.Trim(first.text("hash"), "0") == "" || first.header.Get("ETag") != tag(uint64(at)) {
		t.Errorf("the message tells version %d of %d: %s", first.number("version"), at, first.raw)
	}
	if string(again.raw) != string(first.raw) || again.header.Get("Idempotent-Replayed") != "true" {
		t.Errorf("again: %s, not %s", again.raw, first.raw)
	}
}

// TestWhatIsWrongIsNamed: a wrong parameter and a wrong header are named, a method that
// is not taken learns all that are, and a search finds ids.
func TestWhatIsWrongIsNamed(t *testing.T) {
	t.Parallel()
	h := open(t)
	order := h.bought(officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	of := h.accepted(order, notReceived)
	for at, name := range map[string]string{
		"/v1/cases?limit=0": "limit", "/v1/cases?limit=x": "limit", "/v1/cases?after=forged": "after", "/v1/cases?as=king": "as", "/v1/search": "q",
		"/v1/cases/" + of + "/timeline?after=forged": "after",
	} {
		if r := h.call(http.MethodGet, at, h.key("buyer"), "", ""); r.status != http.StatusBadRequest || r.text("code") != "request/bad_parameter" || r.text("parameter") != name {
			t.Errorf("%s: %d %s, want %s", at, r.status, r.raw, name)
		}
	}
	for _, name := range []string{"mine", "least"} {
		if r := h.call(http.MethodGet, "/v1/workbench?"+name+"=maybe", h.key("officer"), "", ""); r.text("parameter") != name {
			t.Errorf("%s: %s", name, r.raw)
		}
	}
	for at, allow := range map[string]string{"/v1/cases": "GET, HEAD, POST", "/v1/cases/" + of: "GET, HEAD", "/v1/cases/" + of + "/moves/message": "POST"} {
		if r := h.call(http.MethodDelete, at, h.key("buyer"), "", ""); r.status != http.StatusMethodNotAllowed || r.header.Get("Allow") != allow {
			t.Errorf("DELETE %s: %d, Allow %q, want %q", at, r.status, r.header.Get("Allow"), allow)
		}
	}
	for _, q := range []string{of, order} {
		if r := h.get("buyer", "/v1/search?q="+q); len(r.list("cases")) != 1 || r.text("cases.0.case") != of {
			t.Errorf("search %s: %s", q, r.raw)
		}
	}
	if r := h.get("buyer", "/v1/search?q="+order); r.text("orders.0.order") != order {
		t.Errorf("the order by its id: %s", r.raw)
	}
	if r := h.get("officer_2", "/v1/search?q="+of); r.text("cases.0.case") != of {
		t.Errorf("an officer finds the case by its id: %s", r.raw)
	}
	far := h.mint(h.office.Market, id.From[id.Person]([16]byte{8}), identity.CasesRead, identity.ActParty)
	if r := h.call(http.MethodGet, "/v1/search?q="+of, far, "", ""); len(r.list("cases")) != 0 {
		t.Errorf("a stranger finds nothing by an id: %s", r.raw)
	}
}

// TestAnswersAreOpenAndOrdersDescribed: no schema of an answer forbids new members,
// what is sent is closed, and every reference leads somewhere.
func TestAnswersAreOpenAndOrdersDescribed(t *testing.T) {
	t.Parallel()
	form, err := os.ReadFile("../intake/order.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	h := openWith(t, func(p *Ports) { p.OrderForm = form })
	raw := h.call(http.MethodGet, "/openapi.json", "", "", "").raw
	var doc struct {
		Paths      map[string]map[string]json.RawMessage `json:"paths"`
		Components struct {
			Schemas map[string]map[string]any `json:"schemas"`
		} `json:"components"`
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	open, shut := 0, 0
	for name, s := range doc.Components.Schemas {
		if told := strings.HasPrefix(name, orderForm); told == (s["additionalProperties"] == false) || s["type"] != "object" {
			open++
		} else {
			t.Errorf("%s: additionalProperties %v", name, s["additionalProperties"])
		}
		if s["additionalProperties"] == false {
			shut++
		}
	}
	for _, ref := range regexp.MustCompile(`"\$ref":"#/components/schemas/([^"]+)"`).FindAllStringSubmatch(string(raw), -1) {
		if doc.Components.Schemas[ref[1]] == nil {
			t.Errorf("%s is referred to, and is not there", ref[1])
		}
	}
	if open < 60 || shut < 7 {
		t.Errorf("%d schemas, %d closed: this check sees little", open, shut)
	}
	order := doc.Components.Schemas[orderForm]
	if fields, _ := order["properties"].(map[string]any); !slices.Contains(slices.Collect(maps.Keys(fields)), "boughtAt") {
		t.Errorf("the form of an order: %v", order)
	}
	for path, want := range map[string]string{"/v1/orders": `"$ref":"#/components/schemas/OrderTold"`, "/v1/orders/{id}/tracking": `"$ref":"#/components/schemas/OrderTold.tracking"`} {
		if !strings.Contains(string(doc.Paths[path]["post"]), want) {
			t.Errorf("%s takes: %.300s", path, doc.Paths[path]["post"])
		}
	}
}
