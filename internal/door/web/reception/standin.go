package reception

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/evidence"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// takePaper puts a document that came with a form into the room of a case, encrypted as
// every exhibit, and gives its digest.
func (d *errand) takePaper(ctx context.Context, of id.Case, input string) (string, error) {
	file, ok := d.at.Files[input]
	if !ok || len(file.Body) == 0 {
		return "", d.say(input, d.t.StandIn.NeedPaper)
	}
	item, err := d.Evidence.Take(ctx, evidence.Place{Market: d.Market, Case: of}, bytes.NewReader(file.Body))
	if errors.Is(err, evidence.ErrKind) || errors.Is(err, evidence.ErrEmpty) {
		return "", d.say(input, d.t.StandIn.PaperHint)
	}
	return item.Digest, err
}

// showStandIn lists one's own asks to act for somebody by law, and takes one.
func showStandIn(ctx context.Context, d *errand) (view.Leaf, error) {
	t := d.t.StandIn
	all, err := d.Casebook.StandInAsks(ctx, d.Market, id.Case{}, d.visitor.Person)
	if err != nil {
		return view.Leaf{}, err
	}
	list := view.Part{First: true, None: t.None, NoneSays: t.NoneSays}
	if len(all) > 0 {
		list.None, list.NoneSays = "", ""
		list.Table = &view.Table{Name: t.Title, Head: []string{t.As, t.State, t.Reason}}
	}
	for _, a := range all {
		chip := d.standInState(a.StandIn)
		row := view.TableRow{ID: "s-" + strconv.Itoa(a.No), Cells: []view.Cell{{Text: capital(d.in(wording.Mandate(string(a.Kind))))}, {Chip: &chip}, {Text: a.Replied, Own: true}}}
		if a.Granted {
			row.Cells[0].URL = caseURL(a.Case)
		}
		list.Table.Rows = append(list.Table.Rows, row)
	}
	ask := view.Part{Asks: []view.Ask{{Action: "/account/stand-in", Button: t.Send, Tone: "primary", Fields: []view.Question{
		{Name: "case", Label: t.CaseNo, Kind: "code", Most: 40},
		{Name: "order", Label: t.OrderNo, Hint: t.OrderHint, Kind: "code", Most: 64},
		{Name: "for", Label: t.For, Kind: "select", Value: string(party.Buyer), Choices: []view.Pair{{Value: string(party.Buyer), Name: t.Buyer}, {Value: string(party.Seller), Name: t.Seller}}},
		{Name: "as", Label: t.As, Kind: "select", Choices: []view.Pair{{Value: string(party.Guardian), Name: t.Guardian}, {Value: string(party.Successor), Name: t.Successor}}},
		{Name: "reason", Label: t.Why, Hint: t.WhyHint, Kind: "area", Most: 190},
		{Name: "paper", Label: t.Paper, Hint: t.PaperHint, Kind: "file"},
	}}}}
	return d.accountLeaf(t.Title, t.Says, list, ask), nil
}

func (d *errand) standInState(a party.StandIn) view.Chip {
	t := d.t.StandIn
	switch {
	case a.Answered.IsZero():
		return view.Chip{Tone: view.Warn, Text: t.Waits}
	case a.Granted:
		return view.Chip{Tone: view.Fine, Text: t.Granted}
	}
	return view.Chip{Tone: view.Bad, Text: t.Refused}
}

// doStandIn takes an ask. Case and order number must belong together: who knows neither
// learns of no case.
func doStandIn(ctx context.Context, d *errand, in form.Typed) (view.LeafDone, error) {
	t := d.t.StandIn
	if wait := d.ByLook.Take("stand-in " + d.visitor.Person.String()); wait > 0 {
		return view.LeafDone{}, &web.Wait{For: wait}
	}
	of, err := d.Casebook.CaseOfOrder(ctx, d.Market, strings.TrimSpace(in.Get("case")), strings.TrimSpace(in.Get("order")))
	if err != nil || of.IsZero() {
		return view.LeafDone{}, orSay(err, d.say("case", t.NoMatch))
	}
	if strings.TrimSpace(in.Get("reason")) == "" {
		return view.LeafDone{}, d.say("reason", capital(d.in(wording.Words(party.ReasonMissing.Text()))))
	}
	if _, err := d.Clerk.Look(ctx, d.who(), of); err == nil {
		return view.LeafDone{}, d.say("", d.t.People.OtherSide)
	} else if !errors.Is(err, clerk.ErrUnknown) {
		return view.LeafDone{}, err
	}
	proof, err := d.takePaper(ctx, of, "paper")
	if err != nil {
		return view.LeafDone{}, err
	}
	err = d.Clerk.AskStandIn(ctx, d.who(), party.AskStandIn{Case: of, For: party.Capacity(in.Get("for")), Kind: party.MandateKind(in.Get("as")), Proof: proof, Reason: in.Get("reason")})
	return view.LeafDone{Next: "/account/stand-in"}, d.atReason(err, "reason")
}

// changesParties tells whether the visitor is of the staff and may record here what
// befell a party (P20).
func (r *room) changesParties() bool {
	_, may := r.moveNamed("party_event")
	return r.Audience.Staff && may
}

// showDeskPeople is who acts for the parties and by what, for the desk of the case, with
// the asks that wait for its answer.
func showDeskPeople(ctx context.Context, d *errand, r *room) (view.Leaf, error) {
	t, here := d.t.StandIn, caseURL(r.kase.ID)+"/people"
	in := view.Part{Title: t.InForce, First: true, None: t.Documents}
	for _, m := range r.Mandates() {
		if m.At(r.now) {
			in.None = ""
			in.Facts = append(in.Facts, view.Fact{Name: r.who[m.Side].Role, Value: r.mandateSays(m), Own: true})
		}
	}
	parts := []view.Part{in}
	asks, err := d.Casebook.StandInAsks(ctx, d.Market, r.kase.ID, id.Person{})
	if err != nil {
		return view.Leaf{}, err
	}
	waiting := false
	reason := view.Question{Name: "reason", Label: t.Reason, Hint: t.ReasonHint, Kind: "area", Most: 190}
	for _, a := range asks {
		chip := d.standInState(a.StandIn)
		name, err := d.name(ctx, a.Asker, false)
		if err != nil {
			return view.Leaf{}, err
		}
		part := view.Part{Title: t.Asks, Facts: []view.Fact{
			{Name: t.State, Chip: &chip},
			{Name: t.As, Value: capital(d.in(wording.Mandate(string(a.Kind))))},
			{Name: t.For, Value: onOff(a.For == party.Buyer, t.Buyer, t.Seller)},
			{Name: d.t.People.Who, Value: name, Own: true},
			{Name: t.Why, Value: a.Words, Own: true},
		}}
		if a.Answered.IsZero() {
			waiting = true
			key := []view.Pair{{Name: "asker", Value: a.Asker.String()}, {Name: "no", Value: strconv.Itoa(a.No)}}
			part.Links = []view.Entrance{{URL: paperURL(r.kase.ID, "S", a.Asker, a.No), Icon: "file-text", Name: t.See, Says: short(a.Proof)}}
			part.Lines = []string{onOff(a.Kind == party.Guardian, t.GuardianDoes, t.SuccessorDoes)}
			part.Asks = []view.Ask{
				{Action: here, Button: t.Yes, Tone: "primary", Hidden: append([]view.Pair{{Name: "do", Value: "yes"}}, key...), Fields: []view.Question{reason}},
				{Action: here, Button: t.No, Hidden: append([]view.Pair{{Name: "do", Value: "no"}}, key...), Fields: []view.Question{askedAs(reason, "why")}},
			}
		} else {
			part.Facts = append(part.Facts, view.Fact{Name: t.Reason, Value: a.Replied, Own: true})
		}
		parts = append(parts, part)
	}
	if !waiting {
		parts = append(parts, view.Part{None: t.NoAsks, NoneSays: t.NoAsksSays})
	}
	for _, p := range r.kase.Parties {
		if p.Incapable {
			parts = append(parts, view.Part{Title: t.End + d.t.Desk.Colon + r.who[p.Side].Role, Says: t.EndSays, Asks: []view.Ask{{
				Action: here, Button: t.EndButton, Hidden: []view.Pair{{Name: "do", Value: "capable"}, {Name: "side", Value: string(p.Side)}},
				Fields: []view.Question{{Name: "paper", Label: t.Paper, Hint: t.PaperHint, Kind: "file"}},
			}}})
		}
	}
	return view.Leaf{Back: &view.Link{Name: r.kase.Number, URL: caseURL(r.kase.ID)}, Title: t.StaffTitle, Says: t.StaffSays, Section: "workbench", Parts: parts}, nil
}

func (d *errand) doDeskPeople(ctx context.Context, r *room, in form.Typed) (view.LeafDone, error) {
	next := view.LeafDone{Next: caseURL(r.kase.ID) + "/people"}
	switch do := in.Get("do"); do {
	case "yes", "no":
		asker, err := id.Parse[id.Person](in.Get("asker"))
		no, err2 := strconv.Atoi(in.Get("no"))
		asks, err3 := d.Casebook.StandInAsks(ctx, d.Market, r.kase.ID, id.Person{})
		here := func(a casebook.StandInAsk) bool { return a.Asker == asker && a.No == no }
		if err != nil || err2 != nil || err3 != nil || !slices.ContainsFunc(asks, here) {
			return next, orSay(err3, web.ErrUnknown)
		}
		field := onOff(do == "yes", "reason", "why")
		if strings.TrimSpace(in.Get(field)) == "" {
			return next, d.say(field, capital(d.in(wording.Words(party.ReasonMissing.Text()))))
		}
		return next, d.atReason(d.Clerk.AnswerStandIn(ctx, d.who(), asker, no, do == "yes", in.Get(field)), field)
	case "capable":
		proof, err := d.takePaper(ctx, r.kase.ID, "paper")
		if err != nil {
			return next, err
		}
		_, err = d.Clerk.Move(ctx, d.who(), r.kase.ID, dispute.Command{Move: "party_event", In: dispute.Answers{{Name: "party", Value: in.Get("side")}, {Name: "event", Value: "capable"}, {Name: "proof", Value: proof}}})
		return next, err
	}
	return next, nil
}

// askFile opens the document of an ask to act by law ("S.per_….1") or of a request by
// law ("L.per_….1"): for its author, and for who has to answer it.
func (f files) askFile(ctx context.Context, s *session, of id.Case, name string) (web.File, error) {
	parts := strings.Split(name, ".")
	if len(parts) != 3 {
		return web.File{}, web.ErrUnknown
	}
	asker, err := id.Parse[id.Person](parts[1])
	no, err2 := strconv.Atoi(parts[2])
	if err != nil || err2 != nil || no < 1 {
		return web.File{}, web.ErrUnknown
	}
	state, err := f.Clerk.Person(ctx, f.Market, asker)
	if err != nil {
		return web.File{}, outside(err)
	}
	proof, may := "", asker == s.visitor.Person
	switch {
	case parts[0] == "S" && no <= len(state.StandIns) && state.StandIns[no-1].Case == of:
		proof = state.StandIns[no-1].Proof
		if r, err := s.enter(ctx, of); err == nil && state.StandIns[no-1].Answered.IsZero() {
			may = may || r.changesParties()
		}
	case parts[0] == "L" && no <= len(state.Records) && state.Records[no-1].Case == of:
		proof = state.Records[no-1].Proof
		held, err := f.Clerk.Capacities(ctx, f.Market, s.visitor.Person)
		if err != nil {
			return web.File{}, err
		}
		may = may || slices.ContainsFunc(held, func(g party.Grant) bool { return g.Capacity == party.Admin })
	}
	if !may || proof == "" {
		return web.File{}, web.ErrUnknown
	}
	file, err := f.Evidence.Open(ctx, evidence.Place{Market: f.Market, Case: of}, proof)
	if err != nil {
		return web.File{}, outside(err)
	}
	return web.File{Name: fmt.Sprintf("%s-%d", parts[0], no), Type: file.Type, Bytes: file.Bytes, Body: file}, nil
}
