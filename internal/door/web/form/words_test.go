package form

import (
	"testing"

	"github.com/tianping-odr/tianping/internal/door/web/text"
)

// The forms speak the words that everybody shares; what points at something is no
// code and gets none.
func TestOfficeWords(t *testing.T) {
	t.Parallel()
	zh, en := OfficeWords{text.Chinese}, OfficeWords{text.English}
	for _, c := range []struct{ got, want string }{
		{zh.Field("offer", "terms.amount").Name, "金额"},
		{en.Field("offer", "terms.amount").Name, "Sum"},
		{zh.Option("offer", "terms.return", "yes").Name, "是"},
		{zh.Option("accept_offer", "offer", "12").Name, ""},
		{zh.Option("unlink", "case", "case_09000000000000000000000002").Name, ""},
		{zh.Option("approve", "draft", "aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11").Name, ""},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
