package intake

import (
	"time"

	"github.com/tianping-odr/tianping/internal/core/escrow"
)

// Tracking is what a carrier reported of one parcel, as told after the order.
type Tracking struct {
	Source, Number string // the order, where a path does not name it
	Parcel         int    // number of the parcel in the order, 0 when the waybill names it
	Carrier        string
	Waybill        string
	Scans          []escrow.TrackPoint // any order; at least one
}

// TrackingForm reads one tracking history in the JSON form of docs/import.md. It
// is good when there are no problems. told is the legal instant of the telling:
// no scan is later; zero leaves that open.
func TrackingForm(raw []byte, line int, told time.Time) (Tracking, []Problem) {
	root, bad := readTree(raw, line)
	if bad != nil {
		return Tracking{}, []Problem{*bad}
	}
	f := &form{told: told}
	o := f.object(root)
	if o == nil {
		return Tracking{}, f.problems
	}
	get := func(name string) node { return o.take(root, name) }
	t := Tracking{
		Source: f.code(get("source"), sourceShape()), Number: f.code(get("number"), numberShape()),
		Parcel:  int(f.whole(get("parcel"), 1, MaxParcels)),
		Carrier: f.code(get("carrier"), sourceShape()), Waybill: f.code(get("waybill"), waybillShape()),
		Scans: f.scans(f.need(get("scans"))),
	}
	f.rest(o)
	if get("parcel").absent && get("waybill").absent {
		f.wrong(get("waybill"), Missing, "")
	}
	if len(t.Scans) == 0 && len(f.problems) == 0 {
		f.wrong(get("scans"), Missing, "")
	}
	return t, f.problems
}

// reports are what a scan may say.
func reports() []escrow.TrackCode {
	return []escrow.TrackCode{
		escrow.FirstScan, escrow.Moved, escrow.OutFor, escrow.Signed, escrow.Refused, escrow.SentBack, escrow.Lost, escrow.Delivered,
	}
}

// signers are who may have signed.
func signers() []escrow.Signer {
	return []escrow.Signer{escrow.SignedSelf, escrow.SignedProxy, escrow.SignedLocker, escrow.SignedUnknown}
}

// scans reads the carrier's reports. A signer belongs to a signature, and one not
// told is unknown.
func (f *form) scans(n node) (all []escrow.TrackPoint) {
	for _, item := range f.list(n, MaxScans) {
		o := f.object(item)
		if o == nil {
			continue
		}
		point := escrow.TrackPoint{
			At:     f.past(f.need(o.take(item, "at"))),
			Code:   oneOf(f, f.need(o.take(item, "status")), "", reports()...),
			Signer: oneOf(f, o.take(item, "signer"), "", signers()...),
			Place:  f.text(o.take(item, "place"), maxName),
		}
		switch {
		case point.Code == escrow.Signed && point.Signer == "":
			point.Signer = escrow.SignedUnknown
		case point.Code != escrow.Signed && point.Signer != "":
			f.wrong(o.take(item, "signer"), NotOneOf, "status: signed")
		}
		f.rest(o)
		all = append(all, point)
	}
	return all
}
