package streams

import (
	"slices"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/docket"
)

// Topics of alerts that no deadline gives. What is none of them is other.
const (
	moneyTopic = "money" // the books would not carry a decision: "money:not_enough"
	otherTopic = "other"
)

func topics() []string { return []string{"K_FOUR", "safety", moneyTopic, otherTopic} }

// toParties are those an alert may be for who are no staff: they read it in the
// timeline of their case and in a notice.
func toParties() []string {
	return []string{string(dispute.Claimant), string(dispute.Respondent), "claimant", "respondent", "creditor", "parties"}
}

// topicOf keeps one row for each thing there is to look at: a deadline by its number,
// anything else once a case. Told again, it stands with its newest instant.
func topicOf(e dispute.Alerted) string {
	switch why, _, _ := strings.Cut(e.Why, ":"); {
	case e.No != 0, slices.Contains(topics(), why):
		return why
	default:
		return otherTopic
	}
}

// alertRows are what staff are alerted to. A row goes when its deadline was met, ended
// or no longer applies (what its lapse alerts to is told anew), and every row of a case
// when the case closes.
func alertRows(b *dispute.Book, before, k dispute.Case, last record.Recorded) []docket.Row {
	_, _, closed := dispute.Standing(b, k)
	if closed {
		if _, _, was := dispute.Standing(b, before); was {
			return nil
		}
		return withoutAlerts(b, k)
	}
	switch e := last.Event.(type) {
	case dispute.Alerted:
		if slices.Contains(toParties(), e.Whom) {
			return nil
		}
		return []docket.Row{{Table: Alerts, Values: []any{
			raw(k.ID.Bytes()), topicOf(e), int64(e.No), e.Whom, e.Why, flag(e.Ahead), micro(last.Meta.At), int64(last.Meta.Seq), k.Number, //nolint:gosec // a sequence number
		}}}
	case dispute.DeadlineMet:
		return withoutAlert(b, k, e.No)
	case dispute.DeadlineCancelled:
		return withoutAlert(b, k, e.No)
	case dispute.DeadlineExpired:
		return withoutAlert(b, k, e.No)
	}
	return nil
}

// withoutAlert removes what a deadline alerted to.
func withoutAlert(b *dispute.Book, k dispute.Case, no int) []docket.Row {
	for _, d := range k.Deadlines {
		if d.No == no && alerts(b.Clock(d.Clock)) {
			return []docket.Row{alertGone(k, d.Clock, no)}
		}
	}
	return nil
}

// withoutAlerts removes all rows a case may have.
func withoutAlerts(b *dispute.Book, k dispute.Case) []docket.Row {
	var rows []docket.Row
	for _, topic := range topics() {
		rows = append(rows, alertGone(k, topic, 0))
	}
	for _, d := range k.Deadlines {
		if alerts(b.Clock(d.Clock)) {
			rows = append(rows, alertGone(k, d.Clock, d.No))
		}
	}
	return rows
}

// alerts tells whether a clock ever alerts anybody.
func alerts(c *procedure.Clock) bool {
	return c != nil && (c.Alert != nil || c.Task != nil || slices.ContainsFunc(c.Expiry, func(e procedure.Expiry) bool { return e.Alert != "" }))
}

func alertGone(k dispute.Case, topic string, no int) docket.Row {
	return docket.Row{Table: Alerts, Delete: true, Values: []any{raw(k.ID.Bytes()), topic, int64(no)}}
}
