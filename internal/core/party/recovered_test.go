package party

import (
	"strings"
	"testing"
)

// TestRecoveredAndRevealed: an identity is vouched for and a look is recorded with one
// of the listed grounds and with words, which are sealed and never in the payload.
func TestRecoveredAndRevealed(t *testing.T) {
	t.Parallel()
	open, locked := Person{ID: ann, Registered: true}, Person{ID: ann, Registered: true, Lock: Lock{At: monday}}
	for name, c := range map[string]struct {
		p    Person
		ask  Recover
		code Code
	}{
		"good":      {open, Recover{By: InPerson, Reason: "身份证原件"}, ""},
		"stranger":  {Person{ID: ann}, Recover{By: InPerson, Reason: "x"}, NotRegistered},
		"locked":    {locked, Recover{By: InPerson, Reason: "x"}, AlreadyLocked},
		"no way":    {open, Recover{By: "guess", Reason: "x"}, UnknownReason},
		"no reason": {open, Recover{By: ByVideo, Reason: "  "}, ReasonMissing},
		"too long":  {open, Recover{By: ByVideo, Reason: strings.Repeat("x", MaxReason+1)}, ReasonMissing},
	} {
		out, err := DecideRecovered(c.p, Act{At: monday}, c.ask)
		told(t, name, err, c.code)
		if c.code == "" && (len(out) != 1 || len(out[0].Clear) != 1 || out[0].Clear[0].Text != c.ask.Reason || out[0].Clear[0].Owner.Kind != "person") {
			t.Errorf("%s: %+v", name, out)
		}
	}
	for name, c := range map[string]struct {
		p    Person
		ask  Reveal
		code Code
	}{
		"good":       {locked, Reveal{Purpose: ToReach, Reason: "通知退回"}, ""},
		"stranger":   {Person{ID: ann}, Reveal{Purpose: ToReach, Reason: "x"}, NotRegistered},
		"no purpose": {open, Reveal{Purpose: "curious", Reason: "x"}, UnknownReason},
		"no reason":  {open, Reveal{Purpose: ToReach}, ReasonMissing},
	} {
		out, err := DecideReveal(c.p, Act{At: monday}, c.ask)
		told(t, name, err, c.code)
		if c.code == "" && (len(out) != 1 || out[0].Clear[0].Path != "reason") {
			t.Errorf("%s: %+v", name, out)
		}
	}
}

// TestSignInPolicy: it is folded, and the same again gives no event.
func TestSignInPolicy(t *testing.T) {
	t.Parallel()
	want := SignInPolicy{StaffSecondStep: true}
	_, err := DecideSignInPolicy(Market{}, Act{At: monday}, want)
	told(t, "not open", err, NotOpened)
	out, err := DecideSignInPolicy(Market{Opened: true}, Act{At: monday}, want)
	if err != nil || len(out) != 1 {
		t.Fatalf("%+v, %v", out, err)
	}
	if e, ok := out[0].Event.(SignInPolicySet); !ok || SignInPolicy(e) != want {
		t.Errorf("%+v", out[0].Event)
	}
	if out, err = DecideSignInPolicy(Market{Opened: true, SignIn: want}, Act{At: monday}, want); err != nil || out != nil {
		t.Errorf("again: %+v, %v", out, err)
	}
}

func told(t *testing.T, name string, err error, want Code) {
	t.Helper()
	r, _ := err.(*Refusal) //nolint:errorlint // never wrapped
	if (r == nil) != (want == "") || r != nil && r.Code != want {
		t.Errorf("%s: %v, want %q", name, err, want)
	}
}
