package web

import (
	"context"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

func (h *house) Take(_ context.Context, who view.Visitor, of id.Case, _ string) (id.Case, error) {
	if !who.Staff || h.bare {
		return of, ErrUnknown
	}
	return sampleCase, nil
}

func (h *house) HaveRead(_ context.Context, who view.Visitor, _ id.Case, seen string) error {
	if !who.Staff {
		return ErrUnknown
	}
	h.seen = seen
	return nil
}

func (h *house) NextCase(_ context.Context, who view.Visitor, _ id.Case) (id.Case, error) {
	if !who.Staff || h.bare {
		return id.Case{}, ErrUnknown
	}
	return sampleCase, nil
}

func (h *house) Call(_ context.Context, who view.Visitor, of id.Case) (view.Call, error) {
	l := tongue(who.Lang)
	if !who.Staff {
		return view.Call{}, ErrUnknown
	}
	return view.Call{
		Of: l.brief(), URL: caseURL + "/call", Whom: []view.Pair{{Value: "C", Name: l.s("买家 林**", "buyer Lin**")}, {Value: "both", Name: l.s("双方", "Both sides")}},
		Minutes: []view.Pair{{Value: "5", Name: l.s("5 分钟", "5 min")}}, Sentences: []string{l.s("愿意继续调解。", "Willing to go on.")},
	}, nil
}

func (h *house) Proposal(_ context.Context, who view.Visitor, _ id.Case, way string, percent int) (view.Proposal, error) {
	l := tongue(who.Lang)
	if !who.Staff {
		return view.Proposal{}, ErrUnknown
	}
	return view.Proposal{
		Of: l.brief(), SendURL: caseURL + "/moves/propose", Seen: "case-23", Way: "middle", Percent: max(percent, 50), Ways: []view.Pair{{Value: "middle", Name: l.s("取双方中间", "Midway")}},
		Lines: []view.ProposalLine{{Claim: "1", Name: l.s("退款 · 耳机 ×1", "Refund · headset ×1"), Asked: "¥899.00", Offered: "¥719.20", Reckon: "(¥899.00 + ¥719.20) ÷ 2", Sum: yuan(80910)}},
		Total: yuan(80910), Says: []string{l.s("商家付 ¥809.10", "The merchant pays ¥809.10")}, Freight: []view.Pair{{Value: "merchant", Name: l.s("商家", "the merchant")}},
	}, nil
}

// Repeats: this sentence was said alone with the buyer.
func (h *house) Repeats(_ context.Context, who view.Visitor, _ Of, act, _ string, given dispute.Answers) (view.Repeats, error) {
	l := tongue(who.Lang)
	if act != "message" || given.Text("text") != "我最低可以接受七百元" {
		return view.Repeats{}, nil
	}
	return view.Repeats{To: l.s("发给双方", "Send to both"), Runs: []view.Repeat{{With: l.s("买家 林**", "buyer Lin**"), Text: "我最低可以接受七百元"}}}, nil
}
