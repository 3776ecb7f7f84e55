package page

import (
	"net/url"

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

// wholeList is the address of a list without search, filter or cursor.
func wholeList(here string) string {
	u, err := url.Parse(here)
	if err != nil {
		return "/"
	}
	return u.Path
}
