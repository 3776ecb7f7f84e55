package dispute

// Stored kinds; never renamed.

// Kind is the stored kind.
func (DraftOpened) Kind() string { return "draft_opened" }

// Version of the payload.
func (DraftOpened) Version() int { return 1 }

// Kind is the stored kind.
func (RulebookPinned) Kind() string { return "rulebook_pinned" }

// Version of the payload.
func (RulebookPinned) Version() int { return 1 }

// Kind is the stored kind.
func (ClaimOpened) Kind() string { return "claim_opened" }

// Version of the payload.
func (ClaimOpened) Version() int { return 1 }

// Kind is the stored kind.
func (ClaimMoved) Kind() string { return "claim_moved" }

// Version of the payload.
func (ClaimMoved) Version() int { return 1 }

// Kind is the stored kind.
func (TrackOpened) Kind() string { return "track_opened" }

// Version of the payload.
func (TrackOpened) Version() int { return 1 }

// Kind is the stored kind.
func (Entered) Kind() string { return "entered" }

// Version of the payload.
func (Entered) Version() int { return 1 }

// Kind is the stored kind.
func (TrackMarked) Kind() string { return "track_marked" }

// Version of the payload.
func (TrackMarked) Version() int { return 1 }

// Kind is the stored kind.
func (CaseMarked) Kind() string { return "case_marked" }

// Version of the payload.
func (CaseMarked) Version() int { return 1 }

// Kind is the stored kind.
func (DeadlineSet) Kind() string { return "deadline_set" }

// Version of the payload.
func (DeadlineSet) Version() int { return 1 }

// Kind is the stored kind.
func (DeadlinePaused) Kind() string { return "deadline_paused" }

// Version of the payload.
func (DeadlinePaused) Version() int { return 1 }

// Kind is the stored kind.
func (DeadlineResumed) Kind() string { return "deadline_resumed" }

// Version of the payload.
func (DeadlineResumed) Version() int { return 1 }

// Kind is the stored kind.
func (DeadlineMoved) Kind() string { return "deadline_moved" }

// Version of the payload.
func (DeadlineMoved) Version() int { return 1 }

// Kind is the stored kind.
func (DeadlineMet) Kind() string { return "deadline_met" }

// Version of the payload.
func (DeadlineMet) Version() int { return 1 }

// Kind is the stored kind.
func (DeadlineExpired) Kind() string { return "deadline_expired" }

// Version of the payload.
func (DeadlineExpired) Version() int { return 1 }

// Kind is the stored kind.
func (DeadlineCancelled) Kind() string { return "deadline_cancelled" }

// Version of the payload.
func (DeadlineCancelled) Version() int { return 1 }

// Kind is the stored kind.
func (Reminded) Kind() string { return "reminded" }

// Version of the payload.
func (Reminded) Version() int { return 1 }

// Kind is the stored kind.
func (Alerted) Kind() string { return "alerted" }

// Version of the payload.
func (Alerted) Version() int { return 1 }

// Kind is the stored kind.
func (HoldLaid) Kind() string { return "hold_laid" }

// Version of the payload.
func (HoldLaid) Version() int { return 1 }

// Kind is the stored kind.
func (HoldLifted) Kind() string { return "hold_lifted" }

// Version of the payload.
func (HoldLifted) Version() int { return 1 }

// Kind is the stored kind.
func (DutySet) Kind() string { return "duty_set" }

// Version of the payload.
func (DutySet) Version() int { return 1 }

// Kind is the stored kind.
func (DutyMoved) Kind() string { return "duty_moved" }

// Version of the payload.
func (DutyMoved) Version() int { return 1 }

// Kind is the stored kind.
func (DutyPaid) Kind() string { return "paid" }

// Version of the payload.
func (DutyPaid) Version() int { return 1 }

// Kind is the stored kind.
func (NoticeQueued) Kind() string { return "notice_queued" }

// Version of the payload.
func (NoticeQueued) Version() int { return 1 }

// Kind is the stored kind.
func (NoticeLeft) Kind() string { return "notice_left" }

// Version of the payload.
func (NoticeLeft) Version() int { return 1 }

// Kind is the stored kind.
func (NoticeReceipted) Kind() string { return "notice_receipted" }

// Version of the payload.
func (NoticeReceipted) Version() int { return 1 }

// Kind is the stored kind.
func (NoticeServed) Kind() string { return "notice_served" }

// Version of the payload.
func (NoticeServed) Version() int { return 1 }

// Kind is the stored kind.
func (NoticeFailed) Kind() string { return "notice_failed" }

// Version of the payload.
func (NoticeFailed) Version() int { return 1 }

// Kind is the stored kind.
func (NoticeFellBack) Kind() string { return "notice_fell_back" }

// Version of the payload.
func (NoticeFellBack) Version() int { return 1 }

// Kind is the stored kind.
func (Frozen) Kind() string { return "frozen" }

// Version of the payload.
func (Frozen) Version() int { return 1 }

// Kind is the stored kind.
func (Thawed) Kind() string { return "thawed" }

// Version of the payload.
func (Thawed) Version() int { return 1 }

// Kind is the stored kind.
func (Assigned) Kind() string { return "seated" }

// Version of the payload.
func (Assigned) Version() int { return 1 }

// Kind is the stored kind.
func (Unseated) Kind() string { return "unseated" }

// Version of the payload.
func (Unseated) Version() int { return 1 }

// Kind is the stored kind.
func (RulingMade) Kind() string { return "ruling_made" }

// Version of the payload.
func (RulingMade) Version() int { return 1 }

// Kind is the stored kind.
func (Reconciled) Kind() string { return "settled" }

// Version of the payload.
func (Reconciled) Version() int { return 1 }

// Kind is the stored kind.
func (SettlementMoved) Kind() string { return "settlement_moved" }

// Version of the payload.
func (SettlementMoved) Version() int { return 1 }

// Kind is the stored kind.
func (PartyChanged) Kind() string { return "party_changed" }

// Version of the payload.
func (PartyChanged) Version() int { return 1 }

// Kind is the stored kind.
func (OfferLapsed) Kind() string { return "offer_lapsed" }

// Version of the payload.
func (OfferLapsed) Version() int { return 1 }

// Kind is the stored kind.
func (OfferAccepted) Kind() string { return "offer_concluded" }

// Version of the payload.
func (OfferAccepted) Version() int { return 1 }

// Kind is the stored kind.
func (CaseLinked) Kind() string { return "case_linked" }

// Version of the payload.
func (CaseLinked) Version() int { return 1 }

// Kind is the stored kind.
func (OfferMade) Kind() string { return "offer_made" }

// Version of the payload.
func (OfferMade) Version() int { return 1 }

// Kind is the stored kind.
func (DraftMade) Kind() string { return "draft_made" }

// Version of the payload.
func (DraftMade) Version() int { return 1 }

// Kind is the stored kind.
func (OutsideMoved) Kind() string { return "outside_moved" }

// Version of the payload.
func (OutsideMoved) Version() int { return 1 }

// Kind is the stored kind.
func (ChallengeEnded) Kind() string { return "challenge_ended" }

// Version of the payload.
func (ChallengeEnded) Version() int { return 1 }

// Kind is the stored kind.
func (DutyCancelled) Kind() string { return "duty_cancelled" }

// Version of the payload.
func (DutyCancelled) Version() int { return 1 }

// Kind is the stored kind.
func (OrderMissed) Kind() string { return "order_missed" }

// Version of the payload.
func (OrderMissed) Version() int { return 1 }

// Kind is the stored kind.
func (WindowLapsed) Kind() string { return "window_lapsed" }

// Version of the payload.
func (WindowLapsed) Version() int { return 1 }

// Kind is the stored kind.
func (NoticeHanded) Kind() string { return "notice_handed" }

// Version of the payload.
func (NoticeHanded) Version() int { return 1 }
