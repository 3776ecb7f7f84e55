package reception

import (
	"context"
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/money"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// approvals are the drafts that wait for this visitor's approval (T34).
func (s *session) approvals(ctx context.Context) ([]view.Approval, error) {
	all, err := s.Casebook.Approvals(ctx, s.who())
	if err != nil {
		return nil, outside(err)
	}
	var out []view.Approval
	for _, a := range all {
		r, err := s.roomOf(ctx, a.Seen)
		if err != nil {
			return nil, err
		}
		by, err := s.name(ctx, a.Draft.By, false)
		if err != nil {
			return nil, err
		}
		brief := r.brief()
		row := view.Approval{URL: moveURL(r.kase.ID, "approve", strconv.Itoa(a.Draft.No)), Number: brief.Number, Title: brief.Title, By: by, Sum: money.Amount{Currency: r.kase.Currency}}
		for _, x := range a.Draft.Results {
			row.Sum.Minor += x.Minor
		}
		if !a.Due.IsZero() {
			row.Due = s.local(a.Due)
		}
		out = append(out, row)
	}
	return out, nil
}

// sentBack is why a draft was returned; "" where it was not.
func (r *room) sentBack(draft int) string {
	for _, e := range r.rows {
		if a, ok := e.Event.(dispute.Act); ok && a.Move == "return_draft" && a.Object == draft {
			return e.Texts["reason"]
		}
	}
	return ""
}

// remarks are what the second person said of the newest draft of this track, while
// no other has followed it.
func (d *desk) remarks() []string {
	drafts := d.world.Deliberation.Drafts
	for i := len(drafts) - 1; i >= 0; i-- {
		if drafts[i].Track != d.move.Track {
			continue
		}
		if drafts[i].Returned.IsZero() {
			return nil
		}
		return []string{d.t.Approve.Back, d.t.Approve.Reason + d.sentBack(drafts[i].No)}
	}
	return nil
}

// sentBackToMe is the reader's own draft of this track, where the second person has
// sent it back and none has followed: his form opens as he wrote it, so that he mends
// what was criticised and types nothing twice.
func (d *desk) sentBackToMe() (dispute.Answers, []view.Pair) {
	drafts := d.world.Deliberation.Drafts
	for i := len(drafts) - 1; i >= 0; i-- {
		x := drafts[i]
		if x.Track != d.move.Track {
			continue
		}
		if x.Returned.IsZero() || x.By != d.visitor.Person || d.act == "vary" {
			return nil, nil
		}
		var texts []view.Pair
		for path, text := range d.entryTexts(x.Hash) {
			texts = append(texts, view.Pair{Name: strings.ReplaceAll(path, "/", "."), Value: text})
		}
		return x.In, texts
	}
	return nil, nil
}
