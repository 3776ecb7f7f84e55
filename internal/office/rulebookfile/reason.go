package rulebookfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/tianping-odr/tianping/internal/core/remedy"
)

// maxReasons is the largest document of reasons read, in bytes.
const maxReasons = 1 << 20

// ErrReasons means a document of reasons cannot be used; the text says where.
var ErrReasons = errors.New("rulebookfile: reasons")

// Reasons reads a document of reasons (schema: head of rulebook/reason/cn.yaml).
// Unknown fields, repeated keys, aliases and a second document are refused, and
// so is a document in which remedy.Taxonomy.Check finds anything.
//
// Errors: ErrReasons.
func Reasons(doc []byte) (remedy.Taxonomy, error) {
	if len(doc) > maxReasons {
		return remedy.Taxonomy{}, fmt.Errorf("%w: longer than %d bytes", ErrReasons, maxReasons)
	}
	if err := noAliases(doc); err != nil {
		return remedy.Taxonomy{}, fmt.Errorf("%w: %w", ErrReasons, err)
	}
	var file reasonFile
	in := yaml.NewDecoder(bytes.NewReader(doc))
	in.KnownFields(true)
	if err := in.Decode(&file); err != nil {
		return remedy.Taxonomy{}, fmt.Errorf("%w: %w", ErrReasons, err)
	}
	if err := in.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return remedy.Taxonomy{}, fmt.Errorf("%w: more than one document", ErrReasons)
	}
	taxonomy := file.taxonomy()
	if found := taxonomy.Check(); len(found) > 0 {
		return remedy.Taxonomy{}, fmt.Errorf("%w: %s", ErrReasons, strings.Join(found, "; "))
	}
	return taxonomy, nil
}

// noAliases refuses anchors and aliases: what a lawyer reads is what stands there.
func noAliases(doc []byte) error {
	var root yaml.Node
	if err := yaml.Unmarshal(doc, &root); err != nil {
		return err
	}
	var walk func(n *yaml.Node) error
	walk = func(n *yaml.Node) error {
		if n.Kind == yaml.AliasNode || n.Anchor != "" {
			return fmt.Errorf("line %d: anchors and aliases are not used here", n.Line)
		}
		for _, child := range n.Content {
			if err := walk(child); err != nil {
				return err
			}
		}
		return nil
	}
	return walk(&root)
}

// The shapes below are the file's; the head of the file explains every field.

type reasonFile struct {
	Reasons       string            `yaml:"reasons"`
	Version       string            `yaml:"version"`
	EffectiveFrom string            `yaml:"effective_from"`
	LawPack       string            `yaml:"law_pack"`
	Notice        wordsFile         `yaml:"notice"`
	Laws          []lawFile         `yaml:"laws"`
	Evidence      []proofFile       `yaml:"evidence"`
	Remedies      []kindFile        `yaml:"remedies"`
	Windows       []windowFile      `yaml:"windows"`
	Groups        []groupFile       `yaml:"groups"`
	List          []reasonEntryFile `yaml:"list"`
}

type wordsFile struct {
	ZH string `yaml:"zh"`
	EN string `yaml:"en"`
}

func (w wordsFile) words() remedy.Words { return remedy.Words{ZH: w.ZH, EN: w.EN} }

type lawFile struct {
	Key       string `yaml:"key"`
	wordsFile `yaml:",inline"`
	Kind      string `yaml:"kind"`
	Mark      string `yaml:"mark"`
}

type proofFile struct {
	Code         string `yaml:"code"`
	wordsFile    `yaml:",inline"`
	Class        []string  `yaml:"class"`
	Capture      wordsFile `yaml:"capture"`
	Mark         string    `yaml:"mark"`
	LiftsWindows bool      `yaml:"lifts_windows"`
	Sensitive    bool      `yaml:"sensitive"`
}

type kindFile struct {
	Code      string `yaml:"code"`
	wordsFile `yaml:",inline"`
	Duties    []string `yaml:"duties"`
	Debtor    string   `yaml:"debtor"`
	Sum       string   `yaml:"sum"`
	Law       []string `yaml:"law"`
	Mark      string   `yaml:"mark"`
}

type windowFile struct {
	ID         string `yaml:"id"`
	wordsFile  `yaml:",inline"`
	Categories []string `yaml:"categories"`
	Tell       string   `yaml:"tell"`
	File       string   `yaml:"file"`
	Mark       string   `yaml:"mark"`
	Law        []string `yaml:"law"`
}

type groupFile struct {
	Code      string `yaml:"code"`
	wordsFile `yaml:",inline"`
}

type reasonEntryFile struct {
	Code           string `yaml:"code"`
	Name           string `yaml:"name"`
	wordsFile      `yaml:",inline"`
	Mark           string      `yaml:"mark"`
	Note           wordsFile   `yaml:"note"`
	Claimant       string      `yaml:"claimant"`
	Buyer          []needFile  `yaml:"buyer"`
	Merchant       []needFile  `yaml:"merchant"`
	Burden         []string    `yaml:"burden"`
	BurdenWhen     []shiftFile `yaml:"burden_when"`
	BurdenNote     wordsFile   `yaml:"burden_note"`
	Remedies       []string    `yaml:"remedies"`
	OfBase         bool        `yaml:"of_base"`
	Law            []string    `yaml:"law"`
	Rows           []string    `yaml:"rows"`
	Windows        []string    `yaml:"windows"`
	Safety         bool        `yaml:"safety"`
	AutoGrantProof bool        `yaml:"auto_grant_proof"`
}

type needFile struct {
	Kind      string `yaml:"kind"`
	wordsFile `yaml:",inline"`
}

type shiftFile struct {
	If    string   `yaml:"if"`
	Order []string `yaml:"order"`
}
