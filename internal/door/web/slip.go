package web

import (
	"net/http"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/page"
)

// letsSlip asks before words said in private go to who did not hear them, unless it
// was asked already. It tells whether it asked; nothing typed is lost either way.
func (d *doing) letsSlip(given dispute.Answers) (bool, error) {
	if d.typed.Get(form.SureName) == "yes" {
		return false, nil
	}
	found, err := d.site.Moves.Repeats(d.r.Context(), d.who, d.of, d.act, d.on, given)
	if err != nil || len(found.Runs) == 0 {
		return false, err
	}
	m := d.drawn(form.Sheet{}, nil, "")
	kept := without(d.typed, form.Sheet{})
	for _, name := range []string{form.KeyName, form.SeenName, form.StepName, form.SureName} {
		delete(kept, name)
	}
	title := d.t.Mediator.RepeatAsks(found.Runs[0].With, found.To)
	return true, d.show(http.StatusConflict, page.RepeatPage(d.frame(title).In("workbench"), m, found, page.Hidden(kept)))
}
