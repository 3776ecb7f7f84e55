package web

import (
	"errors"
	"net/http"

	"github.com/tianping-odr/tianping/internal/door/web/form"
	"github.com/tianping-odr/tianping/internal/door/web/page"
)

func (s *Site) notices(v *visit) error {
	list, err := s.Notices.Notices(v.r.Context(), v.who, v.after())
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.NoticesPage(v.frame(v.t.Shell.Notices).In("notices"), list))
}

// notice shows a notice that was opened before. Looking serves nothing.
func (s *Site) notice(v *visit) error {
	notice, err := s.Notices.Notice(v.r.Context(), v.who, short(v.r.PathValue("notice")))
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.NoticePage(v.frame(notice.Subject).In("notices"), notice))
}

// noticeOpen serves a notice: a deliberate act of its receiver, never a GET.
func (s *Site) noticeOpen(v *visit) error {
	posted, err := v.posted()
	if err != nil {
		return err
	}
	notice := short(v.r.PathValue("notice"))
	if err := s.Notices.Open(v.r.Context(), v.who, notice, short(posted.Get(form.KeyName))); err != nil {
		return err
	}
	return v.see("/notices/" + notice)
}

// link shows a one-time link. It is looked at by scanners and previews: nothing
// changes, and little is told.
func (s *Site) link(v *visit) error {
	v.w.Header().Set("Referrer-Policy", "no-referrer")
	if err := v.leaf(v.linkRoom()); !errors.Is(err, ErrUnknown) {
		return err
	}
	landing, err := s.Links.Look(v.r.Context(), v.r.PathValue("token"), v.t.Lang)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page.LinkPage(v.frame(landing.Subject), landing))
}

// linkUsed consumes a one-time link.
func (s *Site) linkUsed(v *visit) error {
	v.w.Header().Set("Referrer-Policy", "no-referrer")
	if err := v.leafDone(v.linkRoom()); !errors.Is(err, ErrUnknown) {
		return err
	}
	landed, err := s.Links.Use(v.r.Context(), v.r.PathValue("token"), v.t.Lang)
	if err != nil {
		return err
	}
	f := v.frame(landed.Title)
	f.Here = "/" // the link is used up: nothing to come back to
	return v.show(http.StatusOK, page.LinkedPage(f, landed))
}

// linkRoom is the room of a one-time link that is no notice: what it is for decides
// which leaf there is.
func (v *visit) linkRoom() Room {
	at := v.room(LinkArea)
	at.ID = v.r.PathValue("token")
	return at
}
