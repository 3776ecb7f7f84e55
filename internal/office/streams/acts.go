package streams

import (
	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Two lists of people. No text stands in them: ids and codes.
const (
	// Acts is one row for everything done to the marketplace itself or to somebody's
	// account: grants, settings, locks, looks at unmasked data. It is the history that
	// administrators read.
	Acts = "acts"
	// Agents is one row for each person who acts, or acted, for a party of a case, so
	// that he finds it. Whether he still may is asked of the case.
	Agents = "agents"
)

func actTables() []docket.Table {
	text := func(n string) docket.Column { return docket.Column{Name: n, Type: docket.TextColumn} }
	num := func(n string) docket.Column { return docket.Column{Name: n, Type: docket.IntColumn} }
	ref := func(n string) docket.Column { return docket.Column{Name: n, Type: docket.BytesColumn} }
	return []docket.Table{
		{
			Name: Acts, Key: 3,
			Columns: []docket.Column{
				text("stream"), ref("id"), num("seq"), text("kind"), num("at"), ref("by_person"), text("credential"), ref("about"), ref("case_id"), text("what"), num("no"), text("rule"),
			},
			Indexes: [][]string{{"at"}, {"kind", "at"}, {"by_person", "at"}, {"about", "at"}, {"case_id", "at"}},
		},
		{
			Name: Agents, Key: 2,
			Columns: []docket.Column{ref("case_id"), ref("person"), text("side"), text("kind"), num("since"), num("until"), num("opened"), num("closed")},
			Indexes: [][]string{{"person", "opened"}},
		},
	}
}

// act is what a row of Acts says beyond who and when.
type act struct {
	about id.Person
	kase  id.Case
	what  string
	no    int
}

// actRows is the row of an event that belongs to the history of administration.
func actRows(s record.Stream, e record.Recorded) []docket.Row {
	a, ok := actOf(s, e.Event)
	if !ok {
		return nil
	}
	by := e.Meta.Person
	if !e.Meta.OnBehalfOf.IsZero() {
		by = e.Meta.OnBehalfOf
	}
	return []docket.Row{{Table: Acts, Values: []any{
		s.Kind, raw(s.ID), int64(e.Meta.Seq), e.Event.Kind(), micro(e.Meta.At), raw(by.Bytes()), e.Meta.Credential, raw(a.about.Bytes()), raw(a.kase.Bytes()), a.what, int64(a.no), e.Meta.Authority, //nolint:gosec // a sequence number
	}}}
}

func actOf(s record.Stream, e record.Event) (act, bool) {
	self := id.From[id.Person](s.ID)
	switch e := e.(type) {
	case party.Granted:
		return act{about: e.Person, what: string(e.Capacity), no: e.Number}, true
	case party.Revoked:
		return act{no: e.Number}, true
	case party.PersonsLinked:
		return act{about: e.A, what: string(e.Ground)}, true
	case party.PersonsUnlinked:
		return act{about: e.A}, true
	case party.RulebookPublished:
		return act{what: e.Name + " " + e.DocVer}, true
	case party.MarketOpened, party.ChannelsSet, party.ClockSet, party.ClockMoved, party.OutageRecorded:
		return act{}, true
	case party.SignInPolicySet:
		if e.StaffSecondStep {
			return act{what: "staff_second_step"}, true
		}
		return act{what: "password_only"}, true
	case party.PersonLocked:
		return act{about: self, what: string(e.Why)}, true
	case party.PersonUnlocked:
		return act{about: self, no: e.Contact}, true
	case party.PersonRecovered:
		return act{about: self, what: string(e.By)}, true
	case party.PersonRevealed:
		return act{about: self, kase: e.Case, what: string(e.Purpose)}, true
	case party.StandInAsked:
		return act{about: self, kase: e.Case, what: string(e.As), no: e.No}, true
	case party.StandInAnswered:
		return act{about: self, kase: e.Case, what: answered(e.Granted), no: e.No}, true
	case party.RecordsAsked:
		return act{about: self, kase: e.Case, no: e.No}, true
	case party.RecordsAnswered:
		return act{about: self, kase: e.Case, what: answered(e.Granted), no: e.No}, true
	case party.RecordsRead:
		return act{about: self, kase: e.Case, no: e.No}, true
	}
	return act{}, false
}

func answered(granted bool) string {
	if granted {
		return "granted"
	}
	return "refused"
}

// agentRows are the persons who act for a party of a case, as it stands.
func agentRows(k dispute.Case, opened, closed int64) []docket.Row {
	var rows []docket.Row
	for i := range k.Parties {
		p := &k.Parties[i]
		for _, m := range p.Mandates() {
			rows = append(rows, docket.Row{Table: Agents, Values: []any{
				raw(k.ID.Bytes()), raw(m.Person.Bytes()), string(p.Side), string(m.Kind), micro(m.From), micro(m.Until), opened, closed,
			}})
		}
	}
	return rows
}
