package web

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/door/web/page"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// How a live page is kept up. A change is there within a second: lookEvery, and the
// time to draw it.
const (
	lookEvery = 300 * time.Millisecond
	beatEvery = 20 * time.Second
	mostLines = 2000 // in one process; who finds no place reloads his page
	ownLines  = 8    // of one person: his windows
)

// lines counts who listens. The zero value takes nobody; open begins.
type lines struct {
	mu     sync.Mutex
	all    int
	of     map[id.Person]int
	ending chan struct{}
}

func (l *lines) open() { l.of, l.ending = map[id.Person]int{}, make(chan struct{}) }

// take gives a place, or tells that there is none.
func (l *lines) take(p id.Person) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.all >= mostLines || l.of[p] >= ownLines {
		return false
	}
	l.all++
	l.of[p]++
	return true
}

func (l *lines) leave(p id.Person) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all--
	if l.of[p]--; l.of[p] == 0 {
		delete(l.of, p)
	}
}

// Leave ends all live pages: the server is being stopped. They ask again by
// themselves, wherever the site is then.
func (s *Site) Leave() {
	s.lines.mu.Lock()
	defer s.lines.mu.Unlock()
	select {
	case <-s.lines.ending:
	default:
		close(s.lines.ending)
	}
}

// position is where a reader stands: what he has seen, and how far the streams were.
func position(seen, heads string) string { return seen + "~" + heads }

// liveURL is the stream of changes of a room, from what this page shows; from is the
// query of the list it was opened from, so that a renewed room leads back there too.
func liveURL(of id.Case, c view.Case, done *view.Entry, from string) string {
	q := url.Values{"at": {position(c.Seen, c.Heads)}}
	if from != "" {
		q.Set("from", from)
	}
	if done != nil {
		q.Set("recorded", done.ID)
	}
	return "/cases/" + of.String() + "/live?" + q.Encode()
}

// line is one live page: a visitor, the case, and where he stands. It runs in the
// goroutine of its request and ends with it.
type line struct {
	*visit
	of       id.Case
	recorded string
	at       string // position; what came after it is not there yet
	heads    string
	watch    Watch
	out      *http.ResponseController
}

// errOver ends a line whose reader may not go on; its text is said on the page.
var errOver = errors.New("web: line over")

// live keeps the page of a case up to date. Whatever is sent is the reader's own
// page, made as it is made when he asks for it: the wall needs no second guard here.
// After a cut the browser says where it stood, and is sent what it has not seen.
func (s *Site) live(v *visit) error {
	of, err := v.caseOf()
	if err != nil {
		return err
	}
	l := &line{visit: v, of: of, recorded: short(v.r.URL.Query().Get("recorded")), out: http.NewResponseController(v.w)}
	if l.at = v.r.Header.Get("Last-Event-ID"); l.at == "" || len(l.at) > 400 {
		l.at = v.r.URL.Query().Get("at")
	}
	h := v.w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("X-Accel-Buffering", "no") // a proxy must not collect it
	_ = l.out.SetReadDeadline(time.Time{})
	_ = l.out.SetWriteDeadline(time.Time{})
	v.w.WriteHeader(http.StatusOK)
	switch {
	case !v.who.Known():
		return l.over(v.t.Live.Ended)
	case !s.lines.take(v.who.Person):
		return l.over(v.t.Live.Full)
	}
	defer s.lines.leave(v.who.Person)
	if err := l.run(v.r.Context()); err != nil && !errors.Is(err, errOver) && v.r.Context().Err() == nil {
		s.report(v.r.Context(), http.StatusInternalServerError, err)
	}
	return nil // the answer has begun: a page of faults would be no event
}

// run looks, tells, and beats until somebody ends it.
func (l *line) run(ctx context.Context) error {
	look, beat := time.NewTicker(lookEvery), time.NewTicker(beatEvery)
	defer look.Stop()
	defer beat.Stop()
	if err := l.look(ctx); err != nil {
		return err
	}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-l.site.lines.ending:
			return nil
		case <-beat.C:
			if err := l.beat(); err != nil {
				return err
			}
		case <-look.C:
			if err := l.look(ctx); err != nil {
				return err
			}
		}
	}
}

// beat asks whether the session still is, and keeps the line open.
func (l *line) beat() error {
	if err := l.again(); err != nil {
		return err
	}
	return l.send(": \n\n")
}

// again finds out anew who is there: a session ends, a membership is taken away.
func (l *line) again() error {
	was := l.who.Person
	l.who = view.Visitor{}
	if err := l.arrive(); err != nil {
		return err
	}
	if l.who.Person != was {
		return errors.Join(l.over(l.t.Live.Ended), errOver)
	}
	return nil
}

// look asks how far the streams have come; when further, the room is made anew.
func (l *line) look(ctx context.Context) error {
	if l.watch != nil {
		heads, err := l.watch.Heads(ctx)
		if err != nil || heads == l.heads {
			return err
		}
	}
	if err := l.again(); err != nil {
		return err
	}
	watch, err := l.site.Live.Watch(ctx, l.who, l.of)
	if err == nil {
		l.watch = watch
		l.heads, err = watch.Heads(ctx) // before the room is read: what comes between is seen next time
	}
	if err == nil {
		err = l.renew(ctx)
	}
	if errors.Is(err, ErrUnknown) || errors.Is(err, ErrForbidden) {
		return errors.Join(l.over(l.t.Live.Lost), errOver)
	}
	return err
}

// renew sends the room, unless it is what the reader has already.
func (l *line) renew(ctx context.Context) error {
	c, err := l.site.Cases.Case(ctx, l.who, l.of, "")
	if err != nil {
		return err
	}
	now := position(c.Seen, l.heads)
	if now == l.at {
		return l.send(": \n\n")
	}
	seen, _, _ := strings.Cut(l.at, "~")
	news, err := l.site.Live.News(ctx, l.who, l.of, seen)
	if err != nil {
		return err
	}
	done := justRecorded(c, l.recorded)
	from := l.r.URL.Query().Get("from")
	c.LiveURL = liveURL(l.of, c, done, from)
	l.recall(l.of, &c)
	f := l.frame(c.Title)
	f.Here, f.Back = "/cases/"+l.of.String(), backTo(from)
	var out bytes.Buffer
	if err := page.RoomNews(f, c, done, news).Render(ctx, &out); err != nil {
		return err
	}
	l.at = now
	return l.send(event("", now, out.String()))
}

// over tells the page that it no longer changes by itself, and why.
func (l *line) over(why string) error { return l.send(event("over", "", why)) }

func (l *line) send(text string) error {
	if _, err := l.w.Write([]byte(text)); err != nil {
		return err
	}
	return l.out.Flush()
}

// event writes one event of the stream (HTML standard, 9.2.6).
func event(name, at, data string) string {
	var out strings.Builder
	if name != "" {
		out.WriteString("event: " + name + "\n")
	}
	if at != "" {
		out.WriteString("id: " + at + "\n")
	}
	data = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(data) // a bare return would end the line
	for text := range strings.SplitSeq(data, "\n") {
		out.WriteString("data: " + text + "\n")
	}
	out.WriteString("\n")
	return out.String()
}
