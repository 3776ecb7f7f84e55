// Package intake reads orders as shops tell them: the documented JSON form, the
// CSV that Taobao sellers export, and carriers' tracking histories. It turns each
// into an escrow.Purchase or says in which line and column what is wrong and how
// to mend it. It makes no ids, knows no clock, keeps nothing, and never lets one
// bad row stop a good one.
//
//	CSV ── decode → cells → rows of one order ─┐
//	JSON ─ split → strict tree → form ─────────┴→ Told ─ Run → Lander (the office)
//	                                               └ problems → report file, summary
//
// Whatever the size of the file, one row, one order and one batch are in memory;
// of a CSV also a few bytes for each order number. Problems name lines, columns
// and rules, never what stood there: a report may be passed on without a buyer's
// name or phone in it. The forms are described in docs/import.md.
package intake
