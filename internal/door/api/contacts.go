package api

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/service"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// ContactList are the contacts of one person.
type ContactList struct {
	Contacts []ContactView `json:"contacts"`
}

// ContactView is a way to reach a person outside the site.
type ContactView struct {
	No        int        `json:"no"`
	Channel   string     `json:"channel" enum:"email,sms,link"`
	Address   string     `json:"address,omitempty"`
	Published bool       `json:"published,omitempty" doc:"The contact a merchant publishes by law."`
	Confirmed *time.Time `json:"confirmed,omitempty" doc:"When the person was first reached there."`
	Failed    *time.Time `json:"failed,omitempty" doc:"When a provider refused it for good; confirming it mends it."`
	Dropped   *time.Time `json:"dropped,omitempty"`
}

// ContactDone is what was done with a contact.
type ContactDone struct {
	No   int    `json:"no"`
	Done string `json:"done" enum:"added,confirmed,code_sent,dropped"`
}

// codeLength is how long a code sent to a contact is good for.
const codeLength = time.Hour

func (d *door) contactOperations() []operation {
	own := []identity.Scope{identity.ActParty, identity.ActStaff, identity.AdminScope}
	return []operation{
		{
			id: "listContacts", method: http.MethodGet, path: "/v1/contacts", group: "Notices", person: true, scopes: own,
			summary: wording.Words{ZH: "自己的联系方式", EN: "One's own contacts"}, about: wording.Words{ZH: "至少确认一个，才能提交申请。", EN: "One must be confirmed before a case can be filed."}, gives: ContactList{}, do: d.listContacts,
		},
		{
			id: "addContact", method: http.MethodPost, path: "/v1/contacts", group: "Notices", person: true, scopes: own, created: true,
			summary: wording.Words{ZH: "登记联系方式", EN: "Add a contact"},
			about:   wording.Words{ZH: "登记后请求发送确认码。商家成员可以登记依法公示的联系方式。市场自己已核实的，用管理密钥注明 confirmed。", EN: "Ask for a code afterwards. A member of a merchant may add the contact it publishes by law. What the marketplace has checked itself it says with an admin key: confirmed."},
			takes: body("channel address", map[string]*huma.Schema{
				"channel": {Type: "string", Enum: []any{"email", "sms", "link"}}, "address": schemaText("E-mail address, telephone number, or what is written on a letter."),
				"published": {Type: "boolean"}, "confirmed": {Type: "boolean"},
			}), gives: ContactDone{}, do: d.addContact,
		},
		{
			id: "sendContactCode", method: http.MethodPost, path: "/v1/contacts/{contact}/code", group: "Notices", person: true, scopes: own,
			summary: wording.Words{ZH: "向联系方式发送确认码", EN: "Send a code to a contact"}, about: wording.Words{ZH: "一小时内有效，使用一次。", EN: "It is good for an hour, once."}, takes: body("", nil), gives: ContactDone{}, do: d.sendContactCode,
		},
		{
			id: "confirmContact", method: http.MethodPost, path: "/v1/contacts/{contact}/confirm", group: "Notices", person: true, scopes: own,
			summary: wording.Words{ZH: "用确认码确认联系方式", EN: "Confirm a contact by its code"}, about: wording.Words{ZH: "确认后可用于送达。", EN: "Notices are served there from then on."},
			takes: body("code", map[string]*huma.Schema{"code": schemaText("As it was read there.")}), gives: ContactDone{}, do: d.confirmContact,
		},
		{
			id: "dropContact", method: http.MethodPost, path: "/v1/contacts/{contact}/drop", group: "Notices", person: true, scopes: own,
			summary: wording.Words{ZH: "停用联系方式", EN: "Drop a contact"}, about: wording.Words{ZH: "此后不再向其发送。", EN: "Nothing is sent there any more."}, takes: body("", nil), gives: ContactDone{}, do: d.dropContact,
		},
	}
}

func (d *door) listContacts(v *visit) (answer, error) {
	all, err := service.Addresses(v, d.Clerk, v.who.Market, v.principal.Acting())
	if err != nil {
		return answer{}, err
	}
	out := ContactList{Contacts: []ContactView{}}
	for _, a := range all {
		out.Contacts = append(out.Contacts, ContactView{
			No: a.Number, Channel: string(a.Channel), Address: a.Text, Published: a.Published, Confirmed: moment(a.Verified), Failed: moment(a.Failed), Dropped: moment(a.Dropped),
		})
	}
	return answer{body: out}, nil
}

func (d *door) addContact(v *visit) (answer, error) {
	r := read(v.body)
	c := party.AddContact{Channel: party.Channel(r.text("channel", true)), Address: r.text("address", true), Published: r.truth("published", false)}
	vouched := r.truth("confirmed", false)
	if err := r.end(); err != nil {
		return answer{}, err
	}
	switch {
	case c.Channel != party.Email && c.Channel != party.SMS && c.Channel != party.PrintedLink:
		return answer{}, &party.Refusal{Code: party.UnknownChannel}
	case vouched:
		if err := v.principal.Require(identity.AdminScope); err != nil {
			return answer{}, err
		}
	}
	if c.Published {
		_, merchants, err := d.Casebook.Roles(v, v.who.Market, v.principal.Acting())
		if err != nil {
			return answer{}, err
		}
		if len(merchants) == 0 {
			return answer{}, &dispute.Refusal{Code: "wrong_capacity"}
		}
	}
	no, err := d.Clerk.AddContact(v, v.who, v.principal.Acting(), c)
	if err != nil {
		return answer{}, err
	}
	if vouched {
		if err := d.Clerk.VerifyContact(v, v.unkeyed(), v.principal.Acting(), no); err != nil {
			return answer{}, err
		}
	}
	return answer{status: http.StatusCreated, body: ContactDone{No: no, Done: "added"}}, nil
}

// contactNo reads which contact the address names.
func (v *visit) contactNo() (int, error) {
	no, err := strconv.Atoi(v.r.PathValue("contact"))
	if err != nil || no < 1 || no > party.MaxContacts {
		return 0, clerk.ErrUnknown
	}
	return no, nil
}

func (d *door) sendContactCode(v *visit) (answer, error) {
	no, err := v.contactNo()
	if err != nil {
		return answer{}, err
	}
	if err := read(v.body).end(); err != nil {
		return answer{}, err
	}
	if d.Prove == nil {
		return answer{}, request("contact/no_channel")
	}
	if wait := d.ByContact.Take(v.principal.Acting().String()); wait > 0 {
		return answer{}, tooFast(wait)
	}
	code, _, err := d.Identity.MakeLink(v, identity.NewLink{Market: v.who.Market, Purpose: identity.VerifyContact, Person: v.principal.Acting(), Contact: no, Length: codeLength})
	if err != nil {
		return answer{}, err
	}
	err = d.Prove(v, v.who.Market, v.principal.Acting(), no, code)
	var refusal *party.Refusal
	switch {
	case err == nil:
		return answer{body: ContactDone{No: no, Done: "code_sent"}}, nil
	case errors.Is(err, service.ErrNoChannel):
		return answer{}, request("contact/no_channel")
	case errors.Is(err, service.ErrRefused):
		return answer{}, request("contact/refused")
	case errors.As(err, &refusal), errors.Is(err, clerk.ErrUnknown):
		return answer{}, err
	default:
		d.Log.WarnContext(v, "code not sent", "error", err)
		return answer{}, request("contact/not_now")
	}
}

func (d *door) confirmContact(v *visit) (answer, error) {
	no, err := v.contactNo()
	if err != nil {
		return answer{}, err
	}
	r := read(v.body)
	code := r.text("code", true)
	if err := r.end(); err != nil {
		return answer{}, err
	}
	link, err := d.Identity.PeekLink(v, code, identity.VerifyContact)
	if err != nil {
		return answer{}, err
	}
	if link.Market != v.who.Market || link.Person != v.principal.Acting() || link.Contact != no {
		return answer{}, &identity.Refusal{Code: identity.LinkUnusable}
	}
	if err := d.Clerk.VerifyContact(v, v.unkeyed(), link.Person, no); err != nil {
		return answer{}, err
	}
	if _, err := d.Identity.UseLink(v, code, identity.VerifyContact); err != nil {
		return answer{}, err
	}
	return answer{body: ContactDone{No: no, Done: "confirmed"}}, nil
}

func (d *door) dropContact(v *visit) (answer, error) {
	no, err := v.contactNo()
	if err != nil {
		return answer{}, err
	}
	if err := read(v.body).end(); err != nil {
		return answer{}, err
	}
	if err := d.Clerk.DropContact(v, v.who, v.principal.Acting(), no); err != nil {
		return answer{}, err
	}
	return answer{body: ContactDone{No: no, Done: "dropped"}}, nil
}
