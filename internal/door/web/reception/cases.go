package reception

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// cases shows cases.
type cases struct{ *Reception }

// Cases implements web.Cases.
func (c cases) Cases(ctx context.Context, who view.Visitor, query, after string) (view.CaseList, error) {
	s, err := c.ask(ctx, who)
	if err != nil {
		return view.CaseList{}, err
	}
	out := view.CaseList{Query: query, First: after == ""}
	if after == "" || strings.HasPrefix(after, ofOthers) {
		if out.Rows, out.After, err = s.forOthers(ctx, query, after); err != nil {
			return out, outside(err)
		}
		if after = ""; out.After != "" {
			mineFirst(out.Rows)
			return out, nil
		}
	}
	page, err := c.Casebook.MyCases(ctx, s.who(), casebook.Filter{As: s.hat(), Query: query, After: after, Limit: 25})
	if err != nil {
		return out, outside(err)
	}
	out.After = page.Next
	if err := s.beforehand(ctx, page.Rows); err != nil {
		return out, outside(err)
	}
	for _, row := range page.Rows {
		if s.hidden(row) {
			continue
		}
		shown, err := s.caseRow(ctx, row)
		if err != nil {
			return out, outside(err)
		}
		if s.isDraft(row) {
			shown.URL = "/file/" + row.Case.String() + "/problem"
		}
		out.Rows = append(out.Rows, shown)
	}
	mineFirst(out.Rows)
	return out, nil
}

// mineFirst puts what waits for the reader before the rest of a page, each in its order.
func mineFirst(rows []view.CaseRow) {
	slices.SortStableFunc(rows, func(a, b view.CaseRow) int {
		switch {
		case a.Mine == b.Mine:
			return 0
		case a.Mine:
			return -1
		}
		return 1
	})
}

// isDraft tells whether a case was opened and not yet filed.
func (s *session) isDraft(row casebook.CaseRow) bool {
	name, _, _ := strings.Cut(row.Procedure, "@")
	book := s.Library.Named(name)
	if book == nil {
		return false
	}
	stage := book.Stage(row.Stage)
	return stage != nil && stage.Initial
}

// hidden tells whether a row is a draft of the other side: nobody but its author
// knows of it.
func (s *session) hidden(row casebook.CaseRow) bool {
	if !s.isDraft(row) || s.visitor.Staff {
		return s.isDraft(row)
	}
	byBuyer := row.Claimant == row.Buyer
	return byBuyer != (s.visitor.Side != view.Seller)
}

// caseRow is a case in a list.
func (s *session) caseRow(ctx context.Context, row casebook.CaseRow) (view.CaseRow, error) {
	buyer, err := s.name(ctx, row.Buyer, true)
	if err != nil {
		return view.CaseRow{}, err
	}
	shop, err := s.shop(ctx, row.Merchant)
	if err != nil {
		return view.CaseRow{}, err
	}
	of, err := s.known(ctx, row.Order)
	if err != nil {
		return view.CaseRow{}, err
	}
	out := view.CaseRow{
		URL: "/cases/" + row.Case.String(), Number: row.Number, Title: s.about(row.Reason, of.goods), Order: of.number, Parties: s.parties(buyer, shop),
		Stage: view.Chip{Text: capital(s.in(wording.Stage(row.Stage)))}, Amount: money.Amount{Minor: row.Minor, Currency: row.Currency}, Due: s.local(row.Due),
	}
	if row.Safety {
		out.Flags = append(out.Flags, view.Chip{Tone: view.Bad, Icon: "shield-alert", Text: s.in(wording.Label("safety"))})
	}
	if row.Held {
		out.Flags = append(out.Flags, view.Chip{Tone: view.Warn, Text: s.t.Desk.Hold})
	}
	if row.Closed {
		how, err := s.payingIn(ctx, row)
		if err != nil {
			return out, err
		}
		out.Stage.Text = capital(s.in(wording.ClosedPaying(how, wording.Stage(row.Stage))))
		out.Due = s.local(row.Due)
		return out, nil
	}
	out.Late = !row.Due.IsZero() && row.Due.Before(s.now)
	if row.Mine != nil {
		out.Mine, out.Waiting = true, view.Chip{Tone: view.Warn, Text: s.t.Desk.YourTurn}
	} else if who := whom(row); who != "" {
		out.Waiting = view.Chip{Text: s.t.Case.WaitsFor(s.in(wording.Who(who)))}
	}
	if due := dueFor(row); !s.visitor.Staff && !due.IsZero() {
		out.Due, out.Late = s.local(due), due.Before(s.now)
	}
	return out, nil
}

// parties names whom a case is between; to a party, the other side alone.
func (s *session) parties(buyer, shop string) string {
	switch {
	case s.visitor.Staff:
		return s.t.Desk.Buyer + buyer + " / " + shop
	case s.visitor.Side == view.Seller:
		return s.t.Desk.Buyer + buyer
	}
	return shop
}

// title names a case by its problem.
func (s *session) title(reason string) string {
	if reason == "" {
		return s.t.Desk.DisputeNotYetFiled
	}
	return capital(s.in(wording.Reason(reason)))
}

// about names a case by its problem and its goods.
func (s *session) about(reason, goods string) string {
	if goods == "" {
		return s.title(reason)
	}
	return s.title(reason) + "\u00a0· " + goods
}

// whom is whom a case waits for, where that is not the reader; both sides as both.
func whom(row casebook.CaseRow) string {
	if len(row.Awaited) == 0 {
		return ""
	}
	first := row.Awaited[0]
	for _, w := range row.Awaited[1:] {
		if w.Who != first.Who && w.Due.Equal(first.Due) && sideOf(row, w.Who) != w.Who && sideOf(row, first.Who) != first.Who {
			return "parties"
		}
	}
	return sideOf(row, first.Who)
}

// dueFor is the date that matters to a party: his own, or else that of whom the case
// waits for. Zero: none.
func dueFor(row casebook.CaseRow) time.Time {
	switch {
	case row.Mine != nil:
		return row.Mine.Due
	case len(row.Awaited) > 0:
		return row.Awaited[0].Due
	}
	return time.Time{}
}

// sideOf shows the sides of a case as buyer and merchant.
func sideOf(row casebook.CaseRow, owner string) string {
	claimant, respondent := "buyer", "merchant"
	if row.Claimant != row.Buyer {
		claimant, respondent = respondent, claimant
	}
	switch owner {
	case "claimant":
		return claimant
	case "respondent":
		return respondent
	}
	return owner
}
