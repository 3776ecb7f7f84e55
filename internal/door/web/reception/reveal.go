package reception

import (
	"context"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/service"
)

func revealURL(of id.Case) string { return caseURL(of) + "/reveal" }

// seated tells whether the visitor holds a seat in the case: nobody else sees a
// party's data unmasked (R30).
func (r *room) seated() bool {
	for _, s := range r.kase.Seats {
		if s.Person == r.visitor.Person && !s.Left && r.Audience.Staff {
			return true
		}
	}
	return false
}

// revealable are the persons of the sides, by the names this reader knows them by.
func (r *room) revealable(ctx context.Context) ([]view.Pair, error) {
	var out []view.Pair
	for _, p := range r.kase.Parties {
		people := append([]id.Person{p.Person}, p.RepBy...)
		for _, x := range people {
			if x.IsZero() {
				continue
			}
			name, err := r.name(ctx, x, true)
			if err != nil {
				return nil, err
			}
			out = append(out, view.Pair{Value: x.String(), Name: r.who[p.Side].Role + r.t.Desk.Colon + name})
		}
	}
	return out, nil
}

func (d *errand) revealRoom(ctx context.Context) (*room, error) {
	of, err := id.Parse[id.Case](d.at.ID)
	if err != nil {
		return nil, web.ErrUnknown
	}
	r, err := d.enter(ctx, of)
	if err != nil {
		return nil, err
	}
	if !r.seated() {
		return nil, web.ErrUnknown
	}
	return r, nil
}

func showReveal(ctx context.Context, d *errand) (view.Leaf, error) {
	r, err := d.revealRoom(ctx)
	if err != nil {
		return view.Leaf{}, err
	}
	people, err := r.revealable(ctx)
	if err != nil {
		return view.Leaf{}, err
	}
	t := d.t.Reveal
	part := view.Part{None: t.Nobody, NoneSays: t.NobodySays, First: true}
	if len(people) > 0 {
		what := view.Question{Name: "purpose", Label: t.Purpose, Kind: "select", Value: string(party.ToReach)}
		for _, p := range party.Purposes() {
			what.Choices = append(what.Choices, view.Pair{Value: string(p), Name: capital(d.t.Admin.Purposes(string(p)))})
		}
		part = view.Part{First: true, Asks: []view.Ask{{
			Action: revealURL(r.kase.ID), Button: t.Show, Tone: "primary",
			Fields: []view.Question{
				{Name: "person", Label: t.Who, Kind: "select", Choices: people, Value: people[0].Value},
				what,
				{Name: "reason", Label: t.Why, Hint: t.WhyHint, Kind: "area", Most: 1000},
			},
		}}}
	}
	return d.revealLeaf(r, t.Title, t.Says, part), nil
}

func (d *errand) revealLeaf(r *room, title, says string, parts ...view.Part) view.Leaf {
	return view.Leaf{Back: &view.Link{Name: r.kase.Number, URL: caseURL(r.kase.ID)}, Title: title, Says: says, Section: "workbench", Parts: parts}
}

// doReveal records the look first, then shows what it was for, this once.
func doReveal(ctx context.Context, d *errand, in form.Typed) (view.LeafDone, error) {
	r, err := d.revealRoom(ctx)
	if err != nil {
		return view.LeafDone{}, err
	}
	p, err := id.Parse[id.Person](in.Get("person"))
	if err != nil {
		return view.LeafDone{}, web.ErrUnknown
	}
	reason := strings.TrimSpace(in.Get("reason"))
	if reason == "" || len(reason) > party.MaxReason {
		return view.LeafDone{}, d.say("reason", d.t.Reveal.NeedsWhy)
	}
	if wait := d.ByLook.Take(d.visitor.Person.String()); wait > 0 {
		return view.LeafDone{}, &web.Wait{For: wait}
	}
	if err := d.Clerk.RevealPerson(ctx, d.who(), p, party.Reveal{Case: r.kase.ID, Purpose: party.Purpose(in.Get("purpose")), Reason: reason}); err != nil {
		return view.LeafDone{}, err
	}
	name, err := d.Casebook.Name(ctx, d.Market, p)
	if err != nil {
		return view.LeafDone{}, err
	}
	t := d.t.Reveal
	part := view.Part{First: true, Warn: t.ShownSays, Facts: []view.Fact{{Name: t.Name, Value: name, Own: true}}}
	all, err := service.Addresses(ctx, d.Clerk, d.Market, p)
	if err != nil {
		return view.LeafDone{}, err
	}
	for _, c := range all {
		if c.Live() {
			part.Facts = append(part.Facts, view.Fact{Name: d.channel(c.Channel), Value: c.Text, Mono: true, Own: true})
		}
	}
	if len(part.Facts) == 1 {
		part.Lines = []string{t.NoContacts}
	}
	told := d.revealLeaf(r, t.Shown, t.Says, part)
	return view.LeafDone{Told: &told}, nil
}

// showLooks is who saw this visitor's data unmasked.
func showLooks(ctx context.Context, d *errand) (view.Leaf, error) {
	t := d.t.Reveal
	page, err := d.Casebook.LooksAt(ctx, d.who(), d.at.After, 25)
	if err != nil {
		return view.Leaf{}, err
	}
	list := view.Part{After: page.Next, First: d.at.After == "", None: t.NoLooks, NoneSays: t.NoLooksSays}
	if len(page.Rows) > 0 {
		list.None, list.NoneSays = "", ""
		if list.Table, err = d.actTable(ctx, page.Rows); err != nil {
			return view.Leaf{}, err
		}
		list.Table.Name = t.Looks
	}
	return d.accountLeaf(t.Looks, t.LooksSays, list), nil
}
