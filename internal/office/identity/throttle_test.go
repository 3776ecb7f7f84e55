package identity

import (
	"bytes"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var noon = time.Date(2026, 9, 14, 4, 0, 0, 0, time.UTC)

// TestBrake: the first attempts are free, then the wait doubles up to its most.
func TestBrake(t *testing.T) {
	t.Parallel()
	for failures, want := range map[int]time.Duration{
		0: 0, 4: 0, 5: time.Second, 6: 2 * time.Second, 7: 4 * time.Second, 14: 512 * time.Second,
		15: pairMost, 24: pairMost, 25: pairMost, 1_000_000: pairMost,
	} {
		if got := pairBrake().wait(Tally{Failures: failures, Last: noon}, noon); got != want {
			t.Errorf("%d failures: %s, want %s", failures, got, want)
		}
	}
	tally := Tally{Failures: 7, Last: noon}
	if got := pairBrake().wait(tally, noon.Add(4*time.Second)); got > 0 {
		t.Errorf("afterwards: %s", got)
	}
	if got := pairBrake().wait(tally, noon.Add(-time.Hour)); got != 4*time.Second {
		t.Errorf("machine clock set back: %s", got)
	}
}

// world is what the tallies say of one account, its holder's place and others'.
type world map[string]Tally

func (w world) try(address string, right bool, now time.Time) time.Duration {
	a, wait := attempt{w["pair "+address], w["account"], w["address "+address]}.begin(now)
	if wait <= 0 && right {
		a = a.succeed(now)
	}
	w["pair "+address], w["account"], w["address "+address] = a.pair, a.account, a.address
	return wait
}

// TestStrangersNeverShutOut: whatever strangers at other addresses did, the holder
// gets in at once where he signed in before, and within a minute anywhere else.
func TestStrangersNeverShutOut(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w, now := world{}, noon
		if wait := w.try("home", true, now); wait > 0 {
			t.Fatalf("first sign-in waits %s", wait)
		}
		strangers := rapid.SampledFrom([]string{"s1", "s2", "s3", "s4", "s5"})
		for range rapid.IntRange(0, 300).Draw(t, "attempts") {
			now = now.Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "seconds")) * time.Second)
			w.try(strangers.Draw(t, "stranger"), false, now)
		}
		if wait := w.try("home", true, now); wait > 0 {
			t.Fatalf("at home: waits %s", wait)
		}
		wait := w.try("hotel", true, now)
		if wait > accountMost {
			t.Fatalf("elsewhere: waits %s", wait)
		}
		if wait > 0 && w.try("hotel", true, now.Add(wait)) > 0 {
			t.Fatal("elsewhere: still waits after the wait it was told")
		}
	})
}

// TestGuessingIsSlow: from one address no more than a few dozen guesses a day are
// looked at, from a thousand addresses no more than one a minute.
func TestGuessingIsSlow(t *testing.T) {
	t.Parallel()
	one, looked := world{}, 0
	for now := noon; now.Before(noon.Add(24 * time.Hour)); now = now.Add(time.Second) {
		if one.try("s", false, now) <= 0 {
			looked++
		}
	}
	if looked > 120 {
		t.Errorf("from one address %d guesses were looked at", looked)
	}
	many, looked := world{}, 0
	for now, n := noon, 0; now.Before(noon.Add(6 * time.Hour)); now, n = now.Add(time.Second), n+1 {
		if many.try(string(rune('a'+n%1000)), false, now) <= 0 {
			looked++
		}
	}
	if looked > 6*60+accountFree+10 {
		t.Errorf("from a thousand addresses %d guesses were looked at", looked)
	}
}

// TestForget: failures are forgotten after a day, a good address after ninety.
func TestForget(t *testing.T) {
	t.Parallel()
	tally := Tally{Failures: 9, Last: noon, Good: noon}
	for after, want := range map[time.Duration]Tally{
		24*time.Hour - 1:      tally,
		24 * time.Hour:        {Last: noon, Good: noon},
		90*24*time.Hour - 1:   {Last: noon, Good: noon},
		90 * 24 * time.Hour:   {Last: noon},
		-365 * 24 * time.Hour: tally,
	} {
		if got := tally.forget(noon.Add(after)); got != want {
			t.Errorf("after %s: %+v", after, got)
		}
	}
}

// TestNetwork: one subscriber is one network, however his address is written.
func TestNetwork(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"203.0.113.7":           "203.0.113.7/32",
		"203.0.113.7:443":       "203.0.113.7/32",
		"::ffff:203.0.113.7":    "203.0.113.7/32",
		"2001:db8:1:2:3:4:5:6":  "2001:db8:1:2::/64",
		"[2001:db8:1:2::9]:443": "2001:db8:1:2::/64",
		"fe80::1%eth0":          "fe80::/64",
		"pipe":                  "unknown",
		"":                      "unknown",
	} {
		if got := string(network(address)); got != want {
			t.Errorf("%q: %s, want %s", address, got, want)
		}
	}
}

// TestTexts: what is written reads back, however it was typed, and nothing near it.
func TestTexts(t *testing.T) {
	t.Parallel()
	secret := bytes.Repeat([]byte{0xa5, 0x01}, linkBytes/2)
	text := printable(secret)
	if len(text) != 39 {
		t.Errorf("printed as %q", text)
	}
	for _, typed := range []string{
		text, " " + text + " ", string(bytes.ToUpper([]byte(text))),
		string(bytes.ReplaceAll([]byte(text), []byte("-"), nil)),
		string(bytes.ReplaceAll(bytes.ReplaceAll([]byte(text), []byte("0"), []byte("O")), []byte("1"), []byte("l"))),
	} {
		if got, ok := parsePrinted(typed); !ok || got != hashOf(secret) {
			t.Errorf("%q does not read back", typed)
		}
	}
	for _, bad := range []string{"", text[:38], text + "0", "u" + text[1:], string(make([]byte, 200))} {
		if _, ok := parsePrinted(bad); ok {
			t.Errorf("%q reads", bad)
		}
	}
	n := Number{15: 1}
	if got, ok := ParseNumber(n.String()); !ok || got != n || len(n.String()) != 26 {
		t.Errorf("number %s reads back as %v", n, got)
	}
	for _, bad := range []string{"", n.String()[1:], n.String()[:25] + "z", "O" + n.String()[1:]} {
		if _, ok := ParseNumber(bad); ok {
			t.Errorf("number %q reads", bad)
		}
	}
}

// TestStoredPassword: the stored form names its cost; another cost is not read.
func TestStoredPassword(t *testing.T) {
	t.Parallel()
	stored := encodePassword(bytes.Repeat([]byte{1}, saltBytes), bytes.Repeat([]byte{2}, sumBytes))
	const want = "$argon2id$v=19$m=19456,t=2,p=1$AQEBAQEBAQEBAQEBAQEBAQ$AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI"
	if stored != want {
		t.Errorf("stored as %s", stored)
	}
	if salt, sum, ok := decodePassword(stored); !ok || len(salt) != saltBytes || len(sum) != sumBytes {
		t.Error("does not read back")
	}
	for _, bad := range []string{"", "$", stored[1:], stored[:len(stored)-1], stored + "A", "$argon2id$v=19$m=8,t=1,p=1$AQ$AQ"} {
		if _, _, ok := decodePassword(bad); ok {
			t.Errorf("%q reads", bad)
		}
	}
}

// FuzzSecrets: any text is refused or reads as exactly one secret, and never panics.
func FuzzSecrets(f *testing.F) {
	key := "Bearer " + keyPrefix + letters(make([]byte, keyBytes))
	f.Add(key)
	f.Add(sessionText(make([]byte, sessionBytes)))
	f.Add(printable(make([]byte, linkBytes)))
	f.Add("Bearer  tp_")
	f.Fuzz(func(t *testing.T, text string) {
		if hash, ok := parseKey(text); ok {
			_, again := text[:7], "bearer "+text[7:]
			if same, ok := parseKey(again); !ok || same != hash || len(text) != len(key) {
				t.Errorf("key %q", text)
			}
		}
		if _, ok := parseSession(text); ok && len(text) != 43 {
			t.Errorf("session %q", text)
		}
		if _, ok := parsePrinted(text); ok && len(text) > 4*linkBytes {
			t.Errorf("link %q", text)
		}
		if n, ok := ParseNumber(text); ok && n.String() != text {
			t.Errorf("number %q", text)
		}
		_ = network(text)
		if login, ok := normalLogin(text); ok && (login == "" || len(login) > MaxLogin) {
			t.Errorf("login %q", text)
		}
	})
}
