package reception

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/evidence"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

func exhibitNo(no int) string { return fmt.Sprintf("E-%02d", no) }

// aside is what people wrote beside an exhibit.
type aside struct {
	name, purpose, late string
	bytes               int64
}

// asides are found by the digest of the file: it is in the act that brought it.
func (r *room) asides() map[string]aside {
	out := map[string]aside{}
	for _, e := range r.rows {
		a, ok := e.Event.(dispute.Act)
		if !ok {
			continue
		}
		if d := a.Inputs.Code("digest"); d != "" {
			out[d] = aside{name: e.Texts["name"], purpose: e.Texts["purpose"], late: e.Texts["late_reason"], bytes: a.Inputs.Minor("bytes")}
		}
		for i, item := range a.Inputs.Items("exhibits") {
			at := fmt.Sprintf("exhibits/%d/", i)
			out[item.Code("digest")] = aside{name: e.Texts[at+"name"], purpose: e.Texts[at+"purpose"], bytes: item.Minor("bytes")}
		}
	}
	return out
}

// exhibits are the evidence with what the sides say of it.
func (r *room) exhibits(ctx context.Context) []view.Exhibit {
	beside := r.asides()
	opine := r.choices("opine", "exhibit")
	var out []view.Exhibit
	for _, x := range r.kase.Exhibits {
		b := beside[x.Digest]
		kind := capital(r.in(wording.Evidence(x.Kind)))
		e := view.Exhibit{
			No: exhibitNo(x.No), Title: kind, Kind: kind, From: r.from(x.By, x.Role), Proves: b.purpose, At: r.local(x.At),
			Proof: short(x.Digest), Digest: x.Digest, Icon: "file-text",
		}
		if b.name != "" {
			e.Title = kind + r.t.Desk.Colon + b.name
		}
		if !x.Kept.IsZero() {
			e.Kept = r.in(wording.KeptSince(r.local(x.Kept.Since)))
		}
		if x.Late {
			e.Late = b.late
			if e.Late == "" {
				e.Late = capital(r.in(wording.Label("late")))
			}
		}
		if e.Bytes = r.size(ctx, x.Digest, b.bytes); e.Bytes > 0 {
			e.FileURL = caseURL(r.kase.ID) + "/exhibits/" + e.No + "/file"
		}
		for _, o := range x.Opinions {
			e.Opinions = append(e.Opinions, r.opinions(o)...)
		}
		if slices.Contains(opine, fmt.Sprint(x.No)) {
			e.OpineURL = moveURL(r.kase.ID, "opine", fmt.Sprint(x.No))
		}
		out = append(out, e)
	}
	return out
}

// size is how large the file of an exhibit is: as said when it came, else as it
// lies in the room; 0 when there is no file to fetch.
func (r *room) size(ctx context.Context, digest string, said int64) int64 {
	if digest == "" || said > 0 {
		return said
	}
	file, err := r.Evidence.Open(ctx, evidence.Place{Market: r.Market, Case: r.kase.ID}, digest)
	if err != nil {
		return 0
	}
	defer file.Close() //nolint:errcheck // nothing was read
	return file.Bytes
}

// from is who brought something: a side, or staff by their role.
func (r *room) from(side dispute.Side, role string) view.Who {
	if side != "" {
		return r.who[side]
	}
	words := capital(r.in(wording.Who(role)))
	return view.Who{Name: words, Role: words, Side: view.Staff}
}

// opinions says the three answers of a side (质证).
func (r *room) opinions(o dispute.Opinion) []view.Opinion {
	who := r.who[o.By].Role
	var out []view.Opinion
	for _, one := range []struct{ field, value string }{{"genuine", o.Genuine}, {"lawful", o.Lawful}, {"relevant", o.Relevant}} {
		v := view.Opinion{Verdict: view.Pending}
		switch one.value {
		case "":
			continue
		case "yes":
			v.Verdict = view.Agreed
		case "no":
			v.Verdict = view.Denied
		}
		v.Text = strings.TrimSpace(who + r.t.Desk.Colon + r.in(wording.Choice("opine", one.field, one.value)))
		out = append(out, v)
	}
	return out
}

// choices are the values a listed move offers for one of its inputs.
func (r *room) choices(move, field string) []string {
	var out []string
	for _, m := range r.Moves {
		if m.Name != move {
			continue
		}
		for _, f := range m.Fields {
			if f.Name != field {
				continue
			}
			for _, c := range f.Choices {
				out = append(out, c.Value)
			}
		}
	}
	return out
}
