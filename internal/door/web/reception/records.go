package reception

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// showResults is how cases ended and what proves it: what an authority reads without
// any request (R31).
func showResults(ctx context.Context, d *errand) (view.Leaf, error) {
	t := d.t.Records
	found, err := d.Casebook.Results(ctx, d.who(), d.at.After, 25)
	if err != nil {
		return view.Leaf{}, err
	}
	list := view.Part{First: d.at.After == "", After: found.Next, None: t.NoResults, NoneSays: t.NoResultsSays}
	if len(found.Rows) > 0 {
		list.None, list.NoneSays = "", ""
		list.Table = &view.Table{Name: t.Results, Head: []string{t.Case, t.Ended, t.Outcome, t.Proof}}
	}
	for _, o := range found.Rows {
		var lines []string
		for _, k := range o.Claims {
			line := fmt.Sprintf("%d. %s%s%s", k.No, capital(d.in(wording.Remedy(k.Remedy))), d.t.Desk.Colon, d.in(wording.ClaimState(string(k.State))))
			if k.Granted > 0 {
				line += " " + d.sum(k.Granted, o.Currency)
			}
			lines = append(lines, line)
		}
		list.Table.Rows = append(list.Table.Rows, view.TableRow{ID: o.Case.String(), Cells: []view.Cell{
			{Text: o.Number, Mono: true},
			{At: d.local(o.Closed)},
			{Text: capital(d.in(wording.Stage(o.Stage))), Sub: strings.Join(lines, d.t.Desk.Comma)},
			{Text: "#" + strconv.FormatUint(o.Version, 10) + " " + hex.EncodeToString(o.Hash[:8]), Mono: true},
		}})
	}
	return d.adminLeaf(t.Results, t.ResultsSays, list), nil
}

// recordsRole is who the visitor is to requests by law: an authority's person, an administrator.
func (d *errand) recordsRole(ctx context.Context) (regulator, admin bool, err error) {
	_, roles, err := d.roles(ctx)
	return slices.Contains(roles, string(party.Regulator)), slices.Contains(roles, string(party.Admin)), err
}

// recordsLinks lead to results and requests by law, for those whom they concern.
func (d *errand) recordsLinks(roles []string) (links []view.Entrance) {
	t, regulator := d.t.Records, slices.Contains(roles, string(party.Regulator))
	if regulator {
		links = append(links, view.Entrance{URL: "/admin/results", Icon: "fingerprint", Name: t.Results, Says: t.ResultsSays})
	}
	if regulator || slices.Contains(roles, string(party.Admin)) {
		links = append(links, view.Entrance{URL: "/admin/records", Icon: "file-text", Name: t.Title, Says: onOff(regulator, t.Says, t.StaffSays)})
	}
	return links
}

func recordsURL(a casebook.RecordsAsk) string {
	return fmt.Sprintf("/admin/records/%s.%d", a.Asker, a.No)
}

// paperURL is where the document of a request or an ask is opened.
func paperURL(of id.Case, mark string, asker id.Person, no int) string {
	return fmt.Sprintf("%s/exhibits/%s.%s.%d/file", caseURL(of), mark, asker, no)
}

func showRecords(ctx context.Context, d *errand) (view.Leaf, error) {
	if d.at.ID != "" {
		return d.oneRecords(ctx)
	}
	t := d.t.Records
	regulator, admin, err := d.recordsRole(ctx)
	if err != nil {
		return view.Leaf{}, err
	}
	if !regulator && !admin {
		return view.Leaf{}, web.ErrUnknown
	}
	found, err := d.Casebook.RecordsAsks(ctx, d.who(), !admin, d.at.After, 25)
	if err != nil {
		return view.Leaf{}, err
	}
	list := view.Part{First: d.at.After == "", After: found.Next, None: t.None, NoneSays: onOff(admin, t.NoneStaff, t.NoneSays)}
	if len(found.Rows) > 0 {
		list.None, list.NoneSays = "", ""
		list.Table = &view.Table{Name: t.Title, Head: []string{t.Case, t.Authority, t.State, t.Until}}
	}
	for _, a := range found.Rows {
		chip := d.recordsState(a.Records)
		list.Table.Rows = append(list.Table.Rows, view.TableRow{ID: a.Asker.String() + "-" + strconv.Itoa(a.No), Cells: []view.Cell{
			{Text: a.Number, Mono: true, URL: recordsURL(a)}, {Text: a.Authority, Sub: a.DocumentNo, Own: true}, {Chip: &chip}, {Text: "—", At: d.local(a.Until)},
		}})
	}
	parts := []view.Part{list}
	if regulator {
		area := func(name, label, hint string) view.Question {
			return view.Question{Name: name, Label: label, Hint: hint, Most: party.MaxRecordsText / 3}
		}
		what, silence := area("what", t.What, t.WhatHint), area("silence", t.Silence, t.SilenceHint)
		what.Kind, silence.Kind, silence.Optional = "area", "area", true
		parts = append(parts, view.Part{Title: t.Ask, Says: t.AskSays, Lines: []string{t.Unsure}, Asks: []view.Ask{{Action: "/admin/records", Button: t.Send, Tone: "primary", Fields: []view.Question{
			{Name: "case", Label: t.CaseNo, Hint: t.CaseHint, Kind: "code", Most: 40},
			area("authority", t.Authority, ""), area("basis", t.Basis, t.BasisHint), area("number", t.Number, ""), what,
			{Name: "order", Label: t.Order, Kind: "tick"},
			{Name: "ledger", Label: t.Ledger, Kind: "tick"},
			{Name: "personal", Label: t.Personal, Kind: "tick"},
			silence,
			{Name: "paper", Label: t.Paper, Hint: t.PaperHint, Kind: "file"},
		}}}})
	}
	return d.adminLeaf(t.Title, onOff(admin && !regulator, t.StaffSays, t.Says), parts...), nil
}

func (d *errand) recordsState(r party.Records) view.Chip {
	t := d.t.Records
	switch {
	case r.Answered.IsZero():
		return view.Chip{Tone: view.Warn, Text: t.Waits}
	case !r.Granted:
		return view.Chip{Tone: view.Bad, Text: t.Refused}
	case !d.now.Before(r.Until):
		return view.Chip{Text: t.Over}
	}
	return view.Chip{Tone: view.Fine, Text: t.Granted}
}

// recordsAt is the request an address names, for its asker or an administrator.
func (d *errand) recordsAt(ctx context.Context, at string) (casebook.RecordsAsk, bool, error) {
	person, text, _ := strings.Cut(at, ".")
	asker, err := id.Parse[id.Person](person)
	no, err2 := strconv.Atoi(text)
	_, admin, err3 := d.recordsRole(ctx)
	if err3 != nil {
		return casebook.RecordsAsk{}, false, err3
	}
	if err != nil || err2 != nil || !admin && asker != d.visitor.Person {
		return casebook.RecordsAsk{}, false, web.ErrUnknown
	}
	a, err := d.Casebook.RecordsAsk(ctx, d.who(), asker, no)
	return a, admin && asker != d.visitor.Person, err
}

func (d *errand) oneRecords(ctx context.Context) (view.Leaf, error) {
	a, answers, err := d.recordsAt(ctx, d.at.ID)
	if err != nil {
		return view.Leaf{}, err
	}
	t, chip := d.t.Records, d.recordsState(a.Records)
	name, err := d.name(ctx, a.Asker, false)
	if err != nil {
		return view.Leaf{}, err
	}
	var scope []string
	for _, v := range a.Scope {
		scope = append(scope, t.Scopes(string(v)))
	}
	told := view.Fact{Name: t.Told, Value: "✓"}
	if a.Silent {
		told = view.Fact{Name: t.NotTold, Value: a.Secret, Own: true}
	}
	part := view.Part{First: true, Facts: []view.Fact{
		{Name: t.State, Chip: &chip},
		{Name: t.Case, Value: a.Number, Mono: true},
		{Name: t.Asker, Value: name, Own: true},
		{Name: t.Authority, Value: a.Authority, Own: true},
		{Name: t.Basis, Value: a.Basis, Own: true},
		{Name: t.Number, Value: a.DocumentNo, Own: true},
		{Name: t.What, Value: a.What, Own: true},
		{Name: t.Scope, Value: d.list(scope)},
		told,
	}, Lines: []string{t.Unsure}, Links: []view.Entrance{{URL: paperURL(a.Case, "L", a.Asker, a.No), Icon: "file-text", Name: t.See, Says: short(a.Proof)}}}
	if !a.Answered.IsZero() {
		part.Facts = append(part.Facts, view.Fact{Name: t.Reason, Value: a.Reason, Own: true})
	}
	if a.Granted {
		part.Facts = append(part.Facts, view.Fact{Name: t.Until, At: d.local(a.Until)}, view.Fact{Name: t.Read, Value: onOff(a.Times == 0, t.NotRead, t.Times(a.Times))})
	}
	parts, here := []view.Part{part}, recordsURL(a)
	if a.Asker == d.visitor.Person && a.Open(party.CaseView, d.now) {
		parts = append(parts, view.Part{Asks: []view.Ask{{Action: here, Button: t.Open, Tone: "primary", Says: t.OpenSays, Hidden: []view.Pair{{Name: "do", Value: "read"}}}}})
	}
	if answers && a.Answered.IsZero() {
		reason := view.Question{Name: "reason", Label: t.Reason, Hint: t.ReasonHint, Kind: "area", Most: 190}
		silent := view.Question{Name: "silent", Label: t.Silent, Kind: "tick", Value: onOff(a.Silent, "yes", "")}
		parts = append(parts,
			view.Part{Title: t.Answer, Says: t.AnswerSays, Asks: []view.Ask{{Action: here, Button: t.Confirm, Tone: "primary", Hidden: []view.Pair{{Name: "do", Value: "confirm"}}, Fields: []view.Question{{Name: "days", Label: t.Days, Kind: "code", Value: "7", Most: 2}, silent, reason}}}},
			view.Part{Title: t.Refuse, Asks: []view.Ask{{Action: here, Button: t.Refuse, Hidden: []view.Pair{{Name: "do", Value: "refuse"}}, Fields: []view.Question{askedAs(reason, "why")}}}})
	}
	l := d.adminLeaf(t.Title, t.AskSays, parts...)
	l.Back = &view.Link{Name: t.Title, URL: "/admin/records"}
	return l, nil
}

func doRecords(ctx context.Context, d *errand, in form.Typed) (view.LeafDone, error) {
	if d.at.ID == "" {
		return d.askRecords(ctx, in)
	}
	a, _, err := d.recordsAt(ctx, d.at.ID)
	if err != nil {
		return view.LeafDone{}, err
	}
	t, next := d.t.Records, view.LeafDone{Next: recordsURL(a)}
	switch in.Get("do") {
	case "read":
		if a.Asker != d.visitor.Person {
			return view.LeafDone{}, web.ErrUnknown
		}
		_, err := d.Clerk.ReadRecords(ctx, d.who(), a.No)
		return view.LeafDone{Next: caseURL(a.Case) + "/print"}, err
	case "confirm":
		days, err := strconv.Atoi(strings.TrimSpace(in.Get("days")))
		if err != nil || days < 1 || days > 30 {
			return next, d.say("days", t.NeedDays)
		}
		until := d.now.Add(time.Duration(days) * 24 * time.Hour)
		return next, d.atReason(d.Clerk.AnswerRecords(ctx, d.who(), a.Asker, party.AnswerRecords{No: a.No, Granted: true, Until: until.UTC(), Silent: in.Get("silent") == "yes", Reason: in.Get("reason")}), "reason")
	case "refuse":
		return next, d.atReason(d.Clerk.AnswerRecords(ctx, d.who(), a.Asker, party.AnswerRecords{No: a.No, Reason: in.Get("why")}), "why")
	}
	return next, nil
}

// atReason puts a refusal for want of a reason at its input.
func (d *errand) atReason(err error, field string) error {
	if partyCode(err) == party.ReasonMissing {
		return d.say(field, capital(d.in(wording.Words(party.ReasonMissing.Text()))))
	}
	return err
}

func (d *errand) askRecords(ctx context.Context, in form.Typed) (view.LeafDone, error) {
	regulator, _, err := d.recordsRole(ctx)
	if err != nil || !regulator {
		return view.LeafDone{}, web.ErrUnknown
	}
	t := d.t.Records
	of, err := d.Casebook.CaseNumbered(ctx, d.Market, strings.TrimSpace(in.Get("case")))
	if err != nil || of.IsZero() {
		return view.LeafDone{}, orSay(err, d.say("case", t.NoCase))
	}
	scope := []party.View{party.CaseView}
	for _, v := range party.RecordsScopes()[1:] {
		if in.Get(string(v)) == "yes" {
			scope = append(scope, v)
		}
	}
	proof, err := d.takePaper(ctx, of, "paper")
	if err != nil {
		return view.LeafDone{}, err
	}
	ask := party.AskRecords{
		Case: of, Scope: scope, Authority: strings.TrimSpace(in.Get("authority")), Basis: strings.TrimSpace(in.Get("basis")), Number: strings.TrimSpace(in.Get("number")),
		Reason: strings.TrimSpace(in.Get("what")), Silence: strings.TrimSpace(in.Get("silence")), Proof: proof,
	}
	for _, f := range []struct{ name, value string }{{"authority", ask.Authority}, {"basis", ask.Basis}, {"number", ask.Number}, {"what", ask.Reason}} {
		if f.value == "" || len(f.value) > party.MaxRecordsText {
			return view.LeafDone{}, d.say(f.name, capital(d.in(wording.Words(party.ReasonMissing.Text()))))
		}
	}
	return view.LeafDone{Next: "/admin/records"}, d.Clerk.AskRecords(ctx, d.who(), ask)
}

func orSay(err, say error) error {
	if err != nil {
		return err
	}
	return say
}

// lawful is the case of a request by law as its asker may read it: within its scope,
// after a reading was recorded.
func (p documents) lawful(ctx context.Context, who view.Visitor, of id.Case) (*room, party.Records, error) {
	s, err := p.ask(ctx, who)
	if err != nil {
		return nil, party.Records{}, err
	}
	seen, req, err := p.Casebook.Lawful(ctx, s.who(), of)
	if err != nil {
		return nil, req, outside(err)
	}
	r, err := s.roomOf(ctx, seen)
	if err != nil {
		return nil, req, err
	}
	if req.Open(party.PersonalView, r.now) {
		r.plain = true
		for _, side := range r.kase.Parties {
			if !side.Person.IsZero() {
				w := r.who[side.Side]
				w.Name = r.names[side.Person]
				r.who[side.Side] = w
			}
		}
	}
	return r, req, nil
}

// only lets those into a room who hold one of the capacities.
func (d *errand) only(ctx context.Context, as ...party.Capacity) error {
	_, roles, err := d.roles(ctx)
	if err != nil {
		return err
	}
	for _, c := range as {
		if slices.Contains(roles, string(c)) {
			return nil
		}
	}
	return web.ErrUnknown
}
