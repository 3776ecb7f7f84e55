package wording

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/core/procedure"
)

// NoticeText is what a notice says in the mailbox, by language: what happened, every
// claim with what became of it, which periods its service starts, and for a reminder
// or a moved date what runs until when. Sums that both sides agreed stay out: a
// decider may read notices.
//
// Source: procedure.md §4; M100, M113, M140.
func NoticeText(n dispute.Notice, c dispute.Case, b *dispute.Book) map[string]string {
	return map[string]string{string(ZH): noticeText(n, c, b, ZH), string(EN): noticeText(n, c, b, EN)}
}

func noticeText(n dispute.Notice, c dispute.Case, b *dispute.Book, lang Lang) string {
	words := Notice(n.Kind)
	lines := []string{words.Title.In(lang), Words{"案件 " + c.Number, "Case " + c.Number}.In(lang), words.Lead.In(lang)}
	for _, k := range c.Claims {
		lines = append(lines, claimLine(k, c.Currency, lang))
	}
	if starts := startsWith(n, c, b, lang); len(starts) > 0 {
		lines = append(lines, Words{"送达后开始计时：", "Running from service: "}.In(lang)+strings.Join(starts, Words{"；", "; "}.In(lang)))
	}
	if n.Kind == "moved" || n.Kind == "reminder" || n.Kind == "entered" {
		for _, d := range c.Deadlines {
			if d.Running() && d.Track == n.Track && !d.Due.IsZero() && (n.Object == "" || d.Object == n.Object && d.ObjectNo == n.ObjectNo) {
				lines = append(lines, Words{Clock(d.Clock).ZH + "：截止 ", Clock(d.Clock).EN + ": due "}.In(lang)+DueMoment(d.Due.In(b.Calendar.Zone()), lang))
			}
		}
	}
	return strings.Join(lines, "\n")
}

// claimLine is one claim and what became of it.
func claimLine(k dispute.Claim, currency string, lang Lang) string {
	sum := func(minor int64) string {
		return money.Amount{Minor: minor, Currency: currency}.Format() + " " + currency
	}
	out := Words{"请求 ", "Claim "}.In(lang) + strconv.Itoa(k.No) + Words{"：", ": "}.In(lang) + Remedy(k.Remedy).In(lang) + Words{"（", " ("}.In(lang) + Reason(k.Reason).In(lang) + Words{"）", ")"}.In(lang)
	if k.Minor > 0 {
		out += " " + sum(k.Minor)
	}
	out += Words{"，", ", "}.In(lang) + ClaimState(string(k.State)).In(lang)
	if k.Granted > 0 && k.DecideBy != "" && k.DecideBy != "agreement" {
		out += " " + sum(k.Granted)
	}
	return out
}

// startsWith are the periods that the service of a notice starts.
func startsWith(n dispute.Notice, c dispute.Case, b *dispute.Book, lang Lang) []string {
	var out []string
	for i := range b.Procedure.Clocks {
		k := &b.Procedure.Clocks[i]
		if !slices.Contains(k.Start, procedure.Start{Kind: "served", Name: n.Kind}) || k.Len.N == 0 {
			continue
		}
		length := k.Len
		if v, ok := k.Variants["undispatched"]; ok && c.Undispatched {
			length = v
		}
		if v, ok := k.Variants["safety"]; ok && c.Safety {
			length = v
		}
		out = append(out, Clock(k.ID).In(lang)+Words{" ", ", "}.In(lang)+Length(dispute.SpanOf(length), lang))
	}
	return out
}
