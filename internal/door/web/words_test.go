package web

import (
	"testing"

	"github.com/tianping-odr/tianping/internal/door/web/text"
)

// The forms speak the words that everybody shares; a number is left to the page.
func TestOfficeWords(t *testing.T) {
	t.Parallel()
	zh, en := officeWords{text.Chinese}, officeWords{text.English}
	if got := zh.Field("offer", "terms.amount").Name; got != "金额" {
		t.Errorf("%q", got)
	}
	if got := en.Field("offer", "terms.amount").Name; got != "Sum" {
		t.Errorf("%q", got)
	}
	if got := zh.Option("offer", "terms.return", "yes").Name; got != "是" {
		t.Errorf("%q", got)
	}
	if got := zh.Option("accept_offer", "offer", "12").Name; got != "" {
		t.Errorf("a number became a code: %q", got)
	}
}
