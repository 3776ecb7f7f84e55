// Package api is the door for programs: HTTP and JSON, described by OpenAPI 3.1.
// It finds out who asks, reads what was sent strictly, hands a command to the
// clerk or a question to the casebook, and puts the answer into words in both
// languages. It decides nothing, keeps nothing, and never says more than the
// casebook shows this reader; who may not see a thing gets the same 404 as for a
// thing that does not exist.
//
//	request ─ enter (key, on behalf of) ─ strict JSON ─ operation ─┬→ clerk (commands)
//	                                                               └→ casebook (views)
//	answer  ─ ETag: version of the case ─ problem+json (RFC 9457), zh and en
//
// Every operation stands once in a table and is registered from it, so that the
// OpenAPI document, the page at /docs and the server can't disagree. Each act of
// the vocabulary is its own operation; which of them are possible now, with which
// bounds, says GET /v1/cases/{id}/moves.
package api
