package identity

import (
	"net/netip"
	"time"
)

// Tally counts failed sign-ins under one key: an account from one address, an
// account from all addresses, or an address for all accounts.
type Tally struct {
	Key      Hash
	Failures int
	Last     time.Time // last counted attempt
	Good     time.Time // last sign-in that succeeded; pairs only
}

// brake is how failures slow down what follows: the first free ones cost nothing,
// then the wait doubles from a second up to most.
type brake struct {
	free int
	most time.Duration
}

// The brakes. What strangers do from elsewhere never costs the holder of an account
// more than a minute, and nothing at an address from which he signed in before; a
// one-time link is never braked.
const (
	pairFree    = 4
	accountFree = 20
	addressFree = 50

	pairMost    = 15 * time.Minute
	accountMost = time.Minute
	addressMost = 5 * time.Minute

	busyRetry = 2 * time.Second
)

// How long failures count, and how long an address from which somebody signed in
// stays good.
const (
	ForgetFailures = 24 * time.Hour
	ForgetGood     = 90 * 24 * time.Hour
)

func pairBrake() brake    { return brake{pairFree, pairMost} }
func accountBrake() brake { return brake{accountFree, accountMost} }
func addressBrake() brake { return brake{addressFree, addressMost} }

// wait is how long from now until the next attempt is looked at.
func (b brake) wait(t Tally, now time.Time) time.Duration {
	over := t.Failures - b.free
	if over <= 0 {
		return 0
	}
	pause := b.most
	if over < 20 {
		pause = min(time.Second<<(over-1), b.most)
	}
	// A machine clock set back must not make anybody wait longer than the pause.
	return min(t.Last.Add(pause).Sub(now), pause)
}

// attempt is the state of the three tallies around one sign-in.
type attempt struct{ pair, account, address Tally }

// begin counts an attempt as failed before the password is looked at, so that
// many at once cannot slip past; or tells how long to wait, counting nothing.
func (a attempt) begin(now time.Time) (attempt, time.Duration) {
	a.pair, a.account, a.address = a.pair.forget(now), a.account.forget(now), a.address.forget(now)
	wait := max(pairBrake().wait(a.pair, now), addressBrake().wait(a.address, now))
	if a.pair.Good.IsZero() {
		wait = max(wait, accountBrake().wait(a.account, now))
	}
	if wait > 0 {
		return a, wait
	}
	for _, t := range []*Tally{&a.pair, &a.account, &a.address} {
		t.Failures, t.Last = t.Failures+1, now
	}
	return a, 0
}

// succeed takes the counting back and remembers the pair as good.
func (a attempt) succeed(now time.Time) attempt {
	a.pair.Failures, a.pair.Good = 0, now
	a.account.Failures = max(0, a.account.Failures-1)
	a.address.Failures = max(0, a.address.Failures-1)
	return a
}

func (t Tally) forget(now time.Time) Tally {
	if now.Sub(t.Last) >= ForgetFailures {
		t.Failures = 0
	}
	if now.Sub(t.Good) >= ForgetGood {
		t.Good = time.Time{}
	}
	return t
}

// Stale tells whether nothing is lost by dropping the tally.
func (t Tally) Stale(now time.Time) bool {
	f := t.forget(now)
	return f.Failures == 0 && f.Good.IsZero()
}

// network is what counts as one address: an IPv4 address, or the half of an IPv6
// address that one subscriber has.
func network(address string) []byte {
	if withPort, err := netip.ParseAddrPort(address); err == nil {
		address = withPort.Addr().String()
	}
	a, err := netip.ParseAddr(address)
	if err != nil {
		return []byte("unknown")
	}
	a = a.Unmap()
	bits := 32
	if a.Is6() {
		bits = 64
	}
	prefix, err := a.WithZone("").Prefix(bits)
	if err != nil {
		return []byte("unknown")
	}
	return []byte(prefix.String())
}
