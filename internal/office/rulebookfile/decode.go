package rulebookfile

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/tianping-odr/tianping/internal/core/procedure"
)

// maxMoney bounds a limit: ten thousand million yuan in fen, far above any order.
const maxMoney = 1_000_000_000_000

// procedure reads a whole file, after merging.
func (r *reader) procedure(n *node) procedure.Procedure {
	p := procedure.Procedure{Transitional: "new_cases"}
	r.fields(n, fields{
		"procedure":      r.key(&p.ID),
		"version":        r.checked(&p.Version, isVersion, "bad_version"),
		"effective_from": r.date(&p.EffectiveFrom),
		"transitional":   r.oneOf(&p.Transitional, "new_cases", "open_cases"),
		"law_pack":       r.key(&p.LawPack),
		"calendar":       r.key(&p.Calendar),
		"zone":           r.checked(&p.Zone, isZone, "bad_zone"),
		"languages":      r.words(&p.Languages),
		"features":       r.features(&p.Features),
		"service":        r.service(&p.Service),
		"limits":         r.limits(&p.Limits),
		"filing":         r.filing(&p.Filing),
		"stages":         r.stages(&p.Stages),
		"duties":         r.duties(&p.Duties),
		"holds":          r.holds(&p.Holds),
		"clocks":         r.clocks(&p.Clocks),
		"moves":          r.moves(&p.Moves),
		"umbrellas":      r.umbrellas(&p.Umbrellas),
		"separations":    r.separations(&p.Separations),
		"execution":      r.execution(&p.Execution),
		"publish":        r.publish(&p.Publish),
	}, "procedure", "version", "effective_from", "calendar", "zone", "languages", "clocks", "moves")
	return p
}

func isZone(s string) bool {
	return s == "UTC" || strings.Contains(s, "/") && isKey(strings.ToLower(strings.ReplaceAll(s, "/", "-")))
}

func (r *reader) features(to *map[string]bool) into {
	return func(n *node) {
		*to = map[string]bool{}
		r.entries(n, procedure.IsWord, "bad_name", func(key string, value *node) {
			var on bool
			r.bool(&on)(value)
			(*to)[key] = on
		})
	}
}

func (r *reader) publish(to *map[string]string) into {
	return func(n *node) {
		*to = map[string]string{}
		r.entries(n, procedure.IsWord, "bad_name", func(key string, value *node) {
			var how string
			r.word(&how)(value)
			(*to)[key] = how
		})
	}
}

// service reads §4. When a notice is served is fixed in code but for the length:
// the earlier of reading it and so long after the receipt.
func (r *reader) service(to *procedure.Service) into {
	return func(n *node) {
		r.fields(n, fields{
			"served_at": func(n *node) {
				r.fields(n, fields{"earlier_of": r.earlierOf(&to.AfterReceipt)}, "earlier_of")
			},
			"quiet_hours": r.quietHours(to),
			"reminders":   r.strings(&to.Reminders, isReminder, "bad_reminder"),
			"fallback": func(n *node) {
				to.Fallback = map[string]string{}
				r.entries(n, procedure.IsWord, "bad_name", func(side string, value *node) {
					var how string
					r.oneOf(&how, "published_contact", "in_site", "none")(value)
					to.Fallback[side] = how
				})
			},
		})
	}
}

func (r *reader) earlierOf(after *procedure.Length) into {
	return func(n *node) {
		if n.kind != yaml.SequenceNode || len(n.items) != 2 {
			r.found.add(n, "two_wanted")
			return
		}
		var word string
		r.oneOf(&word, "read_in_site")(n.items[0])
		r.fields(n.items[1], fields{"after": r.oneOf(&word, "outside_receipt"), "len": r.length(after)}, "after", "len")
	}
}

func (r *reader) quietHours(to *procedure.Service) into {
	return func(n *node) {
		if n.kind != yaml.SequenceNode || len(n.items) != 2 {
			r.found.add(n, "two_wanted")
			return
		}
		r.time(&to.QuietFrom)(n.items[0])
		r.time(&to.QuietTo)(n.items[1])
	}
}

func (r *reader) limits(to *map[string]procedure.Limit) into {
	return func(n *node) {
		*to = map[string]procedure.Limit{}
		r.entries(n, isKey, "bad_key", func(key string, value *node) {
			var limit procedure.Limit
			switch {
			case value.kind == yaml.SequenceNode:
				r.words(&limit.List)(value)
			case value.tag == "!!str":
				r.length(&limit.Length)(value)
			default:
				limit.N, _ = r.number(value, maxMoney)
			}
			(*to)[key] = limit
		})
	}
}

func (r *reader) filing(to *procedure.Filing) into {
	return func(n *node) {
		r.fields(n, fields{
			"clock": r.id(&to.Clock), "late": r.word(&to.Late),
			"reject_grounds": r.words(&to.RejectGrounds), "claim_filter": r.words(&to.ClaimFilter),
		})
	}
}

func (r *reader) separations(to *[][2]string) into {
	return func(n *node) {
		*to = [][2]string{}
		r.list(n, func(item *node) {
			if item.kind != yaml.SequenceNode || len(item.items) != 2 {
				r.found.add(item, "two_wanted")
				return
			}
			var pair [2]string
			r.word(&pair[0])(item.items[0])
			r.word(&pair[1])(item.items[1])
			*to = append(*to, pair)
		})
	}
}

func (r *reader) execution(to *procedure.Execution) into {
	return func(n *node) {
		r.fields(n, fields{
			"sources": r.words(&to.Sources), "deposit_notice": r.length(&to.DepositNotice),
			"buyer_debtor": r.word(&to.BuyerDebtor), "debit_at_open": r.bool(&to.DebitAtOpen),
		})
	}
}
