package api

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/escrow"
	"github.com/tianping-odr/tianping/internal/core/locker"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/core/talk"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/evidence"
	"github.com/tianping-odr/tianping/internal/office/identity"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// problemOf turns every error of the office into a problem: the one place where
// that happens. What it does not know is a fault: logged by the caller, shown as
// "internal" without a word of it.
func problemOf(err error) *Problem {
	var (
		ready   *Problem
		act     *dispute.Refusal
		money   *escrow.Refusal
		fields  *escrow.ImportError
		market  *party.Refusal
		entered *identity.Refusal
		spoken  *talk.Refusal
		kept    *locker.Refusal
	)
	switch {
	case errors.As(err, &ready):
		return ready
	case errors.As(err, &act):
		return ofDispute(act)
	case errors.As(err, &money):
		return ofEscrow(money)
	case errors.As(err, &fields):
		return ofImport(fields)
	case errors.As(err, &market):
		return ofParty(market.Code)
	case errors.As(err, &entered):
		return ofIdentity(entered)
	case errors.As(err, &spoken):
		return ofTalk(spoken)
	case errors.As(err, &kept):
		return ofLocker(kept)
	}
	for _, known := range faults {
		if errors.Is(err, known.err) {
			p := request(known.code)
			if errors.Is(err, casebook.ErrCursor) {
				p.Parameter = "after"
			}
			if p.Status == http.StatusServiceUnavailable {
				p.Retry = 1
			}
			return p
		}
	}
	return request("office/internal")
}

// faults are the sentinels callers branch on.
//
//nolint:gochecknoglobals // a closed vocabulary, never written to
var faults = []struct {
	err  error
	code string
}{
	{clerk.ErrUnknown, "request/unknown"},
	{docket.ErrUnknownStream, "request/unknown"},
	{ErrUnknownFile, "request/unknown"},
	{clerk.ErrNoRulebook, "office/no_rulebook"},
	{casebook.ErrCursor, "request/bad_parameter"},
	{docket.ErrKeyReused, "request/key_reused"},
	{docket.ErrUnknown, "office/outcome_unknown"}, // before busy: a store that is away may be both
	{docket.ErrBusy, "office/busy"},
	{docket.ErrReadOnly, "office/read_only"},
	{docket.ErrKeyDestroyed, "office/destroyed"},
	{ErrTooLarge, "request/file_too_large"},
	{ErrFileKind, "request/file_kind"},
	{evidence.ErrTooLarge, "request/file_too_large"},
	{evidence.ErrFull, "request/file_too_large"},
	{evidence.ErrKind, "request/file_kind"},
	{evidence.ErrEmpty, "request/file_kind"},
	{context.DeadlineExceeded, "office/busy"},
	{context.Canceled, "office/busy"},
}

// disputeStatus are the refusals of cases by status: 404 not for you, 403 not in
// your role, 422 the inputs, 409 the state of the case. A test holds them against
// the list of core/dispute: none is missing, none is more.
//
//nolint:gochecknoglobals // a closed vocabulary, never written to
var disputeStatus = statuses(map[int]string{
	http.StatusNotFound:            "unknown",
	http.StatusForbidden:           "wrong_capacity conflict locked no_capacity second_person",
	http.StatusUnprocessableEntity: "incomplete not_listed_ground needs_reason needs_proof forbidden_term worsening not_confirmed bounds",
	http.StatusConflict: "wrong_stage held mediation_only self_operated too_early too_late already_done nothing_there not_consented " +
		"changed",
})

func statuses(by map[int]string) map[string]int {
	out := map[string]int{}
	for status, codes := range by {
		for _, code := range strings.Fields(codes) {
			out[code] = status
		}
	}
	return out
}

func ofDispute(r *dispute.Refusal) *Problem {
	if r.Code == "unknown" {
		return request("request/unknown") // the same words as for a case that is not there
	}
	status, ok := disputeStatus[r.Code]
	if !ok {
		status = http.StatusConflict
	}
	words := wording.Refusal(r.Code)
	p := newProblem("dispute/"+r.Code, status, words.Wrong, words.Instead)
	p.Move, p.Rule = r.Move, r.Rule
	if r.Guard != "" {
		p.Guard = &Coded{Code: r.Guard, Words: guardWords(r)}
	}
	if r.Field != "" {
		p.Pointer = "/inputs/" + r.Field
	}
	if !r.From.IsZero() {
		p.From = &r.From
	}
	if !r.Until.IsZero() {
		p.Until = &r.Until
	}
	for _, act := range r.Possible {
		p.Possible = append(p.Possible, Coded{Code: act, Words: wording.Move(act).Name})
	}
	return p
}

// guardWords says the condition; a hold names itself.
func guardWords(r *dispute.Refusal) wording.Words {
	if r.Code == "held" {
		if w := wording.Hold(r.Guard); !strings.HasPrefix(w.EN, "[") {
			return w
		}
	}
	return wording.Guard(procedure.Term{Name: r.Guard})
}

// escrowStatus: of the books, all but what is not there is a conflict with what
// was booked before.
//
//nolint:gochecknoglobals // a closed vocabulary, never written to
var escrowStatus = statuses(map[int]string{
	http.StatusNotFound:            "unknown_line unknown_parcel unknown_ref",
	http.StatusUnprocessableEntity: "amount currency overlap purpose",
	http.StatusConflict:            "over_refund not_enough confirmed deposit_barred debits_stopped not_covered contradicts",
})

func ofEscrow(r *escrow.Refusal) *Problem {
	status, ok := escrowStatus[r.Code]
	if !ok {
		status = http.StatusConflict
	}
	words := wording.Refusal(r.Code)
	p := newProblem("escrow/"+r.Code, status, words.Wrong, words.Instead)
	if r.Minor > 0 {
		p.Minor = &r.Minor
	}
	return p
}

func ofImport(e *escrow.ImportError) *Problem {
	p := newProblem("order/refused", http.StatusUnprocessableEntity, orderRefused(), wording.Words{})
	for _, f := range e.Fields {
		p.Errors = append(p.Errors, ProblemElement{Code: "order/" + f.Code, Pointer: "/" + f.Field, Texts: orderRefused()})
	}
	return p
}

func orderRefused() wording.Words {
	return wording.Words{ZH: "订单内容不能成立，或与已知的不一致。", EN: "The order cannot be, or says otherwise than what is known of it."}
}

// partyStatus: what is missing is 404, what is malformed 422, everything else
// contradicts what is on record.
func partyStatus(code party.Code) int {
	_, kind, _ := strings.Cut(string(code), "/")
	switch {
	case code == party.NotSandbox:
		return http.StatusNotFound
	case kind == "unknown", kind == "unknown_contact", kind == "not_registered", kind == "not_opened":
		return http.StatusNotFound
	case code == party.NotAllowed:
		return http.StatusForbidden
	case strings.HasPrefix(kind, "already_"), strings.HasPrefix(kind, "last_"), kind == "known", kind == "ended",
		kind == "not_locked", kind == "not_linked", kind == "backwards", strings.HasPrefix(kind, "too_many"):
		return http.StatusConflict
	default:
		return http.StatusUnprocessableEntity
	}
}

func ofParty(code party.Code) *Problem {
	t := code.Text()
	return newProblem("party/"+string(code), partyStatus(code), wording.Words(t), wording.Words{})
}

// identityStatus are the refusals at the desk.
//
//nolint:gochecknoglobals // a closed vocabulary, never written to
var identityStatus = map[identity.Code]int{
	identity.WrongCredentials: http.StatusUnauthorized, identity.Throttled: http.StatusTooManyRequests, identity.AccountLocked: http.StatusForbidden,
	identity.SessionEnded: http.StatusUnauthorized, identity.LinkUnusable: http.StatusGone, identity.LinkMalformed: http.StatusUnprocessableEntity, identity.LinksFull: http.StatusConflict,
	identity.KeyUnusable: http.StatusUnauthorized, identity.KeyMalformed: http.StatusUnprocessableEntity, identity.KeyMissing: http.StatusUnauthorized,
	identity.TooManyKeys: http.StatusConflict, identity.ScopeMissing: http.StatusForbidden, identity.NotOnBehalf: http.StatusForbidden,
	identity.UnknownPerson: http.StatusForbidden, identity.PasswordLength: http.StatusUnprocessableEntity, identity.PasswordIsLogin: http.StatusUnprocessableEntity,
	identity.LoginMalformed: http.StatusUnprocessableEntity, identity.LoginTaken: http.StatusConflict, identity.AccountUnknown: http.StatusNotFound,
	identity.Busy: http.StatusServiceUnavailable, identity.CodeWrong: http.StatusUnprocessableEntity,
	identity.FactorOn: http.StatusConflict, identity.FactorOff: http.StatusConflict,
}

func ofIdentity(r *identity.Refusal) *Problem {
	status, ok := identityStatus[r.Code]
	if !ok {
		status = http.StatusForbidden
	}
	p := newProblem(string(r.Code), status, wording.Words(r.Code.Text()), wording.Words{})
	if r.Retry > 0 {
		p.Retry = int(r.Retry.Seconds()) + 1
	}
	return p
}

// talkSaid are the refusals of what is said beside a case. A test holds them against
// the list of core/talk.
//
//nolint:gochecknoglobals // a closed vocabulary, never written to
var talkSaid = map[string]said{
	talk.Full:        {http.StatusConflict, wording.Words{ZH: "已经写满，不能再写。", EN: "It is full; nothing more can be written."}, wording.Words{ZH: "请改在案件中办理。", EN: "Go on in the case."}},
	talk.TooLong:     {http.StatusUnprocessableEntity, wording.Words{ZH: "内容为空，或超过 1000 字。", EN: "It is empty where words are needed, or longer than 1,000 characters."}, wording.Words{ZH: "请写 1 至 1000 字。", EN: "Write 1 to 1,000 characters."}},
	talk.OpenAlready: {http.StatusConflict, wording.Words{ZH: "同样的请示已在等待答复。", EN: "The same question waits already."}, wording.Words{ZH: "请等主管答复。", EN: "Wait for the answer."}},
	talk.NotOpen:     {http.StatusConflict, wording.Words{ZH: "没有这条请示，或已经答复。", EN: "There is no such question, or it was answered."}, wording.Words{ZH: "请重新查看请示列表。", EN: "Read the list of questions again."}},
	talk.OwnQuestion: {http.StatusForbidden, wording.Words{ZH: "不能答复自己的请示。", EN: "Nobody answers his own question."}, wording.Words{ZH: "请由另一位主管答复。", EN: "Another supervisor has to answer."}},
	talk.NotSuperior: {http.StatusForbidden, wording.Words{ZH: "只有商家负责人或主管可以答复。", EN: "Only an owner or a supervisor of the merchant answers."}, wording.Words{ZH: "请由负责人或主管办理。", EN: "Ask one of them."}},
}

func ofTalk(r *talk.Refusal) *Problem {
	s, ok := talkSaid[r.Code]
	if !ok {
		return request("office/internal")
	}
	return newProblem("talk/"+strings.TrimPrefix(r.Code, "talk_"), s.status, s.wrong, s.mend)
}

func ofLocker(r *locker.Refusal) *Problem {
	if r.Code == locker.Gone {
		return request("request/unknown")
	}
	s, ok := lockerSaid[r.Code]
	if !ok {
		return request("office/internal")
	}
	return newProblem("locker/"+strings.TrimPrefix(r.Code, "locker_"), s.status, s.wrong, s.mend)
}

// refusals are every refusal of the office as a problem, for the page of operations.
func refusals() []*Problem {
	var out []*Problem
	for code := range disputeStatus {
		out = append(out, ofDispute(&dispute.Refusal{Code: code}))
	}
	for code := range escrowStatus {
		out = append(out, ofEscrow(&escrow.Refusal{Code: code}))
	}
	for _, code := range party.AllCodes() {
		out = append(out, ofParty(code))
	}
	for code := range talkSaid {
		out = append(out, ofTalk(&talk.Refusal{Code: code}))
	}
	for code := range lockerSaid {
		out = append(out, ofLocker(&locker.Refusal{Code: code}))
	}
	for _, code := range identity.AllCodes() {
		out = append(out, ofIdentity(&identity.Refusal{Code: code}))
	}
	return append(out, newProblem("order/refused", http.StatusUnprocessableEntity, orderRefused(), wording.Words{}))
}
