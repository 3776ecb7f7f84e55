package pagetest

import (
	"html"
	"regexp"
	"slices"
	"strings"
)

var (
	tokens  = regexp.MustCompile(`(?s)<!--.*?-->|<[^>]*>|[^<]+`)
	element = regexp.MustCompile(`^<(/?)([a-zA-Z][a-zA-Z0-9]*)`)
	attrs   = regexp.MustCompile(`([a-z-]+)="([^"]*)"`)
	han     = regexp.MustCompile(`\p{Han}`)
	latin   = regexp.MustCompile(`[A-Za-z0-9_.…@:/#&%-]*[A-Za-z][A-Za-z0-9_'’.…@:/#&%-]*`)
	word    = regexp.MustCompile(`^[A-Za-z]['’a-zA-Z-]{2,}[.:]?$`)
)

// spoken are the attributes that are read out or shown.
func spoken() []string {
	return []string{"aria-label", "title", "alt", "placeholder", "label", "aria-description"}
}

// void elements have no end tag.
func void() []string {
	return []string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "use"}
}

// international are words and signs that are the same in Chinese: kinds of files,
// units, marks of the trade.
func international() []string {
	return []string{
		"PDF", "JPG", "JPEG", "PNG", "HEIC", "WEBP", "MP4", "MOV", "DOCX", "CSV", "JSON", "SHA-256", "SMS", "CNY", "API", "TOTP", "GIF", "ZIP", "WebP",
		"Alipay", "PayPal", "WeChat", "App", "Wi-Fi", "IP", "URL", "Chrome", "Firefox", "Safari", "Edge", "Windows", "Android", "iPhone", "Mac", "Linux", "Pro",
	}
}

// LeftOvers lists what of a page is in another language than the page says (lang is
// "zh" or "en"). Not counted: elements that say another lang, and those marked
// translate="no": names, numbers, files, and what a person typed; their children
// neither. Also not counted are values of inputs, which a person typed, and the
// names given, wherever they stand inside a text.
func LeftOvers(page, lang string, names ...string) (found []string) {
	type open struct {
		name string
		skip bool
	}
	var in []open
	skipped := func() bool { return len(in) > 0 && in[len(in)-1].skip }
	say := func(text string) {
		text = strings.TrimSpace(html.UnescapeString(text))
		for _, name := range names {
			if name == "" {
				continue
			}
			text = strings.ReplaceAll(text, name, "·")
		}
		if other := foreign(text, lang); other != "" && !slices.Contains(found, other) {
			found = append(found, other)
		}
	}
	for _, t := range tokens.FindAllString(page, -1) {
		m := element.FindStringSubmatch(t)
		switch {
		case strings.HasPrefix(t, "<") && m == nil: // doctype, comment
		case m == nil:
			if !skipped() {
				say(t)
			}
		case m[1] == "/":
			for i := len(in) - 1; i >= 0; i-- {
				if in[i].name == m[2] {
					in = in[:i]
					break
				}
			}
		default:
			skip := skipped() || m[2] == "script" || m[2] == "style" || m[2] == "textarea"
			for _, a := range attrs.FindAllStringSubmatch(t, -1) {
				skip = skip || a[1] == "translate" && a[2] == "no" || a[1] == "lang" && !strings.HasPrefix(a[2], lang)
			}
			for _, a := range attrs.FindAllStringSubmatch(t, -1) {
				if !skip && slices.Contains(spoken(), a[1]) {
					say(a[2])
				}
			}
			if !slices.Contains(void(), m[2]) && !strings.HasSuffix(t, "/>") {
				in = append(in, open{name: m[2], skip: skip})
			}
		}
	}
	return found
}

// foreign is the part of a text that is in another language; "" when none is.
func foreign(text, lang string) string {
	if lang == "en" {
		if han.MatchString(text) {
			return text
		}
		return ""
	}
	for _, w := range latin.FindAllString(text, -1) {
		w = strings.TrimRight(w, ".:")
		if word.MatchString(w) && !slices.Contains(international(), w) {
			return w + " in: " + text
		}
	}
	return ""
}
