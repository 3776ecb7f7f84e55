package party

import (
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

// Market is the fold of a marketplace's stream. It is a value: Evolve returns a
// new one and never writes into slices of the old.
type Market struct {
	ID      id.Market `json:"id"`
	Opened  bool      `json:"opened"`
	Sandbox bool      `json:"sandbox"` // only a sandbox has an offset and the sandbox channel
	Zone    string    `json:"zone"`    // IANA name, "Asia/Shanghai"
	Clock   Clock     `json:"clock"`

	Grants   []Grant  `json:"grants,omitempty"`    // by number: Grants[n-1].Number == n
	ByPerson []int    `json:"by_person,omitempty"` // positions in Grants, sorted by person, then number
	Links    []Link   `json:"links,omitempty"`     // in the order found
	Humans   []Human  `json:"humans,omitempty"`    // sorted by person; who is not listed is alone
	Rulebook []Put    `json:"rulebook,omitempty"`  // in the order published
	Outages  []Outage `json:"outages,omitempty"`   // in the order recorded
	Channels []Way    `json:"channels,omitempty"`  // ways of service that are on

	SignIn SignInPolicy `json:"sign_in,omitzero"`
}

// NewMarket is a marketplace before its first event.
func NewMarket(m id.Market) Market { return Market{ID: m} }

// Stream is where the marketplace's events stand.
func (m Market) Stream() record.Stream {
	return record.Stream{Kind: record.Market, ID: m.ID.Bytes()}
}

// MarketOpened is the first event of a marketplace.
type MarketOpened struct {
	Sandbox bool   `json:"sandbox"`
	Zone    string `json:"zone"`
}

// Kind implements record.Event.
func (MarketOpened) Kind() string { return "market_opened" }

// Version implements record.Event.
func (MarketOpened) Version() int { return 1 }

// OpenMarket sets a marketplace up.
type OpenMarket struct {
	Sandbox bool
	Zone    string
}

// DecideOpen opens a marketplace, once.
//
// Refusals: AlreadyOpened, ZoneMissing.
func DecideOpen(m Market, a Act, c OpenMarket) ([]record.Entry, error) {
	switch {
	case m.Opened:
		return nil, refuse(AlreadyOpened)
	case c.Zone == "" || len(c.Zone) > 64:
		return nil, refuse(ZoneMissing)
	}
	return a.entry(m.Stream(), MarketOpened(c)), nil
}

// EvolveMarket folds events of a marketplace. Events of other streams are
// passed over.
func EvolveMarket(m Market, events []record.Recorded) Market {
	m.Grants, m.ByPerson = slices.Clone(m.Grants), slices.Clone(m.ByPerson)
	m.Links, m.Humans = slices.Clone(m.Links), slices.Clone(m.Humans)
	m.Rulebook, m.Outages = slices.Clip(m.Rulebook), slices.Clip(m.Outages)
	for _, r := range events {
		m.apply(r)
	}
	return m
}

// apply writes into m's own slices; only EvolveMarket, which cloned them, calls it.
func (m *Market) apply(r record.Recorded) {
	switch e := r.Event.(type) {
	case MarketOpened:
		m.Opened, m.Sandbox, m.Zone = true, e.Sandbox, e.Zone
	case ClockSet:
		m.Clock = Clock{Offset: e.Offset, Floor: e.To}
	case ClockMoved:
		m.Clock = Clock{Offset: e.Offset, Floor: e.To}
	case Granted:
		m.addGrant(e, r.Meta.Person)
	case Revoked:
		m.endGrant(e)
	case PersonsLinked:
		m.link(e, r.Meta)
	case PersonsUnlinked:
		m.unlink(e)
	case RulebookPublished:
		m.Rulebook = append(m.Rulebook, e.put(r.Meta.At))
	case OutageRecorded:
		m.Outages = append(m.Outages, Outage(e))
	case ChannelsSet:
		m.Channels = slices.Clone(e.On)
	case SignInPolicySet:
		m.SignIn = SignInPolicy(e)
	}
}

func inWindow(at, from, until time.Time) bool {
	return !at.Before(from) && (until.IsZero() || at.Before(until))
}
