package reception

import (
	"fmt"
	"strings"

	"github.com/tianping-odr/tianping/internal/core/id"
)

// What people look for on the pages. A page that changes is followed here, and
// nowhere else in the stories.
const (
	signInLink  = `a[href="/sign-in"], a[href^="/sign-in?"]`
	signInForm  = `form[action="/sign-in"]`
	homeLink    = `a.brand[href="/"], a[href="/"]`
	casesLink   = `a[href="/cases"]`
	ordersLink  = `a[href="/orders"]`
	closedLink  = `main a[href="/shop?view=closed"]` // of a shop
	benchLink   = `a[href="/workbench"]`
	noticesLink = `a[href="/notices"]`
	unread      = `main form[action^="/notices/"][action$="/open"] button`

	// sendButton is the last button of the form of a page; the first ones go back or
	// change rows.
	sendButton = `[...document.querySelectorAll('main form .wiz-nav button, main form .wiz-nav input[type=submit]')].slice(-1)`
	// confirming is there on the page that asks a second time.
	confirming = `input[name="_step"][value="confirm"]`
	// ticks are what is to be ticked before a grave act.
	ticks = `[...document.querySelectorAll('main form input[type=checkbox]')].filter(e => !e.checked).map(e => e.closest('label') || e)`
	// typed are the inputs of a page by their name; the hidden ones last.
	typed = `[...document.querySelectorAll('main [name]')].filter(e => e.name === %s)`
	// done stands on the page after an act that was recorded.
	done = `.toast[role="status"]`
	// wrong stands on a page whose form came back.
	wrong = `.error-summary`

	// orderTimer is when the money of the order that is open goes to the merchant.
	orderTimer = `main .fact time[datetime]`
	// findOn begins a fact of a ruling, about a claim.
	findOn = `main button[name="_step"][value^="fact:%s"]`
	// instead are the acts a refusal names as possible.
	instead = `.error-summary a[href*="/moves/"], main .doers a[href*="/moves/"]`

	clockGo    = `main form[action="/test-clock"] button[name="by"][value="to"]`
	clockDate  = "to.date"
	clockTime  = "to.time"
	addRow     = `main button[name="_add"][value=%q]`
	deafButton = `main form[action="/outgoing"] button[name="failing"][value=%q]`
)

// homes are where people come to when they have signed in.
var homes = []string{"/", "/workbench", "/shop", "/menu"}

// The lists in which a case is looked for, one after the other.
var (
	staffLists = []string{benchLink, `main a[href*="view=team"]`, `main a[href*="view=unassigned"]`}
	partyLists = []string{`a[href="/shop"]`, homeLink, casesLink, `main a[href^="/shop?view="]:not([aria-current])`}
)

// linkTo is the button of an act: with or without what it is about.
func linkTo(kase, act string) string {
	if strings.Contains(act, "?") {
		return fmt.Sprintf(`main a[href="%[1]s/moves/%[2]s"], .actbar a[href="%[1]s/moves/%[2]s"]`, kase, act)
	}
	return fmt.Sprintf(`main a[href="%[1]s/moves/%[2]s"], main a[href^="%[1]s/moves/%[2]s?"], .actbar a[href="%[1]s/moves/%[2]s"], .actbar a[href^="%[1]s/moves/%[2]s?"]`, kase, act)
}

// caseLink leads to a case, from wherever it is shown.
func caseLink(kase string) string {
	return fmt.Sprintf(`a[href=%[1]q], a[href^="%[2]s?"], a[href^="%[2]s#"]`, kase, kase)
}

// orderLink leads to the page of an order.
func orderLink(order id.Order) string { return fmt.Sprintf(`main a[href="/orders/%s"]`, order) }

// problemLink is a problem on the first page.
func problemLink(reason string) string {
	return fmt.Sprintf(`main a[href="/?problem=%s"]`, reason)
}

// fileAbout files about the order that is open.
const fileAbout = `main a[href^="/file?"]`

// dropRow takes a row of a form away.
func dropRow(row string) string { return fmt.Sprintf(`main button[name="_drop"][value=%q]`, row) }

// thisOrder chooses an order in the first step of filing.
func thisOrder(order id.Order) string {
	return fmt.Sprintf(`[...document.querySelectorAll('main form[action="/file"]')].filter(f => f.querySelector('[name=order]')?.value === %q).map(f => f.querySelector('button:not(.sr)'))`, order.String())
}
