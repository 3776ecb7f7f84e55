// Package identity finds out who stands at a door: accounts with passwords,
// sessions, one-time links and API keys. It never says what somebody may do (that
// is the rule table, core/party), never knows a page or a request, and keeps no
// secret, log-in name or address in the clear: only hashes.
//
//	password ─ SignIn ──────┐
//	one-time link ─ EnterBy ┴▶ session token ─ Authenticate ─┐
//	tp_… API key ─ AuthenticateKey ─ ActAs(person) ──────────┴▶ Principal
//
// All times here are machine time.
package identity
