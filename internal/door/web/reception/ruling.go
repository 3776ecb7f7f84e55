package reception

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/remedy"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// rulingDesk is what who decides works with: each open claim with what has to be
// proved and by whom, the evidence of that kind, the clauses of its reason.
func (d *desk) rulingDesk(ctx context.Context) *view.Ruling {
	out := &view.Ruling{Exhibits: d.exhibits(ctx), Asked: d.ordered(), Sources: d.sourceNames(), Remarks: d.remarks(), FourEyes: d.fourEyes()}
	var cited []string
	for _, k := range d.claims() {
		no := claimNo(k.No)
		claim := d.kase.Claim(no)
		if claim == nil || !d.decidesOn(claim) {
			continue
		}
		c := view.RulingClaim{Claim: k}
		if d.act == "vary" {
			c.Bounds = d.reviewRange(claim)
		} else if claim.Minor > 0 {
			asked := d.sum(claim.Minor, d.kase.Currency)
			c.Bounds = fmt.Sprintf(d.t.Ruling.Bounds, asked, d.sum(0, d.kase.Currency), asked)
		}
		if reason, ok := d.book.Reasons.Reason(claim.Reason); ok {
			d.burden(&c, claim, reason)
			for _, x := range c.Cites {
				if !slices.Contains(cited, x) {
					cited = append(cited, x)
				}
			}
		}
		out.Claims = append(out.Claims, c)
	}
	for _, code := range cited {
		out.Clauses = append(out.Clauses, d.clause(code))
	}
	if d.act == "vary" {
		out.FourEyes = "" // of a ruling, not of its review
	}
	if m, ok := d.moveNamed("submit_draft"); ok && d.act == "rule" {
		a := d.room.act(m.Name, "")
		out.ToDraft = &a
	}
	return out
}

// decidesOn tells whether a claim gets its result by the act: those that are open,
// in a review those that somebody contests.
func (d *desk) decidesOn(k *dispute.Claim) bool {
	if k.Track != d.move.Track {
		return false
	}
	if d.act == "vary" {
		return !k.Final && len(d.seeks(k)) > 0
	}
	return k.State == dispute.Open
}

func claimNo(text string) int {
	var no int
	if _, err := fmt.Sscan(text, &no); err != nil {
		return 0
	}
	return no
}

// burden is the order of proof of a claim's reason, as it is now (domain.md §2).
func (d *desk) burden(c *view.RulingClaim, claim *dispute.Claim, reason remedy.Reason) {
	for _, who := range reason.Burden.For() {
		c.Burden = append(c.Burden, d.in(wording.Bearer(string(who))))
	}
	c.Note = d.in(wording.Words(reason.Burden.Note))
	for _, side := range []struct {
		code  string
		needs []remedy.Need
	}{{"buyer", reason.Buyer}, {"merchant", reason.Merchant}} {
		for _, n := range side.needs {
			issue := view.Issue{Code: side.code + "_" + n.Proof, Who: capital(d.in(wording.Side(side.code))), What: d.in(wording.Words(n.Words))}
			if issue.What == "" {
				issue.What = d.in(wording.Evidence(n.Proof))
			}
			for _, x := range d.kase.Exhibits {
				if x.Kind == n.Proof && (len(x.Claims) == 0 || slices.Contains(x.Claims, claim.No)) {
					issue.Brought = append(issue.Brought, exhibitNo(x.No))
				}
			}
			c.Issues = append(c.Issues, issue)
		}
	}
	for _, law := range reason.Law {
		if l, ok := d.book.Reasons.Law(law.Law); ok && l.Kind != "platform" {
			c.Cites = append(c.Cites, law.String())
		}
	}
}

// clause is a clause as the desk lists it: its mark stays visible (domain.md, U).
func (d *desk) clause(code string) view.Clause {
	c := view.Clause{No: code, Title: d.in(wording.Clause(code))}
	key, _, _ := strings.Cut(code, " ")
	if l, ok := d.book.Reasons.Law(key); ok {
		c.Source = d.in(wording.Mark(string(l.Mark)))
	}
	return c
}

func (r *room) sourceNames() []string {
	var out []string
	for _, s := range r.book.Procedure.Execution.Sources {
		out = append(out, capital(r.in(wording.Source(s))))
	}
	return out
}

// fourEyes says from which sum a second person is needed (T34).
func (d *desk) fourEyes() string {
	from := d.book.Procedure.Limits["four_eyes.from"]
	if from.N <= 1 {
		return ""
	}
	return fmt.Sprintf(d.t.Ruling.FourEyes, d.sum(from.N, d.kase.Currency))
}

// draftPapers are the drafts of this round as papers, the newest first.
func (d *desk) draftPapers(ctx context.Context) ([]view.DraftPaper, error) {
	t := d.t.Ruling
	var out []view.DraftPaper
	for _, x := range slices.Backward(d.world.Deliberation.Drafts) {
		if x.Track != d.move.Track && d.move.Track != 0 {
			continue
		}
		paper, err := d.decision(ctx, d.drafted(x, d.entryTexts(x.Hash)))
		if err != nil {
			return nil, err
		}
		p := view.DraftPaper{No: x.No, State: view.Chip{Tone: view.Warn, Text: t.DraftWaits}, Decision: paper}
		switch {
		case !x.Returned.IsZero():
			p.State, p.Remark = view.Chip{Tone: view.Bad, Text: d.t.Approve.Returned}, d.sentBack(x.No)
		case !x.Approved.IsZero():
			p.State = view.Chip{Tone: view.Fine, Text: t.DraftApproved}
		}
		if p.By, err = d.name(ctx, x.By, false); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// decidersDesk gives the acts of who decides, or approves, what lies beside the form.
func (d *desk) decidersDesk(ctx context.Context, out *view.Move) (err error) {
	has := func(name string) bool {
		return slices.ContainsFunc(out.Fields, func(f dispute.Field) bool { return f.Name == name })
	}
	switch {
	case has("facts"):
		out.Ruling = d.rulingDesk(ctx)
		out.Ruling.Given, out.Ruling.Texts = d.sentBackToMe()
	case d.act == "approve", d.act == "return_draft", d.act == "rule":
		out.Ruling = &view.Ruling{}
		if d.act == "approve" {
			if _, ok := d.moveNamed("return_draft"); ok {
				a := d.room.act("return_draft", d.on)
				out.Ruling.Back = &a
			}
		}
		out.Ruling.Drafts, err = d.draftPapers(ctx)
	case has("results"):
		out.Desk = &view.Desk{Exhibits: d.exhibits(ctx), Claims: d.claims()}
	}
	return err
}
