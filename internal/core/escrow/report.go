package escrow

// Report adds what a carrier tells of one parcel after the import. Points known
// already are passed over; first scan and signature start the clocks that wait
// for them. Places are sealed with the buyer's key.
//
// Errors: ErrUnknownParcel. Source: issue "Real input"; domain.md CC-TB 25.
func Report(b Books, by By, parcel int, points []TrackPoint) (Done, error) {
	d := open(b, by)
	if d.o.parcel(parcel) == nil {
		return Done{Books: b}, refuse(ErrUnknownParcel, 0, 0)
	}
	d.report(parcel, points, Purchase{Buyer: Buyer{Person: d.o.Buyer}}.sealer)
	return d.done(), nil
}
