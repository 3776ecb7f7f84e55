package api

import (
	"errors"
	"net/http"
)

// table is everything the API can do. A line here is documented, served and
// tested; nothing else is.
func (d *door) table() []operation {
	var all []operation
	for _, group := range [][]operation{
		d.orderOperations(), d.paymentOperations(), d.caseOperations(), d.moveOperations(), d.exhibitOperations(), d.noticeOperations(), d.statusOperations(), d.alertOperations(), d.adminOperations(),
		d.deliveryOperations(), d.shopOperations(), d.figureOperations(), d.paperOperations(), d.bookOperations(), d.accountOperations(), d.recoveryOperations(), d.peopleOperations(), d.mandateOperations(), d.revealOperations(), d.recordsOperations(), d.questionOperations(), d.talkOperations(), d.lockerOperations(), d.contactOperations(), d.sandboxOperations(),
	} {
		all = append(all, group...)
	}
	return all
}

func tooLong(err error) bool {
	_, ok := errors.AsType[*http.MaxBytesError](err)
	return ok
}
