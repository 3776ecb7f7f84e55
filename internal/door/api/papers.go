package api

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// RulingPaper is a decision as its document holds it. It is neither an arbitral award
// nor a judgment.
type RulingPaper struct {
	Case     string         `json:"case"`
	Number   string         `json:"number" doc:"Of the paper."`
	No       int            `json:"no"`
	Kind     string         `json:"kind" enum:"ruling,review,rule,final_answer"`
	Label    wording.Words  `json:"label"`
	At       time.Time      `json:"at"`
	By       wording.Words  `json:"by"`
	Acting   []MandateView  `json:"acting_for" doc:"Who acted for a party when it was made."`
	Signed   []Signature    `json:"signed" doc:"Who decided, and who approved; none where a rule decided."`
	Claims   []ClaimView    `json:"claims"`
	Facts    []FactFound    `json:"facts"`
	Reasons  string         `json:"reasons,omitempty"`
	Outcomes []OutcomeOf    `json:"outcomes"`
	Sources  []Coded        `json:"paid_from" doc:"Where money comes from, in order."`
	Review   *wording.Words `json:"review_within,omitempty" doc:"How long it can be appealed, or a person asked for; absent: not."`
	Mended   []Mended       `json:"mended,omitempty" doc:"Slips mended since."`
	Hash     string         `json:"hash" doc:"Hash of its event, hexadecimal."`
	Page     string         `json:"page" doc:"The printable document on the site."`
}

// Signature is who stands under a paper.
type Signature struct {
	Role Coded  `json:"role"`
	Name string `json:"name,omitempty"`
}

// FactFound is one finding, with what it rests on.
type FactFound struct {
	No       int     `json:"no"`
	Claim    string  `json:"claim,omitempty"`
	Text     string  `json:"text"`
	Status   Coded   `json:"status"`
	Issue    *Coded  `json:"issue,omitempty"`
	Exhibits []int   `json:"exhibits"`
	Cites    []Coded `json:"cites"`
	Clause   string  `json:"clause,omitempty"`
}

// OutcomeOf is the result of one claim with its arithmetic.
type OutcomeOf struct {
	Claim   int          `json:"claim"`
	Remedy  Coded        `json:"remedy"`
	Result  Coded        `json:"result"`
	Asked   money.Amount `json:"asked"`
	Granted money.Amount `json:"granted"`
	Refused money.Amount `json:"refused"`
	Reason  string       `json:"reason,omitempty"`
	Return  bool         `json:"return_first,omitempty"`
	Kept    *Coded       `json:"goods_kept,omitempty"`
}

// Mended is one slip of pen or sum that was corrected, or what a review said.
type Mended struct {
	Act    Coded         `json:"act"`
	At     time.Time     `json:"at"`
	Claim  int           `json:"claim,omitempty"`
	Now    *money.Amount `json:"now,omitempty"`
	Reason string        `json:"reason,omitempty"`
}

// SettlementPaper is an agreement as its document holds it, made of the offer that was
// accepted. A signature only records what already binds.
type SettlementPaper struct {
	Case        string        `json:"case"`
	Number      string        `json:"number" doc:"Of the paper."`
	No          int           `json:"no"`
	At          time.Time     `json:"at"`
	State       string        `json:"state" enum:"in_force,challenged,annulled"`
	Claims      []int         `json:"claims"`
	Left        []int         `json:"claims_left" doc:"Not included."`
	Terms       []TermView    `json:"terms"`
	Obligations []Obligation  `json:"obligations"`
	Accepted    []string      `json:"accepted_by"`
	Signed      []string      `json:"signed_by"`
	SignBy      *time.Time    `json:"sign_before,omitempty"`
	Acting      []MandateView `json:"acting_for" doc:"Who acted for a party when it was made."`
	Behalf      []OnBehalf    `json:"accepted_on_behalf,omitempty" doc:"Present when who accepted acted for a party."`
	Offer       string        `json:"offer_hash" doc:"Hash of the event of the offer."`
	Page        string        `json:"page" doc:"The printable document on the site."`
}

func (d *door) paperOperations() []operation {
	read := []identity.Scope{identity.CasesRead}
	return []operation{
		{
			id: "getRuling", method: http.MethodGet, path: "/v1/cases/{id}/rulings/{no}", group: "Papers", person: true, scopes: read,
			summary: wording.Words{ZH: "处理决定书", EN: "A ruling as a paper"},
			about:   wording.Words{ZH: "认定的事实、理由、逐项结果和计算。不是仲裁裁决，也不是法院判决。", EN: "Findings, reasons, each result with its arithmetic. It is neither an arbitral award nor a judgment."}, gives: RulingPaper{}, do: d.getRuling,
		},
		{
			id: "getSettlement", method: http.MethodGet, path: "/v1/cases/{id}/settlements/{no}", group: "Papers", person: true, scopes: read,
			summary: wording.Words{ZH: "和解协议", EN: "A settlement as a paper"}, about: wording.Words{ZH: "裁决人员看不到。", EN: "Not for who decides."}, gives: SettlementPaper{}, do: d.getSettlement,
		},
		{
			id: "getWall", method: http.MethodGet, path: "/v1/cases/{id}/wall", group: "Papers", person: true, scopes: read,
			summary: wording.Words{ZH: "裁决人员会看到什么", EN: "What crosses the wall"},
			about:   wording.Words{ZH: "调解不成后，裁决人员会看到什么、看不到什么；只计本人看得到的。", EN: "What a decider will see of this case if mediation ends, and what never; counted of what this reader sees."}, gives: WallView{}, do: d.getWall,
		},
	}
}

// paper opens a filed case with its timeline, and the number the address names.
func (d *door) paper(v *visit) (view casebook.Case, no int, err error) {
	of, err := v.caseOf()
	if err != nil {
		return view, 0, err
	}
	if view, err = d.Casebook.Case(v, v.who, of); err != nil {
		return view, 0, err
	}
	if s := view.Sight.Book.Stage(view.Stage); s != nil && s.Initial {
		return view, 0, clerk.ErrUnknown
	}
	if text := v.r.PathValue("no"); text != "" {
		if no, err = strconv.Atoi(text); err != nil {
			return view, 0, clerk.ErrUnknown
		}
	}
	return view, no, nil
}

func (d *door) getRuling(v *visit) (answer, error) {
	view, no, err := d.paper(v)
	if err != nil {
		return answer{}, err
	}
	all := view.Decisions()
	i := slices.IndexFunc(all, func(x casebook.Decision) bool { return x.Ruling.No == no })
	if i < 0 {
		return answer{}, clerk.ErrUnknown
	}
	out, err := d.rulingPaper(v, view, all[i])
	return answer{version: view.Sight.Head.Version, body: out}, err
}

func (d *door) rulingPaper(v *visit, view casebook.Case, x casebook.Decision) (RulingPaper, error) {
	c, r := view.Sight.World.Case, x.Ruling
	out := RulingPaper{
		Case: c.ID.String(), Number: fmt.Sprintf("%s-%d", c.Number, r.No), No: r.No, Kind: r.Kind, Label: rulingLabel(r), At: r.At, By: wording.DecidedBy(r.By),
		Signed: []Signature{}, Claims: []ClaimView{}, Facts: factsFound(x), Reasons: x.Texts["reasons"], Outcomes: outcomesOf(c, x), Sources: []Coded{},
		Review: reviewWithin(view.Sight.Book, r), Mended: mendedSince(view, r), Hash: hexOf(x.Hash[:]), Page: d.Site + fmt.Sprintf("/cases/%s/rulings/%d", c.ID, r.No),
	}
	for _, k := range claimsOf(view) {
		if slices.ContainsFunc(r.Results, func(x dispute.Result) bool { return x.Claim == k.No }) {
			out.Claims = append(out.Claims, k)
		}
	}
	var err error
	if out.Acting, err = d.mandatesAt(v, view, r.At); err != nil {
		return out, err
	}
	for _, s := range view.Sight.Book.Procedure.Execution.Sources {
		out.Sources = append(out.Sources, coded(s, wording.Source))
	}
	if r.By != "person" {
		return out, nil
	}
	role := "adjudicator"
	if r.Kind == "review" {
		role = "reviewer"
	}
	name, err := d.Casebook.Name(v, v.who.Market, r.Person)
	if err != nil {
		return out, err
	}
	out.Signed = append(out.Signed, Signature{Role: coded(role, wording.Who), Name: name})
	if !r.Approved.IsZero() {
		if name, err = d.Casebook.Name(v, v.who.Market, r.Approved); err != nil {
			return out, err
		}
		out.Signed = append(out.Signed, Signature{Role: Coded{Code: "second_signer", Words: wording.Words{ZH: "复签人", EN: "second signer"}}, Name: name})
	}
	return out, nil
}

// rulingLabel says what a decision is, and is not.
func rulingLabel(r dispute.Ruling) wording.Words {
	switch {
	case r.Kind == "final_answer":
		return wording.Label("seller_answer")
	case r.By == "rule":
		return wording.Label("not_by_person")
	}
	return wording.Label("not_an_award")
}

func ruleChoice(path, code string) Coded {
	return coded(code, func(c string) wording.Words { return wording.Choice("rule", path, c) })
}

func factsFound(x casebook.Decision) []FactFound {
	out := []FactFound{}
	for i, it := range x.In.Items("facts") {
		f := FactFound{
			No: i + 1, Claim: it.Code("claim"), Text: x.Texts[fmt.Sprintf("facts/%d/fact", i)], Status: ruleChoice("facts.status", it.Code("status")),
			Exhibits: notNil(it.Numbers("exhibits")), Cites: []Coded{}, Clause: it.Code("clause"),
		}
		if f.Text == "" {
			f.Text = it.Text("fact")
		}
		if issue := it.Code("issue"); issue != "" {
			w := coded(issue, wording.Issue)
			f.Issue = &w
		}
		for _, cite := range it.Codes("cites") {
			f.Cites = append(f.Cites, coded(cite, wording.Clause))
		}
		out = append(out, f)
	}
	return out
}

// outcomesOf are the results: asked, granted, refused; they add up.
func outcomesOf(c dispute.Case, x casebook.Decision) []OutcomeOf {
	group, out := "results", []OutcomeOf{}
	if x.Ruling.Kind == "review" {
		group = "points"
	}
	for _, r := range x.Ruling.Results {
		k := c.Claim(r.Claim)
		if k == nil {
			continue
		}
		o := OutcomeOf{
			Claim: k.No, Remedy: coded(k.Remedy, wording.Remedy), Result: choiceOf("result", r.Code), Asked: sum(k.Minor, c.Currency), Granted: sum(r.Minor, c.Currency),
			Refused: sum(max(0, k.Minor-r.Minor), c.Currency), Return: r.Return,
		}
		if r.Kept != "" {
			kept := ruleChoice("results.kept", r.Kept)
			o.Kept = &kept
		}
		for i, it := range x.In.Items(group) {
			if it.Int("claim") == r.Claim {
				o.Reason = x.Texts[fmt.Sprintf("%s/%d/reason", group, i)]
			}
		}
		out = append(out, o)
	}
	return out
}

// reviewWithin is how long a decision can be appealed, or a person asked for.
func reviewWithin(book *dispute.Book, r dispute.Ruling) *wording.Words {
	clock := map[string]string{"ruling": "K_APP", "rule": "K_HUMAN"}[r.Kind]
	k := book.Clock(clock)
	if k == nil || r.Kind == "ruling" && !book.Procedure.Features["appeal"] {
		return nil
	}
	return &wording.Words{ZH: wording.Length(k.Len.Span(), wording.ZH), EN: wording.Length(k.Len.Span(), wording.EN)}
}

// mendedSince are corrections of a decision before the next one, and a review that
// upheld it.
func mendedSince(view casebook.Case, r dispute.Ruling) (out []Mended) {
	c, seen := view.Sight.World.Case, false
	for _, e := range slices.Backward(view.Timeline) {
		if ruled, ok := e.Event.(dispute.RulingMade); ok {
			if seen = ruled.Ruling.No == r.No; ruled.Ruling.No > r.No {
				return out
			}
		}
		a, ok := e.Event.(dispute.Act)
		if !seen || !ok || a.Move != "correct" && (a.Move != "uphold" || a.Track != r.Track) {
			continue
		}
		m := Mended{Act: coded(a.Move, func(act string) wording.Words { return wording.Move(act).Name }), At: e.At, Claim: a.Inputs.Int("claim"), Reason: e.Texts["reason"]}
		if a.Move == "correct" && a.Inputs.Code("slip") != "pen" {
			now := sum(a.Inputs.Minor("amount"), c.Currency)
			m.Now = &now
		}
		out = append(out, m)
	}
	return out
}

// getSettlement stands behind the wall: who may not read the talks finds none.
func (d *door) getSettlement(v *visit) (answer, error) {
	view, no, err := d.paper(v)
	if err != nil {
		return answer{}, err
	}
	c := view.Sight.World.Case
	i := slices.IndexFunc(c.Settled, func(s dispute.Settlement) bool { return s.No == no })
	if i < 0 || !view.Audience.Talks {
		return answer{}, clerk.ErrUnknown
	}
	s := c.Settled[i]
	out := SettlementPaper{
		Case: c.ID.String(), Number: fmt.Sprintf("%s-S%d", c.Number, s.No), No: s.No, At: s.At, State: "in_force", Claims: notNil(s.Claims), Left: []int{}, Terms: []TermView{},
		Obligations: []Obligation{}, Accepted: notNil(sides(s.Accepted)), Signed: notNil(sides(s.Signed)), Offer: s.Hash, Page: d.Site + fmt.Sprintf("/cases/%s/settlements/%d", c.ID, s.No),
	}
	if out.Acting, err = d.mandatesAt(v, view, s.At); err != nil {
		return answer{}, err
	}
	for _, e := range view.Timeline {
		if a, ok := e.Event.(dispute.Act); ok && e.At.Equal(s.At) && slices.Contains([]string{"accept_offer", "agree"}, a.Move) {
			if b := behalf(view, e); b != nil {
				out.Behalf = append(out.Behalf, *b)
			}
		}
	}
	switch {
	case s.Annulled:
		out.State = "annulled"
	case s.Challenged:
		out.State = "challenged"
	}
	for _, o := range offersOf(view) {
		if o.No != s.Offer {
			continue
		}
		out.Terms = slices.DeleteFunc(o.Terms, func(t TermView) bool { return !slices.Contains(s.Claims, t.Claim) })
		if len(out.Accepted) == 0 {
			out.Accepted = notNil(o.Accepted)
		}
	}
	for _, o := range obligationsOf(c, view.Sight.World.Order) {
		if slices.Contains(s.Claims, o.Claim) && o.Basis.Code == "settlement" {
			out.Obligations = append(out.Obligations, o)
		}
	}
	for _, k := range c.Claims {
		if !slices.Contains(s.Claims, k.No) {
			out.Left = append(out.Left, k.No)
		}
	}
	for _, x := range c.Deadlines {
		if x.Clock == "K_SIGN" && (x.ObjectNo == s.No || x.ObjectNo == 0) && x.Running() {
			out.SignBy = moment(x.Due)
		}
	}
	return answer{version: view.Sight.Head.Version, body: out}, nil
}

// WallView is what a decider will and will not read of a case.
type WallView struct {
	Case  string     `json:"case"`
	Sees  []WallItem `json:"sees"`
	Never []WallItem `json:"never"`
}

// WallItem is one kind of thing, and how many there are now; 0 where it is no number.
type WallItem struct {
	Code  string        `json:"code"`
	Words wording.Words `json:"words"`
	Count int           `json:"count,omitempty"`
}

// getWall is for who sees both sides of the wall: parties, and a seated mediator.
func (d *door) getWall(v *visit) (answer, error) {
	view, _, err := d.paper(v)
	if err == nil && (!view.Audience.Talks || view.Audience.Decider) {
		err = clerk.ErrUnknown
	}
	if err != nil {
		return answer{}, err
	}
	n := view.Spoken()
	item := func(code, zh, en string, count int) WallItem {
		return WallItem{Code: code, Words: wording.Words{ZH: zh, EN: en}, Count: count}
	}
	out := WallView{Case: view.Sight.World.Case.ID.String(), Sees: []WallItem{
		item("claims", "各项请求和双方的答复", "the claims and both sides' answers", 0), item("opinions", "举证和质证的内容", "evidence, and opinions on it", 0),
		item("no_agreement", "调解没有成功这一事实", "that mediation did not succeed", 0), item("exhibits", "证据", "exhibits", len(view.Sight.World.Case.Exhibits)),
		item("messages", "公开发言", "open messages", n.Open),
	}, Never: []WallItem{
		item("offers", "双方提出的方案", "offers of both sides", n.Offers), item("proposals", "调解建议", "the mediator's proposals", n.Proposals),
		item("talks", "调解中的三方发言", "messages to both in mediation", n.Talks), item("private", "私下发言", "private messages", n.Private), item("calls", "通话记录", "notes of calls", n.Calls),
	}}
	return answer{version: view.Sight.Head.Version, body: out}, nil
}
