package rulebookfile

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/tianping-odr/tianping/internal/core/procedure"
)

func (r *reader) clocks(to *[]procedure.Clock) into {
	return func(n *node) {
		r.entries(n, isID, "bad_id", func(id string, value *node) {
			c := procedure.Clock{ID: id}
			r.fields(value, r.clockFields(&c), "start", "expiry")
			if value.kind == yaml.MappingNode && value.get("len") == nil && value.get("until") == nil {
				r.found.add(value, "len_or_until")
			}
			*to = append(*to, c)
		})
	}
}

func (r *reader) clockFields(c *procedure.Clock) fields {
	return fields{
		"len": r.length(&c.Len), "min": r.length(&c.Min), "max": r.length(&c.Max),
		"until": r.wordOrWords(&c.Until), "start": r.starts(&c.Start),
		"roll": r.bool(&c.Roll), "once": r.bool(&c.Once), "repeat": r.bool(&c.Repeat),
		"variants": r.variants(&c.Variants), "rest_guard": r.time(&c.RestGuard),
		"business_hours": r.business(&c.Business), "extend": r.extension(&c.Extend), "cap": r.capOf(&c.Cap),
		"pause":    r.words(&c.Pause),
		"moved_by": r.strings(&c.MovedBy, isExtension, "bad_name"),
		"remind":   r.strings(&c.Remind, isReminder, "bad_reminder"),
		"alert":    r.alert(&c.Alert), "task": r.task(&c.Task),
		"parties": r.strings(&c.Parties, func(s string) bool { return s == "C" || s == "R" }, "bad_name"),
		"kind":    r.oneOf(&c.Kind, procedure.ClockKinds()...), "replaces": r.id(&c.Replaces),
		"never_before": r.words(&c.NeverBefore), "lifted_by": r.words(&c.LiftedBy),
		"opens_escalation": r.length(&c.OpensEscalator), "unless": r.word(&c.Unless),
		"expiry": r.expiries(&c.Expiry),
	}
}

// isExtension: "K_MED.extend".
func isExtension(s string) bool {
	id, ok := strings.CutSuffix(s, ".extend")
	return ok && isID(id)
}

func (r *reader) starts(to *[]procedure.Start) into {
	return func(n *node) {
		r.list(n, func(item *node) {
			s, given := r.scalar(item)
			if !given {
				return
			}
			start, err := procedure.ParseStart(s)
			if err != nil {
				r.found.add(item, "bad_start", s)
			}
			*to = append(*to, start)
		})
	}
}

func (r *reader) variants(to *map[string]procedure.Length) into {
	return func(n *node) {
		*to = map[string]procedure.Length{}
		r.entries(n, procedure.IsWord, "bad_name", func(key string, value *node) {
			var l procedure.Length
			r.length(&l)(value)
			(*to)[key] = l
		})
	}
}

func (r *reader) business(to **procedure.Business) into {
	return func(n *node) {
		b := &procedure.Business{}
		r.fields(n, fields{
			"open": r.time(&b.Open), "close": r.time(&b.Close), "days": r.oneOf(&b.Days, "every_day"),
		}, "open", "close", "days")
		*to = b
	}
}

func (r *reader) extension(to **procedure.Extension) into {
	return func(n *node) {
		e := &procedure.Extension{}
		r.fields(n, fields{
			"by": r.word(&e.By), "decide": r.word(&e.Decide), "move": r.word(&e.Move), "as": r.word(&e.As),
			"moves": r.id(&e.Moves), "len": r.length(&e.Len), "max": r.length(&e.Max), "once": r.bool(&e.Once),
			"cap": r.id(&e.Cap),
		}, "by")
		*to = e
	}
}

func (r *reader) capOf(to **procedure.Cap) into {
	return func(n *node) {
		c := &procedure.Cap{}
		r.fields(n, fields{"before": r.id(&c.Before), "by": r.id(&c.By)}, "before", "by")
		*to = c
	}
}

// alert reads when, and who is told.
func (r *reader) alert(to **procedure.Alert) into {
	return func(n *node) {
		a := &procedure.Alert{}
		r.fields(n, fields{"at": r.length(&a.At), "whom": r.word(&a.Whom)}, "at", "whom")
		*to = a
	}
}

func (r *reader) task(to **procedure.Task) into {
	return func(n *node) {
		t := &procedure.Task{}
		r.fields(n, fields{"len": r.length(&t.Len), "owner": r.word(&t.Owner)}, "len", "owner")
		*to = t
	}
}

func (r *reader) expiries(to *[]procedure.Expiry) into {
	return func(n *node) {
		r.list(n, func(item *node) {
			var e procedure.Expiry
			r.fields(item, fields{
				"if": r.condition(&e.If), "do": r.word(&e.Do), "as": r.word(&e.As), "to": r.id(&e.To),
				"starts": r.strings(&e.Starts, isID, "bad_id"), "alert": r.word(&e.Alert),
				"offer": r.word(&e.Offer), "reason": r.word(&e.Reason),
			})
			*to = append(*to, e)
		})
	}
}

func (r *reader) umbrellas(to *[]procedure.Umbrella) into {
	return func(n *node) {
		r.list(n, func(item *node) {
			var u procedure.Umbrella
			r.fields(item, fields{
				"clock": r.id(&u.Clock), "base": r.parts(&u.Base), "tight": r.parts(&u.Tight),
				"extensions": r.parts(&u.Extensions), "calendar_check": r.parts(&u.CalendarCheck),
			}, "clock")
			*to = append(*to, u)
		})
	}
}

func (r *reader) parts(to *[]procedure.Part) into {
	return func(n *node) {
		r.list(n, func(item *node) {
			var p procedure.Part
			if item.kind == yaml.MappingNode {
				r.fields(item, fields{"slack": r.length(&p.Slack), "why": r.text(&p.Why, 80)}, "slack", "why")
			} else {
				id, of, _ := strings.Cut(item.text, ".")
				if !isID(id) || of != "" && of != "extend" && of != "min" || strings.HasSuffix(item.text, ".") {
					r.found.add(item, "part_shape")
				}
				p = procedure.Part{Clock: id, Of: of}
			}
			*to = append(*to, p)
		})
	}
}
