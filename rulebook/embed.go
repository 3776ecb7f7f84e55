// Package rulebook holds the documents Tianping ships with: procedures,
// calendars and the like, as files. It never reads them; office/rulebookfile does.
//
//	rulebook/procedure/*.yaml ─┐
//	rulebook/calendar/*.yaml  ─┴→ Files → office/rulebookfile
package rulebook

import "embed"

// Files are the built-in documents, one folder for each kind of document.
//
//go:embed */*.yaml
var Files embed.FS
