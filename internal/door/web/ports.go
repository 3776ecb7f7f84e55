package web

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// Errors the ports return; every other error is a fault.
var (
	ErrUnknown     = errors.New("web: unknown")                  // not there, or not for this visitor: 404
	ErrForbidden   = errors.New("web: forbidden")                // known, but not in this role: 403, tells nothing more
	ErrBusy        = errors.New("web: busy")                     // nothing was recorded: 503; the same form may be sent again
	ErrGone        = errors.New("web: gone")                     // a one-time link, used or out of time: 410
	ErrNoSession   = errors.New("web: no session")               // sign in again
	ErrCredentials = errors.New("web: account or password")      // one answer for both
	ErrLocked      = errors.New("web: account locked")           // the password was right; the way back is at /recover/locked
	ErrTooLarge    = errors.New("web: file too large")           // 413
	ErrChanged     = errors.New("web: draft changed meanwhile")  // another window saved it: 409
	ErrFileKind    = errors.New("web: kind of file not allowed") // 415
)

// Refused is a refusal by the rules: never a fault, always with what is possible.
type Refused struct{ view.Refusal }

// Error names the code only; the words are for the page.
func (r *Refused) Error() string { return "refused: " + r.Code }

// Wait means too many attempts; the visitor may try again at Until (machine time).
type Wait struct{ For time.Duration }

// Error tells no account.
func (w *Wait) Error() string { return "web: too many attempts" }

// Half means that the password was right and a second step is due.
type Half struct{ Token string }

// Error tells nothing of the token.
func (h *Half) Error() string { return "web: second step due" }

// SignIn is what is asked at the sign-in page. Client is the network address, for
// throttling only; Agent is what the browser says of itself, for the list of devices.
type SignIn struct{ Account, Password, Client, Agent string }

// Of is what an act is about: a case or an order, exactly one.
type Of struct {
	Case  id.Case
	Order id.Order
}

// Around is what stands around every page.
type Around struct {
	Now   time.Time // legal time, in the marketplace's zone
	Clock *view.Clock
}

// Ports is everything the pages ask and do. Every method gets the visitor, builds
// the view for exactly this visitor, and answers ErrUnknown for what is not theirs.
type Ports struct {
	Gate      Gate
	Front     Front
	Orders    Orders
	Filing    Filing
	Cases     Cases
	Live      Live
	Papers    Papers
	Paying    Enforcement
	Unsent    Unsent // nil: nothing typed is kept before it is sent
	Moves     Moves
	Files     Files
	Workbench Workbench
	Notices   Notices
	Links     Links
	Rules     Rules
	Rooms     Rooms
	Shop      Shop
	Talk      Talk
	Sent      Sent
	Locker    Locker
	Sandbox   Sandbox // nil outside sandboxes: then its pages do not exist
}

// Gate knows who is at the browser (office/identity).
type Gate interface {
	// Visitor reads a session; what it says of the visitor is in lang. Errors: ErrNoSession.
	Visitor(ctx context.Context, token string, lang text.Lang) (view.Visitor, error)
	// SignIn opens a session.
	// Errors: ErrCredentials, *Wait, ErrBusy, *Half, ErrLocked.
	SignIn(ctx context.Context, in SignIn) (token string, lasts time.Duration, err error)
	// Second finishes a sign-in whose second step was due, by a code.
	// Errors: ErrCredentials (the code), *Wait, ErrNoSession (begin again), ErrLocked.
	Second(ctx context.Context, half, code, agent string) (token string, lasts time.Duration, err error)
	// SignOut ends a session; one that is not there is no error.
	SignOut(ctx context.Context, token string) error
	// DemoAccounts are listed on the sign-in page; empty without --demo.
	DemoAccounts(ctx context.Context, lang text.Lang) []view.DemoAccount
}

// Front gives what stands around pages, and the first page.
type Front interface {
	Around(ctx context.Context, who view.Visitor) (Around, error)
	// Start gives the first page; problem is the one asked about, "" for none (an
	// unknown one is none).
	Start(ctx context.Context, who view.Visitor, problem string) (view.Start, error)
}

// OrdersAsk is what is asked of a list of orders: words, one of the states of
// view.OrderList, a month ("2026-09"), and where a page goes on.
type OrdersAsk struct{ Query, State, Month, After string }

// Orders shows orders and their money.
type Orders interface {
	Orders(ctx context.Context, who view.Visitor, ask OrdersAsk) (view.OrderList, error)
	Order(ctx context.Context, who view.Visitor, order id.Order) (view.Order, error)
	Escrow(ctx context.Context, who view.Visitor, order id.Order) (view.Escrow, error)
}

// Cases shows cases.
type Cases interface {
	Cases(ctx context.Context, who view.Visitor, query, after string) (view.CaseList, error)
	// Case builds the page of a case; before pages its timeline backwards.
	Case(ctx context.Context, who view.Visitor, of id.Case, before string) (view.Case, error)
	// Proposal reckons what a mediator might propose: way is middle, share (percent of
	// what is claimed), asked or offered. Errors: ErrUnknown (not his to propose).
	Proposal(ctx context.Context, who view.Visitor, of id.Case, way string, percent int) (view.Proposal, error)
	// Call is the form that notes a telephone call. Errors: ErrUnknown (not for him).
	Call(ctx context.Context, who view.Visitor, of id.Case) (view.Call, error)
}

// Unsent keeps what a visitor typed and has not sent, for himself alone. A place is an
// address of this site; it names the audience where there is one.
type Unsent interface {
	// Keep replaces what is kept of a place. Errors: ErrKeptTooLarge, ErrKeptTooMany.
	Keep(ctx context.Context, who view.Visitor, place string, typed form.Typed, at time.Time) error
	// Kept gives what is kept, and when it was. Errors: ErrUnknown.
	Kept(ctx context.Context, who view.Visitor, place string) (form.Typed, time.Time, error)
	// Drop forgets it; nothing there is no error.
	Drop(ctx context.Context, who view.Visitor, place string) error
}

// Live tells when something changed.
type Live interface {
	// Watch begins to watch what this visitor sees of a case. Errors: ErrUnknown.
	Watch(ctx context.Context, who view.Visitor, of id.Case) (Watch, error)
	// News lists what others did, and what happened by itself, after a reader had
	// seen so much of the case (view.Case.Seen), oldest first.
	News(ctx context.Context, who view.Visitor, of id.Case, seen string) ([]view.Entry, error)
}

// Watch is a visitor looking at a case. Heads is how far the streams behind the page
// have come: cheap, and another text whenever something was recorded.
type Watch interface {
	Heads(ctx context.Context) (string, error)
}

// Papers are the documents of a case, each made for its reader. Errors: ErrUnknown.
type Papers interface {
	// Decision is one decision as a document, by its number.
	Decision(ctx context.Context, who view.Visitor, of id.Case, no int) (view.Decision, error)
	// Settled is one agreement; ErrUnknown also for who may not read its terms.
	Settled(ctx context.Context, who view.Visitor, of id.Case, no int) (view.Settled, error)
	// File is the whole case as this reader may see it.
	File(ctx context.Context, who view.Visitor, of id.Case) (view.CaseFile, error)
	// Intake is a new case for the officer who decides whether it is taken.
	Intake(ctx context.Context, who view.Visitor, of id.Case) (view.Intake, error)
}

// Enforcement shows to staff what was paid, and what was refused.
type Enforcement interface {
	// Payments lists instructions, the newest first; state narrows them. Errors:
	// ErrUnknown for who may not see payments (who decides or mediates).
	Payments(ctx context.Context, who view.Visitor, state, after string) (view.PaymentList, error)
}

// Moves are the acts the procedure offers, on cases and on orders.
type Moves interface {
	// Form gives the form of an act. on names what of the case it is about (an
	// offer, an exhibit, an obligation); "" leaves it open.
	// Errors: ErrUnknown, *Refused (not possible now: why, and what is).
	Form(ctx context.Context, who view.Visitor, of Of, act, on string) (view.Move, error)
	// Foresee tells what the act would do, and does nothing. Errors: as Do.
	Foresee(ctx context.Context, who view.Visitor, of Of, act, on string, given dispute.Answers) (view.Foresight, error)
	// Do performs the act. The same key again gives what was recorded, with Again.
	// Errors: ErrUnknown, *Refused, ErrBusy (also when the outcome is unknown: the
	// same key may be sent again).
	Do(ctx context.Context, who view.Visitor, of Of, act, on, key string, given dispute.Answers) (view.Recorded, error)
	// Before gives what this visitor recorded under this key, with Again: for a form
	// sent twice whose act is no longer possible. Errors: ErrUnknown (nothing was).
	Before(ctx context.Context, who view.Visitor, of Of, act, key string) (view.Recorded, error)
	// Repeats finds in an act's texts what was said alone with a side that not all of
	// its readers heard. None: nothing to ask.
	Repeats(ctx context.Context, who view.Visitor, of Of, act, on string, given dispute.Answers) (view.Repeats, error)
	// Since lists what happened after a form was made that had seen so much of the
	// case (Move.Seen): what somebody else did meanwhile.
	Since(ctx context.Context, who view.Visitor, of Of, seen string) ([]view.Entry, error)
}

// Stored is a file taken into quarantine.
type Stored struct {
	Digest string // SHA-256, hex
	Name   string // as shown
	Media  string // type found in the bytes: "image/png"
	Bytes  int64
	// Sound tells that it is a recording, Seconds how long, rounded up; 0: not told.
	Sound   bool
	Seconds int64
}

// File is the bytes of an exhibit on their way to the visitor.
type File struct {
	Name, Type string
	Bytes      int64
	Body       io.ReadCloser
}

// Files takes and gives the bytes of exhibits.
type Files interface {
	// Put streams a file in. Errors: ErrTooLarge, ErrFileKind, ErrUnknown.
	Put(ctx context.Context, who view.Visitor, of Of, name string, body io.Reader) (Stored, error)
	// Open gives the copy this visitor may see, and records the read where the law
	// wants it. Errors: ErrUnknown.
	Open(ctx context.Context, who view.Visitor, of id.Case, exhibit string) (File, error)
}

// Beginning is a dispute about to be written: on which order, about what, perhaps
// after an earlier case of the same quarrel.
type Beginning struct {
	Order    id.Order
	Problem  string
	Key      string
	Follows  id.Case
	NewFacts bool
}

// Filing keeps drafts. A draft is saved step by step; tag guards against two
// windows saving over each other.
type Filing interface {
	// Choose lists the orders a dispute may be about; order is the one the visitor
	// came from, zero for none.
	Choose(ctx context.Context, who view.Visitor, order id.Order, problem, query, after string) (view.FileStart, error)
	// Begin opens a draft about an order. Errors: ErrUnknown, *Refused.
	Begin(ctx context.Context, who view.Visitor, in Beginning) (id.Case, error)
	// Step gives one step; "" the first that is not finished. Errors: ErrUnknown.
	Step(ctx context.Context, who view.Visitor, draft id.Case, step string) (view.Draft, error)
	// Save keeps the answers of a step and gives the draft's new tag.
	// Errors: ErrChanged, ErrUnknown, *Refused.
	Save(ctx context.Context, who view.Visitor, draft id.Case, step, tag string, given dispute.Answers) (string, error)
	// Attach lays a file taken in by Files into the draft, as a kind of evidence ("" the
	// usual one); Detach takes it out again.
	Attach(ctx context.Context, who view.Visitor, draft id.Case, file Stored, kind, proves string) error
	// Lack notes that the filer has none of a kind of evidence, or takes that back.
	Lack(ctx context.Context, who view.Visitor, draft id.Case, kind string, none bool) error
	Detach(ctx context.Context, who view.Visitor, draft id.Case, file string) error
	// Protect freezes the goods of a draft before it is filed. Errors: as Moves.Do.
	Protect(ctx context.Context, who view.Visitor, draft id.Case, key string) error
	// Submit files the dispute. Errors: as Moves.Do, ErrChanged.
	Submit(ctx context.Context, who view.Visitor, draft id.Case, tag, key string) (view.Recorded, error)
}

// Work says which part of the workbench to show.
type Work struct{ Tab, Stage, Flag, Reason, Least, Query, After string }

// Workbench lists the work of staff. Errors: ErrUnknown for who is not staff.
type Workbench interface {
	Workbench(ctx context.Context, who view.Visitor, ask Work) (view.Workbench, error)
	// Alerts lists what needs attention in open cases, by the roles held, newest first.
	Alerts(ctx context.Context, who view.Visitor, after string) (view.AlertList, error)
	// Take seats the visitor in a case that waits for somebody of his kind; zero is
	// the most urgent one. Errors: ErrUnknown (none waits), *Refused, ErrBusy.
	Take(ctx context.Context, who view.Visitor, of id.Case, key string) (id.Case, error)
	// HaveRead remembers that the visitor has read so much of a case (view.News.Seen).
	HaveRead(ctx context.Context, who view.Visitor, of id.Case, seen string) error
	// NextCase is the case after this one among the visitor's own, by priority, and
	// after the last the first. Errors: ErrUnknown (there is no other).
	NextCase(ctx context.Context, who view.Visitor, after id.Case) (id.Case, error)
}

// Notices is the mailbox. Opening a notice serves it: an act, never a GET.
type Notices interface {
	Notices(ctx context.Context, who view.Visitor, after string) (view.NoticeList, error)
	Notice(ctx context.Context, who view.Visitor, notice string) (view.Notice, error)
	Open(ctx context.Context, who view.Visitor, notice, key string) error
}

// Links are one-time links. Looking tells little and changes nothing; Use consumes.
type Links interface {
	Look(ctx context.Context, token string, lang text.Lang) (view.Landing, error)
	Use(ctx context.Context, token string, lang text.Lang) (view.Landed, error)
}

// Rules makes the page of the rules in force, and explains words.
type Rules interface {
	// Rules is the page of one procedure; "" is that of new cases. Errors: ErrUnknown.
	Rules(ctx context.Context, lang text.Lang, procedure string) (view.Rules, error)
	// Help lists the words that are explained and match a query; "" is all.
	Help(ctx context.Context, lang text.Lang, query string) (view.Help, error)
}

// Sandbox is what exists only in a sandbox marketplace.
type Sandbox interface {
	Outgoing(ctx context.Context, who view.Visitor, after string) (view.Outgoing, error)
	SetFailing(ctx context.Context, who view.Visitor, channel string, failing bool) error
	TestClock(ctx context.Context, who view.Visitor) (view.ClockPage, error)
	// StepTo moves the legal clock forward, stopping at everything due on the way.
	// Errors: *Refused (backwards, too far), ErrBusy.
	StepTo(ctx context.Context, who view.Visitor, to time.Time) error
}
