package reception

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/tianping-odr/tianping/internal/core/dispute"
	"github.com/tianping-odr/tianping/internal/core/record"
	"github.com/tianping-odr/tianping/internal/door/web"
	"github.com/tianping-odr/tianping/internal/door/web/view"
)

// A passage counts as repeated from so many characters on, without spaces and
// punctuation: ten of Chinese are most of a sentence, of letters it takes more.
const (
	runOfChinese = 10
	runOfLetters = 24
)

// Repeats implements web.Moves: what of a text, about to be read by somebody who was
// not there, stands in what was said alone with a side. Only the mediator reads both
// channels, so only he can let it slip.
func (m moves) Repeats(ctx context.Context, who view.Visitor, of web.Of, act, on string, given dispute.Answers) (view.Repeats, error) {
	var out view.Repeats
	if of.Case.IsZero() || act != "message" && act != "propose" {
		return out, nil
	}
	d, err := m.open(ctx, who, of.Case, act, on)
	if err != nil || len(d.Audience.Caucus) < 2 {
		return out, err
	}
	to := given.Code("call")
	if to == "" {
		to = given.Code("audience")
	}
	if to == "" {
		to = "both"
	}
	public := d.spoken(record.Talks, record.Case)
	for _, side := range []dispute.Side{dispute.Claimant, dispute.Respondent} {
		if to == string(side) {
			continue // he was there
		}
		private := d.spoken(caucusOf(side))
		for _, text := range written(given) {
			for _, run := range repeated(text, private, public) {
				out.Runs = append(out.Runs, view.Repeat{With: d.called(side), Text: run})
			}
		}
	}
	out.To = d.sendsTo(to)
	return out, nil
}

func caucusOf(s dispute.Side) string {
	if s == dispute.Claimant {
		return record.CaucusClaimant
	}
	return record.CaucusRespondent
}

// spoken is everything that was written in some streams.
func (r *room) spoken(streams ...string) []string {
	var out []string
	for _, e := range r.rows {
		if slices.Contains(streams, e.Stream) {
			for _, t := range e.Texts {
				out = append(out, t)
			}
		}
	}
	return out
}

// written are the texts of answers, of their items too.
func written(given dispute.Answers) []string {
	var out []string
	for _, a := range given {
		if a.Text != "" {
			out = append(out, a.Text)
		}
		for _, item := range a.Items {
			out = append(out, written(item)...)
		}
	}
	return out
}

// repeated finds the passages of a text that stand in private ones, and in no public
// one, as they are written in the text.
func repeated(text string, private, public []string) []string {
	secret, known := windows(private), windows(public)
	runes, at := bare(text)
	var out []string
	end := -1
	for i := range runes {
		n := windowAt(runes, i)
		key := string(runes[i : i+n])
		if n == 0 || !secret[key] || known[key] {
			continue
		}
		from, to := at[i], at[i+n-1]+1
		whole := []rune(text)
		if i <= end && len(out) > 0 { // goes on
			begin := strings.LastIndex(string(whole[:to]), out[len(out)-1])
			out[len(out)-1] = string(whole[:to])[begin:]
		} else {
			out = append(out, string(whole[from:to]))
		}
		end = i + n
	}
	return out
}

// windows are all runs of the length that counts.
func windows(texts []string) map[string]bool {
	out := map[string]bool{}
	for _, t := range texts {
		runes, _ := bare(t)
		for i := range runes {
			if n := windowAt(runes, i); n > 0 {
				out[string(runes[i:i+n])] = true
			}
		}
	}
	return out
}

// windowAt is how long the run that counts is at a place: short where there is
// Chinese in it. 0: the text ends before.
func windowAt(runes []rune, i int) int {
	if i+runOfChinese > len(runes) {
		return 0
	}
	if slices.ContainsFunc(runes[i:i+runOfChinese], func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return runOfChinese
	}
	if i+runOfLetters > len(runes) {
		return 0
	}
	return runOfLetters
}

// bare is a text without spaces, marks and case, full-width letters and digits as
// plain ones, and where each of its characters stands in the text.
func bare(text string) (out []rune, at []int) {
	for i, r := range []rune(text) {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			out, at = append(out, unicode.ToLower(r)), append(at, i)
		}
	}
	return out, at
}
