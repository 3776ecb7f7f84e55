package api

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"math"
	"mime"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/api/strict"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// visit is one request that came in: who asks, and what was sent.
type visit struct {
	context.Context
	w         http.ResponseWriter
	r         *http.Request
	lang      wording.Lang
	principal identity.Principal
	who       clerk.Who
	raw       []byte
	body      strict.Node
}

// languageOf is the better of the two languages for a reader; Chinese when the
// request does not say.
func languageOf(r *http.Request) wording.Lang {
	best, zh, en := 0.0, 0.0, 0.0
	for part := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		q := 1.0
		if text, ok := strings.CutPrefix(strings.TrimSpace(weight), "q="); ok {
			if f, err := strconv.ParseFloat(text, 64); err == nil {
				q = f
			}
		}
		switch main, _, _ := strings.Cut(strings.ToLower(name), "-"); main {
		case "zh":
			zh = max(zh, q)
		case "en":
			en = max(en, q)
		}
		best = max(zh, en)
	}
	if best > 0 && en > zh {
		return wording.EN
	}
	return wording.ZH
}

// enter finds out who asks and reads what was sent; nothing is done yet.
func (d *door) enter(w http.ResponseWriter, r *http.Request, o operation, lang wording.Lang) (*visit, error) {
	v := &visit{Context: r.Context(), w: w, r: r, lang: lang}
	if err := d.pace(r, o); err != nil {
		return nil, err
	}
	if !o.open {
		if err := d.identify(r.Context(), v, o); err != nil {
			return nil, err
		}
	}
	if r.Method != http.MethodPost {
		return v, nil
	}
	if err := v.key(); err != nil {
		return nil, err
	}
	if o.streams {
		return v, nil // the operation reads the body itself
	}
	if err := v.read(o); err != nil {
		return nil, err
	}
	v.digest(v.raw)
	return v, nil
}

// identify authenticates the key, names the person acted for, and holds the key's
// scopes against the operation's.
func (d *door) identify(ctx context.Context, v *visit, o operation) error {
	p, err := d.Identity.AuthenticateKey(ctx, v.r.Header.Get("Authorization"))
	if err != nil {
		return err
	}
	if p, err = d.Identity.ActAs(ctx, p, v.r.Header.Get("Tianping-On-Behalf-Of")); err != nil {
		return err
	}
	if err := d.reaches(ctx, p); err != nil {
		return err
	}
	if wait := d.ByKey.Take(p.Credential); wait > 0 {
		return tooFast(wait)
	}
	v.principal = p
	v.who = clerk.Who{Market: p.Market, Person: p.Person, Credential: p.Credential, OnBehalfOf: p.OnBehalfOf, Scopes: p.Scopes}
	missing := error(nil)
	for _, s := range o.scopes {
		if missing = p.Require(s); missing == nil {
			break
		}
	}
	if missing != nil {
		return missing
	}
	if o.person && p.Acting().IsZero() {
		return request("request/nobody")
	}
	if o.own && (p.Person.IsZero() || !p.OnBehalfOf.IsZero()) {
		return request("request/own_key")
	}
	return nil
}

// pace slows an address down before anything is asked of the house. Whether it
// serves may always be asked, and this machine itself is not slowed down.
func (d *door) pace(r *http.Request, o operation) error {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if known := err == nil && !peer.Addr().IsLoopback(); o.free || !known {
		return nil
	}
	if wait := d.ByAddress.Take(peer.Addr().String()); wait > 0 {
		return tooFast(wait)
	}
	return nil
}

func tooFast(wait time.Duration) *Problem {
	p := request("request/too_many_requests")
	p.Retry = int(math.Ceil(wait.Seconds()))
	return p
}

// key reads the idempotency key.
func (v *visit) key() error {
	key := v.r.Header.Get("Idempotency-Key")
	if key == "" {
		return request("request/no_key")
	}
	if len(key) > maxKey || strings.ContainsFunc(key, func(c rune) bool { return c <= ' ' || c > '~' }) {
		return request("request/bad_key")
	}
	v.who.Key = key
	return nil
}

// read takes the body in, as strict JSON; an empty one is an empty object.
func (v *visit) read(o operation) error {
	limit := o.limit
	if limit == 0 {
		limit = maxBody
	}
	raw, err := io.ReadAll(http.MaxBytesReader(v.w, v.r.Body, limit))
	if err != nil {
		if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return request("request/too_large")
		}
		return request("request/not_json")
	}
	v.raw = raw
	if len(raw) == 0 && !o.raw {
		v.body = strict.Node{Kind: strict.Object}
		return nil
	}
	if kind, _, err := mime.ParseMediaType(v.r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return request("request/content_type")
	}
	var fault *strict.Fault
	if o.raw {
		fault = strict.Check(raw)
	} else {
		v.body, fault = strict.Read(raw)
	}
	switch {
	case fault != nil:
		return unclean(fault)
	case !o.raw && v.body.Kind != strict.Object:
		return request("request/wrong_type")
	}
	return nil
}

// digest is what an idempotency key stands for: method, address, person and body.
// The clerk seals it before it is kept.
func (v *visit) digest(body []byte) {
	h := sha256.New()
	for _, part := range []string{v.r.Method, v.r.URL.Path, v.who.OnBehalfOf.String()} {
		_, _ = h.Write([]byte(part + "\x00"))
	}
	_, _ = h.Write(body)
	v.who.Digest = [32]byte(h.Sum(nil))
}

// caseOf and orderOf read the id in the address; a malformed one is unknown.
func (v *visit) caseOf() (id.Case, error) {
	c, err := id.Parse[id.Case](v.r.PathValue("id"))
	if err != nil || c.IsZero() {
		return c, clerk.ErrUnknown
	}
	return c, nil
}

func (v *visit) orderOf() (id.Order, error) {
	o, err := id.Parse[id.Order](v.r.PathValue("id"))
	if err != nil || o.IsZero() {
		return o, clerk.ErrUnknown
	}
	return o, nil
}
