package api

import (
	"github.com/danielgtaylor/huma/v2"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// InputShape is one input of an act for the documentation: what it is called and
// what JSON it is. Its bounds stand in GET …/moves.
type InputShape struct {
	Name  string
	Kind  dispute.FieldKind
	Words wording.Words
}

// inputSchema describes the inputs of an act.
func inputSchema(act string) *huma.Schema {
	return &huma.Schema{Type: "object", Description: wording.Move(act).Name.EN + ": see GET /v1/cases/{id}/moves."}
}
