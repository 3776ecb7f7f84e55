package reception

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/looks"
)

// mostNews is how much of what changed stands above a case.
const mostNews = 5

// news is what others did since this member of staff last said he had read the case.
// To look changes nothing: the mark moves only when he says so, or goes to the next.
func (r *room) news(ctx context.Context) (*view.News, error) {
	if !r.Audience.Staff || r.Looks == nil {
		return nil, nil //nolint:nilnil // parties keep their own count
	}
	mark, err := r.Looks.Last(ctx, r.Market, r.visitor.Person, r.kase.ID)
	if err != nil {
		return nil, err
	}
	out := &view.News{First: mark == "", Seen: r.seen()}
	last := marked(mark)
	for _, e := range r.Timeline { // newest first
		if e.Seq <= last[e.Stream] || e.Person == r.visitor.Person || !r.isNews(e) {
			continue
		}
		if len(out.Rows) == mostNews {
			out.More++
			continue
		}
		out.Rows = append(out.Rows, r.newsRow(e))
	}
	return out, nil
}

// isNews tells what is worth reading first: what the timeline shows, and what was
// said or offered, which stands elsewhere on the page.
func (r *room) isNews(e casebook.Entry) bool {
	if a, ok := e.Event.(dispute.Act); ok && (a.Move == "message" || a.Move == "offer" || a.Move == "propose") {
		return true
	}
	return !quiet(e.Event)
}

func (r *room) newsRow(e casebook.Entry) view.NewsRow {
	entry := r.entry(e)
	row := view.NewsRow{At: entry.At, Side: entry.Side, Title: entry.Title, URL: "#e-" + entry.ID}
	if a, ok := e.Event.(dispute.Act); ok {
		switch a.Move {
		case "message":
			row.URL, row.Text, row.Private = "#"+entry.ID, brief(e.Texts["text"]), strings.HasPrefix(e.Stream, "caucus")
		case "offer", "propose":
			row.URL = "#offers"
		}
	}
	return row
}

// brief is the beginning of a text.
func brief(text string) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return string(runes)
}

// marked reads a mark: the newest line of each stream that was seen.
func marked(mark string) map[string]uint64 {
	out := map[string]uint64{}
	for _, part := range strings.Fields(mark) {
		stream, text, _ := strings.Cut(part, "-")
		if seq, err := strconv.ParseUint(text, 10, 64); err == nil {
			out[stream] = seq
		}
	}
	return out
}

// HaveRead implements web.Workbench: the mark names what the page had shown, never more.
func (b bench) HaveRead(ctx context.Context, who view.Visitor, of id.Case, seen string) error {
	if !who.Staff || b.Looks == nil || len(seen) > looks.Most {
		return web.ErrUnknown
	}
	s, err := b.ask(ctx, who)
	if err != nil {
		return err
	}
	r, err := s.enter(ctx, of)
	if err != nil {
		return err
	}
	mark, err := b.Looks.Last(ctx, b.Market, who.Person, of)
	if err != nil {
		return err
	}
	was, now := marked(mark), marked(seen)
	var parts []string
	for stream, head := range marked(r.seen()) {
		parts = append(parts, fmt.Sprintf("%s-%d", stream, max(was[stream], min(now[stream], head)))) // an older page takes nothing back
	}
	return b.Looks.Look(ctx, b.Market, who.Person, of, strings.Join(parts, " "))
}
