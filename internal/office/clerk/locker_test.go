package clerk_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	play "github.com/tianping-odr/tianping/internal/core/dispute/disputetest"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/locker"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/evidence"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

const chat = "卖家：这件衣服不褪色，褪色包退。\n"

// lockerOffice is an office whose buyer bought something.
func lockerOffice(t *testing.T) (*officetest.Office, id.Order) {
	t.Helper()
	o, err := officetest.Memory(t.Context(), 58, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	order, err := o.Buy(t.Context(), officetest.Goods{Qty: 1, Minor: 29900, Signed: 72 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	return o, order
}

func keep(t *testing.T, o *officetest.Office, who clerk.Who, order id.Order, body string) clerk.Kept {
	t.Helper()
	got, err := o.Clerk.Keep(t.Context(), who, clerk.Keeping{Order: order, Name: "聊天.txt", Note: "客服的承诺", Body: strings.NewReader(body)})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestM58_KeptSince: what a buyer kept before there was a dispute comes into his case
// with the same SHA-256 and with the instant at which it was kept, in the filing and as
// a later exhibit; a file uploaded afresh, and another person's word, say nothing of
// the kind. Whoever has the file can check it against the locker's own event.
func TestM58_KeptSince(t *testing.T) {
	t.Parallel()
	o, order := lockerOffice(t)
	buyer := o.Who("buyer")
	first := keep(t, o, buyer, order, chat)
	second := keep(t, o, buyer, id.Order{}, "尺码表：L 码胸围 104。")
	page, err := o.Casebook.Locker(t.Context(), buyer, casebook.LockerFilter{})
	if err != nil || len(page.Items) != 2 || page.Items[1].Name != "聊天.txt" || page.Items[1].Digest != chatDigest() {
		t.Fatalf("kept %+v: %v", page, err)
	}
	since := page.Items[1].At
	if err := o.Until(t.Context(), since.Add(50*time.Hour)); err != nil {
		t.Fatal(err)
	}
	opened, err := o.Clerk.Open(t.Context(), buyer, clerk.Opening{Order: order})
	if err != nil {
		t.Fatal(err)
	}
	taken, err := o.Clerk.UseKept(t.Context(), buyer, first.No, opened.Case)
	if err != nil || taken.Digest != chatDigest() {
		t.Fatalf("into the case: %+v, %v", taken, err)
	}
	if _, err := o.Clerk.Remove(t.Context(), buyer, first.No); err != nil { // the case has its own
		t.Fatal(err)
	}
	fresh, err := o.Clerk.Evidence.Take(t.Context(), evidence.Place{Market: o.Market, Case: opened.Case}, strings.NewReader("新拍的照片说明"))
	if err != nil {
		t.Fatal(err)
	}
	exhibit := func(digest string) dispute.Answers {
		return dispute.Answers{{Name: "digest", Value: digest}, {Name: "kind", Value: "CHAT"}}
	}
	err = o.Do(t.Context(), "buyer", opened.Case, "submit", play.Items("claims", play.Claim("E1", "REFUND_ONLY", 0, "1", "1")),
		dispute.Answer{Name: "exhibits", Items: []dispute.Answers{exhibit(taken.Digest), exhibit(fresh.Digest)}})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Do(t.Context(), "officer", opened.Case, "accept"); err != nil {
		t.Fatal(err)
	}
	look, err := o.Clerk.Look(t.Context(), buyer, opened.Case)
	if err != nil || len(look.World.Case.Exhibits) != 2 {
		t.Fatalf("exhibits %+v: %v", look.World.Case.Exhibits, err)
	}
	kept := look.World.Case.Exhibits[0].Kept
	if !kept.Since.Equal(since) || kept.Digest != chatDigest() {
		t.Errorf("kept since %+v, want %v", kept, since)
	}
	if got := look.World.Case.Exhibits[1].Kept; !got.IsZero() {
		t.Errorf("a fresh file claims %+v", got)
	}
	checkCommitment(t, o, kept)

	more, err := o.Clerk.UseKept(t.Context(), buyer, second.No, opened.Case)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Do(t.Context(), "buyer", opened.Case, "add_exhibit", exhibit(more.Digest)...); err != nil {
		t.Fatal(err)
	}
	look, err = o.Clerk.Look(t.Context(), buyer, opened.Case)
	if err != nil || look.World.Case.Exhibits[2].Kept.IsZero() {
		t.Fatalf("later exhibit %+v: %v", look.World.Case.Exhibits, err)
	}
}

// checkCommitment reads the locker's event as a stranger would: its hash is the one the
// case names, its mark is that of the salt and the file, and the file's digest stands
// nowhere in it.
func checkCommitment(t *testing.T, o *officetest.Office, k dispute.KeptSince) {
	t.Helper()
	events, err := o.Clerk.Docket.Events(t.Context(), clerk.LockerRef(o.Market, o.People["buyer"]), 1, 10)
	if err != nil {
		t.Fatal(err)
	}
	e := events[0]
	h := docket.Hash(e.Header, e.Payload, docket.EncodeSealed(e.Sealed))
	salt, err := hex.DecodeString(k.Salt)
	if err != nil || len(salt) != 32 || hex.EncodeToString(h[:]) != k.Event {
		t.Fatalf("the case names %s with salt %s, the event is %x", k.Event, k.Salt, h)
	}
	if got := e.Event.(locker.Kept).Mark; got != locker.Mark([32]byte(salt), k.Digest) {
		t.Errorf("mark %s does not open", got)
	}
	for _, e := range events {
		if bytes.Contains(e.Payload, []byte(k.Digest)) {
			t.Errorf("%s tells the digest of a private file", e.Kind)
		}
	}
}

// TestM58_OnlyOwn: nobody but its person finds an item; an order that is not his is
// unknown to him; and an item does not go into a case he has no part in.
func TestM58_OnlyOwn(t *testing.T) {
	t.Parallel()
	o, order := lockerOffice(t)
	got := keep(t, o, o.Who("buyer"), order, chat)
	for _, other := range []string{"shop", "officer", "admin"} {
		if _, _, err := o.Clerk.OpenKept(t.Context(), o.Who(other), got.No); whyNot(err) != locker.Gone {
			t.Errorf("%s opens it: %v", other, err)
		}
		if page, err := o.Casebook.Locker(t.Context(), o.Who(other), casebook.LockerFilter{}); err != nil || len(page.Items) != 0 {
			t.Errorf("%s sees %+v, %v", other, page, err)
		}
	}
	if _, err := o.Clerk.Keep(t.Context(), o.Who("officer"), clerk.Keeping{Order: order, Body: strings.NewReader(chat)}); !errors.Is(err, clerk.ErrUnknown) {
		t.Errorf("a stranger ties to the order: %v", err)
	}
	opened, err := o.Clerk.Open(t.Context(), o.Who("buyer"), clerk.Opening{Order: order})
	if err != nil {
		t.Fatal(err)
	}
	own := keep(t, o, o.Who("mediator"), id.Order{}, chat)
	if _, err := o.Clerk.UseKept(t.Context(), o.Who("mediator"), own.No, opened.Case); !errors.Is(err, clerk.ErrUnknown) {
		t.Errorf("a stranger lays something into a draft: %v", err)
	}
}

// TestM58_Once: the same bytes for the same order are one item with its first instant;
// for another they are another. Removing one of two leaves the bytes; removing both
// destroys them, and the words too.
func TestM58_Once(t *testing.T) {
	t.Parallel()
	o, order := lockerOffice(t)
	buyer := o.Who("buyer")
	a, b, c := keep(t, o, buyer, order, chat), keep(t, o, buyer, order, chat), keep(t, o, buyer, id.Order{}, chat)
	if a.No != b.No || !b.There || a.There || c.No == a.No {
		t.Fatalf("kept %+v, %+v, %+v", a, b, c)
	}
	if _, err := o.Clerk.Remove(t.Context(), buyer, a.No); err != nil {
		t.Fatal(err)
	}
	f, _, err := o.Clerk.OpenKept(t.Context(), buyer, c.No)
	if err != nil {
		t.Fatal(err)
	}
	if raw, err := io.ReadAll(f); err != nil || string(raw) != chat {
		t.Fatalf("read %q, %v", raw, err)
	}
	if _, err := o.Clerk.Remove(t.Context(), buyer, c.No); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Clerk.Remove(t.Context(), buyer, c.No); whyNot(err) != locker.Gone {
		t.Errorf("removed twice: %v", err)
	}
	place := evidence.Place{Market: o.Market, Person: o.People["buyer"]}
	if _, err := o.Clerk.Evidence.Open(t.Context(), place, chatDigest()); !errors.Is(err, evidence.ErrUnknown) {
		t.Errorf("bytes of a removed item: %v", err)
	}
	texts, err := o.Casebook.Texts(t.Context(), o.Market, locker.Stream(o.People["buyer"]))
	if err != nil || len(texts) != 0 {
		t.Errorf("words of removed items stand in the clear: %v, %v", texts, err)
	}
}

// TestM58_TimeOver: by the rule in force an item goes by itself, at the instant its
// event named, and not before.
func TestM58_TimeOver(t *testing.T) {
	t.Parallel()
	o, order := lockerOffice(t)
	buyer := o.Who("buyer")
	got := keep(t, o, buyer, order, chat)
	state, _, err := o.Clerk.Locker(t.Context(), buyer)
	if err != nil {
		t.Fatal(err)
	}
	item := state.Items[0]
	if years := item.Until.Sub(item.At).Hours() / 24; years < 3*365 || years > 3*366+1 {
		t.Fatalf("kept until %v, %v days", item.Until, years)
	}
	if err := o.Until(t.Context(), item.Until.Add(-time.Second)); err != nil {
		t.Fatal(err)
	}
	if f, _, err := o.Clerk.OpenKept(t.Context(), buyer, got.No); err != nil || f.Close() != nil {
		t.Fatalf("a second before: %v", err)
	}
	if err := o.Until(t.Context(), item.Until); err != nil {
		t.Fatal(err)
	}
	state, _, err = o.Clerk.Locker(t.Context(), buyer)
	if err != nil || len(state.Items) != 0 {
		t.Errorf("after its time: %+v, %v", state, err)
	}
	if n, err := o.Clerk.SweepLockers(t.Context()); n != 1 || err != nil {
		t.Errorf("swept %d, %v", n, err)
	}
}

// TestM58_Orphans: bytes whose event never came are destroyed by the sweep; those an
// item names stay; and after the person's key is destroyed nothing of them is left.
func TestM58_Orphans(t *testing.T) {
	t.Parallel()
	o, order := lockerOffice(t)
	buyer := o.Who("buyer")
	got := keep(t, o, buyer, order, chat)
	place := evidence.Place{Market: o.Market, Person: o.People["buyer"]}
	if _, err := o.Clerk.Evidence.Take(t.Context(), place, strings.NewReader("the process died here")); err != nil {
		t.Fatal(err)
	}
	if n, err := o.Clerk.SweepLockers(t.Context()); n != 1 || err != nil {
		t.Fatalf("swept %d, %v", n, err)
	}
	if f, _, err := o.Clerk.OpenKept(t.Context(), buyer, got.No); err != nil || f.Close() != nil {
		t.Fatalf("a named file: %v", err)
	}
	if err := o.Clerk.Keys.Destroy(t.Context(), record.Owner{Kind: record.Person, ID: o.People["buyer"].Bytes()}); err != nil {
		t.Fatal(err)
	}
	if n, err := o.Clerk.SweepLockers(t.Context()); n != 1 || err != nil {
		t.Errorf("after erasure swept %d, %v", n, err)
	}
}

func chatDigest() string {
	d := sha256.Sum256([]byte(chat))
	return hex.EncodeToString(d[:])
}

func whyNot(err error) string {
	if r, ok := errors.AsType[*locker.Refusal](err); ok {
		return r.Code
	}
	return ""
}
