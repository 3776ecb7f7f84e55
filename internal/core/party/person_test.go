package party

import (
	"crypto/sha256"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/record"
)

func external(source, externalID string) External {
	return External{
		Reference: Reference{Source: source, Digest: sha256.Sum256([]byte(source + " " + externalID))}, // in truth an HMAC
		ID:        externalID,
	}
}

func person(t testing.TB, steps ...func(Person) ([]record.Entry, error)) Person {
	t.Helper()
	p := NewPerson(ann)
	for i, step := range steps {
		entries, err := step(p)
		if err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
		p = EvolvePerson(p, played(entries, ann))
	}
	return p
}

func registered(p Person) ([]record.Entry, error) {
	return DecideRegister(p, at(monday), RegisterPerson{References: []External{external("taobao", "买家一号")}, Name: "王小明"})
}

func contact(address string) func(Person) ([]record.Entry, error) {
	return func(p Person) ([]record.Entry, error) {
		return DecideContact(p, at(monday), AddContact{Channel: SMS, Address: address})
	}
}

func verified(number int, when time.Time) func(Person) ([]record.Entry, error) {
	return func(p Person) ([]record.Entry, error) { return DecideVerified(p, at(when), number) }
}

func lock(since, now time.Time) func(Person) ([]record.Entry, error) {
	return func(p Person) ([]record.Entry, error) { return DecideLock(p, at(now), since, TakenOver) }
}

// TestPersonSealsWhatIsPersonal: names, ids and addresses leave only as sealed
// parts of the person's key; the payload and the state hold none of them.
func TestPersonSealsWhatIsPersonal(t *testing.T) {
	t.Parallel()
	var seen []record.Entry
	keep := func(step func(Person) ([]record.Entry, error)) func(Person) ([]record.Entry, error) {
		return func(p Person) ([]record.Entry, error) {
			entries, err := step(p)
			seen = append(seen, entries...)
			return entries, err
		}
	}
	p := person(t, keep(registered), keep(contact("13800000000")), keep(func(p Person) ([]record.Entry, error) {
		return DecideReference(p, at(monday), external("crm", "wang@example.org"))
	}), keep(func(p Person) ([]record.Entry, error) { return DecideName(p, at(monday), "王大明") }))
	state, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	text := string(state)
	sealed := map[string]string{}
	for _, e := range seen {
		payload, err := json.Marshal(e.Event)
		if err != nil {
			t.Fatal(err)
		}
		text += string(payload)
		for _, c := range e.Clear {
			sealed[c.Path] += c.Text + " "
			if c.Owner != (record.Owner{Kind: "person", ID: ann.Bytes()}) {
				t.Errorf("%s: sealed for %+v", c.Path, c.Owner)
			}
		}
	}
	want := map[string]string{
		"references/0/id": "买家一号 ", "name": "王小明 王大明 ", "address": "13800000000 ", "reference/id": "wang@example.org ",
	}
	if !reflect.DeepEqual(sealed, want) {
		t.Errorf("sealed %v", sealed)
	}
	for _, personal := range []string{"买家", "王", "138", "wang"} {
		if strings.Contains(text, personal) {
			t.Errorf("%q in the clear: %s", personal, text)
		}
	}
	var thawed Person
	if err := json.Unmarshal(state, &thawed); err != nil || !reflect.DeepEqual(thawed, p) {
		t.Errorf("does not thaw: %+v, %v", thawed, err)
	}
}

// TestPersonRefusals: each row breaks one rule.
func TestPersonRefusals(t *testing.T) {
	t.Parallel()
	nobody, ann := NewPerson(ann), person(t, registered, contact("13800000001"))
	long := strings.Repeat("x", 300)
	many := ann
	for range MaxContacts {
		many.Contacts = append(many.Contacts, Contact{})
	}
	full := ann
	for range MaxReferences {
		full.References = append(full.References, Reference{})
	}
	decide := func(entries []record.Entry, err error) func(Code) {
		return func(want Code) { t.Helper(); refused(t, want, entries, err) }
	}
	decide(registered(ann))(AlreadyRegistered)
	decide(DecideRegister(nobody, at(monday), RegisterPerson{References: make([]External, MaxReferences+1)}))(TooManyReferences)
	decide(DecideRegister(nobody, at(monday), RegisterPerson{References: make([]External, 1)}))(ReferenceEmpty)
	decide(DecideRegister(nobody, at(monday), RegisterPerson{Name: long}))(NameMalformed)
	decide(DecideName(nobody, at(monday), "x"))(NotRegistered)
	decide(DecideName(ann, at(monday), ""))(NameMalformed)
	decide(DecideReference(nobody, at(monday), external("a", "b")))(NotRegistered)
	decide(DecideReference(ann, at(monday), external("Tao Bao", "b")))(ReferenceEmpty)
	decide(DecideReference(ann, at(monday), external("a", long)))(ReferenceEmpty)
	decide(DecideReference(ann, at(monday), external("taobao", "买家一号")))(ReferenceKnown)
	decide(DecideReference(full, at(monday), external("a", "b")))(TooManyReferences)
	decide(contact("13800000001")(nobody))(NotRegistered)
	decide(contact("")(ann))(ContactMalformed)
	decide(contact(long)(ann))(ContactMalformed)
	decide(contact("13800000001")(many))(TooManyContacts)
	decide(DecideContact(ann, at(monday), AddContact{Channel: "pigeon", Address: "x"}))(UnknownChannel)
	decide(verified(2, monday)(ann))(UnknownContact)
	decide(DecideDropContact(ann, at(monday), 0))(UnknownContact)
	decide(lock(monday, monday)(nobody))(NotRegistered)
	decide(lock(monday.Add(1), monday)(ann))(LockAhead)
	decide(DecideUnlock(ann, at(monday), 1))(NotLocked)
}

// TestLock: only a contact verified before the takeover began opens the lock again,
// or staff who checked the identity; contacts cannot be dropped meanwhile.
func TestLock(t *testing.T) {
	t.Parallel()
	day := func(n int) time.Time { return monday.AddDate(0, 0, n) }
	p := person(t, registered, contact("13800000002"), contact("13800000003"), contact("13800000004"),
		verified(1, day(0)), verified(2, day(2)), lock(day(1), day(3)))
	if !p.Locked() {
		t.Fatal("not locked")
	}
	for number, want := range map[int]Code{2: NotVerified, 3: NotVerified, 4: UnknownContact, -1: UnknownContact} {
		entries, err := DecideUnlock(p, at(day(4)), number)
		refused(t, want, entries, err)
	}
	entries, err := DecideDropContact(p, at(day(4)), 1)
	refused(t, AlreadyLocked, entries, err)
	entries, err = lock(day(1), day(4))(p)
	refused(t, AlreadyLocked, entries, err)
	for _, number := range []int{0, 1} {
		entries, err := DecideUnlock(p, at(day(4)), number)
		if err != nil || EvolvePerson(p, played(entries, id.Person{})).Locked() {
			t.Errorf("contact %d: %v", number, err)
		}
	}
	again := person(t, registered, contact("13800000002"), verified(1, day(0)), verified(1, day(5)))
	if got := again.Contacts[0].Verified; !got.Equal(day(0)) {
		t.Errorf("verified again: first instant lost, %s", got)
	}
	dropped := EvolvePerson(again, played([]record.Entry{{Event: ContactDropped{Number: 1}, At: day(6)}}, ann))
	if dropped.Contacts[0].Live() || !again.Contacts[0].Live() {
		t.Error("drop: not done, or the older state changed")
	}
}

// TestContactFails: a contact that a provider refuses for good confirms nothing
// until the person is reached there again; the first instant of verifying stays.
func TestContactFails(t *testing.T) {
	t.Parallel()
	day := func(n int) time.Time { return monday.AddDate(0, 0, n) }
	p := person(t, registered, contact("13800000001"), verified(1, day(1)))
	if !p.Contacts[0].Confirmed() {
		t.Fatal("verified, yet not confirmed")
	}
	failed := func(when time.Time) func(Person) ([]record.Entry, error) {
		return func(p Person) ([]record.Entry, error) { return DecideContactFailed(p, at(when), 1) }
	}
	broken := person(t, registered, contact("13800000001"), verified(1, day(1)), failed(day(2)))
	if c := broken.Contacts[0]; c.Confirmed() || c.Open() || !c.Live() {
		t.Errorf("failed: %+v", c)
	}
	if entries, err := failed(day(3))(broken); err != nil || len(entries) != 0 {
		t.Errorf("told again: %d events, %v", len(entries), err)
	}
	mended := person(t, registered, contact("13800000001"), verified(1, day(1)), failed(day(2)), verified(1, day(4)))
	if c := mended.Contacts[0]; !c.Confirmed() || !c.Verified.Equal(day(1)) {
		t.Errorf("mended: %+v", c)
	}
	entries, err := DecideContactFailed(p, at(day(5)), 2)
	refused(t, UnknownContact, entries, err)
}

// TestAddresses: what no provider would take is refused before it is kept.
func TestAddresses(t *testing.T) {
	t.Parallel()
	p := person(t, registered)
	for _, c := range []struct {
		AddContact
		want bool
	}{
		{AddContact{Channel: Email, Address: "lin.xiao@example.org"}, true},
		{AddContact{Channel: Email, Address: "lin@@example.org"}, false},
		{AddContact{Channel: Email, Address: "lin.example.org"}, false},
		{AddContact{Channel: Email, Address: "lin@example.org\r\nBcc: x@example.org"}, false},
		{AddContact{Channel: Email, Address: "Lin <lin@example.org>"}, false},
		{AddContact{Channel: Email, Address: "lin@.org"}, false},
		{AddContact{Channel: SMS, Address: "+8613800000000"}, true},
		{AddContact{Channel: SMS, Address: "138****0000"}, false},
		{AddContact{Channel: SMS, Address: "138"}, false},
		{AddContact{Channel: PrintedLink, Address: "杭州市西湖区文三路 9 号"}, true},
	} {
		_, err := DecideContact(p, at(monday), c.AddContact)
		if (err == nil) != c.want {
			t.Errorf("%+v: %v", c.AddContact, err)
		}
	}
}

// TestEvents: kinds are unique, payloads have no maps, and every code is a code.
func TestEvents(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, e := range Events() {
		if seen[e.Kind()] || e.Version() != 1 || e.Kind() == "" {
			t.Errorf("%T: kind %q version %d", e, e.Kind(), e.Version())
		}
		seen[e.Kind()] = true
		noMaps(t, reflect.TypeOf(e))
		empty := reflect.New(reflect.TypeOf(e))
		if err := json.Unmarshal([]byte("{}"), empty.Interface()); err != nil {
			t.Errorf("%T: %v", e, err)
		}
	}
	if len(seen) != 27 {
		t.Errorf("%d events", len(seen))
	}
}

func noMaps(t *testing.T, typ reflect.Type) {
	t.Helper()
	switch typ.Kind() {
	case reflect.Map, reflect.Float64, reflect.Interface:
		t.Errorf("%s in a payload", typ)
	case reflect.Slice, reflect.Array, reflect.Pointer:
		noMaps(t, typ.Elem())
	case reflect.Struct:
		if typ == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range typ.NumField() {
			f := typ.Field(i)
			if f.IsExported() && f.Tag.Get("json") == "" {
				t.Errorf("%s.%s has no json tag", typ, f.Name)
			}
			if f.IsExported() {
				noMaps(t, f.Type)
			}
		}
	default:
	}
}

// TestDigestText: a digest reads back from its text, and nothing else does.
func TestDigestText(t *testing.T) {
	t.Parallel()
	d := record.Digest{0x0a, 31: 0xff}
	text, _ := d.MarshalText()
	var back record.Digest
	if err := back.UnmarshalText(text); err != nil || back != d || len(text) != 64 {
		t.Errorf("%s reads back as %s, %v", text, back, err)
	}
	for _, bad := range []string{"0", strings.Repeat("g", 64), strings.Repeat("A", 64), strings.Repeat("0", 63), strings.Repeat("0", 65)} {
		if err := back.UnmarshalText([]byte(bad)); err == nil || !back.IsZero() {
			t.Errorf("%q accepted as %s", bad, back)
		}
	}
	if err := back.UnmarshalText(nil); err != nil || !back.IsZero() || back.String() != "" {
		t.Errorf("empty: %v", err)
	}
}
