package reception

import (
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
)

// A refund that was instructed is shown as on its way, never as come back, until
// whoever holds the money confirms it (design §6).
func TestPictureCallsNothingPaidBeforeItIs(t *testing.T) {
	t.Parallel()
	s := &session{t: zhText(), visitor: view.Visitor{Lang: zhText().Lang}}
	seen := casebook.Order{Order: escrow.Order{Currency: "CNY"}}
	seen.Picture.Sums = escrow.Sums{PaidMinor: 100, PayableMinor: 100}
	back := s.picture(seen).Ends[0]
	if back.State != view.Now || !strings.Contains(back.Note, "等待支付机构确认") {
		t.Errorf("instructed: %+v", back)
	}
	seen.Picture.Sums = escrow.Sums{PaidMinor: 100, RefundedMinor: 100}
	if back = s.picture(seen).Ends[0]; back.State != view.Done || strings.Contains(back.Note, "等待") {
		t.Errorf("confirmed: %+v", back)
	}
}

// What waits for the reader stands first; otherwise the order stays.
func TestMineFirst(t *testing.T) {
	t.Parallel()
	rows := []view.CaseRow{{Number: "1"}, {Number: "2", Mine: true}, {Number: "3"}, {Number: "4", Mine: true}}
	mineFirst(rows)
	got := ""
	for _, r := range rows {
		got += r.Number
	}
	if got != "2413" {
		t.Error(got)
	}
}
