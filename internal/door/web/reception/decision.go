package reception

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// decided is a decision with what it was made of: the inputs of the act and its
// texts by path. A preview is made from what the act would record, the paper from
// what it did record, by the same hands.
type decided struct {
	ruling  dispute.Ruling
	in      dispute.Answers
	texts   map[string]string
	hash    [32]byte
	preview bool
}

// decisions are those the reader's timeline holds, the oldest first.
func (r *room) decisions() []decided {
	var out []decided
	for _, d := range r.Decisions() {
		out = append(out, decided{ruling: d.Ruling, in: d.In, texts: d.Texts, hash: d.Hash})
	}
	return out
}

// foreseen is the decision an act would make, or the draft it would hand over.
func foreseen(made []record.Entry, track int, now time.Time) (decided, bool) {
	var act dispute.Act
	texts := map[string]string{}
	for _, e := range made {
		switch x := e.Event.(type) {
		case dispute.Act:
			act = x
			for _, c := range e.Clear {
				texts[c.Path] = c.Text
			}
		case dispute.DraftMade:
			for _, c := range e.Clear {
				texts[c.Path] = c.Text
			}
			return decided{ruling: dispute.Ruling{Kind: "ruling", By: "person", Track: track, Results: x.Draft.Results, At: now}, in: x.Draft.In, texts: texts, preview: true}, true
		case dispute.RulingMade:
			return decided{ruling: x.Ruling, in: act.Inputs, texts: texts, preview: true}, true
		}
	}
	return decided{}, false
}

// drafted is a draft as a decider reads it.
func (r *room) drafted(d dispute.Draft, texts map[string]string) decided {
	return decided{ruling: dispute.Ruling{Kind: "ruling", By: "person", Track: d.Track, Results: d.Results, Person: d.By, At: r.now}, in: d.In, texts: texts, preview: true}
}

func papersURL(of id.Case, no int) string { return fmt.Sprintf("%s/rulings/%d", caseURL(of), no) }

// decision writes the document.
func (r *room) decision(ctx context.Context, d decided) (view.Decision, error) {
	t := r.t.Ruling
	no := d.ruling.No
	if no == 0 {
		no = len(r.kase.Rulings) + 1
	}
	out := view.Decision{
		Title: r.decisionTitle(d.ruling.Kind), Number: fmt.Sprintf("%s-%d", r.kase.Number, no), Parties: r.partyLines(d.ruling.At), Reasons: paragraphs(d.texts["reasons"]),
		Outcomes: r.outcomes(d), Performance: r.performance(d), Appeal: r.appealing(d), Routes: []string{t.Route}, Day: r.local(d.ruling.At),
		Notes: []string{t.NotAward, t.NotAdvice, t.Detectable}, URL: papersURL(r.kase.ID, no), CaseURL: caseURL(r.kase.ID), Amended: r.amendments(d),
	}
	if d.ruling.By == "rule" {
		out.ByRule = capital(r.in(wording.DecidedBy("rule")))
	}
	for _, k := range r.claims() {
		if slices.ContainsFunc(d.ruling.Results, func(x dispute.Result) bool { return fmt.Sprint(x.Claim) == k.No }) {
			out.Claims = append(out.Claims, view.Line{No: k.No, Text: r.claimLine(k)})
		}
	}
	out.Facts = r.findings(d)
	out.Cited, out.Exhibits = r.cited(d), r.relied(ctx, d)
	if d.preview {
		out.Preview = t.NotMade
	} else {
		out.Code = verifyCode(d.hash)
	}
	var err error
	out.Signs, err = r.signs(ctx, d)
	return out, err
}

func (r *room) decisionTitle(kind string) string {
	t := r.t.Ruling
	switch kind {
	case "review":
		return t.ReviewTitle
	case "rule":
		return t.RuleTitle
	case "final_answer":
		return t.AnswerTitle
	}
	return t.Title
}

// verifyCode is the hash of the event, in groups that can be read aloud.
func verifyCode(hash [32]byte) string {
	text := strings.ToUpper(hex.EncodeToString(hash[:12]))
	var parts []string
	for i := 0; i < len(text); i += 4 {
		parts = append(parts, text[i:i+4])
	}
	return strings.Join(parts, "-")
}

// partyLines are the parties, each followed by who acted for it at that time.
func (r *room) partyLines(at time.Time) []view.Pair {
	var out []view.Pair
	for _, p := range r.kase.Parties {
		name := r.t.Ruling.Claimant
		if p.Side == dispute.Respondent {
			name = r.t.Ruling.Respondent
		}
		who := r.who[p.Side]
		line := who.Name
		if who.Role != "" && who.Role != who.Name {
			line += r.t.Desk.OpenParen + who.Role + r.t.Desk.CloseParen
		}
		out = append(out, view.Pair{Name: name, Value: line})
		out = append(out, r.standIns(p.Side, at)...)
	}
	return out
}

func (r *room) claimLine(k view.Claim) string {
	line := k.Asks
	if k.Sum.Minor > 0 {
		line += " " + r.sum(k.Sum.Minor, k.Sum.Currency)
	}
	return line + r.t.Desk.OpenParen + k.Ground + r.t.Desk.Comma + k.Scope + r.t.Desk.CloseParen
}

func paragraphs(text string) []string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// findings are the findings, each with its exhibits and clauses.
func (r *room) findings(d decided) []view.Found {
	var out []view.Found
	for i, it := range d.in.Items("facts") {
		f := view.Found{No: fmt.Sprint(i + 1), Claim: it.Code("claim"), Text: d.texts[fmt.Sprintf("facts/%d/fact", i)], Status: r.finding(it.Code("status"))}
		if f.Text == "" {
			f.Text = it.Text("fact")
		}
		if issue := it.Code("issue"); issue != "" {
			f.Issue = capital(r.in(wording.Issue(issue)))
		}
		for _, no := range it.Numbers("exhibits") {
			f.Exhibits = append(f.Exhibits, exhibitNo(no))
		}
		for _, c := range it.Codes("cites") {
			f.Cites = append(f.Cites, r.in(wording.Clause(c)))
		}
		if c := it.Code("clause"); c != "" {
			f.Cites = append(f.Cites, c)
		}
		out = append(out, f)
	}
	return out
}

func (r *room) finding(status string) view.Chip {
	chip := view.Chip{Text: capital(r.in(wording.Choice("rule", "facts.status", status))), Tone: view.Warn, Icon: "circle-dashed"}
	switch status {
	case "found":
		chip.Tone, chip.Icon = view.Fine, "check"
	case "not_found":
		chip.Tone, chip.Icon = view.Bad, "x"
	}
	return chip
}

// outcomes are the results with their arithmetic: asked, given, refused.
func (r *room) outcomes(d decided) []view.Outcome {
	t := r.t.Ruling
	group := "results"
	if d.ruling.Kind == "review" {
		group = "points"
	}
	var out []view.Outcome
	for _, x := range d.ruling.Results {
		k := r.kase.Claim(x.Claim)
		if k == nil {
			continue
		}
		o := view.Outcome{
			No: fmt.Sprint(k.No), Asks: capital(r.in(wording.Remedy(k.Remedy))), Result: r.resultName(x, k),
			Sum: money.Amount{Minor: x.Minor, Currency: r.kase.Currency},
		}
		if k.Minor > 0 {
			parts := []string{fmt.Sprintf(t.Asks, r.sum(k.Minor, r.kase.Currency)), fmt.Sprintf(t.Grants, r.sum(x.Minor, r.kase.Currency))}
			if rest := k.Minor - x.Minor; rest > 0 {
				parts = append(parts, fmt.Sprintf(t.Refuses, r.sum(rest, r.kase.Currency)))
			}
			o.Says = strings.Join(parts, r.t.Desk.Comma)
		}
		for i, it := range d.in.Items(group) {
			if it.Int("claim") == x.Claim {
				o.Reason = d.texts[fmt.Sprintf("%s/%d/reason", group, i)]
			}
		}
		out = append(out, o)
	}
	return out
}

func (r *room) resultName(x dispute.Result, k *dispute.Claim) string {
	code := x.Code
	if code == "varied" {
		switch {
		case x.Minor == 0 && k.Minor > 0:
			code = "dismissed"
		case x.Minor < k.Minor:
			code = "partly"
		default:
			code = "granted"
		}
	}
	return capital(r.in(wording.Choice("rule", "results.result", code)))
}

// performance says who pays whom how much, from what, in which order.
func (r *room) performance(d decided) []string {
	t := r.t.Ruling
	var out []string
	paying, seller := false, false
	for _, x := range d.ruling.Results {
		k := r.kase.Claim(x.Claim)
		if k == nil || x.Minor == 0 {
			continue
		}
		paying = true
		debtor := k.By.Other()
		seller = seller || debtor == r.sellerSide()
		out = append(out, fmt.Sprintf(t.Pays, r.who[debtor].Name, r.who[k.By].Name, r.sum(x.Minor, r.kase.Currency)))
		if x.Return {
			out = append(out, t.FirstBack)
		}
		if x.Kept != "" {
			out = append(out, fmt.Sprintf(t.GoodsKept, r.in(wording.Choice("rule", "results.kept", x.Kept))))
		}
	}
	if paying && seller {
		out = append(out, t.OnFinal, fmt.Sprintf(t.InOrder, r.sources()))
	}
	return out
}

// sources is where money comes from, in the order of the case's procedure.
func (r *room) sources() string {
	var names []string
	for _, s := range r.book.Procedure.Execution.Sources {
		names = append(names, r.in(wording.Source(s)))
	}
	return strings.Join(names, " → ")
}

// appealing is how and until when the decision can be reviewed: by its kind, with
// the lengths of the case's own procedure.
func (r *room) appealing(d decided) []string {
	t := r.t.Ruling
	length := func(clock string) string {
		if k := r.book.Clock(clock); k != nil {
			return wording.Length(k.Len.Span(), r.visitor.Lang)
		}
		return ""
	}
	switch d.ruling.Kind {
	case "ruling":
		if n := length("K_APP"); n != "" && r.book.Procedure.Features["appeal"] {
			return []string{fmt.Sprintf(t.Window, n), t.WindowBoth}
		}
	case "rule":
		if n := length("K_HUMAN"); n != "" {
			return []string{fmt.Sprintf(t.PersonWindow, n)}
		}
	case "final_answer":
		return nil
	}
	return []string{t.NoWindow}
}

// cited are the clauses of all facts, once each.
func (r *room) cited(d decided) []view.Pair {
	var out []view.Pair
	for _, it := range d.in.Items("facts") {
		for _, c := range it.Codes("cites") {
			p := view.Pair{Name: c, Value: r.in(wording.Clause(c))}
			if !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	return out
}

// relied are the exhibits of all facts, once each, with their digests.
func (r *room) relied(ctx context.Context, d decided) []view.Pair {
	used := map[string]bool{}
	for _, it := range d.in.Items("facts") {
		for _, no := range it.Numbers("exhibits") {
			used[exhibitNo(no)] = true
		}
	}
	var out []view.Pair
	for _, e := range r.exhibits(ctx) {
		if used[e.No] {
			value := e.Title + r.t.Desk.Comma + e.From.Role + r.t.Desk.Comma + "SHA-256 " + e.Digest
			if e.Kept != "" {
				value += r.t.Desk.Comma + e.Kept
			}
			out = append(out, view.Pair{Name: e.No, Value: value})
		}
	}
	return out
}

// signs are who decided and who approved; a draft names whoever wrote it.
func (r *room) signs(ctx context.Context, d decided) ([]view.Pair, error) {
	t := r.t.Ruling
	role := t.Adjudicator
	if d.ruling.Kind == "review" {
		role = t.Reviewer
	}
	person := d.ruling.Person
	if person.IsZero() && d.preview {
		person = r.visitor.Person
	}
	if person.IsZero() || d.ruling.By != "person" {
		return nil, nil
	}
	name, err := r.name(ctx, person, false)
	out := []view.Pair{{Name: role, Value: name}}
	if err == nil && !d.ruling.Approved.IsZero() {
		name, err = r.name(ctx, d.ruling.Approved, false)
		out = append(out, view.Pair{Name: t.Second, Value: name})
	}
	return out, err
}

// amendments are the slips of pen or sum mended since (T51), and what a review said.
func (r *room) amendments(d decided) []string {
	t := r.t.Ruling
	var out []string
	seen := d.preview
	got := map[int]int64{}
	for _, x := range d.ruling.Results {
		got[x.Claim] = x.Minor
	}
	for _, e := range r.rows {
		if ruled, ok := e.Event.(dispute.RulingMade); ok {
			if seen = ruled.Ruling.No == d.ruling.No; ruled.Ruling.No > d.ruling.No {
				return out
			}
		}
		a, ok := e.Event.(dispute.Act)
		if !seen || d.preview || !ok || a.Track != d.ruling.Track && a.Move != "correct" {
			continue
		}
		switch claim := a.Inputs.Int("claim"); a.Move {
		case "correct":
			if a.Inputs.Code("slip") == "pen" {
				out = append(out, fmt.Sprintf(t.Slip, claim, e.Texts["reason"]))
				continue
			}
			now := a.Inputs.Minor("amount")
			out = append(out, fmt.Sprintf(t.SlipSum, claim, r.sum(got[claim], r.kase.Currency), r.sum(now, r.kase.Currency), e.Texts["reason"]))
			got[claim] = now
		case "uphold":
			out = append(out, fmt.Sprintf(t.Upheld, e.Texts["reason"]))
		}
	}
	return out
}

// entryTexts are the texts of the draft with that hash.
func (r *room) entryTexts(hash string) map[string]string {
	i := slices.IndexFunc(r.rows, func(e casebook.Entry) bool { return hex.EncodeToString(e.Hash[:]) == hash })
	if i < 0 {
		return nil
	}
	return r.rows[i].Texts
}
