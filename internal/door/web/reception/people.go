package reception

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/evidence"
	"github.com/tianping-odr/tianping/internal/office/identity"
)

// joinLength is how long a link that asks somebody to act is good for.
const joinLength = 7 * 24 * time.Hour

// powers are how far somebody may be asked to act.
func powers() []party.MandateKind { return []party.MandateKind{party.Agent, party.SpecialAgent} }

// ownSide opens a case for one of its sides, who acts in his own right: others do not
// say who acts for it.
func (d *errand) ownSide(ctx context.Context, text string) (*room, *dispute.Party, error) {
	of, err := id.Parse[id.Case](text)
	if err != nil {
		return nil, nil, web.ErrUnknown
	}
	r, err := d.enter(ctx, of)
	if err != nil {
		return nil, nil, err
	}
	if r.Sight.Actor.Side == "" {
		return nil, nil, web.ErrUnknown
	}
	return r, r.kase.Party(r.Sight.Actor.Side), nil
}

// deskOf opens a case for the desk that may say who acts in it; nil for everybody else.
func (d *errand) deskOf(ctx context.Context) (*room, error) {
	of, err := id.Parse[id.Case](d.at.ID)
	if err != nil {
		return nil, web.ErrUnknown
	}
	r, err := d.enter(ctx, of)
	if err != nil || !r.changesParties() {
		return nil, err
	}
	return r, nil
}

func showPeople(ctx context.Context, d *errand) (view.Leaf, error) {
	if r, err := d.deskOf(ctx); err != nil || r != nil {
		if err != nil {
			return view.Leaf{}, err
		}
		return showDeskPeople(ctx, d, r)
	}
	r, side, err := d.ownSide(ctx, d.at.ID)
	if err != nil {
		return view.Leaf{}, err
	}
	t := d.t.People
	ends, gives := d.partyEvents(r)
	here := caseURL(r.kase.ID) + "/people"
	list := view.Part{Table: &view.Table{Name: t.Title, Head: []string{t.Who, t.Kind, t.Until, ""}}, First: true}
	for _, m := range side.Mandates() {
		name, err := d.name(ctx, m.Person, false)
		if err != nil {
			return view.Leaf{}, err
		}
		row := view.TableRow{ID: "p-" + m.Person.String(), Cells: []view.Cell{{Text: name, Own: true}, {Text: t.Kinds(string(m.Kind))}, {Text: t.NoEnd, At: d.local(m.Until)}}}
		if !m.Until.IsZero() && !d.now.Before(m.Until) {
			row.Cells[1].Chip = &view.Chip{Text: t.PowerPast}
		}
		if slices.Contains(ends, m.Person.String()) {
			row.Asks = []view.Ask{{Action: here, Button: t.End, Slim: true, Hidden: []view.Pair{{Name: "do", Value: "end"}, {Name: "person", Value: m.Person.String()}}}}
		}
		list.Table.Rows = append(list.Table.Rows, row)
	}
	if len(list.Table.Rows) == 0 {
		list.Table, list.None, list.NoneSays = nil, t.None, t.NoneSays
	}
	parts := []view.Part{list}
	if gives {
		reach := view.Question{Name: "power", Label: t.Reach, Kind: "select", Value: string(party.Agent)}
		for _, k := range powers() {
			reach.Choices = append(reach.Choices, view.Pair{Value: string(k), Name: t.Kinds(string(k))})
		}
		parts = append(parts, view.Part{Title: t.Give, Says: t.GiveSays, Asks: []view.Ask{{
			Action: here, Button: t.MakeLink, Tone: "primary", Hidden: []view.Pair{{Name: "do", Value: "give"}},
			Fields: []view.Question{reach, {Name: "until", Label: t.UntilDay, Kind: "date", Optional: true}},
		}}})
	}
	return view.Leaf{Back: &view.Link{Name: r.kase.Number, URL: caseURL(r.kase.ID)}, Title: t.Title, Says: t.Says, Section: "cases", Parts: parts}, nil
}

// partyEvents are whose powers the visitor may end now, and whether he may give one,
// as the rules offer it.
func (d *errand) partyEvents(r *room) (ends []string, gives bool) {
	at := slices.IndexFunc(r.Moves, func(m dispute.Move) bool { return m.Name == "party_event" })
	if at < 0 {
		return nil, false
	}
	for _, f := range r.Moves[at].Fields {
		for _, side := range f.Choices {
			for _, g := range side.Then {
				for _, event := range g.Choices {
					gives = gives || g.Name == "event" && event.Value == "represent"
					if event.Value != "end_power" {
						continue
					}
					for _, x := range event.Then {
						for _, who := range x.Choices {
							if x.Name == "person" {
								ends = append(ends, who.Value)
							}
						}
					}
				}
			}
		}
	}
	return ends, gives
}

func doPeople(ctx context.Context, d *errand, in form.Typed) (view.LeafDone, error) {
	if r, err := d.deskOf(ctx); err != nil || r != nil {
		if err != nil {
			return view.LeafDone{}, err
		}
		return d.doDeskPeople(ctx, r, in)
	}
	r, side, err := d.ownSide(ctx, d.at.ID)
	if err != nil {
		return view.LeafDone{}, err
	}
	ends, gives := d.partyEvents(r)
	next := view.LeafDone{Next: caseURL(r.kase.ID) + "/people"}
	switch person := in.Get("person"); {
	case in.Get("do") == "end" && slices.Contains(ends, person):
		who, err := id.Parse[id.Person](person)
		if err != nil {
			return next, web.ErrUnknown
		}
		return next, d.endPower(ctx, r, side, who)
	case in.Get("do") == "give" && gives:
		return d.askToAct(ctx, r, in)
	}
	return next, nil
}

// askToAct makes the link that asks somebody to act. Its target says where, how far
// and until when; whose side it is, the person behind it says.
func (d *errand) askToAct(ctx context.Context, r *room, in form.Typed) (view.LeafDone, error) {
	kind, until := party.MandateKind(in.Get("power")), time.Time{}
	if !slices.Contains(powers(), kind) {
		return view.LeafDone{}, d.say("power", d.t.People.Reach)
	}
	if day := in.Get("until"); day != "" {
		last, err := time.ParseInLocation("2006-01-02", day, d.zone())
		if until = last.AddDate(0, 0, 1); err != nil || !until.After(d.now) {
			return view.LeafDone{}, d.say("until", d.t.People.UntilDay)
		}
	}
	if wait := d.ByContact.Take("join " + d.visitor.Person.String()); wait > 0 {
		return view.LeafDone{}, &web.Wait{For: wait}
	}
	token, link, err := d.Identity.MakeLink(ctx, identity.NewLink{
		Market: d.Market, Purpose: identity.Join, Person: d.visitor.Person, Length: joinLength, Target: joinTarget(r.kase.ID, kind, until),
	})
	if err != nil {
		return view.LeafDone{}, err
	}
	t := d.t.People
	part := d.printed(token, d.local(link.Expires))
	part.Warn = t.LinkSays
	part.Facts = append(part.Facts, view.Fact{Name: t.Kind, Value: t.Kinds(string(kind))}, view.Fact{Name: t.Until, Value: t.NoEnd, At: d.local(until)})
	told := view.Leaf{Back: &view.Link{Name: t.Title, URL: caseURL(r.kase.ID) + "/people"}, Title: t.LinkTitle, Section: "cases", Parts: []view.Part{part}}
	return view.LeafDone{Told: &told}, nil
}

func joinTarget(c id.Case, kind party.MandateKind, until time.Time) string {
	end := int64(0)
	if !until.IsZero() {
		end = until.Unix()
	}
	return c.String() + ":" + string(kind) + ":" + strconv.FormatInt(end, 10)
}

// joins is what a link asks for.
type joins struct {
	of    id.Case
	kind  party.MandateKind
	until time.Time
	whose id.Person
}

func parseJoin(l identity.Link) (joins, error) {
	parts := strings.Split(l.Target, ":")
	if len(parts) != 3 {
		return joins{}, web.ErrUnknown
	}
	of, err := id.Parse[id.Case](parts[0])
	end, err2 := strconv.ParseInt(parts[2], 10, 64)
	kind := party.MandateKind(parts[1])
	if err != nil || err2 != nil || !slices.Contains(powers(), kind) {
		return joins{}, web.ErrUnknown
	}
	j := joins{of: of, kind: kind, whose: l.Person}
	if end != 0 {
		j.until = time.Unix(end, 0).UTC()
	}
	return j, nil
}

// asking is the case as who asks sees it: the link speaks for him.
func (d *errand) asking(ctx context.Context, j joins) (*room, error) {
	s, err := d.ask(ctx, view.Visitor{Market: d.Market, Person: j.whose, Lang: d.visitor.Lang})
	if err != nil {
		return nil, err
	}
	return s.enter(ctx, j.of)
}

// joining shows a link that asks somebody to act.
func (d *errand) joining(ctx context.Context, link identity.Link, here string, until view.Fact) (view.Leaf, error) {
	j, err := parseJoin(link)
	if err != nil {
		return view.Leaf{}, err
	}
	r, err := d.asking(ctx, j)
	if err != nil {
		return view.Leaf{}, err
	}
	t := d.t.People
	name, err := d.name(ctx, j.whose, true)
	if err != nil {
		return view.Leaf{}, err
	}
	part := view.Part{
		Lines: []string{fmt.Sprintf(t.JoinSays, name, r.kase.Number), t.JoinMay, onOff(j.kind == party.Agent, t.JoinMayNot, t.Wide)},
		Facts: []view.Fact{{Name: t.Kind, Value: t.Kinds(string(j.kind))}, {Name: t.Until, Value: t.NoEnd, At: d.local(j.until)}, until},
	}
	if d.visitor.Known() {
		part.Asks = []view.Ask{{Action: here, Button: t.JoinButton, Tone: "primary"}}
	} else {
		part.Links = []view.Entrance{{URL: "/sign-in?next=" + here, Icon: "log-in", Name: t.Sign}}
	}
	return view.Leaf{Title: t.JoinTitle, Parts: []view.Part{part}}, nil
}

// join lets the visitor act: the party's own act, by the link it made, with the paper
// both have confirmed as proof.
func (d *errand) join(ctx context.Context, link identity.Link) (view.LeafDone, error) {
	j, err := parseJoin(link)
	if err != nil {
		return view.LeafDone{}, err
	}
	t := d.t.People
	if !d.visitor.Known() {
		return view.LeafDone{Next: "/sign-in?next=/l/" + d.at.ID}, nil
	}
	if d.visitor.Person == j.whose {
		return view.LeafDone{}, d.say("", t.Own)
	}
	if look, err := d.Clerk.Look(ctx, d.who(), j.of); err == nil && !look.Actor.For { // of another side, or staff
		return view.LeafDone{}, d.say("", t.OtherSide)
	}
	r, err := d.asking(ctx, j)
	if err != nil {
		return view.LeafDone{}, err
	}
	used, err := d.Identity.UseLink(ctx, d.at.ID, identity.Join)
	if err != nil {
		return view.LeafDone{}, err
	}
	till := t.NoEnd
	if !j.until.IsZero() {
		till = d.when(j.until)
	}
	proof, err := d.paper(ctx, r, t.Paper, d.visitor.Person, fmt.Sprintf(t.PaperReach, t.Kinds(string(j.kind)), till))
	if err != nil {
		return view.LeafDone{}, err
	}
	in := dispute.Answers{
		{Name: "party", Value: string(r.Sight.Actor.Side)},
		{Name: "event", Value: "represent"},
		{Name: "proof", Value: proof},
		{Name: "person", Value: d.visitor.Person.String()},
		{Name: "power", Value: string(j.kind)},
	}
	if !j.until.IsZero() {
		in = append(in, dispute.Answer{Name: "until", At: &j.until})
	}
	by := used.Principal()
	_, err = d.Clerk.Move(ctx, clerk.Who{Market: d.Market, Person: by.Person, Credential: by.Credential}, j.of, dispute.Command{Move: "party_event", In: in})
	if err != nil {
		return view.LeafDone{}, d.refused(err, "", j.of)
	}
	told := view.Leaf{Title: t.JoinDone, Says: t.Says, Parts: []view.Part{{Links: []view.Entrance{{URL: caseURL(j.of), Icon: "message-circle", Name: t.ToCase, Says: r.kase.Number}}}}}
	return view.LeafDone{Told: &told}, nil
}

func (d *errand) endPower(ctx context.Context, r *room, side *dispute.Party, who id.Person) error {
	proof, err := d.paper(ctx, r, d.t.People.EndPaper, who, d.t.People.PaperEnd)
	if err != nil {
		return err
	}
	in := dispute.Answers{{Name: "party", Value: string(side.Side)}, {Name: "event", Value: "end_power"}, {Name: "proof", Value: proof}, {Name: "person", Value: who.String()}}
	_, err = d.Clerk.Move(ctx, d.who(), r.kase.ID, dispute.Command{Move: "party_event", In: in})
	if err != nil {
		return d.refused(err, caseURL(r.kase.ID)+"/people", r.kase.ID)
	}
	return nil
}

// paper writes what both confirmed into the case, encrypted as every exhibit, and
// gives its digest.
func (d *errand) paper(ctx context.Context, r *room, title string, agent id.Person, says string) (string, error) {
	principal, err := d.name(ctx, r.visitor.Person, false)
	if err != nil {
		return "", err
	}
	name, err := d.Casebook.Name(ctx, d.Market, agent)
	if err != nil {
		return "", err
	}
	body := strings.Join([]string{title, fmt.Sprintf(d.t.People.PaperLine, principal, name, r.kase.Number), says, d.when(d.now)}, "\n")
	item, err := d.Evidence.Take(ctx, evidence.Place{Market: d.Market, Case: r.kase.ID}, strings.NewReader(body))
	return item.Digest, err
}

func (d *errand) when(t time.Time) string { return d.t.At(d.local(t), d.now) }
