// Package dockettest is a docket in memory and the conformance suite that every
// store of streams must pass. It is for tests and simulations; nothing in it lasts.
//
//	NewMemory(design, seed) ─ same registrar, maps below ─ seeded keys
//	Run(t, open)            ─ the suite: memory, SQLite, PostgreSQL
package dockettest
