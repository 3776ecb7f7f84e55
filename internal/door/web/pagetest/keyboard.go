package pagetest

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Stop is where the Tab key came to: Index among the controls of the page in the
// order of the document, and whether the focus could be seen there.
type Stop struct {
	Index int    `json:"index"`
	Says  string `json:"says"`
	Seen  bool   `json:"seen"`
}

// controls finds what can be acted on: visible, not disabled, of a group of radios
// the one that the keyboard enters by.
const controls = `(() => { const groups = new Set();
	return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(e => {
		if (e.disabled || e.type === 'hidden' || e.tabIndex < 0 || !e.checkVisibility({visibilityProperty: true})) return false;
		if (e.type !== 'radio') return true;
		const all = [...document.querySelectorAll('input[type=radio]')].filter(r => r.name === e.name && r.form === e.form), on = all.find(r => r.checked);
		if (on ? on !== e : groups.has(e.name)) return false; groups.add(e.name); return true }) })()`

// listen remembers every stop of the focus.
const listen = `window.stops = []; window.all = ` + controls + `; addEventListener('focusin', () => {
	const e = document.activeElement, shown = x => { const s = getComputedStyle(x); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none' && x !== e };
	const box = e.getBoundingClientRect(), on = box.bottom > 0 && box.top < innerHeight;
	stops.push({index: all.indexOf(e), says: (e.getAttribute('aria-label') || e.textContent || e.name || e.tagName).trim().slice(0, 40),
		seen: on && (shown(e) || !!e.closest('.choice, .drop, label') && shown(e.closest('.choice, .drop, label')))}) }); all.length`

// insidePlayer is the most stops inside the browser's own player of a recording.
const insidePlayer = 8

// Walk goes through the page by Tab alone from its beginning and gives every stop,
// and what there is to stop at.
func (b *Browser) Walk(t *testing.T) (stops []Stop, controls int) {
	t.Helper()
	n := Ask[int](t, b, listen)
	players := Ask[int](t, b, `document.querySelectorAll('audio[controls], video[controls]').length`)
	tab := func(kind input.KeyType) *input.DispatchKeyEventParams {
		return input.DispatchKeyEvent(kind).WithKey("Tab").WithCode("Tab").WithWindowsVirtualKeyCode(9)
	}
	b.Run(t, chromedp.ActionFunc(func(ctx context.Context) error {
		for range n + 1 + players*insidePlayer {
			if err := tab(input.KeyRawDown).Do(ctx); err != nil {
				return err
			}
			if err := tab(input.KeyUp).Do(ctx); err != nil {
				return err
			}
		}
		return nil
	}))
	return Ask[[]Stop](t, b, `stops`), n
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
		if !s.Seen {
			wrong = append(wrong, fmt.Sprintf("the focus is not seen on %q", s.Says))
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
	Ignored    bool  `json:"ignored"`
	Role       spoke `json:"role"`
	Name       spoke `json:"name"`
	Properties []struct {
		Name  string `json:"name"`
		Value spoke  `json:"value"`
	} `json:"properties"`
}

// Hear reads the tree a screen reader reads, without what it passes over.
func (b *Browser) Hear(t *testing.T) (all []Heard) {
	t.Helper()
	var tree struct {
		Nodes []heardNode `json:"nodes"`
	}
	b.Run(t, chromedp.ActionFunc(func(ctx context.Context) error {
		return cdp.Execute(ctx, "Accessibility.getFullAXTree", nil, &tree)
	}))
	for _, n := range tree.Nodes {
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
