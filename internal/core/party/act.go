package party

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/record"
)

// Act is what every command of this package arrives with: when, and under which
// rule of the table.
type Act struct {
	At        time.Time // legal time
	Authority string    // Decision.Rule; for the system a clock or "setup"
	System    bool      // no person acts
}

func (a Act) entry(s record.Stream, e record.Event, clear ...record.Clear) []record.Entry {
	return []record.Entry{{
		Stream: s, Event: e, At: a.At.UTC(), Authority: a.Authority, System: a.System, Clear: clear,
	}}
}
