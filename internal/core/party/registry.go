package party

import "github.com/tianping-odr/tianping/internal/core/record"

// PersonEvents lists the events a person's stream may hold, as zero values.
func PersonEvents() []record.Event {
	return []record.Event{
		PersonRegistered{},
		ReferenceAdded{},
		PersonNamed{},
		ContactAdded{},
		ContactVerified{},
		ContactFailed{},
		ContactDropped{},
		PersonLocked{},
		PersonUnlocked{},
		PersonRecovered{},
		PersonRevealed{},
		StandInAsked{},
		StandInAnswered{},
		RecordsAsked{},
		RecordsAnswered{},
		RecordsRead{},
	}
}

// MarketEvents lists the events a marketplace's stream may hold, as zero values.
func MarketEvents() []record.Event {
	return []record.Event{
		MarketOpened{},
		ClockSet{},
		ClockMoved{},
		Granted{},
		Revoked{},
		PersonsLinked{},
		PersonsUnlinked{},
		RulebookPublished{},
		OutageRecorded{},
		ChannelsSet{},
		SignInPolicySet{},
	}
}

// Events lists both; no two share a kind and version.
func Events() []record.Event { return append(PersonEvents(), MarketEvents()...) }
