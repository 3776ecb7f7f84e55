package reception

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/service"
)

// contactCodeLength is how long a code sent to a contact is good for.
const contactCodeLength = time.Hour

func showContacts(ctx context.Context, d *errand) (view.Leaf, error) {
	t := d.t.Account
	all, err := service.Addresses(ctx, d.Clerk, d.Market, d.visitor.Person)
	if err != nil {
		return view.Leaf{}, err
	}
	list := view.Part{Table: &view.Table{Name: t.Contacts, Head: []string{t.Channel, t.Address, t.State, ""}}, First: true}
	var open []view.Pair
	for _, c := range all {
		if !c.Live() {
			continue
		}
		no := strconv.Itoa(c.Number)
		row := view.TableRow{ID: "c-" + no, Cells: []view.Cell{{Text: d.channel(c.Channel)}, {Text: c.Text, Mono: true}, {Chip: d.contactState(c.Contact)}}}
		if !c.Confirmed() {
			open = append(open, view.Pair{Value: no, Name: c.Text})
			row.Asks = append(row.Asks, view.Ask{Action: "/account/contacts", Button: t.SendCode, Slim: true, Hidden: []view.Pair{{Name: "do", Value: "send"}, {Name: "no", Value: no}}})
		}
		row.Asks = append(row.Asks, view.Ask{Action: "/account/contacts", Button: t.Drop, Slim: true, Hidden: []view.Pair{{Name: "do", Value: "drop"}, {Name: "no", Value: no}}})
		list.Table.Rows = append(list.Table.Rows, row)
	}
	if len(list.Table.Rows) == 0 {
		list.Table, list.None, list.NoneSays = nil, t.NoContacts, t.NoContactsSays
	}
	parts := []view.Part{list}
	if len(open) > 0 {
		which := view.Question{Name: "no", Label: t.Address, Kind: "select", Choices: open, Value: open[0].Value}
		if d.at.Kind != "" {
			which.Value = d.at.Kind
		}
		parts = append(parts, view.Part{Title: t.ConfirmCode, Asks: []view.Ask{{
			Action: "/account/contacts", Button: t.ConfirmCode, Tone: "primary", Hidden: []view.Pair{{Name: "do", Value: "confirm"}},
			Fields: []view.Question{which, {Name: "code", Label: t.EnterCode, Hint: t.CodeHint, Kind: "code", Fill: "one-time-code", Most: 60}},
		}}})
		if d.at.Kind != "" {
			parts[1].Warn = t.CodeSent
		}
	}
	ways := []view.Pair{{Value: string(party.Email), Name: t.Mail}, {Value: string(party.SMS), Name: t.Phone}}
	parts = append(parts, view.Part{Title: t.AddContact, Says: t.AddContactSays, Asks: []view.Ask{{
		Action: "/account/contacts", Button: t.AddContact, Hidden: []view.Pair{{Name: "do", Value: "add"}},
		Fields: []view.Question{{Name: "channel", Label: t.Channel, Kind: "select", Choices: ways, Value: string(party.Email)}, {Name: "address", Label: t.Address, Fill: "email", Most: party.MaxAddress}},
	}}})
	return d.accountLeaf(t.Contacts, t.ContactsSays, parts...), nil
}

func (d *errand) channel(c party.Channel) string {
	switch c {
	case party.Email:
		return d.t.Account.Mail
	case party.SMS:
		return d.t.Account.Phone
	default:
		return d.t.Account.Printed
	}
}

func (d *errand) contactState(c party.Contact) *view.Chip {
	switch {
	case !c.Failed.IsZero():
		return &view.Chip{Tone: view.Bad, Text: d.t.Account.FailedContact}
	case c.Confirmed():
		return &view.Chip{Tone: view.Fine, Text: d.t.Account.Confirmed}
	default:
		return &view.Chip{Tone: view.Warn, Text: d.t.Account.NotConfirmed}
	}
}

func doContacts(ctx context.Context, d *errand, in form.Typed) (view.LeafDone, error) {
	next := view.LeafDone{Next: "/account/contacts"}
	if in.Get("do") == "add" {
		return d.addContact(ctx, in)
	}
	no, err := strconv.Atoi(in.Get("no"))
	if err != nil || no < 1 || no > party.MaxContacts {
		return next, web.ErrUnknown
	}
	switch in.Get("do") {
	case "send":
		next.Next += "?kind=" + strconv.Itoa(no)
		return next, d.sendCode(ctx, no)
	case "confirm":
		return next, d.confirmContact(ctx, no, in.Get("code"))
	case "drop":
		return next, d.Clerk.DropContact(ctx, d.who(), d.visitor.Person, no)
	}
	return next, web.ErrUnknown
}

// addContact keeps a contact and sends the first code there.
func (d *errand) addContact(ctx context.Context, in form.Typed) (view.LeafDone, error) {
	next := view.LeafDone{Next: "/account/contacts"}
	c := party.AddContact{Channel: party.Channel(in.Get("channel")), Address: form.Show(strings.TrimSpace(in.Get("address")))}
	if c.Channel != party.Email && c.Channel != party.SMS {
		return next, &party.Refusal{Code: party.UnknownChannel}
	}
	who := d.who()
	who.Key, who.Digest = d.at.Key, sumOf([]string{"contact", string(c.Channel), c.Address})
	no, err := d.Clerk.AddContact(ctx, who, d.visitor.Person, c)
	if err != nil {
		return next, atField(d.wrong(err), "address")
	}
	if err := d.sendCode(ctx, no); err != nil {
		return next, err // it is kept all the same: the list shows it, to be tried again
	}
	next.Next += "?kind=" + strconv.Itoa(no)
	return next, nil
}

func (d *errand) sendCode(ctx context.Context, no int) error {
	if d.Prove == nil {
		return d.say("no", d.t.Account.NoChannel)
	}
	if wait := d.ByContact.Take(d.visitor.Person.String()); wait > 0 {
		return &web.Wait{For: wait}
	}
	code, _, err := d.Identity.MakeLink(ctx, identity.NewLink{Market: d.Market, Purpose: identity.VerifyContact, Person: d.visitor.Person, Contact: no, Length: contactCodeLength})
	if err != nil {
		return err
	}
	err = d.Prove(ctx, d.Market, d.visitor.Person, no, code)
	var refusal *party.Refusal
	switch {
	case err == nil, errors.As(err, &refusal), errors.Is(err, clerk.ErrUnknown):
		return err
	case errors.Is(err, service.ErrNoChannel):
		return d.say("channel", d.t.Account.NoChannel)
	case errors.Is(err, service.ErrRefused), errors.Is(err, service.ErrBadAddress):
		return d.say("address", d.t.Account.ContactRefused)
	default:
		return d.say("no", d.t.Account.NotNow)
	}
}

func (d *errand) confirmContact(ctx context.Context, no int, code string) error {
	link, err := d.Identity.PeekLink(ctx, code, identity.VerifyContact)
	if err != nil {
		return err
	}
	if link.Market != d.Market || link.Person != d.visitor.Person || link.Contact != no {
		return &identity.Refusal{Code: identity.LinkUnusable}
	}
	if err := d.Clerk.VerifyContact(ctx, d.who(), link.Person, no); err != nil {
		return err
	}
	_, err = d.Identity.UseLink(ctx, code, identity.VerifyContact)
	return err
}
