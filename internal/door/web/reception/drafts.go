package reception

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/remedy"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/filing"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// drafts keeps what is written before a dispute is filed, step by step.
type drafts struct{ *Reception }

// Choose implements web.Filing.
func (d drafts) Choose(ctx context.Context, who view.Visitor, order id.Order, problem, query, after string) (view.FileStart, error) {
	s, err := d.ask(ctx, who)
	if err != nil {
		return view.FileStart{}, err
	}
	list, err := s.orderList(ctx, web.OrdersAsk{Query: query, After: after})
	out := view.FileStart{Problem: problem, Orders: list}
	if err != nil || order.IsZero() {
		return out, err
	}
	out.Chosen, err = s.orderCame(ctx, order)
	return out, err
}

// orderCame is the order a visitor came from, if he may file about it.
func (s *session) orderCame(ctx context.Context, order id.Order) (*view.OrderRow, error) {
	seen, err := s.Casebook.Order(ctx, s.who(), order)
	if err == nil && seen.Role == "staff" {
		err = web.ErrUnknown
	}
	if err != nil {
		return nil, outside(err)
	}
	shown, err := s.order(ctx, seen)
	if err != nil {
		return nil, err
	}
	row := view.OrderRow{
		ID: shown.ID, URL: "/orders/" + shown.ID, Number: shown.Number, Title: shown.Title, Shop: shown.Shop.Name,
		At: s.local(seen.Order.BoughtAt), Total: shown.Total, State: shown.Status[0],
	}
	if seen.Role == "merchant" {
		row.Shop = shown.Buyer.Name
	}
	return &row, nil
}

// Begin implements web.Filing.
func (d drafts) Begin(ctx context.Context, who view.Visitor, in web.Beginning) (id.Case, error) {
	s, err := d.ask(ctx, who)
	if err != nil {
		return id.Case{}, err
	}
	actor := s.who()
	said := []string{"/file", in.Order.String()}
	if !in.Follows.IsZero() {
		said = append(said, in.Follows.String(), strconv.FormatBool(in.NewFacts))
	}
	actor.Key, actor.Digest = in.Key, sumOf(said)
	res, err := d.Clerk.Open(ctx, actor, clerk.Opening{Order: in.Order, Follows: in.Follows, NewFacts: in.NewFacts})
	if err != nil {
		return id.Case{}, s.refused(err, "/orders/"+in.Order.String(), id.Case{})
	}
	if res.Repeated {
		return res.Case, nil
	}
	return res.Case, outside(s.prefill(ctx, res.Case, in))
}

// prefill begins a draft with what is usual: the problem chosen before, and the
// whole order; after an earlier case, the problem and goods of that.
func (s *session) prefill(ctx context.Context, of id.Case, in web.Beginning) error {
	r, err := s.enter(ctx, of)
	if err != nil {
		return err
	}
	problem, scope := in.Problem, r.whole()
	if !in.Follows.IsZero() {
		earlier, err := s.enter(ctx, in.Follows)
		if err != nil {
			return err
		}
		if first := earlier.kase.Claim(1); first != nil {
			problem, scope = first.Reason, asWritten(first.Scope)
		}
	}
	first := dispute.Answers{{Name: "scope", Items: scope}}
	if _, known := r.book.Reasons.Reason(problem); known {
		first = append(first, dispute.Answer{Name: "reason", Value: problem})
	}
	start := filing.Draft{Steps: map[string]dispute.Answers{"problem": first}, Saved: s.now}
	_, err = s.Filing.Save(ctx, s.Market, of, start, filing.NoTag)
	return err
}

// asWritten is a scope as a form takes it.
func asWritten(scope []dispute.ScopeItem) []dispute.Answers {
	var out []dispute.Answers
	for _, item := range scope {
		one := dispute.Answers{{Name: "line", Value: strconv.Itoa(item.Line)}, {Name: "qty", Minor: int64(item.Qty)}}
		if item.Parcel != 0 {
			one = append(one, dispute.Answer{Name: "parcel", Value: strconv.Itoa(item.Parcel)})
		}
		out = append(out, one)
	}
	return out
}

// whole is every line of the order as far as it was bought.
func (r *room) whole() []dispute.Answers {
	var out []dispute.Answers
	for _, l := range r.world.Order.Lines {
		out = append(out, dispute.Answers{{Name: "line", Value: strconv.Itoa(l.No)}, {Name: "qty", Minor: l.Qty}})
	}
	return out
}

// Protect implements web.Filing: the lines chosen so far are frozen, else the whole
// order (T01).
func (d drafts) Protect(ctx context.Context, who view.Visitor, draft id.Case, key string) error {
	w, err := d.open(ctx, who, draft)
	if err != nil {
		return err
	}
	move, ok := w.moveNamed("protect")
	reason, chosen := w.reason()
	if !ok || !chosen {
		if len(w.kase.Protected) > 0 {
			return nil // pressed twice
		}
		return &web.Refused{Refusal: view.Refusal{Code: "incomplete", Title: w.t.Buyer.ProblemFirst, Possible: []view.Act{{Name: w.t.File.WhatProblem, URL: "/file/" + draft.String() + "/problem"}}}}
	}
	lines := w.draft.Steps["problem"].Items("scope")
	if len(lines) == 0 {
		lines = w.whole()
	}
	given := dispute.Answers{{Name: "lines", Items: lines}, {Name: "reason", Value: reason.Code}}
	actor := w.session.who()
	actor.Key, actor.Digest = key, digestOf("/file/"+draft.String()+"/protect", given)
	_, err = d.Clerk.Move(ctx, actor, draft, dispute.Command{Move: "protect", Track: move.Track, In: given})
	if errors.Is(err, docket.ErrKeyReused) {
		return nil
	}
	if err != nil {
		return w.refused(err, "/file/"+draft.String()+"/problem", draft)
	}
	return nil
}

// writing is a draft on its author's desk.
type writing struct {
	*room
	draft  filing.Draft
	tag    string
	submit dispute.Move
}

func (d drafts) open(ctx context.Context, who view.Visitor, of id.Case) (*writing, error) {
	s, err := d.ask(ctx, who)
	if err != nil {
		return nil, err
	}
	r, err := s.enter(ctx, of)
	if err != nil {
		return nil, err
	}
	if !r.draft() {
		return nil, web.ErrUnknown
	}
	w := &writing{room: r}
	if w.submit, _ = r.moveNamed("submit"); w.submit.Name == "" {
		if _, _, refusal := dispute.Decide(r.book, r.world, dispute.Command{Move: "submit", Actor: r.Sight.Actor}); refusal != nil && refusal.Code == "already_done" {
			return nil, r.refusal(*refusal, caseURL(r.kase.Follows), id.Case{}) // another draft was first
		}
	}
	w.draft, w.tag, err = d.Filing.Load(ctx, d.Market, of)
	return w, outside(err)
}

// field is one input of the act of filing, as the rules offer it now.
func (w *writing) field(path ...string) dispute.Field {
	fields, out := unfold(w.submit.Fields), dispute.Field{}
	for _, name := range path {
		at := slices.IndexFunc(fields, func(f dispute.Field) bool { return f.Name == name })
		if at < 0 {
			return dispute.Field{}
		}
		out, fields = fields[at], fields[at].Fields
	}
	return out
}

// reason is the problem chosen so far; false while none is.
func (w *writing) reason() (remedy.Reason, bool) {
	return w.book.Reasons.Reason(w.draft.Steps["problem"].Code("reason"))
}

// fieldsOf are the questions of one step.
func (w *writing) fieldsOf(step string) []dispute.Field {
	switch step {
	case "problem":
		reason := w.field("claims", "reason")
		reason.Choices = slices.DeleteFunc(slices.Clone(reason.Choices), func(o dispute.Option) bool {
			known, ok := w.book.Reasons.Reason(o.Value)
			return !ok || (known.Claimant == remedy.Merchant) != (w.kase.Party(dispute.Claimant).Kind == dispute.Merchant)
		})
		scope := w.field("claims", "scope")
		scope.Max = int64(max(1, len(w.world.Order.Lines)))
		story := w.field("claims", "story")
		return w.named(append([]dispute.Field{reason, story, scope}, w.dates()...))
	case "claim":
		kinds := w.field("claims", "remedy")
		if reason, ok := w.reason(); ok {
			kinds.Choices = slices.DeleteFunc(slices.Clone(kinds.Choices), func(o dispute.Option) bool { return !slices.Contains(reason.Remedies, o.Value) })
		}
		if len(kinds.Choices) > 0 {
			kinds.Default = kinds.Choices[0].Value
		}
		amount := w.field("claims", "amount")
		amount.Required = false
		other := w.fieldsOf("problem")[0]
		other.Required = false
		part := w.field("claims", "scope")
		part.Required, part.Min, part.Max = false, 0, int64(max(1, len(w.world.Order.Lines)))
		one := dispute.Field{Name: "claims", Kind: dispute.Group, Required: true, Min: 1, Max: 5, Fields: []dispute.Field{kinds, amount, other, part}}
		fields := []dispute.Field{one}
		if w.late() {
			fields = append(fields, w.field("mediation_only"))
		}
		return w.named(fields)
	}
	return nil
}

// Step implements web.Filing.
func (d drafts) Step(ctx context.Context, who view.Visitor, draft id.Case, step string) (view.Draft, error) {
	w, err := d.open(ctx, who, draft)
	if err != nil {
		return view.Draft{}, err
	}
	out := view.Draft{
		ID: draft.String(), Step: step, Tag: w.tag, Saved: w.local(w.draft.Saved), Fields: w.fieldsOf(step), Given: w.draft.Steps[step],
		Files: w.filesShown(), Asked: w.requests(), Kinds: w.kinds(), Brought: w.brought(), After: w.after(), About: w.about(),
	}
	if err := w.goods(ctx, &out); err != nil {
		return out, outside(err)
	}
	for _, x := range w.kase.Deadlines {
		if k := w.book.Clock(x.Clock); x.Running() && k != nil && !x.Due.IsZero() && (out.Expires.IsZero() || x.Due.After(out.Expires)) {
			out.Expires = w.local(x.Due)
		}
	}
	_, chosen := w.reason()
	if _, ok := w.moveNamed("protect"); ok && chosen && len(w.kase.Protected) == 0 {
		a := w.act("protect", "")
		out.Protect = &a
	}
	if n := w.frozen(); n > 0 {
		out.Safe = w.t.Buyer.Safe(w.sum(n, w.kase.Currency), w.t.Till(out.Expires, w.now))
	}
	out.Warn = w.warnings(step)
	if step == "check" {
		out.Sums = w.summary()
	}
	if step == "evidence" {
		out.Kept, err = w.pickable(ctx, w.kase.Order, func(digest string) bool {
			return slices.ContainsFunc(w.draft.Files, func(f filing.File) bool { return f.Digest == digest })
		})
		return out, outside(err)
	}
	return out, nil
}

// Save implements web.Filing.
func (d drafts) Save(ctx context.Context, who view.Visitor, draft id.Case, step, tag string, given dispute.Answers) (string, error) {
	w, err := d.open(ctx, who, draft)
	if err != nil {
		return "", err
	}
	if fields := w.fieldsOf(step); fields == nil {
		return w.tag, nil // nothing is asked in this step
	}
	w.draft.Steps[step], w.draft.Saved = given, w.now
	tag, err = d.Filing.Save(ctx, d.Market, draft, w.draft, tag)
	return tag, outside(err)
}

// Attach implements web.Filing.
func (d drafts) Attach(ctx context.Context, who view.Visitor, draft id.Case, file web.Stored, kind, proves string) error {
	w, err := d.open(ctx, who, draft)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(w.field("exhibits", "kind").Choices, func(o dispute.Option) bool { return o.Value == kind }) {
		kind = w.usualKind()
	}
	w.draft.None = slices.DeleteFunc(w.draft.None, func(k string) bool { return k == kind })
	if slices.ContainsFunc(w.draft.Files, func(f filing.File) bool { return f.Digest == file.Digest }) {
		return nil // the same file twice is one file
	}
	w.draft.Files = append(w.draft.Files, filing.File{ID: file.Digest[:16], Digest: file.Digest, Name: file.Name, Bytes: file.Bytes, Kind: kind, Proves: proves})
	w.draft.Saved = w.now
	_, err = d.Filing.Save(ctx, d.Market, draft, w.draft, w.tag)
	return outside(err)
}

// Lack implements web.Filing.
func (d drafts) Lack(ctx context.Context, who view.Visitor, draft id.Case, kind string, none bool) error {
	w, err := d.open(ctx, who, draft)
	if err != nil {
		return err
	}
	reason, ok := w.reason()
	if !ok || !slices.ContainsFunc(w.needs(reason), func(n remedy.Need) bool { return n.Proof == kind }) {
		return web.ErrUnknown
	}
	w.draft.None = slices.DeleteFunc(w.draft.None, func(k string) bool { return k == kind })
	if none {
		w.draft.None = append(w.draft.None, kind)
	}
	w.draft.Saved = w.now
	_, err = d.Filing.Save(ctx, d.Market, draft, w.draft, w.tag)
	return outside(err)
}

// Detach implements web.Filing.
func (d drafts) Detach(ctx context.Context, who view.Visitor, draft id.Case, file string) error {
	w, err := d.open(ctx, who, draft)
	if err != nil {
		return err
	}
	w.draft.Files = slices.DeleteFunc(w.draft.Files, func(f filing.File) bool { return f.ID == file })
	_, err = d.Filing.Save(ctx, d.Market, draft, w.draft, w.tag)
	return outside(err)
}

// Submit implements web.Filing: what was written becomes one act, and the draft is
// forgotten.
func (d drafts) Submit(ctx context.Context, who view.Visitor, draft id.Case, tag, key string) (view.Recorded, error) {
	w, err := d.open(ctx, who, draft)
	if errors.Is(err, web.ErrUnknown) {
		return d.filedBefore(ctx, who, draft)
	}
	if err != nil {
		return view.Recorded{}, err
	}
	if tag != w.tag {
		return view.Recorded{}, web.ErrChanged
	}
	given := w.collected()
	actor := w.session.who()
	actor.Key, actor.Digest = key, digestOf("/file/"+draft.String(), given)
	res, err := d.Clerk.Move(ctx, actor, draft, dispute.Command{Move: "submit", Track: w.submit.Track, In: given})
	done := view.Recorded{Title: w.in(wording.Happened(dispute.Past("submit"), wording.Facts{Who: w.kindOf(dispute.Claimant)})), At: w.now, BackURL: caseURL(draft)}
	if errors.Is(err, docket.ErrKeyReused) {
		done.Again = true
		return done, nil
	}
	if err != nil {
		return view.Recorded{}, w.refused(err, "/file/"+draft.String()+"/check", draft)
	}
	if err := d.Filing.Drop(ctx, d.Market, draft); err != nil {
		return view.Recorded{}, err
	}
	return moves(d).recorded(ctx, done, actor, draft, "submit", res)
}

// filedBefore answers a form sent twice: the dispute stands.
func (d drafts) filedBefore(ctx context.Context, who view.Visitor, draft id.Case) (view.Recorded, error) {
	s, err := d.ask(ctx, who)
	if err != nil {
		return view.Recorded{}, err
	}
	r, err := s.enter(ctx, draft)
	if err != nil {
		return view.Recorded{}, err
	}
	return view.Recorded{Title: r.in(wording.Happened(dispute.Past("submit"), wording.Facts{Who: r.kindOf(dispute.Claimant)})), At: r.local(r.kase.Submitted), BackURL: caseURL(draft), Again: true}, nil
}

// collected is everything written, as the act of filing takes it.
func (w *writing) collected() dispute.Answers {
	problem, claim := w.draft.Steps["problem"], w.draft.Steps["claim"]
	var items []dispute.Answers
	for i, asked := range claim.Items("claims") {
		reason, scope := asked.Code("reason"), asked.Items("scope")
		if reason == "" {
			reason = problem.Code("reason")
		}
		if len(scope) == 0 {
			scope = problem.Items("scope")
		}
		item := dispute.Answers{{Name: "reason", Value: reason}, {Name: "remedy", Value: asked.Code("remedy")}, {Name: "scope", Items: scope}}
		if asked.Minor("amount") > 0 {
			item = append(item, dispute.Answer{Name: "amount", Minor: asked.Minor("amount")})
		}
		if story := problem.Text("story"); story != "" && i == 0 {
			item = append(item, dispute.Answer{Name: "story", Text: story, Sealed: true})
		}
		items = append(items, item)
	}
	out := dispute.Answers{{Name: "claims", Items: items}}
	var shown []dispute.Answers
	for _, f := range w.draft.Files {
		item := dispute.Answers{{Name: "digest", Value: f.Digest}, {Name: "kind", Value: w.kindOfFile(f)}, {Name: "bytes", Minor: f.Bytes}}
		if f.Proves != "" {
			item = append(item, dispute.Answer{Name: "purpose", Text: f.Proves, Sealed: true})
		}
		if f.Name != "" {
			item = append(item, dispute.Answer{Name: "name", Text: f.Name, Sealed: true})
		}
		shown = append(shown, item)
	}
	if len(shown) > 0 {
		out = append(out, dispute.Answer{Name: "exhibits", Items: shown})
	}
	for _, a := range problem {
		if a.At != nil {
			out = append(out, a)
		}
	}
	if v := claim.Code("mediation_only"); v != "" {
		out = append(out, dispute.Answer{Name: "mediation_only", Value: v})
	}
	return out
}

// usualKind is the kind of evidence a file of the filer is taken for: the first on
// the checklist of his problem, else the first there is.
func (w *writing) usualKind() string {
	kinds := w.field("exhibits", "kind").Choices
	if reason, ok := w.reason(); ok {
		for _, need := range w.needs(reason) {
			if slices.ContainsFunc(kinds, func(o dispute.Option) bool { return o.Value == need.Proof }) {
				return need.Proof
			}
		}
	}
	if len(kinds) == 0 {
		return ""
	}
	return kinds[0].Value
}

// kindOfFile is the kind of evidence a file is: the one chosen with it.
func (w *writing) kindOfFile(f filing.File) string {
	if f.Kind != "" {
		return f.Kind
	}
	return w.usualKind() // laid in before kinds were asked for
}

func (w *writing) needs(reason remedy.Reason) []remedy.Need {
	if w.kase.Party(dispute.Claimant).Kind == dispute.Merchant {
		return reason.Merchant
	}
	return reason.Buyer
}

func (w *writing) filesShown() []view.DraftFile {
	var out []view.DraftFile
	for _, f := range w.draft.Files {
		out = append(out, view.DraftFile{ID: f.ID, Name: f.Name, Size: size(f.Bytes), Proof: short(f.Digest), Proves: f.Proves, Kind: capital(w.in(wording.Evidence(w.kindOfFile(f))))})
	}
	return out
}

func (w *writing) titleOf() string {
	if reason, ok := w.reason(); ok {
		return w.title(reason.Code)
	}
	return ""
}
