package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
)

// gallery is every page, and the states of a page that look different.
func gallery() []shot { return slices.Concat(mainPages(), papers(), besides(), faults()) }

func mainPages() []shot {
	counter := url.Values{
		"_key": {"k1"}, "claims": {"1"}, "refund": {"1299.00"}, "goods": {"keep"}, "acts.rows": {"1"}, "acts.0.what": {"coupon"}, "acts.0.units": {""},
		"until.date": {"2026-09-24"}, "until.time": {"18:00"}, "note": {"请\u202E考虑"},
	}
	ok := http.StatusOK
	return []shot{
		{name: "start", path: "/", status: ok},
		{name: "start-buyer", who: "buyer", path: "/", status: ok},
		{name: "sign-in", path: "/sign-in", status: ok},
		{name: "sign-in-wrong", path: "/sign-in", form: url.Values{"account": {"nobody"}, "password": {"x"}}, status: http.StatusUnprocessableEntity},
		{name: "orders", who: "buyer", path: "/orders", status: ok},
		{name: "orders-empty", who: "buyer", path: "/orders", bare: true, status: ok},
		{name: "order", who: "buyer", path: orderURL, status: ok},
		{name: "escrow", who: "buyer", path: orderURL + "/escrow", status: ok},
		{name: "cases", who: "buyer", path: "/cases", status: ok},
		{name: "case-buyer", who: "buyer", path: caseURL + "?recorded=case-24", status: ok},
		{name: "case-shop", who: "shop", path: caseURL, status: ok},
		{name: "case-mediator", who: "mediator", path: caseURL, status: ok},
		{name: "case-adjudicator", who: "adjudicator", path: caseURL, status: ok},
		{name: "move", who: "buyer", path: caseURL + "/moves/counter", status: ok},
		{name: "move-wrong", who: "buyer", path: caseURL + "/moves/counter", form: counter, status: http.StatusUnprocessableEntity},
		{name: "move-file", who: "buyer", path: caseURL + "/moves/add_exhibit", status: ok},
		{name: "move-accept", who: "buyer", path: caseURL + "/moves/accept_offer?on=o3", status: ok},
		{name: "confirm", who: "buyer", path: caseURL + "/moves/accept_offer?on=o3", form: url.Values{"_key": {"k1"}, "offer": {"o3"}, "seen": {"5f2a"}}, status: ok},
		{name: "refused", who: "buyer", path: caseURL + "/moves/escalate", form: url.Values{"_key": {"k1"}, "reason": {"商家一直不回复"}}, status: http.StatusConflict},
		{name: "ruling", who: "adjudicator", path: caseURL + "/moves/rule", status: ok},
		{name: "desk", who: "adjudicator", path: caseURL + "/moves/uphold", status: ok},
		{name: "appeal", who: "buyer", path: caseURL + "/moves/appeal", status: ok},
		{name: "heard", who: "adjudicator", path: caseURL + "/moves/annul_settlement", status: ok},
		{name: "review", who: "adjudicator", path: caseURL + "/moves/amend", status: ok},
		{name: "file-order", who: "buyer", path: "/file?problem=D3", status: ok},
		{name: "file-order-chosen", who: "buyer", path: "/file?order=" + sampleOrder.String(), status: ok},
		{name: "file-problem", who: "buyer", path: "/file/" + sampleDraft.String() + "/problem", status: ok},
		{name: "file-elsewhere", who: "buyer", path: "/file/" + sampleDraft.String() + "/problem", form: url.Values{"_key": {"k1"}, "_tag": {"t1"}, "reason": {"D3"}, "story": {"这里写的"}}, status: http.StatusConflict, with: func(h *house, _ *Site) {
			h.saved["problem"] = dispute.Answers{{Name: "reason", Value: "Q1"}, {Name: "story", Text: "另一个窗口里写的"}}
		}},
		{name: "file-evidence", who: "buyer", path: "/file/" + sampleDraft.String() + "/evidence", status: ok},
		{name: "file-claim", who: "buyer", path: "/file/" + sampleDraft.String() + "/claim", status: ok},
		{name: "file-check", who: "buyer", path: "/file/" + sampleDraft.String() + "/check", status: ok},
		{name: "workbench", who: "mediator", path: "/workbench", status: ok},
		{name: "workbench-empty", who: "mediator", path: "/workbench?view=overdue", bare: true, status: ok},
		{name: "alerts", who: "mediator", path: "/workbench/alerts", status: ok},
		{name: "alerts-empty", who: "mediator", path: "/workbench/alerts", bare: true, status: ok},
		{name: "notices", who: "buyer", path: "/notices", status: ok},
		{name: "notice", who: "buyer", path: "/notices/n1", status: ok},
		{name: "link", path: "/l/once", status: ok},
		{name: "linked", path: "/l/once", form: url.Values{}, status: ok},
		{name: "outgoing", who: "mediator", path: "/outgoing", status: ok},
		{name: "test-clock", who: "mediator", path: "/test-clock", status: ok},
		{name: "rules", path: "/rules", status: ok},
		{name: "rules-part", path: "/rules?part=0", status: ok},
		{name: "rules-all", path: "/rules?part=all", status: ok},
		{name: "help", path: "/help", status: ok},
		{name: "help-none", who: "buyer", path: "/help?q=xyzzy", status: ok},
		{name: "leaf", who: "buyer", path: "/account/devices", status: ok},
		{name: "leaf-empty", who: "buyer", path: "/account/devices", bare: true, status: ok},
		{name: "leaf-wrong", who: "buyer", path: "/account/devices", form: url.Values{"old": {"wrong"}, "login": {"a\u202Eb"}}, status: http.StatusUnprocessableEntity},
		{name: "recover", path: "/recover", status: ok},
		{name: "menu", who: "mediator", path: "/menu", status: ok},
		{name: "unknown", who: "stranger", path: caseURL, status: http.StatusNotFound},
		{name: "session-ended", path: caseURL + "/moves/counter", form: counter, status: http.StatusUnauthorized},
	}
}

// papers are the documents of a case, and what staff do with a case beside its room.
func papers() []shot {
	ok := http.StatusOK
	return []shot{
		{name: "paper", who: "buyer", path: caseURL + "/rulings/1", status: ok},
		{name: "settled", who: "shop", path: caseURL + "/settlements/1", status: ok},
		{name: "print", who: "buyer", path: caseURL + "/print", status: ok},
		{name: "intake", who: "mediator", path: caseURL + "/intake", status: ok},
		{name: "payments", who: "mediator", path: "/payments", status: ok},
		{name: "payments-empty", who: "mediator", path: "/payments?state=failed", bare: true, status: ok},
		{name: "approve", who: "adjudicator", path: caseURL + "/moves/approve", status: ok},
		{name: "proposal", who: "mediator", path: caseURL + "/proposal", status: ok},
		{name: "call", who: "mediator", path: caseURL + "/call", status: ok},
		{name: "call-wrong", who: "mediator", path: caseURL + "/call", form: url.Values{"_key": {"k1"}, "more": {"买家愿意再等两天"}}, status: http.StatusUnprocessableEntity},
		{name: "repeat", who: "mediator", path: caseURL + "/moves/message", form: url.Values{"_key": {"k1"}, "channel": {"all"}, "text": {"我最低可以接受七百元"}}, status: http.StatusConflict},
		{name: "case-people", who: "buyer", path: "/cases/" + sampleCase.String() + "/people", status: ok},
		{name: "case-reveal", who: "mediator", path: caseURL + "/reveal", status: ok},
		{name: "again", who: "buyer", path: caseURL + "/moves/accept_offer?on=o3", form: url.Values{"_key": {"k1"}, "offer": {"o3"}, "seen": {"5f2a"}, "sure": {"yes"}, "_step": {"confirm"}}, status: ok, with: func(h *house, _ *Site) { h.did["k1"] = nil }},
	}
}

// besides are the desk of a shop, what is said beside a case, and the ways in.
func besides() []shot {
	ok, of := http.StatusOK, "/shop/cases/"+sampleCase.String()
	resume := url.Values{"account": {"buyer"}, "password": {"open"}, "_path": {caseURL + counterURL}, "_body": {"note=" + url.QueryEscape("谢谢")}}
	half := func(h *house, _ *Site) { h.fail = &Half{Token: "half"} }
	return []shot{
		{name: "shop", who: "shop", path: "/shop", status: ok},
		{name: "shop-empty", who: "shop", path: "/shop", bare: true, status: ok},
		{name: "shop-money", who: "shop", path: "/shop/money", status: ok},
		{name: "shop-money-empty", who: "shop", path: "/shop/money", bare: true, status: ok},
		{name: "quick", who: "shop", path: of + "/answer", status: ok},
		{name: "quick-late", who: "shop", path: of + "/answer?choose=late", status: http.StatusConflict},
		{name: "quick-confirm", who: "shop", path: of + "/answer?choose=offer-0", status: ok},
		{name: "quick-done", who: "shop", path: of + "/done?recorded=case-24", status: ok},
		{name: "ask", who: "shop", path: of + "/ask?choose=full", status: ok},
		{name: "ask-superior", who: "shop", path: of + "/ask", status: ok},
		{name: "ask-wrong", who: "shop", path: of + "/ask?choose=full", form: url.Values{"_key": {"k1"}, "choose": {"full"}}, status: http.StatusConflict},
		{name: "words", who: "shop", path: of + "/words", status: ok},
		{name: "words-looked", who: "shop", path: of + "/words", form: url.Values{"_key": {"k1"}, "do": {"look"}, "text": {"我们会处理"}}, status: ok},
		{name: "sent", who: "buyer", path: caseURL + "/files/" + sampleDigest, status: ok},
		{name: "locker", who: "buyer", path: "/locker", status: ok},
		{name: "locker-order", who: "buyer", path: "/locker?done=kept&order=" + sampleOrder.String(), status: ok},
		{name: "locker-empty", who: "buyer", path: "/locker", bare: true, status: ok},
		{name: "locker-wrong", who: "buyer", path: "/locker", form: url.Values{"_key": {"k1"}, "note": {"客服的承诺"}}, status: http.StatusUnprocessableEntity},
		{name: "locker-item", who: "buyer", path: "/locker/2", status: ok},
		{name: "talk", who: "buyer", path: orderURL + "/talk", status: ok},
		{name: "talk-empty", who: "buyer", path: orderURL + "/talk", bare: true, status: ok},
		{name: "move-order", who: "buyer", path: orderURL + "/moves/confirm_receipt", status: ok},
		{name: "account", who: "buyer", path: "/account", status: ok},
		{name: "admin", who: "mediator", path: "/admin", status: ok},
		{name: "admin-people", who: "mediator", path: "/admin/people", status: ok},
		{name: "admin-person", who: "mediator", path: "/admin/people/per_1", status: ok},
		{name: "recover-locked", path: "/recover/locked", status: ok},
		{name: "second", path: "/sign-in", form: url.Values{"account": {"mediator"}, "password": {"open"}}, status: ok, with: half},
		{name: "resume", path: "/sign-in", form: resume, status: ok},
	}
}

// faults are the pages of what went wrong, one for each status there is.
func faults() []shot {
	broken := func(err error) func(*house, *Site) { return func(h *house, _ *Site) { h.fail = err } }
	mended := func(_ *house, s *Site) {
		s.Quiet = func() Quiet { return Quiet{Now: true, Until: now.Add(time.Hour)} }
	}
	typed := url.Values{"_key": {"k1"}, "note": {"谢谢"}}
	at := caseURL + "/moves/broken"
	return []shot{
		{name: "garbled", who: "shop", path: "/shop/cases/" + sampleCase.String() + "/ask", form: url.Values{}, status: http.StatusBadRequest},
		{name: "forbidden", who: "buyer", path: at, status: http.StatusForbidden, with: broken(ErrForbidden)},
		{name: "foreign", who: "buyer", path: caseURL + "/moves/counter", form: typed, from: "cross-site", status: http.StatusForbidden},
		{name: "changed", who: "buyer", path: at, status: http.StatusConflict, with: broken(ErrChanged)},
		{name: "gone", path: "/l/used", status: http.StatusGone},
		{name: "too-big", who: "buyer", path: "/orders?q=" + strings.Repeat("a", queryBytes), status: http.StatusRequestEntityTooLarge},
		{name: "file-kind", who: "buyer", path: at, status: http.StatusUnsupportedMediaType, with: broken(ErrFileKind)},
		{name: "too-often", path: "/sign-in", form: url.Values{"account": {"buyer"}, "password": {"open"}}, status: http.StatusTooManyRequests, with: broken(&Wait{For: time.Minute})},
		{name: "internal", who: "mediator", path: at, status: http.StatusInternalServerError, with: broken(errors.New("disk"))},
		{name: "busy", who: "buyer", path: at, status: http.StatusServiceUnavailable, with: broken(ErrBusy)},
		{name: "quiet", who: "buyer", path: caseURL + "/moves/counter", form: typed, status: http.StatusServiceUnavailable, with: mended},
		{name: "quiet-read", who: "buyer", path: "/orders", status: http.StatusOK, with: mended},
		{name: "no-method", who: "buyer", path: "/rules", form: url.Values{}, status: http.StatusNotFound},
	}
}
