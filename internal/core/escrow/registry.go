package escrow

import "github.com/tianping-odr/tianping/internal/core/record"

// OrderEvents is one zero value of each kind of event in an order stream.
func OrderEvents() []record.Event {
	return []record.Event{
		OrderImported{},
		PaidIn{},
		ParcelAdded{},
		ParcelPacked{},
		Tracked{},
		DispatchMissed{},
		OrderClosed{},
		ReceiptConfirmed{},
		Froze{},
		Thawed{},
		Told{},
		FreezeReplaced{},
		Released{},
		PaymentInstructed{},
		PaymentConfirmed{},
		PaymentFailed{},
		PaymentRetried{},
		OwnPaymentAsked{},
		OwnPaymentFailed{},
		RefundedOutside{},
		FundAsked{},
		FundAnswered{},
		FundOverdue{},
		TransferArrived{},
		TransferOverdue{},
		Recounted{},
	}
}

// MerchantEvents is one zero value of each kind of money event in a merchant stream.
func MerchantEvents() []record.Event {
	return []record.Event{
		PayoutDue{},
		PayoutSent{},
		PayoutSettled{},
		PayoutFailed{},
		PayoutsDebited{},
		DepositPaidIn{},
		DepositGivenBack{},
		DepositFroze{},
		DepositThawed{},
		DepositDebited{},
		DepositBarred{},
		BarJoined{},
		DepositShared{},
		DebitsStopped{},
		DebitsResumed{},
	}
}

// FundEvents is one zero value of each kind of event in a fund's stream.
func FundEvents() []record.Event {
	return []record.Event{
		FundGiven{}, FundPaid{}, FundDeclined{}, FundSettled{}, FundRecovered{}, FundTransferOverdue{},
	}
}

// Events is one zero value of every kind of event of this package, for decoding.
func Events() []record.Event {
	return append(append(OrderEvents(), MerchantEvents()...), FundEvents()...)
}
