// Package reply helps a merchant answer: answers that need no typing, and a reading
// of a draft that says what it lacks. It advises; it never changes a word, decides
// nothing and keeps nothing (M77, M79).
//
//	rulebook/reply/*.yaml → Load → Book ─┬ Quick(case) → acts filled in, one press each
//	                                     └ Read(draft) → []Advice
package reply

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/tianping-odr/tianping/internal/office/wording"
	"github.com/tianping-odr/tianping/rulebook"
)

// ErrBook means a document of replies cannot be used; the text says where.
var ErrBook = errors.New("reply: book")

// maxBook is the largest document read, in bytes.
const maxBook = 256 << 10

// Words is a text in both languages, as it stands in the file.
type Words struct {
	ZH string `yaml:"zh"`
	EN string `yaml:"en"`
}

// Text is it as other texts are.
func (w Words) Text() wording.Words { return wording.Words(w) }

// Offer is a part of what is asked for, offered with one press.
type Offer struct {
	Code    string `yaml:"code"`
	Percent int64  `yaml:"percent"` // 1 to 100, of the sum of each claim
	Return  bool   `yaml:"return"`  // the goods come back first
	Words   `yaml:",inline"`
}

// Contest is a coded reason for not agreeing; its words become the answer.
type Contest struct {
	Code   string   `yaml:"code"`
	Groups []string `yaml:"groups"` // letters of the reasons it fits; none: all
	Words  `yaml:",inline"`
}

// Blame is a word that blames, with what says the same calmly.
type Blame struct {
	Word  string `yaml:"word"`
	Words `yaml:",inline"`
}

// Facts are what an answer about some reasons usually has to name: waybill, date, sum.
type Facts struct {
	Groups []string `yaml:"groups"`
	Needs  []string `yaml:"needs"`
}

// Book is one document of replies. It is data that a marketplace may edit.
type Book struct {
	ID       string    `yaml:"reply"`
	Version  string    `yaml:"version"`
	From     string    `yaml:"effective_from"`
	Editable bool      `yaml:"editable"`
	Offers   []Offer   `yaml:"offers"`
	Contests []Contest `yaml:"contests"`
	Tone     []Blame   `yaml:"tone"`
	Facts    []Facts   `yaml:"facts"`
}

// Load reads a document. Unknown fields, codes said twice, a text missing in one
// language, and parts outside 1 to 100 per cent are refused. Errors: ErrBook.
func Load(doc []byte) (Book, error) {
	if len(doc) > maxBook {
		return Book{}, fmt.Errorf("%w: longer than %d bytes", ErrBook, maxBook)
	}
	var b Book
	in := yaml.NewDecoder(bytes.NewReader(doc))
	in.KnownFields(true)
	if err := in.Decode(&b); err != nil {
		return Book{}, fmt.Errorf("%w: %w", ErrBook, err)
	}
	if err := in.Decode(new(any)); !errors.Is(err, io.EOF) {
		return Book{}, fmt.Errorf("%w: a second document", ErrBook)
	}
	return b, b.check()
}

func (b Book) check() error {
	seen := map[string]bool{}
	once := func(code string, w Words) error {
		if code == "" || seen[code] {
			return fmt.Errorf("%w: code %q", ErrBook, code)
		}
		seen[code] = true
		if w.ZH == "" || w.EN == "" {
			return fmt.Errorf("%w: %s has no text in one language", ErrBook, code)
		}
		return nil
	}
	for _, o := range b.Offers {
		if err := once(o.Code, o.Words); err != nil {
			return err
		}
		if o.Percent < 1 || o.Percent > 100 {
			return fmt.Errorf("%w: %s offers %d per cent", ErrBook, o.Code, o.Percent)
		}
	}
	for _, c := range b.Contests {
		if err := once(c.Code, c.Words); err != nil {
			return err
		}
	}
	for _, t := range b.Tone {
		if err := once("tone "+t.Word, t.Words); err != nil {
			return err
		}
	}
	for _, f := range b.Facts {
		for _, need := range f.Needs {
			if !slices.Contains([]string{waybill, date, sum}, need) {
				return fmt.Errorf("%w: nobody can look for %q", ErrBook, need)
			}
		}
	}
	return nil
}

// Offered finds an offer by its code.
func (b Book) Offered(code string) (Offer, bool) {
	i := slices.IndexFunc(b.Offers, func(o Offer) bool { return o.Code == code })
	if i < 0 {
		return Offer{}, false
	}
	return b.Offers[i], true
}

// Contested finds a reason by its code.
func (b Book) Contested(code string) (Contest, bool) {
	i := slices.IndexFunc(b.Contests, func(c Contest) bool { return c.Code == code })
	if i < 0 {
		return Contest{}, false
	}
	return b.Contests[i], true
}

// ContestsFor are the reasons that fit a reason of complaint, by its group's letter.
func (b Book) ContestsFor(group string) []Contest {
	return slices.DeleteFunc(slices.Clone(b.Contests), func(c Contest) bool {
		return len(c.Groups) > 0 && !slices.Contains(c.Groups, group)
	})
}

// Standard is the document that ships with this version.
//
//nolint:gochecknoglobals // read once, never written to
var Standard = sync.OnceValue(func() Book {
	doc, err := rulebook.Files.ReadFile("reply/cn.yaml")
	if err != nil {
		panic("reply: the built-in document is missing: " + err.Error())
	}
	b, err := Load(doc)
	if err != nil {
		panic("reply: the built-in document does not read: " + err.Error())
	}
	return b
})
