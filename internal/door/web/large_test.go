package web

import (
	"net/http"
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
	begun := time.Now() //nolint:forbidigo // so much text has to be read before anybody gives up
	w := ask(t, site, "buyer", caseURL+counterURL, typed, text.Chinese)
	if took := time.Since(begun); took > 5*time.Second { //nolint:forbidigo // as above
		t.Errorf("took %v", took)
	}
	page := w.Body.String()
	if w.Code != http.StatusUnprocessableEntity || strings.Count(page, "谢") < 5<<20/3 || !strings.Contains(page, `href="#f-note"`) {
		t.Errorf("%d, %d bytes", w.Code, len(page))
	}
}
