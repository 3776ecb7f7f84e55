package wording

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Facts fill the sentence of an event. What is empty leaves its part of the
// sentence out; nothing here is a person's name or text, only words for codes,
// numbers, sums and dates.
type Facts struct {
	Who    Words  // in which capacity: 买家, the merchant
	What   Words  // a code in words: a remedy, a kind of evidence, a clock, a result
	Where  Words  // a stage or state
	Claims []int  // numbers of claims
	No     int    // number of what it is about: exhibit, offer, obligation
	Sum    string // ¥719.20
	Due    Words  // 11月24日（周二）18:00
}

// Happened is the sentence of an event in the past form, for the timeline. kind is
// the stored kind.
func Happened(kind string, f Facts) Words {
	w, ok := sentences[kind]
	if !ok {
		return fallback(kind)
	}
	return Words{ZH: fill(w.ZH, f.pairs(0)), EN: upper(fill(w.EN, f.pairs(1)))}
}

// pairs are what stands for each place in a sentence; language 0 is Chinese, 1 English.
func (f Facts) pairs(language int) []string {
	in := func(w Words) string { return [2]string{w.ZH, w.EN}[language] }
	no := ""
	if f.No > 0 {
		no = strconv.Itoa(f.No)
	}
	return []string{
		"{who}", in(f.Who), "{what}", in(f.What), "{where}", in(f.Where), "{due}", in(f.Due),
		"{claims}", in(numbered(f.Claims)), "{no}", no, "{sum}", f.Sum,
	}
}

// numbered names claims: 请求 1、2; claims 1, 2.
func numbered(claims []int) Words {
	if len(claims) == 0 {
		return Words{}
	}
	all := make([]string, len(claims))
	for i, no := range claims {
		all[i] = strconv.Itoa(no)
	}
	w := Words{ZH: "请求 " + strings.Join(all, "、"), EN: "claims " + strings.Join(all, ", ")}
	if len(claims) == 1 {
		w.EN = "claim " + all[0]
	}
	return w
}

// fill puts facts into a sentence. A part in square brackets is left out when a
// fact in it is empty.
func fill(text string, pairs []string) string {
	var out strings.Builder
	for text != "" {
		before, rest, found := strings.Cut(text, "[")
		out.WriteString(before)
		if !found {
			break
		}
		part, after, _ := strings.Cut(rest, "]")
		if !lacks(part, pairs) {
			out.WriteString(part)
		}
		text = after
	}
	return strings.TrimSpace(strings.NewReplacer(pairs...).Replace(out.String()))
}

func lacks(part string, pairs []string) bool {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] == "" && strings.Contains(part, pairs[i]) {
			return true
		}
	}
	return false
}

// upper begins a sentence with a capital letter.
func upper(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}
