// Package money counts whole minor units. It never rounds unless told how, never
// overflows silently, and knows no float.
package money

// Amount is a sum in one currency: 719.20 CNY is {71920, "CNY"}.
type Amount struct {
	Minor    int64  `json:"minor"`
	Currency string `json:"currency"`
}
