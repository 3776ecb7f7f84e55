// Package escrow knows where every fen of an order is and why. It holds the
// states, events and acts of three kinds of streams: an order's, a merchant's and
// the guarantee fund's. It never calls a provider, never reads a clock, never
// moves money of another account than the act names, and never lets a balance
// but the outside world's fall below zero.
//
//	purchase → held ─┬─ K_CONFIRM ──→ payouts ── K_PAYOUT ──→ paying ──→ outside
//	            ↑↓   │
//	          frozen ┴→ payable ──→ outside (confirmed by the provider)
//	                      ↑ own payment · payouts · deposit · fund
package escrow
