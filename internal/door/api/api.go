package api

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// Version of the API's contract. It grows; what is there keeps its meaning.
const Version = "1.0.0"

// Limits of requests.
const (
	maxBody    = 1 << 20
	maxBatch   = 1000 // orders of one request
	maxOrders  = 16 << 20
	maxUpload  = 512 << 20
	maxKey     = 128
	pageLimit  = 100
	usualLimit = 50
)

// door is the API at work.
type door struct {
	Ports
	huma       huma.API
	operations []operation
	page       []byte      // the page at /docs
	gates      clerk.Gates // of buyers of orders that land
}

// New makes the handler of /v1/…, /openapi.json and /docs. It panics when a port
// that is needed is missing: a slip in the wiring, not of a request.
func New(p Ports) http.Handler {
	if p.Clerk == nil || p.Casebook == nil || p.Identity == nil || p.Orders == nil || p.Blobs == nil || p.Log == nil {
		panic("api: clerk, casebook, identity, orders, blobs and log are needed")
	}
	mux := http.NewServeMux()
	d := &door{Ports: p}
	d.huma = humago.New(mux, settings())
	d.describeOrders()
	for _, o := range d.table() {
		d.add(o)
	}
	d.openAnswers()
	d.page = d.draw()
	spec, err := d.huma.OpenAPI().MarshalJSON()
	if err != nil {
		panic(fmt.Sprintf("api: the description does not encode: %v", err))
	}
	mux.HandleFunc("GET /openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		serve(w, "application/openapi+json; charset=utf-8", spec)
	})
	mux.HandleFunc("GET /docs", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'sha256-"+styleHash()+"'; base-uri 'none'; frame-ancestors 'none'")
		serve(w, "text/html; charset=utf-8", d.page)
	})
	mux.HandleFunc("/", d.nowhere(mux))
	return mux
}

// settings are those of huma: no $schema links, no own pages, no scripts.
func settings() huma.Config {
	c := huma.DefaultConfig("Tianping 天平", Version)
	c.OpenAPIPath, c.DocsPath, c.SchemasPath, c.CreateHooks = "", "", "", nil
	c.Info.Description = "The API of Tianping: a dispute from complaint to executed ruling. What the web can do, this can do.\n\n" +
		"Send `Authorization: Bearer tp_…`; a key that acts for people names the person in `Tianping-On-Behalf-Of`. Every POST carries an `Idempotency-Key`. " +
		"Problems are RFC 9457 with a stable `code` and texts in Chinese and English; `Accept-Language` chooses the one in `title` and `detail`. " +
		"Sums are `{\"minor\":71920,\"currency\":\"CNY\"}`, instants RFC 3339, ids text. Lists are paged by `after`."
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"key": {Type: "http", Scheme: "bearer", BearerFormat: "tp_…"}}
	return c
}

// serve answers with finished bytes.
func serve(w http.ResponseWriter, kind string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body)
}

// nowhere answers what no operation takes: 405 where another method would be
// taken, 404 otherwise.
func (d *door) nowhere(mux *http.ServeMux) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var taken []string
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
			other := &http.Request{Method: method, URL: &url.URL{Path: r.URL.Path}, Host: r.Host}
			if _, pattern := mux.Handler(other); pattern != "/" && pattern != "" {
				taken = append(taken, method)
			}
		}
		if len(taken) == 0 {
			request("request/unknown").write(w, languageOf(r))
			return
		}
		w.Header().Set("Allow", strings.Join(taken, ", ")) // all of them (RFC 9110, 15.5.6)
		request("request/no_such_method").write(w, languageOf(r))
	}
}

// add registers an operation: in the description and on the server alike.
func (d *door) add(o operation) {
	op := o.describe(d.huma.OpenAPI().Components.Schemas)
	d.huma.OpenAPI().AddOperation(op)
	d.operations = append(d.operations, o)
	d.huma.Adapter().Handle(op, func(c huma.Context) {
		r, w := humago.Unwrap(c)
		d.run(w, r, o)
	})
}

// answer enters and does what was asked. A broken invariant of the core is a fault
// of this request alone.
func (d *door) answer(w http.ResponseWriter, r *http.Request, o operation, lang wording.Lang) (a answer, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("api: panic: %v\n%s", broken, debug.Stack())
		}
	}()
	v, err := d.enter(w, r, o, lang)
	if err != nil {
		return answer{}, err
	}
	return o.do(v)
}

// run is the way of every request.
func (d *door) run(w http.ResponseWriter, r *http.Request, o operation) {
	lang := languageOf(r)
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Vary", "Accept-Language, Authorization, Tianping-On-Behalf-Of")
	a, err := d.answer(w, r, o, lang)
	if err != nil {
		p := problemOf(err)
		if p.Code == "office/internal" {
			d.Log.ErrorContext(r.Context(), "request failed", "operation", o.id, "error", err)
		}
		if a.version > 0 {
			h.Set("ETag", tag(a.version))
		}
		p.write(w, lang)
		return
	}
	if err := a.write(w, lang); err != nil && !errors.Is(err, r.Context().Err()) {
		d.Log.WarnContext(r.Context(), "answer not sent", "operation", o.id, "error", err)
	}
}
