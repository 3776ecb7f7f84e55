// Package simulation lets seeded buyers, merchants and staff quarrel on a stepping
// legal clock, and then proves that nothing went wrong: every chain, projection and
// journal, every fen, every dated exit. It acts through the public commands only,
// inserts no row, and decides nothing itself.
//
//	Plan{seed} → batches of cases → town: people visit their cases → Clerk.Move …
//	                                  └ audit: docket.Verify, the money, the exits → Tally
package simulation
