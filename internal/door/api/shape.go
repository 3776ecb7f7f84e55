package api

import (
	"github.com/danielgtaylor/huma/v2"

	"github.com/tianping-odr/tianping/internal/office/wording"
)

// inputSchema describes the inputs of an act. Which there are, and within which
// bounds, depends on the case and the person: GET …/moves lists them, in the
// shapes of docs/api.md.
func inputSchema(act string) *huma.Schema {
	w := wording.Move(act).Name
	return &huma.Schema{
		Type:        "object",
		Description: w.EN + " · " + w.ZH + ": the inputs listed for this act by GET /v1/cases/{id}/moves, by name.",
	}
}
