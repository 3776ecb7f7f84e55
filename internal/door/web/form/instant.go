package form

import "time"

// parseInstant reads the default of an instant: RFC 3339, as a field carries it.
func parseInstant(s string) (time.Time, error) { return time.Parse(time.RFC3339, s) }
