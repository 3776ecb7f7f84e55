package reception

import (
	"context"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/identity"
)

// mostStatusCases is how many of his cases somebody chooses from.
const mostStatusCases = 50

// showStatus lists a person's links that show how a case stands, and makes one.
func showStatus(ctx context.Context, d *errand) (view.Leaf, error) {
	t := d.t.Status
	links, err := d.Identity.StatusLinks(ctx, d.Market, d.visitor.Person)
	if err != nil {
		return view.Leaf{}, err
	}
	page, err := d.Casebook.MyCases(ctx, d.who(), casebook.Filter{Limit: mostStatusCases})
	if err != nil {
		return view.Leaf{}, outside(err)
	}
	names := map[string]string{}
	choose := view.Question{Name: "case", Label: t.Of, Kind: "select", Value: d.at.Kind}
	for _, row := range page.Rows {
		if d.hidden(row) || d.isDraft(row) {
			continue
		}
		names[row.Case.String()] = row.Number
		choose.Choices = append(choose.Choices, view.Pair{Name: row.Number, Value: row.Case.String()})
	}
	list := view.Part{First: true, None: t.None, NoneSays: t.NoneSays}
	if len(links) > 0 {
		list.Table = &view.Table{Name: t.Title, Head: []string{t.Of, t.Made, t.Until, ""}}
	}
	for _, l := range links {
		list.Table.Rows = append(list.Table.Rows, view.TableRow{
			ID:    "l-" + l.Number.String(),
			Cells: []view.Cell{{Text: names[l.Target], Mono: true}, {At: d.local(l.Created)}, {At: d.local(l.Expires)}},
			Asks:  []view.Ask{{Action: "/account/status", Button: t.Back, Slim: true, Hidden: []view.Pair{{Name: "link", Value: l.Number.String()}}}},
		})
	}
	ask := view.Part{Lines: []string{t.NoCase}}
	if len(choose.Choices) > 0 {
		ask = view.Part{Asks: []view.Ask{{Action: "/account/status", Button: t.Make, Tone: "primary", Fields: []view.Question{choose}}}}
	}
	return d.accountLeaf(t.Title, t.Says, ask, list), nil
}

// doStatus makes a link about one's own case, or takes one back.
func doStatus(ctx context.Context, d *errand, in form.Typed) (view.LeafDone, error) {
	t := d.t.Status
	if n, ok := identity.ParseNumber(in.Get("link")); ok {
		return view.LeafDone{Next: "/account/status"}, d.Identity.EndStatusLink(ctx, d.Market, d.visitor.Person, n)
	}
	of, err := id.Parse[id.Case](in.Get("case"))
	if err != nil {
		return view.LeafDone{}, web.ErrUnknown
	}
	r, err := d.enter(ctx, of)
	if err != nil {
		return view.LeafDone{}, err
	}
	if r.Audience.Side == "" || r.draft() {
		return view.LeafDone{}, web.ErrUnknown
	}
	token, link, err := d.Identity.MakeStatusLink(ctx, d.Market, d.visitor.Person, of)
	if err != nil {
		return view.LeafDone{}, err
	}
	part := d.printed(token, d.local(link.Expires))
	part.Warn = t.Once
	told := d.accountLeaf(t.Title, "", part)
	return view.LeafDone{Told: &told}, nil
}

// standing is how a case stands, for who holds a link: no name, no sum, no word of
// anybody; whose turn it is, by what he is.
func (r *room) standing() view.Landed {
	t := r.t.Status
	out := view.Landed{Title: r.kase.Number, Next: &view.Link{Name: t.SignIn, URL: "/sign-in"}}
	out.Lines = append(out.Lines, capital(r.in(r.closedPaying(r.stageName(r.Stage)))))
	d, _ := r.deadlines()
	if d == nil {
		out.Lines = append(out.Lines, t.Nothing)
		return out
	}
	who := d.Actor
	if d.Mine || who == "" {
		who = r.who[r.Audience.Side].Role
	}
	out.Lines = append(out.Lines, t.Waits(who, d.Act))
	if !d.Due.IsZero() {
		out.Lines = append(out.Lines, t.Due(r.t.Till(d.Due, r.now)))
	}
	return out
}
