// Package web is the web site: it turns requests into questions and acts of a
// known visitor, and views into pages. It decides nothing, stores nothing but a
// cookie with an opaque token and one with a language, and needs no script in the
// browser: scripts make pages change while they are looked at, and nothing else. What it needs from the house it declares in ports.go; cmd wires it.
//
//	request → guard (limits, headers, foreign sites) → language → session → page
//	                                                                          │ ask   ─ ports → view → page/*.templ → HTML
//	                                                                          └ act   ─ form.Read → (confirm) → ports → 303 → GET
//
// Rules of the pages: an act is a POST and ends in a redirect; a form carries a
// one-time key, so that sending it twice does one thing; nothing typed is ever
// lost; a stranger gets 404; no personal data in logs, errors or addresses.
package web
