package api

import (
	"encoding/json"
	"fmt"
	"strings"
)

// inputList are the inputs of an act as GET …/moves tells them.
type inputList []any

// filling in: a program that knows nothing but the list of moves gives each input
// that is required, and those it is told to give, inside their bounds.
type form struct {
	upload func() string // takes a file in and gives its SHA-256
}

// fill gives the inputs of a list; set holds what shall be said, by name.
func (f form) fill(fields inputList, set map[string]any) map[string]any {
	out := map[string]any{}
	for i := 0; i < len(fields); i++ {
		in := reply{json: fields[i].(map[string]any)}
		name := in.text("name")
		said, told := set[name]
		if in.text("kind") == "absent" || !told && in.at("required") != true {
			continue
		}
		if _, done := out[name]; done {
			continue
		}
		out[name] = f.value(in, said, told)
		fields = beside1(fields, in, out[name])
	}
	return out
}

// beside1 puts what a choice says of other inputs in the place of those.
func beside1(fields inputList, in reply, chosen any) inputList {
	for _, c := range in.list("choices") {
		choice := reply{json: c.(map[string]any)}
		if choice.text("value") != chosen {
			continue
		}
		for _, then := range choice.list("then") {
			at := -1
			for i := range fields {
				if fields[i].(map[string]any)["name"] == then.(map[string]any)["name"] {
					at = i
				}
			}
			fields = append(inputList{}, fields...)
			if at < 0 {
				fields = append(fields, then)
			} else {
				fields[at] = then
			}
		}
	}
	return fields
}

func (f form) value(in reply, said any, told bool) any {
	switch in.text("kind") {
	case "group":
		return f.items(in, said)
	case "digest":
		if !told {
			return f.upload()
		}
	}
	if told {
		return said
	}
	switch in.text("kind") {
	case "choice", "staff":
		return in.text("choices.0.value")
	case "choices", "claims", "exhibits":
		all := []any{}
		for i := range in.list("choices") {
			all = append(all, in.text(fmt.Sprintf("choices.%d.value", i)))
		}
		return all
	case "sum":
		return map[string]any{"minor": in.number("max"), "currency": in.text("currency")}
	case "number":
		return max(in.number("min"), 1)
	case "instant":
		return in.text("earliest")
	case "confirm":
		return true
	case "seen":
		return in.text("must")
	case "code":
		return "X1"
	default:
		return "情况属实，详见材料。"
	}
}

func (f form) items(in reply, said any) any {
	sets, _ := said.([]any)
	out := []any{}
	for i := 0; int64(i) < max(in.number("min"), int64(len(sets)), 1); i++ {
		set := map[string]any{}
		if i < len(sets) {
			set = sets[i].(map[string]any)
		}
		first := reply{json: in.list("fields")[0].(map[string]any)}
		if other := first.text(fmt.Sprintf("choices.%d.value", i)); in.at("distinct") == true && set[first.text("name")] == nil && other != "" {
			set[first.text("name")] = other
		}
		out = append(out, f.fill(in.list("fields"), set))
	}
	return out
}

// step makes a move out of what the API itself lists: "shop answer {…}", inputs that
// are not said are filled in. A seat with two people is taken by whoever has the act.
func (h *house) step(of, line string) {
	h.Helper()
	who, rest, _ := strings.Cut(line, " ")
	act, given, _ := strings.Cut(rest, " ")
	set := map[string]any{}
	if given != "" {
		dec := json.NewDecoder(strings.NewReader(given))
		dec.UseNumber()
		if err := dec.Decode(&set); err != nil {
			h.Fatalf("%s: %v", line, err)
		}
	}
	for _, name := range []string{who, who + "_2"} {
		if h.office.People[name].IsZero() {
			continue
		}
		for _, m := range h.get(name, "/v1/cases/"+of+"/moves").list("moves") {
			move := reply{json: m.(map[string]any)}
			if move.text("act") != act {
				continue
			}
			in := form{upload: func() string { return h.uploaded(name, of, act+fmt.Sprint(h.sent.Add(1))) }}.fill(move.list("inputs"), set)
			body, err := json.Marshal(map[string]any{"inputs": in, "track": max(move.number("track"), 0), "obligation": max(move.number("obligation"), 0)})
			if err != nil {
				h.Fatal(err)
			}
			h.post(name, move.text("href"), string(body))
			return
		}
	}
	h.Fatalf("%s is not listed for %s: %s", act, who, h.sees("officer", of))
}
