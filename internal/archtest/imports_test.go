package archtest

import (
	"slices"
	"strconv"
	"strings"
)

// pure is all of the standard library that the core may use: nothing that knows
// a clock, random numbers, a file, the network, a context or a log.
var pure = []string{
	"cmp", "crypto/hmac", "crypto/sha256", "encoding/binary", "errors", "fmt", "iter", "maps", "math/bits",
	"slices", "strconv", "strings", "time", "unicode/utf8",
}

// guests are the other modules allowed somewhere in the core, with the reason.
var guests = map[string]string{
	"core/law cel.dev/cel-go": "the rules language of law packs; pure, cost limited, no clock (design.md §1)",
}

func importRules() []rule {
	return []rule{
		{
			name:  "imports point inwards",
			check: eachImport(forbidden),
			broken: map[string]string{
				"cmd/tianping/main.go":             `package main; import (_ "` + module + `internal/door/web"; _ "` + module + `internal/door/api")`,
				"client/client.go":                 `package client; import _ "` + module + `internal/core/id"`,
				"internal/core/dispute/a.go":       `package dispute; import (_ "slices"; _ "` + module + `internal/core/id"; _ "context")`,
				"internal/core/dispute/b.go":       `package dispute; import (_ "` + module + `internal/office/clerk"; _ "math/rand"; _ "cel.dev/cel-go/cel")`,
				"internal/core/dispute/a_test.go":  `package dispute; import _ "testing"`,
				"internal/core/disputetest/g.go":   `package disputetest; import _ "testing"`,
				"internal/core/law/cel.go":         `package law; import _ "cel.dev/cel-go/cel"`,
				"internal/office/clerk/a.go":       `package clerk; import (_ "context"; _ "` + module + `internal/door/web")`,
				"internal/office/clerk/b.go":       `package clerk; import (_ "net/http"; _ "database/sql/driver"; _ "net/httptrap")`,
				"internal/door/web/a.go":           `package web; import (_ "net/http"; _ "` + module + `internal/door/api")`,
				"internal/door/sqlstore/lite/a.go": `package lite; import (_ "database/sql"; _ "` + module + `internal/door/sqlstore/migrations")`,
			},
			wrong: []string{
				"client/client.go:1: imports internal/core/id: the public client stands alone",
				"internal/core/dispute/a.go:1: imports context: the core is pure",
				"internal/core/dispute/b.go:1: imports cel.dev/cel-go/cel: the core is pure",
				"internal/core/dispute/b.go:1: imports internal/office/clerk: the core is pure",
				"internal/core/dispute/b.go:1: imports math/rand: the core is pure",
				"internal/door/web/a.go:1: imports internal/door/api: doors do not know each other",
				"internal/office/clerk/a.go:1: imports internal/door/web: the office declares ports, doors implement them",
				"internal/office/clerk/b.go:1: imports database/sql/driver: the office speaks neither HTTP nor SQL",
				"internal/office/clerk/b.go:1: imports net/http: the office speaks neither HTTP nor SQL",
			},
		},
		{
			name:  "every package stands in a room",
			check: roomless,
			broken: map[string]string{
				"internal/core/id/id.go":   "package id",
				"internal/clerk/clerk.go":  "package clerk",
				"internal/archtest/doc.go": "package archtest",
			},
			wrong: []string{"internal/clerk: stands in no room; core says what is true, office moves it, door lets the world in"},
		},
	}
}

// forbidden is "" or the reason why a file in folder from may not import target.
func forbidden(from, target string) string {
	inner, ours := strings.CutPrefix(target, module+"internal/")
	from, inside := strings.CutPrefix(from, "internal/")
	if !inside {
		if from == "client" && ours {
			return "the public client stands alone"
		}
		return ""
	}
	inCore := ours && strings.HasPrefix(inner, "core/") || slices.Contains(pure, target) || guest(from, target)
	switch room, _, _ := strings.Cut(from, "/"); {
	case room == "core" && !inCore:
		return "the core is pure"
	case room == "office" && ours && strings.HasPrefix(inner, "door/"):
		return "the office declares ports, doors implement them"
	case room == "office" && (within(target, "net/http") || within(target, "database/sql")):
		return "the office speaks neither HTTP nor SQL"
	case room == "door" && ours && strings.HasPrefix(inner, "door/") && doorOf(inner) != doorOf(from):
		return "doors do not know each other"
	}
	return ""
}

func guest(from, target string) bool {
	for known := range guests {
		where, what, _ := strings.Cut(known, " ")
		if within(from, where) && within(target, what) {
			return true
		}
	}
	return false
}

// within tells whether an import path or folder is parent or stands below it.
func within(name, parent string) bool { return name == parent || strings.HasPrefix(name, parent+"/") }

// doorOf is the door a folder belongs to: sqlstore of door/sqlstore/sqlite.
func doorOf(folder string) string {
	door, _, _ := strings.Cut(strings.TrimPrefix(folder, "door/"), "/")
	return door
}

func eachImport(forbidden func(from, target string) string) func(tree) []string {
	return func(house tree) (found []string) {
		for _, s := range house.sources {
			if !s.product() {
				continue
			}
			for _, spec := range s.file.Imports {
				target, err := strconv.Unquote(spec.Path.Value)
				if err != nil {
					found = append(found, s.at(spec.Pos(), "import path %s: %v", spec.Path.Value, err))
				} else if why := forbidden(s.dir, target); why != "" {
					found = append(found, s.at(spec.Pos(), "imports %s: %s", strings.TrimPrefix(target, module), why))
				}
			}
		}
		return found
	}
}

// roomless finds product packages directly in internal or in a room of their own.
func roomless(house tree) (found []string) {
	for dir, files := range house.packages() {
		room, _, _ := strings.Cut(strings.TrimPrefix(dir, "internal/"), "/")
		if dir == "client" || files[0].isSupport() || slices.Contains([]string{"core", "office", "door"}, room) {
			continue
		}
		found = append(found, dir+": stands in no room; core says what is true, office moves it, door lets the world in")
	}
	return found
}
