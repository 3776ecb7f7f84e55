package reception

import (
	"context"
	"fmt"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
)

// shownForOthers is how many cases of others stand on a page.
const shownForOthers = 25

// ofOthers marks a cursor of the cases of others: they are listed before one's own, all
// of them, page by page.
const ofOthers = "f."

// forOthers are the cases in which the visitor acts for somebody. next is where their
// list goes on; "" when one's own come next.
func (s *session) forOthers(ctx context.Context, query, after string) (rows []view.CaseRow, next string, err error) {
	page, err := s.Casebook.MyCases(ctx, s.who(), casebook.Filter{As: casebook.AgentHat, Query: query, After: strings.TrimPrefix(after, ofOthers), Limit: shownForOthers})
	if err != nil {
		return nil, "", err
	}
	if err := s.beforehand(ctx, page.Rows); err != nil {
		return nil, "", err
	}
	for _, row := range page.Rows {
		shown, err := s.caseRow(ctx, row)
		if err != nil {
			return nil, "", err
		}
		shown.Parties = s.t.People.OnBehalf + " · " + shown.Parties
		rows = append(rows, shown)
	}
	if page.Next != "" {
		next = ofOthers + page.Next
	}
	return rows, next, nil
}

// callAgents looks up what those are called who acted for a side, or may.
func (r *room) callAgents(ctx context.Context) error {
	look := func(p id.Person) error {
		_, err := r.name(ctx, p, false)
		return err
	}
	for _, m := range r.Mandates() {
		if err := look(m.Person); err != nil {
			return err
		}
	}
	for _, e := range r.Timeline {
		if a, ok := e.Event.(dispute.Act); ok && a.For {
			if err := look(e.Person); err != nil {
				return err
			}
		}
	}
	return nil
}

// agentsOf names who may act for a side, for that side's own eyes.
func (r *room) agentsOf(p dispute.Party) []string {
	var out []string
	for _, m := range p.Mandates() {
		if p.ActsFor(m.Person, r.now) {
			out = append(out, r.names[m.Person]+" · "+r.t.People.Kinds(string(m.Kind)))
		}
	}
	return out
}

// onBehalf says who acted for whom; everybody but the own side sees both names masked.
func (r *room) onBehalf(a dispute.Act, by id.Person) []string {
	if !a.For {
		return nil
	}
	return []string{fmt.Sprintf(r.t.People.ByFor, r.agentName(a.Side, by), r.who[a.Side].Name)}
}
