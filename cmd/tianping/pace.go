package main

import (
	"fmt"
	"math"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/office/pace"
)

// askers is how many keys, sessions or addresses are remembered, twice over: a few
// megabytes each.
const askers = 1 << 16

// pacing is how fast anybody may ask (docs/operate.md, “How fast”).
type pacing struct {
	keys, sessions, addresses *pace.Gate
	proxies                   []netip.Prefix // whose word on the client's address is taken
}

// readPacing reads what is configured; what is not has its default.
func readPacing(getenv func(string) string, now func() time.Time) (pacing, error) {
	s := &settings{getenv: getenv}
	gate := func(name string, perSecond, burst int) *pace.Gate {
		r := pace.Rate{PerSecond: float64(s.from0(name+"_PER_SECOND", perSecond)), Burst: s.from0(name+"_BURST", burst)}
		return pace.New(r, askers, now)
	}
	p := pacing{keys: gate("RATE_KEY", 50, 500), sessions: gate("RATE_SESSION", 10, 200), addresses: gate("RATE_ADDRESS", 100, 1000)}
	list := s.text("PROXIES")
	if list == "" {
		list = "127.0.0.0/8,::1/128"
	}
	for text := range strings.SplitSeq(list, ",") {
		prefix, err := netip.ParsePrefix(strings.TrimSpace(text))
		if err != nil {
			s.errs = append(s.errs, fmt.Errorf("TIANPING_PROXIES: %q is no network", text))
			continue
		}
		p.proxies = append(p.proxies, prefix)
	}
	if len(s.errs) > 0 {
		return p, s.errs[0]
	}
	return p, nil
}

// from0 is a whole number, 0 for off.
func (s *settings) from0(name string, otherwise int) int {
	text := s.text(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 1_000_000 {
		s.errs = append(s.errs, fmt.Errorf("TIANPING_%s: not a number from 0 to 1000000", name))
	}
	return n
}

// known gives every request the address of its client: where the peer is a proxy of
// ours, the last address in X-Forwarded-For that is not.
func (p pacing) known(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		peer, err := netip.ParseAddrPort(r.RemoteAddr)
		if err == nil && p.ours(peer.Addr()) {
			told := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
			for i := len(told) - 1; i >= 0; i-- {
				client, err := netip.ParseAddr(strings.TrimSpace(told[i]))
				if err != nil {
					break
				}
				if r.RemoteAddr = net.JoinHostPort(client.Unmap().String(), "0"); !p.ours(client) {
					break
				}
			}
		}
		next.ServeHTTP(w, r)
	})
}

func (p pacing) ours(a netip.Addr) bool {
	for _, prefix := range p.proxies {
		if prefix.Contains(a.Unmap()) {
			return true
		}
	}
	return false
}

// pages slows down who asks for pages too fast, by session and by address; what lies
// in the assets is free. This machine itself is not slowed down.
func (p pacing) pages(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		wait := time.Duration(0)
		if peer, err := netip.ParseAddrPort(r.RemoteAddr); err == nil && !peer.Addr().IsLoopback() && !strings.HasPrefix(r.URL.Path, "/assets/") {
			wait = p.addresses.Take(peer.Addr().String())
			for _, name := range []string{"__Host-tianping", "tianping"} {
				if c, err := r.Cookie(name); err == nil && len(c.Value) < 200 && wait == 0 {
					wait = p.sessions.Take(c.Value)
				}
			}
		}
		if wait == 0 {
			next.ServeHTTP(w, r)
			return
		}
		h := w.Header()
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
		h.Set("Content-Type", "text/html; charset=utf-8")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		h.Set("Cache-Control", "no-store")
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = w.Write([]byte(slower))
	})
}

// slower is the page of who was too fast. Nothing he sent was done: going back finds it.
const slower = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>请稍候 · Please wait</title>
<h1>请求太快</h1><p>这一次没有办理任何内容。请稍等片刻，返回上一页再试。</p>
<h1 lang="en">Too many requests</h1><p lang="en">Nothing was done this time. Wait a moment, go back and try again.</p></html>
`
