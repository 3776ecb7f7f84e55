package api

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	replies "github.com/tianping-odr/tianping/internal/office/reply"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// QuickAnswers are what a merchant may answer without typing.
type QuickAnswers struct {
	Case    string        `json:"case"`
	Version uint64        `json:"version"`
	At      time.Time     `json:"at"`
	Limit   *money.Amount `json:"limit,omitempty" doc:"What this member may concede alone; absent: everything."`
	Answers []QuickAnswer `json:"answers"`
}

// QuickAnswer is one of them: an ordinary act, filled in.
type QuickAnswer struct {
	Code   string         `json:"code" doc:"Names it in a question to a supervisor."`
	Kind   string         `json:"kind" enum:"full,offer,contest"`
	Name   wording.Words  `json:"name"`
	Says   *wording.Words `json:"says,omitempty" doc:"Of a contest: what the other side will read."`
	Sum    *money.Amount  `json:"sum,omitempty" doc:"What it concedes."`
	Over   bool           `json:"over_limit,omitempty" doc:"Beyond this member's limit: ask a supervisor."`
	Act    string         `json:"act"`
	Effect wording.Words  `json:"effect" doc:"What follows."`
	Final  bool           `json:"final" doc:"It can't be taken back."`
	Href   string         `json:"href" doc:"Where to POST body."`
	Body   *QuickBody     `json:"body,omitempty" doc:"The body to send as it stands; absent where it is over the limit."`
}

// QuickBody is the body of an act.
type QuickBody struct {
	Inputs map[string]any `json:"inputs"`
}

func (d *door) quickAnswers(v *visit) (answer, error) {
	of, err := v.caseOf()
	if err != nil {
		return answer{}, err
	}
	view, err := d.merchantCase(v, of)
	if err != nil {
		return answer{}, err
	}
	out := QuickAnswers{Case: of.String(), Version: view.Sight.Head.Version, At: view.Sight.Legal, Answers: []QuickAnswer{}}
	if limit := view.Sight.Actor.Limit; limit > 0 {
		most := sum(limit, view.Sight.World.Case.Currency)
		out.Limit = &most
	}
	for _, q := range quickOf(view, v.lang) {
		out.Answers = append(out.Answers, quickAnswer(view, q))
	}
	return answer{version: out.Version, body: out}, nil
}

// merchantCase is a filed case, for members of the merchant that is its party.
func (d *door) merchantCase(v *visit, of id.Case) (casebook.Case, error) {
	view, err := d.Casebook.Glance(v, v.who, of)
	if err != nil {
		return view, err
	}
	stage := view.Sight.Book.Stage(view.Stage)
	party := view.Sight.World.Case.Party(view.Audience.Side)
	if party == nil || party.Kind != dispute.Merchant || stage != nil && stage.Initial {
		return view, clerk.ErrUnknown
	}
	return view, nil
}

func quickOf(v casebook.Case, lang wording.Lang) []replies.Quick {
	return replies.Standard().Quick(replies.Table{
		Book: v.Sight.Book, Case: v.Sight.World.Case, Side: v.Audience.Side, Limit: v.Sight.Actor.Limit, Moves: v.Moves, Offers: v.Offers,
	}, lang)
}

func quickAnswer(v casebook.Case, q replies.Quick) QuickAnswer {
	c, act := v.Sight.World.Case, wording.Move(q.Act)
	out := QuickAnswer{
		Code: q.Code, Kind: q.Kind, Name: act.Button, Over: q.Over, Act: q.Act, Effect: act.Effect, Final: act.Final,
		Href: "/v1/cases/" + c.ID.String() + "/moves/" + q.Act,
	}
	switch {
	case q.Part != nil:
		out.Name = q.Part.Text()
	case q.Why != nil:
		says := q.Why.Text()
		out.Says = &says
	}
	if q.Minor > 0 {
		concedes := sum(q.Minor, c.Currency)
		out.Sum = &concedes
	}
	i := slices.IndexFunc(v.Moves, func(m dispute.Move) bool { return m.Name == q.Act })
	if i >= 0 {
		out.Final = out.Final || v.Moves[i].Final
		if !q.Over {
			out.Body = &QuickBody{Inputs: jsonOf(v.Moves[i].Fields, q.Given)}
		}
	}
	return out
}

// jsonOf writes inputs as they are sent: the other way round than inputs reads them.
func jsonOf(fields []dispute.Field, in dispute.Answers) map[string]any {
	out := map[string]any{}
	for _, a := range in {
		f := deepField(fields, a.Name)
		switch f.Kind {
		case dispute.Choices, dispute.Claims, dispute.Exhibits:
			out[a.Name] = notNil(a.List)
		case dispute.Number, dispute.Sum:
			out[a.Name] = a.Minor
		case dispute.Text:
			out[a.Name] = a.Text
		case dispute.Confirm:
			out[a.Name] = a.Value == "yes"
		case dispute.Instant:
			out[a.Name] = a.At
		case dispute.Group:
			items := []map[string]any{}
			for _, one := range a.Items {
				items = append(items, jsonOf(f.Fields, one))
			}
			out[a.Name] = items
		case dispute.Choice, dispute.Seen, dispute.Staff, dispute.Code, dispute.Digest, dispute.Absent:
			out[a.Name] = a.Value
		}
	}
	return out
}

// deepField finds a field among those that are there, and those that come with a choice.
func deepField(fields []dispute.Field, name string) dispute.Field {
	if f, ok := fieldOf(fields, name); ok && f.Kind != dispute.Absent {
		return f
	}
	for _, f := range fields {
		for _, o := range f.Choices {
			if found := deepField(o.Then, name); found.Name != "" {
				return found
			}
		}
	}
	return dispute.Field{}
}
