package web

import (
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/page"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// doing is one act being prepared: what it is about and its form.
type doing struct {
	*visit
	of      Of
	act, on string
	move    view.Move
	typed   form.Typed
	wrong   []form.Wrong
	key     string
	keep    view.Keeping
}

// begin finds the act the address names.
func (v *visit) begin() (doing, error) {
	d := doing{visit: v, act: short(v.r.PathValue("act")), on: short(v.r.URL.Query().Get("on"))}
	var err error
	if v.r.PathValue("order") != "" {
		d.of.Order, err = v.orderOf()
	} else {
		d.of.Case, err = v.caseOf()
	}
	return d, err
}

// move shows the form of an act, filled with its defaults and with what the
// address names ("?exhibits=E-03").
func (s *Site) move(v *visit) error {
	d, err := v.begin()
	if err != nil {
		return err
	}
	if d.move, err = s.Moves.Form(v.r.Context(), v.who, d.of, d.act, d.on); err != nil {
		return err
	}
	sheet := d.open()
	asked := form.Typed{}
	for _, f := range sheet.Fields {
		switch f.Kind {
		case dispute.Choice, dispute.Choices, dispute.Claims, dispute.Exhibits:
			if value := v.r.URL.Query().Get(f.Name); value != "" {
				asked.Set(f.Name, form.Show(short(value)))
			}
		default: // nothing else is filled in by an address somebody else may have written
		}
	}
	kept, keep := v.kept(d.action())
	d.key, d.keep, d.typed = s.token(15), keep, sheet.BlankWith(over(kept, asked))
	switch {
	case !keep.At.IsZero():
	case d.deciding() && len(d.move.Ruling.Given) > 0: // what was sent back to him
		d.typed = sheet.Fill(d.move.Ruling.Given, d.move.Ruling.Texts)
	case d.deciding():
		d.setUp()
	case d.appealing():
		d.setUpAppeal()
	}
	return d.showForm(http.StatusOK, nil, "")
}

// open is the first form of an act: a grave act asks for its confirmation on a
// page of its own.
func (d *doing) open() form.Sheet {
	sheet := d.sheet(d.act)
	for _, f := range d.move.Fields {
		if !d.move.Grave || f.Kind != dispute.Confirm {
			sheet.Fields = append(sheet.Fields, f)
		}
	}
	return sheet
}

// whole is the form with everything, as the second page sends it.
func (d *doing) whole() form.Sheet {
	sheet := d.sheet(d.act)
	sheet.Fields = d.move.Fields
	return sheet
}

// confirmation is what only the second page asks.
func (d *doing) confirmation() form.Sheet {
	sheet := d.sheet(d.act)
	for _, f := range d.move.Fields {
		if f.Kind == dispute.Confirm {
			sheet.Fields = append(sheet.Fields, f)
		}
	}
	return sheet
}

// moveDone takes a form: a row more or less, the way back, the confirmation, or
// the act itself.
func (s *Site) moveDone(v *visit) error {
	d, err := v.begin()
	if err != nil {
		return err
	}
	in, readErr := v.postedWithFiles(func(name string, body io.Reader) (Stored, string, error) {
		return v.keep(d.of, name, body)
	})
	typed := in.typed
	d.typed, d.key = typed, typed.Get(form.KeyName)
	d.keep.Place, _ = placeOf(typed)
	if d.move, err = s.Moves.Form(v.r.Context(), v.who, d.of, d.act, d.on); err != nil {
		return d.unless(func() error { return d.tooLate(err) })
	}
	d.tooLong(&in)
	for _, up := range in.files {
		d.whole().Receive(typed, up)
	}
	if no := picked(last(typed[form.StepName])); no > 0 && readErr == nil && len(d.move.Kept) > 0 {
		return d.fromLocker(no)
	}
	if d.appealing() && last(typed[form.StepName]) == "" {
		d.onlyTicked()
	}
	if d.key == "" || len(d.key) > 100 {
		d.key = s.token(15)
		readErr = errors.Join(readErr, errGarbled)
	}
	switch {
	case errors.Is(readErr, errTooBig):
		return d.showForm(http.StatusRequestEntityTooLarge, nil, v.t.Form.TooBig(s.FileBytes>>20))
	case readErr != nil:
		return d.showForm(http.StatusBadRequest, nil, v.t.Form.NotPosted)
	}
	if changed, ok := d.whole().Change(typed); ok {
		says := ""
		if d.typed.Get(form.ThenName) != changed.Get(form.ThenName) {
			says = v.t.Move.LookAgain
		}
		d.typed = changed
		return d.showForm(http.StatusOK, nil, says)
	}
	if d.deciding() {
		if done, err := d.deskStep(); done {
			return err
		}
	}
	if last(typed[form.StepName]) == "back" {
		return d.showForm(http.StatusOK, nil, "")
	}
	return d.take(in.wrong)
}

// last is the button pressed: its value comes after the hidden one of its name.
func last(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[len(values)-1]
}

// take reads the form and, when nothing is wrong, goes on: to the confirmation, or
// to the deed.
func (d *doing) take(fileWrong []form.Wrong) error {
	confirming := d.move.Grave && last(d.typed[form.StepName]) == "confirm"
	given, wrong := d.open().Read(without(d.typed, d.confirmation()))
	d.wrong = append(fileWrong, wrong...)
	if len(d.wrong) > 0 {
		return d.unless(func() error { return d.showForm(http.StatusUnprocessableEntity, nil, "") })
	}
	if asked, err := d.letsSlip(given); asked || err != nil {
		return err
	}
	if !d.move.Grave {
		return d.do(given)
	}
	if confirming {
		given, d.wrong = d.whole().Read(d.typed)
		if len(d.wrong) == 0 {
			return d.do(given)
		}
	}
	foresight, err := d.site.Moves.Foresee(d.r.Context(), d.who, d.of, d.act, d.on, given)
	if err != nil {
		return d.unless(func() error { return d.comeBack(err) })
	}
	status := http.StatusOK
	if len(d.wrong) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return d.show(status, d.confirmPage(foresight))
}

func (d *doing) confirmPage(s view.Foresight) templ.Component {
	m := d.drawn(d.confirmation(), nil, "")
	return page.ConfirmPage(d.frame(s.Asks).In("cases"), m, s, page.Hidden(carried(d.typed, d.confirmation())))
}

// unless answers a form that was sent before with what it recorded then, and
// otherwise as told: an act done may not be possible a second time, and its form
// may no longer fit.
func (d *doing) unless(otherwise func() error) error {
	done, err := d.site.Moves.Before(d.r.Context(), d.who, d.of, d.act, d.key)
	switch {
	case err == nil:
		return d.done(done)
	case errors.Is(err, ErrUnknown):
		return otherwise()
	}
	return err
}

// since is what happened after the form was made, so that who lost a race reads
// what changed. A form that does not say what it had seen is told nothing.
func (d *doing) since() []view.Entry {
	seen := d.typed.Get(form.SeenName)
	if seen == "" || len(seen) > 200 {
		return nil
	}
	entries, err := d.site.Moves.Since(d.r.Context(), d.who, d.of, seen)
	if err != nil {
		d.site.report(d.r.Context(), http.StatusInternalServerError, err)
		return nil
	}
	return entries
}

// do performs the act and leads to what it left behind.
func (d *doing) do(given dispute.Answers) error {
	done, err := d.site.Moves.Do(d.r.Context(), d.who, d.of, d.act, d.on, d.key, given)
	if err != nil {
		return d.comeBack(err)
	}
	d.forget(d.typed)
	return d.done(done)
}

func (v *visit) done(done view.Recorded) error {
	if done.Again {
		return v.show(http.StatusOK, page.AgainPage(v.frame(v.t.Move.AlreadyDone), done))
	}
	if !local(done.BackURL) {
		return v.see("/")
	}
	return v.see(withQuery(done.BackURL, "recorded", done.ID))
}

// comeBack shows the form again with why the act was not done; nothing typed is lost.
func (d *doing) comeBack(err error) error {
	var refused *Refused
	switch {
	case errors.As(err, &refused):
		if refused.Field != "" {
			d.wrong = append(d.wrong, form.Wrong{ID: form.ID(strings.ReplaceAll(refused.Field, "/", ".")), Message: refused.Title})
		}
		refused.Since = d.since()
		return d.showForm(http.StatusConflict, &refused.Refusal, "")
	case errors.Is(err, ErrUnknown), errors.Is(err, ErrForbidden):
		return err
	}
	status, title, _ := problem(d.t, err)
	d.site.report(d.r.Context(), status, err)
	if status == http.StatusInternalServerError {
		title += " · " + d.t.Fault.Reference(refOf(d.r.Context()))
	}
	return d.showForm(status, nil, title)
}

// tooLate answers a form whose act is no longer there: why, what is possible
// instead, and what had been written.
func (d *doing) tooLate(err error) error {
	var refused *Refused
	if !errors.As(err, &refused) {
		return err
	}
	refused.Since = d.since()
	return d.show(http.StatusConflict, page.RefusalPage(d.frame(refused.Title), refused.Refusal, d.written()))
}

// written is what a person wrote into the form, for copying: no keys, no digests.
func (d *doing) written() []view.Pair {
	var out []view.Pair
	words := d.site.Words(d.t.Lang)
	for _, name := range slices.Sorted(maps.Keys(d.typed)) {
		if strings.HasPrefix(name, "_") || strings.HasSuffix(name, ".rows") {
			continue
		}
		label := words.Field(d.act, withoutRows(name)).Name
		if label == "" {
			label = form.Show(name)
		}
		for _, value := range d.typed[name] {
			if value = strings.TrimSpace(form.Show(value)); value != "" && len(value) < 64<<10 {
				out = append(out, view.Pair{Name: label, Value: value})
			}
		}
	}
	return out
}

// withoutRows is the path of an input: "terms.0.sum" is "terms.sum".
func withoutRows(name string) string {
	parts := strings.Split(name, ".")
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool {
		_, err := strconv.Atoi(part)
		return err == nil
	}), ".")
}

func (d *doing) showForm(status int, refusal *view.Refusal, says string) error {
	if d.act == "message" {
		d.maySpeak()
	}
	switch {
	case d.deciding():
		return d.showDesk(status, refusal, says)
	case d.move.Review != nil:
		return d.showReview(status, refusal, says)
	case d.move.Ruling != nil:
		return d.show(status, page.ApprovePage(d.frame(d.move.Act.Name).In("workbench"), d.drawn(d.open(), refusal, says)))
	}
	return d.show(status, page.MovePage(d.frame(d.move.Act.Name).In("cases"), d.drawn(d.open(), refusal, says)))
}

func (d *doing) drawn(sheet form.Sheet, refusal *view.Refusal, says string) page.MoveForm {
	return page.MoveForm{
		Move: d.move, Action: d.action(), Keep: d.keep, Inputs: sheet.Draw(d.typed, d.wrong), Wrong: d.wrong,
		Refusal: refusal, Says: says, Key: d.key, Files: hasFiles(d.move.Fields),
	}
}

// action is where the form of the act is sent, and the place it is kept under.
func (d *doing) action() string {
	if d.on != "" {
		return withQuery(d.r.URL.Path, "on", d.on)
	}
	return d.r.URL.Path
}

func hasFiles(fields []dispute.Field) bool {
	return slices.ContainsFunc(fields, func(f dispute.Field) bool {
		return f.Kind == dispute.Digest || f.Kind == dispute.Group && hasFiles(f.Fields)
	})
}

// without is a form less the inputs of a sheet.
func without(typed form.Typed, sheet form.Sheet) form.Typed {
	out := maps.Clone(typed)
	for _, f := range sheet.Fields {
		delete(out, f.Name)
	}
	return out
}

// carried is what the confirmation page carries along unseen: everything but its
// own inputs and the key, which it has itself.
func carried(typed form.Typed, own form.Sheet) form.Typed {
	out := without(typed, own)
	delete(out, form.KeyName)
	delete(out, form.PlaceName)
	return out
}

// keep takes one file in.
func (v *visit) keep(of Of, name string, body io.Reader) (Stored, string, error) {
	stored, err := v.site.Files.Put(v.r.Context(), v.who, of, name, http.MaxBytesReader(v.w, io.NopCloser(body), v.site.FileBytes))
	return v.laid(stored, err)
}

// laid puts what was wrong with a file into words, for its input.
func (v *visit) laid(stored Stored, err error) (Stored, string, error) {
	var large *http.MaxBytesError
	switch {
	case errors.Is(err, ErrTooLarge), errors.As(err, &large):
		return stored, v.t.Form.TooBig(v.site.FileBytes >> 20), nil
	case errors.Is(err, ErrFileKind):
		return stored, v.t.Fault.FileKind, nil
	}
	return stored, "", err
}

func withQuery(path, name, value string) string {
	u, err := url.Parse(path)
	if err != nil {
		return "/"
	}
	q := u.Query()
	q.Set(name, value)
	u.RawQuery = q.Encode()
	return u.String()
}
