package reception

import (
	"context"
	"fmt"
	"slices"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/core/remedy"
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

// requests are the checklist of evidence for the problem, with how each was answered.
func (w *writing) requests() []view.Request {
	reason, ok := w.reason()
	if !ok {
		return nil
	}
	var out []view.Request
	for _, need := range w.needs(reason) {
		one := view.Request{Kind: need.Proof, Name: w.need(need), None: slices.Contains(w.draft.None, need.Proof)}
		if proof, ok := w.book.Reasons.Proof(need.Proof); ok {
			one.Hint = w.in(wording.Words{ZH: proof.Capture.ZH, EN: proof.Capture.EN})
		}
		for _, f := range w.draft.Files {
			if w.kindOfFile(f) == need.Proof {
				one.Files++
			}
		}
		out = append(out, one)
	}
	return out
}

// kinds are the kinds of evidence a file may be, those asked for first.
func (w *writing) kinds() []view.Pair {
	var first, rest []view.Pair
	reason, _ := w.reason()
	needs := w.needs(reason)
	for _, o := range w.field("exhibits", "kind").Choices {
		pair := view.Pair{Name: o.Value, Value: capital(w.in(wording.Evidence(o.Value)))}
		if slices.ContainsFunc(needs, func(n remedy.Need) bool { return n.Proof == o.Value }) {
			first = append(first, pair)
		} else {
			rest = append(rest, pair)
		}
	}
	return append(first, rest...)
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

// warnings are told, not refused: a filing out of time at every step, what was
// asked beyond the price where it is asked.
func (w *writing) warnings(step string) []string {
	var out []string
	if w.late() {
		out = append(out, w.lateSays()...)
	}
	if step != "claim" && step != "check" {
		return out
	}
	var asked int64
	for _, item := range w.draft.Steps["claim"].Items("claims") {
		asked += item.Minor("amount")
	}
	total := w.world.Order.TotalMinor()
	if asked > total {
		return append(out, fmt.Sprintf(w.t.Desk.ClaimMayExceedWhatWas, w.sum(total, w.kase.Currency)))
	}
	if step == "claim" {
		out = append(out, w.t.Buyer.WholeSum(w.sum(total, w.kase.Currency)))
	}
	return out
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
		row := view.Pair{Name: f.Name, Value: capital(w.in(wording.Evidence(w.kindOfFile(f))))}
		if f.Proves != "" {
			row.Value += w.t.Desk.Colon + f.Proves
		}
		files.Rows = append(files.Rows, row)
	}
	for _, r := range w.requests() {
		if r.None {
			files.Rows = append(files.Rows, view.Pair{Name: w.t.Buyer.NoneOf, Value: r.Name})
		}
	}
	if len(files.Rows) == 0 {
		files.Rows = []view.Pair{{Name: w.t.Desk.Files, Value: w.t.Desk.NoneYouMayAddThem}}
	}
	claim := view.Section{Title: w.t.Desk.Claims, EditURL: at + "claim"}
	for _, item := range w.draft.Steps["claim"].Items("claims") {
		row := view.Pair{Name: capital(w.in(wording.Remedy(item.Code("remedy")))), Value: w.asked(item)}
		if other := item.Code("reason"); other != "" && other != w.draft.Steps["problem"].Code("reason") {
			row.Value += " · " + w.title(other)
		}
		for _, part := range item.Items("scope") {
			row.Value += fmt.Sprintf(" · %s ×%d", w.lineTitle(part.Int("line")), part.Minor("qty"))
		}
		claim.Rows = append(claim.Rows, row)
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
	if kind, ok := w.book.Reasons.Kind(item.Code("remedy")); ok && kind.Sum == remedy.UpToPaid {
		return w.sum(w.paidFor(item), w.kase.Currency)
	}
	return w.t.Desk.AsPaid
}

// paidFor is what was paid for the goods a claim is about.
func (w *writing) paidFor(item dispute.Answers) int64 {
	scope := item.Items("scope")
	if len(scope) == 0 {
		scope = w.draft.Steps["problem"].Items("scope")
	}
	var n int64
	for _, part := range scope {
		if worth, err := w.world.Order.Worth(part.Int("line"), part.Int("parcel"), 0, part.Minor("qty")); err == nil {
			n += worth
		}
	}
	return n
}
