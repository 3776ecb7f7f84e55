package reception

import (
	"context"
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
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// inviteLength is how long a link to a first or new password is good for.
const inviteLength = 7 * 24 * time.Hour

func adminRooms() map[string]chamber {
	return map[string]chamber{
		"":          {show: showAdmin, do: doPolicy},
		"people":    {showPersons, doPersons},
		"grants":    {showGrants, doGrants},
		"keys":      {showKeys, doKeys},
		"procedure": {show: showProcedure},
		"calendar":  {show: showCalendar},
		"rules":     {show: showRuleTable},
		"history":   {show: showHistory},
		"outages":   {show: showOutages},
		"mass":      {show: showMass},
		"regulator": {show: showRegulator},
		"results":   {show: showResults},
		"records":   {showRecords, doRecords},
	}
}

// roles are the visitor's capacities of the marketplace; who may not read its settings
// finds no administration at all.
func (d *errand) roles(ctx context.Context) (party.Market, []string, error) {
	m, err := d.Clerk.MarketFor(ctx, d.who())
	if err != nil {
		if partyCode(err) != "" {
			err = web.ErrUnknown
		}
		return m, nil, err
	}
	var out []string
	for _, g := range party.Capacities(m, d.visitor.Person, d.now) {
		out = append(out, string(g.Capacity))
	}
	return m, out, nil
}

func (d *errand) adminLeaf(title, says string, parts ...view.Part) view.Leaf {
	for i := range parts {
		parts[i].Wide = parts[i].Table != nil || parts[i].Picture != nil
	}
	return view.Leaf{Back: &view.Link{Name: d.t.Admin.Title, URL: "/admin"}, Title: title, Says: says, Section: "admin", Parts: parts}
}

func showAdmin(ctx context.Context, d *errand) (view.Leaf, error) {
	m, roles, err := d.roles(ctx)
	if err != nil {
		return view.Leaf{}, err
	}
	t := d.t.Admin
	desk := slices.Contains(roles, string(party.Admin)) || slices.Contains(roles, string(party.Supervisor))
	links := []view.Entrance{
		{URL: "/admin/grants", Icon: "users", Name: t.Grants, Says: t.GrantsSays},
		{URL: "/admin/procedure", Icon: "shuffle", Name: t.Procedure, Says: t.ProcedureSays},
		{URL: "/admin/calendar", Icon: "calendar", Name: t.Calendar, Says: t.CalendarSays},
		{URL: "/admin/rules", Icon: "book-open", Name: t.Rules, Says: t.RulesSays},
		{URL: "/admin/history", Icon: "history", Name: t.History, Says: t.HistorySays},
		{URL: "/admin/outages", Icon: "triangle-alert", Name: t.Outages, Says: t.OutagesSays},
		{URL: "/admin/mass", Icon: "chart-column", Name: t.Mass, Says: t.MassSays},
		{URL: "/admin/regulator", Icon: "landmark", Name: t.Regulator, Says: t.RegulatorSays},
	}
	links = append(links, d.recordsLinks(roles)...)
	if desk {
		links = append([]view.Entrance{{URL: "/admin/people", Icon: "user", Name: t.People, Says: t.PeopleSays}}, links...)
	}
	parts := []view.Part{{Links: links}}
	if slices.Contains(roles, string(party.Admin)) {
		parts[0].Links = append(parts[0].Links, view.Entrance{URL: "/admin/keys", Icon: "key-round", Name: t.Keys, Says: t.KeysSays})
		ask := view.Ask{Action: "/admin", Button: t.TurnOn, Hidden: []view.Pair{{Name: "second", Value: "yes"}}}
		if m.SignIn.StaffSecondStep {
			ask = view.Ask{Action: "/admin", Button: t.TurnOff, Hidden: []view.Pair{{Name: "second", Value: "no"}}}
		}
		parts = append(parts, view.Part{Title: t.Policy, Says: t.PolicySays, Facts: []view.Fact{{Name: t.State, Value: onOff(m.SignIn.StaffSecondStep, t.PolicyOn, t.PolicyOff)}}, Asks: []view.Ask{ask}})
	}
	return view.Leaf{Title: t.Title, Says: t.Says, Section: "admin", Parts: parts}, nil
}

func doPolicy(ctx context.Context, d *errand, in form.Typed) (view.LeafDone, error) {
	if err := d.only(ctx, party.Admin); err != nil {
		return view.LeafDone{}, err
	}
	return view.LeafDone{Next: "/admin"}, d.Clerk.SetSignIn(ctx, d.who(), party.SignInPolicy{StaffSecondStep: in.Get("second") == "yes"})
}

// sought is the person looked for: by id, or by the whole log-in name.
func (d *errand) sought(ctx context.Context, text string) (id.Person, error) {
	if p, err := id.Parse[id.Person](text); err == nil {
		known, err := d.Clerk.KnownPerson(ctx, d.Market, p)
		if err != nil || !known {
			return id.Person{}, err
		}
		return p, nil
	}
	login, ok := identity.NormalLogin(text)
	if !ok {
		return id.Person{}, nil
	}
	return d.Clerk.PersonOf(ctx, d.Market, clerk.AccountSource, login)
}

func showPersons(ctx context.Context, d *errand) (view.Leaf, error) {
	if err := d.only(ctx, party.Admin, party.Supervisor); err != nil {
		return view.Leaf{}, err
	}
	if d.at.ID != "" {
		return d.onePerson(ctx)
	}
	t := d.t.Admin
	find := view.Part{Asks: []view.Ask{{Action: "/admin/people", Button: t.Find, Tone: "primary", Hidden: []view.Pair{{Name: "do", Value: "find"}}, Fields: []view.Question{{Name: "who", Label: t.Person, Hint: t.FindHint, Most: identity.MaxLogin}}}}}
	if d.at.Kind == "none" {
		find.None, find.NoneSays = t.NoPerson, t.NoPersonSays
	}
	open := view.Part{Title: t.Open2, Says: t.OpenSays, Asks: []view.Ask{{
		Action: "/admin/people", Button: t.Open2, Hidden: []view.Pair{{Name: "do", Value: "open"}},
		Fields: []view.Question{{Name: "login", Label: t.Login, Hint: t.LoginHint, Most: identity.MaxLogin}, {Name: "name", Label: t.Name, Most: party.MaxName}},
	}}}
	return d.adminLeaf(t.People, t.PeopleSays, find, open), nil
}

// onePerson is what the desk may know of somebody: masked name, capacities, the state
// of the account, and what can be done.
func (d *errand) onePerson(ctx context.Context) (view.Leaf, error) {
	t := d.t.Admin
	p, err := id.Parse[id.Person](d.at.ID)
	if err != nil {
		return view.Leaf{}, web.ErrUnknown
	}
	state, err := d.Clerk.Person(ctx, d.Market, p)
	if err != nil {
		return view.Leaf{}, err
	}
	name, err := d.name(ctx, p, true)
	if err != nil {
		return view.Leaf{}, err
	}
	second, err := d.Identity.Factor(ctx, d.Market, p)
	if err != nil {
		return view.Leaf{}, err
	}
	grants, err := d.Clerk.Capacities(ctx, d.Market, p)
	if err != nil {
		return view.Leaf{}, err
	}
	facts := []view.Fact{{Name: t.Name, Value: name, Own: true}, {Name: t.Person, Value: p.String(), Mono: true}, {Name: t.State, Value: onOff(state.Locked(), t.Locked, t.Open)}, {Name: d.t.Account.SecondStep, Value: onOff(second.On, d.t.Account.SecondOn, d.t.Account.SecondOff)}}
	for _, g := range grants {
		facts = append(facts, view.Fact{Name: t.Capacity, Value: capital(d.in(wording.Words(g.Capacity.Text())))})
	}
	here := "/admin/people/" + p.String()
	leaf := d.adminLeaf(name, "", view.Part{Facts: facts})
	leaf.Back = &view.Link{Name: t.People, URL: "/admin/people"}
	reason := view.Question{Name: "reason", Label: t.Reason, Hint: t.ReasonHint, Kind: "area", Most: party.MaxReason}
	if state.Locked() {
		leaf.Parts = append(leaf.Parts, view.Part{Title: t.Unlock, Asks: []view.Ask{{Action: here, Button: t.Unlock, Says: t.UnlockSays, Hidden: []view.Pair{{Name: "do", Value: "unlock"}}}}})
		return leaf, nil
	}
	why := view.Question{Name: "why", Label: t.Reason, Kind: "select"}
	for _, r := range party.LockReasons() {
		if r != party.ToldInCase {
			why.Choices = append(why.Choices, view.Pair{Value: string(r), Name: t.LockReasons(string(r))})
		}
	}
	by := view.Question{Name: "by", Label: t.CheckedBy, Kind: "select"}
	for _, w := range party.WaysOfChecking() {
		by.Choices = append(by.Choices, view.Pair{Value: string(w), Name: t.Checks(string(w))})
	}
	leaf.Parts = append(leaf.Parts,
		view.Part{Title: t.Recover, Asks: []view.Ask{{Action: here, Button: t.Recover, Says: t.RecoverSays, Hidden: []view.Pair{{Name: "do", Value: "recover"}}, Fields: []view.Question{by, reason, {Name: "second", Label: t.AlsoSecond, Kind: "tick"}}}}},
		view.Part{Title: t.Lock, Asks: []view.Ask{{Action: here, Button: t.Lock, Tone: "danger", Says: t.LockSays, Hidden: []view.Pair{{Name: "do", Value: "lock"}}, Fields: []view.Question{why}}}})
	return leaf, nil
}

func doPersons(ctx context.Context, d *errand, in form.Typed) (view.LeafDone, error) {
	if err := d.only(ctx, party.Admin, party.Supervisor); err != nil {
		return view.LeafDone{}, err
	}
	switch in.Get("do") {
	case "find":
		p, err := d.sought(ctx, strings.TrimSpace(in.Get("who")))
		if err != nil || p.IsZero() {
			return view.LeafDone{Next: "/admin/people?kind=none"}, err
		}
		return view.LeafDone{Next: "/admin/people/" + p.String()}, nil
	case "open":
		return d.openAccount(ctx, in)
	}
	p, err := id.Parse[id.Person](d.at.ID)
	if err != nil {
		return view.LeafDone{}, web.ErrUnknown
	}
	here := view.LeafDone{Next: "/admin/people/" + p.String()}
	switch in.Get("do") {
	case "lock":
		if err := d.Clerk.LockPerson(ctx, d.who(), p, time.Time{}, party.LockReason(in.Get("why"))); err != nil && !alreadyLocked(err) {
			return here, atField(d.wrong(err), "why")
		}
		return here, d.Identity.Lock(ctx, d.Market, p)
	case "unlock":
		if err := d.Clerk.UnlockPerson(ctx, d.who(), p, 0); err != nil {
			return here, err
		}
		return d.reopen(ctx, p)
	case "recover":
		ask := party.Recover{By: party.CheckedBy(in.Get("by")), Reason: form.Show(in.Get("reason")), SecondStep: in.Get("second") == "yes"}
		if err := d.Clerk.RecoverPerson(ctx, d.who(), p, ask); err != nil {
			field := "reason"
			if partyCode(err) == party.UnknownReason {
				field = "by"
			}
			return here, atField(d.wrong(err), field)
		}
		if ask.SecondStep {
			if err := d.Identity.DropFactor(ctx, d.Market, p); err != nil {
				return here, err
			}
		}
		return d.reopen(ctx, p)
	}
	return here, web.ErrUnknown
}

// reopen ends what was, and tells once the link that sets another password.
func (d *errand) reopen(ctx context.Context, p id.Person) (view.LeafDone, error) {
	if err := d.Identity.Reopen(ctx, d.Market, p); err != nil {
		return view.LeafDone{}, err
	}
	if err := d.Identity.SignOutAll(ctx, d.Market, p); err != nil {
		return view.LeafDone{}, err
	}
	return d.invite(ctx, p, d.t.Admin.LinkTold)
}

func (d *errand) invite(ctx context.Context, p id.Person, title string) (view.LeafDone, error) {
	token, link, err := d.Identity.MakeLink(ctx, identity.NewLink{Market: d.Market, Purpose: identity.Invite, Person: p, Length: inviteLength})
	if err != nil {
		return view.LeafDone{}, err
	}
	part := d.printed(token, d.local(link.Expires))
	part.Warn = d.t.Admin.LinkTold
	told := d.adminLeaf(title, "", part)
	told.Back = &view.Link{Name: d.t.Admin.People, URL: "/admin/people/" + p.String()}
	return view.LeafDone{Told: &told}, nil
}

func (d *errand) openAccount(ctx context.Context, in form.Typed) (view.LeafDone, error) {
	if err := d.Clerk.MayAdminister(ctx, d.who(), "open_account"); err != nil {
		return view.LeafDone{}, err
	}
	login, ok := identity.NormalLogin(in.Get("login"))
	if !ok {
		return view.LeafDone{}, &identity.Refusal{Code: identity.LoginMalformed}
	}
	p, err := d.Clerk.PersonOf(ctx, d.Market, clerk.AccountSource, login)
	if err != nil {
		return view.LeafDone{}, err
	}
	if p.IsZero() {
		if p, err = d.Clerk.Register(ctx, d.who(), clerk.AccountSource, login, form.Show(strings.TrimSpace(in.Get("name")))); err != nil {
			return view.LeafDone{}, atField(d.wrong(err), "name")
		}
	}
	if _, err := d.Identity.Register(ctx, identity.NewAccount{Market: d.Market, Person: p, Login: login}); err != nil {
		return view.LeafDone{}, err
	}
	return d.invite(ctx, p, d.t.Admin.Opened)
}

// grantsOnPage is how many grants stand on one page.
const grantsOnPage = 50

func showGrants(ctx context.Context, d *errand) (view.Leaf, error) {
	m, roles, err := d.roles(ctx)
	if err != nil {
		return view.Leaf{}, err
	}
	t := d.t.Admin
	admin := slices.Contains(roles, string(party.Admin))
	list := view.Part{First: d.at.After == "", Table: &view.Table{Name: t.Grants, Head: []string{t.Person, t.Capacity, t.From, t.Until, t.By, ""}}}
	most := len(m.Grants)
	if n, err := strconv.Atoi(d.at.After); err == nil && n > 0 && n < most {
		most = n
	}
	for i := most - 1; i >= max(0, most-grantsOnPage); i-- {
		g := m.Grants[i]
		row, err := d.grantRow(ctx, g, admin)
		if err != nil {
			return view.Leaf{}, err
		}
		list.Table.Rows = append(list.Table.Rows, row)
	}
	if most > grantsOnPage {
		list.After = strconv.Itoa(most - grantsOnPage)
	}
	if most == 0 {
		list.Table, list.None, list.NoneSays = nil, t.NoGrants, t.NoGrantsSays
	}
	parts := []view.Part{list}
	if admin {
		parts = append(parts, d.giveForm())
	}
	return d.adminLeaf(t.Grants, t.GrantsSays, parts...), nil
}

func (d *errand) grantRow(ctx context.Context, g party.Grant, admin bool) (view.TableRow, error) {
	t := d.t.Admin
	name, err := d.name(ctx, g.Person, true)
	if err != nil {
		return view.TableRow{}, err
	}
	by, err := d.actor(ctx, g.By)
	if err != nil {
		return view.TableRow{}, err
	}
	what := view.Cell{Text: capital(d.in(wording.Words(g.Capacity.Text()))), Sub: g.Scope}
	if !g.Merchant.IsZero() {
		if what.Sub, err = d.shop(ctx, g.Merchant); err != nil {
			return view.TableRow{}, err
		}
	}
	until := view.Cell{Text: t.NoEnd, At: d.local(g.Until)}
	row := view.TableRow{ID: "g-" + strconv.Itoa(g.Number), Cells: []view.Cell{{Text: name, Sub: g.Person.String(), Own: true}, what, {At: d.local(g.From)}, until, {Text: by, Own: true}}}
	if !g.At(d.now) && !g.Until.IsZero() {
		row.Cells[1].Chip = &view.Chip{Text: t.Ended}
	} else if admin {
		row.Asks = []view.Ask{{Action: "/admin/grants", Button: t.Take, Hidden: []view.Pair{{Name: "do", Value: "take"}, {Name: "number", Value: strconv.Itoa(g.Number)}}, Fields: []view.Question{{Name: "why" + strconv.Itoa(g.Number), Label: t.Reason, Most: party.MaxReason}}}}
	}
	return row, nil
}

// actor is what somebody who acted is called in the history; the system where nobody.
func (d *errand) actor(ctx context.Context, p id.Person) (string, error) {
	if p.IsZero() {
		return d.t.Admin.System, nil
	}
	return d.name(ctx, p, false)
}

func (d *errand) giveForm() view.Part {
	t := d.t.Admin
	what := view.Question{Name: "capacity", Label: t.Capacity, Kind: "select"}
	for _, c := range party.AllCapacities() {
		if c.Grantable() {
			what.Choices = append(what.Choices, view.Pair{Value: string(c), Name: capital(d.in(wording.Words(c.Text())))})
		}
	}
	return view.Part{Title: t.Give, Asks: []view.Ask{{
		Action: "/admin/grants", Button: t.Give, Tone: "primary", Hidden: []view.Pair{{Name: "do", Value: "give"}},
		Fields: []view.Question{
			{Name: "person", Label: t.Person, Hint: t.FindHint, Most: identity.MaxLogin},
			what,
			{Name: "merchant", Label: t.Merchant, Optional: true, Most: 40},
			{Name: "until", Label: t.Until, Kind: "date", Optional: true},
			{Name: "reason", Label: t.Reason, Hint: t.ReasonHint, Kind: "area", Most: party.MaxReason},
		},
	}}}
}

func doGrants(ctx context.Context, d *errand, in form.Typed) (view.LeafDone, error) {
	next := view.LeafDone{Next: "/admin/grants"}
	if err := d.only(ctx, party.Admin); err != nil {
		return next, err
	}
	who := d.who()
	who.Key = d.at.Key
	if in.Get("do") == "take" {
		number, err := strconv.Atoi(in.Get("number"))
		if err != nil {
			return next, web.ErrUnknown
		}
		reason := form.Show(in.Get("why" + strconv.Itoa(number)))
		if strings.TrimSpace(reason) == "" {
			return next, d.say("why"+strconv.Itoa(number), d.in(wording.Words(party.ReasonMissing.Text())))
		}
		who.Digest = sumOf([]string{"take", in.Get("number"), reason})
		return next, d.Clerk.RevokeGrant(ctx, who, party.RevokeGrant{Number: number, Reason: reason})
	}
	p, err := d.sought(ctx, strings.TrimSpace(in.Get("person")))
	if err != nil {
		return next, err
	}
	if p.IsZero() {
		return next, d.say("person", d.t.Admin.NoPerson)
	}
	g := party.GrantCapacity{Person: p, Capacity: party.Capacity(in.Get("capacity")), Reason: form.Show(in.Get("reason"))}
	if strings.TrimSpace(g.Reason) == "" {
		return next, d.say("reason", d.in(wording.Words(party.ReasonMissing.Text())))
	}
	if shop := strings.TrimSpace(in.Get("merchant")); shop != "" {
		if g.Merchant, err = id.Parse[id.Merchant](shop); err != nil {
			return next, d.say("merchant", d.t.Admin.Merchant)
		}
	}
	if day := in.Get("until"); day != "" {
		last, err := time.ParseInLocation("2006-01-02", day, d.zone())
		if err != nil {
			return next, d.say("until", d.t.Admin.Until)
		}
		g.Until = last.AddDate(0, 0, 1)
	}
	who.Digest = sumOf([]string{"give", p.String(), string(g.Capacity), in.Get("merchant"), in.Get("until"), g.Reason})
	return next, atField(d.wrong(d.Clerk.Grant(ctx, who, g)), "capacity")
}

func showKeys(ctx context.Context, d *errand) (view.Leaf, error) {
	if err := d.only(ctx, party.Admin); err != nil {
		return view.Leaf{}, err
	}
	t := d.t.Admin
	keys, err := d.Identity.Keys(ctx, d.Market)
	if err != nil {
		return view.Leaf{}, err
	}
	list := view.Part{First: true, Table: &view.Table{Name: t.Keys, Head: []string{t.Label, t.Scopes, t.Created, t.Expires, ""}}}
	for _, k := range slices.Backward(keys) {
		var scopes []string
		for _, s := range k.Scopes {
			scopes = append(scopes, string(s))
		}
		row := view.TableRow{ID: "k-" + k.Number.String(), Cells: []view.Cell{{Text: k.Label, Own: true}, {Text: strings.Join(scopes, " "), Mono: true}, {At: d.local(k.Created)}, {Text: t.NoEnd, At: d.local(k.Expires)}}}
		if k.Revoked.IsZero() {
			row.Asks = []view.Ask{{Action: "/admin/keys", Button: t.Revoke, Slim: true, Hidden: []view.Pair{{Name: "do", Value: "revoke"}, {Name: "number", Value: k.Number.String()}}}}
		} else {
			row.Cells[0].Chip = &view.Chip{Text: t.Revoked}
		}
		list.Table.Rows = append(list.Table.Rows, row)
	}
	if len(keys) == 0 {
		list.Table, list.None, list.NoneSays = nil, t.NoKeys, t.NoKeysSays
	}
	mint := view.Ask{Action: "/admin/keys", Button: t.Mint, Tone: "primary", Title: t.Mint, Hidden: []view.Pair{{Name: "do", Value: "mint"}}, Fields: []view.Question{{Name: "label", Label: t.Label, Most: identity.MaxLabel}, {Name: "days", Label: t.Days, Hint: t.DaysHint, Optional: true, Most: 5}}}
	for _, s := range identity.AllScopes() {
		mint.Fields = append(mint.Fields, view.Question{Name: strings.ReplaceAll(string(s), ":", "-"), Label: string(s), Kind: "tick"})
	}
	return d.adminLeaf(t.Keys, t.KeysSays, list, view.Part{Asks: []view.Ask{mint}}), nil
}

func doKeys(ctx context.Context, d *errand, in form.Typed) (view.LeafDone, error) {
	next := view.LeafDone{Next: "/admin/keys"}
	if err := d.Clerk.MayAdminister(ctx, d.who(), "mint_key"); err != nil {
		return next, web.ErrUnknown
	}
	if in.Get("do") == "revoke" {
		number, ok := identity.ParseNumber(in.Get("number"))
		if !ok {
			return next, web.ErrUnknown
		}
		return next, d.Identity.RevokeKey(ctx, d.Market, number)
	}
	n := identity.NewKey{Market: d.Market, Label: form.Show(strings.TrimSpace(in.Get("label")))}
	for _, s := range identity.AllScopes() {
		if in.Get(strings.ReplaceAll(string(s), ":", "-")) == "yes" {
			n.Scopes = append(n.Scopes, s)
		}
	}
	if days := strings.TrimSpace(in.Get("days")); days != "" {
		k, err := strconv.Atoi(days)
		if err != nil || k < 1 || k > 3660 {
			return next, d.say("days", d.t.Admin.Days)
		}
		n.Length = time.Duration(k) * 24 * time.Hour
	}
	text, _, err := d.Identity.MintKey(ctx, n)
	if err != nil {
		return next, atField(d.wrong(err), "label")
	}
	told := d.adminLeaf(d.t.Admin.KeyTold, "", view.Part{Warn: d.t.Admin.KeyOnce, Told: []string{text}, Facts: []view.Fact{{Name: d.t.Admin.Label, Value: n.Label}, {Name: d.t.Admin.Scopes, Value: fmt.Sprint(n.Scopes), Mono: true}}})
	return view.LeafDone{Told: &told}, nil
}
