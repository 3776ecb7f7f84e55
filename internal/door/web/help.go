package web

import (
	"net/http"

	"github.com/tianping-odr/tianping/internal/door/web/page"
)

// help explains the words of disputes, to everybody.
func (s *Site) help(v *visit) error {
	words, err := s.Rules.Help(v.r.Context(), v.t.Lang, v.search())
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.HelpPage(v.frame(v.t.Help.Title).In("help"), words))
}
