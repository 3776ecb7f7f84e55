package api

import (
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/streams"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// longestReference is the most characters of a provider's number or problem code.
const longestReference = 64

func (d *door) paymentOperations() []operation {
	return []operation{
		{
			id: "listPayments", method: http.MethodGet, path: "/v1/payments", group: "Payments",
			scopes:  []identity.Scope{identity.OrdersWrite, identity.AdminScope, identity.ActStaff},
			summary: wording.Words{ZH: "付款指令", EN: "Payments instructed"},
			about: wording.Words{
				ZH: "发给资金保管方的指令，最新的在前：平台自己的密钥，或客服专员、主管、管理员可以查看。退款原路退回，见 tenders。不含个人信息。",
				EN: "What whoever holds the money was instructed to do, the newest first: for a key of the marketplace itself, and for officers, supervisors and administrators. Refunds go back the way they came: tenders. No personal data.",
			},
			gives: PaymentList{}, query: paged(parameter{"state", "string", "pending, done, refused"}, parameter{"kind", "string", "pay_out, own, payout"}, parameter{"order", "string", "ord_…"}),
			do: d.listPayments,
		},
		{
			id: "tellPayment", method: http.MethodPost, path: "/v1/payments/{id}/outcome", group: "Payments",
			scopes:  []identity.Scope{identity.OrdersWrite, identity.AdminScope},
			summary: wording.Words{ZH: "告知付款结果", EN: "Tell the outcome of a payment"},
			about: wording.Words{
				ZH: "done 须写 reference（流水号）；refused 须写 problem（原因代码）和 attempt（第几次）。同样的结果再次告知不产生变化，相反的结果被拒绝；被拒绝后又成功的，记一次。仅限平台自己的密钥或管理员。",
				EN: "done needs the reference, refused needs problem and attempt. The same outcome told again changes nothing, another is refused; a success after refusals is booked once. By a key of the marketplace itself, or an administrator.",
			},
			takes: body("state", map[string]*huma.Schema{
				"state":     {Type: "string", Enum: []any{"done", "refused"}},
				"reference": schemaText("The provider's number, with done: 1 to 64 visible ASCII characters."),
				"problem":   schemaText("The provider's code, with refused: 1 to 64 of a-z A-Z 0-9 _ . -"),
				"attempt":   schemaWhole("Which attempt was refused, as in the list."),
			}), gives: PaymentTold{}, do: d.tellPayment,
		},
	}
}

// holdsMoney tells whether who asks speaks for whoever holds the money: a key of the
// marketplace that names nobody, or an administrator.
func (d *door) holdsMoney(v *visit) (bool, error) {
	who := v.principal.Acting()
	if who.IsZero() {
		return true, nil
	}
	held, err := d.Clerk.Capacities(v, v.who.Market, who)
	return slices.ContainsFunc(held, func(g party.Grant) bool { return g.Capacity == party.Admin }), err
}

func (d *door) listPayments(v *visit) (answer, error) {
	may, err := d.holdsMoney(v)
	if err == nil && !may {
		may, err = d.Casebook.SeesPayments(v, v.who.Market, v.principal.Acting())
		if err == nil && may {
			err = v.principal.Require(identity.ActStaff)
		}
	}
	if err != nil {
		return answer{}, err
	}
	if !may {
		return answer{}, clerk.ErrUnknown
	}
	f, err := v.paymentFilter()
	if err != nil {
		return answer{}, err
	}
	page, err := d.Casebook.Payments(v, v.who.Market, f)
	if err != nil {
		return answer{}, err
	}
	out := PaymentList{Payments: []Payment{}, Next: page.Next}
	for _, r := range page.Rows {
		out.Payments = append(out.Payments, paymentView(r))
	}
	return answer{body: out}, nil
}

func (v *visit) paymentFilter() (f casebook.PaymentFilter, err error) {
	if f.After, f.Limit, err = v.page(); err != nil {
		return f, err
	}
	q := v.r.URL.Query()
	f.State, f.Kind = q.Get("state"), q.Get("kind")
	if !slices.Contains([]string{"", streams.PayPending, streams.PayDone, streams.PayRefused}, f.State) {
		return f, badParameter("state")
	}
	if !slices.Contains([]string{"", streams.PayOut, streams.Own, streams.Payout}, f.Kind) {
		return f, badParameter("kind")
	}
	if text := q.Get("order"); text != "" {
		if f.Order, err = id.Parse[id.Order](text); err != nil {
			return f, badParameter("order")
		}
	}
	return f, nil
}

func (d *door) tellPayment(v *visit) (answer, error) {
	may, err := d.holdsMoney(v)
	if err == nil && !may {
		err = clerk.ErrUnknown
	}
	if err != nil {
		return answer{}, err
	}
	row, err := d.Casebook.Payment(v, v.who.Market, bookedPayment(v.r.PathValue("id")))
	if err != nil {
		return answer{}, err
	}
	word, err := v.word()
	if err != nil {
		return answer{}, err
	}
	repeated, err := d.Clerk.Claim(v, v.who)
	if err != nil {
		return answer{}, err
	}
	out := PaymentTold{Payment: shownPayment(row.ID), State: streams.PayRefused, Attempt: word.Attempt}
	if word.Done {
		out.State = streams.PayDone
	}
	switch row.Kind {
	case streams.PayOut:
		err = d.Clerk.PayOutTold(v, v.unkeyed(), row.Order, row.ID, word)
	case streams.Own:
		out.GiveBack, err = d.Clerk.OwnTold(v, v.unkeyed(), row.Order, row.Case, row.ID, word)
	default:
		err = d.Clerk.MerchantPaid(v, v.unkeyed(), row.Merchant, row.ID, row.Ref, word)
	}
	if err != nil {
		return answer{}, err
	}
	return answer{body: out, replayed: repeated}, nil
}

// word reads the outcome that was told.
func (v *visit) word() (clerk.Word, error) {
	r := read(v.body)
	state := r.text("state", true)
	done := state == streams.PayDone
	w := clerk.Word{Done: done, Ref: r.text("reference", done), Problem: r.text("problem", state == streams.PayRefused), Attempt: r.whole("attempt", state == streams.PayRefused)}
	if len(r.wrong) > 0 {
		return w, r.end()
	}
	if !done && state != streams.PayRefused {
		r.note("request/wrong_type", "/state")
	}
	if done && !visible(w.Ref, func(c rune) bool { return c > ' ' && c <= '~' }) {
		r.note("request/wrong_type", "/reference")
	}
	if !done && !visible(w.Problem, ofCode) {
		r.note("request/wrong_type", "/problem")
	}
	if done {
		w.Problem, w.Attempt = "", 0
	} else {
		w.Ref = ""
	}
	return w, r.end()
}

// ofCode tells the characters of a code: a sentence does not fit.
func ofCode(c rune) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune("_.-", c)
}

func visible(text string, may func(rune) bool) bool {
	return text != "" && len(text) <= longestReference && !strings.ContainsFunc(text, func(c rune) bool { return !may(c) })
}
