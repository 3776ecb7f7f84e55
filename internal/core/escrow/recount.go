package escrow

import "time"

// Recounted sets return windows anew that were counted beyond the calendar then
// published. None ends earlier than before.
type Recounted struct {
	first
	Returns []ItemTimer `json:"returns"`
}

// Kind implements record.Event.
func (Recounted) Kind() string { return "recounted" }

func (e Recounted) onOrder(o *Order, _ time.Time) { setReturns(o, e.Returns) }

func setReturns(o *Order, returns []ItemTimer) {
	for _, r := range returns {
		o.item(r.Parcel, r.Line).Return = r.Timer
	}
}

// Recount confirms or extends the return windows that are provisional, by the
// calendar of by.Rules; those still beyond it stay as they are. K_CONFIRM does
// not roll and needs no calendar. Without such windows it does nothing.
//
// Source: design §5 (beyond the calendar a deadline is provisional).
func Recount(b Books, by By) Done {
	d := open(b, by)
	var returns []ItemTimer
	d.o.each(func(p *Parcel, i *Item) {
		if !i.Return.Count.Provisional {
			return
		}
		if c := d.Rules.Calendar.Recount(i.Return.Count); !c.Provisional {
			returns = append(returns, ItemTimer{p.No, i.Line, Timer{Count: c}})
		}
	})
	if len(returns) > 0 {
		d.order(Recounted{Returns: returns})
	}
	return d.done()
}
