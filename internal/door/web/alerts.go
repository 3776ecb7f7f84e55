package web

import (
	"net/http"

	"github.com/tianping-odr/tianping/internal/door/web/page"
)

// alerts is what needs the attention of staff in open cases.
func (s *Site) alerts(v *visit) error {
	list, err := s.Workbench.Alerts(v.r.Context(), v.who, v.after())
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.AlertsPage(v.frame(v.t.Bench.Alerts).In("workbench"), list))
}
