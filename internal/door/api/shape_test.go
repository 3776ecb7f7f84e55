package api

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
)

var update = flag.Bool("update", false, "write acts.json anew")

// sighting is all that was seen of one input.
type sighting struct {
	kind           string
	seen, required int
	freed          bool // a choice made it optional, or gave it no place
	max            map[int64]bool
	codes          map[string]bool // lists of values, joined
	fields         *sightings
}

// sightings are all inputs seen of an act, or of a group.
type sightings struct {
	times   int
	order   []string
	by      map[string]*sighting
	example json.RawMessage
}

func newSightings() *sightings { return &sightings{by: map[string]*sighting{}} }

// see takes in one list of inputs; chosen tells that they stand beside a choice.
func (s *sightings) see(inputs []any, chosen bool) {
	if !chosen {
		s.times++
	}
	for _, raw := range inputs {
		in := reply{json: raw.(map[string]any)}
		x := s.by[in.text("name")]
		if x == nil {
			x = &sighting{max: map[int64]bool{}, codes: map[string]bool{}}
			s.by[in.text("name")] = x
			s.order = append(s.order, in.text("name"))
		}
		required := in.at("required") == true
		x.freed = x.freed || chosen && !required
		if in.text("kind") == "absent" {
			continue
		}
		if !chosen {
			x.seen++
		}
		if required && !chosen {
			x.required++
		}
		if x.kind != "choice" { // a hash is a choice among offers, and exact beside one
			x.kind = in.text("kind")
		}
		x.bounds(in)
		for _, c := range in.list("choices") {
			s.see(reply{json: c.(map[string]any)}.list("then"), true)
		}
		if x.kind == "group" {
			if x.fields == nil {
				x.fields = newSightings()
			}
			x.fields.see(in.list("fields"), false)
		}
	}
}

var codeLike = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_./+-]{0,127}$`)

func (x *sighting) bounds(in reply) {
	if in.text("kind") != "choice" && in.text("kind") != "choices" {
		x.max[max(in.number("max"), 0)] = true
		return
	}
	var all []string
	for i := range in.list("choices") {
		v := in.text(fmt.Sprintf("choices.%d.value", i))
		if !codeLike.MatchString(v) || strings.HasPrefix(v, "case_") || strings.HasPrefix(v, "per_") || strings.HasPrefix(v, "mass_") {
			v = ""
		}
		all = append(all, v)
	}
	x.codes[strings.Join(all, " ")] = true
}

// shape is what holds of the inputs in every state.
func (s *sightings) shape() []inputShape {
	out := []inputShape{}
	for _, name := range s.order {
		x := s.by[name]
		in := inputShape{Name: name, Kind: x.kind, Required: x.required == s.times && !x.freed}
		if len(x.max) == 1 && slices.Contains([]string{"text", "code"}, x.kind) {
			in.Max = slices.Collect(maps.Keys(x.max))[0]
		}
		if list := slices.Collect(maps.Keys(x.codes)); len(list) == 1 && list[0] != "" && !slices.Contains(strings.Split(list[0], " "), "") {
			in.Codes = strings.Fields(list[0])
		}
		if x.fields != nil {
			in.Fields = x.fields.shape()
		}
		out = append(out, in)
	}
	return out
}

// asides are states beside the stations in which some act has another form.
func asides() map[string]string {
	no, yes := with(heard, "CONSENT", "no"), with(heard, "CONSENT", "yes")
	return map[string]string{
		"appealed": no + `adjudicator rule {"results":[{"result":"partly","amount":100}]};read;buyer appeal`, "drafted": no + "adjudicator submit_draft", "approved": no + "adjudicator submit_draft;adjudicator approve",
		"longer mediation": yes + "buyer consent_extension", "proposed": yes + "mediator propose", "talks longer": accepted + "buyer consent_deadline",
		"objected": accepted + `shop object_acceptance`, "challenged": no + `buyer challenge_neutral {"role":"adjudicator"}`, "fast": escalated + "officer fast_track;read",
		"counterclaim": accepted + `shop counterclaim {"claims":[{"reason":"L3","remedy":"RECOVER_PRICE","amount":100}]}`, "stay asked": escalated + "buyer consent_stay",
		"item ordered": no + `adjudicator order_evidence {"to":"R"}`, "exhibit": escalated + "shop add_exhibit", "exhibit to decide on": with(escalated+"shop add_exhibit;"+round, "CONSENT", "no"), "12315": escalated + `buyer external_accepted {"body":"regulator"}`,
		"late for it": "EARLY;buyer submit {CLAIM}", "wait for an answer": accepted + "wait;", "linked": accepted + `officer link {"case":"OTHERCASE"}`,
		"resume asked": escalated + "buyer consent_stay;shop stay;buyer consent_resume",
		"round over":   with(strings.TrimSuffix(heard, "officer close_round;"), "CONSENT", "no"),
	}
}

// looked looks at the moves of everybody in a case.
func (h *house) looked(of string, acts map[string]*sightings, schemas map[string]*huma.Schema) {
	h.Helper()
	for _, who := range slices.Sorted(maps.Keys(h.office.People)) {
		r := h.call("GET", "/v1/cases/"+of+"/moves", h.key(who), "", "")
		for _, m := range r.list("moves") {
			move := reply{json: m.(map[string]any)}
			act := acts[move.text("act")]
			if act == nil {
				act = newSightings()
				acts[move.text("act")] = act
			}
			act.see(move.list("inputs"), false)
			inputs := form{upload: func() string { return strings.Repeat("0", 64) }}.fill(move.list("inputs"), nil)
			filled, err := json.Marshal(map[string]any{"inputs": inputs})
			if err != nil {
				h.Fatal(err)
			}
			if len(filled) > len(act.example) {
				act.example = filled
			}
			h.fits(schemas[move.text("act")], move.text("act"), filled)
		}
	}
}

// fits holds what was filled in from the list of moves against the schema of the act:
// taken as it is, refused when an input is unknown or of another type.
func (h *house) fits(schema *huma.Schema, act string, filled json.RawMessage) {
	h.Helper()
	if schema == nil {
		schema = &huma.Schema{} // a new act, before -update
	}
	valid := func(v any) bool {
		res := &huma.ValidateResult{}
		huma.Validate(huma.NewMapRegistry("#/", huma.DefaultSchemaNamer), schema, huma.NewPathBuffer(nil, 0), huma.ModeWriteToServer, v, res)
		return len(res.Errors) == 0
	}
	if !valid(plain(filled)) {
		h.Errorf("the schema of %s refuses what GET …/moves asks for: %s", act, filled)
	}
	for name := range plain(filled)["inputs"].(map[string]any) {
		v := plain(filled)
		v["inputs"].(map[string]any)[name] = map[string]any{"minor": "much"}
		if valid(v) {
			h.Errorf("the schema of %s takes any %s", act, name)
		}
	}
	v := plain(filled)
	v["inputs"].(map[string]any)["no_such_input"] = "x"
	if valid(v) {
		h.Errorf("the schema of %s takes inputs nobody asked for", act)
	}
}

func plain(raw json.RawMessage) (out map[string]any) {
	if err := json.Unmarshal(raw, &out); err != nil {
		panic(err)
	}
	return out
}

// watched walks all lives to their stations and looks, on the way, at the moves of
// everybody.
func (h *house) watched(all []*life) map[string]*sightings {
	h.Helper()
	acts, schemas := map[string]*sightings{}, map[string]*huma.Schema{}
	for act, shape := range shapes() {
		schemas[act] = moveBody(act, shape)
		schemas[act].PrecomputeMessages()
	}
	h.walk(all, func(l *life) { h.looked(l.of, acts, schemas) })
	return acts
}

// actsAreDescribed: the description of each act states the inputs it asks for, in
// whatever state. It makes acts.json anew out of all that was seen; it must not differ.
func (h *house) actsAreDescribed(acts map[string]*sightings) {
	h.Helper()
	out, unseen := map[string]actShape{}, []string{}
	for _, act := range dispute.Words() {
		if s := acts[act]; s != nil {
			out[act] = actShape{Inputs: s.shape(), Example: nameless(s.example)}
		} else {
			unseen = append(unseen, act)
		}
	}
	// What only time and carriers do.
	if want := "close_window return_refused return_signed tally"; strings.Join(unseen, " ") != want {
		h.Errorf("nobody was offered %v, want %s", unseen, want)
	}
	made, err := json.MarshalIndent(out, "", " ")
	if err != nil {
		h.Fatal(err)
	}
	made = append(made, '\n')
	if *update {
		if err := os.WriteFile("acts.json", made, 0o600); err != nil {
			h.Fatal(err)
		}
	} else if !bytes.Equal(made, actsFile) {
		h.Error("acts.json is not what the acts ask for: go test ./internal/door/api -run JourneyO -update, and read the difference")
	}
}

// nameless takes out of an example what another run would not have: hashes and ids.
func nameless(example json.RawMessage) json.RawMessage {
	out := regexp.MustCompile(`"[0-9a-f]{64}"`).ReplaceAll(example, []byte(`"`+strings.Repeat("0", 64)+`"`))
	return regexp.MustCompile(`"(case|per)_[0-9a-z]{26}"`).ReplaceAll(out, []byte(`"${1}_`+strings.Repeat("0", 26)+`"`))
}

// TestActShapesInRandomPlay: in cases played at random every act that is listed asks for
// nothing its shape does not know, and for everything the shape says it always asks for.
func TestActShapesInRandomPlay(t *testing.T) {
	t.Parallel()
	b, err := play.Load("tianping-std")
	if err != nil {
		t.Fatal(err)
	}
	known, checked := shapes(), 0
	for seed := range uint64(12) {
		now := time.Date(2026, 9, 14, 9, 0, 0, 0, zone)
		o, m := play.Order(b, now.Add(-240*time.Hour), play.Goods{Qty: 2, Minor: 30000, Signed: 200 * time.Hour})
		p := play.NewPlayer(play.New(b, now, o, m), seed)
		p.Open([]dispute.PartyKind{dispute.Buyer, dispute.Merchant}[seed%2])
		for range 25 {
			p.Step()
			for _, who := range p.Cast() {
				for _, move := range p.Moves(who) {
					checked++
					if wrong := unlike(known[move.Name].Inputs, move.Fields); wrong != "" {
						t.Fatalf("seed %d: %s for %v: %s", seed, move.Name, who.Roles, wrong)
					}
				}
			}
		}
	}
	if checked < 1000 {
		t.Errorf("only %d moves were listed", checked)
	}
}

// unlike says how fields leave their shape; "" when they keep to it.
func unlike(shape []inputShape, fields []dispute.Field) string {
	for _, f := range fields {
		at := slices.IndexFunc(shape, func(s inputShape) bool { return s.Name == f.Name })
		if at < 0 {
			return f.Name + " is not described"
		}
		if wrong := unlike(shape[at].Fields, f.Fields); wrong != "" {
			return f.Name + "/" + wrong
		}
		for _, o := range f.Choices {
			if len(shape[at].Codes) > 0 && !slices.Contains(shape[at].Codes, o.Value) {
				return f.Name + " may also be " + o.Value
			}
		}
	}
	for _, s := range shape {
		if s.Required && !slices.ContainsFunc(fields, func(f dispute.Field) bool { return f.Name == s.Name && f.Required }) {
			return s.Name + " is not always asked for"
		}
	}
	return ""
}
