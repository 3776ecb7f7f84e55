// Package pagetest judges pages in a real browser, for tests: it opens them in
// Chromium as a phone or a desk would, light and dark, with letters of twice the
// size, and says what is wrong in words a person can act on. It knows no page and
// starts no server.
//
//	test ─ Open → Browser ─ Go, As ─┬ Axe       what a screen reader or weak eyes would miss (WCAG 2.0–2.2 A/AA, best practice)
//	                                ├ TooWide, Cut   sideways scrolling; text nobody can read to its end
//	                                ├ Shift, Weight  what jumped while loading; what came over the line
//	                                └ Complaints     what the browser itself said: a refused script, an error
package pagetest
