package api

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// carrierWords are what a carrier's system may tell of goods under way between the
// parties of a case, each with the act it is (procedure.md T61, T65).
//
//nolint:gochecknoglobals // a closed vocabulary, never written to
var carrierWords = map[string]string{
	"return_signed": "return_signed", "return_refused": "return_refused", "replacement_signed": "confirm_replacement",
}

func (d *door) carrierOperation() operation {
	return operation{
		id: "tellCarrier", method: http.MethodPost, path: "/v1/cases/{id}/carrier", group: "Orders", scopes: []identity.Scope{identity.OrdersWrite},
		summary: wording.Words{ZH: "承运人告知退货或补发的情况", EN: "What the carrier tells of goods under way"},
		about: wording.Words{
			ZH: "退回的商品已签收或被拒收，补发的商品已签收。有几项履行时写明 obligation。",
			EN: "Goods on their way back were signed for or refused, or a replacement was signed for. obligation says which, where there are several.",
		},
		takes: body("told", map[string]*huma.Schema{
			"told":       {Type: "string", Enum: []any{"return_signed", "return_refused", "replacement_signed"}},
			"obligation": schemaWhole("Number of the obligation, as in the case."),
		}), gives: MoveDone{}, do: d.tellCarrier,
	}
}

// tellCarrier records what a carrier's system tells. Nobody acts for it: the key of
// the marketplace's machine is its credential.
func (d *door) tellCarrier(v *visit) (answer, error) {
	of, err := v.caseOf()
	if err != nil {
		return answer{}, err
	}
	r := read(v.body)
	told, duty := r.text("told", true), r.whole("obligation", false)
	if act, ok := carrierWords[told]; ok {
		told = act
	} else if len(r.wrong) == 0 {
		r.note("request/wrong_type", "/told")
	}
	if err := r.end(); err != nil {
		return answer{}, err
	}
	res, err := d.Clerk.CarrierTold(v, v.who, of, dispute.Command{Move: told, Duty: duty})
	if err != nil {
		return answer{version: res.Version}, err
	}
	return answer{version: res.Version, replayed: res.Repeated, body: doneOf(res, told)}, nil
}
