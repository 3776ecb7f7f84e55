package archtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/tianping-odr/tianping/"

// source is one Go file.
type source struct {
	path, dir string // slash paths from the root of the repository
	file      *ast.File
	fset      *token.FileSet
	lines     int
}

func (s source) isTest() bool      { return strings.HasSuffix(s.path, "_test.go") }
func (s source) isGenerated() bool { return ast.IsGenerated(s.file) }

// isSupport tells whether the file's package exists for tests only: disputetest,
// dockettest, archtest.
func (s source) isSupport() bool { return strings.HasSuffix(s.dir, "test") }

// product tells whether the file becomes part of the binary.
func (s source) product() bool { return !s.isTest() && !s.isSupport() }

func (s source) at(p token.Pos, format string, args ...any) string {
	return fmt.Sprintf("%s:%d: %s", s.path, s.fset.Position(p).Line, fmt.Sprintf(format, args...))
}

// tree is the repository as the rules see it.
type tree struct {
	sources []source
	texts   map[string]string // every other file that holds words, by path
	paths   map[string]bool   // every file and folder
}

// skipped folders hold no source of ours.
var skipped = []string{".git", "data", "bin", "build", "node_modules", "tools"}

// wordy are the endings of files that hold texts people read.
var wordy = []string{".md", ".yaml", ".yml", ".json", ".templ", ".html", ".csv", ".txt"}

// read makes the tree of a file system: the repository, or a rule's broken house.
func read(t *testing.T, root fs.FS) tree {
	t.Helper()
	house := tree{texts: map[string]string{}, paths: map[string]bool{}}
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && slices.Contains(skipped, name) {
			return fs.SkipDir
		}
		house.paths[name] = true
		switch ending := path.Ext(name); {
		case entry.IsDir():
			return nil
		case ending == ".go":
			return house.addSource(root, name)
		case slices.Contains(wordy, ending):
			body, err := fs.ReadFile(root, name)
			house.texts[name] = string(body)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return house
}

func (h *tree) addSource(root fs.FS, name string) error {
	body, err := fs.ReadFile(root, name)
	if err != nil {
		return err
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, body, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	h.sources = append(h.sources, source{
		path: name, dir: path.Dir(name), file: file, fset: fset,
		lines: strings.Count(string(body), "\n"),
	})
	return nil
}

// packages groups the product's files under internal and client by folder.
func (h tree) packages() map[string][]source {
	found := map[string][]source{}
	for _, s := range h.sources {
		if s.isTest() || !strings.HasPrefix(s.dir, "internal/") && s.dir != "client" {
			continue
		}
		found[s.dir] = append(found[s.dir], s)
	}
	return found
}
