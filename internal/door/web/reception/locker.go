package reception

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/id"
	"github.com/tianping-odr/tianping/internal/core/locker"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
	"github.com/tianping-odr/tianping/internal/office/casebook"
	"github.com/tianping-odr/tianping/internal/office/clerk"
	"github.com/tianping-odr/tianping/internal/office/docket"
	"github.com/tianping-odr/tianping/internal/office/evidence"
	"github.com/tianping-odr/tianping/internal/office/wording"
)

// lockers shows a visitor what he keeps for himself.
type lockers struct{ *Reception }

// A page of a locker, and how much of it is offered where an exhibit is submitted.
const (
	lockerPage = 20
	lockerPick = 8
)

// stowed turns what the office says of a locker into what the pages know.
func (s *session) stowed(err error) error {
	var refused *locker.Refusal
	if errors.As(err, &refused) {
		if refused.Code == locker.Gone {
			return web.ErrUnknown
		}
		return &web.Refused{Refusal: view.Refusal{Code: refused.Code, Title: s.t.Locker.Refused(refused.Code)}}
	}
	return outside(err)
}

// Locker implements web.Locker.
func (l lockers) Locker(ctx context.Context, who view.Visitor, ask web.LockerAsk) (view.Locker, error) {
	s, err := l.ask(ctx, who)
	if err != nil {
		return view.Locker{}, err
	}
	out := view.Locker{Query: ask.Query, First: ask.After == ""}
	if !ask.Order.IsZero() {
		if _, _, _, err := l.Clerk.DirectSide(ctx, s.who(), ask.Order); err != nil {
			return out, outside(err)
		}
		known, err := s.known(ctx, ask.Order)
		if err != nil {
			return out, outside(err)
		}
		out.OrdID = ask.Order.String()
		out.Of = &view.LockerOrder{ID: out.OrdID, Name: known.number, URL: orderURL(ask.Order)}
	}
	page, err := l.Casebook.Locker(ctx, s.who(), casebook.LockerFilter{Order: ask.Order, Query: ask.Query, After: ask.After, Limit: lockerPage})
	if err != nil {
		return out, outside(err)
	}
	out.After, out.Count = page.Next, page.Count
	out.Used = s.t.Locker.Used(page.Count, megabytes(page.Bytes), locker.MaxItems, megabytes(locker.MaxBytes))
	span, _ := l.Clerk.KeepFor(page.Legal)
	out.Rule = s.t.Locker.Rule(wording.Length(span, s.visitor.Lang))
	for _, i := range page.Items {
		shown, err := s.lockerItem(ctx, i)
		if err != nil {
			return out, outside(err)
		}
		out.Items = append(out.Items, shown)
	}
	out.Orders, err = s.lockerOrders(ctx, ask.Order)
	return out, outside(err)
}

// megabytes is how much lies there, as people say it.
func megabytes(n int64) string {
	tenths := (n*10 + 1<<20 - 1) >> 20
	return strings.TrimSuffix(strconv.FormatInt(tenths/10, 10)+"."+strconv.FormatInt(tenths%10, 10), ".0") + " MB"
}

// lockerOrders are the orders that may be named: the visitor's newest, and the one he
// came from.
func (s *session) lockerOrders(ctx context.Context, of id.Order) ([]view.Pair, error) {
	rows, err := s.Casebook.MyOrders(ctx, s.who(), casebook.OrderFilter{As: s.hat(), Limit: lockerPage})
	if err != nil {
		return nil, err
	}
	var out []view.Pair
	seen := false
	for _, r := range rows.Rows {
		known, err := s.known(ctx, r.Order)
		if err != nil {
			return nil, err
		}
		seen = seen || r.Order == of
		out = append(out, view.Pair{Name: r.Order.String(), Value: known.goods + s.t.Desk.Comma + known.number})
	}
	if !of.IsZero() && !seen {
		known, err := s.known(ctx, of)
		if err != nil {
			return nil, err
		}
		out = append([]view.Pair{{Name: of.String(), Value: known.goods + s.t.Desk.Comma + known.number}}, out...)
	}
	return out, nil
}

func (s *session) lockerItem(ctx context.Context, i casebook.LockerItem) (view.LockerItem, error) {
	url := "/locker/" + strconv.Itoa(i.No)
	out := view.LockerItem{
		No: i.No, Name: i.Name, Note: i.Note, Type: s.mediaName(i.Media), Icon: iconOf(i.Media), Bytes: i.Bytes, Digest: i.Digest, Proof: short(i.Digest),
		At: s.local(i.At), Until: s.local(i.Until), URL: url, FileURL: url + "/file",
	}
	if out.Name == "" {
		out.Name = s.t.Locker.Title + " " + strconv.Itoa(i.No)
	}
	switch i.Media {
	case "image/jpeg", "image/png", "image/webp", "image/gif":
		out.Picture = true
	}
	if !i.Order.IsZero() {
		known, err := s.known(ctx, i.Order)
		if err != nil {
			return out, err
		}
		out.Order = &view.Link{Name: known.number, URL: orderURL(i.Order)}
	}
	for _, c := range i.Cases {
		sight, err := s.Clerk.Look(ctx, s.who(), c)
		if errors.Is(err, clerk.ErrUnknown) {
			continue // a draft that is gone
		}
		if err != nil {
			return out, err
		}
		out.Cases = append(out.Cases, view.Link{Name: sight.World.Case.Number, URL: caseURL(c)})
	}
	return out, nil
}

// mediaName is a type of file as people say it: 图片 PNG, PDF.
func (s *session) mediaName(media string) string {
	kind, ending, _ := strings.Cut(media, "/")
	switch {
	case media == "text/plain":
		return s.t.Locker.Media(kind, "")
	case kind == "application":
		if at := strings.LastIndexByte(ending, '.'); at >= 0 { // …openxmlformats-officedocument.spreadsheetml.sheet
			ending = ending[at+1:]
		}
		return strings.ToUpper(ending)
	}
	return s.t.Locker.Media(kind, " "+strings.ToUpper(strings.TrimPrefix(ending, "x-")))
}

func iconOf(media string) string {
	switch {
	case strings.HasPrefix(media, "image/"):
		return "image"
	case strings.HasPrefix(media, "video/"):
		return "video"
	case strings.HasPrefix(media, "audio/"):
		return "headphones"
	}
	return "file-text"
}

// Item implements web.Locker.
func (l lockers) Item(ctx context.Context, who view.Visitor, no int) (view.LockerItem, error) {
	s, err := l.ask(ctx, who)
	if err != nil {
		return view.LockerItem{}, err
	}
	i, err := l.Casebook.LockerItem(ctx, s.who(), no)
	if err != nil {
		return view.LockerItem{}, outside(err)
	}
	out, err := s.lockerItem(ctx, i)
	return out, outside(err)
}

// Lay implements web.Locker.
func (l lockers) Lay(ctx context.Context, who view.Visitor, name string, body io.Reader) (web.Stored, error) {
	s, err := l.ask(ctx, who)
	if err != nil {
		return web.Stored{}, err
	}
	item, err := l.Clerk.Lay(ctx, s.who(), body)
	if err != nil {
		return web.Stored{}, s.stowed(err)
	}
	return web.Stored{Digest: item.Digest, Name: plainName(name), Media: item.Type, Bytes: item.Bytes}, nil
}

// Keep implements web.Locker. A form sent twice is one.
func (l lockers) Keep(ctx context.Context, who view.Visitor, in web.Keeping) (bool, error) {
	s, err := l.ask(ctx, who)
	if err != nil {
		return false, err
	}
	actor := s.who()
	actor.Key, actor.Digest = in.Key, sumOf([]string{"keep", in.Order.String(), in.Name, in.Note})
	kept, err := l.Clerk.KeepLaid(ctx, actor, clerk.Keeping{Order: in.Order, Name: in.Name, Note: in.Note}, evidence.Item{Digest: in.Digest, Type: in.Media, Bytes: in.Bytes})
	return kept.There, s.stowed(err)
}

// Bytes implements web.Locker.
func (l lockers) Bytes(ctx context.Context, who view.Visitor, no int) (web.File, error) {
	s, err := l.ask(ctx, who)
	if err != nil {
		return web.File{}, err
	}
	i, err := l.Casebook.LockerItem(ctx, s.who(), no)
	if err != nil {
		return web.File{}, outside(err)
	}
	f, _, err := l.Clerk.OpenKept(ctx, s.who(), no)
	if err != nil {
		return web.File{}, s.stowed(err)
	}
	if i.Name == "" {
		i.Name = "locker-" + strconv.Itoa(no)
	}
	return web.File{Name: i.Name, Type: f.Type, Bytes: f.Bytes, Body: f}, nil
}

// Remove implements web.Locker. Removed already is removed.
func (l lockers) Remove(ctx context.Context, who view.Visitor, no int, key string) error {
	s, err := l.ask(ctx, who)
	if err != nil {
		return err
	}
	actor := s.who()
	actor.Key, actor.Digest = key, sumOf([]string{"remove", strconv.Itoa(no)})
	_, err = l.Clerk.Remove(ctx, actor, no)
	if errors.Is(err, docket.ErrKeyReused) {
		return nil
	}
	return s.stowed(err)
}

// Use implements web.Locker.
func (l lockers) Use(ctx context.Context, who view.Visitor, no int, of id.Case) (web.Stored, error) {
	s, err := l.ask(ctx, who)
	if err != nil {
		return web.Stored{}, err
	}
	i, err := l.Casebook.LockerItem(ctx, s.who(), no)
	if err != nil {
		return web.Stored{}, outside(err)
	}
	item, err := l.Clerk.UseKept(ctx, s.who(), no, of)
	if errors.Is(err, evidence.ErrFull) {
		return web.Stored{}, s.refused(err, caseURL(of), of)
	}
	if err != nil {
		return web.Stored{}, s.stowed(err)
	}
	return web.Stored{Digest: item.Digest, Name: i.Name, Media: item.Type, Bytes: item.Bytes}, nil
}

// pickable is what of his locker a visitor may choose as an exhibit about an order: that
// order's first, then the newest; without what is there already.
func (s *session) pickable(ctx context.Context, of id.Order, there func(digest string) bool) ([]view.LockerItem, error) {
	var out []view.LockerItem
	for _, f := range []casebook.LockerFilter{{Order: of, Limit: 100}, {Limit: 100}} {
		page, err := s.Casebook.Locker(ctx, s.who(), f)
		if errors.Is(err, casebook.ErrUnknown) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		for _, i := range page.Items {
			if there(i.Digest) || f.Order.IsZero() && i.Order == of || len(out) >= lockerPick {
				continue
			}
			shown, err := s.lockerItem(ctx, i)
			if err != nil {
				return nil, err
			}
			shown.Here = i.Order == of
			out = append(out, shown)
		}
	}
	return out, nil
}
