package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/door/web/text"
)

// Five megabytes pasted into a box come back whole, with what is wrong at the field,
// and in no time.
func TestFiveMegabytes(t *testing.T) {
	t.Parallel()
	site := newSite(newHouse()).Handler()
	typed := counter()
	typed.Set("note", strings.Repeat("谢", 5<<20/3))
	begun := time.Now()
	w := ask(t, site, "buyer", caseURL+counterURL, url.Values(typed), text.Chinese)
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
	page := w.Body.String()
	if w.Code != http.StatusUnprocessableEntity || strings.Count(page, "谢") < 5<<20/3 || !strings.Contains(page, `href="#f-note"`) {
		t.Errorf("%d, %d bytes", w.Code, len(page))
	}
}
