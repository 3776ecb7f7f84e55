package reception

import (
	"context"
	"fmt"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// goods are the lines of the order, beside every step.
func (w *writing) goods(ctx context.Context, out *view.Draft) error {
	shop, err := w.shop(ctx, w.world.Order.Merchant)
	if err != nil {
		return err
	}
	for _, l := range w.world.Order.Lines {
		out.Order = append(out.Order, view.Subject{
			Title: w.lineTitle(l.No), Shop: shop, Order: w.t.Desk.Order, OrderURL: "/orders/" + w.kase.Order.String(), Quantity: l.Qty,
			Amount: money.Amount{Minor: l.ShareMinor, Currency: w.kase.Currency},
		})
	}
	return nil
}

// about is what was chosen so far.
func (w *writing) about() []view.Pair {
	out := []view.Pair{{Name: w.t.Desk.Paid, Value: w.sum(w.world.Order.TotalMinor(), w.kase.Currency)}}
	if title := w.titleOf(); title != "" {
		out = append(out, view.Pair{Name: w.t.Desk.Problem, Value: title})
	}
	return out
}

// useful is the checklist of evidence for the problem.
func (w *writing) useful() []view.Check {
	reason, ok := w.reason()
	if !ok {
		return nil
	}
	var out []view.Check
	for _, need := range w.needs(reason) {
		text := w.in(wording.Evidence(need.Proof))
		if more := (wording.Words{ZH: need.ZH, EN: need.EN}); !more.IsZero() {
			text += w.t.Desk.Colon + w.in(more)
		}
		out = append(out, view.Check{OK: len(w.draft.Files) > 0, Text: capital(text)})
	}
	return out
}

// brought is what the platform holds already.
func (w *writing) brought() []view.Check {
	out := []view.Check{{OK: true, Text: w.t.Desk.OrderPayment}}
	for _, p := range w.world.Order.Parcels {
		if len(p.Track) > 0 {
			out = append(out, view.Check{OK: true, Text: fmt.Sprintf(w.t.Desk.TrackingParcel, p.No)})
		}
	}
	return out
}

// after says what follows the filing.
func (w *writing) after() []view.Check {
	out := []view.Check{{OK: true, Text: w.t.Desk.MoneyDisputeFrozenOnceMerchant}}
	for _, st := range w.book.Procedure.Stages {
		if st.Phase != "intake" || st.Initial || st.Owner != "officer" || len(st.Clocks) == 0 {
			continue
		}
		if k := w.book.Clock(st.Clocks[0]); k != nil && !k.Len.IsZero() {
			length := wording.Length(k.Len.Span(), w.visitor.Lang)
			out = append(out, view.Check{OK: true, Text: fmt.Sprintf(w.t.Desk.WithinYouHearWhetherAccepted, length)})
			break
		}
	}
	return append(out, view.Check{OK: true, Text: w.t.Desk.YouMaySettleWithdrawAny})
}

// warnings are told, not refused.
func (w *writing) warnings() []string {
	var asked int64
	for _, item := range w.draft.Steps["claim"].Items("claims") {
		asked += item.Minor("amount")
	}
	total := w.world.Order.TotalMinor()
	if asked > total {
		return []string{fmt.Sprintf(w.t.Desk.ClaimMayExceedWhatWas, w.sum(total, w.kase.Currency))}
	}
	return []string{w.t.Desk.WhereNoSumGivenWhat}
}

// summary shows everything once more before it is filed.
func (w *writing) summary() []view.Section {
	at := "/file/" + w.kase.ID.String() + "/"
	problem := view.Section{Title: w.t.Desk.Problem, EditURL: at + "problem", Rows: []view.Pair{{Name: w.t.Desk.What, Value: w.given(w.titleOf())}}}
	for _, item := range w.draft.Steps["problem"].Items("scope") {
		problem.Rows = append(problem.Rows, view.Pair{Name: w.t.Desk.ItemName, Value: fmt.Sprintf("%s ×%d", w.lineTitle(item.Int("line")), item.Minor("qty"))})
	}
	if story := w.draft.Steps["problem"].Text("story"); story != "" {
		problem.Rows = append(problem.Rows, view.Pair{Name: w.t.Desk.WhatHappened, Value: story})
	}
	files := view.Section{Title: w.t.Desk.Evidence, EditURL: at + "evidence"}
	for _, f := range w.draft.Files {
		files.Rows = append(files.Rows, view.Pair{Name: f.Name, Value: f.Proves})
	}
	if len(files.Rows) == 0 {
		files.Rows = []view.Pair{{Name: w.t.Desk.Files, Value: w.t.Desk.NoneYouMayAddThem}}
	}
	claim := view.Section{Title: w.t.Desk.Claims, EditURL: at + "claim"}
	for _, item := range w.draft.Steps["claim"].Items("claims") {
		claim.Rows = append(claim.Rows, view.Pair{Name: capital(w.in(wording.Remedy(item.Code("remedy")))), Value: w.asked(item)})
	}
	if len(claim.Rows) == 0 {
		claim.Rows = []view.Pair{{Name: w.t.Desk.WhatAsked, Value: w.given("")}}
	}
	return []view.Section{problem, files, claim}
}

// given is what was written, or that nothing was yet.
func (w *writing) given(text string) string {
	if text == "" {
		return w.t.Desk.NotFilledYet
	}
	return text
}

func (w *writing) asked(item dispute.Answers) string {
	if n := item.Minor("amount"); n > 0 {
		return w.sum(n, w.kase.Currency)
	}
	return w.t.Desk.AsPaid
}
