// Package party knows who takes part and for whom they act: persons and their
// references, links between persons found to be one human, grants of a
// marketplace, members of merchants, and the table of who may do what. It never
// sees a log-in, a password or a name in the clear, and never asks the clock.
//
//	person  stream ─ Evolve ─▶ Person   references (as HMAC), contacts, lock
//	market  stream ─ Evolve ─▶ Market   grants, members, links, legal clock,
//	                                    rulebooks, outages, channels
//	Market + who ─ Ask ─▶ Request + Facts of the case ─ Decide(Table) ─▶ Decision{Allow, Rule}
//
// The table is data (rulebook/authority/*.yaml); its words, the conditions behind
// them and the separations it may not drop are here.
package party
