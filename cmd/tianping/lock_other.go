//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package main

import "os"

// lock does nothing where the system has no flock: there the operator sees to it
// that one process works in a data folder (docs/operate.md).
func lock(*os.File) error { return nil }
