// Package archtest keeps the picture of ARCHITECTURE.md true: it reads the source
// files of the whole repository and fails where one breaks a rule of the house.
// It never runs the product and is never imported.
//
//	source files ─ read → tree ─ each rule → findings "file:line: what is wrong"
//
// Each rule carries a small house in which it is broken, so that a rule which can
// no longer fail fails its own test. It parses files instead of asking the go
// command, so that the test cache notices every change. A rule is changed by an
// ADR, never to make a build pass (docs/adr/0003-the-house-is-checked.md).
package archtest
