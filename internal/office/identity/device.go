package identity

import (
	"context"
	"encoding/hex"
	"strings"
	"time"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// Device is the kind of browser a session began in: "firefox-linux", a code made of
// two words of a closed list. Nothing else of what the browser says is kept.
type Device string

// DeviceOf reads what a browser says of itself; "other-other" for what nobody knows.
func DeviceOf(agent string) Device {
	agent = strings.ToLower(agent)
	if agent == "" {
		return ""
	}
	first := func(rows [][2]string) string { // the first that is named: every browser names the ones before it
		for _, row := range rows {
			if strings.Contains(agent, row[0]) {
				return row[1]
			}
		}
		return "other"
	}
	browser := first([][2]string{
		{"micromessenger", "wechat"},
		{"edg", "edge"},
		{"opr/", "opera"},
		{"firefox", "firefox"},
		{"fxios", "firefox"},
		{"crios", "chrome"},
		{"chrom", "chrome"},
		{"safari", "safari"},
	})
	system := first([][2]string{
		{"iphone", "iphone"}, {"ipad", "ipad"}, {"harmony", "harmony"}, {"android", "android"}, {"windows", "windows"}, {"mac os", "mac"}, {"linux", "linux"},
	})
	return Device(browser + "-" + system)
}

// Words are the browser and the system; "other" where either is not known.
func (d Device) Words() (browser, system string) {
	browser, system, found := strings.Cut(string(d), "-")
	if !found || browser == "" || system == "" {
		return "other", "other"
	}
	return browser, system
}

// SessionRow is a session as its person may see it. Handle names it among the
// person's own and opens nothing.
type SessionRow struct {
	Handle  string
	Device  Device
	Began   time.Time
	Seen    time.Time // to the minute
	ByLink  bool      // began with a one-time link, not with a password
	Current bool
}

// handle is a name of a session that tells nothing of its token: some bytes of the
// token's hash, hashed again by who compares.
func (s Session) handle() string {
	h := hashOf(s.Token[:])
	return hex.EncodeToString(h[:10])
}

// Sessions lists the sessions of a person that still let in, newest first; the one
// of token is marked.
func (d *Desk) Sessions(ctx context.Context, market id.Market, p id.Person, token string) ([]SessionRow, error) {
	all, err := d.store.SessionsOf(ctx, market, p)
	if err != nil {
		return nil, wrapped("sessions", err)
	}
	own, now := Hash{}, d.now()
	if hash, ok := parseSession(token); ok {
		own = hash
	}
	out := make([]SessionRow, 0, len(all))
	for _, s := range all {
		if !now.Before(s.Expires) || now.Sub(s.Seen) >= d.idle {
			continue
		}
		out = append(out, SessionRow{
			Handle: s.handle(), Device: s.Device, Began: s.Created, Seen: s.Seen,
			ByLink: strings.HasPrefix(s.Credential, "link:"), Current: s.Token == own,
		})
	}
	return out, nil
}

// EndSession ends one session of a person, named by its handle.
//
// Refusals: SessionEnded (none of this person's).
func (d *Desk) EndSession(ctx context.Context, market id.Market, p id.Person, handle string) error {
	all, err := d.store.SessionsOf(ctx, market, p)
	if err != nil {
		return wrapped("sessions", err)
	}
	for _, s := range all {
		if s.handle() == handle {
			return wrapped("end session", d.store.EndSession(ctx, s.Token))
		}
	}
	return refuse(SessionEnded)
}
