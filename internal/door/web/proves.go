package web

import "github.com/tianping-odr/tianping/internal/core/dispute"

// provesField is the one question beside a file in a draft.
func provesField() []dispute.Field {
	return []dispute.Field{{Name: "proves", Kind: dispute.Text, Max: 500, Sealed: true}}
}
