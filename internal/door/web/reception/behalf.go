package reception

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/evidence"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// A paper says who did an act, for whom and by which mandate (代为). The name of who
// acts is masked for everybody but his own side, as the party's is; kind, scope and
// time are not personal and stand there for all.

func mandateNo(no int) string { return fmt.Sprintf("M-%02d", no) }

// agentName is who acts for a side, as this reader may know him.
func (r *room) agentName(side dispute.Side, p id.Person) string {
	name := r.names[p]
	if !r.plain && r.Audience.Side != side && p != r.visitor.Person {
		name = mask(name)
	}
	if name == "" {
		name = r.t.Behalf.ActsFor
	}
	return name
}

func (r *room) mandateKind(m casebook.Mandate) string { return r.in(wording.Mandate(string(m.Kind))) }

func (r *room) day(t time.Time) string { return r.t.Ruling.Date(r.local(t)) }

// mandateTerm is since when, and until when.
func (r *room) mandateTerm(m casebook.Mandate) string {
	t := r.t.Behalf
	until := t.NoEnd
	switch {
	case !m.Ended.IsZero():
		until = t.Over(r.day(m.Ended))
	case !m.Until.IsZero():
		until = t.Over(r.day(m.Until))
	}
	return t.Term(r.day(m.From), until)
}

// mandateBasis names the document of a mandate by its number in the case.
func (r *room) mandateBasis(m casebook.Mandate) string {
	if m.No == 0 {
		return ""
	}
	return r.t.Behalf.Paper(r.in(wording.MandateDocument(string(m.Kind))), mandateNo(m.No))
}

// mandateSays is one mandate in a sentence: who, for whom, how far, since when, by what.
func (r *room) mandateSays(m casebook.Mandate) string {
	parts := []string{r.agentName(m.Side, m.Person), r.mandateKind(m), r.mandateTerm(m)}
	if basis := r.mandateBasis(m); basis != "" {
		parts = append(parts, basis)
	}
	return strings.Join(parts, r.t.Desk.Comma)
}

// standIns are those who acted for a side at an instant, as lines under its name.
func (r *room) standIns(side dispute.Side, at time.Time) []view.Pair {
	var out []view.Pair
	for _, m := range r.Mandates() {
		if m.Side == side && m.At(at) {
			out = append(out, view.Pair{Name: r.t.Behalf.ActsFor, Value: r.mandateSays(m)})
		}
	}
	return out
}

// byWhom follows the name of who did an act: nothing where the party did it itself.
func (r *room) byWhom(side dispute.Side, p id.Person, at time.Time) string {
	m, ok := casebook.Under(r.Mandates(), side, p, at)
	if !ok {
		return ""
	}
	return r.t.Behalf.By(r.agentName(side, p), r.mandateKind(m), r.day(m.From))
}

// mandatesOf are all mandates of the case, for its file.
func (r *room) mandatesOf() []view.Pair {
	var out []view.Pair
	for _, m := range r.Mandates() {
		p := view.Pair{Name: "—", Value: r.who[m.Side].Role + r.t.Desk.Colon + r.mandateSays(m)}
		if m.No > 0 {
			p.Name = mandateNo(m.No)
		}
		out = append(out, p)
	}
	return out
}

// mandateExhibits are the documents of the mandates: everybody in the case sees that
// they are there and of what kind; the bytes are for the own side, and for whoever
// named a purpose to look at the person (R30).
func (r *room) mandateExhibits(ctx context.Context) ([]view.Exhibit, error) {
	var out []view.Exhibit
	for _, m := range r.Mandates() {
		if m.No == 0 {
			continue
		}
		kind := capital(r.in(wording.MandateDocument(string(m.Kind))))
		e := view.Exhibit{
			No: mandateNo(m.No), Title: kind, Kind: kind, Icon: "file-text", From: r.who[m.Side], At: r.local(m.From), Proof: short(m.Proof), Digest: m.Proof,
			Proves: r.t.Behalf.Line(r.agentName(m.Side, m.Person), r.who[m.Side].Role, r.mandateKind(m)) + r.t.Desk.Comma + r.mandateTerm(m),
		}
		may, err := r.Casebook.MayOpen(ctx, r.session.who(), r.Case, m)
		if err != nil {
			return nil, err
		}
		if may {
			if e.Bytes = r.size(ctx, m.Proof, 0); e.Bytes > 0 {
				e.FileURL = caseURL(r.kase.ID) + "/exhibits/" + e.No + "/file"
			}
		} else {
			e.Proves += r.t.Desk.Comma + r.t.Behalf.NoFile
		}
		out = append(out, e)
	}
	return out, nil
}

// mandateFile opens the document of a mandate by its number, and says what it is.
func (r *room) mandateFile(ctx context.Context, no string) (*evidence.File, string, error) {
	for _, m := range r.Mandates() {
		if m.No == 0 || mandateNo(m.No) != no {
			continue
		}
		may, err := r.Casebook.MayOpen(ctx, r.session.who(), r.Case, m)
		if err != nil || !may {
			return nil, "", cmp.Or(err, web.ErrUnknown)
		}
		file, err := r.Evidence.Open(ctx, evidence.Place{Market: r.Market, Case: r.kase.ID}, m.Proof)
		return file, no + " " + r.in(wording.MandateDocument(string(m.Kind))), outside(err)
	}
	return nil, "", web.ErrUnknown
}
