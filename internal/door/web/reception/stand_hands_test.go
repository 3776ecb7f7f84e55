package reception

import (
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// field is an input of a page as somebody finds it.
type field struct {
	There, On, Hidden bool
	Kind, Value       string
}

// asked tells whether the page has an input, and how it stands.
func (s *stand) asked(name, value string) field {
	s.t.Helper()
	var f field
	s.ask("look for "+name, fmt.Sprintf(`const all = `+typed+`; const v = %s;
		const box = e => e.type === 'radio' || e.type === 'checkbox';
		const open = all.filter(e => e.type !== 'hidden' && !e.disabled);
		const e = open.find(e => box(e) ? e.value === v || v === 'on' : true);
		if (e) return {There: true, On: box(e) && e.checked, Kind: box(e) ? 'box' : e.tagName === 'SELECT' || e.type === 'date' || e.type === 'time' ? 'pick' : e.type === 'file' ? 'file' : 'text', Value: e.value};
		return {There: open.length === 0 && all.some(e => e.value === v), Hidden: true};`, quoted(name), quoted(value)), &f)
	return f
}

// set fills one input of whatever kind as a person does: by pressing what is chosen,
// by typing what is written. A row that is not there yet is added first.
func (s *stand) set(name, value string) {
	s.t.Helper()
	f := s.asked(name, value)
	if group := s.rowOf(name); !f.There && group != "" {
		s.follow("a row more", allOf(fmt.Sprintf(addRow, group)))
		f = s.asked(name, value)
	}
	switch {
	case !f.There:
		var names string
		s.ask("names", `return [...document.querySelectorAll('main [name]')].map(e => e.name + '=' + e.value).join(' ')`, &names)
		s.t.Fatalf("%s has no %s = %s; there is: %s\n%s", s.where(), name, value, names, s.body())
	case f.Hidden || f.On: // chosen already
	case f.Kind == "file" && s.keys:
		s.uploadKeys(name, value)
	case f.Kind == "file":
		s.run("upload "+value, chromedp.SetUploadFiles(fmt.Sprintf(`main input[type="file"][name=%q]`, name), []string{value}, chromedp.ByQuery))
	case f.Kind == "box":
		s.tick(name, value)
	case f.Kind == "pick":
		s.pick(name, value)
	default:
		s.write(name, value)
	}
}

// rowOf is the group an input would be in, were there a row more of it; "" where the
// page has no such group, or needs no row more.
func (s *stand) rowOf(name string) string {
	s.t.Helper()
	parts := strings.Split(name, ".")
	for i := len(parts) - 2; i > 0; i -= 2 {
		group := strings.Join(parts[:i], ".")
		if !s.there(fmt.Sprintf(addRow, group)) {
			continue
		}
		var has bool
		s.ask("rows", "return "+allOf(fmt.Sprintf(`main [name^="%s.%s."]`, group, parts[i]))+".length > 0;", &has)
		if !has {
			return group
		}
	}
	return ""
}

// tick presses a choice.
func (s *stand) tick(name, value string) {
	s.t.Helper()
	one := fmt.Sprintf(typed+`.filter(e => e.type !== 'hidden' && (e.value === %s || %[2]s === 'on'))`, quoted(name), quoted(value))
	if s.keys {
		s.press("choose "+name, one)
	} else {
		at := s.spot("choose "+name, one+`.map(e => e.closest('label') || e.labels?.[0] || e)`)
		if !at.There {
			s.t.Fatalf("%s = %s cannot be seen at %s", name, value, s.where())
		}
		s.click("choose "+name, at)
	}
	var on bool
	s.ask("chosen?", "return "+one+".some(e => e.checked);", &on)
	if !on {
		s.t.Fatalf("%s = %s was pressed and is not chosen at %s", name, value, s.where())
	}
}

// pick chooses from a list or a calendar.
func (s *stand) pick(name, value string) {
	s.t.Helper()
	var got string
	if s.keys {
		s.pickKeys(name, value)
		if s.ask("picked?", fmt.Sprintf("return "+typed+".find(e => e.type !== 'hidden').value", quoted(name)), &got); got != value {
			s.t.Fatalf("%s = %s cannot be chosen by keys at %s: %s", name, value, s.where(), got)
		}
		return
	}
	s.ask("pick "+name, fmt.Sprintf(spotOf+`const e = `+typed+`.find(e => e.type !== 'hidden'); if (!find([e]).There) return 'not to be seen';
		e.focus(); e.value = %s; e.dispatchEvent(new Event('input', {bubbles: true})); e.dispatchEvent(new Event('change', {bubbles: true})); return e.value`, quoted(name), quoted(value)), &got)
	if got != value {
		s.t.Fatalf("%s = %s cannot be chosen at %s: %s", name, value, s.where(), got)
	}
}

// write types into an input, over what stood there.
func (s *stand) write(name, value string) {
	s.t.Helper()
	one := fmt.Sprintf(typed+`.filter(e => e.type !== 'hidden')`, quoted(name))
	if at := s.spot("write "+name, one); !at.There {
		s.t.Fatalf("%s cannot be seen at %s", name, s.where())
	}
	var got string
	if s.keys {
		s.reaches("write "+name, one)
		s.writeKeys(value)
	} else {
		s.ask("focus", "const e = "+one+"[0]; e.focus(); e.select(); return '';", &got)
		s.run("write "+name, input.InsertText(value))
	}
	s.ask("written?", "return "+one+"[0].value;", &got)
	if got != value {
		s.t.Fatalf("%s: wrote %q, there stands %q at %s", name, value, got, s.where())
	}
}

// see wants words on the page.
func (s *stand) see(words string) {
	s.t.Helper()
	if text := s.body(); !strings.Contains(text, words) {
		s.t.Fatalf("%s does not say %q to %s:\n%s", s.where(), words, s.who, text)
	}
}

// not wants words not to be on the page.
func (s *stand) not(words string) {
	s.t.Helper()
	if text := s.body(); strings.Contains(text, words) {
		s.t.Fatalf("%s must not say %q to %s:\n%s", s.where(), words, s.who, text)
	}
}

// send presses the last button of the form of the page; a grave act is confirmed
// on the page that follows.
func (s *stand) send() {
	s.t.Helper()
	s.look()
	s.follow("send", sendButton)
	if s.recorded() || !s.there(confirming) {
		return
	}
	s.confirm()
}

// confirm ticks what is to be ticked on the page that asks a second time, and presses.
func (s *stand) confirm() {
	s.t.Helper()
	s.look()
	for range 5 {
		at := s.spot("tick", ticks)
		if !at.There {
			break
		}
		s.click("tick", at)
	}
	s.follow("confirm", sendButton)
}

// recorded tells whether the page is that after an act.
func (s *stand) recorded() bool {
	s.t.Helper()
	return !s.there(wrong) && (strings.Contains(s.where(), "recorded=") || s.there(done))
}
