package web

import (
	"bytes"
	"compress/gzip"
	"crypto/rand"
	"net/http"
	"strings"

	"github.com/tianping-odr/tianping/internal/door/web/assets"
)

// mayPack tells whether a page may be compressed. The length of a compressed page
// tells something of its content to whoever can choose a part of it and watch the
// line (BREACH). So only what this site's own pages, or the visitor himself, asked
// for is compressed; what a foreign page leads to is sent as it is.
func mayPack(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "same-origin", "none":
		return assets.TakesGzip(r.Header.Get("Accept-Encoding"))
	}
	return false
}

// packed compresses a page, with a comment of random length in the head of the
// compressed bytes, so that the same page has another length each time.
func packed(page []byte) (out bytes.Buffer) {
	z, err := gzip.NewWriterLevel(&out, gzip.BestSpeed+4)
	if err != nil {
		panic("web: gzip: " + err.Error()) // the level is ours
	}
	var dice [1]byte
	if _, err := rand.Read(dice[:]); err != nil {
		panic("web: no randomness: " + err.Error())
	}
	z.Comment = strings.Repeat("=", int(dice[0]&63))
	_, _ = z.Write(page) // into memory: it cannot fail
	_ = z.Close()
	return out
}
