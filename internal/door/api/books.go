package api

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/remedy"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// RulesView are the rules in force, made from the very documents that run.
type RulesView struct {
	Procedure string        `json:"procedure"`
	Name      wording.Words `json:"name"`
	Version   string        `json:"version"`
	Hash      string        `json:"hash" doc:"Names the document for ever."`
	From      string        `json:"effective_from,omitempty" format:"date"`
	Stages    []RuleStage   `json:"stages"`
	Clocks    []RuleClock   `json:"clocks"`
	Moves     []RuleMove    `json:"moves"`
	Reasons   []RuleReason  `json:"reasons"`
	Table     []RuleRow     `json:"rule_table" doc:"Who may do what: the rules refusals name."`
}

// RuleStage is one stage.
type RuleStage struct {
	Stage  Coded    `json:"stage"`
	Phase  Coded    `json:"phase"`
	Owner  *Coded   `json:"waits_for,omitempty"`
	Clocks []string `json:"clocks"`
	End    bool     `json:"end,omitempty"`
}

// RuleClock is one period: how long, from when, and what silence means.
type RuleClock struct {
	Clock  Coded           `json:"clock"`
	Length *wording.Words  `json:"length,omitempty"`
	Starts []wording.Words `json:"starts"`
	Then   []Ending        `json:"then"`
	Pause  []string        `json:"paused_by,omitempty"`
}

// RuleMove is who may do what where, and on what conditions.
type RuleMove struct {
	Act  Coded   `json:"act"`
	By   []Coded `json:"by"`
	From []Coded `json:"from"`
	If   []Coded `json:"if,omitempty" doc:"All must hold."`
	To   *Coded  `json:"to,omitempty"`
}

// RuleReason is one problem: who proves what, by what, and what may be asked.
type RuleReason struct {
	Reason   Coded   `json:"reason"`
	Burden   []Coded `json:"burden" doc:"Who has to prove, in order."`
	Evidence []Coded `json:"evidence"`
	Remedies []Coded `json:"remedies"`
}

// RuleRow is one rule of the table of who may do what.
type RuleRow struct {
	Rule   string        `json:"rule"`
	Effect string        `json:"effect" enum:"permit,forbid"`
	Words  wording.Words `json:"words"`
}

// TermList explains legal and platform words in a sentence each.
type TermList struct {
	Terms []TermText `json:"terms"`
}

// TermText is one word.
type TermText struct {
	ID    string         `json:"id"`
	Group string         `json:"group"`
	Word  wording.Words  `json:"word"`
	Says  wording.Words  `json:"says"`
	Law   *wording.Words `json:"source,omitempty" doc:"The law the meaning comes from; in Chinese in both where it has no translation."`
}

// ActList is a page of acts of administration, newest first.
type ActList struct {
	Acts []ActRow `json:"acts"`
	Next string   `json:"next,omitempty"`
}

// ActRow is one of them.
type ActRow struct {
	Kind   Coded     `json:"kind"`
	At     time.Time `json:"at"`
	By     string    `json:"by,omitempty" doc:"per_…; absent: the system."`
	About  string    `json:"about,omitempty" doc:"per_…"`
	Case   string    `json:"case,omitempty"`
	What   string    `json:"what,omitempty" doc:"Capacity, reason, purpose or document, as a code."`
	No     int       `json:"number,omitempty" doc:"Of the grant or contact."`
	Rule   string    `json:"rule,omitempty" doc:"That permitted it."`
	Reason string    `json:"reason,omitempty"`
}

func (d *door) bookOperations() []operation {
	return []operation{
		{
			id: "getRules", method: http.MethodGet, path: "/v1/rules", group: "Rules", open: true,
			summary: wording.Words{ZH: "现行规则", EN: "The rules in force"}, about: wording.Words{ZH: "由运行的规则文件生成：阶段、期限、谁可以做什么、沉默的后果。", EN: "Made from the documents that run: stages, clocks, who may do what, what silence means."},
			gives: RulesView{}, query: []parameter{{"procedure", "string", "Name of a procedure; usually left out."}}, do: d.getRules,
		},
		{
			id: "listTerms", method: http.MethodGet, path: "/v1/terms", group: "Rules", open: true,
			summary: wording.Words{ZH: "名词解释", EN: "Words explained"}, about: wording.Words{ZH: "每个词一句话。", EN: "A sentence for each."}, gives: TermList{}, query: []parameter{{"q", "string", "A word, or words of what is said of it, in either language."}}, do: d.listTerms,
		},
		{
			id: "listAdminActs", method: http.MethodGet, path: "/v1/admin-acts", group: "Administration", person: true, scopes: []identity.Scope{identity.AdminScope, identity.ActStaff},
			summary: wording.Words{ZH: "管理记录", EN: "The history of administration"}, about: wording.Words{ZH: "谁在什么时候做了什么、为什么。管理员、主管和监管人员可见。", EN: "Who did what, when and why. For administrators, supervisors and regulators."},
			gives: ActList{}, query: paged(parameter{"kind", "string", "granted, revoked, person_locked, sign_in_policy_set …"}, parameter{"about", "string", "per_…"}, parameter{"case", "string", "case_…"}), do: d.listAdminActs,
		},
		{
			id: "listLooks", method: http.MethodGet, path: "/v1/looks", group: "Account", person: true, scopes: []identity.Scope{identity.CasesRead},
			summary: wording.Words{ZH: "谁看过我的完整信息", EN: "Who saw one's data unmasked"}, about: wording.Words{ZH: "工作人员每次查看都有记录和用途。", EN: "Every look of staff, with its purpose."}, gives: ActList{}, query: paged(), do: d.listLooks,
		},
	}
}

func (d *door) listAdminActs(v *visit) (answer, error) {
	f := casebook.ActFilter{}
	var err error
	if f.After, f.Limit, err = v.page(); err != nil {
		return answer{}, err
	}
	q := v.r.URL.Query()
	if kind := q.Get("kind"); kind != "" {
		if strings.HasPrefix(wording.Happened(kind, wording.Facts{}).EN, "[") {
			return answer{}, badParameter("kind")
		}
		f.Kinds = []string{kind}
	}
	if text := q.Get("about"); text != "" {
		if f.About, err = id.Parse[id.Person](text); err != nil {
			return answer{}, badParameter("about")
		}
	}
	if text := q.Get("case"); text != "" {
		if f.Case, err = id.Parse[id.Case](text); err != nil {
			return answer{}, badParameter("case")
		}
	}
	if _, err := d.Clerk.MarketFor(v, v.who); err != nil {
		return answer{}, clerk.ErrUnknown
	}
	page, err := d.Casebook.AdminActs(v, v.who, f)
	if err != nil {
		return answer{}, err
	}
	return answer{body: actList(page)}, nil
}

func (d *door) listLooks(v *visit) (answer, error) {
	after, limit, err := v.page()
	if err != nil {
		return answer{}, err
	}
	page, err := d.Casebook.LooksAt(v, v.who, after, limit)
	if err != nil {
		return answer{}, err
	}
	return answer{body: actList(page)}, nil
}

func actList(p casebook.Page[casebook.AdminAct]) ActList {
	out := ActList{Acts: []ActRow{}, Next: p.Next}
	for _, a := range p.Rows {
		row := ActRow{Kind: coded(a.Kind, func(k string) wording.Words { return wording.Happened(k, wording.Facts{}) }), At: a.At, What: a.What, No: a.No, Rule: a.Rule, Reason: a.Reason}
		if !a.By.IsZero() {
			row.By = a.By.String()
		}
		if !a.About.IsZero() {
			row.About = a.About.String()
		}
		if !a.Case.IsZero() {
			row.Case = a.Case.String()
		}
		out.Acts = append(out.Acts, row)
	}
	return out
}

func (d *door) listTerms(v *visit) (answer, error) {
	q := strings.ToLower(strings.TrimSpace(v.r.URL.Query().Get("q")))
	if len(q) > 200 {
		return answer{}, badParameter("q")
	}
	out := TermList{Terms: []TermText{}}
	for _, t := range wording.Terms() {
		if !strings.Contains(strings.ToLower(strings.Join([]string{t.Word.ZH, t.Word.EN, t.Says.ZH, t.Says.EN}, "\n")), q) {
			continue
		}
		one := TermText{ID: t.ID, Group: t.Group, Word: t.Word, Says: t.Says}
		if t.Mark != "D" { // laws are named, the platform's own papers are not
			law := wording.Clause(t.Source)
			one.Law = &law
		}
		out.Terms = append(out.Terms, one)
	}
	return answer{body: out}, nil
}

func (d *door) getRules(v *visit) (answer, error) {
	name := v.r.URL.Query().Get("procedure")
	if name == "" {
		name = "tianping-std"
	}
	book := d.Clerk.Library.Named(name)
	if book == nil {
		return answer{}, clerk.ErrUnknown
	}
	p := book.Procedure
	out := RulesView{
		Procedure: name, Name: wording.Procedure(name), Version: p.Version, Hash: book.Hash, From: p.EffectiveFrom,
		Stages: []RuleStage{}, Clocks: []RuleClock{}, Moves: []RuleMove{}, Reasons: []RuleReason{}, Table: []RuleRow{},
	}
	for _, s := range p.Stages {
		row := RuleStage{Stage: coded(s.ID, wording.Stage), Phase: coded(s.Phase, wording.Phase), Clocks: notNil(slices.Clone(s.Clocks)), End: s.Terminal}
		if s.Owner != "" {
			owner := coded(s.Owner, wording.Who)
			row.Owner = &owner
		}
		out.Stages = append(out.Stages, row)
	}
	for i := range p.Clocks {
		out.Clocks = append(out.Clocks, ruleClock(&p.Clocks[i]))
	}
	for _, row := range p.Moves {
		out.Moves = append(out.Moves, ruleMove(row))
	}
	for i := range book.Reasons.Reasons {
		out.Reasons = append(out.Reasons, ruleReason(&book.Reasons.Reasons[i]))
	}
	for _, r := range d.Clerk.Library.Table.Rules {
		out.Table = append(out.Table, RuleRow{Rule: r.ID, Effect: string(r.Effect), Words: wording.Words(r.Text)})
	}
	return answer{body: out}, nil
}

func ruleClock(k *procedure.Clock) RuleClock {
	out := RuleClock{Clock: coded(k.ID, wording.Clock), Starts: []wording.Words{}, Then: endings(k.ID, k), Pause: k.Pause}
	if !k.Len.IsZero() {
		out.Length = &wording.Words{ZH: wording.Length(k.Len.Span(), wording.ZH), EN: wording.Length(k.Len.Span(), wording.EN)}
	}
	for _, s := range k.Start {
		by := s.Name
		if s.Kind != "event" {
			by = s.Kind + "(" + s.Name + ")"
		}
		out.Starts = append(out.Starts, began(by))
	}
	return out
}

func codedAll(codes []string, words func(string) wording.Words) []Coded {
	out := []Coded{}
	for _, c := range codes {
		out = append(out, coded(c, words))
	}
	return out
}

func ruleMove(row procedure.Row) RuleMove {
	out := RuleMove{
		Act: coded(row.Move, func(act string) wording.Words { return wording.Move(act).Name }), By: codedAll(row.By, wording.Who),
		From: codedAll(row.From, func(place string) wording.Words {
			if place == procedure.AnyOpen {
				return wording.Words{ZH: "任何未结的阶段", EN: "any open stage"}
			}
			return wording.Place(place)
		}),
	}
	for _, t := range row.Guard {
		out.If = append(out.If, Coded{Code: t.Name, Words: wording.Guard(t)})
	}
	switch row.To {
	case procedure.Same, "":
	case procedure.Back:
		out.To = &Coded{Code: row.To, Words: wording.Words{ZH: "回到原来的阶段", EN: "back where the claims came from"}}
	default:
		to := coded(row.To, wording.Place)
		out.To = &to
	}
	return out
}

func ruleReason(r *remedy.Reason) RuleReason {
	out := RuleReason{Reason: coded(r.Code, wording.Reason), Burden: []Coded{}, Evidence: []Coded{}, Remedies: codedAll(r.Remedies, wording.Remedy)}
	for _, b := range r.Burden.Order {
		out.Burden = append(out.Burden, coded(string(b), wording.Bearer))
	}
	for _, n := range slices.Concat(r.Buyer, r.Merchant) {
		out.Evidence = append(out.Evidence, coded(n.Proof, wording.Evidence))
	}
	return out
}
