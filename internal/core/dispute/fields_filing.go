package dispute

import (
	"slices"

	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/remedy"
)

type orderLine = escrow.Line

// protectFields: the lines not protected yet, and what is wrong (T01).
func protectFields(a *act, _ place) []Field {
	scope := scopeFields(a)
	line := &scope[0]
	line.Choices = slices.DeleteFunc(line.Choices, func(o Option) bool {
		n := Answers{{Name: "line", Value: o.Value}}.Int("line")
		if a.protected(n) {
			line.Barred = append(line.Barred, Bar{o.Value, "already_done"})
		}
		return a.protected(n)
	})
	problem := a.reasonField()
	problem.Guard = "line_and_problem"
	return []Field{
		{Name: "lines", Kind: Group, Required: true, Min: 1, Max: int64(len(line.Choices)), Distinct: true, Fields: scope, Guard: "line_and_problem"},
		problem,
	}
}

// protected tells whether a line was protected before.
func (a *act) protected(line int) bool {
	return slices.ContainsFunc(a.c().Protected, func(s ScopeItem) bool { return s.Line == line })
}

// scopeFields name what is in dispute: a line of the order, perhaps in one parcel,
// and how many units of it there are.
func scopeFields(a *act) []Field {
	line := Field{Name: "line", Kind: Choice, Required: true}
	parcel := Field{Name: "parcel", Kind: Choice}
	most := int64(1)
	for _, l := range a.w.Order.Lines {
		of := Field{Name: "parcel", Kind: Choice}
		for _, p := range a.w.Order.Parcels {
			if n := packed(p, l.No); n > 0 {
				of.Choices = append(of.Choices, Option{Value: itoa(p.No), Then: []Field{number("qty", true, 1, n)}})
			}
		}
		line.Choices = append(line.Choices, Option{Value: itoa(l.No), Then: []Field{of, number("qty", true, 1, l.Qty)}})
		most = max(most, l.Qty)
	}
	for _, p := range a.w.Order.Parcels {
		parcel.Choices = append(parcel.Choices, Option{Value: itoa(p.No)})
	}
	return []Field{line, parcel, number("qty", true, 1, most)}
}

// packed is how many units of a line a parcel holds.
func packed(p escrow.Parcel, line int) int64 {
	var n int64
	for _, i := range p.Items {
		if i.Line == line {
			n += i.Qty
		}
	}
	return n
}

func (a *act) reasonField() Field {
	f := Field{Name: "reason", Kind: Choice, Required: true}
	if a.b.Reasons == nil {
		return f
	}
	for i := range a.b.Reasons.Reasons {
		f.Choices = append(f.Choices, Option{Value: a.b.Reasons.Reasons[i].Code})
	}
	return f
}

// claimFields are one demand on one ground with a scope. What the remedy is says
// whether a sum belongs to it: none for goods and acts, at will up to what was
// paid, and a must where the price does not give it.
func claimFields(a *act) []Field {
	most := sum("amount", false, 0, maxClaim, a.c().Currency)
	kinds := Field{Name: "remedy", Kind: Choice, Required: true}
	if a.b.Reasons != nil {
		for i := range a.b.Reasons.Kinds {
			k := &a.b.Reasons.Kinds[i]
			o := Option{Value: k.Code}
			switch k.Sum {
			case remedy.NoSum:
				o.Then = []Field{unsaid("amount")}
			case remedy.UpToPaid:
				o.Then = []Field{most}
			default:
				o.Then = []Field{sum("amount", true, 1, maxClaim, a.c().Currency)}
			}
			kinds.Choices = append(kinds.Choices, o)
		}
	}
	return []Field{
		a.reasonField(), kinds, most,
		{Name: "scope", Kind: Group, Required: true, Min: 1, Max: 50, Distinct: true, By: []string{"line", "parcel"}, Fields: scopeFields(a)},
		text("story", false),
	}
}

// maxExhibit is the most bytes one exhibit may have; the upload itself is checked
// again where it arrives (design §7).
const maxExhibit = 2 << 30

// mediaTypes are the types of files that may be evidence (T22: size, type).
var mediaTypes = []string{ //nolint:gochecknoglobals // a constant list
	"image/jpeg", "image/png", "image/webp", "image/heic", "image/gif", "video/mp4", "video/quicktime", "video/webm",
	"audio/mpeg", "audio/mp4", "audio/wav", "application/pdf", "text/plain", "text/csv", "message/rfc822", "application/json",
	"application/msword", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"application/vnd.ms-excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/ofd",
}

func exhibitFields(a *act) []Field {
	kinds := Field{Name: "kind", Kind: Choice, Required: true}
	if a.b.Reasons != nil {
		for i := range a.b.Reasons.Proofs {
			kinds.Choices = append(kinds.Choices, Option{Value: a.b.Reasons.Proofs[i].Code})
		}
	}
	return []Field{
		{Name: "digest", Kind: Digest, Required: true},
		kinds, text("purpose", false), text("name", false),
		number("bytes", false, 1, maxExhibit), choice("media", false, mediaTypes...),
	}
}

func submitFields(a *act, _ place) []Field {
	return []Field{
		{Name: "claims", Kind: Group, Required: true, Min: 1, Max: 20, Fields: claimFields(a), Guard: "one_claim"},
		{Name: "exhibits", Kind: Group, Max: 30, Fields: exhibitFields(a)},
		yesNo("mediation_only"), text("story", false), a.statedDate("defect_found"), a.statedDate("after_sale_refused"),
	}
}

// statedDate is a day the filer states, from which the time to file counts anew: a
// hidden defect was found, after-sale was refused (K_FILE). It lies between the
// purchase and now; the officer and the other side may object to it (T07, T10).
func (a *act) statedDate(name string) Field {
	return Field{Name: name, Kind: Instant, Earliest: a.w.Order.BoughtAt, Latest: a.now}
}

// rejectFields: one of the listed grounds, a reason, other routes (T07).
func rejectFields(a *act, _ place) []Field {
	return []Field{ground("listed_ground", a.b.Procedure.Filing.RejectGrounds...), reasonText("reason", ""), text("routes", false)}
}

func cureFields(a *act, _ place) []Field {
	return []Field{text("items", true), {Name: "exhibits", Kind: Group, Max: 30, Fields: exhibitFields(a)}}
}
