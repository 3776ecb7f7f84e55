package assets

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

func get(t *testing.T, path, accept string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Accept-Encoding", accept)
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, r)
	return w
}

// The style sheet must arrive unchanged, compressed or not, under a name that a
// browser may keep for ever; an old name must not bring newer content.
func TestServed(t *testing.T) {
	t.Parallel()
	plain := get(t, Style(), "br")
	body, err := io.ReadAll(plain.Body)
	if err != nil || plain.Code != http.StatusOK || !bytes.Contains(body, []byte("--brand:")) {
		t.Fatalf("plain: %v %d %d bytes", err, plain.Code, len(body))
	}
	packed := get(t, Style(), "br, gzip;q=0.8")
	if packed.Header().Get("Content-Encoding") != "gzip" {
		t.Fatal("not compressed")
	}
	z, err := gzip.NewReader(packed.Body)
	if err != nil {
		t.Fatal(err)
	}
	same, err := io.ReadAll(z)
	if err != nil || !bytes.Equal(same, body) {
		t.Fatalf("compressed and plain differ: %v", err)
	}
	if got := get(t, Style(), "gzip;q=0").Header().Get("Content-Encoding"); got != "" {
		t.Fatalf("gzip refused by the browser, sent %q", got)
	}
	if !strings.Contains(packed.Header().Get("Cache-Control"), "immutable") {
		t.Fatal("not kept by the browser")
	}
	if got := get(t, "/assets/tianping-000000000000.css", "").Code; got != http.StatusNotFound {
		t.Fatalf("old name answered %d", got)
	}
}

// The colours of the dark theme stand twice (system preference, explicit choice),
// because old web views know no light-dark(); they must be the same.
func TestDarkBlocksAreEqual(t *testing.T) {
	t.Parallel()
	css := string(must(files.ReadFile("css/tokens.css")))
	block := func(selector string) string {
		_, after, found := strings.Cut(css, selector)
		inner, _, closed := strings.Cut(after, "}")
		if !found || !closed {
			t.Fatalf("no block %q", selector)
		}
		return strings.Join(strings.Fields(inner), " ")
	}
	if a, b := block(`:root:not([data-theme="light"]) {`), block(`:root[data-theme="dark"] {`); a != b {
		t.Errorf("system dark and chosen dark differ:\n%s\n%s", a, b)
	}
}

// No style sheet may ask another origin for anything, and none may be lost.
func TestSheetsAreSelfContained(t *testing.T) {
	t.Parallel()
	outside := regexp.MustCompile(`(?i)url\(|@import|https?:`)
	for _, name := range sheets() {
		if found := outside.Find(must(files.ReadFile(name))); found != nil {
			t.Errorf("%s refers outside: %s", name, found)
		}
	}
	entries, err := files.ReadDir("css")
	if err != nil || len(entries) != len(sheets()) {
		t.Fatalf("%d style sheets in the folder, %d served (%v)", len(entries), len(sheets()), err)
	}
}
