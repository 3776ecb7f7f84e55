package reply

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Facts the aid can look for.
const (
	waybill = "waybill"
	date    = "date"
	sum     = "sum"
)

// Kinds of advice.
const (
	TooShort = "short"   // says too little to be answered
	TooLong  = "long"    // few read so much on a phone
	Blaming  = "tone"    // a word that blames: Word, and Calm instead
	Missing  = "missing" // a fact usually needed: Word names it
)

// Advice is one thing a draft could do better. It is never carried out.
type Advice struct {
	Kind string
	Word string
	Calm Words
}

// Lengths in characters between which an answer is read and answered best.
const (
	fewest = 10
	most   = 400
)

var (
	datesIn    = regexp.MustCompile(`\d{1,2}\s*月\s*\d{1,2}\s*[日号]|\d{4}-\d{1,2}-\d{1,2}|今天|明天|昨天|(?i:\b(today|tomorrow|yesterday)\b|\b\d{1,2} (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))`)
	waybillsIn = regexp.MustCompile(`[A-Za-z]{0,4}\d{9,}`)
	sumsIn     = regexp.MustCompile(`[¥￥]\s*\d|\d+(\.\d+)?\s*(元|块|(?i:yuan|cny|rmb))`)
)

// Read tells what a draft about a reason of a group lacks; nothing when it is well.
// An empty draft gets no advice: there is nothing to read.
func (b Book) Read(draft, group string) []Advice {
	text := strings.TrimSpace(draft)
	if text == "" {
		return nil
	}
	var out []Advice
	switch n := utf8.RuneCountInString(text); {
	case n < fewest:
		out = append(out, Advice{Kind: TooShort})
	case n > most:
		out = append(out, Advice{Kind: TooLong})
	}
	low := strings.ToLower(text)
	for _, t := range b.Tone {
		if strings.Contains(low, strings.ToLower(t.Word)) {
			out = append(out, Advice{Kind: Blaming, Word: t.Word, Calm: t.Words})
		}
	}
	for _, f := range b.Facts {
		if !slices.Contains(f.Groups, group) {
			continue
		}
		for _, need := range f.Needs {
			if !names(text, need) {
				out = append(out, Advice{Kind: Missing, Word: need})
			}
		}
	}
	return out
}

func names(text, fact string) bool {
	switch fact {
	case waybill:
		return waybillsIn.MatchString(text)
	case date:
		return datesIn.MatchString(text)
	default:
		return sumsIn.MatchString(text)
	}
}
