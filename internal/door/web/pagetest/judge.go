package pagetest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// axe reads the script that scripts/setup-tests installed.
func axe(t *testing.T) string {
	t.Helper()
	root, err := os.Getwd()
	for err == nil {
		if _, gone := os.Stat(filepath.Join(root, "go.mod")); gone == nil {
			break
		}
		if root == filepath.Dir(root) {
			err = os.ErrNotExist
		}
		root = filepath.Dir(root)
	}
	if err != nil {
		t.Fatal("pagetest: the root of the repository was not found")
	}
	script, err := os.ReadFile(filepath.Join(root, "tools/pages/node_modules/axe-core/axe.min.js")) //nolint:gosec // a path below our own root
	if err != nil {
		missing(t, "no axe-core here; run scripts/setup-tests")
	}
	return string(script)
}

// Axe runs axe-core on the page as it is shown now and gives one line for each
// violation: the rule, what it wants, where. Without rules it runs all of WCAG
// 2.0–2.2 A and AA and best practice; with rules only these.
func (b *Browser) Axe(t *testing.T, rules ...string) []string {
	t.Helper()
	if !Ask[bool](t, b, `typeof window.axe === 'object'`) {
		Ask[bool](t, b, b.axe+";true")
	}
	only := `{type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}`
	if len(rules) > 0 {
		only = `{type: 'rule', values: ['` + strings.Join(rules, "', '") + `']}`
	}
	return Ask[[]string](t, b, `axe.run(document, {runOnly: `+only+`, resultTypes: ['violations']}).then(r => r.violations.flatMap(v => v.nodes.slice(0, 3).map(n =>
		v.id + ': ' + v.help + ' at ' + n.target.join(' ') + ' ' + n.html.slice(0, 160) + ' ' + n.any.concat(n.all).map(c => c.message).join('; ').slice(0, 200))))`)
}

// TooWide is by how many pixels the page must be scrolled sideways, and what
// sticks out farthest; "" where it fits.
func (b *Browser) TooWide(t *testing.T) string {
	t.Helper()
	return Ask[string](t, b, `(() => { const d = document.documentElement, over = d.scrollWidth - d.clientWidth; if (over <= 0) return '';
		const inside = e => { for (let p = e.parentElement; p; p = p.parentElement) { if (getComputedStyle(p).overflowX !== 'visible') return true } return false };
		const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > d.clientWidth + 1 && !inside(e)).pop();
		return over + ' px too wide' + (out ? ': ' + out.outerHTML.slice(0, 160) : '') })()`)
}

// Cut lists elements whose text cannot be read to its end: hidden by overflow,
// shortened by dots, or standing outside the window where nothing scrolls.
// Not counted: what only screen readers get, and what scrolls.
func (b *Browser) Cut(t *testing.T) []string {
	t.Helper()
	return Ask[[]string](t, b, `(() => { const found = [], wide = document.documentElement.clientWidth;
		const own = e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
		const unseen = e => { for (let p = e; p; p = p.parentElement) if (getComputedStyle(p).clipPath === 'inset(50%)') return true; return false }; // for readers alone
		for (const e of document.querySelectorAll('body *')) {
			if (!own(e) || e.closest('svg, .sr, [aria-hidden=true], noscript, option, title') || !e.checkVisibility() || unseen(e)) continue;
			const says = e.tagName.toLowerCase() + (e.className ? '.' + e.className : '') + ' ' + e.textContent.trim().slice(0, 60);
			for (let p = e; p && p !== document.documentElement; p = p.parentElement) {
				const s = getComputedStyle(p), clips = v => v === 'hidden' || v === 'clip';
				if (['auto', 'scroll'].includes(s.overflowX) || s.position === 'absolute' && p.clientWidth <= 1) break;
				if (clips(s.overflowX) && p.scrollWidth > p.clientWidth + 1 || clips(s.overflowY) && p.scrollHeight > p.clientHeight + 2) {
					const edge = p.getBoundingClientRect(), out = [...p.querySelectorAll('*')].filter(x => { if (!x.checkVisibility()) return false; /* a closed fold has no place */ const b = x.getBoundingClientRect(); return b.right > edge.right + 1 || b.bottom > edge.bottom + 2 }).pop();
					if (p !== e && !out) { const r = document.createRange(); r.selectNodeContents(e); const b = r.getBoundingClientRect(); if (b.right <= edge.right + 1 && b.bottom <= edge.bottom + 2) continue }
					const line = 'cut: ' + (p === e || !out ? says : 'in ' + p.className + ': ' + out.outerHTML.slice(0, 120)); if (!found.includes(line)) found.push(line); break }
			}
			// its own words only: what is for screen readers alone stands clipped inside
			const words = [...e.childNodes].filter(n => n.nodeType === 3 && n.textContent.trim()).map(n => { const r = document.createRange(); r.selectNodeContents(n); return r.getBoundingClientRect() });
			const box = {left: Math.min(...words.map(b => b.left)), right: Math.max(...words.map(b => b.right)), width: Math.max(...words.map(b => b.width))};
			let scrolls = false, fixed = e; for (; fixed; fixed = fixed.parentElement) { if (['auto', 'scroll'].includes(getComputedStyle(fixed).overflowX)) { scrolls = true; break } }
			if (!scrolls && box.width > 0 && (box.right > wide + 1 || box.left < -1) && !e.closest('.skip')) found.push('outside: ' + says);
		}
		return found.slice(0, 8) })()`)
}

// Shift is the cumulative layout shift since the page began to load (CLS).
func (b *Browser) Shift(t *testing.T) float64 {
	t.Helper()
	return Ask[float64](t, b, `new Promise(done => { let sum = 0;
		new PerformanceObserver(list => { for (const e of list.getEntries()) { if (!e.hadRecentInput) sum += e.value } }).observe({type: 'layout-shift', buffered: true});
		setTimeout(() => done(sum), 0) })`)
}

// Fits checks that the page, as it is shown now, neither scrolls sideways nor cuts
// text.
func (b *Browser) Fits(t *testing.T, what string) {
	t.Helper()
	if over := b.TooWide(t); over != "" {
		t.Errorf("%s: %s", what, over)
	}
	for _, cut := range b.Cut(t) {
		t.Errorf("%s: %s", what, cut)
	}
}

// Fine checks that a page as shown now has no violation, in the words of the look.
//
// The window is made higher than the page for it: what stays at the bottom of a
// window covers the page there only until one scrolls, and a page that changes by
// itself may still grow by a line.
func (b *Browser) Fine(t *testing.T, what string, rules ...string) {
	t.Helper()
	whole := b.look
	whole.High = max(whole.High, Ask[int64](t, b, `document.documentElement.scrollHeight`)+300)
	b.resize(t, whole)
	for _, v := range b.Axe(t, rules...) {
		t.Errorf("%s: %s", what, v)
	}
}

// Limits of a page: bytes without exhibits, layout shift.
const (
	MostBytes = 80 << 10
	MostShift = 0.1
)

// Light checks weight and steadiness of a page that was just opened.
func (b *Browser) Light(t *testing.T, what string) {
	t.Helper()
	if shift := b.Shift(t); shift > MostShift {
		t.Errorf("%s: things jump while it loads: %.3f", what, shift)
	}
	if n := b.Weight(); n > MostBytes {
		t.Errorf("%s: %d bytes, more than %d", what, n, MostBytes)
	} else if n == 0 {
		t.Errorf("%s: nothing came over the line: the check is blind", what)
	}
	for _, c := range b.Complaints() {
		t.Errorf("%s: the browser says: %s", what, c)
	}
}

// Variant names a page in a language and a look, for messages.
func Variant(name, lang, look string) string { return fmt.Sprintf("%s %s %s", name, lang, look) }
