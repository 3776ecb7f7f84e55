package api

import (
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// MoveList are the acts one person may do in a case now.
type MoveList struct {
	Case    string    `json:"case"`
	Version uint64    `json:"version" doc:"Version of the case this list was made from."`
	At      time.Time `json:"at" doc:"Legal time of the list."`
	Moves   []Move    `json:"moves"`
}

// Move is one act with the bounds of its inputs.
type Move struct {
	Act        string        `json:"act"`
	Name       wording.Words `json:"name"`
	Button     wording.Words `json:"button"`
	Effect     wording.Words `json:"effect" doc:"What follows."`
	Href       string        `json:"href" doc:"Where to POST it."`
	Track      int           `json:"track,omitempty" doc:"To be sent with the act when several are listed."`
	Obligation int           `json:"obligation,omitempty" doc:"To be sent with the act when several are listed."`
	Stage      Coded         `json:"stage"`
	As         Coded         `json:"as" doc:"The capacity in which."`
	To         string        `json:"to,omitempty" doc:"Stage or state it leads to; same: it stays."`
	Final      bool          `json:"final" doc:"It can't be taken back."`
	MovesMoney bool          `json:"moves_money"`
	Inputs     []Input       `json:"inputs"`
}

// Input is one input of an act with the bounds that hold now.
type Input struct {
	Name     string         `json:"name"`
	Kind     string         `json:"kind" enum:"choice,choices,sum,number,text,claims,exhibits,instant,confirm,seen,staff,code,digest,group,absent"`
	Words    wording.Words  `json:"words"`
	Hint     *wording.Words `json:"hint,omitempty"`
	Required bool           `json:"required"`
	Min      *int64         `json:"min,omitempty" doc:"Of a number, a sum in minor units, or how often a group repeats."`
	Max      *int64         `json:"max,omitempty" doc:"Also: most characters of a text, most bytes of a code."`
	Currency string         `json:"currency,omitempty"`
	Earliest *time.Time     `json:"earliest,omitempty"`
	Latest   *time.Time     `json:"latest,omitempty"`
	Choices  []Allowed      `json:"choices,omitempty"`
	Must     string         `json:"must,omitempty" doc:"The digest to be sent back: what the person has read."`
	Default  string         `json:"default,omitempty"`
	Distinct bool           `json:"distinct,omitempty" doc:"Items of the group differ in the inputs of differ_in, or in their first one."`
	DifferIn []string       `json:"differ_in,omitempty"`
	Total    int64          `json:"total,omitempty" doc:"The most the sums called amount of a group may be together."`
	Form     string         `json:"form,omitempty" doc:"Of a code: case, the id of another case; person, of a person."`
	Fields   []Input        `json:"fields,omitempty" doc:"Of a group: the inputs of each item."`
}

// Allowed is one value that may be sent.
type Allowed struct {
	Value string         `json:"value"`
	Label string         `json:"label,omitempty" doc:"Data: a name of goods, a number."`
	Words *wording.Words `json:"words,omitempty"`
	Then  []Input        `json:"then,omitempty" doc:"Inputs as they are when this value is chosen: each takes the place of the one of its name, or is added; kind absent: it is not to be sent."`
}

// coded gives a code its words.
func coded(code string, words func(string) wording.Words) Coded {
	if code == "" {
		return Coded{}
	}
	return Coded{Code: code, Words: words(code)}
}

// movesOf describes the acts of a view.
func movesOf(v casebook.Case) []Move {
	out := []Move{}
	for _, m := range v.Moves {
		w := wording.Move(m.Name)
		out = append(out, Move{
			Act: m.Name, Name: w.Name, Button: w.Button, Effect: w.Effect, Track: m.Track, Obligation: m.Duty,
			Href: "/v1/cases/" + v.Sight.World.Case.ID.String() + "/moves/" + m.Name, Stage: coded(m.Stage, wording.Place), As: coded(m.Role, wording.Who),
			To: m.To, Final: m.Final || w.Final, MovesMoney: m.Moves, Inputs: inputsOf(m.Name, "", m.Fields, v.Titles),
		})
	}
	return out
}

func inputsOf(act, path string, fields []dispute.Field, titles map[int]string) []Input {
	out := []Input{}
	for _, f := range fields {
		here := strings.TrimPrefix(path+"."+f.Name, ".")
		words := wording.Field(act, here)
		in := Input{
			Name: f.Name, Kind: string(f.Kind), Words: words.Name, Required: f.Required, Currency: f.Currency,
			Must: f.Must, Default: f.Default, Distinct: f.Distinct, DifferIn: f.By, Total: f.Total, Form: f.Form,
		}
		if !words.Hint.IsZero() {
			in.Hint = &words.Hint
		}
		in.bounds(f)
		for _, o := range f.Choices {
			a := allowed(act, here, f, o, titles)
			if len(o.Then) > 0 {
				a.Then = inputsOf(act, path, o.Then, titles)
			}
			in.Choices = append(in.Choices, a)
		}
		if f.Kind == dispute.Group {
			in.Fields = inputsOf(act, here, f.Fields, titles)
		}
		out = append(out, in)
	}
	return out
}

func (in *Input) bounds(f dispute.Field) {
	switch f.Kind {
	case dispute.Sum, dispute.Number, dispute.Group:
		in.Min, in.Max = &f.Min, &f.Max
	case dispute.Text, dispute.Code:
		in.Max = &f.Max
	case dispute.Instant:
		in.Earliest, in.Latest = moment(f.Earliest), moment(f.Latest)
	case dispute.Choice, dispute.Choices, dispute.Claims, dispute.Exhibits, dispute.Confirm, dispute.Seen, dispute.Staff, dispute.Digest, dispute.Absent:
		// their bounds are their choices, or none
	}
}

// allowed gives a value its label or its words: numbers of things have none.
func allowed(act, path string, f dispute.Field, o dispute.Option, titles map[int]string) Allowed {
	a := Allowed{Value: o.Value, Label: o.Label}
	if f.Name == "line" && a.Label == "" {
		for no, title := range titles {
			if text(no) == o.Value {
				a.Label = title
			}
		}
	}
	coded := f.Kind == dispute.Choice || f.Kind == dispute.Choices
	if w := wording.Choice(act, path, o.Value); coded && o.Label == "" && !strings.HasPrefix(w.EN, "[") {
		a.Words = &w
	}
	return a
}

// moment is an instant that may be absent.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// sum is an amount in the order's currency.
func sum(minor int64, currency string) money.Amount {
	return money.Amount{Minor: minor, Currency: currency}
}
