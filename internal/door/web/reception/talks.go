package reception

import (
	"context"
	"errors"
	"fmt"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/core/talk"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/reply"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// talks is what is said beside a case.
type talks struct{ *Reception }

// talked puts what the talk refused into words. A key used before is no error: the
// page shows what was recorded.
func (s *session) talked(err error) error {
	var refused *talk.Refusal
	switch {
	case errors.As(err, &refused):
		return &web.Refused{Refusal: view.Refusal{Code: refused.Code, Title: s.t.Talk.Refused(refused.Code)}}
	case errors.Is(err, docket.ErrKeyReused):
		return nil
	}
	return outside(err)
}

// Asking implements web.Talk.
func (p talks) Asking(ctx context.Context, who view.Visitor, of id.Case, choice string) (view.Asking, error) {
	r, err := shops(p).quickRoom(ctx, who, of)
	if err != nil {
		return view.Asking{}, err
	}
	all, superior, err := p.Casebook.Inhouse(ctx, r.session.who(), of)
	if err != nil {
		return view.Asking{}, outside(err)
	}
	out := view.Asking{Of: r.brief(), Superior: superior}
	names := map[string]string{}
	for _, q := range r.answers(ctx) {
		names[q.Code] = q.Name
		if q.Code == choice && q.Over != "" {
			chosen := q.QuickAnswer
			out.Proposed = &chosen
		}
	}
	for _, q := range all {
		shown, err := r.asked(ctx, q.Question, names)
		if err != nil {
			return out, outside(err)
		}
		shown.Note, shown.Remark = q.Note, q.Remark
		shown.MayAnswer = superior && q.Open() && q.By != who.Person
		out.Questions = append(out.Questions, shown)
		if q.Open() && out.Proposed != nil && q.Choice == out.Proposed.Code {
			out.Proposed = nil // it waits already
		}
	}
	return out, nil
}

func (r *room) asked(ctx context.Context, q talk.Question, names map[string]string) (view.Asked, error) {
	out := view.Asked{No: q.No, At: r.local(q.At), What: names[q.Choice], Sum: money.Amount{Minor: q.Minor, Currency: q.Currency}, Answered: r.local(q.Answered)}
	if out.What == "" {
		out.What = r.t.Shop.Quick
	}
	var err error
	if out.From, err = r.name(ctx, q.By, false); err != nil {
		return out, err
	}
	if out.Answerer, err = r.name(ctx, q.Answerer, false); err != nil {
		return out, err
	}
	switch {
	case q.Open():
		out.State = view.Chip{Tone: view.Warn, Text: r.t.Talk.Waits}
	case q.Approved:
		out.State = view.Chip{Tone: view.Fine, Text: r.t.Talk.Approved}
	default:
		out.State = view.Chip{Text: r.t.Talk.Remarked}
	}
	return out, nil
}

// Ask implements web.Talk.
func (p talks) Ask(ctx context.Context, who view.Visitor, of id.Case, choice, note, key string) error {
	r, err := shops(p).quickRoom(ctx, who, of)
	if err != nil {
		return err
	}
	for _, q := range r.answers(ctx) {
		if q.Code != choice || q.Over == "" || q.Sum == nil {
			continue
		}
		actor := r.session.who()
		actor.Key, actor.Digest = key, sumOf([]string{"ask", of.String(), choice, note})
		_, err = p.Clerk.Ask(ctx, actor, of, choice, q.Sum.Minor, q.Sum.Currency, note)
		return r.talked(err)
	}
	return r.refusal(dispute.Refusal{Code: "changed"}, caseURL(of), of)
}

// Approve implements web.Talk. The act comes first, in the supervisor's own name and
// under a key made of the question: pressed twice it is done once, and what was done is
// recorded with the question in any case.
func (p talks) Approve(ctx context.Context, who view.Visitor, of id.Case, no int, key string) error {
	r, err := shops(p).quickRoom(ctx, who, of)
	if err != nil {
		return err
	}
	all, superior, err := p.Casebook.Inhouse(ctx, r.session.who(), of)
	if err != nil {
		return outside(err)
	}
	for _, q := range all {
		if q.No != no {
			continue
		}
		if !superior || !q.Open() || q.By == who.Person {
			break
		}
		if _, err := shops(p).Answer(ctx, who, of, q.Choice, fmt.Sprintf("asked-%s-%d", of, no)); err != nil {
			return err
		}
		actor := r.session.who()
		actor.Key, actor.Digest = key, sumOf([]string{"approve", of.String(), fmt.Sprint(no)})
		_, err = p.Clerk.AnswerAsk(ctx, actor, of, no, true, "")
		return r.talked(err)
	}
	return r.talked(&talk.Refusal{Code: talk.NotOpen})
}

// Remark implements web.Talk.
func (p talks) Remark(ctx context.Context, who view.Visitor, of id.Case, no int, remark, key string) error {
	s, err := p.ask(ctx, who)
	if err != nil {
		return err
	}
	actor := s.who()
	actor.Key, actor.Digest = key, sumOf([]string{"remark", of.String(), fmt.Sprint(no), remark})
	_, err = p.Clerk.AnswerAsk(ctx, actor, of, no, false, remark)
	return s.talked(err)
}

// advice reads a draft; it changes nothing of it.
func (s *session) advice(draft, group string, looked bool) view.Compose {
	out := view.Compose{Text: draft, Most: talk.MaxText}
	if !looked {
		return out
	}
	for _, a := range reply.Standard().Read(draft, group) {
		switch a.Kind {
		case reply.TooShort:
			out.Advice = append(out.Advice, s.t.Talk.Short)
		case reply.TooLong:
			out.Advice = append(out.Advice, s.t.Talk.Long)
		case reply.Blaming:
			out.Advice = append(out.Advice, s.t.Talk.Blames(a.Word, s.in(a.Calm.Text())))
		case reply.Missing:
			out.Advice = append(out.Advice, s.t.Talk.Missing(a.Word))
		}
	}
	out.Fine = len(out.Advice) == 0 && draft != ""
	return out
}

// Words implements web.Talk.
func (p talks) Words(ctx context.Context, who view.Visitor, of id.Case, draft string, looked bool) (view.Words, error) {
	r, err := shops(p).quickRoom(ctx, who, of)
	if err != nil {
		return view.Words{}, err
	}
	if act, _ := r.inWords(draft); act == "" {
		return view.Words{}, web.ErrUnknown
	}
	return view.Words{Of: r.brief(), Compose: r.advice(draft, r.group(), looked)}, nil
}

// inWords is the act that says something in one's own words: the answer, where one is
// due, and else a message.
func (r *room) inWords(text string) (string, dispute.Answers) {
	if m, ok := r.moveNamed("answer"); ok {
		q := reply.ContestOf(m, reply.Contest{Words: reply.Words{ZH: text, EN: text}}, wording.ZH)
		return q.Act, q.Given
	}
	if _, ok := r.moveNamed("message"); ok {
		return "message", dispute.Answers{{Name: "text", Text: text, Sealed: true}}
	}
	return "", nil
}

// AnswerInWords implements web.Talk.
func (p talks) AnswerInWords(ctx context.Context, who view.Visitor, of id.Case, text, key string) (view.Recorded, error) {
	r, err := shops(p).quickRoom(ctx, who, of)
	if err != nil {
		return view.Recorded{}, err
	}
	if text == "" {
		return view.Recorded{}, r.talked(&talk.Refusal{Code: talk.TooLong})
	}
	act, given := r.inWords(text)
	return moves(p).Do(ctx, who, web.Of{Case: of}, act, "", key, given)
}
