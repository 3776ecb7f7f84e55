package text

// Desk is what reception says of cases, orders and their money, where no code of the
// rules says it. A text with a place in it (%s, %d) is a format, with the same places
// in both languages; a test holds them to it.
type Desk struct {
	// bench
	Mine           string
	Unassigned     string
	All            string
	Overdue        string
	OpenMostUrgent string

	// case
	FrozenSum                         string
	Hold                              string
	NoSeat                            string
	SeatOfDecider                     string
	SeatHeld                          string
	Claimant                          string
	Respondent                        string
	Represented                       string
	AccountLockedIrreversibleActsWait string
	ItemNo                            string
	Order                             string
	Held                              string
	FrozenNow                         string
	InstructedNotConfirmed            string
	Refunded                          string
	ReleasedMerchant                  string

	// cases
	Buyer              string
	YourTurn           string
	DisputeNotYetFiled string

	// channels
	AllSidesPlatform           string
	NothingCanBeWrittenHere    string
	Conversation               string
	SeenAllSidesPlatform       string
	TalksMediation             string
	SeenBothSidesMediatorNever string
	Private                    string
	OnlyOneSideMediator        string

	// deadlines
	SeeOffer         string
	TakeNotice       string // what waits while a notice is under way
	NoticeCounts     string // what happens when it counts as served
	Paused           string
	EndsTogetherWith string
	EndsWithTheLast  string // of a stage that ends when every obligation in it is done

	// draftpage
	Paid                           string
	Problem                        string
	Colon                          string
	OrderPayment                   string
	TrackingParcel                 string
	MoneyDisputeFrozenOnceMerchant string
	WithinYouHearWhetherAccepted   string
	YouMaySettleWithdrawAny        string
	ClaimMayExceedWhatWas          string
	WhereNoSumGivenWhat            string
	What                           string
	ItemName                       string
	WhatHappened                   string
	Evidence                       string
	Files                          string
	NoneYouMayAddThem              string
	Claims                         string
	WhatAsked                      string
	NotFilledYet                   string
	AsPaid                         string

	// errors
	PossibleFrom string
	LastsUntil   string

	// fields
	ClaimWithSum string
	Parcel       string
	OfferNo      string
	Settlement   string
	Draft        string
	OpenParen    string
	CloseParen   string

	// foresee
	Ask                          string
	ProcedureGoesAfter           string
	CannotBeTakenBack            string
	ArrivesWhenProviderConfirms  string
	ThawedReturnsItsNormalCourse string
	CaseGoes                     string
	PaidFromBy                   string
	PaidFrom                     string
	RemainingPartClaim           string
	RulingClaim                  string
	ClaimIs                      string
	ClaimGranted                 string
	ClaimDismissed               string

	// links
	NoticeYou                    string
	OpenNotice                   string
	OpeningServesPeriodsBeginRun string
	SignAct                      string

	// mailbox
	ReadSite             string
	AfterChannelsReceipt string // %s: the length of that time
	PublishedContact     string
	Mailbox              string

	// moves
	NextPageStatesMoneyWhat string
	SettlementUnseen        string

	// obligations
	Cancelled   string
	Short       string
	FrozenMoney string

	// offers
	OfferOf          string
	WhatAsksOffer    string
	ClaimNo          string
	Pay              string
	AskedApart       string
	Freight          string
	WithinDays       string
	Accepted         string
	Declined         string
	Replaced         string
	Lapsed           string
	WaitingOtherSide string
	WaitingYou       string
	StillOpen        string
	SidesApart       string
	Proposal         string

	// orders
	MyOrders                               string
	OrdersShop                             string
	SupervisedOnly                         string
	FrozenInDispute                        string
	RefundedAll                            string
	PartRefunded                           string
	Released                               string
	PromisedDispatch                       string
	BeingRefunded                          string
	Unpaid                                 string
	PartFrozen                             string
	PartlySettledSumsNotShown              string
	PaymentProviderKeepsMoneyEscrow        string
	MarketplaceItsInstitutionKeepsMoney    string
	PlatformDoesNotHoldMoney               string
	Lost                                   string
	Refused                                string
	Signed                                 string
	ItsWay                                 string
	BeDispatched                           string
	PickedUp                               string
	OutDelivery                            string
	Delivered                              string
	GoingBack                              string
	System                                 string
	ConfirmsItself                         string
	AutomaticConfirmationPausedMoneyFrozen string
	MoneyGoesMerchant                      string
	ConfirmedItself                        string
	ConfirmReceipt                         string
	Stop                                   string
	SignatureDispatch                      string
	BuyerPaidFrozenClaimsStill             string
	BuyerPaid                              string
	Dispatch                               string
	ReceiptConfirmed                       string
	ItselfTime                             string
	DisputeFiled                           string
	BackBuyer                              string
	ToMerchant                             string
	BuyerPaidHeldFrozenWent                string
	AllAccountsAddUpZero                   string
	EscrowFrozen                           string
	EscrowHeld                             string
	RefundedBuyer                          string
	FreightDamagesPaid                     string
	ReleasedToMerchant                     string
	SecuredDeposit                         string
	FromOtherSources                       string
	OrderImport                            string
	EndOf                                  string

	// receipt
	ConfirmYouHaveParcel          string
	Escrow                        string
	GoesMerchantsUnsettledPayouts string
	CannotBeTakenBackYou          string

	// reception
	SomeMerchant string
	OrderNumber  string
	More         string

	// rules
	TianpingStandardProcedure string
	ForceSince                string
	PageMadeFromProcedureFile string
	RulePlatform              string
	Semicolon                 string
	Service                   string
	Entering                  string
	EndOfClock                string
	And                       string
	Or                        string
	AnyOpenStage              string
	BackWhereClaimsCameFrom   string

	// sandbox
	SandboxChannel    string
	EMail             string
	SMS               string
	MerchantsSystem   string
	PrintedLink       string
	Case              string
	Served            string
	ReceiptCame       string
	Failed            string
	Sent              string
	WaitingLeave      string
	WhatWasDueWasDone string
	Cases             string

	// speech
	Comma string
}
