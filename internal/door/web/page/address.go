package page

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/tianping-odr/tianping/internal/door/web/view"
)

func chipClass(t view.Tone) string {
	if t == view.Plain {
		return "chip"
	}
	return "chip chip-" + string(t)
}

func sideChip(s view.Side) string {
	switch s {
	case view.Buyer:
		return "chip chip-buyer"
	case view.Seller:
		return "chip chip-seller"
	case view.Staff:
		return "chip chip-brand"
	case view.Gold:
		return "chip chip-gold"
	case view.NoSide:
	}
	return "chip"
}

// nextPage is this page's address with another cursor; firstPage without any.
func nextPage(here, after string) string {
	u, err := url.Parse(here)
	if err != nil {
		return "/"
	}
	q := u.Query()
	q.Del("after")
	if after != "" {
		q.Set("after", after)
	}
	u.RawQuery = q.Encode()
	return u.RequestURI()
}

func firstPage(here string) string { return nextPage(here, "") }

// inState is the address of a list in another state, from its first page on.
func inState(here, state string) string {
	u, err := url.Parse(firstPage(here))
	if err != nil {
		return "/"
	}
	q := u.Query()
	q.Del("state")
	if state != "" {
		q.Set("state", state)
	}
	u.RawQuery = q.Encode()
	return u.RequestURI()
}

// wholeList is the address of a list without search, filter or cursor.
func wholeList(here string) string {
	u, err := url.Parse(here)
	if err != nil {
		return "/"
	}
	return u.Path
}

// wayBack is where a visitor came from who met a fault: what the act was about, or
// the list it would stand in when there is no such thing; "/" when nothing is nearer.
func (f Frame) wayBack(status int) string {
	parts := strings.Split(strings.Trim(wholeList(f.Here), "/"), "/")
	list := "/" + parts[0]
	switch {
	case !f.Who.Known():
		return "/"
	case list == "/cases" && f.Who.Staff:
		list = "/workbench"
	case parts[0] == "file":
		return "/file"
	case !strings.Contains(" cases orders notices outgoing ", " "+parts[0]+" "):
		return "/"
	}
	if len(parts) > 2 && status != http.StatusNotFound {
		return "/" + parts[0] + "/" + parts[1]
	}
	if len(parts) == 1 {
		return "/"
	}
	return list
}

// backName says where a way back leads.
func (f Frame) backName(url string) string {
	switch {
	case strings.HasPrefix(url, "/cases/"):
		return f.T.Move.BackToCase
	case strings.HasPrefix(url, "/orders/"):
		return f.T.Move.BackToOrder
	}
	return f.T.Fault.Back
}
