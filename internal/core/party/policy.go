package party

import "github.com/tianping-odr/tianping/internal/core/record"

// SignInPolicy is what a marketplace asks of those who sign in.
type SignInPolicy struct {
	// StaffSecondStep asks everybody who holds a capacity of the marketplace for a
	// second step beside the password. Members of merchants are not asked.
	StaffSecondStep bool `json:"staff_second_step,omitempty"`
}

// SignInPolicySet records it.
type SignInPolicySet SignInPolicy

// Kind implements record.Event.
func (SignInPolicySet) Kind() string { return "sign_in_policy_set" }

// Version implements record.Event.
func (SignInPolicySet) Version() int { return 1 }

// DecideSignInPolicy sets what sign-in asks for; the same again gives no event.
//
// Refusals: NotOpened.
// Source: docs/adr/0009 (a marketplace says who signs in with a second step).
func DecideSignInPolicy(m Market, a Act, p SignInPolicy) ([]record.Entry, error) {
	switch {
	case !m.Opened:
		return nil, refuse(NotOpened)
	case m.SignIn == p:
		return nil, nil
	}
	return a.entry(m.Stream(), SignInPolicySet(p)), nil
}
