package wording_test

import (
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// A notice says what is asked, what became of it, and what its service starts; a sum
// that both sides agreed stays out of it.
func TestNoticeText(t *testing.T) {
	t.Parallel()
	b, err := play.Load("tianping-std")
	if err != nil {
		t.Fatal(err)
	}
	due := time.Date(2026, 9, 30, 16, 0, 0, 0, time.UTC)
	c := dispute.Case{
		Number: "TP-1", Currency: "CNY",
		Claims: []dispute.Claim{
			{No: 1, Reason: "E1", Remedy: "REFUND_ONLY", Minor: 30000, State: dispute.Determined, DecideBy: "person", Granted: 12345},
			{No: 2, Reason: "A1", Remedy: "REPAIR", Minor: 5000, State: dispute.Agreed, DecideBy: "agreement", Granted: 4321},
		},
		Deadlines: []dispute.Deadline{{No: 1, Clock: "K_NEG", Track: 1, State: "running", Due: due}},
	}
	for _, one := range []struct {
		kind     string
		zh, en   []string
		absentIn []string
	}{
		{"filed", []string{"案件 TP-1", "请求 1：", "300.00 CNY", "答复期限 48 小时", "5 个工作日"}, []string{"Case TP-1", "Claim 1: ", "48 hours", "5 working days"}, []string{"43.21", "截止"}},
		{"ruling", []string{"123.45 CNY", "已认定", "已和解", "7 个自然日"}, []string{"Granted 123.45", "Agreed"}, []string{"43.21"}},
		{"reminder", []string{"协商期限：截止 9月30日（周三）24:00"}, []string{"due "}, []string{"送达后开始计时"}},
	} {
		text := wording.NoticeText(dispute.Notice{No: 1, Kind: one.kind, To: dispute.Respondent, Track: 1}, c, b)
		for lang, wants := range map[string][]string{"zh": one.zh, "en": one.en} {
			for _, want := range wants {
				if !strings.Contains(text[lang], want) {
					t.Errorf("%s %s lacks %q:\n%s", one.kind, lang, want, text[lang])
				}
			}
			for _, never := range one.absentIn {
				if strings.Contains(text[lang], never) {
					t.Errorf("%s %s holds %q:\n%s", one.kind, lang, never, text[lang])
				}
			}
		}
	}
}
