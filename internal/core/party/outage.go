package party

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/record"
)

// ShortestOutage is the gap above which an outage is recorded (design §5).
const ShortestOutage = time.Hour

// Outage is a span of legal time in which the service could not be reached.
type Outage struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// OutageRecorded records it. Every clock against a party that overlaps it is
// extended by the overlap; nothing is shortened.
type OutageRecorded Outage

// Kind implements record.Event.
func (OutageRecorded) Kind() string { return "outage_recorded" }

// Version implements record.Event.
func (OutageRecorded) Version() int { return 1 }

// DecideOutage records an outage found at start.
//
// Refusals: NotOpened, OutageMalformed (ends in the future or not after its
// start), OutageTooShort (an hour or less), OutageKnown (overlaps a recorded one).
func DecideOutage(m Market, a Act, c Outage) ([]record.Entry, error) {
	switch {
	case !m.Opened:
		return nil, refuse(NotOpened)
	case !c.From.Before(c.To) || c.To.After(a.At):
		return nil, refuse(OutageMalformed)
	case c.To.Sub(c.From) <= ShortestOutage:
		return nil, refuse(OutageTooShort)
	case len(m.OutagesIn(c.From, c.To)) > 0:
		return nil, refuse(OutageKnown)
	}
	return a.entry(m.Stream(), OutageRecorded{From: c.From.UTC(), To: c.To.UTC()}), nil
}

// OutagesIn lists recorded outages that overlap [from, to).
func (m Market) OutagesIn(from, to time.Time) []Outage {
	var out []Outage
	for _, o := range m.Outages {
		if o.From.Before(to) && from.Before(o.To) {
			out = append(out, o)
		}
	}
	return out
}

// Overlap is how much of [from, to) lies in recorded outages. They never overlap
// each other, so nothing is counted twice.
func (m Market) Overlap(from, to time.Time) time.Duration {
	var sum time.Duration
	for _, o := range m.OutagesIn(from, to) {
		start, end := o.From, o.To
		if start.Before(from) {
			start = from
		}
		if end.After(to) {
			end = to
		}
		sum += end.Sub(start)
	}
	return sum
}
