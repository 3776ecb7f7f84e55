// Package dispute is the case: what may be done (Moves), what follows (Decide,
// Elapse) and what was recorded (Evolve). It knows every word a procedure file
// may use and no stage by name. It never reads a clock, a store or a text that a
// person wrote.
//
//	Moves(book, world, actor) ─ the same function ─ Decide(book, world, command)
//	                                                   │  first Elapse: what is already due
//	                                                   ▼
//	                              entries for case, talks, order, merchant …
//	                                                   │
//	                                                Evolve → next state
package dispute
