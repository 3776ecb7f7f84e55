package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/tianping-odr/tianping/internal/door/api"
	"github.com/tianping-odr/tianping/internal/door/web"
)

// maintenanceFile in the data folder says that nothing may be written, or that this
// is coming; it is read at each request, so that no restart is needed (docs/operate.md).
const maintenanceFile = "maintenance.json"

// maintenance is what the file says. A file that does not read means read-only: who
// put it there wanted that.
func (h *house) maintenance() web.Quiet {
	raw, err := os.ReadFile(filepath.Join(h.data, maintenanceFile))
	if errors.Is(err, fs.ErrNotExist) {
		return web.Quiet{}
	}
	var said struct {
		ReadOnly    bool      `json:"readOnly"`
		From, Until time.Time `json:",omitzero"`
	}
	if err != nil || json.Unmarshal(raw, &said) != nil {
		return web.Quiet{Now: true}
	}
	return web.Quiet{Now: said.ReadOnly, From: said.From, Until: said.Until}
}

// mended keeps programs from writing while people cannot.
func (h *house) mended(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet || r.Method == http.MethodHead || r.Method == http.MethodOptions || !h.maintenance().Now {
			next.ServeHTTP(w, r)
			return
		}
		api.Closed(w, r)
	})
}
