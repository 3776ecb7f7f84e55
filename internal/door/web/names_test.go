package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/door/web/pagetest"
	"github.com/tianping-odr/tianping/internal/door/web/text"
)

// Names of one character and of sixty, in one unbroken word, with combining marks and
// characters of no width, stand on every list and in every room of a narrow phone and
// push nothing aside.
func TestNamesOfEveryLength(t *testing.T) {
	long := strings.NewReplacer(
		"林晓雯", "丁", "林**", "丁**", "北辰数码专营店", strings.Repeat("M", 60), "北辰数码", strings.Repeat("数", 60), "蓝牙降噪耳机 Pro（曜石黑）", strings.Repeat("é\u200d", 30),
		"蓝牙降噪耳机 Pro", strings.Repeat("W", 60), "驿站老板微信回复.png", strings.Repeat("x", 56)+".png", "周予安", strings.Repeat("ẫ", 30),
	)
	b := pagetest.Open(t, 5*time.Minute)
	served := map[string]string{}
	seen := 0
	for _, s := range gallery() {
		was := s.take(t, text.Chinese).Body.String()
		served["/"+s.name] = long.Replace(was)
		if served["/"+s.name] == was {
			delete(served, "/"+s.name)
		}
	}
	assets := newSite(newHouse()).Handler()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if page := served[r.URL.Path]; page != "" {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(page))
			return
		}
		assets.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	for _, s := range gallery() {
		if served["/"+s.name] == "" {
			continue
		}
		seen++
		t.Run(s.name, func(t *testing.T) {
			b.Go(t, server.URL+"/"+s.name, pagetest.Named("small"))
			b.Fits(t, "names")
		})
	}
	if seen < 25 {
		t.Errorf("only %d pages with names: the check is blind", seen)
	}
}
