package web

import (
	"errors"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/page"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// fileChoose is the first step of a dispute: the order.
func (s *Site) fileChoose(v *visit) error {
	var order id.Order
	if asked := v.r.URL.Query().Get("order"); asked != "" && order.UnmarshalText([]byte(asked)) != nil {
		return ErrUnknown
	}
	list, err := s.Filing.Choose(v.r.Context(), v.who, order, short(v.r.URL.Query().Get("problem")), v.search(), v.after())
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.FileChoosePage(v.frame(v.t.File.WhichOrder).In("start"), list))
}

// fileBegin opens a draft about an order.
func (s *Site) fileBegin(v *visit) error {
	posted, err := v.posted()
	if err != nil {
		return err
	}
	var order id.Order
	if order.UnmarshalText([]byte(posted.Get("order"))) != nil || order.IsZero() {
		return ErrUnknown
	}
	in := Beginning{Order: order, Problem: short(posted.Get("problem")), Key: short(posted.Get(form.KeyName)), NewFacts: posted.Get("facts") == "yes"}
	if earlier := posted.Get("follows"); earlier != "" {
		if in.Follows, err = caseID(earlier); err != nil {
			return err
		}
	}
	draft, err := s.Filing.Begin(v.r.Context(), v.who, in)
	if err != nil {
		return err
	}
	return v.see("/file/" + draft.String() + "/problem")
}

// filing is one step of a draft.
type filing struct {
	*visit
	draft   id.Case
	step    string
	view    view.Draft
	typed   form.Typed
	wrong   []form.Wrong
	key     string
	note    string
	refusal *view.Refusal
	says    string
	keep    view.Keeping
	other   []view.Pair
}

func (v *visit) filing() (filing, error) {
	f := filing{visit: v, step: v.r.PathValue("step"), key: v.site.token(15)}
	var err error
	if f.draft, err = caseID(v.r.PathValue("draft")); err != nil {
		return f, err
	}
	if !slices.Contains(page.FileSteps()[1:], f.step) {
		return f, ErrUnknown
	}
	f.view, err = v.site.Filing.Step(v.r.Context(), v.who, f.draft, f.step)
	f.view.ID, f.view.Step, f.view.Limit = f.draft.String(), f.step, v.site.FileBytes
	return f, err
}

// filed leads who comes back to a draft that was filed to its case: by the back
// button, by a second press, by an old tab. For anybody else it is unknown.
func (f *filing) filed(err error) error {
	if !errors.Is(err, ErrUnknown) || f.draft.IsZero() {
		return err
	}
	if _, none := f.site.Cases.Case(f.r.Context(), f.who, f.draft, ""); none != nil {
		return err
	}
	return f.see("/cases/" + f.draft.String())
}

func (f *filing) form() form.Sheet {
	sheet := f.sheet("submit")
	sheet.Fields = f.view.Fields
	return sheet
}

// fileStep shows one step, with what was saved.
func (s *Site) fileStep(v *visit) error {
	f, err := v.filing()
	if err != nil {
		return f.filed(err)
	}
	kept, keep := v.kept(v.r.URL.Path)
	f.typed, f.keep = over(f.form().Fill(f.view.Given, f.view.Texts), kept), keep
	return f.draw(http.StatusOK)
}

func (f *filing) draw(status int) error {
	steps := page.FileSteps()
	p := page.FileForm{
		Draft: f.view, Inputs: f.form().Draw(f.typed, f.wrong), Wrong: f.wrong, Key: f.key,
		Refusal: f.refusal, Says: f.says, FileNote: form.Show(f.note), Keep: f.keep, Other: f.other,
	}
	if at := slices.Index(steps, f.step); at > 1 {
		p.Back = "/file/" + f.draft.String() + "/" + steps[at-1]
	}
	return f.show(status, page.FileStepPage(f.frame(f.t.Order.FileDispute).In("start"), p))
}

// fileSave keeps a step and goes on to the next; at the last it files the dispute.
func (s *Site) fileSave(v *visit) error {
	f, err := v.filing()
	if err != nil {
		return f.filed(err)
	}
	in, err := v.postedWithFiles(func(name string, body io.Reader) (Stored, string, error) {
		return v.keep(Of{Case: f.draft}, name, body)
	})
	typed := in.typed
	f.typed = typed
	f.keep.Place, _ = placeOf(typed)
	switch {
	case errors.Is(err, errTooBig):
		f.says = v.t.Form.TooBig(s.FileBytes >> 20)
		return f.draw(http.StatusRequestEntityTooLarge)
	case err != nil:
		f.says = v.t.Form.NotPosted
		return f.draw(http.StatusBadRequest)
	}
	if key := short(typed.Get(form.KeyName)); key != "" {
		f.key = key
	}
	if f.step == "evidence" {
		return f.evidence(in)
	}
	if changed, ok := f.form().Change(typed); ok {
		f.typed = changed
		return f.draw(http.StatusOK)
	}
	return f.save()
}

// evidence lays the uploaded files into the draft, each as the kind of evidence its
// input asks for, notes what the filer has none of, and goes on where he pressed. A
// file chosen is never lost by pressing another button.
func (f *filing) evidence(in arrived) error {
	pressed := last(f.typed[form.StepName])
	f.note = f.typed.Get("proves")
	about := f.sheet("submit")
	about.Fields = provesField()
	given, noteWrong := about.Read(form.Typed{"proves": f.typed["proves"]})
	f.wrong = append(in.wrong, noteWrong...)
	if pressed == "add" && len(in.files) == 0 && len(f.wrong) == 0 {
		f.wrong = []form.Wrong{{ID: "f-file", Message: f.t.File.NoFile}}
	}
	proves := ""
	if len(given) > 0 {
		proves = given[0].Text
	}
	if err := f.attach(in.files, proves); err != nil {
		return f.comeBack(err)
	}
	if kind, none := strings.CutPrefix(pressed, "none:"); none {
		if err := f.site.Filing.Lack(f.r.Context(), f.who, f.draft, short(kind), true); err != nil {
			return f.comeBack(err)
		}
	}
	if kind, some := strings.CutPrefix(pressed, "some:"); some {
		if err := f.site.Filing.Lack(f.r.Context(), f.who, f.draft, short(kind), false); err != nil {
			return f.comeBack(err)
		}
	}
	if no := picked(pressed); no > 0 {
		if err := f.fromLocker(no, proves); err != nil {
			return f.comeBack(err)
		}
	}
	if len(f.wrong) > 0 {
		if fresh, err := f.site.Filing.Step(f.r.Context(), f.who, f.draft, f.step); err == nil { // what was laid in shows
			f.view.Files, f.view.Asked, f.view.Tag = fresh.Files, fresh.Asked, fresh.Tag
		}
		return f.draw(http.StatusUnprocessableEntity)
	}
	switch pressed {
	case "back", "next", "":
		return f.lead(nil)
	}
	return f.see(f.r.URL.Path + "#yours")
}

// attach lays files in. An input “file.PHO” asks for photos; of “file” the kind was
// chosen beside it.
func (f *filing) attach(laid []form.Upload, proves string) error {
	for _, file := range laid {
		_, kind, asked := strings.Cut(file.Input, ".")
		says := ""
		if !asked {
			kind, says = short(f.typed.Get("kind")), proves
		}
		stored := Stored{Digest: file.Digest, Name: file.Name, Media: file.Media, Bytes: file.Bytes}
		if err := f.site.Filing.Attach(f.r.Context(), f.who, f.draft, stored, kind, says); err != nil {
			return err
		}
	}
	return nil
}

// save keeps a step and leads on, or back: who goes back keeps what can be read of
// an unfinished step.
func (f *filing) save() error {
	back := last(f.typed[form.StepName]) == "back"
	given, wrong := f.form().Read(f.typed)
	if f.wrong = wrong; len(wrong) > 0 && !back {
		return f.draw(http.StatusUnprocessableEntity)
	}
	f.wrong = nil
	return f.lead(given)
}

// lead keeps the answers of a step and goes to the next, or the one before; from the
// last it files the dispute.
func (f *filing) lead(given dispute.Answers) error {
	back := last(f.typed[form.StepName]) == "back"
	steps := page.FileSteps()
	at := slices.Index(steps, f.step)
	tag, err := f.site.Filing.Save(f.r.Context(), f.who, f.draft, f.step, short(f.typed.Get(form.TagName)), given)
	if err != nil {
		return f.comeBack(err)
	}
	f.forget(f.typed)
	switch {
	case back && at > 1:
		return f.see("/file/" + f.draft.String() + "/" + steps[at-1])
	case at < len(steps)-1:
		return f.see("/file/" + f.draft.String() + "/" + steps[at+1])
	}
	done, err := f.site.Filing.Submit(f.r.Context(), f.who, f.draft, tag, f.key)
	if err != nil {
		return f.comeBack(err)
	}
	return f.done(done)
}

// fileProtect freezes the goods of a draft, and comes back to the step it was asked on.
func (s *Site) fileProtect(v *visit) error {
	posted, err := v.posted()
	if err != nil {
		return err
	}
	draft, err := caseID(v.r.PathValue("draft"))
	if err != nil {
		return err
	}
	if err := s.Filing.Protect(v.r.Context(), v.who, draft, short(posted.Get(form.KeyName))); err != nil {
		return err
	}
	step := posted.Get("step")
	if !slices.Contains(page.FileSteps()[1:], step) {
		step = "problem"
	}
	return v.see("/file/" + draft.String() + "/" + step)
}

// comeBack shows the step again with why it was not saved. A draft changed in
// another window may be saved over by pressing once more: the new tag is in the form.
func (f *filing) comeBack(err error) error {
	var refused *Refused
	switch {
	case errors.As(err, &refused):
		f.refusal = &refused.Refusal
		if refused.Field != "" {
			f.wrong = append(f.wrong, form.Wrong{ID: form.ID(strings.ReplaceAll(refused.Field, "/", ".")), Message: refused.Title})
		}
		return f.draw(http.StatusConflict)
	case errors.Is(err, ErrUnknown), errors.Is(err, ErrForbidden):
		return err
	case errors.Is(err, ErrChanged):
		f.says, f.other = f.t.File.ChangedElsewhere, f.elsewhere()
		return f.draw(http.StatusConflict)
	}
	status, title, _ := problem(f.t, err)
	f.site.report(f.r.Context(), status, err)
	f.says = title
	return f.draw(status)
}

// elsewhere is what another window saved of this step and is not what stands here:
// two texts are both there to be read, and neither is lost by choosing the other.
func (f *filing) elsewhere() (out []view.Pair) {
	saved, words := f.form().Fill(f.view.Given, f.view.Texts), f.site.Words(f.t.Lang)
	for _, name := range slices.Sorted(maps.Keys(saved)) {
		if strings.HasPrefix(name, "_") || strings.HasSuffix(name, ".rows") || slices.Equal(saved[name], f.typed[name]) {
			continue
		}
		path := withoutRows(name)
		for _, value := range saved[name] {
			if chosen := words.Option("submit", path, value).Name; chosen != "" {
				value = chosen
			}
			if value = form.Show(value); value != "" {
				out = append(out, view.Pair{Name: words.Field("submit", path).Name, Value: value})
			}
		}
	}
	return out
}

// fileDrop takes a file out of a draft.
func (s *Site) fileDrop(v *visit) error {
	draft, err := caseID(v.r.PathValue("draft"))
	if err != nil {
		return err
	}
	if err := s.Filing.Detach(v.r.Context(), v.who, draft, short(v.r.PathValue("file"))); err != nil {
		return err
	}
	return v.see("/file/" + draft.String() + "/evidence")
}
