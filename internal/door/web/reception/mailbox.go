package reception

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/procedure"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// mailbox is where notices are read: reading serves, and is an act.
type mailbox struct{ *Reception }

// noticeID names a notice in an address: its case and its number there.
func noticeID(c id.Case, no int) string { return c.String() + "." + strconv.Itoa(no) }

func parseNotice(text string) (id.Case, int, error) {
	head, tail, found := strings.Cut(text, ".")
	c, err := id.Parse[id.Case](head)
	no, bad := strconv.Atoi(tail)
	if err != nil || !found || bad != nil || no < 1 {
		return id.Case{}, 0, web.ErrUnknown
	}
	return c, no, nil
}

// Notices implements web.Notices.
func (m mailbox) Notices(ctx context.Context, who view.Visitor, after string) (view.NoticeList, error) {
	s, err := m.ask(ctx, who)
	if err != nil {
		return view.NoticeList{}, err
	}
	page, err := m.Casebook.Notices(ctx, s.who(), after, 25, s.hat(), casebook.AgentHat)
	if err != nil {
		return view.NoticeList{}, outside(err)
	}
	out := view.NoticeList{After: page.Next, First: after == ""}
	var of []id.Case
	for _, row := range page.Rows {
		of = append(of, row.Case)
	}
	about, err := s.Casebook.About(ctx, s.Market, of)
	if err != nil {
		return out, outside(err)
	}
	var orders []id.Order
	for _, row := range about {
		orders = append(orders, row.Order)
	}
	if err := s.callAll(ctx, nil, nil, orders); err != nil {
		return out, outside(err)
	}
	for _, row := range page.Rows {
		if !row.Left {
			continue // it waits for the morning
		}
		goods := s.bought[about[row.Case].Order].goods
		out.Rows = append(out.Rows, view.NoticeRow{
			ID: noticeID(row.Case, row.No), Subject: capital(s.in(wording.Notice(row.Kind).Title)), Case: row.Number, About: s.about(about[row.Case].Reason, goods),
			At: s.local(row.Queued), Read: !row.Served.IsZero(), Binding: row.Served.IsZero() && s.binds(row.Kind),
		})
	}
	return out, nil
}

// binds tells whether a period begins with the service of such a notice; the
// others only tell.
func (s *session) binds(kind string) bool {
	return slices.ContainsFunc(s.Library.Named("tianping-std").Procedure.Clocks, func(k procedure.Clock) bool {
		return slices.ContainsFunc(k.Start, func(st procedure.Start) bool { return st.Kind == "served" && st.Name == kind })
	})
}

// mine opens a notice for its receiver; for anybody else there is none.
func (m mailbox) mine(ctx context.Context, who view.Visitor, notice string) (*room, *dispute.Notice, error) {
	of, no, err := parseNotice(notice)
	if err != nil {
		return nil, nil, err
	}
	s, err := m.ask(ctx, who)
	if err != nil {
		return nil, nil, err
	}
	r, err := s.enter(ctx, of)
	if err != nil {
		return nil, nil, err
	}
	n := r.kase.Notice(no)
	if n == nil || !n.Left || r.Audience.Side == "" || n.To != r.Audience.Side {
		return nil, nil, web.ErrUnknown
	}
	return r, n, nil
}

// Notice implements web.Notices: what stands in it is shown once it is served.
func (m mailbox) Notice(ctx context.Context, who view.Visitor, notice string) (view.Notice, error) {
	r, n, err := m.mine(ctx, who, notice)
	if err != nil {
		return view.Notice{}, err
	}
	words := wording.Notice(n.Kind)
	out := view.Notice{Subject: capital(r.in(words.Title)), At: r.local(n.Queued), Served: r.local(n.Served), CaseURL: caseURL(r.kase.ID), Case: r.kase.Number}
	if n.Served.IsZero() {
		return out, nil
	}
	out.How = r.how(n.How)
	out.Body = []string{r.in(words.Lead)}
	for _, e := range r.rows {
		q, ok := e.Event.(dispute.NoticeQueued)
		if !ok || q.Notice.No != n.No {
			continue
		}
		out.Hash = fmt.Sprintf("%x", e.Hash)
		if body := e.Texts["body/"+string(r.visitor.Lang)]; body != "" {
			out.Body = strings.Split(body, "\n")
		}
	}
	for _, d := range r.kase.Deadlines {
		k := r.book.Clock(d.Clock)
		if k == nil || !d.Running() || d.StartBy != "served("+n.Kind+")" || d.Track != n.Track && n.Track != 0 {
			continue
		}
		if shown := r.deadline(d, k); out.Starts == nil || shown.Mine && !out.Starts.Mine {
			out.Starts = &shown
		}
	}
	return out, nil
}

// how says by what a notice was served.
func (r *room) how(code string) string {
	switch code {
	case "read":
		return r.t.Desk.ReadSite
	case "receipt":
		return fmt.Sprintf(r.t.Desk.AfterChannelsReceipt, wording.Length(receiptCounts(r.book), r.visitor.Lang))
	case "published_contact":
		return r.t.Desk.PublishedContact
	case "in_site":
		return r.t.Desk.Mailbox
	}
	return code
}

// Open implements web.Notices: an act of the receiver.
func (m mailbox) Open(ctx context.Context, who view.Visitor, notice, key string) error {
	r, n, err := m.mine(ctx, who, notice)
	if err != nil {
		return err
	}
	actor := r.session.who()
	actor.Key, actor.Digest = key, sumOf([]string{"/notices", notice})
	_, err = m.Clerk.Read(ctx, actor, r.kase.ID, n.No)
	if errors.Is(err, docket.ErrKeyReused) {
		return nil
	}
	return r.refused(err, "/notices", r.kase.ID)
}
