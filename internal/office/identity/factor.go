package identity

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/subtle"
	"encoding/base32"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// Factor is the second step of a person's sign-in: a secret shared with an app that
// shows another code every 30 seconds (RFC 6238). The secret must be read again to
// compare, so it is kept encrypted, bound to its person.
type Factor struct {
	Market    id.Market
	Person    id.Person
	Secret    []byte // sealed
	Created   time.Time
	Confirmed time.Time // zero: shown, but no code has proved it yet
	LastStep  int64     // of the last code taken; it and those before it are spent
}

// Numbers of the second step.
const (
	factorSecret  = 20 // bytes, as RFC 4226 wants
	factorPeriod  = 30 * time.Second
	factorSkew    = 1  // steps before and after
	RecoveryCodes = 10 // given out at once
	codeBytes     = 10 // of one recovery code
	secondLength  = 5 * time.Minute
)

func secondBrake() brake { return brake{free: 5, most: 15 * time.Minute} }

// Enrolment is what an app must be told, once.
type Enrolment struct {
	Secret string // base32, in groups of four
	URI    string // otpauth://…, for the picture
}

// FactorState is what a person may know of the own second step.
type FactorState struct {
	On    bool
	Begun bool // a secret was made that no code has proved yet
	Since time.Time
	Codes int // recovery codes left
}

// Factor tells whether a person has a second step.
func (d *Desk) Factor(ctx context.Context, market id.Market, p id.Person) (FactorState, error) {
	f, err := d.store.Factor(ctx, market, p)
	switch {
	case errors.Is(err, ErrUnknown):
		return FactorState{}, nil
	case err != nil:
		return FactorState{}, wrapped("second step", err)
	case f.Confirmed.IsZero():
		return FactorState{Begun: true}, nil
	}
	left, err := d.store.CodesLeft(ctx, market, p)
	return FactorState{On: true, Since: f.Confirmed, Codes: left}, wrapped("second step", err)
}

// BeginFactor makes the secret of a second step that is not on yet, or shows again
// the one that was made. label is what the app will call it.
//
// Refusals: FactorOn.
func (d *Desk) BeginFactor(ctx context.Context, market id.Market, p id.Person, label string) (Enrolment, error) {
	f, err := d.store.Factor(ctx, market, p)
	switch {
	case err == nil && !f.Confirmed.IsZero():
		return Enrolment{}, refuse(FactorOn)
	case err == nil:
		secret, err := d.openSecret(f)
		return enrolment(secret, label), err
	case !errors.Is(err, ErrUnknown):
		return Enrolment{}, wrapped("second step", err)
	}
	secret := make([]byte, factorSecret)
	if err := d.dice.fill(secret); err != nil {
		return Enrolment{}, err
	}
	f = Factor{Market: market, Person: p, Created: d.now()}
	if f.Secret, err = d.sealSecret(f, secret); err != nil {
		return Enrolment{}, err
	}
	return enrolment(secret, label), wrapped("second step", d.store.SetFactor(ctx, f, nil))
}

// ConfirmFactor puts the second step on, by a code the app shows, and tells the
// recovery codes once.
//
// Refusals: FactorOff (nothing was begun), FactorOn, CodeWrong, Throttled.
func (d *Desk) ConfirmFactor(ctx context.Context, market id.Market, p id.Person, code string) ([]string, error) {
	f, err := d.factor(ctx, market, p)
	switch {
	case err != nil:
		return nil, err
	case !f.Confirmed.IsZero():
		return nil, refuse(FactorOn)
	}
	step, err := d.braked(ctx, f, code)
	if err != nil {
		return nil, err
	}
	f.Confirmed, f.LastStep = d.now(), step
	return d.keep(ctx, f)
}

// NewCodes replaces the recovery codes, by a fresh code of the app.
//
// Refusals: FactorOff, CodeWrong, Throttled.
func (d *Desk) NewCodes(ctx context.Context, market id.Market, p id.Person, code string) ([]string, error) {
	f, err := d.spend(ctx, market, p, code)
	if err != nil {
		return nil, err
	}
	return d.keep(ctx, f)
}

// EndFactor puts the second step off, by a code of the app or a recovery code.
//
// Refusals: FactorOff, CodeWrong, Throttled.
func (d *Desk) EndFactor(ctx context.Context, market id.Market, p id.Person, code string) error {
	if err := d.Prove(ctx, market, p, code); err != nil {
		return err
	}
	return wrapped("second step", d.store.DropFactor(ctx, market, p))
}

// DropFactor puts it off for somebody whose identity staff have checked.
func (d *Desk) DropFactor(ctx context.Context, market id.Market, p id.Person) error {
	return wrapped("second step", d.store.DropFactor(ctx, market, p))
}

// Prove takes a code of the app, or a recovery code; each is good once.
//
// Refusals: FactorOff, CodeWrong (also one used before), Throttled.
func (d *Desk) Prove(ctx context.Context, market id.Market, p id.Person, code string) error {
	code = strings.NewReplacer(" ", "", "-", "").Replace(strings.ToLower(code))
	if len(code) == 6 {
		_, err := d.spend(ctx, market, p, code)
		return err
	}
	f, err := d.factor(ctx, market, p)
	if err != nil {
		return err
	}
	if f.Confirmed.IsZero() {
		return refuse(FactorOff)
	}
	if err := d.countSecond(ctx, f); err != nil {
		return err
	}
	secret, ok := bytesOf(strings.NewReplacer("o", "0", "i", "1", "l", "1").Replace(code))
	if !ok || len(secret) != codeBytes {
		return refuse(CodeWrong)
	}
	err = d.store.TakeCode(ctx, market, p, d.veiledCode(f, secret))
	if errors.Is(err, ErrUnknown) {
		return refuse(CodeWrong)
	}
	if err != nil {
		return wrapped("recovery code", err)
	}
	return d.forgiveSecond(ctx, f)
}

// spend takes a code of an app whose second step is on: of several who bring the
// same one, one gets in.
func (d *Desk) spend(ctx context.Context, market id.Market, p id.Person, code string) (Factor, error) {
	f, err := d.factor(ctx, market, p)
	switch {
	case err != nil:
		return f, err
	case f.Confirmed.IsZero():
		return f, refuse(FactorOff)
	}
	step, err := d.braked(ctx, f, code)
	if err != nil {
		return f, err
	}
	f.LastStep = step
	err = d.store.TakeStep(ctx, market, p, step)
	if errors.Is(err, ErrUnknown) {
		return f, refuse(CodeWrong)
	}
	return f, wrapped("second step", err)
}

func (d *Desk) factor(ctx context.Context, market id.Market, p id.Person) (Factor, error) {
	f, err := d.store.Factor(ctx, market, p)
	if errors.Is(err, ErrUnknown) {
		return f, refuse(FactorOff)
	}
	return f, wrapped("second step", err)
}

// braked finds the step a code belongs to, counting tries.
func (d *Desk) braked(ctx context.Context, f Factor, code string) (int64, error) {
	if err := d.countSecond(ctx, f); err != nil {
		return 0, err
	}
	secret, err := d.openSecret(f)
	if err != nil {
		return 0, err
	}
	step, ok := stepOf(secret, strings.ReplaceAll(code, " ", ""), d.now())
	if !ok || step <= f.LastStep {
		return 0, refuse(CodeWrong)
	}
	return step, d.forgiveSecond(ctx, f)
}

// stepOf looks through all the steps a clock may be off by, whatever it finds: how
// long that takes tells nothing.
func stepOf(secret []byte, code string, now time.Time) (int64, bool) {
	found, at := int64(0), now.Unix()/int64(factorPeriod/time.Second)
	text := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
	for step := at - factorSkew; step <= at+factorSkew; step++ {
		want, err := hotp.GenerateCodeCustom(text, uint64(step), hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1}) //nolint:gosec // after 1970
		if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			found = step
		}
	}
	return found, found != 0
}

// countSecond counts a try before it is looked at.
//
// Refusals: Throttled.
func (d *Desk) countSecond(ctx context.Context, f Factor) error {
	now, wait := d.now(), time.Duration(0)
	err := d.store.Count(ctx, []Hash{d.secondKey(f)}, func(t []Tally) []Tally {
		tries := t[0].forget(now)
		if wait = secondBrake().wait(tries, now); wait <= 0 {
			tries.Failures, tries.Last = tries.Failures+1, now
		}
		return []Tally{tries}
	})
	if err == nil && wait > 0 {
		return &Refusal{Code: Throttled, Retry: wait}
	}
	return wrapped("count code", err)
}

func (d *Desk) forgiveSecond(ctx context.Context, f Factor) error {
	return wrapped("count code", d.store.Count(ctx, []Hash{d.secondKey(f)}, func(t []Tally) []Tally {
		return []Tally{{Key: t[0].Key}}
	}))
}

func (d *Desk) secondKey(f Factor) Hash {
	m, p := f.Market.Bytes(), f.Person.Bytes()
	return veil(d.veil, []byte("second"), m[:], p[:])
}

// keep stores a factor with new recovery codes and tells them.
func (d *Desk) keep(ctx context.Context, f Factor) ([]string, error) {
	told, kept := make([]string, RecoveryCodes), make([]Hash, RecoveryCodes)
	for i := range told {
		secret := make([]byte, codeBytes)
		if err := d.dice.fill(secret); err != nil {
			return nil, err
		}
		told[i], kept[i] = printable(secret), d.veiledCode(f, secret)
	}
	return told, wrapped("second step", d.store.SetFactor(ctx, f, kept))
}

func (d *Desk) veiledCode(f Factor, secret []byte) Hash {
	m, p := f.Market.Bytes(), f.Person.Bytes()
	return veil(d.veil, []byte("recovery"), m[:], p[:], secret)
}

func enrolment(secret []byte, label string) Enrolment {
	text := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
	var groups []string
	for i := 0; i < len(text); i += 4 {
		groups = append(groups, text[i:min(i+4, len(text))])
	}
	return Enrolment{
		Secret: strings.Join(groups, " "),
		URI:    "otpauth://totp/" + label + "?secret=" + text + "&issuer=" + label,
	}
}

// sealSecret and openSecret keep a secret as AES-256-GCM under a key made of the
// veil, bound to marketplace and person.
func (d *Desk) sealSecret(f Factor, secret []byte) ([]byte, error) {
	box, bound, err := d.box(f)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, box.NonceSize())
	if err := d.dice.fill(nonce); err != nil {
		return nil, err
	}
	return box.Seal(nonce, nonce, secret, bound), nil
}

func (d *Desk) openSecret(f Factor) ([]byte, error) {
	box, bound, err := d.box(f)
	if err != nil {
		return nil, err
	}
	if len(f.Secret) < box.NonceSize() {
		return nil, errors.New("identity: a stored secret does not decode")
	}
	secret, err := box.Open(nil, f.Secret[:box.NonceSize()], f.Secret[box.NonceSize():], bound)
	if err != nil {
		return nil, errors.New("identity: a stored secret does not open: the veil is another one")
	}
	return secret, nil
}

func (d *Desk) box(f Factor) (cipher.AEAD, []byte, error) {
	key := veil(d.veil, []byte("second step key"))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, nil, fmt.Errorf("identity: second step: %w", err)
	}
	box, err := cipher.NewGCM(block)
	if err != nil {
		return nil, nil, fmt.Errorf("identity: second step: %w", err)
	}
	m, p := f.Market.Bytes(), f.Person.Bytes()
	return box, append(m[:], p[:]...), nil
}
