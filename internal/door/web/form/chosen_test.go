package form

import (
	"net/url"
	"strings"
	"testing"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/door/web/text"
)

// acceptance is the form of accept_offer with two offers open, as the core gives
// it: what was seen and which claims it closes hang on the offer chosen.
func acceptance() Sheet {
	of := func(hash string, claims ...string) []dispute.Field {
		named := dispute.Field{Name: "claims", Kind: dispute.Claims, Required: true, Min: int64(len(claims)), Max: int64(len(claims))}
		for _, c := range claims {
			named.Choices = append(named.Choices, dispute.Option{Value: c})
		}
		return []dispute.Field{{Name: "offer_event_hash", Kind: dispute.Seen, Required: true, Must: hash, Default: hash}, named}
	}
	return Sheet{
		Act: "accept_offer", Text: text.Load().Of(text.Chinese), Zone: beijing, Now: sept(14, 9),
		Fields: []dispute.Field{
			{Name: "offer", Kind: dispute.Choice, Required: true, Choices: []dispute.Option{{Value: "2", Label: strings.Repeat("a1", 32), Then: of("hash2", "1")}, {Value: "3", Then: of("hash3", "1", "2")}}},
			{Name: "offer_event_hash", Kind: dispute.Choice, Required: true, Choices: []dispute.Option{{Value: "hash2"}, {Value: "hash3"}}},
			{Name: "claims", Kind: dispute.Claims, Required: true, Choices: []dispute.Option{{Value: "1"}, {Value: "2"}}},
			{Name: "confirm", Kind: dispute.Confirm, Required: true},
		},
	}
}

// What the person relies on goes with the offer chosen, unseen; choosing another
// offer shows the form again instead of accepting what was not read.
func TestWhatWasSeenGoesWithTheChoice(t *testing.T) {
	t.Parallel()
	s := acceptance()
	typed := s.BlankWith(url.Values{"offer": {"3"}})
	if typed.Get("offer_event_hash") != "hash3" || len(typed["claims"]) != 2 || typed.Get(ThenName) != "offer=3" {
		t.Fatalf("drawn for offer 3: %v", typed)
	}
	inputs := s.Draw(typed, nil)
	if inputs[1].Look != Hidden || inputs[1].Value != "hash3" || inputs[0].Options[0].Label != "offer 2" {
		t.Fatalf("%+v", inputs)
	}
	typed.Set("confirm", "yes")
	got, wrong := s.Read(typed)
	if len(wrong) > 0 || got.Code("offer_event_hash") != "hash3" || len(got.Codes("claims")) != 2 {
		t.Fatalf("%+v %+v", got, wrong)
	}
	typed.Set("offer", "2") // the other offer, with what was seen of the first
	again, changed := s.Change(typed)
	if !changed || again.Get("offer_event_hash") != "hash2" || len(again["claims"]) != 1 || again.Get(ThenName) != "offer=2" {
		t.Fatalf("sent for another offer: %v %v", changed, again)
	}
	if _, changed = s.Change(again); changed {
		t.Error("shown again though nothing else was chosen")
	}
}

// An input that has no place beside a choice is an error only when filled in, and
// a choice may narrow or add inputs.
func TestChoicesChangeTheFields(t *testing.T) {
	t.Parallel()
	s := Sheet{Act: "rule", Text: text.Load().Of(text.Chinese), Zone: beijing, Fields: []dispute.Field{
		{Name: "results", Kind: dispute.Group, Required: true, Min: 2, Max: 2, Distinct: true, Total: 500, Fields: []dispute.Field{
			{Name: "claim", Kind: dispute.Choice, Required: true, Choices: []dispute.Option{{Value: "1"}, {Value: "2"}}},
			{Name: "result", Kind: dispute.Choice, Required: true, Choices: []dispute.Option{
				{Value: "granted"},
				{Value: "partly", Then: []dispute.Field{{Name: "amount", Kind: dispute.Sum, Required: true, Min: 1, Max: 299, Currency: "CNY"}}},
				{Value: "dismissed", Then: []dispute.Field{{Name: "amount", Kind: dispute.Absent}, {Name: "days", Kind: dispute.Absent}}},
			}},
			{Name: "amount", Kind: dispute.Sum, Min: 0, Max: 900, Currency: "CNY"},
			{Name: "days", Kind: dispute.Number, Min: 1, Max: 90},
		}},
	}}
	form := func(change ...string) url.Values {
		v := url.Values{
			"results.rows": {"2"}, "results.0.claim": {"1"}, "results.0.result": {"granted"}, "results.0.amount": {""}, "results.0.days": {""},
			"results.1.claim": {"2"}, "results.1.result": {"dismissed"}, "results.1.amount": {""}, "results.1.days": {""},
		}
		for i := 0; i < len(change); i += 2 {
			v.Set(change[i], change[i+1])
		}
		return v
	}
	for name, c := range map[string]struct {
		form url.Values
		id   string
		says string
	}{
		"fine":                   {form: form()},
		"sum beside dismissal":   {form("results.1.amount", "1.00"), "f-results-1-amount", "不能同时填"},
		"days beside dismissal":  {form("results.1.days", "3"), "f-results-1-days", "不能同时填"},
		"part without a sum":     {form("results.0.result", "partly"), "f-results-0-amount", "请填写金额"},
		"part as large as whole": {form("results.0.result", "partly", "results.0.amount", "3.00"), "f-results-0-amount", "不能超过 ¥2.99"},
		"one claim twice":        {form("results.1.claim", "1"), "f-results", "重复"},
		"too much together":      {form("results.1.result", "granted", "results.0.amount", "4.00", "results.1.amount", "2.00"), "f-results", "合计不能超过 ¥5.00"},
	} {
		_, wrong := s.Read(c.form)
		if c.id == "" {
			if len(wrong) > 0 {
				t.Errorf("%s: %+v", name, wrong)
			}
			continue
		}
		if len(wrong) != 1 || wrong[0].ID != c.id || !strings.Contains(wrong[0].Message, c.says) {
			t.Errorf("%s: %+v", name, wrong)
		}
		if !hasWrong(s.Draw(c.form, wrong)) {
			t.Errorf("%s: the error is not drawn at its field", name)
		}
	}
}

func hasWrong(inputs []Input) bool {
	for _, in := range inputs {
		if in.Wrong != "" {
			return true
		}
		for _, row := range in.Rows {
			if hasWrong(row.Inputs) {
				return true
			}
		}
	}
	return false
}
