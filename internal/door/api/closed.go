package api

import "net/http"

// Closed answers an operation while the house is being mended: nothing was recorded.
func Closed(w http.ResponseWriter, r *http.Request) {
	p := request("request/maintenance")
	p.Retry = 120
	p.write(w, languageOf(r))
}
