package reception

import (
	"context"
	"fmt"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/identity"
)

// paperLength is how long a printed link is good for.
const paperLength = 7 * 24 * time.Hour

func zeroCase() id.Case { return id.Case{} }

func accountRooms() map[string]chamber {
	return map[string]chamber{
		"":            {show: showAccount},
		"devices":     {showDevices, doDevices},
		"password":    {showPassword, doPassword},
		"contacts":    {showContacts, doContacts},
		"second-step": {showSecond, doSecond},
		"link":        {showPaper, doPaper},
		"status":      {showStatus, doStatus},
		"lock":        {showLockOwn, doLockOwn},
		"looks":       {show: showLooks},
		"stand-in":    {showStandIn, doStandIn},
	}
}

// leaf is a page of the account.
func (d *errand) accountLeaf(title, says string, parts ...view.Part) view.Leaf {
	return view.Leaf{Back: &view.Link{Name: d.t.Account.Title, URL: "/account"}, Title: title, Says: says, Section: "account", Parts: parts}
}

func showAccount(ctx context.Context, d *errand) (view.Leaf, error) {
	t := d.t.Account
	second, err := d.Identity.Factor(ctx, d.Market, d.visitor.Person)
	if err != nil {
		return view.Leaf{}, err
	}
	links := []view.Entrance{
		{URL: "/account/devices", Icon: "phone", Name: t.Devices, Says: t.EndAll},
		{URL: "/account/password", Icon: "key-round", Name: t.Password, Says: t.PasswordSays},
		{URL: "/account/contacts", Icon: "mail", Name: t.Contacts, Says: t.ContactsSays},
		{URL: "/account/second-step", Icon: "shield-check", Name: t.SecondStep, Says: t.SecondSays, Beside: onOff(second.On, t.SecondOn, t.SecondOff)},
		{URL: "/locker", Icon: "lock", Name: d.t.Locker.Title, Says: d.t.Locker.Says},
		{URL: "/account/link", Icon: "printer", Name: t.Paper, Says: t.PaperSays},
		{URL: "/account/status", Icon: "clock", Name: d.t.Status.Title, Says: d.t.Status.Says},
		{URL: "/account/lock", Icon: "lock", Name: t.LockOwn, Says: t.LockOwnSays},
		{URL: "/account/stand-in", Icon: "user", Name: d.t.StandIn.Title, Says: d.t.StandIn.Says},
		{URL: "/account/looks", Icon: "users", Name: d.t.Reveal.Looks, Says: d.t.Reveal.LooksSays},
	}
	other := text.English
	if d.visitor.Lang == text.English {
		other = text.Chinese
	}
	return view.Leaf{
		Title: t.Title, Says: t.Says, Section: "account",
		Parts: []view.Part{
			{Facts: []view.Fact{{Name: t.Person, Value: d.visitor.Name + " · " + d.visitor.Role, Own: true}}},
			{Links: links},
			{Title: t.Language, Says: t.LanguageSays, Asks: []view.Ask{{
				Action: "/language", Button: d.t.Shell.OtherLanguage, Slim: true, Lang: string(other),
				Hidden: []view.Pair{{Name: "back", Value: "/account"}, {Name: "lang", Value: string(other)}},
			}}},
		},
	}, nil
}

func onOff(on bool, yes, no string) string {
	if on {
		return yes
	}
	return no
}

func showDevices(ctx context.Context, d *errand) (view.Leaf, error) {
	t := d.t.Account
	all, err := d.Identity.Sessions(ctx, d.Market, d.visitor.Person, d.at.Token)
	if err != nil {
		return view.Leaf{}, err
	}
	list := view.Part{Table: &view.Table{Name: t.Devices, Head: []string{t.Browser, t.Began, t.Seen, ""}}, First: true}
	for _, s := range all {
		browser, system := s.Device.Words()
		row := view.TableRow{ID: "d-" + s.Handle, Cells: []view.Cell{
			{Text: t.On(t.Browsers(browser), t.Systems(system))}, {At: d.local(s.Began)}, {At: d.local(s.Seen)},
		}}
		if s.ByLink {
			row.Cells[0].Sub = t.ByLink
		}
		if s.Current {
			row.Cells[0].Chip = &view.Chip{Tone: view.Brand, Text: t.Now}
		}
		row.Asks = []view.Ask{{Action: "/account/devices", Button: t.EndOne, Slim: true, Hidden: []view.Pair{{Name: "device", Value: s.Handle}}}}
		list.Table.Rows = append(list.Table.Rows, row)
	}
	everywhere := view.Part{Asks: []view.Ask{{Action: "/account/devices", Button: t.EndAll, Tone: "danger", Says: t.EndAllSays, Hidden: []view.Pair{{Name: "all", Value: "yes"}}}}}
	return d.accountLeaf(t.Devices, t.DevicesSays, list, everywhere), nil
}

func doDevices(ctx context.Context, d *errand, in form.Typed) (view.LeafDone, error) {
	if in.Get("all") == "yes" {
		return view.LeafDone{Next: "/sign-in", Ended: true}, d.Identity.SignOutAll(ctx, d.Market, d.visitor.Person)
	}
	all, err := d.Identity.Sessions(ctx, d.Market, d.visitor.Person, d.at.Token)
	if err != nil {
		return view.LeafDone{}, err
	}
	done := view.LeafDone{Next: "/account/devices"}
	for _, s := range all {
		if s.Handle == in.Get("device") {
			if s.Current {
				done = view.LeafDone{Next: "/sign-in", Ended: true}
			}
			return done, d.Identity.EndSession(ctx, d.Market, d.visitor.Person, s.Handle)
		}
	}
	return done, nil // it is over already
}

func showPassword(_ context.Context, d *errand) (view.Leaf, error) {
	t := d.t.Account
	return d.accountLeaf(t.Password, t.PasswordSays, view.Part{Asks: []view.Ask{{
		Action: "/account/password", Button: t.ChangePassword, Tone: "primary", Fields: []view.Question{
			{Name: "old", Label: t.OldPassword, Kind: "password", Fill: "current-password", Most: 256},
			d.newPassword(),
		},
	}}}), nil
}

func (d *errand) newPassword() view.Question {
	return view.Question{Name: "password", Label: d.t.Account.NewPassword, Hint: d.t.Account.PasswordHint, Kind: "password", Fill: "new-password", Most: 256}
}

func doPassword(ctx context.Context, d *errand, in form.Typed) (view.LeafDone, error) {
	if err := d.Identity.ChangePassword(ctx, d.at.Token, in.Get("old"), in.Get("password"), d.at.Client); err != nil {
		return view.LeafDone{}, err
	}
	if d.Lost != nil { // the password is another one already: a full queue must not say otherwise
		_ = d.Lost.Tell(d.Market, d.visitor.Person, 0, d.at.Key)
	}
	told := d.accountLeaf(d.t.Account.PasswordDone, "")
	return view.LeafDone{Told: &told}, nil
}

func showPaper(_ context.Context, d *errand) (view.Leaf, error) {
	t := d.t.Account
	return d.accountLeaf(t.Paper, t.PaperSays, view.Part{Warn: t.PaperOnce, Asks: []view.Ask{{Action: "/account/link", Button: t.MakePaper, Tone: "primary"}}}), nil
}

func doPaper(ctx context.Context, d *errand, _ form.Typed) (view.LeafDone, error) {
	t := d.t.Account
	if wait := d.ByContact.Take("paper " + d.visitor.Person.String()); wait > 0 {
		return view.LeafDone{}, &web.Wait{For: wait}
	}
	token, link, err := d.Identity.MakeLink(ctx, identity.NewLink{Market: d.Market, Purpose: identity.Enter, Person: d.visitor.Person, Length: paperLength})
	if err != nil {
		return view.LeafDone{}, err
	}
	told := d.accountLeaf(t.PaperTitle, "", d.printed(token, d.local(link.Expires)))
	return view.LeafDone{Told: &told}, nil
}

// printed is a one-time link on paper: its address, as picture where the site knows
// its own, and until when.
func (d *errand) printed(token string, until time.Time) view.Part {
	t := d.t.Account
	p := view.Part{Warn: t.PaperOnce, Told: []string{d.Public + "/l/" + token}, Facts: []view.Fact{{Name: t.PaperUntil, At: until}}}
	if d.Public != "" {
		p.Picture = square(t.PaperTitle, d.Public+"/l/"+token)
	}
	return p
}

func showLockOwn(_ context.Context, d *errand) (view.Leaf, error) {
	t := d.t.Account
	why := view.Question{Name: "why", Label: t.LockWhy, Kind: "select"}
	for _, r := range []party.LockReason{party.DeviceLost, party.TakenOver, party.AskedByHolder} {
		why.Choices = append(why.Choices, view.Pair{Value: string(r), Name: d.t.Admin.LockReasons(string(r))})
	}
	return d.accountLeaf(t.LockOwn, t.LockOwnSays, view.Part{Steps: t.LockedMeans, Asks: []view.Ask{{
		Action: "/account/lock", Button: t.LockOwn, Tone: "danger", Fields: []view.Question{why},
	}}}), nil
}

func doLockOwn(ctx context.Context, d *errand, in form.Typed) (view.LeafDone, error) {
	who := d.who()
	if err := d.Clerk.LockPerson(ctx, who, d.visitor.Person, time.Time{}, party.LockReason(in.Get("why"))); err != nil && !alreadyLocked(err) {
		return view.LeafDone{}, err
	}
	if err := d.Identity.Lock(ctx, d.Market, d.visitor.Person); err != nil {
		return view.LeafDone{}, err
	}
	told := d.locked()
	told.Title, told.Says = d.t.Account.LockedTitle, d.t.Account.LockedDone
	return view.LeafDone{Told: &told, Ended: true}, nil
}

func showSecond(ctx context.Context, d *errand) (view.Leaf, error) {
	t := d.t.Account
	state, err := d.Identity.Factor(ctx, d.Market, d.visitor.Person)
	if err != nil {
		return view.Leaf{}, err
	}
	says := t.SecondSays
	if d.visitor.MustEnrol {
		says = t.SecondNeeded
	}
	code := view.Question{Name: "code", Label: t.Code, Kind: "code", Fill: "one-time-code", Most: 40}
	switch {
	case state.On:
		return d.accountLeaf(t.SecondStep, says,
			view.Part{Facts: []view.Fact{{Name: t.State, Value: t.SecondOn}, {Name: t.Began, At: d.local(state.Since)}, {Name: t.CodesLeft, Value: fmt.Sprint(state.Codes)}}},
			view.Part{Asks: []view.Ask{
				{Action: "/account/second-step", Button: t.NewCodes, Title: t.NewCodes, Fields: []view.Question{code}, Hidden: []view.Pair{{Name: "do", Value: "codes"}}},
			}},
			view.Part{Asks: []view.Ask{
				{Action: "/account/second-step", Button: t.EndSecond, Tone: "danger", Title: t.EndSecond, Says: t.EndSecondSays, Fields: []view.Question{askedAs(code, "end")}, Hidden: []view.Pair{{Name: "do", Value: "end"}}},
			}}), nil
	case !state.Begun:
		return d.accountLeaf(t.SecondStep, says, view.Part{Steps: t.SecondSteps, Asks: []view.Ask{
			{Action: "/account/second-step", Button: t.BeginSecond, Tone: "primary", Hidden: []view.Pair{{Name: "do", Value: "begin"}}},
		}}), nil
	}
	told, err := d.Identity.BeginFactor(ctx, d.Market, d.visitor.Person, issuer)
	if err != nil {
		return view.Leaf{}, err
	}
	return d.accountLeaf(t.SecondStep, says, view.Part{
		Steps: t.SecondSteps, Picture: square(t.SecondPicture, told.URI),
		Facts: []view.Fact{{Name: t.SecondSecret, Value: told.Secret, Mono: true}}, Lines: []string{t.SecondManual},
		Asks: []view.Ask{{Action: "/account/second-step", Button: t.SecondConfirm, Tone: "primary", Fields: []view.Question{code}, Hidden: []view.Pair{{Name: "do", Value: "confirm"}}}},
	}), nil
}

// issuer is what an authenticator app calls this site.
const issuer = "Tianping"

func askedAs(q view.Question, name string) view.Question {
	q.Name = name
	return q
}

func doSecond(ctx context.Context, d *errand, in form.Typed) (view.LeafDone, error) {
	p, next := d.visitor.Person, view.LeafDone{Next: "/account/second-step"}
	var codes []string
	var err error
	switch in.Get("do") {
	case "begin":
		_, err = d.Identity.BeginFactor(ctx, d.Market, p, issuer)
		return next, err
	case "confirm":
		codes, err = d.Identity.ConfirmFactor(ctx, d.Market, p, in.Get("code"))
	case "codes":
		codes, err = d.Identity.NewCodes(ctx, d.Market, p, in.Get("code"))
	case "end":
		return next, atField(d.wrong(d.Identity.EndFactor(ctx, d.Market, p, in.Get("end"))), "end")
	default:
		return next, nil
	}
	if err != nil {
		return next, err
	}
	t := d.t.Account
	told := d.accountLeaf(t.SecondDone, t.SecondSays, view.Part{Title: t.CodesLeft, Warn: t.CodesTold, Told: codes})
	return view.LeafDone{Told: &told}, nil
}

// mustEnrol tells whether somebody of the staff has no second step where the
// marketplace asks for one.
func (g gate) mustEnrol(ctx context.Context, v view.Visitor) (bool, error) {
	if !v.Staff && !v.Admin {
		return false, nil
	}
	m, err := g.Clerk.Market(ctx, g.Market)
	if err != nil || !m.SignIn.StaffSecondStep {
		return false, err
	}
	state, err := g.Identity.Factor(ctx, g.Market, v.Person)
	return !state.On, err
}
