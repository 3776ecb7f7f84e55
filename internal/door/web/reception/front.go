package reception

import (
	"context"

	"github.com/tianping-odr/tianping/internal/core/remedy"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// front gives what stands around pages, and the first page.
type front struct{ *Reception }

// Around implements web.Front.
func (f front) Around(ctx context.Context, _ view.Visitor) (web.Around, error) {
	legal, err := f.Clerk.Legal(ctx, f.Market)
	if err != nil {
		return web.Around{}, outside(err)
	}
	a := web.Around{Now: legal.In(f.zone())}
	if f.Stepper == nil {
		return a, nil
	}
	clock, err := f.clock(ctx, a)
	a.Clock = &clock
	return a, err
}

// clock is the test clock as it stands.
func (r *Reception) clock(ctx context.Context, a web.Around) (view.Clock, error) {
	next, err := r.Clerk.Docket.NextTimer(ctx, r.Market)
	if err != nil {
		return view.Clock{}, outside(err)
	}
	c := view.Clock{Now: a.Now}
	if !next.IsZero() && next.After(a.Now) {
		c.Next = next.In(r.zone())
	}
	return c, nil
}

// icons of the letters of the taxonomy.
func groupIcon(group string) string {
	icons := map[string]string{"A": "circle-alert", "B": "copy-x", "C": "shield-alert", "D": "truck", "E": "package-x", "F": "undo-2", "G": "receipt", "H": "shield-alert"}
	if icon, ok := icons[group]; ok {
		return icon
	}
	return "circle-help"
}

// usual are the problems named on the first page, where the marketplace has them.
func usual() []string { return []string{"E1", "D1", "A1", "B1", "C1", "F1", "E2", "D2"} }

// Start implements web.Front.
func (f front) Start(ctx context.Context, who view.Visitor, problem string) (view.Start, error) {
	book := f.Library.Named("tianping-std")
	if book == nil {
		return view.Start{}, errNoProcedure
	}
	s, err := f.ask(ctx, who)
	if err != nil {
		return view.Start{}, err
	}
	out := view.Start{Urgent: s.urgent(book.Reasons), Path: s.path(book, false)}
	for _, code := range usual() {
		if reason, ok := book.Reasons.Reason(code); ok && reason.Claimant == remedy.Buyer {
			out.Problems = append(out.Problems, problemOf(book.Reasons, reason, who.Lang))
		}
	}
	if out.Chosen, err = s.diagnosis(ctx, book, problem); err != nil {
		return out, err
	}
	if !who.Known() {
		return out, nil
	}
	page, err := s.Casebook.MyCases(ctx, s.who(), casebook.Filter{As: s.hat(), Limit: 8})
	if err != nil {
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
			out.Drafts = append(out.Drafts, shown)
		} else {
			out.Cases = append(out.Cases, shown)
		}
	}
	if page.Next != "" {
		out.MoreURL = "/cases"
	}
	return out, nil
}

func problemOf(t *remedy.Taxonomy, reason remedy.Reason, lang text.Lang) view.Problem {
	hint := ""
	if g, ok := t.Group(reason.Group); ok {
		hint = wording.Words{ZH: g.ZH, EN: g.EN}.In(lang)
	}
	return view.Problem{
		Code: reason.Code, Name: capital(wording.Words{ZH: reason.ZH, EN: reason.EN}.In(lang)), Hint: capital(hint),
		Icon: groupIcon(reason.Group), URL: "/?problem=" + reason.Code,
	}
}
