package pagetest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Stop is where the Tab key came to: Index among the controls of the page in the
// order of the document, and why the focus could not be seen there; "" when it could.
type Stop struct {
	Index  int    `json:"index"`
	Says   string `json:"says"`
	Unseen string `json:"unseen"`
}

// Controls is an expression for what can be acted on by keys, in the order in which
// the Tab key comes to it: visible, not disabled, of a group of radios the one that the
// keyboard enters by.
const Controls = `(() => { const groups = new Set();
	return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(e => {
		if (e.disabled || e.type === 'hidden' || e.tabIndex < 0 || !e.checkVisibility({visibilityProperty: true})) return false;
		if (e.type !== 'radio') return true;
		const all = [...document.querySelectorAll('input[type=radio]')].filter(r => r.name === e.name && r.form === e.form), on = all.find(r => r.checked);
		if (on ? on !== e : groups.has(e.name)) return false; groups.add(e.name); return true }) })()`

// Unseen is an expression for a function that tells why nobody sees that the focus is on
// an element, "" where it is seen: it is in the window, not all of it under something
// else (WCAG 2.4.11), and it, or what stands around it, has a ring (2.4.7).
const Unseen = `(e => {
	const ring = x => { const s = getComputedStyle(x); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none' && x !== e };
	const around = e.closest('.choice, .drop, label');
	if (!ring(e) && !(around && ring(around))) return 'no ring';
	let why = '';
	return [e, around].some(x => { if (!x) return false;
		const b = x.getBoundingClientRect(), left = Math.max(b.left, 0), right = Math.min(b.right, innerWidth), top = Math.max(b.top, 0), bottom = Math.min(b.bottom, innerHeight);
		if (left >= right || top >= bottom) { why ||= 'outside the window: ' + [b.left, b.top, b.right, b.bottom].map(Math.round); return false }
		return [.5, .1, .9].some(h => [.5, .1, .9].some(v => { const on = document.elementFromPoint(left + (right - left) * h, top + (bottom - top) * v); if (on && (x.contains(on) || on.contains(e))) return true; why ||= 'under ' + (on ? on.outerHTML.slice(0, 80) : 'nothing'); return false })) }) ? '' : why })`

// Begin is a statement after which the Tab key begins at the beginning of the page.
const Begin = `document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')`

// listen remembers every stop of the focus, from the beginning of the page.
const listen = `window.stops = []; window.all = ` + Controls + `; removeEventListener('focusin', window.stopped);
	addEventListener('focusin', window.stopped = () => { const e = document.activeElement;
		stops.push({index: all.indexOf(e), says: (e.getAttribute('aria-label') || e.textContent || e.name || e.tagName).trim().slice(0, 40), unseen: ` + Unseen + `(e)}) });
	` + Begin + `; stops = [];
	all.length + [...document.querySelectorAll('audio[controls], video[controls], input[type=date], input[type=time]')].filter(e => e.checkVisibility()).length * 1000`

// Inside is the most stops within one control: the browser's own player of a recording,
// the parts of a date.
const Inside = 8

// Walk goes through the page by Tab alone from its beginning and gives every stop,
// and what there is to stop at.
func (b *Browser) Walk(t *testing.T) (stops []Stop, controls int) {
	t.Helper()
	var err error
	b.Run(t, chromedp.ActionFunc(func(ctx context.Context) error {
		stops, controls, err = Walk(ctx)
		return err
	}))
	return stops, controls
}

// Walk is Browser.Walk for a page of any window; ctx is that of a running action.
// Errors: those of the browser.
func Walk(ctx context.Context) (stops []Stop, controls int, err error) {
	if err := chromedp.Evaluate(listen, &controls).Do(ctx); err != nil {
		return nil, 0, err
	}
	parts := controls / 1000
	controls %= 1000
	if err := Tab(ctx, controls+1+parts*Inside); err != nil {
		return nil, 0, err
	}
	return stops, controls, chromedp.Evaluate(`removeEventListener('focusin', stopped); stops`, &stops).Do(ctx)
}

// Tab holds the Tab key until it has gone on so many times, below zero with Shift, which
// goes back. Errors: those of the browser.
func Tab(ctx context.Context, times int) error {
	held := input.ModifierNone
	if times < 0 {
		held, times = input.ModifierShift, -times
	}
	key := func(kind input.KeyType) *input.DispatchKeyEventParams {
		return input.DispatchKeyEvent(kind).WithKey("Tab").WithCode("Tab").WithWindowsVirtualKeyCode(9).WithModifiers(held)
	}
	for n := range times {
		if err := key(input.KeyRawDown).WithAutoRepeat(n > 0).Do(ctx); err != nil {
			return err
		}
	}
	if times == 0 {
		return nil
	}
	return key(input.KeyUp).Do(ctx)
}

// Walked says what is wrong with a walk: a control the Tab key never came to, one
// out of order, one where the focus cannot be seen, a trap.
func Walked(stops []Stop, controls int) (wrong []string) {
	last, reached := -1, map[int]bool{}
	for i, s := range stops {
		switch {
		case s.Index >= 0 && reached[s.Index]:
			if i < controls {
				wrong = append(wrong, fmt.Sprintf("a trap at %q: it came back after %d of %d stops", s.Says, i, controls))
			}
			continue
		case s.Index >= 0 && s.Index < last:
			wrong = append(wrong, fmt.Sprintf("out of order: %q", s.Says))
		}
		if s.Unseen != "" {
			wrong = append(wrong, fmt.Sprintf("the focus is not seen on %q: %s", s.Says, s.Unseen))
		}
		reached[s.Index], last = true, max(last, s.Index)
	}
	for i := range controls {
		if !reached[i] {
			wrong = append(wrong, fmt.Sprintf("never reached: control %d of %d", i+1, controls))
		}
	}
	return slices.Compact(wrong)
}

// Heard is one thing a screen reader says: its role and name, and the level of a
// heading.
type Heard struct {
	Role, Name string
	Level      int
}

// spoke is a value of the tree.
type spoke struct {
	Value any `json:"value"`
}

func (s spoke) text() string { text, _ := s.Value.(string); return text }

// heardNode is one node of the tree as the browser sends it. It is read here and not
// by cdproto, whose list of property names is older than the browser.
type heardNode struct {
	ID         string   `json:"nodeId"`
	Children   []string `json:"childIds"`
	Ignored    bool     `json:"ignored"`
	Role       spoke    `json:"role"`
	Name       spoke    `json:"name"`
	Properties []struct {
		Name  string `json:"name"`
		Value spoke  `json:"value"`
	} `json:"properties"`
}

// Hear reads the tree a screen reader reads, from its beginning to its end, without what
// it passes over.
func (b *Browser) Hear(t *testing.T) (all []Heard) {
	t.Helper()
	var tree struct {
		Nodes []heardNode `json:"nodes"`
	}
	b.Run(t, chromedp.ActionFunc(func(ctx context.Context) error {
		return cdp.Execute(ctx, "Accessibility.getFullAXTree", nil, &tree)
	}))
	for _, n := range inOrder(tree.Nodes) {
		if n.Ignored {
			continue
		}
		h := Heard{Role: n.Role.text(), Name: n.Name.text()}
		for _, p := range n.Properties {
			if level, ok := p.Value.Value.(float64); ok && p.Name == "level" {
				h.Level = int(level)
			}
		}
		all = append(all, h)
	}
	return all
}

// inOrder puts the nodes of a tree, which come level by level, in the order of reading,
// without the browser's own players.
func inOrder(nodes []heardNode) (all []heardNode) {
	byID := map[string]heardNode{}
	for _, n := range nodes {
		byID[n.ID] = n
	}
	var read func(n heardNode)
	read = func(n heardNode) {
		all = append(all, n)
		if n.Role.text() == "Audio" || n.Role.text() == "Video" {
			return // the browser's own player
		}
		for _, child := range n.Children {
			if c, ok := byID[child]; ok {
				read(c)
			}
		}
	}
	if len(nodes) > 0 {
		read(nodes[0])
	}
	return all
}

// Spoken is what somebody is told who jumps through a page by its landmarks, headings,
// tables and controls: a line for each, its role, its name, the level of a heading.
func Spoken(all []Heard) string {
	var out strings.Builder
	for _, h := range all {
		if slices.Contains(passed, h.Role) || h.Name == "" && slices.Contains(frames, h.Role) {
			continue
		}
		out.WriteString(h.Role)
		if h.Role == "heading" {
			fmt.Fprintf(&out, " %d", h.Level)
		}
		if h.Name != "" {
			out.WriteString(" " + strings.Join(strings.Fields(h.Name), " "))
		}
		out.WriteString("\n")
	}
	return out.String()
}

// passed are the roles of what is read as running text, and not jumped to.
var passed = []string{
	"StaticText", "InlineTextBox", "LineBreak", "paragraph", "generic", "none", "LabelText", "listitem", "ListMarker", "strong", "emphasis", "time", "code", "mark",
	"RootWebArea", "sectionheader", "row", "rowgroup", "cell", "gridcell", "columnheader", "rowheader", "LayoutTable", "LayoutTableRow", "LayoutTableCell", "DescriptionList", "DescriptionListTerm", "DescriptionListDetail",
	"term", "definition", "Legend", "Abbr", "MenuListPopup", "option", "DisclosureTriangleGrouped", "status", "superscript", "subscript", "article", "Figcaption", "deletion", "insertion",
}

// frames are said only under a name.
var frames = []string{"list", "group", "form", "region", "section", "figure", "Details", "Pre", "blockquote"}

// Nameless lists what can be acted on or jumped to and has no name, and jumps in the
// levels of headings.
func Nameless(all []Heard) (wrong []string) {
	must := []string{"button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "spinbutton", "navigation", "image", "heading", "table", "progressbar", "region", "Date", "InputTime"}
	level, first := 0, 0
	for _, h := range all {
		if slices.Contains(must, h.Role) && h.Name == "" {
			wrong = append(wrong, "a "+h.Role+" without a name")
		}
		if h.Role != "heading" {
			continue
		}
		if h.Level == 1 {
			first++
		}
		if level > 0 && h.Level > level+1 {
			wrong = append(wrong, fmt.Sprintf("heading %q is of level %d after level %d", h.Name, h.Level, level))
		}
		level = h.Level
	}
	if first != 1 {
		wrong = append(wrong, fmt.Sprintf("%d headings of level 1", first))
	}
	return wrong
}
