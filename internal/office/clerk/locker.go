package clerk

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/locker"
	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/core/workday"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/evidence"
)

// keepClock is the clock of the procedure that says how long evidence is kept; what a
// person keeps for himself waits as long, from the day it came.
// Source: procedure.md K_KEEP (电子商务法 第三十一条: not less than three years).
const keepClock = "K_KEEP"

// LockerRef is where a person's locker lives.
func LockerRef(m id.Market, p id.Person) docket.Ref {
	return docket.Ref{Place: docket.Place{Market: m, Home: homeOfPerson(p)}, Stream: locker.Stream(p)}
}

// Locker is what a person keeps for himself: his own, also while he acts for another.
// Nobody else has a way to it.
//
// Errors: ErrUnknown (no person), a fault.
func (k *Clerk) Locker(ctx context.Context, who Who) (locker.Locker, time.Time, error) {
	_, legal, err := k.market(ctx, who.Market)
	if err != nil {
		return locker.Locker{}, legal, err
	}
	if who.Person.IsZero() {
		return locker.Locker{}, legal, ErrUnknown
	}
	state, err := k.lockerOf(ctx, who.Market, who.Person)
	return state, legal, err
}

func (k *Clerk) lockerOf(ctx context.Context, m id.Market, p id.Person) (locker.Locker, error) {
	state, _, err := k.Docket.Load(ctx, LockerRef(m, p))
	if errors.Is(err, docket.ErrUnknownStream) {
		return locker.Locker{Person: p}, nil
	}
	if err != nil {
		return locker.Locker{}, fmt.Errorf("clerk: locker: %w", err)
	}
	return state.(locker.Locker), nil //nolint:forcetypeassert // the fold of lockers
}

// KeepFor is how long an item is kept by the rules in force, and when that ends for one
// that comes now.
func (k *Clerk) KeepFor(legal time.Time) (workday.Span, time.Time) {
	b := k.Library.Named("tianping-std")
	span := dispute.SpanOf(b.Clock(keepClock).Len)
	return span, b.Calendar.Count(workday.Start{At: legal}, workday.Rule{Span: span}).Due
}

// Keeping is one thing to be kept. Order is zero for none.
type Keeping struct {
	Order      id.Order
	Name, Note string
	Body       io.Reader
}

// Kept is what was kept: its number, whether it was there already, and whether this was
// said before with the same key.
type Kept struct {
	No              int
	There, Repeated bool
}

// Keep takes bytes into the person's locker, and records when they came: Lay and
// KeepLaid in one.
//
// Errors: those of both.
func (k *Clerk) Keep(ctx context.Context, who Who, in Keeping) (Kept, error) {
	if err := k.mayKeep(ctx, who, in.Order); err != nil {
		return Kept{}, err
	}
	laid, err := k.Lay(ctx, who, in.Body)
	if err != nil {
		return Kept{}, err
	}
	return k.KeepLaid(ctx, who, in, laid)
}

// mayKeep refuses before any byte is taken in.
func (k *Clerk) mayKeep(ctx context.Context, who Who, of id.Order) error {
	if err := who.may(party.Claimant); err != nil {
		return err
	}
	if of.IsZero() {
		return nil
	}
	_, _, _, err := k.DirectSide(ctx, who, of)
	return err
}

// Lay takes bytes in, measured and under the person's key. Nothing is kept of them
// before KeepLaid; when that never comes, SweepLockers destroys them.
//
// Errors: ErrUnknown, *locker.Refusal (Full), *identity.Refusal, evidence.ErrTooLarge,
// ErrEmpty, ErrKind, docket.ErrKeyDestroyed, what the body fails with, a fault.
func (k *Clerk) Lay(ctx context.Context, who Who, body io.Reader) (evidence.Item, error) {
	state, legal, err := k.Locker(ctx, who)
	if err == nil {
		err = who.may(party.Claimant)
	}
	if err != nil {
		return evidence.Item{}, err
	}
	if len(state.Kept(legal)) >= locker.MaxItems || state.Bytes() >= locker.MaxBytes { // asked again where it is decided
		return evidence.Item{}, &locker.Refusal{Code: locker.Full}
	}
	if err := k.Keys.Ensure(ctx, []record.Owner{{Kind: record.Person, ID: who.Person.Bytes()}}); err != nil {
		return evidence.Item{}, fmt.Errorf("clerk: locker key: %w", err)
	}
	return k.Evidence.Take(ctx, lockerPlace(who.Market, who.Person), body)
}

// KeepLaid records that what Lay took in just now is kept since now. The same bytes for
// the same order are kept once, with their first instant.
//
// Errors: ErrUnknown (also for an order that is not his), *locker.Refusal,
// *identity.Refusal, docket.ErrBusy, docket.ErrKeyReused, docket.ErrKeyDestroyed, a fault.
func (k *Clerk) KeepLaid(ctx context.Context, who Who, in Keeping, taken evidence.Item) (Kept, error) {
	_, legal, err := k.market(ctx, who.Market)
	if err == nil {
		err = k.mayKeep(ctx, who, in.Order)
	}
	if err != nil {
		return Kept{}, err
	}
	key, err := k.Keys.Get(ctx, record.Owner{Kind: record.Person, ID: who.Person.Bytes()})
	if err != nil {
		return Kept{}, fmt.Errorf("clerk: locker key: %w", err)
	}
	_, until := k.KeepFor(legal)
	put := locker.Keep{
		Person: who.Person, Order: in.Order, Name: in.Name, Note: in.Note, Digest: taken.Digest, Bytes: taken.Bytes, Media: taken.Type,
		Until: until, Authority: keepClock, Salt: saltOf(key, who.Market),
	}
	if who.Key != "" {
		who.Digest = sha256.Sum256(append(who.Digest[:], taken.Digest...)) // the bytes belong to what the key stands for
	}
	receipt, err := k.onLocker(ctx, who, legal, func(l locker.Locker) ([]record.Entry, []byte, error) {
		there, ok := l.Find(legal, put)
		if !ok {
			there.No = l.Ever + 1
		}
		out, err := locker.DecideKeep(l, legal, put)
		result := binary.AppendUvarint(nil, uint64(there.No)) //nolint:gosec // at most locker.MaxEver
		return out, append(result, flag(ok)), err
	})
	no, n := binary.Uvarint(receipt.Result)
	there := n > 0 && len(receipt.Result) > n && receipt.Result[n] == 1
	return Kept{No: int(no), There: there, Repeated: receipt.Repeated}, err //nolint:gosec // at most locker.MaxEver
}

func flag(yes bool) byte {
	if yes {
		return 1
	}
	return 0
}

// saltOf makes the salts of a person's items: they die with his key.
func saltOf(key docket.Key, m id.Market) func(int) [32]byte {
	market := m.Bytes()
	return func(no int) [32]byte {
		return key.MAC("tianping/locker/salt/1", market[:], binary.BigEndian.AppendUint64(nil, uint64(no))) //nolint:gosec // at most locker.MaxEver
	}
}

func lockerPlace(m id.Market, p id.Person) evidence.Place {
	return evidence.Place{Market: m, Person: p}
}

type lockerDecision func(locker.Locker) (out []record.Entry, result []byte, err error)

// onLocker runs a command on the person's own locker, after what was due there.
func (k *Clerk) onLocker(ctx context.Context, who Who, legal time.Time, decide lockerDecision) (docket.Receipt, error) {
	var err error
	if who.Digest, err = k.digestOf(ctx, who); err != nil {
		return docket.Receipt{}, err
	}
	ref := LockerRef(who.Market, who.Person)
	needs := docket.Needs{Streams: []record.Stream{ref.Stream}, Keys: []record.Owner{{Kind: record.Person, ID: who.Person.Bytes()}}}
	return k.Docket.Submit(ctx, k.envelope(who, ref.Place, legal, "person"), needs, func(v docket.View) (docket.Outcome, error) {
		state, _ := v.State(ref.Stream)
		l, _ := state.(locker.Locker)
		over := locker.Elapse(l, legal, who.Person)
		for _, e := range over {
			l = locker.Evolve(l, []record.Recorded{{Event: e.Event, Meta: record.Meta{At: e.At}}})
		}
		out, result, err := decide(l)
		return docket.Outcome{Appends: append(over, out...), Refusal: err, Result: result}, nil
	})
}

// Remove takes an item out of the person's locker for good. A case it went into keeps
// its copy, and since when it had been here.
//
// Errors: ErrUnknown, *locker.Refusal (Gone), *identity.Refusal, docket.ErrBusy,
// docket.ErrKeyReused, a fault.
func (k *Clerk) Remove(ctx context.Context, who Who, no int) (repeated bool, err error) {
	_, legal, err := k.Locker(ctx, who)
	if err == nil {
		err = who.may(party.Claimant)
	}
	if err != nil {
		return false, err
	}
	digest, err := k.digestKept(ctx, who.Market, who.Person, no)
	if err != nil {
		return false, err
	}
	receipt, err := k.onLocker(ctx, who, legal, func(l locker.Locker) ([]record.Entry, []byte, error) {
		out, err := locker.DecideRemove(l, legal, who.Person, no)
		return out, nil, err
	})
	if err != nil || digest == "" {
		return receipt.Repeated, err
	}
	return receipt.Repeated, k.forget(ctx, who.Market, who.Person, digest)
}

// forget destroys bytes that no item names any more; what came just now is left to the
// sweep.
func (k *Clerk) forget(ctx context.Context, m id.Market, p id.Person, digest string) error {
	left, err := k.names(ctx, lockerPlace(m, p))
	if err != nil || left(digest) {
		return err
	}
	_, err = k.Evidence.Forget(ctx, lockerPlace(m, p), digest, k.Now())
	return err
}

// OpenKept gives the bytes of an item of the person's own locker.
//
// Errors: ErrUnknown, *locker.Refusal (Gone), *identity.Refusal, evidence.ErrDamaged, a fault.
func (k *Clerk) OpenKept(ctx context.Context, who Who, no int) (*evidence.File, locker.Item, error) {
	state, legal, err := k.Locker(ctx, who)
	if err != nil {
		return nil, locker.Item{}, err
	}
	item, ok := state.Here(no, legal)
	if !ok {
		return nil, item, &locker.Refusal{Code: locker.Gone}
	}
	digest, err := k.digestKept(ctx, who.Market, who.Person, no)
	if err != nil {
		return nil, item, err
	}
	f, err := k.Evidence.Open(ctx, lockerPlace(who.Market, who.Person), digest)
	if errors.Is(err, evidence.ErrUnknown) {
		err = fmt.Errorf("clerk: bytes of a kept item: %w", evidence.ErrDamaged)
	}
	return f, item, err
}

// UseKept takes an item of the person's own locker into a case he is a party of: its
// bytes are read, measured anew, compared with what was received, and kept once more
// under the case's own key. What an act then names by this SHA-256 says in its event
// since when it was kept.
//
// Errors: ErrUnknown (also for a stranger to the case), *locker.Refusal (Gone, Changed),
// *identity.Refusal, evidence.ErrFull, ErrDamaged, docket.ErrBusy, a fault.
func (k *Clerk) UseKept(ctx context.Context, who Who, no int, c id.Case) (evidence.Item, error) {
	sight, err := k.Look(ctx, who, c)
	if err != nil {
		return evidence.Item{}, err
	}
	if sight.Actor.Side == "" {
		return evidence.Item{}, ErrUnknown
	}
	if err := who.may(party.Claimant); err != nil {
		return evidence.Item{}, err
	}
	f, item, err := k.OpenKept(ctx, who, no)
	if err != nil {
		return evidence.Item{}, err
	}
	taken, err := k.Evidence.Take(ctx, evidence.Place{Market: who.Market, Case: c}, f)
	if err = errors.Join(err, f.Close()); err != nil {
		return evidence.Item{}, err
	}
	key, err := k.Keys.Get(ctx, record.Owner{Kind: record.Person, ID: who.Person.Bytes()})
	if err != nil {
		return evidence.Item{}, fmt.Errorf("clerk: locker key: %w", err)
	}
	if locker.Mark(saltOf(key, who.Market)(no), taken.Digest) != item.Mark {
		return evidence.Item{}, &locker.Refusal{Code: locker.Changed}
	}
	_, legal, err := k.Locker(ctx, who)
	if err != nil {
		return evidence.Item{}, err
	}
	who.Key = "" // the fold knows what was used already
	_, err = k.onLocker(ctx, who, legal, func(l locker.Locker) ([]record.Entry, []byte, error) {
		out, err := locker.DecideUse(l, legal, who.Person, no, c)
		return out, nil, err
	})
	return taken, err
}

// keptSince finds among the files of an act those that its person had taken out of his
// locker into this very case: whatever the caller says of it is not listened to.
func (k *Clerk) keptSince(ctx context.Context, who Who, c id.Case, in dispute.Answers) ([]dispute.KeptSince, error) {
	digests := dispute.DigestsIn(in)
	if len(digests) == 0 || who.Person.IsZero() {
		return nil, nil
	}
	state, err := k.lockerOf(ctx, who.Market, who.Person)
	used := state.UsedIn(c)
	if err != nil || len(used) == 0 {
		return nil, err
	}
	key, err := k.Keys.Get(ctx, record.Owner{Kind: record.Person, ID: who.Person.Bytes()})
	if errors.Is(err, docket.ErrKeyDestroyed) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("clerk: locker key: %w", err)
	}
	salt := saltOf(key, who.Market)
	var out []dispute.KeptSince
	for _, digest := range digests {
		for _, i := range used {
			s := salt(i.No)
			if locker.Mark(s, digest) == i.Mark {
				out = append(out, dispute.KeptSince{Digest: digest, Since: i.At, Event: hex.EncodeToString(i.Hash[:]), Salt: hex.EncodeToString(s[:])})
				break
			}
		}
	}
	return out, nil
}

// digestKept is the SHA-256 of one item, "" when its text is gone.
func (k *Clerk) digestKept(ctx context.Context, m id.Market, p id.Person, no int) (string, error) {
	state, err := k.lockerOf(ctx, m, p)
	if err != nil {
		return "", err
	}
	for _, i := range state.Items {
		if i.No == no && !i.Gone {
			texts, err := k.textsOf(ctx, m, locker.Stream(p), i.Seq)
			return texts["digest"], err
		}
	}
	return "", nil
}

// names tells of digests whether an item in a locker has these bytes. It asks the events
// and the key only, never a projection: what it says is not there is destroyed.
//
// Errors: a fault, also when a key is not there that was not destroyed.
func (k *Clerk) names(ctx context.Context, at evidence.Place) (func(digest string) bool, error) {
	state, err := k.lockerOf(ctx, at.Market, at.Person)
	if err != nil {
		return nil, err
	}
	key, err := k.Keys.Get(ctx, record.Owner{Kind: record.Person, ID: at.Person.Bytes()})
	if errors.Is(err, docket.ErrKeyDestroyed) {
		return func(string) bool { return false }, nil
	}
	if err != nil {
		return nil, fmt.Errorf("clerk: locker key: %w", err)
	}
	salt := saltOf(key, at.Market)
	return func(digest string) bool {
		return slices.ContainsFunc(state.Items, func(i locker.Item) bool { return !i.Gone && locker.Mark(salt(i.No), digest) == i.Mark })
	}, nil
}

// SweepLockers destroys bytes in people's lockers that no item has, and says how many.
func (k *Clerk) SweepLockers(ctx context.Context) (int, error) {
	return k.Evidence.Sweep(ctx, k.Now(), k.names)
}

// wakeLocker removes what has been kept to its end.
func (k *Clerk) wakeLocker(ctx context.Context, due docket.Due) error {
	p := id.From[id.Person](due.Stream.ID)
	_, legal, err := k.market(ctx, due.Market)
	if err != nil {
		return err
	}
	_, err = k.Docket.Submit(ctx, k.envelope(System(due.Market), due.Place, legal, "system"), docket.Needs{Streams: []record.Stream{due.Stream}}, func(v docket.View) (docket.Outcome, error) {
		state, _ := v.State(due.Stream)
		l, _ := state.(locker.Locker)
		return docket.Outcome{Appends: locker.Elapse(l, legal, p)}, nil
	})
	return err
}
