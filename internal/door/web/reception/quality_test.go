package reception

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tianping-odr/tianping/internal/core/party"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/pagetest"
	"github.com/tianping-odr/tianping/internal/door/web/text"
	"github.com/tianping-odr/tianping/internal/office/officetest"
)

// Pages that anybody comes to in a real office are judged in a browser, as real data
// makes them: no violation of axe-core, nothing cut and nothing scrolling sideways on
// the narrowest phone and with letters of twice the size. Account and administration
// are leaves, whose one sample says nothing of what stands in each: all of their rooms
// must have been seen. Other pages have samples that axe-core judges (TestGalleryIsWhole);
// here each is looked at on the narrowest phone and with large letters.
func TestQualityOfRealPages(t *testing.T) {
	b := pagetest.Open(t, 8*time.Minute)
	o, err := officetest.Memory(t.Context(), 13, officetest.Begins())
	if err != nil {
		t.Fatal(err)
	}
	several(t, o)
	desk, server := serveOffice(t, o)
	comes(t, o, desk, "regulator", party.Regulator)
	judged := map[string]bool{}
	for _, who := range []string{"buyer", "shop", "officer", "mediator", "adjudicator", "reviewer", "supervisor", "admin", "regulator", ""} {
		opened, cookies := crawl(t, server, who, text.Chinese)
		for _, name := range []string{"tianping", "as", "lang"} {
			b.Cookie(t, server.URL, name, "")
		}
		for _, c := range cookies {
			b.Cookie(t, server.URL, c.Name, c.Value)
		}
		for _, at := range opened {
			if judged[shape(at)] {
				continue
			}
			judged[shape(at)] = true
			b.Go(t, server.URL+at, pagetest.Named("phone"))
			said := who + " " + volatile.ReplaceAllString(at, "$1…")
			if isLeaf(at) {
				b.Light(t, said)
				b.Fine(t, said)
			}
			for _, look := range []string{"small", "large"} {
				b.As(t, pagetest.Named(look))
				b.Fits(t, said+" "+look)
			}
		}
	}
	if len(judged) < 60 {
		t.Errorf("only %d shapes: the check is blind", len(judged))
	}
	rooms := map[string][]string{web.AccountArea: slices.Sorted(maps.Keys(accountRooms())), web.AdminArea: slices.Sorted(maps.Keys(adminRooms()))}
	for area, names := range rooms {
		for _, name := range names {
			at := strings.TrimSuffix("/"+area+"/"+name, "/")
			if !slices.ContainsFunc(slices.Collect(maps.Keys(judged)), func(seen string) bool { return path(seen) == at || strings.HasPrefix(seen, at+"/") }) {
				t.Errorf("nobody comes to %s", at)
			}
		}
	}
}

// isLeaf tells whether an address is a room whose look its data decides.
func isLeaf(at string) bool {
	return strings.HasPrefix(at, "/account") || strings.HasPrefix(at, "/admin") || strings.HasPrefix(at, "/recover") || strings.HasSuffix(path(at), "/people")
}
